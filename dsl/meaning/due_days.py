"""What is due when: the due days of an interval, with every plan taken as kept, beside what they come to today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import Events, Items, Moment, Record, day_of
from prazo.dsl.meaning.check import Asked, check_subject
from prazo.dsl.meaning.limits import due, fixed_day
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.table import OBLIGATION, N
from prazo.dsl.meaning.turning import DAY
from prazo.dsl.report.model import Verdict
from prazo.dsl.time.days import FIRST_DAY
from prazo.dsl.time.periods import period_of

_Key = tuple[str, str | None, str | None, str | None]


@attrs.frozen(slots=True)
class DueDay:
    """``kept``: the verdict at the end of the interval, every plan kept; ``now``: on the day of the check, if any.

    ``repeats``: the duty falls due again and again without a period that would tell one time from the next.
    """

    kept: Verdict
    now: Verdict | None
    repeats: bool = False


@attrs.frozen(slots=True)
class DueDays:
    """One subject: what is due in the interval by day, and what will be due on a day that nobody can tell yet."""

    party: str
    id: str
    due: tuple[DueDay, ...]
    undated: tuple[DueDay, ...]


@attrs.define(frozen=True, slots=False, eq=False)
class Interval:
    """The days from ``first`` to ``last``, both included, under some rules; for any number of subjects."""

    lookup: Lookup
    first: date
    last: date

    @cached_property
    def asked(self) -> Asked:
        """Every obligation, with the periods of which something may be due in the interval."""
        return {norm.id: self._periods(norm) for norm in self.lookup.program.norms if norm.kind == OBLIGATION}

    @cached_property
    def repeated(self) -> Asked:
        """The obligations that fall due again and again without a period."""
        return {
            norm.id: None
            for norm in self.lookup.program.norms
            if any(isinstance(one, core.AtLeastEvery) for demand in _demands(norm) for one in _limits(demand))
        }

    def _periods(self, norm: core.Norm) -> frozenset[str | None] | None:
        """From the period of the last day back to one that is due before the first: earlier ones are due earlier still.

        All of them (None) where the day does not follow from the period alone.
        """
        if norm.each is None:
            return None
        limits = [limit for demand in _demands(norm) for limit in _limits(demand)]
        put_off = any(demand.suspended or demand.extension for demand in _demands(norm))
        if put_off or not all(isinstance(one, core.LimitOfPeriod) and fixed_day(one) is None for one in limits):
            return None
        keys: set[str | None] = {None}
        period = period_of(norm.each.period, self.last)
        while True:
            keys.add(period.key)
            latest = max(due(one, period.last, self.lookup.times, period).day for one in limits)
            if latest < self.first or period.first <= FIRST_DAY:
                return frozenset(keys)
            period = period_of(norm.each.period, period.first - DAY)


def due_days(interval: Interval, record: Record, on: date | Moment, readings: Iterable[str] = ()) -> DueDays:
    """What is due of one subject in an interval; ``record`` as it was given, plans and all.

    A plan that is kept is an event that happened, so the interval is seen from its end; what repeats is seen also from
    the day before each time that it is done.
    """
    first, last, lookup = interval.first, interval.last, interval.lookup
    today = on.day if isinstance(on, Moment) else on
    chosen = tuple(readings)
    dated: dict[tuple[object, ...], Verdict] = {}
    undated: list[Verdict] = []
    earlier = _days_done(record, first, last) if interval.repeated else []
    for day, asked in [*((day, interval.repeated) for day in earlier), (last, interval.asked)]:
        for verdict in check_subject(lookup, known_on(record, day), day, chosen, asked).verdicts:
            due_on = day_of(verdict.due)
            if verdict.status == N:
                continue
            if due_on is not None and first <= due_on <= last:
                dated[*_key(verdict), verdict.due] = verdict
            elif due_on is None and day == last:
                undated.append(verdict)
    periods: dict[str, set[str | None]] = {}
    for verdict in (*dated.values(), *undated):
        periods.setdefault(verdict.norm, set()).add(verdict.period)
    now = {_key(one): one for one in check_subject(lookup, known_on(record, today), on, chosen, periods).verdicts}
    return DueDays(
        record.party,
        record.id,
        tuple(_found(one, now, one.norm in interval.repeated) for one in dated.values()),
        tuple(_found(one, now, one.norm in interval.repeated) for one in undated),
    )


def _found(kept: Verdict, now: Mapping[_Key, Verdict], repeats: bool) -> DueDay:
    today = now.get(_key(kept)) or now.get((*_key(kept)[:-1], None))
    if repeats and today is not None and today.due != kept.due:
        today = None  # the next time, not this one
    return DueDay(kept, today, repeats)


def _demands(norm: core.Norm) -> Iterator[core.Obligation]:
    bodies = (body for version in norm.versions for _, body in version.bodies)
    return (body.demand for body in bodies if isinstance(body.demand, core.Obligation))


def _limits(demand: core.Obligation) -> Iterator[core.Limit]:
    return (one.limit for one in demand.limits)


def _days_done(record: Record, first: date, last: date) -> list[date]:
    """The day before each day of the interval on which something that is given as a list was done."""
    days: set[date] = set()
    for value in record.facts.values():
        if isinstance(value, Events):
            days |= {day - DAY for time in value.times if (day := day_of(time)) is not None and first < day <= last}
        elif isinstance(value, Items):
            days |= {day for item in value.items for day in _days_done(item, first, last)}
    return sorted(days)


def _key(verdict: Verdict) -> _Key:
    return verdict.norm, verdict.period, verdict.item, verdict.reading
