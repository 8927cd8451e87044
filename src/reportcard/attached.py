"""What the command line puts beside results: earlier years from their files, and similar schools; with a report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcard.context import context_variables
from reportcard.errors import InputError, Problem
from reportcard.framework.years import in_order, refuse_later
from reportcard.screen import counted, fault_words, file_words, first_of
from reportcard.similar import SimilarSchools, similar_schools
from reportcard.sources.earlier import join_earlier
from reportcard.sources.files import read_file

if TYPE_CHECKING:
    from reportcard.prepared import Framework
    from reportcard.results.cards import ReportCards
    from reportcard.results.history import YearMatch


@dataclass(frozen=True)
class EarlierYears:
    """The files of earlier years.

    Attributes:
        files: Files of each year: the first is the year's own, further ones are joined to it.
        framework: The framework that all years are scored by.
        year: The year of the results, where it is given.
        reading: How files are read: ``key``, ``encoding``, ``sheet``.
        word: What is scored, one and many.
    """

    files: Mapping[str, Sequence[Path]]
    framework: Framework
    year: str | None
    reading: Mapping[str, Any]
    word: tuple[str, str] = ("school", "schools")

    @cached_property
    def years(self) -> list[str]:
        """The years, oldest first."""
        years = in_order(self.files)
        refuse_later(years, self.year)
        return years

    @cached_property
    def frames(self) -> dict[str, Any]:
        """What each year's files hold, oldest first."""
        return {
            year: read_file(first, self.framework, join=others, **self.reading)
            for year in self.years
            for first, *others in [self.files[year]]
        }

    def beside(self, frame: Any) -> Any:
        """This year's frame with the columns of earlier years that the framework reads."""
        return join_earlier(frame, self.frames, self.framework, year=self.year)

    def attach(self, cards: ReportCards, score: Callable[[Any], ReportCards]) -> tuple[ReportCards, list[str]]:
        """The results with their earlier years, and what to say of the files.

        Raises:
            InputError: A year has no school in common with this one.
        """
        if not self.years:
            return cards, []
        scored = {year: score(self._own(year)) for year in self.years}
        made = cards.with_earlier(scored, year=self.year)
        for match in made.matches:
            if not match.matched:
                raise _nothing_in_common(match, cards.ids)
        return made, [line for match in made.matches for line in self._words(match, scored[match.year])]

    def _own(self, year: str) -> Any:
        """A year's frame with the columns of the years before it."""
        before = {name: self.frames[name] for name in self.years[: self.years.index(year)]}
        return join_earlier(self.frames[year], before, self.framework, year=year)

    def _words(self, match: YearMatch, cards: ReportCards) -> list[str]:
        frame = self.frames[match.year]
        text = f"{counted(match.matched, *self.word)} found in that year"
        if match.without:
            text += f", {len(match.without):,} not ({first_of(match.without, len(match.without))})"
        if match.unused:
            gone = counted(len(match.unused), *self.word)
            text += f"; {gone} of that year not used ({first_of(match.unused, len(match.unused))})"
        lines = [*file_words(frame.attrs), f"{text}.", *fault_words(cards.quarantine, frame.index.tolist())]
        return [f"{match.year}: {line}" for line in lines]


def _nothing_in_common(match: YearMatch, ids: Sequence[str]) -> InputError:
    first = match.unused[0] if match.unused else ""
    problem = Problem(
        "unknown-school",
        f"The file begins with school '{ids[0]:.80}', that of {match.year} has '{first:.80}'.",
        f"--earlier {match.year}=…",
        "Give a file with the same school ids.",
    )
    return InputError(f"No school is in the data of {match.year} too.", code="unknown-school", problems=[problem])


# --- similar schools -------------------------------------------------------------------------------------------------


def attach_similar(
    cards: ReportCards,
    frame: Any,
    framework: Framework,
    n: int,
    by: Sequence[str] = (),
    within: str | None = None,
) -> tuple[ReportCards, list[str]]:
    """The results with n similar schools on each card, and what to say of them.

    Args:
        cards: The results.
        frame: What was scored.
        framework: The framework that says which column is what.
        n: Number of similar schools.
        by: Variables to compare on; the framework's context indicators that the data has where empty.
        within: A column of which similar schools must have the same text.

    Raises:
        InputError: A variable is not there, or there are not more than n schools with all of them.
    """
    variables = tuple(by) or context_variables(frame, framework)
    similar = similar_schools(frame, variables, n=n, phase=within, framework=framework)
    whole = len(similar.ids) - len(similar.left_out)
    if whole <= n:
        raise _too_few(whole, n, variables)
    return cards.with_similar(similar), _similar_words(similar, n, within)


def _too_few(schools: int, n: int, variables: Sequence[str]) -> InputError:
    have = counted(schools, "school has", "schools have")
    problem = Problem(
        "too-few-schools",
        f"{have} a value in every one of {', '.join(variables)}.",
        f"--similar {n}",
        "Ask for fewer similar schools, or name variables with --similar-by that more schools have.",
    )
    message = f"There are too few schools to find {n} similar ones."
    return InputError(message, code="too-few-schools", problems=[problem])


def _similar_words(similar: SimilarSchools, n: int, within: str | None) -> list[str]:
    among = f", among those alike in {within}" if within else ""
    lines = [f"Similar schools: {n} for each school, nearest by {', '.join(similar.variables)}{among}."]
    fewer = int(((similar.neighbours >= 0).sum(axis=1) < n).sum()) - len(similar.left_out)
    if fewer:
        lines.append(f"{counted(fewer, 'school has', 'schools have')} fewer: there are no more like them.")
    if similar.left_out:
        school, reason = next(iter(similar.left_out.items()))
        without = counted(len(similar.left_out), "school has", "schools have")
        lines.append(f"{without} no similar schools, for want of a variable ({school}: {reason}).")
    return lines
