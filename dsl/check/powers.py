"""Powers: what somebody may do, by when, and what holds once that time has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, cast

import attrs

from prazo.dsl.check.blocks import Block, Piece
from prazo.dsl.check.extensions import extension_of, suspended_by
from prazo.dsl.check.limits import guard_without_limit, limit_case, limits_of
from prazo.dsl.core.nodes import (
    AtLeastEvery,
    Fact,
    LimitCase,
    LimitOfPeriod,
    NoStatedTime,
    Obligation,
    Regularly,
    single_limits,
)
from prazo.dsl.syntax import tree

#: what is said of duties alone
NOT_IN_POWERS: Final = (
    tree.Each, tree.OnLastDay, tree.Since, tree.FailingWhich, tree.PrevailsOver, tree.InAdditionTo, tree.ExceptWhere,
)  # fmt: skip
#: what names an act: something that happens, a decision, what somebody sets
_ACTS: Final = ("event", "decision", "date", "money", "number", "percent")


@attrs.frozen(slots=True, eq=False)
class Act:
    """A ``must`` or ``may`` line: acts, or a condition."""

    acts: tuple[Fact, ...]
    mode: str
    condition: object
    by_others: tuple[tuple[Fact, ...], ...] = ()


def may(block: Block, line: tree.Line, body: tree.May, rule: str | None) -> None:
    """What may be done, with the limit where it stands on the same line."""
    acts = [_act(block, one) for one in body.acts]
    known = tuple(one for one in acts if one is not None)
    block.add("act", Act(known, "any", None) if len(known) == len(acts) else None, line)
    if body.limit is not None:
        power_limit(block, line, body.limit, rule)
    elif line.guard is not None:
        guard_without_limit(block, line)


def _act(block: Block, name: tree.Name) -> Fact | None:
    """An event, a decision, or a value that somebody sets."""
    scope = block.scope
    frame = scope.frame_of(name)
    declared = None if frame is None else frame.party.facts.get(name.text)
    if declared is None or declared.kind == "event" or declared.period is not None:
        event = scope.event(name)
        return None if event is None else event[0]
    meant = scope.look_up(name)
    if meant is None or meant.fact is None:
        return None
    if declared.kind not in _ACTS or (declared.kind != "decision" and declared.owner is None):
        scope.refuse("P0408", name, name=name.text, found=meant.words)
        return None
    return meant.fact


def power_limit(block: Block, line: tree.Line, limit: tree.Limit, rule: str | None) -> None:
    """The time in which a power may be used: it runs from or up to something, or ends on a day."""
    case = None if isinstance(limit, tree.Wait) else limit_case(block, limit, line, rule)
    wrong = isinstance(limit, tree.Wait) or (
        case is not None
        and any(isinstance(one, Regularly | AtLeastEvery | LimitOfPeriod) for one in single_limits(case.limit))
    )
    if wrong:
        hint = "write a time that runs from something, or ends on a day: within 10 days of .., before .., by .."
        place = block.module.place(limit.span)
        block.tables.findings.add("P0341", place, hint=hint, line="this time limit", block="a power")
    block.add("limit", None if wrong else case, line)


def ends_which(block: Block, line: tree.Line) -> None:
    """``after which``: for all versions, and without a condition, which the effect itself has."""
    if line.guard is not None or line.reading is not None or line.since is not None or line.before is not None:
        hint = "write the condition or the version in the effect"
        place = block.module.place(line.span)
        block.tables.findings.add(
            "P0341", place, hint=hint, line='"after which", for some cases only,', block="a power"
        )


def power(block: Block, pieces: Sequence[Piece], found: Piece, start: date | None) -> Obligation:
    """What may be done and in what time; it is judged as a duty of that time is."""
    limits: tuple[LimitCase, ...] = limits_of(block, pieces, start)
    act = cast(Act, found.core)
    follows = [line for line in block.lines if isinstance(line.body, tree.AfterWhich)]
    open_ended = not limits or any(isinstance(one.limit, NoStatedTime) for one in limits)
    declared = [block.scope.fact_info(one) for one in act.acts]
    for line in follows:
        if open_ended:
            hint = "write the time in which it may be done: within 10 days of .."
            block.tables.findings.add("P0395", block.module.place(line.span), hint=hint)
        elif any(one is not None and one.kind != "event" for one in declared):
            hint = "name the event by which it is done"
            block.tables.findings.add("P0396", block.module.place(found.span, "what may be done"), hint=hint)
    suspended, extension = suspended_by(block, pieces, limits), extension_of(block, pieces, limits)
    return Obligation(act.acts, act.mode, None, limits, suspended, extension)
