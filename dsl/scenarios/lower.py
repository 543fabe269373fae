"""Scenarios of the syntax tree made ready to run: facts typed, names of norms, items and readings resolved."""

from __future__ import annotations

from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.facts.values import Record
from prazo.dsl.scenarios.expected import ExpectedNames
from prazo.dsl.scenarios.findings import ScenarioFindings
from prazo.dsl.scenarios.given import GivenFacts
from prazo.dsl.scenarios.model import Check, Scenario
from prazo.dsl.scenarios.moments import time_of
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span


def lower_scenarios(
    program: Program, module: tree.Module, source: Source
) -> tuple[tuple[Scenario, ...], tuple[Diagnostic, ...]]:
    """Every scenario of a file that is right, and what is wrong in the others.

    ``source`` is the text that ``module`` was made from.
    """
    ready: list[Scenario] = []
    wrong: list[Diagnostic] = []
    titles: dict[str, tree.Scenario] = {}
    for block in module.blocks:
        if not isinstance(block, tree.Scenario):
            continue
        scenario, diagnostics = lower_scenario(program, block, source)
        wrong += diagnostics
        first = titles.setdefault(block.title, block)
        if first is not block:
            found = ScenarioFindings(source=source)
            places = ((_head(block, source), "again here"), (_head(first, source), "here"))
            found.add("P0709", *places, title=block.title)
            wrong += found.diagnostics
        elif scenario is not None:
            ready.append(scenario)
    return tuple(ready), tuple(sorted(wrong, key=lambda one: one.order))


def lower_scenario(
    program: Program, scenario: tree.Scenario, source: Source
) -> tuple[Scenario | None, tuple[Diagnostic, ...]]:
    """The scenario ready to run, or None and everything that is wrong in it."""
    found = ScenarioFindings(source=source)
    head = _head(scenario, source)
    facts = GivenFacts(program, found)
    givens = [line for line in scenario.lines if isinstance(line, tree.Given)]
    checks = [line for line in scenario.lines if isinstance(line, tree.Check)]
    if not givens:
        found.add("P0707", (head, ""), hint="given Insurer with ...")
    if not checks:
        found.add("P0706", (head, ""), hint="on 2021-12-31 expect ...")
    records: list[Record] = []
    first: dict[tuple[str, str], tree.Given] = {}
    for given in givens:
        record = facts.subject(given)
        if record is None:
            continue
        records.append(record)
        before = first.setdefault((record.party, record.id), given)
        if before is not given:
            places = ((given.party.span, "again here"), (before.party.span, "here"))
            found.add("P0708", *places, hint='given Insurer "acme" with ...', name=record.id)
    facts.typing.settle(records)
    lowered: list[Check] = []
    if givens and len(first) == len(givens):
        names = ExpectedNames(program, tuple(records), found)
        for check in checks:
            expected = [names.expected(one) for one in check.expectations]
            day = time_of(check.day, program.zone, found)
            lowered.append(Check(day, tuple(one for one in expected if one is not None)))
    if found.diagnostics:
        return None, tuple(sorted(found.diagnostics, key=lambda one: one.order))
    return Scenario(scenario.title, Place(source, head), tuple(records), tuple(lowered)), ()


def _head(scenario: tree.Scenario, source: Source) -> Span:
    """The first line of the scenario."""
    end = source.text.find("\n", scenario.span.start)
    return Span(scenario.span.start, scenario.span.end if end < 0 else min(end, scenario.span.end))
