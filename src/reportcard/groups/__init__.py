"""Report cards of groups: a federation, trust, partnership or authority from its schools, without giving one away."""

from reportcard.groups.cards import GroupCards, group_cards, group_table

__all__ = ["GroupCards", "group_cards", "group_table"]
