"""Conditions and figures of the core as Python expressions over the facts at ``at``, the judged day.

An expression is text on one line; ``binders`` are the parties or records of ``at.records``, by which facts are found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from prazo.compiler.python.names import call, exact_code, numbered
from prazo.dsl.core import nodes as core
from prazo.dsl.time.days import Duration

Binders = tuple[str, ...]


@attrs.frozen(slots=True)
class Names:
    """What facts, definitions, norms and effects of a program are called in its module."""

    facts: Mapping[tuple[str, str], str]
    decls: Mapping[tuple[str, str], core.FactDecl]
    definitions: Mapping[tuple[str, str], str]
    norms: Mapping[str, str]
    effects: Mapping[str, str]

    @classmethod
    def of(cls, program: core.Program) -> Names:
        """Numbered in the order of the program, which does not depend on the order of files."""
        facts = [(party.name, fact) for party in program.parties for fact in party.facts]
        return cls(
            {(of, fact.name): numbered("fact", n, fact.name) for n, (of, fact) in enumerate(facts, 1)},
            {(of, fact.name): fact for of, fact in facts},
            {(one.of, one.name): numbered("define", n, one.name) for n, one in enumerate(program.definitions, 1)},
            {
                one.id: numbered("norm", n, one.id.partition("/")[2])
                for n, one in enumerate((*program.norms, *program.powers), 1)
            },
            {one.id: numbered("effect", n, one.id.partition("/")[2]) for n, one in enumerate(program.consequences, 1)},
        )

    def asked(self, effect: str) -> str:
        """The name of an effect as conditions ask for it."""
        return f"asked_{self.effects[effect] if effect in self.effects else self.norms[effect]}"

    def held(self, power: str) -> str:
        """The function that says whether a power stands."""
        return f"{self.norms[power]}_held"

    def fact(self, fact: core.Fact, binders: Binders) -> str:
        """The name that a fact's declaration has."""
        name = self.facts[binders[fact.binder], fact.name]
        return name if fact.period is None else f"{name}_of_period"

    def place(self, binder: int, via: tuple[str, ...], binders: Binders) -> tuple[str, int, str]:
        """Where a record is read, references followed: the facts, its number there, and its party or record."""
        at, number, party = "at", binder, binders[binder]
        for n, name in enumerate(via):
            at += f".through({number}, {self.facts[party, name]})"
            number, of = len(binders) + n, self.decls[party, name].of
            assert of is not None, "the checker gives every reference what it is to"
            party = of
        return at, number, party

    def read(self, function: str, fact: core.Fact, binders: Binders, *more: str, **named: str | None) -> str:
        """A call that reads a fact."""
        at, number, party = self.place(fact.binder, fact.via, binders)
        name = self.facts[party, fact.name]
        name = name if fact.period is None else f"{name}_of_period"
        return call(function, at, str(number), name, *more, **named)

    def inside(self, items: core.Fact, binders: Binders) -> Binders:
        """The binders inside a list."""
        of = self.decls[self.place(items.binder, items.via, binders)[2], items.name].of
        assert of is not None, "the checker gives every list the record that it is of"
        return (*binders, of)


# --- conditions ------------------------------------------------------------------------------------------------


def condition(one: core.Condition, names: Names, binders: Binders) -> str:
    """Whether a condition holds, as an ``Answer``."""
    match one:
        case core.Always(value):
            return "YES" if value else "NO"
        case core.Is(fact):
            return names.read("yes", fact, binders)
        case core.ChoiceIs(fact, values):
            return names.read("one_of", fact, binders, *map(repr, values))
        case core.Happened(fact):
            return names.read("happened", fact, binders)
        case core.InState(fact):
            return names.read("in_state", fact, binders)
        case core.SeriesIs(fact, period, which):
            return names.read("series_is", fact, binders, period_code(period, which))
        case core.Compare(op, left, right):
            return call("compared", repr(op), figure(left, names, binders), figure(right, names, binders))
        case core.Within(it, low, low_included, high, high_included):
            return call(
                "between",
                figure(it, names, binders),
                "None" if low is None else exact_code(low),
                "None" if high is None else exact_code(high),
                low_included=None if low_included else "False",
                high_included=None if high_included else "False",
            )
        case core.Reaches(earlier, duration, later, strict) | core.Extends(earlier, duration, later, strict):
            function = "reaches" if isinstance(one, core.Reaches) else "extends"
            days = day(earlier, names, binders), duration_code(duration), day(later, names, binders)
            return call(function, *days, strict="True" if strict else None)
        case core.PeriodIs(period, keys):
            return call("in_period", "at", repr(period), *map(repr, keys))
        case core.Quantified(kind, number, items, test):
            return _quantified(kind, number, items, holds(test, names, names.inside(items, binders)), names, binders)
        case core.Defined(binder, name, via):
            return f"{defined(binder, name, via, names, binders)}.value"
        case core.InEffect(binder, effect):
            return call("in_effect", "at", str(binder), names.asked(effect), "times_of_rules", "new_laws")
        case core.Proved(proof, by):
            return call("proved", condition(proof, names, binders), repr(by))
        case core.Not(operand):
            return call("is_not", condition(operand, names, binders))
        case core.And(operands):
            return call("all_hold", *(condition(operand, names, binders) for operand in operands))
        case core.Or(operands):
            return call("one_holds", *(condition(operand, names, binders) for operand in operands))


def holds(one: core.Condition, names: Names, binders: Binders) -> str:
    """A condition where its definitions apply, and no where they do not: for scopes, guards and exceptions."""
    if isinstance(one, core.Defined):
        return f"{defined(one.binder, one.name, one.via, names, binders)}.holds"
    return _joined(condition(one, names, binders), *applies(one, names, binders))


def applies(node: object, names: Names, binders: Binders) -> list[str]:
    """Whether each definition that is used is in force and in scope, those asked of the items of a list apart."""
    used = dict.fromkeys((one.binder, one.name, one.via) for one in _definitions_in(node))
    return [f"{defined(binder, name, via, names, binders)}.applies" for binder, name, via in used]


def defined(binder: int, name: str, via: tuple[str, ...], names: Names, binders: Binders) -> str:
    """A definition of one of the records."""
    at, number, party = names.place(binder, via, binders)
    return call(names.definitions[party, name], f"{at}.of({number})")


def period_code(period: str, which: str) -> str:
    """The key of a period that is read."""
    if which == "this":
        return f"this_period(at, {period!r})"
    if not which.startswith("last"):
        return repr(which)
    back = which.removeprefix("last").strip()
    return f"last_period(at, {period!r}{f', {back}' if back else ''})"


def _joined(first: str, *more: str) -> str:
    return call("all_hold", first, *more) if more else first


def _quantified(kind: str, number: int, items: core.Fact, test: str, names: Names, binders: Binders) -> str:
    listed, test = names.read("members", items, binders), f"lambda at: {test}"
    function = {
        "every": "every",
        "any": "any_of",
        "none": "none_of",
        "at least": "at_least",
        "at most": "at_most",
        "in a row": "in_a_row",
    }[kind]
    return (
        call(function, listed, test) if kind in ("every", "any", "none") else call(function, str(number), listed, test)
    )


def uses_definitions(node: object) -> bool:
    """Whether a condition uses a definition, which may be out of force or scope."""
    return next(_definitions_in(node), None) is not None


_OfItems = core.Quantified | core.Count | core.Total


def _definitions_in(node: Any) -> Iterator[core.Defined | core.DefinedFigure | core.DefinedDay]:
    if isinstance(node, core.Defined | core.DefinedFigure | core.DefinedDay):
        yield node
    elif isinstance(node, tuple):
        for member in node:
            yield from _definitions_in(member)
    elif not isinstance(node, _OfItems) and attrs.has(type(node)):
        for field in attrs.fields(type(node)):
            yield from _definitions_in(getattr(node, field.name))


# --- figures ---------------------------------------------------------------------------------------------------


def figure(one: core.Figure, names: Names, binders: Binders) -> str:
    """The values that a figure may have, as a ``Range``."""
    match one:
        case core.Literal(value, _):
            return exact_code(value)
        case core.FigureFact(fact, core.DATE):
            return call("figure_of_day", names.read("day_of", fact, binders))
        case core.DayAfter(anchor, _, _, _):
            return call("day_after", names.read("day_of", anchor, binders), count_code(one), "times_of_rules")
        case core.FigureFact(fact, _):
            return names.read("figure", fact, binders)
        case core.SeriesFact(fact, period, which, _):
            return names.read("figure_of_period", fact, binders, period_code(period, which))
        case core.DefinedFigure(binder, name, _, via):
            return f"{defined(binder, name, via, names, binders)}.value"
        case core.Sum(left, right, negative, _):
            return call("minus" if negative else "plus", figure(left, names, binders), figure(right, names, binders))
        case core.Product(left, right, _):
            return call("times", figure(left, names, binders), figure(right, names, binders))
        case core.Quotient(left, right, at_zero, _):
            return call("divided", *(figure(part, names, binders) for part in (left, right, at_zero)))
        case core.Extreme(left, right, greatest, _):
            function = "greatest" if greatest else "least"
            return call(function, figure(left, names, binders), figure(right, names, binders))
        case core.Round(value, mode, step, _):
            return call("rounded", figure(value, names, binders), repr(mode), exact_code(step))
        case core.Count(items, where, _):
            listed = names.read("members", items, binders)
            if where is None:
                return call("count", listed)
            return call("count", listed, f"lambda at: {holds(where, names, names.inside(items, binders))}")
        case core.Total():
            return _total(one, names, binders)
        case core.SoFar(_):
            return "it(so_far)"


def _total(one: core.Total, names: Names, binders: Binders) -> str:
    inside = names.inside(one.items, binders)
    tests = [] if one.where is None else [holds(one.where, names, inside)]
    tests += applies(one.figure, names, inside)
    return call(
        "total",
        names.read("members", one.items, binders),
        f"lambda at: {figure(one.figure, names, inside)}",
        test=f"lambda at: {_joined(*tests)}" if tests else None,
        low=None if one.low is None else exact_code(one.low),
        high=None if one.high is None else exact_code(one.high),
    )


# --- days ------------------------------------------------------------------------------------------------------


def day(one: core.Day, names: Names, binders: Binders) -> str:
    """The days that something may be on, as ``Days``."""
    match one:
        case core.DayFact(fact):
            return names.read("day_of", fact, binders)
        case core.DayLiteral(literal):
            return call("the_day", str(literal.year), str(literal.month), str(literal.day))
        case core.JudgedDay():
            return "judged_day(at)"
        case core.DefinedDay(binder, name, via):
            return call("defined_day", f"{defined(binder, name, via, names, binders)}.value")


def count_code(one: core.DayAfter) -> str:
    """How a day is counted from its event."""
    return call("Count", duration_code(one.duration), repr(one.rule), *(["True"] if one.next_open else []))


def duration_code(duration: Duration) -> str:
    """``((1, "month"), (10, "day"))`` as it stands in code."""
    return repr(duration)
