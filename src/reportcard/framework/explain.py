"""Turns what the models refuse into problems: plain English, the place in the file, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportcard.errors import Problem, did_you_mean
from reportcard.framework.document import Framework
from reportcard.framework.location import Location, keys_of, locate, name_of, words_in
from reportcard.framework.tree import Block, Path, Place, Spot, find, without

#: More problems than this in one document are not listed.
MOST = 200

#: What a place wants, by the kind of error.
_WANTED = {
    "string_type": "text",
    "float_type": "a number",
    "float_parsing": "a number",
    "finite_number": "a number",
    "number": "a number",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys and values",
    "model_type": "a mapping of keys and values",
}
_BOUNDS = {
    "greater_than": ("gt", "above"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "below"),
    "less_than_equal": ("le", "at most"),
}
#: Short forms of parts that are otherwise mappings.
_SHORT = {
    "Number": "a number",
    "Rounding": "a number",
    "GradeUse": "the id of a grade scale",
    "MetricUse": "the id of a metric",
    "Columns": "the name of a column",
    "ContextColumn": "the name of a column",
    "CodeEntry": "a status or a number",
}


class Finding(NamedTuple):
    """A problem together with its place, so that findings can be sorted and compared."""

    spot: Spot
    code: str
    message: str
    remedy: str = ""

    @property
    def problem(self) -> Problem:
        """The problem as it is reported."""
        return Problem(self.code, self.message, str(self.spot), self.remedy)


def validated(tree: Block) -> Framework | list[Finding]:
    """Return the model of a tree, or everything that the models refuse in it."""
    try:
        return Framework.model_validate(tree)
    except ValidationError as error:
        return findings(error, tree)


def mended(tree: Block) -> tuple[Block, Framework] | None:
    """Return what is left of a tree when everything that the models refuse is taken out, and its model.

    It exists to find further problems in the same reading. None where too little is left.
    """
    for _ in range(12):
        try:
            return tree, Framework.model_validate(tree)
        except ValidationError as error:
            if error.error_count() > 5 * MOST:
                return None
            refused = {path for details in error.errors(include_url=False) for path in [_to_remove(details, tree)]}
            tree = without(tree, refused - {()})
            for key in ("framework", "title"):
                tree.setdefault(key, "unnamed")
                tree.spots.setdefault(key, tree.spot)
    return None


def _to_remove(details: ErrorDetails, tree: Block) -> Path:
    """Return what must go: the key that is wrong, or the part that lacks a key."""
    return find(tree, locate(details["loc"]).path).written


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return "Did you mean 'x'?" for the closest known name, or "". Very long or very many names are not compared."""
    if len(name) > 80:
        return ""
    return did_you_mean(name, islice((other for other in known if abs(len(other) - len(name)) <= 4), 500)).strip()


# --- one error -------------------------------------------------------------------------------------------------------


class _Refusal(NamedTuple):
    """An error of the validator, where it stands in the models and in the file."""

    details: ErrorDetails
    location: Location
    place: Place

    @property
    def type(self) -> str:
        return self.details["type"]

    @property
    def value(self) -> Any:
        return self.details["input"]

    @property
    def context(self) -> dict[str, Any]:
        return self.details.get("ctx") or {}


def findings(error: ValidationError, tree: Block) -> list[Finding]:
    """Return one finding for every place that the models refuse."""
    groups: dict[Path, list[_Refusal]] = {}
    for details in error.errors(include_url=False)[: MOST + 1]:
        location = locate(details["loc"])
        groups.setdefault(location.path, []).append(_Refusal(details, location, find(tree, location.path)))
    return [_finding(group) for path, group in groups.items() if not _is_consequence(path, group, groups)]


def _is_consequence(path: Path, group: list[_Refusal], groups: Iterable[Path]) -> bool:
    """Whether a list is refused only because its items are: they have problems of their own."""
    if group[0].type not in ("too_short", "too_long") and group[0].type not in _WANTED:
        return False
    return any(len(other) > len(path) and other[: len(path)] == path for other in groups)


def _finding(group: list[_Refusal]) -> Finding:
    """Tell the errors of one place as one: the members of a union each complain."""
    first = group[0]
    if first.type == "missing":
        return _missing(first)
    if first.type == "extra_forbidden":
        return _unknown_key(first)
    spot = first.place.spot
    if any(refusal.type in ("literal_error", "enum", "kind") for refusal in group):
        return _not_one_of(first, spot)
    if first.type in _WANTED:
        return _wrong_type(group, spot)
    return _wrong_value(first, spot)


def _missing(refusal: _Refusal) -> Finding:
    key, owner = refusal.location.path[-1], refusal.location.owner
    spot = refusal.place.spot
    if isinstance(key, int):
        return Finding(spot, "wrong-length", "The list is too short.", f"It needs at least {key + 1} items.")
    message = f"The key '{key}' is missing in {name_of(owner)}."
    return Finding(spot._replace(path=(*spot.path, key)), "missing-key", message, "Add it.")


def _unknown_key(refusal: _Refusal) -> Finding:
    key, owner = str(refusal.location.path[-1]), refusal.location.owner
    known = keys_of(owner)
    message = f"There is no key '{key:.60}' in {name_of(owner)}."
    remedy = suggestion(key, known) or f"Known keys: {', '.join(known)}."
    return Finding(refusal.place.spot, "unknown-key", message, remedy)


def _not_one_of(refusal: _Refusal, spot: Spot) -> Finding:
    words, keys, value = words_in(refusal.location.kind), _keys_in(refusal), refusal.value
    if isinstance(value, str):
        message = f"'{value:.60}' is not a word that can stand here."
        known = [*words, *(key for key in keys if key not in words)]
        return Finding(spot, "unknown-word", message, f"{suggestion(value, known)} Known: {', '.join(known)}.".strip())
    if isinstance(value, Block) and keys:
        given = ", ".join(f"'{key:.40}'" for key in list(value)[:5]) or "none"
        close = next((hint for key in value if (hint := suggestion(key, keys))), "")
        message = f"One of the keys {', '.join(keys)} is needed here; found {given}."
        return Finding(spot, "unknown-kind", message, close)
    wanted = [f"one of the words {', '.join(words)}"] if words else []
    wanted += [f"a mapping with one of the keys {', '.join(keys)}"] if keys else []
    return Finding(spot, "wrong-type", f"Expected {' or '.join(wanted)}; got {_given(value)}.", "Correct the value.")


def _keys_in(refusal: _Refusal) -> list[str]:
    """Return the keys of which a part must have one, from the message of the models."""
    told = refusal.details["msg"].partition("one of the keys: ")[2] if refusal.type == "kind" else ""
    return [key for key in told.split(", ") if key and key != "not_"]


def _wrong_type(group: list[_Refusal], spot: Spot) -> Finding:
    wanted = list(dict.fromkeys(word for refusal in group for word in _wanted(refusal)))
    value = group[0].value
    message = f"Expected {' or '.join(wanted)}, got {_given(value)}."
    if group[0].type == "number" and "lowest" in group[0].details["msg"]:
        message = "A grade has no cut score."
        return Finding(spot, "wrong-type", message, "Give a number, or 'lowest' for the lowest grade.")
    return Finding(spot, "wrong-type", message, _type_remedy(wanted, value))


def _wanted(refusal: _Refusal) -> list[str]:
    short = _SHORT.get(str(refusal.context.get("class_name")))
    return [*([short] if short else []), _WANTED.get(refusal.type, "another value")]


def _type_remedy(wanted: list[str], value: Any) -> str:
    if "text" in wanted and (value is None or isinstance(value, bool)):
        return "Put quotes around it."
    if "a number" in wanted and isinstance(value, str):
        return "Write a plain decimal number without quotes, such as 0.5."
    if "true or false" in wanted:
        return "Write true or false."
    if "a list" in wanted and isinstance(value, str | int | float):
        return f"Put it in brackets: [{value!s:.40}]."
    return "Correct the value."


def _wrong_value(refusal: _Refusal, spot: Spot) -> Finding:
    kind, context, value = refusal.type, refusal.context, refusal.value
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return Finding(spot, "out-of-range", f"{value} is not {words} {context[name]:g}.", "Correct the number.")
    if kind == "string_pattern_mismatch":
        given = refusal.place.written[-1] if refusal.details["loc"][-1] == "[key]" else value
        remedy = "Ids begin with a letter or _ and go on with letters, digits, _ . + or -."
        return Finding(spot, "wrong-id", f"'{given!s:.60}' cannot be an id.", remedy)
    if kind in ("too_short", "too_long", "string_too_short", "string_too_long"):
        return _wrong_length(refusal, spot)
    if kind == "value_error":
        told = str(context["error"])
        return Finding(spot, "wrong-value", f"{told[:1].upper()}{told[1:]}.", "Give exactly one.")
    return Finding(spot, "wrong-value", f"This value cannot stand here: {_given(value)}.", "See docs/framework.")


def _wrong_length(refusal: _Refusal, spot: Spot) -> Finding:
    least = "min_length" in refusal.context
    limit = refusal.context["min_length" if least else "max_length"]
    what = "character" if refusal.type.startswith("string") else "entry" if limit == 1 else "entries"
    what += "s" if what == "character" and limit != 1 else ""
    message = f"Too {'short' if least else 'long'}: {'at least' if least else 'at most'} {limit} {what}."
    return Finding(spot, "wrong-length", message, "Add what is missing." if least else "Remove what is too much.")


def _given(value: Any) -> str:
    """Return what was given, in words: the value where it is short."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Block):
        return "a mapping" if value else "an empty mapping"
    if isinstance(value, list):
        return "a list"
    return f"'{value:.60}'" if isinstance(value, str) else f"the number {value}"
