"""What the report of a comparison says: its sentences, why schools moved, its tables."""

from __future__ import annotations

from reportcard.results.message import Plural, Text

# --- the summary -----------------------------------------------------------------------------------------------------

MOVED_GRADE = Plural("{schools} on both sides; {count} moved to another grade, {others} did not.")
MOVED_SCORE = Plural("{schools} on both sides; {count} moved to another score, {others} did not.")
NOT_MATCHED = (
    "The one gives {before}, the other {now}: without a counterpart for each grade, only schools that gained or lost a "
    "grade count as moved."
)
THE_GRADES, NO_GRADES = Text("the grades {grades}", "the one gives …"), Text("no grades", "the one gives …")
MOVED = "Moved: {ways}."
WAYS = {
    "up": Plural("{count} up", context="schools that moved"),
    "down": Plural("{count} down", context="schools that moved"),
    "gained": Plural("{count} from no result to one", context="schools that moved"),
    "lost": Plural("{count} to no result", context="schools that moved"),
    "other": Plural("{count} otherwise", context="schools that moved"),
}
WHY = "Why: {kinds}."
KINDS = {
    "variant": "another variant",
    "rule": "a rule on one side only",
    "missing": "a value on one side only",
    "coverage": "enough evidence on one side only",
    "value": "another value",
    "scale": "another scale for the same value",
    "weight": "another weight",
    "part": "a part that one framework lacks",
    "combination": "another combination of the same parts",
    "rounding": "another rounding or limit",
    "grades": "other cut scores or grades for the same score",
}
HOW_MANY = Text("{told} ({count})", "why schools moved, or where two results part, and how many schools they are")
PART_AT = "They part most often at {nodes}."
SAME_DATA = "Both sides read the same values, so that every difference is one of method."
OTHER_DATA = "The data differ. Changes of score: {verdicts}."
VERDICTS = {
    "real change": "real change",
    "cannot be told from noise": "cannot be told from noise",
    "not known": Text("not known", "whether a change is real"),
}
VERDICT_COUNT = Text("{verdict} {count}", "whether changes are real, and how many they are")
ONLY_IN = "Only in {label}: {schools}."

# --- names of the sides ----------------------------------------------------------------------------------------------

LABEL_OWN_WEIGHTS = "{title}, own weights"
LABEL_FIRST, LABEL_SECOND = "{title}, first", "{title}, second"
LABEL_FIRST_DATA, LABEL_SECOND_DATA = "{title}, first data", "{title}, second data"

# --- why a school moved ----------------------------------------------------------------------------------------------

CAUSE = Text("{title}: {told}.", "a part, and why it differs")
OTHER_VARIANT = "The school takes another variant: {before}, then {now}."
NO_VARIANT = Text("the framework's own", "name of a variant")
FIRST_HAS = "Only the first framework has '{node}' for this school."
SECOND_HAS = "Only the second framework has '{node}' for this school."
RULE_NOW, RULE_BEFORE = "the rule {rule} applies", "the rule {rule} no longer applies"
BECAUSE = Text("{told} ({because})", "which rule applies, and why")
NONE_NOW, NONE_BEFORE = "no score now, for {reason}", "no score before, for {reason}"
PROFILE_NOW = "no score now, for the framework shows the parts and does not combine them"
PROFILE_BEFORE = "no score before, for the framework shows the parts and does not combine them"
ROUNDED = "the same sum is rounded or limited otherwise"
GRADED = "the score {score} is graded by other cut scores or grades"
DIVIDED = "only one of the frameworks divides it further"
COMBINED = "the same parts are combined otherwise ({before}, then {now})"
#: As a framework's document writes them; a language may keep them as they are.
COMBINATIONS = {
    kind: Text(kind, "how parts are combined")
    for kind in (
        "weighted_mean", "mean", "sum", "product", "harmonic_mean", "geometric_mean", "power_mean", "best", "worst",
        "grid", "all_of", "any_of", "profile",
    )
}  # fmt: skip
SCORED = "the same value {value} is scored otherwise ({before}, then {now})"
VALUE = "the value was {before} and is {now}"
NONE = Text("none", "in place of a value or a score")
FIRST_COUNTS, SECOND_COUNTS = "only the first framework counts it", "only the second framework counts it"
WEIGHT = "its weight was {before} and is {now}"

# --- the page --------------------------------------------------------------------------------------------------------

TITLE = "{before} and {now}: comparison"
HEADING = Text("{before} and {now}", "heading: the two that are compared")
COMPARISON = "Comparison"
MATRIX = "From which grade to which"
MATRIX_CAPTION = "Schools by grade: a row for each grade of {before}, a column for each of {now}"
MATRIX_LEAD = "A row for each grade of {before}, a column for each of {now}."
ALL = Text("All", "schools of a row or a column")
TO_GRADE = Text("to {grade}", "schools that moved to a grade")
MOVERS = "Who moved, and why"
MOVERS_CAPTION = "Schools that moved, with both results and the place where they part"
MOVERS_CUT = Plural("The first {shown} of {count} are listed.")
FIRST, SECOND = Text("First", "result of a school"), Text("Second", "result of a school")
REAL = Text("Real?", "head of a column: whether a change is real")
NONE_MOVED = "No school moved."
ONE_SIDE = "Schools on one side only"
AND_MORE = Plural("{schools} and {count} more")
COMPARED = "What was compared"
WITH_ERROR = Text("{change} (standard error {error})", "a change of a score")
GRADE_SCORE = Text("{grade} ({score})", "a result")
FINGERPRINT, OWN_WEIGHTS = "fingerprint {hash}", "own weights: {weights}"
COMPARED_WITH = Text("compared with {reference}", "scores of a framework")
SCOPE_NAME, SCOPE = Text("Compared", "node, schools"), Text("{node}, {schools}", "what was compared")
SCHOOL_AND_ID = Text("{school} ({id})", "name and id of a school")
