"""Facts that contradict each other or name what cannot be: each is named, with its place and what to do, and nothing is
decided; what the rules of meaning settle is settled alike by both engines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from prazo.compiler.cli.main import main

Capture = pytest.CaptureFixture[str]
WRONG = 4
ENGINES = ("reference", "python")
RULES = """
instrument LAW "Law"
  jurisdiction Portugal
  authority Office
  amounts in MOP
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "All of it"

party Office

party Firm
  since begun until ended
  begun     event
  ended     event
  idle      state
  signing   event
  pay       event
  later     date set by Office
  share     percent from 0% to 100%
  staff     number at least 0
  capital   money
  founded   date
  report    event each quarter
  accounts  event each financial year
  claims    number each month
  agents    list of Agent
  drills    list of event
  parent    a Firm

record Agent
  resident  yes or no

requirement capital_kept "Capital"
  cites 1
  on Firm where not idle
  capital >= MOP 30M

obligation paid "Pay"
  cites 1
  on Firm
  must pay within 30 days of signing
  extended to later by Office

obligation reported "Report"
  cites 1
  on Firm
  each quarter
  must report
  by the end of the following month

requirement parents "Capital of the parent, and of its parent"
  cites 1
  on Firm
  capital of parent >= MOP 20M
  capital of parent of parent >= MOP 30M
"""


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    return tmp_path


def firm(id: str = "f", **facts: object) -> dict[str, object]:
    return {"party": "Firm", "id": id, **facts}


def check(capsys: Capture, facts: object, *more: str, on: str = "2021-06-30") -> tuple[int, str, str]:
    """Exit status, what was written, and what was said of mistakes: the same by both engines."""
    Path("facts.json").write_text(json.dumps(facts), "utf-8")
    done = []
    for engine in ENGINES:
        status = main(["check", "rules.prazo", "--facts", "facts.json", "--on", on, "--engine", engine, *more])
        done.append((status, *capsys.readouterr()))
    assert done[0] == done[1]
    return done[0]


def verdicts(capsys: Capture, facts: object, on: str = "2021-06-30") -> dict[tuple[str, str, str | None], Any]:
    _, out, said = check(capsys, facts, "--format", "json", on=on)
    assert said == ""
    return {
        (subject["id"], one["norm"].partition("/")[2], one["period"]): one
        for subject in json.loads(out)["subjects"]
        for one in subject["verdicts"]
    }


def told(said: str) -> list[tuple[str, str]]:
    """Of each mistake, the sentence with its code and the help that stands below it."""
    found = []
    for block in said.strip().split("\n\n"):
        first, *rest = block.split("\n")
        helps = [line.strip() for line in rest if line.startswith("  help: ")]
        assert [line for line in rest if line.startswith("  facts.json")], block
        found.append((first, helps[0] if helps else ""))
    return found


def spells(*pairs: tuple[str, str | None]) -> list[dict[str, str | None]]:
    return [{"from": start, "until": end} for start, end in pairs]


REFUSED: dict[str, tuple[Mapping[str, object], list[tuple[str, str]]]] = {
    "spells that overlap": (
        firm(idle=spells(("2021-02-01", "2021-04-01"), ("2021-03-01", "2021-05-01"))),
        [
            (
                "error F0042: idle: two spells overlap from 2021-03-01 until 2021-04-01",
                "help: write one spell for both",
            )
        ],
    ),
    "two spells without an end": (
        firm(idle=spells(("2021-02-01", None), ("2021-03-01", None))),
        [
            (
                "error F0042: idle: two spells overlap from 2021-03-01 until the end of both",
                "help: write one spell for both",
            )
        ],
    ),
    "a spell that ends before it begins": (
        firm(idle=spells(("2021-02-01", "2021-01-31"))),
        [
            (
                "error F0041: idle[1]: this ends on 2021-01-31, which is not after 2021-02-01, when it begins",
                "help: until is the first day on which it is over",
            )
        ],
    ),
    "ended before it began": (
        firm(begun="2021-03-01", ended="2021-02-28"),
        [
            (
                "error F0049: ended: this ends on 2021-02-28, before it begins (begun: 2021-03-01)",
                "help: one of the two is wrong; leave out what is not known",
            )
        ],
    ),
    "ended and never began": (
        firm(begun="never", ended={"by": "2021-02-28"}),
        [
            (
                "error F0049: ended: this ends on 2021-02-28 or earlier, before it begins (begun: never)",
                "help: one of the two is wrong; leave out what is not known",
            )
        ],
    ),
    "ended an hour before it began": (
        firm(begun="2021-03-01T10:00", ended="2021-03-01T09:00"),
        [
            (
                "error F0049: ended: this ends on 2021-03-01T09:00, before it begins (begun: 2021-03-01T10:00)",
                "help: one of the two is wrong; leave out what is not known",
            )
        ],
    ),
    "keys that are no quarter": (
        firm(report=dict.fromkeys(("2021-Q5", "Q1 2021", "2021-13", "FY2021", "2021-H1"), "never")),
        [
            (f'error F0045: report: "{key}" is not a quarter such as 2021-Q2', "")
            for key in ("2021-Q5", "Q1 2021", "2021-13", "FY2021", "2021-H1")
        ],
    ),
    "keys that are no month and no financial year": (
        firm(claims={"2021-13": 1}, accounts={"2021": "never"}),
        [
            ('error F0045: claims: "2021-13" is not a month such as 2021-06', ""),
            (
                'error F0045: accounts: "2021" is not a financial year such as FY2020, '
                "named by the year in which it ends",
                "",
            ),
        ],
    ),
    "a reference to nobody": (
        firm(parent={"ref": "Firm/nobody"}),
        [
            (
                "error F0057: parent: no subject of this document is Firm/nobody",
                "help: give the facts of that subject too, or leave the reference out",
            )
        ],
    ),
    "a time that the clocks skip, and one that they show twice": (
        firm(signing="2021-03-28T01:30", pay="2021-10-31T01:30"),
        [
            (
                'error F0172: signing: the clocks of Europe/Lisbon never show "2021-03-28T01:30": they are put forward',
                "help: write the time with its offset from UTC",
            ),
            (
                'error F0173: pay: the clocks of Europe/Lisbon show "2021-10-31T01:30" twice: they are put back',
                "help: write 2021-10-31T01:30+01:00 or 2021-10-31T01:30+00:00",
            ),
        ],
    ),
    "an agent twice": (
        firm(agents=[{"id": "lei", "resident": True}, {"id": "lei", "resident": False}]),
        [
            (
                'error F0051: agents[2]: two items have the id "lei"',
                "help: keep the one that is right, or give each its own id",
            )
        ],
    ),
    "figures outside what they can be": (
        firm(share="101%", staff=-1),
        [
            ("error F0024: share: 101% is outside what this can be: from 0% to 100%", ""),
            ("error F0024: staff: -1 is outside what this can be: at least 0", ""),
        ],
    ),
    "days that do not exist": (
        firm(founded="2021-02-30", signing="2021-04-31", pay="2021-13-01", begun="2023-02-29T10:00"),
        [
            (
                'error F0020: founded: "2021-02-30" is a day that does not exist',
                "help: the days of 2021-02 go from 01 to 28",
            ),
            (
                'error F0020: signing: "2021-04-31" is a day that does not exist',
                "help: the days of 2021-04 go from 01 to 30",
            ),
            ('error F0020: pay: "2021-13-01" is a day that does not exist', "help: months go from 01 to 12"),
            (
                'error F0020: begun: "2023-02-29T10:00" is a day that does not exist',
                "help: the days of 2023-02 go from 01 to 28",
            ),
        ],
    ),
    "another currency": (
        firm(capital="HKD 40000000"),
        [('error F0013: capital: "HKD 40000000" is in HKD, and MOP is expected', "help: give it in MOP")],
    ),
    "two values from one day on": (
        firm(
            capital=[{"from": "2021-01-01", "value": "MOP 40000000"}, {"from": "2021-01-01", "value": "MOP 20000000"}]
        ),
        [("error F0040: capital[2]: two values begin on 2021-01-01", "help: keep the one that is right")],
    ),
    "a subject twice": (
        {"schema": "prazo-facts/1", "subjects": [firm(capital="MOP 40000000"), firm(capital="MOP 20000000")]},
        [
            (
                'error F0034: subjects[f]: two subjects of Firm have the id "f"',
                "help: keep the one that is right, or give each its own id",
            )
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_wrong_is_named_and_nothing_is_decided(name: str, rules: Path, capsys: Capture) -> None:
    facts, mistakes = REFUSED[name]
    status, out, said = check(capsys, facts)
    assert (status, out) == (WRONG, "")
    # By the order of the facts in the rules or in the document: which of the two is no matter here.
    assert sorted(told(said)) == sorted(mistakes)


def test_a_fact_in_two_tables_and_two_rows_of_one_subject(rules: Path, capsys: Capture) -> None:
    book = Path("book")
    book.mkdir()
    (book / "Firm.csv").write_text(
        "id,capital,pay,pay__by\nf,MOP 1,,\nf,MOP 2,,\ng,MOP 3,2021-01-04,2021-01-05\n", "utf-8"
    )
    (book / "Firm.capital.csv").write_text("parent,from,value\ng,2021-01-01,MOP 4\n", "utf-8")
    for engine in ENGINES:
        given = ["--facts", "book", "--on", "2021-06-30", "--engine", engine]
        assert main(["check", "rules.prazo", *given]) == WRONG
        out, said = capsys.readouterr()
        assert out == ""
        found = re.findall(r"^error (F\w+): (.*)\n  book, (.*)$", said, re.MULTILINE)
        assert sorted(found) == [
            ("F0034", 'two subjects of Firm have the id "f"', "Firm.csv, row 3"),
            ("F0097", "capital is given here and in Firm.csv, row 4", "Firm.capital.csv, row 2"),
            ("F0097", "pay: pay is given here and in pay__by", "Firm.csv, row 4"),
        ]


# --- what the rules of meaning settle ----------------------------------------------------------------------------


def test_an_event_before_the_party_began_counts_as_it_is(rules: Path, capsys: Capture) -> None:
    """Signed and paid before the firm began: only the quarters wait for that day, and the first is the one it is in."""
    found = verdicts(
        capsys,
        firm(begun="2021-02-10", ended="never", signing="2020-11-02", pay="2020-11-20", later="never",
             report={"2020-Q4": "never", "2021-Q1": "never", "2021-Q2": "never"}),
    )  # fmt: skip
    assert found["f", "paid", None]["status"] == "compliant"
    periods = {period: one["status"] for (_, norm, period), one in found.items() if norm == "reported"}
    assert periods == {"2021-Q1": "breached", "2021-Q2": "pending"}


def test_references_in_a_circle_are_followed_as_far_as_the_rules_say(rules: Path, capsys: Capture) -> None:
    """Rich is below poor and poor below rich; alone is below itself."""
    rich = firm("rich", parent={"ref": "Firm/poor"}, capital="MOP 30000000")
    poor = firm("poor", parent={"ref": "Firm/rich"}, capital="MOP 29000000")
    alone = firm("alone", parent={"ref": "Firm/alone"}, capital="MOP 30000000")
    found = verdicts(capsys, {"schema": "prazo-facts/1", "subjects": [rich, poor, alone]})
    # rich: 29M is enough for the parent, and the parent's parent is rich itself; poor: its parent's parent is poor.
    assert found["rich", "parents", None]["status"] == "compliant"
    assert found["poor", "parents", None]["status"] == "breached"
    assert found["alone", "parents", None]["status"] == "compliant"


def test_a_definition_that_would_follow_a_circle_for_ever_is_refused(rules: Path, capsys: Capture) -> None:
    total = "define total of Firm is money\n  cites 1\n  capital + total of parent\n"
    Path("rules.prazo").write_text(f"{RULES}\n{total}", "utf-8")
    status, out, said = check(capsys, firm(parent={"ref": "Firm/f"}))
    assert (status, out) == (3, "")
    assert said.startswith("error P0209: these definitions rest on each other in a circle: total → total\n")


def test_an_extension_that_was_granted_too_late_is_named_and_changes_nothing(rules: Path, capsys: Capture) -> None:
    """Signed on 4 January, the thirtieth day is 3 February 2021; the extension came on the day after."""
    facts = firm(signing="2021-01-04", pay="never", later=[{"from": "2021-01-01", "value": "never"},
                                                           {"from": "2021-02-04", "value": "2021-12-31"}])  # fmt: skip
    one = verdicts(capsys, facts)["f", "paid", None]
    assert (one["status"], one["due"], one["since"]) == ("breached", "2021-02-03", "2021-02-04")
    assert one["marks"] == ["late_extension"]
    _, out, _ = check(capsys, facts)
    assert "an extension was granted after the last day and changes nothing (later)" in out
    assert main(["explain", "rules.prazo", "paid", "--facts", "facts.json", "--on", "2021-06-30"]) == 0
    assert re.search(r"^  extended to later +none$", capsys.readouterr().out, re.MULTILINE)


def test_an_extension_that_was_granted_on_the_last_day_counts(rules: Path, capsys: Capture) -> None:
    facts = firm(signing="2021-01-04", pay="never", later=[{"from": "2021-01-01", "value": "never"},
                                                           {"from": "2021-02-03", "value": "2021-12-31"}])  # fmt: skip
    one = verdicts(capsys, facts)["f", "paid", None]
    assert (one["status"], one["due"], one["marks"]) == ("pending", "2021-12-31", [])
    assert main(["explain", "rules.prazo", "paid", "--facts", "facts.json", "--on", "2021-06-30"]) == 0
    assert re.search(r"^  extended to later +Friday 31 December 2021$", capsys.readouterr().out, re.MULTILINE)


def test_a_day_told_twice_of_what_recurs_is_one_day(rules: Path, capsys: Capture) -> None:
    once, twice = (verdicts(capsys, firm(drills=days)) for days in (["2021-01-04"], ["2021-01-04", "2021-01-04"]))
    assert once == twice


@pytest.mark.parametrize("on", ["2021-03-28T01:30", "2021-10-31T01:30"])
def test_the_moment_of_a_check_is_one_that_the_clocks_show_once(on: str, rules: Path, capsys: Capture) -> None:
    status, out, said = check(capsys, firm(), on=on)
    assert (status, out) == (2, "")
    assert f"the clocks of Europe/Lisbon {'never show' if '-03-' in on else 'show'} {on}" in said
