"""``prazo calendar show``: closed days with their names in every language, and where the calendar was checked."""

import json
from pathlib import Path
from typing import Any

import pytest

from prazo.compiler.cli.main import main
from prazo.dsl.time.library import load_standard

Capture = pytest.CaptureFixture[str]


def shown(capsys: Capture, *options: str) -> str:
    assert main(["calendar", "show", *options]) == 0
    return capsys.readouterr().out


def test_without_a_name_every_calendar_and_no_days(capsys: Capture) -> None:
    told = shown(capsys)
    assert [line for line in told.splitlines() if line and not line.startswith(" ")] == [
        "hongkong: Hong Kong: general holidays",
        "macau: Macau: holidays and closures of the public administration",
    ]
    assert "used by       macau.administrative, macau.civil, macau.working_days" in told
    assert " 2026 " not in told.replace("31 December 2026", "")


def test_days_have_their_names_and_say_where_nobody_checked(capsys: Capture) -> None:
    told = shown(capsys, "macau", "--from", "2026-12-25", "--until", "2027-01-01").splitlines()[-2:]
    assert told == [
        "  Friday 25 December 2026  holiday  Christmas Day · Natal · 聖誕節",
        "  Friday 1 January 2027    holiday  New Year's Day · Fraternidade Universal · 元旦  (provisional)",
    ]


def test_of_one_calendar_the_last_year_that_was_checked(capsys: Capture) -> None:
    assert shown(capsys, "hongkong") == shown(capsys, "hongkong", "--year", "2026")
    assert "Tuesday 7 April 2026" in shown(capsys, "hongkong")


def test_as_data(capsys: Capture) -> None:
    data: dict[str, Any] = json.loads(shown(capsys, "--year", "2027", "--format", "json"))
    assert data["schema"] == "prazo-closed-days/1"
    macau = data["calendars"][1]
    assert macau["verified"] == ["2012-01-01", "2027-01-01"]
    assert macau["weekly"][1] == {"en": "Sunday", "pt": "domingo", "zh": "星期日"}
    assert macau["days"][0] == {
        "day": "2027-01-01",
        "kind": "holiday",
        "names": {"en": "New Year's Day", "pt": "Fraternidade Universal", "zh": "元旦"},
        "provisional": True,
    }
    assert macau["digest"] == load_standard().calendar("macau").digest


def test_closed_days_of_the_users_own_are_among_them(tmp_path: Path, capsys: Capture) -> None:
    own = tmp_path / "own.json"
    hato = {"calendar": "macau", "day": "2017-08-23", "name": "Typhoon Hato", "zh": "颱風天鴿"}
    own.write_text(json.dumps({"schema": "prazo-closures/1", "closures": [hato]}), "utf-8")
    told = shown(capsys, "macau", "--year", "2017", "--closures", str(own))
    assert ["Wednesday", "23", "August", "2017", "closure", "Typhoon", "Hato", "·", "颱風天鴿"] in [
        line.split() for line in told.splitlines()
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["macao"], "the nearest is macau"),
        (["macau", "--year", "2026", "--from", "2026-01-01"], "not both"),
        (["macau", "--from", "2026-01-01"], "both --from and --until"),
        (["macau", "--from", "2026-01-02", "--until", "2026-01-01"], "2026-01-02 is after 2026-01-01"),
        (["macau", "--from", "2026-1-2", "--until", "2026-02-01"], "write it as 2021-06-30."),
        (["macau", "--from", "1899-01-01", "--until", "2026-02-01"], "outside the years"),
        (["macau", "--year", "1800"], "1800"),
    ],
)
def test_what_cannot_be_shown(options: list[str], said: str, capsys: Capture) -> None:
    assert main(["calendar", "show", *options]) == 2
    assert said in capsys.readouterr().err
