"""The page of an audit in other languages: frameworks without a Latin letter, so that each is the library's."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.render.page import Page
from tests.render.pseudo import MIRRORED, PSEUDO, accented, texts, untold

import reportcard as rc
from reportcard.analysis.audit_words import findings
from reportcard.render import audit_messages
from reportcard.results.language import Language
from reportcard.version import __version__

ES = rc.load_language("es")
_SCHOOLS = 60


def framework(**changes: Any) -> dict[str, Any]:
    """A rounded and graded mean of three measures, with two circumstances and the number of pupils."""
    names = ("x1", "Άλφα"), ("x2", "Βήτα"), ("x3", "Γάμμα"), ("x8", "Φτώχεια"), ("x9", "Πριν")
    indicators = {name: {"title": title} for name, title in names}
    return {
        "framework": "g1", "title": "Πλαίσιο", "authority": "Νομός",
        "indicators": {**indicators, "number_on_roll": {"title": "Μαθητές"}},
        "grade_scales": {"letters": {"Ψ": 99, "Ω": 55, "Λ": 50, "Ϡ": "lowest"}},
        "score": {
            "id": "x0", "title": "Σύνολο", "combine": "weighted_mean", "round": 1, "grades": "letters",
            "children": [{"id": "x1", "weight": 60}, {"id": "x2", "weight": 20}, {"id": "x3", "weight": 20}],
            **changes,
        },
    }  # fmt: skip


def schools(count: int = _SCHOOLS, seed: int = 5, **changes: float | None) -> list[dict[str, Any]]:
    """Schools whose scores go with poverty, and spread more where they are small; x2 hardly differs."""
    draws = np.random.default_rng(seed)
    records = []
    for at in range(count):
        size = 12000 + at if at % 2 else 40 + at
        x1 = 50 + draws.normal() * (2 if at % 2 else 12)
        record = {"id": f"{at}", "x1": x1, "x2": 50 + draws.normal() / 10, "x3": 50 + draws.normal() * 22,
                  "x8": 60 - x1 + draws.normal(), "x9": draws.normal(), "number_on_roll": size}  # fmt: skip
        records.append({**record, **changes})
    return records


def cases() -> dict[str, rc.Audit]:
    """Audits that find everything that one can find."""
    own = rc.score(schools(), framework())
    another = rc.score(schools(seed=6), framework())
    erring = [{**each, "x1_standard_error": 2.5} for each in schools()]
    alike = [{**each, "x3": each["x1"] + 1} for each in schools()]
    turned = [{**each, "x1": 100 - each["x1"]} for each in schools()]
    uneven = [{"id": "x1", "weight": 40}, {"id": "x2", "weight": 46}, {"id": "x3", "weight": 14}]
    pure = [{"id": name} for name in ("x1", "x2", "x3")]
    nameless = [{name: value for name, value in each.items() if name[:2] != "nu"} for each in erring]
    less = [{name: value for name, value in each.items() if name in ("id", "x1", "x3")} for each in schools()]
    return {
        "whole": rc.audit(own, earlier={"2008": rc.score(turned, framework()), "2007": own, "2006": another}),
        "uneven": rc.audit(rc.score(schools(200), framework(children=uneven))),
        "errors": rc.audit(rc.score(erring, framework())),
        "alike": rc.audit(rc.score(alike, framework()), context=["x9"]),
        "no context": rc.audit(rc.score(less, framework()), context=[]),
        "two": rc.audit(rc.score(schools(2), framework())),
        "none": rc.audit(rc.score(schools(x1=None, x2=None, x3=None), framework(needs={"weight": 0.5}))),
        "some": rc.audit(rc.score(schools(x2=None), framework()), earlier={"2008": rc.score(schools(1), framework())}),
        "most": rc.audit(rc.score(schools(x1=52), framework())),
        "best": rc.audit(rc.score(schools(), framework(combine="best", children=pure))),
        "sum": rc.audit(rc.score(schools(), framework(combine="sum", children=pure))),
        "profile": rc.audit(rc.score(schools(), {
            **framework(), "score": {"id": "x0", "title": "Σύνολο", "combine": "profile", "children": pure},
        })),
        "behind": rc.audit(rc.score([{**each, "x1_n": 30 + at} for at, each in enumerate(nameless)], framework())),
        "higher": rc.audit(own, context={"Άλλο": own.scores()}),
    }  # fmt: skip


CASES = cases()


def left(found: rc.Audit, language: Language) -> list[str]:
    """What of a page is English, as HTML and as Markdown."""
    page = texts(Page(found.to_html(language=language)))
    text = html.unescape(re.sub(r"\\([\\`*_{}\[\]#+.!)-])", r"\1", found.to_markdown(language=language)))
    return untold(re.sub(r"\b(g1|x\d|[0-9a-f]{16})\b", "", f"{page} {text}".replace(__version__, "")))


@pytest.mark.parametrize("name", CASES)
def test_no_word_of_an_audit_is_left_in_english(name: str) -> None:
    """Whatever was found: every run of letters on the page is accented, or the framework's own; so is every number."""
    assert left(CASES[name], PSEUDO) == []


def test_everything_that_can_be_found_is_among_the_cases() -> None:
    """Each sentence of a finding is told in one of the cases at least."""
    told = " ".join(finding.text for found in CASES.values() for finding in findings(found, PSEUDO))
    known = {name: value for name, value in vars(audit_messages).items() if name.isupper() and name not in _PAGE}
    assert [name for name, message in known.items() if not _is_in(message, told)] == []


#: What stands on the page beside findings.
_PAGE = {
    "TITLE", "HEADING", "LEAD", "INTERVALS", "CLOSER_LOOK", "LOOK", "SECTIONS", "WHY", "HEADS", "QUARTERS", "BEHIND",
    "OF_THOSE_SCORED", "CORRELATIONS", "CARRIED", "OF_SCORES", "ERRORS", "WITH_RANGE",
}  # fmt: skip


def _is_in(message: Any, told: str) -> bool:
    """Whether a message, or one of several, stands in a text in the language of accents."""
    if isinstance(message, dict):
        return any(_is_in(each, told) for each in message.values())
    template = getattr(message, "others", message)
    parts = [part for part in re.split(r"\{[^}]*\}", accented(template).strip("⟦⟧~")) if len(part) > 3]
    return all(part in told for part in parts)


def test_english_is_what_the_test_would_find() -> None:
    """The same page in English has hundreds of words that are not accented."""
    assert len(left(CASES["whole"], rc.load_language("en"))) > 300


def test_every_message_is_used() -> None:
    """Each message of an audit is named in the code or in a template."""
    package = Path(rc.__file__).parent
    files = [*(package / "analysis").glob("audit*.py"), *(package / "render" / "templates").glob("audit.*.j2")]
    code = " ".join(path.read_text(encoding="utf-8") for path in files)
    names = [name for name in vars(audit_messages) if name.isupper()]
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []


def test_an_audit_in_spanish() -> None:
    """Findings are whole Spanish sentences with Spanish numbers; the audit itself stays English."""
    text = CASES["sum"].to_markdown(language="es").replace("\u00a0", " ").replace("\u202f", " ")
    assert "## Cuánto cuenta cada apartado" in text
    share = "El 100,0 % de los centros tiene puntuación global"
    assert f"{share} (intervalo del 95 %: 94,0 % a 100,0 %; 60 centros)." in text
    assert "No hay dos indicadores que digan casi lo mismo: en ninguna de las 3 parejas" in text
    assert "| los más grandes | 12 031 a 12 059 |" in text
    assert str(CASES["sum"]).startswith("  100.0% of the schools have an overall score (95% interval 94.0% to 100.0%")
    assert "Alumnos en que se basan los indicadores" in CASES["behind"].to_html(language="es")


def test_tables_have_the_same_numbers() -> None:
    """In every language a table has as many rows, and as many numbers that are no dash."""
    one, other = (Page(CASES["whole"].to_html(language=language)) for language in ("en", ES))
    assert [len(page.all("td")) for page in (one, other)] == [len(one.all("td"))] * 2
    digits = [[re.sub(r"\D", "", cell.text) for cell in page.all("td")] for page in (one, other)]
    assert digits[0] == digits[1]


def test_the_page_says_its_language() -> None:
    """Language and direction stand on the page, which is whole."""
    page = Page(CASES["whole"].to_html(language=MIRRORED))
    assert page.all("html")[0].attributes == {"lang": "he-XA", "dir": "rtl"}
    assert page.faults == []
    with pytest.raises(rc.UnknownNameError, match=r"Did you mean 'es'\?"):
        CASES["whole"].to_html(language="esp")
