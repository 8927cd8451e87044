"""Untrusted text in a real browser: thousands of hostile strings in every text of a card are read back as they went in.

Nothing of them runs and nothing is fetched, though the pages' content security policy is switched off here: it is a
second wall, and must not hide a hole in the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import pytest

from reportcard.render.index import IndexRow, to_index
from reportcard.results.card import ReportCard
from reportcard.results.text import visible
from tests.browser.conftest import Tab, Tabs
from tests.browser.matrix import AUDIENCES, SETTINGS, html
from tests.render.cards import small_card
from tests.render.corpus import corpus, writable
from tests.render.slots import MARK, places, square

#: The tests share the corpus among themselves; each loads so many cards at a time, in one page.
SHARES, TOGETHER = 4, 100
_TITLE, _BODY = re.compile(r"<title>.*?</title>", re.DOTALL), re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
#: Tells in which sections a page is not what it should be: each element with its attributes, each text, in order.
_COMPARE = """([marked, shown]) => {
    const read = section => { const found = [];
        const walk = document.createTreeWalker(section, NodeFilter.SHOW_ALL);
        while (walk.nextNode()) { const node = walk.currentNode;
            found.push(node.nodeType === 3 ? node.data : node.nodeType === 1
                ? `<${node.localName}${[...node.attributes].map(a => ` ${a.name}="${a.value}"`).join('')}>`
                : `(${node.nodeName})`) }
        return found };
    const page = document.implementation.createHTMLDocument('');
    page.body.innerHTML = marked;
    const expected = read(page.body.firstElementChild), sections = [...document.body.children];
    const wrong = sections.length === shown.length ? [] : [['sections', sections.length, shown.length]];
    sections.forEach((section, number) => {
        const found = read(section), wanted = expected.map(
            part => part.replace(/Qplace(\\d+)Q/g, (_, place) => (shown[number] ?? [])[Number(place)]));
        const at = wanted.findIndex((part, index) => part !== found[index]);
        if (at >= 0 || wanted.length !== found.length)
            wrong.push([wanted[at] ?? '', found[at] ?? '', wanted.length, found.length]) });
    return wrong }"""
_NOTES_WHAT_RUNS = """window.itRan = [];
    window.ran = number => { window.itRan.push(number) };
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'fetch'])
        window[name] = () => window.ran(name)"""


@pytest.fixture(scope="session")
def tab(tabs: Tabs) -> Tab:
    """A tab without a content security policy, in which whatever runs is noted."""
    made = tabs.without_policy
    made.page.add_init_script(_NOTES_WHAT_RUNS)
    return made


def section(html: str) -> str:
    """Title and body of a page as a section of another."""
    title, body = _TITLE.search(html), _BODY.search(html)
    assert title
    assert body
    return f"<section>{title[0]}{body[1]}</section>"


def compared(tab: Tab, marked: str, pages: Iterable[str], shown: list[list[str]]) -> tuple[list[Any], list[Any]]:
    """Where pages differ from the marked one with its marks replaced, and what ran in them, loaded as one page."""
    together = "".join(section(page) for page in pages)
    loaded = tab.open(f"<!DOCTYPE html><html lang=en><head><title>Cards</title></head><body>{together}</body></html>")
    loaded.wait_for_timeout(30)
    return loaded.evaluate(_COMPARE, [section(marked), shown]), loaded.evaluate("window.itRan")


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_string_in_every_text_is_only_text(tab: Tab, audience: str, share: int) -> None:
    """Each string of the corpus, in each text of a card: the page has the same elements and shows what went in."""
    texts, spots = writable(), places()
    marked, turns = _alike(html(spots.marked(), audience)), range(share, len(texts), SHARES)
    for start in range(0, len(turns), TOGETHER):
        chosen = [square(texts, len(spots), turn) for turn in turns[start : start + TOGETHER]]
        pages = (_alike(html(spots.filled(each), audience)) for each in chosen)
        wrong, ran = compared(tab, marked, pages, [spots.shown(each) for each in chosen])

        assert wrong == []
        assert ran == []
        assert tab.fetched == []
        assert tab.said == []


def _alike(page: str) -> str:
    """The page with the ids of every card: they begin with a hash of the school's id, which is one of the texts."""
    return re.sub(r"\brc[0-9a-f]{8}-", "rc-", page)


def test_every_string_in_the_list_is_only_text(tab: Tab) -> None:
    """Each string as the name and as the id of a school: the list of cards shows what went in."""
    texts, plain = writable(), small_card()

    def listed(names: Sequence[str]) -> str:
        cards = [_called(plain, name, names[-at]) for at, name in enumerate(names)]
        rows = [IndexRow.of(card, f"cards/{at}.html") for at, card in enumerate(cards)]
        return to_index(rows, plain.framework, palette=plain, order="given")

    marked = listed([f"Qplace{number}Q" for number in range(len(texts))])
    wrong, ran = compared(tab, marked, [listed(texts)], [[visible(text) for text in texts]])

    assert wrong == []
    assert ran == []
    assert tab.fetched == []


def _called(card: ReportCard, name: str, number: str) -> ReportCard:
    return card.model_copy(update={"school": card.school.model_copy(update={"name": name, "id": number})})


def test_the_policy_has_nothing_to_stop(tabs: Tabs) -> None:
    """With the content security policy on, it is never called upon: no card breaks it, whatever its texts say."""
    texts, spots = writable(), places()
    one = tabs.of(SETTINGS[0])
    for turn in range(0, len(texts), len(texts) // 20):
        one.open(html(spots.filled(square(texts, len(spots), turn))))

        assert one.fetched == []
        assert one.said == []


def test_the_corpus_is_large_and_its_strings_differ() -> None:
    """There are 2,000 strings and more, no two alike, of every kind that is told of."""
    texts = corpus()

    assert len(texts) >= 2000
    assert len({visible(text) for text in texts}) == len(texts)
    for kind in ("<script>", "javascript:", "onclick=", "url(", "{{", "[link", "\u202e", "\x00", "=cmd", "\uff1d"):
        assert any(kind in text for text in texts), kind


@pytest.mark.parametrize("code", ["<script>ran(", "<img src=x onerror=ran("])
def test_what_is_not_escaped_is_seen(tab: Tab, code: str) -> None:
    """A page whose texts are not escaped differs, runs code and fetches: the tests above can fail."""
    spots = places()
    hostile = next(text for text in writable() if text.startswith(code))
    marked, chosen = html(spots.marked()), [hostile] * len(spots)
    wrong, ran = compared(tab, marked, [MARK.sub(hostile, marked)], [spots.shown(chosen)])

    assert wrong
    assert ran
    assert bool(tab.fetched) == ("src" in code)


def test_one_letter_too_many_is_seen(tab: Tab) -> None:
    """A page that shows one text with one letter more differs."""
    spots = places()
    marked = html(spots.marked())
    spoilt = re.sub(r"Qplace10Q", "Qplace10Qx", marked, count=1)
    wrong, _ = compared(tab, marked, [spoilt], [[f"Qplace{number}Q" for number in range(len(spots))]])

    assert len(wrong) == 1
