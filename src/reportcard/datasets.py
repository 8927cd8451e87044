"""Sample data: made-up secondary schools, alike in spread to real ones, for trying a framework out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from reportcard.indicators.catalogue import CATALOGUE

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

#: National spread of pupils' Progress 8 scores, 2018/19 adjusted: limits lie 1.96 times this over the root of n away.
_PUPIL_SPREAD = 1.2828
#: Fewer pupils than this, and the cells hold ``SUPP``.
_FEWEST = 6
_PLACES = (
    "Alder", "Ashen", "Birch", "Bracken", "Bramble", "Cinder", "Clover", "Copper", "Dapple", "Elder", "Fennel",
    "Harrow", "Heron", "Hollow", "Juniper", "Kestrel", "Larch", "Linden", "Marlow", "Otter", "Pebble", "Rowan",
    "Sorrel", "Tansy", "Thistle", "Umber", "Willow", "Yarrow",
)  # fmt: skip
_ENDINGS = (
    "beck", "combe", "dale", "fold", "garth", "holt", "leigh", "mere", "moor", "ridge", "shaw", "stead", "thorpe",
    "wick", "worth",
)  # fmt: skip
_TYPES = ("Academy", "Maintained school", "Free school")
_REGIONS = ("North", "Midlands", "East", "South", "London")
#: Where a standard normal number is cut into grades 1 to 4, for the shares of secondary schools with Progress 8 and a
#: grade: 17, 59, 18 and 6 in 100 (ofsted-ratings-2019).
_INSPECTION_CUTS = (0.954, -0.706, -1.555)


def sample_schools(n: int = 300, seed: int = 2009) -> pd.DataFrame:
    """Make up secondary schools that feed every indicator of the built-in 2009 frameworks that they can have.

    **The schools are synthetic**: no number, name or id belongs to a real school (``df.attrs["synthetic"]`` is True).
    The spreads and correlations follow the 2018/19 provisional school file of England and the absence and inspection
    files beside it: Progress 8 with a school SD of 0.474 and Attainment 8 with mean 47.0 and SD 8.95, correlated
    0.80; median cohort 155; overall absence 5.4 % in the middle, correlated -0.6 with Progress 8. Surveys,
    exclusions, gaps and partnerships have no such source: their spreads are plausible guesses. Measures of 2009
    (value added, A* to C, 20 % persistent absence) stand beside those of 2019 only so that both frameworks have data.

    Columns are named by indicator id, with ``<id>_n``, ``<id>_lower`` and ``<id>_upper`` where a measure has them.
    As in published files, a cell without a number holds its reason: ``SUPP`` (fewer than six pupils), ``LOWCOV``,
    ``NE`` (nobody entered), ``NA`` (does not apply), or nothing. Columns with such cells have the dtype ``object``.

    Args:
        n: Number of schools.
        seed: The same seed gives the same schools, and fewer schools are the first of more.
    """
    import pandas as pd

    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    columns = _Sample(n, seed).columns()
    frame = pd.DataFrame({name: pd.Series(cells, dtype=_dtype(cells)) for name, cells in columns.items()})
    frame.attrs["synthetic"] = True
    frame.attrs["seed"] = seed
    return frame


def _dtype(cells: list[Any]) -> str:
    """``object`` for text and mixed cells, so that it does not depend on the version of pandas."""
    kinds = {type(cell) for cell in cells}
    return "object" if str in kinds else "float64" if float in kinds else "int64"


class _Sample:
    """The schools being made up: latent factors first, then measures that depend on them, then what hides them."""

    def __init__(self, n: int, seed: int) -> None:
        # Two streams of rows: adding schools at the end never changes the ones before.
        self._normal = np.random.default_rng([seed, 1]).standard_normal((n, 40)).T
        self._chance = np.random.default_rng([seed, 2]).random((n, 30)).T
        self._next_normal = iter(self._normal)
        self._next_chance = iter(self._chance)
        self.size = n
        self.cells: dict[str, list[Any]] = {}

    def columns(self) -> dict[str, list[Any]]:
        """Make all columns, in the order of the catalogue."""
        self._factors()
        self._context()
        self._results()
        self._older_results()
        self._well_being()
        self._gaps()
        self._views()
        self._partnership_and_inspection()
        # Drawn last, so that what was here before it stays as it was.
        self.put("pupils_stable", 94 - 1.5 * self.deprivation + 2.5 * self.noise())
        self._hide()
        order = [name + part for name in CATALOGUE for part in ("", "_n", "_lower", "_upper")]
        return self._about() | {name: self.cells[name] for name in order if name in self.cells}

    # --- drawing -----------------------------------------------------------------------------------------------------

    def noise(self) -> Floats:
        """Standard normal numbers, one for each school."""
        return next(self._next_normal)

    def chance(self) -> Floats:
        """Uniform numbers between 0 and 1, one for each school."""
        return next(self._next_chance)

    def put(self, name: str, values: Floats, decimals: int = 1) -> None:
        """Keep a measure as it would be published: inside its range, rounded."""
        indicator = CATALOGUE[name]
        kept = np.round(np.clip(values, indicator.low, indicator.high), decimals) + 0.0
        self.cells[name] = [int(value) if decimals == 0 else float(value) for value in kept]

    def hide(self, name: str, where: npt.NDArray[np.bool_], code: str) -> None:
        """Replace a measure and all that is known of its error by a code."""
        for part in ("", "_n", "_lower", "_upper"):
            if cells := self.cells.get(name + part):
                self.cells[name + part] = [
                    code if hidden and cell != "SUPP" else cell for cell, hidden in zip(cells, where, strict=True)
                ]

    # --- the schools -------------------------------------------------------------------------------------------------

    def _about(self) -> dict[str, list[Any]]:
        kind = [_TYPES[min(int(share * 3.3), 2)] for share in self._chance[-1]]
        region = [_REGIONS[int(share * len(_REGIONS))] for share in self._chance[-2]]
        return {
            "urn": [f"S{at:05d}" for at in range(1, self.size + 1)],
            "name": [f"{_name(at)} (synthetic)" for at in range(self.size)],
            "phase": ["Secondary"] * self.size,
            "school_type": list(kind),
            "region": list(region),
        }

    def _factors(self) -> None:
        """Deprivation, effectiveness and cohort; the weights give the correlations that the docstring states."""
        self.deprivation = self.noise()
        self.progress = -0.40 * self.deprivation + 0.9165 * self.noise()
        self.attainment = 0.62 * self.progress - 0.45 * self.deprivation + 0.436 * self.noise()
        self.cohort = np.clip(np.round(156 + 60 * self.noise()), 20, 420)
        tiny = self.chance() < 0.02
        self.cohort = np.where(tiny, np.floor(2 + 12 * self.chance()), self.cohort)
        self.disadvantaged = _share(-1.1 + 0.65 * self.deprivation + 0.15 * self.noise())

    def _context(self) -> None:
        self.put("number_on_roll", 5.3 * self.cohort * np.exp(0.12 * self.noise()), 0)
        self.put("pupils_disadvantaged", self.disadvantaged)
        self.put("pupils_free_meals", 0.55 * self.disadvantaged)
        self.put("pupils_eal", _share(-2.3 + 0.5 * self.deprivation + 1.1 * self.noise()))
        self.put("pupils_sen", _share(-1.8 + 0.15 * self.deprivation + 0.35 * self.noise()))
        # Progress 8 is what Attainment 8 has beyond that of pupils with the same results on entry.
        entry = (8.95 * self.attainment - 4.74 * self.progress) / 5.9
        self.put("ks2_prior_attainment", 104.3 + 2.547 * (0.97 * entry + 0.24 * self.noise()))
        self.put("idaci", 0.17 * np.exp(0.42 * self.deprivation + 0.1 * self.noise()), 3)

    # --- results -----------------------------------------------------------------------------------------------------

    def _results(self) -> None:
        in_measure = np.maximum(np.round(self.cohort * (0.97 - 0.05 * self.chance())), 1)
        self._progress_8("progress_8", -0.01 + 0.474 * self.progress, in_measure)
        self._progress_8("progress_8_english", 0.474 * self.progress + 0.16 * self.noise(), in_measure)
        self._progress_8("progress_8_maths", 0.474 * self.progress + 0.18 * self.noise(), in_measure)
        self.put("attainment_8", 46.98 + 8.95 * self.attainment)
        strong = -0.405 + 0.76 * (0.96 * self.attainment + 0.28 * self.noise())
        self.put("grade_5_english_maths", _share(strong))
        self.put("grade_4_english_maths", _share(1.01 + 0.89 * strong))
        self.put("ebacc_average_points", 4.1 + 0.98 * (0.98 * self.attainment + 0.2 * self.noise()), 2)
        for name in ("attainment_8", "grade_5_english_maths", "grade_4_english_maths", "ebacc_average_points"):
            self._count(name, self.cohort)

    def _progress_8(self, name: str, values: Floats, pupils: Floats) -> None:
        """Put a progress score with the limits that its number of pupils implies."""
        values = np.round(values, 2)
        reach = 1.96 * _PUPIL_SPREAD / np.sqrt(pupils)
        self.put(name, values, 2)
        self._count(name, pupils)
        self.cells[f"{name}_lower"] = [float(limit) for limit in np.round(values - reach, 2) + 0.0]
        self.cells[f"{name}_upper"] = [float(limit) for limit in np.round(values + reach, 2) + 0.0]

    def _count(self, name: str, pupils: Floats) -> None:
        self.cells[f"{name}_n"] = [int(count) for count in pupils]

    def _older_results(self) -> None:
        """The measures of 2009, for the prospectus."""
        self.put("five_a_star_c_english_maths", _share(0.0 + 0.62 * (0.95 * self.attainment + 0.3 * self.noise())))
        self.put("five_a_star_c", _share(0.75 + 0.6 * (0.9 * self.attainment + 0.4 * self.noise())))
        self.put("cva_ks2_ks4", 1000 + 12 * (0.8 * self.progress + 0.6 * self.noise()))
        reach = 1.96 * 50 / np.sqrt(self.cohort)
        centre = np.array(self.cells["cva_ks2_ks4"])
        self.cells["cva_ks2_ks4_lower"] = [float(limit) for limit in np.round(centre - reach, 1)]
        self.cells["cva_ks2_ks4_upper"] = [float(limit) for limit in np.round(centre + reach, 1)]
        self.put("five_a_star_c_gap", -26 + 11 * (0.5 * self.progress + 0.87 * self.noise()), 0)
        for name in ("five_a_star_c_english_maths", "five_a_star_c", "cva_ks2_ks4"):
            self._count(name, self.cohort)

    # --- well-being --------------------------------------------------------------------------------------------------

    def _well_being(self) -> None:
        away = -0.46 * self.progress + 0.376 * self.deprivation + 0.714 * self.noise()
        often = 0.95 * away + 0.312 * self.noise()
        self.put("overall_absence", 5.45 * np.exp(0.23 * away))
        self.put("attendance_rate", 100 - np.array(self.cells["overall_absence"]))
        self.put("persistent_absence_10", 13.4 * np.exp(0.41 * often))
        self.put("persistent_absence_20", 4.2 * np.exp(0.5 * often))
        unruly = 0.6 * away + 0.8 * self.noise()
        self.put("fixed_period_exclusions", 6.0 * np.exp(0.75 * unruly))
        self.put("permanent_exclusions", 0.12 * np.exp(0.6 * unruly), 2)
        calm = 0.35 * self.progress - 0.35 * unruly + 0.8 * self.noise()
        self.put("pupils_feel_safe", _share(1.75 + 0.35 * calm))
        self.put("bullying_dealt_with", _share(0.75 + 0.4 * calm + 0.15 * self.noise()))
        self.put("two_hours_sport", _share(1.6 + 0.6 * self.noise()))
        self.put("school_lunches", _share(-0.4 + 0.3 * self.deprivation + 0.4 * self.noise()))
        self.put("neet", _share(-3.0 + 0.35 * self.deprivation - 0.2 * self.progress + 0.3 * self.noise()))
        self.calm = calm

    # --- disadvantage ------------------------------------------------------------------------------------------------

    def _gaps(self) -> None:
        few = np.round(self.cohort * self.disadvantaged / 100)
        reach = 9 / np.sqrt(np.maximum(few, 4))  # gaps of few pupils swing more
        own = 0.75 * self.progress + 0.66 * self.noise()
        self.put("attainment_8_gap", -12.8 + 5.2 * own + reach * self.noise())
        self.put("attainment_8_gap_change", 0.2 + 1.6 * self.noise() + reach * self.noise())
        self.put("progress_8_gap", -0.52 + 0.42 * own + 0.1 * reach * self.noise(), 2)
        for name in ("attainment_8_gap", "attainment_8_gap_change", "progress_8_gap", "five_a_star_c_gap"):
            self._count(name, few)

    # --- views, partnership, inspection ------------------------------------------------------------------------------

    def _views(self) -> None:
        pupils = 5.3 * self.cohort
        parents, own = _share(-0.6 + 0.6 * self.noise()), _share(1.4 + 0.6 * self.noise())
        self.put("parents_response_rate", parents)
        self.put("pupils_response_rate", own)
        self.put(
            "parents_satisfied", _share(1.45 + 0.45 * (0.6 * self.calm + 0.3 * self.attainment + 0.6 * self.noise()))
        )
        self.put("pupils_satisfied", _share(1.1 + 0.4 * (0.8 * self.calm + 0.5 * self.noise())))
        self._count("parents_satisfied", np.round(pupils * parents / 100))
        for name in ("pupils_satisfied", "pupils_feel_safe", "bullying_dealt_with"):
            self._count(name, np.round(pupils * own / 100))

    def _partnership_and_inspection(self) -> None:
        self.put("formal_partnerships", np.floor(4.5 * self.chance() ** 1.6 + 0.4 * np.abs(self.noise())), 0)
        self.put("supported_schools_improvement", 1.5 + 3.5 * self.noise())
        helper = 0.3 * self.progress + self.noise()
        self.put("accredited_provider", (helper > 1.5).astype(float) + (helper > 2.1), 0)
        judged = 0.68 * self.progress + 0.733 * self.noise()
        self.put("ofsted_overall", 1.0 + (judged[:, None] < _INSPECTION_CUTS).sum(axis=1), 0)

    # --- what is not there -------------------------------------------------------------------------------------------

    def _hide(self) -> None:
        """Hide cells as published files do, small numbers first: they stay hidden whatever else is missing."""
        for name in [name for name in CATALOGUE if f"{name}_n" in self.cells]:
            self.hide(name, np.array(self.cells[f"{name}_n"]) < _FEWEST, "SUPP")
        low = self.chance() < 0.015
        for name in ("progress_8", "progress_8_english", "progress_8_maths", "progress_8_gap"):
            self.hide(name, low, "LOWCOV")
        self.hide("ebacc_average_points", self.chance() < 0.02, "NE")
        new = self.chance() < 0.04
        self.hide("attainment_8_gap_change", new, "NA")
        self.hide("supported_schools_improvement", self.chance() > 0.25, "NA")
        self.hide("ofsted_overall", self.chance() < 0.08, "")
        for who in ("parents", "pupils"):
            unasked = self.chance() < 0.06
            self.hide(f"{who}_satisfied", unasked, "")
            self.hide(f"{who}_response_rate", unasked, "")
        self.hide("formal_partnerships", self.chance() < 0.05, "")
        self.hide("two_hours_sport", self.chance() < 0.1, "")


def _name(at: int) -> str:
    """Return a place that does not exist, and a kind of school; numbered where the places run out."""
    turn, at = divmod(at, len(_PLACES) * len(_ENDINGS))
    # 28 places and 15 endings have no common factor, so that each pair comes once before any comes again.
    place = _PLACES[at % len(_PLACES)] + _ENDINGS[at % len(_ENDINGS)]
    kind = ("School", "High School", "Community School")[at % 3]
    return f"{place} {kind}" + (f" {turn + 1}" if turn else "")


def _share(logit: Floats) -> Floats:
    """Turn any number into a percentage."""
    share: Floats = 100.0 / (1.0 + np.exp(-logit))
    return share
