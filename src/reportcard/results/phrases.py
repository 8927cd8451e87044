"""Words of results beside their numbers: what stands in every kind of output, and how a language writes numbers."""

from __future__ import annotations

from reportcard.indicators.status import STATUSES
from reportcard.results.message import Plural, Text

# --- how the language writes -----------------------------------------------------------------------------------------

DIRECTION = Text("ltr", "direction of the script: ltr or rtl")
LANGUAGE = Text("English", "the language's name in itself")
DECIMAL_SIGN = Text(".", "sign before decimals")
GROUP_SIGN = Text(",", "sign between groups of three digits")
LEAST_GROUPED = Text("4", "fewest digits that are written in groups: 4 for 1,234, and 5 for 1234 and 12,345")
PERCENTAGE = Text("{number}%", "percentage")
PLACE_NUMBER = Text("{number}th", "number of a place, as in “2nd highest of 5 grades”")
LIST_COMMA = Text("{most}, {next}", "list, all but its last word")
LIST_END = Text("{most} and {last}", "list, before its last word")
LIST_END_OTHER = Text("{most} and {last}", "list, where its last word matches the next message: “e” in Spanish")
LIST_OTHER_LAST = Text("(?!)", "regular expression; most languages keep (?!), which matches nothing")
NUMBER_COMMA = Text("{most}, {next}", "list of numbers; no comma where that is the sign before decimals")
QUOTED = Text("“{title}”", "a title in a sentence")

# --- names and reasons -----------------------------------------------------------------------------------------------

SCHOOL = "School {id}"
REASON_CODE = "{reason} ({code})"
PUBLISHED_AS = "published as “{code}”"
WHY = "{told} Why: {because}"
BECAME = "{before} became {after}"
OWN_WEIGHT = Text("{title} {share}", "a part and its weight")
CHANGED = "{told} ({before} → {after})."
NO_GRADE_THEN, NO_SCORE_THEN = Text("no grade", "before or after a rule"), Text("no score", "before or after a rule")

#: Why a value is not there. A card holds them in English.
STATUS = {status.value: status.words for status in STATUSES}
#: What a rule did, where the framework has no sentence for it.
EFFECTS = {
    "add": Text("Add", "what a rule did"),
    "subtract": Text("Subtract", "what a rule did"),
    "cap": Text("Cap", "what a rule did"),
    "floor": Text("Floor", "what a rule did"),
    "set_grade": Text("Set grade", "what a rule did"),
    "withhold": Text("Withhold", "what a rule did"),
    "note": Text("Note", "what a rule did"),
}

# --- values with their units -----------------------------------------------------------------------------------------

PUPILS = Plural("based on {number} pupils or answers", parts=True)
POINTS = Plural("{number} point", "{number} points", parts=True)
GRADE = Text("grade {number}", "value, unit: grade")
PERCENTILE = Text("{place} percentile", "value, unit: percentile")
#: The place in a percentile, as ``19th``.
PERCENTILE_NUMBER = Text("{number}th", "number of a percentile, as in “19th percentile”")
#: Units of the library's own indicators. Other units are the framework's words.
UNITS = {
    "points": POINTS,
    "grades": Plural("{number} grade", "{number} grades", parts=True),
    "grades per subject": Plural("{number} grade per subject", "{number} grades per subject", parts=True),
    "partnerships": Plural("{number} partnership", "{number} partnerships", parts=True),
    "per 100 pupils": Plural("{number} per 100 pupils", parts=True),
    "percentage points": Plural("{number} percentage point", "{number} percentage points", parts=True),
    "pupils": Plural("{number} pupil", "{number} pupils", parts=True),
    "scaled score": Plural("{number} scaled score", parts=True),
    "schools": Plural("{number} school", "{number} schools", parts=True),
    "students": Plural("{number} student", "{number} students", parts=True),
    "years": Plural("{number} year", "{number} years", parts=True),
}
#: The same units without a number.
UNIT_NAMES = {name: Text(name, "unit") for name in (*UNITS, "grade", "percentile", "index", "level", "%")}

# --- sums in words ---------------------------------------------------------------------------------------------------

BEST, WORST = Text("best of {parts}", "sum in words"), Text("worst of {parts}", "sum in words")
IS_MADE = Text("{kind} {parts} is {result}", "sum in words")
KINDS = {
    "weighted_mean": "the weighted mean of",
    "harmonic_mean": "the harmonic mean of",
    "geometric_mean": "the geometric mean of",
    "power_mean": "the power mean of",
    "grid": "the cell of the table for",
    "all_of": "whether all are met:",
    "any_of": "whether any is met:",
    **{kind: Text(kind, "sum in words") for kind in ("best", "mean", "product", "sum", "worst")},
}
