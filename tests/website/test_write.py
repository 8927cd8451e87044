"""A site: the same bytes whatever happened on the way, names that lead nowhere, links that lead somewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

import reportcard as rc
from reportcard.website import store
from reportcard.website.write import write_site
from tests.render.page import Page
from tests.website.made import schools, scored, tree


@pytest.fixture(scope="module")
def cards():
    return scored()


@pytest.fixture(scope="module")
def whole(cards, tmp_path_factory):
    """A site that was written without a break."""
    out = tmp_path_factory.mktemp("whole") / "site"
    write_site(cards, out, rows=5)
    return out


def pages(folder):
    return sorted(folder.rglob("*.html"))


def test_the_same_input_gives_the_same_bytes(whole, tmp_path):
    """Scored and written again, every file is the same to the byte, and the manifest lists each with its hash."""
    write_site(scored(), tmp_path / "again", rows=5)
    files = tree(tmp_path / "again")
    assert files == tree(whole)
    told = json.loads((whole / "site.json").read_text(encoding="utf-8"))
    assert told["files"] == {name: digest for name, digest in files.items() if name != "site.json"}
    assert told["schools"] == len(schools())


class Killed(BaseException):
    """The end of a process, as far as the library can see."""


def test_a_run_killed_at_any_file_ends_with_the_same_bytes(cards, whole, tmp_path, monkeypatch):
    """Whichever file was the last, the next run keeps what was finished, and the site is that of an unbroken run."""
    expected, note = tree(whole), store.Store._note
    for last in range(0, len(expected) - 1, 3):
        out, seen = tmp_path / str(last), []

        def dying(self, name, path, seen=seen, last=last):
            if len(seen) == last:
                raise Killed
            seen.append(name)
            note(self, name, path)

        monkeypatch.setattr(store.Store, "_note", dying)
        with pytest.raises(Killed):
            write_site(cards, out, rows=5)
        monkeypatch.setattr(store.Store, "_note", note)
        assert not out.exists()
        made = write_site(cards, out, rows=5)
        assert made.kept == last
        assert tree(out) == expected
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("nth", [1, 2])
def test_a_run_killed_while_putting_into_place_can_be_gone_on_with(cards, whole, tmp_path, monkeypatch, nth):
    """Killed before or between the two moves that replace an earlier site, the next run ends with the same bytes."""
    out, rename, calls = tmp_path / "site", os.rename, []
    write_site(cards, out, rows=7)

    def dying(before, after):
        calls.append(before)
        if len(calls) == nth:
            raise Killed
        rename(before, after)

    monkeypatch.setattr(os, "rename", dying)
    with pytest.raises(Killed):
        write_site(cards, out, rows=5)
    monkeypatch.setattr(os, "rename", rename)
    write_site(cards, out, rows=5)
    assert tree(out) == tree(whole)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_process_that_ends_without_warning_is_gone_on_with(cards, whole, tmp_path):
    """A process that is ended in the middle of the cards leaves no site, and a new one finishes it."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from reportcard.website.write import write_site\n"
        "from tests.website.made import scored\n"
        "left = iter(range(7))\n"
        "write_site(scored(), Path(sys.argv[1]), rows=5, advance=lambda n: next(left, None) is None and os._exit(9))"
    )
    done = subprocess.run(  # noqa: S603  the test's own code
        [sys.executable, "-c", code, str(tmp_path / "site")], cwd=Path(__file__).parents[2], check=False, timeout=120
    )
    assert done.returncode == 9
    assert not (tmp_path / "site").exists()
    assert write_site(cards, tmp_path / "site", rows=5).kept > 0
    assert tree(tmp_path / "site") == tree(whole)


def test_a_damaged_file_of_a_killed_run_is_written_again(cards, whole, tmp_path, monkeypatch):
    """A file that is not what the journal says is not kept, nor is one that the journal does not know."""
    out = tmp_path / "site"
    monkeypatch.setattr(store.Store, "finish", lambda self, about: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        write_site(cards, out, rows=5)
    monkeypatch.undo()
    work = tmp_path / ".site.part" / "site"
    (work / "method.html").write_text("half", encoding="utf-8")
    (work / "cards" / "S1.html").write_text("half", encoding="utf-8")
    (work / "cards" / "stray.html").write_text("stray", encoding="utf-8")
    write_site(cards, out, rows=5)
    assert tree(out) == tree(whole)


def test_other_data_or_options_begin_anew(cards, tmp_path, monkeypatch):
    """What a killed run left is not kept where the data, the framework or the options are others."""
    monkeypatch.setattr(store.Store, "finish", lambda self, about: (_ for _ in ()).throw(Killed))
    with pytest.raises(Killed):
        write_site(cards, tmp_path / "site", rows=5)
    changed = schools()
    changed[0]["a"] = 99
    monkeypatch.undo()
    assert write_site(scored(changed), tmp_path / "site", rows=5).kept == 0


def test_pages_do_not_depend_on_the_order_of_the_data(whole, tmp_path):
    """Cards, lists, method and data quality are the same for shuffled rows; the downloads keep the order given."""
    write_site(scored(schools()[::-1]), tmp_path / "site", rows=5)
    here, there = tree(whole), tree(tmp_path / "site")
    assert here.keys() == there.keys()
    differing = {name for name in here if here[name] != there[name]}
    assert differing - {"index.html"} == {
        "site.json", "downloads/scores.csv", "downloads/scores.jsonl", "downloads/scores.parquet",
    }  # fmt: skip


def test_hostile_ids_stay_in_the_folder(whole):
    """Each id has a page of its own below ``cards``, also where names do not tell upper from lower case."""
    names = [path.name for path in (whole / "cards").iterdir()]
    assert len({name.lower() for name in names}) == len(schools())
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,155}\.html", name) for name in names)
    assert not {name.partition(".")[0].lower() for name in names} & {"con", "nul"}
    assert [path for path in whole.parent.iterdir() if path != whole] == []


def test_every_link_leads_to_a_page(whole):
    """Every address on every page is relative, and the file is there."""
    count = 0
    for path in pages(whole):
        for link in Page(path.read_text(encoding="utf-8")).all("a"):
            href = link.attributes["href"]
            if not href.startswith("#"):
                assert href.startswith("./"), path
                assert (path.parent / unquote(href)).is_file(), f"{path}: {href}"
                count += 1
    assert count > 100


def test_every_page_is_well_formed_and_fetches_nothing(whole):
    """Elements close in order, and no page has a script, a picture or a style sheet from elsewhere."""
    for path in pages(whole):
        page = Page(path.read_text(encoding="utf-8"))
        assert page.faults == [], path
        assert page.all("script", "img", "link", "iframe", "object") == []
        assert [e for e in page.elements if any(name.startswith("on") for name in e.attributes)] == []


def test_a_page_of_a_school_is_its_card(cards, whole):
    """Without the line of links and its style, the page is what ``to_html()`` gives."""
    card = cards["S1"]
    page = (whole / "cards" / "S1.html").read_text(encoding="utf-8")
    own = re.sub(r'<nav class="site".*?</nav>\n', "", page, count=1, flags=re.DOTALL)
    head, body = own.split("</head>", 1)
    assert head[: head.rindex("<style>")] + "</head>" + body == card.to_html()


def test_a_folder_with_other_files_is_refused(cards, tmp_path):
    """A folder that holds anything but a site is not touched; an earlier site is replaced, with what it had more."""
    out = tmp_path / "site"
    write_site(cards, out, rows=3)
    stale = len(tree(out))
    write_site(cards, out, rows=30)
    assert len(tree(out)) < stale
    (out / "own.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(rc.OutputError, match=r"own\.txt") as caught:
        write_site(cards, out)
    assert caught.value.code == "output-unwritable"
    assert (out / "own.txt").read_text(encoding="utf-8") == "mine"
    with pytest.raises(rc.OutputError, match="a file"):
        write_site(cards, out / "own.txt")
    with pytest.raises(rc.OutputError, match="no site's"):
        write_site(cards, "/")


def test_all_finished_schools_are_told(cards, tmp_path):
    """The progress comes to the number of schools, for a run that goes on too."""
    told: list[int] = []

    def dying(done):
        told.append(done)
        if len(told) == 4:
            raise Killed

    with pytest.raises(Killed):
        write_site(cards, tmp_path / "site", advance=dying)
    again: list[int] = []
    write_site(cards, tmp_path / "site", advance=again.append)
    assert sum(again) == len(cards)
    assert again[0] == 4


def test_rows_below_one_are_refused(cards, tmp_path):
    """A list has at least a row on a page."""
    with pytest.raises(ValueError, match="at least 1"):
        write_site(cards, tmp_path / "site", rows=0)
