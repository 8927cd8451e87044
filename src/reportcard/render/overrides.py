"""Templates of one's own in front of the packaged ones, and the check that an audience's sections are there."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reportcard.errors import UnknownNameError, did_you_mean
from reportcard.render.audience import Audience
from reportcard.results.language import ENGLISH, Language

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment, Template

#: Folders with templates: one, or several, of which the first comes first.
Folders = str | Path | Sequence[str | Path]


def folders_of(templates: Folders) -> tuple[str, ...]:
    """Folders as text, so that environments can be kept by them."""
    given = (templates,) if isinstance(templates, str | Path) else templates
    return tuple(str(Path(folder).resolve()) for folder in given)


def loader(folders: tuple[str, ...]) -> BaseLoader:
    """Loads a template from the first folder that has it, else from the package.

    ``base:`` before a name means the packaged template, so that a template can extend the one that it stands for:
    ``{% extends "base:card.html.j2" %}``.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader

    packaged = PackageLoader("reportcard.render")
    own = [FileSystemLoader(list(folders))] if folders else []
    return ChoiceLoader([*own, PrefixLoader({"base": packaged}, delimiter=":"), packaged])


def environment_of(folders: tuple[str, ...], language: Language = ENGLISH, **more: Any) -> Environment:
    """An environment of templates. Escaping is set here and not left to a file's name; unknown names raise.

    Args:
        folders: Folders whose templates come before the packaged ones.
        language: Whose words templates place.
        more: Further arguments of the environment.
    """
    from jinja2 import Environment, StrictUndefined

    from reportcard.render.packaged import PackagedEnvironment

    made = (Environment if folders else PackagedEnvironment)(
        loader=loader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=bool(folders),
        **more,
    )
    say = language.say
    words = {"say": say, "heads": SimpleNamespace(**say.HEADINGS), "columns": SimpleNamespace(**say.COLUMNS)}
    made.globals.update(words)
    if isinstance(made, PackagedEnvironment):
        made.words = words
    return made


def check_sections(made: Environment, template: Template, audience: Audience) -> None:
    """See that each section of an audience has a block, and that no block of a user's template is a slip.

    Raises:
        UnknownNameError: A section has no block.
    """
    known, own = _blocks(made, template)
    for section in audience.sections:
        if section not in known:
            raise UnknownNameError("section", section, sorted(known))
    for block in own - set(audience.sections):
        warnings.warn(
            f"The template {template.name} has a block '{block}', which no card shows."
            f"{did_you_mean(block, known - own)} Name it in the sections of an audience, or mend its name.",
            stacklevel=4,
        )


@lru_cache(maxsize=64)
def _blocks(made: Environment, template: Template) -> tuple[frozenset[str], frozenset[str]]:
    """All blocks that a card's template has, and those of a user's template that the packaged ones do not have."""
    packaged = set(made.get_template(f"base:{template.name}").blocks)
    found = set(template.blocks)
    return frozenset(packaged | found), frozenset(found - packaged)
