"""Conditions and figures: their possible values, and the unknown facts that keep them open.

Source: `meaning.md`, sections 1, 2, 5, 7 and 11.  Three-valued conditions, intervals for figures; an open part needs
the unknown facts that it reads itself and those of its open parts, a settled part nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Held, Items, Moment, Record, Series, Spells, Value, day_of
from prazo.dsl.meaning import intervals
from prazo.dsl.meaning.answers import (
    NO,
    YES,
    Answer,
    Range,
    answer,
    conjunction,
    disjunction,
    kept,
    range_of,
    ranged,
    union,
)
from prazo.dsl.meaning.days import counted_after, key_at, shifted
from prazo.dsl.meaning.environment import LATEST, NOTHING, Env, Needs, proofs_in
from prazo.dsl.meaning.in_force import body_in_force
from prazo.dsl.meaning.intervals import ANYTHING
from prazo.dsl.meaning.truth import Truth, both, either, negation
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY
from prazo.dsl.time.periods import key_of, number_in_year

T = TypeVar("T")


# --- conditions ------------------------------------------------------------------------------------------------


def holds(condition: core.Condition, env: Env) -> Answer:
    """The condition where its definitions apply, and no where they do not: for scopes, guards and exceptions."""
    return conjunction((truth(condition, env), applies(condition, env)))


def truth(condition: core.Condition, env: Env) -> Answer:
    """Whether a condition holds in an environment."""
    match condition:
        case core.Always(value):
            return Answer(value)
        case core.Is(fact):
            said = env.read(fact)
            if said is UNKNOWN:
                return Answer(None, env.missing(fact))
            return Answer(said is True)  # a decision that was never given counts as no
        case core.ChoiceIs(fact, values):
            chosen = env.read(fact)
            return Answer(None, env.missing(fact)) if chosen is UNKNOWN else Answer(chosen in values)
        case core.Happened(fact):
            return _happened(fact, env)
        case core.InState(fact):
            return _in_state(fact, env)
        case core.SeriesIs(fact, period, which):
            return _series_is(fact, key_at(period, which, env.day), env)
        case core.Compare(op, left, right):
            a, b = figure(left, env), figure(right, env)
            return answer(intervals.compare(op, a.interval, b.interval), a, b)
        case core.Within():
            return _within(condition, env)
        case core.Reaches() | core.Extends():
            return _days(condition, env)
        case core.PeriodIs(period, keys):
            number = str(number_in_year(period, env.day))
            return Answer(key_of(period, env.day) in keys or number in keys)
        case core.Quantified():
            return _quantified(condition, env)
        case core.Defined(binder, name, via):
            return _of_definition(_condition_of, binder, name, via, env)
        case core.InEffect(binder, effect):
            from prazo.dsl.meaning.in_effect import in_effect  # which judges norms, by what is in this file

            return in_effect(effect, binder, env)
        case core.Proved(proof, by):
            part = truth(proof, env)
            if part.value is not None:
                return part
            return Answer(False, frozenset(attrs.evolve(one, source=by, proof=True) for one in part.needs))
        case core.Not(operand):
            part = truth(operand, env)
            return Answer(negation(part.value), part.needs)
        case core.And(operands):
            return conjunction([truth(operand, env) for operand in operands])
        case core.Or(operands):
            return disjunction([truth(operand, env) for operand in operands])


def _happened(fact: core.Fact, env: Env) -> Answer:
    value = _happened_by(env.read(fact), env)
    return Answer(value, env.missing(fact) if value is None else NOTHING)


def _happened_by(value: Value, env: Env) -> Truth:
    day = day_of(value)
    if day is not None and isinstance(value, date | Moment):
        return day <= env.facts_on and env.is_past(value)
    if value is NEVER:
        return False
    return True if isinstance(value, ByDay) and value.day <= env.facts_on else None


def _in_state(fact: core.Fact, env: Env) -> Answer:
    value = _lasts_on(env.read(fact), env.facts_on)
    return Answer(value, env.missing(fact) if value is None else NOTHING)


def _lasts_on(value: object, day: date) -> Truth:
    """Whether a state lasts, or evidence is held, on a day."""
    if value is NEVER:
        return False
    if isinstance(value, Spells):
        return any(a <= day and (b is None or day < b) for a, b in value.spells)
    if isinstance(value, Held):
        return value.issued <= day and (value.expires is None or day <= value.expires)
    return None


def _series_is(fact: core.Fact, key: str, env: Env) -> Answer:
    series = env.read(fact)
    said = series.entries.get(key, UNKNOWN) if isinstance(series, Series) else series
    if isinstance(said, bool):
        return Answer(said)
    kind = env.decl(fact).kind
    value = _happened_by(said, env) if kind == "event" else _lasts_on(said, env.facts_on)
    return Answer(value, env.missing(fact, key) if value is None else NOTHING)


def _within(bracket: core.Within, env: Env) -> Answer:
    it = figure(bracket.figure, env)
    ends: list[Truth] = []
    if bracket.low is not None:
        low = intervals.exactly(bracket.low)
        ends.append(intervals.compare(">=" if bracket.low_included else ">", it.interval, low))
    if bracket.high is not None:
        high = intervals.exactly(bracket.high)
        ends.append(intervals.compare("<=" if bracket.high_included else "<", it.interval, high))
    return answer(both(ends), it)


class _Days(NamedTuple):
    """The possible days ``first .. last`` of something, and whether it may be that it never was."""

    first: date
    last: date
    never: bool
    needs: Needs = NOTHING


_NO_DAY = _Days(LAST_DAY, FIRST_DAY, True)


def _day(day: core.Day, env: Env) -> _Days:
    match day:
        case core.DayLiteral(literal):
            return _Days(literal, literal, False)
        case core.JudgedDay():
            return _Days(env.day, env.day, False)
        case core.DefinedDay(binder, name, via):
            return days_of(defined_figure(binder, name, env, via))
        case core.DayFact(fact):
            value = env.read(fact)
            is_event = env.decl(fact).kind in ("event", "evidence")
            if isinstance(value, Held):
                value = value.issued
            known = day_of(value)
            if known is not None and isinstance(value, date | Moment):
                # A plan is an event that has not happened: no condition may turn on its day.
                return _NO_DAY if is_event and not env.is_past(value) else _Days(known, known, False)
            if value is NEVER:
                return _NO_DAY
            if isinstance(value, ByDay) and value.day <= env.today:
                return _Days(FIRST_DAY, value.day, False, env.missing(fact))
            return _Days(FIRST_DAY, env.today if is_event else LAST_DAY, True, env.missing(fact))


def days_of(one: Range) -> _Days:
    """The days of a figure that is one, whose values are ordinals."""
    if one.never is True:
        return _NO_DAY._replace(needs=one.needs)
    low, high = one.interval
    first = FIRST_DAY if low is None else date.fromordinal(int(low))
    last = LAST_DAY if high is None else date.fromordinal(int(high))
    return _Days(first, last, one.never is None, one.needs)


def _as_range(days: _Days) -> Range:
    if days.first > days.last:
        return Range(ANYTHING, proofs_in(days.needs), never=True)
    low, high = Fraction(days.first.toordinal()), Fraction(days.last.toordinal())
    return Range((low, high), days.needs, never=None if days.never else False)


def _day_after(one: core.DayAfter, env: Env) -> Range:
    """Counted from the first and the last day on which its event may have been."""
    days = _day(core.DayFact(one.anchor), env)
    if days.first > days.last:
        return _as_range(days)
    first, last = (counted_after(one, day, env.lookup.times) for day in (days.first, days.last))
    return _as_range(_Days(first, last, days.never, days.needs))


def _days(condition: core.Reaches | core.Extends, env: Env) -> Answer:
    earlier, later = _day(condition.earlier, env), _day(condition.later, env)
    if earlier.first > earlier.last or later.first > later.last:
        return NO
    one_day = timedelta(days=1 if condition.strict else 0)
    first, last = shifted(earlier.first, condition.duration), shifted(earlier.last, condition.duration)
    if isinstance(condition, core.Reaches):
        always, ever = last + one_day <= later.first, first + one_day <= later.last
    else:
        always, ever = later.last + one_day <= first, later.first + one_day <= last
    value: Truth = False if not ever else None if earlier.never or later.never or not always else True
    return Answer(value, kept(value, earlier.needs | later.needs))


# --- lists -----------------------------------------------------------------------------------------------------


class Members(NamedTuple):
    """The given items with an environment each; ``open``: there may be more; ``needs``: the list itself, where open.

    ``nobody``: where it is open, the environment of an item that nobody has told of.
    """

    envs: list[Env]
    open: bool
    needs: Needs
    nobody: Env | None = None

    def more(self, read: Callable[[Env], Answer]) -> Needs:
        """The list where it is open, with what is read beside the facts of an item, which come with the list."""
        if self.nobody is None:
            return self.needs
        return self.needs | frozenset(one for one in read(self.nobody).needs if LATEST not in one.positions)


def members_of(fact: core.Fact, env: Env) -> Members:
    value = env.read(fact)
    of = env.decl(fact).of
    assert of is not None
    items = value if isinstance(value, Items) else Items((), complete=value is not UNKNOWN)
    at = env.located(fact.binder, fact.via)
    envs = [env.with_item(at.item(fact.name, of, item, i)) for i, item in enumerate(items.items)]
    if items.complete:
        return Members(envs, False, NOTHING)
    nobody = env.with_item(at.item(fact.name, of, Record(of, "", {}), LATEST))
    return Members(envs, True, env.missing(fact), nobody)


def _tests(members: Members, test: core.Condition | None) -> list[Answer]:
    return [YES if test is None else holds(test, env) for env in members.envs]


def _at_least(tests: list[Answer], wanted: int, more: bool) -> Truth:
    sure = sum(test.value is True for test in tests)
    possible = sum(test.value is not False for test in tests)
    return True if sure >= wanted else None if possible >= wanted or more else False


def _in_a_row(tests: list[Answer], wanted: int, more: bool) -> Truth:
    if _longest(test.value is True for test in tests) >= wanted:
        return True
    return None if more or _longest(test.value is not False for test in tests) >= wanted else False


def _longest(values: Iterable[bool]) -> int:
    longest = run = 0
    for value in values:
        run = run + 1 if value else 0
        longest = max(longest, run)
    return longest


def _quantified(one: core.Quantified, env: Env) -> Answer:
    members = members_of(one.items, env)
    tests = _tests(members, one.test)
    match one.kind:
        case "every":
            value = both(test.value for test in tests)
            value = None if value is True and members.open else value
        case "any":
            value = _at_least(tests, 1, members.open)
        case "none":
            value = negation(_at_least(tests, 1, members.open))
        case "at least":
            value = _at_least(tests, one.number, members.open)
        case "at most":
            value = negation(_at_least(tests, one.number + 1, members.open))
        case _:
            value = _in_a_row(tests, one.number, members.open)
    more = members.needs if value is not None else members.more(lambda item: holds(one.test, item))
    return Answer(value, kept(value, union(tests) | more))


def _count(one: core.Count, env: Env) -> Range:
    members = members_of(one.items, env)
    tests = _tests(members, one.where)
    sure = Fraction(sum(test.value is True for test in tests))
    possible = Fraction(sum(test.value is not False for test in tests))
    more = members.more(lambda item: YES if one.where is None else holds(one.where, item))
    return range_of((sure, None if members.open else possible), *tests, Answer(None, more))


def _total(one: core.Total, env: Env) -> Range:
    members = members_of(one.items, env)
    total = intervals.exactly(Fraction(0))

    def belonging(member: Env) -> Answer:
        return conjunction((YES if one.where is None else holds(one.where, member), applies(one.figure, member)))

    def read(member: Env) -> Answer:
        belongs = belonging(member)
        return belongs if belongs.value is False else Answer(None, belongs.needs | figure(one.figure, member).needs)

    parts: list[Answer | Range] = [Answer(None, members.more(read))]
    for member in members.envs:
        belongs = belonging(member)
        if belongs.value is False:
            continue
        amount = figure(one.figure, member)
        parts += [belongs, amount]
        if belongs.value is None:
            total = intervals.add(total, intervals.hull([amount.interval, intervals.exactly(Fraction(0))]))
        else:
            total = intervals.add(total, amount.interval)
    if members.open:
        zero = Fraction(0)
        low = zero if one.low is not None and one.low >= zero else None
        high = zero if one.high is not None and one.high <= zero else None
        total = intervals.add(total, (low, high))
    return range_of(total, *parts)


# --- figures ---------------------------------------------------------------------------------------------------


def figure(one: core.Figure, env: Env) -> Range:
    """The interval of values that a figure may have in an environment."""
    match one:
        case core.Literal(literal, _):
            return Range(intervals.exactly(literal))
        case core.FigureFact(fact, core.DATE):
            return _as_range(_day(core.DayFact(fact), env))
        case core.FigureFact(fact, _):
            return _figure_of(env.read(fact), fact, None, env)
        case core.DayAfter():
            return _day_after(one, env)
        case core.SeriesFact(fact, period, which, _):
            key = key_at(period, which, env.day)
            series = env.read(fact)
            value = series.entries.get(key, UNKNOWN) if isinstance(series, Series) else series
            return _figure_of(value, fact, key, env)
        case core.DefinedFigure(binder, name, _, via):
            return defined_figure(binder, name, env, via)
        case core.Sum(left, right, minus, _):
            a, b = figure(left, env), figure(right, env)
            return range_of(intervals.add(a.interval, intervals.negative(b.interval) if minus else b.interval), a, b)
        case core.Product(left, right, _):
            a, b = figure(left, env), figure(right, env)
            return range_of(intervals.times(a.interval, b.interval), a, b)
        case core.Quotient(left, right, at_zero, _):
            a, b, z = figure(left, env), figure(right, env), figure(at_zero, env)
            return range_of(intervals.divided(a.interval, b.interval, z.interval), a, b, z)
        case core.Extreme(left, right, greatest, _):
            a, b = figure(left, env), figure(right, env)
            return range_of(intervals.extreme(a.interval, b.interval, greatest), a, b)
        case core.Round(unrounded, mode, step, _):
            a = figure(unrounded, env)
            return range_of(intervals.rounded(a.interval, mode, step), a)
        case core.Count():
            return _count(one, env)
        case core.Total():
            return _total(one, env)
        case core.SoFar(_):
            assert env.so_far is not None
            return Range(env.so_far)


def _figure_of(value: object, fact: core.Fact, key: str | None, env: Env) -> Range:
    if isinstance(value, Fraction):
        return Range(intervals.exactly(value))
    day = day_of(value)
    if day is not None:
        return Range(intervals.exactly(Fraction(day.toordinal())))
    decl = env.decl(fact)
    return range_of((decl.low, decl.high), Answer(None, env.missing(fact, key)))


# --- definitions -----------------------------------------------------------------------------------------------


def _of_definition(work: Callable[[Any, Env], T], binder: int, name: str, via: tuple[str, ...], env: Env) -> T:
    """What ``work`` makes of a definition's body in force (None where there is none) and the environment inside it.

    Once for a record, a day and a reading: the same definition is asked for again and again.
    """
    at = env.located(binder, via)
    key = (work, name, env.day, env.law_on, env.now, env.run)
    if key not in at.worked_out:
        definition = env.lookup.definitions[at.party, name]
        at.worked_out[key] = work(body_in_force(definition.versions, env.law_on, env.run), env.within(at))
    found: T = at.worked_out[key]
    return found


def _condition_of(body: core.ConditionBody | None, inner: Env) -> Answer:
    return NO if body is None else clauses(body.conditions, inner).value


def defined_figure(binder: int, name: str, env: Env, via: tuple[str, ...] = ()) -> Range:
    """A defined figure on the judged day; anything at all where no version is in force."""
    return _of_definition(_figure_of_body, binder, name, via, env)


def _figure_of_body(body: core.FigureBody | None, inner: Env) -> Range:
    if body is None:
        return Range(ANYTHING)
    cases, guards = possible_cases(body.cases, inner)
    if not cases:
        return Range(ANYTHING)
    found = [figure(case.value, inner) for case in cases]
    days = [one for one in found if one.never is not True]
    if len(days) < len(found) or any(one.never is None for one in days):
        return _perhaps_never(days, guards | union(found))
    start = ranged(intervals.hull([one.interval for one in found]), guards | union(found))
    return adjusted(start, body.adjustments, "value", inner)


def _perhaps_never(days: list[Range], needs: Needs) -> Range:
    """Days of which one or another may be none."""
    if not days:
        return Range(ANYTHING, proofs_in(needs), never=True)
    return Range(intervals.hull([one.interval for one in days]), needs, never=None)


def adjusted(start: Range, adjustments: tuple[core.Adjust, ...], target: str, env: Env) -> Range:
    """Adjustments in the order written, each to the result so far; an unknown guard: with and without."""
    result = start
    for one in adjustments:
        if one.target != target:
            continue
        inner = env.adjusting(result.interval)
        guard = guard_of(one.guard, [], inner)
        if guard.value is False:
            continue
        changed = figure(one.value, inner)
        both_ways = [changed.interval] if guard.value else [changed.interval, result.interval]
        result = range_of(intervals.hull(both_ways), result, guard, changed)
    return result


def possible_cases(cases: Sequence[Any], env: Env) -> tuple[list[Any], Needs]:
    """Of cases of which exactly one applies, those that may, with what is needed to tell which."""
    possible: list[Any] = []
    guards: list[Answer] = []
    for case in cases:
        guard = guard_of(case.guard, guards, env)
        guards.append(guard)
        if guard.value is True:
            return [case], proofs_in(union(guards))
        if guard.value is None:
            possible.append(case)
    needs = union(guards)
    return possible, needs if len(possible) > 1 else proofs_in(needs)


HOLDS = "holds"
FAILS = "does not hold"
NONE_APPLIES = "none applies"


class Outcome(NamedTuple):
    """What a list of conditions may come to (``can``), what is needed to tell, and the clause that decided."""

    can: frozenset[str]
    needs: Needs
    decisive: core.Clause | None

    @property
    def value(self) -> Answer:
        """Whether the conditions hold, given that some apply."""
        return Answer(True if FAILS not in self.can else None if HOLDS in self.can else False, self.needs)

    @property
    def applies(self) -> Answer:
        """Whether any condition applies."""
        return Answer(True if NONE_APPLIES not in self.can else None if len(self.can) > 1 else False, self.needs)


def clauses(conditions: core.Conditions, env: Env) -> Outcome:
    """All clauses that apply must hold; none applies: not applicable (`meaning.md`, section 5).

    Each unknown guard is tried as applying and as not, independently of the others.
    """
    guards: list[Answer] = []
    relevant: list[tuple[Answer, Answer, core.Clause]] = []
    for clause in conditions.clauses:
        guard = guard_of(clause.guard, guards, env)
        guards.append(guard)
        concerned = conjunction((guard, applies(clause.condition, env)))
        if concerned.value is not False:
            relevant.append((concerned, truth(clause.condition, env), clause))
    covered = conditions.covers and not any(
        env.lookup.definitions_in(clause.condition) for clause in conditions.clauses
    )
    can = comes_to([pair[:2] for pair in relevant], covered)
    proofs = proofs_in(union([*guards, *(part for pair in relevant for part in pair[:2])]))
    if len(can) > 1:
        open_parts = [part for pair in relevant for part in pair[:2] if part.value is None]
        return Outcome(can, union(open_parts) | proofs, None)
    wanted = HOLDS in can
    return Outcome(can, proofs, next((c for _, test, c in relevant if test.value is wanted), None))


def comes_to(relevant: Sequence[tuple[Answer, Answer]], covered: bool) -> frozenset[str]:
    """What lines may come to: of each that may apply, whether it does and whether it holds."""
    can = set()
    if any(test.value is not True for _, test in relevant):
        can.add(FAILS)
    if any(test.value is not False for _, test in relevant) and not any(
        concerned.value is True and test.value is False for concerned, test in relevant
    ):
        can.add(HOLDS)
    if not covered and not any(concerned.value is True for concerned, _ in relevant):
        can.add(NONE_APPLIES)
    return frozenset(can)


def guard_of(guard: core.Guard, before: list[Answer], env: Env) -> Answer:
    """Whether a clause's guard holds; ``before``: the guards of the clauses above it."""
    if guard is None:
        return YES
    if isinstance(guard, core.Otherwise):
        none_before = negation(either(one.value for one in before))
        return answer(none_before, *before)
    return holds(guard, env)


# --- where definitions apply -----------------------------------------------------------------------------------


def applies(node: core.Condition | core.Figure, env: Env) -> Answer:
    """Whether every definition that is used is in force and in scope: outside them a clause does not apply."""
    return conjunction(
        [defined_applies(used.binder, used.name, env, used.via) for used in env.lookup.definitions_in(node)]
    )


def defined_applies(binder: int, name: str, env: Env, via: tuple[str, ...] = ()) -> Answer:
    """Whether a definition is in force and in scope on the judged day, and any of its clauses applies."""
    return _of_definition(_body_applies, binder, name, via, env)


def _body_applies(body: core.ConditionBody | core.FigureBody | None, inner: Env) -> Answer:
    if body is None:
        return NO
    where = YES if body.where is None else holds(body.where, inner)
    if isinstance(body, core.ConditionBody):
        inside = clauses(body.conditions, inner).applies
    else:
        cases, guards = possible_cases(body.cases, inner)
        parts = [applies(case.value, inner) for case in cases]
        values = {part.value for part in parts}
        inside = NO if not parts else parts[0] if len(values) == 1 else Answer(None, guards | union(parts))
    return conjunction((where, inside))
