"""Duties owed jointly: who bears them beside the subject, whose acts count, and exceptions that free one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import attrs

from prazo.dsl.check.blocks import Block, Piece
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.findings import Findings
from prazo.dsl.check.scope import Frame, Mention
from prazo.dsl.check.tables import PartyTable
from prazo.dsl.core.nodes import Defined, DefinedDay, DefinedFigure, Excuse, Fact, InEffect
from prazo.dsl.syntax import tree

#: The list, and the record of its items.
Bearer = tuple[str, PartyTable]


def bearers_of(block: Block, kind: str, lines: Sequence[tree.Line]) -> tuple[Bearer, ...]:
    """Who else bears the duty; reports what cannot be owed jointly and lists that are not of these people."""
    said = next((line.body for line in lines if isinstance(line.body, tree.On) and line.body.joint), None)
    if said is None:
        return ()
    if kind != "obligation":
        block.tables.findings.add("P0366", block.module.place(said.span))
        return ()
    found: list[Bearer] = []
    for one in said.joint:
        assert one.items is not None
        listed = block.scope.list_of(one.items)
        record = block.tables.party(block.module, one.record)
        if listed is None or record is None:
            continue
        if listed[1].party is not record:
            name = listed[1].party.name
            hint = f'write "each {name} in {one.items.text}"'
            place = block.module.place(one.record.span)
            block.tables.findings.add("P0432", place, hint=hint, name=record.name, found=f"not {name}")
        elif any(items == one.items.text for items, _ in found):
            block.tables.findings.add("P0342", block.module.place(one.span), norm=block.name.text, line="one list")
        else:
            found.append((one.items.text, record))
    block.scope.take_mentions()
    return tuple(found)


def add_personal(block: Block, line: tree.Line, body: tree.Unless, bearers: Sequence[Bearer]) -> None:
    """An exception of a joint duty: of the subject if it speaks of the subject alone, else of those it speaks of."""
    taken = False
    own = _tried(block, body.condition, None)
    if own is not None:
        _add(block, "excuse", own, line)
        taken = True
    for number, bearer in enumerate(bearers):
        theirs = _tried(block, body.condition, bearer)
        if theirs is not None and any(_reads_item(theirs[0])):
            _add(block, f"personal {number}", theirs, line)
            taken = True
    if not taken:
        block.add("excuse", block.guarded(block.scope.condition(body.condition), line), line)  # says what is wrong


def _tried(block: Block, condition: tree.Expr, bearer: Bearer | None) -> tuple[Any, tuple[Mention, ...]] | None:
    """The condition as it reads of the subject or of one who bears the duty beside it; None where it cannot be."""
    subject = block.scope.base_frames[0].party
    scope = Conditions(block.tables, block.module, subject, asks_effects=block.scope.asks_effects)
    scope.period = block.scope.period
    scope.findings = Findings()
    if bearer is not None:
        items, record = bearer
        scope.frames.append(Frame(1, record, 0, (items,)))
    found = scope.condition(condition)
    return None if found is None or scope.findings.errors else (found, scope.take_mentions())


def _add(block: Block, role: str, found: tuple[Any, tuple[Mention, ...]], line: tree.Line) -> None:
    condition, mentions = found
    block.scope.mentions.extend(mentions)
    guarded = block.guarded(condition, line)
    block.add(role, None if guarded is None else Excuse(guarded, (), block.module.line(line.span)), line)


def _reads_item(node: Any) -> Iterator[bool]:
    """Of everything that is read, whether it is read of the item."""
    if isinstance(node, Fact | Defined | DefinedFigure | DefinedDay | InEffect):
        yield node.binder == 1
    elif isinstance(node, tuple):
        for member in node:
            yield from _reads_item(member)
    elif attrs.has(type(node)):
        for field in attrs.fields(type(node)):
            yield from _reads_item(getattr(node, field.name))


def by_others(block: Block, acts: Sequence[Fact], bearers: Sequence[Bearer]) -> tuple[tuple[Fact, ...], ...]:
    """For each act, the lists whose items may do it too: those that have an event of its name."""
    if not bearers:
        return ()
    found = []
    for act in acts:
        if getattr(block.scope.fact_info(act), "kind", None) == "list of event":
            block.tables.findings.add("P0366", block.module.place(block.name.span))  # done again and again, for nobody
        lists = [items for items, record in bearers if _does(record, act)]
        for items in lists:
            block.scope.mentions += [Mention(0, (items,)), Mention(0, (items, act.name))]
        found.append(tuple(Fact(0, items) for items in lists))
    return tuple(found)


def _does(record: PartyTable, act: Fact) -> bool:
    fact = record.facts.get(act.name)
    return fact is not None and fact.kind == "event" and fact.period == act.period


def personal_of(pieces: Sequence[Piece], bearers: Sequence[Bearer]) -> tuple[tuple[Excuse, ...], ...]:
    """The exceptions of those beside the subject, list by list; another norm that applies frees them all."""
    return tuple(
        tuple(
            cast(Excuse, piece.core)
            for piece in pieces
            if piece.role == f"personal {number}" or (piece.role == "excuse" and cast(Excuse, piece.core).norms)
        )
        for number in range(len(bearers))
    )
