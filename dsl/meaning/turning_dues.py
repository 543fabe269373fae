"""The days on which an effect that is asked for can begin: those after the time of what brings it has ended.

Source: `meaning.md`, section 4.  A condition that asks for an effect turns on these days too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from prazo.dsl.core import nodes as core
from prazo.dsl.core.spells import state_of
from prazo.dsl.facts.values import Items
from prazo.dsl.meaning import duties, recurring
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import Located
from prazo.dsl.meaning.extensions import extended
from prazo.dsl.meaning.limits import deadlines, trigger_of, window
from prazo.dsl.meaning.lookup import walk
from prazo.dsl.meaning.spells import spells_judged
from prazo.dsl.meaning.turning import DAY


def with_due_days(case: Case, asked: Collection[str]) -> tuple[date, ...]:
    """The turning days of a case with those days, ascending; ``asked``: the effects that are asked for."""
    known: dict[str, frozenset[date]] = {}
    for effect in asked:
        for norm in case.lookup.brought_by[effect]:
            _due_days(case, case.lookup.norms[norm], known)
    found = frozenset(case.turning).union(*known.values())
    return tuple(sorted(found)) if known else case.turning


def _due_days(case: Case, norm: core.Norm, known: dict[str, frozenset[date]]) -> frozenset[date]:
    """The days after the time of a norm may have ended, counted from every day on which anything it rests on turns."""
    if norm.id not in known:
        known[norm.id] = frozenset()
        rests = (_due_days(case, case.lookup.norms[other], known) for other in _rests_on(case, norm))
        starts = frozenset(case.turning).union(*rests)
        starts |= {day - DAY for day in starts}
        ends = {end for inner in _cases(case, norm) for end in _ends(inner, norm, starts)}
        ends |= {end + DAY for end in ends}
        known[norm.id] = frozenset(end for end in ends if end <= case.today)
    return known[norm.id]


def _rests_on(case: Case, norm: core.Norm) -> Iterator[str]:
    """The norms that bring the effects that it asks for, and those by whose due days its limits are counted."""
    effects: Mapping[str, tuple[str, ...]] = case.lookup.brought_by
    for node in walk(norm.versions):
        if isinstance(node, core.InEffect):
            yield from effects[node.effect]
        elif isinstance(node, core.DoneOrDue | core.BreachDay):
            yield node.norm


def _cases(case: Case, norm: core.Norm) -> Iterator[Case]:
    """The case of each item, and of each of its periods or spells."""
    at: Located = case.records[0]
    value = None if norm.about is None else at.record.get(norm.about.name)
    for position, item in enumerate(value.items if isinstance(value, Items) else ()):
        assert norm.about is not None
        assert norm.record is not None
        located = at.item(norm.about.name, norm.record, item, position)
        yield from _in_time(Case(case.lookup, (at, located), case.today, case.now, case.run, case.turning), norm)
    if norm.about is None:
        yield from _in_time(case, norm)


def _in_time(case: Case, norm: core.Norm) -> Iterator[Case]:
    state = state_of(norm)
    if norm.each is not None:
        yield from recurring.cases(case, norm)
    elif state is not None:
        yield from (inner for _, inner in spells_judged(case, norm, state))
    else:
        yield case


def _ends(case: Case, norm: core.Norm, starts: frozenset[date]) -> Iterator[date]:
    """Where a time of the norm may end, or a window may open or close, that is counted from any of these days."""
    for version in norm.versions:
        for _, body in version.bodies:
            match body.demand:
                case core.Obligation():
                    for one in body.demand.limits:
                        for day in _counted_from(case, one.limit, starts):
                            yield from _last_days(case, one.limit, day, body.demand)
                case core.Prohibition(windows=windows, waits=waits):
                    for one in waits:
                        for day in starts:
                            yield from _last_days(case, one.limit, day, None)
                    for one in windows:
                        for limit in duties.possible_windows(case, one.limit):
                            for day in starts:
                                yield from window(limit, day, case.lookup.times)
                case core.Requirement() if case.period is not None:  # read on the last day of each period
                    yield case.period.last


def _counted_from(case: Case, limit: core.Limit, starts: frozenset[date]) -> Iterator[date]:
    """The days that a limit may be counted from: of one of a period, as what it is counted from is in that."""
    if case.period is None:
        yield from starts
        return
    when = trigger_of(case, limit).when.range
    if when is not None:
        yield from {day for day in (*when, *starts) if when[0] <= day <= when[1]}


def _last_days(case: Case, limit: core.Limit, day: date, demand: core.Obligation | None) -> Iterator[date]:
    suspended = () if demand is None else demand.suspended
    for one in deadlines(case, limit, day, day, suspended):
        if demand is not None and demand.extension is not None:
            anchors = core.anchors_of(limit)
            one = extended(case, demand.extension, anchors[0] if len(anchors) == 1 else None, day, day, one)
        yield from (case.day_of(end) for end in (one.first, one.last))
