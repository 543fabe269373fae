"""The count of days as it is told: back and forth, over closed days and inside them, moved and not."""

from datetime import date

from prazo.dsl.report.counting import count_rows
from prazo.dsl.report.words.language import ENGLISH
from prazo.dsl.time.counting import due_day, latest_day_before, move
from prazo.dsl.time.days import Duration
from prazo.dsl.time.library import load_standard


def told(name: str, anchor: str, duration: Duration | None, back: bool = False, moves: bool = True) -> list[str]:
    start = date.fromisoformat(anchor)
    rule = load_standard().rule(name, start)
    calendar = load_standard().calendar_of(rule)
    if duration is None:
        counted = move(rule, calendar, start)
    else:
        counted = (latest_day_before if back else due_day)(rule, calendar, start, duration)
    sheet = None if rule.calendar is None else load_standard().sheet(rule.calendar)
    rows = count_rows(ENGLISH, rule, sheet, counted, duration, back, moves)
    return [f"{left}: {right}" for _, left, right in rows if not left.startswith(("counted by", "unverified"))]


def test_counted_back_it_moves_earlier() -> None:
    assert told("macau.administrative", "2021-06-28", ((15, "day"),), back=True) == [
        "15 days back, the day itself left out: Sunday 13 June 2021, closed: Sunday",
        "Saturday 12 June 2021: closed: Saturday",
        "moved earlier to: Friday 11 June 2021",
    ]


def test_days_inside_the_count_are_told_apart_from_those_moved_over() -> None:
    assert told("hongkong.cap1", "2026-04-02", ((2, "day"),)) == [
        "2 days, the day itself left out: Thursday 9 April 2026",
        "Friday 3 April 2026: not counted: Good Friday",
        "Saturday 4 April 2026: not counted: The day following Good Friday",
        "Sunday 5 April 2026: not counted: Sunday",
        "Monday 6 April 2026: not counted: The day following Ching Ming Festival",
        "Tuesday 7 April 2026: not counted: The day following Easter Monday",
        "not moved: an open day",
    ]


def test_eight_days_are_one_week() -> None:
    assert told("macau.civil", "2026-12-01", ((8, "day"),))[0] == (
        "8 days (one week), the day itself left out: Tuesday 8 December 2026, closed: Immaculate Conception"
    )


def test_a_rule_that_moves_nothing_says_so() -> None:
    assert told("hongkong.plain", "2026-04-02", ((3, "day"),))[-1] == "not moved: this rule moves no day"
    assert told("macau.working_days", "2026-04-02", ((1, "day"),))[-1] == "not moved: only open days are counted"


def test_a_fixed_day_and_a_window_that_never_moves() -> None:
    assert told("macau.civil", "2026-04-05", None) == [
        "the day itself: Sunday 5 April 2026, closed: Ching Ming Festival",
        "moved later to: Monday 6 April 2026",
    ]
    assert told("macau.civil", "2026-04-04", ((1, "day"),), moves=False) == [
        "1 day, the day itself left out: Sunday 5 April 2026"
    ]


def test_where_nobody_checked_the_calendar() -> None:
    assert told("macau.civil", "2026-12-31", ((1, "day"),))[-1] == (
        "provisional: the calendar macau was checked from 1 January 2012 to 31 December 2026 only"
    )
