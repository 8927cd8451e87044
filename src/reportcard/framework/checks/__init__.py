"""Checks across a document: what no single part of it can know to be wrong."""

from reportcard.framework.checks.context import Context, Fault, maximum
from reportcard.framework.checks.document import document_faults, scored_faults

__all__ = ["Context", "Fault", "document_faults", "maximum", "scored_faults"]
