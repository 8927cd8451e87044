# ruff: noqa: RUF001  letters that only look Latin are what it is for
"""The report of a comparison in other languages: frameworks without a Latin letter, so that each is the library's."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from tests.render.page import Page
from tests.render.pseudo import MIRRORED, PSEUDO, texts, untold

import reportcard as rc
from reportcard.analysis.parting import Kind
from reportcard.render import comparison_messages
from reportcard.results.language import Language

RECORD = {"id": "1", "x1": 60.5, "x2": 44}
LEAVES = [{"id": "x1", "weight": 3}, {"id": "x2", "weight": 1}]
LOW = {"indicator": "x2", "below": 50}
SMALL = {"id": "x7", "title": "Μικρά", "when": {"indicator": "x2", "below": 30}, "nodes": {"x1": {"title": "Μικρό"}}}


def framework(name: str, leaves: list[dict[str, Any]] | None = None, **rest: Any) -> rc.Framework:
    """A graded mean of two leaves; ``rest`` changes its root, or where it is known, the document."""
    document = {key: rest.pop(key) for key in ("grade_scales", "variants", "version") if key in rest}
    score = {"id": "x0", "title": "Σύνολο", "combine": "weighted_mean", "grades": "letters"}
    return rc.load_framework({
        "framework": name, "title": "Πλαίσιο",
        "indicators": {"x1": {"title": "Άλφα", "range": [0, 100], "unit": "points"},
                       "x2": {"title": "Βήτα", "range": [0, 100], "unit": "%"}},
        "grade_scales": {"letters": {"Ψ": 70, "Ω": 55, "Λ": 40, "Ϡ": "lowest"}},
        **document, "score": {**score, "children": leaves or LEAVES, **rest},
    })  # fmt: skip


def compared(one: rc.Framework, other: rc.Framework, **changed: Any) -> rc.Comparison:
    """One school under two frameworks, or with some values changed."""
    return rc.compare(rc.score([RECORD], one), rc.score([{**RECORD, **changed}], other))


def cases() -> dict[str, rc.Comparison]:
    """A comparison for every way in which two results can part."""
    base, suppressed = framework("g1"), {"status": "suppressed"}
    whole, part = framework("g1", needs={"weight": 0.9}), framework("g1", needs={"weight": 0.5})
    rule = framework("g2", rules=[{"id": "x9", "when": LOW, "cap": {"grade": "Λ"}, "because": "Κανόνας."}])
    flat = [{"id": "x1", "weight": 1}, {"id": "x2", "weight": 3}]
    inner = {"id": "x3", "title": "Μέρος", "indicator": "x2", "scale": {"goalposts": [0, 50]}, "weight": 1}
    deeper = [flat[0], {"id": "x2", "title": "Βήτα", "weight": 3, "children": [inner]}]
    pure = [{"id": "x1"}, {"id": "x2"}]
    profile = framework("g2", pure, combine="profile", grades=None)
    harmonic = framework("g2", combine="harmonic_mean")
    bands = framework("g2", grade_scales={"letters": {"Α": 80, "Ε": "lowest"}})
    harder = framework("g2", grade_scales={"letters": {"Ψ": 80, "Ω": 60, "Λ": 40, "Ϡ": "lowest"}})
    found = {
        "rule": compared(base, rule),
        "no rule": compared(rule, base),
        "scale": compared(base, framework("g2", [{**LEAVES[0], "scale": {"goalposts": [40, 100]}}, LEAVES[1]])),
        "weight": compared(base, framework("g2", [{"id": "x1", "weight": 1}, {"id": "x2", "weight": 2}])),
        "part": compared(
            base, framework("g2", [*LEAVES, {"id": "x3", "title": "Γάμμα", "indicator": "x2", "weight": 4}])
        ),
        "part gone": compared(framework("g2", [*LEAVES, {"id": "x3", "indicator": "x2", "weight": 4}]), base),
        "deeper": compared(framework("g1", flat), framework("g2", deeper)),
        "rounding": compared(base, framework("g2", round=50)),
        "grades": compared(base, harder),
        "value": compared(base, base, x1=80),
        "missing": compared(whole, whole, x2=suppressed),
        "coverage": rc.compare(*(rc.score([{"id": "1", "x1": 60.5}], each) for each in (whole, part))),
        "profile": compared(base, profile),
        "no profile": compared(profile, base),
        "combination": rc.compare(*(rc.score([{**RECORD, "x1": 90, "x2": 30}], each) for each in (base, harmonic))),
        "variant": compared(framework("g1", variants=[SMALL]), framework("g1", variants=[SMALL]), x2=0, x1=100),
        "bands": compared(base, bands),
        "same": compared(base, base),
    }
    frame = pd.DataFrame(
        {"id": [f"{at}" for at in range(40)], "x1": [1234.5 % (at + 7) for at in range(40)], "x2": 44.0}
    )
    half = frame.assign(x1=[99 - 2.5 * at if at < 39 else None for at in range(40)])
    found["many"] = rc.compare(rc.score(frame, whole), rc.score(half.iloc[3:], whole, weights={"x1": 1, "x2": 2}))
    found["fewer"] = rc.compare(rc.score(half.iloc[:9], whole), rc.score(frame, whole))
    return found


CASES = cases()


def left(found: rc.Comparison, language: Language) -> list[str]:
    """What of a report is English, as a page and as Markdown."""
    page = texts(Page(found.to_html(3, language=language)))
    text = html.unescape(re.sub(r"\\([\\`*_{}\[\]#+.!)-])", r"\1", found.to_markdown(3, language=language)))
    return untold(re.sub(r"\b(g[12]|x\d|[0-9a-f]{16})(/x\d)?", "", f"{page} {text}"))


@pytest.mark.parametrize("name", CASES)
def test_no_word_of_a_report_is_left_in_english(name: str) -> None:
    """Whatever made two results part: every run of letters in the report is accented, or the frameworks' own."""
    assert left(CASES[name], PSEUDO) == []


def test_every_cause_is_among_the_cases() -> None:
    """The cases have movers of every kind."""
    assert {mover.cause.kind for found in CASES.values() for mover in found.movers} == set(get_args(Kind))


def test_english_is_what_the_test_would_find() -> None:
    """The same report in English has dozens of words that are not accented."""
    assert len(left(CASES["rule"], rc.load_language("en"))) > 50


def test_every_message_is_used() -> None:
    """Each message of a comparison is named in the code or in a template."""
    package = Path(rc.__file__).parent
    files = [*(package / "analysis").glob("comparison*.py"), package / "analysis" / "parting.py",
             *(package / "render" / "templates").glob("comparison.*.j2")]  # fmt: skip
    code = " ".join(path.read_text(encoding="utf-8") for path in files)
    names = [name for name in vars(comparison_messages) if name.isupper()]
    assert [name for name in names if not re.search(rf"\.{name}\b", code)] == []


def test_a_report_in_spanish() -> None:
    """Summary, result, cause and facts are Spanish, with Spanish numbers; the comparison itself stays English."""
    found = CASES["weight"]
    text = found.to_markdown(language="es")
    assert "1 centro en ambos resultados; 1 pasa a otra calificación y 0 no." in text
    row = "| 1 | Ω (56,38) | Λ (49,5) | −6,88 | Βήτα: su peso era 25 % y ahora es 66,7 %. |"
    assert row in text.replace("\u00a0", " ")
    assert found.movers[0].cause.sentence == "Βήτα: its weight was 25% and is 66.7%."
    assert found.summary[0] == "1 school on both sides; 1 moved to another grade, 0 did not."


def test_names_of_the_sides_are_told() -> None:
    """Names that the library made are in the language; the caller's stay."""
    cards = rc.score([RECORD], framework("g1"))
    own = rc.score([RECORD], framework("g1"), weights={"x1": 1})
    assert "# Πλαίσιο y Πλαίσιο, pesos propios\n" in rc.compare(cards, own).to_markdown(language="es")
    assert "# own y weights\n" in rc.compare(cards, own, labels=("own", "weights")).to_markdown(language="es")


def test_the_page_says_its_language() -> None:
    """Language and direction stand on the page, which is whole."""
    page = Page(CASES["many"].to_html(language=MIRRORED))
    assert page.all("html")[0].attributes == {"lang": "he-XA", "dir": "rtl"}
    assert page.faults == []


def test_an_unknown_language_is_refused() -> None:
    """A language that is not there is refused with what may be meant."""
    with pytest.raises(rc.UnknownNameError, match=r"Did you mean 'es'\?"):
        CASES["rule"].to_html(language="esp")
