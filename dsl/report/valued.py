"""Conditions, figures and facts beside the values that the interpreter gives them.

Nothing is decided here: every value comes from the interpreter's own functions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Events, Held, Items, Moment, Ref, Spells
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.answers import YES
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.checklists import parts_of
from prazo.dsl.meaning.environment import Env, Needs
from prazo.dsl.meaning.in_force import body_in_force
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.joined import joined, within_after
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.spells import spell_day
from prazo.dsl.report.words import basics, recurring as r, terms, why as w
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import Phrase

_MOST_ITEMS: Final = 50
_DEEPEST: Final = 8


class Row(NamedTuple):
    """One line: ``left`` is indented by ``depth``, ``right`` stands in a column of its own."""

    depth: int
    left: str
    right: str = ""


@attrs.frozen(slots=True)
class Values:
    """Conditions, figures and facts beside the values that the interpreter gives them."""

    lookup: Lookup
    case: Case
    naming: Naming

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.naming.language.say(phrase, **parts)

    def phrases(self, env: Env) -> Phrases:
        return Phrases(self.naming, tuple(one.party for one in env.records))

    def holds(self, one: core.Condition, env: Env) -> str:
        """``yes``, ``no``, ``not known``."""
        return self.naming.language.truth(evaluate.holds(one, env).value)

    def guard(self, guard: core.Guard, env: Env) -> str:
        """Whether a line's guard holds; empty where it has none, or is ``otherwise``."""
        if guard is None or isinstance(guard, core.Otherwise):
            return ""
        return self.say(w.APPLIES, truth=self.holds(guard, env))

    def clauses(self, conditions: core.Conditions, env: Env, depth: int) -> Iterator[Row]:
        """Each line that may apply, its guard first; a line that does not apply is named and left."""
        phrases = self.phrases(env)
        for clause in conditions.clauses:
            at = depth
            if clause.guard is not None and not isinstance(clause.guard, core.Otherwise):
                answer = evaluate.holds(clause.guard, env)
                if answer.value is False:
                    left = self.say(w.LEFT, condition=phrases.condition(clause.guard))
                    yield Row(depth, phrases.condition(clause.condition), left)
                    continue
                yield from self.condition(clause.guard, env, depth)
                at = depth + 1
            yield from self.condition(clause.condition, env, at)

    def items(self, items: Sequence[core.Item], env: Env) -> Iterator[Row]:
        """Each item of a checklist that may apply, with what it rests on."""
        phrases = self.phrases(env)
        for item in items:
            inner = phrases if item.each is None else phrases.inside(item.each)
            condition = inner.condition(item.condition)
            if item.guard is not None and not isinstance(item.guard, core.Otherwise):
                if evaluate.holds(item.guard, env).value is False:
                    left = self.say(w.LEFT, condition=phrases.condition(item.guard))
                    yield Row(0, self.say(terms.ITEM, letter=item.letter, condition=condition), left)
                    continue
                yield from self.condition(item.guard, env, 1)
            for address, part in parts_of(item, env):
                said = self.say(terms.ITEM, letter=address, condition=condition)
                yield Row(0, said, self._answer(part.value, part.needs))
            if item.each is None:
                yield from self._below(item.condition, env, 1)
                if item.unless is not None:
                    yield from self.condition(item.unless, env, 1)

    def condition(self, one: core.Condition, env: Env, depth: int) -> Iterator[Row]:
        """A condition, whether it holds, and below it what that rests on."""
        if isinstance(one, core.And) and within_after(one) is None:
            for operand in joined(one.operands):
                yield from self.condition(operand, env, depth)
            return
        answer = evaluate.truth(one, env)
        yield Row(depth, self.phrases(env).condition(one), self._answer(answer.value, answer.needs))
        if depth < _DEEPEST:
            yield from self._below(one, env, depth + 1)

    def _below(self, one: core.Condition, env: Env, depth: int) -> Iterator[Row]:
        match one:
            case core.Or(operands):
                for operand in operands:
                    yield from self.condition(operand, env, depth)
            case core.Not(core.Is() | core.ChoiceIs() as operand):
                yield from self._below(operand, env, depth)
            case core.Not(operand):
                yield from self.condition(operand, env, depth)
            case core.Compare(_, left, right):
                yield from self.figure(left, env, depth)
                yield from self.figure(right, env, depth)
            case core.Within(figure, _, _, _, _):
                yield from self.figure(figure, env, depth)
            case core.And((_, core.Extends() as apart)):
                yield from self._below(apart, env, depth)
            case core.Reaches(earlier, _, later, _) | core.Extends(earlier, _, later, _):
                for day in (earlier, later):
                    if isinstance(day, core.DayFact):
                        yield Row(depth, self.phrases(env).fact(day.fact), self.shown(day.fact, env))
            case core.ChoiceIs(fact, _) | core.Happened(fact) | core.InState(fact):
                yield Row(depth, self.phrases(env).fact(fact), self.shown(fact, env))
            case core.Defined(binder, name, via):
                yield from self._definition(binder, name, via, env, depth)
            case core.InEffect(_, effect):
                brought = self.lookup.consequences.get(effect)  # a power stands by itself
                for norm in brought.norms if brought is not None else ():
                    yield Row(depth, self.say(w.FOR_BREACH), self.naming.norm(norm))
            case core.Quantified(_, _, items, test):
                yield from self._items(items, test, env, depth)

    def figure(self, one: core.Figure, env: Env, depth: int) -> Iterator[Row]:
        """A figure with its value, and below it the figures that it is made of."""
        if isinstance(one, core.Literal):
            return
        found = evaluate.figure(one, env)
        words = self._asked(interval_words(self.naming.language, *found.interval, one.unit), found.needs)
        yield Row(depth, self.phrases(env).figure(one), words)
        if depth >= _DEEPEST:
            return
        match one:
            case core.Sum(left, right, _, _) | core.Product(left, right, _) | core.Extreme(left, right, _, _):
                yield from self.figure(left, env, depth + 1)
                yield from self.figure(right, env, depth + 1)
            case core.Quotient(left, right, _, _):
                yield from self.figure(left, env, depth + 1)
                yield from self.figure(right, env, depth + 1)
            case core.Round(value, _, _, _):
                yield from self.figure(value, env, depth + 1)
            case core.DefinedFigure(binder, name, _, via):
                yield from self._definition(binder, name, via, env, depth + 1)
            case core.Count(items, where, _):
                yield from self._items(items, where, env, depth + 1)

    def _definition(self, binder: int, name: str, via: tuple[str, ...], env: Env, depth: int) -> Iterator[Row]:
        """The lines of a definition, read on the judged day, with where it is from."""
        at = env.located(binder, via)
        if at.instead:
            yield Row(depth, at.prefix.removesuffix("."), self._answer(None, at.instead))
            return
        definition = self.lookup.definitions[at.party, name]
        inner = env.within(at)
        body = body_in_force(definition.versions, env.law_on, env.run)
        if definition.cites:
            yield Row(depth, self.say(w.AS_IN), self.naming.language.listed(definition.cites))
        if body is None:
            yield Row(depth, self.say(w.NO_VERSION))
            return
        if body.where is not None:
            yield from self.condition(body.where, inner, depth)
        if isinstance(body, core.ConditionBody):
            yield from self.clauses(body.conditions, inner, depth)
            return
        cases, _ = evaluate.possible_cases(body.cases, inner)
        for case in cases:
            if not isinstance(case.value, core.Literal):
                yield from self.figure(case.value, inner, depth)
            if case.guard is not None and not isinstance(case.guard, core.Otherwise):
                yield from self.condition(case.guard, inner, depth)
        for change in body.adjustments:
            phrases = self.phrases(inner)
            words = self.say(w.THEN[change.target], figure=phrases.figure(change.value))
            yield Row(depth, phrases.guarded(words, change.guard), self.guard(change.guard, inner))

    def _items(self, items: core.Fact, test: core.Condition | None, env: Env, depth: int) -> Iterator[Row]:
        value = env.read(items)
        of = env.decl(items).of
        if not isinstance(value, Items) or of is None:
            yield Row(depth, self.phrases(env).fact(items), self.shown(items, env))
            return
        at = env.located(items.binder, items.via)
        for position, item in enumerate(value.items[:_MOST_ITEMS]):
            located = at.item(items.name, of, item, position)
            inner = env.with_item(located)
            answer = YES if test is None else evaluate.holds(test, inner)
            yield Row(depth, located.prefix.rstrip("."), self._answer(answer.value, answer.needs))
        if len(value.items) > _MOST_ITEMS:
            yield Row(depth, self.naming.language.count(w.MORE_ITEMS, len(value.items) - _MOST_ITEMS))
        if not value.complete:
            yield Row(depth, self.say(w.OTHERS), self._answer(None, env.missing(items)))

    def anchor(self, anchor: core.Anchor, env: Env) -> str:
        """What time is counted from, as it was given or worked out."""
        if isinstance(anchor, core.Fact):
            return self.shown(anchor, env)
        if isinstance(anchor, core.SpellDay):
            return spell_day(self.case, anchor, self.naming.language) or self.shown(anchor.state, env)
        if isinstance(anchor, core.BreachDay):
            seen = self.case.seen(anchor)
            if seen.when.day is not None:
                return self.naming.language.time(seen.when.day.isoformat())
            return self.say(w.NOT_YET) if seen.when.range is None else self._answer(None, seen.needs)
        if isinstance(anchor, core.DoneOrDue):
            seen = self.case.seen(anchor)
            known = seen.moment or seen.when.day
            return self.naming.language.time(known.isoformat()) if known else self.shown(anchor.act, env)
        found = evaluate.defined_figure(anchor.binder, anchor.name, env)
        return self._asked(interval_words(self.naming.language, *found.interval, core.DATE), found.needs)

    def shown(self, fact: core.Fact, env: Env) -> str:
        """A fact as it was given."""
        language = self.naming.language
        value = env.read(fact)
        kind = env.decl(fact).kind
        match value:
            case date() | Moment():
                said = language.time(value.isoformat())
                return said if kind != "event" or env.is_past(value) else self.say(w.PLANNED, day=said)
            case bool():
                return language.truth(value)
            case str():
                return self.phrases(env).values(fact, (value,)) if kind == "choice" else value
            case ByDay(day):
                return self._asked(self.say(w.BY_DAY, day=language.weekday(day)), env.missing(fact))
            case Held(issued, None):
                return self.say(w.HELD_FROM, first=language.weekday(issued))
            case Held(issued, expires):
                assert expires is not None
                return self.say(w.HELD_FROM_TO, first=language.weekday(issued), last=language.weekday(expires))
            case Spells(spells):
                return language.listed([language.until(start, end) for start, end in spells])
            case Events(times, complete):
                said = (
                    self.say(w.NOT_YET) if not times else language.listed([language.time(t.isoformat()) for t in times])
                )
                return said if complete else self.say(r.TIMES, times=said)
            case Ref(party, id):
                return f"{self.phrases(env).naming.party(party)} {id}"
            case Items(items, complete):
                return f"{len(items)}" if complete else self.say(w.PERHAPS_MORE, n=len(items))
        if value is NEVER:
            return self.say(w.NOT_YET if kind == "event" else w.NONE)
        return self._answer(None, env.missing(fact)) if value is UNKNOWN else self.say(w.GIVEN)

    def _answer(self, value: bool | None, needs: Needs) -> str:
        """``yes``, ``no``, ``not known (ask: insurer)``."""
        return self._asked(self.naming.language.truth(value), needs)

    def _asked(self, said: str, needs: Needs) -> str:
        """What is said, with who is to be asked for what is not known."""
        sources = sorted({need.source for need in needs if need.source})
        if not sources:
            return said
        return self.say(w.ASK, value=said, sources=self.say(basics.COMMA).join(map(self.naming.party, sources)))


def interval_words(language: Language, low: Fraction | None, high: Fraction | None, unit: str) -> str:
    if low is None and high is None:
        return language.truth(None)
    return language.interval(*(None if end is None else language.figure(end, unit) for end in (low, high)))
