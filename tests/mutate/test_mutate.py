"""Mutants of rules: what is changed, which scenarios mind, worked out by hand from one small law."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from prazo.compiler.cli.main import main
from prazo.compiler.mutate.changes import Rule, changes
from prazo.compiler.mutate.run import Outcome, Trial, outcomes
from prazo.dsl.check.program import check_modules
from prazo.dsl.errors import EXIT_FOUND, EXIT_MISUSE
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.time.library import load_standard
from tests.check.rules import module

LAW = """
instrument LAW "Law"
  jurisdiction Macau
  authority AMCM
  amounts in MOP
  time counted by macau.civil
  version original from 2000-01-01
  version reform from 2020-09-22

party AMCM
party Insurer "insurer"
  capital money at least 0
  premiums money at least 0
  signing event
  paid event

requirement enough "Enough"
  on Insurer
  until reform
    capital >= MOP 10
  from reform
    capital >= MOP 20

obligation pay "Pay"
  on Insurer
  must paid
  within 30 days of signing

define margin of Insurer is money "Margin"
  according to premiums
    up to MOP 100      MOP 5
    above MOP 100      25% of it

consequence fine "Fine"
  on Insurer
  for breach of enough, imposed by AMCM
  from MOP 1 to MOP 2
"""

#: a rule of which one line alone is new with the reform
IN_PART = """
obligation pay_in_part "Pay, in the manner of the reform"
  on Insurer
  where capital >= MOP 30
  where premiums > MOP 1, from reform
  must paid
  within 10 days of signing
"""

#: both sides of the amount, of the day of the version, of the first day of the law
OF_CAPITAL = """
scenario "old amount"
  given Insurer with capital MOP 10
  on 2020-09-21 expect enough compliant
scenario "old amount, one avo less"
  given Insurer with capital MOP 9.99
  on 2020-09-21 expect enough breached since 2000-01-01, fine = from MOP 1 to MOP 2
  on 1999-12-31 expect enough not applicable
  on 2000-01-01 expect enough breached
scenario "new amount"
  given Insurer with capital MOP 20
  on 2020-09-22 expect enough compliant
scenario "new amount, one avo less"
  given Insurer with capital MOP 19.99
  on 2020-09-21 expect enough compliant
  on 2020-09-22 expect enough breached
"""

Capture = pytest.CaptureFixture[str]


def trial(scenarios: str, law: str = LAW) -> Trial:
    one = module(law + scenarios)
    times = load_standard()
    program, said = check_modules([one], times.rules)
    assert program is not None, said
    lowered, wrong = lower_scenarios(program, one.tree, one.source)
    assert wrong == ()
    return Trial(program, times, lowered)


def of_rule(name: str, more: str = "", law: str = LAW) -> list[tuple[str, str, str]]:
    found = trial(more, law).program
    rules: tuple[Rule, ...] = (*found.norms, *found.definitions, *found.consequences)
    [rule] = [one for one in rules if one.id.endswith(f"/{name}")]
    return [(one.kind, one.was, one.became) for one in changes(rule, load_standard(), date(2000, 1, 1))]


def left(scenarios: str) -> dict[str, list[tuple[str, str]]]:
    """What survives, by rule: what it was and what it became."""
    found = outcomes(trial(scenarios), 1)
    return {one.rule: [(other.was, other.became) for other in one.survivors] for one in found}


# --- what is changed -------------------------------------------------------------------------------------------


def test_a_requirement() -> None:
    assert of_rule("enough") == [
        ("bearer", "on Insurer", "on another party"),
        ("version", "22 September 2020", "21 September 2020"),
        ("version", "22 September 2020", "23 September 2020"),
        ("comparator", ">=", ">"),
        ("amount", "MOP 10", "MOP 9.99"),
        ("amount", "MOP 10", "MOP 10.01"),
        ("comparator", ">=", ">"),
        ("amount", "MOP 20", "MOP 19.99"),
        ("amount", "MOP 20", "MOP 20.01"),
    ]


def test_an_obligation_is_changed_once_for_all_versions_that_say_the_same() -> None:
    assert of_rule("pay") == [
        ("bearer", "on Insurer", "on another party"),
        ("duration", "30 days", "29 days"),
        ("duration", "30 days", "31 days"),
        ("unit", "30 days", "30 weeks"),
        ("counting", "counted by macau.civil", "counted by macau.administrative"),
    ]


def test_a_line_of_two_versions_is_changed_once_though_other_lines_differ() -> None:
    found = Counter(of_rule("pay_in_part", IN_PART))
    once = [("amount", "MOP 30", "MOP 29.99"), ("duration", "10 days", "9 days"), ("amount", "MOP 1", "MOP 1.01")]
    assert [found[one] for one in once] == [1, 1, 1]


def test_a_version_that_only_marks_changes_nothing() -> None:
    marked = LAW.replace("version reform from 2020-09-22", 'version reform from 2020-09-22 unverified "not read"')
    assert not [one for one in of_rule("pay", law=marked) if one[0] == "version"]


def test_a_line_that_only_a_later_version_marks_changes_nothing() -> None:
    solid = """
define solid of Insurer is yes or no "Solid"
  until reform
    capital >= MOP 10
  from reform
    capital >= MOP 10 unverified "not read"
"""
    assert not [one for one in of_rule("solid", solid) if one[0] == "version"]


def test_brackets_move_together() -> None:
    assert Counter(of_rule("margin")) == Counter(
        [
            ("amount", "MOP 100", "MOP 99.99"),
            ("amount", "MOP 100", "MOP 100.01"),
            ("comparator", "exactly MOP 100 on one side", "exactly MOP 100 on the other side"),
            ("amount", "MOP 5", "MOP 4.99"),
            ("amount", "MOP 5", "MOP 5.01"),
            ("amount", "25%", "24.99%"),
            ("amount", "25%", "25.01%"),
        ]
    )


def test_the_bounds_of_a_consequence() -> None:
    assert [was for _, was, _ in of_rule("fine")] == ["MOP 1", "MOP 1", "MOP 2", "MOP 2"]


# --- who minds -------------------------------------------------------------------------------------------------


def test_a_rule_that_no_scenario_expects_survives_whole() -> None:
    found = {one.rule: one for one in outcomes(trial(""), 1)}
    assert (found["LAW/pay"].mutants, len(found["LAW/pay"].survivors)) == (5, 5)
    assert not any(one.touched for one in found["LAW/pay"].survivors)
    assert found["LAW"].mutants == 2  # its first day, a day sooner and a day later


def test_scenarios_on_both_sides_leave_nothing() -> None:
    found = left(OF_CAPITAL)
    assert found["LAW/enough"] == []
    assert found["LAW"] == []
    assert found["LAW/fine"] == []
    assert len(found["LAW/pay"]) == 5


@pytest.mark.parametrize(
    ("title", "left_over"),
    [
        ("old amount", [(">=", ">"), ("MOP 10", "MOP 10.01")]),
        ("new amount", [(">=", ">"), ("MOP 20", "MOP 20.01")]),
        ("new amount, one avo less", [("22 September 2020", "23 September 2020"), ("MOP 20", "MOP 19.99")]),
    ],
)
def test_without_a_side_what_it_held_survives(title: str, left_over: list[tuple[str, str]]) -> None:
    parts = OF_CAPITAL.split('scenario "')
    rest = 'scenario "'.join(part for part in parts if not part.startswith(title + '"'))
    assert left(rest)["LAW/enough"] == left_over


def test_a_consequence_turns_on_the_norm_that_brings_it() -> None:
    text = """
scenario "fine"
  given Insurer with capital MOP 9.99
  on 2010-01-01 expect fine = from MOP 1 to MOP 2
"""
    found = left(text)
    assert ("MOP 10", "MOP 9.99") not in found["LAW/enough"]  # no breach, so no fine
    assert found["LAW/fine"] == []


def test_a_definition_is_minded_by_what_expects_its_figure() -> None:
    text = """
scenario "margin"
  given Insurer with premiums MOP 100
  on 2010-01-01 expect margin = MOP 5
scenario "more"
  given Insurer with premiums MOP 100.01
  on 2010-01-01 expect margin = MOP 25.0025
"""
    assert left(text)["Insurer/margin"] == []


def test_the_order_and_the_outcome_do_not_hang_on_the_number_of_processes() -> None:
    def all_of(jobs: int) -> list[Outcome]:
        return list(outcomes(trial(OF_CAPITAL), jobs))

    assert all_of(1) == all_of(3)


# --- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PRAZO_CACHE", "off")
    (tmp_path / "law.prazo").write_text(LAW + OF_CAPITAL, "utf-8")
    return tmp_path / "law.prazo"


def test_survivors_are_told_with_their_lines(rules: Path, capsys: Capture) -> None:
    assert main(["test", str(rules), "--mutate", "--jobs", "1"]) == EXIT_FOUND
    out, err = capsys.readouterr()
    assert "law, line 24: no scenario expects anything of it (5 changes)" in out
    assert out.endswith("27 changes: 15 minded by a scenario, 12 by none\n")
    assert "4 scenarios, 8 expectations: all came out" in err


def test_one_rule_alone(rules: Path, capsys: Capture) -> None:
    assert main(["test", str(rules), "--mutate", "--norm", "pay", "--jobs", "1"]) == EXIT_FOUND
    out = capsys.readouterr().out
    assert "LAW/pay" in out
    assert "LAW/enough" not in out
    assert main(["test", str(rules), "--mutate", "--norm", "pya"]) == EXIT_MISUSE
    assert 'there is no norm "pya"; the nearest is pay' in capsys.readouterr().err


def test_json(rules: Path, capsys: Capture) -> None:
    assert main(["test", str(rules), "--mutate", "--jobs", "2", "--format", "json"]) == EXIT_FOUND
    data = json.loads(capsys.readouterr().out)
    assert data["schema"] == "prazo-mutants/1"
    assert data["counts"] == {"mutants": 27, "killed": 15, "survived": 12}
    first = next(one for one in data["survivors"] if one["rule"] == "LAW/pay")
    assert first == {
        "rule": "LAW/pay", "module": "law", "line": 24, "kind": "bearer", "was": "on Insurer",
        "became": "on another party", "expected": False,
    }  # fmt: skip


def test_nothing_is_changed_where_a_scenario_fails_already(rules: Path, capsys: Capture) -> None:
    rules.write_text(LAW + OF_CAPITAL.replace("enough not applicable", "enough breached"), "utf-8")
    assert main(["test", str(rules), "--mutate"]) == EXIT_FOUND
    assert "changes" not in capsys.readouterr().out


@pytest.mark.parametrize("option", [["--norm", "pay"], ["--jobs", "2"], ["--format", "json"], ["-o", "x"]])
def test_options_of_mutants_alone_are_misuse(rules: Path, capsys: Capture, option: list[str]) -> None:
    assert main(["test", str(rules), *option]) == EXIT_MISUSE
    assert "--mutate" in capsys.readouterr().err
