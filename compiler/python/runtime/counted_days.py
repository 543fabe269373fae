"""Days that are counted from an event inside a definition, such as the day on which a letter is presumed received."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import Range
from prazo.compiler.python.runtime.case import Times
from prazo.compiler.python.runtime.facts_on import Days, figure_of_day
from prazo.dsl.time.counting import due_day, next_open_day
from prazo.dsl.time.days import LAST_DAY, Duration, TimeRangeError


class Count(NamedTuple):
    """So long after an event, counted by a rule and unmoved; ``next_open``: or the next open day."""

    duration: Duration
    rule: str
    next_open: bool = False


def day_after(days: Days, count: Count, times: Times) -> Range:
    """The day, as a figure, counted from the first and the last day on which its event may have been."""
    if days.first > days.last:
        return figure_of_day(days)
    first, last = (counted_after(count, day, times) for day in (days.first, days.last))
    return figure_of_day(Days(first, last, days.never, days.needs))


def counted_after(count: Count, event: date, times: Times) -> date:
    """The day that is meant where its event was on ``event``, held at the last day that can be given."""
    rule = times.rule(count.rule, event)
    calendar = times.calendar(rule)
    try:
        counted = due_day(rule, calendar, event, count.duration).raw
        return next_open_day(rule, calendar, counted).day if count.next_open else counted
    except TimeRangeError:
        return LAST_DAY
