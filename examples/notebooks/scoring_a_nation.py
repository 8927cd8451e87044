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
# # How did England's secondary schools do in 2019, and of how many can that be said?
#
# Three files of the Department for Education, as they were published: results at 16, absence by school, and the grades
# of Ofsted. The default framework, `school-report-card-2009`, says which column is what. Its weights and cut scores are
# a convention of this library: nobody published those of 2009.

# %%
from collections import Counter

import numpy as np
import pandas as pd
from IPython.display import HTML
from pictures import BLUE, EDGE, GREY, INK, colours, label, picture, published, show

import reportcard as rc

framework = "school-report-card-2009"
beside = [published("england/absence-2019.csv"), published("england/ofsted-ratings-2019.csv")]
schools = rc.read_file(published("england/ks4-2019-provisional.csv"), framework, join=beside)
cards = rc.score(schools, framework)

# %% [markdown]
# ## What was read
#
# Nothing is left out in silence: rows that are no mainstream schools (totals of authorities, special schools) are
# counted, and so are schools that a second file does not know.

# %%
read, left_out = schools.attrs["read"], schools.attrs["left_out"]
print(f"{read:,} rows, {left_out:,} of them not mainstream schools: {len(cards):,} schools")
for file in schools.attrs["joined"]:
    print(f"{file['file']}: knows {file['matched']:,} of them, does not know {file['without']:,}")
print(f"cells that could not be used: {len(cards.quarantine)}")

assert (read, left_out, len(cards), len(cards.quarantine)) == (5652, 1356, 4296, 0)

# %% [markdown]
# ## The scores

# %%
grades, scores = np.array(cards.grades(), object), cards.scores()
bands = cards[int(np.flatnonzero(~np.isnan(scores))[0])].overall.about.bands
letters = [band.grade for band in bands]
count = cards.summary()
pd.DataFrame({"meaning": [band.meaning for band in bands], "schools": [count[letter] for letter in letters]}, letters)

# %%
figure, axes = picture(9, 4)
edges = np.arange(np.nanmin(scores) - 0.5, np.nanmax(scores) + 1.5)
for letter, colour in colours(letters).items():
    axes.hist(scores[grades == letter], edges, color=colour, edgecolor=INK, linewidth=0.3)
top = axes.get_ylim()[1]
starts = [band.start for band in bands[:-1]]
for start in starts:
    axes.axvline(start - 0.5, color=INK, linewidth=0.9, linestyle="--")
for letter, low, high in zip(letters, [*starts, np.nanmin(scores)], [np.nanmax(scores), *starts], strict=True):
    axes.text((low + high) / 2, top, f"{letter}: {count[letter]:,}", ha="center", va="bottom", fontweight="bold")
label(axes, "", "Overall score (points, 0 to 100)", "Schools")
figure.suptitle("Secondary schools of England, 2019: overall scores and grades", x=0.01, ha="left", fontweight="bold")
show(figure, "Histogram of 3,182 overall scores, one hump with its middle at 51, cut into five grades.")

assert count == {"A": 418, "B": 614, "C": 1000, "D": 744, "E": 406, "no grade": 1114}
assert np.nanmedian(scores) == 51
assert [band.start for band in bands] == [75, 60, 45, 30, None]

# %% [markdown]
# *The picture shows one hump. Half of the 3,182 scored schools have 51 points or more; dashed lines mark where grades
# begin (30, 45, 60 and 75 points). The grade in the middle, C, is the largest with 1,000 schools; 418 have an A and 406
# an E.* The lines are steps in a slope without steps: on both sides of each stand schools that are nearly alike. How
# many grades are safe from chance is the question of the notebook `how-sure-are-we`.

# %% [markdown]
# ## Who has no score, and why
#
# 1,114 schools of 4,296 have none. A status says why: `missing` where the files have no value at all, `insufficient`
# where what there is carries less than 60 % of the weight.

# %%
KINDS = {
    "Academies": ["ACC", "AC", "CTC"],
    "Maintained by authorities": ["CY", "VA", "FD", "VC"],
    "Free schools, UTCs, studios": ["F", "UTC", "SS"],
    "Independent": ["IND"],
    "Further education": ["FESI"],
}
kind_of = {code: kind for kind, codes in KINDS.items() for code in codes}
kinds = schools["NFTYPE"].map(kind_of)
statuses = pd.Series(cards.statuses(), schools.index)
table = pd.crosstab(kinds, statuses).reindex(list(KINDS))[["available", "insufficient", "missing"]]
table = table.rename_axis(None).rename_axis(None, axis=1)
table

# %%
figure, axes = picture(9, 3.4)
fills = {
    "available": (BLUE, "a score"),
    "insufficient": ("#f0a35e", "too little evidence"),
    "missing": ("#ffffff", "no value"),
}
left = np.zeros(len(table))
for status, (colour, words) in fills.items():
    axes.barh(table.index, table[status], left=left, color=colour, label=words, **EDGE)
    left += table[status].to_numpy()
for place, (_, row) in enumerate(table.iterrows()):
    axes.text(row.sum() + 25, place, f"{row['available']:,} of {row.sum():,} scored", va="center")
axes.invert_yaxis()
axes.set_xlim(0, 2700)
axes.legend(loc="lower right")
label(axes, "Schools with and without an overall score, by kind", "Schools")
show(
    figure, "Bars by kind of school: nearly all academies and maintained schools are scored, no independent school is."
)

assert table.loc["Independent", "available"] == 0
assert table.loc["Independent"].sum() == 925
assert (table.loc["Free schools, UTCs, studios", "available"], table.loc["Free schools, UTCs, studios"].sum()) == (
    173,
    256,
)
assert (table.loc["Maintained by authorities", "available"], table.loc["Maintained by authorities"].sum()) == (836, 841)

# %% [markdown]
# *The picture shows that it is no accident who lacks a score: none of the 925 independent schools has one, and 83 of
# the 256 free schools, university technical colleges and studio schools have none. Of the schools that authorities
# maintain 836 of 841 are scored.* For independent schools the tables say `NA` in place of Progress 8, or of everything.
# A missing value is never a zero: these schools stand on the page without a grade, and with the reason.

# %% [markdown]
# ## How much of the framework the files feed
#
# The framework has seven parts. For some of them no file by school was ever published.

# %%
PARTS = ["progress", "attainment", "well_being", "disadvantage", "views", "partnership", "ofsted"]
scored = np.flatnonzero(~np.isnan(scores))
about = {part: cards[int(scored[0])][part].about for part in PARTS}
share = {part: float((~np.isnan(cards.scores(part)[scored])).mean()) for part in PARTS}
parts = pd.DataFrame(
    {
        "part": [about[part].title for part in PARTS],
        "weight": [about[part].weight for part in PARTS],
        "scored schools that have it": [f"{share[part]:.1%}" for part in PARTS],
        "where not, mostly": [
            Counter(status for status in cards.statuses(part) if status != "available").most_common(1)[0][0]
            for part in PARTS
        ],
    }
)
parts

# %%
figure, axes = picture(9, 3.6)
titles = [f"{about[part].title}" for part in PARTS]
weights = np.array([about[part].weight for part in PARTS])
fed = weights * np.array([share[part] for part in PARTS])
axes.barh(titles, weights, color="#ffffff", hatch="//", label="no data", edgecolor=GREY, linewidth=0.8)
axes.barh(titles, fed, color=BLUE, label="rests on data", **EDGE)
axes.invert_yaxis()
axes.legend(loc="lower right")
label(axes, "Weight of each part, and how much of it rests on data", "Weight (% of the overall score)")
show(figure, "Bars of the seven weights: progress, attainment, well-being and Ofsted are fed, three parts are empty.")

coverage = cards.coverage()[scored]
assert [share[part] for part in ("disadvantage", "views", "partnership")] == [0, 0, 0]
assert round(float(np.median(coverage)), 4) == 0.5325
assert len(cards.lacking) == 70

# %% [markdown]
# *The picture shows four parts with data and three without: what disadvantaged pupils gained, what parents and pupils
# say, and work with other schools have no published file for secondary schools.* Their weight goes to the other parts,
# and each card says so. Measure by measure, 53.25 % of the declared weight rests on data at the typical school, and 70
# indicators that the framework can read have no column here. The grades below stand on that half.

# %% [markdown]
# ## One card
#
# The school whose score is in the middle (the first of them): its page for parents, and the sum behind its grade.

# %%
middle = cards[int(scored[np.argmin(np.abs(scores[scored] - np.median(scores[scored])))])]
HTML(middle.to_html(audience="parents", fragment=True))

# %%
print("\n".join(middle.explain().splitlines()[:6]))

assert middle.overall.score == 51

# %% [markdown]
# ## Conclusion
#
# * Of 4,296 mainstream secondary schools 3,182 have a score and a grade: 418 A, 614 B, 1,000 C, 744 D, 406 E.
# * 925 of the 1,114 others are independent. Each has its reason, and none has a zero.
# * Three of seven parts have no published data. About half of the declared weight (53.25 %) rests on data, and the
#   card of every school says so before anyone else does.
