"""What a requirement, an obligation or a prohibition comes to on judged days between which nothing turns.

Statuses come from the one table and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NOTHING, Answer, Needs
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.facts_on import At
from prazo.compiler.python.runtime.findings import Finding, Reason, ReportedFigure, plain, pool, scoped
from prazo.compiler.python.runtime.judging import Case, Stretch, Unless, unless
from prazo.compiler.python.runtime.limits import (
    DAY,
    NO_MARKS,
    PLANNED,
    UNVERIFIED,
    After,
    Happening,
    Limit,
    LimitCase,
    OnDay,
    happening,
    last_day_of,
    window_of,
)
from prazo.compiler.python.runtime.lines import Cases, Comparison, Lines
from prazo.compiler.python.runtime.turning import stretches
from prazo.dsl.facts.values import UNKNOWN, ByDay
from prazo.dsl.meaning.table import OBLIGATION, PROHIBITION, REQUIREMENT, TABLE, B, N
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
    """When acts were done: perhaps not (``not_done``), or in ``first .. last`` (in no day if last is earlier)."""

    not_done: bool
    first: date
    last: date
    needs: Needs

    @property
    def possible(self) -> bool:
        return self.first <= self.last

    @property
    def day(self) -> date | None:
        return self.first if not self.not_done and self.first == self.last else None


def act(at: At, of: int, fact: FactDecl) -> Act:
    """When one act was done."""
    value = at.read(of, fact)
    seen = happening(value, at.today, plans=False)
    needs = at.missing(of, fact) if value is UNKNOWN or isinstance(value, ByDay) else NOTHING
    return Act(seen.absent, seen.first or LAST_DAY + DAY, seen.last or FIRST_DAY, needs)  # no day is the first of none


def all_acts(*acts: Act) -> Act:
    """Done with the last of them."""
    needs = NOTHING.union(*(one.needs for one in acts))
    not_done = any(one.not_done for one in acts)
    if not all(one.possible for one in acts):
        return Act(not_done, LAST_DAY, FIRST_DAY, needs)
    return Act(not_done, max(one.first for one in acts), max(one.last for one in acts), needs)


def any_act(*acts: Act) -> Act:
    """Done with the first of them."""
    done = [one for one in acts if one.possible]
    if not done:
        return acts[0]
    sure = [one.last for one in done if not one.not_done]
    last = min(sure) if sure else max(one.last for one in done)
    return Act(not sure, min(one.first for one in done), last, NOTHING.union(*(one.needs for one in acts)))


def owed(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    limits: Cases[LimitCase],
    performed: Act | Callable[[At], Answer],
    *,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """Acts to be done, or a condition to hold, by a time: one finding for each limit that may be the one."""
    at = case.at(stretch.first)
    found: list[Finding] = []
    for one in limits.found:
        if stretch.by is not None and isinstance(one.limit, OnDay) and one.limit.day != stretch.by:
            continue
        first, marks = last_day_of(one.limit, stretch.first, case.times)
        last, more = last_day_of(one.limit, stretch.last, case.times)
        if isinstance(performed, Act):
            finding = _acts_by(case.today, performed, first, last)
        else:
            finding = _holds_by(case, at, performed, first, last)
        planned = stretch.event is not None and stretch.event > case.today
        finding = finding._replace(
            needs=finding.needs | limits.which.needs,
            version=stretch.version,
            marks=marks | more | _marks(unverified or one.unverified) | ({PLANNED} if planned else NO_MARKS),
        )
        if stretch.event is not None or isinstance(one.limit, OnDay):
            since = first + DAY if B in finding.possible else None
            finding = finding._replace(trigger=stretch.event, due=first, since=since)
        else:  # the day of the event is in doubt, and so is everything counted from it
            finding = finding._replace(cured=None)
        read_on = [day for day, _ in stretches(min(first, case.today), min(last, case.today), case.turning)]
        found.append(scoped(unless(case, finding, read_on, exceptions), scope))
    return found


def _due(possible: dict[str, Reason], happened: str, first: date, last: date, today: date) -> None:
    """What the table gives for a due day anywhere in ``first .. last``."""
    (in_time, in_time_code), (too_late, too_late_code) = TABLE[OBLIGATION, happened]
    if today <= last:
        possible.setdefault(in_time, Reason(in_time_code))
    if today > first:
        possible.setdefault(too_late, Reason(too_late_code))


def _acts_by(today: date, done: Act, first: date, last: date) -> Finding:
    possible: dict[str, Reason] = {}
    if done.not_done:
        _due(possible, "not done", first, last, today)
    if done.possible:
        if done.first <= last:
            _due(possible, "done in time", max(first, done.first), last, today)
        if done.last > first:
            _due(possible, "done late", first, min(last, done.last - DAY), today)
    late = done.day is not None and done.day > first
    return Finding(possible, done.needs, done=done.day, cured=done.day if late and first == last else None)


def _holds_by(case: Case, at: At, condition: Callable[[At], Answer], first: date, last: date) -> Finding:
    """Read on the day of the check up to the due day, on the due day after it."""
    today = case.today
    possible: dict[str, Reason] = {}
    needs = NOTHING
    for day, until in stretches(min(first, today), min(last, today), case.turning):
        holds = condition(at.read_on(day))
        needs |= holds.needs
        for happened, ruled_out in (("holds", False), ("does not hold", True)):
            if holds.value is not ruled_out:
                _due(possible, happened, max(day, first), until if until < today else last, today)
    cured = None
    if first == last < today and condition(at.read_on(first)).value is False:
        later = (day for day, _ in stretches(first + DAY, today, case.turning))
        cured = next((day for day in later if condition(at.read_on(day)).value is True), None)
    return Finding(possible, needs, cured=cured)


# --- prohibition -----------------------------------------------------------------------------------------------


def forbidden(
    case: Case,
    stretch: Stretch,
    scope: Answer,
    windows: Cases[LimitCase] | None = None,
    without: Answer | None = None,
    *,
    exceptions: Unless | None = None,
    unverified: bool = False,
) -> list[Finding]:
    """An act that must not be done, inside a window (None: at any time) or ``without`` prior approval."""
    base = Finding({}, version=stretch.version, marks=_marks(unverified))
    if windows is None:
        found = _forbidden(base, stretch.done, without, inside=True, outside=False)
    else:
        found = pool([_in_window(case, stretch, base, one.limit, windows.which, without) for one in windows.found])
    if stretch.done:
        found = found._replace(done=stretch.event, since=stretch.event if B in found.possible else None)
    return [scoped(unless(case, found, [stretch.first], exceptions), scope)]


def _forbidden(base: Finding, done: bool, without: Answer | None, *, inside: bool, outside: bool) -> Finding:
    approved = without or Answer(False)
    happened = ["not done"]
    needs = NOTHING
    if done:
        happened = ["done outside"] if outside else []
        if inside:
            happened += [] if approved.value is True else ["done inside"]
            happened += [] if approved.value is False else ["done with approval"]
            needs = approved.needs
    cells = [TABLE[PROHIBITION, one][0] for one in happened]
    return base._replace(possible={status: Reason(code) for status, code in cells}, needs=base.needs | needs)


def _in_window(
    case: Case, stretch: Stretch, base: Finding, limit: Limit, which: Answer, without: Answer | None
) -> Finding:
    if isinstance(limit, OnDay):
        seen, needs = Happening(limit.day, limit.day, False), NOTHING
    else:
        at = case.at(stretch.first)
        value = at.read(limit.of, limit.event)
        seen = happening(value, case.today, plans=not isinstance(limit, After))
        needs = at.missing(limit.of, limit.event) if value is UNKNOWN or isinstance(value, ByDay) else NOTHING
    marks = frozenset({PLANNED}) if seen.day is not None and seen.day > case.today else NO_MARKS
    found: list[Finding] = []
    if seen.day is not None:
        first, last = window_of(limit, seen.day, case.times)
        inside = first <= stretch.first <= last
        found.append(_forbidden(base, stretch.done, without, inside=inside, outside=not inside))
    elif seen.first is not None:
        found.append(_forbidden(base, stretch.done, without, inside=True, outside=True))
    if seen.day is None and seen.absent:
        found.append(plain(N, "not_triggered", version=base.version)._replace(marks=base.marks))
    one = pool(found)
    return one._replace(trigger=seen.day, needs=one.needs | needs | which.needs, marks=one.marks | marks)
