"""What a requirement, an obligation or a prohibition comes to on judged days between which nothing turns.

Statuses come from the one table and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Answer, Needs, proofs_in
from prazo.compiler.python.runtime.case import DAY, Case, Event, Happening, Seen
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.extensions import Extension, extended
from prazo.compiler.python.runtime.facts_on import At, members
from prazo.compiler.python.runtime.findings import (
    UNVERIFIED,
    End,
    Finding,
    Reason,
    ReportedFigure,
    plain,
    pool,
    scoped,
    settled,
)
from prazo.compiler.python.runtime.judging import Stretch, Unless, in_own_period, unless
from prazo.compiler.python.runtime.limits import (
    NO_MARKS,
    OPEN_TEXTURED,
    PLANNED,
    Anchored,
    Deadline,
    EarlierOf,
    Every,
    Fixed,
    LaterOf,
    Limit,
    LimitCase,
    OnDay,
    Regularly,
    deadlines,
    lengths_of,
    trigger_of,
    window_of,
)
from prazo.compiler.python.runtime.lines import Cases, Comparison, Lines, Listed
from prazo.compiler.python.runtime.turning import stretches
from prazo.compiler.python.runtime.ways import Way, taken
from prazo.dsl.facts.values import Events, Moment
from prazo.dsl.meaning.table import CHECKLIST, OBLIGATION, PROHIBITION, REQUIREMENT, TABLE, B, N
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY

# --- requirement -----------------------------------------------------------------------------------------------

_FALLS_SHORT = {">=": "below", ">": "below", "<=": "above", "<": "above", "=": "different"}


def required(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    lines: Lines,
    *,
    covers: bool,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """Lines that must hold on the judged day; ``covers``: some line always applies."""
    outcome = lines.outcome(covers)
    possible: dict[str, Reason] = {}
    for happened, can in (("holds", outcome.holds), ("does not hold", outcome.fails)):
        if can:
            status, code = TABLE[REQUIREMENT, happened][0]
            possible[status] = _reason(code, outcome.decisive)
    if outcome.none_applies:
        possible[N] = Reason("no_clause_applies")
    found = Finding(possible, outcome.needs, stretch.version, marks=_marks(unverified))
    if case.period is not None and stretch.first > case.today:  # its day has not come
        return in_own_period(case, plain(N, "not_triggered"))
    one = scoped(unless(case, found, [stretch.first], exceptions), scope)
    return in_own_period(case, one if stretch.event is None else one._replace(trigger=stretch.event))


def listed(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    items: Listed,
    *,
    covers: bool,
    open: bool = False,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """What must be there on the day of an act; ``covers``: an item always applies, ``open``: the list is not final."""
    outcome = items.outcome(covers)
    marks = _marks(unverified)
    possible: dict[str, Reason] = {}
    if outcome.holds:
        status, code = TABLE[CHECKLIST, "there so far" if open else "all there"][0]
        possible[status] = Reason(code)
        marks = marks | {OPEN_TEXTURED} if open else marks
    if outcome.fails:
        status, code = TABLE[CHECKLIST, "missing"][0]
        possible[status] = Reason(code, {"missing": items.missing})
    if outcome.none_applies:
        possible[N] = Reason("no_clause_applies")
    found = Finding(possible, outcome.needs, stretch.version, marks=marks)
    one = scoped(unless(case, found, [stretch.first], exceptions), scope)
    return [one if stretch.event is None else one._replace(trigger=stretch.event)]


def _reason(code: str, decisive: Comparison | None) -> Reason:
    if decisive is None:
        return Reason(code)
    op, name, unit, left, right = decisive
    args = {name: ReportedFigure(*left.interval, unit), "limit": ReportedFigure(*right.interval, unit)}
    return Reason(code if code == "holds" else _FALLS_SHORT.get(op, code), args)


def _marks(unverified: bool) -> frozenset[str]:
    return frozenset({UNVERIFIED}) if unverified else NO_MARKS


# --- obligation ------------------------------------------------------------------------------------------------


class Act(NamedTuple):
    """When acts were done: perhaps not (``not_done``), or at an instant in ``first .. last`` (none if it is less).

    ``time_needs``: the acts of which only the day is known.
    """

    not_done: bool
    first: End
    last: End
    needs: Needs
    time_needs: Needs

    @property
    def possible(self) -> bool:
        return self.first.instant <= self.last.instant


class ActOfAny(NamedTuple):
    """An act that the subject does, or any of the items of ``lists`` (each with the fact that is the same act)."""

    own: Event
    lists: tuple[tuple[FactDecl, FactDecl], ...]


class Acts(NamedTuple):
    """The acts of an obligation and, of several, which of them performs it: ``all_acts`` or ``any_act``."""

    acts: tuple[Event | ActOfAny, ...]
    together: Callable[..., Act] | None = None

    def from_day(self, case: Case, opens: date | None) -> Act:
        """When they were done; before the day ``opens`` none performs."""
        each = [_single(case, one, opens) for one in self.acts]
        return each[0] if self.together is None else self.together(case, *each)


def _single(case: Case, one: Event | ActOfAny, opens: date | None) -> Act:
    if isinstance(one, ActOfAny):
        others = (done for listed, fact in one.lists for done in acts_of(case, listed, fact))
        every = (act(case, one.own.of, one.own.fact), *others)
        return any_act(case, *(_from(case, done, opens) for done in every))
    return _from(case, act(case, one.of, one.fact), opens)


def _from(case: Case, done: Act, opens: date | None) -> Act:
    """The act as it performs from a day on: before it, it was as good as not done."""
    if opens is None or not done.possible:
        return done
    first = case.times.zone.first_of(opens)
    if first <= done.first.instant:
        return done
    return done._replace(not_done=True, first=End(first, done.first.timed))


def act(case: Case, of: int, fact: FactDecl) -> Act:
    """When one act was done."""
    return _act_seen(case, case.event(of, fact))


def _act_seen(case: Case, seen: Seen) -> Act:
    when = seen.when
    if when.first is None or when.last is None:
        return Act(seen.when.absent, End(case.times.zone.last_of(LAST_DAY) + 1), End(0), seen.needs, seen.time_needs)
    timed = seen.moment is not None
    first, last = (End(instant, timed) for instant in case.span(seen, when.first, when.last))
    return Act(when.absent, first, last, seen.needs, seen.time_needs)


def acts_of(case: Case, listed: FactDecl, fact: FactDecl) -> Iterator[Act]:
    """When each item of a list did an act; whoever is not known may have done it at any time."""
    others = members(case.at(case.today), 0, listed)
    for item in others.items:
        yield act(case._replace(records=item.records), len(item.records) - 1, fact)
    if others.open:
        yield _act_seen(case, Seen(Happening(FIRST_DAY, case.today, True), others.needs))


def all_acts(case: Case, *acts: Act) -> Act:
    """Done with the last of them."""
    needs, time_needs = _needs_of(acts)
    first, last = max(one.first for one in acts), max(one.last for one in acts)
    return Act(any(one.not_done for one in acts), first, last, needs, time_needs)


def any_act(case: Case, *acts: Act) -> Act:
    """Done with the first of them."""
    done = [one for one in acts if one.possible]
    if not done:
        return acts[0]
    sure = [one.last for one in done if not one.not_done]
    last = min(sure) if sure else End(case.now)
    return Act(not sure, min(one.first for one in done), last, *_needs_of(acts))


def _needs_of(acts: Sequence[Act]) -> tuple[Needs, Needs]:
    return NOTHING.union(*(one.needs for one in acts)), NOTHING.union(*(one.time_needs for one in acts))


def owed(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    limits: Cases[LimitCase],
    performed: Acts | Callable[[At], Answer],
    *,
    suspended: Sequence[Event] = (),
    extension: Extension | None = None,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """Acts to be done, or a condition to hold, by a time: one finding for each limit that may be the one."""
    at = case.at(stretch.first)
    found: list[Finding] = []
    in_periods: list[Finding] = []
    for one in limits.found:
        if case.period is not None:
            put_off = suspended, extension
            in_periods += _owed_in_period(
                case, stretch, scope, one, limits.which, performed, put_off, exceptions, unverified
            )
            continue
        if stretch.by is not None and isinstance(one.limit, Fixed) and one.limit.day != stretch.by:
            continue
        event = None if isinstance(one.limit, Regularly) else stretch.event
        for deadline in _deadlines(case, one.limit, stretch.first, stretch.last, suspended, extension):
            finding = _performed(case, at, performed, one.limit, deadline)
            finding = finding._replace(
                needs=finding.needs | limits.which.needs,
                version=stretch.version,
                marks=deadline.marks
                | _marks(unverified or one.unverified)
                | ({OPEN_TEXTURED} if one.practicable else NO_MARKS),
                interpretations=deadline.interpretations,
                ends=(deadline.first, deadline.last),
                end_needs=_end_needs(deadline, limits.which.needs),
            )
            if stretch.event is not None or isinstance(one.limit, Fixed):
                since = _since(case, deadline) if B in finding.possible else None
                due = None if deadline.open else case.told(deadline.first)
                finding = finding._replace(trigger=event, due=due, since=since)
            else:  # the day of the event is in doubt, and so is everything counted from it
                finding = finding._replace(cured=None)
            first, last = (min(case.day_of(end), case.today) for end in (deadline.first, deadline.last))
            read_on = [day for day, _ in stretches(first, last, case.turning)]
            found.append(unless(case, finding, read_on, exceptions))
    return in_periods or [scoped(one, scope) for one in (settled(found) if stretch.by is None else found)]


def _end_needs(deadline: Deadline, needs: Needs) -> Needs:
    """What would tell when the time ends."""
    exact = deadline.first.instant == deadline.last.instant
    return needs if exact else needs | deadline.needs | deadline.time_needs


def _owed_in_period(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    limit: LimitCase,
    which: Answer,
    performed: Acts | Callable[[At], Answer],
    put_off: tuple[Sequence[Event], Extension | None],
    exceptions: Unless | None,
    unverified: bool,
) -> list[Finding]:
    """The same in one period, judged on its last day whatever a limit is counted from."""
    seen, needs, *_ = trigger_of(case, limit.limit)
    of_event = isinstance(limit.limit, Anchored | LaterOf | EarlierOf)
    sure = not of_event or seen.day is not None
    found: list[tuple[Finding, tuple[date, date] | None]] = []
    if seen.first is not None and seen.last is not None:
        for deadline in _deadlines(case, limit.limit, seen.first, seen.last, *put_off):
            one = _performed(case, case.at(stretch.first), performed, limit.limit, deadline)
            one = one._replace(
                needs=one.needs | which.needs | needs,
                version=stretch.version,
                marks=deadline.marks
                | _marks(unverified or limit.unverified)
                | ({OPEN_TEXTURED} if limit.practicable else NO_MARKS),
                trigger=seen.day if of_event else None,
                due=case.told(deadline.first) if sure and not deadline.open else None,
                interpretations=deadline.interpretations,
                ends=(deadline.first, deadline.last),
                end_needs=_end_needs(deadline, which.needs | needs),
                since=_since(case, deadline) if sure and B in one.possible else None,
                cured=one.cured if sure else None,
            )
            found.append((one, (case.day_of(deadline.first), case.day_of(deadline.last))))
    if seen.absent:
        found.append((plain(N, "not_triggered", which.needs | needs, stretch.version), None))
    given: list[Finding] = []
    for one, due in found:
        given += in_own_period(case, scoped(unless(case, one, [stretch.first], exceptions), scope), due)
    return given


def empowered(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    limits: Cases[LimitCase],
    performed: Acts | Callable[[At], Answer],
    *,
    suspended: Sequence[Event] = (),
    extension: Extension | None = None,
    exceptions: Unless | None = None,
    unverified: bool = False,
    counted_back: bool = False,
) -> list[Finding]:
    """What may be done in a time, judged on the day of the check whatever the time runs from.

    ``counted_back``: so that it has no first day.
    """
    put_off = suspended, extension
    found: list[Finding] = []
    for one in limits.found:
        each = _owed_in_period(case, stretch, scope, one, limits.which, performed, put_off, exceptions, unverified)
        found += [finding._replace(trigger=None) for finding in each] if counted_back else each
    return found


def unlimited(
    case: Case, stretch: Stretch, scope: Answer, *, exceptions: Unless | None = None, unverified: bool = False
) -> list[Finding]:
    """What may be done at any time."""
    status, code = TABLE[OBLIGATION, "not done"][0]
    one = Finding({status: Reason(code)}, version=stretch.version, marks=_marks(unverified))
    return [scoped(unless(case, one, [stretch.first], exceptions), scope)]


def repeated(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    limits: Cases[LimitCase],
    act: Event,
    in_force: date,
    *,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """An act due so long after its last time, its start or the day the norm came into force, the latest of them."""
    at = case.at(case.today)
    value = at.read(act.of, act.fact)
    known = isinstance(value, Events) and value.complete
    times = [time for time in value.times if at.is_past(time)] if isinstance(value, Events) else []
    latest = max((time.day if isinstance(time, Moment) else time for time in times), default=None)
    found: list[Finding] = []
    for one in limits.found:
        limit = one.limit
        assert isinstance(limit, Every), "it stands alone or among its like"
        start = Seen(Happening(in_force, in_force, False)) if limit.since is None else case.seen(limit.since)
        needs = limits.which.needs | start.needs
        if start.when.first is not None and start.when.last is not None:
            first, last = (max(day, in_force, latest or day) for day in (start.when.first, start.when.last))
            last = last if known else max(last, case.today)
            for deadline in deadlines(case, limit, first, last):
                possible: dict[str, Reason] = {}
                _due(possible, "not done", deadline.first.instant, deadline.last.instant, case.now)
                found.append(
                    Finding(
                        possible,
                        needs if known else needs | at.missing(act.of, act.fact),
                        stretch.version,
                        trigger=first if first == last else None,
                        due=case.told(deadline.first),
                        done=latest if known else None,
                        since=_since(case, deadline) if B in possible else None,
                        marks=deadline.marks | _marks(unverified or one.unverified),
                    )
                )
        if start.when.absent:
            found.append(plain(N, "not_triggered", needs, stretch.version))
    return [scoped(unless(case, one, [stretch.first], exceptions), scope) for one in found]


def _deadlines(
    case: Case, limit: Limit, first: date, last: date, suspended: Sequence[Event], extension: Extension | None
) -> Iterator[Deadline]:
    """When a limit may end, with what puts its last day off."""
    for deadline in deadlines(case, limit, first, last, suspended):
        yield deadline if extension is None else extended(case, extension, limit, first, last, deadline)


def _performed(
    case: Case, at: At, performed: Acts | Callable[[At], Answer], limit: Limit, deadline: Deadline
) -> Finding:
    if isinstance(limit, Regularly):  # nothing that was done ends it
        status, code = TABLE[OBLIGATION, "not done"][0]
        return Finding({status: Reason(code)})
    if isinstance(performed, Acts):
        return _acts_by(case, performed.from_day(case, deadline.opens), deadline)
    return _holds_by(case, at, performed, deadline)


def _since(case: Case, deadline: Deadline) -> date | Moment:
    """The first day of the breach, or the moment at which it begins."""
    first = deadline.first
    return case.told(first) if first.timed else case.day_of(first) + DAY


def _due(possible: dict[str, Reason], happened: str, first: int, last: int, now: int) -> None:
    """What the table gives for a limit that ends at an instant in ``first .. last``."""
    (in_time, in_time_code), (too_late, too_late_code) = TABLE[OBLIGATION, happened]
    if now <= last:
        possible.setdefault(in_time, Reason(in_time_code))
    if now > first:
        possible.setdefault(too_late, Reason(too_late_code))


def _acts_by(case: Case, done: Act, deadline: Deadline) -> Finding:
    first, last = deadline.first.instant, deadline.last.instant
    possible: dict[str, Reason] = {}
    if done.not_done:
        _due(possible, "not done", first, last, case.now)
    if done.possible:
        if done.first.instant <= last:
            _due(possible, "done in time", first, last, case.now)
        if done.last.instant > first:
            _due(possible, "done late", first, min(last, done.last.instant - 1), case.now)
    when = _when_done(case, done, deadline)
    cured = when if deadline.exact or done.first.instant > last else None
    if len(possible) == 1:
        return Finding(possible, done.needs, done=when, cured=cured)
    times = deadline.time_needs | (done.time_needs if deadline.timed else NOTHING)
    needs = done.needs | deadline.needs | times
    return Finding(possible, needs, done=when, cured=cured, times=_paths(times))


def _paths(needs: Needs) -> frozenset[str]:
    return frozenset(one.path for one in needs)


def _when_done(case: Case, done: Act, deadline: Deadline) -> date | Moment | None:
    """When acts were done, where that is known: a moment where hours were counted and its time is known."""
    if done.not_done or not done.possible:
        return None
    if deadline.first.timed and done.first == done.last and done.first.timed:
        return case.told(done.first)
    first = case.day_of(done.first)
    return first if first == case.day_of(done.last) else None


def _holds_by(case: Case, at: At, condition: Callable[[At], Answer], deadline: Deadline) -> Finding:
    """Read on the day of the check up to the due day, on the due day after it."""
    today, zone = case.today, case.times.zone
    possible: dict[str, Reason] = {}
    needs = NOTHING
    first, last = case.day_of(deadline.first), case.day_of(deadline.last)
    for day, until in stretches(min(first, today), min(last, today), case.turning):
        holds = condition(at.read_on(day))
        needs |= holds.needs
        begins = (zone.first_of if deadline.timed else zone.last_of)(day)
        ends = deadline.last.instant if until == today else min(zone.last_of(until), deadline.last.instant)
        for happened, ruled_out in (("holds", False), ("does not hold", True)):
            if holds.value is not ruled_out:
                _due(possible, happened, max(begins, deadline.first.instant), ends, case.now)
    times = deadline.time_needs if len(possible) > 1 else NOTHING
    needs |= deadline.needs if len(possible) > 1 else NOTHING
    cured = None
    if first == last < today and condition(at.read_on(first)).value is False:
        later = (day for day, _ in stretches(first + DAY, today, case.turning))
        cured = next((day for day in later if condition(at.read_on(day)).value is True), None)
    return Finding(possible, needs | times, cured=cured, times=_paths(times))


# --- prohibition -----------------------------------------------------------------------------------------------


def forbidden(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    windows: Cases[LimitCase] | None = None,
    *ways: Way,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """An act that must not be done, inside a window (None: at any time), unless it complies in one of the ``ways``."""
    base = Finding({}, version=stretch.version, marks=_marks(unverified))
    if windows is None:
        found = _forbidden(base, stretch.done, ways, Answer(False))
    else:
        found = pool([_in_window(case, stretch, base, one.limit, windows.which, ways) for one in windows.found])
    if stretch.done:
        found = found._replace(done=stretch.event, since=stretch.event if B in found.possible else None)
    return [scoped(one, scope) for one in settled([unless(case, found, [stretch.first], exceptions)])]


def _forbidden(base: Finding, done: bool, ways: Sequence[Way], outside: Answer) -> Finding:
    """``outside``: whether the act is outside the window."""
    if not done:
        status, code = TABLE[PROHIBITION, "not done"][0]
        return base._replace(possible={status: Reason(code)})
    every = (Way(outside, "done outside"), *ways)
    rows, which = taken(every)
    possible: dict[str, Reason] = {}
    for row, args in rows:
        status, code = TABLE[PROHIBITION, row][0]
        possible.setdefault(status, Reason(code, args))
    last = every[-1]
    return base._replace(possible=possible, needs=which.needs, trigger=last.event, marks=base.marks | last.marks)


def _in_window(
    case: Case, stretch: Stretch, base: Finding, limit: Limit, which: Answer, ways: Sequence[Way]
) -> Finding:
    if isinstance(limit, OnDay):
        seen, needs = Happening(limit.day, limit.day, False), NOTHING
    else:
        seen, needs, *_ = trigger_of(case, limit)
    shortest, longest, number_needs = lengths_of(limit, case.at(stretch.first))
    marks = frozenset({PLANNED}) if seen.day is not None and seen.day > case.today else NO_MARKS
    found: list[Finding] = []
    if seen.day is not None:
        windows = [window_of(one, seen.day, case.times) for one in (shortest, longest)]
        places = {first <= stretch.first <= last for first, last in windows}
        number_needs = number_needs if len(places) > 1 else proofs_in(number_needs)
        needs = proofs_in(needs) | number_needs if stretch.done else NOTHING  # not done it complies, wherever that lies
        outside = None if len(places) > 1 else places == {False}
        found.append(_forbidden(base, stretch.done, ways, Answer(outside)))
    elif seen.first is not None:
        needs |= number_needs
        found.append(_forbidden(base, stretch.done, ways, Answer(None)))
    if seen.day is None and seen.absent:
        found.append(plain(N, "not_triggered", version=base.version)._replace(marks=base.marks))
    one = pool(found)
    return one._replace(trigger=seen.day, needs=one.needs | needs | which.needs, marks=one.marks | marks)
