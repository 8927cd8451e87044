"""A report card as PDF: the page that a browser prints, tagged for screen readers. Needs ``reportcard[pdf]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcard.errors import OutputError, Problem
from reportcard.render.alternatives import with_alternatives
from reportcard.render.languages import language_of
from reportcard.results.card import ReportCard
from reportcard.results.language import ENGLISH, Language

if TYPE_CHECKING:
    from types import ModuleType

#: PDF/UA-1 (ISO 14289-1): tags, language, title and alternative texts, so that the file can be read aloud.
VARIANT = "pdf/ua-1"
#: What WeasyPrint 70 needs. It takes minutes over a grid that goes over several pages, or stops at it: lists are plain
#: blocks, and what holds other things may be parted. A caption that is moved off the page it tags as another table.
_LAYOUT = """
dl{display:block!important} dt{break-after:avoid} dl,section,div,main{break-inside:auto!important}
caption.hidden{position:static!important;width:auto!important;height:0!important;margin:0!important;padding:0!important;
font-size:1px!important;line-height:1px!important;overflow:hidden!important}
"""
_LIBRARIES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def to_pdf(card: ReportCard, path: str | Path | None = None, **page: Any) -> bytes:
    """Return a card as PDF, in A4, made from its HTML page. Nothing is fetched; the same card gives the same bytes.

    The bytes depend on the fonts of the machine and on the version of WeasyPrint, too.

    Args:
        card: The card.
        path: File to write it to as well; none where None.
        page: What ``to_html`` takes.

    Raises:
        OutputError: WeasyPrint or its libraries are not there (``pdf-unavailable``), or the file cannot be written.
    """
    from reportcard.render.html import to_html

    made = pdf_of(to_html(card, **page), language_of(page.get("language", ENGLISH)))
    if path is not None:
        try:
            Path(path).write_bytes(made)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            problem = Problem("output-unwritable", f"{reason}.", str(path), "Name a file that can be written to.")
            raise OutputError("The PDF cannot be written.", problems=[problem]) from error
    return made


def pdf_of(html: str, language: Language = ENGLISH) -> bytes:
    """Return one of the library's pages as PDF.

    Args:
        html: The page.
        language: Its language, for the texts that stand for charts.

    Raises:
        OutputError: WeasyPrint or its libraries are not there.
    """
    weasyprint = _weasyprint()
    only_the_page_itself = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
    page = weasyprint.HTML(string=with_alternatives(html, language), url_fetcher=only_the_page_itself)
    layout = weasyprint.CSS(string=_LAYOUT, url_fetcher=only_the_page_itself)
    return bytes(page.write_pdf(stylesheets=[layout], pdf_variant=VARIANT, custom_metadata=False))


def _weasyprint() -> ModuleType:
    try:
        import weasyprint
    except ImportError as error:
        raise _unavailable("WeasyPrint is not installed.", "pip install 'reportcard[pdf]'") from error
    except OSError as error:
        reason = f"WeasyPrint cannot load its libraries: {str(error).splitlines()[0]}."
        raise _unavailable(reason, f"Install Pango and HarfBuzz, on Debian: {_LIBRARIES}") from error
    return weasyprint  # type: ignore[no-any-return]


def _unavailable(reason: str, remedy: str) -> OutputError:
    problem = Problem("pdf-unavailable", reason, remedy=f"{remedy}.")
    return OutputError("A PDF cannot be made here.", code="pdf-unavailable", problems=[problem])
