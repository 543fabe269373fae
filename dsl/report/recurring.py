"""Norms that recur, and limits that are counted in a period, in words."""

from __future__ import annotations

from prazo.dsl.core import nodes as core
from prazo.dsl.report.words import basics, recurring as w
from prazo.dsl.report.words.language import Language
from prazo.dsl.time.periods import word_of


def period_words(language: Language, period: str) -> str:
    """A kind of period: a financial year that does not end with December with the day on which it does."""
    word = language.say(basics.PERIODS[word_of(period)])
    if period == word_of(period):
        return word
    month, day = (int(part) for part in period[-5:].split("-"))
    ends = language.say(w.END_OF_FEBRUARY) if (month, day) == (2, 28) else day_of_year(language, month, day)
    return language.say(w.FINANCIAL_YEAR_TO, period=word, day=ends)


def day_of_year(language: Language, month: int, day: int) -> str:
    """``30 April``."""
    return language.say(w.DAY_OF_YEAR, day=day, month=language.say(basics.MONTHS[month - 1]))


def period_day(language: Language, on: core.PeriodDay) -> str:
    """A day that is worked out from the own period: ``the end of the following month``."""
    match on:
        case core.EndOf(None):
            return language.say(w.END_OF_PERIOD, period=language.say(w.PERIOD))
        case core.EndOf(kind):
            return language.say(w.END_OF_FOLLOWING, period=language.say(basics.PERIODS[word_of(kind or "")]))
        case core.EndOfMonth(month, years):
            said = language.say(w.END_OF_MONTH, month=language.say(basics.MONTHS[month - 1]))
        case core.DayOfYear(month, day, years):
            said = day_of_year(language, month, day)
    return language.say(w.OF_FOLLOWING_YEAR, day=said) if years else said


def window(language: Language, one: core.Window) -> str:
    """``between 1 April and 30 April of the following year``."""
    first, last = (
        language.day(day.day) if isinstance(day, core.DayLiteral) else period_day(language, day)
        for day in (one.first, one.last)
    )
    return language.say(w.BETWEEN, first=first, last=last)


def each(language: Language, one: core.Each, requirement: bool, start: str, end: str | None, day: str | None) -> str:
    """Of what a norm recurs: ``for each quarter, from begin business on``; what its facts are called is given."""
    period = period_words(language, one.period)
    if day is not None:
        said = language.say(w.ON_LAST_OR_SET_DAY, period=period, day=day)
    else:
        said = language.say(w.ON_LAST_DAY if requirement else w.EACH, period=period)
    said = (
        language.say(w.SINCE, each=said, start=start)
        if end is None
        else language.say(w.SINCE_UNTIL, each=said, start=start, end=end)
    )
    if one.first is None:
        return said
    return language.count(w.FIRST, one.first, each=said, period=period_words(language, one.counted or ""))
