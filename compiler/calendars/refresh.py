"""What a refresh of the frozen calendars would change, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import attrs

from prazo.dsl.report.words.language import ENGLISH
from prazo.dsl.time.library import CalendarSheet, read_calendar


@attrs.frozen(slots=True)
class Change:
    """A day that would be closed otherwise.  ``before``, ``after``: (kind, name), None where it is open.

    ``checked``: the day lies where the calendar was checked, so that verdicts already given would change.
    """

    calendar: str
    day: date
    before: tuple[str, str] | None
    after: tuple[str, str] | None
    checked: bool

    def told(self) -> str:
        """One line: the day, what becomes of it, and whether it was checked."""
        was, is_ = (None if one is None else f"{one[0]} ({one[1]})" for one in (self.before, self.after))
        what = f"would close: {is_}" if was is None else f"would open: was {was}" if is_ is None else f"{was} -> {is_}"
        mark = "  [checked: verdicts given before would change]" if self.checked else ""
        return f"{ENGLISH.weekday(self.day)}  {what}{mark}"


@attrs.frozen(slots=True)
class Refresh:
    """One calendar as it is frozen and as the package has it now; ``text`` is what the file would hold."""

    name: str
    text: str
    days: tuple[Change, ...]
    others: tuple[str, ...]

    @property
    def changes(self) -> bool:
        """Whether anything at all would be written otherwise."""
        return bool(self.days or self.others)


def refreshed(name: str, frozen: str | None, text: str) -> Refresh:
    """Two texts of one calendar compared; ``frozen`` is None where there is no file yet."""
    if frozen is None:
        return Refresh(name, text, (), ("there is no such calendar yet",))
    if frozen == text:
        return Refresh(name, text, (), ())
    before, after = read_calendar(frozen), read_calendar(text)
    days = tuple(_days(before, after))
    others = tuple(_others(before, after))
    return Refresh(name, text, days, others or (() if days else ("the file is written otherwise, no day changes",)))


def _days(before: CalendarSheet, after: CalendarSheet) -> Iterator[Change]:
    was = {day: (kind, name) for day, kind, name in before.calendar.closed}
    becomes = {day: (kind, name) for day, kind, name in after.calendar.closed}
    for day in sorted({*was, *becomes}):
        if was.get(day) != becomes.get(day):
            checked = before.calendar.verifies(day, day)
            yield Change(before.calendar.name, day, was.get(day), becomes.get(day), checked)


def _others(before: CalendarSheet, after: CalendarSheet) -> Iterator[str]:
    for what, old, new in (
        ("made from", before.package, after.package),
        ("closed every", ", ".join(before.calendar.weekly), ", ".join(after.calendar.weekly)),
        ("covers", _interval(before.covered), _interval(after.covered)),
        ("checked", _interval(before.calendar.verified), _interval(after.calendar.verified)),
    ):
        if old != new:
            yield f"{what}: {old} -> {new}"
    for name in sorted({*before.names, *after.names}):
        old_names, new_names = before.names.get(name, {}), after.names.get(name, {})
        for language in sorted({*old_names, *new_names}):
            if old_names.get(language) != new_names.get(language):
                yield f"{name} in {language}: {old_names.get(language, '-')} -> {new_names.get(language, '-')}"


def _interval(days: tuple[date, date]) -> str:
    return f"[{days[0]}, {days[1]})"
