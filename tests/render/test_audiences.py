"""Whom a card is for: sections in their order, words that readers can read, and nothing that is not theirs."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

import reportcard as rc
from reportcard.errors import UnknownNameError
from reportcard.render import to_html, to_markdown
from reportcard.render.audience import AUDIENCES, CHILDREN, PARENTS, SCHOOL, Audience
from reportcard.render.headline import headline
from reportcard.render.messages import HEADINGS
from reportcard.render.view import CardView
from reportcard.results.card import NodeResult, ReportCard
from tests.render.cards import CARDS, bare_card, history_card, profile_card, school_card
from tests.render.page import Page
from tests.render.readability import reading_age, sentences, syllables

EVERY = [(name, audience) for name in CARDS for audience in AUDIENCES]


def _sample() -> list[ReportCard]:
    from reportcard.datasets import sample_schools

    return list(rc.score(sample_schools(300)))


# --- words -----------------------------------------------------------------------------------------------------------


def test_parents_can_read_every_card_of_the_sample() -> None:
    """The running text of the parents' card asks for a reading age of at most 11, for each of 300 sample schools."""
    ages = [reading_age(sentences(Page(to_html(card, "parents")))) for card in _sample()]

    assert max(ages) <= 11


@pytest.mark.parametrize("audience", ["parents", "children"])
@pytest.mark.parametrize("name", CARDS)
def test_cards_of_every_kind_can_be_read(name: str, audience: str) -> None:
    """So do cards with earlier years, without data, of profiles, and with rules."""
    assert reading_age(sentences(Page(to_html(CARDS[name](), audience)))) <= 11


def test_reading_age_by_hand() -> None:
    """The cat sat on the mat: 6 words, 6 syllables, 1 sentence: 0.39 x 6 + 11.8 x 1 - 15.59 = -1.45, age 3.55."""
    assert reading_age(["The cat sat on the mat"]) == pytest.approx(3.55)
    words = {"school": 1, "measure": 2, "middle": 2, "little": 2, "pupils": 2, "changes": 2, "result": 2, "grade": 1}
    assert {word: syllables(word) for word in words} == words


@pytest.mark.parametrize(("name", "audience"), EVERY)
def test_nothing_is_printed_for_what_is_not_there(name: str, audience: str) -> None:
    """No card prints None, nan or an empty list item, in HTML or in Markdown."""
    card = CARDS[name]()
    page = Page(to_html(card, audience))

    assert not re.search(r"\b(None(?! of)|nan|NaN|null|Undefined)\b", page.text + to_markdown(card, audience))
    assert all(element.text.strip() for element in page.all("li", "p", "h2", "h3", "dt", "dd", "td", "th"))


def test_children_get_no_numbers_letters_or_other_schools() -> None:
    """The children's card has words: no score, no letter of a grade, no comparison with other schools."""
    main = Page(to_html(history_card(), "children")).all("main")[0].text

    assert "Strong" in main
    assert "(B)" not in main
    assert "61" not in main
    assert "similar" not in main.lower()
    assert len(headline(history_card()).sentences) > len(CardView(history_card(), CHILDREN).headline.sentences)


def test_letters_stand_only_where_the_framework_has_them() -> None:
    """A grade without a letter is shown by its words alone, for every audience."""
    page = Page(to_html(school_card(), "parents")).text

    assert "Good" in page
    assert not re.search(r"Good \(", page)


# --- numbers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("card", [*_sample()[:60], school_card(), history_card()], ids=lambda card: card.school.id)
def test_the_grade_printed_is_that_of_the_number_printed(card: ReportCard) -> None:
    """For every node, the score as the card prints it lies in the band whose words the card prints."""
    for row, node in zip(CardView(card).weights, card.nodes(), strict=True):
        if node.score is not None and node.grade is not None and not node.rules:
            assert row.tag is not None
            assert f"({node.grade})" in row.tag.words or row.tag.words == node.grade
            assert _band_of(float(row.score.replace("−", "-")), node) == node.grade


def _band_of(score: float, node: NodeResult) -> str:
    return next(band.grade for band in node.about.bands if band.start is None or score >= band.start)


@pytest.mark.parametrize("name", CARDS)
def test_missing_never_prints_as_zero(name: str) -> None:
    """A node without a score has words in the place of its score, in the glance and in the technical account."""
    view, card = CardView(CARDS[name](), PARENTS), CARDS[name]()
    missing = [row.score for row, node in zip(view.weights, card.nodes(), strict=True) if node.score is None]
    glanced = [row.score for row in view.glance.rows if row.is_missing] if view.glance else []

    assert set(missing + glanced) <= {"no score"}
    assert name != "bare" or len(missing) > 10


# --- sections --------------------------------------------------------------------------------------------------------


def test_sections_stand_in_the_order_of_the_audience() -> None:
    """An audience of one's own has the sections that it names, in its order, in HTML and in Markdown."""
    own = Audience(name="governors", title="For governors", sections=("evidence", "similar", "glance"))
    heads = [HEADINGS["evidence"], HEADINGS["similar"], HEADINGS["glance"]]

    assert [h2.text for h2 in Page(to_html(history_card(), own)).all("h2")] == heads
    assert re.findall(r"^## (.*)$", to_markdown(history_card(), own), re.MULTILINE)[:3] == heads
    assert "For governors" in to_html(history_card(), own)


def test_the_school_sees_everything() -> None:
    """The card for schools has sums, measures, similar schools, context, rules, and how far it can influence each."""
    text = Page(to_html(history_card())).text

    for told in ("How the result is made up", "Each part in detail", "Similar School 4", "About the school",
                 "Rules that applied", "The school can influence it fully.", "Whose numbers these are"):  # fmt: skip
        assert told in text


def test_ranks_are_shown_where_the_audience_wants_them() -> None:
    """Without ranks, the similar schools are listed and the school's place among them is not told."""
    quiet = SCHOOL.model_copy(update={"ranks": False})

    assert "The score is higher than that of 5 of 7 similar schools." in Page(to_html(history_card())).text
    assert "higher than that of" not in Page(to_html(history_card(), quiet)).text


def test_profiles_have_no_strengths() -> None:
    """What a framework does not weigh has no strengths and weaknesses, for any audience."""
    for audience in AUDIENCES.values():
        assert CardView(profile_card(), audience).strengths is None
    assert "What goes well" not in to_html(profile_card(), "parents")


def test_a_card_without_earlier_years_leaves_them_out() -> None:
    """No heading stands over nothing."""
    for audience in AUDIENCES:
        assert "What changed" not in to_html(bare_card(), audience)


def test_ids_differ_between_cards() -> None:
    """Two cards on one page share no id: of two schools, two years, two languages or two audiences."""
    card = school_card()
    other = card.model_copy(update={"framework": card.framework.model_copy(update={"year": "2010"})})
    pages = [to_html(card), to_html(other), to_html(card, lang="cy"), to_html(card, SCHOOL.without("rules").model_copy(
        update={"name": "other"}))]  # fmt: skip
    ids = [{e.attributes["id"] for e in Page(html).elements if "id" in e.attributes} for html in pages]

    assert all(ids)
    assert len(set.union(*ids)) == sum(map(len, ids))


def test_right_to_left() -> None:
    """A page says its language, and the direction that goes with it; charts stay as they are."""
    page = Page(to_html(school_card(), lang="ur-PK"))

    assert page.all("html")[0].attributes == {"lang": "ur-PK", "dir": "rtl"}
    assert Page(to_html(school_card(), lang="pl")).all("html")[0].attributes["dir"] == "ltr"


# --- what is refused -------------------------------------------------------------------------------------------------


def test_unknown_audience() -> None:
    """A slip in an audience's name is told, with the name that was probably meant."""
    with pytest.raises(UnknownNameError, match=r"no audience 'parent'\. Did you mean 'parents'"):
        to_html(school_card(), "parent")


def test_unknown_section() -> None:
    """A section that no template has is told, in HTML and in Markdown."""
    own = Audience(name="own", sections=("sumary",))

    for render in (to_html, to_markdown):
        with pytest.raises(UnknownNameError, match=r"no section 'sumary'\. Did you mean 'summary'"):
            render(school_card(), own)


@pytest.mark.parametrize("fields", [
    {"sections": ("summary", "summary")}, {"sections": ()}, {"sections": ("summary",), "words": "long"},
    {"sections": ("summary",), "findings": -1}, {"sections": ("summary",), "section": "x"},
])  # fmt: skip
def test_audiences_are_checked(fields: dict[str, object]) -> None:
    """An audience with a section twice, with none, or with unknown words or fields is refused."""
    with pytest.raises(ValidationError):
        Audience.model_validate({"name": "own", **fields})
