"""One norm, one item, one run of readings, one day of the check: which days judge it, and under which version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from prazo.compiler.python.runtime.answers import NO, NOTHING, Answer, Needs, all_hold, is_not, one_holds
from prazo.compiler.python.runtime.case import DAY, Case, Event, Happening, Seen, SpellDay
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.facts_on import At
from prazo.compiler.python.runtime.findings import Excuse, Finding, excused, plain, pool, worst_of
from prazo.compiler.python.runtime.limits import (
    AfterSet,
    Limit,
    OnDay,
    lengths_of,
    trigger_of,
    window_of,
)
from prazo.compiler.python.runtime.lines import Version
from prazo.compiler.python.runtime.turning import stretches
from prazo.dsl.facts.values import UNKNOWN
from prazo.dsl.meaning.table import B, N, P
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY


class Stretch(NamedTuple):
    """Judged days ``first .. last`` (both included) between which nothing turns, judged by one version.

    ``event``: the day of the event that the norm is judged by, where it is sure.  ``done``: whether a forbidden act
    was done on one of these days; False: not done by the day of the check.  ``by``: the fixed day that is judged.
    """

    version: str
    first: date
    last: date
    event: date | None = None
    done: bool = False
    by: date | None = None


#: what a version of a norm comes to on a stretch of judged days
Judge = Callable[[Case, Stretch], list[Finding]]


class ByEvent(NamedTuple):
    """A body judged by the day of an event, or by a day of a spell."""

    judge: Judge
    event: Event | SpellDay

    def seen(self, case: Case) -> Seen:
        return case.seen(self.event)


class ByLimit(NamedTuple):
    """A body judged by the day that its time is counted from."""

    judge: Judge
    limit: Limit

    def seen(self, case: Case) -> Seen:
        return trigger_of(case, self.limit)


class ByDays(NamedTuple):
    """A body of fixed days."""

    judge: Judge
    days: tuple[date, ...]


class ByAct(NamedTuple):
    """A body of a prohibition with the limits of its windows."""

    judge: Judge
    windows: tuple[Limit, ...] = ()


class LawOn(NamedTuple):
    """The law is that of the day of an event of the subject, or (None) of the day of the check."""

    event: FactDecl | None


# --- versions --------------------------------------------------------------------------------------------------


class _Laws(NamedTuple):
    """Whose law it may be: a day of each stretch of one law (None: that of the judged day); perhaps there is none."""

    days: list[date | None]
    absent: bool = False
    needs: Needs = NOTHING


def _laws(case: Case, law: LawOn | None) -> _Laws:
    if law is None:
        return _Laws([None])
    if law.event is None:
        return _Laws([case.today])
    seen, needs, *_ = case.event(0, law.event)
    days: list[date | None] = []
    if seen.first is not None and seen.last is not None:
        days += [day for day, _ in stretches(seen.first, seen.last, case.new_laws)]
    return _Laws(days, seen.absent, needs if len(days) + seen.absent > 1 else NOTHING)


def by_law_on(case: Case, law: LawOn, judge: Callable[[Case], Finding]) -> Finding:
    """A norm that is judged by the law of another day: of any day that it may be."""
    laws = _laws(case, law)
    found = [judge(case._replace(law_on=day)) for day in laws.days]
    if laws.absent:
        found += in_own_period(case, plain(N, "not_in_force"))
    found = [one for one in found if one.possible]
    if not found:
        return NONE_GIVEN
    pooled = pool(found)
    return pooled._replace(needs=pooled.needs | laws.needs)


#: of a period for which no verdict is given
NONE_GIVEN = Finding({})


def in_own_period(case: Case, finding: Finding, due: tuple[date, date] | None = None) -> list[Finding]:
    """The finding as it is given for the own period, where the norm recurs; ``due``: when it may be due."""
    if case.period is None or case.recurs is None:
        return [finding]
    return case.recurs.counted_in(case.period, finding, *(due or (case.period.last, case.period.last)))


def by_period(case: Case, set_day: Event | None, *versions: Version[Judge]) -> Finding:
    """A norm that recurs, judged on the last day of the period, or on the day that is set for it."""
    period = case.period
    assert period is not None, "a norm that recurs is judged for each period"
    first = last = period.last
    needs = NOTHING
    if set_day is not None:
        at = case.at(period.last)
        value = at.read(set_day.of, set_day.fact)
        if isinstance(value, date):
            first = last = value
        elif value is UNKNOWN:
            first, needs = period.first, at.missing(set_day.of, set_day.fact)
    found: list[Finding] = []
    turning = () if first == last else sorted({*case.turning, case.today + DAY})
    for start, end in stretches(first, last, turning):
        here: list[Finding] = []
        covered = False
        for one in versions:
            days = _covering(case, one)
            if days is not None and days.first <= start <= days.last:
                covered = True
                here += one.body(case.run)(case, Stretch(one.name, start, end, start if start == end else None))
        if not covered:
            here = in_own_period(case, plain(N, "not_in_force"))
        found += [one._replace(needs=one.needs | needs) for one in here]
    return pool(found) if found else NONE_GIVEN


class _Covered(NamedTuple):
    """The first and last judged day that a version covers."""

    first: date
    last: date


def _covering(case: Case, one: Version[Any]) -> _Covered | None:
    """What a version covers: all days where the law is that of another day on which it is in force, or none."""
    if case.law_on is None:
        return _Covered(one.start or FIRST_DAY, one.end - DAY if one.end else LAST_DAY)
    return _Covered(FIRST_DAY, LAST_DAY) if one.in_force(case.law_on) else None


def by_day_of_check(case: Case, *versions: Version[Judge]) -> Finding:
    """A norm that is judged on the day of the check."""
    found: list[Finding] = []
    for one in versions:
        covered = _covering(case, one)
        if covered is not None and covered.first <= case.today <= covered.last:
            found += one.body(case.run)(case, Stretch(one.name, case.today, case.today))
    return pool(found) if found else plain(N, "not_in_force")


class _Judged(NamedTuple):
    """A version that an event may make the judging one: when the event may have been, and the days that it covers."""

    version: str
    judge: Judge
    seen: Happening
    needs: Needs
    covered: _Covered
    anchored: bool = True


def by_event(case: Case, *versions: Version[ByEvent | ByLimit | ByDays]) -> Finding:
    """A norm that is judged on the day of an event, as each version that may be in force then has it.

    A version of fixed days among them is judged on that day, or on the day of the check if that is earlier.
    """
    each = []
    for one in versions:
        covered = _covering(case, one)
        if covered is None:
            continue
        body = one.body(case.run)
        if isinstance(body, ByDays):
            day = min(body.days[0], case.today)
            each.append(_Judged(one.name, body.judge, Happening(day, day, False), NOTHING, covered, False))
        else:
            seen, needs, *_ = body.seen(case)
            each.append(_Judged(one.name, body.judge, seen, needs, covered))
    return _by_event(case, each)


def _by_event(case: Case, each: Sequence[_Judged], more_turning: Iterable[date] = (), done: bool = False) -> Finding:
    """All that may judge are pooled; versions may name different events, and the one that happened first judges."""
    sure = [one.seen.day for one in each if one.seen.day and one.covered.first <= one.seen.day <= one.covered.last]
    earliest = min(sure, default=LAST_DAY)
    turning = sorted({*case.turning, *more_turning})
    found: list[Finding] = []
    for one in each:
        if one.seen.first is None or one.seen.last is None:
            continue
        first, last = max(one.seen.first, one.covered.first), min(one.seen.last, one.covered.last, earliest)
        event = one.seen.day if one.anchored else None
        for start, end in stretches(first, last, turning) if first <= last else ():
            judged = one.judge(case, Stretch(one.version, start, end, event, done))
            found += [finding._replace(needs=finding.needs | one.needs) for finding in judged]
    # At the end: what the norm comes to wherever the event may have been says more than that it may not have been.
    found += [] if sure else _not_judged(each)
    return pool(found) if found else plain(N, "not_in_force")


def _not_judged(each: Sequence[_Judged]) -> list[Finding]:
    """Not applicable, if every event that could judge the norm may not have been, or was on a day of no version."""
    spans: dict[tuple[Happening, Needs], list[_Covered]] = {}
    for one in each:
        spans.setdefault((one.seen, one.needs), []).append(one.covered)
    found: list[Finding] = []
    for (seen, needs), covered in spans.items():
        if seen.absent:
            found.append(plain(N, "not_triggered", needs))
        elif seen.first is not None and seen.last is not None and _uncovered(seen.first, seen.last, covered):
            found.append(plain(N, "not_in_force", needs))
        else:
            return []
    return found


def _uncovered(first: date, last: date, covered: Iterable[_Covered]) -> bool:
    """Whether a day of ``first .. last`` is covered by no version."""
    for one in covered:  # ascending and apart, as versions are
        if one.first > first:
            break
        first = max(first, one.last + DAY)
    return first <= last


def by_fixed_day(case: Case, *versions: Version[ByDays]) -> Finding:
    """A norm due on a fixed day: judged on that day, or on the day of the check if that is earlier.

    Of versions that name different days, the last of which the judged day is one.
    """
    for one in reversed(versions):
        covered = _covering(case, one)
        if covered is None:
            continue
        body = one.body(case.run)
        found: list[Finding] = []
        for day in sorted(set(body.days)):
            judged = min(day, case.today)
            if covered.first <= judged <= covered.last:
                found += body.judge(case, Stretch(one.name, judged, judged, by=day))
        if found:
            return pool(found)
    return plain(N, "not_in_force")


def by_acts(case: Case, acts: Sequence[tuple[int, FactDecl]], *versions: Version[ByAct]) -> Finding:
    """A prohibition: each act is judged, and the worst taken."""
    return worst_of([_by_act(case, of, act, versions) for of, act in acts])


def _by_act(case: Case, of: int, act: FactDecl, versions: Sequence[Version[ByAct]]) -> Finding:
    """On the day of the act, and on the day of the check where it may not have been done."""
    seen, needs, *_ = case.event(of, act)
    found: list[Finding] = []
    bodies = [(one, one.body(case.run)) for one in versions]
    if seen.absent:
        not_done = [Version(one.name, one.start, one.end, ((None, body.judge),)) for one, body in bodies]
        found.append(by_day_of_check(case, *not_done))
    if seen.first is not None:
        done = Happening(seen.first, seen.last, False)
        opened = {day for one in versions for _, body in one.bodies for day in _window_turns(case, body.windows)}
        judged = [
            _Judged(one.name, body.judge, done, NOTHING, covered)
            for one, body in bodies
            if (covered := _covering(case, one)) is not None
        ]
        found.append(_by_event(case, judged, opened, done=True))
    pooled = pool(found)
    return pooled._replace(needs=pooled.needs | needs)


def _window_turns(case: Case, windows: Iterable[Limit]) -> Iterator[date]:
    """The days on which a window of known event opens, or has closed."""
    for limit in windows:
        if isinstance(limit, OnDay):
            yield limit.day + DAY
            continue
        day = trigger_of(case, limit).when.day
        if day is not None:
            yield from window_turns(case, limit, day)


def window_turns(case: Case, limit: Limit, day: date) -> Iterator[date]:
    """The days on which a window whose event was on ``day`` opens, or has closed."""
    read_on = (*case.turning, case.today) if isinstance(limit, AfterSet) else (case.today,)
    for judged in read_on:  # a set number may have been another on each of them
        for one in lengths_of(limit, case.at(judged))[:2]:
            first, last = window_of(one, day, case.times)
            yield from (first, last + DAY)


# --- exceptions ------------------------------------------------------------------------------------------------

#: the exceptions of a body, in order, as they are on a day
Unless = Callable[[Case, date], Iterator[Excuse]]


def unless(case: Case, finding: Finding, days: Iterable[date], exceptions: Unless | None) -> Finding:
    """The finding after its exceptions, read on each of the days that may be the one; asked only where they matter."""
    if exceptions is None or not finding.can(P, B):
        return finding
    return pool([_unless_on(case, finding, day, exceptions) for day in days])


def _unless_on(case: Case, finding: Finding, day: date, exceptions: Unless) -> Finding:
    for excuse in exceptions(case, day):
        finding = excused(finding, excuse)
        if excuse.answer.value is True:
            break
    return finding


class Stood(NamedTuple):
    """Whether a norm holds, and the interpretations that say so."""

    answer: Answer
    interpretations: frozenset[str] = frozenset()


#: whether a norm holds on a day, so that it displaces others
Standing = Callable[[Case, date], Stood]


def displaced(case: Case, day: date, *norms: tuple[str, Standing]) -> Excuse:
    """The exception that one of these norms applies; by the first of which that is possible."""
    each = [(holds(case, day), norm) for norm, holds in norms]
    by = next((norm for one, norm in each if one.answer.value is not False), None)
    taken = frozenset[str]().union(*(one.interpretations for one, _ in each))
    return Excuse(one_holds(*(one.answer for one, _ in each)), "displaced", by, taken)


#: what a version's standing turns on: its scope (None: always), the norms that displace it, its interpretations
Stands = tuple[Callable[[At], Answer] | None, tuple[Standing, ...], tuple[str, ...]]


def standing(
    case: Case, day: date, *versions: Version[Stands], of_item: bool = False, law: LawOn | None = None
) -> Stood:
    """Whether a norm holds on a day: its scope does, and nothing displaces it, complied with or not."""
    laws = _laws(case, law)
    inner = case if of_item else case._replace(records=case.records[:1])
    each = [_standing(inner._replace(law_on=one), day, versions) for one in laws.days]
    taken = frozenset[str]().union(*(one.interpretations for one in each))
    answers = [one.answer for one in each] + ([NO] if laws.absent else [])
    if len({one.value for one in answers}) == 1:
        return Stood(answers[0], taken)
    return Stood(Answer(None, laws.needs.union(*(one.needs for one in answers))), taken)


def _standing(inner: Case, day: date, versions: Sequence[Version[Stands]]) -> Stood:
    for one in versions:
        covered = _covering(inner, one)
        if covered is not None and covered.first <= day <= covered.last:
            scope, displacing, names = one.body(inner.run)
            holds = [scope(inner.at(day))] if scope is not None else []
            others = [other(inner, day) for other in displacing]
            taken = frozenset(names).union(*(other.interpretations for other in others))
            return Stood(all_hold(*holds, *(is_not(other.answer) for other in others)), taken)
    return Stood(NO)
