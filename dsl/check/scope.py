"""The names that a line can use: facts and definitions of the subject, of the item, and of the items of a list."""

from __future__ import annotations

import attrs

from prazo.dsl.check.concerned import Effect, effect_named
from prazo.dsl.check.findings import Findings
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.tables import DefinitionHead, PartyTable, Tables, kind_words
from prazo.dsl.core.nodes import (
    BreachDay,
    ChoiceIs,
    Condition,
    Day,
    DayFact,
    Defined,
    DefinedDay,
    DefinedFigure,
    Fact,
    FactDecl,
    Figure,
    FigureFact,
    Happened,
    InEffect,
    InState,
    Is,
    SpellDay,
)
from prazo.dsl.diagnostics.model import Place
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span
from prazo.dsl.time.periods import word_of

#: How deep one expression may be nested; the parser's own limit on brackets is lower.
DEEPEST = 120


@attrs.frozen(slots=True)
class Mention:
    """A line reads a fact, or all that a definition reads: ``path`` from the subject (``base`` 0) or the item (1).

    ``effect``: instead, all that this effect and what brings it read.
    """

    base: int
    path: tuple[str, ...]
    definition: str | None = None
    effect: str | None = None


@attrs.frozen(slots=True, eq=False)
class Frame:
    """A record whose facts can be named, read from ``binder``; ``base`` and ``path`` say where it is found.

    ``via``: the references that are followed from the binder to it.
    """

    binder: int
    party: PartyTable
    base: int
    path: tuple[str, ...]
    via: tuple[str, ...] = ()


@attrs.frozen(slots=True, eq=False)
class Meaning:
    """What a phrase is.

    ``kind``: "figure" (``unit``), "day", "event", "condition", "choice", "text", "list", "series", "reference".
    ``node`` is its core where it has one by itself; ``fact`` and ``declared`` where it is a bare fact.
    """

    kind: str
    node: Figure | Day | Condition | None = None
    unit: str | None = None
    fact: Fact | None = None
    declared: FactDecl | None = None

    @property
    def words(self) -> str:
        """As people say it: "an amount in MOP", "an event"."""
        if self.declared is not None and self.kind != "figure":
            return kind_words(self.declared.kind)
        if self.kind == "figure":
            return unit_words(self.unit or "")
        return {"day": "a date", "condition": "a condition", "event": "an event"}.get(self.kind, self.kind)


def unit_words(unit: str) -> str:
    return {"number": "a number", "percent": "a percentage", "date": "a date"}.get(unit, f"an amount in {unit}")


class Scope:
    """The names of one block, and what has been read in it so far (``mentions``, taken line by line)."""

    def __init__(
        self,
        tables: Tables,
        module: ModuleText,
        subject: PartyTable,
        item: tuple[str, PartyTable] | None = None,
        asks_effects: bool = False,
    ) -> None:
        """``item``: the list of the subject whose items the block is about, and their record.

        ``asks_effects``: whether its conditions may ask for the effects of other norms.
        """
        self.tables = tables
        self.findings: Findings = tables.findings
        self.module = module
        self.frames = [Frame(0, subject, 0, ())]
        if item is not None:
            self.frames.append(Frame(1, item[1], 1, ()))
        self.base_frames = tuple(self.frames)
        self.items = None if item is None else item[0]
        self.asks_effects = asks_effects
        self.mentions: list[Mention] = []
        self.rests_on: dict[str, Span] = {}
        self.it: Figure | None = None
        self.period: str | None = None
        self.depth = 0

    def period_kind(self, word: str) -> str:
        """A kind of period of whom the block speaks: of a financial year, with the day on which it ends."""
        return self.frames[0].party.financial_year if word == "financial year" else word

    def place(self, node: tree.Node, label: str = "") -> Place:
        return self.module.place(node.span, label)

    def refuse(self, code: str, node: tree.Node, /, label: str = "", hint: str | None = None, **args: str) -> None:
        self.findings.add(code, self.place(node, label), hint=hint, **args)

    def take_mentions(self) -> tuple[Mention, ...]:
        """What was read since the last call."""
        taken = tuple(self.mentions)
        self.mentions.clear()
        return taken

    def fact_info(self, fact: Fact) -> FactDecl | None:
        """The declaration of a fact of the subject or the item."""
        if fact.binder >= len(self.base_frames):
            return None
        party = self.base_frames[fact.binder].party
        for name in fact.via:
            party = self.tables.parties[party.facts[name].of or ""]
        return party.facts.get(fact.name)

    def speaks_of(self) -> str:
        """Whose facts can be named here, innermost first, for messages."""
        names = [frame.party.name for frame in reversed(self.frames)]
        return names[0] if len(names) == 1 else f"{names[0]}, or {' or '.join(names[1:])},"

    # --- looking up

    def frame_of(self, name: tree.Name) -> Frame | None:
        """The record whose fact or definition ``name`` is; None (not reported) where no record has it.

        Items of lists come first; a name that subject and item both have is reported, and None returned with it.
        """
        for frame in reversed(self.frames):
            if frame.party.has(name.text):
                return frame
        return None

    def ambiguous(self, name: tree.Name) -> bool:
        """Reports a name that the subject and the item both have (unless an item of a list has it too)."""
        if len(self.base_frames) < 2 or not all(frame.party.has(name.text) for frame in self.base_frames):
            return False
        if any(frame.party.has(name.text) for frame in self.frames[2:]):
            return False
        item, subject = self.base_frames[1].party, self.base_frames[0].party
        if item is subject:
            return False
        self.findings.add(
            "P0204",
            self.place(name, f"{name.text} of {item.name}, or of {subject.name}"),
            *(place for party in (item, subject) if (place := self.declared_at(party, name.text)) is not None),
            hint="give one of the two facts another name",
            name=name.text,
        )
        return True

    def declared_at(self, party: PartyTable, name: str) -> Place | None:
        if name in party.fact_spans:
            return party.fact_place(name, f"a fact of {party.name}")
        if name in party.definitions:
            head = party.definitions[name]
            return head.module.place(head.block.name.span, f"defined for {party.name}")
        return None

    def look_up(self, name: tree.Name) -> Meaning | None:
        """What a bare name of a fact or definition means; reports what is not known or ambiguous."""
        frame = self.frame_of(name)
        if frame is None:
            effect = effect_named(self.tables, self.module, name)
            if effect is not None:
                return self._of_effect(name, effect)
            self.unknown(name)
            return None
        if self.ambiguous(name):
            return None
        return self.of_frame(frame, name)

    def of_frame(self, frame: Frame, name: tree.Name) -> Meaning | None:
        """What a name of that record means; None where its declaration is wrong."""
        declared = frame.party.facts.get(name.text)
        if name.text in frame.party.wrong:
            return None
        path = (*frame.path, name.text)
        if declared is not None:
            self.mentions.append(Mention(frame.base, path))
            return _meaning_of_fact(Fact(frame.binder, name.text, frame.via), declared, self.period)
        head = frame.party.definitions[name.text]
        if not self.tables.sees(self.module, head.module):
            hint = f'it is defined in {head.module.where(head.block.name.span)}; write "use {head.module.name}"'
            self.refuse("P0228", name, hint=hint, name=name.text, party=frame.party.name)
            return None
        if head.kind == "":
            return None
        self.rests_on.setdefault(head.id, name.span)
        self.mentions.append(Mention(frame.base, frame.path, head.id))
        if head.group is not None:
            fact, values = head.group
            return Meaning("condition", ChoiceIs(Fact(frame.binder, fact, frame.via), values))
        return _meaning_of_definition(frame, head)

    def _of_effect(self, name: tree.Name, effect: Effect) -> Meaning | None:
        """Whether an effect holds; reports one that cannot be asked for here."""
        subject = self.frames[0].party.name
        if not self.asks_effects:
            self.refuse("P0237", name, name=effect.name)
            return None
        if effect.subject != subject:
            self.refuse("P0238", name, name=effect.name, owner=effect.subject, party=subject)
            return None
        binder: int | None = 0
        if effect.items is not None:
            of_items = [one.binder for one in self.frames[1:] if self._list_of(one) == effect.items]
            binder = of_items[-1] if of_items else None
        if binder is None:
            hint = f'write "any of {effect.items} is {effect.name}", or every, or at least N'
            said = {"record": effect.record or "", "items": effect.items or "", "party": self.speaks_of().rstrip(",")}
            self.refuse("P0236", name, hint=hint, name=effect.name, **said)
            return None
        self.mentions.append(Mention(0, (), effect=effect.id))
        return Meaning("condition", InEffect(binder, effect.id))

    def names_effect_of(self, frame: Frame, name: tree.Name) -> bool:
        """Whether a name is that of an effect about the items that a frame is one of."""
        effect = effect_named(self.tables, self.module, name)
        return effect is not None and effect.items is not None and effect.items == self._list_of(frame)

    def _list_of(self, frame: Frame) -> str | None:
        """The list of the subject that a frame is an item of."""
        if frame.base == 1 and not frame.path:
            return self.items
        return frame.path[0] if frame.base == 0 and len(frame.path) == 1 else None

    def choices(self, name: str) -> list[tuple[Frame, str]]:
        """The visible choice facts with the value ``name``: those of a list's item alone, else of item and subject."""
        for frame in reversed(self.frames[len(self.base_frames) :]):
            if name in frame.party.values:
                return [(frame, fact) for fact in frame.party.values[name]]
        return [(frame, fact) for frame in reversed(self.base_frames) for fact in frame.party.values.get(name, ())]

    def event(self, name: tree.Name) -> tuple[Fact, FactDecl] | None:
        """The event or date that time is counted from, or the act; reports any other kind."""
        frame = self.frame_of(name)
        if frame is None:
            self.unknown(name, code="P0215", kinds=("event", "date"))
            return None
        meant = self.look_up(name)
        if meant is None:
            return None
        if meant.kind == "series" and meant.declared is not None and meant.declared.kind in ("event", "date"):
            self.of_a_period(name, meant.declared)
            return None
        if meant.fact is None or meant.declared is None or meant.declared.kind not in ("event", "date"):
            hint = None
            if meant.declared is not None and meant.declared.kind == "state":
                hint = f'time runs from "the beginning of {name.text}" or "the end of {name.text}"'
            self.refuse("P0408", name, hint=hint, name=name.text, found=meant.words)
            return None
        return meant.fact, meant.declared

    def state(self, name: tree.Name) -> Fact | None:
        """A state; reports any other kind."""
        meant = self.look_up(name)
        if meant is None:
            return None
        if meant.fact is None or meant.declared is None or meant.declared.kind != "state":
            found = meant.words if meant.declared is None else kind_words(meant.declared.kind)
            self.refuse("P0383", name, name=name.text, found=found)
            return None
        return meant.fact

    def spell_day(self, said: tree.SpellDay) -> SpellDay | None:
        """The beginning or the end of a state."""
        state = self.state(said.state)
        return None if state is None else SpellDay(state, said.end)

    def breach(self, said: tree.BreachDay) -> BreachDay | None:
        """The first day of the breach of another norm of the subject, or of the same item; reports any other."""
        other = self.tables.norm(self.module, said.norm)
        if other is None or other.wrong:
            return None
        reason = None
        if other.kind not in ("obligation", "prohibition"):
            reason = f"it is a {other.kind}"
        elif other.subject != self.frames[0].party.name:
            reason = f"it is on {other.subject}"
        elif other.items not in (None, self.items):
            reason = f"it is about each {other.record} in {other.items}"
        if reason is not None:
            self.refuse("P0362", said.norm, norm=other.name, reason=reason)
            return None
        self.mentions.append(Mention(0, (), effect=other.id))
        return BreachDay(other.id, 0 if other.items is None else 1)

    def anchor(self, name: tree.Anchor) -> Fact | DefinedDay | SpellDay | BreachDay | None:
        """The event, date, defined day or day of a state that time is counted from; reports any other kind."""
        if isinstance(name, tree.SpellDay):
            return self.spell_day(name)
        if isinstance(name, tree.BreachDay):
            return self.breach(name)
        frame = self.frame_of(name)
        if (
            frame is not None
            and name.text in frame.party.definitions
            and frame.party.definitions[name.text].kind == "date"
        ):
            meant = self.look_up(name)
            return None if meant is None or not isinstance(meant.node, DefinedDay) else meant.node
        event = self.event(name)
        return None if event is None else event[0]

    def act(self, name: tree.Name) -> tuple[Fact, FactDecl] | None:
        """An act: an event, or a list of events."""
        frame = self.frame_of(name)
        declared = None if frame is None else frame.party.facts.get(name.text)
        if frame is None or declared is None or declared.kind != "list of event":
            return self.event(name)
        meant = self.look_up(name)
        return None if meant is None or meant.fact is None else (meant.fact, declared)

    def of_a_period(self, name: tree.Name, declared: FactDecl) -> None:
        """Reports a fact of each period in a block that speaks of no such period."""
        period = word_of(declared.period or "")
        hint = f'write "each {period}" in the norm, if it recurs'
        self.refuse("P0323", name, hint=hint, name=name.text, kind=kind_words(declared.kind), period=period)

    def unknown(self, name: tree.Name, code: str = "P0127", kinds: tuple[str, ...] = ()) -> None:
        """Reports a name that no record here has, with the nearest that one has and where that is declared."""
        owner: dict[str, PartyTable] = {}
        for frame in self.frames:
            facts = frame.party.facts
            for one in frame.party.names():
                if not kinds or (one in facts and facts[one].kind in kinds):
                    owner[one] = frame.party
        values = {} if kinds else {v: frame.party for frame in self.frames for v in frame.party.values}
        if self._of_somebody_else(name):
            return
        near = nearest(name.text, [*owner, *values])
        label, hint = "", None
        if near and near[0] in owner:
            party = owner[near[0]]
            label = f"nearest: {described(party, near[0])}"
            at = self.declared_at(party, near[0])
            if at is not None:
                line = at.source.position(at.span.start)[0]
                hint = f"{near[0]} is declared in {at.source.name}, line {line}"
        elif near:
            facts_of = " or ".join(values[near[0]].values[near[0]])
            label = f"nearest: {near[0]} (a value of {facts_of})"
        elif name.text in self.tables.norms:
            label = "this is the name of a norm"
        if not label and code == "P0127":
            self.findings.add("P0201", self.place(name), name=name.text)
            return
        self.findings.add(code, self.place(name, label), hint=hint, name=name.text, party=self.speaks_of())

    def _of_somebody_else(self, name: tree.Name) -> bool:
        """Reports a name that another party or record has: its fact, or what is defined for it."""
        owners = [one for one in self.tables.owners(name.text) if self.tables.sees(self.module, one.module)]
        if not owners:
            return False
        other = owners[0]
        at = self.declared_at(other, name.text)
        places = (self.place(name),) if at is None else (self.place(name), at)
        lists = [
            fact.name
            for frame in self.frames
            for fact in frame.party.facts.values()
            if fact.kind == "list" and fact.of == other.name
        ]
        hint = f'write "any of {lists[0]} is {name.text}", or every, or at least N' if lists else None
        if name.text in other.facts:
            said = {"owner": other.name, "party": self.speaks_of().rstrip(",")}
            self.findings.add("P0217", *places, hint=hint, name=name.text, **said)
        else:
            self.findings.add("P0228", *places, hint=hint, name=name.text, party=self.speaks_of().rstrip(","))
        return True


def described(party: PartyTable, name: str) -> str:
    """``capital (money, 公司資本)``, for the nearest name."""
    declared = party.facts.get(name)
    if declared is None:
        return f"{name} (defined for {party.name})"
    other = declared.labels.zh or declared.labels.pt or declared.labels.en
    return f"{name} ({declared.kind}, {other})" if other else f"{name} ({declared.kind})"


def _meaning_of_fact(fact: Fact, declared: FactDecl, own: str | None) -> Meaning:
    """``own``: the kind of period for which the block speaks: series of that kind are read at the own period."""
    kind = declared.kind
    if declared.period is not None and declared.period == own:
        fact = attrs.evolve(fact, period=own)
    elif declared.period is not None:
        return Meaning("series", None, declared.unit, fact, declared)
    if kind in ("money", "number", "percent"):
        unit = declared.unit or kind
        return Meaning("figure", FigureFact(fact, unit), unit, fact, declared)
    if kind == "date":
        return Meaning("day", DayFact(fact), None, fact, declared)
    if kind == "event":
        return Meaning("event", Happened(fact), None, fact, declared)
    if kind in ("yes or no", "decision"):
        return Meaning("condition", Is(fact), None, fact, declared)
    if kind in ("state", "evidence"):
        return Meaning("condition", InState(fact), None, fact, declared)
    return Meaning(kind, None, None, fact, declared)


def _meaning_of_definition(frame: Frame, head: DefinitionHead) -> Meaning:
    if head.kind == "figure":
        unit = head.unit or ""
        return Meaning("figure", DefinedFigure(frame.binder, head.name, unit, frame.via), unit)
    if head.kind == "date":
        return Meaning("day", DefinedDay(frame.binder, head.name, frame.via))
    return Meaning("condition", Defined(frame.binder, head.name, frame.via))
