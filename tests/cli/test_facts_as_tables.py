"""``--facts`` a folder of CSV, or one table with those beside it: the report of the document, or each wrong row."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from prazo.compiler.cli.main import main
from tests.report.samples import RULES

Capture = pytest.CaptureFixture[str]

COMPANIES = """id,line,seat,capital__minor,exempted,signing,signing__none,sell__none,agents__complete
acme,life,local,4500000000,false,,true,true,
zeta,life,local,,no,2021-06-01,,yes,false
"""
AGENTS = "parent,id,resident\nacme,A,true\nzeta,B,\n"
HISTORY = "parent,from,value\nzeta,2019-01-01,MOP 60000000\nzeta,2021-01-01,MOP 1\n"
DOCUMENT = [
    {"party": "Company", "id": "acme", "line": "life", "seat": "local", "capital": "MOP 45000000", "exempted": False,
     "signing": "never", "sell": "never", "agents": [{"id": "A", "resident": True}]},
    {"party": "Company", "id": "zeta", "line": "life", "seat": "local", "exempted": False, "signing": "2021-06-01",
     "capital": [{"from": "2019-01-01", "value": "MOP 60000000"}, {"from": "2021-01-01", "value": "MOP 1"}],
     "sell": "never", "agents": {"items": [{"id": "B"}], "complete": False}},
]  # fmt: skip


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PRAZO_CACHE", "off")
    Path("rules.prazo").write_text(RULES, "utf-8")
    Path("book").mkdir()
    for name, text in (("Company", COMPANIES), ("Company.agents", AGENTS), ("Company.capital", HISTORY)):
        Path(f"book/{name}.csv").write_text(text, "utf-8")
    return tmp_path


def check(given: str, *options: str) -> int:
    return main(["check", "rules.prazo", "--facts", given, "--on", "2021-06-30", *options])


def test_the_report_is_that_of_the_same_document(capsys: Capture) -> None:
    Path("facts.json").write_text(json.dumps({"schema": "prazo-facts/1", "subjects": DOCUMENT}), "utf-8")
    reports = []
    for given in ("facts.json", "book", "book/", "book/Company.csv"):
        assert check(given, "--format", "json") == 1
        reports.append(capsys.readouterr().out)
    assert len(set(reports)) == 1


def test_a_table_without_those_beside_it_knows_less(capsys: Capture) -> None:
    Path("Company.csv").write_text(COMPANIES, "utf-8")
    check("Company.csv", "--only", "undetermined", "--format", "json")
    needs = [
        need["path"]
        for subject in json.loads(capsys.readouterr().out)["subjects"]
        for verdict in subject["verdicts"]
        for need in verdict["needs"]
    ]
    assert "capital" in needs


def test_every_wrong_row_is_told_and_nothing_is_judged(capsys: Capture) -> None:
    Path("book/Company.csv").write_text(COMPANIES.replace("zeta,life", "zeta,lief"), "utf-8")
    Path("book/Company.agents.csv").write_text(AGENTS + "beta,C,true\n", "utf-8")
    assert check("book") == 4
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        'error F0094: there is no "beta" in Company.csv\n'
        "  book, Company.agents.csv, row 4\n"
        "\n"
        'error F0022: line: "lief" is not one of the values; nearest: "life"\n'
        "  book, Company.csv, row 3\n"
        '  help: write "general" or "life"\n'
    )


def test_a_folder_without_tables(capsys: Capture) -> None:
    Path("empty").mkdir()
    assert check("empty") == 5
    assert "error E0014" in capsys.readouterr().err


def test_a_table_that_is_not_there(capsys: Capture) -> None:
    assert check("nowhere/Company.csv") == 5
    assert check("Other.csv") == 5
    assert capsys.readouterr().err.count("error E0004") == 2


def test_a_cell_is_never_executed_and_no_escape_reaches_the_terminal(capsys: Capture) -> None:
    Path("book/Company.csv").write_text(COMPANIES.replace("acme,life", "\"=cmd|' /C calc'!A1\",\x1b[31mlife"), "utf-8")
    assert check("book") == 4
    assert "\x1b" not in capsys.readouterr().err


# --- JUnit -----------------------------------------------------------------------------------------------------


def test_a_build_server_sees_breaches_as_failures(capsys: Capture) -> None:
    assert check("book", "--format", "junit") == 1
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert root.tag == "testsuites"
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["Company acme", "Company zeta"]
    for counted, tag in (("tests", None), ("failures", "failure"), ("skipped", "skipped")):
        for suite in suites:
            cases = suite.findall("testcase")
            assert int(suite.get(counted, "-1")) == sum(tag is None or case.find(tag) is not None for case in cases)
        assert int(root.get(counted, "-1")) == sum(int(suite.get(counted, "0")) for suite in suites)
    failed = suites[0].find("testcase[@classname='LAW.enough_capital']/failure")
    assert failed is not None
    assert failed.get("type") == "breached"
    assert failed.get("message") == "breached: MOP 45,000,000 found, MOP 60,000,000 required (capital)"
    assert "since Tuesday 22 September 2020" in (failed.text or "")


def test_what_fails_the_run_is_what_fails_in_the_file(capsys: Capture) -> None:
    for fail_on, number in (("nothing", 0), ("breached", 1), ("undetermined", None)):
        status = check("book", "--format", "junit", "--fail-on", fail_on, "--lang", "pt")
        failures = int(ElementTree.fromstring(capsys.readouterr().out).get("failures", "-1"))
        assert (status == 1) == (failures > 0)
        assert number is None or (failures > 0) == bool(number)


def test_only_some_statuses_are_written(capsys: Capture) -> None:
    check("book", "--format", "junit", "--only", "breached")
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert root.get("tests") == root.get("failures")
    assert root.get("skipped") == "0"


def test_names_of_strangers_stay_text(capsys: Capture) -> None:
    text = COMPANIES.replace("acme,", "\"<a href='x'>&\",")
    Path("Company.csv").write_text(text, "utf-8")
    check("Company.csv", "--format", "junit")
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert root.findall("testsuite")[0].get("name") == "Company <a href='x'>&"
