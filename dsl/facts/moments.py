"""Moments as they are written: ``2026-03-05T14:30``, on the clocks of the rules unless with an offset from UTC."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from prazo.dsl.facts.scalars import days_of_month
from prazo.dsl.facts.values import Moment, moment_at
from prazo.dsl.time.zones import SECONDS_OF_DAY, Zone

#: the years in which the clocks of every zone are known
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2040

_MOMENT: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LIKE: Final = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[Tt ][0-9]")
_FARTHEST: Final = 18 * 3600  # no clocks are farther from UTC


class Unfit(NamedTuple):
    """Why a text is no moment: a code with its arguments, and the fix."""

    code: str
    args: Mapping[str, str]
    hint: str | None = None


def like_moment(text: str) -> bool:
    """Whether a time of day was meant."""
    return _LIKE.match(text) is not None


def read_moment(text: str, zone: Zone) -> Moment | Unfit:
    """The moment, or why it is none: no such day or time, or one that the clocks skip or show twice."""
    match = _MOMENT.fullmatch(text)
    if match is None:
        return Unfit("F0170", {"found": text}, "write 2026-03-05T14:30, with seconds and an offset where they matter")
    year, month, number, hour, minute = (int(part) for part in match.groups()[:5])
    seconds = int(match[6] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        hint = f"give the day alone: {text[:10]}"
        return Unfit("F0171", {"found": text, "first": str(FIRST_YEAR), "last": str(LAST_YEAR)}, hint)
    try:
        day = date(year, month, number)
    except ValueError:
        return Unfit("F0020", {"found": text}, days_of_month(year, month))
    ahead = _ahead(match[7]) if match[7] else None
    if hour > 23 or minute > 59 or seconds > 59 or (ahead is not None and abs(ahead) > _FARTHEST):
        return Unfit("F0170", {"found": text}, "hours go from 00 to 23, minutes and seconds from 00 to 59")
    second = hour * 3600 + minute * 60 + seconds
    if ahead is not None:
        return moment_at(day.toordinal() * SECONDS_OF_DAY + second - ahead, zone)
    instants = zone.instants(day, second)
    if len(instants) == 1:
        return moment_at(instants[0], zone)
    if instants:
        hint = " or ".join(_written(text, one, zone) for one in instants)
        return Unfit("F0173", {"found": text, "zone": zone.name}, f"write {hint}")
    return Unfit("F0172", {"found": text, "zone": zone.name}, "write the time with its offset from UTC")


def _ahead(written: str) -> int:
    """Seconds ahead of UTC."""
    if written == "Z":
        return 0
    return (-1 if written[0] == "-" else 1) * (int(written[1:3]) * 3600 + int(written[4:6]) * 60)


def _written(text: str, instant: int, zone: Zone) -> str:
    minutes = zone.offset_at(instant) // 60
    return f"{text}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def time_given(on: object, zone: Zone) -> date | Moment | Unfit:
    """The day or moment that a program gives: a ``date``, a ``datetime``, or a ``Moment``."""
    if isinstance(on, datetime):
        if on.microsecond:
            return Unfit("F0170", {"found": on.isoformat()}, "leave out what is less than a second")
        return read_moment(on.isoformat(), zone)
    if isinstance(on, date | Moment):
        return on
    return Unfit("F0070", {"found": str(on)})
