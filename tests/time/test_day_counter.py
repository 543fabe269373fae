"""Every rule against a counter that walks day by day: some starts always, every start from 2012 to 2027 at night."""

import os
from datetime import date, timedelta
from typing import cast

import pytest

from prazo.dsl.time.counting import due_day, latest_day_before
from prazo.dsl.time.days import Unit
from prazo.dsl.time.library import load_standard
from tests.time.day_counter import (
    CONDUCT,
    MOST_DAYS,
    MOST_MONTHS,
    MOST_WEEKS,
    TOMORROW,
    WITHOUT_CALENDAR,
    YESTERDAY,
    last_days,
)

EVERY_START = os.environ.get("PRAZO_HYPOTHESIS_PROFILE") == "nightly"
YEARS = range(2012, 2028) if EVERY_START else (2012, 2016, 2020, 2023, 2026, 2027)


def starts(rule: str, year: int) -> list[date]:
    """Every day of the year at night; otherwise one, another for each rule and year."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(365 + (year % 4 == 0))]
    return days if EVERY_START else [days[(97 * year + 31 * sorted(CONDUCT).index(rule)) % 365]]


@pytest.mark.parametrize("step", [TOMORROW, YESTERDAY], ids=["later", "earlier"])
@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("name", CONDUCT)
def test_agrees_with_a_counter_that_walks(name: str, year: int, step: timedelta) -> None:
    count = due_day if step == TOMORROW else latest_day_before
    for start in starts(name, year):
        rule = load_standard().rule(name, start)
        calendar = load_standard().calendar_of(rule)
        seen = set()
        for n, unit, last in last_days(name, start, step):
            seen.add((n, unit))
            found = count(rule, calendar, start, ((n, cast(Unit, unit)),)).day
            assert found == last, f"{name}: {n} {unit} from {start}"
        assert seen == limits(name)


def limits(rule: str) -> set[tuple[int, str]]:
    """Every limit up to 400 days that the rule can count."""
    most = {"day": MOST_DAYS, "working day": MOST_DAYS, "week": MOST_WEEKS, "month": MOST_MONTHS}
    if rule in WITHOUT_CALENDAR:
        del most["working day"]
    if CONDUCT[rule].only_open_days:
        del most["week"], most["month"]
    return {(n, unit) for unit in most for n in range(most[unit] + 1)}


def test_the_walk_knows_every_rule_that_there_is() -> None:
    assert CONDUCT.keys() == load_standard().rules.keys()


def test_the_walk_itself() -> None:
    """Worked by hand from the calendar on the wall."""
    found = {(n, unit): last for n, unit, last in last_days("macau.administrative", date(2026, 3, 5), TOMORROW)}
    assert found[30, "day"] == date(2026, 4, 8)
    assert found[1, "month"] == date(2026, 4, 8)
    assert found[4, "week"] == date(2026, 4, 2)
    assert found[2, "working day"] == date(2026, 3, 9)
    february = {(n, unit): last for n, unit, last in last_days("calendar_days", date(2026, 1, 31), TOMORROW)}
    assert [february[n, "month"] for n in (1, 2, 3)] == [date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    back = {(n, unit): last for n, unit, last in last_days("hongkong.cap1", date(2026, 4, 8), YESTERDAY)}
    assert back[1, "day"] == date(2026, 4, 2)
    assert back[7, "day"] == date(2026, 4, 1)
