"""Sites in other languages: every page is in the site's language, the data is the same, no site is in two of them."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest

import reportcard as rc
from reportcard import workers
from reportcard.framework.document import Rule
from reportcard.render import method_messages, site_messages
from reportcard.render.catalogues import main as catalogues
from reportcard.render.languages import load_language
from reportcard.version import __version__
from reportcard.website import store
from reportcard.website.fingerprint import fingerprint
from reportcard.website.phrases import condition_words, missing_words, number_words, numbers_of, rule_words
from reportcard.website.write import write_site
from tests.render.page import Page
from tests.render.pseudo import MIRRORED, PSEUDO, texts, untold
from tests.website import greek, made
from tests.website.made import tree

ES = load_language("es")


@pytest.fixture(scope="module")
def cards():
    return greek.scored()


@pytest.fixture(scope="module")
def sites(cards, tmp_path_factory):
    """The same site in several languages, by language."""
    folder, languages = tmp_path_factory.mktemp("sites"), {"en": "en", "es": "es", "xa": PSEUDO, "rtl": MIRRORED}
    for name, language in languages.items():
        write_site(cards, folder / name, **greek.OPTIONS, language=language)
    return {name: folder / name for name in languages}


def pages(folder):
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}


def left(page):
    """Words of a page that are English: those that are not accented and no ids of the document."""
    return untold(re.sub(greek.IDS, "", texts(Page(page)).replace(__version__, "")))


# --- nothing is left in English --------------------------------------------------------------------------------------


def test_no_word_of_a_site_is_left_in_english(sites):
    """Every run of letters on every page of a site in en-XA is accented, or the data's own; so is every number."""
    found = {name: left(page) for name, page in pages(sites["xa"]).items()}
    assert {name: words for name, words in found.items() if words} == {}
    assert {"index.html", "method.html", "data-quality.html", "schools/score-2.html", "phases/first/index.html"} <= {
        re.sub("(?<=phases/)[^/]*", "first", name) for name in found
    }


def test_english_is_what_the_test_would_find(sites):
    """The same pages in English have dozens of words that are neither."""
    for name, page in pages(sites["en"]).items():
        assert len(left(page)) > 30, name


def test_own_weights_and_a_reference_are_told(cards, tmp_path):
    """The warning about own weights, and a site without areas and phases, are told too."""
    write_site(greek.scored(weights={"a": 3, "b": 1}), tmp_path / "site", area="", phase="", language=PSEUDO)
    method, index = ((tmp_path / "site" / name).read_text("utf-8") for name in ("method.html", "index.html"))
    assert re.search("⟦Άλφα: ⟦[0-9,]+%", Page(method).text)
    assert left(method) == left(index) == []


def test_no_message_is_left_over():
    """Each message of a site is named in the code or in a template: translators get none that no page has."""
    package = Path(rc.__file__).parent
    files = [*(package / "website").glob("*.py"), *(package / "render" / "templates").glob("*.html.j2")]
    code = " ".join(path.read_text(encoding="utf-8") for path in files)
    names = [name for module in (site_messages, method_messages) for name in vars(module) if name.isupper()]
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []


@pytest.mark.parametrize("name", [info.id for info in rc.frameworks()])
def test_the_method_of_every_built_in_framework_can_be_told(name):
    """Conditions, rules, numbers and policies of every framework begin and end with messages of the language."""
    for _, _, document in rc.load_framework(name).documents:
        told = [condition_words(variant.when, {}, PSEUDO) for variant in document.variants if variant.when]
        waiting = [(document.score, None)]
        while waiting:
            node, parent = waiting.pop()
            told += [missing_words(node, parent, {}, PSEUDO)] if parent else []
            told += [rule_words(rule, {}, PSEUDO) for rule in node.rules]
            told += [number_words(number, {}, PSEUDO) for number in numbers_of(node.scale)]
            waiting += [(child, node) for child in node.children]
        assert [words for words in told if "⟦" not in words] == []
        assert [words for words in told if words.count("⟦") != words.count("⟧")] == []


# --- the page and its language ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("site", "lang", "direction"), [("en", "en", "ltr"), ("es", "es", "ltr"), ("rtl", "he-XA", "rtl")]
)
def test_every_page_says_its_language(sites, site, lang, direction):
    """Language and direction of the script stand on every page."""
    for page in pages(sites[site]).values():
        assert Page(page).all("html")[0].attributes == {"lang": lang, "dir": direction}
        assert Page(page).faults == []


def test_a_page_of_a_school_is_its_card(cards, sites):
    """Without the line of links and its style, the page is what ``to_html(language=...)`` gives."""
    card = cards["001"]
    page = (sites["es"] / "cards" / "001.html").read_text(encoding="utf-8")
    own = re.sub(r'<nav class="site".*?</nav>\n', "", page, count=1, flags=re.DOTALL)
    head, body = own.split("</head>", 1)
    assert head[: head.rindex("<style>")] + "</head>" + body == card.to_html(language="es")


def test_bars_begin_where_the_script_does(sites):
    """From right to left, a bar and what is left of it fill the width; from left to right it begins at the left."""
    bars = [bar.attributes for bar in Page((sites["rtl"] / "index.html").read_text("utf-8")).all("rect")]
    assert [float(bar["x"]) + float(bar["width"]) for bar in bars] == [100.0] * len(bars)
    assert bars
    assert all("x" not in bar.attributes for bar in Page((sites["es"] / "index.html").read_text("utf-8")).all("rect"))


def test_schools_stand_in_the_order_of_the_names_that_are_shown(tmp_path):
    """A school without a name stands in a Spanish list as "Centro 7", among the names with C."""
    records = [
        {"id": school, "name": name, "a": 1, "b": 2} for school, name in (("7", ""), ("8", "Dados"), ("9", "Ca"))
    ]
    write_site(made.scored(records), tmp_path / "site", language="es")
    page = Page((tmp_path / "site" / "schools" / "index.html").read_text(encoding="utf-8"))
    assert [row.text for row in page.all("bdi")][:3] == ["Ca", "Centro 7", "Dados"]


# --- Spanish ---------------------------------------------------------------------------------------------------------


def test_a_spanish_site_has_no_english(sites):
    """Where the framework and the data are not English, no page has an English word or an English quotation mark."""
    english = r"\b(the|of|and|is|are|with|from|not|score|grade|school|schools|which|its|by|in order)\b"
    for name, page in pages(sites["es"]).items():
        assert re.findall(english, texts(Page(page)), re.IGNORECASE) == [], name
        assert not re.search("[“”]", page), name


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"when": {"indicator": "a", "below": -1.5, "at_least": -10}, "add": 1},
         "Se suma 1 punto. Si «Alfa» es menor que −1,5 y mayor o igual que −10."),
        ({"when": {"column": "c", "in": ["X", "Y"]}, "subtract": 2.5, "never_below": 0},
         "Se restan 2,5 puntos, sin bajar de 0. Si «c» es uno de estos valores: «X», «Y»."),
        ({"when": {"all": [{"indicator": "a", "is": "present"},
                           {"any": [{"node": "n", "above": 3}, {"node": "n", "grade_in": ["A", "B"]}]}]},
          "note": "Ojo"},
         ("El informe dice: Ojo. Si hay valor de «Alfa» y (la puntuación de «n» es mayor que 3, o bien la calificación "
          "de «n» es una de estas: A, B).")),
        ({"cap": {"grade_in": "last", "lowered_by": 2}, "because": "Norma."},
         "Como máximo, la calificación de «last», rebajada en 2 grados. Para todos los centros. Motivo: Norma."),
        ({"add": {"from_indicator": "a"}},
         "Se suman tantos puntos como indica el dato a del propio centro. Para todos los centros."),
    ],
)  # fmt: skip
def test_rules_in_spanish(given, words):
    """Rules and conditions are whole Spanish sentences, with Spanish numbers and quotation marks."""
    assert rule_words(Rule.model_validate(given), {"a": "Alfa"}, ES) == words


def test_counts_choose_their_form(tmp_path):
    """One school is told in the singular, of a list, of a way of scoring and of what could not be used."""
    write_site(made.scored([{"id": "1", "a": 1, "b": "?"}]), tmp_path / "site", language="es")
    told = {name: Page(page).text for name, page in pages(tmp_path / "site").items()}
    assert "Informe de 1 centro\n" in told["index.html"]
    assert "1 centro, por orden alfabético." in told["schools/index.html"]
    assert "Así se puntúa 1 de los centros" in told["method.html"]
    assert "1 celda o fila no se pudo usar" in told["data-quality.html"]


# --- the data is the same in every language --------------------------------------------------------------------------


def test_files_and_downloads_are_the_same(sites):
    """In every language a site has the same files, and downloads of the same bytes."""
    english = tree(sites["en"])
    for name in ("es", "xa", "rtl"):
        files = tree(sites[name])
        assert files.keys() == english.keys()
        alike = {file for file in files if files[file] == english[file]}
        assert alike == {file for file in files if file.startswith("downloads/")}


def test_what_cells_can_have_wrong_is_told():
    """Each code that a cell or a row can stand in the quarantine with has its words."""
    import pandas as pd
    import yaml

    frame = pd.DataFrame({
        "id": ["1", "2", "3", "4", "4", None], "a": ["?", "1e999", "1", "1", "1", "1"], "b": 1, "pupils": 20,
    })  # fmt: skip
    frame.loc[2, "a"] = "101"
    document = yaml.safe_load(made.DOCUMENT)
    codes = {fault.code for fault in rc.score(frame, document).quarantine}
    assert codes == set(site_messages.FAULTS)
    assert {code.replace("-", " ") for code in codes} == set(site_messages.FAULTS.values())


# --- no site is in two languages -------------------------------------------------------------------------------------


def test_a_run_that_was_stopped_is_not_gone_on_with_in_another_language(cards, sites, tmp_path, monkeypatch):
    """What an English run finished is not kept by a Spanish one, which ends as one that was never stopped."""
    monkeypatch.setattr(store.Store, "finish", lambda self, about: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write_site(cards, tmp_path / "site", **greek.OPTIONS)
    monkeypatch.undo()
    assert write_site(cards, tmp_path / "site", **greek.OPTIONS, language="es").kept == 0
    assert tree(tmp_path / "site") == tree(sites["es"])


def test_a_catalogue_that_was_changed_is_another_language(cards, tmp_path):
    """The fingerprint knows the words of a language: the same catalogue gives the same, another word another one."""
    catalogues(["--folder", str(tmp_path), "--new", "cy"])
    path = tmp_path / "cy" / "LC_MESSAGES" / "reportcard.po"
    keys = [fingerprint(cards, {}), *(fingerprint(cards, {}, load_language("cy", tmp_path)) for _ in range(2))]
    begun = path.read_text(encoding="utf-8")
    path.write_text(begun.replace('msgid "Overview"\nmsgstr ""', 'msgid "Overview"\nmsgstr "Trosolwg"'), "utf-8")
    catalogues(["--folder", str(tmp_path)])
    keys.append(fingerprint(cards, {}, load_language("cy", tmp_path)))
    assert keys[1] == keys[2]
    assert len(set(keys)) == 3


def test_processes_draw_in_the_language(cards, sites, tmp_path, monkeypatch):
    """Pages that two processes draw have the bytes of those that one draws."""
    monkeypatch.setattr(workers, "WORTH", 1)
    write_site(cards, tmp_path / "site", **greek.OPTIONS, language="es", jobs=2)
    assert tree(tmp_path / "site") == tree(sites["es"])


def test_a_language_is_found_again_in_another_process(tmp_path):
    """A language that was pickled is one of the same words: of the library, of a folder, or made by hand."""
    catalogues(["--folder", str(tmp_path), "--new", "cy"])
    for language in (load_language("en"), ES, load_language("cy", tmp_path), PSEUDO):
        again = pickle.loads(pickle.dumps(language))  # noqa: S301  the test's own
        assert (again.code, again.say.HEADINGS) == (language.code, language.say.HEADINGS)
    assert pickle.loads(pickle.dumps(ES)) is load_language("es")  # noqa: S301


def test_an_unknown_language_is_refused(cards, tmp_path):
    """A language that is not there is refused with what may be meant, and nothing is written."""
    with pytest.raises(rc.UnknownNameError, match=r"Did you mean 'es'\?"):
        write_site(cards, tmp_path / "site", language="esp")
    assert list(tmp_path.iterdir()) == []


def test_the_manifest_is_that_of_the_site(sites):
    """Sites in two languages have different keys, and each manifest has the hashes of its own pages."""
    told = {name: json.loads((folder / "site.json").read_text("utf-8")) for name, folder in sites.items()}
    assert len({each["key"] for each in told.values()}) == len(sites)
    for name, folder in sites.items():
        assert told[name]["files"] == {file: digest for file, digest in tree(folder).items() if file != "site.json"}
