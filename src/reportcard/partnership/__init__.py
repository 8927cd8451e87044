"""Partnership contribution: what a school does for the schools that it supports, from who supports whom."""

from reportcard.partnership.contribution import partnership_contribution

__all__ = ["partnership_contribution"]
