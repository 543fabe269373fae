"""What the norms of a program say of each other, looked up once for all sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.table import POWER
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases


@attrs.frozen(slots=True, eq=False)
class Relations:
    """``norms`` and ``consequences`` by id, and what leads from one to others.

    ``brought_by``: the norms whose breach brings a consequence, those that it names, judged on the same party as it
    is; ``brings``: the same from the norm's side.  ``readers``: the norms that read a definition themselves.
    ``displaced_by``: the norms that say that they prevail over one.  ``together``: all norms of an instrument, and all
    of it on one party.
    """

    program: core.Program
    norms: Mapping[str, core.Norm]
    consequences: Mapping[str, core.Consequence]
    brought_by: Mapping[str, frozenset[str]]
    brings: Mapping[str, tuple[core.Consequence, ...]]
    readers: Mapping[str, tuple[core.Norm, ...]]
    displaced_by: Mapping[str, tuple[str, ...]]
    together: Mapping[tuple[str, str | None], frozenset[str]]


def relations_of(naming: Naming) -> Relations:
    """The relations of the program that is named."""
    program = naming.program
    named: dict[str, set[str]] = {one.id: set(one.norms) for one in program.consequences}
    readers: dict[str, list[core.Norm]] = {}
    displaced: dict[str, list[str]] = {}
    together: dict[tuple[str, str | None], set[str]] = {}
    every = (*program.norms, *program.powers)
    for norm in every:
        for failing in norm.failing:
            named.setdefault(failing, set()).add(norm.id)
        for other in norm.prevails_over:
            displaced.setdefault(other, []).append(norm.id)
        for definition in read_in(naming, Phrases.of_norm(naming, norm), norm.versions):
            readers.setdefault(definition.id, []).append(norm)
        for party in (None, norm.subject) if norm.kind != POWER else ():
            together.setdefault((norm.instrument, party), set()).add(norm.id)
    norms = {one.id: one for one in every}
    brings: dict[str, list[core.Consequence]] = {}
    brought: dict[str, frozenset[str]] = {}
    for one in program.consequences:
        known = (norms[other] for other in named[one.id] if other in norms)
        brought[one.id] = frozenset(norm.id for norm in known if norm.subject == one.subject)
        for other in brought[one.id]:
            brings.setdefault(other, []).append(one)
    return Relations(
        program=program,
        norms=norms,
        consequences={one.id: one for one in program.consequences},
        brought_by=brought,
        brings={norm: tuple(found) for norm, found in brings.items()},
        readers={definition: tuple(found) for definition, found in readers.items()},
        displaced_by={norm: tuple(found) for norm, found in displaced.items()},
        together={key: frozenset(found) for key, found in together.items()},
    )


def read_in(naming: Naming, phrases: Phrases, what: object) -> tuple[core.Definition, ...]:
    """The definitions that some part of the core reads itself, by id."""
    wanted = {(inside.referred(one.binder, one.via), one.name) for inside, one in _uses(phrases, what)}
    known = naming.definitions
    return tuple(sorted((known[one] for one in wanted if one in known), key=lambda one: one.id))


_Used = core.DefinedFigure | core.DefinedDay | core.Defined


def _uses(phrases: Phrases, what: Any) -> Iterator[tuple[Phrases, _Used]]:
    """Every mention of a definition, with the records that its binder counts in."""
    if isinstance(what, _Used):
        yield phrases, what
    elif isinstance(what, core.Quantified):
        yield from _uses(phrases.inside(what.items), what.test)
    elif isinstance(what, core.Item):
        yield from _uses(phrases, what.guard)
        inner = phrases if what.each is None else phrases.inside(what.each)
        for part in (what.condition, what.where, what.unless):
            yield from _uses(inner, part)
    elif isinstance(what, core.Count | core.Total):
        inner = phrases.inside(what.items)
        yield from _uses(inner, what.where)
        if isinstance(what, core.Total):
            yield from _uses(inner, what.figure)
    elif isinstance(what, tuple | list):
        for part in what:
            yield from _uses(phrases, part)
    elif attrs.has(type(what)):
        for field in attrs.fields(type(what)):
            yield from _uses(phrases, getattr(what, field.name))
