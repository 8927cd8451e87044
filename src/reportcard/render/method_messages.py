"""What a site says of its method: a framework's conditions, rules and policies for missing data in sentences.

A condition is told as the rest of a sentence: it fills the place ``condition`` of :data:`WHERE` and
:data:`SCHOOLS_WHERE`. What stands in the other places are names from the framework, numbers, and lists of these.
"""

from __future__ import annotations

from reportcard.results.message import Plural, Text

# --- the page --------------------------------------------------------------------------------------------------------

TITLE = "How it works: {framework}"
HEADING = "How scores and grades are made"
FROM_DOCUMENT = "This page is made from the framework's document, the same text that scored every school here."
OTHER_WEIGHTS = "These schools were scored with weights that are not the framework's own: {weights}."
REFERENCE = "Where a measure is compared with other schools, these are the schools of the reference “{reference}”."
NUMBERS_OF = {"weights": "Weights", "targets": "Targets", "cut_scores": "Cut scores", "rules": "Rules"}
HOLDS = "Where a number below says nothing of itself, this holds for it."
THE_SCORE, OTHER_SCHOOLS = "The score", "Other schools"
SCHOOLS_WHERE = "Schools where {condition}."
SCHOOLS_ELSE = "All schools that none of the variants is for."
SCORED_SO = Plural(
    "{count} of the schools here is scored in this way.", "{count} of the schools here are scored in this way."
)
PARTS_CAPTION = "Parts and measures, with weights"
PARTS_CAPTION_OF = "Parts and measures, with weights: {kind}"
PART, HOW, NONE = "Part or measure", "How it is scored", "Where it has no score"
#: The same, short, for narrow screens.
HOW_LABEL, NONE_LABEL = Text("How", "a part is scored"), Text("No score", "what happens then")
RULES, NOTES, SOURCES = Text("Rules", "heading"), "Notes", "Sources"
SOURCE_OF_DATA = "Source of the data: {text}"

# --- weights, and whose numbers they are -----------------------------------------------------------------------------

NOT_COUNTED = "not counted, shown beside"
UP_TO = Plural("up to {number} point", "up to {number} points", parts=True)
#: Of one number or of several, in the middle of a line.
STANDINGS = {
    "documented": Text("documented by the authority", "a number"),
    "convention": "a convention of this document, not the authority's",
    "read_off": Text("read off published data", "a number"),
    "caller": "given for this run, not the framework's own",
}
#: The same at the beginning of a line.
STANDINGS_BEGIN = {
    "documented": "Documented by the authority",
    "convention": "A convention of this document, not the authority's",
    "read_off": "Read off published data",
    "caller": "Given for this run, not the framework's own",
}
STANDING_SOURCE = Text("{standing}; source: {source}", "whose number it is, and where it stands")
SOURCE_IS = Text("source: {source}", "of a number")
NUMBER_IS = Text("{number}: {told}", "a number, and whose it is")
#: A number that is a column's, so that no form of the unit fits.
OWN_UNIT = Text("{number} {unit}", "“the school's own target”, and a unit")

# --- conditions ------------------------------------------------------------------------------------------------------

BOTH = Text("{most} and {next}", "conditions that must all hold")
EITHER = Text("{most} or {next}", "conditions of which one must hold")
BRACKETS = Text("({condition})", "a condition with “or” among others")
NOT = "it is not so that {condition}"
IS, IS_NOT = "{name} is “{text}”", "{name} is not “{text}”"
IS_ONE, IS_NONE = "{name} is one of {texts}", "{name} is none of {texts}"
GRADE_IS, GRADE_IS_ONE = "the grade of {name} is {grade}", "the grade of {name} is {most} or {last}"
THERE, NOT_THERE = "{name} is there", "{name} is not there"
WITHOUT = "{name} is without a value ({reason})"
VALUE_IS, SCORE_IS = "{name} is {limits}", "the score of {name} is {limits}"
LIMITS = {
    "below": Text("below {number}", "a value is …"),
    "at_most": Text("at most {number}", "a value is …"),
    "equals": Text("exactly {number}", "a value is …"),
    "at_least": Text("at least {number}", "a value is …"),
    "above": Text("above {number}", "a value is …"),
}
LIMITS_BOTH = Text("{most} and {next}", "a value is …")

# --- rules -----------------------------------------------------------------------------------------------------------

WHERE, FOR_EVERY = "Where {condition}.", "For every school."
#: Without and with a limit; ``own`` where the number is a column's: “the school's own bonus”.
ADDED = {
    "free": Plural("{number} point is added.", "{number} points are added.", parts=True),
    "limited": Plural(
        "{number} point is added, never to above {limit}.",
        "{number} points are added, never to above {limit}.",
        parts=True,
    ),
    "own_free": Text("{number} points are added.", "as many as a column says"),
    "own_limited": Text("{number} points are added, never to above {limit}.", "as many as a column says"),
}
TAKEN = {
    "free": Plural("{number} point is taken off.", "{number} points are taken off.", parts=True),
    "limited": Plural(
        "{number} point is taken off, never to below {limit}.",
        "{number} points are taken off, never to below {limit}.",
        parts=True,
    ),
    "own_free": Text("{number} points are taken off.", "as many as a column says"),
    "own_limited": Text("{number} points are taken off, never to below {limit}.", "as many as a column says"),
}
NEVER_MORE, NEVER_LESS = "Never more than {limit}.", "Never less than {limit}."
LIMIT_OWN = Text("{number} points", "never more than as many points as a column says")
LIMIT_GRADE = Text("grade {grade}", "never more than …")
LIMIT_GRADE_IN = Text("the grade in {name}", "never more than …")
LIMIT_LOWERED = Plural("the grade in {name}, lowered by {count}", context="never more than …")
GRADE_SET = "The grade is {grade}."
WITHHELD = "No score and no grade: {text}"
CARD_SAYS = "The card says: {text}"

# --- missing data ----------------------------------------------------------------------------------------------------

ONLY_SHOWN = "Nothing else changes: it is only shown."
WEIGHT_GOES = "Its weight goes to {names}."
COUNTS_AS = "It counts as {number}."
THEN_NONE = "{name} then has no score."
LEFT_OUT = "It is left out."
LEFT_OUT_WEIGHT = "It is left out, and its weight goes to the others in proportion."
