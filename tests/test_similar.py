"""Similar schools: distances worked by hand, ties, who is left out, and what holds whatever the data."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reportcard as rc
from reportcard.engine.nearest import nearest
from reportcard.similar import DFE_SECONDARY_2026

FRAME = pd.DataFrame({"id": list("abcde"), "x": [0.0, 1.0, 5.0, 6.0, 3.0], "y": [0.0, 0.0, 4.0, 4.0, 8.0]})
UNIT = {"x": 1.0, "y": 1.0}


def ids(similar, school):
    """Ids of a school's similar schools."""
    return [neighbour.id for neighbour in similar.of(school)]


def test_distance_by_hand():
    """Deviations 2 and 4: c lies √((5 ÷ 2)² + (4 ÷ 4)²) = √7.25 from a, and e lies √((3 ÷ 2)² + (8 ÷ 4)²) = 2.5."""
    found = rc.similar_schools(FRAME, ["x", "y"], n=3, deviations={"x": 2, "y": 4})
    assert [(n.id, n.rank) for n in found.of("a")] == [("b", 1), ("e", 2), ("c", 3)]
    assert [n.distance for n in found.of("a")] == pytest.approx([0.5, 2.5, math.sqrt(7.25)])


def test_own_deviations():
    """Without given deviations it is that of the data, divisor n: of 0, 2, 4 it is √(8 ÷ 3)."""
    frame = pd.DataFrame({"id": list("abc"), "x": [0.0, 2.0, 4.0]})
    found = rc.similar_schools(frame, ["x"])
    assert found.deviations == {"": {"x": pytest.approx(math.sqrt(8 / 3))}}
    assert found.of("a")[0].distance == pytest.approx(2 / math.sqrt(8 / 3))


def test_ties_go_by_id():
    """Equal distances are in the order of the ids, whatever the order of the rows."""
    frame = pd.DataFrame({"id": ["m", "z", "b", "k"], "x": [0.0, 1.0, -1.0, 1.0]})
    for rows in (frame, frame[::-1]):
        assert ids(rc.similar_schools(rows, ["x"]), "m") == ["b", "k", "z"]
        assert ids(rc.similar_schools(rows, ["x"], n=2), "m") == ["b", "k"]


def test_many_ties():
    """Where thousands of schools are exactly alike, the first by id are taken."""
    frame = pd.DataFrame({"id": [f"{at:05d}" for at in range(7000)], "x": np.repeat([0.0, 1.0], 3500)})
    found = rc.similar_schools(frame, ["x"], n=3)
    assert ids(found, "03499") == ["00000", "00001", "00002"]
    assert ids(found, "03500") == ["03501", "03502", "03503"]


def test_itself():
    """A school is not its own peer; on request it is, and the nearest."""
    assert "a" not in ids(rc.similar_schools(FRAME, ["x"]), "a")
    assert rc.similar_schools(FRAME, ["x"], exclude_self=False).of("a")[0] == ("a", 0.0, 1)


def test_phases():
    """Schools are compared within their phase, each phase by its own deviations; fewer where there are no more."""
    found = rc.similar_schools(FRAME.assign(phase=["P", "P", "S", "S", "P"]), ["x"], n=2, phase="phase")
    assert [ids(found, school) for school in "abcde"] == [["b", "e"], ["a", "e"], ["d"], ["c"], ["b", "a"]]
    assert found.deviations["S"]["x"] == 0.5


def test_left_out():
    """A school that lacks a variable or its phase has nobody, is nobody's, and the reason is told."""
    frame = FRAME.assign(x=[0.0, None, 5.0, 6.0, 3.0], y=["0", "0", "SUPP", "4", "8"], phase=["P", "P", "P", "P", ""])
    found = rc.similar_schools(frame, ["x", "y"], phase="phase")
    assert found.left_out == {
        "b": "x: no value was given",
        "c": "y: hidden because few pupils are involved",
        "e": "phase: no value was given",
    }
    assert [ids(found, school) for school in "abcde"] == [["d"], [], [], ["a"], []]


def test_an_id_that_stands_twice():
    """No row of an id that stands in several can be trusted: the school is left out, and it is said."""
    found = rc.similar_schools(FRAME.assign(id=list("abbde")), ["x"])
    assert found.ids == ("a", "d", "e")
    assert "2 rows" in found.left_out["b"]


def test_a_variable_in_which_all_are_alike():
    """It tells nobody apart, and divides by nothing."""
    assert ids(rc.similar_schools(FRAME.assign(z=7.0), ["x", "z"], n=2), "a") == ["b", "e"]


def test_one_school():
    """One school has nobody to be compared with."""
    assert rc.similar_schools(FRAME[:1], ["x"]).of("a") == ()


def test_the_nine_variables():
    """The DfE's nine variables and published deviations are used as they are; 50 is what is found by default."""
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({name: rng.normal(50, 5, 80).round() for name in DFE_SECONDARY_2026}).assign(
        id=[f"S{at}" for at in range(80)], idaci=rng.uniform(0, 1, 80), ks2_prior_attainment=100.0
    )
    found = rc.similar_schools(frame, list(DFE_SECONDARY_2026), deviations=DFE_SECONDARY_2026)
    assert found.deviations[""] == dict(DFE_SECONDARY_2026)
    assert len(found.variables) == 9
    assert len(found.of("S3")) == 50


def test_peer_index(data_dir):
    """New York's 40 nearest by peer index, among schools of one level; the index of the first is near."""
    frame = pd.read_csv(data_dir / "nyc" / "progress-reports-2009-10.csv", dtype=str)
    frame = frame.rename(columns={"DBN": "id", "PEER INDEX*": "peer_index", "SCHOOL LEVEL*": "level"})
    frame = frame[frame.peer_index.str.fullmatch(r"[\d.]+", na=False) & ~frame.id.duplicated()]
    found = rc.similar_schools(frame, ["peer_index"], n=40, phase="level")
    index = frame.set_index("id").peer_index.astype(float)
    level = frame.set_index("id").level
    assert len(found.of("01M015")) == 40
    assert {level[neighbour.id] for neighbour in found.of("01M015")} == {"Elementary"}
    assert abs(index[found.of("01M015")[0].id] - 62.65) < 0.5


# --- what it gives back ----------------------------------------------------------------------------------------------


def test_frozen():
    """Neither the object nor its arrays can be changed."""
    found = rc.similar_schools(FRAME, ["x"])
    with pytest.raises(ValueError, match="read-only"):
        found.neighbours[0, 0] = 3
    with pytest.raises(AttributeError):
        found.ids = ()


def test_json():
    """Stored and read again it says the same, of schools without peers too."""
    found = rc.similar_schools(FRAME.assign(x=[0.0, None, 5.0, 6.0, 3.0]), ["x"], n=9)
    again = rc.SimilarSchools.from_json(found.to_json())
    assert [again.of(school) for school in "abcde"] == [found.of(school) for school in "abcde"]
    assert again.to_json() == found.to_json()
    assert (again.left_out, again.variables) == (found.left_out, found.variables)


@pytest.mark.parametrize("text", ["", "7", "{}", '{"ids": ["a"], "neighbours": [["b"]]}'])
def test_json_of_something_else(text):
    """Anything else is refused, and not half read."""
    with pytest.raises(rc.InputError) as caught:
        rc.SimilarSchools.from_json(text)
    assert caught.value.code == "bad-similar"


def test_frame():
    """One row a pair, in the kind of frame that came in; pandas from records."""
    made = rc.similar_schools(pl.DataFrame(FRAME.to_dict("list")), ["x"], n=2).to_frame()
    assert isinstance(made, pl.DataFrame)
    assert made.row(0) == ("a", 1, "b", pytest.approx(1 / FRAME.x.std(ddof=0)))
    assert len(rc.similar_schools(FRAME.to_dict("records"), ["x"], n=2).to_frame()) == 10


def test_unknown_school():
    """A school that was not in the data is an error, not a school without peers."""
    with pytest.raises(rc.UnknownNameError):
        rc.similar_schools(FRAME, ["x"]).of("q")


# --- refused ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variables", "rest"),
    [([], {}), (["x", "x"], {}), (["x"], {"n": 0}), (["x"], {"n": 2.5}), (["x"], {"deviations": {"x": 0}})],
)
def test_refused(variables, rest):
    """No variables, one twice, no number, a deviation of 0."""
    with pytest.raises(rc.InputError) as caught:
        rc.similar_schools(FRAME, variables, **rest)
    assert caught.value.code == "invalid-value"


def test_missing_names():
    """A column that is not there, and a deviation for no variable, are named."""
    with pytest.raises(rc.InputError, match="'w'"):
        rc.similar_schools(FRAME, ["w"])
    with pytest.raises(rc.InputError, match="'stage'"):
        rc.similar_schools(FRAME, ["x"], phase="stage")
    with pytest.raises(rc.UnknownNameError):
        rc.similar_schools(FRAME, ["x"], deviations={"y": 1})


# --- what holds whatever the data ------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 300), st.integers(1, 60), st.integers(1, 5), st.booleans())
def test_the_nearest_of_all(seed, count, n, values, exclude):
    """What the blocks find is what comparing every school with every other finds, ties included."""
    points = np.random.default_rng(seed).integers(0, values + 1, (count, 3)).astype(float)
    places, distances = nearest(points, n, exclude_self=exclude)
    squared = sum((points[:, None, at] - points[None, :, at]) ** 2 for at in range(3))
    if exclude:
        np.fill_diagonal(squared, np.inf)
    expected = np.argsort(squared, axis=1, kind="stable")[:, : places.shape[1]]
    assert (places == expected).all()
    assert np.allclose(distances**2, np.take_along_axis(squared, expected, axis=1))
