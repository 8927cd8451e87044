"""Similar schools: for each school those nearest to it on stated context variables, each in standard deviations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from reportcard.context import add_derived, context_variables, intake_of
from reportcard.engine.nearest import nearest
from reportcard.engine.peers import Peers
from reportcard.engine.table import Floats, Table
from reportcard.errors import InputError, Problem, UnknownNameError
from reportcard.indicators.status import Status
from reportcard.sources.intake import Intake
from reportcard.sources.records import as_mapping
from reportcard.sources.tables import is_frame, read_table

if TYPE_CHECKING:
    from reportcard.prepared import Framework

Places = npt.NDArray[np.int32]

#: The nine variables by which the DfE's service of 2026 finds similar secondary schools, with the standard deviations
#: that it published (3,262 schools). That the distance is taken in these deviations is inferred; the weights are not
#: published, and are equal here.
DFE_SECONDARY_2026: Mapping[str, float] = MappingProxyType(
    {
        "ks2_prior_attainment": 2.54724,
        "number_on_roll": 392.46604,
        "pupils_stable": 6.82636,
        "pupils_disadvantaged": 14.20985,
        "idaci": 0.07773,
        "polar4_quintile": 1.00183,
        "pupils_ehc_plan": 1.96881,
        "pupils_sen_support": 5.70462,
        "pupils_eal": 18.06654,
    }
)


class Neighbour(NamedTuple):
    """One of a school's similar schools.

    Attributes:
        id: Its id.
        distance: Euclidean distance, in standard deviations.
        rank: 1 for the nearest.
    """

    id: str
    distance: float
    rank: int


@dataclass(frozen=True, eq=False)
class SimilarSchools:
    """For each school those most like it. Frozen; made by :func:`similar_schools`.

    Attributes:
        ids: Every school of the data, in the order of the ids.
        neighbours: Places in ``ids`` of each school's similar schools, nearest first, (schools, n); −1 for none.
        distances: Their distances in standard deviations, (schools, n); NaN for none.
        variables: What they were compared on.
        deviations: The standard deviation of each variable, by phase ("" where phases were not told apart).
        left_out: Schools that have no similar schools and are none, with the reason.
    """

    ids: tuple[str, ...]
    neighbours: Places
    distances: Floats
    variables: tuple[str, ...]
    deviations: Mapping[str, Mapping[str, float]]
    left_out: Mapping[str, str]
    _like: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.neighbours.flags.writeable = False
        self.distances.flags.writeable = False

    @property
    def n(self) -> int:
        """Number of similar schools that a school has at most."""
        return int(self.neighbours.shape[1])

    @cached_property
    def _place(self) -> dict[str, int]:
        return {school: place for place, school in enumerate(self.ids)}

    def of(self, school: str) -> tuple[Neighbour, ...]:
        """Return a school's similar schools, nearest first; none for a school that was left out.

        Raises:
            UnknownNameError: The data had no such school.
        """
        place = self._place.get(str(school))
        if place is None:
            raise UnknownNameError("school", str(school), self.ids)
        found = zip(self.neighbours[place].tolist(), self.distances[place].tolist(), strict=True)
        return tuple(
            Neighbour(self.ids[other], distance, rank) for rank, (other, distance) in enumerate(found, 1) if other >= 0
        )

    def to_frame(self) -> Any:
        """Return a row for each school and similar school: ``id``, ``rank``, ``similar_id``, ``distance``.

        The kind of frame that came in; pandas where records came in.
        """
        from reportcard.results.frames import frame_like

        school, rank = np.nonzero(self.neighbours >= 0)
        names = np.array(self.ids, object)
        columns = {
            "id": list(names[school]),
            "rank": rank + 1,
            "similar_id": list(names[self.neighbours[school, rank]]),
            "distance": self.distances[school, rank],
        }
        return frame_like(columns, self._like)

    def to_json(self) -> str:
        """Return everything as JSON."""
        told = {
            "ids": self.ids,
            "neighbours": [[place for place in row if place >= 0] for row in self.neighbours.tolist()],
            "distances": [[far for far in row if far == far] for row in self.distances.tolist()],
            "variables": self.variables,
            "deviations": {phase: dict(given) for phase, given in self.deviations.items()},
            "left_out": dict(self.left_out),
        }
        return json.dumps(told, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> SimilarSchools:
        """Read what :meth:`to_json` wrote.

        Raises:
            InputError: The text is something else.
        """
        try:
            told = json.loads(text)
            width = max((len(row) for row in told["neighbours"]), default=0)
            neighbours = [[*row, *[-1] * (width - len(row))] for row in told["neighbours"]]
            distances = [[*row, *[np.nan] * (width - len(row))] for row in told["distances"]]
            shape = (len(told["ids"]), width)
            return cls(
                tuple(told["ids"]),
                np.array(neighbours, np.int32).reshape(shape),
                np.array(distances, np.float64).reshape(shape),
                tuple(told["variables"]),
                told["deviations"],
                told["left_out"],
            )
        except (ValueError, KeyError, TypeError) as error:
            problem = Problem("bad-similar", "The text holds no similar schools.", remedy="Write it with 'to_json()'.")
            raise InputError("The similar schools cannot be read.", code="bad-similar", problems=[problem]) from error

    def peers(self) -> Peers:
        """What a reference keeps: who is like whom, without values."""
        members = ([place for place in row if place >= 0] for row in self.neighbours.tolist())
        return Peers(ids=self.ids, members=tuple(tuple(row) for row in members), variables=self.variables)

    def __repr__(self) -> str:
        return f"<SimilarSchools: {len(self.ids)} schools, {self.n} each at most, on {', '.join(self.variables)}>"


def similar_schools(
    data: Any,
    variables: Sequence[str] | None = None,
    *,
    n: int = 50,
    phase: str | None = None,
    exclude_self: bool = True,
    deviations: Mapping[str, float] | None = None,
    framework: str | Path | Mapping[str, Any] | Framework | None = None,
) -> SimilarSchools:
    """Find for each school the n nearest to it.

    The distance of two schools is ``√ Σ ((x − y) ÷ deviation)²`` over the variables, each weighing alike. Equal
    distances are put in the order of the ids. A school that lacks any of the variables has no similar schools and is
    nobody's: unknown is not average. ``left_out`` says which and why.

    The service of the DfE takes 50 on nine variables (:data:`DFE_SECONDARY_2026` names them with their published
    deviations); New York took up to 40 on a peer index: ``similar_schools(frame, ["peer_index"], n=40)``.

    Args:
        data: The schools: a frame or records, with an id.
        variables: Columns to compare on, each in a unit that is comparable between schools, or names of
            :data:`reportcard.context.DERIVED`; the context indicators of ``framework`` that the data has where not
            given.
        n: Number of similar schools. Fewer where there are no more.
        phase: A column of which similar schools must have the same text.
        exclude_self: Leave the school itself out, as is usual. Otherwise it is its own nearest.
        deviations: Standard deviations to use; that of the schools with every variable (of the same phase, divisor n)
            for a variable that is not given. A variable in which all are alike tells nobody apart.
        framework: A framework whose document says which columns of the authority's own file are which indicators.

    Raises:
        InputError: The data cannot be read, a column is missing, n or a deviation is not above 0.
        UnknownNameError: A deviation is for no variable.
    """
    ready = _ready(framework)
    names = tuple(variables or ()) if variables is not None or ready is None else context_variables(data, ready)
    given = _checked(names, n, deviations or {})
    table = _read(data, intake_of(names, phase, ready))
    add_derived(table, names)
    order = sorted(range(len(table)), key=table.ids.__getitem__)
    groups = [None if phase is None else table.texts[phase].text(row) or "" for row in order]
    values = np.column_stack([table.numbers[name].value[order] for name in names])
    neighbours, distances, used = _found(values, groups, [given.get(name) for name in names], n, exclude_self)
    return SimilarSchools(
        tuple(table.ids[row] for row in order),
        neighbours,
        distances,
        names,
        {group: dict(zip(names, spread, strict=True)) for group, spread in used.items()},
        dict(_left_out(table, order, names, phase)),
        _empty(data),
    )


def _ready(framework: str | Path | Mapping[str, Any] | Framework | None) -> Framework | None:
    from reportcard.prepared import Framework, load_framework

    return framework if framework is None or isinstance(framework, Framework) else load_framework(framework)


def _found(
    values: Floats, groups: Sequence[str | None], given: Sequence[float | None], n: int, exclude_self: bool
) -> tuple[Places, Floats, dict[str, list[float]]]:
    """Neighbours and distances, (schools, n at most), and the deviations used in each group; "" is no group."""
    neighbours = np.full((len(values), min(n, len(values))), -1, np.int32)
    distances = np.full(neighbours.shape, np.nan)
    used: dict[str, list[float]] = {}
    whole = ~np.isnan(values).any(axis=1)
    for group in sorted({group or "" for group in groups} - ({""} if None not in groups else set())):
        here = np.flatnonzero(whole & np.array([(other or "") == group for other in groups]))
        if not here.size:
            continue
        own = values[here]
        spread = [float(own[:, at].std()) if known is None else known for at, known in enumerate(given)]
        tells = [at for at, deviation in enumerate(spread) if deviation > 0]
        points = (own[:, tells] - own[:, tells].mean(axis=0)) / np.array(spread)[tells]
        found, far = nearest(points, n, exclude_self=exclude_self)
        neighbours[here, : found.shape[1]], distances[here, : found.shape[1]] = here[found], far
        used[group] = spread
    most = max(int((neighbours >= 0).sum(axis=1).max(initial=0)), 1)
    return np.ascontiguousarray(neighbours[:, :most]), np.ascontiguousarray(distances[:, :most]), used


def _checked(names: Sequence[str], n: int, deviations: Mapping[str, float]) -> dict[str, float]:
    """The deviations given, checked with the other arguments."""
    problems = []
    if not names or len(set(names)) < len(names):
        problems.append(
            Problem("invalid-value", "'variables' is empty or names one twice.", "variables", "Name each once.")
        )
    if isinstance(n, bool) or not isinstance(n, int) or n < 1:
        problems.append(Problem("invalid-value", f"'n' is {n!r}.", "n", "Give a whole number of 1 or more."))
    for name, deviation in deviations.items():
        if name not in names:
            raise UnknownNameError("variable", name, names)
        if not 0 < deviation < float("inf"):
            message = f"The deviation of '{name}' is {deviation}."
            problems.append(Problem("invalid-value", message, "deviations", "Give a number above 0."))
    if problems:
        raise InputError("Similar schools cannot be found.", code="invalid-value", problems=problems)
    return dict(deviations)


def _read(data: Any, intake: Intake) -> Table:
    """Read what is compared, and take no notice of whatever else the data has."""
    if is_frame(data) or isinstance(data, Mapping) or not isinstance(data, Iterable):
        return read_table(data, intake)
    records = (as_mapping(record, intake) for record in data)
    return read_table(
        [{key: record[key] for key in record if key.lower() in intake.known} for record in records], intake
    )


def _left_out(table: Table, order: Sequence[int], names: Sequence[str], phase: str | None) -> Iterator[tuple[str, str]]:
    """Schools without a variable, a phase or an id of their own, with the reason in words."""
    yield from ((fault.school, fault.message) for fault in table.faults if fault.code == "duplicate-id")
    for row in order:
        if phase is not None and not table.texts[phase].text(row):
            yield table.ids[row], f"{phase}: no value was given"
            continue
        for name in names:
            column = table.numbers[name]
            if np.isnan(column.value[row]):
                status = Status.MISSING if column.status is None else Status.of(int(column.status[row]))
                yield table.ids[row], f"{name}: {status.words}"
                break


def _empty(data: Any) -> Any:
    """A frame of the kind that came in, without its rows; None for records."""
    if not is_frame(data):
        return None
    import narwhals as nw

    return nw.from_native(data, eager_only=True).head(0).to_native()
