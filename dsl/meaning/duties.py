"""What each kind of duty comes to on one judged day, or on a stretch of days between which nothing turns.

Source: `meaning.md`, sections 3 and 4.  Statuses come from the one table and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import UNKNOWN, Events, Moment, day_of
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.answers import Answer
from prazo.dsl.meaning.case import Case, Occurrence, Seen, Time
from prazo.dsl.meaning.checklists import listed
from prazo.dsl.meaning.environment import NOTHING, Env, Needs, proofs_in
from prazo.dsl.meaning.evaluate import FAILS, HOLDS, NONE_APPLIES
from prazo.dsl.meaning.extensions import extended
from prazo.dsl.meaning.finding import Finding, plain, pool
from prazo.dsl.meaning.limits import (
    OPEN_TEXTURED,
    PLANNED,
    UNVERIFIED,
    Deadline,
    counts_back,
    deadlines,
    fixed_day,
    set_lengths,
    trigger_of,
    window,
)
from prazo.dsl.meaning.table import CHECKLIST, OBLIGATION, PROHIBITION, REQUIREMENT, TABLE, B, N
from prazo.dsl.meaning.turning import DAY, segments
from prazo.dsl.meaning.ways import ways
from prazo.dsl.report.model import Figure, Reason
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY


class Stretch(NamedTuple):
    """Judged days ``first .. last`` (both included) between which nothing turns, with the version that judges them."""

    version: core.Versioned[core.NormBody]
    body: core.NormBody
    first: date
    last: date


# --- acts ------------------------------------------------------------------------------------------------------


class Act(NamedTuple):
    """When the acts of an obligation were done: ``not_done`` may be, or at an instant from ``first`` to ``last``.

    ``time_needs``: the acts of which only the day is known.
    """

    not_done: bool
    first: Time
    last: Time
    needs: Needs
    time_needs: Needs

    @property
    def possible(self) -> bool:
        return self.first.instant <= self.last.instant


def act_of(demand: core.Obligation, case: Case, opens: date | None = None) -> Act:
    """``mode`` "all": done with the last act; "any": with the first.  What one of joint bearers does is done.

    ``opens``: before this day none performs.
    """
    others = demand.by_others or ((),) * len(demand.acts)
    each = [
        _first([_from(case, opens, one) for one in (_single(fact, case), *_of_others(fact, lists, case))], case)
        for fact, lists in zip(demand.acts, others, strict=True)
    ]
    if demand.mode == "all":
        first, last = max(one.first for one in each), max(one.last for one in each)
        return Act(any(one.not_done for one in each), first, last, *_needs_of(each))
    return _first(each, case)


def _needs_of(each: Sequence[Act]) -> tuple[Needs, Needs]:
    return NOTHING.union(*(one.needs for one in each)), NOTHING.union(*(one.time_needs for one in each))


def _of_others(fact: core.Fact, lists: Sequence[core.Fact], case: Case) -> Iterator[Act]:
    """The same act, done by the items of lists; anybody in a list that is not wholly known may have done it."""
    for items in lists:
        members = evaluate.members_of(items, case.env(case.today))
        for member in members.envs:
            theirs = attrs.evolve(case, records=member.records)
            yield _single(core.Fact(len(member.records) - 1, fact.name, period=fact.period), theirs)
        if members.open:
            yield _act_seen(Seen(Occurrence((FIRST_DAY, case.today), True), members.needs), case)


def _first(each: Sequence[Act], case: Case) -> Act:
    """Done with the first of several."""
    if len(each) == 1:
        return each[0]
    needs, time_needs = _needs_of(each)
    done = [one for one in each if one.possible]
    if not done:
        return each[0]
    sure = [one.last for one in done if not one.not_done]
    last = min(sure, default=Time(case.now, False))
    return Act(not sure, min(one.first for one in done), last, needs, time_needs)


def _single(fact: core.Fact, case: Case) -> Act:
    return _act_seen(case.seen(fact), case)


def _act_seen(seen: Seen, case: Case) -> Act:
    # No instant is the first, and none the last.
    first, last = case.span(seen, *seen.when.range) if seen.when.range else (case.zone.last_of(LAST_DAY) + 1, 0)
    timed = seen.moment is not None
    return Act(seen.when.absent, Time(first, timed), Time(last, timed), seen.needs, seen.time_needs)


def _from(case: Case, opens: date | None, act: Act) -> Act:
    """The act as it performs from a day on: before it, it was as good as not done."""
    if opens is None or not act.possible:
        return act
    first = case.zone.first_of(opens)
    if act.first.instant >= first:
        return act
    return act._replace(not_done=True, first=Time(first, act.first.timed))


# --- requirement -----------------------------------------------------------------------------------------------


def requirement(case: Case, demand: core.Requirement, stretch: Stretch) -> Finding:
    """A condition that must hold on the judged day."""
    env = case.env(stretch.first)
    outcome = evaluate.clauses(demand.conditions, env)
    possible: dict[str, Reason] = {}
    for happened in (HOLDS, FAILS):
        if happened in outcome.can:
            status, code = TABLE[REQUIREMENT, happened][0]
            possible[status] = _reason(code, outcome.decisive, env)
    if NONE_APPLIES in outcome.can:
        possible[N] = Reason("no_clause_applies")
    marks = frozenset({UNVERIFIED}) if stretch.body.marks else frozenset[str]()
    return Finding(possible=possible, needs=outcome.needs, version=stretch.version.version, marks=marks)


def checklist(case: Case, demand: core.Checklist, stretch: Stretch) -> Finding:
    """What must be there on the judged day, which is that of the act."""
    outcome = listed(demand, case.env(stretch.first))
    possible: dict[str, Reason] = {}
    marks = frozenset({UNVERIFIED}) if stretch.body.marks else frozenset[str]()
    if HOLDS in outcome.can:
        status, code = TABLE[CHECKLIST, "there so far" if demand.open else "all there"][0]
        possible[status] = Reason(code)
        marks |= {OPEN_TEXTURED} if demand.open else set()
    if FAILS in outcome.can:
        status, code = TABLE[CHECKLIST, "missing"][0]
        possible[status] = Reason(code, {"missing": outcome.missing})
    if NONE_APPLIES in outcome.can:
        possible[N] = Reason("no_clause_applies")
    return Finding(possible=possible, needs=outcome.needs, version=stretch.version.version, marks=marks)


_WORDS = {">=": "below", ">": "below", "<=": "above", "<": "above", "=": "different"}


def _reason(code: str, decisive: core.Clause | None, env: Env) -> Reason:
    """The table's reason; of a comparison of figures, which figure and which limit."""
    if decisive is None or not isinstance(decisive.condition, core.Compare):
        return Reason(code)
    compare = decisive.condition
    left, right = evaluate.figure(compare.left, env).interval, evaluate.figure(compare.right, env).interval
    unit = compare.left.unit
    args = {core.figure_name(compare.left): Figure(*left, unit), "limit": Figure(*right, unit)}
    return Reason(code if code == "holds" else _WORDS.get(compare.op, code), args)


# --- obligation ------------------------------------------------------------------------------------------------


def obligation(
    case: Case, demand: core.Obligation, stretch: Stretch, anchor: date | None, by: date | None = None
) -> list[tuple[Finding, list[date]]]:
    """One finding for each limit that may apply, with the days on which exceptions are read.

    ``anchor``: the day of the anchor where it is known; else the limit runs from any day of the stretch (or to a fixed
    day).  ``by``: leaves out the limits by another fixed day than this, which are judged on that one.
    """
    env = case.env(stretch.first)
    cases, guards = evaluate.possible_cases(demand.limits, env)
    found = []
    for one in cases:
        fixed = fixed_day(one.limit)
        if by is not None and fixed is not None and fixed != by:
            continue
        sure = anchor is not None or fixed is not None or isinstance(one.limit, core.Regularly)
        for deadline in _deadlines(case, demand, one.limit, stretch.first, stretch.last):
            finding = _by(case, demand, env, stretch, one, deadline, anchor, sure, guards)
            found.append((finding, _exception_days(case, deadline)))
    return found


def _deadlines(case: Case, demand: core.Obligation, limit: core.Limit, first: date, last: date) -> Iterator[Deadline]:
    """The deadlines of a limit, with what puts them off."""
    for deadline in deadlines(case, limit, first, last, demand.suspended):
        if demand.extension is None:
            yield deadline
        else:
            anchors = core.anchors_of(limit)
            event = anchors[0] if len(anchors) == 1 else None
            yield extended(case, demand.extension, event, first, last, deadline)


def _never_due() -> dict[str, Reason]:
    status, code = TABLE[OBLIGATION, "not done"][0]
    return {status: Reason(code)}


def _by(
    case: Case, demand: core.Obligation, env: Env, stretch: Stretch, limit: core.LimitCase, deadline: Deadline,
    anchor: date | None, sure: bool, needs: Needs,
) -> Finding:  # fmt: skip
    """What an obligation comes to with one deadline; ``sure``: whether the day that it is counted from is."""
    if isinstance(limit.limit, core.Regularly):  # what was done does not end it
        finding = Finding(possible=_never_due())
    else:
        finding = (_acts_by if demand.acts else _holds_by)(case, demand, env, deadline)
    marks = deadline.marks | ({UNVERIFIED} if stretch.body.marks or limit.unverified else frozenset())
    return attrs.evolve(
        finding,
        needs=finding.needs | needs,
        version=stretch.version.version,
        marks=marks | ({OPEN_TEXTURED} if limit.practicable else frozenset()),
        interpretations=deadline.interpretations,
        trigger=anchor if sure else None,
        due=case.told(deadline.first) if sure and not deadline.open else None,
        since=_since(case, deadline) if sure and B in finding.possible else None,
        ends=(deadline.first, deadline.last),
        end_needs=needs if deadline.exact else needs | deadline.needs | deadline.time_needs,
        cured=finding.cured if sure else None,  # in doubt is the anchor, and all that is counted from it
    )


def obligation_of_period(
    case: Case, demand: core.Obligation, stretch: Stretch
) -> list[tuple[Finding, tuple[date, date] | None]]:
    """One finding for each limit that may apply in a period, with the first and last day on which it may be due.

    The judged day is the last of the period, whatever the limit is counted from.
    """
    env = case.env(stretch.first)
    cases, guards = evaluate.possible_cases(demand.limits, env)
    found: list[tuple[Finding, tuple[date, date] | None]] = []
    for one in cases:
        of_period = isinstance(one.limit, core.LimitOfPeriod) or fixed_day(one.limit) is not None
        seen = trigger_of(case, one.limit)
        if seen.when.range is not None:
            for deadline in _deadlines(case, demand, one.limit, *seen.when.range):
                sure = of_period or seen.when.day is not None
                day = None if of_period else seen.when.day
                needs = guards | seen.needs
                finding = _by(case, demand, env, stretch, one, deadline, day, sure, needs)
                found.append((finding, (case.day_of(deadline.first), case.day_of(deadline.last))))
        if seen.when.absent:
            absent = plain(N, "not_triggered", needs=guards | seen.needs, version=stretch.version.version)
            found.append((absent, None))
    return found


def power(case: Case, demand: core.Obligation, stretch: Stretch) -> list[Finding]:
    """What may be done, as if it were owed by the end of its time; judged on the day of the check.

    Where no time is stated it is never over.
    """
    if not demand.limits:
        return [Finding(possible=_never_due(), version=stretch.version.version, marks=_doubts(stretch))]
    found = [finding for finding, _ in obligation_of_period(case, demand, stretch)]
    if any(counts_back(single) for one in demand.limits for single in core.single_limits(one.limit)):
        return [attrs.evolve(one, trigger=None) for one in found]  # it has no first day
    return found


def _doubts(stretch: Stretch) -> frozenset[str]:
    return frozenset({UNVERIFIED}) if stretch.body.marks else frozenset[str]()


def repeated(case: Case, demand: core.Obligation, stretch: Stretch, in_force: date) -> list[Finding]:
    """An act that is due so long after the latest of its last time, the start, and the day the norm came into force.

    ``in_force``: that day.  Judged on the day of the check.
    """
    env = case.env(case.today)
    cases, guards = evaluate.possible_cases(demand.limits, env)
    (fact,) = demand.acts
    value = env.read(fact)
    done = [day_of(time) for time in value.times if env.is_past(time)] if isinstance(value, Events) else []
    latest = max((day for day in done if day is not None), default=None)
    more = value is UNKNOWN or (isinstance(value, Events) and not value.complete)
    found: list[Finding] = []
    for one in cases:
        assert isinstance(one.limit, core.AtLeastEvery)
        start = Seen(Occurrence((in_force, in_force), False)) if one.limit.since is None else case.seen(one.limit.since)
        if start.when.range is not None:
            first, last = (max(day, in_force, latest or in_force) for day in start.when.range)
            last = max(last, case.today) if more else last
            needs = guards | start.needs | (env.missing(fact) if more else NOTHING)
            for deadline in deadlines(case, one.limit, first, last):
                possible: dict[str, Reason] = {}
                _add(possible, "not done", deadline.first.instant, deadline.last.instant, case.now)
                found.append(Finding(
                    possible=possible, needs=needs, version=stretch.version.version,
                    marks=deadline.marks | ({UNVERIFIED} if stretch.body.marks or one.unverified else frozenset()),
                    trigger=first if first == last else None, due=case.told(deadline.first),
                    since=_since(case, deadline) if B in possible else None, done=None if more else latest,
                ))  # fmt: skip
        if start.when.absent:
            found.append(plain(N, "not_triggered", needs=guards | start.needs, version=stretch.version.version))
    return found


def _since(case: Case, deadline: Deadline) -> date | Moment:
    """The first day of the breach, or the moment at which it begins."""
    first = deadline.first
    return case.told(first) if first.timed else case.day_of(first) + DAY


def _exception_days(case: Case, deadline: Deadline) -> list[date]:
    """The due day, or the day of the check if that is earlier; of a due day in doubt, a day of every stretch."""
    first, last = (min(case.day_of(end), case.today) for end in (deadline.first, deadline.last))
    return [day for day, _ in segments(first, last, case.turning)]


def _acts_by(case: Case, demand: core.Obligation, env: Env, deadline: Deadline) -> Finding:
    act = act_of(demand, case, deadline.opens)
    first, last = deadline.first.instant, deadline.last.instant
    possible: dict[str, Reason] = {}
    if act.not_done:
        _add(possible, "not done", first, last, case.now)
    if act.possible:
        if act.first.instant <= last:
            _add(possible, "done in time", first, last, case.now)
        if act.last.instant > first:
            _add(possible, "done late", first, min(last, act.last.instant - 1), case.now)
    done = _done(case, act, deadline)
    late = act.first.instant > last
    cured = done if deadline.exact or late else None  # where it was breached at all
    if len(possible) == 1:
        return Finding(possible=possible, needs=act.needs, done=done, cured=cured)
    times = deadline.time_needs | (act.time_needs if deadline.timed else NOTHING)
    return Finding(
        possible=possible, needs=act.needs | deadline.needs | times, done=done, cured=cured, times=_paths(times)
    )


def _paths(needs: Needs) -> frozenset[str]:
    return frozenset(one.path for one in needs)


def _done(case: Case, act: Act, deadline: Deadline) -> date | Moment | None:
    """When the acts were done, where that is known: a moment where hours were counted and its time is known."""
    if act.not_done or not act.possible:
        return None
    if act.first == act.last and act.first.timed and deadline.first.timed:
        return case.told(act.first)
    first, last = case.day_of(act.first), case.day_of(act.last)
    return first if first == last else None


def _add(possible: dict[str, Reason], happened: str, first: int, last: int, now: int) -> None:
    """What the table gives for a limit that ends at any instant in ``first .. last``."""
    in_time, too_late = TABLE[OBLIGATION, happened]
    if now <= last:
        possible.setdefault(in_time[0], Reason(in_time[1]))
    if first < now:
        possible.setdefault(too_late[0], Reason(too_late[1]))


def _holds_by(case: Case, demand: core.Obligation, env: Env, deadline: Deadline) -> Finding:
    """Read on the day of the check up to the due day, on the due day after it."""
    assert demand.condition is not None
    possible: dict[str, Reason] = {}
    needs = NOTHING
    due_first, due_last = case.day_of(deadline.first), case.day_of(deadline.last)
    for day, until in segments(min(due_first, case.today), min(due_last, case.today), case.turning):
        answer = _on(demand.condition, env, day)
        needs |= answer.needs
        first = max((case.zone.first_of if deadline.timed else case.zone.last_of)(day), deadline.first.instant)
        last = deadline.last.instant if until == case.today else min(case.zone.last_of(until), deadline.last.instant)
        for happened, ruled_out in (("holds", False), ("does not hold", True)):
            if answer.value is not ruled_out:
                _add(possible, happened, first, last, case.now)
    times = deadline.time_needs if len(possible) > 1 else NOTHING
    needs |= deadline.needs if len(possible) > 1 else NOTHING
    cured = _cured(case, demand.condition, env, due_first) if due_first == due_last < case.today else None
    return Finding(possible=possible, needs=needs | times, cured=cured, times=_paths(times))


def _on(condition: core.Condition, env: Env, day: date) -> Answer:
    """The condition's own facts on a day; its definitions stay on the judged day."""
    return evaluate.truth(condition, env.reading(day))


def _cured(case: Case, condition: core.Condition, env: Env, due_day: date) -> date | None:
    """The first day after the due day on which the condition holds, if it did not on the due day."""
    if _on(condition, env, due_day).value is not False:
        return None
    days = (day for day, _ in segments(due_day + DAY, case.today, case.turning))
    return next((day for day in days if _on(condition, env, day).value is True), None)


# --- prohibition -----------------------------------------------------------------------------------------------


def not_done(case: Case, demand: core.Prohibition, stretch: Stretch) -> Finding:
    """An act that has not been done by the day of the check."""
    return _in_window(case, demand, stretch, act=False)


def done(case: Case, demand: core.Prohibition, stretch: Stretch, act: date | None) -> Finding:
    """An act done on a day of the stretch (``act`` where the day is known)."""
    finding = _in_window(case, demand, stretch, act=True)
    return attrs.evolve(finding, done=act, since=act if B in finding.possible else None)


def _in_window(case: Case, demand: core.Prohibition, stretch: Stretch, act: bool) -> Finding:
    env = case.env(stretch.first)
    base = Finding(
        possible={},
        version=stretch.version.version,
        marks=frozenset({UNVERIFIED}) if stretch.body.marks else frozenset(),
    )
    if not demand.windows:
        return _act(case, base, demand, env, stretch, act, {True})
    cases, guards = evaluate.possible_cases(demand.windows, env)
    found = []
    for one in cases:
        places, absent, needs, anchor, marks = _window_places(case, one.limit, stretch)
        needs = needs if act or absent else NOTHING  # what was not done complies, wherever the window lies
        here = [_act(case, base, demand, env, stretch, act, places)] if places else []
        if absent:
            here.append(attrs.evolve(base, possible={N: Reason("not_triggered")}))
        one_found = pool(here)
        found.append(attrs.evolve(one_found, trigger=anchor, needs=one_found.needs | needs | guards,
                                  marks=one_found.marks | marks))  # fmt: skip
    return pool(found)


def _act(
    case: Case, base: Finding, demand: core.Prohibition, env: Env, stretch: Stretch, act: bool, inside: set[bool]
) -> Finding:
    """An act complies if it does in any way; it is forbidden if it may do so in none."""
    if not act:
        status, code = TABLE[PROHIBITION, "not done"][0]
        return attrs.evolve(base, possible={status: Reason(code)})
    found = ways(case, demand, env, stretch.first, stretch.last, inside)
    possible: dict[str, Reason] = {}
    for happened, args in found.happened:
        status, code = TABLE[PROHIBITION, happened][0]
        possible.setdefault(status, Reason(code, args))
    return attrs.evolve(
        base, possible=possible, needs=found.needs, trigger=found.trigger, marks=base.marks | found.marks
    )


def _window_places(
    case: Case, limit: core.Limit, stretch: Stretch
) -> tuple[set[bool], bool, Needs, date | None, frozenset[str]]:
    """Whether the stretch may lie inside and outside the window, whether there may be none, and its anchor."""
    if isinstance(limit, core.FixedDay):
        seen, needs = Occurrence((limit.day, limit.day), False), NOTHING
    else:
        assert isinstance(limit, core.Anchored), "the checker refuses other windows"
        seen, needs, *_ = case.seen(limit.anchor, counts_back(limit))
    if seen.range is None:
        return set(), True, needs, None, frozenset()
    if seen.day is None:
        needs |= set_lengths(limit, case.env(stretch.first))[2] if isinstance(limit, core.AfterSet) else NOTHING
        return {True, False}, seen.absent, needs, None, frozenset()
    marks = frozenset({PLANNED}) if seen.day > case.today else frozenset[str]()
    shortest = longest = limit
    of_length = NOTHING
    if isinstance(limit, core.AfterSet):
        shortest, longest, of_length = set_lengths(limit, case.env(stretch.first))
    windows = [window(one, seen.day, case.lookup.times) for one in (shortest, longest)]
    places = {first <= stretch.first <= last for first, last in windows}
    of_length = of_length if len(places) > 1 else proofs_in(of_length)
    return places, False, proofs_in(needs) | of_length, seen.day, marks


def window_days(case: Case, demand: core.Prohibition) -> Iterator[date]:
    """The days on which a window of known anchor opens, or has closed: the judged stretches are cut there."""
    for one in demand.windows:
        if isinstance(one.limit, core.FixedDay):
            yield one.limit.day + DAY
            continue
        assert isinstance(one.limit, core.Anchored), "the checker refuses other windows"
        day = case.seen(one.limit.anchor, counts_back(one.limit)).when.day
        if day is not None:
            for limit in possible_windows(case, one.limit):
                first, last = window(limit, day, case.lookup.times)
                yield first
                yield last + DAY


def possible_windows(case: Case, limit: core.Limit) -> tuple[core.Limit, ...]:
    """The limits that a window may be: of a set number, whatever is set on any judged day."""
    if not isinstance(limit, core.AfterSet):
        return (limit,)
    on_days = (set_lengths(limit, case.env(day)) for day in (*case.turning, case.today))
    return tuple(dict.fromkeys(one for shortest, longest, _ in on_days for one in (shortest, longest)))
