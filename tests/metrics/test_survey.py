"""Survey shares and response rates."""

from __future__ import annotations

import pytest

from reportcard import Status
from reportcard.metrics import Parameters
from reportcard.metrics.survey import RESPONSE_RATE, SURVEY_SHARE, SurveyParameters
from tests.metrics.columns import NAN, columns


def share(positive, responses, invited, **parameters):
    """The share of one school."""
    read = columns(positive=[positive], responses=[responses], invited=[invited])
    return SURVEY_SHARE.compute(read, SurveyParameters(**parameters))


def test_a_share_by_hand():
    """45 of 60 answers agree: 75 %, on 60 answers, with an error of 100 √(0.75 × 0.25 ÷ 60)."""
    found = share(45, 60, 100)
    assert (found.value[0], found.n[0]) == (75, 60)
    assert found.standard_error[0] == pytest.approx(100 * (0.1875 / 60) ** 0.5)


def test_a_rate_by_hand():
    """60 of 100 who were asked answered: 60 %."""
    found = RESPONSE_RATE.compute(columns(responses=[60], invited=[100]), Parameters())
    assert (found.value[0], found.n[0]) == (60, 100)


def test_published_limits():
    """The interval is Wilson's, as published: 81 of 263 has limits 25.53 and 36.62 (Newcombe 1998)."""
    found = share(81, 263, 263)
    assert (found.lower[0], found.upper[0]) == (pytest.approx(25.53, abs=0.005), pytest.approx(36.62, abs=0.005))


@pytest.mark.parametrize(
    ("positive", "responses", "invited", "status", "note"),
    [
        (9, 9, 10, Status.SUPPRESSED, "too few answered"),
        (20, 29, 100, Status.LOW_COVERAGE, "fewer than 30 % of those asked answered"),
        (31, 30, 100, Status.INVALID, "more agree than answered, or more answered than were asked"),
        (20, 30, 29, Status.INVALID, "more agree than answered, or more answered than were asked"),
    ],
)
def test_answers_that_do_not_count(positive, responses, invited, status, note):
    """Too few answers, too small a part of those asked, or counts that cannot be: no share, and the card says why."""
    found = share(positive, responses, invited)
    assert (str(found.value[0]), Status.of(found.status[0])) == ("nan", status)
    assert [text for said, text in found.notes if said[0]] == [note]


def test_the_minima_are_the_framework_s():
    """A framework may ask for more answers, or for fewer."""
    assert share(9, 9, 10, minimum_responses=5).value.tolist() == [100]
    assert Status.of(share(60, 80, 100, minimum_rate=0.9).status[0]) is Status.LOW_COVERAGE


def test_a_published_percentage():
    """75 % of 60 answers is what 45 of 60 is: the same value, limits and error, and the same minima."""
    given, counted = share(75, 60, 100, percentages=True), share(45, 60, 100)
    for part in ("value", "n", "lower", "upper", "standard_error"):
        assert getattr(given, part)[0] == getattr(counted, part)[0]
    assert Status.of(share(100, 9, 10, percentages=True).status[0]) is Status.SUPPRESSED
    assert Status.of(share(100.5, 60, 100, percentages=True).status[0]) is Status.INVALID


def test_a_published_percentage_stays_as_it_is():
    """What was published to one decimal is not changed by way of a number of answers."""
    assert [share(value / 10, 263, 263, percentages=True).value[0] for value in range(1001)] == [
        value / 10 for value in range(1001)
    ]


def test_nobody_knows_how_many_were_asked():
    """Without the number asked nobody knows whom the answers stand for: no share."""
    assert Status.of(share(45, 60, NAN).status[0]) is Status.MISSING


def test_a_rate_that_cannot_be():
    """More answers than were asked for are invalid; where nobody was asked there is no rate."""
    found = RESPONSE_RATE.compute(columns(responses=[11, 0], invited=[10, 0]), Parameters())
    assert [Status.of(code) for code in found.status] == [Status.INVALID, Status.NOT_APPLICABLE]
