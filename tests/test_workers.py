"""Cards drawn in several processes: the same, in the same order; an end that is told; and never too many at a time."""

from __future__ import annotations

import os

import pytest

import reportcard as rc
from reportcard import workers
from reportcard.datasets import sample_schools
from reportcard.publish import publish
from reportcard.website.write import write_site
from tests.website.made import scored, tree


@pytest.fixture(autouse=True)
def processes_for_few_cards(monkeypatch):
    """Other processes are started for a handful of cards too."""
    monkeypatch.setattr(workers, "WORTH", 1)


def school_of(card):
    return card.school.id


def ended(card):
    os._exit(9)


def refusing(card):
    raise rc.UnknownNameError("school", card.school.id, ["S1"])


def test_a_site_made_by_two_processes_has_the_same_bytes(tmp_path):
    """Every file is that of a site made by one process, and every school is counted."""
    told: list[int] = []
    write_site(scored(), tmp_path / "one", rows=5)
    write_site(scored(), tmp_path / "two", rows=5, jobs=2, advance=told.append)
    assert tree(tmp_path / "two") == tree(tmp_path / "one")
    assert sum(told) == len(scored())


def test_cards_published_by_two_processes_have_the_same_bytes(tmp_path):
    """A folder of cards in Spanish, with PDFs, is that of one process, and every school is counted."""
    told: list[int] = []
    formats, cards = ["html", "md", "txt", "pdf", "json"], rc.score(sample_schools(3))
    publish(cards, tmp_path / "one", formats, language="es")
    publish(cards, tmp_path / "two", formats, language="es", jobs=2, advance=told.append)
    assert tree(tmp_path / "two") == tree(tmp_path / "one")
    assert len(tree(tmp_path / "one")) == 3 * 4 + 2
    assert sum(told) == 3


def test_what_is_slow_is_worth_processes_sooner(monkeypatch):
    """10 pages are drawn here; of what takes as long as 50 pages, 4 are as many as 200 and are drawn elsewhere."""
    monkeypatch.setattr(workers, "WORTH", 200)
    monkeypatch.setattr(workers, "_in_processes", lambda cards, draw, jobs, together: iter([("elsewhere", together)]))
    cards = list(rc.score(sample_schools(10)))
    assert len(list(workers.drawn(cards, 10, school_of, 2))) == 10
    assert list(workers.drawn(cards[:4], 4, school_of, 2, slow=True)) == [("elsewhere", 1)]
    assert len(list(workers.drawn(cards[:3], 3, school_of, 2, slow=True))) == 3


def test_cards_come_in_order_and_are_not_all_taken_at_once(monkeypatch):
    """With 2 processes and 3 cards together, at most 2 x 2 x 3 cards are taken ahead of the one that is given out."""
    monkeypatch.setattr(workers, "_TOGETHER", 3)
    cards, taken, ahead = list(rc.score(sample_schools(40))), [], []

    def coming():
        for card in cards:
            taken.append(card)
            yield card

    found = []
    for card, name in workers.drawn(coming(), 40, school_of, 2):
        found.append(name)
        ahead.append(len(taken) - len(found))
        assert card.school.id == name
    assert found == [card.school.id for card in cards]
    assert max(ahead) <= 12


def test_a_process_that_is_ended_is_told():
    """Where the system ends a process, the error says so and names what needs less memory."""
    with pytest.raises(rc.OutputError, match="--jobs 1"):
        list(workers.drawn(rc.score(sample_schools(3)), 3, ended, 2))


def test_an_error_in_a_process_is_the_error():
    """An error of the library that is raised in another process arrives as what it is."""
    with pytest.raises(rc.UnknownNameError, match="S1"):
        list(workers.drawn(rc.score(sample_schools(3)), 3, refusing, 2))


def test_fewer_than_one_process_is_refused():
    """There is at least one process."""
    with pytest.raises(ValueError, match="at least 1"):
        workers.drawn([], 0, school_of, 0)
    assert workers.usual_jobs() >= 1
