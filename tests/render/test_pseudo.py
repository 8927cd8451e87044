"""Nothing on a card was left in English: its text in a language of accents is accents, or the card's own data."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

import reportcard as rc
from reportcard.datasets import sample_schools
from reportcard.render.alternatives import with_alternatives
from reportcard.render.audience import AUDIENCES, SCHOOL, TECHNICAL
from reportcard.render.index import IndexRow, to_index
from reportcard.results.card import ReportCard
from reportcard.results.text import visible
from tests.engine.trees import framework
from tests.engine.trees import leaf as leaf_of
from tests.render.cards import CARDS, leaf, mean, school_card, small_card
from tests.render.page import Page
from tests.render.pseudo import MIRRORED, PSEUDO, accented, texts, untold

#: Fields whose texts are the library's own, told in the language of the card.
_OWN = {"reason", "status", "kind", "direction", "controllable", "weight_standing", "cut_standing", "bands_inclusive"}


def _with_rule_of_the_engine() -> ReportCard:
    """A rule without a sentence, one that the engine told, a stand-in, a code beside a value, a sum in words."""
    from reportcard.results.card import RuleTrace

    card = CARDS["ruled"]()
    overall = card.overall
    rules = (
        RuleTrace(id="overall/a", effect="cap", before="no grade", after="B"),
        RuleTrace(id="overall/b", effect="add", before="60.5", after="61.5", text="60.5 became 61.5"),
    )
    best = overall.children[0].model_copy(
        update={"about": overall.children[0].about.model_copy(update={"kind": "best", "rounding": None})}
    )
    parts = mean("stand", "Stand", 20, (
        leaf("s", "Stood in", 50, None, (0, 100)).model_copy(update={"stand_in": 12.5}),
        leaf("t", "Limit", 50, 3.5, (0, 100), code="LOW", unit="years"),
    ))  # fmt: skip
    return card.model_copy(
        update={
            "overall": overall.model_copy(update={"rules": rules, "children": (best, parts, *overall.children[2:])})
        }
    )


SAMPLES = {**CARDS, "small": small_card, "engine": _with_rule_of_the_engine}


def _data(value: Any, name: str = "") -> Iterator[str]:
    """Every text of a card that is its document's or its data's."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from (visible(key), visible(key).replace("_", " ").strip().capitalize()) if name == "context" else ()
            yield from (key,) if name in ("rules", "grade_probabilities") else ()
            yield from _data(each, key)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _data(each, name)
    elif isinstance(value, str) and name not in _OWN:
        yield visible(value)


def _foreign(text: str, card: ReportCard) -> list[str]:
    """What of a text is neither the card's data nor told in the language of accents."""
    engine = ("no grade", "no score")  # what a rule began with: told in the language, held in English
    told = {each for each in _data(card.model_dump(mode="json")) if each and each not in engine}
    ends = {each.removesuffix(".") for each in told} | {each[:1].upper() + each[1:] for each in told}
    return untold(text, told | ends)


def _of_markdown(text: str) -> str:
    return html.unescape(re.sub(r"\\([\\`*_{}\[\]#+.!)-])", r"\1", text))


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("sample", SAMPLES)
def test_no_word_is_left_in_english(sample: str, audience: str) -> None:
    """Every run of letters of a card in en-XA is accented, or is the card's own data; no number has English signs."""
    card = SAMPLES[sample]()
    page = Page(with_alternatives(card.to_html(audience, language=PSEUDO), PSEUDO))

    assert _foreign(texts(page), card) == []
    assert _foreign(_of_markdown(card.to_markdown(audience, language=PSEUDO)), card) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_no_word_of_plain_text_is_left_in_english(sample: str) -> None:
    """The same of ``explain()``: the whole card, and any of its parts."""
    card = SAMPLES[sample]()

    assert _foreign(card.explain(language=PSEUDO), card) == []
    assert [_foreign(card.explain(node.id, language=PSEUDO), card) for node in card.nodes()] == [[]] * len(
        [*card.nodes()]
    )


def test_how_sure_it_is_is_told() -> None:
    """Intervals, likelier grades, draws, correlated errors, what is taken as exact, and a rule that may fire."""
    card = sure_card()

    assert _foreign(card.explain(language=PSEUDO), card) == []
    assert len(_foreign(card.explain(), card)) > 50


def sure_card() -> ReportCard:
    """A school at a cut score and near a rule, one of whose measures has no known error."""
    rule = {"id": "r", "when": {"node": "a", "below": 50}, "note": "Low."}
    children = [leaf_of("a"), leaf_of("b"), leaf_of("c")]
    tree = {"id": "all", "combine": "mean", "children": children, "round": 1, "grades": "letters", "rules": [rule]}
    record = {"id": "7", "a": 54.0, "a_standard_error": 6, "b": 55.5, "b_standard_error": 2, "c": 55.0}
    return rc.score(record, framework(tree), uncertainty=rc.Uncertainty(correlation=0.3))


@pytest.mark.parametrize("audience", [SCHOOL, TECHNICAL], ids=["school", "technical"])
def test_every_section_is_told(audience: Any) -> None:
    """Sections that no audience of the library has together are told, too."""
    card = CARDS["history"]()
    everyone = audience.model_copy(
        update={"sections": ("glance", "evidence", "certainty", "weights", "context", "changes", "similar")}
    )

    assert _foreign(texts(Page(card.to_html(everyone, language=PSEUDO))), card) == []


def test_a_scored_card_is_told() -> None:
    """A card as scoring makes it."""
    card = rc.score(sample_schools(1))[0]

    # How measures are scored holds the ids of what they take; tests/results/test_told.py reads it alone.
    for audience in AUDIENCES.values():
        assert _foreign(texts(Page(card.to_html(audience.without("methods"), language=PSEUDO))), card) == []


def test_the_list_of_cards_is_told() -> None:
    """The page that lists cards is in their language, whatever its order."""
    card = CARDS["school"]()
    nothing = school_card(overall=CARDS["bare"]().overall)
    for order in ("name", "given"):
        rows = [IndexRow.of(each, "a.html", PSEUDO) for each in (card, nothing, CARDS["profile"]())]
        page = Page(to_index(rows, card.framework, order=order, language=PSEUDO))  # type: ignore[arg-type]

        assert _foreign(texts(page), card) == []
        assert page.all("html")[0].attributes == {"lang": "en-XA", "dir": "ltr"}


def test_english_is_what_the_test_would_find() -> None:
    """The same card in English has hundreds of words that are neither."""
    card = CARDS["history"]()

    assert len(_foreign(texts(Page(card.to_html("parents"))), card)) > 100


def test_the_direction_is_the_language_s() -> None:
    """A language that is written from right to left makes the page so, with its own tag."""
    page = Page(school_card().to_html("parents", language=MIRRORED))
    element = Page(f"<body>{school_card().to_html('parents', language=MIRRORED, fragment=True)}</body>").all("div")[0]

    assert page.all("html")[0].attributes == {"lang": "he-XA", "dir": "rtl"}
    assert (element.attributes["lang"], element.attributes["dir"]) == ("he-XA", "rtl")


def test_messages_are_longer() -> None:
    """A message keeps its places and grows by two fifths: 20 letters by 8."""
    assert accented("{a} of the {b}, now. ") == "⟦{a} öƒ ţĥé {b}, ñöŵ. ~~~~~~~~⟧"
