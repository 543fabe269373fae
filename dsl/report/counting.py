"""The count of a time limit, told day by day: what was counted, which days were passed and why, what moved where to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from prazo.dsl.report.words import day_words, duration_words, weekday_words
from prazo.dsl.time.counting import Calendar, Counted, CountingRule, Duration

_MOST_CLOSED: Final = 40
_AS_WEEKS: Final[dict[Duration, str]] = {((8, "day"),): "one week", ((15, "day"),): "two weeks"}

#: depth, what it is, what it comes to
CountRow = tuple[int, str, str]


def count_rows(
    rule: CountingRule, calendar: Calendar | None, counted: Counted, duration: Duration | None, back: bool, moves: bool
) -> Iterator[CountRow]:
    """``duration`` None: a fixed day, which is only moved.  ``back``: counted back.  ``moves``: the last day may move.

    ``calendar``: that of the rule.
    """
    closed = None if calendar is None else calendar.why_closed(counted.raw, rule.closed)
    moved = moves and counted.day != counted.raw
    inside = [(day, why) for day, why in counted.passed if not _after(day, counted, back)]
    over = [(day, why) for day, why in counted.passed if _after(day, counted, back)]
    last = weekday_words(counted.raw)
    if duration is not None:
        yield 1, _counted_words(rule, duration, back), last + (f", closed: {closed}" if moved else "")
    else:
        yield 1, "the day itself", last + (f", closed: {closed}" if moved else "")
    yield from _passed(inside, "not counted: ")
    if moved:
        yield from _passed([one for one in over if one[0] != counted.raw], "closed: ")
        yield 2, f"moved {'earlier' if back else 'later'} to", weekday_words(counted.day)
    elif moves:
        yield 2, "not moved", _why_not_moved(rule, back)
    yield 1, f"counted by {rule.name}", rule.source
    if rule.unverified is not None:
        yield 2, "unverified", rule.unverified
    if counted.provisional and calendar is not None:
        first, end = calendar.verified
        checked = f"from {day_words(first)} to {day_words(end - timedelta(days=1))}"
        yield 2, "provisional", f"the calendar {calendar.name} was checked {checked} only"


def _after(day: date, counted: Counted, back: bool) -> bool:
    """Whether a closed day was met by the last day as it moved, not inside the count."""
    return counted.day != counted.raw and (day <= counted.raw if back else day >= counted.raw)


def _counted_words(rule: CountingRule, duration: Duration, back: bool) -> str:
    weeks = _AS_WEEKS.get(duration) if rule.eight_fifteen_weeks else None
    length = duration_words(duration) + (f", which are {weeks}," if weeks else "")
    direction = " back" if back else ""
    event = "the day itself left out" if rule.excludes_event else "the day itself counted"
    return f"{length}{direction} {event}" if weeks else f"{length}{direction}, {event}"


def _why_not_moved(rule: CountingRule, back: bool) -> str:
    if rule.skips == "all":
        return "only open days are counted"
    if (rule.lead_time if back else rule.last_day) == "never":
        return "this rule moves no day"
    return "an open day"


def _passed(days: list[tuple[date, str]], said: str) -> Iterator[CountRow]:
    for day, why in days[:_MOST_CLOSED]:
        yield 2, weekday_words(day), said + why
    if len(days) > _MOST_CLOSED:
        yield 2, f"and {len(days) - _MOST_CLOSED} more closed days", ""
