"""The catalogue: every indicator that the library describes, by id, read from the fields of the families."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportcard.indicators.attainment import Attainment
from reportcard.indicators.context import Context
from reportcard.indicators.disadvantage import Disadvantage
from reportcard.indicators.family import Family
from reportcard.indicators.guarantees import Guarantees
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.ofsted import Ofsted
from reportcard.indicators.partnership import Partnership
from reportcard.indicators.progress import Progress
from reportcard.indicators.views import Views
from reportcard.indicators.well_being import WellBeing

#: The families by their field name in ``SchoolIndicators``, in the order in which a reader meets them.
FAMILIES: Mapping[str, type[Family]] = MappingProxyType(
    {
        "progress": Progress,
        "attainment": Attainment,
        "well_being": WellBeing,
        "disadvantage": Disadvantage,
        "views": Views,
        "partnership": Partnership,
        "guarantees": Guarantees,
        "ofsted": Ofsted,
        "context": Context,
    }
)


#: The family of every field: of each indicator, and of the texts beside them.
FAMILY_OF: Mapping[str, str] = MappingProxyType(
    {field: name for name, family in FAMILIES.items() for field in family.model_fields}
)


def _collect() -> dict[str, Indicator]:
    """Collect the indicators of all families. Ids are unique, so that a flat mapping can name them."""
    found: dict[str, Indicator] = {}
    for family in FAMILIES.values():
        for name, indicator in family.indicators().items():
            if name in found:
                raise TypeError(f"two families have an indicator '{name}'")
            found[name] = indicator
    return found


#: Every indicator by id.
CATALOGUE: Mapping[str, Indicator] = MappingProxyType(_collect())
