"""How much the grades depend on choices that could have been made otherwise: the public entry point."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from reportcard.analysis.bind import bind
from reportcard.analysis.bound import Bound, Varied
from reportcard.analysis.idle import idle
from reportcard.analysis.knobs import Knob, refused
from reportcard.analysis.runs import Runs
from reportcard.analysis.sensitivity_result import Flip, Index, Scenario, SchoolRange, Sensitivity
from reportcard.analysis.sobol import sobol_indices
from reportcard.analysis.tally import Nominal, Tally
from reportcard.engine.population import Plans, Scores, score_table
from reportcard.engine.reference import Reference
from reportcard.engine.table import Floats, Table
from reportcard.errors import InputError
from reportcard.prepared import Framework, load_framework
from reportcard.results.cards import ReportCards
from reportcard.scoring import score_read
from reportcard.sources.tables import read_table

#: Ends of the rank interval: 95 of 100 draws lie between them.
_ENDS = (0.025, 0.975)
#: Fewer points than this give no index: a bootstrap over a handful of points makes its errors far too small.
_POINTS = 10


def sensitivity(
    data: Any,
    framework: str | Path | Mapping[str, Any] | Framework | None = None,
    *,
    vary: Sequence[Knob] | Knob,
    draws: int = 1000,
    seed: int = 2009,
    ranks: bool = True,
    reference: Reference | None = None,
    progress: Callable[[int], None] | None = None,
) -> Sensitivity:
    """Score schools many times, each time with other choices, and say which grades hold.

    All knobs are turned together, ``draws`` times. Beside that each alternative is tried alone (``scenarios``), and
    with two knobs or more, and 20 draws or more, it is worked out which of them the result depends on (``indices``),
    from half as many further draws for each knob.

    Args:
        data: Many schools: whatever :func:`reportcard.score` takes, or the :class:`ReportCards` that it gave.
        framework: Id, path, document or loaded framework; that of the cards where cards of a built-in framework are
            given.
        vary: What is varied: knobs of ``reportcard.analysis.knobs``.
        draws: Number of draws, at least 2.
        seed: The same seed gives the same result, whatever the order of schools and knobs.
        ranks: Whether to rank the schools too; ranking takes longer than grading.
        reference: What norm-referenced scales compare with. An alternative scale that compares with others is fitted
            on ``data`` where the reference lacks it.
        progress: Called with the number of scorings (schools times draws) that were finished.

    Raises:
        InputError: The framework lacks what a knob varies (``knob-refused``), or the data cannot be read.
        UnknownNameError: A knob names a node that the framework does not have.
        ReferenceRequiredError: The framework compares with other schools, and no reference was given.
    """
    ready, table = _ready(data, framework)
    knobs = _bound([vary] if isinstance(vary, Knob) else list(vary), ready)
    if draws < 2:
        raise refused(f"{draws} draws are too few.", "Take at least 2.")
    plans, scores, _ = score_read(ready, table, reference)
    nominal, bands = _nominal(ready, plans, scores)
    if isinstance(data, ReportCards) and not np.array_equal(nominal.scores, data.scores(), equal_nan=True):
        raise InputError("The cards were scored with another reference. Pass it as reference=.", code="knob-refused")
    runs = Runs(ready, table, reference, knobs, nominal, ranks=ranks)
    width = max(map(len, bands))
    half = (draws + 1) // 2
    samples = [[_sample(knob, seed, side, half) for knob in knobs] for side in (0, 1)]
    together = [np.concatenate([a, b]) for a, b in zip(*samples, strict=True)]
    joint = runs([part[:draws] for part in together], Tally(nominal, draws, width, by_school=True), progress)
    return Sensitivity(
        framework=ready.id,
        version=ready.version,
        schools=len(table),
        graded=nominal.graded,
        draws=draws,
        seed=seed,
        varied=_really(knobs, plans, table),
        kept=_share(joint.same.mean(), nominal),
        kept_low=_share(float(np.quantile(joint.same, _ENDS[0])), nominal),
        kept_high=_share(float(np.quantile(joint.same, _ENDS[1])), nominal),
        by_school=_by_school(table, nominal, joint, bands, ranks=ranks),
        scenarios=_scenarios(runs, knobs, width, progress),
        indices=_indices(runs, knobs, samples, joint, seed, progress) if _has_indices(knobs, draws) else (),
        ranked_draws=len(joint.ranks) if ranks and joint.ranks is not None else 0,
        grades=_names(bands),
    )


def scorings(schools: int, knobs: Sequence[Knob], framework: Framework, draws: int) -> int:
    """How many scorings a run takes: what ``progress`` counts up to."""
    bound = _bound(knobs, framework)
    half = (draws + 1) // 2
    more = half * len(bound) + 2 * half - draws if _has_indices(bound, draws) else 0
    return schools * (draws + more + sum(len(knob.alone) for knob in bound))


def _has_indices(knobs: Sequence[Bound], draws: int) -> bool:
    return len(knobs) > 1 and draws >= 2 * _POINTS


# --- before the draws ------------------------------------------------------------------------------------------------


def _ready(data: Any, framework: Any) -> tuple[Framework, Table]:
    if not isinstance(data, ReportCards):
        if framework is None:
            raise InputError("Say by which framework the schools are scored: sensitivity(data, framework=…).")
        ready = framework if isinstance(framework, Framework) else load_framework(framework)
        return ready, read_table(data, ready.intake)
    ready = framework if isinstance(framework, Framework) else load_framework(framework or data.framework)
    documents = [document for _, _, document in ready.documents]
    if [plan.document for _, plan in data._plans] != documents:
        raise InputError(f"The cards were not scored by '{ready.id}' as it stands.", code="knob-refused")
    return ready, data._table


def _bound(vary: Sequence[Knob], framework: Framework) -> list[Bound]:
    """The knobs, none of which turns what another turns."""
    knobs = [bind(knob, framework) for knob in vary]
    if not knobs:
        raise refused("Nothing is to be varied.", "Name a knob: vary=[Weights(share=0.2)].")
    turned: set[tuple[str, str]] = set()
    for knob in knobs:
        for node in knob.varied.nodes:
            if (knob.varied.knob, node) in turned:
                raise refused(f"Two knobs vary the {knob.varied.knob} of '{node}'.", "Keep one of them.")
            turned.add((knob.varied.knob, node))
    return knobs


def _nominal(framework: Framework, plans: Plans, scores: Scores) -> tuple[Nominal, list[tuple[str, ...]]]:
    """The grades as they are, and the grades that each variant has, lowest first."""
    roots = [plan.nodes[0] for _, plan in plans]
    bands = [() if root.bands is None else root.bands.grades for root in roots]
    if not all(bands):
        raise refused(f"'{framework.id}' gives its overall score no grade.", "There is no grade that could change.")
    name = roots[-1].node.id
    nominal = Nominal(scores.grade[scores.grade_rows[name]], scores.score[scores.rows[name]], scores.taken)
    return nominal, bands


def _really(knobs: Sequence[Bound], plans: Plans, table: Table) -> tuple[Varied, ...]:
    """What the knobs varied, each with the nodes that it touched in vain."""
    scores = score_table(plans, table, leaves=True)
    varied = (knob.varied for knob in knobs)
    return tuple(replace(v, idle=idle(v.nodes, plans, scores, absent=v.knob == "missing")) for v in varied)


def _sample(knob: Bound, seed: int, side: int, draws: int) -> Floats:
    """What a knob is set to in each draw. Keyed by what the knob is, so that other knobs do not change it."""
    digest = hashlib.sha256(knob.key.encode()).digest()
    random = np.random.default_rng([seed, side, *digest[:8]])
    return knob.draw(random, draws)


# --- after them ------------------------------------------------------------------------------------------------------


def _share(same: float, nominal: Nominal) -> float:
    return float(same) / max(nominal.graded, 1)


def _by_school(
    table: Table, nominal: Nominal, joint: Tally, bands: Sequence[tuple[str, ...]], *, ranks: bool
) -> tuple[SchoolRange, ...]:
    assert joint.counts is not None  # noqa: S101  counted by school
    assert joint.ranks is not None  # noqa: S101  counted by school
    draws = joint.same.size
    shares = joint.counts.T / draws
    low, high = _intervals(joint.ranks) if ranks else (nominal.ranks * 0, nominal.ranks * 0)
    out = []
    for row, school in enumerate(table.ids):
        names = (None, *bands[nominal.taken[row]])
        found = shares[row].tolist()
        own = int(nominal.grades[row])
        chances = {name: share for name, share in zip(names, found, strict=False) if share > 0}
        rank = int(nominal.ranks[row]) if ranks else 0
        out.append(
            SchoolRange(
                school, names[own + 1], found[own + 1], chances, rank or None, int(low[row]) or None,
                int(high[row]) or None,
            )
        )  # fmt: skip
    return tuple(out)


def _intervals(ranks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ranks between which 95 of 100 draws lie, over the draws in which the school has one."""
    ordered = np.sort(ranks, axis=0)
    there = (ordered > 0).sum(axis=0)
    first = len(ordered) - there
    columns = np.arange(ordered.shape[1])
    # The smallest interval of ranks that were drawn which holds that share: no rank is made up between two.
    low = first + np.floor(_ENDS[0] * np.maximum(there - 1, 0)).astype(np.intp)
    high = first + np.ceil(_ENDS[1] * np.maximum(there - 1, 0)).astype(np.intp)
    last = len(ordered) - 1
    return ordered[np.minimum(low, last), columns], ordered[np.minimum(high, last), columns]


def _scenarios(
    runs: Runs, knobs: Sequence[Bound], bands: int, progress: Callable[[int], None] | None
) -> tuple[Scenario, ...]:
    """Each alternative alone, everything else as the framework has it."""
    names = [(at, name, setting) for at, knob in enumerate(knobs) for name, setting in knob.alone]
    if not names:
        return ()
    settings = [np.tile(knob.neutral, (len(names), 1)) for knob in knobs]
    for row, (at, _, setting) in enumerate(names):
        settings[at][row] = setting
    tally = runs(settings, Tally(runs.nominal, len(names), bands, movers=True), progress)
    assert tally.moves is not None  # noqa: S101  asked for
    return tuple(
        Scenario(name, _share(same, runs.nominal), up, down, lost, gained, shift if runs.ranks else None)
        for (_, name, _), same, (up, down, lost, gained), shift in zip(
            names, tally.same.tolist(), tally.moves.T.tolist(), tally.shift.tolist(), strict=True
        )
    )


def _indices(
    runs: Runs,
    knobs: Sequence[Bound],
    samples: Sequence[Sequence[Floats]],
    joint: Tally,
    seed: int,
    progress: Callable[[int], None] | None,
) -> tuple[Index, ...]:
    """Sobol indices of the knobs for each output: runs at A with one knob at a time taken from B."""
    a, b = samples
    half = len(a[0])
    rest = 2 * half - joint.same.size
    outputs = [_outputs(runs, joint)]
    if rest:
        outputs.append(_outputs(runs, runs([part[-rest:] for part in b], _plain(runs, rest), progress)))
    for at in range(len(knobs)):
        mixed = [b[place] if place == at else a[place] for place in range(len(knobs))]
        outputs.append(_outputs(runs, runs(mixed, _plain(runs, half), progress)))
    found = []
    for name in outputs[0]:
        values = np.concatenate([output[name] for output in outputs])
        parts = values.reshape(-1, half)
        indices = sobol_indices(parts[0], parts[1], parts[2:], seed)
        for at, knob in enumerate(knobs):
            found.append(Index(name, knob.varied.title, *(float(part[at]) for part in indices)))
    return tuple(found)


def _plain(runs: Runs, draws: int) -> Tally:
    return Tally(runs.nominal, draws, 0)


def _outputs(runs: Runs, tally: Tally) -> dict[str, Floats]:
    changed = {"share of schools that change grade": 1.0 - tally.same / max(runs.nominal.graded, 1)}
    return {**changed, "mean change of rank": tally.shift} if runs.ranks else changed


def _names(bands: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Every grade, best first; the document's own before what only variants have."""
    return tuple(dict.fromkeys(grade for names in (bands[-1], *bands[:-1]) for grade in reversed(names)))


__all__ = ["Flip", "Index", "Scenario", "SchoolRange", "Sensitivity", "scorings", "sensitivity"]
