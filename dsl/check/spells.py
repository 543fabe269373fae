"""Norms that are counted from the beginning or end of a state: one verdict a spell, so of one state alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prazo.dsl.check.links import links_in
from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.tables import Tables
from prazo.dsl.core.nodes import Demand, NormBody, Obligation, SpellDay
from prazo.dsl.core.spells import states_in


def check_spells(tables: Tables, norms: Sequence[NormDraft]) -> None:
    """Reports norms whose lines would give verdicts for different spells, or for spells and something else."""
    by_id = {norm.id: norm for norm in norms}
    for norm in norms:
        reason = next(_wrong(norm, by_id), None)
        if reason is not None:
            hint = "write a norm for each, or a record with events for each spell, and a list of them"
            place = norm.head.module.place(norm.head.block.name.span)
            tables.findings.add("P0398", place, hint=hint, norm=norm.head.name, reason=reason)


def _wrong(norm: NormDraft, by_id: dict[str, NormDraft]) -> Iterator[str]:
    each = [states_in(demand) for demand in _demands(norm)]
    states = list(dict.fromkeys(state for states in each for state in states))
    if len(states) > 1:
        yield f"it cannot be counted from {states[0].name} and from {states[1].name}"
    elif states and not all(each):
        yield f"all of its lines must be counted from {states[0].name}"
    elif states and norm.items is not None:
        yield f"it cannot be about each item of {norm.items} as well"
    elif states and norm.joint:
        yield "it cannot be owed jointly as well"
    elif states and norm.each is not None:
        yield "it cannot be judged each period as well"
    for demand in _demands(norm):
        caps = demand.extension.caps if isinstance(demand, Obligation) and demand.extension is not None else ()
        for cap in caps:
            if isinstance(cap.anchor, SpellDay) and cap.anchor.state not in states:
                yield f"its time must run from {cap.anchor.state.name}, as the cap of its extension does"
    for link in links_in(norm.drafts):
        other = by_id.get(link.norm)
        if other is not None:
            theirs = [state for demand in _demands(other) for state in states_in(demand)]
            if theirs and theirs[0] not in states:
                yield f"{link.act.name} is due for each spell of {theirs[0].name}"


def _demands(norm: NormDraft) -> Iterator[Demand]:
    for draft in norm.drafts:
        yield from (body.demand for _, body, _ in draft.bodies if isinstance(body, NormBody))
