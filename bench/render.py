"""A thousand report cards as HTML, against a bare template that places ready-made strings. ``python -m bench.render``.

Both sides give the same bytes, in turn, in one process. The bare side runs the card's own template, with everything
that Python makes for it (sentences, numbers, charts, rows) ready in memory: what it takes is Jinja's own time. The
library compiles and escapes the packaged templates in its own way, which is faster, so there are two bare sides: the
template as Jinja comes, for which the limit is meant, and as it is run here.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import statistics
from concurrent.futures import ProcessPoolExecutor
from functools import cached_property
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import Any

from jinja2 import Template

import reportcard as rc
from bench.timing import compare
from reportcard.datasets import sample_schools
from reportcard.render import html, to_html
from reportcard.render.audience import AUDIENCES
from reportcard.render.theme import DEFAULT
from reportcard.render.view import CardView
from reportcard.results.card import Certainty, Earlier, Interval, NodeResult, ReportCard, SimilarSchool

CARDS = 1000
#: Both limits of the project: against the bare template, and seconds for all cards on two cores.
MOST_RATIO, MOST_SECONDS = 1.5, 4.0
_YEARS = ("2004", "2005", "2006", "2007", "2008")
#: What a card's view has.
_PARTS = ["prefix", *(name for name, each in vars(CardView).items() if isinstance(each, cached_property))]


def complete_cards(count: int) -> list[ReportCard]:
    """Cards with all that a card can have: ranges, chances of grades, earlier years and 60 similar schools."""
    return [complete(card, place) for place, card in enumerate(rc.score(sample_schools(count)))]


def complete(card: ReportCard, seed: int) -> ReportCard:
    """A card with made-up ranges, earlier years and similar schools."""
    draw = random.Random(seed)  # noqa: S311  made-up data
    others = tuple(_other(card, number, draw) for number in range(60))
    return card.model_copy(
        update={"overall": _grown(card.overall, draw), "similar": others, "certainty": Certainty(draws=2000, seed=7)}
    )


def _other(card: ReportCard, number: int, draw: random.Random) -> SimilarSchool:
    score = float(round(min(max(draw.gauss(55, 12), 0), 100)))
    return SimilarSchool(id=str(number), name=f"School {number}", score=score, grade=_grade(card.overall, score))


def _grown(node: NodeResult, draw: random.Random) -> NodeResult:
    more: dict[str, Any] = {"children": tuple(_grown(child, draw) for child in node.children)}
    score = node.score
    if score is not None and node.children:
        more["interval"] = Interval(low=max(score - draw.uniform(2, 6), 0), high=min(score + draw.uniform(2, 6), 100))
        more["earlier"] = tuple(_earlier(node, score, year, draw) for year in _YEARS)
        more["grade_probabilities"] = {} if node.grade is None else {node.grade: 0.8, "other": 0.2}
    return node.model_copy(update=more)


def _earlier(node: NodeResult, score: float, year: str, draw: random.Random) -> Earlier:
    then = None if draw.random() < 0.1 else round(min(max(score + draw.uniform(-9, 7), 0), 100), node.about.decimals)
    return Earlier(
        year=year, score=then, grade=None if then is None else _grade(node, then), comparable=year != "2006",
        reason="not published" if then is None else "", note="New exams." if year == "2006" else "",
    )  # fmt: skip


def _grade(node: NodeResult, score: float) -> str | None:
    return next((band.grade for band in node.about.bands if band.start is None or score >= band.start), None)


class Bare:
    """The card's own template, with everything ready that it places; ``stock`` is as Jinja comes."""

    def __init__(self, cards: list[ReportCard], audience: str, *, stock: bool = False) -> None:
        self._ready: dict[int, Any] = {}
        self._kept: list[Any] = []
        # A folder for templates of one's own, with none in it, leaves the packaged ones to Jinja.
        made = html.environment.__wrapped__((str(Path(__file__).parent),) if stock else ())
        if stock:
            made.template_class, made.auto_reload = Template, False
        made.filters.update({name: self._drawing(draw) for name, draw in html.CHARTS.items()})
        self._template = made.get_template(html.TEMPLATE)
        self._contexts = [self._context(card, audience, made) for card in cards]
        self.render_all()

    def _context(self, card: ReportCard, audience: str, made: Any) -> dict[str, Any]:
        readers = AUDIENCES[audience]
        view = CardView(card, readers)
        ready = SimpleNamespace(**{name: getattr(view, name) for name in _PARTS})
        ready.parts = tuple(view.parts)
        return {
            "card": ready, "audience": readers, "theme": DEFAULT, "layout": "page.html.j2", "lang": "en", "dir": "ltr",
            "sheet": html.sheet_of(made, DEFAULT, view.back.swatches, readers, fragment=False),
        }  # fmt: skip

    def _drawing(self, draw: Any) -> Any:
        """A chart that is drawn when it is asked for the first time, and placed from then on."""

        def placed(thing: Any) -> Any:
            if id(thing) not in self._ready:
                self._kept.append(thing)
                self._ready[id(thing)] = html._marked(draw(thing))
            return self._ready[id(thing)]

        return placed

    def render_all(self) -> list[str]:
        """All pages."""
        return [self._template.render(context) for context in self._contexts]


def pages(cards: list[ReportCard], audience: str) -> list[str]:
    """All pages, from cards."""
    return [to_html(card, audience) for card in cards]


def _count(chunk: tuple[int, int]) -> int:
    return len("".join(pages(_HELD[chunk[0] : chunk[1]], "school")))


_HELD: list[ReportCard] = []


def on_two_cores(cards: list[ReportCard]) -> float:
    """Seconds for all cards in two processes that hold them already, the median of 5."""
    _HELD[:] = cards
    half = len(cards) // 2
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_count, [(0, 20), (half, half + 20)]))
        taken = []
        for _ in range(5):
            start = perf_counter()
            list(pool.map(_count, [(0, half), (half, len(cards))]))
            taken.append(perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    """Print the figures; say by the exit code whether the limits hold, where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="end with 1 where a limit does not hold")
    parser.add_argument("--cards", type=int, default=CARDS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--audience", choices=list(AUDIENCES), action="append", help="only this one")
    options = parser.parse_args()
    cards = complete_cards(options.cards)
    held = []
    for audience in options.audience or AUDIENCES:
        bare, own = Bare(cards, audience, stock=True), Bare(cards, audience)
        made = pages(cards, audience)
        size = sum(map(len, made)) / len(made) / 1024
        assert made == bare.render_all() == own.render_all(), "all sides give the same bytes"
        del made
        gc.collect()
        gc.freeze()  # the collector need not look through what this benchmark holds ready
        pair = compare(lambda a=audience: pages(cards, a), bare.render_all, options.runs)
        faster = compare(lambda a=audience: pages(cards, a), own.render_all, options.runs)
        gc.unfreeze()
        limit = f"(at most {MOST_RATIO})" if audience == "school" else "(no limit set)"
        held.append(pair.ratio <= MOST_RATIO or audience != "school")
        print(
            f"{audience:<10} {size:5.1f} KB a card: {pair.first:.2f} s against {pair.second:.2f} s bare, "
            f"ratio {pair.ratio:.2f} {limit}; {faster.ratio:.2f} as the library compiles it", flush=True,
        )  # fmt: skip
    seconds = on_two_cores(cards) * CARDS / len(cards)
    held.append(seconds <= MOST_SECONDS)
    print(
        f"{CARDS:,} complete school cards on two of {os.cpu_count()} cores: {seconds:.2f} s (at most {MOST_SECONDS:g})"
    )
    return int(options.check and not all(held))


if __name__ == "__main__":
    raise SystemExit(main())
