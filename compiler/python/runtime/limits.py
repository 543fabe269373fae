"""Time limits, and the events that they are counted from and back from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from prazo.compiler.python.runtime.declared import FactDecl
from prazo.dsl.facts.values import NEVER, ByDay, Value
from prazo.dsl.time.counting import Calendar, CountingRule, due_day, latest_day_before, move
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError

DAY = timedelta(days=1)
PROVISIONAL = "provisional"
UNVERIFIED = "unverified"
PLANNED = "planned"
NO_MARKS: frozenset[str] = frozenset()


class Times(NamedTuple):
    """Counting rules by name, each with its versions in order, and the calendars that they count by."""

    rules: Mapping[str, tuple[CountingRule, ...]]
    calendars: Mapping[str, Calendar]

    def rule(self, name: str, day: date) -> CountingRule:
        """The version of a rule that is the law on a day."""
        return next(one for one in self.rules[name] if one.ends is None or day < one.ends)

    def calendar(self, rule: CountingRule) -> Calendar | None:
        return None if rule.calendar is None else self.calendars[rule.calendar]


class After(NamedTuple):
    """Due so long after an event, counted by a rule."""

    of: int
    event: FactDecl
    duration: Duration
    rule: str


class Before(NamedTuple):
    """Due at least so long before an event, counted back by a rule; ``clear``: both ends left out."""

    of: int
    event: FactDecl
    duration: Duration
    rule: str
    clear: bool = False


class Until(NamedTuple):
    """Due on the day before an event or (``inclusive``) on its day; never moved."""

    of: int
    event: FactDecl
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


class Happening(NamedTuple):
    """When an event may have happened, ``first .. last`` (None: it has not); ``absent``: perhaps it has not."""

    first: date | None
    last: date | None
    absent: bool

    @property
    def day(self) -> date | None:
        """The day where it is sure."""
        return None if self.absent or self.first != self.last else self.first


NOT_HAPPENED = Happening(None, None, True)


def happening(value: Value, today: date, plans: bool) -> Happening:
    """When an event with this value may have happened by today; ``plans``: planned days count too."""
    if isinstance(value, date):
        return Happening(value, value, False) if plans or value <= today else NOT_HAPPENED
    if value is NEVER:
        return NOT_HAPPENED
    if isinstance(value, ByDay) and value.day <= today:
        return Happening(FIRST_DAY, value.day, False)
    return Happening(FIRST_DAY, LAST_DAY if plans else today, True)


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
