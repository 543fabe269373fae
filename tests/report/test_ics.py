"""Calendars of due days: what of a duty stands in an entry, and what makes one entry the same as another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, strategies as st
from icalendar import Calendar

from prazo.dsl.facts.values import Moment
from prazo.dsl.report.ics import due_ics, identifier
from prazo.dsl.report.words.language import Language

ROW: dict[str, Any] = {
    "due": "2026-03-29",
    "party": "Firm",
    "id": "f",
    "norm": "LAW/call",
    "period": None,
    "item": None,
    "reading": None,
    "version": "first",
    "trigger": "2026-03-26",
    "status": "pending",
    "done": None,
    "needs": [],
    "owed_to": "Regulator",
    "repeats": False,
    "marks": [],
    "interpretations": [],
}


def document(*rows: dict[str, Any], on: str = "2026-03-20", title: str = "Call") -> dict[str, Any]:
    return {"on": on, "norms": {"LAW/call": {"title": title, "cites": ["LAW 1"]}}, "due": list(rows)}


def test_a_due_moment_stands_at_its_instant_in_utc() -> None:
    """14:30 in Macau, eight hours ahead, is 06:30."""
    instant = date(2026, 3, 29).toordinal() * 86_400 + 6 * 3_600 + 30 * 60
    moment = Moment(instant, date(2026, 3, 29), "2026-03-29T14:30")
    text = due_ics(document({**ROW, "due": moment.text}), {moment.text: moment})
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("DTSTART") == datetime(2026, 3, 29, 6, 30, tzinfo=UTC)
    assert "DTEND" not in event


def test_what_tells_duties_apart_is_in_the_identifier_and_nothing_else() -> None:
    first = identifier(ROW)
    for key in ("party", "id", "norm", "period", "item", "reading"):
        assert identifier({**ROW, key: "another"}) != first
    for key in ("due", "trigger", "status", "done", "marks", "version"):
        assert identifier({**ROW, key: "another"}) == first
    again = {**ROW, "repeats": True}
    assert len({identifier(again), identifier({**again, "trigger": "2027-01-01"}), first}) == 3


@pytest.mark.parametrize(("on", "sequence"), [("1900-01-01", 0), ("2026-03-20", 46_099), ("2026-03-20T10:00", 46_099)])
def test_the_sequence_is_that_of_the_day_of_the_check(on: str, sequence: int) -> None:
    (event,) = Calendar.from_ical(due_ics(document(ROW, on=on), {})).walk("VEVENT")
    assert event.decoded("SEQUENCE") == sequence
    assert event.decoded("DTSTAMP").date() == date.fromisoformat(on[:10])


def test_an_entry_in_another_language() -> None:
    (event,) = Calendar.from_ical(due_ics(document(ROW), {}, None, Language("pt"))).walk("VEVENT")
    assert str(event["DESCRIPTION"]).splitlines()[0] == "Firm f: pendente em 2026-03-20"


@given(st.text(max_size=120), st.text(max_size=40))
def test_whatever_things_are_called_the_calendar_is_read_back(title: str, id: str) -> None:
    text = due_ics(document({**ROW, "id": id}, ROW, title=title), {})
    assert all(len(line.encode("utf-8")) <= 75 for line in text.split("\r\n"))
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 2
