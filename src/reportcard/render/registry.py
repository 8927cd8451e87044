"""Forms in which a card can be written: those of the library, and those of installed packages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points

from reportcard.errors import Problem, RendererError, UnknownNameError
from reportcard.results.card import ReportCard

#: Entry-point group under which packages offer renderers.
GROUP = "reportcard.renderers"


@dataclass(frozen=True, slots=True)
class Renderer:
    """A form in which a card can be written.

    Attributes:
        name: Its name.
        suffix: Ending of its files, with the dot.
        render: Turns a card into text.
    """

    name: str
    suffix: str
    render: Callable[[ReportCard], str]


def installed(points: Iterable[EntryPoint] | None = None) -> dict[str, Renderer]:
    """Renderers that installed packages offer, by name. An entry point names a :class:`Renderer`.

    Args:
        points: Entry points to take; those of the group ``reportcard.renderers`` where None.

    Raises:
        RendererError: One cannot be loaded, is no renderer, or has a name that is taken.
    """
    found: dict[str, Renderer] = {}
    for point in sorted(entry_points(group=GROUP) if points is None else points, key=lambda each: each.name):
        made = _loaded(point)
        if made.name in found:
            raise _refused(point, f"the name '{made.name}' is taken by another package")
        found[made.name] = made
    return found


def _loaded(point: EntryPoint) -> Renderer:
    try:
        made = point.load()
    except Exception as error:
        raise _refused(point, f"it cannot be loaded: {error}") from error
    if not isinstance(made, Renderer):
        raise _refused(point, f"it is a {type(made).__name__} and no reportcard.render.Renderer")
    if made.name != point.name:
        raise _refused(point, f"it calls itself '{made.name}'")
    return made


def _refused(point: EntryPoint, why: str) -> RendererError:
    problem = Problem(
        "renderer-refused", f"{why[:1].upper()}{why[1:]}.", f"entry point {point.name} = {point.value}",
        "Mend the package, or uninstall it.",
    )  # fmt: skip
    return RendererError(f"The renderer '{point.name}' cannot be used.", problems=[problem])


def find(name: str, built_in: dict[str, Renderer], points: Iterable[EntryPoint] | None = None) -> Renderer:
    """The renderer of a name: the library's own, else an installed one.

    Raises:
        UnknownNameError: There is none.
        RendererError: An installed one cannot be used.
    """
    if name in built_in:
        return built_in[name]
    others = installed(points)
    if name not in others:
        raise UnknownNameError("renderer", name, sorted({*built_in, *others}))
    return others[name]
