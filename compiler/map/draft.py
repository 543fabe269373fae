"""A sheet while it is drawn: nodes and edges by id, definitions and events drawn once, references to other sheets."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.relations import Relations, read_in
from prazo.compiler.map.wording import Span
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import POWER
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.words import maps as w, terms
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import Phrase


@attrs.define(slots=True)
class Draft:
    """``home``: ids at home on this sheet; ``sheets``: the sheet of every norm, consequence and statement."""

    naming: Naming
    relations: Relations
    span: Span
    home: frozenset[str]
    sheets: Mapping[str, str]
    nodes: dict[str, s.Node] = attrs.Factory(dict)
    edges: dict[str, s.Edge] = attrs.Factory(dict)

    @property
    def language(self) -> Language:
        return self.naming.language

    def say(self, phrase: Phrase, **parts: object) -> str:
        return self.naming.language.say(phrase, **parts)

    def add(self, node: s.Node) -> str:
        """Draw a node once; a node that is drawn in full is never replaced by a reference."""
        if node.id not in self.nodes or node.kind != s.ELSEWHERE:
            self.nodes[node.id] = node
        return node.id

    def reference(self, node: s.Node) -> s.Node:
        """The small node that stands for something at home on another sheet."""
        return attrs.evolve(
            node,
            kind=s.ELSEWHERE,
            heading=self.say(w.SEE, heading=node.heading),
            lines=(),
            goes_to=self.sheets.get(node.stands[0]),
        )

    def refer(self, node: s.Node) -> str:
        """Draw a node in full if it is at home here, else a reference to it."""
        if set(node.stands) <= self.home:
            return node.id  # drawn in full by itself
        return self.add(self.reference(node))

    def join(self, kind: str, source: str, target: str, lines: tuple[str, ...] = ()) -> None:
        one = s.Edge(f"{kind.replace(' ', '_')}:{source}:{target}", kind, source, target, lines)
        self.edges[one.id] = one

    def bring(self, norm: core.Norm, consequence: core.Consequence) -> None:
        said = w.AFTER_WHICH if norm.kind == POWER else w.FAILING
        self.join(s.BRINGS, f"norm/{norm.id}", f"consequence/{consequence.id}", (self.say(said),))

    # --- parties and events ------------------------------------------------------------------------------------

    def party(self, role: str, name: str) -> str:
        """A party in one of its roles: who owes stands on one side, to whom on the other."""
        found = self.naming.parties.get(name)
        remarks = () if found is None else (f"{found.kind} {name}",)
        return self.add(
            s.Node(
                f"party/{role.replace(' ', '_')}/{name}",
                s.PARTY,
                (name,),
                self.naming.party(name),
                heading=self.say(w.ROLES[role]),
                remarks=remarks,
            )
        )

    def event(self, phrases: Phrases, fact: core.Fact) -> str:
        """What happens, as an event of the party or record that it is declared for."""
        of = phrases.records[fact.binder]
        decl = phrases.decl(fact)
        whose = self.say(w.OF_PARTY, party=self.naming.party(of)) if fact.binder else ""
        owner = (self.say(w.SUPPLIED_BY, party=self.naming.party(decl.owner)),) if decl and decl.owner else ()
        known = (f"{decl.kind} {of}.{fact.name}",) if decl else ()
        return self.add(
            s.Node(
                f"event/{of}/{fact.name}",
                s.EVENT,
                (f"{of}/{fact.name}",),
                self.naming.fact(of, fact.name),
                lines=(whose,) if whose else (),
                remarks=(*known, *owner),
            )
        )

    def anchor(self, phrases: Phrases, anchor: core.Anchor) -> str:
        """What time is counted from: an event, or a day that a definition works out."""
        if isinstance(anchor, core.Fact):
            return self.event(phrases, anchor)
        if isinstance(anchor, core.DoneOrDue):
            return self.event(phrases, anchor.act)
        if isinstance(anchor, core.BreachDay):
            return self.add(s.Node(f"breach/{anchor.norm}", s.DAY, (anchor.norm,), phrases.anchor(anchor)))
        if isinstance(anchor, core.SpellDay):
            return self.event(phrases, anchor.state)
        of = phrases.records[anchor.binder]
        return self.define(
            next(one for one in self.naming.program.definitions if (one.of, one.name) == (of, anchor.name))
        )

    # --- definitions -------------------------------------------------------------------------------------------

    def define(self, definition: core.Definition) -> str:
        """A definition with its figures, and the definitions that it uses."""
        node_id = f"define/{definition.id}"
        if node_id in self.nodes:
            return node_id
        phrases = Phrases(self.naming, (definition.of,))
        lines = self.span.told(definition.versions, _meant, lambda body: body_lines(phrases, body))
        self.add(
            s.Node(
                node_id,
                s.DEFINITION,
                (definition.id,),
                self.naming.label(definition.labels, definition.name),
                heading=heading(self.language.kind("definition"), definition.cites),
                lines=lines,
                cites=definition.cites,
                remarks=(self.say(w.OF_PARTY, party=self.naming.party(definition.of)),),
            )
        )
        for other in read_in(self.naming, phrases, definition.versions):
            self.join(s.READS, self.define(other), node_id)
        return node_id

    def define_for(self, phrases: Phrases, what: object, node_id: str) -> None:
        """Draw the definitions that ``what`` reads, each with an edge to the node."""
        for definition in read_in(self.naming, phrases, what):
            self.join(s.READS, self.define(definition), node_id)


def heading(kind: str, cites: tuple[str, ...]) -> str:
    """``Obligation · 17(3)``."""
    kind = kind.capitalize()
    return f"{kind} · {places(cites)}" if cites else kind


def places(cites: tuple[str, ...]) -> str:
    """Citations without their instrument: ``17(1), 17(3)``."""
    return ", ".join(one.rpartition(" ")[2] for one in cites)


def marked(phrases: Phrases, line: str, guard: core.Guard, unverified: str | None) -> str:
    """A line with when it applies; that it is unverified, but not why, which the tooltip has no room for."""
    said = phrases.guarded(line, guard)
    return phrases.say(terms.UNVERIFIED_MARK, line=said) if unverified is not None else said


def body_lines(phrases: Phrases, body: core.FigureBody | core.ConditionBody) -> tuple[str, ...]:
    """What a definition says: where, its cases, what is done to the result."""
    lines = [] if body.where is None else [phrases.say(w.WHERE_HEAD, condition=phrases.condition(body.where))]
    if isinstance(body, core.ConditionBody):
        return (*lines, *condition_lines(phrases, body.conditions))
    lines += [marked(phrases, phrases.figure(one.value), one.guard, one.unverified) for one in body.cases]
    return (*lines, *adjustment_lines(phrases, body.adjustments))


def condition_lines(phrases: Phrases, conditions: core.Conditions) -> tuple[str, ...]:
    return tuple(
        marked(phrases, phrases.condition(one.condition), one.guard, one.unverified) for one in conditions.clauses
    )


def item_lines(phrases: Phrases, items: tuple[core.Item, ...]) -> tuple[str, ...]:
    """``g: criminal record is held``, item by item."""
    return tuple(phrases.item(one) for one in items)


def adjustment_lines(phrases: Phrases, adjustments: tuple[core.Adjust, ...]) -> tuple[str, ...]:
    """``then the lower bound: 125% of it, if ..``, in the order in which they are made."""
    return tuple(
        phrases.guarded(phrases.say(w.THEN[one.target], figure=phrases.figure(one.value)), one.guard)
        for one in adjustments
    )


def _meant(body: core.FigureBody | core.ConditionBody) -> core.FigureBody | core.ConditionBody:
    return body
