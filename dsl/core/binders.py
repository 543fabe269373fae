"""Rules as they are read with other records beside the subject: a borrowed item, a norm that several owe jointly."""

from __future__ import annotations

from typing import TypeVar

import attrs

from prazo.dsl.core.nodes import Defined, DefinedDay, DefinedFigure, Fact, InEffect, Norm

T = TypeVar("T")


def rebound(node: T, start: int, by: int) -> T:
    """A piece of core whose binders from ``start`` on are ``by`` greater."""
    match node:
        case Fact() | Defined() | DefinedFigure() | DefinedDay() | InEffect():
            return attrs.evolve(node, binder=node.binder + by) if node.binder >= start else node
        case tuple():
            return tuple(rebound(one, start, by) for one in node)  # type: ignore[return-value]
    if by == 0 or not attrs.has(type(node)):
        return node
    fields = attrs.fields(type(node))  # type: ignore[arg-type]  # an attrs class by the line above
    return attrs.evolve(node, **{one.name: rebound(getattr(node, one.name), start, by) for one in fields})  # type: ignore[type-var, misc, unused-ignore]


def borne_by_items(norm: Norm, number: int) -> Norm:
    """A norm owed jointly as the items of one of its lists owe it, each at binder 1: with their own exceptions.

    All but these was written of the subject alone, so that the lists it reads come one binder later.
    """
    versions = tuple(
        attrs.evolve(
            version,
            bodies=tuple(
                (
                    label,
                    attrs.evolve(
                        body,
                        where=rebound(body.where, 1, 1),
                        demand=rebound(body.demand, 1, 1),
                        excuses=body.personal[number],
                    ),
                )
                for label, body in version.bodies
            ),
        )
        for version in norm.versions
    )
    return attrs.evolve(norm, versions=versions)
