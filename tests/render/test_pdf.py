"""A card as PDF: tagged, named, on A4, whole; nothing is fetched; the same card gives the same bytes."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import reportcard as rc
from reportcard.publish import publish
from reportcard.render.alternatives import with_alternatives
from reportcard.render.pdf import pdf_of
from reportcard.results.card import SchoolRef
from reportcard.results.text import visible
from tests.render.cards import bare_card, profile_card, school_card, small_card
from tests.render.page import Page
from tests.render.spanish import spanish_card

FORBIDDEN = "<b>*Hill* & Dale</b> \u202eside"


@pytest.fixture(scope="session")
def _weasyprint() -> None:
    """WeasyPrint with its libraries; tests are skipped without, and fail where ``REPORTCARD_REQUIRE_PDF=1``."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError) as error:
        reason = f"no PDF can be made here: {error}"
        if os.environ.get("REPORTCARD_REQUIRE_PDF") == "1":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


needs_weasyprint = pytest.mark.usefixtures("_weasyprint")


@pytest.fixture(scope="session")
def made(_weasyprint: None) -> bytes:
    """The PDF of a card."""
    return school_card().to_pdf()


def reader(data: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(data))


def words(data: bytes) -> str:
    """The words of a PDF on one line, without blanks: where lines break is of no matter."""
    return "".join("".join(page.extract_text() for page in reader(data).pages).split())


def tags(data: bytes) -> Iterator[tuple[str, Any]]:
    """The structure of a PDF: each element with its name, in order."""
    waiting = [reader(data).trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        element = waiting.pop(0).get_object()
        if isinstance(element, list):
            waiting = [*element, *waiting]
        elif isinstance(element, dict):
            if "/S" in element:
                yield str(element["/S"]), element
            if "/K" in element:
                waiting = [element["/K"], *waiting]


def test_it_says_what_it_is(made: bytes) -> None:
    """The PDF is tagged, says its language and title, shows the title, and calls itself PDF/UA-1."""
    root = reader(made).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader(made).metadata.title == "Hillside Academy: School Report Card 2009"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_object().get_data()


@needs_weasyprint
def test_it_is_in_the_language_of_the_card() -> None:
    """A PDF says its language, and its text is in it; a parents' card in Spanish fits on one page."""
    found = reader(spanish_card().to_pdf(audience="parents", language="es"))

    assert found.trailer["/Root"]["/Lang"] == "es"
    assert "Para las familias" in found.pages[0].extract_text()
    assert len(found.pages) == 1


def test_pages_are_a4(made: bytes) -> None:
    """Every page is 210 by 297 millimetres."""
    for page in reader(made).pages:
        sides = (float(page.mediabox.width), float(page.mediabox.height))
        assert sides == pytest.approx((210 / 25.4 * 72, 297 / 25.4 * 72), abs=0.01)


@needs_weasyprint
@pytest.mark.parametrize("make", [bare_card, profile_card, small_card])
def test_every_word_of_the_page_is_in_it(make: Any) -> None:
    """The PDF says everything that the page says, in its order of headings and tables."""
    card = make()
    page, told = Page(card.to_html()), words(card.to_pdf())

    for element in page.all("h1", "h2", "h3", "p", "li", "td", "dd", "caption"):
        if not element.children:
            assert "".join(element.text.split()) in told, element.text


def test_tables_and_headings_are_tagged(made: bytes) -> None:
    """Headings, tables with heads and captions, and lists are what they are for a screen reader."""
    names = [name for name, _ in tags(made)]
    tables, pages = len(Page(school_card().to_html()).all("table")), len(reader(made).pages)

    assert names.count("/H1") == 1
    assert names.count("/Caption") == tables
    assert tables <= names.count("/Table") < tables + pages  # one that goes on overleaf is another
    assert all(names[at + 1] in ("/Caption", "/THead") for at, name in enumerate(names) if name == "/Table")
    assert {"/H2", "/H3", "/TH", "/TD", "/TR", "/Caption", "/L", "/LI"} <= set(names)


def test_every_chart_has_an_alternative(made: bytes) -> None:
    """Each figure has an alternative text, with the number that it draws."""
    figures = [str(element.get("/Alt", "")) for name, element in tags(made) if name == "/Figure"]

    assert len(figures) == len(Page(school_card().to_html()).all("svg"))
    assert figures[0] == "Chart: Strong (B) 61 out of 100"
    assert "Chart: Score 59.7" in figures
    assert all(any(letter.isdigit() for letter in told) for told in figures)


@needs_weasyprint
def test_same_card_same_bytes(made: bytes) -> None:
    """A card gives the same bytes again, in another process with other hashes too; there is no date in them."""
    code = (
        "import hashlib; from tests.render.cards import school_card;"
        "print(hashlib.sha256(school_card().to_pdf()).hexdigest())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path)}
    told = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert school_card().to_pdf() == made
    assert told.stdout.strip() == hashlib.sha256(made).hexdigest()
    assert not any("Date" in name for name in reader(made).metadata)


@needs_weasyprint
def test_nothing_is_fetched(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses in a page are not followed, to the network or to files; an image in the page itself is shown."""
    asked: list[Any] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: asked.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asking, **more: asked.append(asking) or [])
    from PIL import Image

    dot = io.BytesIO()
    Image.new("RGB", (1, 1)).save(dot, "PNG")
    (tmp_path / "dot.png").write_bytes(dot.getvalue())
    file = (tmp_path / "dot.png").as_uri()
    page = (
        "<!DOCTYPE html><html lang=en><title>x</title><link rel=stylesheet href=http://evil.invalid/a.css>"
        f"<style>@import '{file}'; p{{background:url(http://evil.invalid/b.png)}}</style><p>text"
        f"<img alt=a src={file}><img alt=b src=http://evil.invalid/c.png><img alt=c src=d.png>"
    )
    import base64

    inline = f"<img alt=d src=data:image/png;base64,{base64.b64encode(dot.getvalue()).decode()}>"

    assert list(reader(pdf_of(page)).pages[0].images) == []
    assert len(list(reader(pdf_of(page + inline)).pages[0].images)) == 1
    assert asked == []


@needs_weasyprint
def test_hostile_names_are_text() -> None:
    """Markup, Markdown and hidden characters in a name are shown as on the page, and stand in the title."""
    made = school_card(school=SchoolRef(id="1", name=FORBIDDEN)).to_pdf()

    assert "".join(visible(FORBIDDEN).split()) in words(made)
    assert reader(made).metadata.title.startswith(visible(FORBIDDEN))


@needs_weasyprint
def test_it_is_written_to_a_file(tmp_path: Any) -> None:
    """The PDF is returned, and written where a path is given; where that cannot be, the error says so."""
    data = small_card().to_pdf(tmp_path / "card.pdf")

    assert data == (tmp_path / "card.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    with pytest.raises(rc.OutputError) as caught:
        small_card().to_pdf(tmp_path / "not there" / "card.pdf")
    assert caught.value.problems[0].code == "output-unwritable"


@needs_weasyprint
def test_the_command_writes_one_for_each_school(tmp_path: Any) -> None:
    """``pdf`` is a format beside the others: a file for each school."""
    cards = rc.score([{"id": "1", "progress_8": 0.1}, {"id": "2/3", "progress_8": 0.2}])
    publish(cards, tmp_path, ["pdf"])
    names = sorted(path.name for path in (tmp_path / "cards").iterdir())

    assert names[0] == "1.pdf"
    assert [name.endswith(".pdf") for name in names] == [True, True]
    assert (tmp_path / "cards" / "1.pdf").read_bytes() == cards["1"].to_pdf()


@pytest.mark.parametrize(
    ("failure", "remedy"),
    [
        (ImportError("No module named 'weasyprint'"), "pip install 'reportcard[pdf]'"),
        (OSError("cannot load library 'libpango-1.0-0'"), "apt-get install libpango-1.0-0"),
    ],
)
def test_what_is_missing_is_named(failure: Exception, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without WeasyPrint, or without its libraries, the error says what to install."""

    class Missing:
        def find_spec(self, name: str, *_: Any) -> None:
            if name == "weasyprint":
                raise failure

    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(rc.OutputError) as caught:
        small_card().to_pdf()

    assert caught.value.code == "pdf-unavailable"
    assert remedy in str(caught.value)


# --- alternative texts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ('<td data-label="Score"><div>59.7<svg><path d="M0 0"/></svg></div></td>', "Chart: Score 59.7"),
        ("<p><b>61</b> of 100</p>\n<svg></svg>", "Chart: 61 of 100"),
        ("<h2>A</h2><p>B &amp; &lt;C&gt;</p><svg><rect/></svg>", "Chart: B &amp; &lt;C&gt;"),
        ('<p>1</p><svg role="img" aria-label="Two"><rect/></svg>', "Two"),
    ],
)
def test_a_chart_is_named_by_what_stands_before_it(html: str, title: str) -> None:
    """The alternative of a chart is the text in front of it, with the head of its column, or its own label."""
    before, _, after = html.partition("<svg")
    opened, _, rest = after.partition(">")

    assert with_alternatives(html) == f"{before}<svg{opened}><title>{title}</title>{rest}"


def test_everything_else_stays() -> None:
    """A page is copied as it is, but for the titles; a chart that has a title keeps it."""
    named = "<!DOCTYPE html><p>1 &eacute; &#233;<br>2<!-- x --></p><svg><title>Own</title></svg><style>a>b{}</style>"
    page = school_card().to_html()
    again = with_alternatives(page)

    assert with_alternatives(named) == named
    assert Page(again).text.count("Chart: ") == len(Page(page).all("svg"))
    assert [each for each in Page(again).structure if each[0] != "title"] == [
        each for each in Page(page).structure if each[0] != "title"
    ]
