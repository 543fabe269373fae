"""What the interpreter looks up in a program: parties, definitions, and everything that can turn on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import History, Series
from prazo.dsl.time.days import Duration
from prazo.dsl.time.library import TimeLibrary

#: A definition that is used.
Use = core.Defined | core.DefinedFigure | core.DefinedDay
_Rule = core.Norm | core.Consequence | core.Definition
_ItemLevel = core.Quantified | core.Count | core.Total


@attrs.frozen(slots=True, cache_hash=True)
class Turns:
    """What days and readings some rules turn on.

    ``versions``: days on which one begins or ends; ``written``: days that the judged day may be compared with;
    ``durations``: those of conditions, for days can turn on the day of a fact, or a written one, plus or minus one of
    these; ``counted``: days that are counted from an event; ``periods``: those that are asked for, by kind and key;
    ``periodic``: anything is read by the period in which a day falls; ``back``: how many periods before that one, 1
    where it is "last" at most; ``effects``: those that conditions ask for; ``readings``: labels.
    """

    versions: frozenset[date] = frozenset()
    written: frozenset[date] = frozenset()
    durations: frozenset[Duration] = frozenset()
    counted: tuple[core.DayAfter, ...] = ()
    periods: frozenset[tuple[str, str]] = frozenset()
    periodic: bool = False
    back: int = 1
    effects: frozenset[str] = frozenset()
    readings: frozenset[str] = frozenset()
    by_day: bool = False

    @classmethod
    def of_all(cls, each: Sequence[Turns]) -> Turns:
        by_day = any(one.by_day for one in each)
        return cls(
            frozenset[date]().union(*(one.versions for one in each)),
            frozenset[date]().union(*(one.written for one in each if by_day)),
            frozenset[Duration]().union(*(one.durations for one in each)),
            tuple(dict.fromkeys(day for one in each for day in one.counted)),
            frozenset[tuple[str, str]]().union(*(one.periods for one in each)),
            any(one.periodic for one in each),
            max(one.back for one in each),
            frozenset[str]().union(*(one.effects for one in each)),
            frozenset[str]().union(*(one.readings for one in each)),
            by_day,
        )


@attrs.frozen(slots=True)
class _Own:
    """What rules of one name turn on by themselves, and the names of those that they use."""

    turns: Turns
    names: frozenset[str]

    @classmethod
    def of(cls, rules: Sequence[_Rule]) -> _Own:
        names = {norm for rule in rules if isinstance(rule, core.Consequence) for norm in rule.norms}
        days: dict[str, set[date]] = {"versions": set(), "written": set()}
        durations: set[Duration] = set()
        counted: dict[core.DayAfter, None] = {}
        effects: set[str] = set()
        readings: set[str] = set()
        periodic, by_day, back = False, False, 1
        for node in walk(tuple(rules)):
            match node:
                case core.Versioned(_, start, end, bodies):
                    days["versions"] |= {day for day in (start, end) if day is not None}
                    readings |= {label for label, _ in bodies if label is not None}
                case core.Defined() | core.DefinedFigure() | core.DefinedDay():
                    names.add(node.name)
                case core.DoneOrDue() | core.BreachDay():
                    names.add(node.norm)
                case core.Excuse():
                    names.update(node.norms)
                case core.InEffect():
                    names.add(node.effect)
                    effects.add(node.effect)
                case core.DayLiteral(day):
                    days["written"].add(day)
                case core.Literal(value, core.DATE):
                    days["written"].add(date.fromordinal(int(value)))
                case core.JudgedDay():
                    by_day = True
                case core.Reaches() | core.Extends():
                    durations.add(node.duration)
                case core.DayAfter():
                    counted[node] = None
                case core.SeriesFact() | core.PeriodIs():
                    periodic = True
                case core.SeriesIs(which=which):
                    periodic = True
                    back = max(back, int(which.removeprefix("last "))) if which.startswith("last ") else back
        any_day = (node for rule in rules for part in _read_on_any_day(rule) for node in walk(part))
        turns = Turns(
            frozenset(days["versions"]),
            frozenset(days["written"]),
            frozenset(durations),
            tuple(counted),
            frozenset((one.period, key) for one in any_day if isinstance(one, core.PeriodIs) for key in one.keys),
            periodic,
            back,
            frozenset(effects),
            frozenset(readings),
            by_day,
        )
        return cls(turns, frozenset(names))


def _read_on_any_day(rule: _Rule) -> Iterator[object]:
    """What may be read on any day: of a norm that recurs, which is judged on the last day of each period, what says
    whether it applies, for that may displace others on any day.
    """
    if not isinstance(rule, core.Norm) or rule.each is None or rule.each.day is not None:
        yield rule
    else:
        yield from ((body.where, body.excuses) for one in (*rule.versions, *rule.own) for _, body in one.bodies)


@attrs.define(frozen=True, slots=False, eq=False)
class Lookup:
    """A program with its calendars and counting rules, indexed by name."""

    program: core.Program
    times: TimeLibrary

    @cached_property
    def parties(self) -> Mapping[str, core.PartyDecl]:
        return {party.name: party for party in self.program.parties}

    @cached_property
    def facts(self) -> Mapping[tuple[str, str], core.FactDecl]:
        return {(party.name, fact.name): fact for party in self.program.parties for fact in party.facts}

    @cached_property
    def definitions(self) -> Mapping[tuple[str, str], core.Definition]:
        return {(one.of, one.name): one for one in self.program.definitions}

    @cached_property
    def norms(self) -> Mapping[str, core.Norm]:
        """The norms, and the powers."""
        return {norm.id: norm for norm in (*self.program.norms, *self.program.powers)}

    @cached_property
    def powers(self) -> Mapping[str, core.Norm]:
        return {one.id: one for one in self.program.powers}

    @cached_property
    def consequences(self) -> Mapping[str, core.Consequence]:
        return {one.id: one for one in self.program.consequences}

    @cached_property
    def brought_by(self) -> Mapping[str, tuple[str, ...]]:
        """The norms that bring each effect; a power by itself."""
        found = {one.id: one.norms for one in self.program.consequences}
        return found | {one.id: (one.id,) for one in self.program.powers}

    @cached_property
    def fixed(self) -> Mapping[tuple[str, str], History | Series]:
        """The values that instruments fix for facts: from day to day, or by period."""
        days: dict[tuple[str, str], list[tuple[date, Fraction | date]]] = {}
        periods: dict[tuple[str, str], dict[str, Fraction | date]] = {}
        for one in self.program.fixed:
            if one.start is not None:
                days.setdefault((one.party, one.fact), []).append((one.start, one.value))
            elif one.period is not None:
                periods.setdefault((one.party, one.fact), {})[one.period] = one.value
        return {
            **{fact: History(tuple(sorted(entries))) for fact, entries in days.items()},
            **{fact: Series(entries) for fact, entries in periods.items()},
        }

    @cached_property
    def uninterpreted(self) -> Lookup:
        """The same program without the interpretations of any house."""
        own = tuple(attrs.evolve(norm, versions=norm.own or norm.versions, own=()) for norm in self.program.norms)
        may = tuple(attrs.evolve(one, versions=one.own or one.versions, own=()) for one in self.program.powers)
        return Lookup(attrs.evolve(self.program, norms=own, powers=may), self.times)

    @cached_property
    def version_days(self) -> tuple[date, ...]:
        """Every day on which a version of anything begins or ends."""
        ends = {end for node in self._nodes if isinstance(node, core.Versioned) for end in (node.start, node.end)}
        return tuple(sorted(day for day in ends if day is not None))

    def definitions_in(self, node: core.Condition | core.Figure) -> tuple[Use, ...]:
        """The definitions that a condition or figure uses, those asked of the items of a list apart."""
        if isinstance(node, Use):
            return (node,)
        known = self._uses.get(id(node))
        if known is None:
            known = node, tuple(_definitions_in(node))
            self._uses[id(node)] = known
        return known[1]

    def readings(self, norm: str) -> frozenset[str]:
        """The labels that a norm may turn on: its own, and those of all that it uses or rests on."""
        return self.turns(norm).readings

    def turns(self, rule: str) -> Turns:
        """What the days turn on that matter to a norm or consequence: what it says and all that it rests on."""
        known = self._turns.get(rule)
        if known is None:
            known = self._turns[rule] = Turns.of_all([self._own(one).turns for one in self._reached(rule)])
        return known

    def _reached(self, rule: str) -> Iterator[str]:
        reached, waiting = {rule}, [rule]
        while waiting:
            name = waiting.pop()
            yield name
            met = self._own(name).names - reached
            reached |= met
            waiting += sorted(met)

    def _own(self, name: str) -> _Own:
        """What a norm or consequence, or the definitions of one name, say themselves.

        Whoever's definitions they are, for a reading or a day too many does no harm.
        """
        known = self._said.get(name)
        if known is None:
            known = self._said[name] = _Own.of(self._by_name.get(name, ()))
        return known

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[_Rule, ...]]:
        """Norms and consequences by id, definitions by name."""
        found: dict[str, tuple[_Rule, ...]] = {id: (one,) for id, one in self.norms.items()}
        found.update((one.id, (one,)) for one in self.program.consequences)
        for one in self.program.definitions:
            found[one.name] = (*found.get(one.name, ()), one)
        return found

    @cached_property
    def _turns(self) -> dict[str, Turns]:
        """Filled norm by norm, for mostly few norms are judged."""
        return {}

    @cached_property
    def _said(self) -> dict[str, _Own]:
        return {}

    @cached_property
    def _uses(self) -> dict[int, tuple[object, tuple[Use, ...]]]:
        """By the identity of nodes, which are held beside, for as long as the program is used."""
        return {}

    @cached_property
    def _nodes(self) -> tuple[object, ...]:
        return tuple(node for one in (self.program.norms, self.program.definitions, self.program.consequences,
                                          self.program.powers)
                     for node in walk(one))  # fmt: skip


def _definitions_in(node: Any) -> Iterator[Use]:
    if isinstance(node, Use):
        yield node
    elif isinstance(node, tuple):
        for member in node:
            yield from _definitions_in(member)
    elif not isinstance(node, _ItemLevel):
        for name in _field_names(node.__class__) or ():
            yield from _definitions_in(getattr(node, name))


def walk(node: Any) -> Iterator[object]:
    """Every core node in a node or tuple of nodes, itself first."""
    if isinstance(node, tuple):
        for member in node:
            yield from walk(member)
    elif (names := _field_names(node.__class__)) is not None:
        yield node
        for name in names:
            yield from walk(getattr(node, name))


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """The fields of a kind of node; None of anything else."""
    return tuple(field.name for field in attrs.fields(kind)) if attrs.has(kind) else None
