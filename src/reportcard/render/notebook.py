"""Cards in a notebook: an element that reaches nothing around it, and text where a notebook shows no HTML."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from itertools import islice

from reportcard.render import messages as say
from reportcard.render import to_html, to_markdown, to_text
from reportcard.results.card import ReportCard

#: Cards that the short table of many lists.
SHOWN = 10


def bundle(
    card: ReportCard, include: Container[str] | None = None, exclude: Container[str] | None = None
) -> dict[str, str]:
    """A card in the forms that a notebook may choose from; a form that was not asked for is not made.

    Args:
        card: The card.
        include: Media types to return; all where None.
        exclude: Media types to leave out.
    """
    forms: Mapping[str, Callable[[ReportCard], str]] = {
        "text/html": lambda each: to_html(each, fragment=True),
        "text/markdown": to_markdown,
        "text/plain": to_text,
    }
    wanted = [name for name in forms if include is None or name in include]
    return {name: forms[name](card) for name in wanted if exclude is None or name not in exclude}


def short_table(cards: Iterable[ReportCard], count: int) -> str:
    """The first of many cards as a table, in the order of the data.

    Args:
        cards: The cards; only the first are taken.
        count: How many there are.
    """
    from reportcard.render.appendix import back
    from reportcard.render.html import environment, sheet_of
    from reportcard.render.index import IndexRow
    from reportcard.render.theme import DEFAULT

    made, first = environment(), list(islice(cards, SHOWN))
    colours = tuple({swatch: None for card in first for swatch in back(card.overall).swatches})
    return made.get_template("cards.html.j2").render(
        rows=[IndexRow.of(card) for card in first],
        caption=say.CARDS.of(count).format(count=f"{count:,}"),
        more=say.LIST_IS_CUT.of(count - len(first)).format(count=f"{count - len(first):,}")
        if count > len(first)
        else "",
        sheet=sheet_of(made, DEFAULT, colours, None, fragment=True),
    )
