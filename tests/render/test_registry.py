"""Renderers of other packages."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from reportcard.errors import RendererError, UnknownNameError
from reportcard.render import RENDERERS, Renderer, renderer
from reportcard.render.registry import GROUP, find, installed
from reportcard.results.card import ReportCard
from tests.render.cards import school_card


def _line(card: ReportCard) -> str:
    return f"{card.school.name}: {card.overall.grade}\n"


LINE = Renderer("line", ".line", _line)
NOT_A_RENDERER = _line
HTML = Renderer("html", ".html", _line)


def _point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name, f"tests.render.test_registry:{value}", GROUP)


def test_an_installed_renderer_is_found_by_name() -> None:
    """What a package offers under the entry-point group renders a card."""
    found = find("line", RENDERERS, [_point("line", "LINE")])

    assert found.render(school_card()) == "Hillside Academy: B\n"
    assert renderer("html") is RENDERERS["html"]


def test_built_in_names_stay_ours() -> None:
    """No package can replace a renderer of the library."""
    assert find("html", RENDERERS, [_point("html", "HTML")]) is RENDERERS["html"]


@pytest.mark.parametrize(("points", "told"), [
    ([("line", "NOT_A_RENDERER")], "It is a function and no reportcard.render.Renderer."),
    ([("line", "GONE")], "It cannot be loaded"),
    ([("row", "LINE")], "It calls itself 'line'."),
    ([("line", "LINE"), ("line", "LINE")], "The name 'line' is taken by another package."),
])  # fmt: skip
def test_what_is_no_renderer_is_refused(points: list[tuple[str, str]], told: str) -> None:
    """An entry point that is no renderer, cannot be loaded or has a name that is taken is refused, with its place."""
    with pytest.raises(RendererError) as raised:
        installed([_point(*point) for point in points])

    assert told in str(raised.value)
    assert "entry point" in str(raised.value)


def test_unknown_renderer() -> None:
    """A slip in a name is told, with what there is."""
    with pytest.raises(UnknownNameError, match=r"no renderer 'htm'\. Did you mean 'html'"):
        renderer("htm")
