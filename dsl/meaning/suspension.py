"""States during which the time of a limit does not run.

Source: `meaning.md`, section 4.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import UNKNOWN, Spells
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import NOTHING, Needs
from prazo.dsl.meaning.turning import DAY
from prazo.dsl.time.days import LAST_DAY


class Stopped(NamedTuple):
    """The end of a limit of so many days, with the days added on which its time did not run.

    ``open``: how many more there will be is not known.
    """

    day: date
    open: bool
    needs: Needs


def stopped(case: Case, states: tuple[core.Fact, ...], first: date, raw: date) -> Stopped:
    """The last day of a limit whose days are ``first`` to ``raw``, not moved yet, after the days of ``states``.

    Days of a spell count from the first day up to the last as it then is; what is planned does not.
    """
    env = case.env(case.today)
    days: set[date] = set()
    lasting: list[date] = []
    needs = NOTHING
    for state in states:
        value = env.read(state)
        if value is UNKNOWN:
            needs |= env.missing(state)
        for start, until in value.spells if isinstance(value, Spells) else ():
            if start > case.today:
                continue
            begins = max(start, first)
            if until is None or until > case.today:
                lasting.append(begins)
            end = case.today if until is None else min(until - DAY, case.today)
            days |= {date.fromordinal(n) for n in range(begins.toordinal(), end.toordinal() + 1)}
    last = raw
    while (later := _after(raw, sum(day <= last for day in days))) > last:
        last = later
    return Stopped(last, bool(needs) or any(begins <= last for begins in lasting), needs)


def _after(day: date, days: int) -> date:
    return min(LAST_DAY, date.fromordinal(min(day.toordinal() + days, LAST_DAY.toordinal())))
