"""The count of a time limit, told day by day: what was counted, which days were passed and why, what moved where to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from prazo.dsl.report.words import why as w
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import Phrase
from prazo.dsl.time.counting import Counted, CountingRule, Duration
from prazo.dsl.time.library import CalendarSheet

_MOST_CLOSED: Final = 40
_AS_WEEKS: Final[dict[Duration, Phrase]] = {((8, "day"),): w.ONE_WEEK, ((15, "day"),): w.TWO_WEEKS}

#: depth, what it is, what it comes to
CountRow = tuple[int, str, str]


def count_rows(
    language: Language,
    rule: CountingRule,
    sheet: CalendarSheet | None,
    counted: Counted,
    duration: Duration | None,
    back: bool,
    moves: bool,
) -> Iterator[CountRow]:
    """``duration`` None: a fixed day, which is only moved.  ``back``: counted back.  ``moves``: the last day may move.

    ``sheet``: the calendar of the rule, which names its closed days in every language.
    """

    def named(why: str) -> str:
        return why if sheet is None else sheet.name_in(why, language.code)

    closed = None if sheet is None else sheet.calendar.why_closed(counted.raw, rule.closed)
    moved = moves and counted.day != counted.raw
    passed = [(day, named(why)) for day, why in counted.passed]
    inside = [(day, why) for day, why in passed if not _after(day, counted, back)]
    over = [(day, why) for day, why in passed if _after(day, counted, back)]
    last = language.weekday(counted.raw)
    if moved and closed is not None:
        last = language.say(w.DAY_CLOSED, day=last, why=named(closed))
    yield 1, language.say(w.DAY_ITSELF) if duration is None else _counted(language, rule, duration, back), last
    yield from _passed(language, inside, w.NOT_COUNTED)
    if moved:
        yield from _passed(language, [one for one in over if one[0] != counted.raw], w.CLOSED)
        yield 2, language.say(w.MOVED_EARLIER if back else w.MOVED_LATER), language.weekday(counted.day)
    elif moves:
        yield 2, language.say(w.NOT_MOVED), language.say(_why_not_moved(rule, back))
    yield 1, language.say(w.COUNTED_BY, rule=rule.name), rule.source
    if rule.unverified is not None:
        yield 2, language.say(w.UNVERIFIED), rule.unverified
    if counted.provisional and sheet is not None:
        first, end = sheet.calendar.verified
        span = language.until(first, end)
        yield 2, language.say(w.PROVISIONAL), language.say(w.CHECKED_ONLY, calendar=sheet.calendar.name, span=span)


def _after(day: date, counted: Counted, back: bool) -> bool:
    """Whether a closed day was met by the last day as it moved, not inside the count."""
    return counted.day != counted.raw and (day <= counted.raw if back else day >= counted.raw)


def _counted(language: Language, rule: CountingRule, duration: Duration, back: bool) -> str:
    length = language.duration(duration)
    weeks = _AS_WEEKS.get(duration) if rule.eight_fifteen_weeks else None
    if weeks is not None:
        length = language.say(weeks, length=length)
    if back:
        length = language.say(w.BACK, length=length)
    return language.say(w.LEFT_OUT if rule.excludes_event else w.COUNTED_IN, length=length)


def _why_not_moved(rule: CountingRule, back: bool) -> Phrase:
    if rule.skips == "all":
        return w.ONLY_OPEN
    return w.RULE_MOVES_NONE if (rule.lead_time if back else rule.last_day) == "never" else w.OPEN_DAY


def _passed(language: Language, days: list[tuple[date, str]], said: Phrase) -> Iterator[CountRow]:
    for day, why in days[:_MOST_CLOSED]:
        yield 2, language.weekday(day), language.say(said, why=why)
    if len(days) > _MOST_CLOSED:
        yield 2, language.count(w.MORE_CLOSED, len(days) - _MOST_CLOSED), ""
