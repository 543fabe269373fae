"""The drawings of the manual, made from what they show: ``python -m tests.docs.drawings``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from prazo.dsl.time.counting import CountingRule, due_day, latest_day_before
from prazo.dsl.time.days import Duration
from prazo.dsl.time.library import load_standard
from tests.docs.pages import ROOT
from tests.docs.svg import Lane, Point, Span, Strip, Timeline, svg

IMAGES: Final = ROOT / "docs" / "images"


def _closed(rule: CountingRule, first: date, last: date) -> frozenset[date]:
    calendar = load_standard().calendar_of(rule)
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return frozenset(day for day in days if calendar is not None and calendar.why_closed(day, rule.closed))


def _counted(name: str, told: str, rule_name: str, anchor: date, limit: Duration, event: str) -> Strip:
    """A limit counted onwards in days or working days, from the event to where its last day comes to lie."""
    rule = load_standard().rule(rule_name, anchor)
    due = due_day(rule, load_standard().calendar_of(rule), anchor, limit).day
    first, last = anchor - timedelta(1), due + timedelta(3)
    closed = _closed(rule, first, last)
    ((number, unit),) = limit
    counted: dict[date, str] = {}
    day = anchor
    while len(counted) < number:
        day += timedelta(1)
        if unit == "day" or day not in closed:
            counted[day] = str(len(counted) + 1)
    points = {anchor: f"{event}: left out", due: f"last day: {due.day} {due:%B}"}
    title = f"{number} {unit}s from {anchor:%A} {anchor.day} {anchor:%B %Y} under {rule_name}"
    moved = (day, due) if day != due else None
    return Strip(name, title, told, first, last, closed, counted, points, moved)


def _counted_back(name: str, told: str, rule_name: str, event: date, days: int) -> Strip:
    """A limit counted back from an event."""
    rule = load_standard().rule(rule_name, event)
    last = latest_day_before(rule, load_standard().calendar_of(rule), event, ((days, "day"),), False).day
    first = last - timedelta(3)
    closed = _closed(rule, first, event)
    counted = {event - timedelta(n): str(n) for n in range(1, days + 1)}
    points = {event: "event", last: f"last day: {last.day} {last:%B}"}
    title = f"At least {days} days before {event:%A} {event.day} {event:%B %Y} under {rule_name}"
    return Strip(name, title, told, first, event, closed, counted, points, (event - timedelta(days), last))


def _on(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _span(begin: str, end: str, look: str, text: str = "") -> Span:
    return Span(_on(begin), _on(end), look, text)


def _ticks(*days: str) -> tuple[tuple[datetime, str], ...]:
    return tuple((_on(day), f"{_on(day).day} {_on(day):%B}") for day in days)


def drawings() -> tuple[Strip | Timeline, ...]:
    """All of them."""
    return (
        _counted(
            "thirty_days",
            "The day of the event is left out. Days 1 to 30 run on through closed days. Day 30 is Saturday 4 April, "
            "which is closed, as are the three days after it: the last day is Wednesday 8 April.",
            "macau.administrative",
            date(2026, 3, 5),
            ((30, "day"),),
            "sign",
        ),
        _counted(
            "working_days",
            "Only open days are counted. 30 September is the first, Monday 4 October the second, "
            "Wednesday 6 October the third and last; the closed days between them are passed over.",
            "macau.working_days",
            date(2021, 9, 29),
            ((3, "working day"),),
            "event",
        ),
        _counted_back(
            "counted_back",
            "Fifteen days back from 28 June is Sunday 13 June. It is closed, and so is the Saturday before it: "
            "the last day is Friday 11 June.",
            "macau.administrative",
            date(2021, 6, 28),
            15,
        ),
        Timeline(
            "obligation",
            "What an obligation comes to, day by day of the check",
            "Signed on 4 January, to be paid within 10 days. Before 4 January it is not applicable. Paid on "
            "10 January: pending, then compliant from that day. Paid on 20 January: pending up to 14 January, "
            "breached from 15 January, cured on 20 January. Never paid: breached from 15 January. Not known "
            "whether paid: pending up to 14 January, undetermined from 15 January.",
            _on("2021-01-01"),
            _on("2021-01-27"),
            _ticks("2021-01-04", "2021-01-10", "2021-01-15", "2021-01-20"),
            (
                Lane(
                    "paid on 10 January",
                    (
                        _span("2021-01-01", "2021-01-04", "none", "n/a"),
                        _span("2021-01-04", "2021-01-10", "pending", "pending"),
                        _span("2021-01-10", "2021-01-27", "compliant", "compliant"),
                    ),
                ),
                Lane(
                    "paid on 20 January",
                    (
                        _span("2021-01-01", "2021-01-04", "none", "n/a"),
                        _span("2021-01-04", "2021-01-15", "pending", "pending, due 14 January"),
                        _span("2021-01-15", "2021-01-20", "breached", "breached"),
                        _span("2021-01-20", "2021-01-27", "breached", "breached, cured"),
                    ),
                ),
                Lane(
                    "never paid",
                    (
                        _span("2021-01-01", "2021-01-04", "none", "n/a"),
                        _span("2021-01-04", "2021-01-15", "pending", "pending, due 14 January"),
                        _span("2021-01-15", "2021-01-27", "breached", "breached since 15 January"),
                    ),
                ),
                Lane(
                    "paid: not known",
                    (
                        _span("2021-01-01", "2021-01-04", "none", "n/a"),
                        _span("2021-01-04", "2021-01-15", "pending", "pending, due 14 January"),
                        _span("2021-01-15", "2021-01-27", "open", "undetermined"),
                    ),
                ),
            ),
        ),
        Timeline(
            "several_limits",
            "The later and the earlier of two limits",
            "Signed on 4 January, sold on 20 January. Thirty days of the first end on 3 February, ten days of the "
            "second on 30 January. The later of the two is 3 February and counts from the day on which both have "
            "happened; the earlier of the two is 30 January.",
            _on("2021-01-01"),
            _on("2021-02-10"),
            _ticks("2021-01-04", "2021-01-20", "2021-01-30"),
            (
                Lane("30 days of sign", (_span("2021-01-04", "2021-02-04", "running", "up to 3 February"),)),
                Lane("10 days of sell", (_span("2021-01-20", "2021-01-31", "running", "to 30 January"),)),
                Lane(
                    "whichever is later",
                    (
                        _span("2021-01-01", "2021-01-20", "none", "not applicable"),
                        _span("2021-01-20", "2021-02-04", "pending", "due 3 February"),
                    ),
                ),
                Lane(
                    "whichever is earlier",
                    (
                        _span("2021-01-01", "2021-01-04", "none", "n/a"),
                        _span("2021-01-04", "2021-01-20", "pending", "due 3 February"),
                        _span("2021-01-20", "2021-01-31", "pending", "due 30 January"),
                    ),
                ),
            ),
        ),
        Timeline(
            "chain",
            "A limit that follows a link which may be skipped",
            "Signed on 4 January: the fee is due on 14 January and the service must begin within 10 days of paying, "
            "or of the day on which paying was due. Paid on 8 January: from then to 18 January. Not paid: nothing "
            "runs up to 14 January, then to 24 January. Paid late on 20 January: that payment counts, to 30 January.",
            _on("2021-01-01"),
            _on("2021-02-02"),
            _ticks("2021-01-04", "2021-01-14", "2021-01-24"),
            (
                Lane("the fee", (_span("2021-01-04", "2021-01-15", "pending", "due 14 January"),)),
                Lane(
                    "paid on 8 January",
                    (
                        _span("2021-01-01", "2021-01-08", "none", "not applicable"),
                        _span("2021-01-08", "2021-01-19", "pending", "due 18 January"),
                    ),
                ),
                Lane(
                    "not paid",
                    (
                        _span("2021-01-01", "2021-01-15", "none", "not applicable"),
                        _span("2021-01-15", "2021-01-25", "pending", "due 24 January"),
                    ),
                ),
                Lane(
                    "paid on 20 January",
                    (
                        _span("2021-01-01", "2021-01-15", "none", "not applicable"),
                        _span("2021-01-15", "2021-01-20", "pending", "due 24 Jan."),
                        _span("2021-01-20", "2021-01-31", "pending", "due 30 January"),
                    ),
                ),
            ),
        ),
        Timeline(
            "windows",
            "Windows of prohibitions, and a wait",
            "Signed on 4 January. Within 10 days of it an act is forbidden from 4 to 14 January, both included. While "
            "a state lasts from 8 to 20 January it is forbidden from the first day to the day before the last. Until "
            "10 days after signing have ended it is forbidden before signing too and up to 14 January.",
            _on("2021-01-01"),
            _on("2021-01-27"),
            _ticks("2021-01-04", "2021-01-08", "2021-01-15", "2021-01-20"),
            (
                Lane("within 10 days of sign", (_span("2021-01-04", "2021-01-15", "breached", "forbidden, 4 to 14"),)),
                Lane("while laid up", (_span("2021-01-08", "2021-01-20", "breached", "forbidden, 8 to 19 January"),)),
                Lane(
                    "until .. have ended",
                    (
                        _span("2021-01-01", "2021-01-15", "breached", "too early, up to 14 January"),
                        _span("2021-01-15", "2021-01-27", "compliant", "allowed"),
                    ),
                ),
            ),
        ),
        Timeline(
            "extension",
            "A last day that is put off, and how far that may go",
            "Signed on 4 January, due on 14 January, extended to a day that somebody sets, at most 20 days after "
            "signing, which is 24 January. Not extended: 14 January. Extended to 20 January: that day. Extended to "
            "28 February: 24 January, the excess has no effect. Not known: from 14 to 24 January.",
            _on("2021-01-01"),
            _on("2021-02-02"),
            _ticks("2021-01-04", "2021-01-14", "2021-01-24"),
            (
                Lane("not extended", (_span("2021-01-04", "2021-01-15", "pending", "due 14 January"),)),
                Lane("to 20 January", (_span("2021-01-04", "2021-01-21", "pending", "due 20 January"),)),
                Lane(
                    "to 28 February",
                    (
                        _span("2021-01-04", "2021-01-25", "pending", "due 24 January"),
                        _span("2021-01-25", "2021-02-02", "none", "no effect"),
                    ),
                ),
                Lane(
                    "not known",
                    (
                        _span("2021-01-04", "2021-01-15", "pending", "pending"),
                        _span("2021-01-15", "2021-01-25", "open", "undetermined"),
                        _span("2021-01-25", "2021-02-02", "breached", "breached"),
                    ),
                ),
            ),
        ),
        Timeline(
            "suspension",
            "A limit that stands still while a state lasts",
            "Signed on 4 January, ten days. Laid up from 8 January, and again in service on 13 January: five days are "
            "added, and the last day is 19 January instead of 14 January. While the state lasts the last day is not "
            "known.",
            _on("2021-01-01"),
            _on("2021-01-27"),
            _ticks("2021-01-04", "2021-01-08", "2021-01-13", "2021-01-20"),
            (
                Lane("laid up", (_span("2021-01-08", "2021-01-13", "state", "8 to 12 January"),)),
                Lane(
                    "the limit",
                    (
                        _span("2021-01-04", "2021-01-08", "running", "runs"),
                        _span("2021-01-08", "2021-01-13", "none", "stands still"),
                        _span("2021-01-13", "2021-01-20", "running", "runs on to 19 January"),
                    ),
                ),
                Lane("without the state", (_span("2021-01-04", "2021-01-15", "running", "up to 14 January"),)),
            ),
        ),
        Timeline(
            "hours",
            "Seventy-two hours, and three days, from the same moment",
            "Found on Friday 6 March 2026 at 15:00. Seventy-two hours end on Monday 9 March at 15:00, through the "
            "weekend. Three days end with Monday 9 March, at its last second.",
            _on("2026-03-06"),
            _on("2026-03-10T12:00"),
            tuple(
                (_on(f"2026-03-{n:02d}"), f"{said} {n}")
                for n, said in ((6, "Fri"), (7, "Sat"), (8, "Sun"), (9, "Mon"), (10, "Tue"))
            ),
            (
                Lane("found", (Point(_on("2026-03-06T15:00"), "Friday 15:00"),)),
                Lane("72 hours", (_span("2026-03-06T15:00", "2026-03-09T15:00", "running", "to Monday 15:00"),)),
                Lane("3 days", (_span("2026-03-07", "2026-03-10", "running", "to the end of Monday"),)),
            ),
        ),
        Timeline(
            "presumption",
            "Time that runs from a day which is presumed",
            "Posted on Thursday 5 March 2026. The third day after it is Sunday 8 March, so that receipt is presumed "
            "on Monday 9 March. Ten days from then end on Thursday 19 March. Proved to have arrived on 12 March: ten "
            "days from then, which end on Sunday 22 March and move to Monday 23 March.",
            _on("2026-03-04"),
            _on("2026-03-26"),
            _ticks("2026-03-05", "2026-03-09", "2026-03-12", "2026-03-20"),
            (
                Lane("posted", (Point(_on("2026-03-05"), "Thursday 5 March"),)),
                Lane(
                    "presumed received",
                    (
                        Point(_on("2026-03-09"), "Monday 9 March", left=True),
                        _span("2026-03-10", "2026-03-20", "running", "to 19 March"),
                    ),
                ),
                Lane(
                    "proved received",
                    (
                        Point(_on("2026-03-12"), "12 March", left=True),
                        _span("2026-03-13", "2026-03-24", "running", "to 23 March"),
                    ),
                ),
            ),
        ),
        Timeline(
            "periods",
            "One verdict for each quarter",
            "Begun on 10 February 2021, each quarter to be reported by the end of the following month. The first "
            "quarter has begun and is due on 30 April, the second on 31 July, the third on 31 October, and nothing "
            "is due for a quarter that has not begun.",
            _on("2021-01-01"),
            _on("2021-12-01"),
            _ticks("2021-02-10", "2021-04-01", "2021-07-01", "2021-10-01"),
            (
                Lane("in service", (_span("2021-02-10", "2021-12-01", "state", "since 10 February"),)),
                Lane(
                    "2021-Q1",
                    (
                        _span("2021-01-01", "2021-04-01", "running", "the quarter"),
                        _span("2021-04-01", "2021-05-01", "pending", "30 April"),
                    ),
                ),
                Lane(
                    "2021-Q2",
                    (
                        _span("2021-04-01", "2021-07-01", "running", "the quarter"),
                        _span("2021-07-01", "2021-08-01", "pending", "31 July"),
                    ),
                ),
                Lane(
                    "2021-Q3",
                    (
                        _span("2021-07-01", "2021-10-01", "running", "the quarter"),
                        _span("2021-10-01", "2021-11-01", "pending", "31 Oct."),
                    ),
                ),
            ),
        ),
        Timeline(
            "at_least_every",
            "At least every 12 months",
            "Begun on 10 January 2020: the first act is due on 10 January 2021. It came on 1 June 2020, so the next is "
            "due on 1 June 2021. It came on 1 September 2021: breached from 2 June to 31 August 2021, and pending "
            "again from 1 September.",
            _on("2020-01-01"),
            _on("2022-01-01"),
            (
                (_on("2020-01-10"), "10 January 2020"),
                (_on("2020-06-01"), "1 June 2020"),
                (_on("2021-06-02"), "2 June 2021"),
                (_on("2021-09-01"), "1 Sept. 2021"),
            ),
            (
                Lane(
                    "acts",
                    (Point(_on("2020-06-01"), "1 June 2020"), Point(_on("2021-09-01"), "1 September 2021", left=True)),
                ),
                Lane(
                    "day of the check",
                    (
                        _span("2020-01-10", "2020-06-01", "pending", "pending"),
                        _span("2020-06-01", "2021-06-02", "pending", "pending, due 1 June 2021"),
                        _span("2021-06-02", "2021-09-01", "breached", "breached"),
                        _span("2021-09-01", "2022-01-01", "pending", "pending"),
                    ),
                ),
            ),
        ),
        Timeline(
            "versions",
            "Which law a norm is judged by",
            "The law changes on 1 July 2022. A requirement is judged by the law of the day of the check. A duty that "
            "was triggered on 1 June is judged by the old law to its end, one that was triggered on 1 August by the "
            "new.",
            _on("2022-05-01"),
            _on("2022-10-15"),
            _ticks("2022-06-01", "2022-07-01", "2022-08-01"),
            (
                Lane(
                    "requirement",
                    (
                        _span("2022-05-01", "2022-07-01", "running", "old law"),
                        _span("2022-07-01", "2022-10-15", "compliant", "new law"),
                    ),
                ),
                Lane("signed on 1 June", (_span("2022-06-01", "2022-08-31", "running", "90 days of the old law"),)),
                Lane("signed on 1 August", (_span("2022-08-01", "2022-10-01", "compliant", "60 days of the new law"),)),
            ),
        ),
    )


def files() -> dict[Path, str]:
    """Every drawing by the file that it stands in."""
    return {IMAGES / f"{one.name}.svg": svg(one) for one in drawings()}


if __name__ == "__main__":
    for path, text in files().items():
        path.write_text(text, encoding="utf-8")
