"""Every stable code that the source can raise is in docs/errors.md, and no other."""

from __future__ import annotations

import re

from docs.error_codes import PAGE, in_source, on_page

TEXT = PAGE.read_text(encoding="utf-8")


def test_every_code_is_explained():
    """Every code that the source can raise is on the page."""
    assert in_source() - set(on_page(TEXT)) == set()


def test_nothing_is_explained_in_vain():
    """Every code on the page is one that the source can raise."""
    assert set(on_page(TEXT)) - in_source() == set()


def test_each_code_once():
    """Each code is explained once, under an anchor of its own name, with a meaning and a remedy."""
    assert len(on_page(TEXT)) == len(set(on_page(TEXT)))
    rows = [line for line in TEXT.splitlines() if line.startswith('| <a id="')]
    for row in rows:
        anchor, code, meaning, remedy = re.fullmatch(r'\| <a id="(.+?)"></a>`(.+?)` \| (.+) \| (.+) \|', row).groups()
        assert anchor == code
        assert meaning.endswith((".", ")."))
        assert remedy.endswith(".")


def test_classes_of_errors():
    """Each error class has a code of its own, under the one base."""
    from reportcard import errors

    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert all(issubclass(kind, errors.ReportCardError) for kind in kinds)
    assert len({kind.code for kind in kinds}) == len(kinds)
