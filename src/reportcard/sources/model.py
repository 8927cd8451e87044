"""A pydantic model of what a framework reads: for a web service to check requests with and to publish."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from reportcard.indicators.measure import MeasureInput
from reportcard.sources.intake import Intake


def input_model(framework: str, intake: Intake) -> type[BaseModel]:
    """Return a model with ``id``, ``name``, the context columns and a field per indicator."""
    fields: dict[str, Any] = {
        "id": (str, Field(title="School id", min_length=1)),
        "name": (str | None, Field(default=None, title="School name")),
    }
    for text, context in intake.texts.items():
        title = context.title or text
        fields[text] = (str, Field(title=title)) if context.required else (str | None, Field(default=None, title=title))
    for wanted in intake.numbers.values():
        kind = Annotated[MeasureInput | None, wanted.indicator]
        fields[wanted.id] = (kind, ...) if wanted.required else (kind, None)
    name = "".join(part.capitalize() for part in framework.replace("_", "-").split("-")) + "Input"
    return create_model(name, __config__=ConfigDict(extra="forbid", frozen=True), **fields)
