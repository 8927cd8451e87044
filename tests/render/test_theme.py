"""Themes: what makes a card one's own is checked to be readable and to fetch nothing."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from reportcard.render import to_html, to_markdown
from reportcard.render.palette import contrast
from reportcard.render.theme import MOST_LOGO, Colours, Theme
from tests.render.cards import school_card
from tests.render.page import Page

PNG = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
SVG = "data:image/svg+xml;base64," + base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()


def test_names_logo_and_colours_reach_the_card() -> None:
    """A theme's names stand in place of the framework's; its logo is an image with a name; its colours are used."""
    theme = Theme(
        logo=PNG, logo_name="Arms of Northshire", authority="Northshire Council", title="Our schools",
        light=Colours(accent="#7a1f5c"), palette="traffic-light", extra_css=".rc h1{letter-spacing:.02em}",
    )  # fmt: skip
    html = to_html(school_card(), theme=theme)
    image = Page(html).all("img")[0]

    assert image.attributes == {"class": "logo", "src": PNG, "alt": "Arms of Northshire"}
    for told in ("Northshire Council", "Our schools", "--accent:#7a1f5c", ".c2e8b57{", ".rc h1{letter-spacing:.02em}"):
        assert told in html
    assert "Our schools" in to_markdown(school_card(), theme=theme)


@pytest.mark.parametrize("name", ["parents", "school", "children", "technical"])
def test_every_audience_takes_a_theme(name: str) -> None:
    """A theme works for every audience."""
    assert "Our schools" in to_html(school_card(), name, theme=Theme(title="Our schools", palette="orange-blue"))


@pytest.mark.parametrize("colours", [
    {"ink": "#888888"}, {"accent": "#f0a35e"}, {"muted": "#9aa5ae"}, {"paper": "#12181d"}, {"accent": "red"},
    {"accent": "#12508f;}"}, {"accent": "var(--x)"}, {"shade": "#000000"},
])  # fmt: skip
def test_colours_that_cannot_be_read_are_refused(colours: dict[str, str]) -> None:
    """Text with a contrast below 4.5, and what is no colour, is refused."""
    with pytest.raises(ValidationError):
        Colours.model_validate(colours)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_whatever_accent_is_taken_can_be_read(accent: str) -> None:
    """Each accent is either refused or has a contrast of at least 4.5 on both backgrounds."""
    try:
        colours = Colours(accent=accent)
    except ValidationError:
        assert min(contrast(accent, "#ffffff"), contrast(accent, "#f1f4f7")) < 4.5
    else:
        assert min(contrast(accent, colours.paper), contrast(accent, colours.soft)) >= 4.5


@pytest.mark.parametrize("logo", [
    "https://example.org/logo.png", "//example.org/x.png", "javascript:alert(1)", "data:text/html;base64,AAAA",
    "data:image/png;base64,!!!!", "data:image/png;base64,AAAA", 'data:image/png;base64,AAAA" onerror="x',
    PNG.replace("image/png", "image/jpeg"), SVG.replace("svg+xml", "svg"), "data:image/png;base64," + "A" * MOST_LOGO,
])  # fmt: skip
def test_logos_that_are_no_image_are_refused(logo: str) -> None:
    """A logo is an image in the page itself, of a kind that shows no script, and not large."""
    with pytest.raises(ValidationError):
        Theme(logo=logo, logo_name="Logo")


def test_a_logo_has_a_name() -> None:
    """A logo without a name is refused; an SVG logo with one is taken, as an image, where scripts never run."""
    with pytest.raises(ValidationError, match="logo_name"):
        Theme(logo=PNG)
    assert Page(to_html(school_card(), theme=Theme(logo=SVG, logo_name="Arms"))).all("img")[0].attributes["src"] == SVG


@pytest.mark.parametrize("css", [
    "</style><script>", "a{} <!--", "@import 'x.css'", "@IMPORT url(x)", "a{background:url(https://example.org/x)}",
    "a{background:url( 'http://x' )}", "a{background:u\\72l(//x)}", "a{background:\\75 rl(//x)}", "@im/**/port 'x'",
    "@\\69mport 'x'", "a{background:image-set('x.png' 1x)}", "a{src:src('x')}", "@namespace 'x'",
    "a{content:'\\3c/style>'}", "a{background:u\\rl(//x)}",
])  # fmt: skip
def test_extra_css_fetches_nothing_and_stays_in_its_place(css: str) -> None:
    """Rules that end the style element, import, or fetch from elsewhere are refused, however they are written."""
    with pytest.raises(ValidationError):
        Theme(extra_css=css)


@pytest.mark.parametrize("css", [
    "", ".rc h1{color:#123456}", ".rc .top{background:url(data:image/png;base64,AAAA)}",
    ".rc li::marker{content:'\\2013 '}", "@media print{.rc h1{font-size:14pt}}",
])  # fmt: skip
def test_extra_css_that_is_taken(css: str) -> None:
    """Plain rules, images in the rules themselves, and signs by number are taken."""
    assert css in to_html(school_card(), theme=Theme(extra_css=css))
