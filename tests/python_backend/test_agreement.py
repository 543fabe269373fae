"""The generated module gives the interpreter's report, byte for byte: on every case, and on facts nobody thought of."""

from __future__ import annotations

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load_text
from prazo.dsl.facts.values import Record
from prazo.dsl.facts.write import facts_document
from prazo.dsl.time.library import load_standard
from tests.conformance import runner
from tests.meaning import more_programs, programs
from tests.python_backend.engines import LIBRARY, generated, interpreted, module, program
from tests.python_backend.facts import Facts

#: how wide to look, by the profile of the run
MOST = settings().max_examples
FOLDERS = sorted({case.folder for case in runner.cases()})


@pytest.mark.parametrize("case", runner.cases(), ids=str)
def test_case(case: runner.Case) -> None:
    given = case.written, case.on, case.readings, case.uninterpreted
    assert generated(module(case.folder), *given) == interpreted(program(case.folder), *given)


@pytest.mark.parametrize("name", [*FOLDERS, LIBRARY])
def test_any_facts(name: str) -> None:
    facts = Facts(program(name))

    @settings(max_examples=max(8, MOST // 5))
    @given(facts.documents(), st.sampled_from(facts.days))
    def agree(document: dict[str, Any], on: Any) -> None:
        assert generated(module(name), document, on) == interpreted(program(name), document, on)

    agree()


@settings(max_examples=max(20, MOST // 3))
@given(programs.programs(), st.lists(st.tuples(programs.records(), programs.days), min_size=4, max_size=4))
def test_any_program(text: str, checks: list[tuple[Record, Any]]) -> None:
    rules = load_text(text).program
    checker = module_of(rules, load_standard())
    for record, on in checks:
        document = facts_document(rules, [record])
        assert generated(checker, document, on) == interpreted(rules, document, on)


@settings(max_examples=max(20, MOST // 3))
@given(
    programs.programs(recurring=True),
    st.lists(st.tuples(programs.records(recurring=True), programs.days), min_size=4, max_size=4),
)
def test_any_program_that_recurs(text: str, checks: list[tuple[Record, Any]]) -> None:
    rules = load_text(text).program
    checker = module_of(rules, load_standard())
    for record, on in checks:
        document = facts_document(rules, [record])
        assert generated(checker, document, on) == interpreted(rules, document, on)


@settings(max_examples=max(15, MOST // 4))
@given(
    more_programs.programs(norms=2).flatmap(
        lambda text: st.tuples(
            st.just(text),
            st.lists(st.tuples(more_programs.documents(text), more_programs.times), min_size=3, max_size=3),
        )
    )
)
def test_any_program_of_more_forms(drawn: tuple[str, list[tuple[dict[str, Any], str]]]) -> None:
    text, checks = drawn
    rules = load_text(text).program
    checker = module_of(rules, load_standard())
    for document, written in checks:
        on = runner.at_time(written, rules.zone)
        for uninterpreted in (False, True)[: 1 + ("interpret " in text)]:
            report = interpreted(rules, document, on, uninterpreted=uninterpreted)
            assert generated(checker, document, on, uninterpreted=uninterpreted) == report


def test_chosen_readings() -> None:
    folder = next(name for name in FOLDERS if program(name).reading_groups)
    rules = program(folder)
    facts = next(case for case in runner.cases() if case.folder == folder)
    reports = {()}.union((label,) for group in rules.reading_groups for label in group)
    seen = set()
    for chosen in reports:
        report = generated(module(folder), facts.written, facts.on, chosen)
        assert report == interpreted(rules, facts.written, facts.on, chosen)
        seen.add(report)
    assert len(seen) == len(reports)  # the decision holds what was chosen
