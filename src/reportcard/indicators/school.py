"""A school's indicators: the typed record that a service builds and scores."""

from __future__ import annotations

import numbers
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reportcard.errors import InputError, Problem, did_you_mean
from reportcard.indicators.attainment import Attainment
from reportcard.indicators.catalogue import CATALOGUE, FAMILIES, FAMILY_OF
from reportcard.indicators.context import Context
from reportcard.indicators.disadvantage import Disadvantage
from reportcard.indicators.family import read_word
from reportcard.indicators.guarantees import Guarantees
from reportcard.indicators.measure import Measure
from reportcard.indicators.ofsted import Ofsted
from reportcard.indicators.partnership import Partnership
from reportcard.indicators.progress import Progress
from reportcard.indicators.views import Views
from reportcard.indicators.well_being import WellBeing

#: Endings of the keys that say what is known of a measure's error.
ERROR_PARTS = ("n", "lower", "upper", "standard_error")
_ABOUT = {"id": "id", "urn": "id", "name": "name", "phase": "phase", "school_type": "school_type"}


def _as_id(given: Any) -> Any:
    """Read a whole number as an id; a number that was rounded or is a truth value is none."""
    return str(given) if isinstance(given, numbers.Integral) and not isinstance(given, bool) else given


class SchoolIndicators(BaseModel):
    """What is known of one school: who it is, and its indicators by family.

    Attributes:
        id: The school's id (in England its URN; ``urn`` is accepted as the key).
        name: Name of the school.
        phase: ``Primary`` or ``Secondary``, as a framework's variants name it.
        school_type: Type of the school in the authority's words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    id: Annotated[str, BeforeValidator(_as_id)] = Field(
        min_length=1, max_length=100, validation_alias=AliasChoices("id", "urn")
    )
    name: str = ""
    phase: str | None = None
    school_type: str | None = None
    progress: Progress = Field(default_factory=Progress)
    attainment: Attainment = Field(default_factory=Attainment)
    well_being: WellBeing = Field(default_factory=WellBeing)
    disadvantage: Disadvantage = Field(default_factory=Disadvantage)
    views: Views = Field(default_factory=Views)
    partnership: Partnership = Field(default_factory=Partnership)
    guarantees: Guarantees = Field(default_factory=Guarantees)
    ofsted: Ofsted = Field(default_factory=Ofsted)
    context: Context = Field(default_factory=Context)

    def flat(self) -> dict[str, Measure]:
        """Return the measures that were given, of all families, by indicator id."""
        return {name: measure for family in FAMILIES for name, measure in getattr(self, family).measures().items()}

    def texts(self) -> dict[str, str]:
        """Return what was given in words: id, name, phase, type, region and the inspection's date and framework."""
        facts = {key: getattr(self, key) for key in ("id", "name", "phase", "school_type")}
        for family, model in FAMILIES.items():
            facts |= {key: getattr(getattr(self, family), key) for key in model.model_fields if key not in CATALOGUE}
        return {key: str(fact) for key, fact in facts.items() if fact not in (None, "")}

    @classmethod
    def from_flat(cls, mapping: Mapping[str, Any]) -> Self:
        """Build a school from one flat mapping of indicator ids, as a row of a table has them.

        ``<id>_n``, ``<id>_lower``, ``<id>_upper`` and ``<id>_standard_error`` say what is known of a measure's error.

        Raises:
            InputError: A key is not known or a value is not valid; all problems are listed.
        """
        record, unknown = _nest(mapping)
        problems = [_unknown(key) for key in unknown]
        school = None
        try:
            school = cls.model_validate(record)
        except ValidationError as error:
            problems += [_invalid(fault) for fault in error.errors(include_url=False)]
        if problems or school is None:
            who = mapping.get("id", mapping.get("urn", "without id"))
            raise InputError(f"School {who} has values that cannot be read:", problems=problems)
        return school


def _nest(mapping: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Put flat keys in their places in the nested record; return it and the keys that have no place."""
    record: dict[str, Any] = {}
    measures: dict[str, dict[str, Any]] = {}
    unknown = []
    for key, given in mapping.items():
        measure, part = _measure_and_part(key)
        if key in _ABOUT:
            record[_ABOUT[key]] = given
        elif measure:
            measures.setdefault(measure, {})[part] = given
        elif key in FAMILY_OF:
            record.setdefault(FAMILY_OF[key], {})[key] = given
        else:
            unknown.append(str(key))
    for measure, parts in measures.items():
        record.setdefault(FAMILY_OF[measure], {})[measure] = _joined(measure, parts)
    return record, unknown


def _measure_and_part(key: str) -> tuple[str, str]:
    """Split ``progress_8_lower`` into the measure and its part; two empty words where the key is none."""
    if key in CATALOGUE:
        return key, "value"
    for part in ERROR_PARTS:
        measure = key.removesuffix(f"_{part}")
        if measure != key and measure in CATALOGUE:
            return measure, part
    return "", ""


def _joined(measure: str, parts: dict[str, Any]) -> Any:
    """Join a measure's value and what is known of its error. An absent value has no error: only its reason stays."""
    value = parts.get("value")
    errors = {part: given for part, given in parts.items() if part != "value" and not _absent(given)}
    if not errors:
        return value
    if isinstance(value, Measure):
        return {**value.model_dump(exclude_unset=True), **errors}
    if isinstance(value, dict):
        return {**value, **errors}
    number = read_word(value, CATALOGUE[measure]) if isinstance(value, str) else value
    return number if isinstance(number, str) or _absent(number) else {"value": number, **errors}


def _absent(given: Any) -> bool:
    """Whether a cell is empty: None, or not a number."""
    return given is None or (isinstance(given, float) and given != given)


def _unknown(key: str) -> Problem:
    known = [*_ABOUT, *CATALOGUE, *(name for family in FAMILIES.values() for name in family.model_fields)]
    return Problem("unknown-indicator", f"there is no indicator '{key}'.{did_you_mean(key, known)}", where=key)


def _invalid(fault: Any) -> Problem:
    message = str(fault["msg"]).removeprefix("Value error, ")
    return Problem("invalid-value", message, where=".".join(str(part) for part in fault["loc"]))
