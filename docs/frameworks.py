"""Writes docs/frameworks.md from the built-in documents: what each is, whose numbers it has, and its sources.

Run ``python -m docs.frameworks --write`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.docstrings import cell
from docs.generated import deliver

import reportcard as rc
from reportcard.engine.compile import walk
from reportcard.framework.document import Citation, Number, Provenance
from reportcard.results.about import standing_of

FILE = Path(__file__).with_name("frameworks.md")
_WORDS = {
    "documented": "documented",
    "convention": "a convention of this document",
    "read_off": "read off published data",
    None: "not said",
}
_HEAD = """# The built-in frameworks

*This page is generated from the documents by `python -m docs.frameworks --write`; do not edit it.*

`reportcard frameworks` lists them, `reportcard show ID` prints one whole, `rc.load_framework(id)` loads it. How far
each reproduces what its authority published is counted in [What is reproduced](conformance.md).

A number is *documented* where the authority has published it, *read off published data* where only its results show it,
and *a convention of this document* where nobody but its author vouches for it.
"""


def page() -> str:
    """Return the page as it should stand."""
    known = [rc.load_framework(info.id) for info in rc.frameworks()]
    rows = [
        f"| [`{one.id}`](#{one.id}) | {cell(one.title)} | {cell(one.document.authority)} | {one.document.year} | "
        f"{weights(one)} |"
        for one in known
    ]
    table = ["| framework | title | authority | year | its weights |", "| --- | --- | --- | --- | --- |", *rows, ""]
    return "\n".join([_HEAD, *table, *(line for one in known for line in _section(one))])


def weights(framework: rc.Framework) -> str:
    """Return what stands behind the weights of a framework, of all its variants."""
    nodes = [node for _, _, document in framework.documents for node in walk(document.score)]
    return _standing([node.weight for node in nodes if node.weight is not None], framework.document.provenance.weights)


def cut_scores(framework: rc.Framework) -> str:
    """Return what stands behind the cut scores of a framework, of all its variants."""
    scales = [scale for _, _, document in framework.documents for scale in document.grade_scales.values()]
    cuts = [band.start for scale in scales for band in scale.bands if band.start is not None]
    return _standing(cuts, framework.document.provenance.cut_scores)


def _standing(numbers: list[Number], default: Provenance | None) -> str:
    """The standings of some numbers in words; where there are none, that of what takes their place, such as points."""
    standings = [standing_of(number, default)[0] for number in numbers] or ([default.standing] if default else [])
    return " and ".join(dict.fromkeys(_WORDS[standing] for standing in standings)) or "none"


def _section(framework: rc.Framework) -> Iterator[str]:
    document = framework.document
    yield f'## <a id="{framework.id}"></a>{document.title} (`{framework.id}`)\n'
    yield f"{' '.join(document.summary.split())}\n"
    yield f"- **Authority:** {document.authority}"
    yield f"- **Year:** {document.year}; version {document.version} of the document"
    yield f"- **Indicators read:** {len(framework.indicators)}"
    if variants := [variant.title or variant.id for variant in document.variants]:
        yield f"- **Variants:** {'; '.join(variants)}"
    yield f"- **Weights:** {weights(framework)}{_note(document.provenance.weights)}"
    yield f"- **Cut scores:** {cut_scores(framework)}{_note(document.provenance.cut_scores)}"
    if framework.compares:
        yield f"- **Compares with a reference:** {', '.join(f'`{leaf}`' for leaf in framework.compares)}"
    yield ""
    yield from (f"> {' '.join(note.split())}\n" for note in document.notes)
    if document.references:
        yield "Sources:\n"
        yield from (f"- {_cited(reference)}" for reference in document.references)
        yield ""


def _note(provenance: Provenance | None) -> str:
    return f". {' '.join(provenance.note.split())}" if provenance and provenance.note else ""


def _cited(reference: Citation) -> str:
    title = f"[{reference.title}]({reference.url})" if reference.url else reference.title
    return ", ".join(part for part in (title, reference.publisher, reference.date) if part)


def main() -> None:
    """Print the page; write it where asked."""
    deliver(FILE, page())


if __name__ == "__main__":
    main()
