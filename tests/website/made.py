"""A few schools with hostile ids, and what a site of them holds."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import reportcard as rc

#: Ids that are no file names, or the same one on some systems.
HOSTILE = ("../../x", "CON", "n" * 300, "🏫", "Ab", "aB", "a/../b", "..", "x\0y", ".hidden", "=1+1", "<b>&", "con.html")
DOCUMENT = """
framework: two-parts
title: Two parts
authority: A county
summary: Two parts, made up for tests.
references: [{id: rules, title: The rule book, publisher: A county, date: "2019"}]
provenance:
  weights: {standing: documented, source: rules}
indicators:
  a: {title: Alpha, range: [0, 100], minimum_n: 6, columns: {value: a, n: pupils}}
  b: {title: Beta, codes: {SUPP: suppressed}}
grade_scales: {letters: {High: 50, Low: lowest}}
score:
  id: overall
  title: Overall
  combine: weighted_mean
  round: 1
  grades: letters
  rules:
    - {id: low_a, when: {indicator: a, below: 10}, cap: {score: 40}, because: Nobody reads Alpha twice.}
  children:
    - id: a
      weight: 60
      missing: {move_weight_to: b}
      scale: {goalposts: [{value: 0, standing: convention, note: Our choice.}, 100]}
    - {id: b, weight: {value: 40, standing: convention, source: rules}}
"""


def schools(count: int = 8) -> list[dict[str, Any]]:
    """Schools in two areas; the ids are hostile, one value is suppressed, one cannot be read."""
    records = [
        {"id": school, "name": f"School {at:02}", "a": 10.0 * at % 100, "b": 50 + at, "pupils": 20 + at,
         "area": ("North", "South & <East>", "")[at % 3]}
        for at, school in enumerate([*HOSTILE, *(f"S{at}" for at in range(count))])
    ]  # fmt: skip
    records[3]["b"] = "SUPP"
    records[4]["b"] = "secret"
    records[5]["pupils"] = 2
    return records


def scored(records: list[dict[str, Any]] | None = None) -> Any:
    """The cards of the schools, scored from a frame, as files give one."""
    import pandas as pd
    import yaml

    return rc.score(pd.DataFrame(schools() if records is None else records), yaml.safe_load(DOCUMENT))


def tree(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
