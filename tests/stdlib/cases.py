"""The modules of the standard library as they were written, and what comes out of the cases in them."""

from __future__ import annotations

from functools import cache

from prazo.dsl.api import Rules, load
from prazo.dsl.check.load import gather, parsed
from prazo.dsl.check.module import ModuleText
from prazo.dsl.edge.files import library, open_rules
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.model import Scenario
from prazo.dsl.scenarios.run import run_scenario
from prazo.dsl.syntax import tree


@cache
def rules(module: str) -> Rules:
    """Read anew, whatever the cache holds; ``module``: as ``std:macau.insurance``."""
    return load(module, cache=False)


@cache
def modules(module: str) -> dict[str, ModuleText]:
    """A module and those below it, by name."""
    request, folder = open_rules(module)
    return {one.name: one for one in parsed(list(gather(request, folder, library()).files))[0]}


def names_of_cases(module: str) -> list[str]:
    return sorted(name for name in modules(module) if name.endswith("_cases"))


def scenarios(module: str, name: str) -> tuple[Scenario, ...]:
    """Those of one file."""
    one = modules(module)[name]
    found, mistakes = lower_scenarios(rules(module).program, one.tree, one.source)
    assert not mistakes
    return tuple(found)


def every_scenario(module: str) -> list[Scenario]:
    """Those of a module and of all below it, file after file."""
    return [one for name in modules(module) for one in scenarios(module, name)]


def comes_out(module: str, name: str) -> None:
    """Whether every scenario of one file does."""
    judge = Interpreter(rules(module).lookup)
    every = scenarios(module, name)
    assert every
    assert [failure for one in every for failure in run_scenario(one, judge).failures] == []


def expected_nowhere(module: str) -> set[str]:
    """The norms, effects and terms that no scenario expects anything of."""
    expected = {
        one.name.text
        for text in modules(module).values()
        for block in text.tree.blocks
        if isinstance(block, tree.Scenario)
        for check in block.lines
        if isinstance(check, tree.Check)
        for one in check.expectations
    }
    program = rules(module).program
    norms = {norm.id.partition("/")[2].partition("@")[0] for norm in program.norms}
    norms |= {power.id.partition("/")[2] for power in program.powers}
    effects = {effect.id.partition("/")[2] for effect in program.consequences}
    return (norms | effects | {definition.name for definition in program.definitions}) - expected
