"""Codes for what is not there in the English performance tables (official abbreviations, 2017 to 2019)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from reportcard.framework.document import CodeEntry
from reportcard.indicators.status import Status

ENGLISH_CODES: Mapping[str, CodeEntry] = MappingProxyType(
    {
        code: CodeEntry(status=status)
        for code, status in {
            "SUPP": Status.SUPPRESSED,
            "LOWCOV": Status.LOW_COVERAGE,
            "NE": Status.NOT_ENTERED,
            "NP": Status.NOT_PUBLISHED,
            "NA": Status.NOT_APPLICABLE,
            "NEW": Status.NEW,
            "RE": Status.REDACTED,
            "SUPP*": Status.NOT_PUBLISHED,
        }.items()
    }
)
