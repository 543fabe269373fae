"""Time limits on the days that they are counted from or back from (`meaning.md`, section 4; `counting.md`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.case import NOT_HAPPENED, Case, Occurrence as Occurrence, Seen, Time
from prazo.dsl.meaning.environment import NOTHING, Env, Needs
from prazo.dsl.meaning.suspension import stopped
from prazo.dsl.meaning.turning import DAY
from prazo.dsl.time.counting import Counted, CountingRule, due_day, latest_day_before, move, put_off
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, LONGEST_DAYS, TimeRangeError
from prazo.dsl.time.library import TimeLibrary
from prazo.dsl.time.periods import Period, end_of_month, span_of

PROVISIONAL = "provisional"
UNVERIFIED = "unverified"
PLANNED = "planned"
#: marks what an open word says of time
OPEN_TEXTURED = "open_textured"


@attrs.frozen(slots=True)
class Deadline:
    """When a limit ends: at some instant from ``first`` to ``last``.

    ``needs``: what would tell which, other than the day of the anchor.  ``open``: at no time that is stated, so that
    it never passes.  ``time_needs``: the events whose time of day would tell.  ``opens``: an act before this day
    performs nothing.  ``interpretations``: of a day that it is counted from, which was itself counted.
    """

    first: Time
    last: Time
    marks: frozenset[str] = frozenset()
    needs: Needs = NOTHING
    open: bool = False
    time_needs: Needs = NOTHING
    opens: date | None = None
    interpretations: frozenset[str] = frozenset()

    @property
    def exact(self) -> bool:
        return self.first.instant == self.last.instant

    @property
    def timed(self) -> bool:
        """Whether hours led to it, so that the time of day matters."""
        return self.first.timed or self.last.timed


def trigger_of(case: Case, limit: core.Limit) -> Seen:
    """When the day may have been that a limit is counted from or back from, by which it is judged.

    Of a fixed day: that day, or the day of the check if that is earlier; of what is due regularly, the day of the
    check.
    """
    match limit:
        case core.FixedDay(fixed, _) | core.Window(_, core.DayLiteral(fixed), _):
            day = min(fixed, case.today)
            return Seen(Occurrence((day, day), False))
        case core.Regularly():
            return Seen(Occurrence((case.today, case.today), False))
        case core.LaterOf(limits):
            return _last_of([trigger_of(case, one) for one in limits])
        case core.EarlierOf(limits):
            return _first_of([trigger_of(case, one) for one in limits])
        case core.ByPeriodDay() | core.AfterPeriod() | core.Window():
            assert case.period is not None
            return Seen(Occurrence((case.period.last, case.period.last), False))
        case core.AtLeastEvery():
            raise TypeError("judged on the day of the check")
        case _:
            return case.seen(limit.anchor, counts_back(limit))


def _last_of(triggers: list[Seen]) -> Seen:
    """The last, once all have happened."""
    ranges = [one.when.range for one in triggers if one.when.range is not None]
    if len(ranges) < len(triggers):
        return NOT_HAPPENED
    absent = any(one.when.absent for one in triggers)
    last = max(first for first, _ in ranges), max(last for _, last in ranges)
    return Seen(Occurrence(last, absent), NOTHING.union(*(one.needs for one in triggers)))


def _first_of(triggers: list[Seen]) -> Seen:
    """The first of those that have happened."""
    happened = [(one, one.when.range) for one in triggers if one.when.range is not None]
    if not happened:
        return NOT_HAPPENED
    sure = [last for one, (_, last) in happened if not one.when.absent]
    latest = min(sure) if sure else max(last for _, (_, last) in happened)
    first = min(first for _, (first, _) in happened), latest
    return Seen(Occurrence(first, not sure), NOTHING.union(*(one.needs for one, _ in happened)))


def fixed_day(limit: core.Limit) -> date | None:
    """The last day of a limit that is fixed, unmoved; None of any other."""
    match limit:
        case core.FixedDay(day, _) | core.Window(_, core.DayLiteral(day), _):
            return day
        case _:
            return None


def deadlines(
    case: Case,
    limit: core.Limit,
    first: date,
    last: date,
    suspended: tuple[core.Fact, ...] = (),
    judged: date | None = None,
) -> list[Deadline]:
    """When a limit may end whose trigger was on a day from ``first`` to ``last``: each way that it may have been.

    ``suspended``: states whose days do not count.  ``judged``: the day on which a set number is read, where that is not
    ``first``: of one of several limits; of one in a period it is the last of the period.
    """
    if isinstance(limit, core.NoStatedTime | core.Regularly):
        never = Time(case.zone.last_of(LAST_DAY), False)
        return [Deadline(never, never, frozenset({OPEN_TEXTURED}), open=True)]
    if isinstance(limit, core.LaterOf):
        return _later_of(case, limit, first, last, suspended, judged or first)
    if isinstance(limit, core.EarlierOf):
        return _earlier_of(case, limit, first, last, suspended, judged or first)
    seen = NOT_HAPPENED if isinstance(limit, core.AtLeastEvery) else trigger_of(case, limit)
    marks = seen.marks | ({PLANNED} if seen.planned else frozenset())
    if isinstance(limit, core.HoursAfter | core.HoursBefore):
        seconds = limit.hours * 3600 * (1 if isinstance(limit, core.HoursAfter) else -1)
        begun, ended = case.span(seen, first, last)
        soonest, latest = Time(begun + seconds, True), Time(ended + seconds, True)
        return [Deadline(soonest, latest, marks, time_needs=seen.time_needs, interpretations=seen.interpretations)]
    needs = NOTHING
    shortest = longest = limit
    opens = opening(case, limit)
    if isinstance(limit, core.AfterSet):
        read_on = judged or first if case.period is None else case.period.last
        shortest, longest, needs = set_lengths(limit, case.env(read_on))
    if suspended:
        soon, late = _stopped(case, suspended, shortest, first), _stopped(case, suspended, longest, last)
        ends = [soon.due, late.due._replace(day=LAST_DAY) if late.open else late.due]
        needs |= soon.needs | late.needs
    else:
        soonest_end = due(shortest, first, case.lookup.times, case.period)
        known = first == last and shortest is longest
        ends = [soonest_end, soonest_end if known else due(longest, last, case.lookup.times, case.period)]
    soonest, latest = (Time(case.zone.last_of(end.day), False) for end in ends)
    counted = marks | ends[0].marks | ends[1].marks
    return [Deadline(soonest, latest, counted, needs, opens=opens, interpretations=seen.interpretations)]


def _later_of(
    case: Case, limit: core.LaterOf, first: date, last: date, suspended: tuple[core.Fact, ...], judged: date
) -> list[Deadline]:
    """One of the anchors was in ``first .. last``, and none after it."""
    ways: list[Deadline] = []
    for latest in limit.limits:
        parts = [
            _within(case, one, first if _on_one_day(one, latest) else FIRST_DAY, last, suspended, judged)
            for one in limit.limits
        ]
        ways += [_combined(max, any, way) for way in product(*parts)]
    return list(dict.fromkeys(ways))


def _earlier_of(
    case: Case, limit: core.EarlierOf, first: date, last: date, suspended: tuple[core.Fact, ...], judged: date
) -> list[Deadline]:
    """One of the anchors was in ``first .. last``, and none before it; others may not have been at all."""
    ways: list[Deadline] = []
    for earliest in limit.limits:
        parts: list[list[Deadline | None]] = []
        for one in limit.limits:
            together = _on_one_day(one, earliest)
            until = last if together else LAST_DAY
            found: list[Deadline | None] = [*_within(case, one, first, until, suspended, judged)]
            if not together and trigger_of(case, one).when.absent:
                found.append(None)
            parts.append(found)
        ways += [_combined(min, all, [one for one in way if one is not None]) for way in product(*parts)]
    return list(dict.fromkeys(ways))


def _on_one_day(limit: core.Limit, other: core.Limit) -> bool:
    """Whether two limits are one, or are counted alike from one event."""
    events, others = _events(limit), _events(other)
    return limit is other or (len(events) == 1 and events == others)


def _events(limit: core.Limit) -> set[tuple[object, bool]]:
    """What a limit is counted from, each with whether it is counted back; a day that is worked out is its own."""
    return {
        (one.anchor if isinstance(one.anchor, core.Fact) else id(one), counts_back(one))
        for one in core.single_limits(limit)
        if isinstance(one, core.Anchored)
    }


def _within(
    case: Case, limit: core.Limit, first: date, last: date, suspended: tuple[core.Fact, ...], judged: date
) -> list[Deadline]:
    """The deadlines of a limit whose trigger may have been in ``first .. last``; none where it cannot."""
    when = trigger_of(case, limit).when.range
    if when is None:
        return []
    first, last = max(first, when[0]), min(last, when[1])
    return deadlines(case, limit, first, last, suspended, judged) if first <= last else []


def _combined(
    pick: Callable[[Iterable[Time]], Time], is_open: Callable[[Iterable[bool]], bool], parts: Sequence[Deadline]
) -> Deadline:
    return Deadline(
        pick(one.first for one in parts),
        pick(one.last for one in parts),
        frozenset[str]().union(*(one.marks for one in parts)),
        NOTHING.union(*(one.needs for one in parts)),
        is_open(one.open for one in parts),
        NOTHING.union(*(one.time_needs for one in parts)),
        interpretations=frozenset[str]().union(*(one.interpretations for one in parts)),
    )


class _Stopped(NamedTuple):
    """The end of a limit whose time did not run on some days; ``open``: how many more there will be is not known."""

    due: Due
    open: bool
    needs: Needs


def _stopped(case: Case, states: tuple[core.Fact, ...], limit: core.Limit, anchor: date) -> _Stopped:
    """The days are added to the last day as it is counted, then it moves."""
    assert isinstance(limit, core.AfterEvent | core.AfterPeriod), "only time that runs can be suspended"
    times = case.lookup.times
    rule = times.rule(limit.rule, anchor)
    calendar = times.calendar_of(rule)
    try:
        counted = due_day(rule, calendar, anchor, limit.duration)
        first = anchor + DAY if rule.excludes_event else anchor
        end = stopped(case, states, first, counted.raw)
        moved = counted if end.day == counted.raw else put_off(rule, calendar, end.day, limit.duration)
    except TimeRangeError:
        return _Stopped(Due(LAST_DAY, _marks(rule, False)), False, NOTHING)
    return _Stopped(Due(moved.day, _marks(rule, counted.provisional or moved.provisional)), end.open, end.needs)


def set_lengths(limit: core.AfterSet, env: Env) -> tuple[core.AfterEvent, core.AfterEvent, Needs]:
    """The shortest and the longest limit that a set number may come to: whole units, none at least."""
    found = evaluate.figure(limit.number, env)
    low, high = found.interval
    least = 0 if low is None else _whole(low)
    most = LONGEST_DAYS if high is None else _whole(high)
    shortest, longest = (core.AfterEvent(limit.anchor, ((n, limit.unit),), limit.rule) for n in (least, most))
    return shortest, longest, found.needs


def _whole(number: Fraction) -> int:
    """Whole units: a part of one is left out, and there are not fewer than none nor more than can be counted."""
    return max(0, min(number.numerator // number.denominator, LONGEST_DAYS))


def opening(case: Case, limit: core.Limit) -> date | None:
    """The first day of a window of acts."""
    if not isinstance(limit, core.Window):
        return None
    if isinstance(limit.first, core.DayLiteral):
        return limit.first.day
    assert case.period is not None
    last = window_end(limit, case.period)
    first = day_of_period(limit.first, case.period)
    return first if first <= last else first.replace(year=first.year - 1)


def window_end(limit: core.Window, period: Period | None) -> date:
    """The last day of a window of acts, unmoved."""
    if isinstance(limit.last, core.DayLiteral):
        return limit.last.day
    assert period is not None
    return day_of_period(limit.last, period)


def day_of_period(on: core.PeriodDay, period: Period) -> date:
    """A day that is worked out from the own period."""
    match on:
        case core.EndOf(kind):
            return period.last if kind is None else span_of(kind, period.last + DAY)[1]
        case core.EndOfMonth(month, years):
            return end_of_month(period.last.year + years, month)
        case core.DayOfYear(month, day, years):
            return date(period.last.year + years, month, day)


def counts_back(limit: core.Limit) -> bool:
    """Whether a limit is counted back, so that a plan anchors it."""
    return isinstance(limit, core.BeforeEvent | core.UntilEvent | core.HoursBefore)


class Due(NamedTuple):
    """The last day of a limit, and the marks that its counting brings."""

    day: date
    marks: frozenset[str]


def due(limit: core.Limit, anchor: date, times: TimeLibrary, period: Period | None = None) -> Due:
    """The last day of ``limit`` where its anchor is on ``anchor`` (not asked for a fixed day).

    Held at the last day that can be given, and at the day before the first.
    """
    match limit:
        case core.Forthwith():
            return Due(anchor, frozenset({OPEN_TEXTURED}))
        case core.UntilEvent(_, inclusive):
            return Due(anchor if inclusive else anchor - DAY, frozenset())
        case core.FixedDay(day, name):
            return _moved(day, name, times)
        case core.Window(_, _, name):
            return _moved(window_end(limit, period), name, times)
        case core.ByPeriodDay(on, name):
            assert period is not None
            return _moved(day_of_period(on, period), name, times)
        case (
            core.AfterEvent(_, duration, name) | core.AfterPeriod(duration, name) | core.AtLeastEvery(duration, _, name)
        ):
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
        case _:
            raise TypeError(f"no day is counted: {type(limit).__name__}")


def _moved(day: date, name: str, times: TimeLibrary) -> Due:
    return _due(lambda rule: move(rule, times.calendar_of(rule), day), times.rule(name, day), LAST_DAY)


def _due(count: Callable[[CountingRule], Counted], rule: CountingRule, beyond: date) -> Due:
    try:
        counted = count(rule)
    except TimeRangeError:
        return Due(beyond, _marks(rule, False))
    return Due(counted.day, _marks(rule, counted.provisional))


def _marks(rule: CountingRule, provisional: bool) -> frozenset[str]:
    marks = {UNVERIFIED} if rule.unverified else set()
    return frozenset(marks | ({PROVISIONAL} if provisional else set()))


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
        case _:
            raise TypeError(f"no window: {type(limit).__name__}")
