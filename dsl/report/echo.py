"""What was written, said back in plain English from the core alone.

Everything in the core that can change a verdict is said, so that what the analyst reads is what she wrote: two norms
that differ give two echoes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.core.spans import merged
from prazo.dsl.meaning.lookup import walk
from prazo.dsl.report.document import label
from prazo.dsl.report.phrases import Phrases, range_words, rule_of
from prazo.dsl.report.words import listed, until_words
from prazo.dsl.time.counting import CountingRule
from prazo.dsl.time.library import TimeLibrary

T = TypeVar("T")

_ADJUSTED: Final = {"value": "it becomes", "lower": "the lower bound becomes", "upper": "the upper bound becomes"}
_KINDS: Final = {
    "requirement": "must at all times meet this",
    "obligation": "must do this",
    "prohibition": "must not do this",
}


def echo(program: core.Program, times: TimeLibrary, id: str) -> str:
    """A norm, consequence or statement by its identifier, with the definitions, facts and counting rules it rests on.

    Raises ``KeyError`` where there is none of that identifier.
    """
    return "\n".join(_Echo(program, times).of(id)) + "\n"


@attrs.define(slots=False)
class _Echo:
    program: core.Program
    times: TimeLibrary

    def of(self, id: str) -> Iterator[str]:
        for norm in self.program.norms:
            if norm.id == id:
                yield from self._norm(norm)
                return
        for consequence in self.program.consequences:
            if consequence.id == id:
                yield from self._consequence(consequence)
                return
        for statement in self.program.statements:
            if statement.id == id:
                yield f"{label(statement.labels, id)} ({id})"
                yield f"A statement that no fact can decide: {statement.reason}"
                yield _cites(statement.cites)
                return
        raise KeyError(id)

    # --- norms -------------------------------------------------------------------------------------------------

    def _norm(self, norm: core.Norm) -> Iterator[str]:
        yield f"{label(norm.labels, norm.id)} ({norm.id})"
        article = "An" if norm.kind == "obligation" else "A"
        yield f"{article} {norm.kind}; force: {norm.force}. {_cites(norm.cites)}"
        if norm.formerly:
            yield f"Formerly {listed(list(norm.formerly))}."
        yield ""
        phrases = Phrases(self.program, (norm.subject, *([norm.record] if norm.record else [])))
        for words, bodies in self._bodies(norm.versions):
            for reading, body in bodies:
                under = f", in the reading {reading}" if reading is not None else ""
                yield f"· {words}{under}: {self._who(norm, body, phrases)}"
                yield from (f"    {line}" for line in self._demand(body.demand, phrases))
                yield from (f"    {line}" for line in _excuses(body.excuses, phrases))
                yield from (f"    unverified: {mark}" for mark in body.marks)
        yield from self._around(norm)
        yield from self._rests_on(norm.versions, phrases.records)

    def _who(self, norm: core.Norm, body: core.NormBody, phrases: Phrases) -> str:
        who = f"every {norm.subject}"
        if norm.about is not None:
            who += f", for each {norm.record} in {norm.about.name},"
        if body.where is not None:
            who += f" where {phrases.condition(body.where)}"
        demand = body.demand
        does = _KINDS[norm.kind]
        if isinstance(demand, core.Requirement) and demand.at is not None:
            does = f"must meet this on the day of {phrases.fact(demand.at)}"
        if isinstance(demand, core.Obligation) and demand.condition is not None:
            does = "must see to this"
        return f"{who} {does}"

    def _around(self, norm: core.Norm) -> Iterator[str]:
        if norm.bearer != norm.subject:
            yield f"Owed by {norm.bearer}, judged on the facts of {norm.subject}."
        if norm.owed_to is not None:
            yield f"Owed to {norm.owed_to}."
        if norm.law_as_on is not None:
            day = f"the day of {norm.law_as_on}" if norm.law_as_on else "the day of the check"
            yield f"The law as on {day} applies."
        if norm.prevails_over:
            yield f"Prevails over {listed(list(norm.prevails_over))}."
        if norm.in_addition_to:
            yield f"In addition to {listed(list(norm.in_addition_to))}."
        if norm.failing:
            yield f"A breach brings {listed(list(norm.failing))}."
        if norm.note is not None:
            yield f"Note: {norm.note}"

    def _demand(self, demand: core.Demand, phrases: Phrases) -> Iterator[str]:
        match demand:
            case core.Requirement(conditions, _):
                yield from _conditions(conditions, phrases)
            case core.Obligation(acts, mode, condition, limits):
                if acts:
                    names = [phrases.fact(act) for act in acts]
                    how = "" if len(names) == 1 else f" (done with the {'last' if mode == 'all' else 'first'} of them)"
                    yield f"{listed(names, 'and' if mode == 'all' else 'or')}{how}"
                if condition is not None:
                    yield f"that {phrases.condition(condition)}"
                for one in limits:
                    yield self._limit(one, phrases)
            case core.Prohibition(acts, without, windows):
                names = [phrases.fact(act) for act in acts]
                each = "" if len(names) == 1 else " (each is judged, and the worst counts)"
                approved = "" if without is None else f" without {phrases.fact(without)} before or on the same day"
                yield f"{listed(names, 'or')}{approved}{each}"
                for one in windows:
                    yield f"in the time {self._window(one, phrases)}"
                if not windows:
                    yield "at any time"

    def _limit(self, one: core.LimitCase, phrases: Phrases) -> str:
        unverified = f" (unverified: {one.unverified})" if one.unverified else ""
        return f"{phrases.limit(one.limit)}{self._counted(one.limit)}{phrases.guard(one.guard)}{unverified}"

    def _counted(self, limit: core.Limit) -> str:
        rule = rule_of(limit)
        if rule is None:
            return ""
        known = self.times.rules.get(rule)
        left_out = {version.excludes_event for version in known.versions} if known else set()
        day = {True: "the day itself left out, ", False: "the day itself counted, "}
        first = day[left_out.pop()] if len(left_out) == 1 and not isinstance(limit, core.FixedDay) else ""
        return f", {first}counted by {rule}"

    def _window(self, one: core.LimitCase, phrases: Phrases) -> str:
        match one.limit:
            case core.AfterEvent(anchor, _, _):
                words = f"from the day of {phrases.anchor(anchor)}, {self._limit(one, phrases)}"
            case core.BeforeEvent(anchor, _, _, _):
                words = f"from {self._limit(one, phrases)}, up to the day of {phrases.anchor(anchor)}"
            case _:
                words = self._limit(one, phrases)
        return f"{words}; its ends never move"

    # --- consequences ------------------------------------------------------------------------------------------

    def _consequence(self, one: core.Consequence) -> Iterator[str]:
        yield f"{label(one.labels, one.id)} ({one.id})"
        yield f"A {one.kind}; force: {one.force}. {_cites(one.cites)}"
        if one.formerly:
            yield f"Formerly {listed(list(one.formerly))}."
        yield ""
        phrases = Phrases(self.program, (one.subject,))
        for words, bodies in self._bodies(one.versions):
            for reading, body in bodies:
                under = f", in the reading {reading}" if reading is not None else ""
                scope = f" where {phrases.condition(body.where)}" if body.where is not None else ""
                yield f"· {words}{under}: on every {one.subject}{scope}"
                unit = f" in {one.unit}" if one.unit else ""
                for bound in body.bounds:
                    low, high = phrases.figure(bound.low), phrases.figure(bound.high)
                    yield f"    from {low} to {high}{unit}{phrases.guard(bound.guard)}"
                yield from (f"    {line}" for line in _adjustments(body.adjustments, phrases))
                if body.ends_when is not None:
                    yield f"    until {phrases.condition(body.ends_when)}"
                yield from (f"    unverified: {mark}" for mark in body.marks)
        if one.upon is not None:
            yield f"Follows {phrases.fact(one.upon)}."
        if one.norms:
            yield f"Follows a breach of {listed(list(one.norms))}."
        if one.imposed_by is not None:
            yield f"Imposed by {one.imposed_by}."
        if one.note is not None:
            yield f"Note: {one.note}"
        yield from self._rests_on(one.versions, phrases.records)

    # --- what it rests on --------------------------------------------------------------------------------------

    def _bodies(self, versions: Sequence[core.Versioned[T]]) -> Iterator[tuple[str, tuple[tuple[str | None, T], ...]]]:
        """Each stretch in which the rule says the same, with its days."""
        for one in merged(versions):
            yield f"{until_words(one.start, one.end)} (version {one.version})", one.bodies

    def _rests_on(self, versions: object, records: tuple[str, ...]) -> Iterator[str]:
        """The definitions used, each with what it uses in turn; the facts read; the counting rules."""
        definitions = self._used(versions, records)
        if definitions:
            yield ""
            yield "Terms used:"
            for definition in definitions:
                yield from (f"  {line}" for line in self._definition(definition))
        facts = self._facts(versions, records)
        facts += [fact for one in definitions for fact in self._facts(one.versions, (one.of,))]
        if facts:
            yield ""
            yield "Facts read:"
            yield from sorted({f"  {fact}" for fact in facts})
        rules = sorted({node.rule for node in walk(versions) if isinstance(node, _COUNTED)})
        if rules:
            yield ""
            yield "Counting:"
            for name in rules:
                yield from (f"  {line}" for line in self._rule(name))

    def _used(self, node: object, records: tuple[str, ...]) -> list[core.Definition]:
        known = {(one.of, one.name): one for one in self.program.definitions}
        found: dict[str, core.Definition] = {}
        queue = list(self._names(node, records))
        while queue:
            of, name, kind = queue.pop(0)
            definition = known.get((of, name))
            if kind == "definition" and definition is not None and definition.id not in found:
                found[definition.id] = definition
                queue += self._names(definition.versions, (definition.of,))
        return [found[id] for id in sorted(found)]

    def _facts(self, node: object, records: tuple[str, ...]) -> list[str]:
        parties = {party.name: party for party in self.program.parties}
        facts = []
        for of, name, kind in self._names(node, records):
            decl = parties[of].fact(name) if of in parties else None
            if kind == "fact" and decl is not None:
                facts.append(_fact(of, decl))
        return facts

    def _names(self, node: Any, records: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        """Party or record, name and "fact" or "definition" of everything that a node reads, binders followed."""
        match node:
            case core.Fact(binder, name):
                yield records[binder], name, "fact"
            case core.Defined(binder, name) | core.DefinedFigure(binder, name, _) | core.DefinedDay(binder, name):
                yield records[binder], name, "definition"
            case core.Quantified() | core.Count() | core.Total():
                inner = Phrases(self.program, records).inside(node.items).records
                yield from self._names(node.items, records)
                for field in attrs.fields(type(node)):
                    if field.name != "items":
                        yield from self._names(getattr(node, field.name), inner)
            case tuple():
                for member in node:
                    yield from self._names(member, records)
            case _ if attrs.has(type(node)):
                for field in attrs.fields(type(node)):
                    yield from self._names(getattr(node, field.name), records)

    def _definition(self, one: core.Definition) -> Iterator[str]:
        unit = f", in {one.unit}" if one.unit else ""
        yield f"{one.name} of {one.of} ({one.kind}{unit}){_named(one.labels)}. {_cites(one.cites)}"
        phrases = Phrases(self.program, (one.of,))
        for words, bodies in self._bodies(one.versions):
            for reading, body in bodies:
                under = f", in the reading {reading}" if reading is not None else ""
                scope = f", where {phrases.condition(body.where)}" if body.where is not None else ""
                yield f"  · {words}{under}{scope}:"
                if isinstance(body, core.ConditionBody):
                    yield from (f"      {line}" for line in _conditions(body.conditions, phrases))
                else:
                    for case in body.cases:
                        unverified = f" (unverified: {case.unverified})" if case.unverified else ""
                        yield f"      {phrases.figure(case.value)}{phrases.guard(case.guard)}{unverified}"
                    yield from (f"      {line}" for line in _adjustments(body.adjustments, phrases))

    def _rule(self, name: str) -> Iterator[str]:
        known = self.times.rules.get(name)
        if known is None:
            yield name
            return
        for version in known.versions:
            yield f"{name}, {until_words(version.begins, version.ends)}: {_counting(version)}"


_COUNTED: Final = (core.AfterEvent, core.BeforeEvent, core.FixedDay)


def _conditions(conditions: core.Conditions, phrases: Phrases) -> Iterator[str]:
    for clause in conditions.clauses:
        unverified = f" (unverified: {clause.unverified})" if clause.unverified else ""
        yield f"{phrases.condition(clause.condition)}{phrases.guard(clause.guard)}{unverified}"
    if any(clause.guard is not None for clause in conditions.clauses):
        yield (
            "one of these lines always applies"
            if conditions.covers
            else "where none of these lines applies, nothing is required"
        )


def _adjustments(adjustments: Iterable[core.Adjust], phrases: Phrases) -> Iterator[str]:
    for one in adjustments:
        yield f"then {_ADJUSTED[one.target]} {phrases.figure(one.value)}{phrases.guard(one.guard)}"


def _excuses(excuses: Iterable[core.Excuse], phrases: Phrases) -> Iterator[str]:
    for one in excuses:
        if one.condition is not None:
            yield f"unless {phrases.condition(one.condition)}"
        if one.norms:
            yield f"except where {listed(list(one.norms), 'or')} applies"


def _fact(of: str, decl: core.FactDecl) -> str:
    kind = decl.kind
    if decl.kind == "choice":
        kind = f"one of {listed(list(decl.values), 'or')}"
    elif decl.of is not None:
        kind = f"{decl.kind} of {decl.of}"
    elif decl.unit not in (None, core.NUMBER, core.PERCENT, core.DATE):
        kind = f"{decl.kind} in {decl.unit}"
    owner = f", {'set by' if decl.set_by else 'from'} {decl.owner}" if decl.owner else ""
    period = f", each {decl.period}" if decl.period else ""
    unverified = f" (unverified: {decl.unverified})" if decl.unverified else ""
    return f"{decl.name} of {of}: {kind}{range_words(decl)}{period}{owner}{_named(decl.labels)}{unverified}"


def _counting(rule: CountingRule) -> str:
    parts = [f"the day of the event is {'left out' if rule.excludes_event else 'counted'}"]
    if rule.calendar is None:
        parts.append("closed days make no difference")
    else:
        closed = f"{listed(list(rule.closed))} of the calendar {rule.calendar}"
        skipped = {
            "none": "closed days count",
            "all": "closed days are left out",
            "short": f"closed days are left out of limits of up to {rule.short_days} days",
        }[rule.skips]
        moved = "moves to the next open day" if rule.last_day == "later" else "does not move"
        lead = "moves to the open day before" if rule.lead_time == "earlier" else "does not move"
        parts += [f"closed are {closed}", skipped, f"a closed last day {moved}", f"counted back, it {lead}"]
    last = "the last day of that month" if rule.missing_day == "last" else "the first day of the next month"
    parts.append(f"a day that a month lacks becomes {last}")
    if rule.eight_fifteen_weeks:
        parts.append("8 and 15 days are one and two weeks")
    unverified = f" (unverified: {rule.unverified})" if rule.unverified else ""
    return "; ".join(parts) + f". Source: {rule.source}{unverified}"


def _named(labels: core.Labels) -> str:
    return f', "{label(labels, "")}"' if label(labels, "") else ""


def _cites(cites: Sequence[str]) -> str:
    return f"Cites {listed(list(cites))}." if cites else "Cites nothing."
