"""Claims about the sample data: made up, repeatable, and alike in spread to what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
import yaml
from pandas.testing import assert_frame_equal

import reportcard as rc
from reportcard.datasets import sample_links, sample_outcomes, sample_schools
from reportcard.framework import load_framework, variant_document
from reportcard.framework.document import Framework
from reportcard.indicators import CATALOGUE
from reportcard.metrics import Registry

CODES = {"SUPP", "LOWCOV", "NE", "NA", ""}
BUILTIN = Path(rc.__file__).parent / "framework" / "builtin"
#: What the sample says of a school beside its indicators.
ABOUT = {"urn", "name", "phase", "school_type", "region", "inspection_date", "inspection_framework"}
#: What a school does for others is compared with all schools of the sample.
COMPARED = [f"supported_schools_improvement{part}" for part in ("", "_n", "_standard_error")]
PARTNERSHIP = [*COMPARED, "supported_schools", "formal_partnerships", "accredited_provider"]
#: Progress 8, Attainment 8 and overall absence of the first school.
PINNED = (0.08, 34.4, 6.4)
#: Cards of the demo on which nothing is missing.
COMPLETE = 184


@pytest.fixture(scope="module")
def sample():
    """The sample as it comes by default."""
    return sample_schools()


@pytest.fixture(scope="module")
def many():
    """Enough schools to measure spreads and correlations."""
    frame = sample_schools(5000)
    return frame.drop(columns=[*ABOUT]).apply(pd.to_numeric, errors="coerce")


def _framework(name):
    return Framework.model_validate(yaml.safe_load((BUILTIN / f"{name}.yaml").read_text(encoding="utf-8")))


def _leaves(node):
    return [node] if not node.children else [leaf for child in node.children for leaf in _leaves(child)]


def test_the_same_seed_gives_the_same_schools(sample):
    """Two calls with one seed agree to the last cell; another seed gives other schools."""
    assert_frame_equal(sample, sample_schools())
    assert not sample.equals(sample_schools(seed=2010))


def test_fewer_schools_are_the_first_of_more(sample):
    """Asking for more schools changes nothing of those that were there but what is compared with all schools."""
    few = sample_schools(40).drop(columns=PARTNERSHIP).astype(object)
    assert_frame_equal(few, sample.drop(columns=PARTNERSHIP).head(40).astype(object))


def test_fewer_links_are_the_first_of_more():
    """Links and results of the first schools are those of all, without the links to schools that are not there."""
    ids = set(sample_schools(40)["urn"])
    links, outcomes = sample_links(), sample_outcomes()
    here = links[links["supporter"].isin(ids) & links["supported"].isin(ids)].reset_index(drop=True)
    assert_frame_equal(sample_links(40), here)
    few = sample_outcomes(40).astype(object)
    kept = outcomes[outcomes["id"].isin(ids)].reset_index(drop=True).astype(object)
    recent = few[few["year"] == few["year"].max()]
    assert recent["value"].tolist() == kept[kept["year"] == kept["year"].max()]["value"].tolist()


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
    """Beside what says who the school is, and when it was inspected, a column is an indicator or a part of one."""
    known = {name + part for name in CATALOGUE for part in ("", "_n", "_lower", "_upper", "_standard_error")}
    assert set(sample.columns) - known == ABOUT


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
    for column in set(sample.columns) - ABOUT:
        words = {cell for cell in sample[column] if isinstance(cell, str)}
        assert words <= CODES
        assert (sample[column].dtype == object) == bool(words)


def test_every_kind_of_absence_occurs(sample):
    """The default sample shows suppression, low coverage, no entries, not applicable and blank."""
    measures = set(sample.columns) - ABOUT
    assert {cell for column in measures for cell in sample[column] if isinstance(cell, str)} == CODES


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


def _has_data(sample, name):
    return name in sample.columns and pd.to_numeric(sample[name], errors="coerce").notna().any()


def test_every_indicator_of_the_default_framework_is_fed(sample):
    """Each indicator that secondary schools are scored or shown by has data; those of primary schools have none."""
    document = variant_document(load_framework("school-report-card-2009"), "secondary")
    for leaf in _leaves(document.score):
        given = leaf.metric.arguments if leaf.metric else {}
        roles = Registry()[leaf.metric.id].inputs if leaf.metric else ()
        for role in roles:
            names = [given[role]] if isinstance(given[role], str) else given[role]
            assert all(_has_data(sample, name) for name in names), leaf.id
        assert leaf.metric or _has_data(sample, leaf.indicator or leaf.id), leaf.id
    of_primaries = {"key_stage_1_catch_up", "tuition_entitled", "tuition_given"}
    unfed = {name for name in document.indicators if not _has_data(sample, name)}
    assert {name for name in unfed if not name.startswith(("ks1_", "ks2_"))} == of_primaries


@pytest.fixture(scope="module")
def cards(sample):
    """The cards that the demo shows."""
    return rc.score(sample)


def test_every_measure_of_the_demo_has_a_value_somewhere(cards):
    """No line of the demo's cards is empty for every school, and nothing of the sample is unusable."""
    empty = {leaf.id for card in cards for leaf in card.nodes() if not leaf.children}
    for card in cards:
        empty -= {leaf.id for leaf in card.nodes() if not leaf.children and leaf.status.is_present}
    assert empty == set()
    assert cards.quarantine == ()


def test_more_than_half_of_the_demo_s_cards_are_complete(cards):
    """On 184 of 300 cards every measure has a value or does not apply; on the others something is hidden or missing."""
    told = [{leaf.status for leaf in card.nodes() if not leaf.children} for card in cards]
    complete = [{status for status in found if not status.is_present} <= {"not_applicable"} for found in told]
    assert sum(complete) == COMPLETE
    assert complete[0]  # the first card that a reader opens
    assert sum(card.overall.grade is not None for card in cards) > 290


def test_every_metric_is_fed(sample, project):
    """Each built-in metric stands in the example, and gives values for most schools."""
    framework = load_framework(project / "examples" / "every-metric.yaml")
    leaves = _leaves(framework.score)
    used = {leaf.metric.id for leaf in leaves if leaf.metric}
    assert used == {metric.id for metric in Registry()}
    made = rc.score(sample, rc.load_framework(project / "examples" / "every-metric.yaml"))
    for leaf in leaves:
        found = pd.Series(made.scores(leaf.id))
        assert found.notna().mean() > (0.4 if leaf.id == "inspection_better" else 0.8), leaf.id


def test_measures_agree_with_what_they_are_made_of(sample, project):
    """Counts, elements and points give the published figures again, but for rounding."""
    made = rc.score(sample, rc.load_framework(project / "examples" / "every-metric.yaml"))
    numbers = sample.apply(pd.to_numeric, errors="coerce")
    half = 50 / numbers["pupils_at_16"] + 0.06  # half a pupil, and the rounding of the percentage
    for leaf, column, off in (
        ("share_with_limits", "grade_5_english_maths", half),
        ("eight_slots", "attainment_8", 0.01),
        ("ebacc_points", "ebacc_average_points", 0.01),
        ("value_added", "cva_ks2_ks4", 0.06),
        ("present", "attendance_rate", 0.01),
        ("often_absent", "persistent_absence_10", 50 / numbers["number_on_roll"] + 0.01),
        ("answered", "pupils_response_rate", 0.051),
    ):
        differences = (pd.Series(made.scores(leaf)) - numbers[column]).abs()
        assert differences.notna().sum() > 250
        assert not (differences > off).any(), leaf


def test_partnership_is_what_the_library_makes_of_the_links(sample):
    """Every partnership column is that of ``partnership_contribution``, rounded; where there is none, a code."""
    outcomes = sample_outcomes()
    providers = {
        school: ("none", "ASP", "ASG")[int(status)]
        for school, status in zip(sample["urn"], sample["accredited_provider"], strict=True)
    }
    made = rc.partnership_contribution(sample_links(), outcomes, providers=providers)
    assert made["id"].tolist() == sample["urn"].tolist()
    few = made["supported_schools_improvement_n"] < 6
    assert (sample.loc[few, COMPARED] == "SUPP").all(axis=None)
    for name in PARTNERSHIP:
        given = pd.to_numeric(sample[name], errors="coerce")
        assert (given.notna() == (made[name].notna() & ~(few & (name in COMPARED)))).all()
        assert (given - made[name]).abs().max() <= 0.0501
    reasons = made["supported_schools_improvement_reason"]
    assert set(reasons) == {"", "supports no school"}
    assert (sample["supported_schools_improvement"][reasons != ""] == "NA").all()


def test_the_results_by_year_end_with_the_sample_s(sample):
    """The last of the four years is the column of the sample, with the same cells hidden."""
    outcomes = sample_outcomes()
    last = outcomes[outcomes["year"] == 2019].set_index("id")["value"]
    assert last.tolist() == sample["grade_5_english_maths"].tolist()
    assert sorted(outcomes["year"].unique()) == [2016, 2017, 2018, 2019]


def test_no_small_number_can_be_found_by_subtraction(sample):
    """Where the disadvantaged are too few to publish, what all other pupils reach is hidden, too."""
    hidden = sample["attainment_8_disadvantaged"] == "SUPP"
    assert hidden.any()
    assert sample.loc[hidden, "attainment_8_other"].isin(["SUPP"]).all()
    behind = sample["year_7_behind"] == "SUPP"
    assert behind.any()
    assert sample.loc[behind, "year_7_supported"].isin(["SUPP"]).all()


def test_every_part_of_the_prospectus_is_fed(sample):
    """Each part of the 2009 prospectus has at least one indicator with data."""
    for part in _framework("england-2009-prospectus").score.children:
        assert {leaf.indicator or leaf.id for leaf in _leaves(part)} & set(sample.columns)
    cards = rc.score(sample, "england-2009-prospectus")
    assert pd.Series(cards.scores("inspection_limit")).notna().mean() > 0.8


def test_importing_loads_no_pandas():
    """The table library is loaded when a sample is made, not before."""
    code = "import sys, reportcard.datasets; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  our own interpreter
    assert done.stdout.strip() == "False"


def test_no_schools_are_refused():
    """A sample has at least one school."""
    for made in (sample_schools, sample_links, sample_outcomes):
        with pytest.raises(ValueError, match="at least 1"):
            made(0)
