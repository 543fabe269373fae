"""Duties that follow the breach of another: whether that has one first day, and whether their time runs from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.tables import Tables
from prazo.dsl.core.nodes import (
    AtLeastEvery,
    BreachDay,
    Limit,
    NormBody,
    Obligation,
    Prohibition,
    anchors_of,
    single_limits,
)
from prazo.dsl.core.spells import states_in
from prazo.dsl.syntax import tree


def check_breaches(tables: Tables, norms: Sequence[NormDraft]) -> None:
    """Reports time that runs from a breach which happens again and again, or at no one time."""
    by_id = {one.id: one for one in norms}
    for norm in norms:
        for breach in dict.fromkeys(one for limit in _limits(norm) for one in anchors_of(limit)):
            other = by_id.get(breach.norm) if isinstance(breach, BreachDay) else None
            reason = None if other is None else _repeated(other)
            if other is not None and reason is not None:
                place = norm.head.module.place(norm.head.block.name.span)
                tables.findings.add("P0362", place, norm=other.head.name, reason=reason)


def _repeated(norm: NormDraft) -> str | None:
    singles = (one for limit in _limits(norm) for one in single_limits(limit))
    if norm.each is not None or any(isinstance(one, AtLeastEvery) for one in singles):
        return "it can be breached again and again"
    if norm.joint:
        return "several owe it"
    bodies = (body for draft in norm.drafts for _, body, _ in draft.bodies if isinstance(body, NormBody))
    return "it is judged for each spell" if any(states_in(body.demand) for body in bodies) else None


def follows(norm: NormDraft, breached: str) -> bool:
    """Whether all time limits of an obligation are counted from the breach of another norm."""
    return all(
        any(isinstance(one, BreachDay) and one.norm == breached for one in anchors_of(limit)) for limit in _limits(norm)
    )


def not_following(tables: Tables, norm: NormDraft, name: tree.Name, other: NormDraft) -> None:
    """Reports a further duty whose time does not run from the breach that it is for."""
    hint = f"write in {other.head.name}: within .. of the breach of {norm.head.name}"
    places = (norm.head.module.place(name.span), other.head.module.place(other.head.block.name.span))
    tables.findings.add("P0360", *places, hint=hint, norm=norm.head.name, other=other.head.name)


def _limits(norm: NormDraft) -> Iterator[Limit]:
    for draft in norm.drafts:
        for _, body, _ in draft.bodies:
            match body.demand if isinstance(body, NormBody) else None:
                case Obligation(limits=limits):
                    yield from (one.limit for one in limits)
                case Prohibition(windows=windows, waits=waits):
                    yield from (one.limit for one in (*windows, *waits))
