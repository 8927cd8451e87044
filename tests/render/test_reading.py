"""What makes pages reads plain objects; they hold what the card holds."""

from __future__ import annotations

from reportcard.render.reading import readable
from reportcard.results.card import NodeResult, ReportCard
from tests.render.cards import history_card, ruled_card


def test_a_card_for_reading_has_the_fields_of_the_card() -> None:
    """Every field of the card and of every node, in the same order of nodes, and the band of every grade."""
    for card in (history_card(), ruled_card()):
        read, nodes = readable(card)
        assert nodes == tuple(read.nodes())
        for field in ReportCard.model_fields:
            assert field == "overall" or getattr(read, field) is getattr(card, field)
        for found, node in zip(read.nodes(), card.nodes(), strict=True):
            for field in NodeResult.model_fields:
                same = getattr(found, field) is getattr(node, field)
                assert same or [child.id for child in found.children] == [child.id for child in node.children]
            assert found.band is node.band


def test_reading_leaves_the_card_as_it_is() -> None:
    """The card is not touched: it has its own nodes, which are models as before."""
    card = history_card()
    before = card.model_dump_json()
    readable(card)

    assert card.model_dump_json() == before
    assert all(isinstance(node, NodeResult) for node in card.nodes())
