"""Made-up schools: who they are, all that is measured of them, and what of it is not there."""

from __future__ import annotations

from typing import Any

import numpy as np

from reportcard.datasets import life, results
from reportcard.datasets.drawing import FEWEST, PARTS, SUPPRESSED, Bools, Drawing
from reportcard.datasets.support import school_id
from reportcard.indicators.catalogue import CATALOGUE, FAMILIES

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
#: Fewer answers than this to a survey are not published.
_FEWEST_ANSWERS = 10
_PILLARS = tuple(f"ebacc_{name}" for name in ("english", "maths", "sciences", "humanities", "language"))
_MATHS = tuple(f"maths_{name}" for name in ("grades_7_to_9", "grades_4_to_6", "grades_1_to_3", "no_grade"))
_INSPECTED = tuple(FAMILIES["ofsted"].model_fields)
_GUARANTEED = tuple(FAMILIES["guarantees"].model_fields)


def drawn(size: int, seed: int) -> Drawing:
    """Draw all measures of the schools, before any is hidden."""
    draw = Drawing(size, seed)
    results.factors(draw)
    results.context(draw)
    results.results(draw)
    results.older_results(draw)
    life.well_being(draw)
    results.gaps(draw)
    life.views(draw)
    life.inspections(draw)
    life.guarantees(draw)
    draw.put("pupils_stable", 94 - 1.5 * draw.deprivation + 2.5 * draw.noise())
    results.parts_of_points(draw)
    life.inspections_of_2025(draw)
    return draw


def columns(draw: Drawing) -> dict[str, list[Any]]:
    """The columns of the file, in the order of the catalogue, after who the schools are."""
    order = [name + part for family in FAMILIES.values() for name in family.model_fields for part in PARTS]
    return about(draw) | {name: draw.cells[name] for name in order if name in draw.cells}


def about(draw: Drawing) -> dict[str, list[Any]]:
    """Who the schools are."""
    kind, region = draw.last_uniform[-1], draw.last_uniform[-2]
    return {
        "urn": [school_id(at) for at in range(draw.size)],
        "name": [f"{_name(at)} (synthetic)" for at in range(draw.size)],
        "phase": ["Secondary"] * draw.size,
        "school_type": [_TYPES[min(int(share * 3.3), 2)] for share in kind],
        "region": [_REGIONS[int(share * len(_REGIONS))] for share in region],
    }


def _name(at: int) -> str:
    """Return a place that does not exist, and a kind of school; numbered where the places run out."""
    turn, at = divmod(at, len(_PLACES) * len(_ENDINGS))
    # 28 places and 15 endings have no common factor, so that each pair comes once before any comes again.
    place = _PLACES[at % len(_PLACES)] + _ENDINGS[at % len(_ENDINGS)]
    kind = ("School", "High School", "Community School")[at % 3]
    return f"{place} {kind}" + (f" {turn + 1}" if turn else "")


# --- what is not there -----------------------------------------------------------------------------------------------


def hide(draw: Drawing) -> None:
    """Hide cells as published files do, small numbers first: they stay hidden whatever else is missing."""
    _small_numbers(draw)
    low = draw.chance() < 0.015
    for name in ("progress_8", "progress_8_english", "progress_8_maths", "progress_8_gap"):
        draw.hide(name, low, "LOWCOV")
    nobody = draw.chance() < 0.02
    for name in ("ebacc_average_points", *_PILLARS):
        draw.hide(name, nobody, "NE")
    new = draw.chance() < 0.04
    for name in ("attainment_8_gap_change", *(name for name in CATALOGUE if name.endswith("_last_year"))):
        draw.hide(name, new, "NA")
    _unknown(draw, _INSPECTED, draw.chance() < 0.08)
    for who, items in (("parents", life.PARENTS_SAY), ("pupils", life.PUPILS_SAY)):
        counts = tuple(f"{who}_{what}" for what in ("asked", "answered", "response_rate"))
        _unknown(draw, (*items, *counts), draw.chance() < 0.06)
    _unknown(draw, ("two_hours_sport",), draw.chance() < 0.1)
    _unknown(draw, ("post_16_participation", "neet"), draw.more_chance() > 0.97)
    _unknown(draw, _GUARANTEED, draw.more_chance() > 0.94)


def _small_numbers(draw: Drawing) -> None:
    hidden = {name: draw.numbers(f"{name}_n") < FEWEST for name in CATALOGUE if f"{name}_n" in draw.cells}
    few = hidden["attainment_8_disadvantaged"]
    tiny = draw.cohort < FEWEST
    hidden |= dict.fromkeys(("pupils_grade_5_english_maths", "best_eight_points", "best_eight_predicted"), tiny)
    hidden |= dict.fromkeys((*_PILLARS, *_MATHS), tiny)
    hidden |= {f"attainment_8_{element}": tiny for element in ("english", "maths", "ebacc", "open")}
    # What all pupils reach, and what the others do, would tell what the few do.
    hidden |= {name: few | hidden[name] for name in ("attainment_8_other", "attainment_8_other_last_year")}
    hidden |= {"progress_8_pupils": draw.numbers("progress_8_pupils") < FEWEST}
    behind = draw.numbers("year_7_behind") < FEWEST
    hidden |= {f"year_7_{what}": behind for what in ("behind", "supported", "checked")}
    for who, items in (("parents", life.PARENTS_SAY), ("pupils", life.PUPILS_SAY)):
        hidden |= {item: draw.numbers(f"{who}_answered") < _FEWEST_ANSWERS for item in items}
    for name, where in hidden.items():
        draw.hide(name, where, SUPPRESSED)


def _unknown(draw: Drawing, names: tuple[str, ...], where: Bools) -> None:
    """Leave cells empty."""
    for name in names:
        draw.hide(name, np.asarray(where, np.bool_), "")
