"""Conditions, figures and limits of the core in English.

Different nodes give different phrases: whatever is built of parts is bracketed inside another, and names stay as the
analyst wrote them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.report.words import day_words, duration_words, figure_words, listed

_COMPARED: Final = {
    ">=": "is at least", "<=": "is at most", ">": "is more than", "<": "is less than", "=": "equals", "!=": "is not",
}  # fmt: skip
_QUANTIFIED: Final = {
    "every": "every one of {items} satisfies",
    "any": "one or more of {items} satisfy",
    "none": "none of {items} satisfies",
    "at least": "at least {number} of {items} satisfy",
    "at most": "at most {number} of {items} satisfy",
    "in a row": "at least {number} in a row of {items} satisfy",
}
_SINGLE: Final = (
    core.Literal, core.FigureFact, core.SeriesFact, core.DefinedFigure, core.SoFar,
)  # fmt: skip


@attrs.frozen(slots=True)
class Phrases:
    """``records``: the party or record at each binder, outermost first."""

    program: core.Program
    records: tuple[str, ...]

    def name(self, binder: int, name: str) -> str:
        """A fact or definition: bare of the subject; ``its`` of the item at hand; else with the record's name."""
        if binder == 0:
            return name
        if binder == len(self.records) - 1:
            return f"its {name}"
        return f"{name} of {self.record(binder)}"

    def fact(self, fact: core.Fact) -> str:
        return self.name(fact.binder, fact.name)

    def record(self, binder: int) -> str:
        """``the Agent``; the outer of two of one kind are numbered."""
        name = self.records[binder]
        same = [n for n, one in enumerate(self.records) if one == name]
        return f"the {name}" if len(same) == 1 else f"{name} no. {same.index(binder) + 1}"

    def decl(self, fact: core.Fact) -> core.FactDecl | None:
        party = next((one for one in self.program.parties if one.name == self.records[fact.binder]), None)
        return None if party is None else party.fact(fact.name)

    def inside(self, items: core.Fact) -> Phrases:
        """One binder further in: the items of a list."""
        decl = self.decl(items)
        return attrs.evolve(self, records=(*self.records, (decl and decl.of) or items.name))

    # --- figures -----------------------------------------------------------------------------------------------

    def figure(self, one: core.Figure) -> str:
        match one:
            case core.Literal(value, unit):
                return figure_words(value, unit)
            case core.FigureFact(fact, _):
                return self.fact(fact)
            case core.SeriesFact(fact, period, which, _):
                return f"{self.fact(fact)} of {f'{which} {period}' if which in ('last', 'this') else which}"
            case core.DefinedFigure(binder, name, _):
                return self.name(binder, name)
            case core.Sum(left, right, negative, _):
                return f"{self._part(left)} {'-' if negative else '+'} {self._part(right)}"
            case core.Product(core.Literal(_, core.PERCENT) as share, right, _):
                return f"{self.figure(share)} of {self._part(right)}"
            case core.Product(left, right, _):
                return f"{self._part(left)} times {self._part(right)}"
            case core.Quotient(left, right, at_zero, _):
                zero = f"{self._part(at_zero)} where that is zero"
                return f"{self._part(left)} divided by {self._part(right)}, {zero}"
            case core.Extreme(core.Literal(Fraction(numerator=0)), core.Sum(left, right, True, _), True, _):
                return f"the excess of {self._part(left)} over {self._part(right)}"
            case core.Extreme(left, right, greatest, _):
                which = "greater" if greatest else "lesser"
                return f"the {which} of {self._part(left)} and {self._part(right)}"
            case core.Round(value, mode, step, unit):
                return f"{self._part(value)} rounded {mode} to {figure_words(step, unit)}"
            case core.Count(items, where, _):
                return f"the number of {self.fact(items)}{self._whose(items, where)}"
            case core.Total(items, figure, where, low, high, unit):
                of = f"the sum of {self.inside(items)._part(figure)} over {self.fact(items)}{self._whose(items, where)}"
                return of + _range(low, high, unit)
            case core.SoFar(_):
                return "it"

    def _part(self, one: core.Figure) -> str:
        return self.figure(one) if isinstance(one, _SINGLE) else f"({self.figure(one)})"

    def _whose(self, items: core.Fact, where: core.Condition | None) -> str:
        return "" if where is None else f" of which ({self.inside(items).condition(where)})"

    # --- days --------------------------------------------------------------------------------------------------

    def day(self, one: core.Day) -> str:
        match one:
            case core.DayFact(fact):
                return self.fact(fact)
            case core.DayLiteral(day):
                return day_words(day)
            case core.JudgedDay():
                return "the day"
            case core.DefinedDay(binder, name):
                return self.name(binder, name)

    # --- conditions --------------------------------------------------------------------------------------------

    def condition(self, one: core.Condition) -> str:
        match one:
            case core.Always(value):
                return "always" if value else "never"
            case core.Is(fact):
                return f"{self.fact(fact)} is yes"
            case core.ChoiceIs(fact, values):
                return f"{self.fact(fact)} is {listed(list(values), 'or')}"
            case core.Happened(fact):
                return f"{self.fact(fact)} has happened"
            case core.InState(fact):
                decl = self.decl(fact)
                return f"{self.fact(fact)} {'is held' if decl and decl.kind == 'evidence' else 'lasts'}"
            case core.Compare(op, left, right):
                return f"{self._part(left)} {_COMPARED[op]} {self._part(right)}"
            case core.Within(figure, low, low_included, high, high_included):
                unit = figure.unit
                ends = (
                    [] if low is None else [f"{'at or above' if low_included else 'above'} {figure_words(low, unit)}"]
                )
                if high is not None:
                    ends.append(f"{'at or below' if high_included else 'below'} {figure_words(high, unit)}")
                return f"{self._part(figure)} lies {' and '.join(ends) or 'anywhere'}"
            case core.Reaches(earlier, duration, later, strict):
                first, last = self.day(earlier), self.day(later)
                if not duration:
                    return f"{first} is {'before' if strict else 'no later than'} {last}"
                return f"{first} is {'more than' if strict else 'at least'} {duration_words(duration)} before {last}"
            case core.Extends(earlier, duration, later, strict):
                first, last = self.day(earlier), self.day(later)
                most = "less than" if strict else "at most"
                return f"{last} is {most} {duration_words(duration)} after {first}, both being known"
            case core.PeriodIs(period, keys):
                return f"the {period} is {listed([_nth(key) for key in keys], 'or')}"
            case core.Quantified(kind, number, items, test):
                head = _QUANTIFIED[kind].format(items=self.fact(items), number=number)
                return f"{head} ({self.inside(items).condition(test)})"
            case core.Defined(binder, name):
                return f"{self.name(binder, name)} holds"
            case core.Not(core.Is(fact)):
                return f"{self.fact(fact)} is no"
            case core.Not(core.ChoiceIs(fact, (value,))):
                return f"{self.fact(fact)} is not {value}"
            case core.Not(operand):
                return f"not ({self.condition(operand)})"
            case core.And(operands):
                return " and ".join(self._bracketed(operand) for operand in operands)
            case core.Or(operands):
                return " or ".join(self._bracketed(operand) for operand in operands)

    def _bracketed(self, one: core.Condition) -> str:
        text = self.condition(one)
        return f"({text})" if " and " in text or " or " in text else text

    def guard(self, guard: core.Guard) -> str:
        """What stands behind a line: empty, ``, if ..`` or ``, otherwise``."""
        if guard is None:
            return ""
        return ", otherwise" if isinstance(guard, core.Otherwise) else f", if {self.condition(guard)}"

    # --- limits ------------------------------------------------------------------------------------------------

    def anchor(self, one: core.Anchor) -> str:
        """What time is counted from."""
        return self.day(one) if isinstance(one, core.DefinedDay) else self.fact(one)

    def limit(self, one: core.Limit) -> str:
        """The time by which something is due, without the rule by which it is counted."""
        match one:
            case core.AfterEvent(anchor, duration, _):
                return f"within {duration_words(duration)} of {self.anchor(anchor)}"
            case core.BeforeEvent(anchor, duration, _, clear):
                ends = ", both ends left out" if clear else ""
                return f"at least {duration_words(duration)} before {self.anchor(anchor)}{ends}"
            case core.UntilEvent(anchor, inclusive):
                return f"{'no later than' if inclusive else 'before'} the day of {self.anchor(anchor)}"
            case core.FixedDay(day, _):
                return f"by {day_words(day)}"


def rule_of(limit: core.Limit) -> str | None:
    """The counting rule of a limit; None where none is read."""
    return None if isinstance(limit, core.UntilEvent) else limit.rule


def range_words(decl: core.FactDecl) -> str:
    """The declared range of a fact: ``, from 0% to 100%``; empty where there is none."""
    return _bounds(decl.low, decl.high, decl.unit or core.NUMBER)


def _range(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    bounds = _bounds(low, high, unit)
    return f" (one not known is{bounds.removeprefix(',')})" if bounds else ""


def _bounds(low: Fraction | None, high: Fraction | None, unit: str) -> str:
    if low is None:
        return "" if high is None else f", at most {figure_words(high, unit)}"
    least = figure_words(low, unit)
    return f", at least {least}" if high is None else f", from {least} to {figure_words(high, unit)}"


def _nth(key: str) -> str:
    return f"number {key}" if key.isdecimal() and len(key) < 3 else key
