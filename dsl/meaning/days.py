"""Days counted from other days, and the periods that a day lies in, as conditions read them.

Source: `meaning.md`, sections 3 and 7.  Nothing is unknown here: days in, days out.
"""

from __future__ import annotations

from datetime import date, timedelta

from prazo.dsl.core import nodes as core
from prazo.dsl.time.counting import due_day, next_open_day
from prazo.dsl.time.days import LAST_DAY, Duration, TimeRangeError, add_units
from prazo.dsl.time.library import TimeLibrary
from prazo.dsl.time.periods import first_day, key_before, key_of

#: later than any day that can be given
_BEYOND = LAST_DAY + timedelta(days=1)


def counted_after(one: core.DayAfter, event: date, times: TimeLibrary) -> date:
    """The day that is meant where its event was on ``event``, held at the last day that can be given."""
    rule = times.rule(one.rule, event)
    try:
        counted = due_day(rule, times.calendar_of(rule), event, one.duration).raw
        return next_open_day(rule, times.calendar_of(rule), counted).day if one.next_open else counted
    except TimeRangeError:
        return LAST_DAY


def shifted(day: date, duration: Duration) -> date:
    """``day`` plus a duration, unmoved; beyond the last day that can be given: a day later than any."""
    try:
        for n, unit in duration:
            day = add_units(day, n, unit)
    except TimeRangeError:
        return _BEYOND
    return day


def key_at(period: str, which: str, day: date) -> str:
    """The key of the period meant: "this" one of a day, "last", "last 2" before that and so on, or the key itself."""
    if not which.startswith("last"):
        return key_of(period, day) if which == "this" else which
    key = key_before(period, day)
    for _ in range(int(which.removeprefix("last") or 1) - 1):
        first = first_day(period, key)
        if first is None:  # before the first day that can be given there is no period: nothing stands under this key
            return ""
        key = key_before(period, first)
    return key
