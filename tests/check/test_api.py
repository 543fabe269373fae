"""Rules from Python: loaded, kept, pinned, checked."""

from datetime import date
from pathlib import Path

import pytest

import prazo
from prazo.dsl import api
from prazo.dsl.api import Rules, check_text, load_text
from prazo.dsl.check import program as checker
from prazo.dsl.errors import Error, FactsError, RulesError

TEXT = """
instrument LAW "A law"
  jurisdiction Macau
  authority AMCM
  force law
  amounts in MOP
  time counted by macau.administrative
  version original from 1997-09-01 "Gazette 26/1997"

party AMCM "the authority"

party Insurer "insurer"
  line        one of general, life
  capital     money at least 0

requirement minimum_capital "Minimum share capital"
  cites 17(1)
  on Insurer
  capital >= MOP 15M if general
  capital >= MOP 30M if life
"""
POOR = {"party": "Insurer", "id": "acme", "line": "life", "capital": "MOP 20000000"}


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("PRAZO_CACHE", raising=False)


def test_facts_are_checked() -> None:
    rules = load_text(TEXT)
    report = rules.check(POOR, on=date(2021, 6, 30))
    assert report["schema"] == "prazo-report/1"
    assert report["rules"]["digest"] == rules.digest
    assert [one.status for one in report.subjects] == ["breached"]
    assert rules.check({**POOR, "capital": "MOP 30000000"}, on=date(2021, 6, 30)).subjects[0].status == "compliant"
    assert report.to_json() == load_text(TEXT).check(POOR, on=date(2021, 6, 30)).to_json()
    with pytest.raises(FactsError):
        rules.check({**POOR, "capitol": 5}, on=date(2021, 6, 30))


def test_a_verdict_is_explained() -> None:
    rules = load_text(TEXT)
    assert "30" in rules.explain(POOR, "LAW/minimum_capital", on=date(2021, 6, 30))
    with pytest.raises(Error) as caught:
        rules.explain(POOR, "LAW/minimum_capitol", on=date(2021, 6, 30))
    assert (caught.value.code, caught.value.hint) == ("P0203", "did you mean LAW/minimum_capital?")


def test_rules_do_not_change() -> None:
    rules = load_text(TEXT)
    with pytest.raises(AttributeError):
        rules.program = rules.program  # type: ignore[misc]


def test_every_finding_is_carried() -> None:
    wrong = TEXT.replace("if general", "if generic").replace("on Insurer\n", "on Insurer\n  cites cites\n")
    findings = check_text(wrong)
    assert findings
    with pytest.raises(RulesError) as caught:
        load_text(wrong)
    assert caught.value.diagnostics == tuple(findings)
    assert check_text(TEXT) == []


def test_what_follows_from_a_mistake_is_not_told() -> None:
    # a party whose first line cannot be read is not also an unknown party wherever it is named
    assert {one.code for one in check_text(TEXT.replace("party Insurer", "party 5nsurer"))} & {
        "P0202",
        "P0127",
    } == set()
    # a norm with a line that cannot be read does not also lack that line
    broken = TEXT.replace("capital >= MOP 15M if general", "capital >= >= MOP").replace(
        "  capital >= MOP 30M if life\n", ""
    )
    assert len(check_text(broken)) == 1
    # and what stands elsewhere is told all the same
    other = "\nrequirement other\n  cites 1\n  on Insurer\n  capital >= 5%\n"
    assert len({one.code for one in check_text(broken + other)}) > 1


@pytest.mark.parametrize(
    "text", ["", "\0", "\ud800", "x" * (3 * 1024 * 1024), "use ..\n", "use nowhere\n", "(" * 20_000]
)
def test_any_text_gives_findings_and_no_traceback(text: str) -> None:
    assert all(one.code for one in check_text(text))


def test_a_pin_holds_the_rules_to_their_digest(tmp_path: Path) -> None:
    (tmp_path / "law.prazo").write_text(TEXT, encoding="utf-8")
    digest = prazo.load(tmp_path).digest
    assert prazo.load(tmp_path / "law.prazo", pin=digest).digest == digest
    (tmp_path / "law.prazo").write_text(TEXT.replace("30M", "31M"), encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        prazo.load(tmp_path, pin=digest)
    assert caught.value.code == "P0233"


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often rules were checked anew."""
    times: list[int] = []
    check_modules = checker.check_modules

    def counting(*args: object, **more: object) -> object:
        times.append(1)
        return check_modules(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(checker, "check_modules", counting)
    return times


def same(one: Rules, other: Rules) -> bool:
    return one.program == other.program and one.digest == other.digest


def test_rules_are_checked_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times = counted(monkeypatch)
    file = tmp_path / "law.prazo"
    file.write_text(TEXT, encoding="utf-8")
    first = api.load(file)
    assert same(api.load(file), first)
    assert len(times) == 1
    assert same(api.load(file, cache=False), first)
    assert len(times) == 2
    monkeypatch.setenv("PRAZO_CACHE", "off")
    assert same(api.load(file), first)
    assert len(times) == 3
    monkeypatch.delenv("PRAZO_CACHE")
    file.write_text(TEXT.replace("30M", "31M"), encoding="utf-8")
    assert not same(api.load(file), first)
    assert len(times) == 4
    [entry, _] = sorted((tmp_path / "cache" / "prazo").iterdir(), key=lambda one: one.stat().st_mtime_ns)
    file.write_text(TEXT, encoding="utf-8")
    entry.write_bytes(b"poison")
    assert same(api.load(file), first)
    assert len(times) == 5


def test_the_standard_library_loads() -> None:
    rules = prazo.load("std:macau.insurance")
    assert rules.warnings == ()
    assert any(norm.instrument == "DL27_97_M" for norm in rules.program.norms)
