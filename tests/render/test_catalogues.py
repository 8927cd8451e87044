"""The catalogues of languages: fresh, complete, and with the places of the originals."""

from __future__ import annotations

import gettext
import io
import re
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from reportcard.errors import LanguageError, UnknownNameError
from reportcard.render import languages as found
from reportcard.render.catalogues import as_mo, as_po, catalogue_of, files, po_path, template
from reportcard.render.entries import extracted, forms, problem
from reportcard.render.languages import LOCALES, languages, load_language
from reportcard.results.message import Plural
from tests.render.cards import school_card

FILES = files()
TRANSLATED = sorted(path.parents[1].name for path in FILES if path.suffix == ".mo")


def _messages(content: bytes, path: Path) -> object:
    """What a catalogue's file says, whichever version of Babel wrote it."""
    if path.suffix == ".mo":
        found = dict(gettext.GNUTranslations(io.BytesIO(content))._catalog)  # type: ignore[attr-defined]
        return {key: text for key, text in found.items() if key}
    return re.sub(rb'"Generated-By: [^"]*"\n', b"", content)


def _written(folder: Path, catalogue: Catalog, language: str) -> None:
    path = po_path(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_po(catalogue))
    path.with_suffix(".mo").write_bytes(as_mo(catalogue))


@pytest.mark.parametrize("path", FILES, ids=[path.relative_to(LOCALES).as_posix() for path in FILES])
def test_a_catalogue_is_fresh(path: Path) -> None:
    """Template, translations and compiled file are those of today's messages.

    ``python -m reportcard.render.catalogues`` writes them again.
    """
    assert path.is_file(), path
    assert _messages(path.read_bytes(), path) == _messages(FILES[path], path)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_complete(language: str) -> None:
    """Every message has a translation in every plural form, none is doubtful, and none is left from former days."""
    with po_path(LOCALES, language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    with po_path(LOCALES, language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert not [message.id for message in catalogue if message.fuzzy and message.id]
    assert not catalogue.obsolete
    for where, message in extracted():
        told = forms(message, compiled)
        assert len(told) == (catalogue.num_plurals if isinstance(message, Plural) else 1), where
        assert all(told), where
        assert [problem(message, each) for each in told if problem(message, each)] == [], where


@pytest.mark.parametrize(("message", "told", "wrong"), [
    ("{a} of {b}", "{b}, {a}", ""),
    ("{a} of {b}", "{a}", "“{a}” has the places a, not a, b"),
    ("{a}", "{a} {school}", "“{a} {school}” has the places a, school, not a"),
    ("{a}", "{a.__class__}", "“{a.__class__}” has the places a.__class__, not a"),
    ("{a}", "{a!r:>99}", "“{a!r:>99}” has the places a!:, not a"),
    ("{a}", "{a", "“{a”: expected '}' before end of string"),
    ("no", "{}", "“{}” has the places one without a name, not none"),
    (Plural("one {thing}", "{count} {thing}s"), "{thing}", ""),
    (Plural("one {thing}", "{count} {thing}s"), "{count}", "“{count}” has the places count, not count, thing"),
])  # fmt: skip
def test_a_translation_has_the_places_of_its_original(message: str | Plural, told: str, wrong: str) -> None:
    """A translation names what its original names, in its own order; a form for one may leave out the count."""
    assert problem(message, told) == wrong


def test_messages_are_told_apart() -> None:
    """No two messages that differ share what gettext finds them by: their context and their text for one."""
    found: dict[tuple[str, str], str | Plural] = {}
    for where, message in extracted():
        first = message.one if isinstance(message, Plural) else str(message)
        key = (getattr(message, "context", ""), first)
        assert found.setdefault(key, message) == message, where


def test_what_is_new_has_no_translation(tmp_path: Path) -> None:
    """A language that is begun has every message; one that lost a message gets it back, untranslated."""
    begun = catalogue_of(tmp_path, "cy")
    _written(tmp_path, begun, "cy")
    assert len(begun) == len(template())

    shortened = po_path(tmp_path, "cy").read_text(encoding="utf-8").replace("No overall grade", "Nothing at all")
    po_path(tmp_path, "cy").write_text(shortened, encoding="utf-8")
    again = catalogue_of(tmp_path, "cy")

    assert not again.get("No overall grade").string
    assert again.get("Nothing at all") is None


# --- languages of one's own ------------------------------------------------------------------------------------------


def _welsh(folder: Path, **told: str) -> None:
    catalogue = catalogue_of(folder, "cy")
    for message in catalogue:
        if message.id in told:
            message.string = told[message.id]
    _written(folder, catalogue, "cy")


def test_a_language_of_a_folder(tmp_path: Path) -> None:
    """A folder with a catalogue is a language; what it does not have stays English."""
    _welsh(tmp_path, **{"Overall result": "Canlyniad cyffredinol"})
    page = school_card().to_markdown("parents", language=load_language("cy", tmp_path))

    assert "## Canlyniad cyffredinol" in page
    assert "## What goes well" in page


def test_a_language_that_is_not_there(tmp_path: Path) -> None:
    """An unknown language is refused by name, with what there is and what may be meant."""
    assert set(languages()) >= {"en", "es"}
    with pytest.raises(UnknownNameError, match=r"There is no language 'ess'\. Did you mean 'es'\? Known: en, es"):
        school_card().to_html(language="ess")
    with pytest.raises(UnknownNameError, match=r"There is no language '\.\./es'"):
        load_language("../es")
    with pytest.raises(UnknownNameError, match="There is no language 'cy'"):
        load_language("cy", tmp_path)


def test_a_language_of_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package offers a language by an entry point; one that cannot be imported is refused by name."""
    (tmp_path / "welsh_cards").mkdir()
    (tmp_path / "welsh_cards" / "__init__.py").write_text("", encoding="utf-8")
    _welsh(tmp_path / "welsh_cards" / "locales", **{"Overall result": "Canlyniad cyffredinol"})
    offered = [EntryPoint("cy", "welsh_cards", found.GROUP), EntryPoint("gd", "gaelic_cards", found.GROUP)]
    monkeypatch.setattr(found, "entry_points", lambda group: offered)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(found, "_language", found._language.__wrapped__)

    assert languages() == ("cy", "en", "es", "gd")
    assert "## Canlyniad cyffredinol" in school_card().to_markdown("parents", language="cy")
    with pytest.raises(LanguageError, match="gaelic_cards"):
        load_language("gd")


def test_a_catalogue_that_would_fail_is_refused(tmp_path: Path) -> None:
    """A message with another place is refused when the language is loaded, not when a card meets it."""
    _welsh(tmp_path, **{"Chart: {told}": "Siart: {dweud}"})
    with pytest.raises(LanguageError, match=r"“Siart: \{dweud\}” has the places dweud, not told") as caught:
        load_language("cy", tmp_path)
    assert caught.value.code == "language-refused"

    (tmp_path / "cy" / "LC_MESSAGES" / "reportcard.mo").write_bytes(b"no catalogue")
    with pytest.raises(LanguageError, match="cannot be read"):
        load_language("cy", tmp_path)
