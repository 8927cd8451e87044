"""The files of a site while it is made: beside its place, each noted when complete, all put into place at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from reportcard.errors import OutputError
from reportcard.publish import cannot_write, make_folder, reason_of, write_bytes, write_text

#: The file of a site that lists all others, with their hashes: by it a site is known as one.
MANIFEST = "site.json"
_REMEDY = "Name a new folder, an empty one, or one that holds a site made by this command."


class Store:
    """A folder being made. What a killed run had finished is kept, where ``key`` is the same.

    Files are written to ``.<name>.part/site`` beside the folder; ``.<name>.part/journal`` notes each with its hash
    when it is complete. :meth:`finish` puts the whole folder into its place.
    """

    def __init__(self, out: Path, key: str) -> None:
        """Begin a folder, or go on with it.

        Args:
            out: The folder. Where it is there, it must be empty or hold a site.
            key: Hash of everything that the files depend on.

        Raises:
            OutputError: The folder holds something else, or nothing can be written beside it.
        """
        self.out = out.resolve()
        self.key = key
        _refuse_foreign(self.out)
        self._work = self.out.with_name(f".{self.out.name}.part")
        self.root = self._work / "site"
        self._done = self._resumed()
        self.kept = len(self._done)
        try:
            self._journal = (self._work / "journal").open("a", encoding="utf-8", newline="\n")
        except OSError as error:
            raise cannot_write(self._work, reason_of(error), "Name a folder that can be written to.") from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._journal.close()

    def __contains__(self, name: str) -> bool:
        return name in self._done

    @property
    def count(self) -> int:
        """Number of files that are complete."""
        return len(self._done)

    # --- files ---

    def put(self, name: str, content: str | bytes) -> None:
        """Write a file, with ``/`` between its folders, whole or not at all, and note it."""
        path = self._path(name)
        (write_text if isinstance(content, str) else write_bytes)(path, content)  # type: ignore[arg-type]
        self._note(name, path)

    @contextmanager
    def stream(self, name: str) -> Iterator[TextIO]:
        """A file that is written bit by bit, and noted when it is complete; bytes go to its ``buffer``."""
        path = self._path(name)
        try:
            with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                yield file
        except OSError as error:
            raise cannot_write(path, reason_of(error), "Make room, and run the command again.") from error
        self._note(name, path)

    def _path(self, name: str) -> Path:
        path = self.root / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(path, reason_of(error), "Name a folder that can be written to.") from error
        return path

    def _note(self, name: str, path: Path) -> None:
        digest = _digest(path)
        self._done[name] = digest
        self._journal.write(f"{digest.hex()} {name}\n")
        self._journal.flush()

    # --- going on, and coming to an end ---

    def _resumed(self) -> dict[str, bytes]:
        """Files of a killed run that are complete; without any, an empty folder and a new journal."""
        done = self._noted() if self._work.is_dir() else {}
        if not done:
            if self._work.is_dir():
                _remove(self._work)
            make_folder(self.root)
            write_text(self._work / "journal", f"{self.key}\n")
        return done

    def _noted(self) -> dict[str, bytes]:
        try:
            with (self._work / "journal").open(encoding="utf-8", newline="\n") as journal:
                if journal.readline() != f"{self.key}\n":
                    return {}
                noted = dict(_line(line) for line in journal if " " in line)
        except (OSError, ValueError):
            return {}
        return {name: digest for name, digest in noted.items() if _digest(self.root / name) == digest}

    def finish(self, about: dict[str, Any]) -> None:
        """Write the manifest, and put the folder into its place; whatever an earlier site held is gone.

        Args:
            about: What the manifest says beside the files.
        """
        self._journal.close()
        for name in [name for name in _names(self.root) if name not in self._done]:
            (self.root / name).unlink()
        try:
            with (self.root / MANIFEST).open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.writelines(self._manifest_lines(about))
            self._swap()
        except OSError as error:
            raise cannot_write(self.out, reason_of(error), "Run the command again.") from error

    def _manifest_lines(self, about: dict[str, Any]) -> Iterator[str]:
        """The manifest as JSON, a file at a time."""
        head = json.dumps({**about, "key": self.key, "files": {}}, indent=1, ensure_ascii=False)
        yield head.removesuffix("}\n}")
        between = "\n"
        for name in sorted(self._done):
            yield f'{between}  {json.dumps(name, ensure_ascii=False)}: "{self._done[name].hex()}"'
            between = ",\n"
        yield "\n }\n}\n"

    def _swap(self) -> None:
        old = self._work / "old"
        if self.out.exists():
            os.rename(self.out, old)
        try:
            os.rename(self.root, self.out)
        except OSError:
            if old.exists():
                os.rename(old, self.out)
            raise
        _remove(self._work)


def _refuse_foreign(out: Path) -> None:
    """Refuse a folder that holds files that are not a site's: they would be lost."""
    if not out.exists():
        return
    if not out.is_dir():
        raise cannot_write(out, "That is a file", _REMEDY)
    names = sorted(path.name for path in out.iterdir())
    ours = _manifest(out) if names else set()
    if names and not ours:  # what may be a whole disk is not walked through
        raise _foreign(out, names)
    if foreign := sorted(name for name in _names(out) if name not in ours):
        raise _foreign(out, foreign)


def _names(folder: Path, before: str = "") -> Iterator[str]:
    """Every file in a folder and those below it, with ``/`` between folders; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _names(folder / entry.name, f"{before}{entry.name}/")
            else:
                yield before + entry.name


def _manifest(out: Path) -> set[str]:
    try:
        told = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        return {MANIFEST, *told["files"]} if told["made_by"] == "reportcard site" else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _foreign(out: Path, names: list[str]) -> OutputError:
    more = f" and {len(names) - 1:,} more" if len(names) > 1 else ""
    return cannot_write(
        out, f"The folder holds files that are no site's ('{names[0]}'{more}) and would be lost", _REMEDY
    )


def _line(line: str) -> tuple[str, bytes]:
    """Name and hash of a file, from a line of the journal."""
    digest, _, name = line.removesuffix("\n").partition(" ")
    return name, bytes.fromhex(digest)


def _digest(path: Path) -> bytes:
    """Hash of a file; nothing where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def _remove(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise cannot_write(folder, reason_of(error), "Remove it, and run the command again.") from error
