"""What the pages of a site say beside its cards: links, lists, the first page, data quality, downloads.

As in :mod:`reportcard.render.messages`: whole sentences with named places. What the page on the method says stands in
:mod:`reportcard.render.method_messages`.
"""

from __future__ import annotations

from reportcard.results.message import Plural, Text

# --- the parts of a site ---------------------------------------------------------------------------------------------

OVERVIEW, ALL_SCHOOLS, METHOD, QUALITY = "Overview", "All schools", "How it works", "Data quality"
COMPUTED_WITH = Text("reportcard {version}", "the program that computed the results")

# --- lists -----------------------------------------------------------------------------------------------------------

LIST_BY_GRADE = "{schools}, best grade first, then by name; those without a grade come last."
LIST_BY_SCORE = (
    "{schools}, highest score first; those without a score come last. Schools a few points apart may do equally well: "
    "the card says how sure its score is, where that is known."
)
#: Stands in the place of ``schools`` where a page shows only some of a list.
EXTENT = Plural("{first} to {last} of {count} schools")
ORDERS = {
    "name": Text("name", "in order of"),
    "grade": Text("grade", "in order of"),
    "score": Text("score", "in order of"),
}
AREAS_AND_PHASES = {"area": "Areas", "phase": "Phases"}
AREA_OR_PHASE = {"area": "Area", "phase": "Phase"}
#: What the schools are listed under for which the data has none. The downloads have them in English.
NONE_GIVEN = {"area": "No area is given", "phase": "No phase is given"}
OTHER_SCHOOLS = "Other schools"
LISTED_BY_COLUMN = "Listed by the column “{column}” of the data."
LISTED_BY_VARIANT = "Listed by how the framework scored them."

# --- the first page --------------------------------------------------------------------------------------------------

FRONT_TITLE = "Report cards: {framework}"
FRONT_HEADING = Plural("Report cards of {count} school", "Report cards of {count} schools")
#: By what schools are listed; ``list`` is a link.
FIND = {
    "": "Every school has a page of its own: find it in the {list}, or by its name.",
    "area": "Every school has a page of its own: find it in the {list}, or by area.",
    "phase": "Every school has a page of its own: find it in the {list}, or by phase.",
    "phase area": "Every school has a page of its own: find it in the {list}, or by phase or area.",
}
LIST_OF_ALL = Text("list of all schools", "link: find it in the …")
#: Both places are links.
READ_ON = "{method} says how scores and grades are made, {quality} what they rest on."
METHOD_LINK = Text("How it works", "link: … says how scores and grades are made")
QUALITY_LINK = Text("data quality", "link: … says what they rest on")
GRADES = "Grades"
BY_GRADE = "Schools by overall grade"
GROUP_CAPTIONS = {"area": "Areas, and their schools", "phase": "Phases, and their schools"}
SCHOOLS_HEAD = Text("Schools", "head of a column: how many")
SHARE_HEAD = Text("Share", "head of a column: of all schools")
BAR_HEAD = Text("Bar", "head of a column: a share as a bar")
NO_GRADE_HEAD = Text("No grade", "head of a column: how many schools have none")

# --- downloads -------------------------------------------------------------------------------------------------------

DOWNLOADS = "Downloads"
DOWNLOAD = Text("{file}, {size}", "a file and its size")
FILES = {
    "csv": "Scores and grades of every school, for a spreadsheet (CSV)",
    "parquet": "The same for data tools (Parquet)",
    "jsonl": "The same as JSON, one school a line",
    "yaml": "The framework's document (YAML): every weight, target, cut score and rule",
}
DOWNLOADS_HOLD = (
    "A row a school: its id, name, area and phase, then score, grade and status of every part and measure. "
    "The status says why a score is there, or why not."
)
MEGABYTES, KILOBYTES = "{number} MB", "{number} kB"

# --- data quality ----------------------------------------------------------------------------------------------------

QUALITY_TITLE = "Data quality: {framework}"
QUALITY_LEAD = Plural(
    "What the results of {count} school rest on: what was read, what was missing and why, and what could not be used. "
    "A value that is missing is never counted as zero.",
    "What the results of {count} schools rest on: what was read, what was missing and why, and what could not be used. "
    "A value that is missing is never counted as zero.",
)
HAVE_SCORE = Plural(
    "{count} school ({share}) has an overall score.", "{count} schools ({share}) have an overall score."
)
OTHERS_HAVE_NONE = "The others: {reasons}."
A_REASON = Text("{reason}: {count}", "why schools have no value, and how many they are")
A_LIMIT = Text("of those with one, {reason}: {count}", "how many of the schools with a value have a limit in its place")
READ, READ_NAME, LEFT_OUT_NAME = "What was read", Text("Read", "rows of a file"), Text("Left out", "rows of a file")
READ_ROWS = Plural("{file}: {count} row", "{file}: {count} rows")
LEFT_OUT_ROWS = Plural(
    "{count} row that is not a school to score under this framework",
    "{count} rows that are not schools to score under this framework",
)
JOINED, JOINED_CAPTION = "Files that were joined", "Joined files"
JOINED_HEADS = {
    "file": "File",
    "matched": "Schools found in it",
    "without": "Schools not in it",
    "unused": "Rows of other schools, not used",
}
MEASURES, MEASURES_CAPTION = Text("Measures", "heading"), "Measures, and why schools have none"
WHY_NONE, WHY_NONE_LABEL = "Why the others have none", Text("Others", "why the others have no value")
COVERAGE = "Coverage of the parts"
COVERAGE_LEAD = (
    "How much of each part's weight rests on data. A measure that a school has no value for carries no weight there."
)
COVERAGE_HEADS = {
    "mean": "Weight with data, on average",
    "whole": "Schools with all of it",
    "nothing": "Schools with none",
}
#: The same, short, for narrow screens.
COVERAGE_LABELS = {
    "mean": Text("With data", "weight of a part"),
    "whole": Text("All of it", "schools with data for all of the weight"),
    "nothing": Text("None", "schools with data for none of the weight"),
}
UNUSABLE = "What could not be used"
UNUSABLE_LEAD = Plural(
    "{count} cell or row could not be used: it stands in no score. "
    "Here is how many, not what they said: a value may be of few pupils.",
    "{count} cells or rows could not be used: they stand in no score. "
    "Here is how many, not what they said: a value may be of few pupils.",
)
UNUSABLE_CAPTION = "What could not be used, by column"
UNUSABLE_HEADS = {"column": "Column", "wrong": "What is wrong", "count": "Cells or rows"}
ALL_READ = "Every cell could be read."
#: What is wrong with a cell or a row, by the code of the error.
FAULTS = {
    "not-a-number": "not a number",
    "not-finite": "not finite",
    "out-of-range": "out of range",
    "missing-id": "missing id",
    "duplicate-id": "duplicate id",
}
LACKING = "What was not collected"
LACKING_LEAD = "The framework describes these indicators, and the data has no column for them; no school has a value."
UNUSED = Plural(
    "{count} further column of the data is not read by the framework.",
    "{count} further columns of the data are not read by the framework.",
)
