"""A framework ready to score: its document, the descriptions of its indicators, and its plans, compiled on demand."""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportcard.engine.combinations import WEIGHTED, name_of
from reportcard.engine.compile import compile_plan, indicators_read, walk
from reportcard.engine.peers import Peers
from reportcard.engine.plan import Plan
from reportcard.engine.population import compares_with_similar, fit_leaves, fit_similar
from reportcard.engine.reference import Reference
from reportcard.errors import InputError, Problem, ReferenceRequiredError, ReportCardError, UnknownNameError
from reportcard.framework.document import Condition, Node, Number
from reportcard.framework.document import Framework as Document
from reportcard.framework.fingerprint import framework_hash
from reportcard.framework.load import load_framework as load_document
from reportcard.framework.merge import variant_document
from reportcard.indicators.catalogue import CATALOGUE
from reportcard.indicators.indicator import Indicator
from reportcard.metrics import Registry
from reportcard.sources.intake import Intake, describe, intake

if TYPE_CHECKING:
    from pydantic import BaseModel

    from reportcard.engine.table import Table
    from reportcard.similar import SimilarSchools

Plans = tuple[tuple[Condition | None, Plan], ...]
#: Compiled plans that a framework keeps at most, by reference and weights.
_KEPT = 32


class Framework:
    """A framework document, checked and ready to score.

    Made by :func:`load_framework`. Immutable as far as a user can see; plans are compiled when first needed.

    Attributes:
        document: The document, as typed models.
        registry: The metrics that it may name.
    """

    def __init__(self, document: Document, registry: Registry | None = None) -> None:
        self.document = document
        self.registry = registry or Registry.installed()
        # The reference is kept beside its plans, so that its identity stays its own.
        self._plans: dict[tuple[Any, ...], tuple[Reference | None, Plans]] = {}
        self.assemblers: dict[int, Any] = {}
        self._lock = threading.Lock()

    @property
    def id(self) -> str:
        """Id of the framework."""
        return self.document.framework

    @property
    def version(self) -> str:
        """Version of the document."""
        return self.document.version

    @property
    def title(self) -> str:
        """Title of the framework."""
        return self.document.title

    @cached_property
    def hash(self) -> str:
        """Hash of everything that the document says."""
        return framework_hash(self.document)

    @cached_property
    def documents(self) -> tuple[tuple[str, Condition | None, Document], ...]:
        """The complete document of each variant with its id and condition, and last the document itself."""
        variants = [(v.id, v.when, variant_document(self.document, v)) for v in self.document.variants]
        return (*variants, ("", None, self.document))

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """Description of every indicator that the framework reads or declares."""
        read = [name for _, _, document in self.documents for name in indicators_read(document, self.registry)]
        entries = self.document.indicators
        return {
            name: describe(name, entries.get(name), CATALOGUE.get(name)) for name in dict.fromkeys([*read, *entries])
        }

    @cached_property
    def intake(self) -> Intake:
        """What the framework reads from data."""
        return intake(self.document, self.indicators, self.indicators)

    @cached_property
    def compares(self) -> tuple[str, ...]:
        """Ids of the leaves whose scale compares with a reference."""
        return tuple(dict.fromkeys(leaf for _, plan in self.plans() for leaf in plan.compares))

    def plans(
        self, reference: Reference | None = None, weights: Mapping[str, float] | None = None, *, strict: bool = False
    ) -> Plans:
        """The compiled plans with the conditions of their variants, the document's own last.

        Args:
            reference: What norm-referenced scales compare with.
            weights: Weights in place of the document's, by node.
            strict: Whether a metric that fails is an error, instead of giving no value.
        """
        key = (id(reference), tuple(sorted(weights.items())) if weights else (), strict)
        found = self._plans.get(key)
        if found is None:
            with self._lock:
                if len(self._plans) >= _KEPT:
                    self._plans.clear()
                    self.assemblers.clear()
                found = self._plans[key] = (reference, self._compile(reference, weights or {}, strict))
        return found[1]

    def _compile(self, reference: Reference | None, weights: Mapping[str, float], strict: bool) -> Plans:
        return tuple(
            (condition, self._plan(variant, condition, document, reference, weights, strict))
            for variant, condition, document in self.documents
        )

    def _plan(
        self,
        variant: str,
        condition: Condition | None,
        document: Document,
        reference: Reference | None,
        weights: Mapping[str, float],
        strict: bool,
    ) -> Plan:
        changed = reweighted(document, weights)
        return compile_plan(changed, self.indicators, self.registry, reference, variant, when=condition, strict=strict)

    def input_model(self) -> type[BaseModel]:
        """Return a pydantic model of one school's input: a field per indicator, with unit and range in its schema."""
        from reportcard.sources.model import input_model

        return input_model(self.id, self.intake)

    def fit(
        self,
        data: Any,
        *,
        population: str = "",
        id: str | None = None,  # noqa: A002  the field's word
        similar: SimilarSchools | None = None,
    ) -> Reference:
        """Fit what the framework's norm-referenced scales compare with.

        Args:
            data: The reference population: whatever :func:`reportcard.score` takes.
            population: Who is in it, in words; named in every result.
            id: Name of the reference; framework and number of schools where not given.
            similar: Each school's similar schools, for scales that compare within ``similar``.

        Raises:
            InputError: The data cannot be read, or holds none of the similar schools.
            ReferenceRequiredError: A scale compares within ``similar``, and no similar schools were given.
        """
        from reportcard.sources.tables import read_table

        table = read_table(data, self.intake)
        return Reference(
            id=id or f"{self.id} fitted on {len(table)} schools",
            framework=self.id,
            framework_hash=self.hash,
            population=population or f"{len(table)} schools",
            schools=len(table),
            leaves=fit_leaves(self.plans(), table),
            similar=self._fit_similar(table, similar),
        )

    def _fit_similar(self, table: Table, similar: SimilarSchools | None) -> Peers | None:
        leaves = compares_with_similar(self.plans())
        if not leaves:
            return None
        if similar is None:
            raise ReferenceRequiredError(
                f"'{self.id}' compares each school with its similar schools ({', '.join(leaves[:5])}). "
                "Find them with similar_schools(data, variables) and pass them as similar=."
            )
        peers = similar.peers()
        peers.refuse_strangers(table.ids)
        return fit_similar(self.plans(), table, peers)

    def __repr__(self) -> str:
        return f"<Framework {self.id} version {self.version}: {self.title}>"


_ready: dict[str, Framework] = {}


def load_framework(source: str | Path | Mapping[str, Any], *, registry: Registry | None = None) -> Framework:
    """Load a framework: built in, from a file or from a mapping.

    Args:
        source: Id of a built-in framework; path of a YAML file; or the document as a mapping.
        registry: Metrics that it may name; the built-in and installed ones where not given.

    Raises:
        FrameworkError: The document cannot be used; ``problems`` lists everything that is wrong with it.
        UnknownNameError: No built-in framework has that name.
    """
    known = _ready.get(source) if isinstance(source, str) and registry is None else None
    if known is not None:
        return known
    document = load_document(source, registry)
    framework = Framework(document, registry)
    # Only built-in documents are kept: a file may change under its name.
    if isinstance(source, str) and registry is None and document.framework == source:
        _ready[source] = framework
    return framework


# --- weights of the caller -------------------------------------------------------------------------------------------


def reweighted(document: Document, weights: Mapping[str, float]) -> Document:
    """The document with the caller's weights, siblings scaled to the sum that they had before."""
    if not weights:
        return document
    return document.model_copy(update={"score": _reweighted(document.score, weights)})


def _reweighted(node: Node, weights: Mapping[str, float]) -> Node:
    children = [_reweighted(child, weights) for child in node.children]
    if any(child.id in weights for child in children):
        children = _scaled(node, children, weights)
    return node.model_copy(update={"children": tuple(children)})


def _scaled(parent: Node, children: list[Node], weights: Mapping[str, float]) -> list[Node]:
    if name_of(parent) not in WEIGHTED | {"mean"} or parent.combine == "mean":
        raise _bad_weights(f"'{parent.id}' combines its children without weights.", "Leave them out.")
    for child in children:
        if child.beside and child.id in weights:
            raise _bad_weights(f"'{child.id}' stands beside and has no weight.", "Leave it out.")
        if child.weight is not None and child.weight.from_indicator is not None:
            raise _bad_weights(
                f"The weight of '{child.id}' comes from the data.", f"Leave out what '{parent.id}' combines."
            )
    declared = [1.0 if child.weight is None else (child.weight.value or 0.0) for child in children]
    wanted = [float(weights.get(child.id, own)) for child, own in zip(children, declared, strict=True)]
    counted = [at for at, child in enumerate(children) if not child.beside]
    total = math.fsum(wanted[at] for at in counted)
    if total <= 0:
        raise _bad_weights(
            f"The weights of the children of '{parent.id}' sum to {total:g}.", "Give one a weight above 0."
        )
    factor = math.fsum(declared[at] for at in counted) / total
    return [
        child.model_copy(update={"weight": Number(value=weight * factor)}) if not child.beside else child
        for child, weight in zip(children, wanted, strict=True)
    ]


def checked_weights(framework: Framework, weights: Mapping[str, float]) -> dict[str, float]:
    """Check a caller's weights by id and value.

    Raises:
        UnknownNameError: A weight names no node.
        InputError: A weight is negative or no number, or names the root.
    """
    if not isinstance(weights, Mapping):
        raise _bad_weights(f"They are a {type(weights).__name__}.", "Give {'node': number, …}.")
    nodes = {node.id for _, _, document in framework.documents for node in walk(document.score)}
    for name, weight in weights.items():
        if name not in nodes:
            raise UnknownNameError("node", name, sorted(nodes))
        if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight < float("inf"):
            raise _bad_weights(f"The weight of '{name}' is {weight!r}.", "Give a number of 0 or more.")
        if name == framework.document.score.id:
            raise _bad_weights(f"'{name}' is the root and has no siblings.", "Give weights to its children.")
    return {name: float(weight) for name, weight in weights.items()}


def _bad_weights(message: str, remedy: str) -> ReportCardError:
    return InputError(
        "The weights cannot be used.", code="bad-weights", problems=[Problem("bad-weights", message, "weights", remedy)]
    )
