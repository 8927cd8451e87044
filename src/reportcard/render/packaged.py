"""How the packaged templates are compiled where no template of a user's own stands in front of them.

Words of the language become part of the code, as if they stood in the template; attributes are read directly, texts
that were escaped before are looked up on the spot, and macros and blocks are placed as they are. A user's template may
bind those words anew, or read the items of a mapping as attributes, so Jinja's own ways stay there.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer

from reportcard.render.escape import EscapedTemplate

#: Templates that are given objects of this library alone, whose attributes are all there.
CARDS = ("card.html.j2", "parts.html.j2", "card.md.j2")
#: Under which name they import macros.
_MACROS = "parts"


class _Generator(CodeGenerator):
    """Writes the code of a template, by hooks that Jinja's own native environment uses, and that for macros."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  Jinja's name
        """Write an attribute as Python has it, in the templates of cards; those of sites read mappings, too."""
        if self.name not in CARDS:
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """Write a call as Python has it: nothing that is called here asks for the template's context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        block = _block_of(node)
        if block is not None:
            self.write("concat(context.blocks[")
            self.visit(block, frame)
            self.write("][0](context))")
            return
        self.visit(node.node, frame)
        self.write(".direct(" if self._is_macro(node) else "(")
        for given in (*node.args, *node.kwargs):
            self.visit(given, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._is_markup(node):
            self.write("(")
        elif finalize.src is None and self._is_text(node):
            self.write("known_texts[")
        elif finalize.src is None:
            self.write("(known_texts[text] if type(text := ")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if self._is_markup(node):
            self.write(")")
        elif finalize.src is None and self._is_text(node):
            self.write("]")
        elif finalize.src is None:
            self.write(") is str else text if type(text) is marked else escape(text))")
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_text(self, node: nodes.Expr) -> bool:
        """Whether this is a field of a card's view, or a name for one: a text or a number, and no markup."""
        return self.name in CARDS and isinstance(node, nodes.Getattr | nodes.Name)

    def _is_markup(self, node: nodes.Expr) -> bool:
        made = self.environment
        if isinstance(node, nodes.Filter):
            return isinstance(made, PackagedEnvironment) and node.name in made.markup
        return isinstance(node, nodes.Call) and (_block_of(node) is not None or self._is_macro(node))

    def _is_macro(self, node: nodes.Call) -> bool:
        """Whether a call is ``parts.name(...)`` in a card, without names of arguments."""
        called = node.node
        own = self.name in CARDS and not node.kwargs
        return own and isinstance(called, nodes.Getattr) and _is_name(called.node, _MACROS)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write a macro, with its function beside it, which gives plain text and is not copied once more."""
        self.write("direct(")
        super().macro_def(macro_ref, frame)
        self.write(", macro)")


def _block_of(node: nodes.Call) -> nodes.Expr | None:
    """The name of the block that a call places, which is ``self[name]()``."""
    called = node.node
    return called.arg if isinstance(called, nodes.Getitem) and _is_name(called.node, "self") else None


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _direct(macro: Macro, function: Any) -> Macro:
    """A macro that can be called as the function which it stands for; what is not given is Jinja's ``missing``."""
    function.__defaults__ = (missing,) * function.__code__.co_argcount
    macro.direct = function  # type: ignore[attr-defined]
    return macro


class _Template(EscapedTemplate):
    """A template whose code calls :func:`_direct`."""

    names: Mapping[str, object] = {**EscapedTemplate.names, "direct": _direct}


class _Names(dict[str, Any]):
    """Names of a template's context; Jinja's ``missing`` for one that is not there."""

    def __missing__(self, name: str) -> Any:
        return missing


class _Context(Context):
    """A context that holds all its names in one place, which is asked without a detour."""

    def __init__(self, environment: Environment, parent: dict[str, Any], *more: Any, **named: Any) -> None:
        super().__init__(environment, parent, *more, **named)
        self.parent = self.vars = names = _Names(parent)
        self.resolve_or_missing = names.__getitem__  # type: ignore[assignment, method-assign]


class PackagedEnvironment(Environment):
    """An environment whose templates nobody overrides.

    Attributes:
        words: Globals whose texts become part of the code, by name.
        markup: Filters whose result is markup, though it is plain text: to mark it as such takes as long as to make it.
    """

    code_generator_class = _Generator
    context_class = _Context
    template_class = _Template
    words: Mapping[str, object] = {}
    markup: Container[str] = ()

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what each template finds, as it is when the template is loaded: nothing is added later."""
        return {**self.globals, **(d or {})}

    def _generate(self, source: nodes.Template, *more: Any, **named: Any) -> str:
        """Return the code of a template; Jinja's hook for another way to make it."""
        _Words(self.words).visit(source)
        return super()._generate(source, *more, **named)


class _Words(NodeTransformer):
    """Puts texts in the place of ``name.attribute``."""

    def __init__(self, words: Mapping[str, object]) -> None:
        self._words = words

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802  Jinja's name
        """Return a constant for a text that is known."""
        self.generic_visit(node)
        base = node.node.name if isinstance(node.node, nodes.Name) else ""
        text = getattr(self._words.get(base), node.attr, None)
        return nodes.Const(str(text), lineno=node.lineno) if isinstance(text, str) else node
