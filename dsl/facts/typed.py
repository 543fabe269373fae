"""Facts as objects: a class for each party and record of some rules, with a field for each declared fact.

What a field is not given is ``UNKNOWN``; what a document may hold, a field may hold too, and dates, ``Decimal`` and
``Fraction`` besides.  Mistakes are found when the facts are checked, with those of documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

from prazo.dsl.core.nodes import PartyDecl, Program
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.values import UNKNOWN


class TypedFacts:
    """A subject, or an item of a list, with its facts as fields; it never changes.

    No code is made from the names of rules, so that a fact may bear any name, ``class`` too.
    """

    __slots__ = ("_given", "id")
    party: ClassVar[str]
    names: ClassVar[frozenset[str]]
    id: object
    _given: Mapping[str, object]

    def __init__(self, *, id: object = None, **facts: object) -> None:
        for name in facts:
            if name not in self.names:
                alike = nearest(name, self.names)
                hint = f"; the nearest is {alike[0]}" if alike else ""
                raise TypeError(f"{self.party} has no fact {name!r}{hint}")
        object.__setattr__(self, "id", id)
        object.__setattr__(self, "_given", MappingProxyType(facts))

    def __getattr__(self, name: str) -> object:
        if name not in self.names:
            raise AttributeError(f"{self.party} has no fact {name!r}")
        return self._given.get(name, UNKNOWN)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"facts never change: make another {self.party} with {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, TypedFacts) and self.given() == other.given()

    __hash__ = None  # type: ignore[assignment]  # it may hold lists

    def __repr__(self) -> str:
        return f"{self.party}({', '.join(f'{name}={value!r}' for name, value in self.given().items())})"

    def given(self) -> dict[str, object]:
        """What was given, by name; nothing of what is unknown."""
        held: dict[str, object] = {"id": self.id, **self._given}
        return {name: value for name, value in held.items() if value is not None and value is not UNKNOWN}


class Types:
    """The classes by name: ``rules.types.Insurer(id="acme", capital="MOP 45000000")``."""

    def __init__(self, program: Program) -> None:
        self._parties = {party.name: party for party in program.parties}
        self._made: dict[str, type[TypedFacts]] = {}

    def __getattr__(self, name: str) -> type[TypedFacts]:
        if name.startswith("_") or name not in self._parties:
            alike = nearest(name, self._parties)
            hint = f"; the nearest is {alike[0]}" if alike else ""
            raise AttributeError(f"these rules have no party or record called {name!r}{hint}")
        return self[name]

    def __getitem__(self, name: str) -> type[TypedFacts]:
        """The class of that name; made when it is first asked for.  Raises ``KeyError``."""
        if name not in self._made:
            self._made[name] = _class(self._parties[name])
        return self._made[name]

    def __dir__(self) -> list[str]:
        return sorted(self._parties)


def _class(party: PartyDecl) -> type[TypedFacts]:
    names = frozenset(fact.name for fact in party.facts)
    return type(party.name, (TypedFacts,), {"__slots__": (), "party": party.name, "names": names})


def as_document(facts: Mapping[str, object] | TypedFacts | Sequence[TypedFacts]) -> Mapping[str, object]:
    """Typed objects, alone or in lists, as the mappings of a document; anything else as it is."""
    match facts:
        case TypedFacts():
            return {"party": facts.party, **{name: _plain(value) for name, value in facts.given().items()}}
        case Mapping():
            return facts
        case _:
            return {"subjects": [as_document(one) for one in facts]}


def _plain(value: object) -> object:
    match value:
        case TypedFacts():
            return {name: _plain(inner) for name, inner in value.given().items()}
        case list() | tuple():
            return [_plain(one) for one in value]
        case Mapping():
            return {key: _plain(inner) for key, inner in value.items()}
        case _:
            return value
