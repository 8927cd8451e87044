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
# # Design a framework: what changes, and who moves?
#
# An authority wants progress to count more and attainment less, and a little more for an A. Before anybody decides, it
# should be known which schools get another grade by that, and how firm the new grades are. The 300 schools here are
# **made up**; with the authority's own file the steps are the same.

# %%
import numpy as np
import pandas as pd
from pictures import BLUE, EDGE, GREY, INK, ORANGE, colours, label, picture, show

import reportcard as rc
from reportcard.analysis.knobs import GradeCuts, Weights
from reportcard.datasets import sample_schools

schools = sample_schools(300, seed=2009)
before = rc.load_framework("school-report-card-2009")
today = rc.score(schools, before)

# %% [markdown]
# ## Write what changes
#
# The new document `extends` the old one and holds the changes alone. Each number says where it comes from: here it is a
# convention, since nobody has decided anything. As a file this would be YAML; a mapping is the same document.

# %%
draft = {
    "framework": "progress-first",
    "extends": "school-report-card-2009",
    "version": "0.1",
    "title": "Progress first (a draft)",
    "provenance": {
        "weights": {"standing": "convention", "note": "A draft: progress 45 and attainment 5, instead of 30 and 20."},
        "cut_scores": {"standing": "convention", "note": "A draft: an A from 72 instead of 75."},
    },
    "grade_scales": {"letters": {"A": 72}},
    "nodes": {"progress": {"weigth": 45}, "atainment": {"weight": 5}},
}

# %% [markdown]
# ## Check it
#
# The checker reads the whole document and tells everything that is wrong at once, with the place and a suggestion.

# %%
problems = rc.check_framework(draft)
for problem in problems:
    print(problem)

# %% [markdown]
# Slips of the pen, mended:

# %%
draft["nodes"] = {"progress": {"weight": 45}, "attainment": {"weight": 5}}
draft["grade_scales"] = {"letters": {"bands": None}} if False else draft["grade_scales"]
print(rc.check_framework(draft))
