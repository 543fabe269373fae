"""Conditions that all must hold, as they are said: two that are one thought are said as one.

``the day is at most 18 months after 1 September 1997`` is two conditions of the core: that the one day is no later than
the other, and how far the two are apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prazo.dsl.core import nodes as core


def joined(operands: Iterable[core.Condition]) -> list[core.Condition]:
    """The operands of an ``and`` with those of each ``and`` in it; a pair that is one thought stays one ``and``."""
    found: list[core.Condition] = []
    for one in _flat(operands):
        pair = core.And((found[-1], one)) if found else None
        if pair is not None and within_after(pair) is not None:
            found[-1] = pair
        else:
            found.append(one)
    return found


def within_after(one: core.Condition) -> core.Extends | None:
    """How far apart two days are of which the pair also says that the later is not before the earlier; else None."""
    match one:
        case core.And((core.Reaches(earlier, (), later, False), core.Extends(first, _, last, _) as apart)):
            return apart if (earlier, later) == (first, last) else None
        case core.And((core.Happened(fact), core.Extends(core.DayFact(event), _, core.JudgedDay(), _) as apart)):
            return apart if fact == event else None
        case _:
            return None


def _flat(operands: Iterable[core.Condition]) -> Iterator[core.Condition]:
    for one in operands:
        if isinstance(one, core.And):
            yield from _flat(one.operands)
        else:
            yield one
