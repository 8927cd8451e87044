"""What an operator can set, by environment variables that begin with ``REPORTCARD_SERVICE_``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

_PREFIX = "REPORTCARD_SERVICE_"


@dataclass(frozen=True, slots=True)
class Settings:
    """Limits of the service.

    Attributes:
        frameworks: Ids of the frameworks on offer, with commas between them; every built-in one where empty.
        card_bytes: Largest body of a request for one card.
        batch_bytes: Largest body of a batch.
        batch_schools: Most schools in a batch.
        body_seconds: How long a client may take to send its body.
        work_seconds: How long a batch may take, and a single school with those before it.
        batches: Batches that are worked on at a time; one more is asked to come back later.
        together: Single schools that are scored in one call at most.
        waiting: Single schools that wait at most, for each framework; one more is asked to come back later.
    """

    frameworks: str = ""
    card_bytes: int = 64 * 1024
    batch_bytes: int = 16 * 1024 * 1024
    batch_schools: int = 50_000
    body_seconds: float = 10.0
    work_seconds: float = 30.0
    batches: int = 2
    together: int = 50
    waiting: int = 500

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read the settings.

        Raises:
            ValueError: A variable holds no number where one is needed.
        """
        given = {field.name: environment.get(_PREFIX + field.name.upper()) for field in fields(cls)}
        return cls(**{name: type(getattr(cls(), name))(text) for name, text in given.items() if text is not None})
