"""Report cards for many schools: columns, and one card at a time when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reportcard.engine.population import Plans, Scores, nodes_of, one_school, score_table
from reportcard.engine.table import Fault, Table
from reportcard.errors import UnknownNameError
from reportcard.indicators.status import STATUSES
from reportcard.results.assemble import Assembler
from reportcard.results.card import ReportCard

if TYPE_CHECKING:
    import numpy.typing as npt

_STATUS_WORDS = tuple(status.value for status in STATUSES)
#: Cards that are built together when all are asked for.
_TOGETHER = 256


class ReportCards(Sequence[ReportCard]):
    """The results of many schools, in the order given. Columns inside; ``cards[id]`` builds one card.

    Attributes:
        ids: School ids.
        quarantine: Cells and rows that could not be used, with row, column, value and remedy.
        unused: Columns of the data that the framework does not read.
        hints: Unused columns that look like a mistyped indicator.
    """

    def __init__(
        self,
        table: Table,
        plans: Plans,
        scores: Scores,
        assemblers: Sequence[Assembler],
        native: Any,
        hints: Sequence[str],
    ) -> None:
        self._table = table
        self._plans = plans
        self._scores = scores
        self._assemblers = assemblers
        self._native = native
        self.hints = tuple(hints)

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
        place_of = self._places.get(key)
        if place_of is None:
            raise UnknownNameError("school", str(key), self._table.ids)
        return self._cards(np.array([place_of]))[0]

    def __iter__(self) -> Iterator[ReportCard]:
        for start in range(0, len(self), _TOGETHER):
            yield from self._cards(np.arange(start, min(start + _TOGETHER, len(self))))

    def _cards(self, rows: npt.NDArray[np.intp]) -> list[ReportCard]:
        """Score some schools again with everything that their cards tell; the same bytes as before."""
        taken = self._scores.taken[rows]
        cards: dict[int, ReportCard] = {}
        for at in np.unique(taken).tolist():
            own = rows[taken == at]
            block = one_school(self._plans[at][1], self._table, own)
            for place, row in enumerate(own.tolist()):
                cards[row] = self._assemblers[at].card(block, place, row)
        return [cards[row] for row in rows.tolist()]

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
        for every other node (``<node>_score``, ``<node>_grade`` where it has grades, ``<node>_status``). pandas where
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
        return f"<ReportCards: {len(self)} schools, {self.framework}, {self.summary()}>"
