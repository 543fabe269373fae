"""Time limits on the days that they are counted from or back from (`meaning.md`, section 4; `counting.md`)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.case import Case, Seen, Time
from prazo.dsl.meaning.case import Occurrence as Occurrence
from prazo.dsl.meaning.environment import NOTHING, Needs
from prazo.dsl.meaning.turning import DAY
from prazo.dsl.time.counting import Counted, CountingRule, due_day, latest_day_before, move
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, TimeRangeError
from prazo.dsl.time.library import TimeLibrary

PROVISIONAL = "provisional"
UNVERIFIED = "unverified"
PLANNED = "planned"


@attrs.frozen(slots=True)
class Deadline:
    """When a limit ends: at some instant from ``first`` to ``last``.

    ``needs``: what would tell which, other than the day of the anchor.  ``open``: at no time that is stated, so that
    it never passes.
    """

    first: Time
    last: Time
    marks: frozenset[str] = frozenset()
    needs: Needs = NOTHING
    open: bool = False

    @property
    def exact(self) -> bool:
        return self.first.instant == self.last.instant

    @property
    def timed(self) -> bool:
        """Whether hours led to it, so that the time of day matters."""
        return self.first.timed or self.last.timed


def trigger_of(case: Case, limit: core.Limit) -> Seen:
    """When the day may have been that a limit is counted from or back from, by which it is judged.

    Of a fixed day: that day, or the day of the check if that is earlier.
    """
    if isinstance(limit, core.FixedDay):
        day = min(limit.day, case.today)
        return Seen(Occurrence((day, day), False))
    return case.seen(limit.anchor, counts_back(limit))


def deadlines(case: Case, limit: core.Limit, first: date, last: date) -> list[Deadline]:
    """When a limit may end whose trigger was on a day from ``first`` to ``last``: each way that it may have been."""
    ends = [due(limit, day, case.lookup.times) for day in (first, last)]
    marks = ends[0].marks | ends[1].marks
    if not isinstance(limit, core.FixedDay) and case.seen(limit.anchor, counts_back(limit)).planned:
        marks |= {PLANNED}
    soonest, latest = (Time(case.zone.last_of(end.day), False) for end in ends)
    return [Deadline(soonest, latest, marks)]


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
