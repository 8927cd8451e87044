"""The command that writes a site."""

from __future__ import annotations

from tests.test_cli import DATA, ended


def test_site_is_written_and_its_parts_are_told(tmp_path):
    """The command writes the site and says where its lists come from, what became of the data, and where it is."""
    file = tmp_path / "schools.csv"
    file.write_text(DATA, encoding="utf-8")
    out = tmp_path / "made" / "site"
    told = ended(0, "site", file, "--out", out).stdout
    assert "No lists by area: no column was named or found." in told
    assert "Read schools.csv: 3 rows." in told
    assert f"Open {out / 'index.html'} in a browser." in told
    assert (out / "index.html").is_file()
    assert {path.name for path in (out / "cards").iterdir()} == {"1.html", "2.html", "3.html"}


def test_an_unknown_column_ends_with_2(tmp_path):
    """A column that is not there is wrong use; nothing is written."""
    file = tmp_path / "schools.csv"
    file.write_text(DATA, encoding="utf-8")
    done = ended(2, "site", file, "--out", tmp_path / "site", "--area", "TOWN")
    assert "There is no column 'TOWN'." in done.stderr
    assert not (tmp_path / "site").exists()


def test_a_folder_in_use_ends_with_5(tmp_path):
    """A folder that holds other files is not touched, and the error says which."""
    file = tmp_path / "schools.csv"
    file.write_text(DATA, encoding="utf-8")
    done = ended(5, "site", file, "--out", tmp_path)
    assert "schools.csv" in done.stderr
    assert file.read_text(encoding="utf-8") == DATA


def test_a_site_in_spanish(tmp_path):
    """The pages are Spanish, what the command says is not; an unknown language is wrong use and writes nothing."""
    file = tmp_path / "schools.csv"
    file.write_text(DATA, encoding="utf-8")
    told = ended(0, "site", file, "--out", tmp_path / "site", "--language", "es").stdout
    assert "No lists by area: no column was named or found." in told
    assert '<html lang="es" dir="ltr">' in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    done = ended(2, "site", file, "--out", tmp_path / "other", "--language", "esp")
    assert "There is no language 'esp'. Did you mean 'es'?" in done.stderr
    assert not (tmp_path / "other").exists()
