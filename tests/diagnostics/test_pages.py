"""Every code has its page, and every page its code."""

from __future__ import annotations

import json

import pytest

from prazo.dsl.diagnostics.codes import CODES
from tests.diagnostics.pages import FOLDER, preamble, read


def test_every_page_has_its_code() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} - {"README"} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_page_has_its_title_and_two_examples(code: str) -> None:
    page = read(FOLDER / f"{code}.md")
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
