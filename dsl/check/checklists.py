"""Checklists: lettered items that an act must bring along, of the list itself or borrowed from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

import attrs

from prazo.dsl.check.blocks import Block, Draft, Piece
from prazo.dsl.check.citations import steps
from prazo.dsl.check.cited import checked_place
from prazo.dsl.check.expressions import BY_PERIOD
from prazo.dsl.check.guards import cover
from prazo.dsl.check.scope import Frame, Mention
from prazo.dsl.check.tables import NormHead
from prazo.dsl.core.binders import rebound
from prazo.dsl.core.nodes import (
    And,
    Checklist,
    Condition,
    Count,
    Defined,
    DefinedDay,
    DefinedFigure,
    Fact,
    Guard,
    Item,
    NormBody,
    Or,
    Otherwise,
    Quantified,
    SeriesIs,
    Total,
)
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree

#: A list of more periods than this is taken for a slip.
_MOST_PERIODS = 100


def add_item(block: Block, line: tree.Line, body: tree.Item) -> None:
    """An item of the list itself: one piece, or one for each of the last periods.

    A letter may have several lines, one right below the other, all of which must hold.
    """
    above = [piece.line for piece in block.pieces if isinstance(piece.line.body, tree.Item)]
    goes_on = bool(above) and isinstance(above[-1].body, tree.Item) and above[-1].body.letter == body.letter
    for other in () if goes_on else block.pieces:
        same = isinstance(other.line.body, tree.Item) and other.line.body.letter == body.letter
        if same and other.line is not line and _together(other.line, line) and other.section == block.section_of(line):
            places = (block.module.place(other.line.span), block.module.place(line.span))
            block.tables.findings.add("P0350", *places, letter=body.letter)
            break
    if isinstance(body.each, tree.ForPeriods):
        _of_periods(block, line, body, body.each)
        return
    frame = _each(block, body.each)
    if body.each is not None and frame is None:
        block.add("item", None, line)
        return
    found = _conditions(block, body, frame)
    guard, read = _guard(block, line)
    if found is None or not read:
        block.add("item", None, line)
        return
    condition, where, unless = found
    block.add("item", _item(block, line, body.letter, condition, guard, unless, frame, where), line)


def _together(one: tree.Line, other: tree.Line) -> bool:
    """Whether the two can be in force in one reading; two versions of an item may stand beside each other."""
    apart = one.reading is not None and other.reading is not None and one.reading != other.reading
    return not apart and (one.since, one.before) == (other.since, other.before)


def _item(
    block: Block, line: tree.Line, letter: str, condition: Condition, guard: Guard, unless: Condition | None,
    each: Frame | None, where: Condition | None,
) -> Item:  # fmt: skip
    listed = None if each is None else Fact(each.base, each.path[-1])
    return Item(letter, condition, guard, unless, listed, where, block.module.line(line.span), _doubt(line))


def _doubt(line: tree.Line) -> str | None:
    """Why an item is marked, or else what excuses it."""
    assert isinstance(line.body, tree.Item | tree.BorrowedItems)
    return next((one.unverified for one in (line, *line.body.unless) if one.unverified is not None), None)


def _guard(block: Block, line: tree.Line) -> tuple[Guard, bool]:
    guard, read = block.guard(line)
    if isinstance(guard, Otherwise):
        place = block.module.place(line.guard.span if line.guard else line.span)
        block.tables.findings.add("P0341", place, line='"otherwise"', block="a checklist")
        return None, False
    return guard, read


def _each(block: Block, each: tree.ForEach | tree.ForPeriods | None) -> Frame | None:
    """The items of whom each is asked; None where there is no such line, or it was refused."""
    if not isinstance(each, tree.ForEach):
        return None
    found = block.scope.list_of(each.items)
    record = block.tables.party(block.module, each.record)
    if found is None or record is None:
        return None
    frame = found[1]
    if frame.party is not record:
        name = frame.party.name
        hint = f'write "for each {name} in {each.items.text}"'
        place = block.module.place(each.record.span)
        block.tables.findings.add("P0432", place, hint=hint, name=record.name, found=f"not {name}")
        return None
    return frame


def _conditions(
    block: Block, body: tree.Item, frame: Frame | None
) -> tuple[Condition, Condition | None, Condition | None] | None:
    """What must be there, of which of those asked, and what excuses it; all read of the one who is asked."""
    scope = block.scope
    if frame is None:
        condition, where = scope.condition(body.expr), None
        unless, read = excuses(block, body.unless)
        return None if condition is None or not read else (condition, where, unless)
    assert isinstance(body.each, tree.ForEach)
    with scope.inside(frame):
        asked = None if body.each.where is None else scope.condition(body.each.where)
        condition = scope.condition(body.expr)
        unless, read = excuses(block, body.unless)
    if condition is None or not read or (asked is None and body.each.where is not None):
        return None
    return condition, asked, unless


def excuses(block: Block, lines: Sequence[tree.Line]) -> tuple[Condition | None, bool]:
    """What the lines ``unless`` below an item say together, and whether all could be read."""
    found: list[Condition] = []
    read = True
    for line in lines:
        assert isinstance(line.body, tree.Unless)
        if line.since is not None or line.before is not None or line.reading is not None:
            hint = "put the version or reading behind the item"
            word = "a version or reading"
            block.tables.findings.add(
                "P0341", block.module.place(line.span), hint=hint, line=word, block="what excuses an item"
            )
            read = False
        condition = block.guarded(block.scope.condition(line.body.condition), line)
        if condition is None:
            read = False
        else:
            found.append(condition)
    return (None if not found else found[0] if len(found) == 1 else Or(tuple(found))), read


def _of_periods(block: Block, line: tree.Line, body: tree.Item, each: tree.ForPeriods) -> None:
    """``audited_accounts, for each of the last 3 financial years``: an item for each, the oldest first."""
    scope = block.scope
    meant = scope.meaning(body.expr)
    unless, known = excuses(block, body.unless)
    guard, read = _guard(block, line)
    if meant is None or not read or not known:
        block.add("item", None, line)
        return
    declared = meant.declared
    if meant.kind != "series" or declared is None or meant.fact is None or declared.kind not in BY_PERIOD:
        hint = f"declare it as evidence each {each.period}"
        scope.refuse("P0419", body.expr, hint=hint, name="this", period=each.period)
    elif declared.period != each.period:
        args = {"name": declared.name, "expected": f"each {declared.period}", "found": f"each {each.period}"}
        scope.refuse("P0436", each, **args)
    elif not 1 <= each.number <= _MOST_PERIODS:
        scope.refuse("P0358", each, found=f"each of the last {each.number}", value="nothing or too much")
    else:
        mentions = scope.take_mentions()
        for back in range(each.number, 0, -1):
            which = "last" if back == 1 else f"last {back}"
            condition = SeriesIs(meant.fact, each.period, which)
            scope.mentions.extend(mentions)
            block.add("item", _item(block, line, body.letter, condition, guard, unless, None, None), line)
        return
    block.add("item", None, line)


def checklist_of(block: Block, pieces: Sequence[Piece], at: Fact | None, is_open: bool) -> Checklist | None:
    """The items in force; None where there are none."""
    items = tuple(cast(Item, piece.core) for piece in pieces if piece.role == "item")
    if not items or at is None:
        return None
    guards = [None if item.each is None and item.guard is None else item.guard for item in items]
    return Checklist(items, at, is_open, cover(guards, block.scope.fact_info))


# --- items of another list -------------------------------------------------------------------------------------


def lender(block: Block, head: NormHead, body: tree.BorrowedItems) -> NormHead | None:
    """The checklist at the place that is named; reports where there is none."""
    place = checked_place(block.tables, block.module, body.of)
    lists = [
        one
        for one in block.tables.norm_ids.values()
        if one.kind == "checklist"
        and one.instrument == head.instrument
        and body.of.instrument in (None, head.instrument)
        and block.tables.sees(block.module, one.module)
    ]
    wanted = steps(body.of.place)
    found = [one for one in lists if any(steps(cited) == wanted for cited in _cited(one))]
    if len(found) == 1:
        return found[0]
    if found:
        places = [one.module.place(one.block.name.span) for one in found]
        hint = "cite the place of each list more exactly"
        block.tables.findings.add("P0368", block.module.place(body.of.span), *places, hint=hint, place=place)
        return None
    near = nearest(body.of.place, [cited for one in lists for cited in _cited(one)])
    at = block.module.place(body.of.span, f"nearest: {near[0]}" if near else "")
    block.tables.findings.add("P0367", at, place=place)
    return None


def _cited(head: NormHead) -> Iterator[str]:
    for line in head.block.lines:
        if isinstance(line.body, tree.Cites):
            yield from (place.place for place in line.body.places)


def add_borrowed(
    block: Block, line: tree.Line, body: tree.BorrowedItems, other: NormHead, drafts: Sequence[Draft]
) -> None:
    """The chosen items of another list, as they stand there in each version and reading."""
    frame = _each(block, body.each)
    guard, read = _guard(block, line)
    if isinstance(body.each, tree.ForPeriods):
        hint = "ask for the periods in the list that has the items"
        block.scope.refuse("P0341", body.each, hint=hint, line="a number of periods", block="a line of borrowed items")
        read = False
    known = _letters(drafts)
    letters = _chosen(block, body, known)
    binders = _rebinding(block, body, frame, other)
    if letters is None or binders is None or not read or (body.each is not None and frame is None):
        block.add("item", None, line)
        return
    if frame is None:
        where = None
        unless, read = excuses(block, body.unless)
    else:
        with block.scope.inside(frame):
            asked = cast(tree.ForEach, body.each).where
            where = None if asked is None else block.scope.condition(asked)
            unless, read = excuses(block, body.unless)
        if asked is not None and where is None:
            read = False
    if not read:
        block.add("item", None, line)
        return
    mine = block.scope.take_mentions()
    for draft in drafts:
        lent: dict[Item, list[str | None]] = {}
        for label, found, _ in draft.bodies:
            assert isinstance(found, NormBody)
            for item in cast(Checklist, found.demand).items:
                if item.letter in letters:
                    lent.setdefault(item, []).append(label)
        # in the order of the letters, which is the same in every reading
        for item, labels in sorted(lent.items(), key=lambda one: known.index(one[0].letter)):
            moved = rebound(item, *binders)
            own = attrs.evolve(
                moved,
                letter=item.letter if "(" in item.letter else f"{body.of.place}({item.letter})",
                guard=moved.guard if guard is None else guard if moved.guard is None else And((guard, moved.guard)),  # type: ignore[arg-type]
                unless=_or(moved.unless, unless),
                each=moved.each if frame is None else Fact(frame.base, frame.path[-1]),
                where=moved.where if frame is None else where,
                place=block.module.line(line.span),
                unverified=_doubt(line) or item.unverified,
            )
            mentions = (*mine, *_mentions(block, own, frame))
            for label in labels if len(labels) < len(draft.bodies) else (None,):
                block.lend(own, line, label, (draft.start, draft.end), mentions)


def _letters(drafts: Sequence[Draft]) -> list[str]:
    """The letters of a list in its own order, whichever versions and readings each of them belongs to."""
    known: list[str] = []
    lines: dict[str, int] = {}
    for items in _items(drafts):
        here = list(dict.fromkeys(item.letter for item in items))
        for item in items:
            lines.setdefault(item.letter, item.place.line)
        before: str | None = None
        for number, letter in enumerate(here):
            if letter not in known:
                after = next((one for one in here[number:] if one in known), None)
                later = next((one for one in known if lines[one] > lines[letter]), None)
                follows = later if after is None else after
                at = len(known) if follows is None else known.index(follows)
                known.insert(at if before is None else known.index(before) + 1, letter)
            before = letter
    return known


def _items(drafts: Sequence[Draft]) -> Iterator[tuple[Item, ...]]:
    """The items of each version and reading."""
    for draft in drafts:
        for _, body, _ in draft.bodies:
            assert isinstance(body, NormBody)
            yield cast(Checklist, body.demand).items


def _or(one: Condition | None, other: Condition | None) -> Condition | None:
    return other if one is None else one if other is None else Or((one, other))


def _chosen(block: Block, body: tree.BorrowedItems, known: Sequence[str]) -> list[str] | None:
    """The letters meant, ranges in the order of the list itself (its lettering may skip a letter)."""
    if not body.letters:
        return list(known)
    chosen: list[str] = []
    wrong = False
    for first, last in body.letters:
        missing = [one for one in (first, last) if one is not None and one not in known]
        for one in missing:
            hint = f"its items are {', '.join(known)}"
            place = block.module.place(body.span)
            block.tables.findings.add("P0369", place, hint=hint, place=body.of.place, letter=one)
        if missing:
            wrong = True
            continue
        start, end = known.index(first), known.index(last or first)
        if start > end:
            block.tables.findings.add("P0345", block.module.place(body.span), lower=first, upper=last or first)
            wrong = True
        chosen += known[start : end + 1]
    return None if wrong else chosen


def _rebinding(block: Block, body: tree.BorrowedItems, frame: Frame | None, other: NormHead) -> tuple[int, int] | None:
    """How binders change: from the first of the pair on, by the second; None where the two are of different people."""
    base = block.scope.base_frames
    mine = (base[0].party.name, None if len(base) == 1 else base[1].party.name)
    theirs = (other.subject, other.record)
    if frame is None:
        if theirs in (mine, (mine[0], None)):
            return (0, 0) if theirs == mine else (1, 1)
        hint = None
        if theirs[0] == mine[0] and other.items is not None:
            hint = f'write ", for each {other.record} in {other.items}"'
        elif theirs[1] is None:
            hint = f'write ", for each {theirs[0]} in" and the list of them'
        _of_others(block, body, other, hint)
        return None
    if theirs == (frame.party.name, None):
        return 0, len(base)
    if theirs == (mine[0], frame.party.name):
        return 1, len(base) - 1
    _of_others(block, body, other, None)
    return None


def _of_others(block: Block, body: tree.BorrowedItems, other: NormHead, hint: str | None) -> None:
    places = (block.module.place(body.of.span), other.module.place(other.block.name.span))
    found = other.record or other.subject or ""
    block.tables.findings.add("P0375", *places, hint=hint, place=body.of.place, found=found)


# --- what is read ----------------------------------------------------------------------------------------------

_Place = tuple[int, tuple[str, ...], str]
"""Where a binder's record is found, as mentions say it, and the name of its party or record."""


def _mentions(block: Block, item: Item, frame: Frame | None) -> Iterator[Mention]:
    """What a borrowed item reads."""
    places = [(one.base, one.path, one.party.name) for one in block.scope.base_frames]
    yield from _read_in(block, item.guard, places)
    if item.each is not None:
        yield from _read_in(block, item.each, places)
        places = [*places, _inside(block, item.each, places)]
    for part in (item.where, item.condition, item.unless):
        yield from _read_in(block, part, places)


def _read_in(block: Block, node: Any, places: list[_Place]) -> Iterator[Mention]:
    match node:
        case Fact(binder, name, via):
            base, path, _ = places[binder]
            for n in range(len(via)):
                yield Mention(base, (*path, *via[: n + 1]))
            yield Mention(base, (*path, *via, name))
        case Defined(binder, name) | DefinedFigure(binder, name) | DefinedDay(binder, name):
            base, path, party = places[binder]
            for n, step in enumerate(node.via):
                yield Mention(base, (*path, *node.via[: n + 1]))
                party = block.tables.parties[party].facts[step].of or ""
            yield Mention(base, (*path, *node.via), f"{party}/{name}")
        case Quantified() | Count() | Total():
            yield from _read_in(block, node.items, places)
            inner = [*places, _inside(block, node.items, places)]
            for field in attrs.fields(type(node)):
                if field.name != "items":
                    yield from _read_in(block, getattr(node, field.name), inner)
        case tuple():
            for member in node:
                yield from _read_in(block, member, places)
        case _ if attrs.has(type(node)):
            for field in attrs.fields(type(node)):
                yield from _read_in(block, getattr(node, field.name), places)


def _inside(block: Block, items: Fact, places: list[_Place]) -> _Place:
    base, path, party = places[items.binder]
    of = block.tables.parties[party].facts[items.name].of or ""
    return base, (*path, items.name), of
