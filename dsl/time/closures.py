"""Days on which a place was closed that its calendar does not list, such as those of a typhoon."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import attrs

from prazo.dsl.time.counting import Calendar
from prazo.dsl.time.library import LISTED_KINDS, CalendarSheet, TimeLibrary, digest_of

#: A calendar that is closed for longer than this without a break says nothing about time limits.
LONGEST_CLOSED = 366


@attrs.frozen
class Closure:
    """One closed day of a calendar.

    `kind`: "closure" closes the services, "holiday" is a holiday for everybody; which of them a rule reads is its own
    affair. `name`: English; `names`: language ("pt", "zh") -> name.
    """

    calendar: str
    day: date
    kind: str
    name: str
    names: Mapping[str, str] = attrs.field(factory=dict)


def closed_too(times: TimeLibrary, closures: Iterable[Closure]) -> TimeLibrary:
    """The library with closed days added; a calendar that gets some has a digest of its own.

    A day that the calendar lists as a holiday stays that; any other becomes what the closure says. `closures` has no
    day twice in one calendar, and only calendars of the library.
    """
    of: dict[str, list[Closure]] = {}
    for one in closures:
        of.setdefault(one.calendar, []).append(one)
    added = {name: _with(times.sheet(name), tuple(sorted(more, key=_day))) for name, more in of.items()}
    return attrs.evolve(times, sheets={**times.sheets, **added})


def without_open_day(sheet: CalendarSheet) -> tuple[date, date] | None:
    """The first and the last day of a run of closed days that leaves the calendar no open day, or None."""
    calendar = sheet.calendar
    kinds = (*calendar.weekly, *LISTED_KINDS)
    day, end = sheet.covered
    first: date | None = None
    while day < end:
        if calendar.why_closed(day, kinds) is not None:
            first = first or day
        elif first is not None:
            if (day - first).days > LONGEST_CLOSED:
                break
            first = None
        day += timedelta(days=1)
    return None if first is None or (day - first).days <= LONGEST_CLOSED else (first, day - timedelta(days=1))


def _with(sheet: CalendarSheet, closures: tuple[Closure, ...]) -> CalendarSheet:
    calendar = sheet.calendar
    closed = {day: (day, kind, name) for day, kind, name in calendar.closed}
    for one in closures:
        if closed.get(one.day, (one.day, "", ""))[1] != "holiday":
            closed[one.day] = (one.day, one.kind, one.name)
    told = [[one.day.isoformat(), one.kind, one.name, dict(one.names)] for one in closures]
    return attrs.evolve(
        sheet,
        calendar=Calendar(
            calendar.name,
            calendar.weekly,
            tuple(closed[day] for day in sorted(closed)),
            calendar.verified,
            digest_of({"calendar": calendar.digest, "closures": told}),
        ),
        names={**sheet.names, **{one.name: dict(one.names) for one in closures if one.names}},
    )


def _day(one: Closure) -> date:
    return one.day
