"""The frameworks that the service offers, loaded once when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reportcard as rc
from reportcard_service.settings import Settings


@dataclass(frozen=True, slots=True)
class Offer:
    """A framework on offer.

    Attributes:
        framework: The framework.
        schema: JSON Schema of one school's input.
        name: Name of that schema.
    """

    framework: rc.Framework
    schema: dict[str, Any]
    name: str

    @property
    def summary(self) -> dict[str, str]:
        """What a list of frameworks shows."""
        framework = self.framework
        return {
            "id": framework.id,
            "version": framework.version,
            "title": framework.title,
            "hash": framework.hash,
        }


def offered(settings: Settings) -> dict[str, Offer]:
    """The frameworks on offer by id: those that score a school by itself, or those that the settings name.

    Raises:
        reportcard.UnknownNameError: There is no such framework.
    """
    named = [name.strip() for name in settings.frameworks.split(",") if name.strip()]
    loaded = [rc.load_framework(name) for name in named or [known.id for known in rc.frameworks()]]
    # One that compares with other schools needs a population first; a service that has one passes reference=.
    return {framework.id: _offer(framework) for framework in loaded if named or not framework.compares}


def _offer(framework: rc.Framework) -> Offer:
    model = framework.input_model()
    framework.plans()  # compiled now, not by the first client
    return Offer(framework, model.model_json_schema(ref_template="#/components/schemas/{model}"), model.__name__)
