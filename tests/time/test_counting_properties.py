"""The counting rules against a counter that walks day by day, and the order of due days."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given, settings, strategies as st

from prazo.dsl.time.counting import CountingRule, due_day, latest_day_before
from prazo.dsl.time.days import Duration, Unit
from prazo.dsl.time.library import load_standard

RULES = (
    "calendar_days", "hongkong.cap1", "hongkong.plain", "macau.administrative", "macau.civil", "macau.working_days",
)  # fmt: skip
ONE = timedelta(days=1)


def closed_days(name: str, *kinds: str) -> set[str]:
    """The listed days of a calendar file as texts, read without the library."""
    data = json.loads(files("prazo.stdlib").joinpath("calendars").joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return {
        f"{year}-{day}" for year, of_year in data["years"].items() for kind in kinds for day in of_year.get(kind, {})
    }


MACAU_HOLIDAYS = closed_days("macau", "holiday")
MACAU_CLOSURES = closed_days("macau", "holiday", "closure")
HONGKONG_HOLIDAYS = closed_days("hongkong", "holiday")


def open_in_macau_service(day: date) -> bool:
    return day.isoweekday() <= 5 and str(day) not in MACAU_CLOSURES


def open_in_macau_civil(day: date) -> bool:
    return day.isoweekday() <= 6 and str(day) not in MACAU_HOLIDAYS


def open_in_hongkong(day: date) -> bool:
    return day.isoweekday() <= 6 and str(day) not in HONGKONG_HOLIDAYS


def always(_: date) -> bool:
    return True


def walk_days(start: date, n: int, step: int, counts: Callable[[date], bool] = always) -> date:
    day = start
    counted = 0
    while counted < n:
        day += ONE * step
        counted += counts(day)
    return day


def walk_months(start: date, n: int, step: int) -> date:
    """Day by day into the n-th month, then to the day with the number of the start, or the last there is."""
    day = start
    turned = 0
    while turned < n:
        following = day + ONE * step
        turned += following.month != day.month
        day = following
    while day.month == (day - ONE).month:
        day -= ONE
    while day.day < start.day and (day + ONE).month == day.month:
        day += ONE
    return day


def naive(name: str, anchor: date, n: int, unit: Unit, step: int) -> date:
    """The last day by the words of the rule: count, then move off closed days."""
    is_open: Callable[[date], bool] = {
        "macau.administrative": open_in_macau_service,
        "macau.working_days": open_in_macau_service,
        "macau.civil": open_in_macau_civil,
        "hongkong.cap1": open_in_hongkong,
    }.get(name, always)
    if unit == "working day" or name == "macau.working_days" or (name == "hongkong.cap1" and unit == "day" and n <= 6):
        day = walk_days(anchor, n, step, is_open)
    elif unit == "day":
        day = walk_days(anchor, {8: 7, 15: 14}.get(n, n) if name == "macau.civil" else n, step)
    elif unit == "week":
        day = walk_days(anchor, 7 * n, step)
    else:
        day = walk_months(anchor, n if unit == "month" else 12 * n, step)
    while name != "macau.working_days" and not is_open(day):
        day += ONE * step
    return day


def counted(name: str, anchor: date, duration: Duration, step: int) -> date:
    rule = load_standard().rule(name, anchor)
    calendar = load_standard().calendar_of(rule)
    return (due_day if step > 0 else latest_day_before)(rule, calendar, anchor, duration).day


anchors = st.dates(date(2012, 1, 1), date(2027, 12, 31))
lengths: st.SearchStrategy[tuple[int, Unit]] = st.one_of(
    st.tuples(st.integers(0, 400), st.just("day")),
    st.tuples(st.integers(0, 16), st.just("day")),
    st.tuples(st.integers(0, 250), st.just("working day")),
    st.tuples(st.integers(0, 57), st.just("week")),
    st.tuples(st.integers(0, 36), st.just("month")),
    st.tuples(st.integers(0, 3), st.just("year")),
)
units_of = {
    "macau.working_days": ("day", "working day"),
    "calendar_days": ("day", "week", "month", "year"),
    "hongkong.plain": ("day", "week", "month", "year"),
}
directions = st.sampled_from((1, -1))


def countable(name: str, unit: Unit) -> Unit:
    return unit if unit in units_of.get(name, (unit,)) else "day"


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=150)
@given(anchor=anchors, length=lengths, step=directions)
def test_agrees_with_counting_day_by_day(name: str, anchor: date, length: tuple[int, Unit], step: int) -> None:
    n, unit = length[0], countable(name, length[1])
    assert counted(name, anchor, ((n, unit),), step) == naive(name, anchor, n, unit, step)


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=150)
@given(anchor=anchors, later=st.integers(0, 60), length=lengths, step=directions)
def test_a_later_anchor_is_never_due_earlier(
    name: str, anchor: date, later: int, length: tuple[int, Unit], step: int
) -> None:
    assert load_standard().rule(name, anchor).monotone
    duration: Duration = ((length[0], countable(name, length[1])),)
    assert counted(name, anchor, duration, step) <= counted(name, anchor + later * ONE, duration, step)


@pytest.mark.parametrize("name", RULES)
def test_monotone_in_the_anchor_day_after_day(name: str) -> None:
    durations: list[Duration] = [((n, "day"),) for n in (0, 1, 5, 6, 7, 8, 14, 15, 30)]
    if name != "macau.working_days":
        durations += [((n, "month"),) for n in (1, 3)]
        durations.append(((1, "month"), (10, "day")))
    days = [date(2020, 1, 1) + i * ONE for i in range(800)]
    for duration in durations:
        for step in (1, -1):
            found = [counted(name, day, duration, step) for day in days]
            assert found == sorted(found), (duration, step)


@pytest.mark.parametrize("name", RULES)
def test_monotone_in_the_length_exactly_where_the_rule_says_so(name: str) -> None:
    keeps_order = True
    for i in range(500):
        found = [counted(name, date(2025, 6, 1) + i * ONE, ((n, "day"),), 1) for n in range(20)]
        keeps_order = keeps_order and found == sorted(found)
    assert keeps_order == load_standard().rule(name, date(2026, 1, 1)).monotone_in_length


def test_section_71_gives_a_longer_limit_an_earlier_end() -> None:
    assert counted("hongkong.cap1", date(2026, 4, 2), ((7, "day"),), 1) < counted(
        "hongkong.cap1", date(2026, 4, 2), ((5, "day"),), 1
    )


@settings(max_examples=100)
@given(anchor=anchors, n=st.integers(1, 250))
def test_working_days_out_and_back_meet_on_an_open_day(anchor: date, n: int) -> None:
    out = counted("macau.working_days", anchor, ((n, "working day"),), 1)
    assert open_in_macau_service(out)
    back = counted("macau.working_days", out, ((n, "working day"),), -1)
    assert back <= anchor
    assert not any(open_in_macau_service(back + (i + 1) * ONE) for i in range((anchor - back).days))


@pytest.mark.parametrize("name", RULES)
@settings(max_examples=100)
@given(anchor=anchors, length=lengths, step=directions)
def test_what_was_passed_is_closed_and_provisional_says_what_it_says(
    name: str, anchor: date, length: tuple[int, Unit], step: int
) -> None:
    rule = load_standard().rule(name, anchor)
    calendar = load_standard().calendar_of(rule)
    duration: Duration = ((length[0], countable(name, length[1])),)
    result = (due_day if step > 0 else latest_day_before)(rule, calendar, anchor, duration)
    if calendar is None:
        assert (result.passed, result.provisional, result.raw) == ((), False, result.day)
        return
    passed = [day for day, _ in result.passed]
    assert passed == sorted(set(passed), reverse=step < 0)
    assert all(calendar.why_closed(day, rule.closed) == why for day, why in result.passed)
    consulted = [*passed, *([result.raw, result.day] if consults_calendar(rule, duration) else [])]
    if any(not calendar.verifies(day, day) for day in consulted):
        assert result.provisional
    if calendar.verifies(min(anchor, result.day), max(anchor, result.day)):
        assert not result.provisional


def consults_calendar(rule: CountingRule, duration: Duration) -> bool:
    return rule.last_day == "later" or any(n for n, _ in duration)


@pytest.mark.parametrize("counts_event", [False, True])
def test_a_rule_that_counts_the_day_of_the_event_ends_one_day_sooner(counts_event: bool) -> None:
    plain = load_standard().rule("calendar_days", date(2026, 1, 1))
    working = load_standard().rule("macau.working_days", date(2026, 1, 1))
    macau = load_standard().calendar_of(working)
    plain = replace(plain, excludes_event=not counts_event)
    working = replace(working, excludes_event=not counts_event)
    friday = date(2026, 3, 6)
    sooner = ONE if counts_event else ONE * 0
    assert due_day(plain, None, friday, ((10, "day"),)).day == date(2026, 3, 16) - sooner
    assert due_day(plain, None, date(2026, 3, 1), ((1, "month"),)).day == date(2026, 4, 1) - sooner
    assert latest_day_before(plain, None, friday, ((2, "day"),)).day == date(2026, 3, 4) + sooner
    assert due_day(plain, None, friday, ((0, "day"),)).day == friday
    assert due_day(working, macau, friday, ((2, "day"),)).day == (
        date(2026, 3, 9) if counts_event else date(2026, 3, 10)
    )


def test_a_missing_day_may_become_the_first_of_the_next_month() -> None:
    rule = replace(load_standard().rule("calendar_days", date(2026, 1, 1)), missing_day="next")
    assert due_day(rule, None, date(2026, 1, 31), ((1, "month"),)).day == date(2026, 3, 1)
    found = [due_day(rule, None, date(2026, 1, 1) + i * ONE, ((1, "month"),)).day for i in range(400)]
    assert all(one <= other for one, other in pairwise(found))
