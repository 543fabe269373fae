"""Exact arithmetic on days, against the standard library's own calendar and at the edges of the range."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.time.days import (
    FIRST_DAY,
    LAST_DAY,
    LONGEST_DAYS,
    Duration,
    MissingDay,
    TimeRangeError,
    Unit,
    UnitError,
    add_days,
    add_months,
    add_units,
    add_unmoved,
    add_years,
    within_longest,
)

days = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("day", "n", "missing", "expected"),
    [
        ("2026-01-31", 1, "last", "2026-02-28"),
        ("2026-01-31", 1, "next", "2026-03-01"),
        ("2024-01-31", 1, "last", "2024-02-29"),
        ("2024-01-31", 1, "next", "2024-03-01"),
        ("2026-03-31", -1, "last", "2026-02-28"),
        ("2026-03-31", -1, "next", "2026-03-01"),
        ("2026-12-31", 2, "last", "2027-02-28"),
        ("2026-01-15", -1, "last", "2025-12-15"),
        ("2026-01-15", -13, "last", "2024-12-15"),
        ("2026-10-31", 0, "last", "2026-10-31"),
    ],
)
def test_months(day: str, n: int, missing: MissingDay, expected: str) -> None:
    assert add_months(date.fromisoformat(day), n, missing).isoformat() == expected


@given(day=days, n=st.integers(-400, 400))
def test_months_keep_the_number_of_the_day_or_take_the_last(day: date, n: int) -> None:
    moved = add_months(day, n)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day == min(day.day, calendar.monthrange(moved.year, moved.month)[1])


@given(day=days, n=st.integers(-40, 40))
def test_years_and_weeks_are_months_and_days(day: date, n: int) -> None:
    assert add_years(day, n) == add_months(day, 12 * n) == add_units(day, n, "year")
    assert add_units(day, n, "week") == add_days(day, 7 * n) == day + timedelta(days=7 * n)


def test_leap_days() -> None:
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 1, "next") == date(2025, 3, 1)
    assert add_years(date(2096, 2, 29), 4) == date(2100, 2, 28)
    assert add_years(date(1996, 2, 29), 4) == date(2000, 2, 29)


def test_a_working_day_has_no_length_of_its_own() -> None:
    with pytest.raises(UnitError, match="working day"):
        add_units(date(2026, 1, 1), 1, "working day")
    with pytest.raises(UnitError):
        add_unmoved(date(2026, 1, 1), ((1, "month"), (1, "working day")))


def test_unmoved_adds_as_written_and_nothing_is_nothing() -> None:
    assert add_unmoved(date(2026, 1, 30), ((1, "month"), (1, "day"))) == date(2026, 3, 1)
    assert add_unmoved(date(2026, 1, 30), ((1, "day"), (1, "month"))) == date(2026, 2, 28)
    assert add_unmoved(date(2026, 1, 31), ((1, "month"),), "next") == date(2026, 3, 1)
    assert add_unmoved(date(2026, 4, 5), ()) == date(2026, 4, 5)
    # A published Monday, in force on the sixth day after, a Sunday: a beginning does not move.
    assert add_unmoved(date(2025, 1, 6), ((6, "day"),)) == date(2025, 1, 12)


def test_the_edges_of_the_range_are_inside() -> None:
    assert add_days(FIRST_DAY, LONGEST_DAYS) == date(2000, 1, 2)
    assert add_days(LAST_DAY, 0) == LAST_DAY
    assert add_days(date(2199, 12, 30), 1) == LAST_DAY
    assert add_days(date(1900, 1, 2), -1) == FIRST_DAY
    assert add_years(date(2000, 1, 1), 100) == date(2100, 1, 1)
    assert within_longest(date(2000, 1, 1), date(2100, 1, 1)) == date(2100, 1, 1)


@pytest.mark.parametrize(
    ("day", "n", "unit"),
    [
        (LAST_DAY, 1, "day"),
        (FIRST_DAY, -1, "day"),
        (date(1899, 12, 31), 0, "day"),
        (date(2200, 1, 1), 0, "month"),
        (date(2199, 12, 1), 1, "month"),
        (date(1900, 1, 31), -1, "month"),
        (date(2199, 1, 1), 1, "year"),
        (date(2026, 1, 1), LONGEST_DAYS + 1, "day"),
        (date(2026, 1, 1), 5_218, "week"),
        (date(2026, 1, 1), 1_201, "month"),
        (date(2026, 1, 1), 101, "year"),
        (date(2026, 1, 1), 10**40, "day"),
        (date(2026, 1, 1), -(10**40), "week"),
        (date(2026, 1, 1), 10**40, "month"),
        (date(2026, 1, 1), 10**40, "year"),
    ],
)
def test_beyond_the_range_is_refused(day: date, n: int, unit: Unit) -> None:
    with pytest.raises(TimeRangeError):
        add_units(day, n, unit)


@pytest.mark.parametrize("duration", [((60, "year"), (60, "year")), ((36_525, "day"), (1, "day"))])
def test_the_longest_stretch_is_that_of_all_parts(duration: Duration) -> None:
    with pytest.raises(TimeRangeError, match="36525"):
        add_unmoved(date(2000, 1, 1), duration)


def test_a_missing_last_day_of_the_range_is_refused() -> None:
    assert add_months(date(2199, 10, 31), 1) == date(2199, 11, 30)
    assert add_months(date(2199, 10, 31), 1, "next") == date(2199, 12, 1)
