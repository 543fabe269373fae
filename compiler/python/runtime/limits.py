"""Time limits, and the events that they are counted from and back from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs, Range
from prazo.compiler.python.runtime.case import DAY, NOT_HAPPENED, Anchor, Case, Event, Happening, Seen, Times
from prazo.compiler.python.runtime.facts_on import At
from prazo.compiler.python.runtime.findings import UNVERIFIED, End
from prazo.compiler.python.runtime.suspension import stopped
from prazo.dsl.time.counting import due_day, latest_day_before, move, put_off
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, LONGEST_DAYS, Duration, TimeRangeError, Unit
from prazo.dsl.time.periods import Period, end_of_month, span_of

PROVISIONAL = "provisional"
PLANNED = "planned"
#: marks what an open word says of time
OPEN_TEXTURED = "open_textured"
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


class AfterSet(NamedTuple):
    """Due as many units after an event as a figure says, counted by a rule."""

    anchor: Anchor
    number: Callable[[At], Range]
    unit: Unit
    rule: str


class Forthwith(NamedTuple):
    """Due on the day of an event; never moved."""

    anchor: Anchor


class NoStatedTime(NamedTuple):
    """Due after an event, nobody says when."""

    anchor: Anchor


class Regularly(NamedTuple):
    """Due again and again, nobody says how often."""


class HoursAfter(NamedTuple):
    """Due so many elapsed hours after the moment of an event."""

    anchor: Anchor
    hours: int


class HoursBefore(NamedTuple):
    """Due at least so many elapsed hours before the moment of an event."""

    anchor: Anchor
    hours: int


class LaterOf(NamedTuple):
    """Due when the last of these ends, once all of their events have happened."""

    limits: tuple[Limit, ...]


class EarlierOf(NamedTuple):
    """Due when the first of these ends, of those whose events have happened."""

    limits: tuple[Limit, ...]


class InPeriod(NamedTuple):
    """Due on a day worked out from the own period, moved by a rule."""

    on: Callable[[Period], date]
    rule: str


class AfterPeriod(NamedTuple):
    """Due so long after the last day of the own period, counted by a rule."""

    duration: Duration
    rule: str


class Window(NamedTuple):
    """Acts from one fixed day to another, both included, perform; due on the last, moved by a rule."""

    opens: date
    day: date
    rule: str


class WindowInPeriod(NamedTuple):
    """The same between two days worked out from the own period."""

    opens: Callable[[Period], date]
    on: Callable[[Period], date]
    rule: str


class Every(NamedTuple):
    """Due so long after the last time, at the latest after ``since``, counted by a rule."""

    duration: Duration
    since: Anchor | None
    rule: str


Anchored = After | Before | Until | AfterSet | Forthwith | NoStatedTime | HoursAfter | HoursBefore
OfPeriod = InPeriod | AfterPeriod | WindowInPeriod
Fixed = OnDay | Window
Limit = Anchored | Fixed | OfPeriod | Every | Regularly | LaterOf | EarlierOf


def end_of_period(period: Period) -> date:
    return period.last


def end_of_following(kind: str) -> Callable[[Period], date]:
    """The last day of the month, quarter, .. that follows the own period."""
    return lambda period: span_of(kind, period.last + DAY)[1]


def end_of(month: int, years: int) -> Callable[[Period], date]:
    """The last day of a month, so many years after the one in which the own period ends."""
    return lambda period: end_of_month(period.last.year + years, month)


def day_of_year(month: int, day: int, years: int) -> Callable[[Period], date]:
    return lambda period: date(period.last.year + years, month, day)


class LimitCase(NamedTuple):
    """A limit; ``unverified``: its source was not checked; ``practicable``: due sooner if that is practicable."""

    limit: Limit
    unverified: bool = False
    practicable: bool = False


class Deadline(NamedTuple):
    """When a limit ends: at some instant from ``first`` to ``last``.

    ``needs``: what would tell which, other than the day of its event.  ``open``: at no time that is stated.
    ``time_needs``: the events whose time of day would tell.
    ``opens``: an act before this day performs nothing.  ``interpretations``: of what it is counted from.
    """

    first: End
    last: End
    marks: frozenset[str] = NO_MARKS
    needs: Needs = NOTHING
    open: bool = False
    time_needs: Needs = NOTHING
    opens: date | None = None
    interpretations: frozenset[str] = NO_MARKS

    @property
    def exact(self) -> bool:
        return self.first.instant == self.last.instant

    @property
    def timed(self) -> bool:
        """Whether hours led to it, so that the time of day matters."""
        return self.first.timed or self.last.timed


def counts_back(limit: Limit) -> bool:
    """Whether a limit is counted back, so that a planned event will do."""
    return isinstance(limit, Before | Until | HoursBefore)


def trigger_of(case: Case, limit: Limit) -> Seen:
    """When the day may have been that a limit is counted from: of a fixed day, not later than the day of the check."""
    if isinstance(limit, Fixed):
        day = min(limit.day, case.today)
        return Seen(Happening(day, day, False))
    if isinstance(limit, Regularly):
        return Seen(Happening(case.today, case.today, False))
    if isinstance(limit, LaterOf):
        return _last_of([trigger_of(case, one) for one in limit.limits])
    if isinstance(limit, EarlierOf):
        return _first_of([trigger_of(case, one) for one in limit.limits])
    if isinstance(limit, OfPeriod) and case.period is not None:
        return Seen(Happening(case.period.last, case.period.last, False))
    assert isinstance(limit, Anchored), "of a norm that recurs, or judged on the day of the check"
    return case.seen(limit.anchor, counts_back(limit))


def _last_of(triggers: Sequence[Seen]) -> Seen:
    """The last, once all have happened."""
    firsts = [one.when.first for one in triggers if one.when.first is not None]
    lasts = [one.when.last for one in triggers if one.when.last is not None]
    if len(firsts) < len(triggers):
        return NOT_HAPPENED
    absent = any(one.when.absent for one in triggers)
    return Seen(Happening(max(firsts), max(lasts), absent), NOTHING.union(*(one.needs for one in triggers)))


def _first_of(triggers: Sequence[Seen]) -> Seen:
    """The first of those that have happened."""
    happened = [one for one in triggers if one.when.first is not None]
    firsts = [one.when.first for one in happened if one.when.first is not None]
    sure = [one.when.last for one in happened if one.when.last is not None and not one.when.absent]
    lasts = [one.when.last for one in happened if one.when.last is not None]
    if not firsts:
        return NOT_HAPPENED
    needs = NOTHING.union(*(one.needs for one in happened))
    return Seen(Happening(min(firsts), min(sure) if sure else max(lasts), not sure), needs)


def deadlines(
    case: Case,
    limit: Limit,
    first: date,
    last: date,
    suspended: Sequence[Event] = (),
    judged: date | None = None,
) -> list[Deadline]:
    """When a limit may end whose trigger was on a day from ``first`` to ``last``: each way that it may have been.

    ``suspended``: states during which its time does not run.  ``judged``: where a set number is read, if that is not on
    ``first`` as for one of several limits, nor on the last day of a period.
    """
    if isinstance(limit, NoStatedTime | Regularly):
        never = End(case.times.zone.last_of(LAST_DAY))
        return [Deadline(never, never, frozenset({OPEN_TEXTURED}), open=True)]
    opens = limit.opens if isinstance(limit, Window) else None
    if isinstance(limit, OfPeriod):
        assert case.period is not None, "the checker refuses such a limit elsewhere"
        limit, opens = _in_period(limit, case.period)
    if isinstance(limit, LaterOf):
        return _later_of(case, limit.limits, first, last, suspended, judged or first)
    if isinstance(limit, EarlierOf):
        return _earlier_of(case, limit.limits, first, last, suspended, judged or first)
    seen = NOT_HAPPENED if isinstance(limit, OnDay | AfterPeriod | Every) else trigger_of(case, limit)
    more = seen.marks | {PLANNED} if seen.planned else seen.marks
    if isinstance(limit, HoursAfter | HoursBefore):
        begun, ended = case.span(seen, first, last)
        away = 3600 * (limit.hours if isinstance(limit, HoursAfter) else -limit.hours)
        ends = End(begun + away, True), End(ended + away, True)
        return [Deadline(*ends, more, time_needs=seen.time_needs, interpretations=seen.interpretations)]
    read_on = judged or first if case.period is None else case.period.last
    shortest, longest, needs = lengths_of(limit, case.at(read_on))
    if suspended and isinstance(shortest, After | AfterPeriod) and isinstance(longest, After | AfterPeriod):
        soonest, marks, _, more_needs = _stopped(case, shortest, first, suspended)
        latest, others, running, even_more = _stopped(case, longest, last, suspended)
        latest = LAST_DAY if running else latest
        needs |= more_needs | even_more
    else:
        soonest, marks = last_day_of(shortest, first, case.times)
        latest, others = last_day_of(longest, last, case.times)
    first_end, last_end = (End(case.times.zone.last_of(day)) for day in (soonest, latest))
    return [Deadline(first_end, last_end, marks | others | more, needs, False, NOTHING, opens, seen.interpretations)]


def lengths_of(limit: Limit, at: At) -> tuple[Limit, Limit, Needs]:
    """The shortest and the longest that a limit may be: of a set number, whole units and none at least."""
    if not isinstance(limit, AfterSet):
        return limit, limit, NOTHING
    (low, high), needs, _ = limit.number(at)
    least = 0 if low is None else _whole(low)
    most = LONGEST_DAYS if high is None else _whole(high)
    shortest, longest = (After(limit.anchor, ((n, limit.unit),), limit.rule) for n in (least, most))
    return shortest, longest, needs


def _whole(number: Fraction) -> int:
    return min(max(int(number), 0), LONGEST_DAYS)


def _stopped(
    case: Case, limit: After | AfterPeriod, event: date, states: Sequence[Event]
) -> tuple[date, frozenset[str], bool, Needs]:
    """The last day of a limit after the days on which its time did not run; and whether more of them will come."""
    rule = case.times.rule(limit.rule, event)
    calendar = case.times.calendar(rule)
    marks = frozenset({UNVERIFIED}) if rule.unverified else NO_MARKS
    try:
        counted = due_day(rule, calendar, event, limit.duration)
        end = stopped(case, states, event + DAY if rule.excludes_event else event, counted.raw)
        moved = counted if end.day == counted.raw else put_off(rule, calendar, end.day, limit.duration)
    except TimeRangeError:
        return LAST_DAY, marks, False, NOTHING
    provisional = counted.provisional or moved.provisional
    return moved.day, marks | {PROVISIONAL} if provisional else marks, end.open, end.needs


def _later_of(
    case: Case, limits: Sequence[Limit], first: date, last: date, suspended: Sequence[Event], judged: date
) -> list[Deadline]:
    """One of the events was in ``first .. last``, and none after it."""
    ways: dict[Deadline, None] = {}
    for latest in limits:
        parts = [
            _within(case, one, first if _one_event(one, latest) else FIRST_DAY, last, suspended, judged)
            for one in limits
        ]
        ways |= dict.fromkeys(_joined(max, way, any(one.open for one in way)) for way in product(*parts))
    return list(ways)


def _earlier_of(
    case: Case, limits: Sequence[Limit], first: date, last: date, suspended: Sequence[Event], judged: date
) -> list[Deadline]:
    """One of the events was in ``first .. last``, and none before it; others may not have been at all."""
    ways: dict[Deadline, None] = {}
    for earliest in limits:
        parts: list[list[Deadline | None]] = []
        for one in limits:
            same = _one_event(one, earliest)
            until = last if same else LAST_DAY
            part: list[Deadline | None] = list(_within(case, one, first, until, suspended, judged))
            if not same and trigger_of(case, one).when.absent:
                part.append(None)
            parts.append(part)
        for way in product(*parts):
            happened = [one for one in way if one is not None]
            ways[_joined(min, happened, all(one.open for one in happened))] = None
    return list(ways)


def _one_event(limit: Limit, other: Limit) -> bool:
    """Whether two limits are one, or are counted alike from one event."""
    events, others = _events(limit), _events(other)
    return limit is other or (len(events) == 1 and events == others)


def _events(limit: Limit) -> set[tuple[object, bool]]:
    """The events of a limit, each with whether it is counted back; a day that is worked out is its own."""
    if isinstance(limit, LaterOf | EarlierOf):
        return {event for one in limit.limits for event in _events(one)}
    if not isinstance(limit, Anchored):
        return set()
    return {(limit.anchor if isinstance(limit.anchor, Event) else id(limit), counts_back(limit))}


def _within(
    case: Case, limit: Limit, first: date, last: date, suspended: Sequence[Event], judged: date
) -> list[Deadline]:
    """The deadlines of a limit whose event may have been in ``first .. last``; none where it cannot."""
    when = trigger_of(case, limit).when
    if when.first is None or when.last is None or when.first > last or when.last < first:
        return []
    return deadlines(case, limit, max(first, when.first), min(last, when.last), suspended, judged)


def _joined(pick: Callable[[Iterable[End]], End], parts: Sequence[Deadline], is_open: bool) -> Deadline:
    return Deadline(
        pick(one.first for one in parts),
        pick(one.last for one in parts),
        NO_MARKS.union(*(one.marks for one in parts)),
        NOTHING.union(*(one.needs for one in parts)),
        is_open,
        NOTHING.union(*(one.time_needs for one in parts)),
        interpretations=NO_MARKS.union(*(one.interpretations for one in parts)),
    )


def _in_period(limit: OfPeriod, period: Period) -> tuple[Limit, date | None]:
    """A limit of a period as one of days, and when its window opens: the last such day that is not after its end."""
    if isinstance(limit, AfterPeriod):
        return limit, None
    day = limit.on(period)
    if isinstance(limit, InPeriod):
        return OnDay(day, limit.rule), None
    opens = limit.opens(period)
    return OnDay(day, limit.rule), opens if opens <= day else opens.replace(year=opens.year - 1)


def last_day_of(limit: Limit, event: date, times: Times) -> tuple[date, frozenset[str]]:
    """The day on which a limit ends where its event is on ``event``, and the marks that the counting brings.

    Held at the last day that can be given, and at the day before the first.
    """
    if isinstance(limit, Until):
        return event if limit.inclusive else event - DAY, NO_MARKS
    if isinstance(limit, Forthwith):
        return event, frozenset({OPEN_TEXTURED})
    assert isinstance(limit, After | Before | Fixed | AfterPeriod | Every), "its length is known, and it has a last day"
    rule = times.rule(limit.rule, limit.day if isinstance(limit, Fixed) else event)
    calendar = times.calendar(rule)
    marks = frozenset({UNVERIFIED}) if rule.unverified else NO_MARKS
    try:
        if isinstance(limit, Fixed):
            counted = move(rule, calendar, limit.day)
        elif not isinstance(limit, Before):
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
    assert isinstance(limit, After | Before), "a window has a first and a last day"
    rule = times.rule(limit.rule, event)
    calendar = times.calendar(rule)
    try:
        if isinstance(limit, After):
            return event, due_day(rule, calendar, event, limit.duration).raw
        return latest_day_before(rule, calendar, event, limit.duration, limit.clear).raw, event
    except TimeRangeError:
        return (event, LAST_DAY) if isinstance(limit, After) else (FIRST_DAY, event)
