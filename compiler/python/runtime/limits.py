"""Time limits, and the events that they are counted from and back from."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.case import DAY, Anchor, Case, End, Happening, Seen, Times
from prazo.dsl.time.counting import due_day, latest_day_before, move
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError

PROVISIONAL = "provisional"
UNVERIFIED = "unverified"
PLANNED = "planned"
NO_MARKS: frozenset[str] = frozenset()


class After(NamedTuple):
    """Due so long after an event, counted by a rule."""

    anchor: Anchor
    duration: Duration
    rule: str


class Before(NamedTuple):
    """Due at least so long before an event, counted back by a rule; ``clear``: both ends left out."""

    anchor: Anchor
    duration: Duration
    rule: str
    clear: bool = False


class Until(NamedTuple):
    """Due on the day before an event or (``inclusive``) on its day; never moved."""

    anchor: Anchor
    inclusive: bool


class OnDay(NamedTuple):
    """Due on a fixed day, moved by a rule."""

    day: date
    rule: str


Anchored = After | Before | Until
Limit = Anchored | OnDay


class LimitCase(NamedTuple):
    """A limit; ``unverified``: its source was not checked."""

    limit: Limit
    unverified: bool = False


class Deadline(NamedTuple):
    """When a limit ends: at some instant from ``first`` to ``last``.

    ``needs``: what would tell which, other than the day of its event.  ``open``: at no time that is stated.
    """

    first: End
    last: End
    marks: frozenset[str] = NO_MARKS
    needs: Needs = NOTHING
    open: bool = False

    @property
    def exact(self) -> bool:
        return self.first.instant == self.last.instant

    @property
    def timed(self) -> bool:
        """Whether hours led to it, so that the time of day matters."""
        return self.first.timed or self.last.timed


def counts_back(limit: Limit) -> bool:
    """Whether a limit is counted back, so that a planned event will do."""
    return isinstance(limit, Before | Until)


def trigger_of(case: Case, limit: Limit) -> Seen:
    """When the day may have been that a limit is counted from: of a fixed day, not later than the day of the check."""
    if isinstance(limit, OnDay):
        day = min(limit.day, case.today)
        return Seen(Happening(day, day, False))
    return case.seen(limit.anchor, counts_back(limit))


def deadlines(case: Case, limit: Limit, first: date, last: date) -> list[Deadline]:
    """When a limit may end whose trigger was on a day from ``first`` to ``last``: each way that it may have been."""
    soonest, marks = last_day_of(limit, first, case.times)
    latest, more = last_day_of(limit, last, case.times)
    planned = not isinstance(limit, OnDay) and case.seen(limit.anchor, counts_back(limit)).planned
    first_end, last_end = (End(case.times.zone.last_of(day)) for day in (soonest, latest))
    return [Deadline(first_end, last_end, marks | more | ({PLANNED} if planned else NO_MARKS))]


def last_day_of(limit: Limit, event: date, times: Times) -> tuple[date, frozenset[str]]:
    """The day on which a limit ends where its event is on ``event``, and the marks that the counting brings.

    Held at the last day that can be given, and at the day before the first.
    """
    if isinstance(limit, Until):
        return event if limit.inclusive else event - DAY, NO_MARKS
    rule = times.rule(limit.rule, limit.day if isinstance(limit, OnDay) else event)
    calendar = times.calendar(rule)
    marks = frozenset({UNVERIFIED}) if rule.unverified else NO_MARKS
    try:
        if isinstance(limit, OnDay):
            counted = move(rule, calendar, limit.day)
        elif isinstance(limit, After):
            counted = due_day(rule, calendar, event, limit.duration)
        else:
            counted = latest_day_before(rule, calendar, event, limit.duration, limit.clear)
    except TimeRangeError:
        return FIRST_DAY - DAY if isinstance(limit, Before) else LAST_DAY, marks
    return counted.day, marks | {PROVISIONAL} if counted.provisional else marks


def window_of(limit: Limit, event: date, times: Times) -> tuple[date, date]:
    """The window of a prohibition, both days included; its ends never move."""
    if isinstance(limit, OnDay):
        return FIRST_DAY, limit.day
    if isinstance(limit, Until):
        return FIRST_DAY, event if limit.inclusive else event - DAY
    rule = times.rule(limit.rule, event)
    calendar = times.calendar(rule)
    try:
        if isinstance(limit, After):
            return event, due_day(rule, calendar, event, limit.duration).raw
        return latest_day_before(rule, calendar, event, limit.duration, limit.clear).raw, event
    except TimeRangeError:
        return (event, LAST_DAY) if isinstance(limit, After) else (FIRST_DAY, event)
