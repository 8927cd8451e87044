"""A framework and schools without a Latin letter: whatever has one on a page of their site is the library's.

The framework has every kind of condition, effect, limit and policy for missing data. The schools are made up.
"""

# ruff: noqa: RUF001  letters that only look Latin are what it is for

from __future__ import annotations

from typing import Any

DOCUMENT = """
framework: g1
title: Πλαίσιο
authority: Νομός
summary: Όλα τα είδη κανόνων.
notes: [Μια σημείωση.]
references: [{id: x3, title: Οδηγός, publisher: Νομός, date: "2019"}]
provenance:
  weights: {standing: documented, source: x3, note: Όλα}
  targets: {standing: convention}
  cut_scores: {standing: read_off, source: "Πίνακας 1"}
  rules: {standing: documented}
columns:
  x1: {column: τύπος, title: Τύπος}
  x2: {column: πέρυσι, title: Πέρυσι}
indicators:
  a: {title: Άλφα, range: [-100, 2000], minimum_n: 6, unit: "%", columns: {value: α, n: μαθητές}}
  b: {title: Βήτα, codes: {Σ: suppressed, Κ: {read_as: 5, status: censored}}, columns: {value: β}, unit: points}
  c: {title: Γάμμα, columns: {value: γ}, definition: Ορισμός, source: Πηγή, unit: grades per subject}
  d: {title: Δέλτα, columns: {value: δ}}
  x5: {title: Έψιλον, columns: {value: ε}}
  n: {title: Νι, columns: {value: ν}}
  x7: {title: Ταυ, columns: {value: τ}}
grade_scales: {letters: {Ψ: 75, Ω: 50, Ϡ: lowest}}
variants:
  - id: first
    title: Πρώτα
    when:
      all:
        - {column: x1, is: Π}
        - any: [{indicator: a, at_least: 1234.5, at_most: 1700}, {indicator: x5, is: missing}]
  - id: second
    title: Δεύτερα
    when: {column: x1, in: [Δ, Ε]}
    nodes: {b: {weight: 10}}
score:
  id: overall
  title: Σύνολο
  combine: weighted_mean
  round: 1
  grades: letters
  needs: {weight: 0.25, children: 1}
  rules:
    - {when: {indicator: a, below: -10}, cap: {score: 40}, because: Λόγος.}
    - {when: {column: x1, is_not: Π}, floor: {score: 1}}
    - {when: {column: x1, not_in: [Π, Δ]}, cap: {grade: Ω}}
    - {when: {node: b, grade_in: [Ω]}, floor: {grade_in: x2, lowered_by: 1}}
    - {when: {not: {node: b, grade_in: [Ψ, Ω]}}, cap: {grade_in: x2}}
    - {when: {all: [{node: b, grade_in: [Ψ, Ω]}, {indicator: a, is: present}]}, set_grade: Ψ}
    - {when: {indicator: a, is: suppressed}, withhold: Λίγοι}
    - {when: {node: b, above: 3}, add: 1}
    - {when: {node: b, equals: 3.5}, add: 2.5, never_above: 100}
    - {when: {node: b, is: present}, add: {from_indicator: x5}, never_above: 100}
    - {when: {indicator: x5, equals: 9}, add: {from_indicator: x5}}
    - {when: {node: b, is: missing}, subtract: 2}
    - {when: {indicator: x5, below: {from_indicator: x7}}, subtract: 1, never_below: 0.5}
    - {when: {indicator: x5, equals: 8}, subtract: {from_indicator: x5}}
    - {when: {indicator: x5, equals: 7}, subtract: {from_indicator: x5}, never_below: 1}
    - {note: Προσοχή}
  children:
    - id: a
      weight: 40
      missing: {move_weight_to: {b: 0.25, part: 0.75}}
      scale:
        goalposts:
          - {value: -2.5, unit: points, standing: convention, note: Επιλογή.}
          - {value: 1100, unit: "%", source: x3}
    - id: b
      grades: letters
      weight: {value: 20, standing: read_off, source: x3}
      missing: {treat_as: 12.5}
      scale: {steps: [{points: 5}, {at: {value: 1, unit: grades per subject, note: Ένα}, points: 80}]}
    - id: part
      title: Μέρος
      description: Περιγραφή
      weight: 30
      missing: require
      combine: sum
      children:
        - id: c
          max: 10
          scale: {goalposts: [0, {from_indicator: x7, unit: points, standing: documented}], to: [0, 10]}
        - {id: d, max: 1, bonus: true}
    - {id: x5, weight: 10}
    - {id: n, beside: true}
"""


def schools(count: int = 12) -> list[dict[str, Any]]:
    """Schools in two areas, some without a name, a value or an area; one cell cannot be read."""
    records = [
        {"id": f"{at:03}", "name": f"Σχολείο {at}" if at % 4 else "", "α": 1500.0 - 321 * at, "μαθητές": 20 + at,
         "β": 0.5 * at, "γ": at, "δ": 1, "ε": at % 10, "ν": 1234.5, "τ": 10, "ξ": 1,
         "τύπος": "ΠΔΛ"[at % 3], "πέρυσι": "Ω", "περιοχή": ("Βορράς", "Νότος", "")[at % 3]}
        for at in range(count)
    ]  # fmt: skip
    records[2]["μαθητές"] = 3
    records[3]["β"] = "Σ"
    records[4]["β"] = "κρυφό"
    records[5]["β"] = "Κ"
    records[6]["β"] = None
    for record in records:
        del record["ν"]
    return records


#: Latin letters that are no words of the library: ids of the document, and its hash.
IDS = r"\b(g1|[xX][12357]|[0-9a-f]{16})"
#: What reading the files told.
READ = {
    "file": "α", "read": 1234, "left_out": 1,
    "notes": ["Two columns are called 'α'; the second is read as 'α (2)'."],
    "joined": [{"file": "β", "matched": 1200, "without": 1, "unused": 3, "dropped": [], "first_without": []}],
}  # fmt: skip
#: How their site is written.
OPTIONS: dict[str, Any] = {"area": "περιοχή", "rows": 5, "source": READ}


def scored(**options: Any) -> Any:
    """The cards of the schools, scored from a frame, as files give one."""
    import pandas as pd
    import yaml

    import reportcard as rc

    return rc.score(pd.DataFrame(schools()), yaml.safe_load(DOCUMENT), **options)
