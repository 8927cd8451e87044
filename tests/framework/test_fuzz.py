"""Claims about any input whatever: it is refused with problems that name a place, and nothing else ever happens."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportcard.errors import FrameworkError
from reportcard.framework import check_framework, framework_hash, load_framework, variant_document
from reportcard.framework.yaml_strict import read_file, read_yaml

GOOD = Path(__file__).parent / "good.yaml"
TEXT = GOOD.read_text(encoding="utf-8")
TOKENS = ["{", "}", "[", "]", ":", ": ", "- ", "&a ", "*a", "!!str ", "<<: ", "'", '"', "|", ">", "#", "\n", "  ", "\t",
          "0", "-1", "1.5", "no", "null", "~", "id", "score", "nodes", "weight", "bands", "below"]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(TOKENS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.integers(), inner, max_size=3),
    max_leaves=6,
)
relaxed = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def is_well_told(problems):
    """Every problem has a code, a place and a message in plain words."""
    for problem in problems:
        assert problem.code
        assert problem.where
        assert problem.message.endswith(".")
        assert "Input should" not in problem.message
    return True


def check_text(data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.yaml"
        path.write_bytes(data)
        return check_framework(path)


def form_problems(data):
    """What is wrong with the form of a document."""
    try:
        read_yaml(data, "fuzz.yaml")
    except FrameworkError as error:
        return error.problems
    return ()


@relaxed
@given(st.binary(max_size=300))
def test_any_bytes(data):
    """Bytes that are no framework are problems."""
    problems = check_text(data)

    assert problems
    assert is_well_told(problems)


@relaxed
@given(st.text(alphabet="ab01:-[]{}&*!#|>'\"%@`,?~<\n ", max_size=200))
def test_any_text_of_yaml_characters(text):
    """Text made of YAML's own characters is read or refused."""
    assert is_well_told(form_problems(text.encode()))


@relaxed
@given(st.lists(st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), st.sampled_from(TOKENS)), max_size=4))
def test_a_good_document_with_damaged_text(damages):
    """A good document with pieces cut out and put in is loaded or refused, with the place of every problem."""
    text = TEXT
    for start, length, token in damages:
        text = text[:start] + token + text[start + length :]
    problems = check_text(text.encode())

    assert is_well_told(problems)
    assert all("fuzz.yaml" in problem.where for problem in problems)


def places(value, path=()):
    """Every place in a document."""
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from places(item, (*path, key))


DOCUMENT = read_file(GOOD)
PLACES = [path for path in places(DOCUMENT) if path]


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


PLAIN = plain(DOCUMENT)


def changed(document, path, action, value):
    """Change one place of a document."""
    for key in path[:-1]:
        try:
            document = document[key]
        except (KeyError, IndexError, TypeError):
            return
    try:
        if action == "remove":
            del document[path[-1]]
        elif action == "rename":
            document[str(value)[:8]] = document.pop(path[-1])
        else:
            document[path[-1]] = value
    except (KeyError, IndexError, TypeError, AttributeError):
        return


@settings(relaxed, max_examples=400)
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["remove", "rename", "replace"]), VALUES),
        min_size=1,
        max_size=3,
    )
)
def test_a_good_document_with_changed_values(changes):
    """A good document with keys removed, renamed or replaced by anything loads, or is refused with problems."""
    document = copy.deepcopy(PLAIN)
    for path, action, value in changes:
        changed(document, path, action, value)
    problems = check_framework(document)

    assert is_well_told(problems)
    if not problems:
        framework = load_framework(document)
        assert framework_hash(framework) == framework_hash(load_framework(framework.model_dump(by_alias=True)))
        for variant in framework.variants:
            variant_document(framework, variant)


@relaxed
@given(st.dictionaries(st.sampled_from(["framework", "title", "score", "nodes", "extends", "variants"]), VALUES))
def test_any_mapping(document):
    """A mapping of anything is loaded or refused."""
    assert is_well_told(check_framework(document))
