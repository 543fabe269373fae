"""The days on which anything can turn: between two of them every condition about a subject keeps its value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from prazo.compiler.python.runtime.case import DAY, Times
from prazo.compiler.python.runtime.counted_days import Count, counted_after
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.dsl.facts.values import ByDay, Events, Held, History, Items, Moment, Record, Series, Spells, day_of
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError, add_unmoved
from prazo.dsl.time.periods import first_day, key_of, last_day, number_in_year

#: counting a month back from a month's end is not the inverse of counting on; it is off by fewer days than this
_SLACK = 4


class Turning(NamedTuple):
    """What a norm or effect turns on besides the days of facts.

    ``versions``: the days on which one begins or ends; ``written``: those that the judged day may be compared with;
    ``durations``: those of conditions; ``periods``: (period, key) of conditions; ``by_period``: whether anything is
    read by the period that a day falls in; ``back``: how many periods before that one may be read; ``counts``: of days
    that are counted from an event; ``dues``: the place of the due days of what brings effects that are asked for.
    """

    versions: tuple[date, ...]
    written: tuple[date, ...] = ()
    durations: tuple[Duration, ...] = ()
    periods: tuple[tuple[str, str], ...] = ()
    by_period: bool = False
    back: int = 1
    counts: tuple[Count, ...] = ()
    dues: int | None = None


class Named(NamedTuple):
    """The days that the facts of a check name, and the periods by which they are given."""

    days: frozenset[date]
    periods: frozenset[tuple[str, str]]


def named_in(facts: Mapping[tuple[str, str], FactDecl], records: Sequence[Record]) -> Named:
    """What a subject and those that it refers to name."""
    return Named(
        frozenset(day for record in records for day in _days_of(record)),
        frozenset(key for record in records for key in _series_periods(facts, record)),
    )


def turning_days(turning: Turning, named: Named, times: Times) -> tuple[date, ...]:
    """All of these days for a norm or effect, ascending."""
    days = set(turning.versions)
    given = named.days | {counted_after(count, day, times) for count in turning.counts for day in named.days}
    for day in given.union(turning.written):
        days.update((day, day + DAY))
        for duration in turning.durations:
            days.update(_around(day, duration))
    if turning.by_period:
        days.update(_period_days({*turning.periods, *named.periods}, turning.back))
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
        if key.isdecimal() and len(key) < len("2021"):
            yield from _of_every_year(period, int(key))
            continue
        first, last = first_day(period, key), last_day(period, key)
        if first is None or last is None:
            continue
        yield from (first, last + DAY)
        for _ in range(back):
            last = last_day(period, key_of(period, last + DAY))
            if last is None:
                break
            yield last + DAY


@cache
def _of_every_year(period: str, number: int) -> tuple[date, ...]:
    """Where the n-th of every year begins, and where it has ended."""
    months = [
        month for month in range(1, 13) if _falls(period, number, month) != _falls(period, number, month - 1 or 12)
    ]
    return tuple(date(year, month, 1) for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for month in months)


def _falls(period: str, number: int, month: int) -> bool:
    return number_in_year(period, date(FIRST_DAY.year, month, 1)) == number
