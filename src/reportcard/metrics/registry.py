"""The metrics that a framework can name: built in, or added to a registry by hand or by entry point."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import entry_points

from reportcard.errors import MetricError, UnknownNameError
from reportcard.metrics.contract import Metric
from reportcard.metrics.difference import DIFFERENCE
from reportcard.metrics.national_interval import NATIONAL_INTERVAL
from reportcard.metrics.rate_change import RATE_CHANGE
from reportcard.metrics.ratio import RATIO
from reportcard.metrics.value import VALUE

#: Every metric that comes with the library, in the order of the documentation.
BUILT_IN: tuple[Metric, ...] = (VALUE, RATIO, RATE_CHANGE, DIFFERENCE, NATIONAL_INTERVAL)
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
            registry.add(point.load())
        return registry

    def add(self, metric: Metric) -> None:
        """Add a metric.

        Raises:
            MetricError: It is no :class:`Metric`, or its id is taken.
        """
        if not isinstance(metric, Metric):
            raise MetricError(f"A metric is a reportcard.metrics.Metric, not {type(metric).__name__}.")
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
