"""Statuses decided by walking the days, one after the other, without intervals and without the interpreter.

For facts that are all known and plain calendar days.  Each function goes from the first day of the world to the day of
the check, looks at what is so on the day at hand and keeps nothing but what has happened so far.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

FIRST = date(2021, 1, 1)
ONE = timedelta(days=1)
Spells = Sequence[tuple[date, date | None]]


def walk(today: date) -> Iterator[date]:
    """Every day of the world up to the day of the check."""
    day = FIRST
    while day <= today:
        yield day
        day += ONE


def _lasting(day: date, spells: Spells, lasted: bool) -> bool:
    """Whether the state lasts on a day, by what begins and what ends on it."""
    for begins, ends in spells:
        if day == ends:
            lasted = False
        if day == begins:
            lasted = True
    return lasted


def forbidden_while(act: date | None, spells: Spells, today: date, approve: date | None = None) -> str:
    """``must not ACT [without APPROVE] while STATE``."""
    lasts = approved = False
    for day in walk(today):
        lasts = _lasting(day, spells, lasts)
        approved = approved or day == approve
        if day == act:
            return "breached" if lasts and not approved else "compliant"
    return "compliant"


def forbidden_outside(act: date | None, spells: Spells, today: date) -> str:
    """``must not ACT while not STATE``."""
    lasts = False
    for day in walk(today):
        lasts = _lasting(day, spells, lasts)
        if day == act:
            return "compliant" if lasts else "breached"
    return "compliant"


def too_early(act: date | None, notice: date | None, length: int, today: date) -> str:
    """``must not ACT until LENGTH days after NOTICE have ended``."""
    gone: int | None = None
    for day in walk(today):
        gone = gone + 1 if gone is not None else 0 if day == notice else None
        if day == act:
            return "compliant" if gone is not None and gone > length else "breached"
    return "compliant"


def owed_within(act: date | None, event: date | None, length: int, today: date) -> tuple[str, date | None]:
    """``must ACT within LENGTH days of EVENT``: the status, and the first day of a breach."""
    gone: int | None = None
    done = False
    since = None
    for day in walk(today):
        gone = gone + 1 if gone is not None else 0 if day == event else None
        if gone is not None and gone > length and not done and since is None:
            since = day  # an act on this day is late
        done = done or day == act
    if gone is None:
        return "not_applicable", None
    if since is not None:
        return "breached", since
    return ("compliant" if done else "pending"), None


def owed_each(
    act: date | None, spells: Spells, length: int, today: date, end: bool
) -> list[tuple[date | None, str, date | None]]:
    """``must ACT within LENGTH days of the beginning (or end) of STATE``: first day, status, first day of a breach.

    Of each spell that has begun; one without day where none has.
    """
    begun = [(first, last) for first, last in spells if any(day == first for day in walk(today))]
    found: list[tuple[date | None, str, date | None]] = [
        (first, *owed_within(act, last if end else first, length, today)) for first, last in begun
    ]
    return found or [(None, "not_applicable", None)]


def owed_by(last: date, event: date | None, length: int, today: date) -> set[str]:
    """``must ACT within LENGTH days of EVENT``, the act done by a day: the statuses of every day on which it may be."""
    days = [day for day in walk(today) if day <= last]
    return {owed_within(day, event, length, today)[0] for day in days}


def too_early_after_state(act: date | None, spells: Spells, length: int, today: date, end: bool) -> str:
    """``must not ACT until LENGTH days after the beginning (or end) of STATE have ended``."""
    gone: int | None = None
    for day in walk(today):
        gone = None if gone is None else gone + 1
        for begins, ends in spells:
            if day == begins:
                gone = None if end else 0
            if day == ends and end:
                gone = 0
        if day == act:
            return "compliant" if gone is not None and gone > length else "breached"
    return "compliant"


def required_while(holds: bool, spells: Spells, today: date) -> str:
    """A condition ``while STATE``."""
    lasts = False
    for day in walk(today):
        lasts = _lasting(day, spells, lasts)
    return "not_applicable" if not lasts else "compliant" if holds else "breached"


def forbidden_within(act: date | None, event: date | None, length: int, today: date) -> str:
    """``must not ACT within LENGTH days of EVENT``: a window that begins with the event."""
    gone: int | None = None
    done_inside = False
    for day in walk(today):
        gone = gone + 1 if gone is not None else 0 if day == event else None
        done_inside = done_inside or (day == act and gone is not None and gone <= length)
    return "not_applicable" if gone is None else "breached" if done_inside else "compliant"


def forbidden_before(act: date | None, event: date | None, length: int, today: date) -> str:
    """``must not ACT at least LENGTH days before EVENT``: up to the event, even if it is only planned."""
    if event is None:
        return "not_applicable"
    for day in walk(today):
        if day == act:
            return "breached" if event in [day + ahead * ONE for ahead in range(length + 1)] else "compliant"
    return "compliant"


def owed_in_window(act: date | None, first: date, last: date, today: date) -> tuple[str, date | None]:
    """``must ACT between FIRST and LAST`` of the one period: an act before the window performs nothing."""
    done = False
    since = None
    for day in walk(today):
        if day > last and not done and since is None:
            since = day
        done = done or (day == act and day >= first)
    return ("breached", since) if since is not None else ("compliant" if done else "pending", None)


def owed_again(acts: Sequence[date], start: date | None, length: int, today: date) -> tuple[str, date | None]:
    """``must ACT at least every LENGTH days``, since a start: the status, and the first day of the breach at hand."""
    gone: int | None = None
    since = None
    for day in walk(today):
        gone = None if gone is None else gone + 1
        if day == start or (day in acts and gone is not None):
            gone, since = 0, None
        if gone is not None and gone > length and since is None:
            since = day
    if gone is None:
        return "not_applicable", None
    return ("breached", since) if since is not None else ("pending", None)


def owed_and_stopped(act: date | None, event: date | None, spells: Spells, length: int, today: date) -> str:
    """``must ACT within LENGTH days of EVENT, suspended while STATE``: time stands still on days of the state."""
    left: int | None = None
    lasts = done = False
    for day in walk(today):
        lasts = _lasting(day, spells, lasts)
        if left == 0 and not done:
            return "breached"  # the last day has ended
        if day == event:
            left = length
        elif left is not None and left > 0 and not lasts:
            left -= 1
        done = done or day == act
    return "not_applicable" if left is None else "compliant" if done else "pending"


def owed_after(
    act: date | None, before: date | None, event: date | None, lengths: tuple[int, int], today: date
) -> tuple[str, date | None]:
    """``must ACT within SECOND days of BEFORE, or of the day it was due if not done``.

    BEFORE was due within FIRST days of EVENT; done late, it is what counts.
    """
    first, second = lengths
    waited: int | None = None
    gone: int | None = None
    skipped = done = False
    since = None
    for day in walk(today):
        waited = waited + 1 if waited is not None else 0 if day == event else None
        gone = None if gone is None else gone + 1
        if waited == first + 1 and not skipped and gone is None:
            gone, skipped = 1, True  # it was due yesterday
        if day == before:
            gone, since = 0, None
        if gone is not None and gone > second and not done and since is None:
            since = day
        done = done or day == act
    if gone is None:
        return "not_applicable", None
    return ("breached", since) if since is not None else ("compliant" if done else "pending", None)


def required_at(holds: bool, event: date | None, today: date) -> str:
    """A condition ``at EVENT``."""
    if event is None or event not in walk(today):
        return "not_applicable"
    return "compliant" if holds else "breached"
