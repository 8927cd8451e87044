"""Inspections: the frameworks that Ofsted has inspected by, and one inspection as its report gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

_YEAR = 365.25

_FOUR_2009 = ("outstanding", "good", "satisfactory", "inadequate")
_FOUR_2012 = ("outstanding", "good", "requires improvement", "inadequate")
_FIVE_2025 = ("exceptional", "strong standard", "expected standard", "needs attention", "urgent improvement")
#: Grades of the drafts of 2025, as older texts have them.
_DRAFT_2025 = {
    "exemplary": "exceptional",
    "strong": "strong standard",
    "secure": "expected standard",
    "attention needed": "needs attention",
    "causing concern": "urgent improvement",
}


class InspectionFramework(BaseModel):
    """The rules of a time for inspections.

    Attributes:
        id: Year and month from which it was in force.
        title: Its name.
        since: First day.
        grades: Its grades, best first; grade 1 is the first.
        areas: What is judged, by id.
        overall: Whether there is a grade for the school as a whole.
        safeguarding: Whether safeguarding is graded, judged met or not met, or judged within another area.
        aliases: Other words for its grades and areas.
        source: Where this is from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    title: str
    since: dt.date
    grades: tuple[str, ...]
    areas: dict[str, str]
    overall: bool = True
    safeguarding: Literal["graded", "met", "within"]
    aliases: dict[str, str] = Field(default_factory=dict)
    source: str


_KNOWN = (
    InspectionFramework(
        id="2009-09",
        title="School inspection framework of September 2009",
        since=dt.date(2009, 9, 1),
        grades=_FOUR_2009,
        areas={
            "outcomes": "outcomes for pupils",
            "achievement": "achievement and enjoyment of learning",
            "feeling_safe": "pupils feel safe",
            "behaviour": "behaviour",
            "healthy_lifestyles": "healthy lifestyles",
            "contribution": "contribution to the school and wider community",
            "workplace_skills": "workplace and other skills for economic well-being",
            "smsc_development": "spiritual, moral, social and cultural development",
            "teaching": "quality of teaching",
            "curriculum": "curriculum",
            "care": "care, guidance and support",
            "leadership": "leadership and management",
            "equality": "equality of opportunity and tackling discrimination",
            "safeguarding": "safeguarding",
            "capacity": "capacity for sustained improvement",
        },
        safeguarding="graded",
        source="Ofsted, The evaluation schedule for schools (September 2009, 090098)",
    ),
    InspectionFramework(
        id="2012-09",
        title="School inspection framework of September 2012",
        since=dt.date(2012, 9, 1),
        grades=_FOUR_2012,
        areas={
            "achievement": "achievement of pupils",
            "teaching": "quality of teaching",
            "behaviour": "behaviour and safety of pupils",
            "leadership": "leadership and management",
        },
        safeguarding="within",
        source="Ofsted, The framework for school inspection (September 2012, 120100)",
    ),
    InspectionFramework(
        id="2019-09",
        title="Education inspection framework of September 2019",
        since=dt.date(2019, 9, 1),
        grades=_FOUR_2012,
        areas={
            "quality_of_education": "quality of education",
            "behaviour": "behaviour and attitudes",
            "personal_development": "personal development",
            "leadership": "leadership and management",
            "early_years": "early years provision",
            "sixth_form": "sixth-form provision",
        },
        safeguarding="within",
        source="Ofsted, School inspection handbook (November 2019, 190017)",
    ),
    InspectionFramework(
        id="2025-11",
        title="Report cards from November 2025",
        since=dt.date(2025, 11, 10),
        grades=_FIVE_2025,
        areas={
            "inclusion": "inclusion",
            "curriculum": "curriculum and teaching",
            "achievement": "achievement",
            "attendance_behaviour": "attendance and behaviour",
            "personal_development": "personal development and well-being",
            "leadership": "leadership and governance",
            "early_years": "early years",
            "sixth_form": "sixth form",
        },
        overall=False,
        safeguarding="met",
        aliases={**_DRAFT_2025, "post-16 provision": "sixth_form", "sixth form in schools": "sixth_form"},
        source="Ofsted, education inspection framework and toolkit (November 2025)",
    ),
)

#: Every framework by id, in the order of time.
INSPECTION_FRAMEWORKS: Mapping[str, InspectionFramework] = MappingProxyType({known.id: known for known in _KNOWN})


class Inspection(BaseModel):
    """One inspection, as its report gives it.

    Attributes:
        framework: Id of the framework that it was made under.
        date: Its day.
        overall: Grade for the school as a whole, where the framework has one.
        judgements: Grade of each area that was judged, by id of the area.
        safeguarding: Whether safeguarding is met, where the framework judges it so.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    framework: str
    date: dt.date
    overall: str | None = None
    judgements: dict[str, str] = Field(default_factory=dict)
    safeguarding: Literal["met", "not met"] | None = None

    @field_validator("framework")
    @classmethod
    def _known_framework(cls, given: str) -> str:
        if given not in INSPECTION_FRAMEWORKS:
            raise ValueError(f"there is no inspection framework '{given}'; known: {', '.join(INSPECTION_FRAMEWORKS)}")
        return given

    @model_validator(mode="before")
    @classmethod
    def _plain_words(cls, given: Any) -> Any:
        """Read capitals, areas by their titles, and the words of drafts."""
        rules = INSPECTION_FRAMEWORKS.get(given.get("framework", "")) if isinstance(given, dict) else None
        if rules is None:
            return given
        known = {**{title: name for name, title in rules.areas.items()}, **rules.aliases}
        found = dict(given)
        if isinstance(given.get("overall"), str):
            found["overall"] = _plain(given["overall"], known)
        if isinstance(given.get("judgements"), Mapping):
            pairs = given["judgements"].items()
            found["judgements"] = {_plain(area, known): _plain(grade, known) for area, grade in pairs}
        return found

    @model_validator(mode="after")
    def _fits_its_framework(self) -> Self:
        rules = self.rules
        if self.overall is not None and not rules.overall:
            raise ValueError(f"the framework of {rules.id} has no overall grade")
        if self.safeguarding is not None and rules.safeguarding != "met":
            raise ValueError(f"the framework of {rules.id} does not judge safeguarding as met or not met")
        if self.date < rules.since:
            raise ValueError(f"the inspection of {self.date} is from before the framework of {rules.id}")
        for area in self.judgements:
            if area not in rules.areas:
                raise ValueError(f"the framework of {rules.id} has no area '{area}'; known: {', '.join(rules.areas)}")
        for grade in (*self.judgements.values(), *([self.overall] if self.overall else [])):
            if grade not in rules.grades:
                raise ValueError(
                    f"the framework of {rules.id} has no grade '{grade}'; known: {', '.join(rules.grades)}"
                )
        return self

    @property
    def rules(self) -> InspectionFramework:
        """The framework that it was made under."""
        return INSPECTION_FRAMEWORKS[self.framework]

    def number(self, area: str) -> int | None:
        """The grade of an area as a number, 1 the best; ``overall`` is the school's. None where it was not judged."""
        grade = self.overall if area == "overall" else self.judgements.get(area)
        return None if grade is None else self.rules.grades.index(grade) + 1

    def age(self, on: dt.date) -> float:
        """How old the inspection is on a day, in years.

        Raises:
            ValueError: The day is before the inspection.
        """
        if on < self.date:
            raise ValueError(f"{on} is before the inspection of {self.date}")
        return (on - self.date).days / _YEAR


def _plain(word: Any, known: Mapping[str, str]) -> Any:
    plain = " ".join(word.split()).lower() if isinstance(word, str) else word
    return known.get(plain, plain)
