"""What cards say beside their numbers: whole sentences with named places, in one file, so that they can be translated.

Titles of sections stand in :data:`HEADINGS`, heads of columns in :data:`COLUMNS`.
"""

from __future__ import annotations

# --- the result, for parents -----------------------------------------------------------------------------------------

HAS_GRADE = "{school} has the grade “{grade}”. It is the {place}."
HAS_GRADE_ONLY = "{school} has the grade “{grade}”."
HAS_SCORE = "{school} has a score of {score}. These rules give no grade to the whole school."
HAS_VALUE = "{title}: {value}."
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
HOW_SURE_DRAWS = "Ranges cover the true score {confidence} of the time. They come from {draws} draws, seed {seed}."
HOW_SURE_EXACT = "Ranges cover the true score {confidence} of the time. They are computed exactly."
TAKEN_AS_EXACT = "Nothing tells the error of {titles}. Taken as exact, so the true range is wider."
RULE_CHANCE = "The rule {rule} fires with a probability of {chance}."

# --- parts and their reasons -----------------------------------------------------------------------------------------

REASON_NONE = "No score. Why: {reason}."
REASON_ENDS = "Best in “{high}” ({high_score}). Lowest in “{low}” ({low_score})."
REASON_LEVEL = "All {count} measures are at about the same level."
REASON_ONE = "Only one measure has a score: “{title}”."
REASON_VALUE = "The value is {value}."
REASON_PLAIN = "It has no reason beside its score."
REASON_VALUES = "{values}."
A_VALUE = "{title}: {value}"
BESIDE = "Shown here, but no part of the grade."

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
A_YEAR = "{score} ({year})"
BROKEN = "The way of scoring changed after {years}."
THIS_YEAR = "This year"
CHANGE_UP = "up {points}"
CHANGE_DOWN = "down {points}"
CHANGE_SAME = "about the same"
CHANGE_NOT = "not comparable"
CHANGE_NO_SCORE = "no score to compare"

# --- how much there is -----------------------------------------------------------------------------------------------

ALL_THERE = "All {count} measures have a result."
ONE_THERE = "Its one measure has a result."
NONE_THERE = "No measure has a result."
SOME_THERE = "{there} of {count} measures have a result."
ONE_OF_SOME = "1 of {count} measures has a result."
WEIGHT_THERE = "They make up {share} of the grade."
NOT_THERE = "Not counted: {titles}."
MORE_NOT_THERE = "Not counted: {titles} and {count} more."
PUPILS = "Up to {count} pupils or answers were counted for one measure."
FOOT = "Made by the rules of “{framework}”, version {version}."
FOOT_ISSUER = "Made by the rules of “{framework}”, version {version}. Issued by {authority}."

# --- similar schools -------------------------------------------------------------------------------------------------

SIMILAR_RANK = "The score is higher than that of {count} of {all} similar schools."
SIMILAR_ALL = "Similar schools, the most similar first: {names}."
SIMILAR_MORE = "Similar schools, the most similar first: {names} and {count} more."
SIMILAR_TABLE = "Similar schools, the most similar first."
SIMILAR_CUT = "The {shown} most similar of {all} schools are listed."
THIS_SCHOOL = "{school} (this school)"
NO_SCORE_KNOWN = "no score known"

# --- what has no place of its own ------------------------------------------------------------------------------------

NOT_GRADED, NO_GRADE, NO_VALUE_GIVEN = "not graded", "no grade", "no value was given"
NO_VALUE = "no value"
NO_ERROR = "error not known"
NO_OVERALL = "No overall grade"
NO_MEANING = "not described by the framework"
NOT_SCORED = "Shown to describe the school. None of it is scored."
LIST_IS_CUT = "and {count} more schools"
CARDS = "{count} report cards, in the order of the data"
ONE_CARD = "1 report card"

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
