"""``apply``: norms of other places hold, with the necessary changes, for another party or record.

A copy is made of every norm that cites one of the places.  What it reads of the party or record that is replaced is
read of the new one: the fact of the same name and kind, or the one that a line ``with THEIRS as OURS`` gives.  A norm
about each item of a list is about each of the new party's own list of such items; applied to the items of another
list of the same party, it is about those.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import attrs

from prazo.dsl.check.blocks import Draft
from prazo.dsl.check.citations import steps
from prazo.dsl.check.cited import checked_place, cites_of
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.norms import NormDraft, about
from prazo.dsl.check.scope import Mention, Scope
from prazo.dsl.check.tables import PartyTable, Tables, kind_words
from prazo.dsl.core.nodes import (
    And,
    BreachDay,
    Condition,
    Defined,
    DefinedDay,
    DefinedFigure,
    Excuse,
    Fact,
    FactDecl,
    InEffect,
    NormBody,
    Place,
)
from prazo.dsl.diagnostics import model as diagnostics
from prazo.dsl.syntax import tree

N = TypeVar("N")


@attrs.frozen(slots=True, eq=False)
class _Target:
    """To whom the norms apply: the subject, the list of it (None: the subject itself), and the party or record."""

    module: ModuleText
    block: tree.Apply
    subject: str
    items: str | None
    party: PartyTable
    cites: tuple[str, ...]
    where: tuple[Condition, ...]
    mentions: tuple[Mention, ...]
    marks: tuple[str, ...]


def apply_all(tables: Tables, modules: Sequence[ModuleText], norms: Sequence[NormDraft]) -> list[NormDraft]:
    """The copies that every ``apply`` block makes; reports facts that the new party or record does not have."""
    found: dict[str, NormDraft] = {}
    for module in modules:
        for block in module.tree.blocks:
            if not isinstance(block, tree.Apply):
                continue
            target = _target(tables, module, block)
            if target is not None:
                for copy in _apply(tables, target, norms):
                    if copy.id in found:
                        place = module.place(block.span)
                        tables.findings.add("P0205", place, name=copy.id)
                    found[copy.id] = copy
    return list(found.values())


def _target(tables: Tables, module: ModuleText, block: tree.Apply) -> _Target | None:
    for line in block.lines:
        if not isinstance(line.body, tree.Cites | tree.UseFact | tree.Where | tree.Note):
            tables.findings.add("P0341", module.place(line.span), line="this line", block='"apply"')
    said = block.about
    cites = cites_of(tables, module, block.lines)
    if said.items is not None and said.owner is None:
        hint = f'write "each {said.record.text} in {said.items.text} of" and the party whose list it is'
        tables.findings.add("P0218", module.place(said.items.span), hint=hint, word=said.items.text)
        return None
    found = about(tables, module, said, None)
    if found is None:
        return None
    party = tables.parties[said.record.text]
    scope = Conditions(tables, module, tables.parties[found[0]], None if found[1] is None else (found[1], party))
    read = [scope.condition(line.body.condition) for line in block.lines if isinstance(line.body, tree.Where)]
    if None in read:
        return None
    where = tuple(one for one in read if one is not None)
    marks = tuple(line.unverified for line in block.lines if line.unverified is not None)
    return _Target(module, block, found[0], found[1], party, cites, where, scope.take_mentions(), marks)


def _apply(tables: Tables, target: _Target, norms: Sequence[NormDraft]) -> list[NormDraft]:
    chosen: list[NormDraft] = []
    for place in target.block.places:
        checked_place(tables, target.module, place)
        instrument = tables.instrument_of[target.module.name]
        name = place.instrument or (None if instrument is None else instrument.name)
        wanted = steps(place.place)
        here = [
            norm
            for norm in norms
            if norm.instrument.name == name
            and tables.sees(target.module, norm.head.module)
            and any(steps(cited)[: len(wanted)] == wanted for cited in norm.cites)
        ]
        if not here:
            hint = "use the file that has these norms"
            tables.findings.add("P0363", target.module.place(place.span), hint=hint, place=place.place)
        chosen += [norm for norm in here if norm not in chosen]
    with_lines = {
        line.body.theirs.text: line.body for line in target.block.lines if isinstance(line.body, tree.UseFact)
    }
    ids = {norm.id: f"{norm.id}@{target.party.name}" for norm in chosen}
    used: set[str] = set()
    copies = []
    for norm in chosen:
        copy = _Copy(tables, target, norm, with_lines, used, ids).made()
        if copy is not None:
            copies.append(copy)
    for name, line in with_lines.items():
        if chosen and name not in used and all(norm.drafts for norm in chosen):
            tables.findings.add("P0227", target.module.place(line.theirs.span), name=name)
    return copies


def _titled(labels: tree.Labels, party: PartyTable) -> tree.Labels:
    """The norm's titles, each with the new party's name in the same language, so that people can tell the two apart."""

    def with_party(title: str | None, name: str | None) -> str | None:
        return title if title is None or name is None else f"{title} ({name})"

    names = party.labels
    return attrs.evolve(
        labels,
        en=with_party(labels.en, names.en or party.name),
        pt=with_party(labels.pt, names.pt),
        zh=with_party(labels.zh, names.zh),
    )


class _Copy:
    """One norm, made again for the target."""

    def __init__(
        self,
        tables: Tables,
        target: _Target,
        norm: NormDraft,
        with_lines: dict[str, tree.UseFact],
        used: set[str],
        ids: dict[str, str],
    ) -> None:
        self.tables = tables
        self.target = target
        self.norm = norm
        self.with_lines = with_lines
        self.used = used
        self.ids = ids
        # The item of the norm is replaced by an item, else its subject, which has a list of its own.
        self.base = 0 if norm.items is None or target.items is None else 1
        self.old = tables.parties[norm.subject if self.base == 0 or norm.record is None else norm.record]
        self.shift = 1 if self.base == 0 and target.items is not None else 0
        self.names: dict[str, str | None] = {}

    def made(self) -> NormDraft | None:
        target, norm = self.target, self.norm
        before = self.tables.findings.errors
        if self.base == 1 and target.subject != norm.subject:
            hint = f'write "each .. in .. of {norm.subject}"'
            self._refuse("P0353", hint, norm=norm.head.name, other=target.party.name)
            return None
        if norm.joint and target.items is not None:
            self._refuse("P0366", "apply it to the party itself, not to each of a list")
            return None
        if self.shift and norm.law_as_on:
            self._refuse("P0902", None, phrase="law as on, in a norm that is applied to others")
        bearer = norm.bearer
        if self.base == 0 and norm.bearer == norm.subject:
            bearer = target.party.name if target.party.kind == "party" else target.subject
        drafts = tuple(
            Draft(one.version, one.start, one.end, tuple((r, self.body(b), self.read(m)) for r, b, m in one.bodies))
            for one in norm.drafts
        )
        applies_on = self.read(norm.applies_on)
        law_as_on = norm.law_as_on
        if law_as_on is not None and self.base == 0:  # an event of the subject, which is replaced
            law_as_on = self.fact(law_as_on)
        excepted = tuple((self._other(other), span) for other, span in norm.excepted)
        own_list = norm.items is not None and target.items is None
        items = self.fact(norm.items) if norm.items is not None and own_list else target.items
        if self.tables.findings.errors > before:
            return None
        return attrs.evolve(
            norm,
            id=self.ids[norm.id],
            labels=_titled(norm.labels, target.party),
            cites=tuple(dict.fromkeys((*norm.cites, *target.cites))),
            subject=target.subject,
            bearer=bearer,
            items=items,
            record=norm.record if own_list else target.party.name if items is not None else None,
            drafts=drafts,
            excepted=excepted,
            prevails_over=tuple((self.ids[other], span) for other, span in norm.prevails_over if other in self.ids),
            in_addition_to=tuple(self.ids[other] for other in norm.in_addition_to if other in self.ids),
            formerly=(),
            applies_on=applies_on,
            law_as_on=law_as_on,
            each=self.core(norm.each),
            joint=tuple((self.fact(items), record) for items, record in norm.joint),
        )

    # --- what it reads

    def body(self, body: object) -> object:
        """The body for the target, within the scope that the ``apply`` block adds to the norm's own."""
        copy = self.core(body)
        assert isinstance(copy, NormBody)
        copy = attrs.evolve(copy, marks=tuple(dict.fromkeys((*copy.marks, *self.target.marks))))
        parts = [*self.target.where, *(() if copy.where is None else (copy.where,))]
        if not self.target.where:
            return copy
        return attrs.evolve(copy, where=parts[0] if len(parts) == 1 else And(tuple(parts)))

    def read(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """What the copy reads: the scope of the ``apply`` block first."""
        return (*self.target.mentions, *self.mentions(mentions))

    def core(self, node: N) -> N:
        """A piece of core with its facts and definitions read of the new party or record."""
        match node:
            case Fact(binder, name, via) if binder == self.base:
                first, *rest = (*via, name)
                *through, last = (self.fact(first), *rest)
                return attrs.evolve(node, binder=self.binder(binder), name=last, via=tuple(through))
            case DefinedFigure(binder, name, _, via) | Defined(binder, name, via) | DefinedDay(binder, name, via):
                if binder == self.base:
                    name, via = (name, (self.fact(via[0]), *via[1:])) if via else (self.definition(name), via)
                return attrs.evolve(node, binder=self.binder(binder), name=name, via=via)
            case Fact(binder):
                return attrs.evolve(node, binder=self.binder(binder))
            case Excuse(condition, norms, place):
                return Excuse(self.core(condition), tuple(self._other(one) for one in norms), place)  # type: ignore[return-value]
            case InEffect(_, effect):
                name, owner = effect.rpartition("/")[2], self.norm.subject
                self._refuse("P0238", None, name=name, owner=owner, party=self.target.party.name)
                return node
            case BreachDay(other):
                name, owner = other.rpartition("/")[2], self.norm.subject
                self._refuse("P0238", None, name=name, owner=owner, party=self.target.party.name)
                return node
            case Place():
                return node
            case tuple():
                return tuple(self.core(one) for one in node)  # type: ignore[return-value]
        if not attrs.has(type(node)):
            return node
        fields = attrs.fields(type(node))  # type: ignore[arg-type]  # an attrs class by the line above
        return attrs.evolve(node, **{one.name: self.core(getattr(node, one.name)) for one in fields})  # type: ignore[type-var, misc, unused-ignore]

    def binder(self, binder: int) -> int:
        return binder + self.shift

    def mentions(self, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(self._mention(one) for one in mentions)

    def _mention(self, mention: Mention) -> Mention:
        if mention.base != self.base:
            return mention
        base = mention.base + self.shift
        if mention.path:
            return Mention(base, (self.fact(mention.path[0]), *mention.path[1:]), mention.definition)
        name = (mention.definition or "").rpartition("/")[2]
        return Mention(base, (), f"{self.target.party.name}/{self.definition(name)}")

    def fact(self, name: str) -> str:
        """The fact of the new party that stands for ``name`` of the old one; reports where there is none."""
        return self._mapped(name, self._fact)

    def definition(self, name: str) -> str:
        return self._mapped(name, self._definition)

    def _mapped(self, name: str, look: Callable[[str, tree.UseFact | None], str | None]) -> str:
        if name not in self.names:
            line = self.with_lines.get(name)
            self.used.add(name)
            self.names[name] = look(name if line is None else line.ours.text, line)
        return self.names[name] or name

    def _fact(self, ours: str, line: tree.UseFact | None) -> str | None:
        party = self.target.party
        old: FactDecl = self.old.facts[ours if line is None else line.theirs.text]
        new = party.facts.get(ours)
        if new is None:
            self._missing(ours, old.name, line)
            return None
        same = (old.kind, old.unit, old.period, old.of) == (new.kind, new.unit, new.period, new.of)
        if not same or set(old.values) != set(new.values):
            place = self.target.module.place(self.target.block.span if line is None else line.ours.span)
            expected = f"{old.name} of {self.old.name} is {kind_words(old.kind)}: this"
            self.tables.findings.add("P0401", place, expected=expected, found=f"{ours}, {kind_words(new.kind)}")
            return None
        return ours

    def _definition(self, ours: str, line: tree.UseFact | None) -> str | None:
        party = self.target.party
        old = self.old.definitions[ours if line is None else line.theirs.text]
        new = party.definitions.get(ours)
        if new is None or (new.kind, new.unit) != (old.kind, old.unit):
            hint = f'define it for {party.name}, or write "with {old.name} as .."'
            place = self.target.module.place(self.target.block.span if line is None else line.ours.span)
            self.tables.findings.add("P0228", place, self._norm_place(), hint=hint, name=ours, party=party.name)
            return None
        return ours

    def _missing(self, ours: str, theirs: str, line: tree.UseFact | None) -> None:
        party = self.target.party
        if line is not None:
            scope = Scope(self.tables, self.target.module, party)
            scope.unknown(line.ours)
            return
        hint = f'write "with {theirs} as .." and the fact of {party.name} that stands for it'
        place = self.target.module.place(self.target.block.span)
        self.tables.findings.add("P0127", place, self._norm_place(), hint=hint, party=party.name, name=ours)

    # --- other norms

    def _other(self, id: str) -> str:
        """The copy of another norm, where this ``apply`` makes one; else it must be on the same subject and no list."""
        if id in self.ids:
            return self.ids[id]
        other = self.tables.norm_ids[id]
        if other.subject != self.target.subject or other.items is not None:
            hint = "apply the place that it comes from too"
            self._refuse("P0353", hint, norm=self.norm.head.name, other=other.name)
        return id

    def _refuse(self, code: str, hint: str | None, **args: str) -> None:
        place = self.target.module.place(self.target.block.span)
        self.tables.findings.add(code, place, self._norm_place(), hint=hint, **args)

    def _norm_place(self) -> diagnostics.Place:
        head = self.norm.head
        return head.module.place(head.block.name.span, "this norm is applied")
