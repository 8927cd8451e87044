"""Report cards in a real browser: axe finds nothing, nothing is wider than the screen, focus is seen, text can grow."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from tests.browser.conftest import Tab, Tabs
from tests.browser.matrix import AUDIENCES, DIRECTIONS, NARROW, PAGES, SETTINGS, Case, Setting, cases, page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """options => axe.run(options).then(found => [...found.violations, ...found.incomplete].map(
    rule => `${rule.id} (${rule.help}): ${rule.nodes.map(node => node.html.slice(0, 200)).slice(0, 3).join(' ')}`))"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
    [...document.querySelectorAll('body *')].filter(e => { const b = e.getBoundingClientRect();
        return b.width && (b.right > document.documentElement.clientWidth + 1 || b.left < -1) })
    .map(e => e.outerHTML.slice(0, 120)).slice(0, 5)"""
#: The spacing that readers may set without losing anything (WCAG 2.2, 1.4.12).
_SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"


@cache
def _axe() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


def faults(tab: Tab, html: str, setting: Setting, direction: str) -> list[str]:
    """What axe finds wrong, or cannot decide, in a page."""
    shown = _opened(tab, html, setting, direction)
    shown.evaluate(_axe())
    found: list[str] = shown.evaluate(
        _RUN, {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}
    )
    return found


def _opened(tab: Tab, html: str, setting: Setting, direction: str) -> Any:
    shown = tab.open(html, setting.medium)
    shown.evaluate("direction => { document.documentElement.dir = direction }", direction)
    return shown


def _name(case: Case) -> str:
    sample, audience, setting, direction = case
    return f"{sample}-{audience}-{setting.name}-{direction}"


@pytest.mark.parametrize("case", list(cases()), ids=_name)
def test_axe_finds_nothing(tabs: Tabs, case: Case) -> None:
    """Axe finds no violation in a page, and nothing that it leaves undecided, however the page is looked at."""
    sample, audience, setting, direction = case

    assert faults(tabs.of(setting), page(sample, audience, direction), setting, direction) == []


@pytest.mark.parametrize(("sample", "audience"), PAGES)
def test_nothing_is_wider_than_the_screen(tabs: Tabs, sample: str, audience: str) -> None:
    """At 320 pixels and on a wide screen, in both directions, no page has to be moved sideways; nothing is fetched."""
    for setting in (NARROW, SETTINGS[0]):
        for direction in DIRECTIONS:
            tab = tabs.of(setting)
            shown = _opened(tab, page(sample, audience, direction), setting, direction)

            assert shown.evaluate(TOO_WIDE) == [], (setting.name, direction)
            assert tab.fetched == []
            assert tab.said == []


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sample", ["school", "long", "history:es"])
def test_text_may_be_spaced_and_doubled(tabs: Tabs, sample: str, audience: str) -> None:
    """Readers who space text out or double its size lose nothing: no text is cut off, nothing sticks out."""
    shown = tabs.of(NARROW).open(page(sample, audience, "ltr"))
    shown.add_style_tag(content=_SPACING)
    assert shown.evaluate(TOO_WIDE) == []
    assert shown.evaluate(_CUT_OFF) == []

    shown = tabs.of(SETTINGS[0]).open(page(sample, audience, "ltr"))
    shown.add_style_tag(content="html { font-size: 200% !important }")
    assert shown.evaluate(TOO_WIDE) == []
    assert shown.evaluate(_CUT_OFF) == []


#: Elements that hide a part of their text. Those of one pixel are for screen readers.
_CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => { const s = getComputedStyle(e);
    return e.clientWidth > 1 && /hidden|clip/.test(s.overflowX + s.overflowY) &&
        (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1) })
    .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("audience", AUDIENCES)
def test_focus_is_seen(tabs: Tabs, audience: str) -> None:
    """Whoever goes through a page with the keyboard sees where they are: what has the focus has an outline."""
    for setting in SETTINGS[:4]:
        for sample in ("school", "index"):
            shown = tabs.of(setting).open(page(sample, audience, "ltr"))
            stops = shown.locator("a[href], button, summary, [tabindex='0']").count()
            for _ in range(min(stops, 8)):
                shown.keyboard.press("Tab")
                style = shown.evaluate(
                    "() => { const s = getComputedStyle(document.activeElement);"
                    " return [document.activeElement.tagName, s.outlineStyle, parseFloat(s.outlineWidth)] }"
                )
                assert style[0] != "BODY"
                assert style[1] != "none", (setting.name, style)
                assert style[2] >= 1


#: Shapes of charts that do not stand out from what is behind them: by their filling, their line, or those of the shape
#: before or after them, which may be their halo.
_FAINT = """() => {
    const parts = colour => (colour.match(/[\\d.]+/g) ?? []).map(Number);
    const seen = colour => parts(colour).length > 2 && (parts(colour)[3] ?? 1) > 0.5;
    const light = colour => parts(colour).slice(0, 3).map(c => c / 255)
        .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const contrast = (one, other) => { const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05) };
    const behind = element => { for (let e = element; e; e = e.parentElement)
            if (seen(getComputedStyle(e).backgroundColor)) return getComputedStyle(e).backgroundColor;
        return 'rgb(255, 255, 255)' };
    const best = shape => { const style = getComputedStyle(shape), under = behind(shape.ownerSVGElement);
        return Math.max(1, ...[style.fill, style.stroke].filter(seen).map(colour => contrast(colour, under))) };
    const shapes = svg => [...svg.querySelectorAll('rect, path, circle, line, polyline, polygon, ellipse')];
    return [...document.querySelectorAll('svg')].flatMap(svg => shapes(svg).filter((shape, at, all) =>
        Math.max(...all.slice(Math.max(0, at - 1), at + 2).map(best)) < 3)).map(shape => shape.outerHTML) }"""


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "setting", [setting for setting in SETTINGS if setting is not NARROW], ids=lambda each: each.name
)
def test_marks_stand_out(tabs: Tabs, setting: Setting, audience: str) -> None:
    """Every shape of a chart, or its outline, has a contrast of 3 to 1 or more with the page (1.4.11)."""
    shown = _opened(tabs.of(setting), page("school", audience, "ltr"), setting, "ltr")

    assert shown.evaluate(_FAINT) == []


def test_faint_marks_are_seen(tabs: Tabs) -> None:
    """A chart in pale grey on white is found."""
    chart = '<svg width="9" height="9"><rect width="9" height="9" fill="#dddddd"/></svg>'
    shown = tabs.of(SETTINGS[0]).open(page("school", AUDIENCES[0], "ltr").replace("</main>", f"{chart}</main>"))

    assert len(shown.evaluate(_FAINT)) == 1


# --- the tests can fail ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "instead", "rule"),
    [
        ('lang="en"', "", "html-has-lang"),
        ("--muted:#4d5a66", "--muted:#c0c0c0", "color-contrast"),
        ("<h1>", "<h4>", "page-has-heading-one"),
        ('role="rowgroup"', 'role="listitem"', "aria-required-parent"),
    ],
)
def test_axe_sees_what_is_wrong(tabs: Tabs, part: str, instead: str, rule: str) -> None:
    """A page with a fault has it found: the language taken out, pale text, no heading, a role in the wrong place."""
    html = page("school", AUDIENCES[0], "ltr")
    assert part in html
    found = faults(tabs.of(SETTINGS[0]), html.replace(part, instead), SETTINGS[0], "ltr")

    assert any(fault.startswith(f"{rule} ") for fault in found), found


def test_what_is_too_wide_is_seen(tabs: Tabs) -> None:
    """A page with something wide, or with something far off to the side, has it found."""
    for css in ("main{width:900px}", ".kicker{position:absolute;inset-inline-end:-999em}"):
        html = page("school", AUDIENCES[0], "ltr").replace("</style>", f"{css}</style>", 1)

        assert tabs.of(NARROW).open(html).evaluate(TOO_WIDE)
