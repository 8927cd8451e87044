"""Indicators: typed families of measures, one description of each, and the record of one school."""

from reportcard.indicators.attainment import Attainment
from reportcard.indicators.catalogue import CATALOGUE, FAMILIES
from reportcard.indicators.context import Context
from reportcard.indicators.disadvantage import Disadvantage
from reportcard.indicators.family import Family
from reportcard.indicators.guarantees import Guarantees
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.inspection import INSPECTION_FRAMEWORKS, Inspection, InspectionFramework
from reportcard.indicators.measure import Measure, MeasureInput
from reportcard.indicators.ofsted import OFSTED_GRADES, Ofsted
from reportcard.indicators.partnership import Partnership
from reportcard.indicators.progress import Progress
from reportcard.indicators.school import SchoolIndicators
from reportcard.indicators.status import Status
from reportcard.indicators.views import Views
from reportcard.indicators.well_being import WellBeing

__all__ = [
    "CATALOGUE",
    "FAMILIES",
    "INSPECTION_FRAMEWORKS",
    "OFSTED_GRADES",
    "Attainment",
    "Context",
    "Disadvantage",
    "Family",
    "Guarantees",
    "Indicator",
    "Inspection",
    "InspectionFramework",
    "Measure",
    "MeasureInput",
    "Ofsted",
    "Partnership",
    "Progress",
    "SchoolIndicators",
    "Status",
    "Views",
    "WellBeing",
]
