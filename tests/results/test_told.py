"""Sentences that a card holds in English, told again in another language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import reportcard as rc
from reportcard.framework.load import frameworks
from reportcard.metrics.registry import BUILT_IN
from reportcard.render.languages import load_language
from reportcard.results import stored
from reportcard.results.about import abouts
from reportcard.results.metric_texts import METRICS
from tests.render.pseudo import PSEUDO

ES = load_language("es")


@pytest.mark.parametrize(("text", "told"), [
    ("not published", "no se publicó"),
    ("hidden because few pupils are involved", "no se muestra porque se refiere a pocos alumnos"),
    ("fewer than 12.5 % of those asked answered", "contestó menos del 12,5\u00a0% de las personas consultadas"),
    ("the school is not in the data of 2008/09", "el centro no figura en los datos de 2008/09"),
    ("The score is the value.", "La puntuación es el propio valor."),
    ("A straight line: -8.5 gives 0, 8 gives 100, and no less or more beyond them. Rounded to 0.1, half up.",
     "Una línea recta: −8,5 da 0 y 8 da 100; más allá, ni menos ni más. Se redondea a 0,1; la mitad, hacia arriba."),
    ("A straight line: the school's own target gives 0, 8 gives 100.",
     "Una línea recta: el dato target del propio centro da 0 y 8 da 100."),
    ("By steps: 25 at first, 45.5 from 1, 60 from 2.", "Por tramos: 25 al principio; 45,5 desde 1; 60 desde 2."),
    ("By table: 1 gives 100, A gives 75.", "Según esta tabla: 1 da 100; A da 75."),
    ("The share of the schools of the reference with the same phase that does worse, from 0 to 100.",
     "La proporción de los centros de referencia con igual phase con un resultado peor, de 0 a 100."),
    (("The weighted mean of its parts. Needs a score for parts with 62.5 % of the weight, and for 2 of its parts. "
      "Met from 7."),
     ("La media ponderada de sus apartados. Necesita puntuación en apartados con el 62,5\u00a0% del peso y en 2 de sus "
      "apartados. "
      "Se cumple desde 7.")),
    (("Rate: times × numerator ÷ denominator; no value where the denominator is 0 (numerator = a, denominator = b, "
      "times = 0.5, percentages = yes). The score is the value."),
     ("Tasa: times × numerator ÷ denominator; sin valor si el denominador es 0 (numerator = a; denominator = b; "
      "times = 0,5; percentages = sí). La puntuación es el propio valor.")),
    ("Scored with other weights. Since 2009: New exams.", "Se puntuó con otros pesos. Desde 2009: New exams."),
])  # fmt: skip
def test_what_the_library_said_is_told_again(text: str, told: str) -> None:
    """A reason or an account on a card is told in the card's language, with its numbers in that language's signs."""
    assert ES.reason(text) == told


@pytest.mark.parametrize("text", [
    "", "Too few parents answered the survey.", "The score is the value. We decided so.", "A straight line: none.",
    "Page", "points", "8.5 is 0 points and 2.5 is 100 points, in a straight line between them.", "(", "{0} {x}",
])  # fmt: skip
def test_somebody_else_s_text_stays(text: str) -> None:
    """A text of a framework or of the data is nobody's to translate, even where it holds a sentence of the library."""
    assert ES.reason(text) == text
    assert PSEUDO.reason(text) == text


def test_english_is_not_touched() -> None:
    """In English every text is what the card holds."""
    assert load_language("en").reason("The score is the value.") == "The score is the value."


@pytest.mark.parametrize("framework", [info.id for info in frameworks()])
def test_every_account_of_a_framework_is_told_again(framework: str) -> None:
    """How each node of each built-in framework is scored can be told: nothing is left but ids, units and codes."""
    loaded = rc.load_framework(framework)
    for _, plan in loaded.plans():
        for about in abouts(plan, loaded.indicators, {}):
            if about.how:
                told = PSEUDO.reason(about.how)
                assert told.startswith("⟦"), about.how
                assert told.count("⟦") == told.count("⟧")


def test_metrics_are_those_of_the_registry() -> None:
    """What catalogues have of the metrics is what the metrics say of themselves."""
    assert {metric.title: metric.computed for metric in BUILT_IN} == METRICS


def test_sentences_do_not_overlap() -> None:
    """No sentence of the library is found by the template of another one, whatever stands in its places."""
    for name, template in vars(stored).items():
        if name.isupper() and isinstance(template, str) and name != "METRIC":
            text = re.sub(r"\{[^}]*\}", "7", template)
            told = PSEUDO.reason(text)
            letters = re.sub("[^a-zA-Z]", "", re.sub(r"\{[^}]*\}", "", template))
            assert told.startswith("⟦"), name
            assert not re.search("[A-Za-z]", told), (name, letters)


def test_what_reading_files_notes_is_told_again(tmp_path: Path) -> None:
    """Every note on a file that was read is told in the language, with the file's own words as they are."""
    document = {
        "framework": "f", "title": "F", "summary": "Made up.",
        "references": [{"id": "r", "title": "R"}],
        "provenance": {"weights": {"standing": "convention"}},
        "source": {"id": "id", "rows": {"column": "type", "is": "S"}},
        "indicators": {"a": {"title": "A", "columns": {"value": "Col"}}}, "score": {"id": "a"},
    }  # fmt: skip
    files = {
        "doubled": ("id,a,a,type\n1,2,3,S\n", ["a", "a"]),
        "short_row": ("id,a,type\n1,2,S\n2,1\n", ["f.csv"]),
        "short_rows": ("id,a,type,x\n1,2,S,4\n2,1,S\n3,1,S\n", ["f.csv"]),
        "rows": ("id,Col\n1,2\n", ["type"]),
        "rows_near": ("id,Col,typ\n1,2,S\n", ["type", "typ"]),
    }
    assert files.keys() == stored.NOTES.keys()
    for text, own in files.values():
        path = tmp_path / "f.csv"
        path.write_text(text, encoding="utf-8")
        (note,) = rc.read_file(path, document).attrs["notes"]
        told = PSEUDO.reason(note)
        assert re.fullmatch("⟦[^⟦⟧]*⟧", told), note
        assert re.findall("[A-Za-z][A-Za-z.]*", told) == own
