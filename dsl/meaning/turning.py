"""The days on which anything can turn: between two of them every condition about a subject keeps its value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import ByDay, Events, Held, History, Items, Moment, Record, Series, Spells, day_of
from prazo.dsl.meaning.days import counted_after
from prazo.dsl.meaning.lookup import Lookup, walk
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY, Duration, TimeRangeError, add_unmoved
from prazo.dsl.time.periods import first_day, key_of, last_day

DAY = timedelta(days=1)
#: counting a month back from a month's end is not the inverse of counting on; it is off by fewer days than this
_SLACK = 4


def turning_days(lookup: Lookup, records: Iterable[Record]) -> tuple[date, ...]:
    """Every day, ascending, on which a fact, a version or a period that is asked for begins or has ended, or a
    condition with a day written out turns.
    """
    days = set(lookup.version_days)
    given = {day for record in records for day in _days_of(record)}
    given |= {counted_after(one, day, lookup.times) for one in lookup.counted_days for day in given}
    for day in given:
        days |= {day, day + DAY}
        for duration in lookup.durations:
            days |= _around(day, duration)
    for day, duration in lookup.written_days:
        days |= {day, day + DAY} | _around(day, duration)
    if lookup.periodic:
        days |= _period_days(lookup, records)
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


def _period_days(lookup: Lookup, records: Iterable[Record]) -> set[date]:
    keys: set[tuple[str, str]] = set()
    for node in (node for part in read_on_any_day(lookup.program) for node in walk(part)):
        if isinstance(node, core.PeriodIs):
            keys |= {(node.period, key) for key in node.keys}
    for record in records:
        keys |= set(_series_keys(lookup, record))
    days: set[date] = set()
    numbered = {period for period, key in keys if key.isdecimal() and len(key) < len("2021")}
    for period, key in keys:
        first, last = first_day(period, key), last_day(period, key)
        if first is None or last is None:
            continue
        days |= {first, last + DAY}
        for _ in range(lookup.periods_back):
            after = last_day(period, _key_after(period, last))
            if after is None:
                break
            days.add(after + DAY)
            last = after
    for _ in numbered:
        days |= {date(year, month, 1) for year in range(FIRST_DAY.year, LAST_DAY.year + 1) for month in range(1, 13)}
    return days


def read_on_any_day(program: core.Program) -> Iterator[object]:
    """What may be read on any day: of a norm that recurs, which is judged on the last day of each period, what says
    whether it applies, for that may displace others on any day.
    """
    for norm in program.norms:
        if norm.each is None or norm.each.day is not None:
            yield norm
        else:
            yield from ((body.where, body.excuses) for one in (*norm.versions, *norm.own) for _, body in one.bodies)
    yield from (*program.definitions, *program.consequences, *program.powers)


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
