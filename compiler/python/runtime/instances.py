"""What a norm is judged for: itself, each spell of a state, each period, each item of a list, each joint bearer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import Needs
from prazo.compiler.python.runtime.case import Case, Event
from prazo.compiler.python.runtime.declared import FactDecl
from prazo.compiler.python.runtime.effects import Brings
from prazo.compiler.python.runtime.facts_on import NOBODY, members
from prazo.compiler.python.runtime.findings import MISSING, Finding, plain
from prazo.compiler.python.runtime.recurring import Recurs
from prazo.compiler.python.runtime.turning import Turning
from prazo.dsl.facts.values import UNKNOWN, Items, Record, Spells
from prazo.dsl.meaning.table import POSSIBLE, B, N

Path = tuple[str, ...]


class Instance(NamedTuple):
    """Which of the verdicts of a norm: of a period, of an item of a list."""

    period: str | None = None
    item: str | None = None


class Each(NamedTuple):
    """A norm recurs: each period of a kind, from one event until another, perhaps for a number of periods only."""

    period: str
    since: Event
    until: Event | None = None
    number: int = 0
    counted: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A consequence: who it concerns, and the function that says what a cause brings.

    ``upon``: the act that brings it by itself.  ``mentions``: the facts that it reads, in the order of its text.
    """

    id: str
    kind: str
    subject: str
    brings: Brings
    turning: Turning
    mentions: tuple[Path, ...] = ()
    upon: Event | None = None
    about: FactDecl | None = None
    record: str = ""


@dataclass(frozen=True, slots=True)
class Bearers:
    """A list whose items owe what the subject owes, their record, and the function that judges it for one of them.

    ``own``: without interpretations, where that differs.
    """

    listed: FactDecl
    record: str
    judge: Callable[[Case], Finding]
    own: Callable[[Case], Finding] | None = None

    @property
    def without_interpretations(self) -> Bearers:
        return self if self.own is None else replace(self, judge=self.own)


class OfSpells(NamedTuple):
    """The state of whose spells each is judged; ``planned``: also those that are only planned."""

    of: int
    state: FactDecl
    planned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """A norm: who it concerns, and the function that judges it; ``own``: without interpretations, where that differs.

    ``about`` and ``record``: the list of whose items each is judged.  ``at_event``: a requirement of the day of an
    event.  ``unverified``: some line of it is.  ``brings``: the consequences of its breach.
    """

    id: str
    kind: str
    subject: str
    judge: Callable[[Case], Finding]
    turning: Turning
    own: Callable[[Case], Finding] | None = None
    owed_to: str | None = None
    about: FactDecl | None = None
    record: str = ""
    spells: OfSpells | None = None
    at_event: bool = False
    each: Each | None = None
    joint: tuple[Bearers, ...] = ()
    unverified: bool = False
    mentions: tuple[Path, ...] = ()
    brings: tuple[Effect, ...] = ()

    @property
    def without_interpretations(self) -> Duty:
        if self.own is None:
            return self
        return replace(self, judge=self.own, joint=tuple(one.without_interpretations for one in self.joint))


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What may be done: ``held`` judges whether it may, ``used`` whether it was in time, where something follows."""

    held: Duty
    used: Duty | None = None

    @property
    def without_interpretations(self) -> Power:
        used = None if self.used is None else self.used.without_interpretations
        return replace(self, held=self.held.without_interpretations, used=used)


def findings(duty: Duty, case: Case) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding a spell or an item; without item where the norm is not about each, or none is known."""
    if duty.spells is not None:
        for first, inner in of_spells(case, duty.spells):
            yield Instance(None, first), inner, duty.judge(inner)
        return
    if duty.about is None:
        yield from in_time(duty, case, None)
        for bearers in duty.joint:
            yield from _borne(duty, case, bearers)
        return
    at = case.at(case.today)
    value = at.read(0, duty.about)
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    for position, item in enumerate(items.items):
        inner = with_item(case, duty.about, item, position)
        yield from in_time(duty, inner, item.id)
    if not items.complete:
        yield Instance(), case, _of_nobody_known(duty, case, duty.about, at.missing(0, duty.about))
    elif not items.items:
        yield Instance(), case, plain(N, "no_items")


def in_time(duty: Duty, case: Case, item: str | None) -> Iterator[tuple[Instance, Case, Finding]]:
    """Of one item, or of the subject: one finding, or one for each period of a norm that recurs."""
    each = duty.each
    if each is None:
        yield Instance(None, item), case, duty.judge(case)
        return
    start = case.seen(each.since)
    if start.when.first is None or start.when.last is None:
        yield Instance(None, item), case, plain(N, "not_triggered")
        return
    if start.when.absent:
        yield Instance(None, item), case, Finding(dict.fromkeys(POSSIBLE[duty.kind], MISSING), start.needs)
        return
    for inner in of_periods(each, case):
        finding = duty.judge(inner)
        if finding.possible:
            yield Instance(None if inner.period is None else inner.period.key, item), inner, finding


def of_periods(each: Each, case: Case) -> Iterator[Case]:
    """The case of each period that may count; none where nobody knows whether the norm recurs at all."""
    start = case.seen(each.since)
    if start.when.first is None or start.when.last is None or start.when.absent:
        return
    recurs = Recurs(start.when.first, start.when.last, start.needs, counted=each.counted, number=each.number)
    if each.until is not None:
        end = case.seen(each.until)
        if end.when.first is not None and end.when.last is not None:
            ends = end.when.first, end.when.last
            recurs = recurs._replace(ends=ends, endless=end.when.absent, needs=recurs.needs | end.needs)
    for period in recurs.periods(each.period, case.today):
        yield case._replace(period=period, recurs=recurs)


def _borne(duty: Duty, case: Case, bearers: Bearers) -> Iterator[tuple[Instance, Case, Finding]]:
    """One finding for each item of a list of joint bearers, and one for the list where it is not wholly known."""
    theirs = replace(duty, judge=bearers.judge)
    listed = members(case.at(case.today), 0, bearers.listed)
    for member in listed.items:
        yield from in_time(theirs, case._replace(records=member.records), member.records[-1].prefix.removesuffix("."))
    if listed.open:
        somebody = with_item(case, bearers.listed, Record(bearers.record, "", {}), NOBODY)
        for instance, _, finding in in_time(theirs, somebody, bearers.listed.name):
            needs = finding.needs
            if B in finding.possible:  # else nobody can be in breach, whoever else there may be
                finding = Finding(dict.fromkeys(POSSIBLE[duty.kind], MISSING), marks=finding.marks)
            yield instance, case, finding._replace(needs=listed.needs | _of_the_subject(needs))


def of_spells(case: Case, spells: OfSpells) -> Iterator[tuple[str | None, Case]]:
    """Each spell by its first day; planned ones where time is counted back from them."""
    value = case.at(case.today).read(spells.of, spells.state)
    known = value.spells if isinstance(value, Spells) else ()
    judged = [one for one in known if spells.planned or one[0] <= case.today]
    for spell in judged:
        yield spell[0].isoformat(), case._replace(spell=spell)
    if not judged:
        yield None, case


def _of_nobody_known(duty: Duty, case: Case, listed: FactDecl, needs: Needs) -> Finding:
    """Of items that nobody has told of: undetermined, unless the norm could concern none of them.

    With the list, what the norm reads of the subject may settle it.
    """
    inner = with_item(case, listed, Record(duty.record, "", {}), NOBODY)
    possible = dict.fromkeys(POSSIBLE[duty.kind], MISSING)
    if duty.each is not None:  # nobody knows for which periods there is an item
        each = (finding.needs for _, _, finding in in_time(duty, inner, None))
        return Finding(possible, _of_the_subject(needs.union(*each)))
    finding = duty.judge(inner)
    if finding.possible.keys() == {N}:
        return finding
    needs |= _of_the_subject(finding.needs)
    return Finding(possible, needs, marks=finding.marks, interpretations=finding.interpretations)


def _of_the_subject(needs: Needs) -> Needs:
    """Those that are not facts of an item that nobody has told of: they come with the list."""
    return frozenset(one for one in needs if NOBODY not in one.positions)


def with_item(case: Case, listed: FactDecl, item: Record, position: int) -> Case:
    """The same for one item of a list."""
    subject = case.records[0]
    return case._replace(records=(subject, subject.item(listed.name, item, position)))


def concerned(case: Case, effect: Effect) -> Case:
    """The case as an effect reads it: of the subject, or of the item that brings it, perhaps one not told of."""
    if effect.about is None:
        return case._replace(records=case.records[:1])
    return case if len(case.records) > 1 else with_item(case, effect.about, Record(effect.record, "", {}), NOBODY)
