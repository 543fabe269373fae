"""The guidelines of the Insurance Authority of Hong Kong in the standard library: their cases and their marks."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from prazo.dsl.api import Rules, load
from prazo.dsl.check.load import gather, parsed
from prazo.dsl.check.module import ModuleText
from prazo.dsl.core.nodes import Labels
from prazo.dsl.edge.files import library, open_rules
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.run import run_scenario

MODULE = "std:hongkong.insurance"


@cache
def rules() -> Rules:
    return load(MODULE, cache=False)


@cache
def modules() -> dict[str, ModuleText]:
    request, folder = open_rules(MODULE)
    return {module.name: module for module in parsed(list(gather(request, folder, library()).files))[0]}


@pytest.mark.parametrize("name", sorted(name for name in modules() if name.endswith("_cases")))
def test_every_case_comes_out(name: str) -> None:
    judge = Interpreter(rules().lookup)
    scenarios, mistakes = lower_scenarios(rules().program, modules()[name].tree, modules()[name].source)
    assert not mistakes
    assert scenarios
    assert [failure for one in scenarios for failure in run_scenario(one, judge).failures] == []


def test_a_figure_recalled_from_memory_marks_every_verdict_made_from_it() -> None:
    incident = {"id": "i", "relevant": True, "detect": "2026-03-05T14:30", "report": "2026-03-08T14:31"}
    facts = {"party": "AuthorizedInsurer", "id": "a", "captive": False, "marine_mutual": False, "incidents": [incident]}
    (verdict,) = [
        one
        for one in rules().check(facts, on=date(2026, 3, 10))["subjects"][0]["verdicts"]
        if one["norm"] == "GL20/report_incident"
    ]
    assert verdict["status"] == "breached"
    assert "unverified" in verdict["marks"]


def test_everything_has_a_name_in_three_languages() -> None:
    program = rules().program
    named: dict[str, Labels] = {one.name: one.labels for one in program.instruments}
    named |= {one.id: one.labels for one in program.norms}
    for party in program.parties:
        named[party.name] = party.labels
        named |= {f"{party.name}.{fact.name}": fact.labels for fact in party.facts}
    assert [name for name, labels in named.items() if None in (labels.en, labels.pt, labels.zh)] == []
