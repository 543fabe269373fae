"""Norms that recur: a verdict for each period (`meaning.md`, section 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER
from prazo.dsl.meaning import duties
from prazo.dsl.meaning.case import NOT_HAPPENED, Case, Occurrence, Seen
from prazo.dsl.meaning.duties import Stretch
from prazo.dsl.meaning.environment import NOTHING, Needs
from prazo.dsl.meaning.finding import Finding, and_n, plain, pool
from prazo.dsl.meaning.judge import NOT_IN_FORCE, NOT_TRIGGERED, body_of, excepted, laws_of, scoped, versions_of
from prazo.dsl.meaning.table import POSSIBLE, N
from prazo.dsl.meaning.truth import Truth, both
from prazo.dsl.meaning.turning import DAY, segments
from prazo.dsl.report.model import Reason
from prazo.dsl.time.days import LAST_DAY
from prazo.dsl.time.periods import Period, period_after, period_of

OUTSIDE = "outside_periods"


class Recurrence(NamedTuple):
    """From when and until when a norm recurs: the days on which it may begin, and when its end may have been."""

    first: date
    last: date
    end: Seen
    needs: Needs
    counted: str | None
    number: int


def findings(
    case: Case, norm: core.Norm, periods: Collection[str | None] | None = None
) -> Iterator[tuple[str | None, Case, Finding]]:
    """One finding for each period begun by the day of the check; without period where the beginning is not known.

    ``periods``: of the periods these alone.
    """
    assert norm.each is not None
    start = case.seen(norm.each.since)
    if start.when.range is None:
        yield None, case, plain(N, NOT_TRIGGERED)
        return
    if start.when.absent:
        possible = {status: Reason("facts_missing") for status in POSSIBLE[norm.kind]}
        yield None, case, Finding(possible=possible, needs=start.needs)
        return
    recurs = _recurrence(case, norm.each, start, *start.when.range)
    for period in _periods(recurs, norm.each.period, case.today):
        if periods is not None and period.key not in periods:
            continue
        inner = attrs.evolve(case, period=period)
        found = _of_period(inner, norm, recurs)
        if found:
            yield period.key, inner, pool(found)


def cases(case: Case, norm: core.Norm) -> Iterator[Case]:
    """The case of each period that may count; none where nobody knows whether the norm recurs at all."""
    assert norm.each is not None
    start = case.seen(norm.each.since)
    if start.when.range is not None and not start.when.absent:
        for period in _periods(_recurrence(case, norm.each, start, *start.when.range), norm.each.period, case.today):
            yield attrs.evolve(case, period=period)


def _recurrence(case: Case, each: core.Each, start: Seen, first: date, last: date) -> Recurrence:
    end = NOT_HAPPENED if each.until is None else case.seen(each.until)
    return Recurrence(first, last, end, start.needs, each.counted, each.first or 0)


def _periods(recurs: Recurrence, kind: str, today: date) -> Iterator[Period]:
    """The periods that may count at all, in their order."""
    period = period_of(kind, recurs.first)
    last = _last_counted(recurs, recurs.last)
    if recurs.end.when.range is not None and not recurs.end.when.absent:
        last = min(last, recurs.end.when.range[1])
    while period.first <= today and period.last <= last:
        yield period
        period = period_after(kind, period)


def _last_counted(recurs: Recurrence, start: date) -> date:
    """The last day of as many periods as the norm recurs for, from a start."""
    if recurs.counted is None:
        return LAST_DAY
    period = period_of(recurs.counted, start)
    for _ in range(1, recurs.number):
        if period.last >= LAST_DAY:
            break
        period = period_after(recurs.counted, period)
    return period.last


def _counts(recurs: Recurrence, period: Period, first_due: date, last_due: date) -> Truth:
    """Whether a verdict is given for a period that is due on a day from ``first_due`` to ``last_due``."""
    latest_start = min(recurs.last, period.last, last_due)
    if latest_start < recurs.first or period.last > _last_counted(recurs, latest_start):
        return False
    begun = recurs.last <= min(period.last, first_due) and period.last <= _last_counted(recurs, recurs.first)
    return both([begun or None, _not_ended(recurs.end.when, period)])


def _not_ended(end: Occurrence, period: Period) -> Truth:
    """Whether the last day of a period is not after the end."""
    if end.range is None or (not end.absent and period.last <= end.range[0]):
        return True
    return None


def _counted(recurs: Recurrence, period: Period, finding: Finding, first: date, last: date) -> list[Finding]:
    """The finding of a period if that counts, with not applicable where it may not; none where it does not."""
    counts = _counts(recurs, period, first, last)
    if counts is False:
        return []
    if counts is True:
        return [finding]
    needs = finding.needs | recurs.needs | recurs.end.needs
    return [attrs.evolve(finding, possible=and_n(finding, Reason(OUTSIDE)), needs=needs)]


# --- one period ------------------------------------------------------------------------------------------------


def _of_period(case: Case, norm: core.Norm, recurs: Recurrence) -> list[Finding]:
    """What a period comes to by each law and limit that may apply; nothing where no verdict is given for it."""
    assert case.period is not None
    laws = laws_of(case, norm)
    by_law = [case if law == case.law_on else attrs.evolve(case, law_on=law) for law in laws.days]
    found = [one for inner in by_law for one in _judged(inner, norm, recurs)]
    if laws.absent:
        found += _counted(recurs, case.period, plain(N, NOT_IN_FORCE), case.period.last, case.period.last)
    return [attrs.evolve(one, needs=one.needs | laws.needs) for one in found] if laws.needs else found


def _judged(case: Case, norm: core.Norm, recurs: Recurrence) -> list[Finding]:
    period = case.period
    assert period is not None
    assert norm.each is not None
    first, last, needs = period.last, period.last, NOTHING
    if norm.each.day is not None:
        first, last, needs = _day_set(case, norm.each.day, period)
    found: list[Finding] = []
    # Of one day there is nothing to cut, and sorting the turning days for each period would make periods costly.
    for start, end in (
        [(first, last)] if first == last else segments(first, last, sorted({*case.turning, case.today + DAY}))
    ):
        here = [
            _in_force(case, Stretch(version, body_of(case, version), start, end), recurs, period)
            for version, begins, ends in versions_of(case, norm)
            if begins <= start <= ends
        ] or [_counted(recurs, period, plain(N, NOT_IN_FORCE), period.last, period.last)]
        found += [attrs.evolve(one, needs=one.needs | needs) if needs else one for each in here for one in each]
    return found


def _in_force(case: Case, stretch: Stretch, recurs: Recurrence, period: Period) -> list[Finding]:
    """One version and reading on a judged day: a requirement, or each limit of an obligation that may apply."""
    demand = stretch.body.demand
    if isinstance(demand, core.Requirement):
        if stretch.first > case.today:  # its day has not come
            return _counted(recurs, period, plain(N, NOT_TRIGGERED), period.last, period.last)
        one = excepted(case, stretch, duties.requirement(case, demand, stretch), [stretch.first])
        day = stretch.first if stretch.first == stretch.last else None
        one = attrs.evolve(scoped(case, stretch, one), trigger=day)
        return _counted(recurs, period, one, period.last, period.last)
    assert isinstance(demand, core.Obligation)
    found: list[Finding] = []
    for finding, due in duties.obligation_of_period(case, demand, stretch):
        one = scoped(case, stretch, excepted(case, stretch, finding, [stretch.first]))
        first, last = due or (period.last, period.last)
        found += _counted(recurs, period, one, first, last)
    return found


def _day_set(case: Case, fact: core.Fact, period: Period) -> tuple[date, date, Needs]:
    """From when to when the day may be that is set for a period: its last where none was set, any where not known."""
    env = case.env(period.last)
    value = env.read(fact)
    if isinstance(value, date):
        return value, value, NOTHING
    if value is NEVER:
        return period.last, period.last, NOTHING
    return period.first, period.last, env.missing(fact)
