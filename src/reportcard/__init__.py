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
    from reportcard.analysis.audit import audit as audit
    from reportcard.analysis.cases import check_cases as check_cases
    from reportcard.analysis.compare import compare as compare
    from reportcard.analysis.comparison import Comparison as Comparison
    from reportcard.analysis.sensitivity import sensitivity as sensitivity
    from reportcard.analysis.sensitivity_result import Sensitivity as Sensitivity
    from reportcard.analysis.verify import verify as verify
    from reportcard.analysis.ways import NextGrade as NextGrade
    from reportcard.analysis.what_if import WhatIf as WhatIf
    from reportcard.engine.reference import Reference as Reference
    from reportcard.errors import FrameworkError as FrameworkError
    from reportcard.errors import InputError as InputError
    from reportcard.errors import LanguageError as LanguageError
    from reportcard.errors import MetricError as MetricError
    from reportcard.errors import OutputError as OutputError
    from reportcard.errors import Problem as Problem
    from reportcard.errors import ReferenceRequiredError as ReferenceRequiredError
    from reportcard.errors import ReportCardError as ReportCardError
    from reportcard.errors import SourceError as SourceError
    from reportcard.errors import UnknownNameError as UnknownNameError
    from reportcard.framework.load import check_framework as check_framework
    from reportcard.framework.load import frameworks as frameworks
    from reportcard.groups.cards import GroupCards as GroupCards
    from reportcard.groups.cards import group_cards as group_cards
    from reportcard.groups.cards import group_table as group_table
    from reportcard.indicators import SchoolIndicators as SchoolIndicators
    from reportcard.indicators.indicator import Indicator as Indicator
    from reportcard.indicators.measure import Measure as Measure
    from reportcard.indicators.status import Status as Status
    from reportcard.metrics import Metric as Metric
    from reportcard.metrics import Registry as Registry
    from reportcard.partnership.contribution import partnership_contribution as partnership_contribution
    from reportcard.prepared import Framework as Framework
    from reportcard.prepared import load_framework as load_framework
    from reportcard.render.languages import languages as languages
    from reportcard.render.languages import load_language as load_language
    from reportcard.results.card import NodeResult as NodeResult
    from reportcard.results.card import ReportCard as ReportCard
    from reportcard.results.cards import ReportCards as ReportCards
    from reportcard.results.language import Language as Language
    from reportcard.scoring import score as score
    from reportcard.similar import SimilarSchools as SimilarSchools
    from reportcard.similar import similar_schools as similar_schools
    from reportcard.sources.earlier import join_earlier as join_earlier
    from reportcard.sources.files import read_file as read_file
    from reportcard.uncertainty.settings import Uncertainty as Uncertainty
    from reportcard.website.write import write_site as write_site

_HOMES = {
    "Comparison": "analysis.comparison",
    "Framework": "prepared",
    "FrameworkError": "errors",
    "GroupCards": "groups.cards",
    "Indicator": "indicators.indicator",
    "InputError": "errors",
    "Language": "results.language",
    "LanguageError": "errors",
    "Measure": "indicators.measure",
    "Metric": "metrics",
    "MetricError": "errors",
    "NextGrade": "analysis.ways",
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
    "Sensitivity": "analysis.sensitivity_result",
    "SimilarSchools": "similar",
    "SourceError": "errors",
    "Status": "indicators.status",
    "Uncertainty": "uncertainty.settings",
    "UnknownNameError": "errors",
    "WhatIf": "analysis.what_if",
    "audit": "analysis.audit",
    "check_cases": "analysis.cases",
    "check_framework": "framework.load",
    "compare": "analysis.compare",
    "frameworks": "framework.load",
    "group_cards": "groups.cards",
    "group_table": "groups.cards",
    "join_earlier": "sources.earlier",
    "languages": "render.languages",
    "load_framework": "prepared",
    "load_language": "render.languages",
    "partnership_contribution": "partnership.contribution",
    "read_file": "sources.files",
    "score": "scoring",
    "sensitivity": "analysis.sensitivity",
    "similar_schools": "similar",
    "verify": "analysis.verify",
    "write_site": "website.write",
}

__all__ = [
    "Comparison",
    "Framework",
    "FrameworkError",
    "GroupCards",
    "Indicator",
    "InputError",
    "Language",
    "LanguageError",
    "Measure",
    "Metric",
    "MetricError",
    "NextGrade",
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
    "Sensitivity",
    "SimilarSchools",
    "SourceError",
    "Status",
    "Uncertainty",
    "UnknownNameError",
    "WhatIf",
    "__version__",
    "audit",
    "check_cases",
    "check_framework",
    "compare",
    "frameworks",
    "group_cards",
    "group_table",
    "join_earlier",
    "languages",
    "load_framework",
    "load_language",
    "partnership_contribution",
    "read_file",
    "score",
    "sensitivity",
    "similar_schools",
    "verify",
    "write_site",
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
