"""What each kind of duty comes to on one judged day, or on a stretch of days between which nothing turns.

Source: `meaning.md`, sections 3 and 4.  Statuses come from the one table and from nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import UNKNOWN, ByDay
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.environment import NOTHING, Env, Located, Needs
from prazo.dsl.meaning.evaluate import FAILS, HOLDS, NONE_APPLIES, Answer
from prazo.dsl.meaning.finding import Finding, pool
from prazo.dsl.meaning.limits import PLANNED, UNVERIFIED, Occurrence, due, occurrence, window
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.meaning.table import OBLIGATION, PROHIBITION, REQUIREMENT, TABLE, B, N
from prazo.dsl.meaning.turning import DAY, segments
from prazo.dsl.report.model import Figure, Reason
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY


@attrs.frozen(slots=True)
class Case:
    """One norm for one subject and item, under one run, on the day of the check: what stays the same all along.

    ``law_on``: the day whose law judges, where the norm says that it is not that of the judged day.
    """

    lookup: Lookup
    records: tuple[Located, ...]
    today: date
    run: frozenset[str]
    turning: tuple[date, ...]
    law_on: date | None = None

    def env(self, day: date) -> Env:
        """Everything read on J = ``day``."""
        env = Env.on(self.lookup, self.records, day, self.today, self.run)
        return env if self.law_on is None else attrs.evolve(env, law_on=self.law_on)


class Stretch(NamedTuple):
    """Judged days ``first .. last`` (both included) between which nothing turns, with the version that judges them."""

    version: core.Versioned[core.NormBody]
    body: core.NormBody
    first: date
    last: date


# --- acts ------------------------------------------------------------------------------------------------------


class Act(NamedTuple):
    """When the acts of an obligation were done: ``not_done`` may be, or done in ``first .. last`` (both included)."""

    not_done: bool
    first: date
    last: date
    needs: Needs

    @property
    def day(self) -> date | None:
        return self.first if not self.not_done and self.first == self.last else None


def act_of(acts: Sequence[core.Fact], mode: str, env: Env) -> Act:
    """``mode`` "all": done with the last act; "any": with the first."""
    each = [_single(fact, env) for fact in acts]
    if mode == "all":
        first, last = max(one.first for one in each), max(one.last for one in each)
        return Act(any(one.not_done for one in each), first, last, _needs(each))
    done = [one for one in each if one.first <= one.last]
    if not done:
        return each[0]
    sure = [one.last for one in done if not one.not_done]
    return Act(not sure, min(one.first for one in done), min(sure, default=env.today), _needs(each))


def _single(fact: core.Fact, env: Env) -> Act:
    value = env.read(fact)
    seen = occurrence(value, env.today)
    unknown = value is UNKNOWN or isinstance(value, ByDay)
    first, last = seen.range or (LAST_DAY + DAY, FIRST_DAY)  # no day is the first, and none the last
    return Act(seen.absent, first, last, env.missing(fact) if unknown else NOTHING)


def _needs(acts: Sequence[Act]) -> Needs:
    return NOTHING.union(*(act.needs for act in acts))


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


_WORDS = {">=": "below", ">": "below", "<=": "above", "<": "above", "=": "different"}


def _reason(code: str, decisive: core.Clause | None, env: Env) -> Reason:
    """The table's reason; of a comparison of figures, which figure and which limit."""
    if decisive is None or not isinstance(decisive.condition, core.Compare):
        return Reason(code)
    compare = decisive.condition
    left, right = evaluate.figure(compare.left, env).interval, evaluate.figure(compare.right, env).interval
    unit = compare.left.unit
    args = {_named(compare.left): Figure(*left, unit), "limit": Figure(*right, unit)}
    return Reason(code if code == "holds" else _WORDS.get(compare.op, code), args)


def _named(figure: core.Figure) -> str:
    match figure:
        case core.FigureFact(fact, _) | core.SeriesFact(fact, _, _, _):
            return fact.name
        case core.DefinedFigure(_, name, _):
            return name
        case _:
            return "figure"


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
        if by is not None and isinstance(one.limit, core.FixedDay) and one.limit.day != by:
            continue
        soonest, latest = (due(one.limit, day, case.lookup.times) for day in (stretch.first, stretch.last))
        marks = soonest.marks | latest.marks | ({UNVERIFIED} if stretch.body.marks or one.unverified else set())
        if anchor is not None and anchor > case.today:
            marks |= {PLANNED}
        first, last = soonest.day, latest.day
        finding = _acts_by(case, demand, env, first, last) if demand.acts else _holds_by(case, demand, env, first, last)
        finding = attrs.evolve(
            finding,
            needs=finding.needs | guards.needs,
            version=stretch.version.version,
            marks=frozenset(marks),
        )
        if anchor is not None or isinstance(one.limit, core.FixedDay):
            since = first + DAY if B in finding.possible else None
            finding = attrs.evolve(finding, trigger=anchor, due=first, since=since)
        else:  # the day of the anchor is in doubt, and so is everything counted from it
            finding = attrs.evolve(finding, cured=None)
        found.append((finding, _exception_days(case, first, last)))
    return found


def _exception_days(case: Case, first: date, last: date) -> list[date]:
    """The due day, or the day of the check if that is earlier; of a due day in doubt, a day of every stretch."""
    return [day for day, _ in segments(min(first, case.today), min(last, case.today), case.turning)]


def _acts_by(case: Case, demand: core.Obligation, env: Env, first: date, last: date) -> Finding:
    act = act_of(demand.acts, demand.mode, env)
    possible: dict[str, Reason] = {}
    if act.not_done:
        _add(possible, "not done", first, last, case.today)
    if act.first <= act.last:
        if act.first <= last:
            _add(possible, "done in time", first, last, case.today)
        if act.last > first:
            _add(possible, "done late", first, min(last, act.last - DAY), case.today)
    cured = act.day if first == last else None  # where it was breached at all
    return Finding(possible=possible, needs=act.needs, done=act.day, cured=cured)


def _add(possible: dict[str, Reason], happened: str, first: date, last: date, today: date) -> None:
    """What the table gives for a due day anywhere in ``first .. last``."""
    in_time, too_late = TABLE[OBLIGATION, happened]
    if today <= last:
        possible.setdefault(in_time[0], Reason(in_time[1]))
    if first < today:
        possible.setdefault(too_late[0], Reason(too_late[1]))


def _holds_by(case: Case, demand: core.Obligation, env: Env, first: date, last: date) -> Finding:
    """Read on the day of the check up to the due day, on the due day after it."""
    assert demand.condition is not None
    possible: dict[str, Reason] = {}
    needs = NOTHING
    for day, until in segments(min(first, case.today), min(last, case.today), case.turning):
        answer = _on(demand.condition, env, day)
        needs |= answer.needs
        due_first, due_last = (max(day, first), until if until < case.today else last)
        for happened, ruled_out in (("holds", False), ("does not hold", True)):
            if answer.value is not ruled_out:
                _add(possible, happened, due_first, due_last, case.today)
    cured = _cured(case, demand.condition, env, first) if first == last < case.today else None
    return Finding(possible=possible, needs=needs, cured=cured)


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
        return _act(base, demand, env, act, {True})
    cases, guards = evaluate.possible_cases(demand.windows, env)
    found = []
    for one in cases:
        places, absent, needs, anchor, marks = _window_places(case, one.limit, env, stretch)
        here = [_act(base, demand, env, act, places)] if places else []
        if absent:
            here.append(attrs.evolve(base, possible={N: Reason("not_triggered")}))
        one_found = pool(here)
        found.append(attrs.evolve(one_found, trigger=anchor, needs=one_found.needs | needs | guards.needs,
                                  marks=one_found.marks | marks))  # fmt: skip
    return pool(found)


def _act(base: Finding, demand: core.Prohibition, env: Env, act: bool, inside: set[bool]) -> Finding:
    if not act:
        happened, needs = ["not done"], NOTHING
    else:
        happened, needs = ["done outside"] if False in inside else [], NOTHING
        if True in inside:
            approval = Answer(False) if demand.without is None else evaluate.truth(core.Happened(demand.without), env)
            needs = approval.needs
            happened += [] if approval.value is True else ["done inside"]
            happened += [] if approval.value is False else ["done with approval"]
    cells = [TABLE[PROHIBITION, one][0] for one in happened]
    return attrs.evolve(base, possible={status: Reason(code) for status, code in cells}, needs=base.needs | needs)


def _window_places(
    case: Case, limit: core.Limit, env: Env, stretch: Stretch
) -> tuple[set[bool], bool, Needs, date | None, frozenset[str]]:
    """Whether the stretch may lie inside and outside the window, whether there may be none, and its anchor."""
    if isinstance(limit, core.FixedDay):
        seen, needs = Occurrence((limit.day, limit.day), False), NOTHING
    else:
        value = env.read(limit.anchor)
        seen = occurrence(value, case.today, plans_count=not isinstance(limit, core.AfterEvent))
        needs = env.missing(limit.anchor) if value is UNKNOWN or isinstance(value, ByDay) else NOTHING
    if seen.range is None:
        return set(), True, needs, None, frozenset()
    if seen.day is None:
        return {True, False}, seen.absent, needs, None, frozenset()
    first, last = window(limit, seen.day, case.lookup.times)
    marks = frozenset({PLANNED}) if seen.day > case.today else frozenset[str]()
    return {first <= stretch.first <= last}, False, NOTHING, seen.day, marks


def window_days(case: Case, demand: core.Prohibition, env: Env) -> Iterator[date]:
    """The days on which a window of known anchor opens, or has closed: the judged stretches are cut there."""
    for one in demand.windows:
        if isinstance(one.limit, core.FixedDay):
            yield one.limit.day + DAY
            continue
        day = occurrence(env.read(one.limit.anchor), case.today, not isinstance(one.limit, core.AfterEvent)).day
        if day is not None:
            first, last = window(one.limit, day, case.lookup.times)
            yield first
            yield last + DAY
