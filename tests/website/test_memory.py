"""A site's memory: what is kept for a school while its page, its lists and the downloads are written."""

from __future__ import annotations

import gc
import tracemalloc
import weakref
from functools import partialmethod

import numpy as np
import pandas as pd

import reportcard as rc
from reportcard.results.cards import ReportCards
from reportcard.results.text import visible
from reportcard.website import lists, write

#: Measures of the framework: with each column of results kept whole, the bound below would be passed.
_MEASURES = 40
#: What may be kept of a school, in bytes: the name of its page (75), its hash (65), its places in two tables by name
#: (2 x 100), the name of the school in lower case and its key in the order of names (75 + 65), its places in orders,
#: lists and labels (10 x 8). Score, status and grade of each measure, kept until all is written, would be 40 x 24 = 960
#: bytes more.
_A_SCHOOL = 560


def scored(count):
    document = {
        "framework": "wide", "title": "Wide", "summary": "Many measures, made up for a test.",
        "references": [{"id": "r", "title": "Rules", "publisher": "A county", "date": "2019"}],
        "provenance": {"weights": {"standing": "documented", "source": "r"}},
        "indicators": {f"m{at}": {"title": f"Measure {at}", "range": [0, 100]} for at in range(_MEASURES)},
        "score": {
            "id": "overall", "title": "Overall", "combine": "weighted_mean",
            "children": [{"id": f"m{at}", "weight": 1} for at in range(_MEASURES)],
        },
    }  # fmt: skip
    values = np.random.default_rng(1).integers(0, 101, (_MEASURES, count)).astype(float)
    frame = pd.DataFrame({f"m{at}": values[at] for at in range(_MEASURES)})
    frame.insert(0, "id", [f"S{at:06}" for at in range(count)])
    frame.insert(1, "name", [f"School number {at:06}" for at in range(count)])
    frame.insert(2, "area", [f"Area {at % 7}" for at in range(count)])
    return rc.score(frame, document)


def test_what_is_kept_of_a_school_is_its_name_and_its_places(tmp_path, monkeypatch):
    """From 1,000 to 4,000 schools, in blocks of 256, the most memory in use grows by less than 560 bytes a school."""

    def names_only(cards, store, chrome, files, jobs, advance):
        for school in cards.ids:
            store._note(files[school], tmp_path)

    monkeypatch.setattr(write, "_write_cards", names_only)
    monkeypatch.setattr(lists, "to_list", lambda page, language: page.title)
    monkeypatch.setattr(ReportCards, "blocks", partialmethod(ReportCards.blocks, 256))
    for at in range(5_000):  # texts that are kept, up to a number of them
        visible(f"text {at}")
    write.write_site(scored(300), tmp_path / "first", rows=100)  # templates that are compiled once
    counts, peaks = (1_000, 4_000), []
    for count in counts:
        cards = scored(count)
        gc.collect()
        tracemalloc.start()
        write.write_site(cards, tmp_path / str(count), rows=100)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert (peaks[1] - peaks[0]) / (counts[1] - counts[0]) < _A_SCHOOL


def test_cards_are_let_go(tmp_path, monkeypatch):
    """Of 900 cards, no more than those that are built together (256) and the next as many are there at a time."""
    made: list[weakref.ref[rc.ReportCard]] = []
    most = 0

    def page(card, style, links, language):
        nonlocal most
        made.append(weakref.ref(card))
        if len(made) % 50 == 0:
            most = max(most, sum(one() is not None for one in made))
        return "<html></html>"

    monkeypatch.setattr(write, "card_page", page)
    write.write_site(scored(900), tmp_path / "site")
    assert len(made) == 900
    assert most <= 2 * 256
