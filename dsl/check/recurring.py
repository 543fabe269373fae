"""Norms that recur: each period of what, from when and until when; and the financial years of parties and records."""

from __future__ import annotations

import attrs

from prazo.dsl.check.blocks import Block
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import PartyTable, Tables
from prazo.dsl.core.nodes import Each, Fact
from prazo.dsl.syntax import tree
from prazo.dsl.time.periods import word_of

FINANCIAL_YEAR = "financial year"

# --- financial years -------------------------------------------------------------------------------------------


def declare_financial_years(tables: Tables) -> None:
    """When the financial year of each party and record ends: as it says itself, else as those that list it say."""
    for table in tables.parties.values():
        said = [line for line in table.block.lines if isinstance(line, tree.YearEnd)]
        for line in said[1:]:
            places = (table.module.place(said[0].span), table.module.place(line.span))
            tables.findings.add("P0342", *places, norm=table.name, line='"financial year ends"')
        if said:
            table.financial_year = financial_year_to(said[0].on.month, said[0].on.day)
    for table in tables.parties.values():
        if table.kind == "record" and not any(isinstance(line, tree.YearEnd) for line in table.block.lines):
            _as_listed(tables, table)
    for table in tables.parties.values():
        for name, fact in table.facts.items():
            if fact.period == FINANCIAL_YEAR:
                table.facts[name] = attrs.evolve(fact, period=table.financial_year)


def _as_listed(tables: Tables, record: PartyTable) -> None:
    """The financial year of a record is that of the parties whose lists it stands in, which must be one."""
    seen, waiting = {record.name}, [record.name]
    years: dict[str, PartyTable] = {}
    while waiting:
        of = waiting.pop(0)
        for table in tables.parties.values():
            if table.name in seen or not any(fact.of == of for fact in table.facts.values()):
                continue
            seen.add(table.name)
            if table.kind == "record" and table.financial_year == FINANCIAL_YEAR:
                waiting.append(table.name)
            else:
                years.setdefault(table.financial_year, table)
    if len(years) > 1:
        places = [record.module.place(record.block.name.span)]
        places += [one.module.place(one.block.name.span, f"the year ends {one.name}'s way") for one in years.values()]
        hint = f'add to {record.name} a line such as "financial year ends 30 June"'
        tables.findings.add("P0328", *places, hint=hint, record=record.name)
    elif years:
        record.financial_year = next(iter(years))


def financial_year_to(month: int, day: int) -> str:
    """The kind of a financial year that ends on a day of the year; 28 February is the last day of February."""
    return FINANCIAL_YEAR if (month, day) == (12, 31) else f"{FINANCIAL_YEAR} to {month:02}-{day:02}"


# --- lines of norms --------------------------------------------------------------------------------------------


def period_of(block: Block, kind: str) -> str | None:
    """The kind of period of which a norm of this kind says that it recurs, with the last day of a financial year."""
    said = [line for line in block.lines if isinstance(line.body, tree.Each | tree.OnLastDay)]
    for line in said[1:]:
        places = (block.module.place(said[0].span), block.module.place(line.span))
        block.tables.findings.add("P0342", *places, norm=block.name.text, line='"each"')
    if not said:
        return None
    body = said[0].body
    assert isinstance(body, tree.Each | tree.OnLastDay)
    if isinstance(body, tree.OnLastDay) != (kind == "requirement"):
        hints = {
            "requirement": f'write "on the last day of each {body.period}"',
            "obligation": f'write "each {body.period}"',
        }
        hint = hints.get(kind, "write an obligation, or one verdict about each item of a list")
        block.tables.findings.add("P0325", block.module.place(said[0].span), hint=hint, kind=kind, norm=block.name.text)
        return None
    return block.scope.period_kind(body.period)


def recurrence(block: Block, line: tree.Line) -> Each | None:
    """What an "each" line says, with the "since" of the norm or of its party."""
    scope, body = block.scope, line.body
    assert isinstance(body, tree.Each | tree.OnLastDay)
    if scope.period is None or not whole(block, line):
        return None
    start, end, known = bounds(block)
    if start is None:
        if known:
            party = scope.base_frames[0].party.name
            hint = f'add "since" and an event to the norm, or to {party}'
            block.tables.findings.add("P0319", block.module.place(line.span), hint=hint, norm=block.name.text)
        return None
    if isinstance(body, tree.Each):
        if body.first == 0:
            scope.refuse("P0145", body)
            return None
        counted = None if body.counted is None else scope.period_kind(body.counted)
        return Each(scope.period, start, end, body.first, counted)
    day = None
    if body.set_by is not None:
        day = _set_day(block, body, scope.period)
        if day is None:
            return None
    return Each(scope.period, start, end, day=day)


def bounds(block: Block) -> tuple[Fact | None, Fact | None, bool]:
    """The events from which and until which a norm recurs, and whether what is said of them could be read."""
    said = [line for line in block.lines if isinstance(line.body, tree.Since)]
    for line in said[1:]:
        places = (block.module.place(said[0].span), block.module.place(line.span))
        block.tables.findings.add("P0342", *places, norm=block.name.text, line='"since"')
    if said:
        body = said[0].body
        assert isinstance(body, tree.Since)
        if not whole(block, said[0]):
            return None, None, False
        start = block.scope.event(body.start)
        end = None if body.end is None else block.scope.event(body.end)
        if start is None or (body.end is not None and end is None):
            return None, None, False
        return start[0], None if end is None else end[0], True
    for frame in reversed(block.scope.base_frames):
        party = frame.party
        if party.since is not None:
            names = [party.since] if party.until is None else [party.since, party.until]
            block.scope.mentions += [Mention(frame.base, (name,)) for name in names]
            return (
                Fact(frame.binder, party.since),
                None if party.until is None else Fact(frame.binder, party.until),
                True,
            )
    return None, None, True


def whole(block: Block, line: tree.Line) -> bool:
    """Reports a line that is said of some cases only, and may not be."""
    if line.since is None and line.before is None and line.guard is None and line.reading is None:
        return True
    hint = "write it without a version, reading or condition"
    word = "this line, for some cases only,"
    block.tables.findings.add("P0341", block.module.place(line.span), hint=hint, line=word, block="a norm")
    return False


def _set_day(block: Block, line: tree.OnLastDay, period: str) -> Fact | None:
    """The one date of each period that the authority sets."""
    scope = block.scope
    assert line.set_by is not None
    if block.tables.party(block.module, line.set_by) is None:
        return None
    found = [
        (frame, fact.name)
        for frame in scope.base_frames
        for fact in frame.party.facts.values()
        if fact.kind == "date" and fact.owner == line.set_by.text and fact.period == period
    ]
    if len(found) != 1:
        declared = f"date set by {line.set_by.text} each {word_of(period)}"
        hint = f"declare one fact of this kind: day_of_count {declared}" if not found else "keep one of them"
        names = "nothing" if not found else " and ".join(name for _, name in found)
        scope.refuse("P0326", line, hint=hint, by=line.set_by.text, period=word_of(period), found=names)
        return None
    frame, name = found[0]
    scope.mentions.append(Mention(frame.base, (name,)))
    return Fact(frame.binder, name, frame.via, period)
