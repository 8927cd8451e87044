"""Sentences that scoring writes on a card, in English: how a measure is scored, why years cannot be compared.

They are made from these templates. For a card in another language they are found again by them, as
:mod:`reportcard.results.told` does it.
"""

from __future__ import annotations

from reportcard.results.message import Text

# --- how a score is made ---------------------------------------------------------------------------------------------

METRIC = Text("{title}: {computed} ({inputs}).", "how a measure is computed")
VALUE = "The score is the value."
LINE = "A straight line: {worst} gives {low}, {best} gives {high}."
LINE_LIMITED = "A straight line: {worst} gives {low}, {best} gives {high}, and no less or more beyond them."
LINE_POINTS = "A line through these points: {gains}."
TABLE = "By table: {gains}."
STEPS = "By steps: {steps}."
TARGET = "{met} where the value reaches {target}, else {missed}."
BAND_TO = (
    "Average where the limits include {centre}; well above from {upper} and well below to {lower} where they do not "
    "(well below {worst}, below {bad}, average {middle}, above {good}, well above {best})."
)
BAND_UNDER = (
    "Average where the limits include {centre}; well above from {upper} and well below under {lower} where they do not "
    "(well below {worst}, below {bad}, average {middle}, above {good}, well above {best})."
)
SHARE = "The share of {whom} that does worse, from {low} to {high}."
DISTANCE = "The distance from the mean of {whom}: {mean} for the mean, {deviation} for each standard deviation."
POSITION = "The position between the worst and the best of {whom}, from {low} to {high}."
KEPT = "Kept between {low} and {high}."
ROUNDED = "Rounded to {step}, half up."
MET = "Met from {target}."
WEIGHTED_MEAN = "The weighted mean of its parts."
MEAN = "The mean of its parts."
SUM = "The sum of its parts."
PRODUCT = "The product of its parts."
HARMONIC_MEAN = "The weighted harmonic mean of its parts."
HARMONIC_WITHOUT_ZEROS = "The weighted harmonic mean of its parts, leaving out zeros."
GEOMETRIC_MEAN = "The weighted geometric mean of its parts."
POWER_MEAN = "The weighted power mean of its parts, power {power}."
BEST = "The best of its parts."
WORST = "The worst of its parts."
ALL_OF = "Met where all of its parts are met."
ANY_OF = "Met where at least one of its parts is met."
PROFILE = "Shown as a profile: its parts are not combined."
GRID = "The cell of a table: rows by {rows}, columns by {columns}."
NEEDS_WEIGHT = "Needs a score for parts with {weight} % of the weight."
NEEDS_PARTS = "Needs a score for {count} of its parts."
NEEDS_BOTH = "Needs a score for parts with {weight} % of the weight, and for {count} of its parts."

# --- why an earlier year cannot be compared --------------------------------------------------------------------------

OTHER_FRAMEWORK = "Scored under another framework, {framework}."
OTHER_VERSION = "Scored under version {before} of the framework, now {now}."
OTHER_TEXT = "Scored under another text of the framework."
OTHER_KIND = "Scored as another kind of school: {kind}."
OTHER_POPULATION = "Compared with another population of schools."
OTHER_WEIGHTS = "Scored with other weights."
SINCE = "Since {year}: {what}."
WITHOUT = "Rests on other measures: without {lacking}."
WITH = "Rests on other measures: with {more}."
WITHOUT_AND_WITH = "Rests on other measures: without {lacking}, with {more}."

#: What stands in the places of these sentences.
PARTS = {
    "gains": Text("{value} gives {points}", "a value and its points, in a row"),
    "from": Text("{points} from {value}", "points from a value on, in a row"),
    "above": Text("{points} above {value}", "points above a value, in a row"),
    "below": Text("{points} below that", "points below the first value, in a row"),
    "first": Text("{points} at first", "points from the beginning, in a row"),
    "own": Text("the school's own {indicator}", "in place of a number"),
    "similar": Text("the school's own similar schools", "of whom"),
    "reference": Text("the schools of the reference", "of whom"),
    "within": Text("the schools of the reference with the same {column}", "of whom"),
    "others": Text("all others", "of which kind"),
    "yes": Text("yes", "value of a parameter"),
    "no": Text("no", "value of a parameter"),
}

# --- why a value is not there ----------------------------------------------------------------------------------------

REASONS = {
    "not_there": "the school is not in the data of {year}",
    "failed": "the metric '{metric}' failed ({error})",
    "range": "the number is not between none and all of the {what}",
    "pillar": "a pillar is not between 0 and the points of a grade 9",
    "slot": "a part is not between 0 and the points of a grade 9 in each slot",
    "entitlement": "an entitlement is not between 0 and {most}",
    "reached": "more are reached than are entitled",
    "grade": "a grade is not a whole number from 1 to {most}",
    "safeguarding": "safeguarding is neither met nor not met",
    "inspections": "grades of different inspection frameworks are not compared",
    "day": "the day of the inspection is no day, written as YYYYMMDD",
    "later": "the inspection is later than the day it is asked for",
    "negative": "a count is negative",
    "cohort": "more pupils are in the measure than in the cohort",
    "coverage": "fewer than {share} % of the cohort are in the measure",
    "answers": "more agree than answered, or more answered than were asked",
    "few": "too few answered",
    "asked": "fewer than {share} % of those asked answered",
    "more": "more answered than were asked",
}

# --- what was noted when a file was read -----------------------------------------------------------------------------

#: As :mod:`reportcard.sources` writes them.
NOTES = {
    "doubled": "Two columns are called '{name}'; the second is read as '{read_as}'.",
    "short_row": "{file}: one row ends before the last column; what is not there is empty (row {lines}).",
    "short_rows": "{file}: {count} rows end before the last column; what is not there is empty (rows {lines}).",
    "rows": (
        "Every row is taken as a school: the framework tells by '{column}' which rows are, and there is no such column."
    ),
    "rows_near": (
        "Every row is taken as a school: the framework tells by '{column}' which rows are, and there is no such column."
        " Did you mean '{near}'?"
    ),
}
