"""Time limits of the core: what time is counted from, how long it is, how several limits are one."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.core.terms import DefinedDay, Fact, Figure
from prazo.dsl.time.counting import Duration
from prazo.dsl.time.days import Unit


@attrs.frozen(slots=True)
class DoneOrDue:
    """The day of ``act`` or, where it is not done and overdue, the day or moment by which ``norm`` wanted it."""

    act: Fact
    norm: str


#: what time is counted from or back from: an event, a day that a definition works out, an act or the day it was due
Anchor = Fact | DefinedDay | DoneOrDue


@attrs.frozen(slots=True)
class AfterEvent:
    """Due ``duration`` after ``anchor``, counted by ``rule``."""

    anchor: Anchor
    duration: Duration
    rule: str


@attrs.frozen(slots=True)
class BeforeEvent:
    """Due at the latest ``duration`` before ``anchor``, counted back by ``rule``; ``clear``: both ends left out."""

    anchor: Anchor
    duration: Duration
    rule: str
    clear: bool


@attrs.frozen(slots=True)
class UntilEvent:
    """Due on the day before ``anchor`` or, ``inclusive``, on its day.  Never moved; counted back."""

    anchor: Anchor
    inclusive: bool


@attrs.frozen(slots=True)
class FixedDay:
    """Due on ``day``, moved by ``rule`` where the rule moves."""

    day: date
    rule: str


@attrs.frozen(slots=True)
class AfterSet:
    """Due as many ``unit`` after ``anchor`` as ``number`` says on the judged day (whole ones, at least 0)."""

    anchor: Anchor
    number: Figure
    unit: Unit
    rule: str


@attrs.frozen(slots=True)
class Forthwith:
    """Due on the day of ``anchor``, never moved; open-textured."""

    anchor: Anchor


@attrs.frozen(slots=True)
class NoStatedTime:
    """After ``anchor``, at no stated time: never overdue; open-textured."""

    anchor: Anchor


@attrs.frozen(slots=True)
class Regularly:
    """Again and again, nobody says how often: never fulfilled and never overdue; open-textured."""


@attrs.frozen(slots=True)
class HoursAfter:
    """Due so many elapsed hours after the moment of ``anchor``; never moved."""

    anchor: Anchor
    hours: int


@attrs.frozen(slots=True)
class HoursBefore:
    """Due at the latest so many elapsed hours before the moment of ``anchor``; never moved."""

    anchor: Anchor
    hours: int


@attrs.frozen(slots=True)
class LaterOf:
    """Due when the last of these limits ends; counted from the last of their anchors, and waits for all of them."""

    limits: tuple[Limit, ...]


@attrs.frozen(slots=True)
class EarlierOf:
    """Due when the first of these limits ends; counted from the first of their anchors, skips those not happened."""

    limits: tuple[Limit, ...]


#: limits that are counted from one anchor
Anchored = (
    AfterEvent | BeforeEvent | UntilEvent | AfterSet | Forthwith | NoStatedTime | HoursAfter | HoursBefore
)  # fmt: skip
SingleLimit = Anchored | FixedDay | Regularly
Limit = SingleLimit | LaterOf | EarlierOf


def single_limits(limit: Limit) -> tuple[SingleLimit, ...]:
    """The limits that a limit is put together of, in the order written; of any other, itself."""
    if isinstance(limit, LaterOf | EarlierOf):
        return tuple(one for part in limit.limits for one in single_limits(part))
    return (limit,)


def anchors_of(limit: Limit) -> tuple[Anchor, ...]:
    """What a limit is counted from, in the order written, each once."""
    anchored = (one for one in single_limits(limit) if not isinstance(one, FixedDay | Regularly))
    return tuple(dict.fromkeys(one.anchor for one in anchored))
