"""A sheet while it is drawn: nodes and edges by id, definitions and events drawn once, references to other sheets."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.relations import Relations, read_in
from prazo.compiler.map.wording import LabelledPhrases, Span, Wording
from prazo.dsl.core import nodes as core


@attrs.define(slots=True)
class Draft:
    """``home``: ids at home on this sheet; ``sheets``: the sheet of every norm, consequence and statement."""

    wording: Wording
    relations: Relations
    span: Span
    home: frozenset[str]
    sheets: Mapping[str, str]
    nodes: dict[str, s.Node] = attrs.Factory(dict)
    edges: dict[str, s.Edge] = attrs.Factory(dict)

    def add(self, node: s.Node) -> str:
        """Draw a node once; a node that is drawn in full is never replaced by a reference."""
        if node.id not in self.nodes or node.kind != s.ELSEWHERE:
            self.nodes[node.id] = node
        return node.id

    def reference(self, node: s.Node) -> s.Node:
        """The small node that stands for something at home on another sheet."""
        return attrs.evolve(
            node, kind=s.ELSEWHERE, heading=f"see {node.heading}", lines=(), goes_to=self.sheets.get(node.stands[0])
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
        self.join(s.BRINGS, f"norm/{norm.id}", f"consequence/{consequence.id}", ("failing which",))

    # --- parties and events ------------------------------------------------------------------------------------

    def party(self, role: str, name: str) -> str:
        """A party in one of its roles: who owes stands on one side, to whom on the other."""
        found = self.wording.parties.get(name)
        kind = {s.OWES: "Who owes", s.OWED_TO: "To whom", s.IMPOSES: "Who imposes"}[role]
        remarks = () if found is None else (f"{found.kind} {name}",)
        return self.add(
            s.Node(
                f"party/{role.replace(' ', '_')}/{name}",
                s.PARTY,
                (name,),
                self.wording.party(name),
                heading=kind,
                remarks=remarks,
            )
        )

    def event(self, phrases: LabelledPhrases, fact: core.Fact) -> str:
        """What happens, as an event of the party or record that it is declared for."""
        of = phrases.records[fact.binder]
        decl = phrases.decl(fact)
        whose = f"of {self.wording.party(of)}" if fact.binder else ""
        owner = (f"supplied by {self.wording.party(decl.owner)}",) if decl and decl.owner else ()
        known = (f"{decl.kind} {of}.{fact.name}",) if decl else ()
        return self.add(
            s.Node(
                f"event/{of}/{fact.name}",
                s.EVENT,
                (f"{of}/{fact.name}",),
                self.wording.fact(of, fact.name),
                lines=(whose,) if whose else (),
                remarks=(*known, *owner),
            )
        )

    def anchor(self, phrases: LabelledPhrases, anchor: core.Anchor) -> str:
        """What time is counted from: an event, or a day that a definition works out."""
        if isinstance(anchor, core.Fact):
            return self.event(phrases, anchor)
        of = phrases.records[anchor.binder]
        return self.define(
            next(one for one in self.wording.program.definitions if (one.of, one.name) == (of, anchor.name))
        )

    # --- definitions -------------------------------------------------------------------------------------------

    def define(self, definition: core.Definition) -> str:
        """A definition with its figures, and the definitions that it uses."""
        node_id = f"define/{definition.id}"
        if node_id in self.nodes:
            return node_id
        phrases = self.wording.phrases(definition.of)
        lines = self.span.told(definition.versions, _meant, lambda body: body_lines(phrases, body))
        self.add(
            s.Node(
                node_id,
                s.DEFINITION,
                (definition.id,),
                self.wording.label(definition.labels, definition.name),
                heading=heading("Definition", definition.cites),
                lines=lines,
                cites=definition.cites,
                remarks=(f"of {self.wording.party(definition.of)}",),
            )
        )
        for other in read_in(self.wording, phrases, definition.versions):
            self.join(s.READS, self.define(other), node_id)
        return node_id

    def define_for(self, phrases: LabelledPhrases, what: object, node_id: str) -> None:
        """Draw the definitions that ``what`` reads, each with an edge to the node."""
        for definition in read_in(self.wording, phrases, what):
            self.join(s.READS, self.define(definition), node_id)


def heading(kind: str, cites: tuple[str, ...]) -> str:
    """``Obligation · 17(3)``."""
    return f"{kind} · {places(cites)}" if cites else kind


def places(cites: tuple[str, ...]) -> str:
    """Citations without their instrument: ``17(1), 17(3)``."""
    return ", ".join(one.rpartition(" ")[2] for one in cites)


def unverified(reason: str | None) -> str:
    return "" if reason is None else " (unverified)"


def body_lines(phrases: LabelledPhrases, body: core.FigureBody | core.ConditionBody) -> tuple[str, ...]:
    """What a definition says: where, its cases, what is done to the result."""
    lines = [] if body.where is None else [f"where {phrases.condition(body.where)}:"]
    if isinstance(body, core.ConditionBody):
        return (*lines, *condition_lines(phrases, body.conditions))
    for case in body.cases:
        lines.append(f"{phrases.figure(case.value)}{phrases.guard(case.guard)}{unverified(case.unverified)}")
    return (*lines, *adjustment_lines(phrases, body.adjustments))


def condition_lines(phrases: LabelledPhrases, conditions: core.Conditions) -> tuple[str, ...]:
    return tuple(
        f"{phrases.condition(one.condition)}{phrases.guard(one.guard)}{unverified(one.unverified)}"
        for one in conditions.clauses
    )


def adjustment_lines(phrases: LabelledPhrases, adjustments: tuple[core.Adjust, ...]) -> tuple[str, ...]:
    """``then the lower bound: 125% of it, if ..``, in the order in which they are made."""
    what = {"value": "then", "lower": "then the lower bound:", "upper": "then the upper bound:"}
    return tuple(f"{what[one.target]} {phrases.figure(one.value)}{phrases.guard(one.guard)}" for one in adjustments)


def _meant(body: core.FigureBody | core.ConditionBody) -> core.FigureBody | core.ConditionBody:
    return body
