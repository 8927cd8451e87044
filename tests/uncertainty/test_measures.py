"""Where the error of a measure comes from, and what is drawn from it."""

from __future__ import annotations

import numpy as np
import pytest

from reportcard.uncertainty.measures import Nature, Natures, errors_of

SHARE = Nature(is_share=True, low=0, high=100)


def errors(value, nature=None, **parts):
    """The errors of one measure of one school."""
    given = {part: np.array([[parts.get(part, np.nan)]]) for part in ("standard_error", "lower", "upper", "n")}
    return errors_of(np.array([[float(value)]]), given, Natures.of([nature or Nature()]))


def sides(value, nature=None, **parts):
    found = errors(value, nature, **parts)
    return bool(found.known[0, 0]), float(found.down[0, 0]), float(found.up[0, 0]), bool(found.curve_of[0, 0] >= 0)


@pytest.mark.parametrize(
    ("nature", "parts", "expected"),
    [
        (Nature(), {"standard_error": 2, "lower": 0, "upper": 100, "n": 9}, (True, 2, 2, False)),
        # 1.96 standard errors of 2 on each side.
        (Nature(), {"lower": 50 - 3.919928, "upper": 50 + 3.919928}, (True, 2, 2, False)),
        # 90 % limits are 1.644854 standard errors away.
        (Nature(level=0.9), {"lower": 50 - 3.289707, "upper": 50 + 3.289707}, (True, 2, 2, False)),
        (Nature(), {"lower": 50 - 1.959964, "upper": 50 + 7.839856}, (True, 1, 4, False)),
        # 12 ÷ √36
        (Nature(deviation=12), {"n": 36}, (True, 2, 2, False)),
        (SHARE, {"n": 36}, (True, 0, 0, True)),
        # Limits around a share are taken at their word; the binomial error is that of n.
        (SHARE, {"n": 100, "lower": 42.160144, "upper": 57.839856}, (True, 4, 4, False)),
        (SHARE, {"n": 100, "standard_error": 5}, (True, 0, 0, True)),
        (SHARE, {"n": 100, "standard_error": 7}, (True, 7, 7, False)),
        (Nature(), {"standard_error": 0}, (True, 0, 0, False)),
        # Nothing tells an error: n of a mean without a deviation, nobody behind it, limits on one side of it.
        (Nature(), {"n": 36}, (False, 0, 0, False)),
        (SHARE, {"n": 0}, (False, 0, 0, False)),
        (Nature(), {"lower": 51, "upper": 60}, (False, 0, 0, False)),
        (Nature(), {}, (False, 0, 0, False)),
    ],
)
def test_the_first_error_that_is_known_counts(nature, parts, expected):
    """Standard error, limits, n of a share, n with a deviation, in this order; otherwise none."""
    assert sides(50, nature, **parts) == pytest.approx(expected, abs=1e-5)


def test_a_share_of_all_pupils_is_not_certain():
    """100 % of 20 pupils has a standard error of 0 by the formula; its n still leaves less than 100 % possible."""
    found = errors(100, SHARE, standard_error=0, n=20)
    drawn = found.draw(np.full((1, 1, 1), -1.96))
    assert 85 < drawn[0, 0, 0] < 92


def test_draws_at_the_limits_are_the_limits():
    """A draw at −1.96 is the lower limit, at 1.96 the upper, at 0 the value: each side keeps its own."""
    drawn = errors(10, lower=8, upper=20).draw(np.array([[[-1.959964, 0, 1.959964]]]))
    np.testing.assert_allclose(drawn[0, 0], [8, 10, 20], atol=1e-5)


def test_draws_stay_within_what_can_be_true():
    """A share of 99 with an error of 5 is never drawn above 100; one that is absent is never drawn at all."""
    z = np.array([[[-1.0, 0.0, 3.0]]])
    np.testing.assert_allclose(errors(99, SHARE, standard_error=5).draw(z.copy())[0, 0], [94, 99, 100])
    assert np.isnan(errors(np.nan, SHARE, standard_error=5, n=100).draw(z)).all()
    assert not errors(np.nan, SHARE, standard_error=5, n=100).known.any()
