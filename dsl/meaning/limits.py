"""Time limits on the days that they are counted from or back from (`meaning.md`, section 4; `counting.md`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, ByDay, Value
from prazo.dsl.meaning.turning import DAY
from prazo.dsl.time.counting import Counted, CountingRule, due_day, latest_day_before, move
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, TimeRangeError
from prazo.dsl.time.library import TimeLibrary

PROVISIONAL = "provisional"
UNVERIFIED = "unverified"
PLANNED = "planned"


class Occurrence(NamedTuple):
    """When an event may have happened: in ``range`` (ends included; None: it has not), or ``absent``: not at all."""

    range: tuple[date, date] | None
    absent: bool

    @property
    def day(self) -> date | None:
        """The day, where only one is possible and the event is sure."""
        if self.absent or self.range is None or self.range[0] != self.range[1]:
            return None
        return self.range[0]


def occurrence(value: Value, today: date, plans_count: bool = False) -> Occurrence:
    """When an event may have happened by today; with ``plans_count`` also when it is planned."""
    if isinstance(value, date):
        return Occurrence((value, value), False) if value <= today or plans_count else Occurrence(None, True)
    if value is NEVER:
        return Occurrence(None, True)
    if isinstance(value, ByDay) and value.day <= today:
        return Occurrence((FIRST_DAY, value.day), False)
    return Occurrence((FIRST_DAY, LAST_DAY if plans_count else today), True)


def counts_back(limit: core.Limit) -> bool:
    """Whether a limit is counted back, so that a plan anchors it."""
    return isinstance(limit, core.BeforeEvent | core.UntilEvent)


class Due(NamedTuple):
    """The last day of a limit, and the marks that its counting brings."""

    day: date
    marks: frozenset[str]


def due(limit: core.Limit, anchor: date, times: TimeLibrary) -> Due:
    """The last day of ``limit`` where its anchor is on ``anchor`` (not asked for a fixed day).

    Held at the last day that can be given, and at the day before the first.
    """
    match limit:
        case core.UntilEvent(_, inclusive):
            return Due(anchor if inclusive else anchor - DAY, frozenset())
        case core.FixedDay(day, name):
            return _due(lambda rule: move(rule, times.calendar_of(rule), day), times.rule(name, day), LAST_DAY)
        case core.AfterEvent(_, duration, name):
            return _due(
                lambda rule: due_day(rule, times.calendar_of(rule), anchor, duration),
                times.rule(name, anchor),
                LAST_DAY,
            )
        case core.BeforeEvent(_, duration, name, clear):
            return _due(
                lambda rule: latest_day_before(rule, times.calendar_of(rule), anchor, duration, clear),
                times.rule(name, anchor),
                FIRST_DAY - DAY,
            )


def _due(count: Callable[[CountingRule], Counted], rule: CountingRule, beyond: date) -> Due:
    marks = {UNVERIFIED} if rule.unverified else set()
    try:
        counted = count(rule)
    except TimeRangeError:
        return Due(beyond, frozenset(marks))
    return Due(counted.day, frozenset(marks | ({PROVISIONAL} if counted.provisional else set())))


def window(limit: core.Limit, anchor: date, times: TimeLibrary) -> tuple[date, date]:
    """The window of a prohibition, both days included and never moved."""
    match limit:
        case core.AfterEvent(_, duration, name):
            rule = times.rule(name, anchor)
            try:
                unmoved = due_day(rule, times.calendar_of(rule), anchor, duration).raw
            except TimeRangeError:
                unmoved = LAST_DAY
            return anchor, unmoved
        case core.BeforeEvent(_, duration, name, clear):
            rule = times.rule(name, anchor)
            try:
                return latest_day_before(rule, times.calendar_of(rule), anchor, duration, clear).raw, anchor
            except TimeRangeError:
                return FIRST_DAY, anchor
        case core.UntilEvent(_, inclusive):
            return FIRST_DAY, anchor if inclusive else anchor - DAY
        case core.FixedDay(day, _):
            return FIRST_DAY, day
