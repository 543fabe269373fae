"""The facts that a checker knows: parties and records with their declared facts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from prazo.dsl.time.zones import Zone


class Labels(NamedTuple):
    """What people call a thing, by language; None where nobody said."""

    en: str | None = None
    pt: str | None = None
    zh: str | None = None


UNNAMED = Labels()


@dataclass(frozen=True, slots=True)
class FactDecl:
    """A declared fact: ``kind`` and, where it has them, its unit, values, range (both ends included) and owner.

    ``of``: the record that a list is of.  ``period``: that of a series; ``own_period``: read in that of the judged day.
    """

    name: str
    kind: str
    unit: str | None = None
    values: tuple[str, ...] = ()
    of: str | None = None
    owner: str | None = None
    period: str | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    labels: Labels = UNNAMED
    own_period: bool = False

    def of_own_period(self) -> FactDecl:
        """A series as it is read in the period that the judged day falls in."""
        return replace(self, own_period=True)


@dataclass(frozen=True, slots=True)
class PartyDecl:
    """A party or a record (``kind``) with its facts in the order declared.

    ``since``, ``until``: the events with which it begins and ends, where it is declared so.
    """

    name: str
    kind: str
    facts: tuple[FactDecl, ...]
    since: str | None = None
    until: str | None = None

    def fact(self, name: str) -> FactDecl | None:
        """The fact of this name, or None."""
        return next((one for one in self.facts if one.name == name), None)


class WorkedOut(NamedTuple):
    """A definition, whose value nobody gives."""

    of: str
    name: str


@dataclass(frozen=True, slots=True)
class Declarations:
    """All parties, records and definitions."""

    parties: tuple[PartyDecl, ...]
    definitions: tuple[WorkedOut, ...]
    zone: Zone
