"""Scales that compare: fitted on a stated population, stored, and never a school compared with itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import reportcard as rc
from reportcard.engine.reference import Population
from tests.engine.scored import inner, result
from tests.engine.trees import framework, leaf

#: Mean 50, standard deviation √((30² + 10² + 10² + 30²) ÷ 4) = √500, worst 20, best 80.
NATION = pd.DataFrame({"id": list("pqrs"), "a": [20.0, 40.0, 60.0, 80.0]})
Z = 500**0.5


def compared(scale: Any, value: float, population: pd.DataFrame = NATION, **document: Any) -> float | None:
    """Score of a value of one leaf against a population."""
    tree = leaf("a", scale=scale)
    reference = framework(tree, **document).fit(population)
    return result(tree, {"a": value}, reference=reference, **document).score


# --- the three scales by hand ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "expected"), [(10, 0), (20, 12.5), (50, 50), (60, 62.5), (80, 87.5), (90, 100)])
def test_percentile(value, expected):
    """Of 20, 40, 60, 80: below 50 are 2 of 4, so 50; below 60 are 2 and one ties, so 2.5 of 4 = 62.5."""
    assert compared("percentile", value) == expected


def test_percentile_where_low_is_good():
    """Of 20, 40, 60, 80 absences, 20 is better than 3 and ties with one: 100 − 12.5 = 87.5."""
    turned = {"indicators": {"a": {"direction": "lower", "range": [0, 100]}}}
    assert compared("percentile", 20, **turned) == 87.5


def test_percentile_on_other_points():
    """On 1 to 5: 1 + 0.625 × 4 = 3.5."""
    assert compared({"percentile": {}, "to": [1, 5]}, 60) == 3.5


def test_z():
    """Mean 50 and deviation √500: 50 + √500 is one deviation up, 50 + 10 × 1 = 60; the mean itself is 50."""
    assert compared("z", 50 + Z) == pytest.approx(60)
    assert compared("z", 50) == pytest.approx(50)
    assert compared({"z": {}, "mean": 100, "deviation": 15}, 50 - Z) == pytest.approx(85)


def test_z_clipped():
    """Four deviations up are 90, clipped to 80."""
    assert compared({"z": {}, "clip": [20, 80]}, 98) == pytest.approx(50 + 48 / Z * 10)
    narrow = pd.DataFrame({"id": ["p", "q"], "a": [49.0, 51.0]})
    assert compared({"z": {}, "clip": [20, 80]}, 60, narrow) == 80


def test_z_where_low_is_good():
    """One deviation fewer absences is 60."""
    turned = {"indicators": {"a": {"direction": "lower", "range": [0, 100]}}}
    assert compared("z", 50 - Z, **turned) == pytest.approx(60)


def test_range():
    """From the worst, 20, to the best, 80: 35 is (35 − 20) ÷ 60 × 100 = 25; beyond the ends it is clipped."""
    assert [compared("range", value) for value in (35, 80, 10, 95)] == [25, 100, 0, 100]


def test_range_unclipped_on_other_points():
    """Unclipped and on 0 to 10, 95 is (95 − 20) ÷ 60 × 10 = 12.5."""
    assert compared({"range": {}, "to": [0, 10], "clip": False}, 95) == pytest.approx(12.5)


def test_range_where_low_is_good():
    """The worst is the highest: 35 is (80 − 35) ÷ 60 × 100 = 75."""
    turned = {"indicators": {"a": {"direction": "lower", "range": [0, 100]}}}
    assert compared("range", 35, **turned) == pytest.approx(75)


def test_mix_of_two_ranges():
    """Three parts peers, one part city: peers give 75, the city 25: (3 × 75 + 25) ÷ 4 = 62.5."""
    peers = {"id": "peers", "indicator": "a", "weight": 3, "scale": {"range": {"within": "group"}}}
    city = {"id": "city", "indicator": "a", "weight": 1, "scale": "range"}
    tree = inner(None, peers, city)
    document = {"columns": {"group": "group"}, "indicators": {"a": {"range": [0, 100]}}}
    reference = framework(tree, **document).fit(NATION.assign(group=["x", "x", "y", "y"]))
    assert result(tree, {"a": 35, "group": "x"}, reference=reference, **document).score == pytest.approx(62.5)


# --- within groups ---------------------------------------------------------------------------------------------------

GROUPED = {"columns": {"group": "group"}}
WITHIN = leaf("a", scale={"percentile": {"within": "group"}})


def test_within_groups():
    """60 is below half of the group 60, 80 and above all of the group 20, 40."""
    reference = framework(WITHIN, **GROUPED).fit(NATION.assign(group=["x", "x", "y", "y"]))
    scores = [result(WITHIN, {"a": 60, "group": g}, reference=reference, **GROUPED).score for g in "xy"]
    assert scores == [100, 25]


def test_group_that_the_reference_lacks():
    """A school of a group that nobody was fitted on is compared with nobody: no score."""
    reference = framework(WITHIN, **GROUPED).fit(NATION.assign(group=["x", "x", "y", "y"]))
    for group in ("z", ""):
        assert result(WITHIN, {"a": 60, "group": group}, reference=reference, **GROUPED).score is None


def test_reason_of_a_group_that_the_reference_lacks():
    """Its value is fine, and the card does not call it invalid."""
    reference = framework(WITHIN, **GROUPED).fit(NATION.assign(group=["x", "x", "y", "y"]))
    assert result(WITHIN, {"a": 60, "group": "z"}, reference=reference, **GROUPED).status != "invalid"


# --- fitting and storing ---------------------------------------------------------------------------------------------


def test_population():
    """NaNs are left out; n 4, mean 50, deviation √500 with divisor n, 20 to 80, values ascending."""
    population = Population.of(np.array([60.0, 20.0, np.nan, 80.0, 40.0]))
    assert (population.n, population.mean, population.low, population.high) == (4, 50, 20, 80)
    assert population.deviation == pytest.approx(Z)
    assert population.values == (20, 40, 60, 80)


def test_what_a_reference_says_of_itself():
    """A reference names itself, its framework, its document's hash, its population and its size."""
    ready = framework(leaf("a", scale="percentile"))
    reference = ready.fit(NATION, population="Schools of the nation", id="nation-2019")
    assert (reference.id, reference.framework, reference.schools) == ("nation-2019", "test", 4)
    assert (reference.framework_hash, reference.population) == (ready.hash, "Schools of the nation")
    assert reference.leaves["a"][""].n == 4


def test_a_reference_survives_json():
    """Stored as JSON and read again it is the same, and scores the same bytes."""
    ready = framework(leaf("a", scale="z"))
    reference = ready.fit(NATION)
    stored = rc.Reference.model_validate_json(reference.model_dump_json())
    assert stored == reference
    one, other = (rc.score({"id": "x", "a": 33.3}, ready, reference=r).overall.score for r in (reference, stored))
    assert one is not None
    assert one == other


def test_named_in_every_result():
    """The card names the reference that it used."""
    ready = framework(leaf("a", scale="z"))
    reference = ready.fit(NATION, id="nation-2019")
    card = rc.score({"id": "x", "a": 33.3}, ready, reference=reference)
    assert card.reference == "nation-2019"
    assert "nation-2019" in card.explain()
    assert rc.score(NATION, ready, reference=reference)["p"].reference == "nation-2019"


def test_fitted_on_records():
    """A reference can be fitted on whatever can be scored: the same population from records."""
    ready = framework(leaf("a", scale="percentile"))
    assert ready.fit(NATION.to_dict("records")).leaves == ready.fit(NATION).leaves


def test_order_of_the_population():
    """The order of the reference population changes no byte."""
    ready = framework(leaf("a", scale="z"))
    assert ready.fit(NATION).leaves == ready.fit(NATION.iloc[::-1]).leaves


def test_missing_values_are_not_in_the_population():
    """A school without a value is nobody's reference: 3 values of 4 schools, the deviation of 20, 40 and 60."""
    some = NATION.assign(a=[20.0, 40.0, 60.0, np.nan])
    population = framework(leaf("a", scale="z")).fit(some).leaves["a"][""]
    assert (population.n, population.mean) == (3, 40)


def test_a_population_that_is_all_alike():
    """Where all are alike nobody is a deviation away, and there is no range: no score, rather than an infinite one."""
    alike = NATION.assign(a=50.0)
    assert compared("z", 60, alike) is None
    assert compared("range", 60, alike) is None
    assert compared("percentile", 60, alike) == 100


# --- refused ---------------------------------------------------------------------------------------------------------


def test_one_school_without_a_reference():
    """One school alone is not compared with itself: an error that says what to do."""
    with pytest.raises(rc.ReferenceRequiredError, match="fit") as caught:
        rc.score({"id": "x", "a": 50}, framework(leaf("a", scale="z")))
    assert caught.value.code == "reference-required"


def test_a_frame_without_a_reference():
    """Nor is a frame of many silently taken as its own reference."""
    with pytest.raises(rc.ReferenceRequiredError):
        rc.score(NATION, framework(leaf("a", scale="z")))


def test_a_variant_without_a_reference():
    """A variant that compares needs a reference too, whichever schools come."""
    ready = framework(
        leaf("a"),
        columns={"level": "level"},
        variants=[{"id": "v", "when": {"column": "level", "is": "H"}, "nodes": {"a": {"scale": "z"}}}],
    )
    with pytest.raises(rc.ReferenceRequiredError):
        rc.score({"id": "x", "a": 50, "level": "Low"}, ready)


def test_reference_of_another_framework():
    """A reference that was fitted for another framework is refused by name."""
    tree = leaf("a", scale="z")
    other = framework(tree, framework="elsewhere").fit(NATION)
    with pytest.raises(rc.ReferenceRequiredError, match="elsewhere"):
        rc.score({"id": "x", "a": 50}, framework(tree), reference=other)


def test_reference_that_lacks_a_leaf():
    """A reference fitted on an older tree, without a leaf that now compares, is refused."""
    old = framework(inner("mean", leaf("a", scale="z"), leaf("b"))).fit(NATION.assign(b=1.0))
    new = framework(inner("mean", leaf("a", scale="z"), leaf("b", scale="z")))
    with pytest.raises(rc.ReferenceRequiredError):
        rc.score({"id": "x", "a": 50, "b": 1}, new, reference=old)


def test_reference_that_nobody_needs():
    """A framework that compares with nobody takes no notice of a reference."""
    other = framework(leaf("a", scale="z"), framework="elsewhere").fit(NATION)
    assert rc.score({"id": "x", "a": 50}, framework(leaf("a")), reference=other).overall.score == 50


def test_reference_that_nobody_needs_is_not_named():
    """A card that compared with nobody does not say that it did."""
    other = framework(leaf("a", scale="z"), framework="elsewhere").fit(NATION)
    assert rc.score({"id": "x", "a": 50}, framework(leaf("a")), reference=other).reference is None
