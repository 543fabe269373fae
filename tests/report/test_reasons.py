"""Every reason and mark that the interpreter gives has its words."""

import re
from pathlib import Path

import pytest

import prazo.dsl.meaning.table as table
from prazo.dsl.api import load_text
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.phrases import Phrases
from prazo.dsl.report.reasons import sentence
from prazo.dsl.report.words.language import ENGLISH, Language
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
        ("below", {"parent.share_capital": "2", "limit": "3"}, "2 found, 3 required (share capital of parent)"),
        ("above", {"a.b.c": "2", "limit": "1"}, "2 found, at most 1 allowed (c of b of a)"),
        ("below", {}, "less than required"),
        ("holds", {}, "what is required holds"),
        ("a_code_of_tomorrow", {}, "a code of tomorrow"),
    ],
)  # fmt: skip
def test_the_fullest_sentence_is_taken(code: str, args: dict[str, object], said: str) -> None:
    assert sentence({"code": code, "args": args}) == said


RULES = """\
instrument LAW "Law"
  authority Regulator
  time counted by calendar_days
  version first from 2020-01-01

provision 1 "Capital"

party Regulator "regulator"

party Person "person" zh "人士"
  funds   number at least 0 "share capital" pt "capital social" zh "股本"
  parent  a Person "parent company" pt "empresa-mãe" zh "母公司"

party Firm "firm"
  owner     a Person "owner" pt "dono" zh "東主"
  holdings  list of Holding

record Holding "holding"
  holder  a Person "holder" pt "titular" zh "持有人"

requirement far "Funds"
  cites 1
  on Firm
  funds of parent of owner >= 3

requirement near "Funds of holders"
  cites 1
  on Firm about each Holding in holdings
  funds of holder >= 3
"""


@pytest.mark.parametrize(
    ("norm", "path", "language", "said"),
    [
        ("far", "owner.parent.funds", ENGLISH, "share capital of parent company of owner"),
        ("far", "owner.parent.funds", Language("pt"), "capital social de empresa-mãe de dono"),
        ("far", "owner.parent.funds", Language("zh"), "東主的母公司的股本"),
        ("near", "holder.funds", ENGLISH, "share capital of holder"),
    ],
)
def test_what_references_lead_to_is_called_by_all_its_labels(
    norm: str, path: str, language: Language, said: str
) -> None:
    program = load_text(RULES).program
    (rule,) = [one for one in program.norms if one.id == f"LAW/{norm}"]
    assert Phrases.of_norm(Naming(program, language), rule).named(path) == said


def test_who_displaced_is_named() -> None:
    assert sentence({"code": "displaced", "args": {}}, "Other") == "Other applies instead"
    assert sentence({"code": "displaced", "args": {}}) == "another norm applies instead"
