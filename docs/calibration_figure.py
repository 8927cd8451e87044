"""Draws the figure of docs/calibration.md: reliability of grade probabilities, and coverage by cohort size."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

_COLOURS = ("#12508f", "#d1495b", "#66a182", "#edae49", "#8d6a9f", "#3d405b")
_SIDE, _LEFT, _TOP, _GAP = 320, 60, 40, 110
_LOW, _HIGH = 0.92, 0.98

Lines = Mapping[str, Sequence[tuple[float, float, int]]]


def figure(reliability: Lines, coverage: Mapping[str, Sequence[tuple[int, float]]], error: float) -> str:
    """Return the figure as SVG.

    Args:
        reliability: For each tree, forecast, share that came true and number of forecasts by bin.
        coverage: For each tree, cohort size and share of true scores in the interval.
        error: What the shares are off by at most, 19 times of 20.
    """
    width = 2 * (_SIDE + _GAP) + 40
    height = _SIDE + _TOP + 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        "<title>Reliability of grade probabilities, and coverage by cohort size</title>",
        '<g font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_reliability(reliability),
        *_coverage(coverage, error),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def _frame(left: float, title: str, across: str, up: str) -> Iterator[str]:
    middle = left + _SIDE / 2
    yield f'<rect x="{left}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#666"/>'
    yield f'<text x="{middle}" y="24" text-anchor="middle" font-weight="bold">{title}</text>'
    yield f'<text x="{middle}" y="{_TOP + _SIDE + 40}" text-anchor="middle">{across}</text>'
    at = left - 44
    yield f'<text x="{at}" y="{_TOP + _SIDE / 2}" text-anchor="middle" transform="rotate(-90 {at} 200)">{up}</text>'


def _tick(x: float, y: float, text: str, *, below: bool) -> str:
    anchor, dx, dy = ("middle", 0, 18) if below else ("end", -6, 4)
    return f'<text x="{x + dx:.1f}" y="{y + dy:.1f}" text-anchor="{anchor}">{text}</text>'


def _reliability(lines: Lines) -> Iterator[str]:
    left, foot = _LEFT, _TOP + _SIDE
    yield from _frame(left, "Probability of a grade, and how often it came true", "forecast", "observed")
    yield f'<line x1="{left}" y1="{foot}" x2="{left + _SIDE}" y2="{_TOP}" stroke="#999" stroke-dasharray="4 4"/>'
    for tenth in range(0, 11, 2):
        along = _SIDE * tenth / 10
        yield _tick(left + along, foot, f"{tenth / 10:g}", below=True)
        yield _tick(left, foot - along, f"{tenth / 10:g}", below=False)
    for colour, line in zip(_COLOURS, lines.values(), strict=False):
        for forecast, observed, _ in line:
            x, y = left + _SIDE * forecast, foot - _SIDE * observed
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}" fill-opacity="0.75"/>'


def _coverage(lines: Mapping[str, Sequence[tuple[int, float]]], error: float) -> Iterator[str]:
    left, foot = _LEFT + _SIDE + _GAP, _TOP + _SIDE
    sizes = sorted({size for line in lines.values() for size, _ in line})
    span = math.log(sizes[-1] / sizes[0])

    def across(size: int) -> float:
        return left + 20 + (_SIDE - 40) * math.log(size / sizes[0]) / span

    def up(share: float) -> float:
        return foot - _SIDE * (min(max(share, _LOW), _HIGH) - _LOW) / (_HIGH - _LOW)

    yield from _frame(left, "True scores in the 95 % interval", "pupils in a cohort", "share")
    top, low = up(0.95 + error), up(0.95 - error)
    yield f'<rect x="{left}" y="{top:.1f}" width="{_SIDE}" height="{low - top:.1f}" fill="#ddd"/>'
    for share in (0.94, 0.95, 0.96):
        yield f'<line x1="{left}" y1="{up(share):.1f}" x2="{left + _SIDE}" y2="{up(share):.1f}" stroke="#999"/>'
        yield _tick(left, up(share), f"{share:.2f}", below=False)
    for size in sizes:
        yield _tick(across(size), foot, str(size), below=True)
    for at, (colour, (tree, line)) in enumerate(zip(_COLOURS, lines.items(), strict=False)):
        points = " ".join(f"{across(size):.1f},{up(share):.1f}" for size, share in line)
        yield f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'
        y = _TOP + 16 + 16 * at
        yield f'<rect x="{left + _SIDE + 8}" y="{y - 9}" width="10" height="10" fill="{colour}"/>'
        yield f'<text x="{left + _SIDE + 22}" y="{y}">{tree}</text>'
