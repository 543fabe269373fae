"""What the files declare, by name: the tables that names are looked up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import attrs

from prazo.dsl.check.citations import PlaceIndex
from prazo.dsl.check.findings import Findings
from prazo.dsl.check.module import ModuleText
from prazo.dsl.core.nodes import DATE, FactDecl, InstrumentDecl, Labels
from prazo.dsl.diagnostics.model import Place
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span
from prazo.dsl.time.library import RuleVersions

FIGURE_KINDS = frozenset({"money", "number", "percent"})

_KIND_WORDS = {
    "yes or no": "yes or no",
    "choice": "a choice",
    "money": "an amount of money",
    "number": "a number",
    "percent": "a percentage",
    "date": "a date",
    "text": "a text",
    "event": "an event",
    "state": "a state",
    "decision": "a decision",
    "evidence": "evidence",
    "list": "a list",
    "list of event": "a list of events",
    "reference": "a reference to somebody",
}


def kind_words(kind: str) -> str:
    """A kind of fact as people say it: "an amount of money"."""
    return _KIND_WORDS.get(kind, kind)


@attrs.frozen(slots=True, eq=False)
class DefinitionHead:
    """What a ``define`` says in its first line.  ``kind``: "figure", "condition", "date", or "" where it is wrong.

    ``group``: the choice fact and its values of which a group is made; its kind is "condition".
    """

    name: str
    of: str
    kind: str
    unit: str | None
    module: ModuleText
    block: tree.Define
    group: tuple[str, tuple[str, ...]] | None = None

    @property
    def id(self) -> str:
        return f"{self.of}/{self.name}"


@attrs.define(slots=True, eq=False)
class PartyTable:
    """A party or record with its facts, the facts of each choice value, and the definitions made for it.

    ``fact_modules``: the files that declare its facts; they may stand in files of their own.
    ``wrong``: facts and definitions that are declared with a mistake; using them is no second mistake.
    """

    name: str
    kind: str
    labels: Labels
    module: ModuleText
    block: tree.Party
    since: str | None = None
    until: str | None = None
    facts: dict[str, FactDecl] = attrs.field(factory=dict)
    fact_spans: dict[str, Span] = attrs.field(factory=dict)
    fact_modules: dict[str, ModuleText] = attrs.field(factory=dict)
    values: dict[str, list[str]] = attrs.field(factory=dict)
    definitions: dict[str, DefinitionHead] = attrs.field(factory=dict)
    wrong: set[str] = attrs.field(factory=set)
    financial_year: str = "financial year"

    def has(self, name: str) -> bool:
        return name in self.facts or name in self.definitions or name in self.wrong

    def fact_place(self, name: str, label: str = "") -> Place:
        """Where a fact is declared."""
        return self.fact_modules[name].place(self.fact_spans[name], label)

    def names(self) -> Iterable[str]:
        yield from self.facts
        yield from self.definitions


@attrs.define(slots=True, eq=False)
class InstrumentTable:
    """An instrument with the first day of each version and its index of places."""

    decl: InstrumentDecl
    module: ModuleText
    block: tree.Instrument
    begins: dict[str, date] = attrs.field(factory=dict)
    index: PlaceIndex | None = None

    @property
    def name(self) -> str:
        return self.decl.name


@attrs.frozen(slots=True, eq=False)
class NormHead:
    """A norm or consequence as other norms may name it: where it stands, whose it is and what list it is about."""

    id: str
    name: str
    kind: str
    subject: str | None
    bearer: str | None
    items: str | None
    record: str | None
    module: ModuleText
    block: tree.Norm
    wrong: bool

    @property
    def instrument(self) -> str:
        return self.id.rpartition("/")[0]


@attrs.define(slots=True, eq=False)
class Tables:
    """Everything declared in all files.  ``visible``: for each module, the modules whose names it may use.

    ``lowered``: the drafts of norms by id, as far as they are done; ``lowering``: the ids of those begun, for a
    checklist may begin another whose items it borrows.
    """

    findings: Findings
    counting_rules: Mapping[str, RuleVersions | None] | None = None
    modules: dict[str, ModuleText] = attrs.field(factory=dict)
    visible: dict[str, frozenset[str]] = attrs.field(factory=dict)
    parties: dict[str, PartyTable] = attrs.field(factory=dict)
    instruments: dict[str, InstrumentTable] = attrs.field(factory=dict)
    instrument_of: dict[str, InstrumentTable | None] = attrs.field(factory=dict)
    currency_of: dict[str, str | None] = attrs.field(factory=dict)
    norms: dict[str, list[NormHead]] = attrs.field(factory=dict)
    norm_ids: dict[str, NormHead] = attrs.field(factory=dict)
    definitions: dict[str, DefinitionHead] = attrs.field(factory=dict)
    used_rules: set[str] = attrs.field(factory=set)
    lowered: dict[str, Any] = attrs.field(factory=dict)
    lowering: list[str] = attrs.field(factory=list)

    _owners: dict[str, list[PartyTable]] | None = None

    def owners(self, name: str) -> list[PartyTable]:
        """The parties and records that have a fact or definition of that name, in the order of their names."""
        if self._owners is None:
            self._owners = {}
            for _, party in sorted(self.parties.items()):
                for one in party.names():
                    self._owners.setdefault(one, []).append(party)
        return self._owners.get(name, [])

    def sees(self, module: ModuleText, other: ModuleText) -> bool:
        return other.name in self.visible[module.name]

    def party(self, module: ModuleText, name: tree.Name) -> PartyTable | None:
        """The party or record of that name; reports a name that is not known or whose file is not used."""
        found = self.parties.get(name.text)
        if found is not None and self.sees(module, found.module):
            return found
        here = [one.name for one in self.parties.values() if self.sees(module, one.module)]
        declared = None if found is None else (found.module, found.block.name.span)
        self._unknown("P0202", module, name, here, {one: self.parties[one].block.name.span for one in here}, declared)
        return None

    def instrument(self, module: ModuleText, name: tree.Name) -> InstrumentTable | None:
        found = self.instruments.get(name.text)
        if found is not None and self.sees(module, found.module):
            return found
        here = [one for one, table in self.instruments.items() if self.sees(module, table.module)]
        declared = None if found is None else (found.module, found.block.name.span)
        self._unknown("P0603", module, name, here, {}, declared)
        return None

    def norm(self, module: ModuleText, name: tree.Name) -> NormHead | None:
        """The norm or consequence of that name: of the module's own instrument, else the only one visible."""
        named = self.norms.get(name.text, ())
        found = [one for one in named if self.sees(module, one.module)]
        own = self.instrument_of[module.name]
        if len(found) > 1 and own is not None:
            found = [one for one in found if one.instrument == own.name] or found
        if len(found) == 1:
            return found[0]
        if found:
            self.findings.add(
                "P0204",
                module.place(name.span, " or ".join(one.id for one in found)),
                *(one.module.place(one.block.name.span) for one in found),
                hint="give one of the two norms another name",
                name=name.text,
            )
            return None
        here = [one for one, heads in self.norms.items() if any(self.sees(module, head.module) for head in heads)]
        declared = (named[0].module, named[0].block.name.span) if named else None
        self._unknown("P0203", module, name, here, {}, declared)
        return None

    def _unknown(
        self,
        code: str,
        module: ModuleText,
        name: tree.Name,
        candidates: Iterable[str],
        spans: dict[str, Span],
        declared: tuple[ModuleText, Span] | None,
    ) -> None:
        if declared is not None:
            other, span = declared
            hint = f'it is declared in {other.where(span)}; write "use {other.name}" at the top of this file'
            self.findings.add(code, module.place(name.span), hint=hint, name=name.text)
            return
        near = nearest(name.text, candidates)
        label = f"nearest: {', '.join(near)}" if near else ""
        where: str | None = None
        if near and near[0] in spans:
            table = self.parties[near[0]]
            where = f"{near[0]} is declared in {table.module.where(spans[near[0]])}"
        self.findings.add(code, module.place(name.span, label), hint=where, name=name.text)


def unit_of(kind: str, currency: str | None) -> str | None:
    """The unit of a figure kind; None for kinds without one."""
    if kind == "money":
        return currency
    if kind in FIGURE_KINDS:
        return kind
    return DATE if kind == "date" else None


def labels_of(labels: tree.Labels) -> Labels:
    return Labels(labels.en, labels.pt, labels.zh)
