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

from prazo.dsl.time.zones import Zone


class Special(Enum):
    """``UNKNOWN``: nobody said.  ``NEVER``: known not to be (event, date, state, evidence, decision)."""

    UNKNOWN = "unknown"
    NEVER = "never"

    def __repr__(self) -> str:
        return self.name


UNKNOWN = Special.UNKNOWN
NEVER = Special.NEVER


@attrs.frozen(slots=True)
class Moment:
    """An event with its time of day: ``instant`` as in ``prazo.dsl.time.zones``, its ``day`` in the zone of the rules.

    ``text``: as reports write it, ``2026-03-05T14:30`` on the clocks of that zone.
    """

    instant: int
    day: date
    text: str

    def isoformat(self) -> str:
        return self.text


Scalar = bool | Fraction | date | Moment | str


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

    entries: Mapping[str, Scalar | Special | ByDay | Held]


@attrs.frozen(slots=True)
class Ref:
    """Another subject of the same document.  ``book``: all its subjects by party and id, once it has been read."""

    party: str
    id: str
    book: Mapping[tuple[str, str], Record] = attrs.field(eq=False, repr=False)

    @property
    def record(self) -> Record:
        """The subject that is meant."""
        return self.book[self.party, self.id]


@attrs.frozen(slots=True)
class Items:
    """A list; ``complete`` False leaves it open."""

    items: tuple[Record, ...]
    complete: bool = True


@attrs.frozen(slots=True)
class Events:
    """When an event was that is given as a list, each day or moment once, ascending; ``complete`` False: or more."""

    times: tuple[date | Moment, ...]
    complete: bool = True


Value = Special | Scalar | History | ByDay | Spells | Held | Series | Ref | Items | Events


@attrs.frozen(slots=True)
class Record:
    """A subject (``party`` is its kind) or an item of a list; ``facts`` lacks what is unknown."""

    party: str
    id: str
    facts: Mapping[str, Value]

    def get(self, name: str) -> Value:
        return self.facts.get(name, UNKNOWN)


def moment_at(instant: int, zone: Zone) -> Moment:
    """The moment of an instant; its text has the offset from UTC only where clocks show the same time twice."""
    day, second = zone.local(instant)
    minutes, seconds = divmod(second, 60)
    text = f"{day.isoformat()}T{minutes // 60:02}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    if len(zone.instants(day, second)) > 1:
        ahead = abs(zone.offset_at(instant)) // 60
        text += f"{'-' if zone.offset_at(instant) < 0 else '+'}{ahead // 60:02}:{ahead % 60:02}"
    return Moment(instant, day, text)


def local_day(time: date | Moment) -> date:
    """The day of a day or a moment."""
    return time.day if isinstance(time, Moment) else time


def day_of(value: object) -> date | None:
    """The day of a day or a moment; None of anything else."""
    return value.day if isinstance(value, Moment) else value if isinstance(value, date) else None
