"""Differences between two days, worked out by hand from one small law; and the library against what the law changed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from prazo.compiler.cli.main import main
from prazo.compiler.diff.compare import Difference, differences
from prazo.dsl.api import load
from prazo.dsl.check.citations import steps
from prazo.dsl.check.program import check_modules
from prazo.dsl.errors import EXIT_MISUSE
from prazo.dsl.time.library import load_standard
from tests.check.rules import module
from tests.stdlib import sources

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
  line one of general, life
  capital money at least 0
  debts money at least 0
  funds money at least 0
  signing event
  opening event
  paid event
  told event
"""
BEFORE, AFTER = date(2020, 9, 21), date(2020, 9, 22)
Capture = pytest.CaptureFixture[str]


def found(text: str, before: date = BEFORE, after: date = AFTER) -> list[Difference]:
    times = load_standard()
    program, said = check_modules([module(LAW + text)], times.rules)
    assert program is not None, said
    return list(differences(program, times, before, after))


def outcome(lines: str, kind: str = "requirement") -> str:
    """What became of one norm with these lines."""
    [one] = [one for one in found(f'{kind} norm_of_it "Norm"\n  on Insurer\n{lines}') if one.id == "LAW/norm_of_it"]
    return one.outcome


@pytest.mark.parametrize(
    ("until", "since", "expected"),
    [
        ("capital >= MOP 1", "capital >= MOP 2", "tightened"),
        ("capital >= MOP 2", "capital >= MOP 1", "relaxed"),
        ("debts <= MOP 2", "debts <= MOP 1", "tightened"),
        ("debts < MOP 1", "debts < MOP 2", "relaxed"),
        ("capital = MOP 1", "capital = MOP 2", "changed"),
        ("capital >= MOP 1", "capital > MOP 1", "changed"),
        ("capital >= MOP 1", "funds >= MOP 2", "changed"),
        ("capital >= MOP 1 if life", "capital >= MOP 2 if life", "tightened"),
        ("capital >= MOP 1 if life", "capital >= MOP 2 if general", "changed"),
        ("not capital >= MOP 1", "not capital >= MOP 2", "changed"),
    ],
)
def test_a_requirement_is_stricter_or_milder_only_where_that_is_certain(until: str, since: str, expected: str) -> None:
    assert outcome(f"  until reform\n    {until}\n  from reform\n    {since}\n") == expected


def test_amounts_that_go_apart_are_a_change() -> None:
    text = """
  until reform
    capital >= MOP 1 if life
    capital >= MOP 2 if general
  from reform
    capital >= MOP 2 if life
    capital >= MOP 1 if general
"""
    assert outcome(text) == "changed"


@pytest.mark.parametrize(
    ("until", "since", "expected"),
    [
        ("within 30 days of signing", "within 90 days of signing", "relaxed"),
        ("within 90 days of signing", "within 30 days of signing", "tightened"),
        ("at least 30 days before opening", "at least 90 days before opening", "tightened"),
        ("within 30 days of signing", "within 1 month of signing", "changed"),
        ("within 30 days of signing", "within 90 days of opening", "changed"),
        ("within 30 days of signing", "within 90 days of signing, counted by macau.administrative", "changed"),
    ],
)
def test_an_obligation(until: str, since: str, expected: str) -> None:
    assert outcome(f"  must paid\n  until reform\n    {until}\n  from reform\n    {since}\n", "obligation") == expected


def test_rules_come_and_go() -> None:
    text = """
requirement old "Old"
  on Insurer
  until reform
    capital >= MOP 1
requirement young "Young"
  on Insurer
  from reform
    capital >= MOP 1
requirement same "Same"
  on Insurer
  capital >= MOP 1
"""
    assert [(one.id, one.outcome) for one in found(text)] == [("LAW/old", "repealed"), ("LAW/young", "added")]
    assert found(text, date(2001, 1, 1), BEFORE) == []
    back = found(text, AFTER, BEFORE)
    assert [(one.id, one.outcome) for one in back] == [("LAW/old", "added"), ("LAW/young", "repealed")]


DEFINED = """
define least of Insurer is money "Least"
  until reform
    MOP 1 if life
    MOP 2 if general
  from reform
    MOP 3 if life
    MOP 4 if general
"""


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("capital >= least", "tightened"),
        ("debts <= least", "relaxed"),
        ("capital >= half of least", "changed"),
        ("capital >= least - debts", "changed"),
    ],
)
def test_a_norm_changes_through_its_definitions(condition: str, expected: str) -> None:
    text = f'{DEFINED}requirement norm_of_it "Norm"\n  on Insurer\n  {condition}\n'
    [norm] = [one for one in found(text) if one.id == "LAW/norm_of_it"]
    assert (norm.outcome, norm.through) == (expected, ("Insurer/least",))
    assert norm.was == ("MOP 1, if line is life", "MOP 2, if line is general")
    assert norm.became == ("MOP 3, if line is life", "MOP 4, if line is general")


def test_a_norm_that_reads_a_changed_definition_by_way_of_another_is_changed() -> None:
    text = (
        DEFINED
        + """
define twice of Insurer is money "Twice"
  least + least
requirement norm_of_it "Norm"
  on Insurer
  capital >= twice
"""
    )
    outcomes = {one.id: one.outcome for one in found(text)}
    assert outcomes == {"Insurer/least": "changed", "Insurer/twice": "changed", "LAW/norm_of_it": "changed"}


# --- the command -----------------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("PRAZO_CACHE", "off")
    path = tmp_path / "law.prazo"
    path.write_text(LAW + 'requirement enough "Enough *money*"\n  on Insurer\n'
                    "  until reform\n    capital >= MOP 1\n  from reform\n    capital >= MOP 2\n", "utf-8")  # fmt: skip
    return str(path)


BETWEEN = ("--between", "2020-09-21", "2020-09-22")


def test_text(rules: str, capsys: Capture) -> None:
    assert main(["diff", rules, *BETWEEN]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "21 September 2020 against 22 September 2020",
        "",
        "tightened: Enough *money*",
        "  LAW/enough, requirement",
        "  - capital is at least MOP 1",
        "  + capital is at least MOP 2",
        "",
        "1 difference: 1 tightened",
    ]
    assert main(["diff", rules, "--between", "2020-09-22", "2021-01-01"]) == 0
    assert capsys.readouterr().out.endswith("\nnothing differs\n")


def test_markdown_and_json(rules: str, capsys: Capture) -> None:
    assert main(["diff", rules, *BETWEEN, "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "- became: capital is at least MOP 2" in out
    assert "*money*" not in out
    assert main(["diff", rules, *BETWEEN, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["schema"], data["between"]) == ("prazo-diff/1", ["2020-09-21", "2020-09-22"])
    assert data["counts"] == {"added": 0, "repealed": 0, "tightened": 1, "relaxed": 0, "changed": 0}
    assert data["differences"][0]["became"] == ["capital is at least MOP 2"]


def test_what_is_no_day_is_misuse(rules: str, capsys: Capture) -> None:
    assert main(["diff", rules, "--between", "2020-09-21", "later"]) == EXIT_MISUSE
    assert '"later" is not a day' in capsys.readouterr().err


# --- the library -----------------------------------------------------------------------------------------------

#: Articles whose notes of change say that amounts, limits, persons or conditions of these rules are others since 2020.
CHANGED = {"17", "35", "36", "37", "57", "69", "70", "124", "128"}
#: These say the same as before, and change with what they refer to: the business of 2(a), the amounts of 17(1), 69 and
#: 70, the floor in 99.
BY_REFERENCE = {"1", "35", "43", "55", "68", "84", "85", "95", "98", "Table"}
#: Articles that say the same as before although what is asked changed, with where that comes from.
ELSEWHERE = {
    "26": "the approval by silence of article 25, which ends the suspension of votes",
    "27": "the same: how the suspension of votes ends",
    "30": "the form of the act, which the source marks as the work of Law 13/2023",
    "31": "the letters borrowed from 22(3)",
    "100": "article 30, which is applied to reinsurers",
    "99": "the floor of article 70, by which the margin is worked out",
    "125": "the fines of article 128",
    "Table": "the class J, of which paragraph 10 of article 70 was the rule until 2020",
}


def test_the_reform_of_2020_changed_what_the_law_says_it_did() -> None:
    rules = load("std:macau.insurance", cache=False)
    every = differences(rules.program, rules.times, BEFORE, AFTER)
    of_law = [one for one in every if one.instrument == "DL27_97_M"]
    articles = [{steps(place)[0] for place in one.cites} for one in of_law if not one.through]
    themselves = set().union(*articles)
    manifest = json.loads((sources.ROOT / "tests" / "data" / "macau_manifest.json").read_text("utf-8"))
    status = {row["place"]: row["status"] for row in manifest["rows"] if row["source"] == "articles"}
    changed = {article for article, said in status.items() if said != "unchanged"}
    # what changed rests on an article that changed, whatever else it rests on
    assert {article for cited in articles if not cited & changed for article in cited} <= set(ELSEWHERE)
    assert themselves >= CHANGED
    through = {steps(place)[0] for one in of_law if one.through for place in one.cites}
    assert through - themselves <= BY_REFERENCE
    assert {one.outcome for one in of_law if one.id == "DL27_97_M/minimum_capital"} == {"tightened"}
