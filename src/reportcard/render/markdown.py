"""A report card as Markdown. Text is escaped so that it stays text in CommonMark, GitHub's and older dialects."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from reportcard.render.audience import DEFAULT, Audience, audience_of
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

    from reportcard.render.appendix import Back

#: Characters that a backslash makes plain, and those for which only a reference works in every dialect.
_BACKSLASH = "\\`*_{}[]#"
_REFERENCE = "&<>|~@$^="
_TABLE = str.maketrans(
    {character: f"\\{character}" for character in _BACKSLASH}
    | {character: f"&#{ord(character)};" for character in _REFERENCE}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": " ", "\r": " "}
)
_SPECIAL = re.compile(r"[\\`*_{}\[\]#&<>|~@$^=\n\r:]|[wW]{3}\.|^\s*([-+!]|\d+[.)])|^[^\S ]|[^\S ]$")
#: A colon that could begin an address or close an emoji's name; not the one in "Score: 63".
_COLON = re.compile(r":(?=\S)|^:")
_WWW = re.compile(r"([wW]{3})\.")
_LIST_NUMBER = re.compile(r"^(\s*\d+)([.)])(?=\s|$)")
_LIST_SIGN = re.compile(r"^(\s*)([-+])(?=[-+\s]|$)")
#: More than one empty line: what sections that are not there leave.
_LINES = re.compile(r"\n{3,}")
_IMAGE = re.compile(r"!(?=\\\[)")
_ADMONITION = re.compile(r"^(\s*)!(?=!!)")
#: Blanks at the ends that are no plain space: parsers drop them, and emphasis does not begin before one.
_BLANK_ENDS = re.compile(r"^[^\S ]+|[^\S ]+$")


TEMPLATE = "card.md.j2"


def to_markdown(
    card: ReportCard,
    audience: Audience | str = DEFAULT,
    *,
    theme: Theme | None = None,
    templates: Folders = (),
    language: Language | str = "en",
) -> str:
    """Return a card as Markdown.

    Args:
        card: The card.
        audience: For whom: ``parents``, ``school``, ``children``, ``technical``, or an audience of your own.
        theme: Its names; Markdown has no colours.
        templates: Folders with templates of your own, which come before the packaged ones.
        language: Language of the card, as for HTML.

    Raises:
        UnknownNameError: There is no such audience or language, or no block for one of its sections.
        LanguageError: The language has a catalogue that cannot be used.
    """
    readers, look, spoken = audience_of(audience), theme or DEFAULT_THEME, language_of(language)
    made = environment(folders_of(templates), spoken)
    template = made.get_template(TEMPLATE)
    check_sections(made, template, readers)
    text = template.render(card=CardView(card, readers, look, spoken.code, spoken), audience=readers, theme=look)
    return _LINES.sub("\n\n", text).strip("\n") + "\n"


@lru_cache(maxsize=256)
def _drawn(made: Environment, back: Back, part: str) -> Markup:
    """A section of the back of a card, written once for all cards that share it."""
    from markupsafe import Markup

    return Markup(getattr(made.get_template("back.md.j2").module, part)(back))  # noqa: S704  a template made it


def escape(text: str) -> str:
    """Return text that every Markdown dialect shows as it is."""
    return _kept(text) if len(text) <= _SHORT else _escaped(text)


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    text = _COLON.sub("&#58;", text.translate(_TABLE))
    text = _WWW.sub(r"\1&#46;", text)
    text = _ADMONITION.sub(r"\1\\!", _IMAGE.sub(r"\\!", text))
    text = _LIST_NUMBER.sub(r"\1\\\2", text)
    text = _LIST_SIGN.sub(r"\1\\\2", text)
    return _BLANK_ENDS.sub(lambda found: "".join(f"&#{ord(blank)};" for blank in found[0]), text)


#: Titles and units come again on every card; long texts are not kept.
_SHORT = 400
_kept = lru_cache(maxsize=4096)(_escaped)


@lru_cache(maxsize=16)
def environment(folders: tuple[str, ...] = (), language: Language = ENGLISH) -> Environment:
    """The environment of Markdown templates: what they print is escaped unless it is Markdown already.

    Args:
        folders: Folders whose templates come before the packaged ones.
        language: Whose words they place.
    """
    made = environment_of(folders, language, finalize=_finalize)
    made.globals.update(
        drawn=lambda back, part: _drawn(made, back, part),
    )
    return made


def _finalize(value: Any) -> Any:
    from markupsafe import Markup

    if isinstance(value, Markup):
        return value
    return Markup(escape(str(value)))  # noqa: S704  escaped for Markdown, which is what is printed
