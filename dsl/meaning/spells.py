"""Norms that are counted from a state: a verdict for each of its spells (`meaning.md`, sections 1 and 3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.core.spells import counts_back_from_spells
from prazo.dsl.facts.values import Spells
from prazo.dsl.meaning.case import Case


def spells_judged(case: Case, norm: core.Norm, state: core.Fact) -> Iterator[tuple[str | None, Case]]:
    """The case of each spell with its first day as text; without either where there is none, or nobody knows.

    A planned spell is judged where time is counted back from it.
    """
    plans = counts_back_from_spells(norm)
    begun = [one for one in _spells(case, state) if plans or one[0] <= case.today]
    for spell in begun:
        yield spell[0].isoformat(), attrs.evolve(case, spell=spell)
    if not begun:
        yield None, case


def in_latest_spell(case: Case, limit: core.Limit, day: date) -> Case:
    """The case of an act that waits for a state: what counts is the last spell that has begun by the day of the act."""
    states = [one.state for one in core.anchors_of(limit) if isinstance(one, core.SpellDay)]
    if not states:
        return case
    begun = [one for one in _spells(case, states[0]) if one[0] <= day]
    return attrs.evolve(case, spell=begun[-1] if begun else None)


def _spells(case: Case, state: core.Fact) -> tuple[tuple[date, date | None], ...]:
    value = case.env(case.today).read(state)
    return value.spells if isinstance(value, Spells) else ()
