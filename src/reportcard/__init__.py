"""Score schools by an accountability framework that is a document, and explain every grade.

::

    import reportcard as rc

    card = rc.score({"id": "100052", "progress_8": -0.06, "attainment_8": 44.6})
    cards = rc.score(frame, framework="nyc-2009-10")

Names are loaded when first used, so that ``import reportcard`` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reportcard.version import __version__

if TYPE_CHECKING:
    from reportcard.engine.reference import Reference as Reference
    from reportcard.errors import FrameworkError as FrameworkError
    from reportcard.errors import InputError as InputError
    from reportcard.errors import MetricError as MetricError
    from reportcard.errors import OutputError as OutputError
    from reportcard.errors import Problem as Problem
    from reportcard.errors import ReferenceRequiredError as ReferenceRequiredError
    from reportcard.errors import ReportCardError as ReportCardError
    from reportcard.errors import SourceError as SourceError
    from reportcard.errors import UnknownNameError as UnknownNameError
    from reportcard.framework.load import check_framework as check_framework
    from reportcard.framework.load import frameworks as frameworks
    from reportcard.indicators import SchoolIndicators as SchoolIndicators
    from reportcard.indicators.indicator import Indicator as Indicator
    from reportcard.indicators.measure import Measure as Measure
    from reportcard.indicators.status import Status as Status
    from reportcard.metrics import Metric as Metric
    from reportcard.metrics import Registry as Registry
    from reportcard.prepared import Framework as Framework
    from reportcard.prepared import load_framework as load_framework
    from reportcard.results.card import NodeResult as NodeResult
    from reportcard.results.card import ReportCard as ReportCard
    from reportcard.results.cards import ReportCards as ReportCards
    from reportcard.scoring import score as score
    from reportcard.sources.files import read_file as read_file

_HOMES = {
    "Framework": "prepared",
    "FrameworkError": "errors",
    "Indicator": "indicators.indicator",
    "InputError": "errors",
    "Measure": "indicators.measure",
    "Metric": "metrics",
    "MetricError": "errors",
    "NodeResult": "results.card",
    "OutputError": "errors",
    "Problem": "errors",
    "Reference": "engine.reference",
    "ReferenceRequiredError": "errors",
    "Registry": "metrics",
    "ReportCard": "results.card",
    "ReportCardError": "errors",
    "ReportCards": "results.cards",
    "SchoolIndicators": "indicators",
    "SourceError": "errors",
    "Status": "indicators.status",
    "UnknownNameError": "errors",
    "check_framework": "framework.load",
    "frameworks": "framework.load",
    "load_framework": "prepared",
    "read_file": "sources.files",
    "score": "scoring",
}

__all__ = [
    "Framework",
    "FrameworkError",
    "Indicator",
    "InputError",
    "Measure",
    "Metric",
    "MetricError",
    "NodeResult",
    "OutputError",
    "Problem",
    "Reference",
    "ReferenceRequiredError",
    "Registry",
    "ReportCard",
    "ReportCardError",
    "ReportCards",
    "SchoolIndicators",
    "SourceError",
    "Status",
    "UnknownNameError",
    "__version__",
    "check_framework",
    "frameworks",
    "load_framework",
    "read_file",
    "score",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its home when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'reportcard' has no attribute '{name}'")
    value = globals()[name] = getattr(import_module(f"reportcard.{home}"), name)
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
