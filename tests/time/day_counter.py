"""A counter of time limits that walks from day to day and ticks off what it meets, written apart from the library.

It shares nothing with `prazo.dsl.time`: the closed days are read from the files of the calendars, and what each rule
does is written here once more, from the table of docs/time.md.  It never adds a number of days, weeks or months.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

CALENDARS = Path(__file__).parents[2] / "stdlib" / "calendars"
TOMORROW, YESTERDAY = timedelta(days=1), timedelta(days=-1)
SATURDAY, SUNDAY = 6, 7

MOST_DAYS = 400
MOST_WEEKS = 57
MOST_MONTHS = 13


@dataclass(frozen=True)
class Conduct:
    """How a rule counts: which days are closed for it, and the four things in which rules differ."""

    weekend: frozenset[int] = frozenset()
    listed: frozenset[date] = frozenset()
    only_open_days: bool = False
    short: int = 0
    moves: bool = True
    weeks_of_eight_and_fifteen: bool = False

    def open(self, day: date) -> bool:
        return day.isoweekday() not in self.weekend and day not in self.listed


def _listed(name: str, *kinds: str) -> frozenset[date]:
    years = json.loads((CALENDARS / f"{name}.json").read_text(encoding="utf-8"))["years"]
    return frozenset(
        date.fromisoformat(f"{year}-{day}") for year in years for kind in kinds for day in years[year].get(kind, ())
    )


_WEEKEND = frozenset({SATURDAY, SUNDAY})
_SERVICES_CLOSED = _listed("macau", "holiday", "closure")

CONDUCT: dict[str, Conduct] = {
    "calendar_days": Conduct(moves=False),
    "hongkong.plain": Conduct(moves=False),
    "hongkong.cap1": Conduct(frozenset({SUNDAY}), _listed("hongkong", "holiday"), short=6),
    "macau.administrative": Conduct(_WEEKEND, _SERVICES_CLOSED),
    "macau.civil": Conduct(frozenset({SUNDAY}), _listed("macau", "holiday"), weeks_of_eight_and_fifteen=True),
    "macau.working_days": Conduct(_WEEKEND, _SERVICES_CLOSED, only_open_days=True, moves=False),
}
WITHOUT_CALENDAR = ("calendar_days", "hongkong.plain")


def last_days(rule: str, start: date, step: timedelta) -> Iterator[tuple[int, str, date]]:
    """(n, unit, last day) of every limit that the rule can count from `start`, later or earlier by `step`.

    One walk from the start: each day that is met may be the n-th day, the n-th open day, the n-th of its weekday and
    the n-th that ends a month.
    """
    conduct = CONDUCT[rule]
    reached = {"day": 0, "working day": 0, "week": 0, "month": 0}
    most = {"day": MOST_DAYS, "working day": MOST_DAYS, "week": MOST_WEEKS, "month": MOST_MONTHS}
    if rule in WITHOUT_CALENDAR:
        del most["working day"]
    if conduct.only_open_days:
        most = {"working day": MOST_DAYS}
    for unit in ("day", *most) if conduct.only_open_days else most:
        yield 0, unit, _off_closed_days(conduct, start, step)
    day = start
    ends: list[date] = []
    while any(reached[unit] < n for unit, n in most.items()):
        day += step
        ends.append(day)
        for unit in most:
            if reached[unit] < most[unit] and _ticks(conduct, unit, start, day):
                reached[unit] += 1
                n = reached[unit]
                if conduct.only_open_days:
                    yield n, "working day", day
                    yield n, "day", day
                elif unit == "day" and n <= conduct.short:
                    pass  # counted in open days, below
                elif unit == "day" and conduct.weeks_of_eight_and_fifteen and n in (8, 15):
                    yield n, "day", _off_closed_days(conduct, ends[-2], step)
                else:
                    yield n, unit, _off_closed_days(conduct, day, step)
                if unit == "working day" and n <= conduct.short:
                    yield n, "day", day


def _ticks(conduct: Conduct, unit: str, start: date, day: date) -> bool:
    """Whether the day that is met is one more of the unit."""
    if unit == "day":
        return True
    if unit == "working day":
        return conduct.open(day)
    if unit == "week":
        return day.isoweekday() == start.isoweekday()
    ends_month = (day + TOMORROW).month != day.month
    return day.day == start.day or (ends_month and day.day < start.day)


def _off_closed_days(conduct: Conduct, day: date, step: timedelta) -> date:
    while conduct.moves and not conduct.open(day):
        day += step
    return day
