# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How does a group of schools do, without giving a small school away?
#
# A trust, a federation or an authority wants one report card for all its schools. Its pupils should count alike,
# whichever school they go to, and nobody should be able to work out, by subtraction, the result of a school that is too
# small to be told. Here Hampshire's primary schools of 2019 are put together by kind of school; then three made-up
# trusts show what is held back, and why.

# %%
import numpy as np
import pandas as pd
from IPython.display import HTML
from pictures import BLUE, EDGE, GREY, INK, ORANGE, colours, label, picture, published, show

import reportcard as rc

framework = "school-report-card-2009"
beside = [published("england/absence-2019.csv"), published("england/ofsted-ratings-2019.csv")]
schools = rc.read_file(published("england/ks2-2019-hampshire.csv"), framework, join=beside)
KINDS = {
    "CY": "Community",
    "VC": "Voluntary controlled",
    "VA": "Voluntary aided",
    "ACC": "Academy converter",
    "AC": "Academy, sponsored",
    "FD": "Foundation",
    "F": "Free school",
}
schools["KIND"] = schools["NFTYPE"].map(KINDS)

# %% [markdown]
# ## Put together
#
# Every indicator is pooled over the pupils of the group's schools, then the framework scores the group as if it were
# one school.

# %%
single = rc.score(schools, framework)
groups = rc.group_cards(schools, "KIND", framework, total="Hampshire")
names = [*KINDS.values(), "Hampshire"]
kinds = schools["KIND"].to_numpy()
scores = single.scores()


def members(name):
    """Whether each school is in a group."""
    return np.full(len(kinds), True) if name == "Hampshire" else kinds == name


table = pd.DataFrame(
    {
        "schools": [int(members(name).sum()) for name in names],
        "pupils at 11": [groups[name]["ks2_reading_progress"].n for name in names],
        "score of the group": [groups[name].overall.score for name in names],
        "grade": [groups[name].overall.grade for name in names],
        "mean of the schools' scores": [
            round(float(np.nanmean(scores[members(name)])), 1) if (~np.isnan(scores[members(name)])).any() else None
            for name in names
        ],
    },
    names,
)
table.convert_dtypes()

# %%
letters = ["A", "B", "C", "D", "E"]
fill = colours(letters)
grades = np.array(single.grades(), object)
figure, axes = picture(9, 4.6)
shake = np.random.default_rng(2009).uniform(-0.28, 0.28, len(scores))
for row, name in enumerate(names[:-1]):
    for letter in letters:
        mine = members(name) & (grades == letter)
        axes.scatter(scores[mine], row + shake[mine], s=22, color=fill[letter], edgecolor=INK, linewidth=0.3)
for row, name in enumerate(names):
    if groups[name].overall.score is not None:
        axes.scatter(
            groups[name].overall.score, row, s=130, marker="D", color="#ffffff", edgecolor=INK, linewidth=2, zorder=4
        )
axes.scatter([], [], s=90, marker="D", color="#ffffff", edgecolor=INK, linewidth=2, label="the group")
for letter in letters:
    axes.scatter([], [], s=30, color=fill[letter], label=f"a school with {letter}", **EDGE)
axes.legend(loc="upper right", fontsize=8)
axes.set_yticks(range(len(names)), [f"{name} ({table.loc[name, 'schools']})" for name in names])
axes.invert_yaxis()
axes.set_xlim(0, 118)
axes.set_xticks(range(0, 101, 10))
label(axes, "Schools and their groups, Hampshire 2019", "Overall score (points, 0 to 100)")
show(figure, "Rows of dots, one for each kind of school; the diamonds of the groups lie close together in the middle.")

told = {name: groups[name].overall.score for name in names}
spread = {name: float(np.ptp(scores[members(name) & ~np.isnan(scores)])) for name in names if told[name] is not None}
assert list(told.values()) == [49, 53, 57, 53, 41, 51, None, 50]
assert (np.nanmin(scores), np.nanmax(scores), max(spread.values())) == (8, 91, 83)
assert [name for name in names[:-1] if groups[name]["disadvantage"].score is None] == [
    "Voluntary controlled",
    "Voluntary aided",
    "Free school",
]

# %% [markdown]
# *The picture shows that schools of one kind differ far more than kinds do. Dots are schools, from 8 to 91 points;
# diamonds are the groups, from 41 to 57. The one free school has no results at 11 in the file, and its group no score.*
#
# A group's score is not the mean of its schools' scores, and here it is lower. Pupils count alike, so that large
# schools count for more. Inspection grades are not averaged, so that no group has a part for them. And the voluntary
# schools have no gap between disadvantaged and other pupils, since fewer than half of them have one that could be told.

# %%
figure, axes = picture(9, 4)
SUBJECTS = {"ks2_reading_progress": ("Reading", BLUE, "o"), "ks2_writing_progress": ("Writing", GREY, "s"),
            "ks2_maths_progress": ("Maths", ORANGE, "^")}  # fmt: skip
shown = [name for name in names if groups[name]["ks2_reading_progress"].value is not None]
for shift, (leaf, (title, colour, mark)) in zip((-0.22, 0, 0.22), SUBJECTS.items(), strict=True):
    for row, name in enumerate(shown):
        node = groups[name][leaf]
        axes.plot([node.lower, node.upper], [row + shift] * 2, color=colour, linewidth=2)
        axes.scatter(node.value, row + shift, s=34, color=colour, marker=mark, zorder=3)
    axes.scatter([], [], color=colour, marker=mark, label=title)
axes.axvline(0, color=INK, linewidth=0.8, linestyle="--")
axes.legend(title="Progress from 7 to 11 in")
axes.set_yticks(range(len(shown)), shown)
axes.invert_yaxis()
label(axes, "Pooled progress with 95 % limits (dashed: England)", "Progress (points of the key stage 2 scale)")
show(
    figure,
    "Pooled progress of seven groups in three subjects, each with its limits: narrow for many pupils, wide for few.",
)

reading = {name: groups[name]["ks2_reading_progress"] for name in shown}
county = reading["Hampshire"]
width = {name: round(node.upper - node.lower, 2) for name, node in reading.items()}
assert (reading["Community"].n, width["Community"]) == (9674, 0.25)
assert (reading["Academy, sponsored"].n, width["Academy, sponsored"]) == (214, 1.69)
assert (round(county.lower, 2), round(county.upper, 2)) == (-0.45, -0.24)

# %% [markdown]
# *The picture shows pooled progress with its limits. For the 9,674 pupils of the community schools the limits are a
# quarter of a point wide, for the 214 of the sponsored academies 1.7 points. Hampshire's progress in reading lies
# between −0.45 and −0.24, below the mean of England (0).* The error of a mean over many schools is that of the weighted
# mean of independent schools.
#
# ## What a group's card says of what it lacks
#
# Values that were suppressed before they were published cannot be pooled. They are left out, and counted.

# %%
aided = groups["Voluntary aided"]
for note in aided.notes:
    print("·", note)
print("·", aided["ks2_expected_gap"].title, "—", aided["ks2_expected_gap"].reason)
print("·", aided["ofsted"].title, "—", aided["ofsted"].reason)

assert str(aided["ks2_expected_gap"].status) == "low_coverage"
assert {str(groups[name]["ofsted_overall"].status) for name in shown} == {"not_applicable"}

# %%
HTML(groups["Hampshire"].to_html(audience="parents", fragment=True))

# %% [markdown]
# ## Three trusts, and one small school
#
# Who publishes schools **and** groups must see to it that nobody can subtract. Give the values as they are: the library
# knows which schools are too small to be told (fewer than 6 pupils behind a value) and holds back what would give them
# away. All schools below are made up.

# %%
trusts = pd.DataFrame(
    {
        "id": ["N1", "N2", "N3", "S1", "S2", "S3", "W1", "W2", "W3"],
        "trust": ["North"] * 3 + ["South"] * 3 + ["West"] * 3,
        "progress_8": [0.3, 0.1, -0.2, 0.2, 0.4, -1.9, 0.1, -0.3, 0.5],
        "progress_8_n": [120, 90, 60, 110, 70, 4, 80, 5, 5],
    }
)
made = rc.group_cards(trusts, "trust", framework, total="All trusts")
told = {name: made[name]["progress_8"] for name in made.ids}
rows = {name: {"progress 8": node.value, "pupils": node.n, "status": str(node.status)} for name, node in told.items()}
pd.DataFrame.from_dict(rows, orient="index")

# %%
figure, axes = picture(9, 3)
for row, name in enumerate(("North", "South", "West")):
    left = 0
    for _, school in trusts[trusts["trust"] == name].iterrows():
        hidden = school["progress_8_n"] < 6
        axes.barh(row, school["progress_8_n"], left=left, color=ORANGE if hidden else "#7fb2e5", **EDGE)
        if not hidden:
            axes.text(left + school["progress_8_n"] / 2, row, school["id"], ha="center", va="center")
        left += school["progress_8_n"]
    node = told[name]
    words = f"told: {node.value:+.2f}" if node.value is not None else f"{node.status}"
    small = trusts.loc[(trusts["trust"] == name) & (trusts["progress_8_n"] < 6), "id"].tolist()
    axes.text(left + 4, row, f"{words}; too small: {', '.join(small) or 'none'}", va="center")
axes.set_yticks(range(3), ["North", "South", "West"])
axes.invert_yaxis()
axes.set_xlim(0, 400)
label(axes, "Pupils behind Progress 8, by trust and school; orange: too small to be told", "Pupils")
show(figure, "Bars of pupils for three trusts: North is told, South with one small school is suppressed, West is told.")

statuses = {name: str(node.status) for name, node in told.items()}
assert statuses == {"North": "available", "South": "suppressed", "West": "available", "All trusts": "suppressed"}

# %% [markdown]
# *The picture shows three trusts. North has no small school and is told. South has one: South less S1 and S2 would be
# S3, so South is suppressed. West has two small schools with 10 pupils between them, and neither can be worked out from
# the sum: West is told.* And the total is suppressed as well: all trusts less North, West, S1 and S2 would again be S3.

# %% [markdown]
# ## Conclusion
#
# * Pooled over pupils, Hampshire's 315 primary schools score 50 points, a C. Between kinds of schools lie up to 16
#   points, between schools of one kind up to 83.
# * A group's limits follow from its schools' errors, and its card says which schools are not in a number, and why.
# * One small school in a group is enough to hold back the group and the total. Groups of one column are safe beside the
#   cards of the schools; groups of a second column overlap with them, and are not checked against them.
