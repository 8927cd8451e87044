"""Writes docs/metrics.md from what every built-in metric says of itself.

Run ``python -m docs.metrics`` from the folder that holds ``docs``; a test fails where the page is stale.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docs.generate import _default, _documented, _type

from reportcard.metrics import BUILT_IN, Metric

FILE = Path(__file__).with_name("metrics.md")
_HEAD = """# The metrics

*This page is generated from the metrics by `python -m docs.metrics`; do not edit it.*

A metric makes one value per school of the indicators that it reads. A framework names it at a leaf, with an indicator
for each of its inputs, and its parameters: `metric: {id: ratio, numerator: graduates, denominator: cohort}`.

Absent inputs are never taken for zero. Unless its section says otherwise, a value needs every input, and where one is
absent the value is absent for the same reason (of several, the highest in [status](result-dictionary.md#status)).
Where all inputs are there and the value still cannot be made, such as a rate of nobody, it is `not_applicable`.

What stands under *convention* is this library's own choice, not history and not an authority's rule.

`examples/every-metric.yaml` names the metrics that a file of school results can feed, each with the sample's columns
for its inputs.
"""
_DIRECTIONS = {
    "higher": "higher is better",
    "lower": "lower is better",
    "none": "neither",
    "": "that of the first input",
}


def page() -> str:
    """Return the page as it should stand."""
    index = [f"| [`{metric.id}`](#{metric.id}) | {metric.title} | {_roles(metric)} |" for metric in BUILT_IN]
    table = ["| metric | title | inputs |", "| --- | --- | --- |", *index, ""]
    return "\n".join([_HEAD, *table, *(section(metric) for metric in BUILT_IN)])


def section(metric: Metric) -> str:
    """Return what the page says of one metric."""
    return "\n".join(
        [f'## <a id="{metric.id}"></a>`{metric.id}`: {metric.title}', "", *_words(metric), *_tables(metric)]
    )


def _roles(metric: Metric) -> str:
    return ", ".join(f"`{role}`{' (a list)' if role in metric.lists else ''}" for role in metric.inputs)


def _words(metric: Metric) -> Iterator[str]:
    yield from (metric.measures, "")
    yield f"- **Why it matters:** {metric.matters}"
    yield f"- **How it is computed:** {metric.computed}"
    yield f"- **What would improve it:** {metric.improves}"
    if metric.convention:
        yield f"- **Convention:** {metric.convention}"
    yield f"- **Value:** {_value(metric)}."
    yield f"- **Inputs:** {_roles(metric)}{_moves(metric)}."
    if metric.lifecycle != "stable":
        yield f"- **Lifecycle:** {metric.lifecycle}."
    yield f"- **Sources:** {' · '.join(reference.rstrip('.') for reference in metric.references)}."
    yield ""


def _value(metric: Metric) -> str:
    unit = f"in {metric.unit}" if metric.unit else "in the unit of the first input"
    low = "" if metric.low is None else f", at least {metric.low:g}"
    high = "" if metric.high is None else f", at most {metric.high:g}"
    return f"{unit}{low}{high}; better: {_DIRECTIONS[metric.direction]}"


def _moves(metric: Metric) -> str:
    """With what the value rises and falls."""
    rises = ", ".join(f"`{role}`" for role in metric.rises_with)
    falls = ", ".join(f"`{role}`" for role in metric.falls_with)
    return "".join([f"; rises with {rises}" if rises else "", f"; falls with {falls}" if falls else ""])


def _tables(metric: Metric) -> Iterator[str]:
    """The parameters, with what the model's docstring says of each."""
    if not metric.parameters.model_fields:
        return
    _, told = _documented(metric.parameters)
    yield from ("| parameter | type | where not given | meaning |", "| --- | --- | --- | --- |")
    for name, info in metric.parameters.model_fields.items():
        default = "needed" if info.is_required() else _default(info)
        yield f"| `{name}` | {_type(info)} | {default} | {told[name]} |"
    yield ""


def main() -> None:
    """Write the page."""
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
