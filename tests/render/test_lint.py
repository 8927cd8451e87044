"""Every page obeys the lint, and every rule of the lint finds its fault."""

from __future__ import annotations

import pytest

from tests.browser.matrix import AUDIENCES, DIRECTIONS, PAGES, PALETTES, SAMPLES, html, page
from tests.render import css
from tests.render.lint import RULES, lint

GOOD = """<!DOCTYPE html>
<html lang="en" dir="ltr"><head>
<meta name="viewport" content="width=device-width, initial-scale=1"><title>A page</title>
<style>:root{--paper:#ffffff;--ink:#14202b}@media screen and (prefers-color-scheme:dark){:root{--paper:#12181d;
--ink:#e9eef2}}body{background:var(--paper);color:var(--ink)}p{margin-inline:1rem}</style>
</head><body><main><h1 id="top">Name</h1><h2>Part</h2><p>Score: 61 <svg aria-hidden="true"><path d="M0 0v1"/></svg></p>
<table role="table"><caption>What</caption>
<thead role="rowgroup"><tr role="row"><th scope="col">A</th><th scope="col">B</th></tr></thead>
<tbody role="rowgroup"><tr role="row"><th scope="row">a</th><td role="cell">1</td></tr></tbody></table>
<p><a href="#top">Up</a></p></main></body></html>"""


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(("sample", "audience"), PAGES)
def test_every_page_obeys(sample: str, audience: str, direction: str) -> None:
    """No rule finds anything in any card for any audience, or in the list of cards."""
    assert lint(page(sample, audience, direction)) == []


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_palette_obeys(palette: str, audience: str) -> None:
    """Text is readable and styles are sound in every palette of grades."""
    assert lint(html(SAMPLES["school"](), audience, palette=palette)) == []


def test_a_good_page_has_no_fault() -> None:
    """The page that the following tests spoil has nothing wrong with it."""
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    ("rule", "part", "instead"),
    [
        ("well_formed", "</main>", ""),
        ("well_formed", "<main>", "<main><!-- made by hand -->"),
        ("well_formed", '<h1 id="top"', '<h1 id="top" id="top"'),
        ("unique_ids", "<h2>", '<h2 id="top">'),
        ("references", "#top", "#bottom"),
        ("references", "<table ", '<table aria-labelledby="bottom" '),
        ("document", 'lang="en"', 'lang="English"'),
        ("document", ' lang="en"', ""),
        ("document", ' dir="ltr"', ""),
        ("document", "<title>A page</title>", "<title></title>"),
        ("document", "initial-scale=1", "initial-scale=1, maximum-scale=1"),
        ("document", '<meta name="viewport" content="width=device-width, initial-scale=1">', ""),
        ("headings", "<h2>Part</h2>", "<h3>Part</h3>"),
        ("headings", "<h2>Part</h2>", "<h1>Part</h1>"),
        ("tables", "<caption>What</caption>", ""),
        ("tables", "<caption>What</caption>", "<caption> </caption>"),
        ("tables", '<th scope="col">A', "<th>A"),
        ("tables", '<th scope="row">a</th>', '<td role="cell">a</td>'),
        ("tables", '<th scope="col">B</th>', '<td role="cell">B</td>'),
        ("tables", '<th scope="col">B</th>', ""),
        ("roles", '<tbody role="rowgroup">', "<tbody>"),
        ("graphics", ' aria-hidden="true"', ""),
        ("graphics", ' aria-hidden="true"', ' aria-label="no role"'),
        ("graphics", "Score: 61", ""),
        ("graphics", '<path d="M0 0v1"/>', "<text>61</text>"),
        ("graphics", "<svg ", '<img src="data:image/png;base64,AA=="><svg '),
        ("nothing_empty", "<td role=\"cell\">1</td>", '<td role="cell"> </td>'),
        ("nothing_empty", "<td role=\"cell\">1</td>", '<td role="cell">nan</td>'),
        ("nothing_empty", "<h2>Part</h2>", '<h2>Part</h2><p><span class="red"></span> !</p>'),
        ("inert", "<h2>", "<script>1</script><h2>"),
        ("inert", "<h2>", '<h2 onclick="f()">'),
        ("inert", "<h2>", '<h2 style="color:red">'),
        ("inert", "#top\"", 'javascript:f()"'),
        ("inert", "#top\"", '//elsewhere"'),
        ("inert", "<h2>", '<link rel="stylesheet" href="./x.css"><h2>'),
        ("inert", "<h2>", '<img src="./x.png" alt="x"><h2>'),
        ("inert", "<title>", '<meta http-equiv="Refresh" content="0"><title>'),
        ("style", "margin-inline:1rem", "background:url(x.png)"),
        ("style", "margin-inline:1rem", "transition:all 1s"),
        ("style", "margin-inline:1rem", "outline:none"),
        ("style", "margin-inline:1rem", "margin-left:1rem"),
        ("style", "margin-inline:1rem", "text-align:right"),
        ("style", "margin-inline:1rem", "min-width:900px"),
        ("style", "margin-inline:1rem", "text-indent:-999em"),
        ("style", "<style>", "<style>@import 'x';"),
        ("colours", "--ink:#14202b", "--ink:#777777"),
        ("colours", "--ink:#e9eef2", "--ink:#333333"),
        ("colours", "margin-inline:1rem", "color:#888888;background:#ffffff"),
        ("colours", "margin-inline:1rem", "color:#888"),
        ("colours", "margin-inline:1rem", "background:#444444"),
    ],
)  # fmt: skip
def test_every_rule_finds_its_fault(rule: str, part: str, instead: str) -> None:
    """A page that is spoilt in one place has that fault found by the rule that is for it."""
    assert part in GOOD
    found = lint(GOOD.replace(part, instead, 1))

    assert any(fault.startswith(f"{rule}: ") for fault in found), found


def test_every_rule_has_a_failing_page() -> None:
    """No rule goes without a page that breaks it, and every rule says what it is for."""
    marks = test_every_rule_finds_its_fault.pytestmark  # type: ignore[attr-defined]
    assert {case[0] for mark in marks for case in mark.args[1]} == set(RULES)
    assert all(rule.__doc__ for rule in RULES.values())


def test_contrast_is_that_of_the_guidelines() -> None:
    """Black on white has 21 to 1; #777777 on white has 4.48 to 1, the well-known grey that just fails."""
    assert css.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert css.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_pairs_are_those_that_a_page_can_show() -> None:
    """Text that is set alone can stand on every paper that is set alone; a rule with both is a pair of its own."""
    sheet = ":root{--a:#111111;--b:#222222}@media print{:root{--b:#333333}}i{color:var(--a)}b{background:var(--b)}"
    sheet += "u{color:#fff;background:#000}"

    assert sorted(css.pairs(sheet)) == [
        ("@media print", "#fff on #000", "#ffffff", "#000000"),
        ("@media print", "var(--a) on var(--b)", "#111111", "#333333"),
        ("light", "#fff on #000", "#ffffff", "#000000"),
        ("light", "var(--a) on var(--b)", "#111111", "#222222"),
    ]
