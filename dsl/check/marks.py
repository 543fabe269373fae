"""Marks: everything that is made from an ``unverified`` line says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from prazo.dsl.check.blocks import with_alternatives
from prazo.dsl.check.mentions import Followed, Path
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import InstrumentTable, NormHead, Tables
from prazo.dsl.core.nodes import FixedValue
from prazo.dsl.syntax import tree

#: Lines of a norm that are no piece of a body and speak for all of it.
_OF_THE_WHOLE = (
    tree.Cites, tree.On, tree.CountedBy, tree.OwedTo, tree.LawAsOn, tree.FailingWhich, tree.ExceptWhere, tree.ForBreach,
    tree.Since,
)  # fmt: skip

#: Lines that say whether a norm holds.
_OF_SCOPE = (
    tree.On, tree.Where, tree.While, tree.LawAsOn, tree.ExceptWhere, tree.PrevailsOver, tree.Section
)  # fmt: skip


class _Draft(Protocol):
    """A norm or consequence whose bodies are known."""

    @property
    def head(self) -> NormHead: ...
    @property
    def instrument(self) -> InstrumentTable: ...
    @property
    def subject(self) -> str: ...


class Marks:
    """The reasons of all unverified lines that a body rests on: its own, its version's, its definitions' and facts'."""

    def __init__(
        self,
        tables: Tables,
        followed: Followed,
        fixed: Iterable[FixedValue],
        effects: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """``effects``: the reasons of each effect and of what brings it."""
        self._tables = tables
        self._effects = effects or {}
        self._followed = followed
        self._defined = {
            id: tuple(line.unverified for line in with_alternatives(head.block.lines) if line.unverified is not None)
            for id, head in tables.definitions.items()
        }
        self._any_defined = any(self._defined.values())
        self._any_fact = any(
            fact.unverified is not None for party in tables.parties.values() for fact in party.facts.values()
        ) or any(one.unverified is not None for one in fixed)
        self._fixed: dict[tuple[str, str], list[str]] = {}
        for one in fixed:
            if one.unverified is not None:
                self._fixed.setdefault((one.party, one.fact), []).append(one.unverified)

    def of_scope(self, head: NormHead) -> tuple[str, ...]:
        """The marks of the lines that say whether a norm holds, so that it displaces another."""
        return tuple(
            line.unverified
            for line in head.block.lines
            if line.unverified is not None and isinstance(line.body, _OF_SCOPE)
        )

    def of(
        self,
        draft: _Draft,
        versions: Sequence[str],
        own: Iterable[str],
        mentions: Sequence[Mention],
        paths: Iterable[Path],
    ) -> tuple[str, ...]:
        """The marks of one body, in force in these versions, each once, in the order of the text."""
        found = dict.fromkeys(own)
        for line in draft.head.block.lines:
            if line.unverified is not None and isinstance(line.body, _OF_THE_WHOLE):
                found.setdefault(line.unverified)
        for decl in draft.instrument.decl.versions:
            if decl.name in versions and decl.unverified is not None:
                found.setdefault(decl.unverified)
        for effect in self._followed.effects(mentions):
            found.update(dict.fromkeys(self._effects.get(effect, ())))
        if self._any_defined:
            for definition in self._followed.reached(mentions):
                found.update(dict.fromkeys(self._defined.get(definition, ())))
        if self._any_fact:
            for path in paths:
                found.update(dict.fromkeys(self._of_fact(draft.subject, path)))
        return tuple(found)

    def _of_fact(self, subject: str, path: Path) -> list[str]:
        """The reasons of the declaration of a fact, and of the values that instruments fix for it."""
        party = self._tables.parties[subject]
        for name in path[:-1]:
            party = self._tables.parties[party.facts[name].of or ""]
        declared = party.facts[path[-1]].unverified
        fixed = self._fixed.get((party.name, path[-1]), [])
        return fixed if declared is None else [declared, *fixed]
