"""Writes the catalogues of languages: ``python -m reportcard.render.catalogues``. Needs Babel (``reportcard[test]``).

The template (``reportcard.pot``) is made from the messages in the code; each language's ``.po`` gets what is new and
loses what is gone, and is compiled to the ``.mo`` that is read. Nothing is guessed: a message that was changed has no
translation until somebody writes it.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from reportcard.render.entries import extracted
from reportcard.render.languages import DOMAIN, LOCALES
from reportcard.results.message import Plural, Text

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

#: Catalogues have no date: the same messages give the same bytes.
_UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
_HEADER = (
    f"# Messages of reportcard. Write translations into {DOMAIN}.po, then run python -m reportcard.render.catalogues"
)
_WIDTH = 110
#: The library's own catalogues, for whoever stands in the folder that holds ``src``.
_OWN = Path("src", "reportcard", "render", "locales")


def template() -> Catalog:
    """The catalogue of all messages, without translations."""
    from babel.messages.catalog import Catalog

    made = Catalog(
        domain=DOMAIN, project="reportcard", header_comment=_HEADER, charset="utf-8", fuzzy=False,
        creation_date=_UNDATED, revision_date=_UNDATED,
    )  # fmt: skip
    for where, message in extracted():
        identity = (message.one, message.others) if isinstance(message, Plural) else str(message)
        context = (message.context or None) if isinstance(message, Plural | Text) else None
        made.add(identity, auto_comments=[where], context=context)
    return made


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as a ``.po`` or ``.pot`` file."""
    from babel.messages.pofile import write_po

    written = io.BytesIO()
    write_po(written, catalogue, width=_WIDTH, ignore_obsolete=True)
    return written.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue as a ``.mo`` file."""
    from babel.messages.mofile import write_mo

    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def catalogue_of(folder: Path, language: str) -> Catalog:
    """The catalogue of a language, brought up to the template; a new one where there is none."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    path = po_path(folder, language)
    if path.is_file():
        with path.open("rb") as file:
            found = read_po(file, locale=language.replace("-", "_"), domain=DOMAIN)
    else:
        found = Catalog(
            locale=language.replace("-", "_"),
            domain=DOMAIN,
            project="reportcard",
            last_translator="",
            language_team="",
            fuzzy=False,
        )
    found.update(template(), no_fuzzy_matching=True)
    found.creation_date = found.revision_date = _UNDATED
    found.header_comment = _HEADER
    found.fuzzy = False
    return found


def po_path(folder: Path, language: str) -> Path:
    """Path of a language's catalogue."""
    return folder / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def files(folder: Path = LOCALES, new: str = "") -> dict[Path, bytes]:
    """What the catalogues of a folder should be, by path.

    Args:
        folder: The folder.
        new: A language to begin.
    """
    found = {folder / f"{DOMAIN}.pot": as_po(template())}
    languages = {path.parents[1].name for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po")} | ({new} - {""})
    for language in sorted(languages):
        catalogue, path = catalogue_of(folder, language), po_path(folder, language)
        found |= {path: as_po(catalogue), path.with_suffix(".mo"): as_mo(catalogue)}
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the catalogues of a folder; the arguments are those of the command."""
    parser = argparse.ArgumentParser(prog="python -m reportcard.render.catalogues", description=__doc__)
    parser.add_argument(
        "--folder", type=Path, default=_OWN, help=f"folder of the catalogues; {_OWN.as_posix()} if not given"
    )
    parser.add_argument("--new", default="", metavar="TAG", help="a language to begin, such as cy")
    options = parser.parse_args(arguments)
    for path, content in files(options.folder, options.new).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
