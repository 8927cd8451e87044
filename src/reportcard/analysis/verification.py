"""What a comparison with published results found: how many values, how many reproduced, and each that was not."""

from __future__ import annotations

from dataclasses import dataclass

from reportcard.engine.table import Fault
from reportcard.errors import UnknownNameError


@dataclass(frozen=True, slots=True)
class Miss:
    """A published result that was not reproduced.

    Attributes:
        school: Id of the school.
        published: The result as the file has it.
        computed: The result as it was computed; "" where there is none.
        parts_at: The first place where the two part: a result below that differs too, a rule, or the node itself.
    """

    school: str
    published: str
    computed: str
    parts_at: str

    def __str__(self) -> str:
        return f"{self.school}: published {self.published}, computed {self.computed or 'none'} ({self.parts_at})"


@dataclass(frozen=True, slots=True)
class Check:
    """One published quantity, compared.

    Attributes:
        node: Id of the node.
        kind: ``score``, ``grade``, ``cuts`` (the grade that follows from the published score), ``value`` (of a leaf,
            before its scale) or ``weight`` (applied among the siblings).
        column: Column of the file that holds it.
        published: Schools for which it was published.
        taken: Those whose result the framework takes from that column itself, so that nothing is compared.
        matched: Those whose computed result is the published one, exactly.
        within: Those whose inputs are known only within limits, with a result inside the range that these leave.
        unpublished: Schools for which it was computed and not published.
        misses: The others, in the order of the file.
    """

    node: str
    kind: str
    column: str
    published: int
    taken: int
    matched: int
    within: int
    unpublished: int
    misses: tuple[Miss, ...] = ()

    @property
    def key(self) -> str:
        """Name of the quantity: ``overall.score``."""
        return f"{self.node}.{self.kind}"


@dataclass(frozen=True, slots=True)
class Verification:
    """A publication compared with what its framework computes.

    Attributes:
        framework: Id of the framework.
        version: Version of its document.
        schools: Schools that were scored.
        checks: Every published quantity, in the order of the document.
        quarantine: Cells and rows of the file that could not be used.
        lacking: Published columns that the document names and the file lacks: with them nothing is compared.
    """

    framework: str
    version: str
    schools: int
    checks: tuple[Check, ...]
    quarantine: tuple[Fault, ...] = ()
    lacking: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> Check:
        """Return the check of a quantity: ``verification["overall.score"]``.

        Raises:
            UnknownNameError: The framework names no published column for it.
        """
        for check in self.checks:
            if check.key == key:
                return check
        raise UnknownNameError("published quantity", key, [check.key for check in self.checks])

    @property
    def ok(self) -> bool:
        """Whether every published result was reproduced."""
        return not any(check.misses for check in self.checks)

    def rows(self) -> list[tuple[str, str, int, int, int, int, int, int]]:
        """A row a quantity: its name, its column, and the numbers that a check counts."""
        return [
            (check.key, check.column, check.published, check.taken, check.matched, check.within, len(check.misses),
             check.unpublished)
            for check in self.checks
        ]  # fmt: skip

    def table(self) -> str:
        """Return the counts as a plain text table."""
        lines = [_HEAD, *([str(cell) for cell in row] for row in self.rows())]
        widths = [max(len(line[at]) for line in lines) for at in range(len(_HEAD))]
        return "\n".join("  ".join(_cell(line[at], widths[at], at) for at in range(len(_HEAD))) for line in lines)


_HEAD = ["quantity", "column", "published", "taken over", "reproduced", "within", "missed", "not published"]
_TEXTS = 2


def _cell(text: str, width: int, at: int) -> str:
    return text.ljust(width) if at < _TEXTS else text.rjust(width)
