"""Framework documents: their models, and how they are read, completed, checked and told apart."""

from reportcard.framework.document import Framework
from reportcard.framework.fingerprint import framework_hash
from reportcard.framework.load import FrameworkInfo, check_framework, frameworks, load_framework
from reportcard.framework.merge import variant_document

__all__ = [
    "Framework",
    "FrameworkInfo",
    "check_framework",
    "framework_hash",
    "frameworks",
    "load_framework",
    "variant_document",
]
