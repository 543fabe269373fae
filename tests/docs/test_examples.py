"""The examples of the manual that stand in files of their own: every scenario comes out, on both engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.facts.write import facts_document
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.run import run_scenarios
from prazo.dsl.syntax.parser import parse
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import generated, interpreted

EXAMPLES = sorted((Path(__file__).parents[2] / "docs" / "examples").glob("*.prazo"))


def test_there_are_examples() -> None:
    assert EXAMPLES


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_is_right_and_its_scenarios_come_out(path: Path) -> None:
    rules = load(path, cache=False)
    assert rules.warnings == ()
    source = Source(path.name, path.read_text(encoding="utf-8"))
    scenarios, mistakes = lower_scenarios(rules.program, parse(source)[0], source)
    assert mistakes == ()
    assert [one.text for case in run_scenarios(scenarios, Interpreter(rules.lookup)) for one in case.failures] == []
    checker = module_of(rules.program, load_standard())
    for scenario in scenarios:
        document = facts_document(rules.program, scenario.records)
        for check in scenario.checks:
            assert generated(checker, document, check.day) == interpreted(rules.program, document, check.day)


def test_every_rule_of_the_regulation_says_that_it_was_not_verified() -> None:
    (dora,) = [path for path in EXAMPLES if path.stem == "dora"]
    rules = load(dora, cache=False)
    cases = [body.demand for norm in rules.program.norms for version in norm.versions for _, body in version.bodies]
    assert all(one.unverified for demand in cases for one in getattr(demand, "limits", ()))
