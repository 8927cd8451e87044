"""Puts two results side by side: who is on both, whether they may be compared, and which grade is which."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from reportcard.analysis.comparison import Comparison
from reportcard.analysis.comparison_labels import labels_of
from reportcard.analysis.sides import Side, refuse, side_of
from reportcard.engine.table import Floats
from reportcard.errors import InputError, Problem


def compare(
    before: Any,
    after: Any,
    *,
    node: str | None = None,
    labels: tuple[str, str] | None = None,
    grades: Mapping[str, str] | None = None,
) -> Comparison:
    """Compare two results: two frameworks on the same data, two years of one, or a school with itself.

    Args:
        before: What ``score()`` returned: :class:`ReportCards`, or one :class:`ReportCard`.
        after: The same from another framework, other weights or other data.
        node: Node to compare; the overall result where None.
        labels: Names of the two, for the report; title and year of their frameworks where None.
        grades: Counterpart of each grade of the first on the second. Where None, grades of the same words are the
            same, and of as many grades each is the one of its place.

    Raises:
        InputError: The frameworks say that they are not comparable, the two have no school in common, or these are no
            results.
        UnknownNameError: There is no such node.
    """
    old, new = side_of(before, node), side_of(after, node)
    refuse(old, new)
    places = _common(old, new)
    same = _same_data(old, new, places)
    matched = _grade_map(old, new, grades)
    errors = _errors(old, new, node, places, same=same)
    return Comparison(
        before=old,
        after=new,
        node=node or new.root,
        labels=labels or labels_of(old, new),
        places=places,
        same_data=same,
        matched=matched is not None,
        grade_map=matched or {},
        standard_error=errors,
        asked=node,
    )


def _common(old: Side, new: Side) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    places = {school: place for place, school in enumerate(new.ids)}
    pairs = [(at, places[school]) for at, school in enumerate(old.ids) if school in places]
    if not pairs:
        message = f"The first begins with school '{old.ids[0]:.80}', the second with '{new.ids[0]:.80}'."
        problem = Problem(
            "no-common-school", message, "compare", "Give results of the same schools, with the same ids."
        )
        raise InputError("The two have no school in common.", code="no-common-school", problems=[problem])
    one, other = np.array(pairs, np.intp).T
    return one, other


def _same_data(old: Side, new: Side, places: tuple[Any, Any]) -> bool:
    one, other = old.values(), new.values()
    shared = [name for name in one if name in other]
    return bool(shared) and all(
        np.array_equal(one[name][places[0]], other[name][places[1]], equal_nan=True) for name in shared
    )


def _grade_map(old: Side, new: Side, given: Mapping[str, str] | None) -> dict[str, str] | None:
    if given is not None:
        for name, known in ((name, old.grades) for name in old.grades if name not in given):
            raise _bad_grades(f"'{name}' of {', '.join(known)} has no counterpart.")
        for grade in given.values():
            if grade not in new.grades:
                raise _bad_grades(f"'{grade}' is none of {', '.join(new.grades)}.")
        return dict(given)
    if set(old.grades) == set(new.grades):
        return {grade: grade for grade in old.grades}
    return dict(zip(old.grades, new.grades, strict=True)) if len(old.grades) == len(new.grades) else None


def _bad_grades(message: str) -> InputError:
    problem = Problem("unknown-grade", message, "grades", "Give a grade of the second for every grade of the first.")
    return InputError("The grades cannot be matched.", code="unknown-grade", problems=[problem])


def _errors(old: Side, new: Side, node: str | None, places: tuple[Any, Any], *, same: bool) -> Floats:
    """Standard errors of the changes: both results err, each by itself; none in one set of data."""
    if same:
        return np.full(places[0].size, np.nan)
    one, other = old.errors(node)[places[0]], new.errors(node)[places[1]]
    found: Floats = np.sqrt(one**2 + other**2)
    return found
