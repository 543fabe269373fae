"""Consequences, lapses and statements: what a breach or an act brings, and what no fact can decide."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import cast

import attrs

from prazo.dsl.check.amounts import amount_words
from prazo.dsl.check.blocks import Block, Draft, Piece, where_of
from prazo.dsl.check.breaches import follows, not_following
from prazo.dsl.check.concerned import DUTIES, LAPSES, concerned_items, failing_which, subject_of_breaches
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.definitions import add_adjustments, misplaced
from prazo.dsl.check.marks import Marks
from prazo.dsl.check.mentions import Followed
from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.presumptions import proved, refuse_then
from prazo.dsl.check.tables import InstrumentTable, NormHead, Tables, labels_of
from prazo.dsl.core.nodes import (
    Adjust,
    Bounds,
    Condition,
    Consequence,
    ConsequenceBody,
    Fact,
    Labels,
    Literal,
    Not,
    Statement,
    Versioned,
)
from prazo.dsl.core.spans import by_version
from prazo.dsl.syntax import tree


@attrs.frozen(slots=True, eq=False)
class ConsequenceDraft:
    """A consequence whose bodies are known; the norms that bring it are added last.

    ``items`` and ``record``: the list of whose items it speaks.  ``named``: the norms of ``for breach of``.
    ``every_of``: the instrument of ``for any breach in``.
    """

    head: NormHead
    instrument: InstrumentTable
    cites: tuple[str, ...]
    subject: str
    items: str | None
    record: str | None
    named: tuple[str, ...]
    every_of: str | None
    upon: Fact | None
    imposed_by: str | None
    unit: str | None
    drafts: tuple[Draft, ...]
    note: str | None
    formerly: tuple[str, ...]


@attrs.define(slots=True, eq=False)
class _Said:
    named: list[str] = attrs.field(factory=list)
    every_of: str | None = None
    sources: list[tree.Line] = attrs.field(factory=list)
    upon: Fact | None = None
    imposed_by: str | None = None
    unit: str | None = None
    note: str | None = None
    formerly: list[str] = attrs.field(factory=list)


def lower_consequence(tables: Tables, head: NormHead, cites: tuple[str, ...]) -> ConsequenceDraft | None:
    """The bodies of a consequence."""
    if head.wrong:
        return None
    instrument = tables.instrument_of[head.module.name]
    subject = _subject(tables, head)
    if subject is None or instrument is None:
        return None
    items, record = concerned_items(tables, head)
    item = None if items is None or record is None else (items, tables.parties[record])
    scope = Conditions(tables, head.module, tables.parties[subject], item, asks_effects=True)
    block = Block(tables, scope, head.block.name, head.block.lines)
    said = _Said()
    # Bounds come before what is said of them, wherever the lines stand.
    for line in head.block.lines:
        if isinstance(line.body, tree.Range) and said.unit is None:
            before = tables.findings.errors
            low = scope.figure(line.body.low)
            said.unit = None if low is None or tables.findings.errors > before else low.unit
            scope.take_mentions()
    for line in head.block.lines:
        block.check_bounds(line)
        _line(block, head, line, said)
    drafts = block.assemble(lambda pieces, start: _body(block, pieces, start), ())
    return ConsequenceDraft(
        head, instrument, cites, subject, items, record, tuple(said.named), said.every_of, said.upon, said.imposed_by,
        said.unit, tuple(drafts), said.note, tuple(said.formerly),
    )  # fmt: skip


def _subject(tables: Tables, head: NormHead) -> str | None:
    """As said, else the one subject of the norms whose breach brings it; reports where there is none, or several."""
    if head.subject is not None:
        return head.subject
    lines = [line.body for line in head.block.lines if isinstance(line.body, tree.ForBreach)]
    for name in (name for body in lines for name in body.norms):
        other = tables.norm(head.module, name)
        if other is None or other.wrong:
            return None
        if other.kind not in DUTIES:
            place = head.module.place(name.span, f"this is a {other.kind}")
            tables.findings.add("P0203", place, name=name.text)
            return None
    found = subject_of_breaches(tables, head)
    if found is not None:
        return found
    place = head.module.place(head.block.name.span)
    upon = any(isinstance(line.body, tree.Upon) for line in head.block.lines)
    if not lines and not upon and not any(failing_which(tables, head)):
        hint = 'add "for breach of N", "upon ACT", or "failing which" in a norm'
        tables.findings.add("P0336", place, hint=hint, norm=head.name)
        return None
    tables.findings.add("P0339", place, hint='add a line such as "on Insurer"', norm=head.name)
    return None


def _line(block: Block, head: NormHead, line: tree.Line, said: _Said) -> None:
    scope, body, tables = block.scope, line.body, block.tables
    match body:
        case tree.Section():
            if block.enter(line) is not None:
                misplaced(block, line, "a consequence: brackets belong in a definition")
        case tree.On():
            if body.where is not None:
                block.add("where", block.guarded(scope.condition(body.where), line), line)
        case tree.Where():
            block.add("where", block.guarded(scope.condition(body.condition), line), line)
        case tree.UnlessProves():
            refuse_then(block, body)
            condition = block.guarded(proved(scope, body), line)
            block.add("where", None if condition is None else Not(condition), line)
        case tree.Range():
            low = scope.figure(body.low, said.unit)
            high = scope.figure(body.high, said.unit)
            guard, read = block.guard(line)
            if isinstance(low, Literal) and isinstance(high, Literal) and low.value > high.value:
                lower, upper = amount_words(low.value, low.unit), amount_words(high.value, high.unit)
                tables.findings.add("P0345", block.module.place(body.span), lower=lower, upper=upper)
            if low is None or high is None or not read:
                scope.take_mentions()
                return
            block.add("bounds", Bounds(low, high, guard, block.module.line(line.span)), line)
        case tree.Adjustment():
            units = {} if said.unit is None else {"lower": said.unit, "upper": said.unit}
            add_adjustments(block, body, line, units)
        case tree.ForBreach():
            said.sources.append(line)
            if body.instrument is not None:
                instrument = tables.instrument(block.module, body.instrument)
                said.every_of = None if instrument is None else instrument.name
            for name in body.norms:
                other = tables.norm(block.module, name)
                if other is not None and other.kind not in DUTIES:
                    place = block.module.place(name.span, f"this is a {other.kind}")
                    tables.findings.add("P0203", place, name=name.text)
                elif other is not None and head.items not in (None, other.items):
                    places = (block.module.place(name.span), other.module.place(other.block.name.span))
                    tables.findings.add("P0353", *places, norm=head.name, other=other.name)
                elif other is not None:
                    said.named.append(other.id)
            if body.imposed_by is not None and tables.party(block.module, body.imposed_by) is not None:
                said.imposed_by = body.imposed_by.text
        case tree.Upon():
            said.sources.append(line)
            event = scope.event(body.act)
            said.upon = None if event is None else event[0]
            block.add("upon", said.upon, line)
        case tree.EndsWhen():
            block.add("ends", block.guarded(scope.condition(body.condition), line), line)
        case tree.Note():
            said.note = body.text if said.note is None else f"{said.note} {body.text}"
        case tree.Formerly():
            said.formerly += [name.text for name in body.names]
        case tree.Cites():
            pass
        case _:
            misplaced(block, line, "a consequence")


def _body(block: Block, pieces: Sequence[Piece], start: date | None) -> ConsequenceBody | None:
    if block.sections and not any(piece.section is not None for piece in pieces):
        return None
    found = [piece for piece in pieces if piece.role == "bounds"]
    bounds = tuple(cast(Bounds, piece.core) for piece in found)
    where = where_of(pieces)
    if bounds:
        block.exactly_one(found, [one.guard for one in bounds], "amounts", where)
    adjustments = tuple(cast(Adjust, piece.core) for piece in pieces if piece.role == "adjustment")
    if adjustments and not bounds:
        return None
    ends = [cast(Condition, piece.core) for piece in pieces if piece.role == "ends"]
    if len(ends) > 1:
        places = [block.module.place(piece.span) for piece in pieces if piece.role == "ends"]
        block.tables.findings.add("P0342", *places[:2], norm=block.name.text, line='"ends when"')
    return ConsequenceBody(where, bounds, adjustments, ends[0] if ends else None, (), block.doubts(pieces))


# --- what brings them ------------------------------------------------------------------------------------------


@attrs.frozen(slots=True, eq=False)
class Effects:
    """Consequences with the norms that bring each, and for each norm the ids of what its breach brings."""

    drafts: tuple[ConsequenceDraft, ...]
    norms: dict[str, tuple[str, ...]]
    lapses: dict[str, tuple[InstrumentTable, str, list[NormDraft]]]
    failing: dict[str, tuple[str, ...]]

    def finished(self, followed: Followed, marks: Marks) -> list[Consequence]:
        found = [self._consequence(one, followed, marks) for one in self.drafts]
        return found + [self._lapse(id, *said) for id, said in self.lapses.items()]

    def _consequence(self, draft: ConsequenceDraft, followed: Followed, marks: Marks) -> Consequence:
        head = draft.head
        versions: list[Versioned[ConsequenceBody]] = []
        for one in draft.drafts:
            whole: Versioned[ConsequenceBody] = Versioned(one.version, one.start, one.end, ())
            names = [part.version for part in by_version(whole, draft.instrument.decl.versions)]
            bodies: list[tuple[str | None, ConsequenceBody]] = []
            for label, body, mentions in one.bodies:
                assert isinstance(body, ConsequenceBody)
                paths = followed.paths(mentions, draft.items)
                doubts = marks.of(draft, names, body.marks, mentions, paths)
                bodies.append((label, attrs.evolve(body, mentions=paths, marks=doubts)))
            versions.append(Versioned(one.version, one.start, one.end, tuple(bodies)))
        return Consequence(
            head.id, "consequence", labels_of(head.block.labels), draft.cites, draft.instrument.name,
            draft.instrument.decl.force, draft.subject, self.norms[head.id], draft.upon, draft.imposed_by, draft.unit,
            tuple(versions), draft.note, draft.formerly, head.module.line(head.block.name.span),
            None if draft.items is None else Fact(0, draft.items), draft.record,
        )  # fmt: skip

    def _lapse(self, id: str, instrument: InstrumentTable, name: str, norms: list[NormDraft]) -> Consequence:
        first = norms[0]
        versions = instrument.decl.versions
        body = ConsequenceBody(None, (), (), None, ())
        whole = Versioned(versions[0].name, versions[0].start, versions[-1].end, ((None, body),))
        cites = tuple(dict.fromkeys(place for one in norms for place in one.cites))
        words = name.replace("_", " ")
        return Consequence(
            id, "lapse", Labels(en=f"{words[:1].upper()}{words[1:]} lapses"), cites, instrument.name,
            instrument.decl.force, first.subject, tuple(sorted(one.id for one in norms)), None, None, None, (whole,),
            None, (), first.head.module.line(first.head.block.name.span),
        )  # fmt: skip


def finish_consequences(
    tables: Tables, norms: Sequence[NormDraft], consequences: Sequence[ConsequenceDraft]
) -> Effects:
    """Which norms bring which consequence; reports names that are none, and consequences of nothing."""
    by_id = {one.head.id: one for one in consequences}
    brings: dict[str, set[str]] = {one.head.id: set(one.named) for one in consequences}
    for one in consequences:
        if one.every_of is not None:
            brings[one.head.id] |= {
                norm.id
                for norm in norms
                if norm.instrument.name == one.every_of
                and norm.subject == one.subject
                and norm.head.kind in DUTIES
                and norm.bearer == one.subject  # what somebody else owes is that one's breach
            }
    lapses: dict[str, tuple[InstrumentTable, str, list[NormDraft]]] = {}
    duties: dict[str, set[str]] = {}
    for norm in norms:
        for line in norm.head.block.lines:
            body = line.body
            if not isinstance(body, tree.FailingWhich | tree.AfterWhich):
                continue
            if isinstance(body, tree.FailingWhich) and body.lapses:
                _lapse(tables, norm, body, lapses)
                continue
            other = tables.norm(norm.head.module, body.name)
            if other is None or other.wrong:
                continue
            if other.id == norm.id:
                hint = "name what follows: a consequence"
                tables.findings.add("P0355", norm.head.module.place(body.name.span), hint=hint, norm=norm.head.name)
            elif other.kind == "obligation" and isinstance(body, tree.FailingWhich):
                further = next((one for one in norms if one.id == other.id), None)
                if further is not None and norm.id == norm.head.id:
                    if follows(further, norm.id):
                        duties.setdefault(norm.id, set()).add(other.id)
                    else:
                        not_following(tables, norm, body.name, further)
            elif other.kind != "consequence":
                word = "after" if isinstance(body, tree.AfterWhich) else "failing"
                phrase = f"{word} which, with {'an' if other.kind == 'obligation' else 'a'} {other.kind}"
                tables.findings.add("P0902", norm.head.module.place(body.name.span), phrase=phrase)
            elif other.id in by_id and not _reaches(by_id[other.id], norm):
                if norm.id != norm.head.id:
                    continue  # a copy for another party, whom this consequence does not reach
                places = (norm.head.module.place(body.name.span), other.module.place(other.block.name.span))
                tables.findings.add("P0353", *places, norm=norm.head.name, other=other.name)
            elif other.id in brings:
                brings[other.id].add(norm.id)
    for one in consequences:
        if not brings[one.head.id] and one.upon is None and one.every_of is None and not tables.findings.errors:
            hint = 'add "for breach of N", "upon ACT", or "failing which" in a norm'
            place = one.head.module.place(one.head.block.name.span)
            tables.findings.add("P0336", place, hint=hint, norm=one.head.name)
    sorted_norms = {id: tuple(sorted(found)) for id, found in brings.items()}
    failing: dict[str, set[str]] = duties
    for id, found in sorted_norms.items():
        for norm_id in found:
            failing.setdefault(norm_id, set()).add(id)
    for id, (_, _, drafts) in lapses.items():
        for draft in drafts:
            failing.setdefault(draft.id, set()).add(id)
    return Effects(
        tuple(consequences), sorted_norms, lapses, {id: tuple(sorted(found)) for id, found in failing.items()}
    )


def _reaches(consequence: ConsequenceDraft, norm: NormDraft) -> bool:
    """Whether a breach of the norm can bring the consequence: the same subject and, of one about items, its items."""
    return consequence.subject == norm.subject and consequence.items in (None, norm.items)


def _lapse(
    tables: Tables,
    norm: NormDraft,
    body: tree.FailingWhich,
    lapses: dict[str, tuple[InstrumentTable, str, list[NormDraft]]],
) -> None:
    id = f"{norm.instrument.name}/{body.name.text}{LAPSES}"
    taken = tables.norm_ids.get(id)
    if taken is not None:
        places = (taken.module.place(taken.block.name.span), norm.head.module.place(body.name.span))
        tables.findings.add("P0205", *places, name=f"{body.name.text}_lapses")
        return
    drafts = lapses.setdefault(id, (norm.instrument, body.name.text, []))[2]
    if drafts and drafts[0].subject != norm.subject:
        other = drafts[0]
        places = (other.head.module.place(other.head.block.name.span), norm.head.module.place(body.name.span))
        tables.findings.add("P0353", *places, norm=other.head.name, other=norm.head.name)
        return
    if norm not in drafts:
        drafts.append(norm)


# --- statements ------------------------------------------------------------------------------------------------


def lower_statement(tables: Tables, head: NormHead, cites: tuple[str, ...]) -> Statement | None:
    """A provision that no fact decides, with the reason."""
    reasons: list[str] = []
    for line in head.block.lines:
        if isinstance(line.body, tree.Because):
            reasons.append(line.body.text)
        elif not isinstance(line.body, tree.Cites | tree.Note | tree.On | tree.Formerly):
            place = head.module.place(line.span)
            tables.findings.add("P0341", place, line="this line", block="a statement")
    if not reasons:
        hint = 'add a line: because "..."'
        tables.findings.add("P0338", head.module.place(head.block.name.span), hint=hint, norm=head.name)
        return None
    return Statement(
        head.id, labels_of(head.block.labels), cites, head.instrument, " ".join(reasons),
        head.module.line(head.block.name.span),
    )  # fmt: skip
