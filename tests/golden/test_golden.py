"""What fixed cards look like, compared with the files that a reviewer has read."""

from __future__ import annotations

import pytest

from tests.golden.rebaseline import HERE, golden

GOLDEN = golden()


@pytest.mark.parametrize("name", GOLDEN)
def test_golden_file(name: str) -> None:
    """A card renders to the bytes of its golden file; ``python -m tests.golden.rebaseline`` writes them again."""
    assert GOLDEN[name].encode() == (HERE / name).read_bytes()
