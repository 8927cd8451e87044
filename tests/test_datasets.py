"""Claims about the sample data: made up, repeatable, and alike in spread to what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from pandas.testing import assert_frame_equal

from reportcard import datasets
from reportcard.datasets import sample_schools
from reportcard.framework.document import Framework
from reportcard.indicators import CATALOGUE

CODES = {"SUPP", "LOWCOV", "NE", "NA", ""}
BUILTIN = Path(datasets.__file__).parent / "framework" / "builtin"
#: Progress 8, Attainment 8 and overall absence of the first school.
PINNED = (0.08, 34.4, 6.4)


@pytest.fixture(scope="module")
def sample():
    """The sample as it comes by default."""
    return sample_schools()


@pytest.fixture(scope="module")
def many():
    """Enough schools to measure spreads and correlations."""
    frame = sample_schools(5000)
    return frame.drop(columns=["urn", "name", "phase", "school_type", "region"]).apply(pd.to_numeric, errors="coerce")


def _framework(name):
    return Framework.model_validate(yaml.safe_load((BUILTIN / f"{name}.yaml").read_text(encoding="utf-8")))


def _leaves(node):
    return [node] if not node.children else [leaf for child in node.children for leaf in _leaves(child)]


def test_the_same_seed_gives_the_same_schools(sample):
    """Two calls with one seed agree to the last cell; another seed gives other schools."""
    assert_frame_equal(sample, sample_schools())
    assert not sample.equals(sample_schools(seed=2010))


def test_fewer_schools_are_the_first_of_more(sample):
    """Asking for more schools does not change those that were there."""
    few = sample_schools(40).astype(object)
    assert_frame_equal(few, sample.head(40).astype(object))


def test_the_first_school_is_pinned(sample):
    """The numbers of the first school do not drift with a version of numpy or pandas."""
    first = sample.iloc[0]
    assert first["urn"] == "S00001"
    assert (first["progress_8"], first["attainment_8"], first["overall_absence"]) == PINNED


def test_it_says_that_it_is_made_up(sample):
    """The frame, every name and the docstring say synthetic; ids look like no real school's."""
    assert sample.attrs["synthetic"] is True
    assert sample["name"].str.endswith("(synthetic)").all()
    assert sample["urn"].str.fullmatch(r"S\d{5}").all()
    assert "synthetic" in (sample_schools.__doc__ or "")


def test_ids_and_names_are_unique():
    """No two schools share an id or a name, even where the made-up places run out."""
    frame = sample_schools(2000)
    assert frame["urn"].is_unique
    assert frame["name"].is_unique


def test_columns_are_indicator_ids(sample):
    """Beside the five columns that say who the school is, every column is an indicator or a part of one."""
    known = {name + part for name in CATALOGUE for part in ("", "_n", "_lower", "_upper")}
    assert set(sample.columns) - known == {"urn", "name", "phase", "school_type", "region"}


def test_values_are_possible(sample):
    """Every number lies in the range of its indicator, inside its limits, with at least six pupils behind it."""
    for name in set(sample.columns) & set(CATALOGUE):
        values = pd.to_numeric(sample[name], errors="coerce").dropna()
        assert not [value for value in values if CATALOGUE[name].fault(value)]
    numbers = sample.apply(pd.to_numeric, errors="coerce")
    assert (numbers["progress_8_lower"].dropna() <= numbers["progress_8"].dropna()).all()
    assert (numbers["progress_8_upper"].dropna() >= numbers["progress_8"].dropna()).all()
    assert numbers.filter(regex="_n$").min().min() >= 6


def test_cells_without_a_number_hold_a_known_code(sample):
    """Text in a column of numbers is one of the codes; columns without codes are plain numbers."""
    for column in sample.columns[5:]:
        words = {cell for cell in sample[column] if isinstance(cell, str)}
        assert words <= CODES
        assert (sample[column].dtype == object) == bool(words)


def test_every_kind_of_absence_occurs(sample):
    """The default sample shows suppression, low coverage, no entries, not applicable and blank."""
    assert {cell for column in sample.columns[5:] for cell in sample[column] if isinstance(cell, str)} == CODES


def test_suppression_takes_the_limits_too(sample):
    """Where a value is hidden, its count and its limits are hidden by the same code."""
    hidden = sample[sample["progress_8"].map(lambda cell: isinstance(cell, str))]
    assert len(hidden) > 0
    for part in ("n", "lower", "upper"):
        assert (hidden[f"progress_8_{part}"] == hidden["progress_8"]).all()


@pytest.mark.parametrize(
    ("column", "mean", "spread"),
    [
        ("progress_8", -0.01, 0.474),  # england.md 10.1: 3,182 schools
        ("attainment_8", 46.98, 8.95),  # england.md 10.1
        ("ebacc_average_points", 4.09, 0.98),  # ks4-2019-provisional
        ("overall_absence", 5.6, 1.4),  # absence-2019 joined with schools that have Progress 8
        ("persistent_absence_10", 14.2, 6.0),
    ],
)
def test_spreads_follow_the_published_ones(many, column, mean, spread):
    """Mean and standard deviation lie within a tenth of a standard deviation and an eighth of the published ones."""
    assert many[column].mean() == pytest.approx(mean, abs=spread / 10)
    assert many[column].std() == pytest.approx(spread, rel=1 / 8)


@pytest.mark.parametrize(
    ("one", "other", "published"),
    [
        ("progress_8", "attainment_8", 0.80),
        ("progress_8", "overall_absence", -0.61),
        ("attainment_8", "overall_absence", -0.63),
        ("overall_absence", "persistent_absence_10", 0.95),
        ("attainment_8", "grade_5_english_maths", 0.96),
        ("progress_8", "ofsted_overall", -0.60),
    ],
)
def test_correlations_follow_the_published_ones(many, one, other, published):
    """Correlations lie within 0.05 of those of the 2018/19 files."""
    assert many[one].corr(many[other]) == pytest.approx(published, abs=0.05)


def test_deprivation_runs_through_everything(many):
    """Schools with more disadvantaged pupils have lower results and more absence."""
    assert -0.8 < many["pupils_disadvantaged"].corr(many["attainment_8"]) < -0.5
    assert 0.3 < many["pupils_disadvantaged"].corr(many["overall_absence"]) < 0.7


def test_missing_data_is_some_and_not_much(many):
    """Results are absent for 1 to 4 % of schools, gaps for 2 to 10 %, inspections for 4 to 12 %."""
    absent = many.isna().mean()
    assert 0.002 < absent["attainment_8"] < 0.03
    assert 0.01 < absent["progress_8"] < 0.05
    assert 0.02 < absent["attainment_8_gap_change"] < 0.12
    assert 0.04 < absent["ofsted_overall"] < 0.12


def test_every_indicator_of_the_default_framework_is_fed(sample):
    """Each leaf for secondary schools, and each indicator that is shown as context, has data."""
    document = _framework("school-report-card-2009")
    fed = {leaf.indicator or leaf.id for leaf in _leaves(document.score)} | set(document.indicators)
    assert {name for name in fed if not name.startswith(("ks1_", "ks2_"))} <= set(sample.columns)
    for name in fed & set(sample.columns):
        assert pd.to_numeric(sample[name], errors="coerce").notna().any()


def test_every_part_of_the_prospectus_is_fed(sample):
    """Each part of the 2009 prospectus has at least one indicator with data."""
    for part in _framework("england-2009-prospectus").score.children:
        assert {leaf.indicator or leaf.id for leaf in _leaves(part)} & set(sample.columns)


def test_importing_loads_no_pandas():
    """The table library is loaded when a sample is made, not before."""
    code = "import sys, reportcard.datasets; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter
    assert done.stdout.strip() == "False"


def test_no_schools_are_refused():
    """A sample has at least one school."""
    with pytest.raises(ValueError, match="at least 1"):
        sample_schools(0)
