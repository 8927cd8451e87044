"""Reads published results from a file, beside the results that a framework computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

import narwhals as nw
import numpy as np

from reportcard.engine import kernels
from reportcard.engine.table import Bools, Floats, Table
from reportcard.framework.document import Published
from reportcard.prepared import Framework
from reportcard.sources.columns import as_text
from reportcard.sources.intake import listed
from reportcard.sources.sheet import find_column

KINDS = ("value", "score", "grade", "cuts", "weight")
#: Kinds whose results are grades.
GRADES = ("grade", "cuts")
#: Published decimals that are compared at most: a double holds no more of a large number.
_MOST = 9


@dataclass
class Quantity:
    """A published quantity on its way: what the file says, then what was computed.

    Numbers count units of the last published decimal; grades count places in ``words``.

    Attributes:
        node: Id of the node.
        kind: One of ``KINDS``.
        column: Column of the file.
        texts: Its cells, one a school.
        decimals: Decimals that are compared.
        published: What the cells say; NaN where they publish nothing.
        words: Grades of the node in any variant.
        unrounded: Whether the publisher scored inputs with more decimals than the file shows.
        scores: For ``cuts``, the published scores.
        computed: What the framework computes; NaN for none.
        low: Lowest result that the inputs allow, where they are known only within limits.
        high: Highest result that they allow.
        follows: For ``grade``, where it follows from a published score that lies in its range.
        taken: Where the framework takes the result from the column itself.
        rules: Rules that fired on the node, by row.
    """

    node: str
    kind: str
    column: str
    texts: list[str]
    decimals: int
    published: Floats
    words: list[str]
    unrounded: bool = False
    scores: Floats | None = None
    computed: Floats = field(init=False)
    low: Floats = field(init=False)
    high: Floats = field(init=False)
    follows: Bools = field(init=False)
    taken: Bools = field(init=False)
    rules: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        count = len(self.texts)
        self.computed, self.low, self.high = (np.full(count, np.nan) for _ in range(3))
        self.follows, self.taken = (np.zeros(count, np.bool_) for _ in range(2))

    @property
    def there(self) -> Bools:
        """Where it was published."""
        return ~np.isnan(self.published)

    @property
    def compared(self) -> Bools:
        """Where it was published and is not simply taken over."""
        return self.there & ~self.taken

    @property
    def within(self) -> Bools:
        """Where it lies in the range that inputs known only within limits leave open, or follows from one that does."""
        inside = (self.low < self.high) & (self.low <= self.published) & (self.published <= self.high)
        found: Bools = self.compared & (inside | (self.follows & (self.published != self.computed)))
        return found

    @property
    def missed(self) -> Bools:
        """Where it was to be reproduced, and was not."""
        differs = (self.published != self.computed) | (self.low < self.high)
        found: Bools = self.compared & ~self.within & differs
        return found

    def shown(self, row: int) -> str:
        """The computed result as text; "" for none."""
        value = self.computed[row]
        if value != value:
            return ""
        if self.kind in GRADES:
            return self.words[int(value)]
        low, high = self.low[row], self.high[row]
        return self._text(value) if not low < high else f"{self._text(low)} to {self._text(high)}"

    def _text(self, units: float) -> str:
        return str(Decimal(int(units)).scaleb(-self.decimals))


def published_in(frame: nw.DataFrame[Any], ready: Framework, table: Table) -> Iterator[Quantity]:
    """The published quantities whose columns the file has, in the order of the document's source."""
    source = ready.document.source
    rows = slice(None) if table.rows is None else table.rows
    for node, published in source.published.items() if source else ():
        found: dict[str, Quantity] = {}
        for kind in KINDS:
            names = listed(published.grade if kind == "cuts" else getattr(published, kind))
            column = column_in(frame, names)
            if column is None or (kind == "cuts" and "score" not in found):
                continue
            texts = np.array([as_text(cell) for cell in frame[column].to_list()], object)[rows].tolist()
            found[kind] = _quantity(node, kind, column, texts, published, ready)
        if "cuts" in found:
            found["cuts"].scores = found["score"].published / 10 ** found["score"].decimals
        yield from found.values()


def lacking_in(frame: nw.DataFrame[Any], ready: Framework) -> Iterator[str]:
    """The published columns that the document names and the file lacks."""
    source = ready.document.source
    for published in source.published.values() if source else ():
        for kind in ("value", "score", "grade", "weight"):
            names = listed(getattr(published, kind))
            if names and column_in(frame, names) is None:
                yield names[0]


def _quantity(node: str, kind: str, column: str, texts: list[str], published: Published, ready: Framework) -> Quantity:
    if kind in GRADES:
        words = _grades(ready, node)
        places = {word: float(place) for place, word in enumerate(words)}
        return Quantity(node, kind, column, texts, 0, np.array([places.get(text, np.nan) for text in texts]), words)
    seen = {text: decimal_in(text, ready.intake.decimal) for text in set(texts)}
    longest = max((places_of(number) for number in seen.values() if number is not None), default=0)
    decimals = published.decimals if published.decimals is not None else min(longest, _MOST)
    units = {text: np.nan if number is None else float(number.scaleb(decimals)) for text, number in seen.items()}
    given = kernels.round_half_up(np.array([units[text] for text in texts]), 1, 1)
    return Quantity(node, kind, column, texts, decimals, given, [], published.unrounded)


def column_in(frame: nw.DataFrame[Any], names: Iterable[str]) -> str | None:
    """The first of some columns that a frame has, as it is written, or in another case or with other white space."""
    columns = frame.columns
    return next((found for name in names if (found := find_column(name, columns)) is not None), None)


def _grades(ready: Framework, node: str) -> list[str]:
    """Every grade that a node can have in any variant."""
    found = [plan.nodes[plan.rows[node]].bands for _, plan in ready.plans() if node in plan.rows]
    return list(dict.fromkeys(grade for bands in found if bands is not None for grade in bands.grades))


def decimal_in(text: str, mark: str) -> Decimal | None:
    """The number that a cell shows, or None; ``mark`` is the decimal mark."""
    plain = text.rstrip("% ")
    plain = plain.replace(".", "").replace(",", ".") if mark == "," else plain.replace(",", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def places_of(number: Decimal) -> int:
    """Decimals of a number without its trailing zeros."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
