"""Sites, comparisons and audits in a real browser, also from right to left in a language that is two fifths longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportcard.website.write import write_site
from tests.analysis.test_audit_languages import CASES as AUDITS
from tests.analysis.test_comparison_languages import CASES as COMPARISONS
from tests.browser.conftest import Tabs
from tests.browser.matrix import NARROW, SETTINGS
from tests.browser.test_axe import TOO_WIDE, faults
from tests.render.pseudo import MIRRORED
from tests.website import greek

PAGES = (
    "index.html", "method.html", "data-quality.html", "schools/index.html", "schools/score-2.html", "cards/001.html",
)  # fmt: skip
LANGUAGES = {"ltr": "en", "rtl": MIRRORED}
SEEN = {"ltr": (NARROW,), "rtl": (NARROW, SETTINGS[0])}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site in each direction of script."""
    folder = tmp_path_factory.mktemp("sites")
    cards = greek.scored()
    for direction, language in LANGUAGES.items():
        write_site(cards, folder / direction, language=language, **greek.OPTIONS)
    return folder


@pytest.mark.parametrize("direction", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_site_can_be_read(tabs: Tabs, sites: Path, name: str, direction: str) -> None:
    """Axe finds nothing wrong in a page, and at 320 pixels it has not to be moved sideways, nor on a wide screen."""
    page = (sites / direction / name).read_text(encoding="utf-8")
    for setting in SEEN[direction]:
        tab = tabs.of(setting)

        assert faults(tab, page, setting, direction) == [], setting.name
        assert tab.page.evaluate(TOO_WIDE) == [], setting.name
        assert tab.fetched == []
        assert tab.said == []


@pytest.mark.parametrize("name", ["comparison", "audit"])
def test_a_report_can_be_read(tabs: Tabs, name: str) -> None:
    """Axe finds nothing wrong in a comparison or an audit from right to left, and neither is too wide."""
    found = COMPARISONS["many"] if name == "comparison" else AUDITS["whole"]
    page = found.to_html(language=MIRRORED)
    for setting in SEEN["rtl"]:
        tab = tabs.of(setting)

        assert faults(tab, page, setting, "rtl") == [], setting.name
        assert tab.page.evaluate(TOO_WIDE) == [], setting.name
