"""Conditions, figures and limits of the core in words.

Different nodes give different phrases: whatever is built of parts is bracketed inside another.  A yes/no fact is said
by its label alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report import recurring
from prazo.dsl.report.joined import joined, within_after
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.recurring import period_words
from prazo.dsl.report.words import basics, recurring as r, terms as w
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import Phrase

_SINGLE: Final = (
    core.Literal, core.FigureFact, core.SeriesFact, core.DefinedFigure, core.SoFar,
)  # fmt: skip


@attrs.frozen(slots=True)
class Phrases:
    """``records``: the party or record at each binder, outermost first."""

    naming: Naming
    records: tuple[str, ...]

    @classmethod
    def of_norm(cls, naming: Naming, norm: core.Norm) -> Phrases:
        """The phrases of a norm: of its subject, and of the items that it is about."""
        return cls(naming, (norm.subject, *([norm.record] if norm.record else [])))

    @property
    def language(self) -> Language:
        return self.naming.language

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.naming.language.say(phrase, **parts)

    def name(self, binder: int, name: str) -> str:
        """A fact or definition: bare of the subject; ``its`` of the item at hand; else with the record's name."""
        label = self.language.quoted(self.naming.fact(self.records[binder], name))
        if binder == 0:
            return label
        if binder == len(self.records) - 1:
            return self.say(w.OWN, name=label)
        return self.say(w.OF, name=label, record=self.record(binder))

    def fact(self, fact: core.Fact) -> str:
        return self.through(fact.binder, fact.name, fact.via)

    def through(self, binder: int, name: str, via: tuple[str, ...]) -> str:
        """A fact or definition; of what references lead to, where any are followed: ``seat of holder``."""
        if not via:
            return self.name(binder, name)
        return self._led_to(self.name(binder, via[0]), binder, name, via)

    def _led_to(self, said: str, binder: int, name: str, via: tuple[str, ...]) -> str:
        """What references lead to, behind what the first of them is called."""
        for n in range(1, len(via) + 1):
            last = name if n == len(via) else via[n]
            label = self.language.quoted(self.naming.fact(self.referred(binder, via[:n]), last))
            said = self.say(w.OF_OTHER, name=label, other=said)
        return said

    def referred(self, binder: int, via: tuple[str, ...]) -> str:
        """The party or record that a fact is read of."""
        party = self.records[binder]
        for name in via:
            known = self.naming.parties.get(party)
            decl = None if known is None else known.fact(name)
            party = (decl and decl.of) or name
        return party

    def named(self, path: str) -> str:
        """What a figure that a norm compares is called: one of the item at hand, else of the subject.

        ``path``: with the references that lead to it, as in ``parent.capital``.
        """
        *via, name = path.split(".")
        known = (n for n in reversed(range(len(self.records))) if self.naming.knows(self.records[n], (*via, name)[0]))
        binder = next(known, 0)
        if not via:
            return self.naming.fact(self.records[binder], name)
        first = self.language.quoted(self.naming.fact(self.records[binder], via[0]))
        return self._led_to(first, binder, name, tuple(via))

    def act(self, fact: core.Fact) -> str:
        """An act, as it follows ``must``."""
        label = self.naming.act(self.records[fact.binder], fact.name)
        return self.language.quoted(label) if self.language.code == "pt" else label

    def record(self, binder: int) -> str:
        """``the agent``; the outer of two of one kind are numbered."""
        name = self.records[binder]
        same = [n for n, one in enumerate(self.records) if one == name]
        label = self.language.quoted(self.naming.party(name))
        if len(same) == 1:
            return self.say(w.RECORD, label=label)
        return self.say(w.NUMBERED, label=label, n=same.index(binder) + 1)

    def decl(self, fact: core.Fact) -> core.FactDecl | None:
        party = self.naming.parties.get(self.referred(fact.binder, fact.via))
        return None if party is None else party.fact(fact.name)

    def inside(self, items: core.Fact) -> Phrases:
        """One binder further in: the items of a list."""
        decl = self.decl(items)
        return attrs.evolve(self, records=(*self.records, (decl and decl.of) or items.name))

    # --- figures -----------------------------------------------------------------------------------------------

    def figure(self, one: core.Figure) -> str:
        match one:
            case core.Literal(value, unit):
                return self.language.figure(value, unit)
            case core.FigureFact(fact, _):
                return self.fact(fact)
            case core.SeriesFact(fact, period, which, _):
                return self.series(fact, period, which)
            case core.DefinedFigure(binder, name, _, via):
                return self.through(binder, name, via)
            case core.Sum(left, right, negative, _):
                return self.say(w.MINUS if negative else w.PLUS, left=self._part(left), right=self._part(right))
            case core.Product(core.Literal(_, core.PERCENT) as share, right, _):
                return self.say(w.SHARE, share=self.figure(share), figure=self._part(right))
            case core.Product(core.Literal(_, core.NUMBER) as n, right, _):
                return self.say(w.MULTIPLE, n=self.figure(n), figure=self._part(right))
            case core.Product(left, right, _):
                return self.say(w.TIMES, left=self._part(left), right=self._part(right))
            case core.Quotient(left, right, at_zero, _):
                zero = self._part(at_zero)
                return self.say(w.DIVIDED, left=self._part(left), right=self._part(right), zero=zero)
            case core.Extreme(core.Literal(Fraction(numerator=0)), core.Sum(left, right, True, _), True, _):
                return self.say(w.EXCESS, left=self._part(left), right=self._part(right))
            case core.Extreme(left, right, greatest, _):
                return self.say(w.GREATER if greatest else w.LESSER, left=self._part(left), right=self._part(right))
            case core.Round(value, mode, step, unit):
                return self.say(w.ROUNDED[mode], figure=self._part(value), step=self.language.figure(step, unit))
            case core.Count(items, where, _):
                if where is None:
                    return self.say(w.COUNT, items=self.fact(items))
                return self.say(w.COUNT_WHERE, items=self.fact(items), test=self._of_item(items, where))
            case core.Total(items, figure, where, low, high, unit):
                of = self.inside(items)._part(figure)
                if where is None:
                    total = self.say(w.TOTAL, figure=of, items=self.fact(items))
                else:
                    test = self._of_item(items, where)
                    total = self.say(w.TOTAL_WHERE, figure=of, items=self.fact(items), test=test)
                bounds = self._range(low, high, unit)
                return self.say(w.ONE_NOT_KNOWN, total=total, range=bounds) if bounds else total
            case core.DayAfter(anchor, duration, rule, next_open):
                phrase = w.DAY_AFTER_OPEN if next_open else w.DAY_AFTER
                return self.say(phrase, duration=self.language.duration(duration), event=self.fact(anchor), rule=rule)
            case core.SoFar(_):
                return self.say(w.SO_FAR)

    def series(self, fact: core.Fact, period: str, which: str) -> str:
        """A series at a period: ``premiums of the last financial year``."""
        if which.startswith("last "):
            said = {"fact": self.fact(fact), "period": self.say(basics.PERIODS[period])}
            return self.say(w.PERIODS_BACK, n=which.removeprefix("last "), **said)
        if which in ("last", "this"):
            phrase = w.LAST_PERIOD if which == "last" else w.THIS_PERIOD
            return self.say(phrase, fact=self.fact(fact), period=period_words(self.language, period))
        return self.say(w.OF_PERIOD, fact=self.fact(fact), key=which)

    def _part(self, one: core.Figure) -> str:
        said = self.figure(one)
        return said if isinstance(one, _SINGLE) else self.say(basics.BRACKETED, inside=said)

    def _of_item(self, items: core.Fact, where: core.Condition) -> str:
        return self.inside(items).condition(where)

    # --- days --------------------------------------------------------------------------------------------------

    def day(self, one: core.Day) -> str:
        match one:
            case core.DayFact(fact):
                decl = self.decl(fact)
                issued = decl is not None and decl.kind == "evidence"
                return self.say(w.ISSUE, fact=self.fact(fact)) if issued else self.fact(fact)
            case core.DayLiteral(day):
                return self.language.day(day)
            case core.JudgedDay():
                return self.say(w.JUDGED_DAY)
            case core.DefinedDay(binder, name, via):
                return self.through(binder, name, via)

    # --- conditions --------------------------------------------------------------------------------------------

    def condition(self, one: core.Condition) -> str:
        match one:
            case core.Always(value):
                return self.say(w.ALWAYS if value else w.NEVER)
            case core.Is(fact):
                return self._said(fact.binder, fact.name, fact.via)
            case core.ChoiceIs(fact, values):
                return self.say(w.IS_ONE_OF, fact=self.fact(fact), values=self.values(fact, values))
            case core.Happened(fact):
                return self.say(w.HAPPENED, fact=self.fact(fact))
            case core.InState(fact):
                decl = self.decl(fact)
                return self.say(w.HELD if decl and decl.kind == "evidence" else w.LASTS, fact=self.fact(fact))
            case core.SeriesIs(fact, period, which):
                decl = self.decl(fact)
                kind = "" if decl is None else decl.kind
                series = self.series(fact, period, which)
                if kind not in ("event", "evidence"):
                    return series
                return self.say(w.HELD if kind == "evidence" else w.HAPPENED, fact=series)
            case core.Compare(op, left, right):
                return self.say(w.COMPARED[op], left=self.figure(left), right=self.figure(right))
            case core.Within():
                return self._within(one)
            case core.Reaches(earlier, duration, later, strict):
                first, last = self.day(earlier), self.day(later)
                if not duration:
                    return self.say(w.BEFORE_DAY if strict else w.NO_LATER, first=first, last=last)
                phrase = w.MORE_BEFORE if strict else w.AT_LEAST_BEFORE
                return self.say(phrase, first=first, last=last, duration=self.language.duration(duration))
            case core.Extends():
                return self._apart(one, w.AT_MOST_AFTER, w.LESS_AFTER)
            case core.PeriodIs(period, keys):
                listed = self.language.listed([self._nth(key) for key in keys], basics.OR)
                return self.say(w.PERIOD_IS, period=period_words(self.language, period), keys=listed)
            case core.Quantified(kind, number, items, test):
                said = {"items": self.fact(items), "test": self._of_item(items, test)}
                if kind in w.QUANTIFIED:
                    return self.say(w.QUANTIFIED[kind], **said)
                return self.language.count(w.COUNTED[kind], number, **said)
            case core.Defined(binder, name, via):
                return self._said(binder, name, via)
            case core.InEffect(binder, effect):
                label = self.language.quoted(self.naming.norm(effect))
                if binder == 0:
                    return self.say(w.IN_EFFECT, effect=label)
                return self.say(w.IN_EFFECT_FOR, effect=label, record=self.record(binder))
            case core.Proved(proof, by):
                if by is None:
                    return self.say(w.ANYONE_PROVES, proof=self._bracketed(proof))
                return self.say(w.PROVES, by=self.naming.party(by), proof=self._bracketed(proof))
            case core.Not(core.Is(fact)):
                return self.say(w.NOT_SAID, said=self._said(fact.binder, fact.name, fact.via))
            case core.Not(core.Defined(binder, name, via)):
                return self.say(w.NOT_SAID, said=self._said(binder, name, via))
            case core.Not(core.ChoiceIs(fact, values)):
                return self.say(w.IS_NONE_OF, fact=self.fact(fact), values=self.values(fact, values))
            case core.Not(operand):
                return self.say(w.NOT, condition=self.condition(operand))
            case core.And(operands):
                apart = within_after(one)
                if apart is not None:
                    return self._apart(apart, w.WITHIN_AFTER, w.WITHIN_LESS_AFTER)
                return self.say(w.AND).join(self._bracketed(operand) for operand in joined(operands))
            case core.Or(operands):
                return self.say(w.OR).join(self._bracketed(operand) for operand in operands)

    def _apart(self, one: core.Extends, at_most: Phrase, less: Phrase) -> str:
        said = {"first": self.day(one.earlier), "last": self.day(one.later)}
        return self.say(less if one.strict else at_most, duration=self.language.duration(one.duration), **said)

    def values(self, fact: core.Fact, values: tuple[str, ...]) -> str:
        """Values of a choice: ``general or life``."""
        decl = self.decl(fact)
        labels = dict(decl.value_labels) if decl else {}
        said = [self.naming.label(labels.get(one, core.Labels()), one) for one in values]
        return self.language.listed([self.language.quoted(one) for one in said], basics.OR)

    def _said(self, binder: int, name: str, via: tuple[str, ...]) -> str:
        if via:
            return self.through(binder, name, via)
        label = self.language.quoted(self.naming.fact(self.records[binder], name))
        # What is said of the item at hand needs no "its"; what is said of another names it.
        return label if binder == len(self.records) - 1 else self.say(w.OF, name=label, record=self.record(binder))

    def _within(self, one: core.Within) -> str:
        ends = []
        if one.low is not None:
            phrase = w.AT_OR_ABOVE if one.low_included else w.ABOVE
            ends.append(self.say(phrase, end=self.language.figure(one.low, one.figure.unit)))
        if one.high is not None:
            phrase = w.AT_OR_BELOW if one.high_included else w.BELOW
            ends.append(self.say(phrase, end=self.language.figure(one.high, one.figure.unit)))
        figure = self.figure(one.figure)
        if not ends:
            return self.say(w.LIES_ANYWHERE, figure=figure)
        if len(ends) == 1:
            return self.say(w.LIES, figure=figure, end=ends[0])
        return self.say(w.LIES_BETWEEN, figure=figure, low=ends[0], high=ends[1])

    def _nth(self, key: str) -> str:
        return self.say(w.NTH, n=key) if key.isdecimal() and len(key) < 3 else key

    def _bracketed(self, one: core.Condition) -> str:
        text = self.condition(one)
        return self.say(basics.BRACKETED, inside=text) if _composed(one) else text

    # --- lines -------------------------------------------------------------------------------------------------

    def guarded(self, line: str, guard: core.Guard, unverified: str | None = None) -> str:
        """A line with when it applies: ``.., if ..``, ``.., otherwise``; ``unverified``: why it is marked so."""
        if isinstance(guard, core.Otherwise):
            line = self.say(w.OTHERWISE, line=line)
        elif guard is not None:
            line = self.say(w.IF, line=line, condition=self.condition(guard))
        return self.say(w.UNVERIFIED, line=line, reason=unverified) if unverified else line

    def item(self, one: core.Item) -> str:
        """An item of a checklist: its letter and what must be there, of whom, when, and what excuses it."""
        inner = self if one.each is None else self.inside(one.each)
        said = self.say(w.ITEM, letter=one.letter, condition=inner.condition(one.condition))
        if one.each is not None and one.where is not None:
            test = inner.condition(one.where)
            said = self.say(w.ITEM_EACH_WHERE, item=said, items=self.fact(one.each), test=test)
        elif one.each is not None:
            said = self.say(w.ITEM_EACH, item=said, items=self.fact(one.each))
        said = self.guarded(said, one.guard)
        if one.unless is not None:
            said = self.say(w.ITEM_UNLESS, item=said, condition=inner.condition(one.unless))
        return self.guarded(said, None, one.unverified)

    # --- limits ------------------------------------------------------------------------------------------------

    def anchor(self, one: core.Anchor) -> str:
        """What time is counted from."""
        if isinstance(one, core.DoneOrDue):
            return self.say(w.OR_DUE, act=self.fact(one.act))
        if isinstance(one, core.BreachDay):
            return self.say(w.BREACH_OF, norm=self.language.quoted(self.naming.norm(one.norm)))
        if isinstance(one, core.SpellDay):
            return self.say(w.SPELL_ENDS if one.end else w.SPELL_BEGINS, state=self.fact(one.state))
        return self.day(one) if isinstance(one, core.DefinedDay) else self.fact(one)

    def limit(self, one: core.Limit) -> str:
        """The time by which something is due, without the rule by which it is counted."""
        match one:
            case core.AfterEvent(anchor, duration, _):
                return self.say(w.WITHIN, duration=self.language.duration(duration), anchor=self.anchor(anchor))
            case core.BeforeEvent(anchor, duration, _, clear):
                phrase = w.CLEAR_LEAD if clear else w.LEAD
                return self.say(phrase, duration=self.language.duration(duration), anchor=self.anchor(anchor))
            case core.UntilEvent(anchor, inclusive):
                return self.say(w.UP_TO_EVENT if inclusive else w.BEFORE_EVENT, anchor=self.anchor(anchor))
            case core.FixedDay(day, _):
                return self.say(w.BY_DAY, day=self.language.day(day))
            case core.AfterSet(anchor, number, unit, _):
                return self.say(w.SET_UNITS[unit], anchor=self.anchor(anchor), number=self.figure(number))
            case core.Forthwith(anchor):
                return self.say(w.FORTHWITH, anchor=self.anchor(anchor))
            case core.NoStatedTime(anchor):
                return self.say(w.NO_STATED_TIME, anchor=self.anchor(anchor))
            case core.Regularly():
                return self.say(w.REGULARLY)
            case core.HoursAfter(anchor, hours):
                return self.say(w.WITHIN_HOURS, duration=self.language.hours(hours), anchor=self.anchor(anchor))
            case core.HoursBefore(anchor, hours):
                return self.say(w.LEAD_HOURS, duration=self.language.hours(hours), anchor=self.anchor(anchor))
            case core.LaterOf(limits):
                return self.say(w.LATER, limits=self._limits(limits))
            case core.EarlierOf(limits):
                return self.say(w.EARLIER, limits=self._limits(limits))
            case core.ByPeriodDay(on, _):
                return self.say(r.BY, day=recurring.period_day(self.language, on))
            case core.AfterPeriod(duration, _):
                return self.say(r.AFTER_PERIOD, duration=self.language.duration(duration))
            case core.Window():
                return recurring.window(self.language, one)
            case core.AtLeastEvery(duration, None, _):
                return self.say(r.EVERY, duration=self.language.duration(duration))
            case core.AtLeastEvery(duration, since, _):
                assert since is not None
                return self.say(r.EVERY_SINCE, duration=self.language.duration(duration), start=self.fact(since))

    def _limits(self, limits: Sequence[core.Limit]) -> str:
        """Limits of which one counts; one that is itself put together in brackets."""
        told = [
            self.say(basics.BRACKETED, inside=self.limit(one))
            if isinstance(one, core.LaterOf | core.EarlierOf)
            else self.limit(one)
            for one in limits
        ]
        said = told[0]
        for one in told[1:]:
            said = self.say(w.OR_LIMIT, before=said, last=one)
        return said

    def limit_case(self, one: core.LimitCase) -> str:
        """A limit with "as soon as practicable" where that is said."""
        limit = self.limit(one.limit)
        return self.say(w.PRACTICABLE, limit=limit) if one.practicable else limit

    def put_off(self, demand: core.Obligation) -> list[str]:
        """What puts the last day of a duty off: states that suspend its time, an extension with its caps."""
        said = [self.say(w.SUSPENDED, state=self.fact(state)) for state in demand.suspended]
        if demand.extension is not None:
            extension = self.say(w.EXTENDED, day=self.fact(demand.extension.to))
            for cap in demand.extension.caps:
                duration = self.language.duration(cap.duration)
                extension = self.say(w.CAPPED, extension=extension, duration=duration, anchor=self.anchor(cap.anchor))
            said.append(extension)
        return said

    def each(self, one: core.Each, requirement: bool) -> str:
        """Of what a norm recurs: ``for each quarter, from begin business on``."""
        end = None if one.until is None else self.fact(one.until)
        day = None if one.day is None else self.fact(one.day)
        return recurring.each(self.language, one, requirement, self.fact(one.since), end, day)

    # --- ranges ------------------------------------------------------------------------------------------------

    def declared_range(self, decl: core.FactDecl) -> str:
        """The declared range of a fact: ``from 0% to 100%``; empty where there is none."""
        return self._range(decl.low, decl.high, decl.unit or core.NUMBER)

    def _range(self, low: Fraction | None, high: Fraction | None, unit: str) -> str:
        least = "" if low is None else self.language.figure(low, unit)
        most = "" if high is None else self.language.figure(high, unit)
        if least and most:
            return self.say(w.RANGE, low=least, high=most)
        return self.say(w.RANGE_AT_LEAST, low=least) if least else self.say(w.RANGE_AT_MOST, high=most) if most else ""


def _composed(one: core.Condition) -> bool:
    """Whether a condition is said with ``and`` or ``or`` outside brackets and quotation marks."""
    match one:
        case core.And():
            return within_after(one) is None
        case core.Or():
            return True
        case core.ChoiceIs(_, values) | core.PeriodIs(_, values) | core.Not(core.ChoiceIs(_, values)):
            return len(values) > 1
        case core.Within(_, low, _, high, _):
            return low is not None and high is not None
        case core.Reaches(_, duration, _, _):
            return len(duration) > 1
        case core.Extends():
            return True
        case _:
            return False


def rule_of(limit: core.Limit) -> str | None:
    """The counting rule of a limit; None where none is read, or several."""
    counted = (
        core.AfterEvent | core.BeforeEvent | core.FixedDay | core.AfterSet | core.LimitOfPeriod | core.AtLeastEvery
    )
    rules = {one.rule for one in core.single_limits(limit) if isinstance(one, counted)}
    return rules.pop() if len(rules) == 1 else None
