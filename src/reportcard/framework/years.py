"""Names of years: which is the earlier, and how many years lie between two."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportcard.errors import InputError, Problem

_NUMBER = re.compile(r"\d+")


def year_number(name: str) -> int:
    """The first whole number in the name of a year: 2018 for ``2018``, ``2018/19`` or ``summer 2018``.

    Raises:
        InputError: The name has no number.
    """
    found = _NUMBER.search(str(name))
    if found is None:
        raise _bad_year(f"'{name}' names no year.", "Name the year with its number, such as 2018 or 2018/19.")
    return int(found[0])


def in_order(names: Iterable[str]) -> list[str]:
    """Names of years, oldest first, whatever order they came in; names with one number in the order of the text.

    Raises:
        InputError: A name has no number.
    """
    return sorted(names, key=lambda name: (year_number(name), name))


def refuse_later(names: Iterable[str], year: str | None) -> None:
    """Refuse earlier years that are not before the year of the results, where that is known.

    Raises:
        InputError: One of them is that year, or later.
    """
    late = [name for name in names if year is not None and year_number(name) >= year_number(year)]
    if late:
        raise _bad_year(f"'{late[0]}' is not before '{year}'.", "Give earlier years only.")


def refuse_doubles(names: Iterable[str]) -> None:
    """Refuse two names of one year, where years are counted.

    Raises:
        InputError: Two names have the same number.
    """
    seen: dict[int, str] = {}
    for name in names:
        other = seen.setdefault(year_number(name), name)
        if other != name:
            raise _bad_year(f"'{other}' and '{name}' are one year.", "Give each year once.")


def _bad_year(message: str, remedy: str) -> InputError:
    problem = Problem("bad-year", message, "earlier years", remedy)
    return InputError("The earlier years cannot be used.", code="bad-year", problems=[problem])
