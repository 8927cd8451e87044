"""Files that are there whole or not at all, and what is in them."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any


def put(path: Path, write: Callable[[Path], object]) -> Path:
    """Let ``write`` make a file beside its place, then move it there: a kill leaves the old one or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    write(half)
    os.replace(half, path)
    return path


def put_json(path: Path, content: Any) -> Path:
    """Write JSON, keys in order, so that equal contents are equal bytes."""
    text = json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    return put(path, lambda half: half.write_text(text, encoding="utf-8", newline="\n"))


def digest(paths: Iterable[Path], root: Path) -> str:
    """SHA-256 of some files and their names below ``root``, in the order of the names."""
    found = hashlib.sha256()
    for path in sorted(paths):
        found.update(f"{path.relative_to(root).as_posix()}\0{path.stat().st_size}\0".encode())
        with path.open("rb") as stream:
            while piece := stream.read(1 << 20):
                found.update(piece)
    return found.hexdigest()


def files_below(folder: Path) -> list[Path]:
    """Every file below a folder; what a kill left half written is not one."""
    return [path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(".part")]
