"""What cards say beside their numbers: whole sentences with named places, in one file, so that they can be translated.

Titles of sections stand in :data:`HEADINGS`, heads of columns in :data:`COLUMNS`. A sentence with a count in it is a
:class:`Plural`, whose form the language chooses. What a language does not have stays English (docs/languages.md).
"""

from __future__ import annotations

from reportcard.indicators.status import STATUSES as STATUS_ORDER
from reportcard.results.message import Plural, Text

# --- the result, in full ---------------------------------------------------------------------------------------------

FULL_GRADE = "{school} has the overall grade {grade}, the {place}."
FULL_GRADE_ONLY = "{school} has the overall grade {grade}."
FULL_SCORE = "{school} has an overall score of {score}. The framework gives no overall grade."
FULL_NONE = "{school} has no overall grade. Why: {reason}."
FULL_PROFILE = "This framework gives no overall grade and no overall score: the parts stand side by side."
FULL_RULES = "Rules of the framework changed this result. They are listed below."
FULL_ALL_THERE = Plural(
    "Its one measure has a result.", "All {count} of its measures have a result.", context="in full"
)
FULL_NONE_THERE = "No measure has a result. The card says why for each of them."
FULL_SOME_THERE = Plural(
    "{there} of {count} measures has a result. For the others the card says why not.",
    "{there} of {count} measures have a result. For the others the card says why not.",
)
FULL_WEIGHT_THERE = Plural(
    "{there} of {count} measures has a result, with {share} of the weight. For the others the card says why not.",
    "{there} of {count} measures have a result, with {share} of the weight. For the others the card says why not.",
)
FULL_ENDS = "The highest score of its parts is for “{high}” ({high_score}), the lowest for “{low}” ({low_score})."
NEAR = "The score is {up}."
NEAR_BOTH = "The score is {up}, and {down}."
SHORT_OF = "{points} short of the next grade, {grade}"
ABOVE = "{points} above the lowest score of its own grade"
AT_LOWEST = "at the lowest score of its own grade"
OUT_OF = "out of {most}"
SCORE_OUT_OF = Text("{score} {out_of}", "score, “out of 100”")
PLACE = Plural("{place} highest of {count} grades")
HIGHEST = Plural("highest of {count} grades")
LOWEST = Plural("lowest of {count} grades")

# --- the result, for parents -----------------------------------------------------------------------------------------

HAS_GRADE = "{school} has the grade “{grade}”. It is the {place}."
HAS_GRADE_ONLY = "{school} has the grade “{grade}”."
HAS_SCORE = "{school} has a score of {score}. These rules give no grade to the whole school."
HAS_VALUE = Text("{title}: {value}.", "a value as a sentence")
HAS_NONE = "{school} has no grade this year. Why: {reason}."
IS_PROFILE = "These rules give no grade to the whole school. Each part stands on its own."
RULES_CHANGED = "Special rules changed this result."
RULE_SAYS = "Please note: {rule}"

# --- the result, for children ----------------------------------------------------------------------------------------

CHILD_GRADE = "This year, the result of your school is “{grade}”."
CHILD_PLACE = "It is the {place}."
CHILD_SCORE = "Your school has a result this year. It has no grade."
CHILD_NONE = "Your school has no result this year. Not enough could be counted."
CHILD_PROFILE = "Your school is shown here without a grade."
CHILD_WELL = "It does well here: {titles}."
CHILD_LOOK = "It can get better here: {titles}."
CHILD_UP = "It did better than the year before."
CHILD_DOWN = "It did less well than the year before."
CHILD_SAME = "It did about as well as the year before."
CHILD_END = "A grade tells only a part of what a school is like. It says nothing about you."
CHILD_END_NO_GRADE = "This page tells only a part of what a school is like. It says nothing about you."

# --- how sure it is --------------------------------------------------------------------------------------------------

RANGE = "The true score is likely to be between {low} and {high}."
RANGE_SHORT = "likely between {low} and {high}"
SCALE = "on a scale from {low} to {high}"
RANGE_ROW = "likely {low} to {high}"
VERY_LIKELY = "The grade is very likely “{grade}”."
LIKELY = "The grade is likely “{grade}”, but it could be “{other}”."
COULD_BE = "The grade could be “{grade}” or “{other}”."
HOW_SURE_DRAWS = Plural(
    "Ranges cover the true score {confidence} of the time. They come from {draws} draws, seed {seed}."
)
HOW_SURE_EXACT = "Ranges cover the true score {confidence} of the time. They are computed exactly."
TAKEN_AS_EXACT = "Nothing tells the error of {titles}. Taken as exact, so the true range is wider."
RULE_CHANCE = "The rule {rule} fires with a probability of {chance}."

# --- parts and their reasons -----------------------------------------------------------------------------------------

REASON_NONE = "No score. Why: {reason}."
REASON_ENDS = "Best in “{high}” ({high_score}). Lowest in “{low}” ({low_score})."
REASON_LEVEL = Plural("All {count} measures are at about the same level.")
REASON_ONE = "Only one measure has a score: “{title}”."
REASON_VALUE = "The value is {value}."
REASON_PLAIN = "It has no reason beside its score."
REASON_VALUES = Text("{values}.", "values in a sentence")
A_VALUE = Text("{title}: {value}", "a value in a sentence")
NEXT_VALUE = Text("{most}; {next}", "values in a sentence")
REASON_BESIDE = Text("{reason} Shown here, but no part of the grade.", "a sentence, and one more")

# --- what goes well --------------------------------------------------------------------------------------------------

WELL_INTRO = "Well above the middle. What counts most comes first."
LOOK_INTRO = "Well below the middle. What counts most comes first."
NONE_WELL = "No measure is well above the middle of its scale."
NONE_LOOK = "No measure is well below the middle of its scale."
FINDING = "{title}: {score} out of {most}"
FINDING_EFFECT = "{title}: {score} out of {most}. It moves the overall score by {points} from the middle."

# --- since last year -------------------------------------------------------------------------------------------------

ROSE = "The score went up by {points} since {year}, from {before} to {now}."
FELL = "The score went down by {points} since {year}, from {before} to {now}."
SAME = "The score is about the same as in {year}: {before} then, {now} now."
WITHIN_CHANCE = "A change as small as this may be due to chance."
GRADE_CHANGED = "The grade was “{before}” and is now “{now}”."
GRADE_KEPT = "The grade is the same, “{now}”."
NOT_COMPARABLE = "The way of scoring changed, so {year} and this year cannot be compared."
NOT_COMPARABLE_NOTE = "The way of scoring changed, so {year} and this year cannot be compared. {note}"
WAS_NONE = "There was no score in {year}. Why: {reason}."
IS_NONE = "There is no score this year to compare with {year}."
YEARS = "Scores year by year: {scores}."
A_YEAR = Text("{score} ({year})", "a score and its year")
BROKEN = "The way of scoring changed after {years}."
THIS_YEAR = "This year"
CHANGE_UP = "up {points}"
CHANGE_DOWN = "down {points}"
CHANGE_SAME = "about the same"
CHANGE_NOT = "not comparable"
CHANGE_NO_SCORE = "no score to compare"

# --- how much there is -----------------------------------------------------------------------------------------------

ALL_THERE = Plural("Its one measure has a result.", "All {count} measures have a result.")
NONE_THERE = "No measure has a result."
SOME_THERE = Plural("{there} of {count} measures has a result.", "{there} of {count} measures have a result.")
WEIGHT_THERE = "They make up {share} of the grade."
NOT_THERE = "Not counted: {titles}."
MORE_NOT_THERE = Plural("Not counted: {titles} and {count} more.")
PUPILS = Plural("Up to {count} pupils or answers were counted for one measure.")
FOOT = "Made by the rules of “{framework}”, version {version}."
FOOT_ISSUER = "Made by the rules of “{framework}”, version {version}. Issued by {authority}."

# --- similar schools -------------------------------------------------------------------------------------------------

SIMILAR_RANK = Plural("The score is higher than that of {count} of {all} similar schools.")
#: After the sentence before, where the score's likely range is known.
SIMILAR_MIDDLE = {
    "alike": "It cannot be told apart from the middle of their scores ({middle}).",
    "above": "It is very likely above the middle of their scores ({middle}).",
    "below": "It is very likely below the middle of their scores ({middle}).",
}
SIMILAR_ALL = "Similar schools, the most similar first: {names}."
SIMILAR_MORE = Plural("Similar schools, the most similar first: {names} and {count} more.")
SIMILAR_TABLE = "Similar schools, the most similar first."
SIMILAR_CUT = Plural("Similar schools, the most similar first. The {shown} most similar of {all} schools are listed.")
THIS_SCHOOL = "{school} (this school)"
NO_SCORE_KNOWN = "no score known"

# --- what has no place of its own ------------------------------------------------------------------------------------

NO_SCORE, NOT_COUNTED, NOTHING = "no score", "not counted", Text("nothing", "what a part adds")
NOT_GRADED, NO_GRADE, NO_VALUE_GIVEN = "not graded", "no grade", "no value was given"
NO_VALUE = "no value"
NO_ERROR = "error not known"
NO_OVERALL = "No overall grade"
NO_MEANING = "not described by the framework"
NOT_SCORED = "Shown to describe the school. None of it is scored."
LIST_IS_CUT = Plural("and {count} more schools")
CARDS = Plural("{count} report card", "{count} report cards, in the order of the data")
CHART = "Chart: {told}"

# --- tables ----------------------------------------------------------------------------------------------------------

EXTRA_POINTS, NO_WEIGHT, THE_WHOLE = "extra points", "no weight", "the whole"
SHOWN_BESIDE = "shown beside the others"
OF_OWN_WEIGHTS = "{share} of the own weights"
IN_FRAMEWORK = "{share} in the framework"
FROM, BELOW, FROM_TO_BELOW = "from {low}", "below {high}", "from {low} to below {high}"
ABOVE_CUT, UP_TO, ABOVE_UP_TO = "above {low}", "up to {high}", "above {low}, up to {high}"
EVERY_SCORE = "every score"
PARTS_OF, MEASURES_OF = "{title}: parts", "{title}: measures"
RESULT_SCORE, RESULT_NONE = "Score {score}", "No score: {reason}"
VALUE_NOTE = "Value: {value}"
STATUS_CODE = Text("{status}, {code}", "status, “published as …”")
TREATED_AS = "Treated as if the score were {score}"
MEASURES_THERE = Plural("{there} of {count} measure", "{there} of {count} measures")
WEIGHT_SHARE = "{share} of the weight"
FORMULA = Text("{sum}.", "a sum as a sentence")
HAVE_NONE = Plural("{titles} has no score.", "{titles} have no score.")
WEIGHT_WENT = Plural(
    "{titles} has no score. Its weight went to {gains}.", "{titles} have no score. Their weight went to {gains}."
)
GAIN = Text("“{title}” ({before} → {after})", "a share of the weight before and after")
SUM_OF_ABOVE = "Sum of the above"
SCORE_OF = "Score of “{title}”"
ROUNDING, LIMITS_AND_ROUNDING = "Rounding", "Limits of the scale, rules and rounding"
CAPTION_PART = Text("{heading}: {column}", "title of a table, and what its first column holds")

# --- the technical account -------------------------------------------------------------------------------------------

#: The ids of the statuses, which tables of results have; a language may keep them as they are.
STATUSES = {status.value: Text(status.value, "id of a status") for status in STATUS_ORDER}
MADE_FROM_PARTS = "made from its parts"
STATUS_REASON = Text("{status}: {reason}", "status and its reason")
STATUS_PUBLISHED = Text("{status} ({code})", "status, “published as …”")
STANDARD_ERROR = "standard error {number}"
BEFORE_RULES = "{score} before rules and rounding"
STAND_IN = "treated as {score}"
SCALE_ENDS = "scale {low} to {high}"
WEIGHT_HAS_DATA = "{share} of the weight has data"
CHANCE = Text("{grade} {share}", "a grade and its probability")

# --- the back --------------------------------------------------------------------------------------------------------

CUTS = "How grades are cut"
CUTS_OF = "How grades are cut: {titles}"
AND_PARTS = Plural("{title} and {count} part", "{title} and {count} parts")
DIRECTIONS = {"higher": "Higher is better.", "lower": "Lower is better.", "none": "Shown, not judged."}
CONTROL = {
    "school": "The school can influence it fully.",
    "partly": "The school can influence it partly.",
    "context": "The school can hardly influence it.",
}
UNIT = "Unit: {unit}."
DEFINITION = "Definition: {text}"
SOURCE = "Source: {text}"
STANDINGS = {
    "documented": "documented by the authority",
    "convention": "a convention of this framework document, not the authority's",
    "read_off": "read off published data",
    "caller": "own weights, not the framework's own",
}
WEIGHTS_ARE, WEIGHTS_OF_ARE = "The weights are {standing}.", "The weights of {titles} are {standing}."
CUTS_ARE, CUTS_OF_ARE = "The cut scores are {standing}.", "The cut scores of {titles} are {standing}."
STANDING_SOURCE = "{standing} (source: {source})"
OWN_WEIGHTS = "Scored with own weights, not the framework's own: {weights}."
FACT_FRAMEWORK, FACT_HASH, FACT_REFERENCE, FACT_ENGINE = (
    "Framework", "Fingerprint of the framework", "Compared with", "Computed by",
)  # fmt: skip
FRAMEWORK_IS = "{framework}, version {version}"
REFERENCE_IS = "reference {reference}"
ENGINE_IS = "reportcard {engine}, card version {schema}"

# --- the list of cards -----------------------------------------------------------------------------------------------

LIST_TITLE = "Report cards"
SCHOOLS = Plural("{count} school", "{count} schools")
LIST_BY_NAME = "{schools}, in order of name. The list is no ranking."
LIST_AS_GIVEN = "{schools}, in the order of the data. The list is no ranking."
NONE_IN_FRAMEWORK = "none in this framework"
LIST_CAPTION = "Schools and their overall results"
ORDERED_BY, NAMES_FROM, PAGE = "In order of", "Names from", "Page"
PARTS_OF_SITE = Text("Site", "name of the links to the parts of a site")

#: What the library's own audiences call their cards.
AUDIENCES = {"parents": "For parents", "children": "For pupils", "technical": "Technical account"}

HEADINGS = {
    "result": "Overall result",
    "profile": "The school at a glance",
    "glance": "Each part of the result",
    "glance_profile": "Each part",
    "strengths": "What goes well, what to look at",
    "well": "What goes well",
    "look": "What to look at",
    "changes": "What changed since last year",
    "evidence": "How much this rests on",
    "rules": "Rules that applied",
    "contributions": "How the result is made up",
    "contributions_profile": "The parts",
    "measures": "Each part in detail",
    "similar": "Similar schools",
    "context": "About the school",
    "notes": "What to keep in mind",
    "grades": "What the grades mean",
    "standings": "Whose numbers these are",
    "methods": "How each measure is scored",
    "methods_profile": "What each measure is",
    "weights": "Weights, errors and statuses",
    "certainty": "How sure the result is",
    "facts": "About this card",
    "warning": "Note:",
    "out_of": "points",
}

COLUMNS = {
    "part": "Part", "grade": "Grade", "score": "Score", "why": "Why", "id": "Id", "year": "Year", "school": "School",
    "change": "Change", "before": "Before", "now": "Now", "measure": "Measure", "value": "Value", "weight": "Weight",
    "evidence": "Evidence", "adds": "Adds", "scores": "Scores", "means": "What it means", "status": "Status",
    "result": "Result",
}  # fmt: skip
