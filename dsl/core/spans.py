"""Versions of an instrument and the stretches of time in which a norm says the same.

A norm has a body for every version of its instrument, so that a verdict names the version of the law that judged it.
People are told of a change only where there is one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

import attrs

from prazo.dsl.core.nodes import VersionDecl, Versioned

T = TypeVar("T")


def by_version(one: Versioned[T], versions: Sequence[VersionDecl]) -> Iterator[Versioned[T]]:
    """The stretch cut where a version of the instrument begins, each part with that version's name."""
    for version in versions:
        start = version.start if one.start is None else max(version.start, one.start)
        end = _earlier(version.end, one.end)
        if end is None or start < end:
            yield attrs.evolve(one, version=version.name, start=start, end=end)


def merged(versions: Sequence[Versioned[T]]) -> tuple[Versioned[T], ...]:
    """The stretches with those that adjoin and say the same as one, under the names of all of them."""
    found: list[Versioned[T]] = []
    for one in versions:
        if found and found[-1].end == one.start and found[-1].bodies == one.bodies:
            found[-1] = attrs.evolve(found[-1], version=f"{found[-1].version}, {one.version}", end=one.end)
        else:
            found.append(one)
    return tuple(found)


def _earlier(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)
