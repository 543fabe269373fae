"""Every node of the core in a piece of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs


def nodes_in(node: Any) -> Iterator[object]:
    """Every core node in a node or tuple of nodes, itself first."""
    if isinstance(node, tuple):
        for member in node:
            yield from nodes_in(member)
    elif attrs.has(type(node)):
        yield node
        for field in attrs.fields(type(node)):
            yield from nodes_in(getattr(node, field.name))
