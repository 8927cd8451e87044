"""For whom a card is: which sections it has, in which order and in which words. Data, not a template of its own."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator

from reportcard.errors import UnknownNameError

Words = Literal["full", "plain", "simple"]


class Audience(BaseModel):
    """Readers of a card, and what it shows them.

    Attributes:
        name: Its name.
        title: What the card calls itself, such as ``For parents``; "" for nothing.
        sections: Blocks of the template ``card.html.j2`` (and of ``card.md.j2``), in the order in which they stand.
        words: ``full`` tells everything in the terms of the framework, ``plain`` tells it in short sentences, and
            ``simple`` in a few sentences without numbers.
        letters: Whether the codes of grades are shown beside their words. A framework that has no letters shows none.
        ranks: Whether the card says where the school stands among the schools it is compared with.
        facts: Whether the foot of the card has all that traces it to its framework, or one sentence.
        findings: How many things the card names that go well, and as many to look at.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str = ""
    sections: tuple[str, ...] = Field(min_length=1)
    words: Words = "full"
    letters: bool = True
    ranks: bool = True
    facts: Literal["all", "short"] = "all"
    findings: int = Field(default=3, ge=0, le=10)

    @field_validator("sections")
    @classmethod
    def _each_once(cls, sections: tuple[str, ...]) -> tuple[str, ...]:
        twice = sorted({name for name in sections if sections.count(name) > 1})
        if twice:
            raise ValueError(f"a section stands once on a card; these stand twice: {', '.join(twice)}")
        return sections

    def without(self, *sections: str) -> Self:
        """The same audience without some of its sections."""
        return self.model_copy(update={"sections": tuple(name for name in self.sections if name not in sections)})


PARENTS = Audience(
    name="parents",
    title="For parents",
    sections=("summary", "glance", "strengths", "changes", "evidence"),
    words="plain",
    ranks=False,
    facts="short",
)
SCHOOL = Audience(
    name="school",
    sections=(
        "summary", "rules", "contributions", "strengths", "changes", "measures", "similar", "context", "notes",
        "grades", "standings", "methods",
    ),
)  # fmt: skip
CHILDREN = Audience(
    name="children",
    title="For pupils",
    sections=("summary",),
    words="simple",
    letters=False,
    ranks=False,
    facts="short",
    findings=2,
)
TECHNICAL = Audience(
    name="technical",
    title="Technical account",
    sections=("summary", "rules", "contributions", "weights", "certainty", "grades", "standings", "methods", "notes"),
)

#: The audiences that come with the library, by name.
AUDIENCES = {audience.name: audience for audience in (PARENTS, SCHOOL, CHILDREN, TECHNICAL)}
#: See docs/decisions/0020-default-audience.md.
DEFAULT = SCHOOL


def audience_of(audience: Audience | str) -> Audience:
    """Return the audience of a name, or the one that was given.

    Raises:
        UnknownNameError: There is no audience of that name.
    """
    if isinstance(audience, Audience):
        return audience
    if audience not in AUDIENCES:
        raise UnknownNameError("audience", audience, AUDIENCES)
    return AUDIENCES[audience]
