"""Links of every written page lead somewhere: files, places on pages, and web addresses that are well formed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.docs.pages import PROJECT, name_of, pages

ROOT = [PROJECT / name for name in ("CHANGELOG.md", "CONTRIBUTING.md")]
EXAMPLES = sorted((PROJECT / "examples").glob("*/README.md"))
PAGES = [page for page in [*pages(), *ROOT, *EXAMPLES, PROJECT / "bench" / "README.md"] if page.exists()]


def prose(text: str) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def links(text: str) -> list[str]:
    """Where the links of a page lead."""
    without_code = re.sub(r"`[^`\n]*`", "`", prose(text))
    return re.findall(r"\]\(([^()\s]+(?:\([^()\s]*\))?[^()\s]*)\)", without_code)


def anchors(text: str) -> Iterator[str]:
    """Places on a page that a link can name: anchors, and headings as code hosts write them."""
    yield from re.findall(r'<a id="([^"]+)"></a>', text)
    for heading in re.findall(r"^#+ (.+)$", prose(text), re.MULTILINE):
        plain = re.sub(r"<[^>]+>|[`*]|\[|\]\([^)]*\)", "", heading).strip().lower()
        yield re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


def faults(page: Path) -> list[str]:
    """Links of a page that lead nowhere."""
    return [link for link in links(page.read_text(encoding="utf-8")) if not leads(page, link)]


def leads(page: Path, link: str) -> bool:
    """Whether a link leads somewhere, as far as can be told without a network."""
    if re.match(r"[a-z]+:", link):
        address = urlsplit(link)
        return address.scheme in ("http", "https") and re.fullmatch(r"[\w-]+(\.[\w-]+)+", address.netloc) is not None
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return False
    return not anchor or (target.suffix == ".md" and anchor in set(anchors(target.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    """Every link leads to a file, to a place on a page, or has the form of a web address."""
    assert faults(page) == []


@pytest.mark.parametrize(
    ("link", "good"),
    [
        ("other.md", True),
        ("other.md#a-part-of-it", True),
        ("other.md#own", True),
        ("#here", True),
        ("https://example.org/a_(b)", True),
        ("gone.md", False),
        ("other.md#gone", False),
        ("#gone", False),
        ("https:/example.org", False),
        ("https://localhost/x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_dead_link_is_found(link, good, tmp_path):
    """A link to a missing file or place is found, and so is an address without a host."""
    page = tmp_path / "page.md"
    page.write_text(f"# Here\n\nSee [it]({link}), not `[this](nowhere.md)`.\n", encoding="utf-8")
    (tmp_path / "other.md").write_text(
        '# Other\n\n## A `part` of [it](page.md)\n\n<a id="own"></a>\n', encoding="utf-8"
    )
    assert faults(page) == ([] if good else [link])
