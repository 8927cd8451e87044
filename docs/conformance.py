"""Writes docs/conformance.md from the counts that the conformance suite checks, and prints it.

Run ``python -m docs.conformance --write`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from docs.generated import deliver

import reportcard as rc

FILE = Path(__file__).with_name("conformance.md")
COUNTS = FILE.parents[1] / "tests" / "conformance" / "counts.yaml"
#: What is counted, by its word in counts.yaml. Misses are listed there by school.
KINDS = ("published", "reproduced", "within", "taken", "missed")
_HEAD = """# What is reproduced

*This page is generated from `tests/conformance/counts.yaml` by `python -m docs.conformance --write`; do not edit it.*

For each system, every result that its authority published is compared with what the built-in document computes from the
same file, read as it was published. The counts below stand in one data file; a change of one school fails the tests.
`make conformance` runs them and prints this page; `reportcard verify FILE --framework ID` does the same for any file.

| word       | meaning                                                                                            |
| ---------- | -------------------------------------------------------------------------------------------------- |
| published  | results in the file                                                                                |
| reproduced | computed, and the same to the last published decimal                                               |
| within     | an input is known only within limits (`>145`, a masked value), and the result lies in their range  |
| taken over | the framework takes the result from the file, since what it rests on is not there: nothing is said |
| missed     | not reproduced; each has its cause below its table                                                 |
| `cuts`     | the published grade follows from the published score                                               |
"""


def page() -> str:
    """Return the page as it should stand."""
    counts: dict[str, Any] = yaml.safe_load(COUNTS.read_text(encoding="utf-8"))
    return "\n".join([_HEAD, _summary(counts), *(_system(name, entry) for name, entry in counts.items())])


def totals(entry: dict[str, Any]) -> list[int]:
    """What was counted for a framework, over all its quantities, each school once."""
    whole = [group for group in entry["groups"].values() if "part_of" not in group]
    rows = [_counted(quantity) for group in whole for quantity in group["quantities"].values()]
    return [sum(column) for column in zip(*rows, strict=True)]


def _summary(counts: dict[str, Any]) -> str:
    rows, sums = [], [totals(entry) for entry in counts.values()]
    for name, total in zip(counts, sums, strict=True):
        document = rc.load_framework(name).document
        rows.append([document.title, f"`{name}`", document.year, *map(_number, total)])
    everything = [sum(column) for column in zip(*sums, strict=True)]
    rows.append(["all", "", "", *map(_number, everything)])
    return "## All systems\n\n" + _table(["system", "framework", "year", *_WORDS], rows)


def _system(name: str, entry: dict[str, Any]) -> str:
    document = rc.load_framework(name).document
    rows = [
        [group, f"`{key}`", *map(_number, _counted(quantity))]
        for group, told in entry["groups"].items()
        for key, quantity in told["quantities"].items()
    ]
    files = dict.fromkeys([entry["file"], *(told.get("file", entry["file"]) for told in entry["groups"].values())])
    by = f"{document.authority}, {document.year}. " if document.authority else ""
    head = f"## {document.title} (`{name}`)\n\n{by}Read from {', '.join(f'`{file}`' for file in files)}.\n"
    causes = list(dict.fromkeys(_causes(entry)))
    listed = ["Missed:\n", *causes, ""] if causes else []
    note = [entry["note"] + "\n"] if "note" in entry else []
    return "\n".join([head, _table(["schools", "quantity", *_WORDS], rows), *listed, *note])


def _causes(entry: dict[str, Any]) -> Iterator[str]:
    """Every cause, with its quantity and its schools; once, where a group counts schools of another again."""
    for group in entry["groups"].values():
        for key, quantity in group["quantities"].items():
            for miss in quantity.get("missed", ()):
                if "part_of" not in group:
                    yield f"- `{key}`: {miss['cause']} ({', '.join(miss['schools'])})"


def _counted(quantity: dict[str, Any]) -> list[int]:
    missed = sum(len(miss["schools"]) for miss in quantity.get("missed", ()))
    return [*(quantity.get(kind, 0) for kind in KINDS[:-1]), missed]


def _number(count: int) -> str:
    return f"{count:,}"


_WORDS = ["published", "reproduced", "within", "taken over", "missed"]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose columns stand in line, for those who read it as text."""
    widths = [max(len(line[at]) for line in (head, *rows)) for at in range(len(head))]
    first = len(head) - len(_WORDS)
    rule = ["-" * width if at < first else "-" * (width - 1) + ":" for at, width in enumerate(widths)]
    lines = [head, rule, *rows]
    return (
        "\n".join(f"| {' | '.join(_cell(line, widths, at, first) for at in range(len(head)))} |" for line in lines)
        + "\n"
    )


def _cell(line: Sequence[str], widths: Sequence[int], at: int, first: int) -> str:
    return line[at].ljust(widths[at]) if at < first else line[at].rjust(widths[at])


def main() -> None:
    """Print the page; write it where asked."""
    deliver(FILE, page())


if __name__ == "__main__":
    main()
