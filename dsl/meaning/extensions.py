"""Extensions: how far somebody may put off the end of a limit, up to a cap.

Source: `meaning.md`, section 4.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import UNKNOWN, History
from prazo.dsl.meaning.case import Case, Time
from prazo.dsl.meaning.environment import NOTHING, Needs
from prazo.dsl.meaning.limits import UNVERIFIED, Deadline
from prazo.dsl.time.counting import due_day
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, TimeRangeError

#: marks an extension that goes beyond its cap
OVER_CAP = "over_cap"
#: marks an extension that was granted after the last day, when nothing ran that it could put off
LATE_EXTENSION = "late_extension"


class _Capped(NamedTuple):
    """The first and last day that the caps may come to, what would tell which, and the marks of counting."""

    first: date
    last: date
    needs: Needs
    marks: frozenset[str]


def extended(
    case: Case, extension: core.Extension, anchor: core.Anchor | None, first: date, last: date, deadline: Deadline
) -> Deadline:
    """The deadline after an extension; ``anchor`` of the limit was on a day from ``first`` to ``last``.

    The later of the two: its end, and the earlier of the extension and the caps.  An extension counts if it stood on
    the last day as extended so far, or on the day of the check if that is earlier.
    """
    capped = _caps(case, extension, anchor, first, last)
    soonest, _ = _put_off(case, extension.to, deadline.first, capped.first, known_only=True)
    latest, unknown = _put_off(case, extension.to, deadline.last, capped.last, known_only=False)
    unknown |= _put_off(case, extension.to, deadline.first, capped.last, known_only=False)[1]
    given = case.records[extension.to.binder].record.get(extension.to.name)
    if isinstance(given, History) and not deadline.exact:
        # It may have stood at one length on one end, and at another on the next: anything up to the longest.
        longest = max(_day(value, False) for _, value in given.entries)
        soonest, latest = deadline.first, max(latest, _until(case, deadline.last, min(longest, capped.last)))
        unknown |= any(value is UNKNOWN for _, value in given.entries)
    needs = deadline.needs
    if unknown:
        needs |= case.own_env.missing(extension.to)
    if any(
        _put_off(case, extension.to, end, capped.first, known_only=False)
        != _put_off(case, extension.to, end, capped.last, known_only=False)
        for end in (deadline.first, deadline.last)
    ):
        needs |= capped.needs
    marks = deadline.marks
    said = _read(case, extension.to, case.day_of(latest))
    if isinstance(said, date) and said > max(capped.last, case.day_of(deadline.last)):
        marks |= capped.marks | {OVER_CAP}
    if isinstance(given, History) and _granted_late(given, case.day_of(latest), case.today):
        marks |= {LATE_EXTENSION}
    return attrs.evolve(deadline, first=soonest, last=latest, needs=needs, marks=marks)


def _granted_late(given: History, last: date, today: date) -> bool:
    """Whether a later day than ``last`` was set after it."""
    return any(last < start <= today and isinstance(value, date) and value > last for start, value in given.entries)


def _read(case: Case, to: core.Fact, day: date) -> object:
    """The extension as it stood on a day, or on the day of the check if that is earlier."""
    return case.own_env.reading(min(day, case.today)).read(to)


def _day(value: object, known_only: bool) -> date:
    """The day that an extension goes to; none goes to the first of all, one not known perhaps to the last."""
    if isinstance(value, date):
        return value
    return LAST_DAY if value is UNKNOWN and not known_only else FIRST_DAY


def _until(case: Case, end: Time, day: date) -> Time:
    """The later of an end and that of a day."""
    put_off = Time(case.zone.last_of(day), False)
    return put_off if put_off.instant > end.instant else end


def _put_off(case: Case, to: core.Fact, end: Time, cap: date, known_only: bool) -> tuple[Time, bool]:
    """An end after the extension and those that were granted while it ran; whether one that is not known mattered."""
    unknown = False
    while True:
        value = _read(case, to, case.day_of(end))
        later = _until(case, end, min(_day(value, known_only), cap))
        if later == end:
            return end, unknown
        end, unknown = later, unknown or value is UNKNOWN


def _caps(case: Case, extension: core.Extension, anchor: core.Anchor | None, first: date, last: date) -> _Capped:
    """The earliest of the caps.  One whose event never was caps nothing."""
    soonest = latest = LAST_DAY
    needs = NOTHING
    marks: frozenset[str] = frozenset()
    for cap in extension.caps:
        ends: tuple[date, date] | None = (first, last)
        absent = False
        if cap.anchor != anchor:
            seen = case.seen(cap.anchor)
            ends, absent, needs = seen.when.range, seen.when.absent, needs | seen.needs
        if ends is None:
            continue
        days = [_cap_day(case, cap, day) for day in ends]
        soonest = min(soonest, days[0])
        latest = latest if absent else min(latest, days[1])
        if case.lookup.times.rule(cap.rule, ends[0]).unverified:
            marks |= {UNVERIFIED}
    return _Capped(soonest, latest, needs, marks)


def _cap_day(case: Case, cap: core.Cap, anchor: date) -> date:
    rule = case.lookup.times.rule(cap.rule, anchor)
    try:
        return due_day(rule, case.lookup.times.calendar_of(rule), anchor, cap.duration).raw
    except TimeRangeError:
        return LAST_DAY
