"""Amounts, days and durations in English, from exact values or from the texts of a report."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.report import format_values
from prazo.dsl.time.counting import WEEKDAYS
from prazo.dsl.time.days import Duration

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_AMOUNT: Final = re.compile(r"(?:([A-Z]{3}) )?(-?)([0-9]+)((?:\.[0-9]+)?(?:/[0-9]+)?%?)")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def day_words(day: date) -> str:
    """``3 July 2021``."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: date) -> str:
    """``Saturday 3 July 2021``."""
    return f"{WEEKDAYS[day.weekday()]} {day_words(day)}"


def time_words(written: str, weekday: bool = True) -> str:
    """A day or a moment of a report: ``Saturday 3 July 2021``, ``Sunday 8 March 2026, 14:30``."""
    day, _, time = written.partition("T")
    words = (weekday_words if weekday else day_words)(date.fromisoformat(day))
    return f"{words}, {time}" if time else words


def figure_words(value: Fraction, unit: str) -> str:
    """``MOP 45,000,000``, ``9.99%``, ``1,200``, ``3 July 2021``."""
    if unit == core.DATE:
        return day_words(date.fromordinal(int(value)))
    return value_words(format_values.figure_text(value, unit, decimals))


def value_words(value: Any) -> str:
    """A value of a report for people: thousands by commas, days written out, an interval as ``from .. to ..``."""
    if isinstance(value, str):
        amount = _AMOUNT.fullmatch(value)
        if amount:
            currency, minus, whole, rest = amount.groups()
            return f"{currency + ' ' if currency else ''}{minus}{int(whole):,}{rest}"
        if _DAY.fullmatch(value):
            return day_words(date.fromisoformat(value))
        return value
    if len(value) == 2 and None in value:
        low, high = value
        if low is None and high is None:
            return "any figure"
        return f"at least {value_words(low)}" if high is None else f"at most {value_words(high)}"
    if len(value) == 2 and all(_AMOUNT.fullmatch(end) for end in value):
        return f"from {value_words(value[0])} to {value_words(value[1])}"
    return listed([value_words(one) for one in value])


def duration_words(duration: Duration) -> str:
    """``1 year and 180 days``; ``no time`` where it is empty."""
    return " and ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in duration) or "no time"


def listed(parts: list[str], last: str = "and") -> str:
    """``a, b and c``."""
    *others, final = parts or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def until_words(start: date | None, end: date | None) -> str:
    """The half-open days of a version: ``until 21 September 2020``, ``from 22 September 2020``, ``at all times``."""
    last = None if end is None else day_words(date.fromordinal(end.toordinal() - 1))
    if start is None:
        return "at all times" if last is None else f"until {last}"
    return f"from {day_words(start)}" + (f" to {last}" if last else "")
