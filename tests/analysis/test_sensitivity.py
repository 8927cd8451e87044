"""Sensitivity runs: what they vary, what they refuse, and what they find."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.docs.pages import DOCS
from tests.engine.trees import schools, trees

import reportcard as rc
from reportcard.analysis.bind import bind
from reportcard.analysis.knobs import Combination, GradeCuts, LeaveOut, Missing, Rounding, Scale, Weights, key_of
from reportcard.analysis.sensitivity import scorings
from reportcard.analysis.weight_draws import Siblings, dirichlet
from reportcard.datasets import sample_schools

TREE: dict[str, Any] = {
    "id": "overall",
    "round": 0.1,
    "grades": "letters",
    "children": [
        {
            "id": "results",
            "weight": 60,
            "children": [
                {"id": "maths", "weight": 1, "scale": {"goalposts": [0, 100]}},
                {"id": "reading", "weight": 2, "scale": {"goalposts": [20, 80]}},
            ],
        },
        {"id": "attendance", "weight": 25},
        {"id": "views", "weight": 15, "missing": "leave_out"},
    ],
}


def document(tree: dict[str, Any] = TREE, **rest: Any) -> dict[str, Any]:
    """A framework over indicators from 0 to 100."""
    names = ("maths", "reading", "attendance", "views", "unused")
    return {
        "framework": "made-up",
        "title": "Made up",
        "indicators": {name: {"range": [0, 100]} for name in names},
        "grade_scales": {"letters": {"A": 70, "B": 55, "C": 40, "D": "lowest"}},
        "score": tree,
        **rest,
    }


def frame(count: int = 60, seed: int = 1) -> pd.DataFrame:
    """Made-up schools, some without views."""
    random = np.random.default_rng(seed)
    columns = {name: random.uniform(10, 95, count).round(1) for name in ("maths", "reading", "attendance", "views")}
    columns["views"][::7] = np.nan
    return pd.DataFrame({"id": [f"S{at:03d}" for at in range(count)], **columns})


def changed(change) -> dict[str, Any]:
    """The document with its tree changed in place by a function."""
    tree = copy.deepcopy(TREE)
    change(tree)
    return document(tree)


def grades(given: Any, data: pd.DataFrame | None = None) -> list[str | None]:
    return rc.score(frame() if data is None else data, rc.load_framework(given)).grades()


def expected(given: Any) -> tuple[float, int, int, int, int]:
    """Share that keeps the grade, and who moves, from scoring a document that is written out."""
    order = ["D", "C", "B", "A"]
    pairs = list(zip(grades(document()), grades(given), strict=True))
    both = [(order.index(a), order.index(b)) for a, b in pairs if a and b]
    graded = sum(a is not None for a, _ in pairs)
    return (
        sum(a == b for a, b in both) / graded,
        sum(b > a for a, b in both),
        sum(b < a for a, b in both),
        sum(a is not None and b is None for a, b in pairs),
        sum(a is None and b is not None for a, b in pairs),
    )


def alone(knob: Any, name: str) -> tuple[float, int, int, int, int]:
    found = rc.sensitivity(frame(), document(), vary=knob, draws=2)
    one = next(scenario for scenario in found.scenarios if scenario.name == name)
    return one.kept, one.up, one.down, one.lost, one.gained


# --- alternatives, against documents that are written out ------------------------------------------------------------


def drop_attendance(tree):
    tree["children"] = [child for child in tree["children"] if child["id"] != "attendance"]


def drop_reading(tree):
    tree["children"][0]["children"].pop()


def rescale(tree):
    tree["children"][0]["children"][0]["scale"] = {"goalposts": [30, 90]}


def geometric(tree):
    tree["combine"] = "geometric_mean"


def equal(tree):
    tree["combine"] = "mean"
    for child in tree["children"]:
        del child["weight"]


def require(tree):
    tree["children"][2]["missing"] = "require"


def worst(tree):
    tree["children"][2]["missing"] = {"treat_as": 0}


def whole(tree):
    tree["round"] = 1


def heavier(tree):
    tree["children"][1]["weight"] = 30


@pytest.mark.parametrize(
    ("knob", "name", "change"),
    [
        (LeaveOut(["attendance"]), "without attendance", drop_attendance),
        (LeaveOut(), "without reading", drop_reading),
        (Scale("maths", [{"goalposts": [30, 90]}]), "scale of maths: goalposts [30, 90]", rescale),
        (Combination("overall", ["geometric_mean"]), "combination of overall: geometric_mean", geometric),
        (Combination("overall", ["mean"]), "combination of overall: mean", equal),
        (Missing(["require"], "views"), "missing scores of views: require", require),
        (Missing([{"treat_as": 0}], ["views"]), "missing scores of views: treat_as 0", worst),
        (Rounding([1]), "rounding of overall: to 1", whole),
        (Weights(share=0.2), "weight of attendance + 20 %", heavier),
    ],
)
def test_an_alternative_alone(knob, name, change):
    """A scenario is what scoring the changed document gives: share kept, up, down, lost, gained."""
    found = expected(changed(change))
    assert alone(knob, name) == pytest.approx(found)
    assert found[0] < 1


def test_shifted_cuts_alone():
    """Every cut 3 points higher is the document with those cuts."""
    higher = document(grade_scales={"letters": {"A": 73, "B": 58, "C": 43, "D": "lowest"}})
    assert alone(GradeCuts(3), "cut scores +3") == pytest.approx(expected(higher))


def test_a_scale_that_compares_is_fitted_on_the_data():
    """An alternative that compares with others takes the schools of the run, unless a reference has the leaf."""

    def compare(tree):
        tree["children"][0]["children"][0]["scale"] = "percentile"

    ready = rc.load_framework(changed(compare))
    anew = rc.score(frame(), ready, reference=ready.fit(frame())).grades()
    kept = np.mean([a == b for a, b in zip(grades(document()), anew, strict=True)])
    assert alone(Scale("maths", ["percentile"]), "scale of maths: percentile")[0] == pytest.approx(kept)


def test_leaving_out_a_part_of_a_sum():
    """The other parts make up for its maximum: without 40 of 100 points, 60 points count 100 ÷ 60 times."""
    parts = [{"id": "maths", "max": 40}, {"id": "reading", "max": 30}, {"id": "views", "max": 30}]
    tree = {"id": "overall", "combine": "sum", "grades": "letters", "children": parts}
    data = pd.DataFrame({"id": ["p", "q"], "maths": [40, 0], "reading": [15, 24], "views": [20, 18]})
    found = rc.sensitivity(data, document(tree), vary=LeaveOut("maths"), draws=40)
    # p has 75 (A) and (15 + 20) · 100 ÷ 60 = 58.3 (B) without maths; q has 42 (C) and 42 · 100 ÷ 60 = 70 (A).
    assert {row.school: row.grade for row in found.by_school} == {"p": "A", "q": "C"}
    assert set(found["p"].chances) == {"A", "B"}
    assert set(found["q"].chances) == {"C", "A"}
    assert (found.scenarios[0].up, found.scenarios[0].down) == (1, 1)


# --- draws -----------------------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None)
@given(trees(), st.integers(0, 1000))
def test_whatever_the_tree(tree, seed):
    """For any tree the run starts from the published grades, shares sum to 1, and flips and shares agree."""
    tree["grades"] = "letters"
    data = schools(tree, 25, seed)
    ready = rc.load_framework(
        {
            "framework": "any",
            "title": "Any",
            "indicators": {name: {"range": [0, 100]} for name in data.columns[1:]},
            "grade_scales": {"letters": {"A": 70, "B": 55, "C": 40, "D": "lowest"}},
            "score": tree,
        }
    )
    found = rc.sensitivity(data, ready, vary=GradeCuts(2), draws=6)
    assert [row.grade for row in found.by_school] == rc.score(data, ready).grades()
    for row in found.by_school:
        assert sum(row.chances.values()) == pytest.approx(1)
        assert row.kept == row.chances.get(row.grade, 0)
    lost = sum(flip.share for flip in found.flips)
    assert lost == pytest.approx(sum(1 - row.kept for row in found.by_school))


def test_draws_are_the_engine_s_own():
    """The share of each grade is what scoring with each drawn set of weights gives."""
    ready, data = rc.load_framework(document()), frame(20)
    knob = Weights(share=0.3)
    found = rc.sensitivity(data, ready, vary=knob, draws=30, seed=5)
    digest = hashlib.sha256(bind(knob, ready).key.encode()).digest()
    sides = [bind(knob, ready).draw(np.random.default_rng([5, side, *digest[:8]]), 15) for side in (0, 1)]
    own = {"results": 60, "attendance": 25, "views": 15, "maths": 1, "reading": 2}
    nodes = bind(knob, ready).varied.nodes
    drawn = [
        rc.score(data, ready, weights={node: own[node] * f for node, f in zip(nodes, factors, strict=True)}).grades()
        for factors in np.concatenate(sides)
    ]
    for at, row in enumerate(found.by_school):
        given = [one[at] for one in drawn]
        assert row.chances == {grade: given.count(grade) / 30 for grade in dict.fromkeys(given)}


def test_order_of_rows_and_seed():
    """The same seed gives the same result whatever the order of the schools; another seed another."""
    ready, data = rc.load_framework(document()), frame()
    vary = [Weights(share=0.2), Missing(["require"])]
    one = rc.sensitivity(data, ready, vary=vary, draws=50)
    other = rc.sensitivity(data.iloc[::-1], ready, vary=vary, draws=50)
    assert {row.school: row for row in one.by_school} == {row.school: row for row in other.by_school}
    assert (one.indices, one.scenarios, one.flips, one.kept) == (
        other.indices,
        other.scenarios,
        other.flips,
        other.kept,
    )
    assert rc.sensitivity(data, ready, vary=vary, draws=50, seed=7).flips != one.flips


def test_order_of_knobs():
    """Each knob draws its own numbers, so that their order changes nothing but the order they are told in."""
    vary = [Weights(share=0.2), GradeCuts(2), Rounding([1])]
    one, other = (rc.sensitivity(frame(), document(), vary=given, draws=40) for given in (vary, vary[::-1]))
    assert one.by_school == other.by_school
    assert {index.knob: index for index in one.indices if "grade" in index.output} == {
        index.knob: index for index in other.indices if "grade" in index.output
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (GradeCuts(1), GradeCuts(1.0)),
        (LeaveOut("maths"), LeaveOut(("maths",))),
        (Rounding([1]), Rounding((1.0,))),
        (Scale("maths", [{"goalposts": [0, 90]}]), Scale("maths", [{"goalposts": (0.0, 90.0)}])),
    ],
)
def test_ways_of_writing_a_knob(one, other):
    """The same knob written otherwise draws the same."""
    assert key_of(one) == key_of(other)
    assert key_of(one) != key_of(Weights(share=0.2))


def test_rank_intervals():
    """With two schools that change places in some draws, each has the ranks 1 to 2; one far below stays third."""
    data = pd.DataFrame(
        {"id": ["p", "q", "r"], "maths": [80, 60, 5], "reading": [50, 56, 22], "attendance": [50, 60, 1], "views": 50}
    )
    found = rc.sensitivity(data, document(), vary=Weights(share=0.9), draws=200)
    assert (found["p"].rank_low, found["p"].rank_high) == (1, 2)
    assert (found["q"].rank_low, found["q"].rank_high) == (1, 2)
    assert (found["r"].rank, found["r"].rank_low, found["r"].rank_high) == (3, 3, 3)
    assert found.ranked_draws == 200
    plain = rc.sensitivity(data, document(), vary=Weights(share=0.9), draws=20, ranks=False)
    assert plain["p"].rank is None
    assert "rank" not in plain.to_frame().columns


def test_dirichlet_has_the_framework_s_weights_as_mean():
    """Shares 0.5, 0.3, 0.2 drawn with concentration 50 have these means, and variances s (1 − s) ÷ 51."""
    shares = np.array([0.5, 0.3, 0.2])
    factors = dirichlet(np.random.default_rng(3), 200_000, [Siblings((0, 1, 2), tuple(shares))], 3, 50)
    drawn = factors * shares
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), shares, atol=1e-3)
    np.testing.assert_allclose(drawn.var(axis=0), shares * (1 - shares) / 51, rtol=0.02)


def test_indices_name_the_choice_that_matters():
    """Where rounding does next to nothing and the cuts much, the cuts have nearly the whole variance."""
    found = rc.sensitivity(frame(300), document(), vary=[GradeCuts(6), Rounding([0.2])], draws=400)
    first = {index.knob: index for index in found.indices if "grade" in index.output}
    cuts, rounding = first["cut scores ± 6"], first["rounding of overall"]
    assert cuts.total > 0.9
    assert rounding.total < 0.1
    assert abs(cuts.first - cuts.total) < 4 * (cuts.first_error + cuts.total_error)
    assert "depends most on *cut scores ± 6*" in found.to_markdown()
    ranks = [index for index in found.indices if "rank" in index.output]
    assert [index.total for index in ranks if index.knob == "cut scores ± 6"] == [0]


def test_one_knob_has_no_indices():
    """With one knob everything depends on it; from a handful of draws nobody can tell."""
    assert rc.sensitivity(frame(), document(), vary=GradeCuts(1), draws=40).indices == ()
    assert rc.sensitivity(frame(), document(), vary=[GradeCuts(1), LeaveOut()], draws=19).indices == ()


def test_progress_counts_up():
    """What is called back sums up to what ``scorings`` says."""
    done: list[int] = []
    ready = rc.load_framework(document())
    vary = [Weights(share=0.1), LeaveOut()]
    for draws in (11, 31):
        done.clear()
        rc.sensitivity(frame(), ready, vary=vary, draws=draws, progress=done.append)
        assert sum(done) == scorings(60, vary, ready, draws)


# --- what really varied ----------------------------------------------------------------------------------------------


def test_what_was_touched():
    """Each knob tells its nodes, and those that no school of the data has."""
    data = frame().assign(views=np.nan)
    found = rc.sensitivity(data, document(), vary=[Weights(share=0.2), Missing(["require"])], draws=4)
    weights, missing = found.varied
    assert set(weights.nodes) == {"results", "attendance", "views", "maths", "reading"}
    assert weights.idle == ("views",)
    assert set(missing.idle) == {"maths", "reading", "attendance"}
    text = found.to_markdown()
    assert "Touched in vain by *weights ± 20 %*, for no school has a score there: views." in text


def test_what_cannot_be_left_out_is_told():
    """Of all nodes, one that a rule reads is not left out, and the result says why."""
    rule = {"id": "limit", "when": {"node": "attendance", "below": 50}, "cap": {"grade": "B"}}
    found = rc.sensitivity(frame(), document({**TREE, "rules": [rule]}), vary=LeaveOut(), draws=4)
    ((node, why),) = found.varied[0].refused
    assert (node, "attendance" in why) == ("attendance", True)
    assert "without attendance" not in " ".join(found.varied[0].alternatives)
    assert f"| one left out | attendance | {why} |" in found.to_markdown()


SUM = {"id": "overall", "combine": "sum", "grades": "letters", "children": [{"id": "maths"}, {"id": "views"}]}


@pytest.mark.parametrize(
    ("vary", "words", "tree"),
    [
        (Weights(share=0.2), "has no weights: there is nothing to vary", SUM),
        (Weights(share=0.2, nodes="overall"), "'overall' has no weight among siblings", TREE),
        (Weights(dirichlet=50, nodes="maths"), "'maths' is the only child of 'results'", TREE),
        (LeaveOut("overall"), "'overall' stands alone", TREE),
        (LeaveOut("views"), "'overall' is a sum whose parts have no maximum", SUM),
        (Scale("results", ["percentile"]), "'results' combines other nodes and has no scale", TREE),
        (Scale("views", ["percentile"]), "'views' has no scale in 'made-up'", TREE),
        (Scale("maths", [{"goalposts": [0, 100]}]), "is what the framework has", TREE),
        (Scale("maths", "percentile"), "is no list of alternatives", TREE),
        (Scale("maths", []), "is no list of alternatives", TREE),
        (Scale("maths", [{"goalpost": [0, 1]}]), "cannot be read", TREE),
        (Scale("maths", [{"goalposts": [1, 1]}]), "cannot have goalposts [1, 1]", TREE),
        (Combination("views", ["mean"]), "'views' is a leaf and combines nothing", TREE),
        (Combination("overall", ["weighted_mean"]), "is what the framework has", TREE),
        (Missing(["leave_out"]), "has leave_out already", TREE),
        (Rounding([1], node="results"), "'results' is not rounded", TREE),
        (Rounding([0.1]), "is what the framework has", TREE),
        ([Weights(share=0.1), Weights(share=0.2, nodes="maths")], "Two knobs vary the weights of 'maths'", TREE),
        ([], "Nothing is to be varied", TREE),
        (["weights"], "'weights' is no knob", TREE),
    ],
)
def test_refused(vary, words, tree):
    """A knob for something that the framework lacks is refused in plain words, never skipped."""
    with pytest.raises(rc.InputError) as caught:
        rc.sensitivity(frame(), document(tree), vary=vary)
    assert caught.value.code == "knob-refused"
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("knob", "given"),
    [
        (Weights, {}),
        (Weights, {"share": 0.2, "dirichlet": 9}),
        (Weights, {"share": 20}),
        (Weights, {"dirichlet": 0}),
        (GradeCuts, {"shift": 0}),
        (GradeCuts, {"shift": float("nan")}),
    ],
)
def test_a_knob_without_a_range_is_refused(knob, given):
    """A knob must say how far it is turned, and only in one way."""
    with pytest.raises(rc.InputError) as caught:
        knob(**given)
    assert caught.value.code == "knob-refused"


@pytest.mark.parametrize(
    "vary",
    [
        Weights(share=0.2, nodes=["math"]),
        LeaveOut("math"),
        Scale("math", ["z"]),
        Combination("math", ["mean"]),
        Missing(["require"], "math"),
        Rounding([1], "math"),
    ],
)
def test_an_unknown_node(vary):
    """A node that does not exist is refused with the name that was probably meant."""
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'maths'"):
        rc.sensitivity(frame(), document(), vary=vary)


def test_too_few_draws_no_schools_no_grade():
    """At least two draws, one school, and a graded overall score."""
    with pytest.raises(rc.InputError, match="1 draws are too few"):
        rc.sensitivity(frame(), document(), vary=GradeCuts(1), draws=1)
    with pytest.raises(rc.InputError, match="no rows"):
        rc.sensitivity(frame().head(0), document(), vary=GradeCuts(1))
    tree = {key: value for key, value in TREE.items() if key != "grades"}
    with pytest.raises(rc.InputError, match="no grade"):
        rc.sensitivity(frame(), document(tree), vary=GradeCuts(1))


# --- what is taken and given -----------------------------------------------------------------------------------------


def test_cards_are_taken():
    """Cards of a framework as it stands are as good as the data; cards with other weights are refused."""
    ready, data = rc.load_framework(document()), frame()
    vary = Weights(share=0.2)
    cards = rc.score(data, ready)
    assert rc.sensitivity(cards, ready, vary=vary, draws=20) == rc.sensitivity(data, ready, vary=vary, draws=20)
    with pytest.raises(rc.InputError, match="not scored by 'made-up' as it stands"):
        rc.sensitivity(rc.score(data, ready, weights={"views": 80}), ready, vary=vary)
    with pytest.raises(rc.InputError, match="Say by which framework"):
        rc.sensitivity(data, vary=vary)


def test_cards_of_another_reference_are_refused():
    """Cards that were scored with one reference are not varied with another."""
    tree = copy.deepcopy(TREE)
    tree["children"][0]["children"][0]["scale"] = "percentile"
    ready, data = rc.load_framework(document(tree)), frame()
    own, other = ready.fit(data), ready.fit(data.head(20))
    cards = rc.score(data, ready, reference=own)
    found = rc.sensitivity(cards, ready, vary=Weights(share=0.2), draws=10, reference=own)
    assert [row.grade for row in found.by_school] == cards.grades()
    with pytest.raises(rc.InputError, match="another reference"):
        rc.sensitivity(cards, ready, vary=Weights(share=0.2), draws=10, reference=other)
    with pytest.raises(rc.ReferenceRequiredError):
        rc.sensitivity(data, ready, vary=Weights(share=0.2), draws=10)


def test_frames_and_report():
    """A row a school with the share of each grade; a row a flip; a report whose sentences hold the numbers."""
    found = rc.sensitivity(frame(), document(), vary=Weights(share=0.2), draws=40)
    table = found.to_frame()
    assert list(table.columns) == [
        "id", "grade", "kept", "share_A", "share_B", "share_C", "share_D", "share_none", "rank", "rank_low",
        "rank_high",
    ]  # fmt: skip
    shares = table[[name for name in table.columns if name.startswith("share_")]]
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert found.kept == pytest.approx(table["kept"].mean())
    assert len(found.flips_frame()) == len(found.flips)
    text = found.to_markdown(most=3)
    assert f"on average {100 * found.kept:.1f} % of the 60 graded schools keep their grade" in text
    assert f"3 of {len(found.flips)} flips" in text
    assert found["S001"].school == "S001"
    with pytest.raises(rc.UnknownNameError, match="Did you mean 'S001'"):
        _ = found["S0001"]


def test_nothing_that_is_suppressed_is_told():
    """A suppressed indicator is absent from every draw: its school is scored without it, and no policy shows it."""
    data = sample_schools(60)
    found = rc.sensitivity(data, "school-report-card-2009", vary=[Weights(share=0.2), Missing(["require"])], draws=10)
    published = rc.score(data).grades()
    assert [row.grade for row in found.by_school] == published
    hidden = data.mask(data == "SUPP", other=None)
    again = rc.sensitivity(hidden, "school-report-card-2009", vary=[Weights(share=0.2), Missing(["require"])], draws=10)
    assert again.by_school == found.by_school


def test_new_york(data_dir):
    """In New York 2009-10 high schools, each draw is worked out anew: points × factors, their maximum kept at 100.

    A high school's letter is that of the sum of its points and additional credit, rounded to 0.1, by the documented
    cuts 70, 58, 47, 40.
    """
    path = data_dir / "nyc" / "progress-reports-2009-10.csv"
    knob, draws, ready = Weights(share=0.2), 60, rc.load_framework("nyc-2009-10")
    data = rc.read_file(path, "nyc-2009-10")
    found = rc.sensitivity(data, ready, vary=knob, draws=draws)
    assert [row.grade for row in found.by_school] == rc.score(data, ready).grades()
    assert bind(knob, ready).varied.nodes == ("environment", "performance", "progress")
    digest = hashlib.sha256(bind(knob, ready).key.encode()).digest()
    factors = np.concatenate(
        [bind(knob, ready).draw(np.random.default_rng([2009, side, *digest[:8]]), draws // 2) for side in (0, 1)]
    )
    cards = rc.score(data, ready)
    high = [at for at, card_id in enumerate(cards.ids) if card_id.endswith("/HS")]
    assert len(high) > 200
    points = np.array([cards.scores(node)[high] for node in ("environment", "performance", "progress")])
    credit = np.nan_to_num(cards.scores("additional_credit")[high])
    maxima = np.array([15.0, 25.0, 60.0])
    made = factors * (100 / (factors @ maxima))[:, None]
    scores = np.floor((made @ points + credit) * 10 + 0.5 + 1e-9) / 10
    letters = np.array(["F", "D", "C", "B", "A"])[(scores[..., None] >= np.array([40, 47, 58, 70]) - 1e-9).sum(axis=-1)]
    for column, at in enumerate(high):
        row = found.by_school[at]
        if row.grade is None:
            continue
        drawn = letters[:, column].tolist()
        assert row.chances == {grade: drawn.count(grade) / draws for grade in dict.fromkeys(drawn)}, row.school


def test_the_page_s_figures(data_dir):
    """What the page tells of New York under weights ± 20 % is what the run gives."""
    data = rc.read_file(data_dir / "nyc" / "progress-reports-2009-10.csv", "nyc-2009-10")
    found = rc.sensitivity(data, "nyc-2009-10", vary=Weights(share=0.2), ranks=False)
    row = (
        f"| ± 20 % | {100 * found.kept:.1f} % | {100 * found.kept_low:.1f} to {100 * found.kept_high:.1f} % "
        f"| {found.always:,} ({100 * found.always / found.graded:.1f} %) |"
    )
    page = (DOCS / "sensitivity.md").read_text(encoding="utf-8")
    assert f"{found.schools:,} reports, {found.graded:,} with a letter" in page
    assert row in page
