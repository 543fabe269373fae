"""Time limits: from which event, how long, counted by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

from prazo.dsl.check.blocks import Block, Piece, where_of
from prazo.dsl.check.declarations import use_rule
from prazo.dsl.check.expressions import UNITS, duration_words
from prazo.dsl.core.nodes import (
    NUMBER,
    AfterEvent,
    AfterSet,
    Anchor,
    BeforeEvent,
    Figure,
    FixedDay,
    Forthwith,
    Limit,
    LimitCase,
    NoStatedTime,
    Regularly,
    UntilEvent,
)
from prazo.dsl.syntax import tree

#: limits that open words say: they stand in obligations only
OPEN = (Forthwith, NoStatedTime, Regularly)
_OPEN_WORDS: dict[type[Limit], str] = {
    Forthwith: "forthwith", NoStatedTime: "at no stated time", Regularly: "regularly",
}  # fmt: skip


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
    found = _limit(block, limit, rule)
    guard, read = block.guard(line)
    if found is None or not read:
        return None
    if practicable and isinstance(found, OPEN):
        hint = "write the last day that holds in any case: as soon as practicable, and in any case within 3 days of .."
        block.scope.refuse("P0381", limit, hint=hint, line='"in any case"')
        return None
    return LimitCase(found, guard, block.module.line(line.span), line.unverified, practicable)


def _limit(block: Block, limit: tree.Limit, rule: str | None) -> Limit | None:
    scope = block.scope
    anchor: Anchor | None = None
    duration = None
    if isinstance(limit, tree.Regularly):
        return Regularly()
    if isinstance(limit, tree.Practicable):  # "as soon as practicable" stands once, before the whole limit
        scope.refuse("P0381", limit, line='"as soon as practicable", said twice,')
        return None
    number = None
    if isinstance(limit, tree.AfterSet):
        number = _number(block, limit.number)
        if limit.unit not in UNITS:
            scope.refuse("P0905", limit, phrase=f"within {limit.number.text} {limit.unit}s")
            return None
        if number is None:
            return None
    if not isinstance(limit, tree.ByDate):
        if isinstance(limit, tree.After | tree.Before | tree.Wait):
            duration = scope.duration(limit.duration, counted=True)
        anchor = scope.anchor(limit.anchor)
        if anchor is None or (duration is None and isinstance(limit, tree.After | tree.Before | tree.Wait)):
            return None
    if isinstance(limit, tree.Until):
        assert anchor is not None
        return UntilEvent(anchor, limit.inclusive)
    if isinstance(limit, tree.Forthwith | tree.NoStatedTime):
        assert anchor is not None
        return Forthwith(anchor) if isinstance(limit, tree.Forthwith) else NoStatedTime(anchor)
    if rule is None:
        hint = 'write "counted by" and a rule in the norm, or "time counted by" in the instrument'
        scope.refuse("P0361", limit, hint=hint)
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
        scope.refuse("P0905", limit, phrase=f"within {duration_words(limit.duration)}")
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


def anchor_of(limit: Limit) -> Anchor | None:
    return None if isinstance(limit, FixedDay | Regularly) else limit.anchor


def counts_back(limit: Limit) -> bool:
    return isinstance(limit, BeforeEvent | UntilEvent)


def refuse_open(block: Block, pieces: Sequence[Piece]) -> None:
    """Reports limits among ``pieces`` that are left open, where no act is owed by a time."""
    for piece in pieces:
        case = piece.core
        if isinstance(case, LimitCase) and (case.practicable or isinstance(case.limit, OPEN)):
            hint = "write a window: within 30 days of .., or at least 15 days before .."
            word = "as soon as practicable" if case.practicable else _OPEN_WORDS[type(case.limit)]
            block.tables.findings.add("P0385", block.module.place(piece.span), hint=hint, found=word)


def limits_of(block: Block, pieces: Sequence[Piece], start: date | None, role: str = "limit") -> tuple[LimitCase, ...]:
    """The limits among ``pieces``, checked together: one applies at a time, all from one event, none impossible."""
    found = [piece for piece in pieces if piece.role == role]
    cases = tuple(piece.core for piece in found if isinstance(piece.core, LimitCase))
    for piece, case in zip(found, cases, strict=True):
        if isinstance(case.limit, FixedDay) and start is not None and case.limit.day < start:
            day = case.limit.day.isoformat()
            reason = f"{day} is before {start.isoformat()}, from when this applies"
            block.tables.findings.add("P0331", block.module.place(piece.span), reason=reason)
    if len(cases) > 1:
        first = cases[0].limit
        for piece, case in zip(found, cases, strict=True):
            turned = counts_back(case.limit) != counts_back(first)
            if anchor_of(case.limit) != anchor_of(first) or turned or type(first) is not type(case.limit) is Regularly:
                places = (block.module.place(found[0].span), block.module.place(piece.span))
                hint = "write two norms, each with its own limit"
                phrase = "limits of one norm that are counted from different events"
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
