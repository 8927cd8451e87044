"""Partnership: what the school does for other schools. In 2009 only a possible category, without a measure."""

from __future__ import annotations

from typing import Annotated

from reportcard.indicators.family import PROSPECTUS, Family
from reportcard.indicators.indicator import Indicator
from reportcard.indicators.measure import MeasureInput

_OURS = "The measure is ours: none was published in 2009."


class Partnership(Family):
    """Contribution to the improvement of other schools."""

    supported_schools_improvement: Annotated[
        MeasureInput | None,
        Indicator(
            title="Improvement of the schools supported",
            unit="percentage points",
            low=-100,
            high=100,
            definition="Change of the headline attainment percentage of the schools supported over the time of "
            "support, "
            "against similar schools that nobody supported, weighted by pupils and shrunk for small numbers. " + _OURS,
            source=PROSPECTUS,
            controllable="partly",
        ),
    ] = None
    supported_schools: Annotated[
        MeasureInput | None,
        Indicator(
            title="Schools supported",
            unit="schools",
            low=0,
            whole=True,
            direction="none",
            definition="Number of schools that this school supports under an agreement.",
            source="DCSF, Accredited schools groups and school providers: guidance (2010)",
        ),
    ] = None
    formal_partnerships: Annotated[
        MeasureInput | None,
        Indicator(
            title="Formal partnerships",
            unit="partnerships",
            low=0,
            whole=True,
            definition=f"Number of partnerships with other schools under a written agreement. {_OURS}",
            source=PROSPECTUS,
        ),
    ] = None
    accredited_provider: Annotated[
        MeasureInput | None,
        Indicator(
            title="Accredited provider",
            unit="",
            low=0,
            high=2,
            whole=True,
            labels={"none": 0, "ASP": 1, "ASG": 2},
            definition="Accredited School Provider (ASP): may take over up to two underperforming schools. Accredited "
            "Schools Group (ASG): three or more.",
            source="DCSF, Accredited schools groups and school providers: guidance (2010)",
        ),
    ] = None
