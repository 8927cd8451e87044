"""A card whose framework and data are Spanish, for golden files and for readers of Spanish; and how easy its text is.

The words are those of the card of :func:`tests.render.cards.history_card`, translated as an authority would.
"""

from __future__ import annotations

import re
from typing import Any

from reportcard.results.card import ReportCard
from tests.render.cards import history_card

_WORDS = {
    "Hillside Academy": "IES La Ladera",
    "School Report Card": "Informe del centro",
    "Project convention, after the Department for Children, Schools and Families and Ofsted (England)": (
        "Consejería de Educación (ejemplo)"
    ),
    "Schools with results at 16": "Centros de secundaria",
    "Secondary": "Secundaria",
    "Academy": "Público",
    "1,012": "1012",
    "Very strong": "Muy bueno",
    "Strong": "Bueno",
    "In the middle": "Intermedio",
    "Below the middle": "Mejorable",
    "Weak": "Bajo",
    "Much better than most schools.": "Mucho mejor que la mayoría de los centros.",
    "Better than most schools.": "Mejor que la mayoría de los centros.",
    "About as well as most schools.": "Más o menos como la mayoría de los centros.",
    "Less well than most schools.": "Peor que la mayoría de los centros.",
    "Much less well than most schools.": "Mucho peor que la mayoría de los centros.",
    "Outstanding": "Excelente",
    "Good": "Positiva",
    "Requires improvement": "Con reservas",
    "Inadequate": "Negativa",
    "The inspectors found an excellent school.": "La inspección vio un centro excelente.",
    "The inspectors found a good school.": "La inspección vio un buen centro.",
    "The school has to get better.": "El centro tiene que mejorar.",
    "The inspectors found serious problems.": "La inspección vio problemas graves.",
    "Overall": "Conjunto",
    "Progress": "Progreso",
    "Attainment": "Resultados",
    "Well-being": "Bienestar",
    "Difference made for disadvantaged pupils": "Apoyo a quien parte con desventaja",
    "What parents and pupils say": "Lo que dicen familias y alumnos",
    "Ofsted": "Inspección",
    "The parts, each with its weight.": "Los apartados, cada uno con su peso.",
    "How far pupils come, compared with pupils in England who had the same results before.": (
        "Cuánto avanzan los alumnos, frente a quienes tenían antes los mismos resultados."
    ),
    "What pupils reach in tests and exams, wherever they started.": "Lo que logran en los exámenes.",
    "Whether pupils come to school, stay in school and feel safe there.": "Si acuden a clase y se sienten seguros.",
    "How disadvantaged pupils do, compared with other pupils in England.": "Cómo les va, frente a los demás alumnos.",
    "Surveys of parents and pupils. One of the two is enough for a score.": "Encuestas. Basta con una de las dos.",
    "The overall grade of the last inspection.": "La calificación de la última inspección.",
    "Progress in eight subjects, from 11 to 16": "Progreso en ocho asignaturas",
    "Progress in English, from 11 to 16": "Progreso en lengua",
    "Progress in maths, from 11 to 16": "Progreso en matemáticas",
    "Points in eight subjects at 16": "Puntos en ocho asignaturas",
    "Strong passes in English and maths at 16": "Notables en lengua y matemáticas",
    "Points in the core academic subjects at 16": "Puntos en las asignaturas troncales",
    "Lessons missed": "Faltas de asistencia",
    "Pupils who miss a tenth of lessons or more": "Alumnos que faltan mucho a clase",
    "Exclusions for a fixed time": "Expulsiones temporales",
    "Pupils feel safe": "Los alumnos se sienten seguros",
    "Bullying is dealt with": "Se actúa contra el acoso",
    "Gap in points in eight subjects": "Diferencia de puntos",
    "Gap in progress in eight subjects": "Diferencia de progreso",
    "Change of the gap since last year": "Cambio de la diferencia desde el año pasado",
    "Parents are satisfied": "Familias satisfechas",
    "Pupils are satisfied": "Alumnos satisfechos",
    "Too few parents answered the survey.": "Contestaron muy pocas familias.",
    "A few answers do not speak for all parents.": "Unas pocas respuestas no hablan por todas las familias.",
    "New exams counted from then on.": "Desde entonces cuentan los exámenes nuevos.",
    "Progress 8, 2019 definition": "Definición de 2019",
    "Department for Education, key stage 4 performance 2018/19": "Consejería de Educación, resultados de 2018/19",
    "The parts with a score, each with its weight.": "Los apartados con puntuación, cada uno con su peso.",
    "By table: 1 gives 100, 2 gives 75, 3 gives 40, 4 gives 0.": "Según la tabla: 1 da 100, 2 da 75, 3 da 40 y 4 da 0.",
    "Values of the file's year; three measures are not in the file.": "Faltan tres indicadores en el fichero.",
    "The parts of the card are history; every number is our convention.": "Cada número es una convención.",
    "Where a value is missing, its weight goes to the others of the same part. Missing is never zero.": (
        "Si falta un valor, su peso pasa a los demás del mismo apartado. Lo que falta nunca es cero."
    ),
}
_COLUMNS = {"phase": "etapa", "school_type": "tipo_de_centro", "number_on_roll": "alumnos_matriculados"}
_LINE = re.compile(r"(\S+) is 0 points and (\S+) is 100 points, in a straight line between them\.")


def spanish_card() -> ReportCard:
    """A card that is Spanish as far as it is the authority's; the rest is up to the library."""
    return ReportCard.model_validate(_told(history_card().model_dump(mode="json")))


def _told(value: Any) -> Any:
    if isinstance(value, dict):
        return {_COLUMNS.get(key, key): _told(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_told(each) for each in value]
    if not isinstance(value, str):
        return value
    value = value.replace("Similar School", "Centro vecino").replace("prospectus-2009", "orden-2009")
    line = _LINE.sub(r"\1 da 0 puntos y \2 da 100, y entre ambos en línea recta.", value)
    return _WORDS.get(value, line)


# --- how easy a text is ----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+")
#: Vowels that follow each other; y is one where none follows.
_VOWELS = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóú]))+")


def syllables(word: str) -> int:
    """Syllables of a Spanish word: strong vowels (a, e, o) and accented weak ones make one each, weak ones join them.

    A silent u after q and g is none (que, guía).
    """
    plain = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word.lower())
    return max(sum(max(len(re.findall("[aeoáéóíú]", run)), 1) for run in _VOWELS.findall(plain)), 1)


def ease(sentences: list[str]) -> float:
    """Reading ease by Fernández Huerta (1959, "Medidas sencillas de lecturabilidad", Consigna 214).

    206.84 − 60 × syllables per word − 1.02 × words per sentence: 60 to 70 is normal, from 70 on rather easy. The term
    for sentences is that of the corrected formula (words per sentence).
    """
    words = [word for sentence in sentences for word in _WORD.findall(sentence)]
    return 206.84 - 60 * sum(map(syllables, words)) / len(words) - 1.02 * len(words) / len(sentences)
