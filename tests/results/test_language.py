"""How a language writes numbers, lists and plurals."""

from __future__ import annotations

import gettext
import io
from itertools import pairwise

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from reportcard.render.format import points
from reportcard.render.languages import load_language
from reportcard.render.tags import look_of
from reportcard.results import numbers
from reportcard.results.language import ENGLISH, Language
from reportcard.results.message import FRACTION
from reportcard.results.words import with_unit
from tests.render.cards import CARDS
from tests.render.tables import table_views

ES = load_language("es")
#: No-break space and narrow no-break space.
NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(("number", "places", "told"), [
    (0.5, 2, "0,50"), (61.25, 1, "61,3"), (1012.3, 1, "1012,3"), (-4.0, 0, "−4"),
    (12345.6, 1, f"12{THIN}345,6"), (-9999.0, 0, "−9999"), (10000.0, 0, f"10{THIN}000"),
    (1234567.0, 0, f"1{THIN}234{THIN}567"),
])  # fmt: skip
def test_spanish_numbers(number: float, places: int, told: str) -> None:
    """Decimal comma, and spaces from five digits on (Real Academia Española, Ortografía 2010, VIII 2.2.1.1)."""
    assert ES.fixed(number, places) == told


def test_spanish_percentages() -> None:
    """A no-break space stands before the sign (Ortografía 2010, VIII 2.3.3)."""
    assert (ES.percent(1 / 3), ES.percent(0.0125)) == (f"33,3{NBSP}%", f"1,25{NBSP}%")
    assert with_unit("42.7", "%", ES) == f"42,7{NBSP}%"


@pytest.mark.parametrize(("words", "told"), [
    (["«Uno»"], "«Uno»"),
    (["Uno", "dos"], "Uno y dos"),
    (["«Uno»", "«dos»", "«tres»"], "«Uno», «dos» y «tres»"),
    (["«Matemáticas»", "«Inglés»"], "«Matemáticas» e «Inglés»"),
    (["Música", "Historia"], "Música e Historia"),
    (["calcio", "hierro"], "calcio y hierro"),
    (["uno", "hielo"], "uno y hielo"),
])  # fmt: skip
def test_spanish_lists(words: list[str], told: str) -> None:
    """``y`` becomes ``e`` before the sound of i, but not before a diphthong (hierro)."""
    assert ES.listed(words) == told


@pytest.mark.parametrize(("number", "unit", "told"), [
    ("1", "points", "1 punto"), ("−1", "points", "−1 punto"), ("2.5", "points", "2,5 puntos"),
    ("0", "points", "0 puntos"),
    ("2", "grade", "nota 2"), ("19", "percentile", "percentil 19"), ("1", "per 100 pupils", "1 por cada 100 alumnos"),
    ("3", "euros", "3 euros"), ("1", "euros", "1 euros"), ("4.1", "", "4,1"),
])  # fmt: skip
def test_spanish_units(number: str, unit: str, told: str) -> None:
    """The library's units are translated; a unit of the framework's own stays as it is written there."""
    assert with_unit(number, unit, ES) == told


@given(st.floats(-1e9, 1e9, allow_nan=False), st.integers(0, 6))
def test_a_language_changes_no_digit(number: float, places: int) -> None:
    """Whatever the number, a language writes the digits that English has: what is printed is what was graded."""
    plain = str.maketrans({",": "", ".": ""})
    spanish = str.maketrans({THIN: "", ",": ""})

    for told, english in (
        (ES.fixed(number, places), numbers.fixed(number, places)),
        (ES.short(number), numbers.short(number)),
        (ES.precise(number), numbers.precise(number)),
    ):
        assert told.translate(spanish) == english.translate(plain)
        assert told.partition(",")[2] == english.partition(".")[2]


@pytest.mark.parametrize("name", CARDS)
def test_sums_add_up_in_spanish(name: str) -> None:
    """What a table of a Spanish card adds up to is its score: the same figures as in English."""

    def figures(language: Language) -> list[list[str]]:
        tables = table_views(CARDS[name]().overall, look_of(language=language))
        return [
            [*(row.adds for row in table.rows if row.step), *(line.amount for line in table.sums)] for table in tables
        ]

    spanish = [[text.replace(",", ".").replace(THIN, ",") for text in table] for table in figures(ES)]
    assert spanish == [[text.replace(",", "") for text in table] for table in figures(ENGLISH)]


# --- languages with other plurals ------------------------------------------------------------------------------------


def _language(code: str, told: dict[tuple[str, str] | str, str | tuple[str, ...]], **contexts: str) -> Language:
    catalogue = Catalog(locale=code, fuzzy=False)
    for message, text in told.items():
        catalogue.add(message, text)
    for text, context in contexts.items():
        catalogue.add("{number} points", text, context=context)
    written = io.BytesIO()
    write_mo(written, catalogue)
    written.seek(0)
    return Language(code, gettext.GNUTranslations(written))


POINTS = ("{number} point", "{number} points")


def test_polish_has_three_forms_and_one_for_fractions() -> None:
    """1 punkt, 2 punkty, 5 punktów, 22 punkty, and 2.5 punktu (CLDR plural rules, pl: one, few, many, other)."""
    polish = _language(
        "pl", {POINTS: ("{number} punkt", "{number} punkty", "{number} punktów")}, **{"{number} punktu": FRACTION}
    )

    told = [points(number, 1 if number % 1 else 0, polish) for number in (1, 2, 5, 12, 22, 2.5)]
    assert told == ["1 punkt", "2 punkty", "5 punktów", "12 punktów", "22 punkty", "2.5 punktu"]


def test_arabic_has_six_forms() -> None:
    """None, one, two, 3 to 10, hundreds, and 11 to 99 (the catalogue's own rule, which Babel takes from gettext)."""
    arabic = _language(
        "ar", {POINTS: tuple(f"{form} {{number}}" for form in ("zero", "one", "two", "few", "hundreds", "many"))}
    )

    told = [points(number, 0, arabic).split()[0] for number in (0, 1, 2, 3, 11, 100, 103, 111)]
    assert told == ["zero", "one", "two", "few", "many", "hundreds", "few", "many"]


def test_english_needs_no_catalogue() -> None:
    """English writes numbers by the very functions that it always had."""
    assert ENGLISH.fixed is numbers.fixed
    assert ENGLISH.percent is numbers.percent
    assert [points(number, 0) for number in (0, 1, 2)] == ["0 points", "1 point", "2 points"]
    assert all(first != second for first, second in pairwise(ENGLISH.ordinal(at) for at in range(1, 5)))
