"""Every reason and mark that the interpreter gives has its words."""

import re
from pathlib import Path

import pytest

import prazo.dsl.meaning.table as table
from prazo.dsl.report.reasons import sentence
from prazo.dsl.report.words.verdicts import MARKS, REASONS

MEANING = Path(table.__file__).parent


def test_every_reason_of_the_interpreter_has_a_sentence() -> None:
    source = "\n".join(path.read_text("utf-8") for path in MEANING.glob("*.py"))
    used = set(re.findall(r'(?:Reason\(|plain\(\w+, )"(\w+)"', source))
    used |= set(re.findall(r'^NOT_\w+ = "(\w+)"', source, re.MULTILINE))
    used |= {code for cells in table.TABLE.values() for _, code in cells}
    used |= set(re.findall(r'"(below|above|different)"', source))
    assert used > {"out_of_scope", "not_in_force", "below"}
    assert used <= REASONS.keys()


def test_every_mark_of_the_interpreter_has_words() -> None:
    source = "\n".join(path.read_text("utf-8") for path in MEANING.glob("*.py"))
    used = set(re.findall(r'^(?:PLANNED|UNVERIFIED|PROVISIONAL|READINGS_DIFFER) = "(\w+)"', source, re.MULTILINE))
    assert used == {"planned", "unverified", "provisional", "readings_differ"}
    assert used <= MARKS.keys()


@pytest.mark.parametrize(
    ("code", "args", "said"),
    [
        ("below", {"capital": "MOP 45000000", "limit": "MOP 60000000"},
         "MOP 45,000,000 found, MOP 60,000,000 required (capital)"),
        ("above", {"share": "12%", "limit": "10%"}, "12% found, at most 10% allowed (share)"),
        ("below", {"capital": ["MOP 1", None], "limit": "MOP 6"}, "at least MOP 1 found, MOP 6 required (capital)"),
        ("below", {"figure": "2", "limit": "3"}, "2 found, 3 required (figure)"),
        ("below", {}, "less than required"),
        ("holds", {}, "what is required holds"),
        ("a_code_of_tomorrow", {}, "a code of tomorrow"),
    ],
)  # fmt: skip
def test_the_fullest_sentence_is_taken(code: str, args: dict[str, object], said: str) -> None:
    assert sentence({"code": code, "args": args}) == said


def test_who_displaced_is_named() -> None:
    assert sentence({"code": "displaced", "args": {}}, "Other") == "Other applies instead"
    assert sentence({"code": "displaced", "args": {}}) == "another norm applies instead"
