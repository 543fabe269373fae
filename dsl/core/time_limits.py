"""Time limits of the core: what time is counted from, how long it is, how several limits are one."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.core.shown import Shown
from prazo.dsl.core.terms import DayLiteral, DefinedDay, Fact, Figure
from prazo.dsl.time.days import Duration, Unit


@attrs.frozen(slots=True, repr=False)
class DoneOrDue(Shown):
    """The day of ``act`` or, where it is not done and overdue, the day or moment by which ``norm`` wanted it."""

    act: Fact
    norm: str


@attrs.frozen(slots=True, repr=False)
class SpellDay(Shown):
    """The first day of the spell that is judged of a state or, ``end``, the day on which it has ended."""

    state: Fact
    end: bool


@attrs.frozen(slots=True, repr=False)
class BreachDay(Shown):
    """The first day of the breach of another norm, of the subject itself or (``binder`` 1) of the same item."""

    norm: str
    binder: int


#: what time is counted from or back from: an event, a day that a definition works out, an act or the day it was due,
#: a day of a spell, the first day of a breach
Anchor = Fact | DefinedDay | DoneOrDue | SpellDay | BreachDay


@attrs.frozen(slots=True, repr=False)
class AfterEvent(Shown):
    """Due ``duration`` after ``anchor``, counted by ``rule``."""

    anchor: Anchor
    duration: Duration
    rule: str


@attrs.frozen(slots=True, repr=False)
class BeforeEvent(Shown):
    """Due at the latest ``duration`` before ``anchor``, counted back by ``rule``; ``clear``: both ends left out."""

    anchor: Anchor
    duration: Duration
    rule: str
    clear: bool


@attrs.frozen(slots=True, repr=False)
class UntilEvent(Shown):
    """Due on the day before ``anchor`` or, ``inclusive``, on its day.  Never moved; counted back."""

    anchor: Anchor
    inclusive: bool


@attrs.frozen(slots=True, repr=False)
class FixedDay(Shown):
    """Due on ``day``, moved by ``rule`` where the rule moves."""

    day: date
    rule: str


@attrs.frozen(slots=True, repr=False)
class AfterSet(Shown):
    """Due as many ``unit`` after ``anchor`` as ``number`` says on the judged day (whole ones, at least 0)."""

    anchor: Anchor
    number: Figure
    unit: Unit
    rule: str


@attrs.frozen(slots=True, repr=False)
class Forthwith(Shown):
    """Due on the day of ``anchor``, never moved; open-textured."""

    anchor: Anchor


@attrs.frozen(slots=True, repr=False)
class NoStatedTime(Shown):
    """After ``anchor``, at no stated time: never overdue; open-textured."""

    anchor: Anchor


@attrs.frozen(slots=True, repr=False)
class Regularly(Shown):
    """Again and again, nobody says how often: never fulfilled and never overdue; open-textured."""


@attrs.frozen(slots=True, repr=False)
class HoursAfter(Shown):
    """Due so many elapsed hours after the moment of ``anchor``; never moved."""

    anchor: Anchor
    hours: int


@attrs.frozen(slots=True, repr=False)
class HoursBefore(Shown):
    """Due at the latest so many elapsed hours before the moment of ``anchor``; never moved."""

    anchor: Anchor
    hours: int


@attrs.frozen(slots=True, repr=False)
class LaterOf(Shown):
    """Due when the last of these limits ends; counted from the last of their anchors, and waits for all of them."""

    limits: tuple[Limit, ...]


@attrs.frozen(slots=True, repr=False)
class EarlierOf(Shown):
    """Due when the first of these limits ends; counted from the first of their anchors, skips those not happened."""

    limits: tuple[Limit, ...]


# Limits of a norm that recurs: days that are worked out from its own period.


@attrs.frozen(slots=True, repr=False)
class EndOf(Shown):
    """The last day of the own period (``period`` None), or of the month, quarter, .. that follows it."""

    period: str | None


@attrs.frozen(slots=True, repr=False)
class EndOfMonth(Shown):
    """The last day of a month of the year in which the own period ends, or ``years`` later."""

    month: int
    years: int


@attrs.frozen(slots=True, repr=False)
class DayOfYear(Shown):
    """A day of the year in which the own period ends, or ``years`` later."""

    month: int
    day: int
    years: int


PeriodDay = EndOf | EndOfMonth | DayOfYear


@attrs.frozen(slots=True, repr=False)
class ByPeriodDay(Shown):
    """Due on a day worked out from the own period, moved by ``rule``."""

    on: PeriodDay
    rule: str


@attrs.frozen(slots=True, repr=False)
class AfterPeriod(Shown):
    """Due ``duration`` after the last day of the own period, counted by ``rule``."""

    duration: Duration
    rule: str


@attrs.frozen(slots=True, repr=False)
class Window(Shown):
    """From ``first`` to ``last``, both included; due on ``last``, moved by ``rule``.  An act before performs nothing.

    Of days of the year, ``first`` is the last such day that is not after ``last``.
    """

    first: DayLiteral | DayOfYear
    last: DayLiteral | DayOfYear
    rule: str


@attrs.frozen(slots=True, repr=False)
class AtLeastEvery(Shown):
    """Due ``duration`` after the latest of the last act, the day of ``since`` and the day the norm came into force."""

    duration: Duration
    since: Fact | None
    rule: str


#: limits that are counted from one anchor
Anchored = (
    AfterEvent | BeforeEvent | UntilEvent | AfterSet | Forthwith | NoStatedTime | HoursAfter | HoursBefore
)  # fmt: skip
LimitOfPeriod = ByPeriodDay | AfterPeriod | Window
SingleLimit = Anchored | FixedDay | LimitOfPeriod | AtLeastEvery | Regularly
Limit = SingleLimit | LaterOf | EarlierOf


def single_limits(limit: Limit) -> tuple[SingleLimit, ...]:
    """The limits that a limit is put together of, in the order written; of any other, itself."""
    if isinstance(limit, LaterOf | EarlierOf):
        return tuple(one for part in limit.limits for one in single_limits(part))
    return (limit,)


def anchors_of(limit: Limit) -> tuple[Anchor, ...]:
    """What a limit is counted from, in the order written, each once."""
    anchored = (one for one in single_limits(limit) if isinstance(one, Anchored))
    return tuple(dict.fromkeys(one.anchor for one in anchored))
