"""Periods and their keys: ``2021``, ``2021-H1``, ``2021-Q2``, ``2021-06``, ``FY2020``.

Standard library only, besides `days`: this file is copied word for word into generated checkers.  A financial year is
the calendar year and is named by the year in which it ends.
"""

import re
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "financial year": 12}
_SHAPES = {
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    "quarter": re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    "half-year": re.compile(r"(\d{4})-H([12])", re.ASCII),
    "year": re.compile(r"(\d{4})()", re.ASCII),
    "financial year": re.compile(r"FY(\d{4})()", re.ASCII),
}


def number_in_year(period: str, day: date) -> int:
    """Which month, quarter or half-year of its year the day falls in, from 1; 1 for years."""
    return (day.month - 1) // _MONTHS[period] + 1


def key_of(period: str, day: date) -> str:
    """The key of the period that the day falls in."""
    number = number_in_year(period, day)
    if period == "month":
        return f"{day.year:04}-{number:02}"
    if period == "quarter":
        return f"{day.year:04}-Q{number}"
    if period == "half-year":
        return f"{day.year:04}-H{number}"
    return f"{day.year:04}" if period == "year" else f"FY{day.year:04}"


def first_day(period: str, key: str) -> date | None:
    """The first day of the period with this key; None where the key has another shape or lies outside 1900 to 2199."""
    match = _SHAPES[period].fullmatch(key)
    if match is None or not 1900 <= int(match[1]) <= 2199:
        return None
    return date(int(match[1]), (int(match[2] or 1) - 1) * _MONTHS[period] + 1, 1)


def last_day(period: str, key: str) -> date | None:
    """The last day of the period with this key; None as for `first_day`."""
    first = first_day(period, key)
    if first is None:
        return None
    months = first.month - 1 + _MONTHS[period]
    return date(first.year + months // 12, months % 12 + 1, 1) - timedelta(days=1)


def key_before(period: str, day: date) -> str:
    """The key of the period before the one that the day falls in."""
    first = date(day.year, (number_in_year(period, day) - 1) * _MONTHS[period] + 1, 1)
    return key_of(period, first - timedelta(days=1))
