"""Spells of states, told: the spell that a verdict is of, and the days of a spell that time is counted from."""

from __future__ import annotations

from prazo.dsl.core import nodes as core
from prazo.dsl.core.spells import state_of
from prazo.dsl.facts.values import UNKNOWN
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.spells import in_latest_spell as in_latest_spell, spells_judged
from prazo.dsl.report.words import why as w
from prazo.dsl.report.words.language import Language


def of_spell(case: Case, norm: core.Norm, item: str | None) -> Case:
    """The case of the spell whose first day is a verdict's item; as it is where the norm is counted from none."""
    state = state_of(norm)
    if state is None:
        return case
    return next(inner for first, inner in spells_judged(case, norm, state) if first == item)


def spell_day(case: Case, anchor: core.SpellDay, language: Language) -> str | None:
    """The beginning or the end of the spell of the case; None where nobody has told of the state."""
    if case.env(case.today).read(anchor.state) is UNKNOWN:
        return None
    seen = case.seen(anchor, plans_count=True)
    if seen.when.day is None:
        return language.say(w.NOT_YET)
    day = language.weekday(seen.when.day)
    return language.say(w.PLANNED, day=day) if seen.planned else day
