"""What was written, said back in plain sentences from the core alone.

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
from prazo.dsl.meaning.table import POWER, REQUIREMENT
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases, rule_of
from prazo.dsl.report.recurring import period_words
from prazo.dsl.report.words import basics, reading as w, recurring as r
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.report.words.phrase import Phrase
from prazo.dsl.time.counting import WEEKDAYS, CountingRule
from prazo.dsl.time.library import TimeLibrary

T = TypeVar("T")


def echo(program: core.Program, times: TimeLibrary, id: str, language: Language = ENGLISH) -> str:
    """A norm, consequence or statement by its identifier, with the definitions, facts and counting rules it rests on.

    Raises ``KeyError`` where there is none of that identifier.
    """
    return "\n".join(_Echo(program, times, Naming(program, language)).of(id)) + "\n"


def echo_definition(program: core.Program, times: TimeLibrary, id: str, language: Language = ENGLISH) -> str:
    """A definition by its identifier.  Raises ``KeyError`` where there is none of that identifier."""
    for one in program.definitions:
        if one.id == id:
            return "\n".join(_Echo(program, times, Naming(program, language)).definition(one)) + "\n"
    raise KeyError(id)


@attrs.define(slots=False)
class _Echo:
    program: core.Program
    times: TimeLibrary
    naming: Naming

    def of(self, id: str) -> Iterator[str]:
        for norm in (*self.program.norms, *self.program.powers):
            if norm.id == id:
                yield from self._norm(norm)
                return
        for consequence in self.program.consequences:
            if consequence.id == id:
                yield from self._consequence(consequence)
                return
        for statement in self.program.statements:
            if statement.id == id:
                yield self.say(w.HEAD, title=self.naming.norm(id), id=id)
                yield self.say(w.UNDECIDED, reason=statement.reason)
                yield self._cites(statement.cites)
                return
        raise KeyError(id)

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.naming.language.say(phrase, **parts)

    def _listed(self, names: Sequence[str], last: Phrase = basics.AND) -> str:
        return self.naming.language.listed(names, last)

    def _norms(self, ids: Sequence[str], last: Phrase = basics.AND) -> str:
        """Norms by title and identifier."""
        return self._listed([self.say(w.HEAD, title=self.naming.norm(id), id=id) for id in ids], last)

    def _nature(self, one: core.Norm | core.Consequence, kind: str) -> Iterator[str]:
        """Title, identifier, kind, force, where it stands in the law."""
        language = self.naming.language
        yield self.say(w.HEAD, title=self.naming.norm(one.id), id=one.id)
        kind, force = language.kind(kind).capitalize(), language.force(one.force)
        yield self.say(w.NATURE, kind=kind, force=force, cites=self._cites(one.cites))
        if one.formerly:
            yield self.say(w.FORMERLY, names=self._listed(one.formerly))

    # --- norms -------------------------------------------------------------------------------------------------

    def _norm(self, norm: core.Norm) -> Iterator[str]:
        yield from self._nature(norm, norm.kind)
        yield ""
        phrases = Phrases.of_norm(self.naming, norm)
        for version, bodies in self._bodies(norm.versions):
            for reading, body in bodies:
                yield self._version(version, reading, self._sentence(norm, body, phrases))
                yield from (f"    {line}" for line in self._demand(body.demand, phrases))
                yield from (f"    {line}" for line in self._excuses(body.excuses, phrases))
                yield from (f"    {line}" for line in self._personal(norm, body, phrases))
                yield from (f"    {self.say(w.UNVERIFIED, reason=mark)}" for mark in body.marks)
        if norm.each is not None:
            requirement = norm.kind == REQUIREMENT
            yield self.say(r.JUDGED if requirement else r.RECURS, each=phrases.each(norm.each, requirement))
        yield from self._around(norm)
        bodies_all = [body for version in norm.versions for _, body in version.bodies]
        own = [attrs.evolve(body, personal=()) for body in bodies_all]
        personal = [
            (body.personal[n], (*phrases.records, bearers.record))
            for body in bodies_all
            for n, bearers in enumerate(norm.joint)
        ]
        yield from self._rests_on((tuple(own), phrases.records), *personal)

    def _version(self, one: core.Versioned[Any], reading: str | None, sentence: str) -> str:
        span = self.naming.language.until(one.start, one.end)
        if reading is None:
            return self.say(w.VERSION, span=span, version=one.version, sentence=sentence)
        said = self.naming.language.reading(reading)
        return self.say(w.VERSION_READING, span=span, version=one.version, reading=said, sentence=sentence)

    def _sentence(self, norm: core.Norm, body: core.NormBody, phrases: Phrases) -> str:
        """Who must do, see to or leave what."""
        who = self._who(norm, body, phrases)
        match body.demand:
            case core.Checklist(_, at, _, _):
                return self.say(w.MUST_HAVE, who=who, event=phrases.fact(at))
            case core.Requirement(_, None):
                return self.say(w.MUST_MEET, who=who)
            case core.Requirement(_, at):
                assert at is not None
                return self.say(w.MUST_MEET_AT, who=who, event=phrases.anchor(at))
            case core.Obligation(acts) if norm.kind == POWER:
                said = self._listed([phrases.act(act) for act in acts], basics.OR)
                return self.say(w.MAY, who=who, acts=said)
            case core.Obligation(acts, mode, condition, _):
                if condition is not None:
                    return self.say(w.MUST_REACH, who=who, condition=phrases.condition(condition))
                names = [phrases.act(act) for act in acts]
                said = self._listed(names, basics.AND if mode == "all" else basics.OR)
                if len(names) > 1:
                    said = self.say(w.WITH_LAST if mode == "all" else w.WITH_FIRST, acts=said)
                return self.say(w.MUST, who=who, acts=said)
            case core.Prohibition(acts, _, _):
                said = self._listed([phrases.act(act) for act in acts], basics.OR)
                return self.say(
                    w.MUST_NOT, who=who, acts=said if len(acts) == 1 else self.say(w.EACH_JUDGED, acts=said)
                )

    def _who(self, norm: core.Norm, body: core.NormBody, phrases: Phrases) -> str:
        party = self.naming.party(norm.subject)
        if norm.about is not None and norm.record is not None:
            items = phrases.fact(norm.about)
            who = self.say(w.EVERY_ABOUT, party=party, record=self.naming.party(norm.record), items=items)
        else:
            who = self.say(w.EVERY, party=party)
        for one in norm.joint:
            who = self.say(w.JOINTLY, who=who, record=self.naming.party(one.record), items=phrases.fact(one.items))
        return who if body.where is None else self.say(w.SCOPED, who=who, condition=phrases.condition(body.where))

    def _around(self, norm: core.Norm) -> Iterator[str]:
        party = self.naming.party
        if norm.bearer != norm.subject:
            yield self.say(w.OWED_BY, bearer=party(norm.bearer), subject=party(norm.subject))
        if norm.owed_to is not None and norm.kind != POWER:
            yield self.say(w.OWED_TO, party=party(norm.owed_to))
        if norm.law_as_on is not None:
            event = self.naming.fact(norm.subject, norm.law_as_on)
            yield self.say(w.LAW_AS_ON, event=event) if norm.law_as_on else self.say(w.LAW_AS_ON_CHECK)
        if norm.prevails_over:
            yield self.say(w.PREVAILS, norms=self._norms(norm.prevails_over))
        if norm.in_addition_to:
            yield self.say(w.IN_ADDITION, norms=self._norms(norm.in_addition_to))
        if norm.failing:
            phrase = w.AFTER_WHICH if norm.kind == POWER else w.BRINGS
            yield self.say(phrase, effects=self._norms(norm.failing))
        if norm.note is not None:
            yield self.say(w.NOTE, note=norm.note)

    def _demand(self, demand: core.Demand, phrases: Phrases) -> Iterator[str]:
        """The lines below the sentence: conditions, limits, windows."""
        match demand:
            case core.Requirement(conditions, _):
                yield from self._conditions(conditions, phrases)
            case core.Checklist(items, _, is_open, covers):
                yield from (phrases.item(one) for one in items)
                if is_open:
                    yield self.say(w.NOT_FINAL)
                if any(one.guard is not None for one in items):
                    yield self.say(w.COVERS if covers else w.NONE_COVERS)
            case core.Obligation(acts=acts, limits=limits, by_others=by_others):
                for act, lists in zip(acts, by_others, strict=False):
                    if lists:
                        said = self._listed([phrases.fact(one) for one in lists], basics.OR)
                        yield self.say(w.COUNTS_FOR_ALL, act=phrases.fact(act), items=said)
                for one in limits:
                    yield self._limit(one, phrases)
                yield from phrases.put_off(demand)
            case core.Prohibition(_, without, windows, during, only, waits):
                if without is not None:
                    yield self.say(w.WITHOUT, approval=phrases.fact(without))
                if only is not None:
                    yield self.say(w.ONLY_IN, condition=phrases.condition(only))
                if during is not None:
                    yield self.say(w.WHILE, state=phrases.condition(during))
                for one in waits:
                    yield self.say(w.WAIT, limit=self._limit(one, phrases))
                for one in windows:
                    yield self.say(w.IN_TIME, window=self._window(one, phrases))
                if not windows and not waits and during is None:
                    yield self.say(w.AT_ANY_TIME)

    def _limit(self, one: core.LimitCase, phrases: Phrases) -> str:
        return phrases.guarded(self._counted(one, phrases), one.guard, one.unverified)

    def _counted(self, one: core.LimitCase, phrases: Phrases) -> str:
        limit, said, rule = one.limit, phrases.limit_case(one), rule_of(one.limit)
        if rule is None:
            return said
        known = self.times.rules.get(rule)
        left_out = {version.excludes_event for version in known.versions} if known else set()
        if len(left_out) != 1 or isinstance(limit, core.FixedDay | core.ByPeriodDay | core.Window):
            return self.say(w.COUNTED, limit=said, rule=rule)
        return self.say(w.COUNTED_LEFT_OUT if left_out.pop() else w.COUNTED_INCLUDED, limit=said, rule=rule)

    def _window(self, one: core.LimitCase, phrases: Phrases) -> str:
        limit = self._limit(one, phrases)
        match one.limit:
            case core.AfterEvent(anchor, _, _) | core.AfterSet(anchor, _, _, _):
                return self.say(w.WINDOW_AFTER, anchor=phrases.anchor(anchor), limit=limit)
            case core.BeforeEvent(anchor, _, _, _):
                return self.say(w.WINDOW_BEFORE, anchor=phrases.anchor(anchor), limit=limit)
            case _:
                return limit

    # --- lines -------------------------------------------------------------------------------------------------

    def _conditions(self, conditions: core.Conditions, phrases: Phrases) -> Iterator[str]:
        for clause in conditions.clauses:
            yield phrases.guarded(phrases.condition(clause.condition), clause.guard, clause.unverified)
        if any(clause.guard is not None for clause in conditions.clauses):
            yield self.say(w.COVERS if conditions.covers else w.NONE_COVERS)

    def _adjustments(self, adjustments: Iterable[core.Adjust], phrases: Phrases) -> Iterator[str]:
        for one in adjustments:
            yield phrases.guarded(self.say(w.ADJUSTED[one.target], figure=phrases.figure(one.value)), one.guard)

    def _excuses(self, excuses: Iterable[core.Excuse], phrases: Phrases) -> Iterator[str]:
        for one in excuses:
            if one.condition is not None:
                yield self.say(w.UNLESS, condition=phrases.condition(one.condition))
            if one.norms:
                yield self.say(w.EXCEPT_WHERE, norms=self._norms(one.norms, basics.OR))

    def _personal(self, norm: core.Norm, body: core.NormBody, phrases: Phrases) -> Iterator[str]:
        """The exceptions of those who owe jointly beside the subject."""
        for bearers, personal in zip(norm.joint, body.personal, strict=True):
            who = {"record": self.naming.party(bearers.record), "items": phrases.fact(bearers.items)}
            for line in self._excuses(personal, phrases.inside(bearers.items)):
                yield self.say(w.PERSONAL, line=line, **who)

    # --- consequences ------------------------------------------------------------------------------------------

    def _consequence(self, one: core.Consequence) -> Iterator[str]:
        yield from self._nature(one, one.kind)
        yield ""
        phrases = Phrases(self.naming, (one.subject, *([one.record] if one.record else [])))
        party = self.naming.party
        for version, bodies in self._bodies(one.versions):
            for reading, body in bodies:
                who = self.say(w.ON_EVERY, party=party(one.subject))
                if body.where is not None:
                    who = self.say(w.SCOPED, who=who, condition=phrases.condition(body.where))
                yield self._version(version, reading, who)
                for bound in body.bounds:
                    low, high = phrases.figure(bound.low), phrases.figure(bound.high)
                    yield f"    {phrases.guarded(self.say(basics.BETWEEN, low=low, high=high), bound.guard)}"
                yield from (f"    {line}" for line in self._adjustments(body.adjustments, phrases))
                if body.ends_when is not None:
                    yield f"    {self.say(w.UNTIL, condition=phrases.condition(body.ends_when))}"
                yield from (f"    {self.say(w.UNVERIFIED, reason=mark)}" for mark in body.marks)
        if one.upon is not None:
            yield self.say(w.FOLLOWS_ACT, act=phrases.fact(one.upon))
        powers = {power.id for power in self.program.powers}
        breached = [norm for norm in one.norms if norm not in powers]
        if breached:
            yield self.say(w.FOLLOWS_BREACH, norms=self._norms(breached))
        if len(breached) < len(one.norms):
            yield self.say(w.FOLLOWS_TIME, norms=self._norms([norm for norm in one.norms if norm in powers]))
        if one.imposed_by is not None:
            yield self.say(w.IMPOSED_BY, party=party(one.imposed_by))
        if one.note is not None:
            yield self.say(w.NOTE, note=one.note)
        yield from self._rests_on((one.versions, phrases.records))

    # --- what it rests on --------------------------------------------------------------------------------------

    def _bodies(
        self, versions: Sequence[core.Versioned[T]]
    ) -> Iterator[tuple[core.Versioned[T], tuple[tuple[str | None, T], ...]]]:
        """Each stretch in which the rule says the same, with its bodies."""
        for one in merged(versions):
            yield one, one.bodies

    def _rests_on(self, *read: tuple[object, tuple[str, ...]]) -> Iterator[str]:
        """The definitions used, each with what it uses in turn; the facts read; the counting rules.

        ``read``: parts of the rule, each with the party and records that its binders stand for.
        """
        definitions = self._used(read)
        if definitions:
            yield ""
            yield self.say(w.TERMS_USED)
            for definition in definitions:
                yield from (f"  {line}" for line in self.definition(definition))
        facts = [fact for node, records in read for fact in self._facts(node, records)]
        facts += [fact for one in definitions for fact in self._facts(one.versions, (one.of,))]
        if facts:
            yield ""
            yield self.say(w.FACTS_READ)
            yield from sorted({f"  {fact}" for fact in facts})
        rules = sorted({node.rule for part, _ in read for node in walk(part) if isinstance(node, _COUNTED)})
        if rules:
            yield ""
            yield self.say(w.COUNTING)
            for name in rules:
                yield from (f"  {line}" for line in self._rule(name))

    def _used(self, read: Iterable[tuple[object, tuple[str, ...]]]) -> list[core.Definition]:
        known = {(one.of, one.name): one for one in self.program.definitions}
        found: dict[str, core.Definition] = {}
        queue = [name for node, records in read for name in self._names(node, records)]
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
                facts.append(self._fact(of, decl))
        return facts

    def _names(self, node: Any, records: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        """Party or record, name and "fact" or "definition" of everything that a node reads, binders followed."""
        match node:
            case core.Fact(binder, name, via):
                yield from self._followed(binder, via, records)
                yield Phrases(self.naming, records).referred(binder, via), name, "fact"
            case core.Defined(binder, name) | core.DefinedFigure(binder, name) | core.DefinedDay(binder, name):
                yield from self._followed(binder, node.via, records)
                yield Phrases(self.naming, records).referred(binder, node.via), name, "definition"
            case core.Item(_, condition, guard, unless, each, where):
                yield from self._names((guard, each), records)
                inner = records if each is None else Phrases(self.naming, records).inside(each).records
                yield from self._names((where, condition, unless), inner)
            case core.Quantified() | core.Count() | core.Total():
                inner = Phrases(self.naming, records).inside(node.items).records
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

    def _followed(self, binder: int, via: tuple[str, ...], records: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
        """The references that are followed."""
        for n, name in enumerate(via):
            yield Phrases(self.naming, records).referred(binder, via[:n]), name, "fact"

    def definition(self, one: core.Definition) -> Iterator[str]:
        """What a figure, condition or day is."""
        kind = self.say(w.DEFINED_KINDS[one.kind])
        if one.unit and one.kind == "figure":
            known = w.FACT_KINDS.get(one.unit)
            unit = self.say(known) if known else self.naming.language.currency(one.unit)
            kind = self.say(w.KIND_IN, kind=kind, unit=unit)
        label = self.naming.fact(one.of, one.name)
        yield self.say(w.DEFINITION, label=label, name=f"{one.of}.{one.name}", kind=kind, cites=self._cites(one.cites))
        phrases = Phrases(self.naming, (one.of,))
        for version, bodies in self._bodies(one.versions):
            for reading, body in bodies:
                where = ""
                if body.where is not None:
                    where = self.say(w.DEFINED_WHERE, condition=phrases.condition(body.where))
                yield f"  {self._version(version, reading, where).rstrip()}"
                if isinstance(body, core.ConditionBody):
                    yield from (f"      {line}" for line in self._conditions(body.conditions, phrases))
                else:
                    for case in body.cases:
                        yield f"      {phrases.guarded(phrases.figure(case.value), case.guard, case.unverified)}"
                    yield from (f"      {line}" for line in self._adjustments(body.adjustments, phrases))

    def _fact(self, of: str, decl: core.FactDecl) -> str:
        """``share capital (Insurer.capital): money in MOP, at least MOP 0``."""
        phrases = Phrases(self.naming, (of,))
        if decl.kind == "choice":
            kind = self.say(w.CHOICE, values=phrases.values(core.Fact(0, decl.name), decl.values))
        elif decl.of is not None:
            phrase = w.REFERENCE_TO if decl.kind == "reference" else w.LIST_OF
            kind = self.say(phrase, record=self.naming.party(decl.of))
        else:
            kind = self.say(w.FACT_KINDS[decl.kind])
            if decl.unit and decl.unit not in (core.NUMBER, core.PERCENT, core.DATE):
                kind = self.say(w.KIND_IN, kind=kind, unit=self.naming.language.currency(decl.unit))
        parts = [kind, phrases.declared_range(decl)]
        if decl.period:
            parts.append(self.say(w.EACH, period=period_words(self.naming.language, decl.period)))
        if decl.issuer:
            parts.append(self.say(w.MADE_OUT_BY, issuer=self.naming.party(decl.issuer)))
        if decl.owner:
            parts.append(self.say(w.SET_BY if decl.set_by else w.FROM_OWNER, owner=self.naming.party(decl.owner)))
        said = self.say(w.PARTS).join(part for part in parts if part)
        line = self.say(w.FACT, label=self.naming.fact(of, decl.name), name=f"{of}.{decl.name}", kind=said)
        return phrases.guarded(line, None, decl.unverified)

    def _rule(self, name: str) -> Iterator[str]:
        known = self.times.rules.get(name)
        if known is None:
            yield name
            return
        for version in known.versions:
            span = self.naming.language.until(version.begins, version.ends)
            yield self.say(w.RULE, name=name, span=span, rule=self._counting(version))

    def _counting(self, rule: CountingRule) -> str:
        parts = [self.say(w.EVENT_LEFT_OUT if rule.excludes_event else w.EVENT_COUNTED)]
        if rule.calendar is None:
            parts.append(self.say(w.NO_CALENDAR))
        else:
            closed = self._listed([self._closed(kind) for kind in rule.closed])
            parts += [
                self.say(w.CLOSED, days=closed, calendar=rule.calendar),
                self.say(w.SKIPS[rule.skips], n=rule.short_days),
                self.say(w.LAST_MOVES if rule.last_day == "later" else w.LAST_STAYS),
                self.say(w.LEAD_MOVES if rule.lead_time == "earlier" else w.LEAD_STAYS),
            ]
        parts.append(self.say(w.MISSING_LAST if rule.missing_day == "last" else w.MISSING_NEXT))
        if rule.eight_fifteen_weeks:
            parts.append(self.say(w.WEEKS))
        said = self.say(w.SOURCE, rule=self.say(basics.SEMICOLON).join(parts), source=rule.source)
        return Phrases(self.naming, ()).guarded(said, None, rule.unverified or None)

    def _closed(self, kind: str) -> str:
        """A kind of closed days: a weekday, the holidays, closures."""
        if kind in WEEKDAYS:
            return self.say(basics.WEEKDAYS[WEEKDAYS.index(kind)])
        known = w.CLOSED_KINDS.get(kind)
        return self.say(known) if known else kind

    def _cites(self, cites: Sequence[str]) -> str:
        return self.say(w.CITES, places=self._listed(cites)) if cites else self.say(w.CITES_NOTHING)


_COUNTED: Final = (
    core.AfterEvent, core.BeforeEvent, core.FixedDay, core.ByPeriodDay, core.AfterPeriod, core.Window,
    core.AtLeastEvery, core.AfterSet, core.DayAfter,
)  # fmt: skip
