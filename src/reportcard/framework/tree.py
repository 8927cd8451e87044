"""The raw tree of a document: plain mappings and lists that remember where each of their parts stands."""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from reportcard.errors import FrameworkError, Problem

#: Deeper nesting than this is no framework; refusing it keeps every walk over a tree within Python's own stack.
MAX_DEPTH = 60
#: More values than this is no framework; it bounds what aliases can expand to.
MAX_VALUES = 50_000
MAX_NUMBER = 1e30

Key = str | int
Path = tuple[Key, ...]


class Spot(NamedTuple):
    """Where a key or a list item is written: file, line and column (from 1), and its path in that file."""

    file: str = ""
    line: int = 0
    column: int = 0
    path: Path = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return " ".join(part for part in (place, words_of(self.path)) if part) or "document"


class Block(dict[str, Any]):
    """A mapping of a document; ``spots`` says where each key is written, ``spot`` where the mapping itself is."""

    def __init__(self, spot: Spot = Spot()) -> None:  # noqa: B008  a spot is immutable
        super().__init__()
        self.spot = spot
        self.spots: dict[str, Spot] = {}

    def put(self, key: str, value: Any, spot: Spot) -> None:
        """Set a key together with its place."""
        self[key] = value
        self.spots[key] = spot

    def drop(self, key: str) -> None:
        """Take a key away, if it is there."""
        self.pop(key, None)
        self.spots.pop(key, None)

    def copy(self) -> Block:
        """Return a copy that shares its values."""
        other = Block(self.spot)
        other.update(self)
        other.spots.update(self.spots)
        return other


class Items(list[Any]):
    """A list of a document; ``spots`` says where each item is written."""

    def __init__(self, spot: Spot = Spot()) -> None:  # noqa: B008  a spot is immutable
        super().__init__()
        self.spot = spot
        self.spots: list[Spot] = []

    def put(self, value: Any, spot: Spot) -> None:
        """Add an item together with its place."""
        self.append(value)
        self.spots.append(spot)


class Written(float):
    """A number that keeps how it was written, for the places that want text: ``1.10`` is also the version "1.10"."""

    __slots__ = ("text",)

    def __new__(cls, text: str) -> Written:
        """Read the text as a number."""
        self = super().__new__(cls, text)
        self.text = text
        return self

    text: str

    def __str__(self) -> str:
        return self.text


def is_writable(text: str) -> bool:
    """Whether a text can be written to a file: it holds no half of a character."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def words_of(path: Iterable[Key]) -> str:
    """Return a path as a reader writes it: ``score.children[2].weight``; a very long one without its end."""
    text = ""
    for place, key in enumerate(path):
        if place == 30:
            return f"{text} …"
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


# --- finding a place -------------------------------------------------------------------------------------------------


class Place(NamedTuple):
    """What a path of the models leads to in the tree that was written.

    Attributes:
        spot: Place of the last step that is written.
        value: What is written there.
        written: The steps that are written, with the keys of the tree.
        missed: The steps after it that are not written.
    """

    spot: Spot
    value: Any
    written: Path = ()
    missed: Path = ()


def find(tree: Any, path: Path) -> Place:
    """Follow a path of the models through the tree that was written.

    The two differ where a shorthand was used (``{A: 70}`` for a list of bands): a list position then counts the keys
    of a mapping, and steps that are not written are passed over.
    """
    place = Place(getattr(tree, "spot", Spot()), tree)
    for step in path:
        key = _written_key(place.value, step)
        if key is None:
            place = place._replace(missed=(*place.missed, step))
        else:
            place = Place(place.value.spots[key], place.value[key], (*place.written, key))
    return place


def _written_key(tree: Any, step: Key) -> Any:
    """Return the key or position that a step of the models is written as, or None where it is not written."""
    if isinstance(tree, Items):
        return step if isinstance(step, int) and step < len(tree) else None
    if not isinstance(tree, Block):
        return None
    if isinstance(step, int):
        return list(tree)[step] if step < len(tree) else None
    # A key that was read as a number comes back as the number's text: 1 as 1.0.
    return next((key for key in (step, step.removesuffix(".0")) if key in tree), None)


def without(tree: Any, paths: set[Path], at: Path = ()) -> Any:
    """Return a copy of the tree without what stands at the paths."""
    if isinstance(tree, Block):
        block = Block(tree.spot)
        for key, value in tree.items():
            if (*at, key) not in paths:
                block.put(key, without(value, paths, (*at, key)), tree.spots[key])
        return block
    if isinstance(tree, Items):
        items = Items(tree.spot)
        for index, value in enumerate(tree):
            if (*at, index) not in paths:
                items.put(without(value, paths, (*at, index)), tree.spots[index])
        return items
    return tree


# --- from Python objects ---------------------------------------------------------------------------------------------


def from_mapping(given: Mapping[Any, Any]) -> Block:
    """Copy nested mappings and sequences into a tree, refusing what no document can hold.

    Raises:
        FrameworkError: Something is neither mapping, list, text, number, true, false nor null.
    """
    reader = _Reader()
    tree = reader.block(given, Spot())
    if reader.problems:
        raise FrameworkError("The framework is not made of plain values.", problems=reader.problems)
    return tree


class _Reader:
    """Copies Python objects, counting what it has copied."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.left = MAX_VALUES

    def value(self, given: Any, spot: Spot) -> Any:
        self.left -= 1
        if self.left < 0 or len(spot.path) > MAX_DEPTH:
            raise FrameworkError("The framework cannot be read.", problems=[too_big(spot, deep=self.left >= 0)])
        if isinstance(given, Mapping):
            return self.block(given, spot)
        if isinstance(given, list | tuple):
            return self.items(given, spot)
        return self.scalar(given, spot)

    def block(self, given: Mapping[Any, Any], spot: Spot) -> Block:
        block = Block(spot)
        for key, value in given.items():
            text = str(key)
            at = spot._replace(path=(*spot.path, text))
            if isinstance(key, bool) or not isinstance(key, str | int | float) or not is_writable(text):
                self.problem("wrong-key", f"A key must be text, not {key!a:.40}.", spot)
            elif text in block:
                self.problem("duplicate-key", f"The key '{text}' is given twice, as text and as a number.", at)
            else:
                block.put(text, self.value(value, at), at)
        return block

    def items(self, given: Iterable[Any], spot: Spot) -> Items:
        items = Items(spot)
        for place, value in enumerate(given):
            at = spot._replace(path=(*spot.path, place))
            items.put(self.value(value, at), at)
        return items

    def scalar(self, given: Any, spot: Spot) -> Any:
        if isinstance(given, str) and not is_writable(given):
            self.problem("wrong-type", "This text holds half a character (a lone surrogate).", spot)
        if given is None or isinstance(given, str | bool | Written):
            return given
        if isinstance(given, numbers.Real):
            number = int(given) if isinstance(given, numbers.Integral) else float(given)
            if -MAX_NUMBER < number < MAX_NUMBER:  # false for NaN
                return number
        if isinstance(given, date):
            return given.isoformat()
        number = isinstance(given, numbers.Real)
        what = "NaN or a number beyond 1e30" if number else f"something of the type {type(given).__name__}"
        self.problem("wrong-type", f"A framework cannot hold {what}.", spot)
        return None

    def problem(self, code: str, message: str, spot: Spot) -> None:
        remedy = "Use mappings, lists, text, numbers, true, false and null only."
        self.problems.append(Problem(code, message, str(spot), remedy))


def too_big(spot: Spot, *, deep: bool) -> Problem:
    """Return the problem of a document that is nested too deeply or holds too many values."""
    if deep:
        message = f"The document is nested more than {MAX_DEPTH} levels deep."
        return Problem("too-deep", message, str(spot), "Flatten it; no framework needs this.")
    message = f"The document holds more than {MAX_VALUES:,} values."
    return Problem("too-large", message, str(spot), "Split it, or write repeated parts as variants.")
