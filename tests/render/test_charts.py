"""Charts: marks where the numbers are, gaps where there are none."""

from __future__ import annotations

import itertools
import re
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from reportcard.render.charts import (
    Mark,
    Point,
    Track,
    band_chart,
    dots_chart,
    trend_chart,
    waterfall_chart,
)
from reportcard.render.waterfall import Step, steps
from tests.render.cards import history_card, school_card

TRACK = Track(0.0, 100.0, ((0.0, "#9c3d00"), (50.0, ""), (75.0, "#12508f")))
NUMBERS = st.floats(-1e6, 1e6)


def _paths(svg: str, kind: str) -> list[str]:
    return [path.attrib["d"] for path in ET.fromstring(svg).iter("path") if path.attrib["class"] == kind]  # noqa: S314


def test_score_and_range_stand_in_their_place() -> None:
    """The track goes from 5 to 195: a score of 50 stands at 100, a range of 40 to 60 from 81 to 119."""
    svg = band_chart(Mark(TRACK, 50.0, 40.0, 60.0))

    assert _paths(svg, "mark") == ["M81.0 9H119.0", "M100.0 1v16"]
    assert len(ET.fromstring(svg).findall("rect")) == 3  # noqa: S314
    assert _paths(band_chart(Mark(TRACK, 50.0)), "mark") == ["M100.0 1v16"]


def test_trend_has_real_gaps_and_breaks() -> None:
    """A missing year ends the line, a change of method ends it and is marked; the last point has a mark of its own."""
    points = (Point(40.0), Point(50.0), Point(None), Point(60.0, breaks=True), Point(55.0), Point(58.0))
    svg = trend_chart(TRACK, points)
    line, dots = _paths(svg, "mark")

    assert line.count("M") == 3
    assert line.count("L") == 2
    assert dots.count("h0") == 4
    assert len(_paths(svg, "now")) == 1
    assert [path for path in _paths(svg, "axis") if path.endswith("2v56")] == ["M136.0 2v56"]


def test_trend_without_a_score_this_year() -> None:
    """Where the last score is missing, nothing is drawn in its place."""
    assert _paths(trend_chart(TRACK, (Point(40.0), Point(None))), "now") == []


def test_every_school_is_a_dot() -> None:
    """There are as many dots as scores, those alike on top of each other, and the chart does not grow with them."""
    one, many = (dots_chart(TRACK, scores, 50.0) for scores in ([10.0, 10.0, 90.0], [50.0] * 500))

    assert _paths(one, "dot")[0].count("h0") == 3
    assert _paths(many, "dot")[0].count("h0") == 500
    heights = [float(y) for y in re.findall(r"M[\d.]+ (-?[\d.]+)h0", _paths(many, "dot")[0])]
    assert min(heights) >= 0
    assert max(heights) == 47


def test_steps_lead_from_zero_to_the_sum() -> None:
    """Each step begins where the one before ends; the last ends at the sum of the contributions."""
    amounts = [child.contribution for child in school_card().overall.children]
    each = steps(amounts)
    found = [step for step in each if step is not None]

    assert found[0].start == 0
    assert all(one.end == other.start for one, other in itertools.pairwise(found))
    assert found[-1].end == sum(amount or 0 for amount in amounts)
    assert each[4] is None


@given(NUMBERS, NUMBERS, st.none() | NUMBERS, st.none() | NUMBERS, st.lists(st.none() | NUMBERS, max_size=8))
def test_no_mark_leaves_its_chart(score: float, end: float, low: float | None, high: float | None, years: list) -> None:
    """Whatever the numbers, a chart is well-formed, has no text, and every mark lies inside it."""
    scores = [year for year in years if year is not None]
    drawn = [
        band_chart(Mark(TRACK, score, low, high)), trend_chart(TRACK, [Point(year) for year in [*years, score]]),
        dots_chart(TRACK, scores, score), waterfall_chart(Step(*sorted((score, end + 1e7)), score, end + 1e7)),
    ]  # fmt: skip
    for svg in drawn:
        root = ET.fromstring(svg)  # noqa: S314
        wide, tall = (float(number) for number in root.attrib["viewBox"].split()[2:])
        assert not "".join(root.itertext()).strip()
        for path in root.iter("path"):
            for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path.attrib["d"]):
                assert 0 <= float(x) <= wide
                assert 0 <= float(y) <= tall


def test_the_same_numbers_draw_the_same_bytes() -> None:
    """The order of the similar schools does not change their chart."""
    scores = [school.score for school in history_card().similar if school.score is not None]

    assert dots_chart(TRACK, scores, 61.0) == dots_chart(TRACK, scores[::-1], 61.0)
