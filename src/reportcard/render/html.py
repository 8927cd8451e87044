"""A report card as one self-contained HTML page: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportcard.render import charts
from reportcard.render.audience import DEFAULT, Audience, audience_of
from reportcard.render.kept import Kept, Together
from reportcard.render.languages import language_of
from reportcard.render.overrides import Folders, check_sections, environment_of, folders_of
from reportcard.render.theme import DEFAULT as DEFAULT_THEME
from reportcard.render.theme import Theme
from reportcard.render.view import CardView
from reportcard.results.card import ReportCard
from reportcard.results.language import ENGLISH, Language

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from reportcard.render.appendix import Back, Swatch
    from reportcard.render.changes import Changes
    from reportcard.render.neighbours import Neighbours
    from reportcard.render.tags import Tag

#: Scripts of templates of one's own: languages that are written from right to left, by the first part of their tag.
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})
TEMPLATE = "card.html.j2"


def to_html(
    card: ReportCard,
    audience: Audience | str = DEFAULT,
    *,
    theme: Theme | None = None,
    templates: Folders = (),
    language: Language | str = "en",
    lang: str = "",
    fragment: bool = False,
) -> str:
    """Return a card as HTML.

    Args:
        card: The card.
        audience: For whom: ``parents``, ``school``, ``children``, ``technical``, or an audience of your own.
        theme: Its looks.
        templates: Folders with templates of your own, which come before the packaged ones.
        language: Language of the card (:func:`reportcard.languages` lists them). Texts of the framework and of the
            data stay as they are.
        lang: Language tag of the page, where your templates are in another language than ``language``. It says in
            which direction they are written; it translates nothing.
        fragment: Whether to return an element that another page can hold, such as a notebook, and no page.

    Raises:
        UnknownNameError: There is no such audience or language, or no block for one of its sections.
        LanguageError: The language has a catalogue that cannot be used.
    """
    readers, look, spoken = audience_of(audience), theme or DEFAULT_THEME, language_of(language)
    made = environment(folders_of(templates), spoken)
    template = made.get_template(TEMPLATE)
    check_sections(made, template, readers)
    view = CardView(card, readers, look, lang or spoken.code, spoken)
    return template.render(
        card=view,
        audience=readers,
        theme=look,
        sheet=sheet_of(made, look, view.back.swatches, readers, fragment=fragment),
        layout="fragment.html.j2" if fragment else "page.html.j2",
        lang=lang or spoken.code,
        dir=_direction(lang) if lang else spoken.direction,
    )


def _direction(lang: str) -> str:
    return "rtl" if lang.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


@lru_cache(maxsize=16)
def environment(folders: tuple[str, ...] = (), language: Language = ENGLISH) -> Environment:
    """The environment of HTML templates.

    Args:
        folders: Folders whose templates come before the packaged ones.
        language: Whose words they place.
    """
    from reportcard.render.escape import EscapedTemplate
    from reportcard.render.packaged import PackagedEnvironment

    made = environment_of(folders, language)
    tags: Kept[Tag, Markup] = Kept(lambda tag: _drawn_tag(made, tag))
    marked = {name: _marking(draw) for name, draw in CHARTS.items()}
    made.globals.update(default_theme=DEFAULT_THEME, drawn=lambda back, part: _drawn(made, back, part), **marked)
    made.filters.update(css=_marked, drawn_tag=tags.__getitem__, **marked)
    if isinstance(made, PackagedEnvironment):
        made.filters.update(CHARTS)
        made.markup = {"drawn_tag", *CHARTS}
    else:
        made.template_class = EscapedTemplate
    return made


def sheet_of(
    made: Environment, theme: Theme, swatches: tuple[Swatch, ...], audience: Audience | None, *, fragment: bool
) -> Markup:
    """The style sheet, written once for all cards that share it."""
    return _SHEETS(made, theme, swatches, audience, fragment)


@lru_cache(maxsize=64)
def _sheet(
    made: Environment, theme: Theme, swatches: tuple[Swatch, ...], audience: Audience | None, fragment: bool
) -> Markup:
    from markupsafe import Markup

    sheet = made.get_template("style.css.j2").render(
        theme=theme, swatches=swatches, fragment=fragment, audience=audience
    )
    return Markup(sheet)  # noqa: S704  a template made it, of checked colours


#: Themes and colours are found by identity first: to hash them takes a tenth of what a card for children does.
_SHEETS = Together(_sheet, 64)


@lru_cache(maxsize=256)
def _drawn(made: Environment, back: Back, part: str) -> Markup:
    """A section of the back of a card, drawn once for all cards that share it."""
    from markupsafe import Markup

    return Markup(getattr(made.get_template("back.html.j2").module, part)(back))  # noqa: S704  a template made it


def _drawn_tag(made: Environment, tag: Tag) -> Markup:
    """A grade as its macro draws it: the same few on every card."""
    drawn: Markup = getattr(made.get_template("parts.html.j2").module, "tag")(tag)  # noqa: B009  Jinja makes it
    return drawn


# --- charts: made of numbers and checked colours only, so they are markup as they are --------------------------------


def _trend_chart(found: Changes) -> str:
    return "" if found.track is None else charts.trend_chart(found.track, found.points)


def _dots_chart(found: Neighbours) -> str:
    return "" if found.track is None else charts.dots_chart(found.track, found.scores, found.own)


#: The charts that a template can place, by name.
CHARTS: dict[str, Callable[[Any], str]] = {
    "band_chart": charts.band_chart,
    "trend_chart": _trend_chart,
    "dots_chart": _dots_chart,
    "waterfall_chart": charts.waterfall_chart,
}


def _marking(draw: Callable[[Any], str]) -> Callable[[Any], Markup]:
    return lambda thing: _marked(draw(thing))


def _marked(text: str) -> Markup:
    """Markup as it is; also extra CSS, of which :class:`Theme` has refused what could leave the style element."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704  no text of a card reaches it
