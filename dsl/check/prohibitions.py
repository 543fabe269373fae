"""Prohibitions: acts that must not be in a state, without something, before a wait has ended, or but in some cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import cast

import attrs

from prazo.dsl.check.blocks import Block, Piece, together
from prazo.dsl.check.limits import guard_without_limit, limit_case, windows_of
from prazo.dsl.check.period_limits import window_of_prohibition
from prazo.dsl.check.tables import kind_words
from prazo.dsl.core.nodes import (
    And,
    Condition,
    Fact,
    InEffect,
    InState,
    LimitCase,
    Not,
    Or,
    Prohibition,
    anchors_of,
)
from prazo.dsl.syntax import tree


@attrs.frozen(slots=True, eq=False)
class Ban:
    """A ``must not`` or ``may .. only`` line."""

    acts: tuple[Fact, ...]
    without: Fact | None = None
    only: Condition | None = None


def prohibition(block: Block, pieces: Sequence[Piece], ban: Ban, start: date | None) -> Prohibition:
    """The acts of a ``ban`` piece with everything that the other pieces say of them."""
    during = tuple(cast(Condition, piece.core) for piece in pieces if piece.role == "while")
    for piece in pieces:
        limit = piece.core.limit if piece.role == "wait" and isinstance(piece.core, LimitCase) else None
        for act in (anchor for anchor in (anchors_of(limit) if limit is not None else ()) if anchor in ban.acts):
            hint = 'write behind "after" what the time runs from'
            reason = f"{act.name} is what must wait for it"
            block.tables.findings.add("P0356", block.module.place(piece.span), hint=hint, reason=reason)
    return Prohibition(
        ban.acts, ban.without, windows_of(block, pieces, start), together(during), ban.only,
        windows_of(block, pieces, start, "wait"),
    )  # fmt: skip


def window(block: Block, line: tree.Line, limit: tree.Limit, rule: str | None) -> None:
    """A time limit: the window of a prohibition, the time of an obligation, or a wait."""
    block.add("wait" if isinstance(limit, tree.Wait) else "limit", limit_case(block, limit, line, rule), line)


def must_not(block: Block, line: tree.Line, body: tree.MustNot, rule: str | None) -> None:
    """Acts that must not be, with what may stand on the same line."""
    scope = block.scope
    events = [scope.event(act) for act in body.acts]
    without = None if body.without is None else scope.event(body.without)
    acts = tuple(one[0] for one in events if one is not None)
    read = len(acts) == len(events) and (without is not None or body.without is None)
    if body.without is not None and without is not None and without[0] in acts:
        reason = f"{body.without.text} is what must wait for it"
        hint = 'write behind "without" what must come first'
        scope.refuse("P0356", body.without, hint=hint, reason=reason)
    ban = Ban(acts, None if without is None else without[0]) if read else None
    block.add("ban", ban if ban is None or _same_acts(block, ban, line) else None, line)
    if body.during is not None:
        while_(block, body.during, line, "while")
    if body.window is not None and window_of_prohibition(block, body.window):
        window(block, line, body.window, rule)
    elif body.window is None and line.guard is not None and body.during is None:
        guard_without_limit(block, line)


def may_only(block: Block, line: tree.Line, body: tree.MayOnly) -> None:
    """Acts that may be done in lettered cases only: for each reading the cases as one condition."""
    scope = block.scope
    events = [scope.event(act) for act in body.acts]
    acts = tuple(one[0] for one in events if one is not None)
    mentions = scope.take_mentions()
    if line.guard is not None:
        guard_without_limit(block, line)
    for label, only in block.one_of(line):
        scope.mentions[:0] = mentions
        ban = Ban(acts, only=only) if only is not None and len(acts) == len(events) else None
        block.add("ban", ban if ban is None or _same_acts(block, ban, line) else None, line, label)


def _same_acts(block: Block, ban: Ban, line: tree.Line) -> bool:
    """Refuses other acts than those of the first line: each act is judged by the law of its own day."""
    first = next((one for one in block.pieces if one.role == "ban"), None)
    if first is None or cast(Ban, first.core).acts == ban.acts:
        return True
    places = (block.module.place(line.body.span), block.module.place(first.span, "the acts of this line"))
    hint = "write a prohibition of its own for the acts of one version"
    block.tables.findings.add("P0393", *places, hint=hint, norm=block.name.text)
    return False


def while_(block: Block, state: tree.Expr, line: tree.Line, role: str) -> None:
    """The state during which it holds: states alone, for whom and in what circumstances is said by ``where``."""
    condition = block.scope.condition(state)
    wrong = None if condition is None else next(_no_states(block, condition), None)
    if wrong is not None:
        hint = 'write "where" for any other condition'
        block.scope.refuse("P0480", state, hint=hint, found=wrong)
    if line.guard is not None and (not isinstance(line.body, tree.MustNot) or line.body.window is None):
        guard_without_limit(block, line)
    block.add(role, condition, line)


def _no_states(block: Block, condition: Condition) -> Iterator[str]:
    """What in a condition is not a state."""
    match condition:
        case InState(fact):
            declared = block.scope.fact_info(fact)
            if declared is not None and declared.kind != "state":
                yield kind_words(declared.kind)
        case InEffect():
            pass
        case Not(operand):
            yield from _no_states(block, operand)
        case And(operands) | Or(operands):
            for one in operands:
                yield from _no_states(block, one)
        case _:
            yield "another condition"
