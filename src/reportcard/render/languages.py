"""Finds languages: English, the catalogues of the library, those of installed packages, and those in a folder."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from reportcard.errors import LanguageError, Problem, UnknownNameError
from reportcard.render.entries import extracted, forms, problem
from reportcard.results.language import ENGLISH, Language

#: Entry-point group under which packages offer languages. An entry point is called after the language's tag, and names
#: the package that has the folder ``locales``.
GROUP = "reportcard.languages"
#: Folder of the library's own catalogues, and name of a catalogue.
LOCALES = Path(__file__).parent / "locales"
DOMAIN = "reportcard"
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.IGNORECASE)


def languages() -> tuple[str, ...]:
    """Return the tags of the languages that cards can be written in: the library's, and those of installed packages."""
    return tuple(sorted({ENGLISH.code, *_in(LOCALES), *(point.name for point in entry_points(group=GROUP))}))


def load_language(name: str, folder: str | Path | None = None) -> Language:
    """Return a language, to be given to :meth:`reportcard.ReportCard.to_html` and its kin.

    Args:
        name: Its tag: one of :func:`languages`; with a folder any that has a catalogue there.
        folder: Folder with catalogues of your own: ``cy/LC_MESSAGES/reportcard.mo``.

    Raises:
        UnknownNameError: There is no such language.
        LanguageError: Its catalogue cannot be read, or has a message with other places than the original.
    """
    return _language(name) if folder is None else _from(Path(folder), name)


def language_of(language: Language | str) -> Language:
    """Return the language of a tag, or the one that was given.

    Raises:
        UnknownNameError: There is no such language.
        LanguageError: Its catalogue cannot be used.
    """
    return language if isinstance(language, Language) else _language(language)


@cache
def found_again(name: str, folder: Path | None) -> Language:
    """Return a language in a process that another one began; once, so that what is made for it can be kept."""
    return _language(name) if folder in (None, LOCALES) else _from(folder, name)


@cache
def _language(name: str) -> Language:
    if name == ENGLISH.code:
        return ENGLISH
    if name in _in(LOCALES):
        return _from(LOCALES, name)
    point = next((each for each in entry_points(group=GROUP) if each.name == name), None)
    if point is None:
        raise UnknownNameError("language", name, languages())
    return _from(_folder_of(point), name)


def _folder_of(point: EntryPoint) -> Path:
    try:
        return Path(point.load().__file__).parent / "locales"
    except Exception as error:
        where = f"entry point {point.name} = {point.value}"
        raise _refused(point.name, f"Its package cannot be loaded: {error}.", where) from error


def _in(folder: Path) -> tuple[str, ...]:
    """Tags of the languages that have a catalogue in a folder."""
    return tuple(found.parents[1].name for found in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


def _from(folder: Path, name: str) -> Language:
    if name not in _in(folder) or not _TAG.fullmatch(name):
        raise UnknownNameError("language", name, _in(folder))
    path = folder / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with path.open("rb") as file:
            translations = gettext.GNUTranslations(file)
    except (OSError, ValueError, LookupError) as error:
        raise _refused(name, f"It cannot be read: {error}.", str(path)) from error
    if wrong := [*_wrong(translations)]:
        raise _refused(name, f"A message has other places than the original: {'; '.join(wrong[:_FEW])}.", str(path))
    return Language(name, translations, folder)


_FEW = 3


def _wrong(translations: gettext.GNUTranslations) -> Iterator[str]:
    """Translations that would fail when they are filled, or leave something out."""
    for _, message in extracted():
        yield from filter(None, (problem(message, told) for told in forms(message, translations)))


def _refused(name: str, why: str, where: str) -> LanguageError:
    found = Problem("language-refused", why, where, "Mend its catalogue, and compile it again (docs/languages.md).")
    return LanguageError(f"The language '{name}' cannot be used.", problems=[found])
