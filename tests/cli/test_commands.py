"""The other commands from end to end."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from prazo.compiler.cli import new, output
from prazo.compiler.cli.main import main
from prazo.dsl.errors import EnvironmentFault
from tests.report.samples import RULES

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    Path("facts.json").write_text(
        json.dumps({"party": "Company", "id": "acme", "seat": "local", "line": "life"}), "utf-8"
    )
    return tmp_path


# --- explain, read ---------------------------------------------------------------------------------------------

ON = ("--facts", "facts.json", "--on", "2021-06-30")


def test_explain_takes_names_and_identifiers(capsys: Capture) -> None:
    assert main(["explain", "rules.prazo", "enough_capital", "LAW/report", *ON]) == 0
    shown = capsys.readouterr().out
    assert "Enough capital (17(1)): acme" in shown
    assert "Report after signing (2): acme" in shown


@pytest.mark.parametrize(
    "command", [["explain", "rules.prazo", "enough_captal", *ON], ["read", "rules.prazo", "enough_captal"]]
)
def test_an_unknown_norm_names_the_nearest(capsys: Capture, command: list[str]) -> None:
    assert main(command) == 2
    assert 'there is no norm "enough_captal"; the nearest is LAW/enough_capital' in capsys.readouterr().err


def test_a_former_name_is_understood(capsys: Capture) -> None:
    Path("rules.prazo").write_text(RULES.replace('obligation report "', 'obligation tell "'), "utf-8")
    text = Path("rules.prazo").read_text("utf-8").replace("  must send_report", "  formerly report\n  must send_report")
    Path("rules.prazo").write_text(text, "utf-8")
    assert main(["read", "rules.prazo", "report"]) == 0
    shown = capsys.readouterr()
    assert "(LAW/tell)" in shown.out
    assert "LAW/tell" in shown.err


def test_the_core_as_text(capsys: Capture) -> None:
    assert main(["build", "rules.prazo", "--target", "core"]) == 0
    shown = capsys.readouterr().out
    assert "\ninstrument LAW" in shown
    assert "LAW/enough_capital" in shown


@pytest.mark.parametrize(
    ("code", "said"), [("en", "must at all times"), ("pt", "deve a todo o tempo"), ("zh", "須隨時符合")]
)
def test_read_speaks_three_languages(capsys: Capture, code: str, said: str) -> None:
    assert main(["read", "rules.prazo", "enough_capital", "--lang", code]) == 0
    assert said in capsys.readouterr().out


def test_read_says_everything_back(capsys: Capture) -> None:
    assert main(["read", "rules.prazo"]) == 0
    shown = capsys.readouterr().out
    heads = [line for line in shown.splitlines() if line.endswith(")") and "(LAW/" in line]
    assert [head.partition("(LAW/")[2] for head in heads] == [
        "report)",
        "no_sale)",
        "one_resident)",
        "fine)",
        "enough_capital)",
    ]


# --- test ------------------------------------------------------------------------------------------------------

SCENARIOS = """
scenario "enough"
  given Company with line life, seat local, capital MOP 60M, exempted no
  on 2021-06-30 expect enough_capital compliant
scenario "not enough"
  given Company with line life, seat local, capital MOP 45M, exempted no
  on 2021-06-30 expect enough_capital {}
"""


def test_scenarios_that_come_out(capsys: Capture) -> None:
    Path("rules.prazo").write_text(RULES + SCENARIOS.format("breached"), "utf-8")
    assert main(["test"]) == 0
    assert capsys.readouterr().out == "2 scenarios, 2 expectations: all came out\n"


def test_a_scenario_that_does_not_come_out_shows_both_values(capsys: Capture) -> None:
    Path("rules.prazo").write_text(RULES + SCENARIOS.format("compliant"), "utf-8")
    assert main(["test", "rules.prazo"]) == 1
    shown = capsys.readouterr().out
    assert "enough_capital is breached, and compliant was expected" in shown
    assert "2 scenarios, 2 expectations: 1 scenario did not come out, in 1 value" in shown
    assert main(["test", "--only", "NOT ENOUGH"]) == 1
    assert "1 scenario, 1 expectation" in capsys.readouterr().out
    assert main(["test", "--only", "nothing of the kind"]) == 0


def test_wrong_scenarios_are_not_called_none(capsys: Capture) -> None:
    Path("cases.prazo").write_text(
        'use rules\n\nscenario "x"\n  given Company with line lief\n  on 2021-06-30 expect enough_capital breached\n',
        "utf-8",
    )
    assert main(["test", "cases.prazo"]) == 3
    told = capsys.readouterr()
    assert told.out == ""
    assert "P0703" in told.err


def test_a_wrong_scenario_ends_with_status_3(capsys: Capture) -> None:
    Path("rules.prazo").write_text(RULES + SCENARIOS.format("compliant").replace("line life", "lin life"), "utf-8")
    assert main(["test"]) == 3
    assert "lin" in capsys.readouterr().err


# --- fmt -------------------------------------------------------------------------------------------------------


def test_fmt_lays_out_once_and_for_all(capsys: Capture) -> None:
    assert main(["fmt", "--check", "."]) == 1
    assert capsys.readouterr().out == "rules.prazo\n"
    assert main(["fmt", "--diff", "rules.prazo"]) == 1
    assert "+++ rules.prazo laid out" in capsys.readouterr().out
    assert Path("rules.prazo").read_text("utf-8") == RULES
    assert main(["fmt", ".", "rules.prazo"]) == 0
    assert capsys.readouterr().err == "laid out rules.prazo\n"
    assert main(["fmt", "--check", "--diff", "."]) == 0


def test_fmt_leaves_files_with_mistakes_and_lays_out_the_others(capsys: Capture) -> None:
    Path("wrong.prazo").write_text("requirement ???\n", "utf-8")
    Path("latin.prazo").write_bytes(b"# caf\xe9\n")
    assert main(["fmt", "rules.prazo", "wrong.prazo"]) == 3
    assert "wrong.prazo, line 1" in capsys.readouterr().err
    assert Path("wrong.prazo").read_text("utf-8") == "requirement ???\n"
    assert Path("rules.prazo").read_text("utf-8") != RULES
    assert main(["fmt", "latin.prazo"]) == 3
    assert main(["fmt", "none.prazo"]) == 5
    Path("empty").mkdir()
    assert main(["fmt", "empty"]) == 5


# --- schema, new -----------------------------------------------------------------------------------------------


def test_a_schema_accepts_the_blank_and_refuses_a_wrong_name(capsys: Capture) -> None:
    assert main(["schema", "rules.prazo", "Company"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert main(["schema", "rules.prazo", "Company", "--blank", "json"]) == 0
    blank = json.loads(capsys.readouterr().out)
    assert list(Draft202012Validator(schema).iter_errors(blank)) == []
    assert list(Draft202012Validator(schema).iter_errors({**blank, "lin": "life"}))
    assert main(["schema", "rules.prazo", "Company", "--blank", "yaml", "-o", "blank.yaml"]) == 0
    assert main(["check", "rules.prazo", "--facts", "blank.yaml", "--on", "2021-06-30"]) == 0


def test_a_schema_of_nobody_names_the_nearest(capsys: Capture) -> None:
    assert main(["schema", "rules.prazo", "Compny"]) == 2
    assert "the nearest is Company" in capsys.readouterr().err


def test_a_new_project_passes_its_own_scenarios(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["new", "mine"]) == 0
    told = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    assert told[0] == "cd mine"
    monkeypatch.chdir("mine")
    ends = [main(line.split()[1:]) for line in told[1:]]
    assert ends == [0, 0, 1, 0]
    assert "all came out" in capsys.readouterr().out
    assert main(["fmt", "--check", "."]) == 0


@pytest.mark.parametrize("name", new.FILES)
def test_a_new_project_touches_nothing_that_is_there(capsys: Capture, name: str) -> None:
    Path("mine").mkdir()
    Path("mine", name).write_text("mine", "utf-8")
    assert main(["new", "mine"]) == 5
    assert "is already there" in capsys.readouterr().err
    assert os.listdir("mine") == [name]
    assert Path("mine", name).read_text("utf-8") == "mine"


def test_a_new_project_where_there_can_be_none(capsys: Capture) -> None:
    Path("file").write_text("", "utf-8")
    assert main(["new", "file/mine"]) == 5
    assert "error E0" in capsys.readouterr().err


# --- files -----------------------------------------------------------------------------------------------------


def test_half_a_file_is_never_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("out").write_text("old", "utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        output.write_file("out", "new")
    assert caught.value.code == "E0007"
    assert Path("out").read_text("utf-8") == "old"
    assert not list(Path().glob(".prazo-*"))
