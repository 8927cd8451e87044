"""Names of result columns: every node has its own, whatever it is called."""

from __future__ import annotations

import pandas as pd

import reportcard as rc
from tests.engine.scored import inner
from tests.engine.trees import framework, leaf


def test_the_root_is_called_overall():
    """The root's columns are called overall, whatever its id; every other node has columns of its id."""
    ready = framework(inner("mean", leaf("a"), leaf("b"), grades="letters"))
    out = rc.score(pd.DataFrame({"id": ["x"], "a": [80.0], "b": [20.0]}), ready).to_frame()
    assert list(out.columns) == [
        "id", "overall_score", "overall_grade", "overall_status", "a_score", "a_status", "b_score", "b_status",
    ]  # fmt: skip


def test_a_child_called_overall():
    """A child called 'overall' under a root of another name does not hide the root's score: the mean of 80 and 20."""
    ready = framework(inner("mean", leaf("overall"), leaf("b")))
    out = rc.score(pd.DataFrame({"id": ["x"], "overall": [80.0], "b": [20.0]}), ready).to_frame()
    assert 50.0 in out.iloc[0].tolist()


def test_a_variant_with_a_root_of_another_name():
    """The overall score of each school is that of its own variant's root, whatever that is called."""
    total = {"id": "total", "combine": "mean", "children": [leaf("a")]}
    variant = {"id": "v", "when": {"column": "level", "is": "High"}, "score": total}
    ready = framework(inner("mean", leaf("a")), columns={"level": "level"}, variants=[variant])
    frame = pd.DataFrame({"id": ["x", "y"], "a": [80.0, 70.0], "level": ["High", "Low"]})
    assert rc.score(frame, ready).scores().tolist() == [80, 70]
