"""Extensions: how far somebody may put off the end of a limit, up to a cap."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Needs
from prazo.compiler.python.runtime.case import Anchor, Case, Event
from prazo.compiler.python.runtime.findings import UNVERIFIED, End
from prazo.compiler.python.runtime.limits import NO_MARKS, Anchored, Deadline, Limit
from prazo.dsl.facts.values import UNKNOWN, History
from prazo.dsl.time.counting import due_day
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError

#: marks an extension that goes beyond its cap
OVER_CAP = "over_cap"
#: marks an extension that was set only after the last day
LATE_EXTENSION = "late_extension"


class Cap(NamedTuple):
    """No extension goes beyond so long after an event."""

    anchor: Anchor
    duration: Duration
    rule: str


class Extension(NamedTuple):
    """A later last day that is set, up to the earliest of the caps."""

    to: Event
    caps: tuple[Cap, ...] = ()


class _Capped(NamedTuple):
    """Between which days the caps end an extension, what would tell, and the marks of counting them."""

    first: date
    last: date
    needs: Needs
    marks: frozenset[str]


def extended(case: Case, extension: Extension, limit: Limit, first: date, last: date, end: Deadline) -> Deadline:
    """When a limit ends with an extension that stood on its last day; its trigger was from ``first`` to ``last``."""
    capped = _caps(case, extension, limit, first, last)
    to = extension.to
    soonest, _ = _put_off(case, to, end.first, capped.first, known=True)
    latest, unknown = _put_off(case, to, end.last, capped.last, known=False)
    unknown |= _put_off(case, to, end.first, capped.last, known=False)[1]
    given = case.records[to.of].record.get(to.fact.name)
    if isinstance(given, History) and not end.exact:  # from one possible end to the next it may have been another
        longest = max(_day_of(value, False) for _, value in given.entries)
        soonest, latest = end.first, max(latest, _later(case, end.last, min(longest, capped.last)))
        unknown |= any(value is UNKNOWN for _, value in given.entries)
    needs = end.needs
    if unknown:
        needs |= case.at_own().missing(to.of, to.fact)
    for one in (end.first, end.last):
        if _put_off(case, to, one, capped.first, known=False) != _put_off(case, to, one, capped.last, known=False):
            needs |= capped.needs
    said = _standing(case, to, case.day_of(latest))
    over = isinstance(said, date) and said > capped.last and said > case.day_of(end.last)
    marks = end.marks | capped.marks | {OVER_CAP} if over else end.marks
    if isinstance(given, History):
        marks |= _set_late(given, case.day_of(latest), case.today)
    return end._replace(first=soonest, last=latest, needs=needs, marks=marks)


def _set_late(given: History, last: date, today: date) -> frozenset[str]:
    later = [value for begin, value in given.entries if last < begin <= today and isinstance(value, date)]
    return frozenset({LATE_EXTENSION}) if any(value > last for value in later) else NO_MARKS


def _standing(case: Case, to: Event, day: date) -> Any:
    """What was set by a day, or by the day of the check."""
    return case.at_own().read_on(min(day, case.today)).read(to.of, to.fact)


def _day_of(value: Any, known: bool) -> date:
    """The day that is set: the first of all where there is none, the last where it is not known and may be any."""
    if isinstance(value, date):
        return value
    return LAST_DAY if value is UNKNOWN and not known else FIRST_DAY


def _later(case: Case, end: End, day: date) -> End:
    instant = case.times.zone.last_of(day)
    return End(instant) if instant > end.instant else end


def _put_off(case: Case, to: Event, end: End, cap: date, *, known: bool) -> tuple[End, bool]:
    """The end with every extension that was set while it ran; and whether one that is not known counted."""
    unknown = False
    value = _standing(case, to, case.day_of(end))
    while (later := _later(case, end, min(_day_of(value, known), cap))) != end:
        unknown = unknown or value is UNKNOWN
        end = later
        value = _standing(case, to, case.day_of(end))
    return end, unknown


def _caps(case: Case, extension: Extension, limit: Limit, first: date, last: date) -> _Capped:
    soonest = latest = LAST_DAY
    needs, marks = NOTHING, NO_MARKS
    for cap in extension.caps:
        absent, begins, ends = False, first, last
        if not isinstance(limit, Anchored) or cap.anchor != limit.anchor:
            seen = case.seen(cap.anchor)
            needs |= seen.needs
            if seen.when.first is None or seen.when.last is None:
                continue
            absent, begins, ends = seen.when.absent, seen.when.first, seen.when.last
        soonest = min(soonest, _cap_day(case, cap, begins))
        latest = latest if absent else min(latest, _cap_day(case, cap, ends))
        marks |= {UNVERIFIED} if case.times.rule(cap.rule, begins).unverified else NO_MARKS
    return _Capped(soonest, latest, needs, marks)


def _cap_day(case: Case, cap: Cap, event: date) -> date:
    rule = case.times.rule(cap.rule, event)
    try:
        return due_day(rule, case.times.calendar(rule), event, cap.duration).raw
    except TimeRangeError:
        return LAST_DAY
