"""Effects as conditions: whether one holds on a day, as a check at the end of that day finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import NO, Answer, one_holds
from prazo.compiler.python.runtime.case import DAY, Case, Event, Times
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.effects import Brings, Cause, of_act, of_breach
from prazo.compiler.python.runtime.extensions import Extension, extended
from prazo.compiler.python.runtime.facts_on import At
from prazo.compiler.python.runtime.findings import Finding
from prazo.compiler.python.runtime.judging import window_turns
from prazo.compiler.python.runtime.limits import Limit, deadlines
from prazo.dsl.facts.values import UNKNOWN, Items, Record
from prazo.dsl.meaning.table import N
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY

#: the place of an item that nobody has told of: after all others
_NOBODY = 1 << 30


class Bringing(NamedTuple):
    """A norm whose breach brings an effect that is asked for; ``own``: without interpretations, where that differs."""

    kind: str
    judge: Callable[[Case], Finding]
    own: Callable[[Case], Finding] | None = None
    about: FactDecl | None = None
    record: str = ""


class Asked(NamedTuple):
    """An effect that conditions ask for: what a cause brings, the norms that are one, the act that is."""

    name: str
    brings: Brings
    norms: tuple[Bringing, ...] = ()
    upon: Event | None = None


def in_effect(at: At, of: int, asked: Asked, times: Times, new_laws: tuple[date, ...]) -> Answer:
    """Whether it holds for the subject (``of`` 0) or an item of it, on the day that facts are read on."""
    day = at.facts_on
    now = at.now if day == at.today else times.zone.last_of(day)
    key = asked.name, at.records[of].prefix, day, now, at.uninterpreted
    if key not in at.known:
        records = at.records[:1] if of == 0 else (at.records[0], at.records[of])
        case = Case(records, day, now, at.run, at.turning, times, new_laws, at.known, uninterpreted=at.uninterpreted)
        at.known[key] = one_holds(*_brought(case, asked))
    answer: Answer = at.known[key]
    return answer


def _brought(case: Case, asked: Asked) -> Iterator[Answer]:
    """Whether each of its causes brings it."""
    if asked.upon is not None:
        act = of_act(case, asked.upon)
        yield _lasts(case, asked, act)
    for norm in asked.norms:
        judge = norm.own if case.uninterpreted and norm.own is not None else norm.judge
        if norm.about is None or len(case.records) > 1:
            yield _lasts(case, asked, of_breach(case, norm.kind, judge(case)))
            continue
        at = case.at(case.today)
        value = at.read(0, norm.about)
        items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
        for position, item in enumerate(items.items):
            inner = with_item(case, norm.about, item, position)
            yield _lasts(inner, asked, of_breach(inner, norm.kind, judge(inner)))
        if not items.complete:  # others may bring it too, unless the norm could concern none of them
            nobody = judge(with_item(case, norm.about, Record(norm.record, "", {}), _NOBODY))
            yield NO if nobody.possible.keys() == {N} else Answer(None, at.missing(0, norm.about))


def _lasts(case: Case, asked: Asked, cause: Cause | None) -> Answer:
    found = None if cause is None else asked.brings(case, cause)
    return NO if found is None else found.lasting


def with_item(case: Case, listed: FactDecl, item: Record, position: int) -> Case:
    """The same for one item of a list."""
    subject = case.records[0]
    return case._replace(records=(subject, subject.item(listed.name, item, position)))


class Timed(NamedTuple):
    """A time limit with what puts its last day off."""

    limit: Limit
    suspended: tuple[Event, ...] = ()
    extension: Extension | None = None


class Dues(NamedTuple):
    """When the times of a norm end that brings an effect which is asked for.

    ``rests_on``: by their place in the table, which comes first, the norms that its own times and scope rest on.
    """

    times: tuple[Timed, ...]
    windows: tuple[Limit, ...] = ()
    about: FactDecl | None = None
    rests_on: tuple[int, ...] = ()


def with_due_days(case: Case, table: Sequence[Dues]) -> Case:
    """The case with the days, up to the day of the check, after which a time or window may have ended."""
    found: list[set[date]] = []
    for norm in table:
        starts = set(case.turning).union(*(found[n] for n in norm.rests_on))
        starts |= {day - DAY for day in starts if day > FIRST_DAY}
        ends = {end for inner in _of_items(case, norm.about) for end in _ends(inner, norm, starts)}
        found.append({day for end in ends for day in (end, end + DAY if end < LAST_DAY else end) if day <= case.today})
    return case._replace(turning=tuple(sorted(set(case.turning).union(*found)))) if table else case


def _of_items(case: Case, about: FactDecl | None) -> Iterator[Case]:
    if about is None:
        yield case
        return
    value = case.records[0].record.get(about.name)
    for position, item in enumerate(value.items if isinstance(value, Items) else ()):
        yield with_item(case, about, item, position)


def _ends(case: Case, norm: Dues, starts: set[date]) -> Iterator[date]:
    for limit, suspended, extension in norm.times:
        for day in starts:
            for one in deadlines(case, limit, day, day, suspended):
                end = one if extension is None else extended(case, extension, limit, day, day, one)
                yield from (case.day_of(end.first), case.day_of(end.last))
    for limit in norm.windows:
        for day in starts:
            yield from window_turns(case, limit, day)
