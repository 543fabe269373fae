"""Periods and their keys: ``2021``, ``2021-H1``, ``2021-Q2``, ``2021-06``, ``FY2020``.

Standard library only, besides `days`: this file is copied word for word into generated checkers.  A kind of period is
"month", "quarter", "half-year", "year" or "financial year"; a financial year that does not end with December has the
last day in its kind: "financial year to 06-30"; to 02-28 is to the last day of February.  It is named by the year in
which it ends.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

_FINANCIAL = "financial year"
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, _FINANCIAL: 12}
_SHAPES = {
    "month": re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    "quarter": re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    "half-year": re.compile(r"(\d{4})-H([12])", re.ASCII),
    "year": re.compile(r"(\d{4})()", re.ASCII),
    _FINANCIAL: re.compile(r"FY(\d{4})()", re.ASCII),
}
_DAY = timedelta(days=1)


def word_of(period: str) -> str:
    """The kind without its last day: "financial year"."""
    return _FINANCIAL if period.startswith(_FINANCIAL) else period


def end_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - _DAY


def _year_end(period: str, year: int) -> date:
    """The last day of the financial year that ends in a year."""
    month, day = (int(part) for part in period[-5:].split("-"))
    return end_of_month(year, 2) if (month, day) == (2, 28) else date(year, month, day)


def number_in_year(period: str, day: date) -> int:
    """Which month, quarter or half-year of its year the day falls in, from 1; 1 for years."""
    return (day.month - 1) // _MONTHS[word_of(period)] + 1


def key_of(period: str, day: date) -> str:
    """The key of the period that the day falls in."""
    number = number_in_year(period, day)
    if period == "month":
        return f"{day.year:04}-{number:02}"
    if period == "quarter":
        return f"{day.year:04}-Q{number}"
    if period == "half-year":
        return f"{day.year:04}-H{number}"
    if period in _MONTHS:
        return f"{day.year:04}" if period == "year" else f"FY{day.year:04}"
    return f"FY{day.year + (day > _year_end(period, day.year)):04}"


def first_day(period: str, key: str) -> date | None:
    """The first day of the period with this key; None where the key has another shape or lies outside 1900 to 2199."""
    match = _SHAPES[word_of(period)].fullmatch(key)
    if match is None or not 1900 <= int(match[1]) <= 2199:
        return None
    if period not in _MONTHS:
        return _year_end(period, int(match[1]) - 1) + _DAY
    return date(int(match[1]), (int(match[2] or 1) - 1) * _MONTHS[period] + 1, 1)


def last_day(period: str, key: str) -> date | None:
    """The last day of the period with this key; None as for `first_day`."""
    first = first_day(period, key)
    return None if first is None else span_of(period, first)[1]


def span_of(period: str, day: date) -> tuple[date, date]:
    """The first and the last day of the period that the day falls in."""
    if period not in _MONTHS:
        ends = _year_end(period, day.year + (day > _year_end(period, day.year)))
        return _year_end(period, ends.year - 1) + _DAY, ends
    months = _MONTHS[period]
    begins = (number_in_year(period, day) - 1) * months + 1
    return date(day.year, begins, 1), end_of_month(day.year, begins + months - 1)


class Period(NamedTuple):
    """One period, from its first to its last day."""

    key: str
    first: date
    last: date


def period_of(period: str, day: date) -> Period:
    """The period that the day falls in."""
    return Period(key_of(period, day), *span_of(period, day))


def period_after(period: str, one: Period) -> Period:
    """The period that follows."""
    return period_of(period, one.last + _DAY)


def key_before(period: str, day: date) -> str:
    """The key of the period before the one that the day falls in."""
    return key_of(period, span_of(period, day)[0] - _DAY)
