"""Reads YAML strictly: every key keeps its line, nothing is guessed, and nothing in a file can make reading it slow.

Plain YAML loading keeps the last of two equal keys, reads ``no`` as false, ``012`` as 10 and ``1:30`` as 90, and
expands a few lines of nested aliases to gigabytes. Here a scalar is null, true, false or a plain decimal number, and
text in every other case (``no``, ``01``, ``2009-06-30``); keys are always text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, NamedTuple

import yaml

from reportcard.errors import FrameworkError, Problem
from reportcard.framework.document import NUMERAL
from reportcard.framework.tree import MAX_DEPTH, MAX_VALUES, Block, Items, Path, Spot, Written, is_writable, too_big

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # pragma: no cover  PyYAML without its C library: the same events, more slowly
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

MAX_BYTES = 2_000_000

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = {"": None, "~": None} | dict.fromkeys(("null", "Null", "NULL"))
_FLAGS = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)


class _Built(NamedTuple):
    """A value with the number of values in it, aliases expanded, and its height."""

    value: Any
    size: int = 1
    height: int = 0


# --- files -----------------------------------------------------------------------------------------------------------


def read_file(path: FilePath) -> Block:
    """Read a framework document from a file.

    Raises:
        FrameworkError: The file cannot be read, or is no strict YAML mapping.
    """
    try:
        if not path.is_file():
            raise _refused(_no_file(path))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(_unreadable("unreadable", path, f"The file cannot be read: {reason}.")) from None
    return read_yaml(data, str(path))


def _no_file(path: FilePath) -> Problem:
    if path.is_dir():
        return _unreadable("not-a-file", path, "This is a folder, not a framework document.")
    if path.exists():
        return _unreadable("not-a-file", path, "This is not an ordinary file.")
    return _unreadable("not-found", path, "There is no such file.")


def _unreadable(code: str, path: FilePath, message: str) -> Problem:
    return Problem(code, message, str(path), "Give the path of a readable .yaml file.")


def _refused(*problems: Problem) -> FrameworkError:
    return FrameworkError("The framework document cannot be read.", problems=problems)


# --- text ------------------------------------------------------------------------------------------------------------


def read_yaml(data: bytes, file: str) -> Block:
    """Read one YAML mapping, and report everything that is wrong with its form at once.

    Args:
        data: The bytes of the document, UTF-8.
        file: Its name, for messages.

    Raises:
        FrameworkError: It is no strict YAML mapping; ``problems`` says where and why.
    """
    reader = _Reader(file)
    try:
        tree = reader.read(_text(data, file))
    except yaml.MarkedYAMLError as error:
        reader.problems.append(_syntax(error, file))
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        reader.problems.append(Problem("yaml-syntax", f"This is not valid YAML: {error}.", file, "Correct it."))
    if reader.problems:
        raise _refused(*reader.problems)
    return tree


def _text(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        message = f"The document is larger than {MAX_BYTES // 1_000_000} MB."
        raise _refused(Problem("too-large", message, file, "A framework takes some kilobytes; keep data out of it."))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"The byte {data[error.start]:#04x} is not valid UTF-8."
        raise _refused(Problem("not-utf-8", what, f"{file}:{line}", "Save the file as UTF-8.")) from None
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        what = f"The control character {found[0]!r} cannot stand in a document."
        raise _refused(Problem("control-character", what, f"{file}:{line}", "Remove it, or save the file as UTF-8."))
    return text


def _syntax(error: yaml.MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    place = f"{file}:{mark.line + 1} column {mark.column + 1}" if mark else file
    if error.problem and "undefined alias" in error.problem:
        return Problem(
            "unknown-alias", f"There is no anchor for this alias: {error.problem}.", place, "Define it first."
        )
    told = ", ".join(part for part in (error.context, error.problem) if part)
    remedy = "Check indentation (spaces, no tabs), brackets, and quotes around text with ': ' or '#'."
    return Problem("yaml-syntax", f"This is not valid YAML: {told}.", place, remedy)


# --- events to a tree ------------------------------------------------------------------------------------------------


class _Reader:
    """Builds the tree from the parser's events, and stops as soon as a limit is passed."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self.size = 0
        self.anchors: dict[str, _Built | None] = {}
        self.events: Iterator[Any] = iter(())

    def read(self, text: str) -> Block:
        self.events = iter(yaml.parse(text, Loader=_Loader))
        next(self.events)
        tree = self.document()
        if tree is None:
            self.problem(
                "empty-document", "The document is empty.", Spot(self.file, 1), "Write 'framework:' and so on."
            )
        elif not isinstance(tree, Block):
            message = "The document is not a mapping of keys and values."
            spot = getattr(tree, "spot", Spot(self.file, 1))
            self.problem("not-a-mapping", message, spot, "Begin with 'framework: some-id'.")
        return tree if isinstance(tree, Block) else Block()

    def document(self) -> Any:
        """Read the one document; another one after it is a problem."""
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return None
        tree = self.value(next(self.events), ()).value
        next(self.events)
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            spot = self.spot(after, ())
            self.problem("several-documents", "A second document begins here.", spot, "Keep one document in a file.")
        return tree

    def value(self, event: Any, path: Path) -> _Built:
        """Build the value that begins with an event."""
        spot = self.spot(event, path)
        if isinstance(event, yaml.AliasEvent):
            return self.grown(self.alias(event, spot), spot)
        if event.tag is not None:
            remedy = "Remove the tag; put text that looks like a number in quotes."
            self.problem("unknown-tag", f"Tags are refused: '{event.tag}'.", spot, remedy)
        if event.anchor:
            self.anchors[event.anchor] = None
        built = self.grown(self.plain(event, spot), spot)
        if event.anchor:
            self.anchors[event.anchor] = built
        return built

    def grown(self, built: _Built, spot: Spot) -> _Built:
        """Refuse a document once it is too deep or, aliases expanded, too large."""
        if len(spot.path) + built.height > MAX_DEPTH:
            raise _refused(*self.problems, too_big(spot, deep=True))
        if self.size > MAX_VALUES:
            raise _refused(*self.problems, self.bomb(spot) if self.anchors else too_big(spot, deep=False))
        return built

    def bomb(self, spot: Spot) -> Problem:
        message = f"Aliases expand this document to more than {MAX_VALUES:,} values."
        return Problem("alias-bomb", message, str(spot), "Write the parts out, or use variants.")

    def alias(self, event: Any, spot: Spot) -> _Built:
        if event.anchor not in self.anchors:
            self.problem(
                "unknown-alias", f"There is no anchor '&{event.anchor}' before this.", spot, "Define it first."
            )
            return _Built(None)
        built = self.anchors[event.anchor]
        if built is None:
            message = f"The alias '*{event.anchor}' stands inside what it stands for."
            self.problem("recursive-alias", message, spot, "Write the inner part out.")
            return _Built(None)
        self.size += built.size
        return built

    def plain(self, event: Any, spot: Spot) -> _Built:
        self.size += 1
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(spot)
        if isinstance(event, yaml.MappingStartEvent):
            return self.block(spot)
        if not is_writable(event.value):
            self.problem("control-character", "This text holds half a character.", spot, "Correct the escape.")
        return _Built(_scalar(event.value) if event.implicit[0] else event.value)

    def items(self, spot: Spot) -> _Built:
        items, size, height = Items(spot), 1, 0
        self.enter(spot)
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            at = self.spot(event, (*spot.path, len(items)))
            built = self.value(event, at.path)
            items.put(built.value, at)
            size, height = size + built.size, max(height, built.height + 1)
        return _Built(items, size, height)

    def block(self, spot: Spot) -> _Built:
        block, size, height = Block(spot), 1, 0
        self.enter(spot)
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event, spot)
            at = self.spot(event, (*spot.path, key))
            self.refuse_key(event, key, block, at)
            built = self.value(next(self.events), at.path)
            block.put(key, built.value, at)
            size, height = size + built.size, max(height, built.height + 1)
        return _Built(block, size, height)

    def enter(self, spot: Spot) -> None:
        """Refuse to go deeper than any framework needs, before Python's own stack is used up."""
        if len(spot.path) >= MAX_DEPTH:
            raise _refused(*self.problems, too_big(spot, deep=True))

    def key(self, event: Any, spot: Spot) -> str:
        """Read a key: a scalar, as it is written."""
        if isinstance(event, yaml.ScalarEvent):
            if event.tag is not None:
                self.problem("unknown-tag", f"Tags are refused: '{event.tag}'.", self.spot(event, spot.path))
            return str(event.value)
        self.problem("wrong-key", "A key must be text, not a list, a mapping or an alias.", self.spot(event, spot.path))
        if not isinstance(event, yaml.AliasEvent):
            self.value(event, (*spot.path, "?"))
        return "?"

    def refuse_key(self, event: Any, key: str, block: Block, at: Spot) -> None:
        if key == "<<" and event.implicit[0]:
            remedy = "Write the keys out, or use 'extends' and variants."
            self.problem("merge-key", "The merge key '<<' is refused: it hides what a document says.", at, remedy)
        elif key in block and key != "?":
            first = block.spots[key].line
            message = f"The key '{key}' is given twice; the first is in line {first}."
            self.problem("duplicate-key", message, at, "Keep one of the two.")

    def spot(self, event: Any, path: Path) -> Spot:
        return Spot(self.file, event.start_mark.line + 1, event.start_mark.column + 1, path)

    def problem(self, code: str, message: str, spot: Spot, remedy: str = "Write it as plain text.") -> None:
        self.problems.append(Problem(code, message, str(spot), remedy))


def _scalar(text: str) -> Any:
    """Read a scalar without quotes: null, true, false, a plain decimal number, else text."""
    if text in _WORDS:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if not NUMERAL.fullmatch(text):
        return text
    number = float(text) if "." in text else int(text)
    return number if str(number) == text else Written(text)
