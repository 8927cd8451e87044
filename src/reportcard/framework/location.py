"""Finds the field of the models that a validation error speaks of, and the words that the field allows."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, Tag

from reportcard.framework.document import Framework
from reportcard.framework.tree import Path

#: What a part is called in a message, where its class name is not the word.
_NAMES = {
    "Framework": "a framework",
    "Number": "a number with its source",
    "IndicatorCondition": "a condition on an indicator",
    "ColumnCondition": "a condition on a column",
    "NodeCondition": "a condition on a node",
    "AllOf": "a condition 'all'",
    "AnyOf": "a condition 'any'",
    "Not": "a condition 'not'",
    "Steps": "a scale of steps",
    "Goalposts": "a scale of goalposts",
    "Piecewise": "a piecewise scale",
    "Lookup": "a lookup scale",
    "Target": "a target scale",
    "Band": "an interval band",
    "IntervalCuts": "the cuts of an interval band",
    "Percentile": "a percentile scale",
    "ZScore": "a z scale",
    "RangePosition": "a range scale",
    "GridOf": "a grid",
    "ZeroPolicy": "a harmonic mean",
    "Power": "a power mean",
    "Cut": "a band of a grade scale",
    "GradeScaleBody": "a grade scale",
    "GradeUse": "the grades of a node",
    "MetricUse": "a metric",
    "IndicatorEntry": "an indicator",
    "CodeEntry": "an entry of a code list",
    "Defaults": "the provenance",
    "Published": "published results",
}


class Location(NamedTuple):
    """A place in the models.

    Attributes:
        path: Keys and positions, without what only the validator knows (members of unions).
        owner: The part that the last key belongs to.
        kind: What the models want there.
    """

    path: Path
    owner: type[BaseModel]
    kind: Any


def locate(steps: tuple[int | str, ...]) -> Location:
    """Translate the location of a validation error of :class:`Framework` into a place in the models."""
    path: Path = ()
    owner: type[BaseModel] = Framework
    kind: Any = Framework
    wanted: Any = Framework
    for step in steps:
        members = _members(kind)
        if len(members) > 1:
            kind = _chosen(members, str(step))
            continue
        inner = _plain(members[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            owner, kind = inner, _field(inner, str(step))
        elif step == "[key]":
            continue
        else:
            kind = _item(inner, step)
        path, wanted = (*path, step), kind
    return Location(path, owner, wanted)


def _plain(kind: Any) -> Any:
    """Take the annotations off a type."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    return kind


def _members(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union, with their tags; any other type is its own only member."""
    plain = _plain(kind)
    if get_origin(plain) in (Union, types.UnionType):
        members = [member for member in get_args(plain) if member is not types.NoneType]
        return tuple(members) if len(members) > 1 else _members(members[0])
    return (kind,)


def _chosen(members: tuple[Any, ...], step: str) -> Any:
    """Return the member of a union that the validator's step names."""
    for member in members:
        if get_origin(member) is Annotated:
            tags = [part.tag for part in get_args(member)[1:] if isinstance(part, Tag)]
            if step in tags:
                return member
    lists = [member for member in members if get_origin(_plain(member)) is tuple]
    return lists[0] if lists and step.startswith("tuple") else Any


def _field(model: type[BaseModel], key: str) -> Any:
    return _fields(model).get(key, Any)


@cache
def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """Return the types of a part by key, names of types resolved."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def _item(kind: Any, step: int | str) -> Any:
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return arguments[1]
    if get_origin(kind) is tuple and isinstance(step, int):
        return arguments[step] if Ellipsis not in arguments and step < len(arguments) else arguments[0]
    return Any


# --- words -----------------------------------------------------------------------------------------------------------


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that a part of a document may have."""
    return [field.alias or name for name, field in model.model_fields.items()]


def name_of(model: type[BaseModel]) -> str:
    """Return what a part is called in a message: "a rule"."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower()
    return _NAMES.get(model.__name__, f"{'an' if words[0] in 'aeiou' else 'a'} {words}")


def words_in(kind: Any) -> list[str]:
    """Return the words that a place allows, or nothing where any text or none is allowed."""
    return list(dict.fromkeys(_words(kind)))


def _words(kind: Any) -> Iterator[str]:
    for member in _members(kind):
        plain = _plain(member)
        if get_origin(plain) in (Union, types.UnionType):
            yield from _words(plain)
        elif get_origin(plain) is Literal:
            yield from (str(word) for word in get_args(plain))
        elif isinstance(plain, type) and issubclass(plain, Enum):
            yield from (str(word.value) for word in plain)
