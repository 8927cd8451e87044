"""What the page of an audit says: findings in sentences, tables, and how their numbers are made."""

from __future__ import annotations

from reportcard.results.message import Plural, Text

# --- numbers ---------------------------------------------------------------------------------------------------------

RANGE = Text("{low} to {high}", "an interval, or sizes of schools")
#: Stand in the place ``n`` of the sentences below.
N_RANGE = Text("(95% interval {range}, {schools})", "after a number that was found")
N = Text("({schools})", "after a number that was found")
CORRELATION = Text("correlation {number} {n}", "“goes with … most: …”")
WITH_RANGE = Text("{number} ({range})", "a number and its interval")

# --- how much data there is ------------------------------------------------------------------------------------------

BY_DESIGN = "The framework has no overall score by design: its parts are looked at one by one."
NONE_SCORED = "No school has an overall score ({schools}), so that little can be told here."
SCORED = (
    "{share} of the schools have an overall score {n}. On average {mean} of the weight of these scores rests on data."
)
NEVER_SCORED = Plural(
    "{titles} has no score for any school in this data. What is found here is about the rest.",
    "{titles} have no score for any school in this data. What is found here is about the rest.",
)

# --- circumstances ---------------------------------------------------------------------------------------------------

NO_CONTEXT = (
    "Nothing is known here of the circumstances of schools, so that nothing can be said of how scores go with "
    "deprivation or prior attainment. Give such columns."
)
CONTEXT_PART = "Of the parts, {title} goes with “{context}” most: {correlation}."
CONTEXT_UNKNOWN = "Whether the overall score goes with “{context}” cannot be told ({schools})."
CONTEXT_IS = "The overall score and “{context}”: {correlation}; by ranks {ranks}."
CONTEXT_CHANCE = "No association can be told from chance here."
CONTEXT_HIGHER = (
    "Schools with more of it tend to score higher; it goes along with {share} of the differences. This does not say "
    "why: the score may miss part of what such schools do, or they may differ."
)
CONTEXT_LOWER = (
    "Schools with more of it tend to score lower; it goes along with {share} of the differences. This does not say "
    "why: the score may miss part of what such schools do, or they may differ."
)

# --- what each part carries ------------------------------------------------------------------------------------------

NO_WEIGHTS = "The overall score is no mean and no sum of parts: no part has a weight."
#: By which of the weights are known.
CARRIES_MOST = {
    "none": "{title} carries {share} of the differences between overall scores {n}.",
    "applied": (
        "{title} carries {share} of the differences between overall scores {n}; its weight is {applied} as in force on "
        "average."
    ),
    "declared": (
        "{title} carries {share} of the differences between overall scores {n}; its weight is {declared} as declared, "
        "{applied} as in force on average."
    ),
}
CARRIES_MORE = {
    "applied": (
        "{title} carries more than its weight says: {share} of the differences {n}; "
        "its weight is {applied} as in force on average."
    ),
    "declared": (
        "{title} carries more than its weight says: {share} of the differences {n}; its weight is {declared} as "
        "declared, {applied} as in force on average."
    ),
}
CARRIES_LESS = {
    "applied": (
        "{title} carries less than its weight says: {share} of the differences {n}; "
        "its weight is {applied} as in force on average. Its scores differ little, or go against the others."
    ),
    "declared": (
        "{title} carries less than its weight says: {share} of the differences {n}; its weight is {declared} as "
        "declared, {applied} as in force on average. Its scores differ little, or go against the others."
    ),
}
LEAVING_OUT = (
    "Leaving out {title} would change the order of schools most: the orders with and without it have a rank "
    "correlation {number} {n}."
)

# --- measures that say the same --------------------------------------------------------------------------------------

PAIR = "{first} and {second} tell nearly the same: {correlation}. Together they may count more than was meant."
NO_PAIR = Plural("No two measures tell nearly the same: none of {count} pairs has a correlation of {same} or more.")
DIMENSIONS = Plural(
    "The {count} measures that most schools have are worth {number} unrelated ones; {share} of what they tell lies in "
    "one dimension ({schools} or more for each pair)."
)

# --- grades ----------------------------------------------------------------------------------------------------------

NO_GRADES = "The framework has no overall grade."
FREQUENT = "The most frequent grade is {grade}, with {share} of the graded schools {n}."
CROWDED = "A grade that most schools share tells them apart little."
RARE = "Fewer than 2 in 100 schools have: {grades}."
RARE_GRADE = Text("{grade} ({schools})", "a grade, and how many schools have it")
STEP = (
    "{share} of the graded schools would have another grade if their score were {step} higher or lower, the step to "
    "which it is rounded {n}."
)
NO_ERROR = "The data tells no measure's error, so that nothing can be said of how sure grades are."
ERROR = (
    "From the error of {titles} alone, the overall score has a standard error of {error} points in the middle school; "
    "{close} of the schools lie within {times} standard errors of a cut score {n}, and {other} would be expected to "
    "get another grade if the same error were drawn again. The errors of the other measures come on top."
)

# --- size, and years -------------------------------------------------------------------------------------------------

NO_SIZE = "The data does not tell the size of enough schools to compare small ones with large ones."
SIZES = (
    "Scores of the smallest quarter of schools ({small}) spread {ratio} times as much as those of the largest "
    "({large}) {n}."
)
SMALL_MOVE = "Chance alone moves small schools more, so that more of them stand at both ends, and fewer stay there."
NO_YEAR = "No overall scores can be compared with {year}."
YEAR = "Against {year}: {correlation} of the overall scores, which moved {points} points on average."
SAME_GRADE = "{share} of the schools have the same grade {n}, {two} moved two or more."
UNSTEADY = "Schools seldom change so much in a year: part of this may be chance, part a change of method."
SMALL_YEARS = (
    "Against {year}, scores of the smallest third of schools moved {ratio} times as far as those of the largest third "
    "{n}."
)

# --- the page --------------------------------------------------------------------------------------------------------

TITLE, HEADING = "Audit: {framework}", "Audit of the framework"
LEAD = Plural(
    "What this framework does to {count} school. Read it before you adopt or change the framework.",
    "What this framework does to {count} schools. Read it before you adopt or change the framework.",
)
INTERVALS = (
    "Each finding is of these schools and this data. An interval of 95% says how far the number could be another one "
    "by chance, if these schools stand for many like them; it does not cover errors of the data. What asks for a "
    "closer look does so by thresholds of ours, which are conventions: judge by the numbers."
)
CLOSER_LOOK, LOOK = "What asks for a closer look", "Look closer:"
SECTIONS = {
    "coverage": "How much data there is",
    "context": "Circumstances of schools",
    "weights": "What each part carries",
    "redundancy": "Measures that say the same",
    "grades": "How schools spread over the grades",
    "cuts": "How much hangs on little",
    "size": "Small schools and large ones",
    "years": "From year to year",
}
#: What is asked in each section, and why it matters.
WHY = {
    "coverage": (
        "A score that rests on half of what it should is another score. Parts without data may leave weight to others."
    ),
    "context": (
        "Where scores go with deprivation, with what pupils knew before or with size, the grade says something of whom "
        "a school teaches, and not only of how well."
    ),
    "weights": (
        "A weight says how much a part should count. How much it does depends on how far schools differ on it, and on "
        "whether it goes with the others."
    ),
    "redundancy": (
        "Two measures that always agree count one thing twice. Many that do are one measure with a large weight."
    ),
    "grades": ("A grade that nearly all schools have says little; one that hardly any has may not be worth having."),
    "cuts": "Schools just below and just above a cut score differ by a point and by a whole grade.",
    "size": (
        "A few pupils more or less move a small school's scores by chance. Where small schools spread more, their "
        "grades are less sure."
    ),
    "years": "Schools change slowly. Scores that jump tell of chance, or of a changed method.",
}
#: Heads of the columns of each section's table.
HEADS = {
    "coverage": {
        "score": "Score",
        "have": "Schools that have it",
        "mean": "Weight with data, on average",
        "whole": "Schools with all of it",
    },
    "context": {
        "score": "Score",
        "context": "Circumstance",
        "pearson": "Correlation (95% interval)",
        "spearman": "By ranks (95% interval)",
        "schools": Text("Schools", "head of a column: how many"),
    },
    "weights": {
        "part": "Part",
        "declared": "Weight as declared",
        "applied": "Weight in force",
        "carried": "Carries of the differences",
        "spread": "Spread of its scores",
        "correlation": "Correlation with overall",
        "without": "Order without it",
    },
    "redundancy": {
        "first": "Measure",
        "second": Text("And", "head of a column: the other measure of a pair"),
        "pearson": "Correlation (95% interval)",
        "schools": Text("Schools", "head of a column: how many"),
    },
    "grades": {
        "grade": "Grade",
        "schools": Text("Schools", "head of a column: how many"),
        "share": "Share (95% interval)",
    },
    "size": {
        "quarter": "Quarter of schools",
        "size": "Size",
        "mean": "Mean score",
        "spread": "Spread of scores",
        "ends": "Best or worst grade",
        "schools": Text("Schools", "head of a column: how many"),
    },
    "years": {
        "score": "Score",
        "year": "Year",
        "pearson": "Correlation (95% interval)",
        "same": "Same grade",
        "two": "Two grades or more",
        "change": "Average change",
        "schools": Text("Schools", "head of a column: how many"),
    },
}
QUARTERS = {
    "1": Text("smallest", "quarter of schools"),
    "2": Text("second", "quarter of schools"),
    "3": Text("third", "quarter of schools"),
    "4": Text("largest", "quarter of schools"),
}
#: Size of a school where the data has no number of pupils.
BEHIND = "Pupils behind the measures"
OF_THOSE_SCORED = "The average and the share with all of the data are of the schools that have the score."
CORRELATIONS = (
    "A correlation is between −1 and 1; 0 is none. Schools that lack either number are left out of that row. Of 20 "
    "rows without any association, one interval leaves out 0 by chance."
)
CARRIED = (
    "A part carries the covariance of what it adds with the overall score, over the variance of that score, before "
    "rules and rounding; the parts add up to 100%. A part that was left out adds nothing. The order without it is the "
    "rank correlation between the overall scores with and without the part."
)
OF_SCORES = "Correlations are of the scores of measures, so that more is better in each."
ERRORS = (
    "Each measure is moved by its standard error alone and everything is scored again; the squares are summed. The "
    "errors are taken as independent and normal. Rules that change grades are left out."
)
