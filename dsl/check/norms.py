"""Requirements, obligations, prohibitions and statements: one body for each version and reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

import attrs

from prazo.dsl.check import recurring
from prazo.dsl.check.blocks import Block, Draft, Piece, where_of
from prazo.dsl.check.checklists import add_borrowed, add_item, checklist_of, lender
from prazo.dsl.check.cited import cites_of
from prazo.dsl.check.concerned import BORNE, DUTIES
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.definitions import clause, condition_list, misplaced
from prazo.dsl.check.extensions import add_extension, extension_of, suspended_by
from prazo.dsl.check.joint import Bearer, add_personal, bearers_of, by_others, personal_of
from prazo.dsl.check.limits import guard_without_limit, limit_case, limits_of, norm_rule, refuse_open
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.period_limits import check_acts, repeats, window_of_prohibition
from prazo.dsl.check.powers import NOT_IN_POWERS, Act, ends_which, may, power, power_limit
from prazo.dsl.check.presumptions import proved, refuse_then
from prazo.dsl.check.prohibitions import Ban, may_only, must_not, prohibition, while_, window
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import InstrumentTable, NormHead, PartyTable, Tables
from prazo.dsl.core.nodes import (
    Demand,
    Each,
    Excuse,
    Fact,
    LimitCase,
    NormBody,
    Obligation,
    Requirement,
    SpellDay,
)
from prazo.dsl.syntax import tree

APPLIES_ON = frozenset({"where", "limit", "excuse", "at", "each"})


@attrs.frozen(slots=True, eq=False)
class NormDraft:
    """A duty whose bodies are known; exceptions from other norms, mentions and consequences are added last.

    ``id`` differs from the head's where an ``apply`` copied it.  ``excepted`` and so on are ids, with where they are
    named.  ``applies_on``: what is read to know whether it applies.
    ``own``: its drafts without interpretations, where ``drafts`` have one.
    """

    head: NormHead
    id: str
    labels: tree.Labels
    cites: tuple[str, ...]
    instrument: InstrumentTable
    subject: str
    bearer: str
    items: str | None
    record: str | None
    owed_to: str | None
    drafts: tuple[Draft, ...]
    excepted: tuple[tuple[str, tree.Span], ...]
    prevails_over: tuple[tuple[str, tree.Span], ...]
    in_addition_to: tuple[str, ...]
    failing: tuple[str, ...]
    law_as_on: str | None
    note: str | None
    formerly: tuple[str, ...]
    applies_on: tuple[Mention, ...]
    own: tuple[Draft, ...] = ()
    each: Each | None = None
    joint: tuple[tuple[str, str], ...] = ()


# --- first look ------------------------------------------------------------------------------------------------


def declare_norm(tables: Tables, module: ModuleText, block: tree.Norm) -> NormHead | None:
    """Who bears a norm and what it is about, so that other norms can name it."""
    instrument = tables.instrument_of[module.name]
    if instrument is None:
        hint = "declare the instrument in this file, or use the file of one instrument"
        tables.findings.add("P0615", module.place(block.name.span), hint=hint, name=block.name.text)
        return None
    id = f"{instrument.name}/{block.name.text}"
    first = tables.norm_ids.get(id)
    if first is not None:
        places = (
            first.module.place(first.block.name.span, "first here"),
            module.place(block.name.span, "and again here"),
        )
        if first.module is module:
            tables.findings.add("P0205", *places, name=block.name.text)
        else:
            said = {"first": first.module.source.name, "second": module.source.name}
            tables.findings.add("P0214", *places, name=block.name.text, **said)
        return None
    before = tables.findings.errors
    subject, bearer, items, record = _whose(tables, module, block)
    wrong = tables.findings.errors > before
    head = NormHead(id, block.name.text, block.kind, subject, bearer, items, record, module, block, wrong)
    tables.norm_ids[id] = head
    tables.norms.setdefault(head.name, []).append(head)
    return head


def _whose(
    tables: Tables, module: ModuleText, block: tree.Norm
) -> tuple[str | None, str | None, str | None, str | None]:
    """Subject, bearer, list and record of the ``on`` line."""
    lines = [line for line in block.lines if isinstance(line.body, tree.On)]
    if not lines:
        if block.kind in BORNE:
            hint = 'add a line such as "on Insurer"'
            tables.findings.add("P0339", module.place(block.name.span), hint=hint, norm=block.name.text)
        return None, None, None, None
    if len(lines) > 1:
        places = (module.place(lines[0].span), module.place(lines[1].span))
        tables.findings.add("P0342", *places, norm=block.name.text, line='"on"')
    on = cast(tree.On, lines[0].body)
    bearer = tables.party(module, on.bearer)
    if bearer is None:
        return None, None, None, None
    if bearer.kind == "record" and block.kind in BORNE:
        hint = f'write "on" the party that bears it, and "about each {bearer.name} in .."'
        tables.findings.add("P0224", module.place(on.bearer.span), hint=hint, name=bearer.name)
        return None, None, None, None
    if on.about is None:
        return bearer.name, bearer.name, None, None
    found = about(tables, module, on.about, bearer)
    return (None, None, None, None) if found is None else (found[0], bearer.name, found[1], found[2])


def about(
    tables: Tables, module: ModuleText, said: tree.About, bearer: PartyTable | None
) -> tuple[str, str | None, str | None] | None:
    """The subject, list and record of ``about each R in L of P`` or ``about P``."""
    record = tables.party(module, said.record)
    if record is None or said.items is None:
        return None if record is None else (record.name, None, None)
    owner = bearer if said.owner is None else tables.party(module, said.owner)
    if owner is None:
        return None
    scope = Conditions(tables, module, owner)
    found = scope.list_of(said.items)
    if found is None:
        return None
    if found[1].party is not record:
        name = found[1].party.name
        hint = f'write "about each {name} in {said.items.text}"'
        tables.findings.add("P0432", module.place(said.record.span), hint=hint, name=record.name, found=f"not {name}")
        return None
    return owner.name, said.items.text, record.name


# --- lines -----------------------------------------------------------------------------------------------------


def lower_norm(tables: Tables, head: NormHead, cites: tuple[str, ...]) -> NormDraft | None:
    """All of a duty but what other norms say of it; None where whose it is could not be read."""
    if head.id not in tables.lowered:
        tables.lowering.append(head.id)
        tables.lowered[head.id] = _lower_norm(tables, head, cites)
        tables.lowering.pop()
    found: NormDraft | None = tables.lowered[head.id]
    return found


def _lower_norm(tables: Tables, head: NormHead, cites: tuple[str, ...]) -> NormDraft | None:
    instrument = tables.instrument_of[head.module.name]
    if head.wrong or head.subject is None or head.bearer is None or instrument is None:
        return None
    subject = tables.parties[head.subject]
    item = None
    if head.items is not None and head.record is not None:
        item = (head.items, tables.parties[head.record])
    scope = Conditions(tables, head.module, subject, item, asks_effects=True)
    block = Block(tables, scope, head.block.name, head.block.lines)
    said = _Said(head, bearers=bearers_of(block, head.kind, head.block.lines))
    scope.period = recurring.period_of(block, head.kind)
    rule = norm_rule(block)
    for line in head.block.lines:
        block.check_bounds(line)
        _line(block, head, line, rule, said)
    _owed_to(tables, head.module, said)
    required = {
        "requirement": ("condition",), "obligation": ("act", "limit"), "prohibition": ("ban",), "checklist": ("item",),
        "power": ("act",),
    }[head.kind]  # fmt: skip
    drafts = block.assemble(lambda pieces, start: _body(block, head, pieces, start, said), required)
    if not drafts and not block.wrong:
        _nothing(block, head)
    return NormDraft(
        head, head.id, head.block.labels, cites, instrument, head.subject, head.bearer, head.items, head.record,
        said.owed_to or _authority(instrument, head), tuple(drafts), tuple(said.excepted), tuple(said.prevails),
        tuple(said.added), tuple(said.failing), said.law, said.note, tuple(said.formerly),
        tuple(mention for piece in block.pieces if piece.role in APPLIES_ON for mention in piece.mentions),
        each=said.each,
        joint=tuple((items, record.name) for items, record in said.bearers),
    )  # fmt: skip


def _authority(instrument: InstrumentTable, head: NormHead) -> str | None:
    """The instrument's authority, to whom duties are owed where nobody is named; nobody owes one to himself."""
    authority = instrument.decl.authority
    return None if authority == head.bearer or head.kind == "power" else authority


@attrs.define(slots=True, eq=False)
class _Said:
    """What the lines say that is not part of a body."""

    head: NormHead
    owed: tree.Name | None = None
    owed_to: str | None = None
    at: Fact | SpellDay | None = None
    excepted: list[tuple[str, tree.Span]] = attrs.field(factory=list)
    prevails: list[tuple[str, tree.Span]] = attrs.field(factory=list)
    added: list[str] = attrs.field(factory=list)
    failing: list[str] = attrs.field(factory=list)
    each: Each | None = None
    law: str | None = None
    law_line: tree.Line | None = None
    note: str | None = None
    formerly: list[str] = attrs.field(factory=list)
    bearers: tuple[Bearer, ...] = ()
    open: bool = False


def _owed_to(tables: Tables, module: ModuleText, said: _Said) -> None:
    """To whom the duty is owed."""
    if said.owed is None:
        return
    party = tables.parties.get(said.owed.text)
    if party is not None and party.kind == "record":
        tables.findings.add("P0224", module.place(said.owed.span), name=party.name)
    elif tables.party(module, said.owed) is not None:
        said.owed_to = said.owed.text


def _line(block: Block, head: NormHead, line: tree.Line, rule: str | None, said: _Said) -> None:
    scope, body, kind = block.scope, line.body, head.kind
    match body:
        case _ if kind == "power" and isinstance(body, NOT_IN_POWERS):
            misplaced(block, line, "a power")
        case tree.AfterWhich() if kind == "power":
            ends_which(block, line)
        case tree.Section():
            on = block.enter(line)
            if on is not None:
                misplaced(block, line, f"a {kind}: brackets belong in a definition")
        case tree.On():
            if body.where is not None:
                block.add("where", block.guarded(scope.condition(body.where), line), line)
        case tree.Where():
            block.add("where", block.guarded(scope.condition(body.condition), line), line)
        case tree.Unless() if said.bearers:
            add_personal(block, line, body, said.bearers)
        case tree.Unless():
            condition = block.guarded(scope.condition(body.condition), line)
            excuse = None if condition is None else Excuse(condition, (), block.module.line(line.span))
            block.add("excuse", excuse, line)
        case tree.UnlessProves():
            refuse_then(block, body)
            condition = block.guarded(proved(scope, body), line)
            excuse = None if condition is None else Excuse(condition, (), block.module.line(line.span))
            block.add("excuse", excuse, line)
        case tree.ExceptWhere():
            _except(block, head, line, body, said)
        case tree.PrevailsOver() | tree.InAdditionTo():
            _beside(block, head, line, body, said)
        case tree.FailingWhich():
            said.failing.append(body.name.text)
        case tree.OwedTo():
            if said.owed is not None:
                places = (block.module.place(said.owed.span), block.module.place(body.span))
                block.tables.findings.add("P0342", *places, norm=head.name, line='"to"')
            said.owed = body.party
        case tree.Each() | tree.OnLastDay():
            said.each = recurring.recurrence(block, line)
            block.add("each", said.each, line)
        case tree.Since():
            recurs = any(isinstance(one.body, tree.Each | tree.OnLastDay) for one in block.lines)
            if not recurs and not repeats(block):
                hint = 'write "each" and the period, or "at least every" so long'
                block.tables.findings.add("P0324", block.module.place(line.span), hint=hint, norm=head.name)
        case tree.LawAsOn():
            if said.law_line is not None:
                places = (block.module.place(said.law_line.span), block.module.place(line.span))
                block.tables.findings.add("P0508", *places, norm=head.name)
            said.law_line = line
            event = None if body.event is None else scope.event(body.event)
            said.law = "" if body.event is None else event[0].name if event is not None else None
            if event is not None and event[0].binder != 0:
                scope.refuse("P0902", body, phrase="law as on an event of the item")
            scope.take_mentions()
        case tree.Note():
            said.note = body.text if said.note is None else f"{said.note} {body.text}"
        case tree.Formerly():
            _formerly(block, head, body, said)
        case tree.Cites() | tree.CountedBy():
            pass
        case _:
            _clause(block, head, line, rule, said)


def _clause(block: Block, head: NormHead, line: tree.Line, rule: str | None, said: _Said) -> None:
    """What is demanded, by the kind of norm."""
    scope, body = block.scope, line.body
    match head.kind, body:
        case _, tree.ConditionClause(expr=tree.CountedDay()):
            misplaced(block, line, f"{'an' if head.kind == 'obligation' else 'a'} {head.kind}")
        case "requirement", tree.ConditionClause():
            assert not isinstance(body.expr, tree.CountedDay)
            block.add("condition", clause(block, scope.condition(body.expr), line), line)
        case "requirement", tree.OneOf():
            for label, found in block.one_of(line):
                block.add("condition", clause(block, found, line), line, label)
        case "checklist", tree.ForAct():
            if said.at is not None:
                block.tables.findings.add("P0342", block.module.place(line.span), norm=head.name, line='"for"')
            event = scope.event(body.event)
            said.at, said.open = None if event is None else event[0], body.open
            block.add("at", said.at, line)
        case "checklist", tree.Item():
            add_item(block, line, body)
        case "checklist", tree.BorrowedItems():
            _borrow(block, head, line, body)
        case "checklist", tree.ConditionClause():
            hint = "begin an item with its letter, such as: a  business_plan"
            block.tables.findings.add(
                "P0341", block.module.place(line.span), hint=hint, line="a line without a letter", block="a checklist"
            )
        case "requirement", tree.At():
            if said.at is not None:
                block.tables.findings.add("P0342", block.module.place(line.span), norm=head.name, line='"at"')
            if isinstance(body.event, tree.SpellDay):
                said.at = scope.spell_day(body.event)
            elif isinstance(body.event, tree.BreachDay):
                hint = "time runs from a breach; a requirement is judged at an event"
                scope.refuse(
                    "P0362", body.event, hint=hint, norm=body.event.norm.text, reason="nothing is judged on it"
                )
            else:
                event = scope.event(body.event)
                said.at = None if event is None else event[0]
            block.add("at", said.at, line)
        case "requirement", tree.LimitClause() | tree.Must(
            limit=tree.After()
            | tree.Before()
            | tree.Until()
            | tree.ByDate()
            | tree.AfterSet()
            | tree.Forthwith()
            | tree.NoStatedTime()
            | tree.Regularly()
            | tree.Practicable()
            | tree.Whichever()
            | tree.InAnyCase()
        ):
            hint = "write an obligation: must .. within .. of .."
            block.tables.findings.add("P0346", block.module.place(line.span), hint=hint)
        case "requirement", tree.Adjustment(kind="at least" | "at most" as word):
            sign = ">=" if word == "at least" else "<="
            hint = f"write the figure before it: capital {sign} .."
            block.tables.findings.add("P0357", block.module.place(line.span), hint=hint, word=word)
        case "obligation", tree.Must():
            _must(block, line, body, rule, said.bearers)
        case "requirement" | "prohibition", tree.While():
            while_(block, body.state, line, "where" if head.kind == "requirement" else "while")
        case "obligation", tree.LimitClause(limit=tree.Wait()):
            misplaced(block, line, "an obligation: a wait is what an act must not be done before")
        case "obligation", tree.ExtendedTo() | tree.ExtensionCap() | tree.SuspendedWhile():
            add_extension(block, line, body, rule)
        case "obligation" | "prohibition", tree.LimitClause():
            if head.kind == "obligation" or window_of_prohibition(block, body.limit):
                window(block, line, body.limit, rule)
        case "power", tree.May():
            may(block, line, body, rule)
        case "power", tree.LimitClause():
            power_limit(block, line, body.limit, rule)
        case "power", tree.ExtendedTo() | tree.ExtensionCap() | tree.SuspendedWhile():
            add_extension(block, line, body, rule)
        case "prohibition", tree.MustNot():
            must_not(block, line, body, rule)
        case "prohibition", tree.MayOnly():
            may_only(block, line, body)
        case _:
            misplaced(block, line, f"{'an' if head.kind == 'obligation' else 'a'} {head.kind}")


def _borrow(block: Block, head: NormHead, line: tree.Line, body: tree.BorrowedItems) -> None:
    """Items of another list, which is read first; lists that borrow from each other in a circle are refused."""
    tables = block.tables
    other = lender(block, head, body)
    drafts: tuple[Draft, ...] = ()
    if other is not None and other.id in tables.lowering:
        circle = [tables.norm_ids[id] for id in tables.lowering[tables.lowering.index(other.id) :]]
        least = min(range(len(circle)), key=lambda n: circle[n].name)
        circle = [*circle[least:], *circle[:least]]
        names = [one.name for one in circle]
        places = [one.module.place(one.block.name.span) for one in circle]
        tables.findings.add("P0376", *places, circle=" → ".join([*names, names[0]]))
    elif other is not None:
        draft = lower_norm(tables, other, cites_of(tables, other.module, other.block.lines))
        drafts = () if draft is None else draft.drafts
    if other is None or not drafts:
        block.add("item", None, line)
        return
    add_borrowed(block, line, body, other, drafts)


def _must(block: Block, line: tree.Line, body: tree.Must, rule: str | None, bearers: Sequence[Bearer]) -> None:
    scope = block.scope
    if isinstance(body.what, tree.Name) and scope.frame_of(body.what) is None and not scope.choices(body.what.text):
        scope.unknown(body.what, code="P0215", kinds=("event",))
        return
    acts = scope.acts(body.what)
    if acts is None and isinstance(body.what, tree.Name) and not scope.choices(body.what.text):
        meant = scope.look_up(body.what)
        if meant is not None and meant.kind not in ("condition", "event"):
            scope.refuse("P0348", body.what, name=body.what.text)
            return
        scope.take_mentions()
    if acts is None:
        condition = scope.condition(body.what)
        if bearers:
            block.tables.findings.add("P0366", block.module.place(body.what.span))
        block.add("act", None if condition is None else Act((), "all", condition), line)
    else:
        others = by_others(block, acts[0], bearers)
        block.add("act", Act(acts[0], acts[1], None, others) if acts[0] else None, line)
    if body.limit is not None:
        block.add("limit", limit_case(block, body.limit, line, rule), line)
    elif line.guard is not None:
        guard_without_limit(block, line)


def _except(block: Block, head: NormHead, line: tree.Line, body: tree.ExceptWhere, said: _Said) -> None:
    ids: list[str] = []
    for name in body.norms:
        other = _other(block, head, name)
        if other is not None:
            ids.append(other.id)
            said.excepted.append((other.id, name.span))
    excuse = Excuse(None, tuple(ids), block.module.line(line.span)) if len(ids) == len(body.norms) else None
    if line.guard is not None and excuse is not None:
        misplaced_guard = block.module.place(line.guard.span)
        block.tables.findings.add("P0341", misplaced_guard, line='"if"', block="an exception by another norm")
    block.add("excuse", excuse, line)


def _other(block: Block, head: NormHead, name: tree.Name) -> NormHead | None:
    """Another duty on the same subject and about the same list."""
    other = block.tables.norm(block.module, name)
    if other is None or other.wrong:
        return None
    if other.id == head.id:
        block.tables.findings.add("P0226", block.module.place(name.span), name=name.text)
        return None
    if other.kind not in DUTIES:
        hint = "an exception is a condition, or another duty"
        block.tables.findings.add(
            "P0203", block.module.place(name.span, f"this is a {other.kind}"), hint=hint, name=name.text
        )
        return None
    if other.subject != head.subject or (other.items is not None and other.items != head.items):
        place = other.module.place(other.block.name.span)
        block.tables.findings.add("P0353", block.module.place(name.span), place, norm=head.name, other=other.name)
        return None
    return other


def _beside(
    block: Block, head: NormHead, line: tree.Line, body: tree.PrevailsOver | tree.InAdditionTo, said: _Said
) -> None:
    if line.since is not None or line.before is not None or line.guard is not None or line.reading is not None:
        hint = "write it without a version, reading or condition"
        word = "this line, for some cases only,"
        block.tables.findings.add("P0341", block.module.place(line.span), hint=hint, line=word, block="a norm")
    for name in body.norms:
        other = _other(block, head, name)
        if other is None:
            continue
        if isinstance(body, tree.PrevailsOver):
            if other.items != head.items:
                place = other.module.place(other.block.name.span)
                block.tables.findings.add(
                    "P0353", block.module.place(name.span), place, norm=head.name, other=other.name
                )
            else:
                said.prevails.append((other.id, name.span))
        else:
            said.added.append(other.id)


def _formerly(block: Block, head: NormHead, body: tree.Formerly, said: _Said) -> None:
    for name in body.names:
        taken = block.tables.norm_ids.get(f"{head.instrument}/{name.text}")
        if taken is not None:
            places = (block.module.place(name.span), taken.module.place(taken.block.name.span))
            block.tables.findings.add("P0220", *places, name=name.text, norm=head.name)
        said.formerly.append(name.text)


# --- bodies ----------------------------------------------------------------------------------------------------


def _body(block: Block, head: NormHead, pieces: Sequence[Piece], start: date | None, said: _Said) -> NormBody | None:
    demand = _demand(block, head, pieces, start, said)
    if demand is None:
        return None
    excuses = tuple(cast(Excuse, piece.core) for piece in pieces if piece.role == "excuse")
    personal = personal_of(pieces, said.bearers)
    return NormBody(where_of(pieces), demand, excuses, (), block.doubts(pieces), personal=personal)


def _demand(block: Block, head: NormHead, pieces: Sequence[Piece], start: date | None, said: _Said) -> Demand | None:
    if head.kind == "requirement":
        conditions = condition_list(block, pieces)
        return None if conditions is None else Requirement(conditions, said.at)
    if head.kind == "checklist":
        assert not isinstance(said.at, SpellDay), "a checklist is of an act"
        return checklist_of(block, pieces, said.at, said.open)
    role = "act" if head.kind in ("obligation", "power") else "ban"
    found = [piece for piece in pieces if piece.role == role]
    if len(found) > 1:
        places = (block.module.place(found[0].span), block.module.place(found[1].span))
        block.tables.findings.add("P0332", *places, norm=head.name)
    if not found:
        return None
    if head.kind == "prohibition":
        ban = cast(Ban, found[0].core)
        refuse_open(block, pieces)
        return prohibition(block, pieces, ban, start)
    if head.kind == "power":
        return power(block, pieces, found[0], start)
    if not any(piece.role == "limit" for piece in pieces):
        return None
    limits: tuple[LimitCase, ...] = limits_of(block, pieces, start)
    act = cast(Act, found[0].core)
    check_acts(block, found[0], act.acts, limits)
    suspended, extension = suspended_by(block, pieces, limits), extension_of(block, pieces, limits)
    return Obligation(act.acts, act.mode, act.condition, limits, suspended, extension, act.by_others)  # type: ignore[arg-type]  # a condition by its line


def _nothing(block: Block, head: NormHead) -> None:
    """Reports a norm that demands nothing at any time."""
    place = block.module.place(block.name.span)
    roles = {piece.role: piece for piece in block.pieces}
    if head.kind == "requirement":
        block.tables.findings.add("P0334", place, norm=head.name)
    elif head.kind == "checklist" and "item" not in roles:
        block.tables.findings.add("P0377", place, norm=head.name)
    elif head.kind == "checklist":
        hint = 'add a line: "for" and the act, such as: for application'
        block.tables.findings.add("P0378", place, hint=hint, norm=head.name)
    elif head.kind == "prohibition":
        hint = "add a line: must not, and the act"
        block.tables.findings.add("P0335", place, hint=hint, norm=head.name)
    elif head.kind == "power":
        hint = "add a line: may, and the act"
        block.tables.findings.add("P0394", place, hint=hint, norm=head.name)
    elif "act" not in roles:
        hint = "add a line: must, and the act"
        block.tables.findings.add("P0333", place, hint=hint, norm=head.name)
    else:
        act = roles["act"]
        core = cast(Act, act.core)
        acts = {fact.name for fact in core.acts}
        events = (
            fact.name
            for frame in reversed(block.scope.base_frames)
            for fact in frame.party.facts.values()
            if fact.kind == "event" and fact.period is None and fact.name not in acts
        )
        event = next(events, "EVENT")
        none = f"where the law states none: at no stated time after {event}"
        hint = f"add a line such as: within 30 days of {event}; {none}"
        words = " and ".join(fact.name for fact in core.acts) or "this"
        block.tables.findings.add("P0330", block.module.place(act.span), hint=hint, act=words)
