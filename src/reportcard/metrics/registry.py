"""The metrics that a framework can name: built in, or added to a registry by hand or by entry point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import EntryPoint, entry_points

from reportcard.errors import MetricError, Problem, UnknownNameError
from reportcard.metrics.absence import ATTENDANCE, PERSISTENT_ABSENCE
from reportcard.metrics.contract import Metric
from reportcard.metrics.difference import DIFFERENCE
from reportcard.metrics.ebacc_average_points import EBACC_AVERAGE_POINTS
from reportcard.metrics.entitlements import COVERAGE_OF_ENTITLEMENTS, ENTITLEMENT_REACH
from reportcard.metrics.gap import GAP, GAP_CHANGE, NARROWING_CREDIT
from reportcard.metrics.inspection import (
    INSPECTION_AGE,
    INSPECTION_CHANGE,
    INSPECTION_LIMIT_2009,
    INSPECTION_STATUS_2025,
)
from reportcard.metrics.metadata import metadata_faults
from reportcard.metrics.national_interval import NATIONAL_INTERVAL
from reportcard.metrics.point_scores import AVERAGE_POINTS, POINTS_PER_PUPIL
from reportcard.metrics.progress_score import PROGRESS_SCORE
from reportcard.metrics.rate_change import RATE_CHANGE
from reportcard.metrics.ratio import RATIO
from reportcard.metrics.slot_points import SLOT_POINTS
from reportcard.metrics.survey import RESPONSE_RATE, SURVEY_SHARE
from reportcard.metrics.threshold_share import THRESHOLD_SHARE
from reportcard.metrics.value import VALUE
from reportcard.metrics.value_added import CONTEXTUAL_VALUE_ADDED

#: Every metric that comes with the library, in the order of the documentation.
BUILT_IN: tuple[Metric, ...] = (
    VALUE,
    RATIO,
    RATE_CHANGE,
    DIFFERENCE,
    NATIONAL_INTERVAL,
    THRESHOLD_SHARE,
    AVERAGE_POINTS,
    POINTS_PER_PUPIL,
    SLOT_POINTS,
    EBACC_AVERAGE_POINTS,
    CONTEXTUAL_VALUE_ADDED,
    PROGRESS_SCORE,
    ATTENDANCE,
    PERSISTENT_ABSENCE,
    SURVEY_SHARE,
    RESPONSE_RATE,
    GAP,
    GAP_CHANGE,
    NARROWING_CREDIT,
    INSPECTION_LIMIT_2009,
    INSPECTION_STATUS_2025,
    INSPECTION_CHANGE,
    INSPECTION_AGE,
    COVERAGE_OF_ENTITLEMENTS,
    ENTITLEMENT_REACH,
)
GROUP = "reportcard.metrics"


class Registry:
    """Metrics by id. A duplicate id is an error."""

    def __init__(self, metrics: Iterable[Metric] = BUILT_IN) -> None:
        self._metrics: dict[str, Metric] = {}
        for metric in metrics:
            self.add(metric)

    @classmethod
    def installed(cls) -> Registry:
        """Return the built-in metrics and those that installed packages offer under ``reportcard.metrics``."""
        registry = cls()
        for point in entry_points(group=GROUP):
            registry.add(_loaded(point))
        return registry

    def add(self, metric: Metric) -> None:
        """Add a metric.

        Raises:
            MetricError: It is no :class:`Metric`, its id is taken, or it does not say what a metric must say of
                itself; ``problems`` lists everything.
        """
        if not isinstance(metric, Metric):
            raise MetricError(f"A metric is a reportcard.metrics.Metric, not {type(metric).__name__}.")
        faults = list(metadata_faults(metric))
        if faults:
            problems = [Problem("metric-contract", f"{fault}.", f"metric '{metric.id}'") for fault in faults]
            raise MetricError(f"The metric '{metric.id}' cannot be used as it describes itself.", problems=problems)
        if metric.id in self._metrics:
            raise MetricError(f"There are two metrics '{metric.id}'. Give one of them another id.")
        self._metrics[metric.id] = metric

    def __getitem__(self, id: str) -> Metric:  # noqa: A002  the field's word
        try:
            return self._metrics[id]
        except KeyError:
            raise UnknownNameError("metric", id, self._metrics) from None

    def __iter__(self) -> Iterator[Metric]:
        return iter(self._metrics.values())

    def __contains__(self, id: object) -> bool:  # noqa: A002
        return id in self._metrics


def _loaded(point: EntryPoint) -> Metric:
    """The metric that an installed package offers; its name tells whose it is where it cannot be had."""
    try:
        metric = point.load()
    except Exception as error:  # an import runs a stranger's code
        message = f"The metric '{point.name}' ({point.value}) cannot be loaded. {type(error).__name__}: {error}"
        raise MetricError(message, code="metric-unloadable") from error
    if not isinstance(metric, Metric):
        raise MetricError(
            f"'{point.name}' ({point.value}) is no reportcard.metrics.Metric, but {type(metric).__name__}."
        )
    return metric
