"""The report card of one school: frozen, complete, versioned, recomputable from itself. Renderers see nothing else.

A card is JSON-safe: absent numbers are ``None`` with a status beside them, never NaN.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from reportcard.errors import UnknownNameError
from reportcard.indicators.status import Status

if TYPE_CHECKING:
    from reportcard.analysis.ways import NextGrade
    from reportcard.analysis.what_if import WhatIf
    from reportcard.engine.reference import Reference
    from reportcard.framework.document import Framework
    from reportcard.render.audience import Audience
    from reportcard.render.overrides import Folders
    from reportcard.render.theme import Theme
    from reportcard.results.language import Language

Standing = Literal["documented", "convention", "read_off"]


class Record(BaseModel):
    """Base of every part of a card."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def trusted(cls, fields: dict[str, Any]) -> Self:
        """Make a record from fields of the right types, unchecked: what ``model_construct`` does, 15 times as fast.

        Only for what the engine computed itself. A card has dozens of nodes, and a service makes a card a request.
        """
        return cls.complete({**defaults(cls), **fields})

    @classmethod
    def complete(cls, values: dict[str, Any]) -> Self:
        """The same from values of every field; the record keeps the dictionary."""
        made = cls.__new__(cls)
        _set_values(made, values)
        _set_names(made, _names(cls))
        _set_extra(made, None)
        _set_private(made, None)
        return made


# The slots of a pydantic model, set past its own frozen ``__setattr__``: half the cost of making a record.
_set_values, _set_names, _set_extra, _set_private = (
    BaseModel.__dict__[slot].__set__
    for slot in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)


@cache
def defaults(model: type[BaseModel]) -> dict[str, Any]:
    """Default of every field that has one, in the order of the fields."""
    return {name: field.get_default() for name, field in model.model_fields.items()}


@cache
def _names(model: type[BaseModel]) -> set[str]:
    """Names of the fields. One set serves every record: records are frozen, and nothing is ever added to it."""
    return set(model.model_fields)


class Band(Record):
    """One grade of a node's scale, best first.

    Attributes:
        grade: Code of the grade.
        label: Its words.
        meaning: What it means, in a sentence.
        colour: Colour name or hex colour; "" for none.
        start: Lowest score of the band; None for the lowest band.
    """

    grade: str
    label: str = ""
    meaning: str = ""
    colour: str = ""
    start: float | None = None


class About(Record):
    """What is the same for every school under one variant of a framework.

    Attributes:
        title: Name of the node.
        description: What it is about.
        kind: ``leaf``, or the name of the combination.
        how: How its score is computed, in a sentence with the numbers of the document.
        unit: Unit of the value.
        direction: Whether ``higher`` or ``lower`` values are better; ``none`` for context.
        definition: Definition of the indicator in use.
        source: Source of the indicator.
        controllable: How far the school can influence it.
        weight: Weight as declared; None where there is none or a column gives it.
        weight_standing: Whether the weight is documented, a convention, read off the data, or the caller's own.
        weight_source: Source of the weight.
        weight_share: Share of the siblings' declared weight, 0 to 1.
        beside: Shown with its siblings, and no part of their combination.
        bonus: Extra points of a sum.
        maximum: Points that can be reached.
        decimals: Decimals to print the score with.
        rounding: Multiple that the score was rounded to; None where it was not.
        scale_low: Score of the worst value that the scale tells apart; None where there is none.
        scale_high: Score of the best value that the scale tells apart.
        bands: Grades, best first.
        bands_inclusive: Whether a score equal to a cut is in the band above (``lower``) or below it (``upper``).
        cut_standing: Whether cut scores are documented, a convention or read off the data.
        cut_source: Source of the cut scores.
    """

    title: str
    description: str = ""
    kind: str = "leaf"
    how: str = ""
    unit: str = ""
    direction: Literal["higher", "lower", "none"] = "higher"
    definition: str = ""
    source: str = ""
    controllable: Literal["school", "partly", "context"] = "school"
    weight: float | None = None
    weight_standing: Standing | Literal["caller"] | None = None
    weight_source: str = ""
    weight_share: float | None = None
    beside: bool = False
    bonus: bool = False
    maximum: float | None = None
    decimals: int = 1
    rounding: float | None = None
    scale_low: float | None = None
    scale_high: float | None = None
    bands: tuple[Band, ...] = ()
    bands_inclusive: Literal["lower", "upper"] = "lower"
    cut_standing: Standing | None = None
    cut_source: str = ""


class RuleTrace(Record):
    """A rule that fired.

    Attributes:
        id: Id of the rule: the node's id, a slash, the rule's own id or number.
        effect: ``add``, ``subtract``, ``cap``, ``floor``, ``set_grade``, ``withhold`` or ``note``.
        because: Why the rule exists, in the framework's words.
        before: Score or grade before it, as text.
        after: Score or grade after it, as text.
        text: What happened, in a sentence.
    """

    id: str
    effect: str
    because: str = ""
    before: str = ""
    after: str = ""
    text: str = ""


class Interval(Record):
    """Where a score probably lies.

    Attributes:
        low: Lower end, in the score's unit.
        high: Upper end.
    """

    low: float
    high: float


class Earlier(Record):
    """The result of a node in an earlier year.

    Attributes:
        year: The year, as the caller names it.
        score: The score of that year.
        grade: Its grade.
        reason: Why there is no score; "" where there is one.
        comparable: Whether it was made by the same method, so that the two may be compared.
        note: What changed in the method, where it did.
    """

    year: str
    score: float | None = None
    grade: str | None = None
    reason: str = ""
    comparable: bool = True
    note: str = ""


class NodeResult(Record):
    """A node of the score tree for one school.

    Attributes:
        id: Id of the node.
        about: What is the same for every school.
        indicators: Ids of the indicators that a leaf reads.
        value: Value of a leaf, before its scale, in its unit.
        n: Number of pupils behind the value.
        lower: Lower confidence limit of the value.
        upper: Upper confidence limit of the value.
        standard_error: Standard error of the value.
        status: Why there is a score, or why there is none.
        reason: The status in words where there is no score; "" where there is one.
        code: The publisher's code in place of the value (``SUPP``).
        score: The score, after rules and rounding.
        score_before: The score before rules and rounding; None where neither changed it.
        weight_applied: Share of the parent's score that this node carried for this school, 0 to 1.
        contribution: Points that this node adds to the parent's score before its rules and rounding.
        stand_in: Score that a missing node was treated as having.
        coverage: Share of the node's weight, through all levels, that rests on data.
        grade: The grade.
        cuts: Cut scores in force for this school, best first, where a column sets them.
        interval: Where the score probably lies, at the card's confidence; None where that is not known.
        grade_probabilities: Probability of each grade, 0 to 1, best first; empty where that is not known.
        earlier: Results of earlier years, oldest first.
        rules: Rules that fired on this node.
        children: Children in the document's order.
    """

    id: str
    about: About
    indicators: tuple[str, ...] = ()
    value: float | None = None
    n: float | None = None
    lower: float | None = None
    upper: float | None = None
    standard_error: float | None = None
    status: Status = Status.AVAILABLE
    reason: str = ""
    code: str | None = None
    score: float | None = None
    score_before: float | None = None
    weight_applied: float | None = None
    contribution: float | None = None
    stand_in: float | None = None
    coverage: float | None = None
    grade: str | None = None
    cuts: tuple[float | None, ...] = ()
    interval: Interval | None = None
    grade_probabilities: dict[str, float] = {}
    earlier: tuple[Earlier, ...] = ()
    rules: tuple[RuleTrace, ...] = ()
    children: tuple[NodeResult, ...] = ()

    @property
    def title(self) -> str:
        """Name of the node."""
        return self.about.title

    @property
    def band(self) -> Band | None:
        """The band of its grade, or None where it has no grade."""
        return next((band for band in self.about.bands if band.grade == self.grade), None)

    @property
    def rounding(self) -> float | None:
        """What rules and rounding added to the score; None where nothing changed it."""
        if self.score is None or self.score_before is None:
            return None
        return self.score - self.score_before

    def walk(self) -> Iterator[NodeResult]:
        """This node and all below it, in the document's order."""
        ahead = [self]
        while ahead:
            node = ahead.pop()
            yield node
            if node.children:
                ahead.extend(reversed(node.children))


class SchoolRef(Record):
    """Whose card it is.

    Attributes:
        id: Id of the school.
        name: Its name, where the data has one.
    """

    id: str
    name: str | None = None


class SimilarSchool(Record):
    """A school that this one was compared with.

    Attributes:
        id: Id of the school.
        name: Its name, where it is known.
        score: Its overall score under the same framework, where it is known.
        grade: Its overall grade.
    """

    id: str
    name: str | None = None
    score: float | None = None
    grade: str | None = None


class Certainty(Record):
    """How the intervals and probabilities of a card were made.

    Attributes:
        confidence: Probability that an interval is meant to cover, 0 to 1.
        draws: Number of draws; 0 where every number is the exact answer.
        seed: Seed of the draws.
        correlation: Correlation of the errors of one school's measures; 0 where they were taken as independent.
        without_error: Ids of the leaves whose measure was taken as exact because nothing tells its error.
        rules: Probability that each rule fires, 0 to 1, by the rule's id.
    """

    confidence: float = 0.95
    draws: int = 0
    seed: int = 0
    correlation: float = 0.0
    without_error: tuple[str, ...] = ()
    rules: dict[str, float] = {}


class FrameworkRef(Record):
    """The framework that a card was scored under.

    Attributes:
        id: Id of the framework.
        version: Its version.
        title: Its title.
        authority: Who issued it.
        year: The year it is for.
        hash: Hash of the document, so that a card can be traced to the exact text.
        variant: Id of the variant that the school took; "" for none.
        variant_title: Title of that variant.
        notes: What a reader should know about the framework.
    """

    id: str
    version: str
    title: str
    authority: str = ""
    year: str = ""
    hash: str
    variant: str = ""
    variant_title: str = ""
    notes: tuple[str, ...] = ()


class ReportCard(Record):
    """The result for one school.

    Attributes:
        schema_version: Version of this structure.
        school: Whose card it is.
        context: Context columns by id, as the data has them.
        framework: The framework, its version and hash.
        reference: Id of the reference that norm-referenced scales compared with.
        similar: The similar schools that this school was compared with, nearest first.
        engine_version: Version of the library.
        own_weights: Weights that the caller gave in place of the framework's, by node, normalised.
        certainty: How intervals and probabilities were made; None where the card has none.
        overall: The root of the score tree.
        notes: Notes on the data of this school.
    """

    schema_version: Literal["1"] = "1"
    school: SchoolRef
    context: dict[str, str] = {}
    framework: FrameworkRef
    reference: str | None = None
    similar: tuple[SimilarSchool, ...] = ()
    engine_version: str
    own_weights: dict[str, float] = {}
    certainty: Certainty | None = None
    overall: NodeResult
    notes: tuple[str, ...] = ()

    def nodes(self) -> Iterator[NodeResult]:
        """Every node, from the root down, in the document's order."""
        return self.overall.walk()

    def __getitem__(self, node: str) -> NodeResult:
        """Return the node of that id.

        Raises:
            UnknownNameError: The card has no such node.
        """
        found = next((result for result in self.nodes() if result.id == node), None)
        if found is None:
            raise UnknownNameError("node", node, [result.id for result in self.nodes()])
        return found

    def __contains__(self, node: object) -> bool:
        return any(result.id == node for result in self.nodes())

    def with_earlier(
        self,
        earlier: Mapping[str, ReportCard | None],
        *,
        year: str | None = None,
        document: Framework | None = None,
    ) -> ReportCard:
        """Return the card with the results of earlier years in ``earlier`` of every node, oldest first.

        Args:
            earlier: The school's card of each year, by the year's name; None where the school was not there.
            year: The year of this card, where it is known: ``breaks`` after it do not count.
            document: The document of the card's framework (``framework.document``), which says what ``breaks`` and
                what it is ``comparable_with``.

        Raises:
            InputError: The name of a year has no number, or is not before ``year``.
        """
        from reportcard.results.comparable import Terms
        from reportcard.results.history import with_earlier

        return with_earlier(self, earlier, Terms(document, year))

    def explain(self, node: str | None = None, *, language: Language | str = "en") -> str:
        """Return how the score came about, as text that shows every sum in numbers.

        Args:
            node: A node to explain; the whole card where None.
            language: Language of the text. Texts of the framework and of the data stay as they are.

        Raises:
            UnknownNameError: The card has no such node, or there is no such language.
            LanguageError: The language has a catalogue that cannot be used.
        """
        from reportcard.render.languages import language_of
        from reportcard.results.explain import explain

        return explain(self, node, language_of(language))

    def what_if(
        self, changes: Mapping[str, Any], *, framework: Any = None, data: Any = None, reference: Reference | None = None
    ) -> WhatIf:
        """Score the school again with some values changed, and explain the difference.

        The card is scored again from what it holds; the result must be the card, or this is refused.

        Args:
            changes: New values by indicator.
            framework: The card's framework, where it is not a built-in one.
            data: The school's data, where the card does not hold all that it rests on.
            reference: What the framework compares with, where it does.

        Raises:
            UnknownNameError: The framework reads no such indicator.
            InputError: A value is not possible, or takes the place of one that is protected; or the card cannot be
                scored again with what is given.
        """
        from reportcard.analysis.rescoring import cards_of
        from reportcard.analysis.what_if import what_if

        cards = cards_of(self, framework, data, reference, frozenset(changes))
        return what_if(cards, self.school.id, changes, self)

    def to_next_grade(
        self,
        *,
        mix: Mapping[str, float] | str | None = None,
        node: str | None = None,
        steps: Mapping[str, float] | None = None,
        framework: Any = None,
        data: Any = None,
        reference: Reference | None = None,
    ) -> NextGrade:
        """Return the smallest change that reaches the next grade: of each indicator alone, and of a mix.

        Args:
            mix: How far several indicators move together, each in its unit; or ``range`` for the same share of each
                one's range.
            node: Node whose grade is meant; the overall one where None.
            steps: Precision of the values to try, by indicator, in place of a thousandth of the range.
            framework: The card's framework, where it is not a built-in one.
            data: The school's data, where the card does not hold all that it rests on.
            reference: What the framework compares with, where it does.

        Raises:
            UnknownNameError: There is no such indicator or node.
            InputError: The node has no grades, the mix or a step cannot be used, or the card cannot be scored again.
        """
        from reportcard.analysis.next_grade import next_grade
        from reportcard.analysis.rescoring import cards_of

        cards = cards_of(self, framework, data, reference)
        return next_grade(cards, self.school.id, mix=mix, node=node, steps=steps)

    def to_html(
        self,
        audience: Audience | str = "school",
        *,
        theme: Theme | None = None,
        templates: Folders = (),
        language: Language | str = "en",
        lang: str = "",
        fragment: bool = False,
    ) -> str:
        """Return the card as one self-contained HTML page.

        Args:
            audience: For whom: ``parents``, ``school``, ``children``, ``technical``, or an audience of your own.
            theme: Its looks.
            templates: Folders with templates of your own, which come before the packaged ones.
            language: Language of the card, one of :func:`reportcard.languages`. Texts of the framework and of the data
                stay as they are.
            lang: Language tag of the page, if your templates are in another language.
            fragment: Whether to return an element that another page can hold, and no page.
        """
        from reportcard.render import to_html

        return to_html(
            self, audience, theme=theme, templates=templates, language=language, lang=lang, fragment=fragment
        )

    def to_markdown(
        self,
        audience: Audience | str = "school",
        *,
        theme: Theme | None = None,
        templates: Folders = (),
        language: Language | str = "en",
    ) -> str:
        """Return the card as Markdown; the arguments are those of :meth:`to_html`."""
        from reportcard.render import to_markdown

        return to_markdown(self, audience, theme=theme, templates=templates, language=language)

    def _repr_html_(self) -> str:
        """The card in a notebook."""
        return self.to_html(fragment=True)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """The card in a notebook, in each form that it may choose from."""
        from reportcard.render.notebook import bundle

        return bundle(self, include, exclude)

    def to_pdf(self, path: str | Path | None = None, **page: Any) -> bytes:
        """Return the card as a tagged PDF, and write it to ``path`` where one is given. Needs ``reportcard[pdf]``.

        Args:
            path: File to write it to as well.
            page: What :meth:`to_html` takes.

        Raises:
            OutputError: WeasyPrint or its libraries are not there, or the file cannot be written.
        """
        from reportcard.render.pdf import to_pdf

        return to_pdf(self, path, **page)

    def __str__(self) -> str:
        return self.explain()
