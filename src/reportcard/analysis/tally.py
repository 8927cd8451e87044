"""Counts what draws do to grades and ranks, without keeping the draws."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from reportcard.engine.table import Bools, Floats

Places = npt.NDArray[np.intp]
Grades = npt.NDArray[np.int8]
Counts = npt.NDArray[np.int32]

#: Rows that a sum of ones in a byte can take.
_BYTE = 255
#: Ranks that are kept, over all schools and draws; beyond it, rank intervals rest on the first draws only.
MOST_RANKS = 2**25
#: Scores this close are equal: what a matrix product may differ by from the engine's order of sums.
_DECIMALS = 9


class Nominal:
    """What the framework gives as it stands.

    Args:
        grades: Index of the overall grade, 0 the lowest, −1 for none, (schools,).
        scores: Overall scores, NaN for none, (schools,).
        taken: Variant of each school; ranks are among the schools of one variant, (schools,).
    """

    def __init__(self, grades: Grades, scores: Floats, taken: npt.NDArray[np.int16]) -> None:
        self.grades = grades
        self.scores = scores
        self.taken = taken
        self.graded = int((grades >= 0).sum())
        self.ranks = np.zeros(grades.size, np.int32)
        for at in np.unique(taken).tolist():
            self.ranks[taken == at] = ranked(scores[taken == at])


class Tally:
    """Counts of the runs of a set of draws.

    Args:
        nominal: What is compared with.
        draws: Number of draws.
        bands: Number of grades.
        by_school: Whether to count the grades of every school, and keep its ranks.
        movers: Whether to count who moves up and down in each draw.
    """

    def __init__(
        self, nominal: Nominal, draws: int, bands: int, *, by_school: bool = False, movers: bool = False
    ) -> None:
        schools = nominal.grades.size
        self.nominal = nominal
        #: Graded schools that keep their grade, by draw.
        self.same = np.zeros(draws, np.int64)
        #: Graded schools that rise, fall and lose their grade, and others that get one, by draw.
        self.moves = np.zeros((4, draws), np.int64) if movers else None
        #: How often each school got each grade; the first row is for none.
        self.counts: Counts | None = np.zeros((bands + 1, schools), np.int32) if by_school else None
        kept = min(draws, max(MOST_RANKS // max(schools, 1), 2))
        #: Ranks of each school, 1 the highest score, 0 for no score, (draws kept, schools).
        self.ranks: Counts | None = np.zeros((kept, schools), np.int32) if by_school else None
        self._shift = np.zeros(draws)
        self._shifted = np.zeros(draws, np.int64)
        self._wanted = np.where(nominal.grades < 0, np.int8(-2), nominal.grades)

    @property
    def shift(self) -> Floats:
        """Mean absolute change of rank in each draw, over the schools that have a score before and after."""
        return self._shift / np.maximum(self._shifted, 1)

    def grades(self, schools: Places, draws: Places, grades: Grades) -> None:
        """Count grades of some schools, (draws, schools), or (1, schools) where they are the same in all draws."""
        self.same[draws] += np.count_nonzero(grades == self._wanted[schools], axis=1)
        times = 1 if len(grades) == draws.size else draws.size
        if self.counts is not None:
            for row in range(len(self.counts)):
                self.counts[row, schools] += times * _ones(grades == row - 1)
        if self.moves is not None:
            before = self.nominal.grades[schools]
            there, is_there = before >= 0, grades >= 0
            found = (there & (grades > before), is_there & (grades < before), there & ~is_there, ~there & is_there)
            for row, moved in enumerate(found):
                self.moves[row, draws] += np.count_nonzero(moved, axis=1)

    def scores(self, schools: Places, draws: Places, shown: Floats, step: float | None) -> None:
        """Rank all schools of a variant by the score shown, (draws, schools), or (1, schools) as above.

        Args:
            schools: Their places.
            draws: Which draws these are.
            shown: Overall scores.
            step: Multiple that scores are rounded to; None where they are not.
        """
        before = self.nominal.ranks[schools]
        same = len(shown) != draws.size
        for at, scores in enumerate(shown):
            now = ranked(scores, step)
            both = (before > 0) & (now > 0)
            which = draws if same else draws[at : at + 1]
            self._shift[which] += np.abs(now - before)[both].sum()
            self._shifted[which] += np.count_nonzero(both)
            if self.ranks is not None:
                kept = which[which < len(self.ranks)]
                self.ranks[kept[:, None], schools] = now


def _ones(flags: Bools) -> Counts:
    """Number of true flags in each column; bytes are added to bytes, which is many times faster."""
    bits = flags.view(np.uint8)
    out = np.zeros(flags.shape[1], np.int32)
    for start in range(0, len(bits), _BYTE):
        out += np.add.reduce(bits[start : start + _BYTE], axis=0, dtype=np.uint8)
    return out


def ranked(scores: Floats, step: float | None = None) -> Counts:
    """Rank of each score, 1 for the highest, equal scores alike (1, 2, 2, 4); 0 where the score is NaN."""
    out = np.zeros(scores.size, np.int32)
    there = ~np.isnan(scores)
    own = scores if there.all() else scores[there]
    if own.size:
        out[there] = _by_step(own, step) if step is not None else _by_order(np.round(own, _DECIMALS))
    return out


def _by_step(scores: Floats, step: float) -> Counts:
    """Ranks of scores that are multiples of a step: counted, not sorted."""
    places = np.rint(scores / step).astype(np.int64)
    places -= places.min()
    if places.max() > 100 * places.size + 100_000:
        return _by_order(scores)
    counts = np.bincount(places)
    ranks = (counts.sum() - np.cumsum(counts) + 1).astype(np.int32)
    found: Counts = ranks[places]
    return found


def _by_order(scores: Floats) -> Counts:
    order = np.argsort(-scores, kind="stable")
    ordered = scores[order]
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    ranks = np.empty(scores.size, np.int32)
    ranks[order] = np.maximum.accumulate(np.where(new, np.arange(1, scores.size + 1), 0))
    return ranks
