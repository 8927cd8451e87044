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
# # How sure are we of a school's grade?
#
# Two things can move a grade that no teacher did. **Chance**: another year's pupils, as able and as well taught, would
# have got other results. **Choice**: somebody else would have set the weights otherwise. Here both are counted for real
# schools: Hampshire's primary schools from 2017 to 2019 and England's secondary schools of 2019 for the first, New York
# City's letters of 2009-10 for the second.

# %%
import numpy as np
import pandas as pd
from pictures import BLUE, EDGE, GREY, INK, colours, label, picture, published, show

import reportcard as rc
from reportcard.analysis.knobs import Weights

framework = "school-report-card-2009"
beside = [published("england/absence-2019.csv"), published("england/ofsted-ratings-2019.csv")]
FILES = {
    "Hampshire primaries 2017": (published("england/ks2-2017-hampshire.csv"), []),
    "Hampshire primaries 2018": (published("england/ks2-2018-hampshire.csv"), []),
    "Hampshire primaries 2019": (published("england/ks2-2019-hampshire.csv"), beside),
    "England's secondaries 2019": (published("england/ks4-2019-provisional.csv"), beside),
}
data = {name: rc.read_file(file, framework, join=more) for name, (file, more) in FILES.items()}
results = {name: rc.score(schools, framework, uncertainty=True) for name, schools in data.items()}

# %% [markdown]
# ## Certain at 95 %
#
# With `uncertainty=True` every school is scored 1,000 times, each time with its measures varied by their published
# errors. A grade is **certain at 95 %** where 950 of these draws give it.

# %%
certain = {name: cards.certain(0.95) for name, cards in results.items()}
rows = {
    name: {"graded": found.graded, "certain": found.certain, "share": f"{found.share:.0%}"}
    for name, found in certain.items()
}
pd.DataFrame.from_dict(rows, orient="index")

# %%
letters = list(certain["England's secondaries 2019"].by_grade)
fill = colours(letters)
figure, axes = picture(9, 3.6)
for row, found in enumerate(certain.values()):
    left = 0.0
    for letter, (_, sure) in found.by_grade.items():
        width = 100 * sure / found.graded
        axes.barh(row, width, left=left, color=fill[letter], **EDGE)
        if width > 3:
            axes.text(left + width / 2, row, letter, ha="center", va="center", color="w" if letter in "AE" else INK)
        left += width
    axes.barh(row, 100 - left, left=left, color="#ffffff", hatch="//", edgecolor=GREY, linewidth=0.6)
    axes.text(101, row, f"{found.certain:,} of {found.graded:,}", va="center")
axes.set_yticks(range(len(certain)), list(certain))
axes.invert_yaxis()
axes.set_xlim(0, 118)
axes.set_xticks(range(0, 101, 20))
label(axes, "Grades that are certain at 95 %, by grade; hatched: could be another", "Schools with a grade (%)")
show(figure, "Four bars: 40, 38, 46 and 57 % of the grades are certain at 95 %, the rest is hatched.")

counts = {name: (found.certain, found.graded) for name, found in certain.items()}
assert counts == {
    "Hampshire primaries 2017": (74, 187),
    "Hampshire primaries 2018": (71, 188),
    "Hampshire primaries 2019": (142, 309),
    "England's secondaries 2019": (1827, 3182),
}

# %% [markdown]
# *The picture shows, for each of four sets of schools, the share of grades that are certain: 74 of 187 primary schools
# in 2017, 71 of 188 in 2018, 142 of 309 in 2019, and 1,827 of 3,182 secondary schools. More than half of the primary
# schools have a grade that could be another.* In 2017 and 2018 fewer schools are graded, because absence and inspection
# are published here for 2019 alone: without them, only schools with results of enough disadvantaged pupils reach 60 %
# of the weight.
#
# ## What a range looks like
#
# Every twelfth of Hampshire's primary schools of 2019, from the lowest score to the highest.

# %%
cards = results["Hampshire primaries 2019"]
scores, limits = cards.scores(), cards.intervals()
grades = np.array(cards.grades(), object)
chance = cards.grade_probabilities()
own = np.array([chance[grade][place] if grade else np.nan for place, grade in enumerate(grades)])
order = np.argsort(scores, kind="stable")
some = [place for place in order if not np.isnan(scores[place])][::12]
names = data["Hampshire primaries 2019"]["SCHNAME"].to_numpy()
pupils = {
    name: pd.to_numeric(data[name][column], errors="coerce").to_numpy()
    for name, column in (("Hampshire primaries 2019", "TELIG"), ("England's secondaries 2019", "TPUP"))
}
cuts = [band.start for band in cards[int(some[0])].overall.about.bands[:-1]]

figure, axes = picture(9, 6.4)
for row, place in enumerate(some):
    axes.plot(limits[place], [row, row], color=INK, linewidth=1.4)
    axes.scatter(scores[place], row, s=46, color=fill[grades[place]], zorder=3, **EDGE)
    axes.text(101, row, f"{grades[place]}, {own[place]:.0%}", va="center", fontsize=8)
for cut in cuts:
    axes.axvline(cut - 0.5, color=GREY, linewidth=0.8, linestyle="--")
shown = [f"{names[place]} ({pupils['Hampshire primaries 2019'][place]:.0f} pupils)" for place in some]
axes.set_yticks(range(len(some)), shown, fontsize=8)
axes.set_xlim(0, 112)
axes.set_xticks(range(0, 101, 10))
label(axes, "Scores with their 95 % ranges, and the probability of the grade", "Overall score (points, 0 to 100)")
show(figure, "26 schools in order of score, each a dot with a line for its range; most lines cross a cut score.")

crossing = (limits[:, :1] < np.array(cuts) - 0.5) & (limits[:, 1:] > np.array(cuts) - 0.5)
crosses = crossing.any(axis=1)[~np.isnan(scores)]
median_width = float(np.nanmedian(limits[:, 1] - limits[:, 0]))
print(f"{crosses.mean():.0%} of the ranges cross a cut score; the median range is {median_width:.1f} points wide")

assert len(some) == 26
assert round(100 * float(crosses.mean())) == 60
assert round(median_width, 1) == 9.0

# %% [markdown]
# *The picture shows 26 schools from the lowest to the highest score. A dot is the score in the colour of its grade, the
# line its 95 % range, the dashed lines the cut scores; on the right stand the grade and its probability. The typical
# range is 9.0 points wide, where a grade is 15 wide, and 60 % of all ranges cross a cut score.*
#
# ## Who is certain?
#
# Two things decide: how many pupils stand behind the score, and how far it is from the next cut score.

# %%
name = "England's secondaries 2019"
big, size = results[name], pupils[name]
score, limit = big.scores(), big.intervals()
mark = np.array(big.grades(), object)
odds = big.grade_probabilities()
sure = np.array([odds[grade][place] if grade else np.nan for place, grade in enumerate(mark)])
known = ~np.isnan(sure) & ~np.isnan(size)
distance = np.abs(score[:, None] - (np.array(cuts) - 0.5)).min(axis=1)

figure, (left, right) = picture(10, 4.2, ncols=2, sharey=True)
groups = [(0, 60), (60, 120), (120, 180), (180, 240), (240, np.inf)]
words = ["under 60", "60 to 119", "120 to 179", "180 to 239", "240 and\nmore"]
held = [100 * float((sure[known & (size >= low) & (size < high)] >= 0.95).mean()) for low, high in groups]
left.bar(words, held, color=BLUE, **EDGE)
left.tick_params(axis="x", labelsize=8)
label(left, "By size", "Pupils at the end of key stage 4", "Grades certain at 95 % (%)")
steps = [(0, 2), (2, 4), (4, 6), (6, 8), (8, np.inf)]
by_distance = [100 * float((sure[known & (distance >= low) & (distance < high)] >= 0.95).mean()) for low, high in steps]
right.bar(["under 2", "2 to 4", "4 to 6", "6 to 8", "8 and more"], by_distance, color="#7fb2e5", **EDGE)
label(right, "By distance to the nearest cut score", "Distance (points)")
for axes, shares in ((left, held), (right, by_distance)):
    for place, share in enumerate(shares):
        axes.text(place, share + 1.5, f"{share:.0f} %", ha="center")
show(figure, "Two bar charts: certainty rises from 35 to 67 % with size, and from 0 to 100 % with distance.")

assert [round(share) for share in held] == [35, 48, 57, 64, 67]
assert [round(share) for share in by_distance] == [0, 28, 90, 98, 100]

# %% [markdown]
# *The picture shows that size helps and distance decides. 35 % of the grades of secondary schools with fewer than 60
# pupils are certain, and 67 % of those with 240 or more. Within 2 points of a cut score next to no grade is certain, 6
# points away 98 % are.*
#
# ## Grade probabilities of single schools
#
# Five secondary schools: those with the least certain grade of each letter.

# %%
chosen = [int(np.flatnonzero(mark == letter)[np.argmin(sure[mark == letter])]) for letter in letters]
figure, axes = picture(9, 3.2)
for row, place in enumerate(chosen):
    left_edge = 0.0
    for letter in letters:
        width = 100 * float(odds[letter][place])
        axes.barh(row, width, left=left_edge, color=fill[letter], **EDGE)
        if width > 4:
            ink = "w" if letter in "AE" else INK
            axes.text(
                left_edge + width / 2, row, f"{letter} {width:.0f} %", ha="center", va="center", fontsize=8, color=ink
            )
        left_edge += width
schools = data[name]["SCHNAME"].to_numpy()
axes.set_yticks(range(len(chosen)), [f"{mark[p]}: {schools[p]} ({size[p]:.0f})" for p in chosen], fontsize=8)
axes.invert_yaxis()
label(axes, "Grade given, school (pupils), and the probability of each grade", "Probability (%)")
show(figure, "Five bars of grade probabilities; none of the grades that were given has much more than half.")

assert all(sure[place] < 0.6 for place in chosen)
print("\n".join(line for line in big[chosen[1]].explain().splitlines()[:10] if "probably" in line or "perhaps" in line))

# %% [markdown]
# *The picture shows five schools whose grade says little: in each bar the letter that was given has a probability below
# 60 %, and its neighbour nearly as much.* A card says so in words: "probably between … and …", "could be C".
#
# ## What is not in these ranges
#
# Where nobody published an error, the measure is taken as exact, and listed. So a certain grade is certain **as far as
# known errors go**.

# %%
weight = {leaf: big[chosen[0]][leaf].about for leaf in big.without_error()}
pd.DataFrame(
    [{"measure": weight[leaf].title, "schools": count} for leaf, count in big.without_error().items()]
).style.hide(axis="index")

# %%
few = data["Hampshire primaries 2019"]
together = rc.score(few, framework, uncertainty=rc.Uncertainty(correlation=0.5)).certain(0.95)
print("measures independent:", certain["Hampshire primaries 2019"])
print("correlated by 0.5:   ", together)

assert (together.certain, together.graded) == (57, 309)

# %% [markdown]
# The pupils who sit the tests in reading also sit those in maths, so that errors go together, and independent errors
# are too kind. With a correlation of 0.5 between the errors of a school's measures, which nobody has published and
# which is a trial, 57 of 309 grades are certain instead of 142.
#
# ## Choice: New York City with other weights
#
# Nothing is published of the errors of New York's three parts. But their weights were chosen: 15, 25 and 60 points.
# `rc.sensitivity` draws each weight anew between 80 and 120 % of what it was, 1,000 times, and grades every school by
# the rules of the city, the floor by last year's letter included.

# %%
reports = rc.read_file(published("nyc/progress-reports-2009-10.csv"), "nyc-2009-10")
found = rc.sensitivity(reports, "nyc-2009-10", vary=Weights(share=0.2), draws=1000, seed=2009, ranks=False)
kept = np.array([school.kept for school in found.by_school if school.grade is not None])
print(f"letters kept: {found.kept:.1%} on average, {found.kept_low:.1%} to {found.kept_high:.1%} in 95 of 100 draws")
print(f"the same letter in at least 95 % of the draws: {(kept >= 0.95).sum():,} of {found.graded:,}")
print(f"the same letter in every draw: {found.always:,}")

assert (found.graded, int((kept >= 0.95).sum()), found.always) == (1534, 1329, 1252)
assert (round(100 * found.kept, 1), int((kept < 0.5).sum())) == (96.0, 9)

# %%
figure, axes = picture(9, 3.6)
heights, edges = np.histogram(100 * kept[kept < 1], np.arange(0, 101, 5))
axes.bar(edges[:-1] + 2.5, heights, width=5, color="#f0a35e", **EDGE)
axes.bar(107.5, found.always, width=5, color=BLUE, **EDGE)
axes.text(107.5, found.always, f"{found.always:,}", ha="center", va="bottom")
axes.set_yscale("symlog", linthresh=10)
axes.set_yticks([0, 5, 10, 30, 100, 300, 1000], ["0", "5", "10", "30", "100", "300", "1,000"])
axes.set_xticks([*range(0, 101, 20), 107.5], [*(str(tick) for tick in range(0, 101, 20)), "all"])
label(axes, "In how many draws a report keeps its letter, weights ± 20 %", "Draws with the published rules' letter (%)",
      "Reports (log. scale)")  # fmt: skip
show(figure, "Bars: 1,252 reports keep their letter in every draw; the others spread, some below half of the draws.")

# %% [markdown]
# *The picture shows how firm each of 1,534 letters is: 1,252 stay the same in every draw, 1,329 in at least 95 %
# of them. Nearly all others keep theirs in half of the draws or more; 9 do not.*

# %% [markdown]
# ## Conclusion
#
# * At 95 % the grades of 74 of 187 (2017), 71 of 188 (2018) and 142 of 309 (2019) of Hampshire's primary schools are
#   certain, and of 1,827 of the 3,182 secondary schools of England: 40, 38, 46 and 57 %.
# * Distance to a cut score decides more than size. A list of grades without ranges hides which of them are firm.
# * The true numbers are likely lower: inspection, attendance and average points have no published error and are taken
#   as exact, and errors of one school's measures are taken as independent.
# * Under weights ± 20 % 1,329 of New York's 1,534 letters are certain at 95 %, and 96.0 % are kept in the mean draw.
