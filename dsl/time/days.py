"""Exact arithmetic on days, months and years, without any calendar of closed days.

Standard library only: this file is copied word for word into generated checkers.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)
LONGEST_DAYS = 36_525

Unit = Literal["day", "working day", "week", "month", "year"]
Duration = tuple[tuple[int, Unit], ...]
"""Parts in the order in which the norm writes them: one month and ten days is ((1, "month"), (10, "day"))."""

MissingDay = Literal["last", "next"]
"""What becomes of 31 April: "last" is the last day of that month (30 April), "next" the first of the next (1 May)."""

_DAYS_IN_WEEK = 7
_MONTHS_IN_YEAR = 12
_MOST_OF_UNIT = {"day": LONGEST_DAYS, "week": LONGEST_DAYS // 7, "month": 1_200, "year": 100}


class TimeRangeError(ValueError):
    """A day before 1900-01-01 or after 2199-12-31, or a stretch of more than 36,525 days."""

    code = "time-range"


class UnitError(ValueError):
    """A unit that cannot be added here: a working day has no length without a calendar."""

    code = "time-unit"


def within_range(day: date) -> date:
    """The same day. Raises TimeRangeError if it is outside 1900-01-01 .. 2199-12-31 (both included)."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise TimeRangeError(f"{day.isoformat()} is outside {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()}.")
    return day


def _out_of_range(day: date, n: int, unit: str) -> TimeRangeError:
    return TimeRangeError(
        f"{n} {unit}s from {day.isoformat()} leaves {FIRST_DAY.isoformat()} to {LAST_DAY.isoformat()},"
        f" or is more than {LONGEST_DAYS} days."
    )


def add_days(day: date, n: int) -> date:
    """The day `n` days later (earlier if `n` is negative). Raises TimeRangeError."""
    within_range(day)
    if abs(n) > LONGEST_DAYS:
        raise _out_of_range(day, n, "day")
    return within_range(day + timedelta(days=n))


def add_months(day: date, n: int, missing: MissingDay = "last") -> date:
    """The corresponding day `n` calendar months later (earlier if `n` is negative).

    Where the month has no such day, `missing` decides: "last" takes the last day of that month, "next" the first
    day of the month after it, whichever way is counted. Raises TimeRangeError.
    """
    within_range(day)
    if abs(n) > _MOST_OF_UNIT["month"]:
        raise _out_of_range(day, n, "month")
    months = day.year * _MONTHS_IN_YEAR + (day.month - 1) + n
    year, month = months // _MONTHS_IN_YEAR, months % _MONTHS_IN_YEAR + 1
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise _out_of_range(day, n, "month")
    length = monthrange(year, month)[1]
    if day.day <= length:
        return date(year, month, day.day)
    last = date(year, month, length)
    return last if missing == "last" else within_range(last + timedelta(days=1))


def add_years(day: date, n: int, missing: MissingDay = "last") -> date:
    """The corresponding day `n` years later; for 29 February see `missing` of `add_months`. Raises TimeRangeError."""
    if abs(n) > _MOST_OF_UNIT["year"]:
        raise _out_of_range(day, n, "year")
    return add_months(day, n * _MONTHS_IN_YEAR, missing)


def add_units(day: date, n: int, unit: Unit, missing: MissingDay = "last") -> date:
    """The day `n` units later (earlier if `n` is negative), for "day", "week", "month" and "year".

    Raises UnitError for "working day", which only a counting rule with a calendar can count, and TimeRangeError.
    """
    match unit:
        case "day":
            return add_days(day, n)
        case "week":
            if abs(n) > _MOST_OF_UNIT["week"]:
                raise _out_of_range(day, n, "week")
            return add_days(day, n * _DAYS_IN_WEEK)
        case "month":
            return add_months(day, n, missing)
        case "year":
            return add_years(day, n, missing)
        case _:
            raise UnitError(f"A {unit} cannot be added without a counting rule and its calendar.")


def add_unmoved(anchor: date, duration: Duration, missing: MissingDay = "last") -> date:
    """The anchor plus each part in the order written; the last day never moves and no calendar is read.

    For durations in conditions ("A is at least N units before B": A plus N is B or earlier), for the caps of
    extensions and for days on which a law begins. Raises UnitError and TimeRangeError.
    """
    day = within_range(anchor)
    for n, unit in duration:
        day = add_units(day, n, unit, missing)
    return within_longest(anchor, day)


def within_longest(start: date, end: date) -> date:
    """`end`. Raises TimeRangeError if it is more than 36,525 days from `start`."""
    if abs((end - start).days) > LONGEST_DAYS:
        raise TimeRangeError(
            f"From {start.isoformat()} to {end.isoformat()} is more than {LONGEST_DAYS} days, the longest allowed."
        )
    return end
