"""What is opened in a browser, and how: the cards, their audiences and looks, the readers' settings, the directions.

All of it is data. What the library does not have yet is left out, and is covered on the day that it does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from reportcard.datasets import sample_schools
from reportcard.render.index import IndexRow, to_index
from reportcard.results.card import About, NodeResult, ReportCard, SchoolRef, SimilarSchool
from reportcard.scoring import score
from tests.render.cards import CARDS, LETTERS, school_card
from tests.render.pseudo import MIRRORED

Options = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """How a reader looks at a page: options of the browser, and the medium."""

    name: str
    options: Options = field(default_factory=dict)
    medium: str = "screen"


_WIDE = {"width": 1280, "height": 800}
NARROW = Setting("320px", {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"})
SETTINGS = (
    Setting("light", {"viewport": _WIDE, "color_scheme": "light"}),
    Setting("dark", {"viewport": _WIDE, "color_scheme": "dark"}),
    NARROW,
    Setting("forced-colours", {"viewport": _WIDE, "color_scheme": "light", "forced_colors": "active"}),
    Setting("print", {"viewport": _WIDE, "color_scheme": "light"}, "print"),
)
DIRECTIONS = ("ltr", "rtl")

_ARABIC = "\u0645\u062f\u0631\u0633\u0629 \u0627\u0644\u062a\u0644"


def _long() -> ReportCard:
    """A school, parts and a framework with very long names, one of them without a place to break it."""
    card = CARDS["school"]()
    title = "Progress in reading, writing and mathematics of all pupils who were here for two whole years " * 2
    children = tuple(
        node.model_copy(update={"about": node.about.model_copy(update={"title": f"{title}{node.about.title}"})})
        for node in card.overall.children
    )
    return card.model_copy(
        update={
            "school": SchoolRef(id="URN-" + "9" * 120, name=f"The Academy of {'Llanfairpwllgwyngyll' * 8}"),
            "overall": card.overall.model_copy(update={"children": children}),
            "framework": card.framework.model_copy(update={"title": "Accountability " * 20}),
            "context": {"a_very_long_name_of_a_column_" * 4: "x" * 300},
        }
    )  # fmt: skip


def _words() -> ReportCard:
    """Grades that are words, not letters; names in a script that is written from right to left."""
    bands = tuple(band.model_copy(update={"grade": band.label, "label": ""}) for band in LETTERS)
    card = CARDS["school"]()
    overall = card.overall
    about = overall.about.model_copy(update={"bands": bands})
    return card.model_copy(
        update={
            "school": SchoolRef(id="7", name=_ARABIC),
            "overall": overall.model_copy(update={"about": about, "grade": "Strong"}),
            "similar": (SimilarSchool(id="8", name=f"{_ARABIC} 2", score=61.0, grade="Strong"), SimilarSchool(id="9")),
        }
    )


def _score_only() -> ReportCard:
    """A score of its own without any grade, and one measure."""
    leaf = NodeResult(id="one", about=About(title="One measure", unit="%"), value=48.0, score=48.0)
    return school_card(overall=leaf)


def _demo() -> ReportCard:
    """A card of the demonstration, with the default framework."""
    return score(sample_schools(3))[0]


SAMPLES: dict[str, Callable[[], ReportCard]] = {
    **CARDS, "long": _long, "words": _words, "score-only": _score_only, "demo": _demo,
}  # fmt: skip
#: The samples that axe checks for every audience in every setting and direction; the others change theirs in turn.
FULL = ("school",)


# --- what the library can vary ---------------------------------------------------------------------------------------


def _named(module: str, name: str) -> Any:
    try:
        return getattr(import_module(module), name, None)
    except ModuleNotFoundError:
        return None


_PARAMETERS = inspect.signature(ReportCard.to_html).parameters
#: Names of the audiences that a card can be for; one card for all where the library knows none.
AUDIENCES: tuple[str, ...] = tuple(_named("reportcard.render.audience", "AUDIENCES") or ()) or ("all",)
#: Names of the palettes of grades that a theme can take.
PALETTES: tuple[str, ...] = (
    ("framework", "orange-blue", "traffic-light") if _named("reportcard.render.theme", "Theme") else ("framework",)
)


def html(
    card: ReportCard, audience: str = "", direction: str = "ltr", palette: str = "framework", language: str = "en"
) -> str:
    """A card as HTML, with what the library takes of its parameters; from right to left in a language of accents."""
    theme = _named("reportcard.render.theme", "Theme")
    wanted = {
        "audience": audience or AUDIENCES[0],
        "language": MIRRORED if direction == "rtl" else language,
        "theme": theme(palette=palette) if theme and palette != "framework" else None,
    }
    return card.to_html(**{name: value for name, value in wanted.items() if name in _PARAMETERS and value is not None})


def markdown(card: ReportCard, audience: str = "") -> str:
    """A card as Markdown, with whatever of its parameters the library takes."""
    given = (
        {"audience": audience or AUDIENCES[0]} if "audience" in inspect.signature(card.to_markdown).parameters else {}
    )
    return card.to_markdown(**given)


@cache
def index() -> str:
    """The page that lists the samples."""
    cards = {name: make() for name, make in SAMPLES.items()}
    rows = [IndexRow.of(card, f"cards/{name}.html") for name, card in cards.items()]
    first = cards["school"]
    return to_index(rows, first.framework, palette=first)


@cache
def page(sample: str, audience: str, direction: str) -> str:
    """A page by its sample: a card, a card in a language (``history:es``), or ``index``."""
    name, _, language = sample.partition(":")
    return index() if sample == "index" else html(SAMPLES[name](), audience, direction, language=language or "en")


#: Every page there is, as sample and audience; the list of cards is for no audience.
PAGES = (*((sample, audience) for sample in (*SAMPLES, "history:es") for audience in AUDIENCES), ("index", "list"))
Case = tuple[str, str, Setting, str]


def cases() -> Iterator[Case]:
    """Sample, audience, setting and direction: each of the full samples in all, the others in each setting in turn."""
    looks = [(setting, direction) for setting in SETTINGS for direction in DIRECTIONS]
    for number, (sample, audience) in enumerate(PAGES):
        is_full = sample in FULL or sample == "index"
        for setting, direction in looks if is_full else [looks[3 * number % len(looks)]]:
            yield sample, audience, setting, direction
