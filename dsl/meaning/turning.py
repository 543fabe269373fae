"""The days on which anything can turn: between two of them every condition about a subject keeps its value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

import attrs

from prazo.dsl.facts.values import ByDay, Events, Held, History, Items, Moment, Record, Series, Spells, day_of
from prazo.dsl.meaning.days import counted_after
from prazo.dsl.meaning.lookup import Lookup, Turns
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError, add_unmoved
from prazo.dsl.time.library import TimeLibrary
from prazo.dsl.time.periods import first_day, key_of, last_day, number_in_year

DAY = timedelta(days=1)
#: counting a month back from a month's end is not the inverse of counting on; it is off by fewer days than this
_SLACK = 4


@attrs.frozen(slots=True)
class Given:
    """What the facts of a check name: their ``days``, and the ``periods`` by which they are given."""

    days: frozenset[date]
    periods: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, lookup: Lookup, records: Collection[Record]) -> Given:
        return cls(
            frozenset(day for record in records for day in _days_of(record)),
            frozenset(period for record in records for period in _series_keys(lookup, record)),
        )


def turning_days(turns: Turns, given: Given, times: TimeLibrary) -> tuple[date, ...]:
    """Every day, ascending, on which a fact, a version or a period that is asked for begins or has ended."""
    days = set(turns.versions)
    named = given.days | {counted_after(one, day, times) for one in turns.counted for day in given.days}
    for day in named | turns.written:
        days |= {day, day + DAY}
        for duration in turns.durations:
            days |= _around(day, duration)
    if turns.periodic:
        days |= _period_days(turns.periods | given.periods, turns.back)
    return tuple(sorted(day for day in days if FIRST_DAY <= day <= LAST_DAY))


def segments(first: date, last: date, turning: Sequence[date]) -> Iterator[tuple[date, date]]:
    """``first .. last`` (both included) cut before every turning day (ascending)."""
    starts = [first, *turning[bisect_right(turning, first) : bisect_right(turning, last)]]
    for start, following in pairwise([*starts, last + DAY]):
        yield start, following - DAY


def _days_of(record: Record) -> Iterator[date]:
    for value in record.facts.values():
        match value:
            case date():
                yield value
            case Moment(_, day, _):
                yield day
            case ByDay(day):
                yield day
            case History(entries):
                yield from (start for start, _ in entries)
                yield from filter(None, (day_of(held) for _, held in entries))
            case Spells(spells):
                yield from (day for spell in spells for day in spell if day is not None)
            case Held(issued, expires):
                yield issued
                if expires is not None:
                    yield expires
            case Events(times):
                yield from filter(None, map(day_of, times))
            case Series(entries):
                yield from _days_of_series(entries.values())
            case Items(items):
                for item in items:
                    yield from _days_of(item)
            case _:
                pass


def _days_of_series(values: Iterable[object]) -> Iterator[date]:
    for value in values:
        match value:
            case ByDay(day) | Moment(_, day, _) | (date() as day):
                yield day
            case Held(issued, expires):
                yield issued
                if expires is not None:
                    yield expires


def _around(day: date, duration: Duration) -> set[date]:
    later = {shifted + n * DAY for shifted in _shifted(day, duration) for n in (0, 1)}
    back = tuple((-n, unit) for n, unit in reversed(duration))
    earlier = {shifted + n * DAY for shifted in _shifted(day, back) for n in range(_SLACK + 1)}
    return later | earlier


def _shifted(day: date, duration: Duration) -> list[date]:
    try:
        return [add_unmoved(day, duration)]
    except TimeRangeError:
        return []


def _period_days(keys: frozenset[tuple[str, str]], back: int) -> set[date]:
    days: set[date] = set()
    for period, key in keys:
        if key.isdecimal() and len(key) < len("2021"):
            days |= _of_every_year(period, int(key))
            continue
        first, last = first_day(period, key), last_day(period, key)
        if first is None or last is None:
            continue
        days |= {first, last + DAY}
        for _ in range(back):
            after = last_day(period, _key_after(period, last))
            if after is None:
                break
            days.add(after + DAY)
            last = after
    return days


@cache
def _of_every_year(period: str, number: int) -> frozenset[date]:
    """The days on which the period of this number begins or has ended, in every year."""
    within = [one == number for one in (number_in_year(period, date(2000, month, 1)) for month in range(1, 13))]
    turns = [n + 1 for n in range(12) if within[n] != within[n - 1]]
    return frozenset(date(year, month, 1) for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for month in turns)


def _key_after(period: str, last: date) -> str:
    return key_of(period, last + DAY)


def _series_keys(lookup: Lookup, record: Record) -> Iterator[tuple[str, str]]:
    for name, value in record.facts.items():
        decl = lookup.facts.get((record.party, name))
        if isinstance(value, Series) and decl is not None and decl.period is not None:
            yield from ((decl.period, key) for key in value.entries)
        elif isinstance(value, Items):
            for item in value.items:
                yield from _series_keys(lookup, item)
