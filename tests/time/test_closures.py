"""Closed days of the user's own: what they change, and how a file that is wrong is refused."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import prazo
from prazo.compiler.cli.main import main
from prazo.compiler.python.engine import module_of
from prazo.dsl.errors import FactsError
from prazo.dsl.facts.closures import LONGEST_FILE, MOST_CLOSURES, with_closures
from prazo.dsl.time.counting import due_day
from prazo.dsl.time.library import TimeLibrary, load_standard

Capture = pytest.CaptureFixture[str]

MANGKHUT = {"calendar": "macau", "day": "2018-09-17", "name": "Typhoon Mangkhut", "pt": "Tufão", "zh": "颱風山竹"}
RULES = """
instrument NOTICE "Notice"
  jurisdiction Macau
  issued by Authority
  authority Authority
  force law
  time counted by macau.administrative
  version original from 2010-01-01

provision 1 "Report"

party Authority "authority"

party Firm "firm"
  sign    event
  report  event

obligation report_in_time "Report"
  cites 1
  on Firm
  must report
  within 10 days of sign

scenario "a typhoon"
  given Firm "f" with sign 2018-09-07, report 2018-09-18
  on 2018-09-30 expect report_in_time compliant
"""


def document(*closures: object) -> dict[str, object]:
    return {"schema": "prazo-closures/1", "closures": list(closures)}


def due(times: TimeLibrary, rule: str, anchor: date, n: int) -> date:
    counting = times.rule(rule, anchor)
    return due_day(counting, times.calendar_of(counting), anchor, ((n, "day"),)).day


def codes(given: Any) -> list[tuple[str, str]]:
    with pytest.raises(FactsError) as caught:
        with_closures(load_standard(), given)
    return [(one.code, one.path) for one in caught.value.problems]


# --- what they change ------------------------------------------------------------------------------------------


def test_a_typhoon_moves_the_last_day_of_services_and_of_nobody_else() -> None:
    standard = load_standard()
    own = with_closures(standard, document(MANGKHUT))
    start = date(2018, 9, 7)
    assert due(standard, "macau.administrative", start, 10) == date(2018, 9, 17)
    assert due(own, "macau.administrative", start, 10) == date(2018, 9, 18)
    assert due(own, "macau.civil", start, 10) == date(2018, 9, 17)
    assert own.sheet("macau").name_in("Typhoon Mangkhut", "zh") == "颱風山竹"
    assert standard.calendar("macau").why_closed(date(2018, 9, 17), ("closure",)) is None


def test_a_holiday_by_order_counts_for_everybody() -> None:
    own = with_closures(load_standard(), document({**MANGKHUT, "kind": "holiday"}))
    assert due(own, "macau.civil", date(2018, 9, 7), 10) == date(2018, 9, 18)


def test_a_gale_day_is_a_closed_day_of_cap_1() -> None:
    gale = {"calendar": "hongkong", "day": "2023-09-01", "name": "Gale warning (Saola)"}
    own = with_closures(load_standard(), document(gale))
    assert due(load_standard(), "hongkong.cap1", date(2023, 8, 25), 7) == date(2023, 9, 1)
    assert due(own, "hongkong.cap1", date(2023, 8, 25), 7) == date(2023, 9, 2)
    assert due(own, "hongkong.plain", date(2023, 8, 25), 7) == date(2023, 9, 1)


def test_a_day_that_is_a_holiday_anyway_stays_one() -> None:
    christmas = {"calendar": "macau", "day": "2025-12-25", "name": "Typhoon"}
    own = with_closures(load_standard(), document(christmas))
    assert own.calendar("macau").why_closed(date(2025, 12, 25), ("holiday",)) == "Christmas Day"
    assert due(own, "macau.civil", date(2025, 12, 15), 10) == date(2025, 12, 26)


def test_only_the_calendar_that_got_days_has_another_digest_and_the_order_is_nothing() -> None:
    other = {"calendar": "macau", "day": "2017-08-23", "name": "Typhoon Hato"}
    standard = load_standard()
    own = with_closures(standard, document(MANGKHUT, other))
    assert own.calendar("macau").digest == with_closures(standard, document(other, MANGKHUT)).calendar("macau").digest
    digests = {
        one.calendar("macau").digest
        for one in (
            standard,
            own,
            with_closures(standard, document(MANGKHUT)),
            with_closures(standard, document(other)),
        )
    }
    assert len(digests) == 4
    assert own.calendar("hongkong") == standard.calendar("hongkong")
    assert with_closures(standard, document()).calendar("macau").digest == standard.calendar("macau").digest


# --- wrong files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "code", "path"),
    [
        ({**MANGKHUT, "day": "2018-09-31"}, "F0020", "closures[1].day"),
        ({**MANGKHUT, "day": "17/09/2018"}, "F0019", "closures[1].day"),
        ({**MANGKHUT, "day": "2018W385"}, "F0019", "closures[1].day"),
        ({**MANGKHUT, "day": "２０１８-09-17"}, "F0019", "closures[1].day"),
        ({**MANGKHUT, "day": "1899-12-31"}, "F0025", "closures[1].day"),
        ({**MANGKHUT, "day": "1989-12-31"}, "F0085", "closures[1].day"),
        ({**MANGKHUT, "day": "2041-01-01"}, "F0085", "closures[1].day"),
        ({**MANGKHUT, "calendar": "macao"}, "F0081", "closures[1].calendar"),
        ({**MANGKHUT, "calendar": 5}, "F0081", "closures[1].calendar"),
        ({**MANGKHUT, "kind": "storm"}, "F0022", "closures[1].kind"),
        ({**MANGKHUT, "date": "2018-09-17"}, "F0086", "closures[1]"),
        ({"calendar": "macau", "day": "2018-09-17"}, "F0083", "closures[1]"),
        ({"calendar": "macau", "name": "Typhoon"}, "F0083", "closures[1]"),
        ({**MANGKHUT, "name": " "}, "F0010", "closures[1].name"),
        ({**MANGKHUT, "name": "a\x1b[31m"}, "F0028", "closures[1].name"),
        ({**MANGKHUT, "zh": "x" * 501}, "F0063", "closures[1].zh"),
        ("2018-09-17", "F0010", "closures[1]"),
    ],
)
def test_a_wrong_entry(entry: object, code: str, path: str) -> None:
    assert codes(document(entry)) == [(code, path)]


def test_every_mistake_is_told_in_one_run() -> None:
    wrong = document({**MANGKHUT, "day": "2018-02-30"}, MANGKHUT, {**MANGKHUT, "name": "again"}, {**MANGKHUT, "x": 1})
    assert [code for code, _ in codes(wrong)] == ["F0020", "F0082", "F0086", "F0082"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[", "F0001"),
        ("[]", "F0080"),
        ('{"schema": "prazo-closures/1"}', "F0080"),
        ('{"schema": "prazo-closures/1", "closures": {}}', "F0080"),
        ('{"schema": "prazo-closures/2", "closures": []}', "F0005"),
        ('{"closures": []}', "F0005"),
        ('{"schema": "prazo-closures/1", "closures": [], "closures": []}', "F0004"),
        ('{"schema": "prazo-closures/1", "closures": [], "days": []}', "F0086"),
        (b"\xff", "F0003"),
        ("[" * 1000, "F0060"),
        (" " * (LONGEST_FILE + 1), "F0064"),
        (json.dumps(document(*[MANGKHUT] * (MOST_CLOSURES + 1))), "F0062"),
    ],
)
def test_a_file_that_is_no_list_of_closed_days(text: bytes | str, code: str) -> None:
    assert [found for found, _ in codes(text)] == [code]


def test_a_calendar_without_an_open_day() -> None:
    def closed(days: int) -> dict[str, object]:
        first = date(2026, 3, 3)  # the day before it is open
        return document(
            *({"calendar": "macau", "day": str(first + timedelta(days=n)), "name": "closed"} for n in range(days))
        )

    longest = with_closures(load_standard(), closed(366))
    assert due(longest, "macau.administrative", date(2026, 3, 2), 1) == date(2027, 3, 4)
    assert codes(closed(367)) == [("F0084", "")]


# --- from a program and from the command line ------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    Path("typhoons.json").write_text(json.dumps(document(MANGKHUT)), "utf-8")
    Path("facts.json").write_text('{"party": "Firm", "id": "f", "sign": "2018-09-07", "report": "2018-09-18"}', "utf-8")
    return tmp_path


def test_a_program_gives_them_as_a_file_or_as_a_mapping(project: Path) -> None:
    facts = {"party": "Firm", "id": "f", "sign": date(2018, 9, 7), "report": date(2018, 9, 18)}
    day = date(2018, 9, 30)
    plain = prazo.load("rules.prazo").check(facts, on=day)
    from_file = prazo.load("rules.prazo", closures="typhoons.json")
    own = from_file.check(facts, on=day)
    assert [one.subjects[0].status for one in (plain, own)] == ["breached", "compliant"]
    assert prazo.load("rules.prazo", closures=document(MANGKHUT)).check(facts, on=day).document == own.document
    assert plain["decision"] != own["decision"]
    assert plain["rules"] == own["rules"]
    assert own["calendars"]["macau"]["digest"] == from_file.times.calendar("macau").digest


def test_a_wrong_file_is_named(project: Path) -> None:
    Path("typhoons.json").write_text("{}", "utf-8")
    with pytest.raises(FactsError) as caught:
        prazo.load("rules.prazo", closures="typhoons.json")
    assert (caught.value.code, caught.value.source) == ("F0080", "typhoons.json")


def test_every_command_that_counts_takes_them(project: Path, capsys: Capture) -> None:
    given = ["--facts", "facts.json", "--on", "2018-09-30"]
    own = ["--closures", "typhoons.json"]
    assert main(["check", "rules.prazo", *given]) == 1
    assert main(["check", "rules.prazo", *given, *own]) == 0
    assert main(["test", "rules.prazo"]) == 1
    assert main(["test", "rules.prazo", *own]) == 0
    capsys.readouterr()
    main(["explain", "rules.prazo", "report_in_time", *given, *own])
    told = capsys.readouterr().out
    assert "Monday 17 September 2018, closed: Typhoon Mangkhut" in told
    assert "moved later to" in told
    reports = []
    for engine in ("reference", "python"):
        main(["check", "rules.prazo", *given, *own, "--engine", engine, "--format", "json"])
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1]
    assert main(["build", "rules.prazo", "--target", "python", *own, "-o", "checker.py"]) == 0
    lookup = prazo.load("rules.prazo", closures="typhoons.json").lookup
    built = module_of(lookup.program, lookup.times, "checker_with_closures")
    assert built.CALENDARS["macau"]["digest"] == json.loads(reports[0])["calendars"]["macau"]["digest"]


def test_a_wrong_file_of_closed_days_ends_with_status_4(project: Path, capsys: Capture) -> None:
    Path("typhoons.json").write_text(json.dumps(document({**MANGKHUT, "day": "2018-09-31"})), "utf-8")
    assert (
        main(["check", "rules.prazo", "--facts", "facts.json", "--on", "2018-09-30", "--closures", "typhoons.json"])
        == 4
    )
    shown = capsys.readouterr().err
    assert shown.startswith('error F0020: closures[1].day: "2018-09-31" is a day that does not exist\n')
    assert "typhoons.json, $.closures[1].day" in shown


def year(days: int) -> dict[str, object]:
    """So many days closed without a break; the day before the first of them is open."""
    first = date(2026, 3, 3)
    return document(*({**MANGKHUT, "day": str(first + timedelta(days=n))} for n in range(days)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"schema": ',
            "error F0001: this is not JSON: a value is expected here, line 1, column 12\n  typhoons.json\n",
        ),
        (
            json.dumps(document(MANGKHUT, MANGKHUT)),
            "error F0082: closures[2]: 2018-09-17 is closed twice in the calendar macau\n"
            "  typhoons.json, $.closures[2]\n  help: keep the one that is right\n",
        ),
        (
            json.dumps(document({**MANGKHUT, "why": "wind"})),
            'error F0086: closures[1]: a closed day has no "why"\n  typhoons.json, $.closures[1]\n',
        ),
        (
            json.dumps(document({**MANGKHUT, "calendar": "macao"})),
            'error F0081: closures[1].calendar: no calendar is called "macao"; nearest: macau\n'
            "  typhoons.json, $.closures[1].calendar\n",
        ),
        (
            json.dumps(year(367)),
            "error F0084: macau would have no open day from 2026-03-03 to 2027-03-04\n  typhoons.json\n"
            "  help: leave out days that were open\n",
        ),
    ],
    ids=["no JSON", "a day twice", "an unknown key", "an unknown calendar", "no open day"],
)
def test_a_wrong_file_is_told_as_it_is_and_nothing_is_judged(
    text: str, said: str, project: Path, capsys: Capture
) -> None:
    Path("typhoons.json").write_text(text, "utf-8")
    for engine in ("reference", "python"):
        given = ["--facts", "facts.json", "--on", "2018-09-30", "--closures", "typhoons.json", "--engine", engine]
        assert main(["check", "rules.prazo", *given]) == 4
        assert capsys.readouterr() == ("", said)


def test_a_last_day_goes_past_a_whole_year_of_closed_days(project: Path, capsys: Capture) -> None:
    """Ten days from 2 March 2026 are 12 March; 366 days are closed from the 3rd on, the last on 3 March 2027."""
    Path("typhoons.json").write_text(json.dumps(year(366)), "utf-8")
    Path("facts.json").write_text('{"party": "Firm", "id": "f", "sign": "2026-03-02", "report": "never"}', "utf-8")
    for engine in ("reference", "python"):
        given = ["--facts", "facts.json", "--on", "2026-06-30", "--closures", "typhoons.json", "--engine", engine]
        assert main(["check", "rules.prazo", *given, "--format", "json"]) == 0
        (verdict,) = json.loads(capsys.readouterr().out)["subjects"][0]["verdicts"]
        assert (verdict["status"], verdict["due"]) == ("pending", "2027-03-04")


def test_a_missing_file_of_closed_days_ends_with_status_5(project: Path, capsys: Capture) -> None:
    given = ["--facts", "facts.json", "--on", "2018-09-30", "--closures", "nowhere.json"]
    assert main(["check", "rules.prazo", *given]) == 5
    assert "E0004" in capsys.readouterr().err
