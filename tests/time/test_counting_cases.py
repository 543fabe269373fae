"""The worked cases of the counting rules, and the days at the edges of calendars, years and months."""

from datetime import date

import pytest

from prazo.dsl.time.counting import (
    Calendar,
    Counted,
    CountingError,
    CountingRule,
    due_day,
    latest_day_before,
    move,
    why_not_countable,
)
from prazo.dsl.time.days import Duration, TimeRangeError, Unit
from prazo.dsl.time.library import load_standard


def rule_and_calendar(name: str, on: str = "2026-01-01") -> tuple[CountingRule, Calendar | None]:
    rule = load_standard().rule(name, date.fromisoformat(on))
    return rule, load_standard().calendar_of(rule)


def due(name: str, anchor: str, *parts: tuple[int, Unit]) -> Counted:
    rule, calendar = rule_and_calendar(name)
    return due_day(rule, calendar, date.fromisoformat(anchor), parts)


def before(name: str, anchor: str, *parts: tuple[int, Unit], clear: bool = False) -> Counted:
    rule, calendar = rule_and_calendar(name)
    return latest_day_before(rule, calendar, date.fromisoformat(anchor), parts, clear)


@pytest.mark.parametrize(
    ("rule", "anchor", "n", "unit", "expected"),
    [
        ("macau.administrative", "2026-03-05", 30, "day", "2026-04-08"),
        ("macau.civil", "2026-03-05", 30, "day", "2026-04-06"),
        ("macau.administrative", "2026-04-16", 30, "day", "2026-05-18"),
        ("macau.civil", "2026-04-16", 30, "day", "2026-05-16"),
        ("macau.administrative", "2026-01-31", 1, "month", "2026-03-02"),
        ("macau.working_days", "2021-09-29", 3, "working day", "2021-10-06"),
        ("macau.administrative", "2021-09-29", 3, "working day", "2021-10-06"),
        ("macau.working_days", "2021-09-29", 3, "day", "2021-10-06"),
        ("hongkong.cap1", "2026-03-23", 14, "day", "2026-04-08"),
        ("hongkong.cap1", "2026-03-07", 14, "day", "2026-03-21"),
        ("hongkong.cap1", "2026-04-02", 5, "day", "2026-04-13"),
        ("hongkong.cap1", "2026-04-02", 7, "day", "2026-04-09"),
        ("hongkong.cap1", "2026-03-20", 14, "day", "2026-04-08"),
        ("hongkong.plain", "2013-01-01", 30, "day", "2013-01-31"),
        ("calendar_days", "2019-06-24", 180, "day", "2019-12-21"),
        ("macau.civil", "2026-12-01", 8, "day", "2026-12-09"),
        ("macau.administrative", "2026-12-01", 8, "day", "2026-12-09"),
    ],
)
def test_worked_case(rule: str, anchor: str, n: int, unit: Unit, expected: str) -> None:
    assert due(rule, anchor, (n, unit)).day.isoformat() == expected


@pytest.mark.parametrize(
    ("rule", "anchor", "n", "unit", "clear", "expected"),
    [
        ("macau.administrative", "2021-06-28", 15, "day", False, "2021-06-11"),
        ("macau.administrative", "2021-06-30", 15, "day", False, "2021-06-15"),
        ("macau.working_days", "2021-10-06", 3, "working day", False, "2021-09-29"),
        ("hongkong.plain", "2026-07-01", 3, "month", False, "2026-04-01"),
        ("hongkong.plain", "2026-07-01", 3, "month", True, "2026-03-31"),
        ("hongkong.plain", "2026-05-31", 3, "month", False, "2026-02-28"),
        ("hongkong.cap1", "2026-04-13", 5, "day", False, "2026-04-02"),
        ("calendar_days", "2021-06-28", 15, "day", True, "2021-06-12"),
    ],
)
def test_worked_case_counted_back(rule: str, anchor: str, n: int, unit: Unit, clear: bool, expected: str) -> None:
    assert before(rule, anchor, (n, unit), clear=clear).day.isoformat() == expected


def test_every_day_passed_is_named() -> None:
    counted = due("macau.administrative", "2026-03-05", (30, "day"))
    assert counted.raw == date(2026, 4, 4)
    assert [(day.isoformat(), why) for day, why in counted.passed] == [
        ("2026-04-04", "The Day before Easter"),
        ("2026-04-05", "Ching Ming Festival"),
        ("2026-04-06", "Compensatory rest day for The Day before Easter"),
        ("2026-04-07", "Compensatory rest day for Ching Ming Festival"),
    ]


def test_skipped_days_are_named_in_the_order_they_are_met() -> None:
    counted = before("hongkong.cap1", "2026-04-13", (5, "day"))
    assert [day.isoformat() for day, _ in counted.passed] == [
        "2026-04-12", "2026-04-07", "2026-04-06", "2026-04-05", "2026-04-04", "2026-04-03",
    ]  # fmt: skip
    assert counted.raw == counted.day


def test_only_the_last_day_moves() -> None:
    # A month from 31 January is Saturday 28 February; ten days on from there, not from Monday 2 March.
    counted = due("macau.administrative", "2026-01-31", (1, "month"), (10, "day"))
    assert (counted.raw, counted.day) == (date(2026, 3, 10), date(2026, 3, 10))


def test_mixed_units_are_added_as_written() -> None:
    assert due("calendar_days", "2026-01-31", (1, "month"), (1, "day")).day == date(2026, 3, 1)
    assert due("calendar_days", "2026-01-31", (1, "day"), (1, "month")).day == date(2026, 3, 1)
    assert due("calendar_days", "2026-01-30", (1, "day"), (1, "month")).day == date(2026, 2, 28)
    assert due("calendar_days", "2026-01-30", (1, "month"), (1, "day")).day == date(2026, 3, 1)


def test_short_period_is_the_whole_period() -> None:
    whole = due("hongkong.cap1", "2026-04-02", (4, "day"), (3, "day"))
    assert whole.day == due("hongkong.cap1", "2026-04-02", (7, "day")).day
    assert due("hongkong.cap1", "2026-04-02", (1, "week")).day == date(2026, 4, 9)


@pytest.mark.parametrize(("days", "as_days"), [(7, 7), (8, 7), (9, 9), (14, 14), (15, 14), (16, 16)])
def test_eight_and_fifteen_days_are_weeks_in_the_civil_code(days: int, as_days: int) -> None:
    start = date(2026, 6, 1)
    assert (due("macau.civil", "2026-06-01", (days, "day")).raw - start).days == as_days
    assert (start - before("macau.civil", "2026-06-01", (days, "day")).raw).days == as_days
    assert (due("macau.administrative", "2026-06-01", (days, "day")).raw - start).days == days


@pytest.mark.parametrize(
    ("anchor", "parts", "expected"),
    [
        ("2024-02-29", ((1, "year"),), "2025-02-28"),
        ("2024-02-29", ((4, "year"),), "2028-02-29"),
        ("2024-02-28", ((1, "day"),), "2024-02-29"),
        ("2023-02-28", ((1, "day"),), "2023-03-01"),
        ("2025-12-31", ((1, "day"),), "2026-01-01"),
        ("2025-12-31", ((2, "month"),), "2026-02-28"),
        ("2025-11-30", ((3, "month"),), "2026-02-28"),
        ("2026-02-28", ((1, "month"),), "2026-03-28"),
        ("2026-02-28", ((0, "day"),), "2026-02-28"),
    ],
)
def test_month_and_year_ends(anchor: str, parts: Duration, expected: str) -> None:
    assert due("calendar_days", anchor, *parts).day.isoformat() == expected


def test_fixed_day_moves_later_and_a_lead_time_earlier() -> None:
    rule, calendar = rule_and_calendar("macau.administrative")
    assert move(rule, calendar, date(2021, 5, 3)).day == date(2021, 5, 4)
    assert move(rule, calendar, date(2026, 4, 5)).day == date(2026, 4, 8)
    assert move(rule, calendar, date(2026, 4, 5), earlier=True).day == date(2026, 4, 2)
    assert move(rule, calendar, date(2026, 4, 9)).passed == ()


@pytest.mark.parametrize("name", ["macau.working_days", "hongkong.plain", "calendar_days"])
def test_rules_that_never_move(name: str) -> None:
    rule, calendar = rule_and_calendar(name)
    assert move(rule, calendar, date(2026, 4, 5)).day == date(2026, 4, 5)
    assert move(rule, calendar, date(2026, 4, 5), earlier=True).day == date(2026, 4, 5)


def test_holiday_kinds_differ_by_rule() -> None:
    # 6 April 2026 is a closure of the administration and no holiday; Saturday closes nothing under the Civil Code.
    civil, macau = rule_and_calendar("macau.civil")
    administrative, _ = rule_and_calendar("macau.administrative")
    assert macau is not None
    assert macau.why_closed(date(2026, 4, 6), civil.closed) is None
    assert macau.why_closed(date(2026, 4, 6), administrative.closed) is not None
    assert macau.why_closed(date(2026, 4, 11), civil.closed) is None
    assert macau.why_closed(date(2026, 4, 11), administrative.closed) == "Saturday"


def test_afternoon_closures_close_no_day() -> None:
    administrative, macau = rule_and_calendar("macau.administrative")
    assert macau is not None
    assert macau.why_closed(date(2026, 12, 31), administrative.closed) is None
    assert macau.why_closed(date(2026, 2, 16), administrative.closed) is None
    assert macau.why_closed(date(2012, 12, 31), administrative.closed) == "New Year's Eve"


def test_provisional_at_the_first_and_last_verified_day() -> None:
    # 2011-12-31 is a Saturday, 2012-01-01 a Sunday and a holiday, 2012-01-02 a closure.
    assert not due("macau.administrative", "2011-12-02", (30, "day")).provisional
    assert due("macau.administrative", "2011-12-02", (30, "day")).day == date(2012, 1, 3)
    assert due("macau.administrative", "2011-12-01", (30, "day")).provisional
    assert not before("macau.administrative", "2012-02-02", (30, "day")).provisional
    assert before("macau.administrative", "2012-01-31", (30, "day")).provisional
    # 2026-12-31 is open and verified; 2027-01-01 is computed.
    assert not due("macau.administrative", "2026-12-01", (30, "day")).provisional
    assert due("macau.administrative", "2026-12-02", (30, "day")).provisional
    assert not due("hongkong.cap1", "2026-12-28", (3, "day")).provisional
    assert due("hongkong.cap1", "2026-12-28", (4, "day")).provisional


def test_days_that_decide_nothing_make_nothing_provisional() -> None:
    assert not due("calendar_days", "2050-01-01", (30, "day")).provisional
    assert not due("hongkong.plain", "1950-01-01", (3, "month")).provisional
    # The anchor lies outside, every day counted inside.
    assert not due("macau.working_days", "2011-12-31", (3, "working day")).provisional
    assert due("macau.working_days", "2011-12-30", (3, "working day")).provisional
    # A count of open days depends on every day on the way, a moved last day on that day only.
    assert due("macau.working_days", "2026-12-30", (2, "working day")).provisional
    assert not due("macau.working_days", "2026-12-30", (0, "working day")).provisional


def test_fixed_day_outside_the_verified_interval_is_provisional() -> None:
    rule, calendar = rule_and_calendar("macau.civil")
    assert move(rule, calendar, date(2027, 1, 4)).provisional
    assert not move(rule, calendar, date(2026, 12, 31)).provisional


@pytest.mark.parametrize(
    ("name", "parts", "words"),
    [
        ("calendar_days", ((3, "working day"),), "cannot count working days"),
        ("hongkong.plain", ((3, "working day"),), "cannot count working days"),
        ("macau.working_days", ((1, "month"),), "cannot count months"),
        ("macau.working_days", ((1, "week"),), "cannot count weeks"),
        ("macau.civil", ((-1, "day"),), "-1 days"),
        ("macau.civil", (), "needs a length"),
        ("macau.civil", ((1, "fortnight"),), "cannot count in fortnights"),
    ],
)
def test_what_a_rule_cannot_count_is_refused(name: str, parts: Duration, words: str) -> None:
    rule, calendar = rule_and_calendar(name)
    sentence = why_not_countable(rule, parts)
    assert sentence is not None
    assert words in sentence
    with pytest.raises(CountingError, match=words):
        due_day(rule, calendar, date(2026, 1, 1), parts)
    with pytest.raises(CountingError, match=words):
        latest_day_before(rule, calendar, date(2026, 1, 1), parts)


def test_another_rules_calendar_is_refused() -> None:
    rule, _ = rule_and_calendar("macau.civil")
    for other in (None, load_standard().calendar("hongkong")):
        with pytest.raises(CountingError, match="calendar macau"):
            due_day(rule, other, date(2026, 1, 1), ((1, "day"),))
        with pytest.raises(CountingError, match="calendar macau"):
            move(rule, other, date(2026, 1, 1))


@pytest.mark.parametrize(
    ("anchor", "parts"),
    [
        ("2199-12-31", ((1, "day"),)),
        ("2199-12-01", ((1, "month"),)),
        ("2026-01-01", ((36_526, "day"),)),
        ("2026-01-01", ((36_526, "working day"),)),
        ("2026-01-01", ((36_525, "working day"),)),
        ("2026-01-01", ((10**30, "year"),)),
        ("2026-01-01", ((60, "year"), (60, "year"))),
    ],
)
def test_a_limit_beyond_the_range_is_refused(anchor: str, parts: Duration) -> None:
    rule, calendar = rule_and_calendar("macau.administrative")
    with pytest.raises(TimeRangeError):
        due_day(rule, calendar, date.fromisoformat(anchor), parts)


def test_a_last_day_that_would_move_out_of_the_range_is_refused() -> None:
    rule, calendar = rule_and_calendar("macau.administrative")
    with pytest.raises(TimeRangeError):
        latest_day_before(rule, calendar, date(1900, 1, 1), ((1, "day"),))
    with pytest.raises(TimeRangeError):
        move(rule, calendar, date(1899, 12, 31))
    closed_at_the_end = Calendar("macau", (), ((date(2199, 12, 31), "holiday", "Last"),), (date(2000, 1, 1),) * 2, "")
    with pytest.raises(TimeRangeError):
        move(rule, closed_at_the_end, date(2199, 12, 31))
