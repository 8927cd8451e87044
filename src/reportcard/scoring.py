"""The one entry point: ``score(data, framework) -> ReportCard | ReportCards``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np

from reportcard.engine.plan import Plan
from reportcard.engine.population import Scores, compares_with_similar, one_school, score_few, score_table, variant_of
from reportcard.engine.reference import Reference
from reportcard.engine.table import Table
from reportcard.errors import MetricError, ReferenceRequiredError
from reportcard.indicators.school import SchoolIndicators
from reportcard.metrics import Registry
from reportcard.prepared import Framework, Plans, checked_weights, load_framework
from reportcard.results.assemble import Assembler
from reportcard.results.card import FrameworkRef, ReportCard
from reportcard.results.cards import TOGETHER, ReportCards
from reportcard.results.sure_card import SureCard, sure_cards
from reportcard.sources.plain import plain_record
from reportcard.sources.tables import is_frame, is_single, read_table
from reportcard.uncertainty.settings import Uncertainty, settings_of
from reportcard.version import __version__

_FIRST = np.zeros(1, np.intp)
DEFAULT = "school-report-card-2009"

FrameworkLike = str | Path | Mapping[str, Any] | Framework


@overload
def score(
    data: SchoolIndicators | Mapping[str, Any],
    framework: FrameworkLike = DEFAULT,
    *,
    reference: Reference | None = None,
    weights: Mapping[str, float] | None = None,
    strict: bool = False,
    registry: Registry | None = None,
    progress: Callable[[int], None] | None = None,
    uncertainty: Uncertainty | bool = False,
) -> ReportCard: ...


@overload
def score(
    data: Iterable[SchoolIndicators | Mapping[str, Any]],
    framework: FrameworkLike = DEFAULT,
    *,
    reference: Reference | None = None,
    weights: Mapping[str, float] | None = None,
    strict: bool = False,
    registry: Registry | None = None,
    progress: Callable[[int], None] | None = None,
    uncertainty: Uncertainty | bool = False,
) -> ReportCards: ...


@overload
def score(
    data: Any,
    framework: FrameworkLike = DEFAULT,
    *,
    reference: Reference | None = None,
    weights: Mapping[str, float] | None = None,
    strict: bool = False,
    registry: Registry | None = None,
    progress: Callable[[int], None] | None = None,
    uncertainty: Uncertainty | bool = False,
) -> Any: ...


def score(
    data: Any,
    framework: FrameworkLike = DEFAULT,
    *,
    reference: Reference | None = None,
    weights: Mapping[str, float] | None = None,
    strict: bool = False,
    registry: Registry | None = None,
    progress: Callable[[int], None] | None = None,
    uncertainty: Uncertainty | bool = False,
) -> Any:
    """Score one school or many.

    Args:
        data: One school (``SchoolIndicators`` or a mapping), an iterable of either, or a frame (pandas, polars,
            pyarrow, …) with a row a school.
        framework: Id of a built-in framework, path of a document, a document, or a loaded :class:`Framework`.
        reference: What norm-referenced scales compare with; made by :meth:`Framework.fit`.
        weights: Weights in place of the framework's, by node id; scaled to the sum that the siblings had, and shown
            on the card as not the framework's own.
        strict: Raise at the first data that cannot be used, instead of putting it into the quarantine, and where a
            metric fails, instead of giving no value.
        registry: Metrics that the framework may name; the built-in and installed ones where not given.
        progress: Called with the number of schools that each block finished.
        uncertainty: Whether cards and columns tell how sure they are: intervals, probabilities of grades and of rules.
            ``True`` for 95 % and 1,000 draws, :class:`Uncertainty` for anything else.

    Returns:
        A :class:`ReportCard` for one school, :class:`ReportCards` for many.

    Raises:
        InputError: The data cannot be read; for one school, any value that cannot be used; or the uncertainty asked for
            cannot be computed.
        MetricError: A metric broke its contract; with ``strict``, a metric failed.
        FrameworkError: The framework's document cannot be used.
        ReferenceRequiredError: The framework compares with other schools, and no reference was given.
        UnknownNameError: There is no such framework, or a weight names no node.
    """
    ready = _ready(framework, registry)
    own_weights = checked_weights(ready, weights) if weights else {}
    plans = ready.plans(reference, own_weights, strict=strict)
    settings = settings_of(uncertainty)
    _refuse_without_reference(ready, plans, reference)
    makers = _assemblers(ready, plans, reference, own_weights)
    if is_single(data):
        return _card(data, ready, makers, plans, settings)
    table = read_table(data, ready.intake, strict=strict)
    if is_frame(data) or settings is not None or progress is not None or len(table) > TOGETHER:
        scores, blocks = score_table(plans, table, progress), None
    else:
        # Whoever hands over a few records wants their cards: what these tell is kept, and not computed again.
        scores, blocks = score_few(plans, table)
    hints = _hints(table, ready) if is_frame(data) else ()
    native = data if is_frame(data) else None
    return ReportCards(table, plans, scores, makers, native, hints, settings, blocks)


def _card(
    data: Any, framework: Framework, makers: Sequence[Assembler], plans: Plans, settings: Uncertainty | None
) -> ReportCard:
    """The card of one school: by itself where plan and record are plain, else as a block of one."""
    card = _card_alone(data, framework, makers[0], plans[0][1], settings) if len(plans) == 1 else None
    if card is not None:
        return card
    table = read_table(data, framework.intake, strict=True)
    at = int(variant_of(plans, table)[0])
    block = one_school(plans[at][1], table, _FIRST, unrounded=settings is not None)
    sure = () if settings is None else sure_cards(makers[at].estimator, table, block, _FIRST, settings)
    return makers[at].cards(block, [0], sure)[0]


def _card_alone(
    data: Any, framework: Framework, maker: Assembler, plan: Plan, settings: Uncertainty | None
) -> ReportCard | None:
    """The card of one school without a block; None where only a block can make it."""
    record = None if plan.alone is None else plain_record(data, framework.intake)
    one = None if plan.alone is None or record is None else plan.alone.score(record.values)
    if record is None or one is None:
        return None
    if settings is None:
        return maker.card_alone(record, one)
    sure = None if maker.estimator.alone is None else maker.estimator.alone.sure(record, one, settings)
    return None if sure is None else maker.card_alone(record, one, SureCard(sure, plan, settings))


def score_read(
    framework: Framework, table: Table, reference: Reference | None
) -> tuple[Plans, Scores, tuple[Assembler, ...]]:
    """Score a table that has been read: what :class:`ReportCards` are made from.

    Raises:
        ReferenceRequiredError: The framework compares with other schools, and no reference was given.
    """
    plans = framework.plans(reference)
    _refuse_without_reference(framework, plans, reference)
    return plans, score_table(plans, table), _assemblers(framework, plans, reference, {})


def _ready(framework: FrameworkLike, registry: Registry | None) -> Framework:
    """The framework, loaded with the caller's metrics where there are any."""
    if not isinstance(framework, Framework):
        return load_framework(framework, registry=registry)
    if registry is not None and registry is not framework.registry:
        message = (
            f"The framework '{framework.id}' was loaded with metrics of its own. Give 'registry' to load_framework."
        )
        raise MetricError(message, code="metric-registry")
    return framework


def _refuse_without_reference(framework: Framework, plans: Plans, reference: Reference | None) -> None:
    leaves = [leaf for _, plan in plans for leaf in plan.compares]
    if leaves and reference is None:
        raise ReferenceRequiredError(
            f"'{framework.id}' compares schools with a reference population ({', '.join(leaves[:5])}). "
            "Fit one with framework.fit(population) and pass it as reference=."
        )
    if leaves and reference is not None and reference.framework != framework.id:
        raise ReferenceRequiredError(
            f"The reference '{reference.id}' was fitted for '{reference.framework}', not for '{framework.id}'."
        )
    absent = [leaf for leaf in leaves if reference is not None and leaf not in reference.leaves]
    if absent:
        raise ReferenceRequiredError(
            f"The reference holds no values for {', '.join(absent[:5])} of '{framework.id}'. Fit it again."
        )


def _hints(table: Table, framework: Framework) -> list[str]:
    from reportcard.sources.hints import hints

    return hints(table, framework.intake)


def _assemblers(
    framework: Framework, plans: Plans, reference: Reference | None, own_weights: dict[str, float]
) -> tuple[Assembler, ...]:
    """What makes the cards of each plan; kept beside the plans, for they say the same for every school."""
    key = id(plans)
    known = framework.assemblers.get(key)
    if known is None:
        compares = any(plan.compares for _, plan in plans)
        named = reference.id if reference is not None and compares else None
        similar = None if reference is None else reference.similar
        known = framework.assemblers[key] = (
            plans,
            tuple(
                Assembler(
                    plan,
                    _ref(framework, plan.variant),
                    framework.indicators,
                    own_weights,
                    named,
                    __version__,
                    similar if compares_with_similar([(None, plan)]) else None,
                )
                for _, plan in plans
            ),
        )
    return known[1]


def _ref(framework: Framework, variant: str) -> FrameworkRef:
    document = framework.document
    title = next((v.title for v in document.variants if v.id == variant), "")
    return FrameworkRef(
        id=document.framework,
        version=document.version,
        title=document.title,
        authority=document.authority,
        year=document.year,
        hash=framework.hash,
        variant=variant,
        variant_title=title,
        notes=document.notes,
    )
