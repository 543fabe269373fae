"""Closed days told: as a table for people and as data, in every language in which they have a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

import attrs

from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.report.words.language import ENGLISH
from prazo.dsl.time.library import LANGUAGES, CalendarSheet, TimeLibrary

SCHEMA: Final = "prazo-closed-days/1"


@attrs.frozen(slots=True)
class ClosedDay:
    """``kind``: holiday or closure.  ``names``: language -> name.  ``provisional``: the calendar was not checked."""

    day: date
    kind: str
    names: tuple[tuple[str, str], ...]
    provisional: bool


def closed_days(sheet: CalendarSheet, first: date, last: date) -> Iterator[ClosedDay]:
    """The listed days from ``first`` to ``last`` (both included); those closed every week are not among them."""
    calendar = sheet.calendar
    for day, kind, name in calendar.closed:
        if first <= day <= last:
            yield ClosedDay(day, kind, _names(sheet, name), not calendar.verifies(day, day))


def calendar_text(times: TimeLibrary, name: str, days: Iterable[ClosedDay]) -> str:
    """What a calendar is, then its closed days, one a line."""
    sheet = times.sheet(name)
    calendar = sheet.calendar
    first, end = calendar.verified
    rows = [
        ("closed every", ENGLISH.listed([_told(_names(sheet, one)) for one in calendar.weekly])),
        ("checked", f"from {first} to {end - timedelta(days=1)}; outside that a due day is provisional"),
        ("because", sheet.verified_because),
        ("frozen from", sheet.package),
        ("sources", "; ".join(sheet.sources)),
        ("lacks", "; ".join(sheet.lacks)),
        ("used by", ", ".join(_rules(times, name))),
        ("digest", calendar.digest),
    ]
    lines = [f"{name}: {sheet.title}", *(f"  {left:<12}  {right}" for left, right in rows if right)]
    table = [(ENGLISH.weekday(one.day), one.kind, _told(one.names), one.provisional) for one in days]
    width = max((cells(day) for day, _, _, _ in table), default=0)
    if table:
        lines.append("")
    for day, kind, told, provisional in table:
        mark = "  (provisional)" if provisional else ""
        lines.append(f"  {day}{' ' * (width - cells(day))}  {kind:<7}  {visible(told)}{mark}")
    return "\n".join(lines) + "\n"


def calendar_data(times: TimeLibrary, name: str, days: Iterable[ClosedDay]) -> dict[str, Any]:
    """The same as data."""
    sheet = times.sheet(name)
    calendar = sheet.calendar
    return {
        "name": name,
        "title": sheet.title,
        "digest": calendar.digest,
        "verified": [day.isoformat() for day in calendar.verified],
        "verified_because": sheet.verified_because,
        "package": sheet.package,
        "sources": list(sheet.sources),
        "lacks": list(sheet.lacks),
        "rules": list(_rules(times, name)),
        "weekly": [dict(_names(sheet, one)) for one in calendar.weekly],
        "days": [
            {"day": one.day.isoformat(), "kind": one.kind, "names": dict(one.names), "provisional": one.provisional}
            for one in days
        ],
    }


def _names(sheet: CalendarSheet, english: str) -> tuple[tuple[str, str], ...]:
    others = sheet.names.get(english, {})
    return (("en", english), *((language, others[language]) for language in LANGUAGES if language in others))


def _told(names: tuple[tuple[str, str], ...]) -> str:
    return " · ".join(name for _, name in names)


def _rules(times: TimeLibrary, name: str) -> tuple[str, ...]:
    return tuple(
        sorted(rule.name for rule in times.rules.values() if any(one.calendar == name for one in rule.versions))
    )
