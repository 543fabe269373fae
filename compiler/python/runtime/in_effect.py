"""Effects as conditions: whether one holds on a day, as a check at the end of that day finds it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NO, Answer, one_holds
from prazo.compiler.python.runtime.case import DAY, Case, Event, Times
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.effects import Cause, of_act, of_breach, stands
from prazo.compiler.python.runtime.extensions import Extension, extended
from prazo.compiler.python.runtime.facts_on import At
from prazo.compiler.python.runtime.findings import Finding
from prazo.compiler.python.runtime.instances import (
    Duty,
    Each,
    Effect,
    OfSpells,
    Power,
    concerned,
    findings,
    in_time,
    of_periods,
    of_spells,
    with_item,
)
from prazo.compiler.python.runtime.judging import window_turns
from prazo.compiler.python.runtime.limits import Limit, deadlines, trigger_of
from prazo.dsl.facts.values import Items


class Asked(NamedTuple):
    """An effect that conditions ask for, and the norms whose breach brings it."""

    effect: Effect
    norms: tuple[Duty, ...] = ()

    @property
    def id(self) -> str:
        return self.effect.id

    def causes(self, case: Case) -> Iterator[Answer]:
        """Whether each of its causes brings it: of the item that is asked about, else of any."""
        if self.effect.upon is not None:
            act = of_act(case, self.effect.upon)
            yield _lasts(case, self.effect, act)
        for norm in self.norms:
            for inner, finding in _found(norm, case):
                yield _lasts(inner, self.effect, of_breach(inner, norm.kind, finding))


class AskedPower(NamedTuple):
    """A power that conditions ask for."""

    power: Power

    @property
    def id(self) -> str:
        return self.power.held.id

    def causes(self, case: Case) -> Iterator[Answer]:
        """Whether it stands: of the item that is asked about, else of any."""
        for _, finding in _found(self.power.held, case):
            yield stands(finding) or NO


def _found(norm: Duty, case: Case) -> Iterator[tuple[Case, Finding]]:
    duty = norm.without_interpretations if case.uninterpreted else norm
    for _, inner, finding in findings(duty, case) if len(case.records) == 1 else in_time(duty, case, None):
        yield inner, finding


def in_effect(at: At, of: int, asked: Asked | AskedPower, times: Times, new_laws: tuple[date, ...]) -> Answer:
    """Whether it holds for the subject (``of`` 0) or an item of it, on the day that facts are read on."""
    day = at.facts_on
    now = at.now if day == at.today else times.zone.last_of(day)
    key = asked.id, at.records[of].prefix, day, now, at.uninterpreted, at.turning
    if key not in at.known:
        records = at.records[:1] if of == 0 else (at.records[0], at.records[of])
        case = Case(records, day, now, at.run, at.turning, times, new_laws, at.known, uninterpreted=at.uninterpreted)
        at.known[key] = one_holds(*asked.causes(case))
    answer: Answer = at.known[key]
    return answer


def _lasts(case: Case, effect: Effect, cause: Cause | None) -> Answer:
    if cause is None:
        return NO
    found = effect.brings(concerned(case, effect), cause)
    return NO if found is None else found.lasting


class Timed(NamedTuple):
    """A time limit with what puts its last day off."""

    limit: Limit
    suspended: tuple[Event, ...] = ()
    extension: Extension | None = None


class Dues(NamedTuple):
    """When the times of a norm end that brings an effect which is asked for.

    ``rests_on``: by their place in the table, which comes first, the norms that its own times and scope rest on.
    ``of_last_day``: it is read on the last day of each period.
    """

    times: tuple[Timed, ...]
    windows: tuple[Limit, ...] = ()
    about: FactDecl | None = None
    rests_on: tuple[int, ...] = ()
    each: Each | None = None
    spells: OfSpells | None = None
    of_last_day: bool = False


def with_due_days(case: Case, table: Sequence[Dues]) -> Case:
    """The case with the days, up to the day of the check, after which a time or window may have ended."""
    found: list[set[date]] = []
    for norm in table:
        starts = set(case.turning).union(*(found[n] for n in norm.rests_on))
        starts |= {day - DAY for day in starts}
        ends = {end for inner in _cases(case, norm) for end in _ends(inner, norm, starts)}
        found.append({day for end in ends for day in (end, end + DAY) if day <= case.today})
    return case._replace(turning=tuple(sorted(set(case.turning).union(*found))))


def _cases(case: Case, norm: Dues) -> Iterator[Case]:
    """The case of each item, and of each of its periods or spells."""
    items = [case]
    if norm.about is not None:
        value = case.records[0].record.get(norm.about.name)
        given = value.items if isinstance(value, Items) else ()
        items = [with_item(case, norm.about, item, position) for position, item in enumerate(given)]
    for one in items:
        if norm.each is not None:
            yield from of_periods(norm.each, one)
        elif norm.spells is not None:
            yield from (inner for _, inner in of_spells(one, norm.spells))
        else:
            yield one


def _ends(case: Case, norm: Dues, starts: set[date]) -> Iterator[date]:
    for limit, suspended, extension in norm.times:
        for day in _counted_from(case, limit, starts):
            for one in deadlines(case, limit, day, day, suspended):
                end = one if extension is None else extended(case, extension, limit, day, day, one)
                yield from (case.day_of(end.first), case.day_of(end.last))
    for limit in norm.windows:
        for day in starts:
            yield from window_turns(case, limit, day)
    if norm.of_last_day and case.period is not None:
        yield case.period.last


def _counted_from(case: Case, limit: Limit, starts: set[date]) -> Iterator[date]:
    """The days that a limit may be counted from: of one of a period, as what it is counted from is in that."""
    if case.period is None:
        yield from starts
        return
    first, last, _ = trigger_of(case, limit).when
    if first is not None and last is not None:
        yield from {day for day in (first, last, *starts) if first <= day <= last}
