"""Codes whose pages tell their example in words: what gives them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from prazo.compiler.cli import boundary
from prazo.dsl.api import load, load_text
from prazo.dsl.diagnostics.codes import sentence
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.errors import FactsError, RulesError
from prazo.dsl.facts.moments import Unfit, time_given
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.read import read_facts
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.time.zones import UTC
from tests.programs import in_scenarios

RULES = """
party Office "office"
party Broker "broker"
  capital  number
  open     state
instrument LAW "Law"
  authority Office
  amounts in MOP
  provisions "law.json"
  version first from 2000-01-01
  version second from 2010-01-01
requirement one "One"
  cites 5
  on Broker
  until second
    capital >= 1
"""


def test_a_place_that_came_later(tmp_path: Path) -> None:
    places = [{"place": "4"}, {"place": "5", "from": "second"}]
    index = {"schema": "prazo-provisions/1", "instrument": "LAW", "provisions": places}
    (tmp_path / "law.json").write_text(json.dumps(index), encoding="utf-8")
    (tmp_path / "law.prazo").write_text(RULES, encoding="utf-8")
    with pytest.raises(RulesError) as caught:
        load(tmp_path / "law.prazo", cache=False)
    (found,) = caught.value.diagnostics
    assert (found.code, found.message) == ("P0609", "LAW has 5 only from 2010-01-01")
    (tmp_path / "law.prazo").write_text(RULES.replace("until second", "from second"), encoding="utf-8")
    assert load(tmp_path / "law.prazo", cache=False).warnings == ()


def test_a_state_is_not_given_by_period() -> None:
    rules = load_text("party Broker\n  open  state each quarter\n")
    document = '{"party": "Broker", "id": "b", "open": {"2020-Q1": [{"from": "2020-01-01"}]}}'
    with pytest.raises(FactsError) as caught:
        read_facts(rules.program, document, day=date(2021, 6, 30))
    (found,) = caught.value.problems
    assert isinstance(found, FactProblem)
    assert found.code == "F0038"


def test_a_bare_number_for_money_in_a_scenario() -> None:
    """It is said in the words of scenarios, P0703, with the sentence of F0016 beside the place."""
    text = """
amounts in MOP
party Broker "broker"
  capital  money
define rich of Broker is yes or no "Rich"
  capital >= MOP 1M
scenario "bare"
  given Broker "b" with capital 20
  on 2021-06-30 expect rich = unknown
"""
    (found,) = in_scenarios(Interpreter(load_text(text).lookup), Source("rules.prazo", text))
    assert (found.code, found.places[0].label) == ("P0703", sentence("F0016", found="20"))


def test_nobody_to_check(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    rules = tmp_path / "rules.prazo"
    rules.write_text('party Broker "broker"\nparty Other "other"\n', encoding="utf-8")
    facts = tmp_path / "facts.json"
    facts.write_text('{"party": "Other", "id": "o"}', encoding="utf-8")
    assert boundary.run(["check", str(rules), "--facts", str(facts), "--on", "2021-06-30"]) == 4
    assert "F0071" in capfd.readouterr().err


def test_a_day_of_the_check_that_is_none() -> None:
    found = time_given("2021-06-30", UTC)
    assert isinstance(found, Unfit)
    assert found.code == "F0070"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert boundary.run(["new", str(tmp_path / "mine")]) == 0
    return tmp_path / "mine"


def test_a_folder_that_is_already_there(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert boundary.run(["new", str(project)]) != 0
    assert "E0009" in capfd.readouterr().err


@pytest.mark.parametrize(("error", "code"), [(MemoryError(), "E0011"), (KeyError("x"), "E0012")])
def test_what_fails_inside_has_a_code_too(
    error: Exception, code: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fails(*_: object) -> None:
        raise error

    monkeypatch.setattr(f"{boundary.__name__}.prazo.make_context", fails)
    monkeypatch.delenv("PRAZO_TRACEBACK", raising=False)
    assert boundary.run(["--version"]) != 0
    said = capfd.readouterr().err
    assert code in said
    assert "Traceback" not in said
