"""``prazo due``: what is due when, plans taken as kept, in every format; a calendar that replaces itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from icalendar.cal import Component

import prazo
from prazo.compiler.cli.main import main

Capture = pytest.CaptureFixture[str]

RULES = """
instrument NOTICE "Notice"
  jurisdiction Macau
  issued by Authority
  authority Authority
  force law
  time counted by macau.administrative
  version original from 2010-01-01

provision 1 "Report"
provision 2 "Tell"
provision 3 "Call"

party Authority "authority"

party Firm "firm"
  sign     event
  report   event
  publish  event
  tell     event
  found    event
  call     event
  agents   list of Agent

record Agent "agent"
  named    event
  notify   event

obligation report_in_time "Report"
  cites 1
  on Firm
  must report
  within 30 days of sign

obligation tell_before "Tell; before, publishing \\\\ 公佈前通知監管機構並提交全部文件及其附件供其審閱"
  cites 2
  on Firm
  must tell
  at least 15 days before publish

obligation notify_agent "Notify of the agent"
  cites 2
  on Firm about each Agent in agents
  must notify
  within 10 days of named

obligation call_in_time "Call"
  cites 3
  on Firm
  must call
  within 3 days of found, counted by hongkong.plain
"""

F: dict[str, Any] = {
    "party": "Firm",
    "id": "=f,1",
    "sign": "2026-03-05",
    "report": "2026-04-01",
    "publish": "2026-06-30",
    "tell": "never",
    "found": "2026-03-26",
    "agents": [{"id": "A", "named": "2026-05-04"}, {"id": "B", "named": "never"}],
}
G: dict[str, Any] = {"party": "Firm", "id": "g", "sign": {"by": "2026-05-01"}, "agents": []}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    facts(F, G)
    return tmp_path


def facts(*subjects: Mapping[str, Any]) -> None:
    Path("facts.json").write_text(json.dumps({"schema": "prazo-facts/1", "subjects": list(subjects)}), "utf-8")


def due(*options: str, first: str = "2026-03-20", last: str = "2026-12-31") -> int:
    return main(["due", "rules.prazo", "--facts", "facts.json", "--from", first, "--until", last, *options])


def document(capsys: Capture, *options: str, **days: str) -> dict[str, Any]:
    assert due("--format", "json", *options, **days) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def rows(data: Mapping[str, Any], *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in data["due"]]


# --- what is due -----------------------------------------------------------------------------------------------


def test_a_row_a_due_day_in_their_order(capsys: Capture) -> None:
    data = document(capsys)
    assert rows(data, "due", "id", "norm", "item", "trigger", "status", "marks") == [
        ("2026-03-29", "=f,1", "NOTICE/call_in_time", None, "2026-03-26", "not_applicable", ["planned", "unverified"]),
        ("2026-04-08", "=f,1", "NOTICE/report_in_time", None, "2026-03-05", "pending", ["unverified"]),
        ("2026-05-14", "=f,1", "NOTICE/notify_agent", "A", "2026-05-04", "not_applicable", ["planned", "unverified"]),
        ("2026-06-15", "=f,1", "NOTICE/tell_before", None, "2026-06-30", "pending", ["planned", "unverified"]),
    ]  # fmt: skip
    assert [(row["id"], row["norm"], [need["path"] for need in row["needs"]]) for row in data["undated"]] == [
        ("g", "NOTICE/report_in_time", ["report", "sign"]),
        ("g", "NOTICE/tell_before", ["tell", "publish"]),
        ("g", "NOTICE/call_in_time", ["call", "found"]),
    ]


def test_both_ends_of_the_interval_belong_to_it(capsys: Capture) -> None:
    for first, last, number in (
        ("2026-04-08", "2026-05-14", 2),
        ("2026-04-09", "2026-05-13", 0),
        ("2026-04-08", "2026-04-08", 1),
        ("2026-03-29", "2026-03-29", 1),
    ):
        assert len(document(capsys, first=first, last=last)["due"]) == number


def test_a_plan_that_lies_after_the_interval_still_counts_back(capsys: Capture) -> None:
    assert rows(document(capsys, last="2026-06-20"), "due", "norm")[-1] == ("2026-06-15", "NOTICE/tell_before")


def test_the_status_is_that_of_the_day_that_is_asked_for(capsys: Capture) -> None:
    of_report = {
        on: rows(document(capsys, "--on", on), "norm", "status", "done")[1]
        for on in ("2026-03-01", "2026-03-31", "2026-04-01", "2026-05-01")
    }
    assert of_report == {
        "2026-03-01": ("NOTICE/report_in_time", "not_applicable", None),
        "2026-03-31": ("NOTICE/report_in_time", "pending", None),
        "2026-04-01": ("NOTICE/report_in_time", "compliant", "2026-04-01"),
        "2026-05-01": ("NOTICE/report_in_time", "compliant", "2026-04-01"),
    }


def test_the_decision_holds_facts_and_days(capsys: Capture) -> None:
    first = document(capsys)
    assert document(capsys)["decision"] == first["decision"]
    assert document(capsys, "--on", "2026-03-21")["decision"] != first["decision"]
    assert document(capsys, last="2026-12-30")["decision"] != first["decision"]
    facts(F)
    assert document(capsys)["decision"] != first["decision"]


def test_a_program_gets_the_same_document(capsys: Capture) -> None:
    mapping = json.loads(Path("facts.json").read_text("utf-8"))
    first, last = date(2026, 3, 20), date(2026, 12, 31)
    assert prazo.load("rules.prazo").due(mapping, first=first, last=last) == document(capsys)
    with pytest.raises(ValueError, match="2026-12-31 is after 2026-03-20"):
        prazo.load("rules.prazo").due(mapping, first=last, last=first)


def test_closed_days_of_the_users_own_move_it(capsys: Capture) -> None:
    own = {"schema": "prazo-closures/1", "closures": [{"calendar": "macau", "day": "2026-04-08", "name": "Typhoon"}]}
    Path("own.json").write_text(json.dumps(own), "utf-8")
    assert rows(document(capsys, "--closures", "own.json"), "due")[1] == ("2026-04-09",)


def test_outside_what_was_checked_it_is_provisional(capsys: Capture) -> None:
    facts({**F, "sign": "2026-12-28"})
    assert rows(document(capsys, first="2027-01-01", last="2027-12-31"), "due", "marks") == [
        ("2027-01-27", ["provisional", "unverified"])
    ]


# --- for people ------------------------------------------------------------------------------------------------


def test_text(capsys: Capture) -> None:
    facts({**F, "agents": []}, {"party": "Firm", "id": "g", "sign": "2026-03-10", "publish": "never", "agents": []})
    assert due(last="2026-04-30") == 0
    assert capsys.readouterr().out == (
        "Due from Friday 20 March 2026 to Thursday 30 April 2026, as known on 20 March 2026\n"
        "\n"
        "Sunday 29 March 2026\n"
        "  Firm =f,1  Call (NOTICE 3): ahead\n"
        "               counted from Thursday 26 March 2026, which is planned\n"
        "               unverified: a source behind this was not checked\n"
        "\n"
        "Wednesday 8 April 2026\n"
        "  Firm =f,1  Report (NOTICE 1): pending\n"
        "               counted from Thursday 5 March 2026\n"
        "               unverified: a source behind this was not checked\n"
        "\n"
        "Thursday 9 April 2026\n"
        "  Firm g     Report (NOTICE 1): pending\n"
        "               counted from Tuesday 10 March 2026\n"
        "               unverified: a source behind this was not checked\n"
        "\n"
        "No day yet\n"
        "  Firm g     Call (NOTICE 3): undetermined\n"
        "               not known: call (ask: firm), found (ask: firm)\n"
        "               unverified: a source behind this was not checked\n"
    )


def test_nothing_is_due(capsys: Capture) -> None:
    facts({**F, "agents": []})
    assert due(first="2030-01-01", last="2030-12-31") == 0
    assert capsys.readouterr().out.endswith("\n\n  nothing\n")


def test_a_spreadsheet_takes_no_cell_for_a_formula(capsys: Capture) -> None:
    facts({**F, "agents": [{"id": one, "named": "2026-05-04"} for one in ("+1", "-1", "@x", "=1+1", "plain")]})
    assert due("--format", "csv", "-o", "due.csv") == 0
    text = Path("due.csv").read_bytes().decode()
    assert text.count("\r\n") == text.count("\n") == 9
    table = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [row["item"] for row in table if row["norm"] == "NOTICE/notify_agent"] == [
        "'+1", "'-1", "'=1+1", "'@x", "plain",
    ]  # fmt: skip
    assert {row["id"] for row in table} == {"'=f,1"}
    assert table[1]["due"] == "2026-04-08"
    assert table[1]["cites"] == "NOTICE 1"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in table for cell in row.values())


# --- calendars -------------------------------------------------------------------------------------------------


def events(*options: str, **days: str) -> list[Component]:
    assert due("--ics", "due.ics", *options, **days) == 0
    return Calendar.from_ical(Path("due.ics").read_bytes()).walk("VEVENT")


def test_a_calendar_program_reads_what_was_written() -> None:
    call, report, notify, tell = events()
    assert call.decoded("DTSTART") == date(2026, 3, 29)
    assert report.decoded("DTSTART") == date(2026, 4, 8)
    assert report.decoded("DTEND") == date(2026, 4, 9)
    assert str(report["SUMMARY"]) == "Report: =f,1"
    assert report.to_ical().count(b"CATEGORIES:pending\r\n") == 1
    assert str(tell["SUMMARY"]) == (
        "Tell; before, publishing \\ 公佈前通知監管機構並提交全部文件及其附件供其審閱: =f,1"
    )
    assert str(tell["DESCRIPTION"]).splitlines() == [
        "Firm =f,1: pending on 2026-03-20",
        "NOTICE 2",
        "owed to authority",
        "counted from Tuesday 30 June 2026, which is planned",
        "unverified: a source behind this was not checked",
    ]
    assert (str(report["STATUS"]), str(tell["STATUS"])) == ("CONFIRMED", "TENTATIVE")
    assert str(notify["SUMMARY"]) == "Notify of the agent, A: =f,1"
    assert all(one.decoded("DTSTAMP") == datetime(2026, 3, 20, tzinfo=UTC) for one in (call, report, notify, tell))


def test_lines_are_folded_and_end_as_the_format_wants() -> None:
    events()
    data = Path("due.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in lines) == 75
    assert all(line.decode() for line in lines[:-1])  # no character was cut
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2] == b"END:VCALENDAR"


def test_a_later_calendar_replaces_what_the_first_one_brought() -> None:
    first = {str(one["UID"]): one for one in events()}
    facts({**F, "sign": "2026-03-20", "publish": "2026-07-30"}, G)
    second = {str(one["UID"]): one for one in events("--on", "2026-03-21")}
    assert first.keys() == second.keys()
    assert len(first) == 4
    assert all(second[uid].decoded("SEQUENCE") > first[uid].decoded("SEQUENCE") for uid in first)
    moved = {
        str(first[uid]["SUMMARY"]) for uid in first if first[uid].decoded("DTSTART") != second[uid].decoded("DTSTART")
    }
    assert {one.partition(" ")[0].rstrip(":;") for one in moved} == {"Report", "Tell"}


def test_each_duty_has_an_identifier_of_its_own() -> None:
    facts(*({**F, "id": id, "agents": [{"id": item, "named": "2026-05-04"} for item in "ABC"]} for id in ("a", "b")))
    uids = [str(one["UID"]) for one in events()]
    assert len(set(uids)) == len(uids) == 12
    assert sorted(uids) == sorted(str(one["UID"]) for one in events(last="2027-12-31"))


def test_nothing_of_the_facts_can_end_a_line(capsys: Capture) -> None:
    facts({**F, "id": "a BEGIN:VEVENT", "agents": [{"id": "x;y,z\\n", "named": "2026-05-04"}]})
    assert due("--format", "ics") == 0
    text = capsys.readouterr().out
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 4
    assert r"Notify of the agent\, x\;y\,z\\n: a BEGIN:VEVENT" in text.replace("\r\n ", "").replace("\n ", "")


# --- what cannot be asked --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "options", "said"),
    [
        ("2026-12-31", "2026-03-20", (), "2026-12-31 is after 2026-03-20"),
        ("2026-3-20", "2026-12-31", (), "is not a day"),
        ("2026-03-20", "2200-01-01", (), "outside the years"),
        ("2026-03-20", "2026-12-31", ("--on", "soon"), "is not a day"),
        ("2026-03-20", "2026-12-31", ("--format", "xml"), "xml"),
    ],
)
def test_what_cannot_be_asked(first: str, last: str, options: tuple[str, ...], said: str, capsys: Capture) -> None:
    assert due(*options, first=first, last=last) == 2
    assert said in capsys.readouterr().err


def test_facts_that_are_wrong_end_with_status_4(capsys: Capture) -> None:
    facts({**F, "sign": "2026-02-30"})
    assert due() == 4
    assert "F0020" in capsys.readouterr().err


def test_a_calendar_that_cannot_be_written_ends_with_status_5(capsys: Capture) -> None:
    assert due("--ics", "nowhere/due.ics") == 5
    assert "E0003" in capsys.readouterr().err
