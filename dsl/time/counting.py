"""How a time limit is counted: a rule, a calendar of closed days, an anchor and a duration give a day.

Standard library only, besides `days`: this file is copied word for word into generated checkers,
without its imports from `days`, which stands before it there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from prazo.dsl.time.days import (
    LONGEST_DAYS,
    Duration as Duration,  # part of what this module takes, so it can be imported from here too
    MissingDay,
    TimeRangeError,
    add_days,
    add_units,
    within_longest,
    within_range,
)

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_COUNTABLE_UNITS = ("day", "working day", "week", "month", "year")
_AS_WEEKS: Mapping[Duration, Duration] = {((8, "day"),): ((1, "week"),), ((15, "day"),): ((2, "week"),)}
_LATER = 1
_EARLIER = -1


class CountingError(ValueError):
    """A duration that a rule cannot count, or a calendar that is not the rule's."""

    code = "time-counting"


@dataclass(frozen=True, slots=True)
class Calendar:
    """The closed days of a place, each of a kind; a counting rule says which kinds close a day for it.

    `weekly`: names of weekdays, each of which is a kind of its own ("Sunday").
    `closed`: (day, kind, English name), sorted by day, one entry a day; kinds such as "holiday", "closure".
    `verified`: half-open interval of days in which the list was checked; outside it results are provisional.
    `digest`: "sha256:..." of the data that the calendar was read from.
    """

    name: str
    weekly: tuple[str, ...]
    closed: tuple[tuple[date, str, str], ...]
    verified: tuple[date, date]
    digest: str
    _listed: Mapping[date, tuple[str, str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_listed", {day: (kind, name) for day, kind, name in self.closed})

    def why_closed(self, day: date, kinds: tuple[str, ...]) -> str | None:
        """The English name of what closes the day (a feast before a mere weekday), or None if the day is open."""
        listed = self._listed.get(day)
        if listed is not None and listed[0] in kinds:
            return listed[1]
        weekday = WEEKDAYS[day.weekday()]
        return weekday if weekday in kinds and weekday in self.weekly else None

    def verifies(self, first: date, last: date) -> bool:
        """True if every day from `first` to `last` (both included) lies in the verified interval."""
        return self.verified[0] <= first and last < self.verified[1]


@dataclass(frozen=True, slots=True)
class CountingRule:
    """One version of a counting rule. Every parameter is written out; there are no defaults in law.

    `begins`, `ends`: the days on which this version is the law (half-open; None: open).
    `calendar`: name of the calendar whose `closed` kinds close a day for this rule; None: it reads none.
    `excludes_event`: the day of the event is left out of the count.
    `skips`: closed days left out inside a count of days: "none", "all", or "short": where the whole period is
    written in days and is at most `short_days` of them.
    `last_day`: a closed last day moves "later" or "never"; `lead_time`: counted back, it moves "earlier" or "never".
    `missing_day`: see `days.MissingDay`.
    `eight_fifteen_weeks`: a limit of exactly 8 or 15 days is one of one or two weeks, both ways of counting.
    `monotone`: a later anchor never gives an earlier due day; `monotone_in_length`: a longer limit never does, for
    limits in one unit; `monotone_because` says why, or why not.
    `source`: the legal source, with article; `unverified`: what was not read in it, or None.
    """

    name: str
    begins: date | None
    ends: date | None
    calendar: str | None
    closed: tuple[str, ...]
    excludes_event: bool
    skips: Literal["none", "all", "short"]
    short_days: int
    last_day: Literal["later", "never"]
    lead_time: Literal["earlier", "never"]
    missing_day: MissingDay
    eight_fifteen_weeks: bool
    monotone: bool
    monotone_in_length: bool
    monotone_because: str
    source: str
    unverified: str | None


@dataclass(frozen=True, slots=True)
class Counted:
    """The outcome of a count.

    `raw`: the last day before it moved; `day`: the day that decides; `passed`: (day, why) of each closed day that was
    skipped inside the count or moved over, in the order in which they were met; `provisional`: a day that decided
    lies outside the calendar's verified interval.
    """

    raw: date
    day: date
    passed: tuple[tuple[date, str], ...]
    provisional: bool


def why_not_countable(rule: CountingRule, duration: Duration) -> str | None:
    """A sentence that says why the rule cannot count this duration, or None if it can."""
    if not duration:
        return "A time limit needs a length."
    for n, unit in duration:
        if unit not in _COUNTABLE_UNITS:
            return f"{rule.name} cannot count in {unit}s."
        if n < 0:
            return f"A time limit cannot be shorter than nothing, and this one has {n} {unit}s."
        if unit == "working day" and rule.calendar is None:
            return f"{rule.name} has no calendar of closed days, so it cannot count working days."
        if unit not in ("day", "working day") and rule.skips == "all":
            return f"{rule.name} counts open days only, so it cannot count {unit}s."
    return None


def due_day(rule: CountingRule, calendar: Calendar | None, anchor: date, duration: Duration) -> Counted:
    """The last day of a limit that runs from `anchor`; a closed last day moves as the rule says.

    `calendar` is the rule's own; a rule without one ignores it. Parts are added in the order written, only the last
    day moves. Raises CountingError and TimeRangeError.
    """
    return _counted(rule, calendar, anchor, duration, _LATER, clear=False)


def latest_day_before(
    rule: CountingRule, calendar: Calendar | None, anchor: date, duration: Duration, clear: bool = False
) -> Counted:
    """The last day on which "at least `duration` before `anchor`" is still kept; a closed one moves earlier.

    Counts back to the corresponding day; `clear` leaves both ends out, so the whole duration lies between the two
    days. Raises CountingError and TimeRangeError.
    """
    return _counted(rule, calendar, anchor, duration, _EARLIER, clear)


def move(rule: CountingRule, calendar: Calendar | None, day: date, earlier: bool = False) -> Counted:
    """A fixed day, moved off closed days as the last day of a limit would be (`earlier`: of a lead time).

    Raises CountingError and TimeRangeError.
    """
    days_of = _calendar_of(rule, calendar)
    return _moved(rule, days_of, within_range(day), _EARLIER if earlier else _LATER, (), provisional=False)


def put_off(rule: CountingRule, calendar: Calendar | None, raw: date, duration: Duration) -> Counted:
    """The last day of a limit of `duration` that was put off to `raw`, as if it had been counted to that day.

    Of a count of open days the last is an open one; then it moves as the rule says. Raises CountingError and
    TimeRangeError.
    """
    days_of = _calendar_of(rule, calendar)
    unit = duration[-1][1] if duration else "day"
    passed: list[tuple[date, str]] = []
    day = within_range(raw)
    if days_of is not None and (unit == "working day" or (unit == "day" and _skips_closed_days(rule, duration))):
        while (why := days_of.why_closed(day, rule.closed)) is not None:
            passed.append((day, why))
            day = add_days(day, _LATER)
    provisional = days_of is not None and not _verified_between(days_of, raw, day)
    return _moved(rule, days_of, day, _LATER, tuple(passed), provisional)


def next_open_day(rule: CountingRule, calendar: Calendar | None, day: date) -> Counted:
    """The day itself where it is open, else the next open one, whether or not the rule moves a last day.

    A rule without a calendar knows of no closed day. Raises CountingError and TimeRangeError.
    """
    days_of = _calendar_of(rule, calendar)
    return _moved_off(rule, days_of, within_range(day), _LATER, (), provisional=False)


def _calendar_of(rule: CountingRule, calendar: Calendar | None) -> Calendar | None:
    if rule.calendar is None:
        return None
    if calendar is None or calendar.name != rule.calendar:
        given = "none" if calendar is None else calendar.name
        raise CountingError(f"{rule.name} counts by the calendar {rule.calendar}, and was given {given}.")
    return calendar


def _counted(
    rule: CountingRule, calendar: Calendar | None, anchor: date, duration: Duration, step: int, clear: bool
) -> Counted:
    refused = why_not_countable(rule, duration)
    if refused is not None:
        raise CountingError(refused)
    days_of = _calendar_of(rule, calendar)
    if rule.eight_fifteen_weeks:
        duration = _AS_WEEKS.get(duration, duration)
    open_days_only = _skips_closed_days(rule, duration)
    opens = [unit == "working day" or (unit == "day" and open_days_only) for _, unit in duration]
    day = within_range(anchor)
    # Where the event's day counts too, a count of open days begins on it, and any other ends one day sooner.
    counts_event = not rule.excludes_event and any(n for n, _ in duration)
    if counts_event and opens[0]:
        day = add_days(day, -step)
    passed: tuple[tuple[date, str], ...] = ()
    provisional = False
    for (n, unit), only_open in zip(duration, opens, strict=True):
        if only_open and days_of is not None:
            start = day
            day, skipped = _open_day_number(days_of, rule.closed, start, n, step)
            passed += skipped
            provisional = provisional or (n > 0 and not _verified_between(days_of, add_days(start, step), day))
        else:
            day = add_units(day, step * n, unit, rule.missing_day)
    if counts_event and not opens[0]:
        day = add_days(day, -step)
    if clear:
        day = add_days(day, step)
    return _moved(rule, days_of, within_longest(anchor, day), step, passed, provisional)


def _skips_closed_days(rule: CountingRule, duration: Duration) -> bool:
    if rule.skips == "short":
        return all(unit == "day" for _, unit in duration) and sum(n for n, _ in duration) <= rule.short_days
    return rule.skips == "all"


def _open_day_number(
    calendar: Calendar, kinds: tuple[str, ...], start: date, n: int, step: int
) -> tuple[date, tuple[tuple[date, str], ...]]:
    """The n-th open day after `start` (before it, if `step` is -1), and the closed days on the way."""
    if n > LONGEST_DAYS:
        raise TimeRangeError(f"{n} open days are more than {LONGEST_DAYS}, the longest allowed.")
    skipped: list[tuple[date, str]] = []
    one = timedelta(days=step)
    day = start
    while n > 0:
        day = within_range(day + one)
        why = calendar.why_closed(day, kinds)
        if why is None:
            n -= 1
        else:
            skipped.append((day, why))
    return within_longest(start, day), tuple(skipped)


def _moved(
    rule: CountingRule,
    calendar: Calendar | None,
    raw: date,
    step: int,
    passed: tuple[tuple[date, str], ...],
    provisional: bool,
) -> Counted:
    direction = rule.last_day if step == _LATER else rule.lead_time
    if direction == "never":
        return Counted(raw, raw, passed, provisional)
    return _moved_off(rule, calendar, raw, step, passed, provisional)


def _moved_off(
    rule: CountingRule,
    calendar: Calendar | None,
    raw: date,
    step: int,
    passed: tuple[tuple[date, str], ...],
    provisional: bool,
) -> Counted:
    if calendar is None:
        return Counted(raw, raw, passed, provisional)
    moved_over: list[tuple[date, str]] = []
    day = raw
    while (why := calendar.why_closed(day, rule.closed)) is not None:
        moved_over.append((day, why))
        day = add_days(day, step)
    return Counted(raw, day, (*passed, *moved_over), provisional or not _verified_between(calendar, raw, day))


def _verified_between(calendar: Calendar, one: date, other: date) -> bool:
    return calendar.verifies(min(one, other), max(one, other))
