"""Metrics: pluggable modules that turn indicators into one value per school. Metrics measure; frameworks judge."""

from reportcard.metrics.contract import Column, Metric, Parameters
from reportcard.metrics.registry import BUILT_IN, Registry

__all__ = ["BUILT_IN", "Column", "Metric", "Parameters", "Registry"]
