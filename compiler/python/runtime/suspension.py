"""States during which the time of a limit does not run."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.case import DAY, Case, Event
from prazo.dsl.facts.values import UNKNOWN, Spells
from prazo.dsl.time.days import LAST_DAY


class Stopped(NamedTuple):
    """The last day of a limit with the days added on which its time did not run; ``open``: there will be more."""

    day: date
    open: bool
    needs: Needs


def stopped(case: Case, states: Iterable[Event], first: date, raw: date) -> Stopped:
    """The last day of a limit whose days are ``first`` to ``raw``, not moved; a plan stops nothing."""
    at = case.at(case.today)
    days: set[date] = set()
    lasting: list[date] = []
    needs = NOTHING
    for state in states:
        value = at.read(state.of, state.fact)
        needs |= at.missing(state.of, state.fact) if value is UNKNOWN else NOTHING
        for start, until in value.spells if isinstance(value, Spells) else ():
            if start > case.today:
                continue
            begins = max(start, first)
            if until is None or until > case.today:
                lasting.append(begins)
                until = case.today + DAY
            days.update(begins + timedelta(days=n) for n in range((until - begins).days))
    end = raw
    for day in sorted(days):  # each day that still falls in the running time puts its end off by one
        if day <= end < LAST_DAY:
            end += DAY
    return Stopped(end, bool(needs) or any(begins <= end for begins in lasting), needs)
