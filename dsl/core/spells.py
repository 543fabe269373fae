"""Norms that are counted from the spells of a state, of which there is a verdict for each."""

from __future__ import annotations

from collections.abc import Iterator

from prazo.dsl.core.nodes import (
    Anchor,
    BeforeEvent,
    Checklist,
    Demand,
    Fact,
    LimitCase,
    Norm,
    Obligation,
    Prohibition,
    Requirement,
    SpellDay,
    UntilEvent,
    anchors_of,
    single_limits,
)


def state_of(norm: Norm) -> Fact | None:
    """The state of whose spells each gives a verdict; the same in all versions and readings."""
    return next((state for version in norm.versions for _, body in version.bodies for state in states_in(body.demand)),
                None)  # fmt: skip


def counts_back_from_spells(norm: Norm) -> bool:
    """Whether its time is counted back from a day of a spell, so that planned spells are judged as well."""
    demands = [body.demand for version in norm.versions for _, body in version.bodies]
    return any(
        isinstance(single, BeforeEvent | UntilEvent) and isinstance(single.anchor, SpellDay)
        for demand in demands
        for one in _limits(demand)
        for single in single_limits(one.limit)
    )


def states_in(demand: Demand) -> tuple[Fact, ...]:
    """The states whose spells a demand is counted from, each once; what an act has to wait for is not among them."""
    return tuple(dict.fromkeys(one.state for one in _anchors(demand) if isinstance(one, SpellDay)))


def _anchors(demand: Demand) -> Iterator[Anchor]:
    match demand:
        case Requirement(_, at):
            yield from () if at is None else (at,)
        case _:
            yield from (anchor for one in _limits(demand) for anchor in anchors_of(one.limit))


def _limits(demand: Demand) -> tuple[LimitCase, ...]:
    match demand:
        case Requirement() | Checklist():
            return ()
        case Obligation():
            return demand.limits
        case Prohibition():
            return demand.windows
