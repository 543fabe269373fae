"""Duties that recur: what of them is due when, and reports without the periods that ended long ago."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from prazo.compiler.cli.main import main

Capture = pytest.CaptureFixture[str]

RULES = """
instrument LAW "Law"
  authority Regulator
  time counted by calendar_days
  version first from 2019-01-01

provision 1 "Send"
provision 2 "Assess"

party Regulator "regulator"

party Firm "firm"
  begun     event
  sent      event each quarter
  assessed  list of event
  sales     number each quarter at least 0

obligation send "Send the accounts"
  cites 1
  on Firm
  since begun
  each quarter
  must sent by the end of the following month
  failing which fine

obligation assess "Assess"
  cites 2
  on Firm
  since begun
  must assessed at least every 12 months

consequence fine "Fine"
  cites 1
  from 10 to 20
"""

FIRM: dict[str, Any] = {
    "party": "Firm",
    "id": "f",
    "begun": "2020-02-10",
    "sent": {"2020-Q1": "never", "2020-Q2": "2020-07-20", "2020-Q3": "2020-10-31", "2020-Q4": "2021-02-01"},
    "assessed": ["2020-12-01", "2021-10-15"],
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    Path("facts.json").write_text(json.dumps(FIRM), "utf-8")
    return tmp_path


def due(capsys: Capture, first: str, last: str, *options: str) -> list[tuple[Any, ...]]:
    given = ["--facts", "facts.json", "--from", first, "--until", last, "--format", "json"]
    assert main(["due", "rules.prazo", *given, *options]) == 0
    rows = json.loads(capsys.readouterr().out)["due"]
    return [(row["due"], row["norm"], row["period"], row["status"], row["repeats"]) for row in rows]


def test_each_period_has_its_day(capsys: Capture) -> None:
    """On 1 March 2021: Q4 was sent a day late, Q1 is running, Q2 and Q3 have not begun."""
    assert [one for one in due(capsys, "2021-01-01", "2021-10-31", "--on", "2021-03-01") if one[2]] == [
        ("2021-01-31", "LAW/send", "2020-Q4", "breached", False),
        ("2021-04-30", "LAW/send", "2021-Q1", "pending", False),
        ("2021-07-31", "LAW/send", "2021-Q2", None, False),
        ("2021-10-31", "LAW/send", "2021-Q3", None, False),
    ]


def test_what_repeats_shows_each_time(capsys: Capture) -> None:
    """Done on 1 December 2020, so due on 1 December 2021; planned for 15 October, so again a year after that."""
    found = due(capsys, "2021-03-01", "2022-12-31")
    assert [one for one in found if one[1] == "LAW/assess"] == [
        ("2021-12-01", "LAW/assess", None, "pending", True),
        ("2022-10-15", "LAW/assess", None, None, True),
    ]


def test_entries_of_what_repeats_are_told_apart() -> None:
    given = ["--facts", "facts.json", "--from", "2021-03-01", "--until", "2022-12-31", "--ics", "due.ics"]
    assert main(["due", "rules.prazo", *given]) == 0
    lines = Path("due.ics").read_bytes().decode().split("\r\n")
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids)) == 9
    assert "SUMMARY:Send the accounts\\, 2021-Q1: f" in lines


def test_a_table_of_days_says_what_a_list_says(capsys: Capture) -> None:
    before = due(capsys, "2021-03-01", "2022-12-31")
    Path("book").mkdir()
    Path("book/Firm.csv").write_text("id,begun\nf,2020-02-10\n", "utf-8")
    sent = "".join(f"f,{period},{day}\n" for period, day in FIRM["sent"].items())
    Path("book/Firm.sent.csv").write_text("parent,period,value\n" + sent, "utf-8")
    Path("book/Firm.assessed.csv").write_text("parent,value\nf,2021-10-15\nf,2020-12-01\n", "utf-8")
    given = ["--from", "2021-03-01", "--until", "2022-12-31", "--format", "json"]
    assert main(["due", "rules.prazo", "--facts", "book", *given]) == 0
    rows = json.loads(capsys.readouterr().out)["due"]
    assert [(row["due"], row["norm"], row["period"], row["status"], row["repeats"]) for row in rows] == before


# --- check --since ---------------------------------------------------------------------------------------------


def check(capsys: Capture, *options: str) -> tuple[int, dict[str, Any]]:
    status = main(["check", "rules.prazo", "--facts", "facts.json", "--on", "2021-05-10", "--format", "json", *options])
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return status, data


def periods(data: dict[str, Any]) -> list[str]:
    return [one["period"] for one in data["subjects"][0]["verdicts"] if one["period"] is not None]


@pytest.mark.parametrize(
    ("day", "left"),
    [
        ("2020-03-31", ["2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"]),
        ("2020-04-01", ["2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2"]),
        ("2021-03-31", ["2021-Q1", "2021-Q2"]),
        ("2021-04-01", ["2021-Q2"]),
    ],
)
def test_periods_that_ended_before_the_day_are_left_out(capsys: Capture, day: str, left: list[str]) -> None:
    assert periods(check(capsys, "--since", day)[1]) == left


def test_status_counts_effects_and_the_end_of_the_run_are_of_what_is_left(capsys: Capture) -> None:
    status, whole = check(capsys)
    assert (status, whole["subjects"][0]["status"]) == (1, "breached")
    assert whole["subjects"][0]["counts"] == {"breached": 2, "undetermined": 1, "pending": 2, "compliant": 2}
    assert len(whole["subjects"][0]["effects"]) > 1
    status, later = check(capsys, "--since", "2021-01-01")
    assert (status, later["subjects"][0]["status"]) == (0, "undetermined")
    assert later["subjects"][0]["counts"] == {"undetermined": 1, "pending": 2}
    assert {one["period"] for one in later["subjects"][0]["effects"]} <= {"2021-Q1", "2021-Q2"}
    assert later["decision"] == whole["decision"]
    status, latest = check(capsys, "--since", "2021-04-01")
    assert (status, latest["subjects"][0]["status"]) == (0, "pending")


def test_both_engines_leave_out_the_same(capsys: Capture) -> None:
    one = check(capsys, "--since", "2021-01-01", "--engine", "reference")
    assert check(capsys, "--since", "2021-01-01", "--engine", "python") == one


def test_a_day_that_is_none(capsys: Capture) -> None:
    given = ["--facts", "facts.json", "--on", "2021-05-10", "--since", "Q1"]
    assert main(["check", "rules.prazo", *given]) == 2
    assert "--since" in capsys.readouterr().err


def test_evidence_of_a_period_has_two_columns_in_its_table(capsys: Capture) -> None:
    rules = RULES.replace(
        "sent      event each quarter", "sent      event each quarter\n  proof  evidence each quarter"
    )
    rules += '\nrequirement proven "Proven"\n  cites 1\n  on Firm\n  proof of last quarter\n'
    Path("rules.prazo").write_text(rules, "utf-8")
    Path("book").mkdir()
    Path("book/Firm.csv").write_text("id\nf\n", "utf-8")
    table = "parent,period,issued,expires\nf,2020-Q4,2021-01-10,never\nf,2021-Q1,2021-04-10,2021-05-31\n"
    Path("book/Firm.proof.csv").write_text(table, "utf-8")
    found = []
    for day in ("2021-04-09", "2021-04-10", "2021-05-31", "2021-06-01"):
        main(["check", "rules.prazo", "--facts", "book", "--on", day, "--format", "json"])
        verdicts = json.loads(capsys.readouterr().out)["subjects"][0]["verdicts"]
        found += [one["status"] for one in verdicts if one["norm"] == "LAW/proven"]
    assert found == ["breached", "compliant", "compliant", "breached"]
