"""What the interpreter looks up in a program: parties, definitions, and everything that can turn on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import History, Series
from prazo.dsl.time.counting import Duration
from prazo.dsl.time.library import TimeLibrary

#: A definition that is used.
Use = core.Defined | core.DefinedFigure | core.DefinedDay
_ItemLevel = core.Quantified | core.Count | core.Total


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
    def bringing(self) -> tuple[str, ...]:
        """The norms that bring the effects which conditions ask for."""
        asked = {node.effect for node in self._nodes if isinstance(node, core.InEffect)}
        return tuple(norm for id, norms in self.brought_by.items() if id in asked for norm in norms)

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

    @cached_property
    def durations(self) -> tuple[Duration, ...]:
        """Every duration in a condition of the program: days can turn on a fact's day plus or minus one of these."""
        return tuple(sorted({node.duration for node in self._nodes if isinstance(node, core.Reaches | core.Extends)}))

    @cached_property
    def written_days(self) -> tuple[tuple[date, Duration], ...]:
        """Every day written out in a condition, with how long before or after it the condition turns."""
        compared = (node for node in self._nodes if isinstance(node, core.Reaches | core.Extends))
        return tuple(
            sorted(
                {
                    (side.day, node.duration)
                    for node in compared
                    for side in (node.earlier, node.later)
                    if isinstance(side, core.DayLiteral)
                }
            )
        )

    @cached_property
    def counted_days(self) -> tuple[core.DayAfter, ...]:
        """Every day in the program that is counted from an event."""
        return tuple(dict.fromkeys(node for node in self._nodes if isinstance(node, core.DayAfter)))

    @cached_property
    def periodic(self) -> bool:
        """Whether anything is read by the period in which a day falls."""
        return any(isinstance(node, core.SeriesFact | core.SeriesIs | core.PeriodIs) for node in self._nodes)

    @cached_property
    def periods_back(self) -> int:
        """How many periods before that of the judged day anything reads: 1 where it is "last" at most."""
        asked = (node.which for node in self._nodes if isinstance(node, core.SeriesIs))
        return max((int(which.removeprefix("last ")) for which in asked if which.startswith("last ")), default=1)

    def definitions_in(self, node: core.Condition | core.Figure) -> tuple[Use, ...]:
        """The definitions that a condition or figure uses, those asked of the items of a list apart."""
        if isinstance(node, Use):
            return (node,)
        known = self._uses.get(id(node))
        if known is None:
            known = node, tuple(_definitions_in(node))
            self._uses[id(node)] = known
        return known[1]

    @cached_property
    def readings(self) -> Mapping[str, frozenset[str]]:
        """The readings that each norm may turn on: its own, and those of all that it uses or is displaced by."""
        labels: dict[str, set[str]] = {}
        leads: dict[str, set[str]] = {}
        # Definitions of one name count as one, whoever's they are: a reading too many does no harm.
        for one in self.program.consequences:
            leads.setdefault(one.id, set()).update(one.norms)
        definitions = ((one.name, one) for one in self.program.definitions)
        for name, root in (*self.norms.items(), *self.consequences.items(), *definitions):
            for node in walk(root):
                if isinstance(node, Use):
                    leads.setdefault(name, set()).add(node.name)
                elif isinstance(node, core.InEffect):
                    leads.setdefault(name, set()).add(node.effect)
                elif isinstance(node, core.DoneOrDue | core.BreachDay):
                    leads.setdefault(name, set()).add(node.norm)
                elif isinstance(node, core.Excuse):
                    leads.setdefault(name, set()).update(node.norms)
                elif isinstance(node, core.Versioned):
                    labels.setdefault(name, set()).update(label for label, _ in node.bodies if label is not None)
        return {norm: frozenset[str]().union(*(labels.get(one, ()) for one in _reached(norm, leads)))
                for norm in self.norms}  # fmt: skip

    @cached_property
    def _uses(self) -> dict[int, tuple[object, tuple[Use, ...]]]:
        """By the identity of nodes, which are held beside, for as long as the program is used."""
        return {}

    @cached_property
    def _nodes(self) -> tuple[object, ...]:
        return tuple(node for one in (self.program.norms, self.program.definitions, self.program.consequences,
                                          self.program.powers)
                     for node in walk(one))  # fmt: skip


def _reached(start: str, leads: Mapping[str, Iterable[str]]) -> set[str]:
    reached, todo = {start}, [start]
    while todo:
        met = set(leads.get(todo.pop(), ())) - reached
        reached |= met
        todo += met
    return reached


def _definitions_in(node: Any) -> Iterator[Use]:
    if isinstance(node, Use):
        yield node
    elif isinstance(node, tuple):
        for member in node:
            yield from _definitions_in(member)
    elif not isinstance(node, _ItemLevel) and attrs.has(type(node)):
        for field in attrs.fields(type(node)):
            yield from _definitions_in(getattr(node, field.name))


def walk(node: Any) -> Iterator[object]:
    """Every core node in a node or tuple of nodes, itself first."""
    if isinstance(node, tuple):
        for member in node:
            yield from walk(member)
    elif attrs.has(type(node)):
        yield node
        for field in attrs.fields(type(node)):
            yield from walk(getattr(node, field.name))
