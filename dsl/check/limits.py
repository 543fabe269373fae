"""Time limits: from which event, how long, counted by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from prazo.dsl.check.blocks import Block, Piece, where_of
from prazo.dsl.check.declarations import use_rule
from prazo.dsl.check.expressions import UNITS, duration_words
from prazo.dsl.check.period_limits import CLEAR_HINT, limit_of_period
from prazo.dsl.core.nodes import (
    NUMBER,
    AfterEvent,
    AfterPeriod,
    AfterSet,
    Anchor,
    Anchored,
    AtLeastEvery,
    BeforeEvent,
    BreachDay,
    DoneOrDue,
    EarlierOf,
    Fact,
    Figure,
    FixedDay,
    Forthwith,
    HoursAfter,
    HoursBefore,
    LaterOf,
    Limit,
    LimitCase,
    NoStatedTime,
    Regularly,
    SpellDay,
    UntilEvent,
)
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.expressions import anchor as anchor_text, limit as limit_text
from prazo.dsl.time.counting import why_not_countable
from prazo.dsl.time.days import Duration

#: limits that open words say: they stand in obligations only
OPEN = (Forthwith, NoStatedTime, Regularly)
_OPEN_WORDS: dict[type[Limit], str] = {
    Forthwith: "forthwith", NoStatedTime: "at no stated time", Regularly: "regularly",
}  # fmt: skip
#: limits that do not end at one time after an event, so that of two of them none is the later or the earlier
_ALONE = (tree.ByDate, tree.NoStatedTime, tree.Regularly, tree.Between, tree.BetweenDays, tree.Every)
#: hours of a unit, for the hint alone
_HOURS = {"hour": 1, "day": 24, "week": 168}


def norm_rule(block: Block) -> str | None:
    """The rule by which the norm says that its time is counted, else the instrument's."""
    said = [line for line in block.lines if isinstance(line.body, tree.CountedBy)]
    for line in said[1:]:
        places = (block.module.place(said[0].span), block.module.place(line.span))
        block.tables.findings.add("P0342", *places, norm=block.name.text, line='"counted by"')
    if said and isinstance(said[0].body, tree.CountedBy):
        rule = said[0].body.rule
        use_rule(block.tables, block.module, rule, said[0].body.span)
        return rule
    return block.instrument.decl.counting if block.instrument is not None else None


def limit_case(block: Block, limit: tree.Limit, line: tree.Line, rule: str | None) -> LimitCase | None:
    """One limit with its guard; ``rule``: how the norm's time is counted where the line does not say."""
    if line.counted_by is not None:
        rule = line.counted_by
        use_rule(block.tables, block.module, rule, line.span)
    practicable = isinstance(limit, tree.Practicable)
    if isinstance(limit, tree.Practicable):
        limit = limit.limit
    found = limit_of(block, limit, rule)
    guard, read = block.guard(line)
    if found is None or not read:
        return None
    if practicable and isinstance(found, OPEN):
        hint = "write the last day that holds in any case: as soon as practicable, and in any case within 3 days of .."
        block.scope.refuse("P0381", limit, hint=hint, line='"in any case"')
        return None
    return LimitCase(found, guard, block.module.line(line.span), line.unverified, practicable)


def limit_of(block: Block, limit: tree.Limit, rule: str | None) -> Limit | None:
    """A limit without its guard; None where it was refused."""
    match limit:
        case tree.Whichever(limits, which):
            parts = _parts(block, limits, rule)
            return None if parts is None else LaterOf(parts) if which == "later" else EarlierOf(parts)
        case tree.InAnyCase(first, cap):
            parts = _parts(block, (first, cap), rule)
            return None if parts is None else EarlierOf(parts)
        case tree.After() | tree.Before() | tree.Wait() if any(part.unit == "hour" for part in limit.duration.parts):
            return _hours(block, limit)
        case _:
            return _days(block, limit, rule)


def _parts(block: Block, limits: Sequence[tree.Limit], rule: str | None) -> tuple[Limit, ...] | None:
    parts = [limit_of(block, one, rule) for one in limits]
    for one in limits:
        if isinstance(one, _ALONE):
            left_open = isinstance(one, tree.NoStatedTime | tree.Regularly)
            found = "a limit that is left open" if left_open else limit_text(one)
            block.scope.refuse("P0370", one, hint="write two norms, each with its own limit", found=found)
            return None
    read = tuple(one for one in parts if one is not None)
    return read if len(read) == len(parts) else None


def _hours(block: Block, limit: tree.After | tree.Before | tree.Wait) -> Limit | None:
    scope = block.scope
    anchor = _anchor(block, limit)
    parts = limit.duration.parts
    if len(parts) > 1 or limit.duration.clear:
        hours = [part.number * _HOURS.get(part.unit, 0) for part in parts]
        hint = f"write hours alone: {sum(hours)} hours" if all(hours) and not limit.duration.clear else None
        scope.refuse("P0371", limit.duration, hint=hint, found=duration_words(limit.duration))
        return None
    if anchor is None:
        return None
    if isinstance(anchor, SpellDay | BreachDay):
        hint = "write days, or an event with its time of day"
        scope.refuse("P0397", limit, hint=hint, found=anchor_text(limit.anchor))
        return None
    kind = HoursBefore if isinstance(limit, tree.Before) else HoursAfter
    return kind(anchor, parts[0].number)


def _anchor(
    block: Block,
    limit: tree.After | tree.Before | tree.Until | tree.Wait | tree.AfterSet | tree.Forthwith | tree.NoStatedTime,
) -> Anchor | None:
    """The event, or the day that a definition works out; which norm an act was due by is found when all are known."""
    anchor = block.scope.anchor(limit.anchor)
    if isinstance(limit, tree.After) and limit.or_due and anchor is not None:
        if not isinstance(anchor, Fact):
            block.scope.refuse("P0373", limit.anchor, act=anchor_text(limit.anchor), found="no obligation")
            return None
        return DoneOrDue(anchor, "")
    return anchor


def _days(block: Block, limit: tree.Limit, rule: str | None) -> Limit | None:
    found = _of_kind(block, limit, rule)
    length: Duration = ()
    if isinstance(found, AfterEvent | BeforeEvent | AfterPeriod | AtLeastEvery):
        length = found.duration
    elif isinstance(found, AfterSet):
        length = ((1, found.unit),)
    why = _not_countable(block, rule, length)
    if why is not None:
        hint = 'name another rule of counting for this limit: ", counted by .."'
        block.scope.refuse("P0438", limit, hint=hint, reason=why)
        return None
    return found


def _not_countable(block: Block, rule: str | None, length: Duration) -> str | None:
    """Why a rule, as it is or was or will be, cannot count a length; None where it can, or is not known here."""
    known = (block.tables.counting_rules or {}).get(rule or "")
    if known is None or not length:
        return None
    each = (why_not_countable(one, length) for one in known.versions)
    return next((why.rstrip(".") for why in each if why is not None), None)


def _of_kind(block: Block, limit: tree.Limit, rule: str | None) -> Limit | None:
    scope = block.scope
    anchor: Anchor | None = None
    duration = None
    if isinstance(limit, tree.OfPeriod | tree.Between | tree.Every):
        if rule is None:
            no_rule(block, limit)
            return None
        return limit_of_period(block, limit, rule)
    assert not isinstance(limit, tree.Whichever | tree.InAnyCase), "their parts are lowered one by one"
    if isinstance(limit, tree.Regularly):
        return Regularly()
    if isinstance(limit, tree.Practicable):  # "as soon as practicable" stands once, before the whole limit
        scope.refuse("P0381", limit, line='"as soon as practicable", said twice,')
        return None
    number = None
    if isinstance(limit, tree.AfterSet):
        number = _number(block, limit.number)
        if limit.unit not in UNITS:
            hint = "a number that somebody sets counts days, weeks, months or years"
            scope.refuse("P0905", limit, hint=hint, phrase=f'the limit "within {limit.number.text} {limit.unit}s"')
            return None
        if number is None:
            return None
    if not isinstance(limit, tree.ByDate):
        if isinstance(limit, tree.After | tree.Before | tree.Wait):
            duration = scope.duration(limit.duration, counted=True)
        anchor = _anchor(block, limit)
        if anchor is None or (duration is None and isinstance(limit, tree.After | tree.Before | tree.Wait)):
            return None
    if isinstance(limit, tree.Until):
        assert anchor is not None
        return UntilEvent(anchor, limit.inclusive)
    if isinstance(limit, tree.Forthwith | tree.NoStatedTime):
        assert anchor is not None
        return Forthwith(anchor) if isinstance(limit, tree.Forthwith) else NoStatedTime(anchor)
    if rule is None:
        no_rule(block, limit)
        return None
    if isinstance(limit, tree.ByDate):
        return FixedDay(limit.day, rule)
    assert anchor is not None
    if isinstance(limit, tree.AfterSet):
        assert number is not None
        return AfterSet(anchor, number, UNITS[limit.unit], rule)
    assert duration is not None
    if isinstance(limit, tree.Before):
        return BeforeEvent(anchor, duration, rule, limit.duration.clear)
    if limit.duration.clear:
        scope.refuse("P0905", limit, hint=CLEAR_HINT, phrase=f'the limit "within {duration_words(limit.duration)}"')
        return None
    return AfterEvent(anchor, duration, rule)


def _number(block: Block, name: tree.Name) -> Figure | None:
    """A number that says how long a limit is: a fact or a defined figure."""
    meant = block.scope.look_up(name)
    if meant is None:
        return None
    if meant.kind != "figure" or meant.unit != NUMBER:
        block.scope.refuse("P0384", name, name=name.text, found=meant.words)
        return None
    return cast(Figure, meant.node)


def refuse_open(block: Block, pieces: Sequence[Piece]) -> None:
    """Reports limits among ``pieces`` that are left open, where no act is owed by a time."""
    for piece in pieces:
        case = piece.core
        if isinstance(case, LimitCase) and (case.practicable or isinstance(case.limit, OPEN)):
            hint = "write a window: within 30 days of .., or at least 15 days before .."
            word = "as soon as practicable" if case.practicable else _OPEN_WORDS[type(case.limit)]
            block.tables.findings.add("P0385", block.module.place(piece.span), hint=hint, found=word)


def windows_of(block: Block, pieces: Sequence[Piece], start: date | None, role: str = "limit") -> tuple[LimitCase, ...]:
    """As ``limits_of``, of a prohibition: its windows and waits are made of whole days, each from one event."""
    for piece in pieces:
        limit = piece.core.limit if piece.role == role and isinstance(piece.core, LimitCase) else None
        if isinstance(limit, HoursAfter | HoursBefore | LaterOf | EarlierOf):
            hint = "write days; of two windows, write two prohibitions"
            block.tables.findings.add("P0372", block.module.place(piece.span), hint=hint, norm=block.name.text)
    return limits_of(block, pieces, start, role)


def _judged_by(limit: Limit) -> object:
    """What makes the day by which a limit is judged: its anchors, whether planned ones will do, how they combine."""
    if isinstance(limit, LaterOf | EarlierOf):
        return type(limit), tuple(_judged_by(one) for one in limit.limits)
    if not isinstance(limit, Anchored):
        return type(limit)
    return limit.anchor, counts_back(limit)


def counts_back(limit: Limit) -> bool:
    """Whether a limit is counted back, from an event that may be planned."""
    return isinstance(limit, BeforeEvent | UntilEvent | HoursBefore)


def no_rule(block: Block, limit: tree.Limit) -> None:
    hint = 'write "counted by" and a rule in the norm, or "time counted by" in the instrument'
    block.scope.refuse("P0361", limit, hint=hint)


def limits_of(block: Block, pieces: Sequence[Piece], start: date | None, role: str = "limit") -> tuple[LimitCase, ...]:
    """The limits among ``pieces``, checked together: one applies at a time, all from one event, none impossible."""
    found = [piece for piece in pieces if piece.role == role]
    cases = tuple(piece.core for piece in found if isinstance(piece.core, LimitCase))
    for piece, case in zip(found, cases, strict=True):
        if isinstance(case.limit, FixedDay) and start is not None and case.limit.day < start:
            day = case.limit.day.isoformat()
            reason = f"{day} is before {start.isoformat()}, from when this applies"
            block.tables.findings.add("P0331", block.module.place(piece.span), reason=reason)
    if len(cases) > 1 and block.scope.period is None:  # of a norm that recurs, the period is judged, not an event
        first = cases[0].limit
        for piece, case in zip(found, cases, strict=True):
            if _judged_by(case.limit) != _judged_by(first):
                places = (block.module.place(found[0].span), block.module.place(piece.span))
                hint = "write two norms, each with its own limit"
                phrase = "limits that are counted from different events"
                block.tables.findings.add("P0905", *places, hint=hint, phrase=phrase)
                return cases
    if cases:
        block.exactly_one(found, [case.guard for case in cases], "time limits", where_of(pieces))
    return cases


def guard_without_limit(block: Block, line: tree.Line) -> None:
    """Reports a condition behind an act, of which only a time limit can have one."""
    hint = 'write the condition as "where", or behind the time limit'
    block.tables.findings.add(
        "P0341", block.module.place(line.guard.span if line.guard else line.span), hint=hint,
        line='"if"', block="a line that says what must be done",
    )  # fmt: skip
