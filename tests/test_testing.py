"""The contract suite finds each way to break the contract, and says which."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

import reportcard as rc
from reportcard.errors import MetricContractError
from reportcard.metrics import Column, Parameters
from reportcard.testing import check_metric
from tests.metrics.made import DOUBLE, doubled, made

_COUNT = itertools.count()


def zero_for_missing(columns, parameters):
    """Takes a missing value for 0."""
    return Column(np.nan_to_num(columns["of"].value), np.zeros(columns["of"].value.size, np.uint8))


def hides_the_reason(columns, parameters):
    """Says invalid whatever the reason."""
    value = columns["of"].value
    return Column(value, np.where(np.isnan(value), np.uint8(rc.Status.INVALID.code), np.uint8(0)))


def writes(columns, parameters):
    """Changes what it was given."""
    columns["of"].value[:] += 1
    return Column(columns["of"].value)


def fails_on_one(columns, parameters):
    """Cannot do without a neighbour."""
    return Column(columns["of"].value - columns["of"].value[1])


def shrinking(columns, parameters):
    """Claims to be surer, the less sure its input is."""
    return columns["of"]._replace(standard_error=1 / columns["of"].standard_error, lower=None, upper=None)


BROKEN = {
    "title": (made(title=""), "metadata: 'title' is empty"),
    "shape": (made(lambda c, p: Column(np.ones(3))), "usual inputs: .* of shape"),
    "type": (made(lambda c, p: None), "usual inputs: .* returns nothing"),
    "warning": (made(lambda c, p: Column(np.nanmean([c["of"].value * np.nan], axis=0))), "Mean of empty slice"),
    "bounds": (made(low=0, high=100), "bounds: it gives 1[0-9.]+, above its bound 100"),
    "low": (made(low=50), "bounds: it gives [0-9.]+, below its bound 50"),
    "limits": (made(lambda c, p: c["of"]._replace(lower=c["of"].value + 1)), "bounds: a lower limit is above"),
    "upper": (made(lambda c, p: c["of"]._replace(upper=c["of"].value - 1)), "bounds: an upper limit is below"),
    "number": (made(lambda c, p: c["of"]._replace(n=-c["of"].value)), "bounds: 'n' is negative"),
    "direction": (made(falls_with=("of",)), "direction: it rises where 'of' rises by"),
    "order": (made(lambda c, p: Column(np.cumsum(c["of"].value))), "permutation: schools in another order"),
    "mean": (
        made(lambda c, p: Column(c["of"].value - c["of"].value.mean())),
        "one school: a school alone gets another",
    ),
    "alone": (made(fails_on_one), "one school: .*IndexError"),
    "empty": (made(lambda c, p: Column(c["of"].value - c["of"].value.max() * 0)), "no school: .*ValueError"),
    "huge": (made(lambda c, p: Column(c["of"].value ** 2, np.zeros(c["of"].value.size, np.uint8))), "gives infinity"),
    "zero": (made(zero_for_missing), "missing and suppressed: it has a value where every input is suppressed"),
    "reason": (made(hides_the_reason), "missing and suppressed: every input is suppressed, and the value is invalid"),
    "bare": (made(lambda c, p: c["of"]._replace(n=c["of"].n + 1)), "values only: .*TypeError"),
    "no error": (made(parts=("standard_error",)), "error: it reads standard errors and gives none"),
    "error": (made(shrinking, parts=("standard_error",)), "error: its error shrinks where that of 'of' grows"),
    "writes": (made(writes), "usual inputs: .* changes the values that it reads"),
    "random": (made(lambda c, p: Column(c["of"].value + np.random.default_rng().random())), "determinism: .* random"),
    "stateful": (made(lambda c, p: Column(c["of"].value + next(_COUNT))), "determinism: .* keeps a state"),
}


def test_a_good_metric_passes():
    """A metric that keeps its contract passes, with inputs made up or given."""
    check_metric(DOUBLE)
    check_metric(DOUBLE, inputs={"of": Column(np.array([1.0, 2.0, 3.0]))})


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named(name):
    """Each way to break the contract fails the check that is about it, and the message says how."""
    metric, words = BROKEN[name]
    with pytest.raises(MetricContractError, match=words):
        check_metric(metric)


def test_it_fails_a_test():
    """What the suite raises is an assertion and an error of the library, with each finding as a problem."""
    with pytest.raises(AssertionError) as caught:
        check_metric(BROKEN["zero"][0])
    assert isinstance(caught.value, rc.MetricError)
    assert {problem.code for problem in caught.value.problems} == {"metric-checks"}


class Needs(Parameters):
    """A parameter without a default."""

    factor: float


def test_parameters_that_are_needed():
    """Without its parameters a metric cannot be checked, and that is said; as a mapping or a model they will do."""
    metric = made(lambda c, p: Column(p.factor * c["of"].value), parameters=Needs)
    with pytest.raises(MetricContractError, match="give 'parameters'"):
        check_metric(metric)
    check_metric(metric, parameters={"factor": 2})
    check_metric(metric, parameters=Needs(factor=2))


def test_inputs_that_say_nothing():
    """Inputs of other roles, or without any value, check nothing and are refused."""
    with pytest.raises(MetricContractError, match="it reads of; given are off"):
        check_metric(DOUBLE, inputs={"off": Column(np.ones(3))})
    with pytest.raises(MetricContractError, match="give 'inputs' that it can measure"):
        check_metric(DOUBLE, inputs={"of": Column(np.full(3, np.nan))})


def test_lists_are_made_up_too():
    """A role that takes a list is checked with several indicators."""
    seen = []

    def total(columns, parameters):
        seen.append(columns["of"].value.shape)
        return Column(columns["of"].value.sum(axis=0))

    check_metric(made(total, lists=("of",)))
    assert all(len(shape) == 2 for shape in seen)


def test_the_module_of_the_example():
    """The metric of these tests is the plain function it seems to be."""
    assert doubled({"of": Column(np.array([2.0]))}, Parameters()).value.tolist() == [4]
