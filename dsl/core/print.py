"""The core as text, for people who work on the tool and for tests: complete, stable, one thing a line.

Every operation is written out with brackets, so that nothing depends on which binds tighter.  A fact is written with
its binder where that is not the subject: ``1.resident`` is read from the item.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import assert_never

from prazo.dsl.core.nodes import (
    Adjust,
    AfterEvent,
    AfterPeriod,
    AfterSet,
    Always,
    Anchor,
    And,
    AtLeastEvery,
    BeforeEvent,
    Bounds,
    BreachDay,
    ByPeriodDay,
    Case,
    Checklist,
    ChoiceIs,
    Clause,
    Compare,
    Condition,
    ConditionBody,
    Conditions,
    Consequence,
    ConsequenceBody,
    Count,
    Day,
    DayAfter,
    DayFact,
    DayLiteral,
    DayOfYear,
    Defined,
    DefinedDay,
    DefinedFigure,
    Definition,
    DoneOrDue,
    Each,
    EarlierOf,
    EndOf,
    EndOfMonth,
    Excuse,
    Extends,
    Extreme,
    Fact,
    FactDecl,
    Figure,
    FigureBody,
    FigureFact,
    FixedDay,
    FixedValue,
    Forthwith,
    Guard,
    Happened,
    HoursAfter,
    HoursBefore,
    InEffect,
    InState,
    InstrumentDecl,
    Is,
    Item,
    JudgedDay,
    Labels,
    LaterOf,
    Limit,
    LimitCase,
    Literal,
    Norm,
    NormBody,
    NoStatedTime,
    Not,
    Obligation,
    Or,
    Otherwise,
    PartyDecl,
    PeriodDay,
    PeriodIs,
    Product,
    Program,
    Prohibition,
    Proved,
    Quantified,
    Quotient,
    Reaches,
    Regularly,
    Requirement,
    Round,
    SeriesFact,
    SeriesIs,
    SoFar,
    SpellDay,
    Statement,
    Sum,
    Total,
    UntilEvent,
    Versioned,
    Window,
    Within,
)
from prazo.dsl.time.days import Duration

_Printed = Definition | Norm | Consequence | Statement


# --- parts of a line -------------------------------------------------------------------------------------------


def _fact(fact: Fact) -> str:
    return _named(fact.binder, fact.name, fact.via)


def _defined(binder: int, name: str, via: tuple[str, ...]) -> str:
    return _named(binder, f"[{name}]", via)


def _named(binder: int, name: str, via: tuple[str, ...]) -> str:
    return ".".join([*([] if binder == 0 else [str(binder)]), *(f"{one}->" for one in via), name]).replace("->.", "->")


def figure_text(figure: Figure) -> str:
    """A figure on one line."""
    match figure:
        case Literal(value, unit):
            return f"{value} {unit}"
        case FigureFact(fact):
            return _fact(fact)
        case SeriesFact(fact, period, which):
            return f"{_fact(fact)} of {which} {period}"
        case DefinedFigure(binder, name, _, via):
            return _defined(binder, name, via)
        case Sum(left, right, negative):
            return f"({figure_text(left)} {'-' if negative else '+'} {figure_text(right)})"
        case Product(left, right):
            return f"({figure_text(left)} * {figure_text(right)})"
        case Quotient(left, right, at_zero):
            return f"({figure_text(left)} / {figure_text(right)}, at zero {figure_text(at_zero)})"
        case Extreme(left, right, greatest):
            return f"{'max' if greatest else 'min'}({figure_text(left)}, {figure_text(right)})"
        case Round(value, mode, step):
            return f"round({figure_text(value)}, {mode}, {step})"
        case Count(items, where):
            return f"count({_fact(items)}{_where(where)})"
        case Total(items, of, where, low, high):
            return f"sum({figure_text(of)} in {_fact(items)}{_where(where)}, each {_range(low, high)})"
        case DayAfter(anchor, duration, rule, next_open):
            moved = ", or the next open day" if next_open else ""
            return f"({_duration(duration)} after {_fact(anchor)}{moved}, counted by {rule})"
        case SoFar():
            return "so far"
        case _:
            assert_never(figure)


def _where(condition: Condition | None) -> str:
    return "" if condition is None else f" where {condition_text(condition)}"


def _range(low: Fraction | None, high: Fraction | None) -> str:
    return f"{'..' if low is None else low} to {'..' if high is None else high}"


def _duration(duration: Duration) -> str:
    return " + ".join(f"{number} {unit}" for number, unit in duration) or "0 day"


def _day(day: Day) -> str:
    match day:
        case DayFact(fact):
            return _fact(fact)
        case DayLiteral(literal):
            return literal.isoformat()
        case JudgedDay():
            return "the day"
        case DefinedDay(binder, name, via):
            return _defined(binder, name, via)
        case _:
            assert_never(day)


def condition_text(condition: Condition) -> str:
    """A condition on one line."""
    match condition:
        case Always(value):
            return "always" if value else "never"
        case Is(fact):
            return _fact(fact)
        case ChoiceIs(fact, values):
            return f"{_fact(fact)} in {{{', '.join(values)}}}"
        case Happened(fact):
            return f"happened({_fact(fact)})"
        case InState(fact):
            return f"in({_fact(fact)})"
        case Compare(op, left, right):
            return f"{figure_text(left)} {op} {figure_text(right)}"
        case Within(figure, low, low_included, high, high_included):
            begin = f"{'[' if low_included else '('}{'..' if low is None else low}"
            end = f"{'..' if high is None else high}{']' if high_included else ')'}"
            return f"{figure_text(figure)} within {begin}, {end}"
        case Reaches(earlier, duration, later, strict):
            return f"{_day(earlier)} + {_duration(duration)} {'<' if strict else '<='} {_day(later)}"
        case Extends(earlier, duration, later, strict):
            return f"{_day(later)} {'<' if strict else '<='} {_day(earlier)} + {_duration(duration)}"
        case PeriodIs(period, keys):
            return f"{period} in {{{', '.join(keys)}}}"
        case Quantified(kind, number, items, test):
            words = kind if kind in ("every", "any", "none") else f"{kind} {number}"
            return f"{words} of {_fact(items)}: {condition_text(test)}"
        case SeriesIs(fact, period, which):
            return f"in({_fact(fact)} of {which} {period})"
        case Defined(binder, name, via):
            return _defined(binder, name, via)
        case InEffect(binder, effect):
            return f"in effect: {effect}" if binder == 0 else f"in effect of {binder}: {effect}"
        case Proved(proof, by):
            return f"proved by {by or 'anyone'}: {condition_text(proof)}"
        case Not(operand):
            return f"not ({condition_text(operand)})"
        case And(operands):
            return f"({' and '.join(condition_text(one) for one in operands)})"
        case Or(operands):
            return f"({' or '.join(condition_text(one) for one in operands)})"
        case _:
            assert_never(condition)


def _guard(guard: Guard) -> str:
    if guard is None:
        return ""
    return " otherwise" if isinstance(guard, Otherwise) else f" if {condition_text(guard)}"


def _anchor(anchor: Anchor) -> str:
    if isinstance(anchor, DoneOrDue):
        return f"{_fact(anchor.act)}, or the day on which {anchor.norm} was due"
    if isinstance(anchor, BreachDay):
        return f"the first day of the breach of {anchor.norm}"
    if isinstance(anchor, SpellDay):
        return f"the {'end' if anchor.end else 'beginning'} of a spell of {_fact(anchor.state)}"
    return _day(anchor) if isinstance(anchor, DefinedDay) else _fact(anchor)


def _limit(limit: Limit) -> str:
    match limit:
        case AfterEvent(anchor, duration, rule):
            return f"{_duration(duration)} after {_anchor(anchor)}, counted by {rule}"
        case BeforeEvent(anchor, duration, rule, clear):
            return f"{_duration(duration)}{' clear' if clear else ''} before {_anchor(anchor)}, counted by {rule}"
        case UntilEvent(anchor, inclusive):
            return f"{'until' if inclusive else 'before'} {_anchor(anchor)}"
        case FixedDay(day, rule):
            return f"{day.isoformat()}, moved by {rule}"
        case AfterSet(anchor, number, unit, rule):
            return f"{figure_text(number)} {unit}s after {_anchor(anchor)}, counted by {rule}"
        case Forthwith(anchor):
            return f"on the day of {_anchor(anchor)}, forthwith"
        case NoStatedTime(anchor):
            return f"at no stated time after {_anchor(anchor)}"
        case Regularly():
            return "regularly"
        case HoursAfter(anchor, hours):
            return f"{hours} hours after {_anchor(anchor)}"
        case HoursBefore(anchor, hours):
            return f"{hours} hours before {_anchor(anchor)}"
        case LaterOf(limits):
            return f"the later of ({'; '.join(map(_limit, limits))})"
        case EarlierOf(limits):
            return f"the earlier of ({'; '.join(map(_limit, limits))})"
        case ByPeriodDay(on, rule):
            return f"{_of_period(on)}, moved by {rule}"
        case AfterPeriod(duration, rule):
            return f"{_duration(duration)} after the end of the period, counted by {rule}"
        case Window(first, last, rule):
            return f"between {_of_period(first)} and {_of_period(last)}, moved by {rule}"
        case AtLeastEvery(duration, since, rule):
            start = "" if since is None else f" since {_fact(since)}"
            return f"at least every {_duration(duration)}{start}, counted by {rule}"
        case _:
            assert_never(limit)


def _of_period(on: PeriodDay | DayLiteral) -> str:
    match on:
        case DayLiteral(day):
            return day.isoformat()
        case EndOf(period):
            return f"end of the following {period}" if period else "end of the period"
        case EndOfMonth(month, years):
            return f"end of month {month}, {years} years later"
        case DayOfYear(month, day_of_month, years):
            return f"{month:02}-{day_of_month:02}, {years} years later"


def _each(each: Each) -> str:
    until = "" if each.until is None else f" until {_fact(each.until)}"
    first = "" if each.first is None else f" for the first {each.first} {each.counted}"
    day = "" if each.day is None else f" or on {_fact(each.day)}"
    return f"each {each.period} since {_fact(each.since)}{until}{first}{day}"


def _mark(unverified: str | None) -> str:
    return "" if unverified is None else f" unverified {unverified!r}"


def _labels(labels: Labels) -> str:
    pairs = (("en", labels.en), ("pt", labels.pt), ("zh", labels.zh))
    return "".join(f" {key} {text!r}" for key, text in pairs if text is not None)


def _listed(word: str, names: tuple[str, ...]) -> Iterator[str]:
    if names:
        yield f"  {word} {', '.join(names)}"


# --- bodies ----------------------------------------------------------------------------------------------------


def _conditions(conditions: Conditions) -> Iterator[str]:
    for one in conditions.clauses:
        yield _line(one, condition_text(one.condition))
    if conditions.covers:
        yield "every case is covered"


def _line(one: Clause | Case | LimitCase | Adjust | Bounds | Item, text: str) -> str:
    mark = "" if isinstance(one, Adjust | Bounds) else _mark(one.unverified)
    return f"{text}{_guard(one.guard)}{mark}  # {one.place.module}:{one.place.line}"


def _adjustments(adjustments: tuple[Adjust, ...]) -> Iterator[str]:
    for one in adjustments:
        yield _line(one, f"{one.target} becomes {figure_text(one.value)}")


def _demand(demand: Requirement | Obligation | Prohibition | Checklist) -> Iterator[str]:
    match demand:
        case Requirement(conditions, at):
            if at is not None:
                yield f"at {_anchor(at)}"
            yield from _conditions(conditions)
        case Obligation(acts, mode, condition, limits, suspended, extension, by_others):
            if acts:
                yield f"must {mode} of {', '.join(map(_fact, acts))}"
            for act, lists in zip(acts, by_others, strict=False):
                yield f"{_fact(act)} of the items of {', '.join(map(_fact, lists)) or 'no list'} too"
            if condition is not None:
                yield f"must hold {condition_text(condition)}"
            for one in limits:
                yield _line(one, f"by {_limit(one.limit)}{', as soon as practicable' if one.practicable else ''}")
            for state in suspended:
                yield f"suspended while {_fact(state)}"
            if extension is not None:
                yield f"extended to {_fact(extension.to)}"
                for cap in extension.caps:
                    yield f"  at most {_duration(cap.duration)} after {_anchor(cap.anchor)}, counted by {cap.rule}"
        case Prohibition(acts, without, windows, during, only, waits):
            yield f"must not {', '.join(map(_fact, acts))}" + ("" if without is None else f" without {_fact(without)}")
            if during is not None:
                yield f"while {condition_text(during)}"
            if only is not None:
                yield f"unless it is so that {condition_text(only)}"
            for one in windows:
                yield _line(one, f"within {_limit(one.limit)}")
            for one in waits:
                yield _line(one, f"until the end of {_limit(one.limit)}")
        case Checklist(items, at, is_open, covers):
            yield f"{'open' if is_open else 'closed'} list for {_fact(at)}"
            for item in items:
                yield _line(item, _item(item))
            if covers:
                yield "every case is covered"
        case _:
            assert_never(demand)


def _item(item: Item) -> str:
    each = "" if item.each is None else f" for each of {_fact(item.each)}{_where(item.where)}"
    unless = "" if item.unless is None else f" unless {condition_text(item.unless)}"
    return f"{item.letter}: {condition_text(item.condition)}{each}{unless}"


def _excuse(one: Excuse) -> str:
    said = "" if one.condition is None else f" {condition_text(one.condition)}"
    norms = f" where {', '.join(one.norms)}" if one.norms else ""
    return f"unless{said}{norms}  # {one.place.module}:{one.place.line}"


def _mentions(mentions: tuple[tuple[str, ...], ...]) -> str:
    return f"mentions {', '.join('.'.join(path) for path in mentions)}"


def _body(body: FigureBody | ConditionBody | NormBody | ConsequenceBody) -> Iterator[str]:
    if body.where is not None:
        yield f"where {condition_text(body.where)}"
    match body:
        case FigureBody():
            for case in body.cases:
                yield _line(case, figure_text(case.value))
            yield from _adjustments(body.adjustments)
        case ConditionBody():
            yield from _conditions(body.conditions)
        case NormBody():
            yield from _demand(body.demand)
            yield from map(_excuse, body.excuses)
            for number, excuses in enumerate(body.personal, 1):
                yield from (f"of bearers {number}: {_excuse(one)}" for one in excuses)
            yield _mentions(body.mentions)
            for mark in body.marks:
                yield f"unverified {mark!r}"
            yield from (f"interpreted by {one!r}" for one in body.interpreted)
        case ConsequenceBody():
            for bounds in body.bounds:
                yield _line(bounds, f"from {figure_text(bounds.low)} to {figure_text(bounds.high)}")
            yield from _adjustments(body.adjustments)
            if body.ends_when is not None:
                yield f"ends when {condition_text(body.ends_when)}"
            yield _mentions(body.mentions)
        case _:
            assert_never(body)


def _versions(
    versions: tuple[Versioned[FigureBody | ConditionBody], ...]
    | tuple[Versioned[NormBody], ...]
    | tuple[Versioned[ConsequenceBody], ...],
) -> Iterator[str]:
    for one in versions:
        start = ".." if one.start is None else one.start.isoformat()
        end = ".." if one.end is None else one.end.isoformat()
        for reading, body in one.bodies:
            yield f"  version {one.version} [{start}, {end})" + ("" if reading is None else f" reading {reading}")
            for line in _body(body):
                yield f"    {line}"


# --- blocks ----------------------------------------------------------------------------------------------------


def print_block(one: _Printed) -> str:
    """A norm, consequence, definition or statement, ending in a line break."""
    return "\n".join(_block(one)) + "\n"


def _block(one: _Printed) -> Iterator[str]:
    match one:
        case Definition():
            unit = "" if one.unit is None else f" {one.unit}"
            yield f"define {one.id} of {one.of} is {one.kind}{unit}{_labels(one.labels)}"
            yield from _listed("cites", one.cites)
            if one.instrument is not None:
                yield f"  instrument {one.instrument}"
            yield from _versions(one.versions)
        case Norm():
            yield f"{one.kind} {one.id}{_labels(one.labels)}"
            yield from _listed("cites", one.cites)
            yield f"  instrument {one.instrument}, {one.force}"
            about = "" if one.about is None else f" about each {one.record} in {_fact(one.about)}"
            owed = "" if one.owed_to is None else f" to {one.owed_to}"
            yield f"  on {one.bearer}, judged on {one.subject}{about}{owed}"
            yield from _listed("jointly with each of", tuple(f"{_fact(j.items)} ({j.record})" for j in one.joint))
            yield from _listed("prevails over", one.prevails_over)
            yield from _listed("in addition to", one.in_addition_to)
            yield from _listed("failing which", one.failing)
            if one.law_as_on is not None:
                yield f"  law as on {one.law_as_on or 'the day of the check'}"
            if one.each is not None:
                yield f"  {_each(one.each)}"
            yield from _versions(one.versions)
            if one.own:
                yield "  without interpretations"
                yield from _versions(one.own)
            yield from _afterwards(one.note, one.formerly)
        case Consequence():
            yield f"{one.kind} {one.id}{_labels(one.labels)}"
            yield from _listed("cites", one.cites)
            unit = "" if one.unit is None else f" in {one.unit}"
            by = "" if one.imposed_by is None else f" imposed by {one.imposed_by}"
            yield f"  instrument {one.instrument}, {one.force}"
            about = "" if one.about is None else f" about each {one.record} in {_fact(one.about)}"
            yield f"  judged on {one.subject}{about}{by}{unit}"
            yield from _listed("for breach of", one.norms)
            if one.upon is not None:
                yield f"  upon {_fact(one.upon)}"
            yield from _versions(one.versions)
            yield from _afterwards(one.note, one.formerly)
        case Statement():
            yield f"statement {one.id}{_labels(one.labels)}"
            yield from _listed("cites", one.cites)
            yield f"  instrument {one.instrument}"
            yield f"  because {one.reason!r}"
        case _:
            assert_never(one)
    yield f"  # {one.place.module}:{one.place.line}"


def _afterwards(note: str | None, formerly: tuple[str, ...]) -> Iterator[str]:
    if note is not None:
        yield f"  note {note!r}"
    yield from _listed("formerly", formerly)


def _party(party: PartyDecl) -> Iterator[str]:
    yield f"{party.kind} {party.name}{_labels(party.labels)}"
    if party.since is not None:
        yield f"  since {party.since}" + ("" if party.until is None else f" until {party.until}")
    for fact in party.facts:
        yield f"  {_declared(fact)}"
        for value, labels in fact.value_labels:
            yield f"    value {value}{_labels(labels)}"


def _declared(fact: FactDecl) -> str:
    words = [f"{fact.name}: {fact.kind}"]
    if fact.unit is not None:
        words.append(fact.unit)
    if fact.values:
        words.append(f"{{{', '.join(fact.values)}}}")
    if fact.of is not None:
        words.append(f"of {fact.of}")
    if fact.owner is not None:
        words.append(f"{'set by' if fact.set_by else 'by'} {fact.owner}")
    if fact.issuer is not None:
        words.append(f"made out by {fact.issuer}")
    if fact.period is not None:
        words.append(f"each {fact.period}")
    if fact.low is not None or fact.high is not None:
        words.append(_range(fact.low, fact.high))
    return " ".join(words) + _labels(fact.labels) + _mark(fact.unverified)


def _instrument(one: InstrumentDecl) -> Iterator[str]:
    yield f"instrument {one.name}{_labels(one.labels)}  # {one.module}"
    pairs = (
        ("jurisdiction", one.jurisdiction),
        ("issued by", one.issuer),
        ("authority", one.authority),
        ("force", one.force),
        ("amounts in", one.currency),
        ("time counted by", one.counting),
    )
    for key, value in pairs:
        if value is not None:
            yield f"  {key} {value}"
    for version in one.versions:
        end = ".." if version.end is None else version.end.isoformat()
        source = "" if version.source is None else f" {version.source!r}"
        yield f"  version {version.name} [{version.start.isoformat()}, {end}){source}{_mark(version.unverified)}"
    for place in one.provisions:
        since = "" if place.since is None else f" from {place.since}"
        until = "" if place.until is None else f" until {place.until}"
        yield f"  provision {place.order}: {place.place}{_labels(place.labels)}{since}{until}"


def _fixed(one: FixedValue) -> str:
    when = f"for {one.period}" if one.start is None else f"from {one.start.isoformat()}"
    return f"fixed {one.fact} of {one.party} = {one.value} {when} by {one.instrument}{_mark(one.unverified)}"


def print_program(program: Program) -> str:
    """Everything in a program, in its order, ending in a line break."""
    lines = [f"zone {program.zone.name}"]
    lines += [f"module {name} {digest}" for name, digest in program.modules]
    lines += [f"readings {' | '.join(group)}" for group in program.reading_groups]
    lines += [f"counting {name}" for name in program.counting_rules]
    lines += [_fixed(one) for one in program.fixed]
    for party in program.parties:
        lines += ["", *_party(party)]
    for instrument in program.instruments:
        lines += ["", *_instrument(instrument)]
    blocks: list[_Printed] = [*program.definitions, *program.norms, *program.powers]
    blocks += [*program.consequences, *program.statements]
    for one in blocks:
        lines += ["", *_block(one)]
    return "\n".join(lines) + "\n"
