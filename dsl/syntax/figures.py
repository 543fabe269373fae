"""Amounts, numbers, percentages, dates and durations as written, read exactly, within the limits of the language."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import DurationPart, Span

MOST_DIGITS = 38
MOST_DECIMALS = 12
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_DAYS = 36_525

# Days of one unit, for the limit alone.
_DAYS: dict[str, Fraction] = {
    "day": Fraction(1), "working day": Fraction(1), "week": Fraction(7), "month": Fraction(30), "year": Fraction(365),
    "hour": Fraction(1, 24),
}  # fmt: skip
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*(?:\.[0-9]+)?\Z")
_SCALES = {
    "K": 1_000, "M": 1_000_000, "B": 1_000_000_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
}  # fmt: skip


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
#: the days that a month always has; the end of February is said in words
LEAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def read_number(written: str, span: Span) -> Fraction:
    """``30,000,000`` or ``1.5`` exactly; commas only between groups of three digits (``Refused``)."""
    digits, decimals = _digits(written, span)
    return Fraction(digits, 10**decimals) if decimals else Fraction(digits)


def _digits(written: str, span: Span) -> tuple[int, int]:
    """A number as a whole number, and how many of its digits stand behind the point (``Refused``)."""
    if "," in written and not _THOUSANDS.match(written):
        whole, point, rest = written.replace(",", "").partition(".")
        grouped = f"{int(whole):,}" if len(whole) <= MOST_DIGITS else ""
        hint = f'write "{grouped}{point}{rest}"' if grouped else None
        raise Refused("P0120", span, hint, found=written)
    if len(written) < MOST_DECIMALS and written.isdigit():
        return int(written), 0
    plain = written.replace(",", "")
    whole, _, decimals = plain.partition(".")
    whole = whole.lstrip("0")
    if len(whole) + len(decimals) > MOST_DIGITS:
        raise Refused("P0121", span, limit=str(MOST_DIGITS))
    if len(decimals) > MOST_DECIMALS:
        raise Refused("P0122", span, found=str(len(decimals)), limit=str(MOST_DECIMALS))
    return int(whole + decimals or "0"), len(decimals)


def read_amount(written: str, span: Span) -> tuple[str, Fraction]:
    """``MOP 30M``, ``HKD 10 million``: the currency code and the exact value in whole units of it."""
    currency, figure = written[:3], written[3:].strip()
    scale = 1
    if figure[-1] in "KMB":
        figure, scale = figure[:-1], _SCALES[figure[-1]]
    elif figure[-1] == "n" or figure[-1] == "d":
        figure, _, word = re.sub(r"[ \t]+", " ", figure).partition(" ")
        scale = _SCALES[word]
    negative = figure.startswith("-")
    digits, decimals = _digits(figure[1:] if negative else figure, span)
    digits *= -scale if negative else scale
    if abs(digits) >= 10 ** (MOST_DIGITS + decimals):
        raise Refused("P0121", span, limit=str(MOST_DIGITS))
    return currency, Fraction(digits, 10**decimals) if decimals else Fraction(digits)


def read_percent(written: str, span: Span) -> Fraction:
    """``25%`` as 1/4."""
    digits, decimals = _digits(written[:-1].rstrip(), span)
    return Fraction(digits, 10 ** (decimals + 2))


def read_date(written: str, span: Span) -> date:
    """``2021-06-30``; a day that there is, from 1900 to 2199 (``Refused``)."""
    year, month, day = written.split("-")
    if len(year) > 4 or not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise Refused("P0124", span, found=written, first=str(FIRST_YEAR), last=str(LAST_YEAR))
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        raise Refused("P0123", span, _near_day(int(year), int(month)), found=written) from None
    if len(month) != 2 or len(day) != 2 or len(year) != 4:
        raise Refused("P0123", span, f'write "{found.isoformat()}"', found=written)
    return found


def _near_day(year: int, month: int) -> str | None:
    if not 1 <= month <= 12:
        return "a date is year-month-day, such as 2021-06-30"
    after = date(year + month // 12, month % 12 + 1, 1)
    return f"the last day of that month is {date.fromordinal(after.toordinal() - 1).isoformat()}"


def read_whole(written: str, span: Span) -> int:
    """A whole number, for counts and durations."""
    value = read_number(written, span)
    if value.denominator != 1:
        raise Refused("P0126", span, found=written)
    return int(value)


def month_number(written: str) -> int:
    """``April`` is 4."""
    return MONTHS.index(written.capitalize()) + 1


def check_duration(parts: tuple[DurationPart, ...], span: Span) -> None:
    """Refuse a duration longer than about a century."""
    if sum(part.number * _DAYS[part.unit] for part in parts) > LONGEST_DAYS:
        raise Refused("P0125", span, limit=f"{LONGEST_DAYS:,}")
