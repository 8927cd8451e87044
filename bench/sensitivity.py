"""Speed of a sensitivity run: 1,000 weight draws of 24,000 schools with 20 indicators, 2 % of the values missing.

``python -m bench.sensitivity``

The baseline is bare numpy on the same matrix: scores of every school in every draw by one matrix product, and grades by
comparing them with four cut scores. It knows neither missing values nor levels, and counts nothing.
"""

from __future__ import annotations

from functools import partial

import numpy as np

import reportcard as rc
from bench.run import frame_of
from bench.timing import Pair, compare, seconds
from bench.tree import document, matrix
from reportcard.analysis.bind import bind
from reportcard.analysis.knobs import Weights
from reportcard.analysis.runs import Runs
from reportcard.analysis.sensitivity import sensitivity
from reportcard.analysis.tally import Nominal, Tally
from reportcard.engine.population import score_table
from reportcard.sources.tables import read_table

SCHOOLS, DRAWS = 24_000, 1_000
CUTS = (40.0, 50.0, 60.0, 70.0)


def main() -> None:
    """Print the ratio for a tree of one level and of two, with and without missing values, and a whole run."""
    values = matrix(SCHOOLS)
    for name, tree in (("two levels", document()), ("one level", flat())):
        for what, given in (("2 % missing", values), ("nothing missing", matrix(SCHOOLS, missing=0))):
            pair = against_numpy(tree, given)
            print(
                f"{name}, {what}: grades of all draws counted by school, {pair.first * 1e3:.0f} ms against "
                f"{pair.second * 1e3:.0f} ms: {pair.ratio:.2f} times (at most 3)"
            )
    framework = rc.load_framework(document())
    for ranks in (False, True):
        run = partial(sensitivity, frame_of(values), framework, vary=Weights(share=0.2), ranks=ranks)
        run()
        print(f"sensitivity(ranks={ranks}) as a whole, with scenarios and a result by school: {seconds(run):.2f} s")


def against_numpy(tree: dict[str, object], values: np.ndarray) -> Pair:
    """Grading every school in every draw and counting the grades of each school, against numpy."""
    framework = rc.load_framework(tree)
    table = read_table(frame_of(values), framework.intake)
    scores = score_table(framework.plans(), table)
    nominal = Nominal(scores.grade[scores.grade_rows["overall"]], scores.score[scores.rows["overall"]], scores.taken)
    knob = bind(Weights(share=0.2), framework)
    runs = Runs(framework, table, None, [knob], nominal, ranks=False)
    factors = knob.draw(np.random.default_rng(1), DRAWS)
    dense = np.nan_to_num(values, nan=55.0)
    weights = np.random.default_rng(2).dirichlet(np.ones(values.shape[1]), DRAWS).T.copy()

    def ours() -> object:
        return runs([factors], Tally(nominal, DRAWS, len(CUTS) + 1, by_school=True))

    def theirs() -> object:
        drawn = dense @ weights
        grades = np.zeros(drawn.shape, np.int8)
        for cut in CUTS:
            grades += drawn >= cut
        return grades

    return compare(ours, theirs, 9)


def flat() -> dict[str, object]:
    """The tree of the benchmarks with its 20 indicators on one level."""
    tree = document()
    categories = tree["score"]["children"]
    tree["score"]["children"] = [leaf for category in categories for leaf in category["children"]]
    return tree


if __name__ == "__main__":
    main()
