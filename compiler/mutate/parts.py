"""Parts of a core node by their way from it, whatever the node: to find them, and to put another in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from prazo.dsl.core import nodes as core

#: Names of fields, and positions in tuples, from the outside in.
Way = tuple[str | int, ...]


@attrs.frozen(slots=True)
class Part:
    """One value inside a node.  ``holder``: the node whose field it is; ``place``: of the nearest line around it."""

    way: Way
    holder: Any
    field: str
    value: Any
    place: core.Place | None


def parts(node: Any, way: Way = (), place: core.Place | None = None) -> Iterator[Part]:
    """The value of every field inside a node, outside in, in the order of the fields; nodes in tuples too."""
    if isinstance(node, tuple):
        for number, member in enumerate(node):
            yield from parts(member, (*way, number), place)
    elif attrs.has(type(node)) and not isinstance(node, core.Place):
        place = getattr(node, "place", None) or place
        for field in attrs.fields(type(node)):
            value = getattr(node, field.name)
            yield Part((*way, field.name), node, field.name, value, place)
            yield from parts(value, (*way, field.name), place)


def replaced(node: Any, way: Way, value: Any) -> Any:
    """The node with another value at the end of the way."""
    if not way:
        return value
    step, *rest = way
    if isinstance(step, int):
        return (*node[:step], replaced(node[step], tuple(rest), value), *node[step + 1 :])
    return attrs.evolve(node, **{step: replaced(getattr(node, step), tuple(rest), value)})
