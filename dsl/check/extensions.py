"""What puts the last day of a limit off: extensions with their caps, and states during which time does not run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from prazo.dsl.check.blocks import Block, Piece
from prazo.dsl.check.declarations import use_rule
from prazo.dsl.core.nodes import (
    AfterEvent,
    AfterPeriod,
    AfterSet,
    AtLeastEvery,
    Cap,
    Extension,
    Fact,
    HoursAfter,
    Limit,
    LimitCase,
    NoStatedTime,
    Regularly,
    single_limits,
)
from prazo.dsl.syntax import tree

#: the limits whose time runs by days from an event or the end of a period, so that a state can suspend it
_RUNNING = (AfterEvent, AfterPeriod, AfterSet)


def add_extension(
    block: Block, line: tree.Line, body: tree.ExtendedTo | tree.ExtensionCap | tree.SuspendedWhile, rule: str | None
) -> None:
    """Keeps one of these lines as a piece of the obligation; reports what it cannot rest on."""
    if line.guard is not None:
        hint = "write the condition in the facts: who does not extend sets no day"
        place = block.module.place(line.guard.span)
        block.tables.findings.add("P0341", place, hint=hint, line='"if"', block="a line that puts the last day off")
    match body:
        case tree.ExtendedTo():
            block.add("extension", _set_day(block, body), line)
        case tree.ExtensionCap():
            block.add("cap", _cap(block, body, line, rule), line)
        case tree.SuspendedWhile():
            block.add("suspended", block.scope.state(body.state), line)


def _set_day(block: Block, body: tree.ExtendedTo) -> Fact | None:
    scope = block.scope
    meant = scope.look_up(body.day)
    if meant is None:
        return None
    declared = meant.declared
    if meant.fact is None or declared is None or declared.kind != "date" or declared.owner != body.owner.text:
        if scope.tables.party(scope.module, body.owner) is not None:
            hint = f"declare it so: {body.day.text}  date set by {body.owner.text}"
            at = scope.frame_of(body.day)
            place = None if at is None else scope.declared_at(at.party, body.day.text)
            places = (scope.place(body.day), *(() if place is None else (place,)))
            scope.findings.add("P0382", *places, hint=hint, name=body.day.text, owner=body.owner.text)
        return None
    return meant.fact


def _cap(block: Block, body: tree.ExtensionCap, line: tree.Line, rule: str | None) -> Cap | None:
    scope = block.scope
    if line.counted_by is not None:
        rule = line.counted_by
        use_rule(block.tables, block.module, rule, line.span)
    duration = scope.duration(body.duration, counted=True)
    anchor = _event(block, body.anchor) if isinstance(body.anchor, tree.Name) else scope.anchor(body.anchor)
    if rule is None:
        hint = 'write "counted by" and a rule in the norm, or "time counted by" in the instrument'
        scope.refuse("P0361", body, hint=hint)
    if duration is None or anchor is None or rule is None:
        return None
    return Cap(anchor, duration, rule)


def _event(block: Block, name: tree.Name) -> Fact | None:
    event = block.scope.event(name)
    return None if event is None else event[0]


def suspendable(limit: Limit) -> bool:
    """Whether the days of a state can be added to a limit: all of its time runs, in days."""
    return all(isinstance(one, _RUNNING) for one in single_limits(limit))


def suspended_by(block: Block, pieces: Sequence[Piece], limits: Sequence[LimitCase]) -> tuple[Fact, ...]:
    """The states that suspend the time of these limits; reports limits whose time does not run, or runs in hours."""
    found = [piece for piece in pieces if piece.role == "suspended"]
    if found and not all(suspendable(one.limit) for one in limits):
        run = all(isinstance(part, (*_RUNNING, HoursAfter)) for one in limits for part in single_limits(one.limit))
        hint = (
            "states are known by the day, so write the time in days: within 3 days of .."
            if run
            else "only time that runs can be suspended: within .. of an event, or of the end of a period"
        )
        block.tables.findings.add("P0381", block.module.place(found[0].span), hint=hint, line='"suspended while"')
    return tuple(dict.fromkeys(cast(Fact, piece.core) for piece in found))


def extension_of(block: Block, pieces: Sequence[Piece], limits: Sequence[LimitCase]) -> Extension | None:
    """The extension of these limits with its caps, or None."""
    found = [piece for piece in pieces if piece.role == "extension"]
    caps = [piece for piece in pieces if piece.role == "cap"]
    if len(found) > 1:
        places = (block.module.place(found[0].span), block.module.place(found[1].span))
        block.tables.findings.add("P0342", *places, norm=block.name.text, line='"extended to"')
    if not found:
        for piece in caps:
            hint = 'write "extended to" and who may extend on the line above it'
            block.tables.findings.add("P0380", block.module.place(piece.span), hint=hint)
        return None
    if any(isinstance(one.limit, NoStatedTime | Regularly | AtLeastEvery) for one in limits):
        again = any(isinstance(one.limit, AtLeastEvery) for one in limits)
        hint = (
            "what is due again and again has no one last day to extend"
            if again
            else "only a limit with a last day can be extended"
        )
        block.tables.findings.add("P0381", block.module.place(found[0].span), hint=hint, line='"extended to"')
    return Extension(cast(Fact, found[0].core), tuple(cast(Cap, piece.core) for piece in caps))
