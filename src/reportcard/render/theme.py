"""How an authority makes a card its own: colours that are checked to be readable, its logo, its names, its palette."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from reportcard.render.palette import DARK_PAPER, Palette, contrast
from reportcard.results.text import visible

#: Contrast that text needs against its background (WCAG 2.2, 1.4.3).
LEAST_CONTRAST = 4.5
#: Largest logo, in characters of its address: every card carries it.
MOST_LOGO = 200_000
_IMAGE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,([A-Za-z0-9+/]+={0,2})")
_BEGINNINGS = {"png": b"\x89PNG", "jpeg": b"\xff\xd8\xff", "gif": b"GIF8", "webp": b"RIFF"}
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_FETCHING = re.compile(r"@import|@namespace|image-set\s*\(|(?<![a-z-])src\s*\(|url\s*\(\s*(?![\"']?data:image/)")


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        raise ValueError(f"a colour is written as #rrggbb, not {text!r}")
    return text.lower()


def _logo(text: str) -> str:
    if len(text) > MOST_LOGO:
        raise ValueError(f"the logo has {len(text):,} characters; at most {MOST_LOGO:,} are taken. Make it smaller.")
    found = _IMAGE.fullmatch(text)
    if text and found is None:
        raise ValueError(
            "a logo is an image in the page itself: data:image/png;base64,… (or jpeg, gif, webp, svg+xml). No address "
            "is fetched."
        )
    if found is not None:
        _check_image(found[1], found[2])
    return text


def _check_image(kind: str, data: str) -> None:
    try:
        image = base64.b64decode(data, validate=True)
    except (ValueError, binascii.Error):
        raise ValueError("the logo is no base64 text") from None
    begins = image.startswith(_BEGINNINGS[kind]) if kind in _BEGINNINGS else b"<svg" in image
    if not begins:
        raise ValueError(f"the logo says that it is {kind}, and it is not")


def _css(text: str) -> str:
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", text)).lower()
    if "<" in text or "<" in plain:
        raise ValueError("extra CSS has no <: it stands inside the page's style element")
    if found := _FETCHING.search(plain):
        raise ValueError(f"extra CSS fetches nothing from elsewhere, and this has {found[0]!r}; use data:image/… in it")
    return text


def _unescaped(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else 0
    return chr(number) if 0 < number < 0x110000 else found[2] or ""


Colour = Annotated[str, AfterValidator(_colour)]


class Colours(BaseModel):
    """Colours of a page, as ``#rrggbb``.

    Attributes:
        paper: The page.
        soft: The box of the overall result.
        ink: Text.
        muted: Small print and heads of tables.
        accent: Links, and the line at the top.
        line: Lines between rows.

    Raises:
        ValidationError: Text would have a contrast below 4.5 to 1 against its background.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    paper: Colour = "#ffffff"
    soft: Colour = "#f1f4f7"
    ink: Colour = "#14202b"
    muted: Colour = "#4d5a66"
    accent: Colour = "#0b4f8a"
    line: Colour = "#c6ced5"

    @model_validator(mode="after")
    def _readable(self) -> Colours:
        for text in ("ink", "muted", "accent"):
            for paper in ("paper", "soft"):
                found = contrast(getattr(self, text), getattr(self, paper))
                if found < LEAST_CONTRAST:
                    raise ValueError(
                        f"{text} {getattr(self, text)} on {paper} {getattr(self, paper)} has a contrast of "
                        f"{found:.2f} to 1; text needs {LEAST_CONTRAST}. Take a darker or a lighter one."
                    )
        return self


class Dark(Colours):
    """Colours of a page for readers who chose dark pages, as :class:`Colours`."""

    paper: Colour = DARK_PAPER
    soft: Colour = "#1c252c"
    ink: Colour = "#e9eef2"
    muted: Colour = "#aab6c0"
    accent: Colour = "#8ec5ff"
    line: Colour = "#3d4a54"


class Theme(BaseModel):
    """How a card looks.

    Attributes:
        palette: Colours of grades: the ``framework``'s own (``orange-blue`` where it has none), ``orange-blue``, or
            ``traffic-light``.
        light: Colours of the page.
        dark: Colours for readers who chose dark pages.
        logo: An image as ``data:image/png;base64,…``, of at most 200,000 characters.
        logo_name: What the logo shows, for those who do not see it.
        authority: Name of the issuer in place of the framework's.
        title: Name of the card in place of the framework's title.
        extra_css: Rules added at the end of the style sheet. They fetch nothing.

    Raises:
        ValidationError: A colour is none, text would not be readable, the logo is no image or has no name, or the
            extra CSS could leave its place or fetch something.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    palette: Palette = "framework"
    light: Colours = Colours()
    dark: Dark = Dark()
    logo: Annotated[str, AfterValidator(_logo)] = ""
    logo_name: Annotated[str, AfterValidator(visible)] = ""
    authority: Annotated[str, AfterValidator(visible)] = ""
    title: Annotated[str, AfterValidator(visible)] = ""
    extra_css: Annotated[str, AfterValidator(_css)] = ""

    @model_validator(mode="after")
    def _named(self) -> Theme:
        if self.logo and not self.logo_name:
            raise ValueError("a logo needs logo_name, for those who do not see it")
        return self


DEFAULT = Theme()
