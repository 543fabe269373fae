"""Every code has its page, and every page its code; what the pages say of their examples is so."""

from __future__ import annotations

import json
from datetime import date

import pytest

from prazo.dsl.api import check_text, load_text
from prazo.dsl.diagnostics.codes import CODES
from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.errors import FactsError
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.read import read_facts
from prazo.dsl.scenarios.interpreter import Interpreter
from tests.diagnostics.pages import FOLDER, Page, preamble, read
from tests.programs import in_scenarios

DAY = date(2021, 6, 30)
PAGES = {code: read(FOLDER / f"{code}.md") for code in CODES if (FOLDER / f"{code}.md").exists()}
OF_RULES = [code for code, page in PAGES.items() if page.language == "prazo"]
OF_FACTS = [code for code, page in PAGES.items() if page.language in ("json", "yaml")]


def test_every_page_has_its_code() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README"} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_title_and_two_examples(code: str) -> None:
    page = PAGES[code]
    assert page.code == code
    assert page.title == CODES[code].title
    assert page.meaning.endswith(".")
    assert page.language in ({"json", "yaml", "text"} if code[0] in "FE" else {"prazo", "text"})
    assert page.wrong.strip()
    assert page.wrong != page.right
    if page.language == "json":
        assert isinstance(json.loads(page.right), dict)


def test_the_examples_have_declarations_to_stand_below() -> None:
    assert "party Insurer" in preamble()


def _below(example: str) -> str:
    """The example below the declarations; one that declares an instrument below the parties and records alone."""
    declared = preamble()
    own = any(line.startswith("instrument ") for line in example.splitlines())
    return f"{declared[: declared.index('instrument ')] if own else declared}\n{example}"


def _found(example: str) -> list[Diagnostic]:
    text = _below(example)
    found = check_text(text)
    if any(one.severity == "error" for one in found):
        return found
    return [*found, *in_scenarios(Interpreter(load_text(text).lookup), Source("rules.prazo", text))]


@pytest.mark.parametrize("code", OF_RULES)
def test_the_examples_of_a_page_of_rules(code: str) -> None:
    assert [one.code for one in _found(PAGES[code].wrong)] == [code]
    assert [one.message for one in _found(PAGES[code].right)] == []


def _problems(page: Page, example: str) -> list[FactProblem]:
    program = load_text(_below("")).program
    try:
        return list(read_facts(program, example, page.language, day=DAY).notes)
    except FactsError as error:
        return [one for one in error.problems if isinstance(one, FactProblem)]


@pytest.mark.parametrize("code", OF_FACTS)
def test_the_examples_of_a_page_of_facts(code: str) -> None:
    page = PAGES[code]
    assert [one.code for one in _problems(page, page.wrong)] == [code]
    assert [one.message for one in _problems(page, page.right)] == []
