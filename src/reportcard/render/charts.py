"""Charts as inline SVG: marks only. Every number that a chart draws stands as text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

#: Size of a chart in its own units; a style sheet makes it as wide as its cell.
WIDTH, HEIGHT = 200.0, 18.0
_TOP, _TALL = 5.0, 8.0
_EDGE = 5.0
_PLAIN = "#8a949b"


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Mark:
    """A score on its track."""

    track: Track
    score: float


def band_chart(mark: Mark) -> str:
    """Return a score on its bands as SVG. Presentation attributes hold the colours: PDF makers ignore page styles."""
    x = _x(mark.track, mark.score)
    return (
        f'<svg class="chart" viewBox="0 0 200 18" width="200" height="18" aria-hidden="true" focusable="false">'
        f"{_track(mark.track)}"
        f'<path d="M{x:.1f} 0v18" stroke="#ffffff" stroke-width="7"/><path d="M{x:.1f} 1v16" stroke="#000000" '
        f'stroke-width="3"/></svg>'
    )


@lru_cache(maxsize=512)
def _track(track: Track) -> str:
    """The bands of a track: the same for every school, so drawn once."""
    starts = [max(track.low, min(start, track.high)) for start, _ in track.bands] or [track.low]
    ends = [*starts[1:], track.high]
    colours = [colour or _PLAIN for _, colour in track.bands] or [_PLAIN]
    spans = [
        (_x(track, start), _x(track, end), colour) for start, end, colour in zip(starts, ends, colours, strict=True)
    ]
    return "".join(
        f'<rect x="{left:.1f}" y="{_TOP:g}" width="{max(right - left - 1, 0):.1f}" height="{_TALL:g}" fill="{colour}" '
        'stroke="#6b757c" stroke-width="0.5"/>'
        for left, right, colour in spans
        if right > left
    )


def _x(track: Track, score: float) -> float:
    """Place of a score on the chart; a score off the track stands at its end."""
    share = (score - track.low) / (track.high - track.low) if track.high > track.low else 0.5
    return _EDGE + min(max(share, 0.0), 1.0) * (WIDTH - 2 * _EDGE)
