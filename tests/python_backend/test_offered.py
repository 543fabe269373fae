"""What the module offers to the program that it is built into."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from prazo.dsl.errors import FactsError
from prazo.dsl.facts.read import read_facts
from prazo.dsl.report.document import calendars_used, norm_table, rules_digest
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import LIBRARY, generated, module, program

ON = date(2021, 6, 30)
CHECKER: Any = module(LIBRARY)
FACTS = {
    "party": "Insurer",
    "id": "acme",
    "seat": "local",
    "line": "life",
    "capital": "MOP 45000000",
    "signing": "2021-01-04",
    "begin_business": "never",
    "agents": [{"id": "a", "resident": True}, {"id": "b"}],
}


def test_json_text_and_bytes_and_mappings_are_the_same_facts() -> None:
    text = json.dumps(FACTS)
    reports = [CHECKER.check(one, on=ON) for one in (FACTS, CHECKER.from_json(text), CHECKER.from_json(text.encode()))]
    assert reports[0] == reports[1] == reports[2]


def test_typed_facts_are_the_same_facts() -> None:
    agents = [CHECKER.GeneralAgent(id="a", resident=True), CHECKER.GeneralAgent(id="b", resident=CHECKER.UNKNOWN)]
    typed = CHECKER.Insurer(
        id="acme",
        seat="local",
        line="life",
        capital=Decimal("45000000"),
        signing=date(2021, 1, 4),
        begin_business=CHECKER.NEVER,
        agents=agents,
    )
    assert CHECKER.check(typed, on=ON) == CHECKER.check([typed], on=ON) == CHECKER.check(FACTS, on=ON)


def test_a_misspelt_fact_of_a_class_is_refused_by_python() -> None:
    with pytest.raises(TypeError):
        CHECKER.Insurer(id="acme", capitol=1)
    with pytest.raises(AttributeError):
        CHECKER.Insurer(id="acme").capitol = 1


def test_what_is_said_of_rules_calendars_and_norms() -> None:
    rules, times = program(LIBRARY), load_standard()
    assert rules_digest(rules, times) == CHECKER.RULES_DIGEST
    assert norm_table(rules) == CHECKER.NORMS
    assert set(CHECKER.CALENDARS) == set(calendars_used(rules, times))
    kept = sum(len(days.split()) for one in CHECKER.CALENDARS["macau"]["closed"].values() for days in one.values())
    assert kept == len(times.calendar("macau").closed)


WRONG = [
    "",
    "{",
    "[]",
    '"text"',
    '{"party": "Insurer"}',
    '{"party": "Insurrer", "id": "a"}',
    '{"party": "Insurer", "id": "a", "capital": 1e400, "line": "lif", "signing": "2021-02-30",'
    ' "agents": [{"id": "x"}, {"id": "x"}]}',
    '{"party": "Insurer", "id": "a", "capital": "HKD 5", "capital": "5"}',
    '{"party": "Insurer", "id": "a", "premiums": {"2021": 5}, "authorised": ["2021-01-01"],'
    ' "agents": {"complete": false}}',
    '{"subjects": [{"party": "Insurer", "id": "a"}, {"party": "Insurer", "id": "a"}]}',
    '{"party": "Insurer", "id": "a", "agents": ' + "[" * 10_000 + "]" * 10_000 + "}",
    '{"party": "Insurer", "id": "a", "capital": ' + "9" * 5_000 + "}",
    b'{"party": "Insurer", "id": "\xff"}',
]


@pytest.mark.parametrize("text", WRONG, ids=range(len(WRONG)))
def test_wrong_facts_have_the_interpreters_findings(text: str | bytes) -> None:
    with pytest.raises(FactsError) as expected:
        read_facts(program(LIBRARY), text, day=ON)
    with pytest.raises(CHECKER.FactsError) as found:
        CHECKER.from_json(text)
    assert [(one.code, one.path, one.message, one.hint) for one in found.value.problems] == [
        (one.code, one.path, one.message, one.hint) for one in expected.value.problems
    ]


def test_floats_are_refused() -> None:
    with pytest.raises(CHECKER.FactsError, match="float"):
        CHECKER.check({**FACTS, "capital": 45e6}, on=ON)


@pytest.mark.parametrize("day", ["2021-06-30", date(1800, 1, 1), None])
def test_a_day_of_the_check_that_is_none(day: Any) -> None:
    with pytest.raises(CHECKER.FactsError, match="not a day to check on"):
        CHECKER.check(FACTS, on=day)


def test_readings_that_there_are_not() -> None:
    with pytest.raises(ValueError, match="latin"):
        CHECKER.check(FACTS, on=ON, readings=["latin"])


def test_extra_names_are_left_out_where_that_is_allowed() -> None:
    report = CHECKER.check({**FACTS, "colour": "red"}, on=ON, allow_extra=True)
    assert report == CHECKER.check(FACTS, on=ON)
    with pytest.raises(CHECKER.FactsError):
        CHECKER.check({**FACTS, "colour": "red"}, on=ON)


def test_a_check_leaves_no_trace() -> None:
    first = generated(CHECKER, FACTS, ON)
    CHECKER.check(FACTS, on=ON)["norms"].clear()
    CHECKER.check(FACTS, on=date(2019, 1, 1))
    assert generated(CHECKER, FACTS, ON) == first
