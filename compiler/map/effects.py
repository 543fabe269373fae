"""A consequence on its sheet: what brings it, between which bounds, imposed by whom, until when."""

from __future__ import annotations

from prazo.compiler.map import sheet as s
from prazo.compiler.map.boxes import consequence_node, norm_node
from prazo.compiler.map.draft import Draft
from prazo.dsl.core import nodes as core
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.words import maps as w

#: more references than this to norms of other sheets are one node, if they are all there are of a party or instrument
_MANY = 3


def draw_consequence(draft: Draft, consequence: core.Consequence) -> None:
    """The consequence at home on this sheet, with an edge from every norm whose breach brings it."""
    node = consequence_node(draft, consequence)
    phrases = Phrases(draft.naming, (consequence.subject, *([consequence.record] if consequence.record else [])))
    draft.add(node)
    draft.define_for(phrases, consequence.versions, node.id)
    if consequence.upon is not None:
        draft.join(s.UPON, draft.event(phrases, consequence.upon), node.id, (draft.say(w.ONCE),))
    if consequence.imposed_by is not None:
        draft.join(s.IMPOSES, draft.party(s.IMPOSES, consequence.imposed_by), node.id)
    left = set(draft.relations.brought_by[consequence.id])
    for title, group in _groups(draft, consequence):
        if len(group) > _MANY and group <= left:
            everything = s.Node(
                f"breach/{consequence.id}",
                s.ELSEWHERE,
                tuple(sorted(group)),
                title,
                heading=draft.say(w.A_BREACH_OF),
                lines=(draft.language.count(w.NORMS, len(group)),),
            )
            draft.join(s.BRINGS, draft.add(everything), node.id, (draft.say(w.FAILING),))
            left -= group
            break
    for norm in (draft.relations.norms[one] for one in sorted(left)):
        draft.refer(norm_node(draft, norm))
        draft.bring(norm, consequence)


def _groups(draft: Draft, consequence: core.Consequence) -> list[tuple[str, frozenset[str]]]:
    """What all of a consequence's norms may be called together: all of its instrument, or all of its party."""
    instruments = draft.relations.program.instruments
    law = next((one for one in instruments if one.name == consequence.instrument), None)
    title = draft.naming.label(law.labels, law.name) if law else consequence.instrument
    party = draft.naming.party(consequence.subject)
    every = draft.relations.together.get((consequence.instrument, None), frozenset())
    of_party = draft.relations.together.get((consequence.instrument, consequence.subject), frozenset())
    return [
        (draft.say(w.ANY_DUTY, law=title), every),
        (draft.say(w.ANY_DUTY_OF, law=title, party=party), of_party),
    ]
