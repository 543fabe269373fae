"""The days on which anything can turn: between two of them every condition about a subject keeps its value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from prazo.compiler.python.runtime.case import DAY, Times
from prazo.compiler.python.runtime.counted_days import Count, counted_after
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.dsl.facts.values import ByDay, Events, Held, History, Items, Moment, Record, Series, Spells, day_of
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError, add_unmoved
from prazo.dsl.time.periods import first_day, key_of, last_day

#: counting a month back from a month's end is not the inverse of counting on; it is off by fewer days than this
_SLACK = 4


class Turning(NamedTuple):
    """What the rules turn on besides the days of facts.

    ``versions``: the days on which one begins or ends; ``durations``: those of conditions; ``periods``: (period, key)
    of conditions; ``by_period``: whether anything is read by the period that a day falls in; ``back``: how many
    periods before that one may be read; ``counts``: of days that are counted from an event; ``written``: the days
    written out in conditions, with how long before or after each the condition turns.
    """

    versions: tuple[date, ...]
    durations: tuple[Duration, ...]
    periods: tuple[tuple[str, str], ...]
    by_period: bool
    back: int
    counts: tuple[Count, ...] = ()
    written: tuple[tuple[date, Duration], ...] = ()


def turning_days(
    turning: Turning, facts: Mapping[tuple[str, str], FactDecl], records: Sequence[Record], times: Times
) -> tuple[date, ...]:
    """All of these days for a subject and those that it refers to, ascending."""
    days = set(turning.versions)
    given = {day for record in records for day in _days_of(record)}
    given |= {counted_after(count, day, times) for count in turning.counts for day in given}
    for day in given:
        days.update((day, day + DAY))
        for duration in turning.durations:
            days.update(_around(day, duration))
    for day, duration in turning.written:
        days.update((day, day + DAY), _around(day, duration))
    if turning.by_period:
        asked = {key for record in records for key in _series_periods(facts, record)}
        days.update(_period_days({*turning.periods, *asked}, turning.back))
    return tuple(sorted(day for day in days if FIRST_DAY <= day <= LAST_DAY))


def stretches(first: date, last: date, turning: Sequence[date]) -> list[tuple[date, date]]:
    """``first .. last`` (both included), cut before every turning day (ascending) in it."""
    cuts = [first, *turning[bisect_right(turning, first) : bisect_right(turning, last)], last + DAY]
    return [(start, following - DAY) for start, following in pairwise(cuts)]


def _days_of(record: Record) -> Iterator[date]:
    for value in record.facts.values():
        if isinstance(value, date):
            yield value
        elif isinstance(value, Moment | ByDay):
            yield value.day
        elif isinstance(value, History):
            for start, held in value.entries:
                yield start
                day = day_of(held)
                if day is not None:
                    yield day
        elif isinstance(value, Spells):
            yield from (day for spell in value.spells for day in spell if day is not None)
        elif isinstance(value, Held):
            yield value.issued
            if value.expires is not None:
                yield value.expires
        elif isinstance(value, Series):
            for entry in value.entries.values():
                if isinstance(entry, Held):
                    yield from (day for day in (entry.issued, entry.expires) if day is not None)
                elif isinstance(entry, ByDay):
                    yield entry.day
                elif (day := day_of(entry)) is not None:
                    yield day
        elif isinstance(value, Events):
            yield from (day for time in value.times if (day := day_of(time)) is not None)
        elif isinstance(value, Items):
            for item in value.items:
                yield from _days_of(item)


def _around(day: date, duration: Duration) -> Iterator[date]:
    later = _added(day, duration)
    if later is not None:
        yield from (later, later + DAY)
    earlier = _added(day, tuple((-n, unit) for n, unit in reversed(duration)))
    if earlier is not None:
        yield from (earlier + n * DAY for n in range(_SLACK + 1))


def _added(day: date, duration: Duration) -> date | None:
    try:
        return add_unmoved(day, duration)
    except TimeRangeError:
        return None


def _series_periods(facts: Mapping[tuple[str, str], FactDecl], record: Record) -> Iterator[tuple[str, str]]:
    for name, value in record.facts.items():
        if isinstance(value, Series):
            period = facts[record.party, name].period
            if period is not None:
                yield from ((period, key) for key in value.entries)
        elif isinstance(value, Items):
            for item in value.items:
                yield from _series_periods(facts, item)


def _period_days(keys: set[tuple[str, str]], back: int) -> Iterator[date]:
    for period, key in keys:
        first, last = first_day(period, key), last_day(period, key)
        if first is None or last is None:
            continue
        yield from (first, last + DAY)
        for _ in range(back):
            last = last_day(period, key_of(period, last + DAY))
            if last is None:
                break
            yield last + DAY
    if any(key.isdecimal() and len(key) < len("2021") for _, key in keys):
        for year in range(FIRST_DAY.year, LAST_DAY.year + 1):
            yield from (date(year, month, 1) for month in range(1, 13))
