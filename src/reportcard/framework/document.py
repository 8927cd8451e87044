"""The framework document: one recursive node, and what surrounds it. Data only; no code, no expressions.

Every model refuses unknown keys. Ids, weights, bands and references are checked together in ``check.py``, so that
one reading of a document reports everything that is wrong with it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Strict, Tag, model_validator
from pydantic_core import PydanticCustomError

from reportcard.indicators.status import Status

Id = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.+-]*$", max_length=80)]
Standing = Literal["documented", "convention", "read_off"]

#: Plain values without guessing: the text "15" is no number, and true is not 1.
Real = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]


class Part(BaseModel):
    """Base of every part of a document."""

    # Grades and codes are often written as numbers (``2``, ``1``): where text is wanted, a number is taken as written.
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, coerce_numbers_to_str=True)


# --- numbers with a source -------------------------------------------------------------------------------------------


class Provenance(Part):
    """Where a number comes from.

    Attributes:
        standing: ``documented`` by the authority, a ``convention`` of the document's author, or ``read_off`` the data.
        source: Id of an entry of ``references``, or a few words.
        note: What a reader should know about it.
    """

    standing: Standing
    source: str = ""
    note: str = ""


class Number(Part):
    """A weight, target or cut score: a plain number, or a number with unit, standing and source.

    ``from_indicator`` reads the number from a column of the data instead (a campus's own target).
    """

    value: Real | None = None
    from_indicator: Id | None = None
    unit: str = ""
    standing: Standing | None = None
    source: str = ""
    note: str = ""

    @model_validator(mode="after")
    def _one_of(self) -> Number:
        if (self.value is None) == (self.from_indicator is None):
            raise ValueError("give either 'value' or 'from_indicator'")
        return self


def _as_number(given: Any) -> Any:
    if isinstance(given, bool | str):
        raise PydanticCustomError("number", "expected a number")
    return {"value": given} if isinstance(given, int | float) else given


Quantity = Annotated[Number, BeforeValidator(_as_number, json_schema_input_type=float | Number)]
NUMERAL = re.compile(r"-?(0|[1-9][0-9]{0,30})(\.[0-9]{1,30})?")


def numeral(key: Any) -> Any:
    """Return the number that a key is written as (keys of a document are text), or the key itself."""
    return float(key) if isinstance(key, str) and NUMERAL.fullmatch(key) else key


def _by_key(*keys: str, word: bool = False) -> Discriminator:
    """Tell the members of a union apart by the key that only one of them has; ``word``: one member is a bare word."""

    def find(given: Any) -> str | None:
        if word and isinstance(given, str):
            return "word"
        if isinstance(given, dict):
            return next((key for key in keys if key in given), None)
        fields = type(given).model_fields if isinstance(given, Part) else ()
        # ``not`` is a word of Python, so its field is ``not_``.
        return next((key for key in keys if key in fields or f"{key}_" in fields), None)

    listed = ", ".join(keys)
    return Discriminator(find, custom_error_type="kind", custom_error_message=f"expected one of the keys: {listed}")


def _bare(given: Any) -> Any:
    """Allow the bare word ``z`` for ``{z: {}}``, where a scale needs no parameters."""
    return {given: {}} if given in ("percentile", "z", "range") else given


# --- conditions ------------------------------------------------------------------------------------------------------


class IndicatorCondition(Part):
    """Compares an indicator's value, or asks whether it is present. A comparison with an absent value is false."""

    indicator: Id
    is_: Literal["present", "missing"] | Status | None = Field(default=None, alias="is")
    below: Quantity | None = None
    at_most: Quantity | None = None
    equals: Quantity | None = None
    at_least: Quantity | None = None
    above: Quantity | None = None


class ColumnCondition(Part):
    """Compares a column's text exactly as the file has it, without white space at its ends."""

    column: str
    is_: str | None = Field(default=None, alias="is")
    is_not: str | None = None
    in_: tuple[str, ...] | None = Field(default=None, alias="in")
    not_in: tuple[str, ...] | None = None


class NodeCondition(Part):
    """Compares a node's score or grade, or asks whether it has one."""

    node: Id
    is_: Literal["present", "missing"] | Status | None = Field(default=None, alias="is")
    below: Quantity | None = None
    at_most: Quantity | None = None
    equals: Quantity | None = None
    at_least: Quantity | None = None
    above: Quantity | None = None
    grade_in: tuple[str, ...] | None = None


class AllOf(Part):
    """True where every condition is true."""

    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(Part):
    """True where at least one condition is true."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Part):
    """True where the condition is false."""

    not_: Condition = Field(alias="not")


Condition = Annotated[
    Annotated[IndicatorCondition, Tag("indicator")]
    | Annotated[ColumnCondition, Tag("column")]
    | Annotated[NodeCondition, Tag("node")]
    | Annotated[AllOf, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")],
    _by_key("indicator", "column", "node", "all", "any", "not"),
]


# --- rounding --------------------------------------------------------------------------------------------------------


class Rounding(Part):
    """Round to a multiple of ``to``, half up on the decimal number (2.675 to 0.01 is 2.68)."""

    to: Real = Field(gt=0)


def _as_rounding(given: Any) -> Any:
    return {"to": given} if isinstance(given, int | float) else given


Round = Annotated[Rounding, BeforeValidator(_as_rounding, json_schema_input_type=float | Rounding)]


# --- metrics ---------------------------------------------------------------------------------------------------------


class MetricUse(BaseModel):
    """A metric by id, the indicators it reads and its parameters: ``{id: ratio, numerator: a, denominator: b}``.

    ``unit`` is the unit of its value, where that is not the metric's own or that of the first indicator (``%``).
    """

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False)

    id: Id
    round: Round | None = None
    unit: str = ""

    @property
    def arguments(self) -> dict[str, Any]:
        """Inputs (indicator ids) and parameters, by the names that the metric declares."""
        return dict(self.model_extra or {})


# --- scales ----------------------------------------------------------------------------------------------------------


class Goalposts(Part):
    """Position between two goalposts, first the worst, then the best value; clipped to ``to`` unless told not to."""

    goalposts: tuple[Quantity, Quantity]
    to: tuple[Real, Real] = (0.0, 100.0)
    clip: Flag = True


def _as_steps(given: Any) -> Any:
    """Read ``{below: 1, 10: 2, 40: 3}`` as the list of steps it stands for."""
    if not isinstance(given, dict):
        return given
    return [
        {"points": points} | ({} if start == "below" else {"at": numeral(start)}) for start, points in given.items()
    ]


class Step(Part):
    """Points from a threshold on; without ``at``, the points below the lowest threshold."""

    at: Quantity | None = None
    points: Quantity


class Steps(Part):
    """From value to points by thresholds: ``{below: 1, 10: 2, 40: 3}`` gives 2 from 10 (inclusive) to below 40.

    ``inclusive: upper`` gives the next points only above the threshold. Where low is good, the points simply fall.
    """

    steps: Annotated[
        tuple[Step, ...],
        BeforeValidator(_as_steps, json_schema_input_type=tuple[Step, ...] | dict[str, float | Number]),
    ] = Field(min_length=1)
    inclusive: Literal["lower", "upper"] = "lower"


class Piecewise(Part):
    """A line through ``[value, points]`` pairs, flat outside them."""

    piecewise: tuple[tuple[Real, Real], ...] = Field(min_length=2)


def _as_lookup(given: Any) -> Any:
    """Read keys that are written as numbers as numbers."""
    if not isinstance(given, dict):
        return given
    points = {numeral(key): value for key, value in given.items()}
    if len(points) < len(given):
        raise ValueError("two keys are the same number")
    return points


class Lookup(Part):
    """Points for each whole value or label: ``{1: 100, 2: 75, 3: 50, 4: 0}``. A value not listed is invalid."""

    lookup: Annotated[
        dict[float | str, Quantity],
        BeforeValidator(_as_lookup, json_schema_input_type=dict[str, float | Number]),
    ] = Field(min_length=1)


class Target(Part):
    """Met or not: ``points[1]`` where the value reaches the target, else ``points[0]``."""

    target: Quantity
    points: tuple[Real, Real] = (0.0, 1.0)


class Band(Part):
    """Bands of a value with its confidence limits.

    A value is average where its limits include ``centre`` (a limit equal to it counts as included); above it,
    *well above* from ``upper`` on; below it, *well below* down to ``lower``. ``points`` are for well below, below,
    average, above, well above. ``lower_inclusive: false`` makes a value equal to ``lower`` *below*, not *well below*.
    """

    interval_band: IntervalCuts
    points: tuple[Real, Real, Real, Real, Real] = (1.0, 2.0, 3.0, 4.0, 5.0)


class IntervalCuts(Part):
    """The cut scores of an interval band."""

    centre: Real = 0.0
    upper: Quantity
    lower: Quantity
    lower_inclusive: Flag = True


class Percentile(Part):
    """Share of the reference's schools that do worse (ties count half), put on ``to``."""

    percentile: Comparison
    to: tuple[Real, Real] = (0.0, 100.0)


class ZScore(Part):
    """Standard deviations from the reference's mean, as ``mean + deviation * z``, better is higher."""

    z: Comparison
    mean: Real = 50.0
    deviation: Real = 10.0
    clip: tuple[Real, Real] | None = None


class RangePosition(Part):
    """Position between the worst and the best value of the reference, put on ``to``."""

    range: Comparison
    to: tuple[Real, Real] = (0.0, 100.0)
    clip: Flag = True


#: The word in ``within`` for a school's own similar schools; no column may have it as its id.
SIMILAR = "similar"


class Comparison(Part):
    """Whom a norm-referenced scale compares with: everyone, those alike in a column, or a school's similar schools."""

    within: str | None = None


_AnyScale = Annotated[
    Annotated[Goalposts, Tag("goalposts")]
    | Annotated[Steps, Tag("steps")]
    | Annotated[Piecewise, Tag("piecewise")]
    | Annotated[Lookup, Tag("lookup")]
    | Annotated[Target, Tag("target")]
    | Annotated[Band, Tag("interval_band")]
    | Annotated[Percentile, Tag("percentile")]
    | Annotated[ZScore, Tag("z")]
    | Annotated[RangePosition, Tag("range")],
    _by_key("goalposts", "steps", "piecewise", "lookup", "target", "interval_band", "percentile", "z", "range"),
]
Scale = Annotated[
    _AnyScale, BeforeValidator(_bare, json_schema_input_type=Literal["percentile", "z", "range"] | _AnyScale)
]


# --- combinations ----------------------------------------------------------------------------------------------------

#: Combinations that take no parameter. ``profile`` shows its children and has no score of its own.
SimpleCombination = Literal[
    "weighted_mean", "mean", "sum", "product", "geometric_mean", "harmonic_mean", "best", "worst", "all_of", "any_of",
    "profile",
]  # fmt: skip


class HarmonicMean(Part):
    """Weighted harmonic mean; ``zero_is: missing`` drops a child that scores 0 (or less)."""

    harmonic_mean: ZeroPolicy


class ZeroPolicy(Part):
    """What a score of zero means where it cannot be averaged."""

    zero_is: Literal["zero", "missing"] = "zero"


class PowerMean(Part):
    """Weighted power mean."""

    power_mean: Power


class Power(Part):
    """The exponent of a power mean."""

    power: Real


class GridOf(Part):
    """A table with a row for each score of one child and a column for each score of another, both counted from 1.

    A cell may be null: the combination is then not published there.
    """

    rows: Id
    columns: Id
    cells: tuple[tuple[Real | None, ...], ...] = Field(min_length=1)


class Grid(Part):
    """The cell of a table that two children's levels point at."""

    grid: GridOf


Combination = Annotated[
    Annotated[SimpleCombination, Tag("word")]
    | Annotated[HarmonicMean, Tag("harmonic_mean")]
    | Annotated[PowerMean, Tag("power_mean")]
    | Annotated[Grid, Tag("grid")],
    _by_key("harmonic_mean", "power_mean", "grid", word=True),
]


# --- missing data ----------------------------------------------------------------------------------------------------


class MoveWeight(Part):
    """Give this node's weight to named siblings: to one, or in stated shares."""

    move_weight_to: Annotated[
        dict[Id, Real],
        BeforeValidator(
            lambda given: {given: 1.0} if isinstance(given, str) else given, json_schema_input_type=Id | dict[Id, float]
        ),
    ]


class TreatAs(Part):
    """Score this node as if it had this score (treated as worst); the card says so."""

    treat_as: Real


#: What the parent does where this node has no score.
Missing = Annotated[
    Annotated[Literal["leave_out", "require"], Tag("word")]
    | Annotated[MoveWeight, Tag("move_weight_to")]
    | Annotated[TreatAs, Tag("treat_as")],
    _by_key("move_weight_to", "treat_as", word=True),
]


class Needs(Part):
    """How much must be present for a node to have a score; otherwise its status is *insufficient*.

    Attributes:
        weight: Share of the children's weight, 0 to 1.
        children: Number of children.
    """

    weight: Real | None = Field(default=None, gt=0, le=1)
    children: Whole | None = Field(default=None, ge=1)


# --- grades ----------------------------------------------------------------------------------------------------------


class Cut(Part):
    """One band of a grade scale: from its cut score up to the next band's.

    Attributes:
        grade: The grade's code (``A``, ``2+``, ``Met``).
        start: Cut score (key ``from``); absent for the lowest band.
        end: Optional upper end (key ``to``), checked against the next band's start.
        label: Words of the grade; the code where not given.
        meaning: One plain sentence for a reader.
        colour: A colour name of the theme or a hex colour.
    """

    grade: str = Field(min_length=1, max_length=40)
    start: Quantity | None = Field(default=None, alias="from")
    end: Real | None = Field(default=None, alias="to")
    label: str = ""
    meaning: str = ""
    colour: str = ""


def _as_bands(given: Any) -> Any:
    """Read ``{A: 70, B: 58, F: lowest}`` as bands."""
    if not isinstance(given, dict) or "bands" in given:
        return given
    if None in given.values():
        raise PydanticCustomError("number", "expected a cut score or the word 'lowest' for every grade")
    bands = [{"grade": grade} | ({} if start == "lowest" else {"from": start}) for grade, start in given.items()]
    return {"bands": bands}


class GradeScaleBody(Part):
    """Ordered bands, best first. ``inclusive: lower`` puts a score equal to a cut into the higher band."""

    bands: tuple[Cut, ...] = Field(min_length=1, max_length=100)
    inclusive: Literal["lower", "upper"] = "lower"


GradeScale = Annotated[
    GradeScaleBody,
    BeforeValidator(
        _as_bands, json_schema_input_type=GradeScaleBody | dict[str, float | Literal["lowest"] | Number | None]
    ),
]


class GradeUse(Part):
    """Grades of a node: a scale by id, and whether its cuts are scores or percentages of the node's ``max``."""

    scale: Id
    as_: Literal["score", "share_of_max"] = Field(default="score", alias="as")


Grades = Annotated[
    GradeUse,
    BeforeValidator(
        lambda given: {"scale": given} if isinstance(given, str) else given, json_schema_input_type=Id | GradeUse
    ),
]


# --- rules -----------------------------------------------------------------------------------------------------------


class Limit(Part):
    """A limit on a score or a grade: a score, a grade, or the grade that a column holds, lowered by some steps.

    A column that holds no grade of the scale sets no limit.
    """

    score: Quantity | None = None
    grade: str | None = None
    grade_in: str | None = None
    lowered_by: Whole = Field(default=0, ge=0)

    @model_validator(mode="after")
    def _one_of(self) -> Limit:
        if sum(part is not None for part in (self.score, self.grade, self.grade_in)) != 1:
            raise ValueError("give exactly one of 'score', 'grade' and 'grade_in'")
        return self


class Rule(Part):
    """A condition and one effect on a node. Where it fires it leaves a trace on the card.

    Score effects (``add``, ``subtract``, ``cap``/``floor`` with ``score``) act before rounding; grade effects act on
    the grade of the rounded score; ``withhold`` takes score and grade away. Rules act in the order they are written.
    """

    id: Id | None = None
    when: Condition | None = None
    add: Quantity | None = None
    never_above: Real | None = None
    subtract: Quantity | None = None
    never_below: Real | None = None
    cap: Limit | None = None
    floor: Limit | None = None
    set_grade: str | None = None
    withhold: str | None = None
    note: str | None = None
    because: str = ""

    @property
    def effect(self) -> str:
        """Name of the one effect."""
        return next(name for name in EFFECTS if getattr(self, name) is not None)

    @model_validator(mode="after")
    def _one_effect(self) -> Rule:
        given = [name for name in EFFECTS if getattr(self, name) is not None]
        if len(given) != 1:
            found = " and ".join(given) or "none"
            raise ValueError(f"a rule has exactly one effect of {', '.join(EFFECTS)}; this one has {found}")
        return self


EFFECTS = ("add", "subtract", "cap", "floor", "set_grade", "withhold", "note")


# --- the node --------------------------------------------------------------------------------------------------------


class Node(Part):
    """A place in the score tree. A leaf is a metric on a scale; an inner node combines its children.

    Attributes:
        id: Unique in the tree. A leaf without ``indicator`` and ``metric`` reads the indicator of the same id.
        indicator: The indicator that a leaf reads as it is.
        metric: A metric over one or more indicators, where the leaf's value must be computed first.
        scale: From value to score; without one the score is the value.
        combine: How children make one score; ``weighted_mean`` where they have weights.
        weight: Weight among the siblings; a number or a column of the data.
        target: In a gate (``all_of``, ``any_of``): the score from which the node is met; above 0 where not given.
        beside: Shown with its siblings, and no part of their combination.
        max: Points that can be reached, for grades that are shares of it.
        bonus: In a sum: extra points, left out where missing and not counted in ``max``.
        missing: What the parent does where this node has no score.
        needs: How much must be present for this node to have a score.
        round: Rounding of the score. The grade is that of the rounded score.
        clip: Limits of the score, applied before rounding.
        decimals: Decimals that a card prints; from ``round`` where not given, else 1.
    """

    id: Id
    title: str = ""
    description: str = ""
    indicator: Id | None = None
    metric: (
        Annotated[
            MetricUse,
            BeforeValidator(
                lambda given: {"id": given} if isinstance(given, str) else given, json_schema_input_type=Id | MetricUse
            ),
        ]
        | None
    ) = None
    scale: Scale | None = None
    combine: Combination | None = None
    children: tuple[Node, ...] = ()
    weight: Quantity | None = None
    target: Quantity | None = None
    beside: Flag = False
    max: Real | None = Field(default=None, gt=0)
    bonus: Flag = False
    missing: Missing | None = None
    needs: Needs | None = None
    round: Round | None = None
    clip: tuple[Real, Real] | None = None
    decimals: Whole | None = Field(default=None, ge=0, le=6)
    grades: Grades | None = None
    rules: tuple[Rule, ...] = ()


# --- indicators and sources ------------------------------------------------------------------------------------------


#: A column's name; or several, where files name it differently: the first that a file has is read.
ColumnNames = str | tuple[str, ...]


class Columns(Part):
    """The columns of a measure in a file: its value, and what is known of its error."""

    value: ColumnNames
    n: ColumnNames | None = None
    lower: ColumnNames | None = None
    upper: ColumnNames | None = None
    standard_error: ColumnNames | None = None


class CodeEntry(Part):
    """What a code in a file means: a status, or a number to read it as (censored: ``>145`` read as 150).

    Attributes:
        status: Why there is no value; for a number, ``censored`` where not given.
        read_as: The number that stands for the code.
        between: The numbers that the true value lies between.
        words: What the publisher says of it.
    """

    status: Status | None = None
    read_as: Real | None = None
    between: tuple[Real, Real] | None = None
    words: str = ""


def _as_code(given: Any) -> Any:
    if isinstance(given, str):
        return {"status": given}
    return {"read_as": given, "status": "censored"} if isinstance(given, int | float) else given


CodeList = dict[str, Annotated[CodeEntry, BeforeValidator(_as_code, json_schema_input_type=Status | float | CodeEntry)]]


class Mask(Part):
    """What a masking code says of the value beside it: a status, and the numbers that the true value lies between."""

    status: Status
    between: tuple[Real, Real] | None = None


class Masking(Part):
    """A second column that says that a value is masked: ``{column: awa_masking, codes: {"1": censored}}``."""

    column: str
    codes: dict[
        str,
        Annotated[
            Mask,
            BeforeValidator(
                lambda given: {"status": given} if isinstance(given, str) else given,
                json_schema_input_type=Status | Mask,
            ),
        ],
    ]


#: The name of a year: it has a number.
Year = Annotated[str, Field(pattern=r"\d", max_length=40)]


class ErrorEntry(Part):
    """What a document knows of an indicator's error beside what the data says of each school.

    Attributes:
        deviation: Standard deviation of the single pupils' values; with n it gives the error of their mean.
        limits: Confidence level of the published limits, 0.95 where not given.
        share: Whether the indicator is the percentage of its n pupils who have something, so that n tells its error;
            where not given, an indicator in % with the range 0 to 100 is.
    """

    deviation: Quantity | None = None
    limits: Real | None = Field(default=None, gt=0, lt=1)
    share: Flag | None = None


class IndicatorEntry(Part):
    """An indicator of the framework: its description, and where a file has it.

    An id that the library's own models define (``attainment_8``) takes its description from there; what is given
    here replaces it. ``breaks`` names years from which it is measured in another way, each with what changed.
    """

    title: str | None = None
    unit: str | None = None
    direction: Literal["higher", "lower", "none"] | None = None
    range: tuple[Real | None, Real | None] | None = None
    whole: Flag | None = None
    labels: dict[str, Real] | None = None
    definition: str | None = None
    source: str | None = None
    controllable: Literal["school", "partly", "context"] | None = None
    columns: (
        Annotated[
            Columns,
            BeforeValidator(
                lambda given: {"value": given} if isinstance(given, str | list | tuple) else given,
                json_schema_input_type=str | list[str] | Columns,
            ),
        ]
        | None
    ) = None
    codes: CodeList = {}
    masked_by: Masking | None = None
    required: Flag = False
    minimum_n: Real | None = Field(default=None, ge=1)
    breaks: dict[Year, str] = {}
    error: ErrorEntry | None = None


class ContextColumn(Part):
    """A text column that conditions, rules and variants read: school type, level, last year's grade."""

    column: str
    title: str = ""
    required: Flag = False


class Source(Part):
    """How the authority's own file is read.

    Attributes:
        format: ``csv``, ``tsv`` or ``xlsx``; by the file's ending where not given.
        id: Column of the school id; several columns are joined with ``/``.
        name: Column of the school's name.
        rows: Which rows of the file are schools to score; columns by name in the file, or by id under ``columns``.
        codes: Codes that stand for a value or its absence in every indicator column.
        decimal: Decimal mark.
        published: Columns that hold the published results, by node id, for comparing.
    """

    format: Literal["csv", "tsv", "xlsx"] | None = None
    encoding: str = "utf-8-sig"
    delimiter: str | None = Field(default=None, min_length=1, max_length=1)
    decimal: Literal[".", ","] = "."
    sheet: str | None = None
    header_rows: Whole = Field(default=1, ge=1)
    skip_rows: Whole = Field(default=0, ge=0)
    id: Annotated[
        tuple[str, ...],
        BeforeValidator(
            lambda given: (given,) if isinstance(given, str) else given, json_schema_input_type=str | list[str]
        ),
    ]
    name: str | None = None
    rows: Condition | None = None
    codes: CodeList = {}
    published: dict[Id, Published] = {}


class Published(Part):
    """The columns in which the authority published a node's result.

    Attributes:
        value: Value of a leaf, before its scale.
        score: Score.
        grade: Grade, as its code.
        weight: Weight that the node carries among the siblings present.
        decimals: Decimals that are compared; as many as the column shows where not given.
        unrounded: The authority scored inputs with more decimals than it published, so that a result can be compared
            only within the range that the published decimals leave.
    """

    value: ColumnNames | None = None
    score: ColumnNames | None = None
    grade: ColumnNames | None = None
    weight: ColumnNames | None = None
    decimals: Whole | None = Field(default=None, ge=0, le=9)
    unrounded: Flag = False


class Variant(Part):
    """What differs for the schools that meet a condition. The first variant that a school meets is the one it takes.

    Attributes:
        when: Condition on the school; on columns and indicators, not on nodes.
        grade_scales: Scales that replace those of the same id.
        nodes: Changes to nodes by id: the keys given replace the node's own.
        score: A whole tree in place of the document's.
    """

    id: Id
    title: str = ""
    when: Condition
    grade_scales: dict[Id, GradeScale] = {}
    nodes: dict[Id, dict[str, Any]] = {}
    score: Node | None = None


class Citation(Part):
    """A source that the document names."""

    id: Id
    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


class Defaults(Part):
    """Standing of the numbers that carry none of their own, by kind."""

    weights: Provenance | None = None
    targets: Provenance | None = None
    cut_scores: Provenance | None = None
    rules: Provenance | None = None


class Framework(Part):
    """A framework document: how a school's indicators become scores and grades, dated, versioned and cited.

    ``extends`` and ``nodes`` are for documents that change another one: the loader applies both and takes them out,
    so that a loaded framework is complete and has neither.
    """

    framework: Id
    version: str = "1"
    title: str
    authority: str = ""
    year: str = ""
    summary: str = ""
    extends: Id | None = None
    references: tuple[Citation, ...] = ()
    provenance: Defaults = Defaults()
    comparable_with: tuple[Id, ...] = ()
    not_comparable_with: dict[Id, Annotated[str, Field(min_length=1)]] = {}
    source: Source | None = None
    indicators: dict[
        Id,
        Annotated[
            IndicatorEntry,
            BeforeValidator(lambda given: {} if given is None else given, json_schema_input_type=IndicatorEntry | None),
        ],
    ] = {}
    columns: dict[
        str,
        Annotated[
            ContextColumn,
            BeforeValidator(
                lambda given: {"column": given} if isinstance(given, str) else given,
                json_schema_input_type=str | ContextColumn,
            ),
        ],
    ] = {}
    grade_scales: dict[Id, GradeScale] = {}
    score: Node
    nodes: dict[Id, dict[str, Any]] = {}
    variants: tuple[Variant, ...] = ()
    notes: tuple[str, ...] = ()
