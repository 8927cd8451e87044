"""The command that audits a framework."""

from __future__ import annotations

from tests.test_cli import DATA, ended


def saved(folder, name="schools.csv", text=DATA):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_findings_are_printed(tmp_path):
    """Without a page the findings are printed, those that ask for a closer look with a mark."""
    told = ended(0, "audit", saved(tmp_path)).stdout
    assert "! No school has an overall score (3 schools)" in told


def test_a_page_is_written(tmp_path):
    """The ending says whether the page is HTML or Markdown; earlier years and circumstances are taken up."""
    file, before = saved(tmp_path), saved(tmp_path, "before.csv")
    joined = saved(tmp_path, "more.csv", "URN,PERCTOT\n1,4\n2,5\n")
    for name, begins in (("a/page.html", "<!DOCTYPE html>"), ("page.md", "# Audit")):
        out = tmp_path / name
        years = ["--earlier", f"2018={before}", "--earlier", f"2018={joined}"]
        told = ended(0, "audit", file, "--out", out, "--context", "P8PUP", *years).stdout
        assert f"Wrote {out}: " in told
        page = out.read_text(encoding="utf-8")
        assert page.startswith(begins)
        assert "P8PUP" in page
        assert "2018" in page


def test_wrong_use_ends_with_2(tmp_path):
    """A year without a file, and a column that is not there, are wrong use."""
    file = saved(tmp_path)
    assert "is no earlier year" in ended(2, "audit", file, "--earlier", "2018").stderr
    assert "There is no indicator or column 'TOWN'." in ended(2, "audit", file, "--context", "TOWN").stderr


def test_an_audit_in_spanish(tmp_path):
    """What is printed and the page are Spanish; an unknown language is wrong use."""
    file = saved(tmp_path)
    assert "! Ningún centro tiene puntuación global (3 centros)" in ended(0, "audit", file, "--language", "es").stdout
    ended(0, "audit", file, "--language", "es", "--out", tmp_path / "page.html")
    assert '<html lang="es" dir="ltr">' in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "Did you mean 'es'?" in ended(2, "audit", file, "--language", "esp").stderr
