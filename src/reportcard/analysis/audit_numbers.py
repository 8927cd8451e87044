"""The numbers of an audit in the words of a language: shares, intervals, correlations, with the schools behind them."""

from __future__ import annotations

import math
from types import SimpleNamespace

from reportcard.analysis.statistics import Estimate
from reportcard.render import audit_messages
from reportcard.render.index import schools
from reportcard.results.language import Language


class Numbers:
    """How an audit writes numbers in a language.

    Attributes:
        language: The language.
        words: Its words for :mod:`reportcard.render.audit_messages`.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.words: SimpleNamespace = language.messages(audit_messages)

    def number(self, value: float, places: int = 2) -> str:
        """A number; a dash where there is none."""
        return "–" if math.isnan(value) else self.language.fixed(value, places)

    def part(self, value: float) -> str:
        """A share as a percentage; a dash where there is none."""
        return "–" if math.isnan(value) else self.language.share(value)

    def count(self, number: int) -> str:
        """A whole number, in groups of digits."""
        return self.language.count(number)

    def schools(self, count: int) -> str:
        """A number of schools."""
        return schools(count, self.language)

    def sizes(self, low: float, high: float) -> str:
        """From which size to which."""
        return str(self.words.RANGE.format(low=self.language.short(low), high=self.language.short(high)))

    def range_of(self, estimate: Estimate, *, share: bool = False) -> str:
        """The interval of an estimate; "" where it has none."""
        if math.isnan(estimate.low):
            return ""
        say = self.part if share else self.number
        return str(self.words.RANGE.format(low=say(estimate.low), high=say(estimate.high)))

    def with_range(self, estimate: Estimate, *, share: bool = False) -> str:
        """An estimate with its interval, for a table."""
        told = self.part(estimate.value) if share else self.number(estimate.value)
        known = self.range_of(estimate, share=share)
        return str(self.words.WITH_RANGE.format(number=told, range=known)) if known else told

    def n(self, estimate: Estimate, *, share: bool = False) -> str:
        """The interval of an estimate and the schools behind it, in brackets."""
        known, behind = self.range_of(estimate, share=share), self.schools(estimate.n)
        return str((self.words.N_RANGE if known else self.words.N).format(range=known, schools=behind))

    def correlation(self, r: Estimate) -> str:
        """A correlation with its interval and the schools behind it."""
        return str(self.words.CORRELATION.format(number=self.number(r.value), n=self.n(r)))
