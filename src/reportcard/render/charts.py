"""Charts as inline SVG: marks only. Every number that a chart draws stands as text beside it.

Colours stand as presentation attributes, because makers of PDF ignore the page's styles inside of a chart; classes
let dark pages and forced colours change them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from reportcard.render.waterfall import Step

#: Size of a chart in its own units; a style sheet makes it as wide as its cell.
WIDTH, HEIGHT = 200.0, 18.0
_TOP, _TALL = 5.0, 8.0
_EDGE = 5.0
_INNER = WIDTH - 2 * _EDGE
_PLAIN = "#d9dee2"
_LINE = "#6b757c"
_HEAD = (
    '<svg class="chart {kind}" viewBox="0 0 200 {tall:g}" width="200" height="{tall:g}" aria-hidden="true" '
    'focusable="false">'
)
_BAND = _HEAD.format(kind="band", tall=HEIGHT)


@dataclass(frozen=True)
class Track:
    """What a score is shown on: a line from the lowest to the highest score, cut into bands.

    Attributes:
        low: Score at the left end.
        high: Score at the right end.
        bands: Start and colour of each band, lowest first; "" for no colour.
    """

    low: float
    high: float
    bands: tuple[tuple[float, str], ...] = ()

    @cached_property
    def drawn(self) -> str:
        """Its bands as SVG: the same for every school, so drawn once."""
        return _bands(self, _TOP)

    @cached_property
    def below_dots(self) -> str:
        """The same below dots."""
        return _HEAD.format(kind="dots", tall=60) + _bands(self, 51)


class Mark(NamedTuple):
    """A score on its track, and where it probably lies; the range is None where that is not known."""

    track: Track
    score: float
    low: float | None = None
    high: float | None = None


class Point(NamedTuple):
    """A year of a trend: its score, None for a gap; ``breaks`` where its method is not that of the next year."""

    score: float | None
    breaks: bool = False


def band_chart(mark: Mark) -> str:
    """Return a score on its bands as SVG, its likely range as a bar below it."""
    track, score, low, high = mark
    x = f"{_x(track, score):.1f}"
    bar = "" if low is None or high is None else _range(track, low, high)
    return (
        f"{_BAND}{track.drawn}{bar}"
        f'<path class="halo" d="M{x} 0v18" stroke="#ffffff" stroke-width="7"/>'
        f'<path class="mark" d="M{x} 1v16" stroke="#000000" stroke-width="3"/></svg>'
    )


def _range(track: Track, low: float, high: float) -> str:
    line = f"M{_x(track, low):.1f} 9H{_x(track, high):.1f}"
    return (
        f'<path class="halo" d="{line}" stroke="#ffffff" stroke-width="7"/>'
        f'<path class="mark" d="{line}" stroke="#000000" stroke-width="3"/>'
    )


def _bands(track: Track, top: float) -> str:
    return "".join(
        f'<rect class="{_class(colour)}" x="{left:.1f}" y="{top:g}" width="{max(right - left - 1, 0):.1f}" '
        f'height="{_TALL:g}" fill="{colour or _PLAIN}" stroke="{_LINE}" stroke-width="0.5"/>'
        for left, right, colour in _spans(track)
    )


def _spans(track: Track) -> Iterator[tuple[float, float, str]]:
    """Left and right end of each band on the chart, and its colour."""
    bands = track.bands or ((track.low, ""),)
    starts = [_x(track, start) for start, _ in bands]
    ends = [*starts[1:], _x(track, track.high)]
    for left, right, (_, colour) in zip(starts, ends, bands, strict=True):
        if right > left:
            yield left, right, colour


def _class(colour: str) -> str:
    return f"c{colour[1:]}" if colour else "plain"


def trend_chart(track: Track, points: Sequence[Point]) -> str:
    """Return scores of years, oldest first, as SVG: gaps stay gaps, and a bar stands where the method changed."""
    tall = 60.0
    step = (WIDTH - 4 * _EDGE) / max(len(points) - 1, 1)
    spots = [
        None if point.score is None else (2 * _EDGE + at * step, tall - 8 - (tall - 16) * _share(track, point.score))
        for at, point in enumerate(points)
    ]
    path, pen = [], "M"
    for at, spot in enumerate(spots):
        if spot is not None:
            path.append(f"{pen}{spot[0]:.1f} {spot[1]:.1f}")
        pen = "M" if spot is None or points[at].breaks else "L"
    dots = [f"M{x:.1f} {y:.1f}h0" for x, y in (spot for spot in spots[:-1] if spot is not None)]
    breaks = [f"M{2 * _EDGE + (at + 0.5) * step:.1f} 2v56" for at, point in enumerate(points) if point.breaks]
    return (
        _HEAD.format(kind="trend", tall=tall)
        + '<path class="axis" d="M0 59.5H200" stroke="#6b757c" stroke-width="1"/>'
        + _drawn("mark", "".join(path), 2)
        + _drawn("mark", "".join(dots), 7)
        + "".join(
            f'<path class="axis" d="{d}" stroke="#6b757c" stroke-width="2" stroke-dasharray="3 4"/>' for d in breaks
        )
        + _drawn("now", "M{:.1f} {:.1f}h0".format(*spots[-1]) if spots and spots[-1] else "", 12)
        + "</svg>"
    )


def _drawn(kind: str, path: str, width: int) -> str:
    if not path:
        return ""
    colour = "#0b4f8a" if kind == "now" else "#000000"
    return (
        f'<path class="{kind}" d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'
    )


#: Columns of dots, the most dots that fit on top of each other, and where each column stands.
_COLUMNS, _STACK = 48, 9
_COLUMN = tuple(f"M{_EDGE + column * _INNER / (_COLUMNS - 1):.1f} " for column in range(_COLUMNS))


def dots_chart(track: Track, scores: Sequence[float], own: float | None) -> str:
    """Return the scores of other schools as stacked dots on a track as SVG, the school's own as a line.

    All dots are one path. Columns that are too high are pressed together, all by the same factor.
    """
    columns = Counter(_columns(track, scores))
    highest = max(columns.values(), default=1)
    step = min(5.0, 5.0 * _STACK / highest)
    ends = [f"{47 - high * step:.1f}h0" for high in range(highest)]
    path = "".join([_COLUMN[column] + end for column, count in sorted(columns.items()) for end in ends[:count]])
    return (
        track.below_dots
        + (f'<path class="dot" d="{path}" stroke="#5b6770" stroke-width="3.6" stroke-linecap="round"/>' if path else "")
        + ("" if own is None else _own(track, own))
        + "</svg>"
    )


def _columns(track: Track, scores: Sequence[float]) -> list[int]:
    """Number of the column that each score stands in; what :func:`_share` gives, for many at once."""
    low, high = track.low, track.high
    if high <= low:
        return [round(0.5 * (_COLUMNS - 1))] * len(scores)
    span, last = high - low, _COLUMNS - 1
    return [0 if score <= low else last if score >= high else round((score - low) / span * last) for score in scores]


def _own(track: Track, score: float) -> str:
    x = f"{_x(track, score):.1f}"
    return (
        f'<path class="halo" d="M{x} 0v60" stroke="#ffffff" stroke-width="7"/>'
        f'<path class="mark" d="M{x} 1v58" stroke="#000000" stroke-width="3"/>'
    )


def waterfall_chart(step: Step) -> str:
    """Return what one part adds as SVG: a bar from the sum before it to the sum with it, on the scale of the whole."""
    low, high, start, end = step
    unit = _INNER / (high - low)
    if end >= start:
        x, wide, bar = _EDGE + (start - low) * unit, (end - start) * unit, _UP
    else:
        x, wide, bar = _EDGE + (end - low) * unit, (start - end) * unit, _DOWN
    return bar % (x, max(wide, 1.5))


_BAR = (
    _HEAD.format(kind="steps", tall=10) + f'<path class="axis" d="M{_EDGE:g} 0v10M{WIDTH - _EDGE:g} 0v10" '
    f'stroke="{_LINE}" stroke-width="1"/>'
    '<rect class="{kind}" x="%.1f" y="1" width="%.1f" height="8" fill="{colour}"/></svg>'
)
_UP, _DOWN = _BAR.format(kind="up", colour="#1c5f9e"), _BAR.format(kind="down", colour="#8f3f0a")


def _share(track: Track, score: float) -> float:
    """How far up a track a score lies, 0 to 1; a score off the track lies at its end."""
    low, high = track.low, track.high
    if high <= low:
        return 0.5
    return 0.0 if score <= low else 1.0 if score >= high else (score - low) / (high - low)


def _x(track: Track, score: float) -> float:
    """Place of a score on the chart."""
    return _EDGE + _share(track, score) * _INNER
