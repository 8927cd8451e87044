"""A report card as one self-contained HTML page: no script, nothing fetched, every text escaped."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reportcard.render.view import card_view
from reportcard.results.card import ReportCard

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    from reportcard.render.appendix import Back
    from reportcard.render.charts import Mark


def to_html(card: ReportCard) -> str:
    """Return a card as an HTML page."""
    view = card_view(card)
    template = environment().get_template("card.html.j2")
    return template.render(card=view, swatches=view.back.swatches, back=_back(view.back))


@lru_cache(maxsize=64)
def _back(back: Back) -> Markup:
    """The back of a card, drawn once for all cards that share it."""
    from markupsafe import Markup

    return Markup(environment().get_template("back.html.j2").render(back=back))  # noqa: S704  a template of ours made it


@cache
def environment() -> Environment:
    """The one environment of HTML templates. Escaping is set here and not left to the file's name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("reportcard.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.globals["chart"] = _chart
    return made


def _chart(mark: Mark) -> Markup:
    """A chart as markup: it is made of numbers and checked colours only."""
    from markupsafe import Markup

    from reportcard.render.charts import band_chart

    return Markup(band_chart(mark))  # noqa: S704  no text reaches a chart
