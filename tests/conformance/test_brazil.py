"""Brazil's index of basic education 2017, against the published file."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import reportcard as rc
from tests.conformance import harness

FRAMEWORK = "brazil-ideb-2017"


@pytest.mark.parametrize("group", harness.groups(FRAMEWORK))
def test_the_index_and_its_parts_are_reproduced(group, data_dir):
    """9,597 of 9,597 from pass rates and test means; flow and learning exactly as printed but for the misses told."""
    assert harness.found(FRAMEWORK, group, data_dir) == harness.told(FRAMEWORK, group)


@pytest.mark.parametrize(("node", "column"), [("flow", "rendimento"), ("learning", "nota_media")])
def test_parts_agree_to_six_decimals(node, column, data_dir):
    """No part is further from what was published than its last decimal: half a unit of rounding, and three ties."""
    frame = harness.read(FRAMEWORK, data_dir)
    published = pd.to_numeric(frame[column].str.replace(",", "."), errors="coerce").to_numpy()
    computed = rc.score(frame, FRAMEWORK).scores(node)
    there = ~np.isnan(published)
    assert (np.isnan(computed) == ~there).all()
    assert np.abs(computed - published)[there].max() < 0.5e-6 + 1e-10


def test_a_year_with_rate_zero_is_left_out(data_dir):
    """A pass rate of 0 counts as missing: with it the harmonic mean would be 0, and the index with it."""
    frame = harness.read(FRAMEWORK, data_dir)
    zero = (frame[[f"aprovacao_{year}_ano" for year in (1, 2, 3, 4)]] == "0,000000").any(axis=1)
    cards = rc.score(frame[zero & (frame["ideb"] != "")], FRAMEWORK)
    assert len(cards) > 0
    assert (cards.scores() > 0).all()
