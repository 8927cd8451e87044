"""Report cards for many schools: columns, and one card at a time when it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import numpy as np

from reportcard.engine.block import Block
from reportcard.engine.population import Plans, Scores, nodes_of, one_school, score_table
from reportcard.engine.table import Fault, Table
from reportcard.errors import UnknownNameError
from reportcard.indicators.status import STATUSES
from reportcard.results.assemble import Assembler
from reportcard.results.card import NodeResult, ReportCard, SchoolRef
from reportcard.results.sure_columns import SureColumns

if TYPE_CHECKING:
    import numpy.typing as npt

    from reportcard.analysis.what_if import WhatIf
    from reportcard.engine.peers import HasPeers
    from reportcard.indicators.indicator import Indicator
    from reportcard.results.beside import SimilarBeside
    from reportcard.results.history import History, YearMatch
    from reportcard.uncertainty.settings import Uncertainty

_STATUS_WORDS = tuple(status.value for status in STATUSES)
#: Cards that are built together when all are asked for.
TOGETHER = 256
#: Schools whose columns are worked out together where a result is gone through in parts.
_IN_A_BLOCK = 2048


class Basis(NamedTuple):
    """What results were computed from, so that they can be computed again with something changed."""

    plans: Plans
    table: Table
    assemblers: Sequence[Assembler]
    native: Any

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Description of every indicator that a plan reads, in the framework's order."""
        read = {key.indicator for _, plan in self.plans for key in plan.inputs}
        return {name: one for name, one in self.assemblers[-1].indicators.items() if name in read}


class ReportCards(SureColumns, Sequence[ReportCard]):
    """The results of many schools, in the order given. Columns inside; ``cards[id]`` builds one card.

    Attributes:
        ids: School ids.
        quarantine: Cells and rows that could not be used, with row, column, value and remedy.
        unused: Columns of the data that the framework does not read.
        hints: Unused columns that look like a mistyped indicator.
        uncertainty: How intervals and probabilities are made; None where they were not asked for.
    """

    def __init__(
        self,
        table: Table,
        plans: Plans,
        scores: Scores,
        assemblers: Sequence[Assembler],
        native: Any,
        hints: Sequence[str],
        uncertainty: Uncertainty | None = None,
        blocks: Mapping[int, Block] | None = None,
    ) -> None:
        self._table = table
        self._plans = plans
        self._scores = scores
        self._assemblers = assemblers
        self._native = native
        self._blocks = blocks or {}
        self.hints = tuple(hints)
        self._history: History | None = None
        self._similar: SimilarBeside | None = None
        self.uncertainty = uncertainty

    # --- who ---

    @property
    def ids(self) -> tuple[str, ...]:
        """School ids in the order given."""
        return tuple(self._table.ids)

    @property
    def nodes(self) -> tuple[str, ...]:
        """Ids of the nodes, in the framework's order; the first is the overall score."""
        return self._nodes

    @property
    def quarantine(self) -> tuple[Fault, ...]:
        """What could not be used."""
        return tuple(self._table.faults)

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns of the data that the framework does not read."""
        return self._table.unused

    @property
    def lacking(self) -> tuple[str, ...]:
        """Indicators that the framework describes and the data has no column for: not collected, for every school."""
        return self._table.lacking

    @cached_property
    def _nodes(self) -> tuple[str, ...]:
        return nodes_of(self._plans)

    @cached_property
    def _whole(self) -> Scores:
        """The results with the leaves; scored again when a leaf is first asked for."""
        return score_table(self._plans, self._table, leaves=True)

    def _holding(self, node: str) -> Scores:
        return self._scores if node in self._scores.rows else self._whole

    @cached_property
    def _places(self) -> dict[str, int]:
        return {school: row for row, school in enumerate(self._table.ids)}

    def __len__(self) -> int:
        return len(self._table)

    def __contains__(self, school: object) -> bool:
        return school in self._places

    # --- cards ---

    def __getitem__(self, key: Any) -> Any:
        """Return one card: by school id, or by place in the order given.

        Raises:
            UnknownNameError: No school has that id.
            IndexError: There is no such place.
        """
        if isinstance(key, slice):
            return [self[place] for place in range(*key.indices(len(self)))]
        if isinstance(key, int | np.integer):
            place = int(key) + (len(self) if key < 0 else 0)
            if not 0 <= place < len(self):
                raise IndexError(f"There are {len(self)} cards; there is no number {key}.")
            return self._cards(np.array([place]))[0]
        return self._cards(np.array([self.place(str(key))]))[0]

    def __iter__(self) -> Iterator[ReportCard]:
        return self.each(range(len(self)))

    def each(self, places: Sequence[int]) -> Iterator[ReportCard]:
        """Cards of some places, in that order; some are built together, and none is kept."""
        for start in range(0, len(places), TOGETHER):
            yield from self._cards(np.array(places[start : start + TOGETHER], np.intp))

    def school(self, place: int) -> SchoolRef:
        """Whose card stands at a place: id, and name where the data has one."""
        names = self._table.names
        return SchoolRef.trusted({"id": self._table.ids[place], "name": None if names is None else names.text(place)})

    def overall(self, place: int) -> NodeResult:
        """The overall result at a place, from the columns: as on the card, without its parts. For lists."""
        held, name = self._scores, self.root
        at = int(held.taken[place])
        about, score = self._assemblers[at].abouts[0], float(held.score[held.rows[name], place])
        status = STATUSES[held.status[held.rows[name], place]]
        fields = {"id": name, "about": about, "status": status, "reason": "" if status.is_present else status.words}
        bands = self._plans[at][1].nodes[0].bands
        if bands is not None and (index := int(held.grade[held.grade_rows[name], place])) >= 0:
            fields["grade"] = bands.grades[index]
        return NodeResult.trusted({**fields, "score": None if np.isnan(score) else score})

    @property
    def taken(self) -> npt.NDArray[np.int16]:
        """Which of :attr:`makers` makes each school's card."""
        return self._scores.taken

    @property
    def table(self) -> Table:
        """The checked columns that were scored."""
        return self._table

    @property
    def makers(self) -> tuple[Assembler, ...]:
        """What makes the cards of each variant, the document's own last: plan, framework, descriptions."""
        return tuple(self._assemblers)

    @property
    def data(self) -> Any:
        """The frame that came in; None where records did."""
        return self._native

    def blocks(self, size: int = _IN_A_BLOCK) -> Iterator[Self]:
        """The same results some thousand schools at a time, in order.

        What a block works out when it is asked for, such as the scores of leaves, is let go with it.
        """
        for start in range(0, len(self), size):
            yield self._some(np.arange(start, min(start + size, len(self)), dtype=np.intp))

    def _some(self, rows: npt.NDArray[np.intp]) -> Self:
        made = copy(self)
        for name in ("_whole", "_places"):
            made.__dict__.pop(name, None)
        made._table, made._scores, made._native = self._table.take(rows), self._scores.take(rows), None
        made._blocks = {}  # they count the rows of the whole table
        if self.uncertainty is not None:
            made._sure = (self._found().take(rows), self._sure is not None and self._sure[1])
        return made

    def _cards(self, rows: npt.NDArray[np.intp]) -> list[ReportCard]:
        """Score some schools again with everything that their cards tell; the same bytes as before.

        Where few were scored, all that their cards tell was kept, and all cards are built from that.
        """
        taken = self._scores.taken[rows]
        cards: dict[int, ReportCard] = {}
        for at in np.unique(taken).tolist():
            own = rows[taken == at]
            block = self._blocks.get(at)
            if block is None or own.size < block.size or not (own[1:] > own[:-1]).all():
                block = one_school(self._plans[at][1], self._table, own, unrounded=self.uncertainty is not None)
            sure = self._sure_cards(at, block, own)
            cards.update(zip(own.tolist(), self._assemblers[at].cards(block, own.tolist(), sure), strict=True))
        made = [cards[row] for row in rows.tolist()]
        for add in (self._history, self._similar):
            made = made if add is None else add(made)
        return made

    def of(self, schools: Iterable[str]) -> list[ReportCard | None]:
        """Return the cards of some schools, built together; None for a school that is not here."""
        places = [self._places.get(school, -1) for school in schools]
        built = iter(self._cards(np.array([place for place in places if place >= 0], np.intp)))
        return [None if place < 0 else next(built) for place in places]

    # --- what stands beside ---

    def with_earlier(self, earlier: Mapping[str, ReportCards], *, year: str | None = None) -> Self:
        """Return the same results, whose cards show earlier years in ``earlier`` of every node.

        A card takes its school's results by id when it is built. The years are put in order by the first number in
        their names, oldest first, whatever order they are given in. A school that was not there has a reason, a node
        that did not exist has nothing, and a result that was made in another way says so.

        Args:
            earlier: Results by year: ``{"2018": cards_2018}``.
            year: The year of these results, where it is known: ``breaks`` after it do not count.

        Raises:
            InputError: The name of a year has no number, or is not before ``year``.
        """
        from reportcard.results.comparable import Terms
        from reportcard.results.history import History

        terms = Terms(self._plans[-1][1].document, year)
        made = copy(self)
        made._history = History(earlier, terms)
        return made

    @property
    def matches(self) -> tuple[YearMatch, ...]:
        """Which schools are in each of the earlier years, and which are not, on either side."""
        return () if self._history is None else self._history.matches(self.ids)

    def with_similar(self, similar: HasPeers) -> Self:
        """Return the same results, whose cards list the similar schools with name, score and grade, nearest first.

        Args:
            similar: What :func:`reportcard.similar_schools` found. A school of it that is not in these results is
                listed by its id alone.

        Raises:
            InputError: None of the schools is in these results.
        """
        from reportcard.results.beside import SimilarBeside

        made = copy(self)
        made._similar = SimilarBeside(self, self._table.names, similar.peers())
        return made

    # --- what if ---

    def place(self, school: str) -> int:
        """Place of a school in the order given.

        Raises:
            UnknownNameError: No school has that id.
        """
        found = self._places.get(school)
        if found is None:
            raise UnknownNameError("school", school, self._table.ids)
        return found

    @property
    def basis(self) -> Basis:
        """What the results were computed from."""
        return Basis(self._plans, self._table, self._assemblers, self._native)

    def what_if(self, school: str, changes: Mapping[str, Any]) -> WhatIf:
        """Score one school again with some values changed, and explain the difference.

        Args:
            school: Id of the school.
            changes: New values by indicator.

        Raises:
            UnknownNameError: There is no such school, or the framework reads no such indicator.
            InputError: A value is not possible, or takes the place of one that is protected.
        """
        from reportcard.analysis.what_if import what_if

        return what_if(self, school, changes)

    def to_next_grade(
        self,
        indicators: Sequence[str] | None = None,
        *,
        mix: Mapping[str, float] | str | None = None,
        node: str | None = None,
        steps: Mapping[str, float] | None = None,
    ) -> Any:
        """Return what would reach each school's next grade, as a frame of the kind that came in.

        A row for each school and indicator: ``grade``, ``next_grade``, ``outcome`` (``reached`` or ``cannot``),
        ``value``, ``needed``, ``change``, ``step``, ``unit``, ``score``, ``score_then``, ``furthest`` (the score at
        the best possible value), ``monotone`` (whether nothing smaller can do) and ``because``. With ``mix``, a row
        for each school, with ``size`` and, for each indicator of the mix, its value and ``<indicator>_needed``.

        Args:
            indicators: Indicators to try, each alone; every one that the framework reads where None.
            mix: How far several indicators move together, each in its unit; or ``range`` for the same share of each
                one's range. The indicators are then not tried alone.
            node: Node whose grade is meant; the overall one where None.
            steps: Precision of the values to try, by indicator, in place of a thousandth of the range.

        Raises:
            UnknownNameError: There is no such indicator or node.
            InputError: The node has no grades, or the mix or a step cannot be used.
        """
        from reportcard.analysis.next_grades import next_grades

        return next_grades(self, indicators, mix=mix, node=node, steps=steps)

    # --- columns ---

    def scores(self, node: str | None = None) -> npt.NDArray[np.float64]:
        """Scores of a node (the overall one where None), shape (schools,); NaN where there is none."""
        name = self._named(node)
        held = self._holding(name)
        found: npt.NDArray[np.float64] = held.score[held.rows[name]].copy()
        return found

    def statuses(self, node: str | None = None) -> list[str]:
        """Why each school has a score on a node, or none."""
        name = self._named(node)
        held = self._holding(name)
        return [_STATUS_WORDS[code] for code in held.status[held.rows[name]].tolist()]

    def grades(self, node: str | None = None) -> list[str | None]:
        """Grades of a node (the overall one where None); None where there is none."""
        name = self._named(node)
        if name not in self._scores.grade_rows:
            return [None] * len(self)
        index = self._scores.grade[self._scores.grade_rows[name]]
        out = np.full(len(self), None, object)
        for at, (_, plan) in enumerate(self._plans):
            row = 0 if name == self.root else plan.rows.get(name)
            bands = None if row is None else plan.nodes[row].bands
            if bands is not None:
                own = self._scores.taken == at
                out[own] = np.array([*bands.grades, None], object)[index[own]]
        return list(out)

    def grade_places(self) -> npt.NDArray[np.int16]:
        """Where each school's overall grade stands among its variant's grades: 0 is the best, none comes last."""
        held, last = self._scores, np.iinfo(np.int16).max
        if self.root not in held.grade_rows:
            return np.full(len(self), last, np.int16)
        index = held.grade[held.grade_rows[self.root]]
        bands = [plan.nodes[0].bands for _, plan in self._plans]
        counts = np.array([0 if band is None else len(band.grades) for band in bands])
        return np.where(index < 0, last, counts[held.taken] - 1 - index).astype(np.int16)

    def coverage(self, node: str | None = None) -> npt.NDArray[np.float64]:
        """Share of an inner node's weight that rests on data, shape (schools,)."""
        name = self._named(node)
        if name not in self._scores.cover_rows:
            return np.where(np.isnan(self.scores(name)), 0.0, 1.0)
        found: npt.NDArray[np.float64] = self._scores.coverage[self._scores.cover_rows[name]].copy()
        return found

    def fired(self) -> dict[str, npt.NDArray[np.bool_]]:
        """Rules that fired at least once, and for which schools."""
        return dict(self._scores.fired)

    def _named(self, node: str | None) -> str:
        """The id of a node, checked; the root's where None is given."""
        if node is None:
            return self.nodes[0]
        if node not in self.nodes:
            raise UnknownNameError("node", node, self.nodes)
        return node

    # --- out ---

    def to_frame(self) -> Any:
        """Return a frame of the kind that came in, one row a school in the order given.

        Columns: the id under its own name; then ``overall_score``, ``overall_grade``, ``overall_status`` and the same
        for every other node (``<node>_score``, ``<node>_grade`` where it has grades, ``<node>_status``). With
        uncertainty also ``<node>_low`` and ``<node>_high`` of every inner node, and ``<node>_p_<grade>``. pandas where
        records came in.
        """
        from reportcard.results.frames import to_frame

        return to_frame(self, self._native)

    def quarantine_frame(self) -> Any:
        """Return what could not be used as a frame: row, school, column, value, code, message, remedy."""
        from reportcard.results.frames import quarantine_frame

        return quarantine_frame(self, self._native)

    def to_json(self) -> str:
        """Return every card as a JSON array."""
        return "[" + ",\n".join(card.model_dump_json() for card in self) + "]"

    def to_parquet(self, path: str | Path) -> Path:
        """Write the frame as Parquet; needs the extra ``parquet``.

        Raises:
            OutputError: pyarrow is not installed, or the file cannot be written.
        """
        from reportcard.results.frames import to_parquet

        return to_parquet(self, Path(path))

    def has_grades(self, node: str) -> bool:
        """Whether a node has grades in any variant."""
        return node in self._scores.grade_rows

    @property
    def id_columns(self) -> tuple[str, ...]:
        """Names of the columns that make the id, as the data has them."""
        return self._table.id_columns

    @property
    def rows(self) -> npt.NDArray[np.intp] | None:
        """Rows of the data that are here; None where every row is."""
        return self._table.rows

    @property
    def root(self) -> str:
        """Id of the root node."""
        return self.nodes[0]

    @property
    def framework(self) -> str:
        """Id of the framework."""
        return self._assemblers[0].framework.id

    def summary(self) -> dict[str, int]:
        """Number of schools by overall grade, best first, and ``no grade`` for the rest."""
        grades = self.grades()
        makers = (self._assemblers[-1], *self._assemblers[:-1])
        names = dict.fromkeys(band.grade for maker in makers for band in maker.abouts[0].bands)
        counts = {name: grades.count(name) for name in names}
        return {**counts, "no grade": len(self) - sum(counts.values())}

    def _repr_html_(self) -> str:
        """The first cards as a table, for a notebook."""
        from reportcard.render.notebook import short_table

        return short_table(self, len(self))

    def __repr__(self) -> str:
        look = [name for name in ("hints", "quarantine") if getattr(self, name)]
        told = f", look at {' and '.join(look)}" if look else ""
        return f"<ReportCards: {len(self)} schools, {self.framework}, {self.summary()}{told}>"
