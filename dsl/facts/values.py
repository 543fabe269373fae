"""Facts as they are known: what every engine reads.

A missing key is unknown.  Values are typed by the declaration: bool, ``Fraction`` (money in whole units, percent as a
fraction), ``date``, text.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum
from fractions import Fraction

import attrs


class Special(Enum):
    """``UNKNOWN``: nobody said.  ``NEVER``: known not to be (event, date, state, evidence, decision)."""

    UNKNOWN = "unknown"
    NEVER = "never"

    def __repr__(self) -> str:
        return self.name


UNKNOWN = Special.UNKNOWN
NEVER = Special.NEVER

Scalar = bool | Fraction | date | str


@attrs.frozen(slots=True)
class History:
    """``(from, value)`` in ascending order; each value holds until the next begins; unknown before the first."""

    entries: tuple[tuple[date, Scalar | Special], ...]


@attrs.frozen(slots=True)
class ByDay:
    """An event that happened on an unknown day up to ``day`` (included)."""

    day: date


@attrs.frozen(slots=True)
class Spells:
    """Spells of a state, half-open ``(from, until)``, ascending, apart; ``until`` None while it lasts."""

    spells: tuple[tuple[date, date | None], ...]


@attrs.frozen(slots=True)
class Held:
    """Evidence: holds from ``issued`` to ``expires``, both included; ``expires`` None: for good."""

    issued: date
    expires: date | None


@attrs.frozen(slots=True)
class Series:
    """By period key; a missing key is unknown."""

    entries: Mapping[str, Scalar | Special | ByDay]


@attrs.frozen(slots=True)
class Items:
    """A list; ``complete`` False leaves it open."""

    items: tuple[Record, ...]
    complete: bool = True


Value = Special | Scalar | History | ByDay | Spells | Held | Series | Items


@attrs.frozen(slots=True)
class Record:
    """A subject (``party`` is its kind) or an item of a list; ``facts`` lacks what is unknown."""

    party: str
    id: str
    facts: Mapping[str, Value]

    def get(self, name: str) -> Value:
        return self.facts.get(name, UNKNOWN)
