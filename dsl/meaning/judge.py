"""One norm, one item, one run, one day of the check: the judged days, the versions in force on them, the exceptions.

Source: `meaning.md`, sections 3 to 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import product
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import day_of
from prazo.dsl.meaning import duties, evaluate
from prazo.dsl.meaning.answers import NO, YES, Answer, conjunction
from prazo.dsl.meaning.case import Case, Occurrence, Seen
from prazo.dsl.meaning.duties import Stretch
from prazo.dsl.meaning.environment import NOTHING, Needs
from prazo.dsl.meaning.finding import Finding, excused, interpreted, plain, pool, settled, with_scope
from prazo.dsl.meaning.in_force import body_for, in_force
from prazo.dsl.meaning.limits import UNVERIFIED, fixed_day, trigger_of
from prazo.dsl.meaning.table import POWER, N, P, worst
from prazo.dsl.meaning.truth import either
from prazo.dsl.meaning.turning import DAY, segments
from prazo.dsl.report.model import Reason
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY

NOT_IN_FORCE = "not_in_force"
NOT_TRIGGERED = "not_triggered"

#: where the judged days of a norm's version come from: when they may be, and the facts that keep that open
_JudgedDays = Callable[[core.NormBody], Seen]


def judge(case: Case, norm: core.Norm) -> Finding:
    """What the norm comes to; ``needs`` of an undetermined one are all that its open parts need."""
    laws = laws_of(case, norm)
    found = [_judge(attrs.evolve(case, law_on=day), norm) for day in laws.days]
    if laws.absent:
        found.append(plain(N, NOT_IN_FORCE))
    pooled = pool(found)
    return attrs.evolve(pooled, needs=pooled.needs | laws.needs) if laws.needs else pooled


class _Laws(NamedTuple):
    """Whose law it may be: a day of each stretch of one law, whether there may be none, what is needed to tell.

    A day that is None: that of the judged day.
    """

    days: list[date | None]
    absent: bool
    needs: Needs


def laws_of(case: Case, norm: core.Norm) -> _Laws:
    """``law as on`` an event: the law of any day on which it may have happened."""
    if norm.law_as_on is None:
        return _Laws([None], False, NOTHING)
    if norm.law_as_on == "":
        return _Laws([case.today], False, NOTHING)
    seen, needs, *_ = case.seen(core.Fact(0, norm.law_as_on))
    stretches = [] if seen.range is None else segments(*seen.range, case.lookup.version_days)
    days: list[date | None] = [day for day, _ in stretches]
    return _Laws(days, seen.absent, needs if len(days) + seen.absent > 1 else NOTHING)


def _judge(case: Case, norm: core.Norm) -> Finding:
    demands = [body.demand for version in norm.versions for _, body in version.bodies]
    match demands[0]:
        case core.Requirement(_, None):
            return _on_known_day(case, norm, case.today, _requirement)
        case core.Requirement() | core.Checklist():
            return _on_event(
                case, norm, lambda body: case.seen(_at(body.demand)), lambda s, day: _at_event(case, s, day)
            )
        case core.Prohibition(acts):
            return _worst_of([_prohibition(case, norm, n) for n in range(len(acts))])
        case core.Obligation() if norm.kind == POWER:
            return _on_known_day(case, norm, case.today, _power)
        case core.Obligation():
            if any(isinstance(one.limit, core.AtLeastEvery) for demand in demands for one in _limits(demand)):
                return _on_known_day(case, norm, case.today, _repeated(norm))
            if all(_is_fixed(one) for one in demands):
                return _fixed(case, norm)
            return _on_event(
                case,
                norm,
                lambda body: trigger_of(case, _limits(body.demand)[0].limit),
                lambda s, d: _obligation(case, s, d),
            )


def _at(demand: core.Demand) -> core.Fact | core.SpellDay:
    assert isinstance(demand, core.Requirement | core.Checklist)
    assert demand.at is not None
    return demand.at


def _limits(demand: core.Demand) -> tuple[core.LimitCase, ...]:
    return demand.limits if isinstance(demand, core.Obligation) else ()


def _is_fixed(demand: core.Demand) -> bool:
    return all(fixed_day(one.limit) is not None for one in _limits(demand))


# --- the version in force on the judged day --------------------------------------------------------------------


def versions_of(case: Case, norm: core.Norm) -> Iterator[tuple[core.Versioned[core.NormBody], date, date]]:
    """Each version with the first and last judged day that it covers; the law of another day covers them all."""
    for version in norm.versions:
        if case.law_on is None:
            yield version, version.start or FIRST_DAY, (version.end - DAY) if version.end else LAST_DAY
        elif in_force(version, case.law_on):
            yield version, FIRST_DAY, LAST_DAY


def body_of(case: Case, version: core.Versioned[core.NormBody]) -> core.NormBody:
    body: core.NormBody = body_for(version, case.run)
    return body


def _on_known_day(
    case: Case, norm: core.Norm, day: date, judge_on: Callable[[Case, Stretch], list[Finding]]
) -> Finding:
    """A norm whose judged day is ``day``, whatever the facts."""
    found = [
        finding
        for version, first, last in versions_of(case, norm)
        if first <= day <= last
        for finding in judge_on(case, Stretch(version, body_of(case, version), day, day))
    ]
    return pool(found) if found else plain(N, NOT_IN_FORCE)


class _Judged(NamedTuple):
    """A version that an event may make the judging one: when the event may have been, and the days that it covers."""

    version: core.Versioned[core.NormBody]
    body: core.NormBody
    seen: Occurrence
    needs: Needs
    first: date
    last: date


def _on_event(
    case: Case,
    norm: core.Norm,
    judged_days: _JudgedDays,
    judge_on: Callable[[Stretch, date | None], list[Finding]],
    more_turning: tuple[date, ...] = (),
) -> Finding:
    """A norm whose judged day is that of an event: every version that may judge it; else it is not applicable.

    Versions may name different events: the one that happened first judges.
    """
    each = []
    for version, first, last in versions_of(case, norm):
        body = body_of(case, version)
        seen = judged_days(body)
        each.append(_Judged(version, body, seen.when, seen.needs, first, last))
    sure = [one.seen.day for one in each if one.seen.day is not None and one.first <= one.seen.day <= one.last]
    earliest = min(sure, default=LAST_DAY)
    turning = tuple(sorted({*case.turning, *more_turning}))
    found: list[Finding] = []
    for one in each:
        if one.seen.range is None:
            continue
        start, end = max(one.seen.range[0], one.first), min(one.seen.range[1], one.last, earliest)
        for first, last in segments(start, end, turning) if start <= end else ():
            stretch = Stretch(one.version, one.body, first, last)
            for finding in judge_on(stretch, one.seen.day):
                found.append(attrs.evolve(finding, needs=finding.needs | one.needs) if one.needs else finding)
    # At the end: what the norm comes to wherever the event may have been says more than that it may not have been.
    found += [] if sure else _not_judged(each)
    return pool(found) if found else plain(N, NOT_IN_FORCE)


def _not_judged(each: list[_Judged]) -> list[Finding]:
    """Not applicable, if every event that could judge the norm may not have been, or was on a day of no version."""
    spans: dict[tuple[Occurrence, Needs], list[tuple[date, date]]] = {}
    for one in each:
        spans.setdefault((one.seen, one.needs), []).append((one.first, one.last))
    found = []
    for (seen, needs), covered in spans.items():
        if seen.absent:
            found.append(plain(N, NOT_TRIGGERED, needs=needs))
        elif seen.range is not None and _uncovered(seen.range, covered):
            found.append(plain(N, NOT_IN_FORCE, needs=needs))
        else:
            return []
    return found


def _uncovered(range: tuple[date, date], spans: list[tuple[date, date]]) -> bool:
    """Whether a day of the range lies in none of the spans (both ends included, ascending, apart)."""
    day, end = range
    for first, last in spans:
        if first <= day:
            day = last + DAY
    return day <= end


# --- the kinds of duty -----------------------------------------------------------------------------------------


def _requirement(case: Case, stretch: Stretch) -> list[Finding]:
    demand = stretch.body.demand
    assert isinstance(demand, core.Requirement)
    found = duties.requirement(case, demand, stretch)
    return [scoped(case, stretch, excepted(case, stretch, found, [stretch.first]))]


def _at_event(case: Case, stretch: Stretch, day: date | None) -> list[Finding]:
    """What is asked of an act, judged on its day, which is then its trigger and the first day of a breach."""
    demand = stretch.body.demand
    if isinstance(demand, core.Checklist):
        listed = duties.checklist(case, demand, stretch)
        found = [scoped(case, stretch, excepted(case, stretch, listed, [stretch.first]))]
    else:
        found = _requirement(case, stretch)
    return [attrs.evolve(one, trigger=day) for one in found]


def _obligation(case: Case, stretch: Stretch, anchor: date | None, by: date | None = None) -> list[Finding]:
    demand = stretch.body.demand
    assert isinstance(demand, core.Obligation)
    found = duties.obligation(case, demand, stretch, None if _is_fixed(demand) or _is_open(demand) else anchor, by)
    given = [excepted(case, stretch, finding, days) for finding, days in found]
    # Of fixed days each is judged by itself, and which of them counts is still to be told.
    return [scoped(case, stretch, finding) for finding in (settled(given) if by is None else given)]


def _repeated(norm: core.Norm) -> Callable[[Case, Stretch], list[Finding]]:
    """An act that is due at least every so often, judged on the day of the check."""
    start = norm.versions[0].start or FIRST_DAY

    def judge_on(case: Case, stretch: Stretch) -> list[Finding]:
        assert isinstance(stretch.body.demand, core.Obligation)
        if _is_open(stretch.body.demand):  # what another version says that is interpreted
            return _obligation(case, stretch, None)
        found = duties.repeated(case, stretch.body.demand, stretch, start)
        return [scoped(case, stretch, excepted(case, stretch, one, [stretch.first])) for one in found]

    return judge_on


def _power(case: Case, stretch: Stretch) -> list[Finding]:
    """What may be done, judged on the day of the check."""
    assert isinstance(stretch.body.demand, core.Obligation)
    found = duties.power(case, stretch.body.demand, stretch)
    return [scoped(case, stretch, excepted(case, stretch, one, [stretch.first])) for one in found]


def _is_open(demand: core.Obligation) -> bool:
    """Whether no event triggers it: it is due regularly."""
    return any(isinstance(one.limit, core.Regularly) for one in demand.limits)


def _fixed(case: Case, norm: core.Norm) -> Finding:
    """Due on a fixed day: judged on that day, or on the day of the check if that is earlier.

    Of versions that name different days, the last of which the judged day is one.
    """
    for version, first, last in reversed(list(versions_of(case, norm))):
        body = body_of(case, version)
        days = sorted({day for one in _limits(body.demand) if (day := fixed_day(one.limit)) is not None})
        found = [
            finding
            for day in days
            if first <= (judged := min(day, case.today)) <= last
            for finding in _obligation(case, Stretch(version, body, judged, judged), None, day)
        ]
        if found:
            return pool(found)
    return plain(N, NOT_IN_FORCE)


def _prohibition(case: Case, norm: core.Norm, act: int) -> Finding:
    """One act of a prohibition: on the day of the act, and on the day of the check where it may not have been done."""

    def act_fact(body: core.NormBody) -> core.Fact:
        assert isinstance(body.demand, core.Prohibition)
        return body.demand.acts[act]

    def judge_done(stretch: Stretch, day: date | None) -> list[Finding]:
        demand = stretch.body.demand
        assert isinstance(demand, core.Prohibition)
        return _forbidden(case, stretch, duties.done(case, demand, stretch, day))

    def judge_not_done(case: Case, stretch: Stretch) -> list[Finding]:
        demand = stretch.body.demand
        assert isinstance(demand, core.Prohibition)
        return _forbidden(case, stretch, duties.not_done(case, demand, stretch))

    seen, needs, *_ = case.seen(act_fact(norm.versions[0].bodies[0][1]))
    found = []
    if seen.absent:
        found.append(_on_known_day(case, norm, case.today, judge_not_done))
    if seen.range is not None:
        opened = {
            day
            for version in norm.versions
            for _, body in version.bodies
            if isinstance(body.demand, core.Prohibition)
            for day in duties.window_days(case, body.demand)
        }
        when = Seen(Occurrence(seen.range, False))
        found.append(_on_event(case, norm, lambda body: when, judge_done, tuple(opened)))
    pooled = pool(found)
    return attrs.evolve(pooled, needs=pooled.needs | needs)


def _forbidden(case: Case, stretch: Stretch, finding: Finding) -> list[Finding]:
    given = settled([excepted(case, stretch, finding, [stretch.first])])
    return [scoped(case, stretch, one) for one in given]


def _worst_of(findings: list[Finding]) -> Finding:
    """Each act is judged and the worst taken, whatever each of them may be."""
    if len(findings) == 1:
        return findings[0]
    possible: dict[str, Reason] = {}
    for each in product(*(finding.possible.items() for finding in findings)):
        status = worst(its for its, _ in each)
        possible.setdefault(status, next(reason for its, reason in each if its == status))
    pooled = pool(findings)
    decisive = [finding for finding in findings if possible.keys() & finding.possible.keys()]
    by_days = sorted(decisive, key=lambda finding: day_of(finding.since) or LAST_DAY)
    return attrs.evolve(
        pooled,
        possible=possible,
        version=by_days[0].version,
        trigger=by_days[0].trigger,
        done=by_days[0].done,
        since=by_days[0].since,
        by=by_days[0].by,
    )


# --- scope and exceptions --------------------------------------------------------------------------------------


def scoped(case: Case, stretch: Stretch, finding: Finding) -> Finding:
    scope = scope_of(case, stretch)
    found = with_scope(finding, scope.value, scope.needs)
    if stretch.body.marks:
        found = attrs.evolve(found, marks=found.marks | {UNVERIFIED})
    return interpreted(found, stretch.body.interpreted)


def scope_of(case: Case, stretch: Stretch) -> Answer:
    """Whether the norm concerns the subject and item on the judged day."""
    where = stretch.body.where
    return YES if where is None else evaluate.holds(where, case.env(stretch.first))


def excepted(case: Case, stretch: Stretch, finding: Finding, days: list[date]) -> Finding:
    """The finding after its exceptions, read on each of the days that may be the one."""
    if not stretch.body.excuses or not {P, "breached"} & finding.possible.keys():
        return finding
    return pool([_excepted_on(case, stretch.body, finding, day) for day in days])


def _excepted_on(case: Case, body: core.NormBody, finding: Finding, day: date) -> Finding:
    for excuse in body.excuses:
        if excuse.condition is not None:
            answer = evaluate.holds(excuse.condition, case.env(day))
            reason, by = Reason("excused"), None
        else:
            each = [(displaces(case, case.lookup.norms[norm], day), norm) for norm in excuse.norms]
            value = either(one.value for one, _ in each)
            answer = Answer(value, NOTHING.union(*(one.needs for one, _ in each)) if value is None else NOTHING)
            by = next((norm for one, norm in each if one.value is not False), None)
            reason = Reason("displaced")
            taken = frozenset[str]().union(*(_taken(case, case.lookup.norms[norm], day) for norm in excuse.norms))
            finding = interpreted(finding, sorted(taken))
        if answer.value is True:
            return excused(finding, True, answer.needs, reason, by)
        finding = excused(finding, answer.value, answer.needs, reason, by)
    return finding


def displaces(case: Case, norm: core.Norm, day: date) -> Answer:
    """Whether another norm holds on a day: its scope does, and nothing displaces it, complied with or not."""
    records = case.records if norm.about is not None else case.records[:1]
    laws = laws_of(case, norm)
    each = [_displaces(attrs.evolve(case, records=records, law_on=law), norm, day) for law in laws.days]
    each += [NO] if laws.absent else []
    if len({one.value for one in each}) == 1:
        return each[0]
    return Answer(None, laws.needs.union(*(one.needs for one in each)))


def _taken(case: Case, norm: core.Norm, day: date) -> frozenset[str]:
    """The interpretations that say whether another norm holds on a day."""
    found: set[str] = set()
    for law in laws_of(case, norm).days:
        inner = attrs.evolve(case, law_on=law)
        for version, first, last in versions_of(inner, norm):
            if first <= day <= last:
                body = body_of(inner, version)
                found |= {*body.interpreted}
                for excuse in body.excuses:
                    found = found.union(*(_taken(inner, case.lookup.norms[other], day) for other in excuse.norms))
    return frozenset(found)


def _displaces(case: Case, norm: core.Norm, day: date) -> Answer:
    for version, first, last in versions_of(case, norm):
        if first <= day <= last:
            stretch = Stretch(version, body_of(case, version), day, day)
            scope = scope_of(case, stretch)
            others = [
                displaces(case, case.lookup.norms[other], day)
                for excuse in stretch.body.excuses
                for other in excuse.norms
            ]
            standing = [Answer(None if one.value is None else not one.value, one.needs) for one in others]
            return conjunction([scope, *standing])
    return NO
