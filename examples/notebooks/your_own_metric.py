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
# # Which subject holds a school back? A metric of your own
#
# A mean of English and maths hides a school that does very well in one and badly in the other. An analyst wants to see
# the **weaker of the two**. No built-in metric does that. It takes about twenty lines; the library does the rest:
# reading, missing values, uncertainty, cards. The 300 schools are **made up**.

# %%
import numpy as np
import pandas as pd
from IPython.display import HTML
from pictures import EDGE, GREY, ORANGE, colours, label, picture, show

import reportcard as rc
from reportcard.datasets import sample_schools
from reportcard.metrics import Column, Metric, Registry
from reportcard.testing import MetricContractError, check_metric

# %% [markdown]
# ## The metric
#
# A metric is what it says of itself, and one pure function: columns in, a column out, a value a school. NaN is a value
# that is absent. It knows no weight and no grade.


# %%
def weaker(columns, parameters):
    """Return the lower of the two values of each school, with its number of pupils and its standard error."""
    first, second = columns["first"], columns["second"]
    take_first = first.value <= second.value
    both = ~np.isnan(first.value + second.value)

    def pick(one, other):
        return None if one is None or other is None else np.where(both, np.where(take_first, one, other), np.nan)

    return Column(
        pick(first.value, second.value),
        n=pick(first.n, second.n),
        lower=pick(first.lower, second.lower),
        upper=pick(first.upper, second.upper),
    )


WEAKER = Metric(
    id="weaker_of_two",
    title="The weaker of two subjects",
    measures="Progress in the subject, of two, in which it is lower.",
    matters="A mean hides a subject in which pupils fall behind.",
    computed="The lower one of two values; none where either is not known.",
    improves="More progress in the weaker subject. More in the stronger one changes nothing.",
    inputs=("first", "second"),
    parts=("n", "lower", "upper"),
    compute=weaker,
    rises_with=("first", "second"),
    lifecycle="provisional",
    references=("Written for this notebook",),
    convention="All of it.",
)

# %% [markdown]
# ## Does it keep the contract?
#
# `check_metric` runs the suite that the built-in metrics pass: order of schools, missing and suppressed inputs, one
# pupil, huge numbers, purity, whether it moves as it says. First a careless version, which takes a missing subject for
# 0:


# %%
def careless(columns, parameters):
    """Take the lower of the two values, where a missing one counts as 0."""
    return Column(np.minimum(np.nan_to_num(columns["first"].value), np.nan_to_num(columns["second"].value)))


words = ("title", "measures", "matters", "computed", "improves", "inputs", "references", "convention")
told = {word: getattr(WEAKER, word) for word in words}
try:
    check_metric(Metric(id="careless", compute=careless, **told))
except MetricContractError as error:
    found = error.problems
    print("\n".join(str(problem) for problem in found[:3]))

check_metric(WEAKER)
print("weaker_of_two: keeps the contract")

assert len(found) >= 1

# %% [markdown]
# ## A framework that uses it
#
# A registry holds the metrics that a framework may name. Targets and cut scores stand in the framework, and are a
# convention of this notebook.

# %%
registry = Registry.installed()
registry.add(WEAKER)

GUESS = {"standing": "convention", "note": "For this notebook; no authority's."}
document = {
    "framework": "no-subject-left-behind",
    "title": "No subject left behind",
    "provenance": {"weights": GUESS, "targets": GUESS, "cut_scores": GUESS},
    "indicators": {
        "progress_8_english": {"title": "Progress in English", "unit": "grades", "range": [-6, 6]},
        "progress_8_maths": {"title": "Progress in maths", "unit": "grades", "range": [-6, 6]},
    },
    "grade_scales": {"letters": {"A": 70, "B": 57, "C": 43, "D": 30, "E": "lowest"}},
    "score": {
        "id": "overall",
        "title": "Progress in both subjects",
        "combine": "weighted_mean",
        "round": 1,
        "grades": "letters",
        "children": [
            {
                "id": "weaker_subject",
                "title": "The weaker subject",
                "weight": 60,
                "metric": {"id": "weaker_of_two", "first": "progress_8_english", "second": "progress_8_maths"},
                "scale": {"goalposts": [-1.2, 1.2]},
            },
            {"id": "english", "indicator": "progress_8_english", "weight": 20, "scale": {"goalposts": [-1.2, 1.2]}},
            {"id": "maths", "indicator": "progress_8_maths", "weight": 20, "scale": {"goalposts": [-1.2, 1.2]}},
        ],
    },
}
schools = sample_schools(300, seed=2009)
framework = rc.load_framework(document, registry=registry)
cards = rc.score(schools, framework, uncertainty=True)
print(cards.summary())

# %%
english = pd.to_numeric(schools["progress_8_english"], errors="coerce").to_numpy()
maths = pd.to_numeric(schools["progress_8_maths"], errors="coerce").to_numpy()
grades = np.array(cards.grades(), object)
letters = list(cards.grade_probabilities())

figure, axes = picture(6.6, 5.6)
for letter, colour in colours(letters).items():
    mine = grades == letter
    axes.scatter(english[mine], maths[mine], s=34, color=colour, label=letter, **EDGE)
ends = [-2, 2]
axes.plot(ends, ends, color=GREY, linewidth=0.8)
axes.set(xlim=ends, ylim=ends, aspect="equal")
axes.legend(title="Grade", loc="upper left")
label(
    axes,
    "Progress in English and maths",
    "Progress in English (grades per pupil)",
    "Progress in maths (grades per pupil)",
)
show(
    figure, "Scatter of progress in maths against English, coloured by grade; grades bend like an L below the diagonal."
)

known = ~np.isnan(english) & ~np.isnan(maths)
gap = np.abs(english - maths)
apart = int((gap[known] > 0.5).sum())
print(f"{int(known.sum())} schools have both; in {apart} the subjects are more than half a grade apart")

assert (int(known.sum()), apart) == (290, 10)

# %% [markdown]
# *The picture shows 290 schools by their progress in the two subjects, in the colours of their grades. Away from the
# diagonal grades are lower than a mean would give: there one subject holds the school back. In 10 schools the
# subjects are more than half a grade apart.*
#
# ## Whom does it concern?
#
# The same framework with a plain mean of the two subjects, for comparison: the weaker subject weighs nothing.

# %%
plain = rc.score(schools, framework, weights={"weaker_subject": 0})
difference = cards.scores() - plain.scores()
drops = np.array([a != b for a, b in zip(grades, plain.grades(), strict=True)]) & known

figure, axes = picture(9, 3.8)
axes.scatter(gap[known & ~drops], difference[known & ~drops], s=26, color="#d9dbdc", label="same grade", **EDGE)
axes.scatter(gap[drops], difference[drops], s=34, color=ORANGE, marker="D", label="lower grade", **EDGE)
axes.axhline(0, color=GREY, linewidth=0.8)
axes.legend()
label(
    axes,
    "What the weaker subject costs",
    "Distance between English and maths (grades per pupil)",
    "Change of the score (points)",
)
show(figure, "Scatter: the larger the distance between the subjects, the more points the metric costs.")

assert (int(drops.sum()), round(float(np.nanmin(difference)))) == (49, -9)
assert float(np.nanmax(difference)) == 0

# %% [markdown]
# *The picture shows that no school gains and that uneven ones pay: the further apart the subjects, the more points are
# lost, 9 at most. 49 schools (diamonds) get a lower grade than by a plain mean.*
#
# ## On the card
#
# The card takes the words of the metric: what it measures, how, and what would improve it.

# %%
uneven = cards[int(np.flatnonzero(known)[np.argmax(gap[known])])]
print("\n".join(uneven.explain().splitlines()[:24]))

# %%
HTML(uneven.to_html(fragment=True))

# %% [markdown]
# ## Conclusion
#
# * A metric is a page of words and a short function. The contract suite finds what is easily overlooked: here, that a
#   missing subject is not a 0.
# * In 10 of 290 made-up schools English and maths are more than half a grade apart; 49 get a lower grade once the
#   weaker subject counts.
# * A caution: the lower of two uncertain values is too low on average. Of two subjects with the same true progress one
#   looks weaker by chance, in small schools more so. The ranges on the card show the chance, not this lean.
# * To share a metric, make it a package: `examples/custom_metric` shows how, with one entry point and no registration.
