"""A report card as Markdown. Text is escaped so that it stays text in CommonMark, GitHub's and older dialects."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from reportcard.render.view import card_view
from reportcard.results.card import ReportCard

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
_IMAGE = re.compile(r"!(?=\\\[)")
_ADMONITION = re.compile(r"^(\s*)!(?=!!)")
#: Blanks at the ends that are no plain space: parsers drop them, and emphasis does not begin before one.
_BLANK_ENDS = re.compile(r"^[^\S ]+|[^\S ]+$")


def to_markdown(card: ReportCard) -> str:
    """Return a card as Markdown."""
    view = card_view(card)
    return environment().get_template("card.md.j2").render(card=view, back=_back(view.back))


@lru_cache(maxsize=64)
def _back(back: Back) -> Markup:
    """The back of a card, written once for all cards that share it."""
    from markupsafe import Markup

    return Markup(environment().get_template("back.md.j2").render(back=back))  # noqa: S704  a template of ours made it


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


@cache
def environment() -> Environment:
    """The one environment of Markdown templates: what they print is escaped unless it is Markdown already."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("reportcard.render"),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )


def _finalize(value: Any) -> Any:
    from markupsafe import Markup

    if isinstance(value, Markup):
        return value
    return Markup(escape(str(value)))  # noqa: S704  escaped for Markdown, which is what is printed
