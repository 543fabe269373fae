"""``prazo check`` from end to end: what comes out, where it goes, and how the run ends."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from prazo.compiler.cli.main import main
from tests.report.samples import RULES

Capture = pytest.CaptureFixture[str]

BREACHED: dict[str, Any] = {
    "party": "Company",
    "id": "acme",
    "line": "life",
    "seat": "local",
    "capital": "MOP 45000000",
    "exempted": False,
    "signing": "never",
    "sell": "never",
    "agents": [{"id": "A", "resident": True}],
}
CLEAN = {**BREACHED, "capital": "MOP 60000000"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    facts(BREACHED)
    return tmp_path


def facts(*subjects: dict[str, Any], name: str = "facts.json") -> None:
    data = subjects[0] if len(subjects) == 1 else {"schema": "prazo-facts/1", "subjects": list(subjects)}
    Path(name).write_text(json.dumps(data), "utf-8")


def check(*options: str, on: str = "2021-06-30", given: str = "facts.json") -> int:
    return main(["check", "rules.prazo", "--facts", given, "--on", on, *options])


def report(capsys: Capture) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    return data


def test_a_breach_ends_with_status_1_and_is_told(capsys: Capture) -> None:
    assert check() == 1
    shown = capsys.readouterr()
    assert "breached       17(1)  Enough capital" in shown.out
    assert shown.err == ""


def test_without_a_breach_the_status_is_0() -> None:
    facts(CLEAN)
    assert check() == 0


@pytest.mark.parametrize(
    ("fail_on", "status"),
    [("breached", 1), ("undetermined,pending", 0), ("not_applicable", 1), ("nothing", 0), ("pending, breached", 1)],
)
def test_what_counts_as_found_is_chosen(fail_on: str, status: int) -> None:
    assert check("--fail-on", fail_on) == status


def test_what_is_shown_changes_nothing_of_the_status(capsys: Capture) -> None:
    assert check("--only", "compliant", "--format", "json") == 1
    data = report(capsys)
    assert {one["status"] for one in data["subjects"][0]["verdicts"]} == {"compliant"}
    assert data["subjects"][0]["counts"]["breached"] == 1


def test_json_is_the_same_bytes_each_time_and_in_each_format_of_facts(capsys: Capture) -> None:
    check("--format", "json")
    first = capsys.readouterr().out
    facts(BREACHED, name="facts.jsonl")
    check("--format", "json", given="facts.jsonl")
    assert capsys.readouterr().out == first
    Path("facts.yaml").write_text(Path("facts.json").read_text("utf-8"), "utf-8")
    check("--format", "json", given="facts.yaml")
    assert capsys.readouterr().out == first


def test_json_lines_are_one_whole_report_a_subject(capsys: Capture) -> None:
    facts(BREACHED, {**CLEAN, "id": "zeta"}, {"party": "Office", "id": "o"})
    check("--format", "jsonl")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [[one["id"] for one in line["subjects"]] for line in lines] == [["acme"], ["zeta"], ["o"]]
    assert len({line["decision"] for line in lines}) == 1
    assert lines[2]["norms"] == {}


def test_sentences_come_on_demand(capsys: Capture) -> None:
    check("--format", "json", "--with-text")
    verdicts = report(capsys)["subjects"][0]["verdicts"]
    assert all(one["text"] for one in verdicts)


def test_markdown(capsys: Capture) -> None:
    check("--format", "markdown")
    assert capsys.readouterr().out.startswith("## Company acme on 2021-06-30")


def test_facts_from_standard_input() -> None:
    run = prazo("check", "rules.prazo", "--facts", "-", "--on", "2021-06-30", given=json.dumps(BREACHED))
    assert (run.returncode, run.stderr) == (1, "")
    assert "Enough capital" in run.stdout


def test_today_is_that_of_the_zone_of_the_rules_and_is_said(capsys: Capture) -> None:
    assert check(on="today") == 1
    assert "in Asia/Macau" in capsys.readouterr().err


# --- misuse ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "breachd"), 'no status "breachd"; the nearest is breached'),
        (("--fail-on", "none"), 'no status "none"'),
        (("--reading", "pt"), 'no reading "pt"'),
        (("--format", "yaml"), "yaml"),
    ],
)
def test_a_wrong_option_is_misuse(capsys: Capture, options: tuple[str, str], said: str) -> None:
    assert check(*options) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "day", ["2021-6-30", "20210630", "2021W011", "tomorrow", "2021-02-30", "0000-01-01", "\x1b[2J"]
)
def test_what_is_no_day_is_misuse(capsys: Capture, day: str) -> None:
    assert check(on=day) == 2
    shown = capsys.readouterr().err
    assert "is not a day" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("day", ["1899-12-31", "2200-01-01"])
def test_a_day_beyond_the_calendar_is_misuse(capsys: Capture, day: str) -> None:
    assert check(on=day) == 2
    assert "1900 to 2199" in capsys.readouterr().err


def test_a_file_of_facts_is_known_by_its_name(capsys: Capture) -> None:
    assert check(given="facts.txt") == 2
    assert ".json" in capsys.readouterr().err


# --- wrong rules, wrong facts, the machine ---------------------------------------------------------------------


def test_wrong_rules_end_with_status_3_and_show_every_mistake(capsys: Capture) -> None:
    wrong = RULES.replace("on Company where local", "on Company where locl").replace(
        "must send_report", "must send_reprt"
    )
    Path("rules.prazo").write_text(wrong, "utf-8")
    assert check() == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "locl" in shown.err
    assert "send_reprt" in shown.err
    assert "rules.prazo, line" in shown.err


def test_wrong_facts_end_with_status_4_and_show_every_mistake(capsys: Capture) -> None:
    facts({**BREACHED, "capital": "45M", "lin": "life"})
    assert check() == 4
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "facts.json, $.capital" in shown.err
    assert "nearest: line" in shown.err


def test_names_that_are_no_facts_can_be_allowed(capsys: Capture) -> None:
    facts({**BREACHED, "lin": "life"})
    assert check("--allow-extra") == 1
    assert "note F0039" in capsys.readouterr().err


def test_rules_that_are_on_nobody_are_not_a_clean_report(capsys: Capture) -> None:
    facts({"party": "Office", "id": "o"})
    assert check() == 4
    assert "these rules are on: Company" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, b'{"party": "Company", "id": 1e400}', b"\0"]
)
def test_no_file_of_facts_makes_a_traceback(capsys: Capture, content: bytes) -> None:
    Path("facts.json").write_bytes(content)
    assert check() == 4
    assert "error F0" in capsys.readouterr().err


def test_missing_files_end_with_status_5(capsys: Capture) -> None:
    assert check(given="none.json") == 5
    assert 'error E0004: there is no file or folder "none.json"' in capsys.readouterr().err
    assert main(["check", "none.prazo", "--facts", "facts.json", "--on", "2021-06-30"]) == 5


# --- output ----------------------------------------------------------------------------------------------------


def test_output_goes_to_a_file_whole(capsys: Capture) -> None:
    check("--format", "json")
    expected = capsys.readouterr().out
    assert check("--format", "json", "-o", "out.json") == 1
    assert Path("out.json").read_text("utf-8") == expected
    assert capsys.readouterr().out == ""
    assert stat.S_IMODE(os.stat("out.json").st_mode) & 0o200
    assert not list(Path().glob(".prazo-*"))


def test_a_run_that_fails_leaves_the_old_file() -> None:
    Path("out.json").write_text("old", "utf-8")
    facts({**BREACHED, "capital": "45M"})
    assert check("-o", "out.json") == 4
    assert Path("out.json").read_text("utf-8") == "old"


def test_a_link_keeps_pointing_and_a_mode_stays() -> None:
    Path("real.json").write_text("old", "utf-8")
    os.chmod("real.json", 0o640)
    os.symlink("real.json", "link.json")
    check("-o", "link.json")
    assert Path("link.json").is_symlink()
    assert "Company acme" in Path("real.json").read_text("utf-8")
    assert stat.S_IMODE(os.stat("real.json").st_mode) == 0o640


def test_an_output_that_cannot_be_written_ends_with_status_5(capsys: Capture) -> None:
    assert check("-o", "no/such/folder/out.json") == 5
    assert 'error E0003: "no/such/folder/out.json" cannot be written' in capsys.readouterr().err
    assert check("--log", "no/such/log") == 5


def test_a_full_disk_ends_with_status_5() -> None:
    assert check("-o", "/dev/full") == 5
    with open("/dev/full", "w", encoding="utf-8") as full:
        run = subprocess.run([*PRAZO, *ARGUMENTS], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert run.returncode == 5
    assert "error E0007" in run.stderr


def test_a_reader_that_goes_away_is_no_error_to_read_about() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    run = subprocess.run([*PRAZO, *ARGUMENTS], stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writing)
    assert (run.returncode, run.stderr) == (5, "")


def test_a_log_gets_one_line_a_run_with_the_decision(capsys: Capture) -> None:
    check("--format", "json", "--log", "log.jsonl")
    made = report(capsys)
    check("--log", "log.jsonl", on="2021-07-01")
    first, second = [json.loads(line) for line in Path("log.jsonl").read_text("utf-8").splitlines()]
    assert first["report"] == made
    assert first["decision"] == made["decision"] != second["decision"]
    assert second["options"]["on"] == "2021-07-01"


def test_colours_only_on_a_terminal(capsys: Capture) -> None:
    check()
    assert "\x1b" not in capsys.readouterr().out


PRAZO = [sys.executable, "-c", "import sys; from prazo.compiler.cli.main import main; sys.exit(main(sys.argv[1:]))"]
ARGUMENTS = ["check", "rules.prazo", "--facts", "facts.json", "--on", "2021-06-30"]


def prazo(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run([*PRAZO, *arguments], input=given, capture_output=True, text=True, check=False)
