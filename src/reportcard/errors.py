"""Every error that reportcard raises, in one tree.

::

    ReportCardError                 code, message, remedy
    ├── FrameworkError              a framework document cannot be used; .problems lists all of them
    ├── InputError                  data cannot be scored; .problems lists row, column, value, remedy
    │   └── SourceError             a file cannot be read
    ├── ReferenceRequiredError      a norm-referenced framework was scored without a reference
    ├── MetricError                 a metric broke its contract
    │   └── MetricContractError     a metric failed the contract suite; .problems lists each check
    ├── LanguageError               a language has a catalogue that cannot be used
    ├── RendererError               a renderer of an installed package cannot be used
    ├── UnknownNameError            no framework, node, school or format of that name
    └── OutputError                 a result cannot be written

The ``code`` of an error is stable: it may be matched, logged and looked up in ``docs/errors.md``.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.6) -> str:
    """Return " Did you mean 'x'?" for the known name closest to ``name``, or "" where none is close."""
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=cutoff)
    return f" Did you mean '{close[0]}'?" if close else ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a framework document or with the data, and how to mend it.

    Attributes:
        code: Stable code, an anchor in ``docs/errors.md``.
        message: What is wrong, naming the value.
        where: The place: ``file:line path`` in a document, ``row 12 (id 100052), column 'ATT8SCR'`` in data.
        remedy: What to do about it.
    """

    code: str
    message: str
    where: str = ""
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy} [{self.code}]"


class ReportCardError(Exception):
    """Base of every error that reportcard raises."""

    code = "reportcard"

    def __init__(self, message: str, *, code: str | None = None, problems: Iterable[Problem] = ()) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.problems: tuple[Problem, ...] = tuple(problems)

    def __str__(self) -> str:
        text = str(self.args[0])
        return "\n".join([text, *(f"  {problem}" for problem in self.problems)])

    def __reduce__(self) -> tuple[Any, ...]:
        """An error goes to another process as it is, whatever its class is made from."""
        return _again, (type(self), self.args, vars(self))


def _again(kind: type[ReportCardError], args: tuple[Any, ...], fields: dict[str, Any]) -> ReportCardError:
    made = kind.__new__(kind, *args)
    vars(made).update(fields)
    return made


class FrameworkError(ReportCardError):
    """A framework document cannot be used. ``problems`` lists everything that is wrong with it."""

    code = "framework-invalid"


class InputError(ReportCardError):
    """Data cannot be scored. ``problems`` names row, column, value and remedy."""

    code = "input-invalid"


class SourceError(InputError):
    """A file cannot be read as the framework's source says."""

    code = "source-unreadable"


class ReferenceRequiredError(ReportCardError):
    """The framework compares with other schools, and no reference was given."""

    code = "reference-required"


class MetricError(ReportCardError):
    """A metric broke its contract."""

    code = "metric-contract"


class MetricContractError(MetricError, AssertionError):
    """A metric failed checks of the contract suite. ``problems`` lists each, so that a test shows them all."""

    code = "metric-checks"


class RendererError(ReportCardError):
    """A renderer that an installed package offers cannot be used. ``problems`` says why."""

    code = "renderer-refused"


class LanguageError(ReportCardError):
    """A language has a catalogue that cannot be used; ``problems`` says which and why."""

    code = "language-refused"


class UnknownNameError(ReportCardError, KeyError):
    """No framework, node, school or format has the name that was asked for."""

    code = "unknown-name"

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = list(known)
        listed = "" if len(names) > 40 else f" Known: {', '.join(names) or 'none'}."
        super().__init__(f"There is no {kind} '{name}'.{did_you_mean(name, names)}{listed}")


class OutputError(ReportCardError):
    """A result cannot be written where it was asked for."""

    code = "output-unwritable"
