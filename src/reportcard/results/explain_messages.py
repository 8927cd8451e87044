"""Messages of a card as plain text: how every score came about, and how sure it is."""

from __future__ import annotations

from reportcard.results.message import Plural, Text

LINE = Text("{title}: {result}", "a part of the card and its result")
IN_BRACKETS = Text("{title} ({more})", "a title and what is known of it")
BECOMES = Text("{before} → {after}", "a number and what became of it")

# --- the card ----------------------------------------------------------------------------------------------------

SCORED_AS = "Scored as: {variant}"
OWN_WEIGHTS = "Own weights, not the framework's own: {weights}."
NOTE = "Note: {note}"
FRAMEWORK = "Framework {id}, version {version}, hash {hash}"
REFERENCE = "Compared with reference {reference}"
ENGINE = "Computed by reportcard {version}"

# --- weights -----------------------------------------------------------------------------------------------------

BESIDE = "beside the others, not counted"
BONUS = "extra points"
WEIGHT = "weight {weight}"
WEIGHT_NOT_COUNTED = "weight {weight}, not counted"
WEIGHT_MOVED = "weight {declared} declared, {applied} applied"

# --- results -----------------------------------------------------------------------------------------------------

PROFILE = "no score; its parts stand side by side"
NO_SCORE = "no score: {reason}"
NO_SCORE_TREATED = "no score: {reason}; treated as {score}"
AS_IT_IS = "{value}, taken as it is"
AFTER_RULES, AFTER_RULES_ROUNDED = "after its rules: {score}", "after its rules and rounding: {score}"
AFTER_LIMITS = "after the limits of the scale: {score}"
AFTER_LIMITS_ROUNDED = "after the limits of the scale and rounding: {score}"
ROUNDED = "rounded to {step}: {score}"

# --- remarks -----------------------------------------------------------------------------------------------------

HOW = "how: {text}"
#: Said only where it is not the school's own doing.
INFLUENCE = {
    "partly": "the school can influence it in part",
    "context": "the school can hardly influence it",
}
STATUS_CODE = Text("{status}, {code}", "a status and the publisher's code")
WITHOUT = "without a score: {titles}"
WITHOUT_MOVED = "without a score: {titles}; its weight went to the others: {gains}"
GAIN = Text("{title} {before} → {after}", "a weight before and after")
RULE = "rule {id}: {told}"
LIMITS = "limits {low} to {high}"
STANDARD_ERROR = "standard error {number}"
RESTS = Plural("rests on {share} of its weight ({there} of {count} measures have a value)")

# --- how sure it is ----------------------------------------------------------------------------------------------

PROBABLY = Text("probably {interval}", "where a score lies")
BETWEEN, ABOUT = Text("between {low} and {high}", "where a score lies"), Text("about {score}", "where a score lies")
SURE_OF = {
    "almost certainly": "almost certainly {grade}",
    "very likely": "very likely {grade}",
    "probably": Text("probably {grade}", "how sure a grade is"),
    "perhaps": "perhaps {grade}",
}
COULD_BE = "{sure}, could be {grades}"
LIKELIER = Plural("{sure}; {grades} is likelier")
LIKELIER_COULD_BE = Plural("{sure}; {grades} is likelier, could be {others}")
GRADES_END = Text("{most} or {last}", "grades of which a school may have one, before the last")
SURE_CHANCES = Text("{sure} ({chances})", "how sure a grade is, and the probabilities of grades")
CHANCE = Text("{grade} {share}", "a grade or a rule and its probability")
WITHOUT_ERROR = Plural(
    "Taken as exact, because nothing tells its error: {titles}.",
    "Taken as exact, because nothing tells their error: {titles}.",
)
COVER = "Intervals are meant to cover {share}: {how}; {errors}."
EXACTLY = "computed exactly"
DRAWS = Plural("{count} draws with seed {seed}")
CORRELATED = "the errors of its measures have a correlation of {number}"
INDEPENDENT = "the errors of its measures are taken as independent"
ERRORS_KNOWN = "Errors are known for {share} of the overall weight."
MAY_FIRE = "Rules that may fire: {rules}."
