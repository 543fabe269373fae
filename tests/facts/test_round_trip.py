"""What is written is read as it was; the schema accepts it too."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from io import StringIO

import jsonschema
import pytest
from hypothesis import given
from ruamel.yaml import YAML

from prazo.dsl.facts.amounts import decimal_text
from prazo.dsl.facts.read import read_facts
from prazo.dsl.facts.schema import blank_facts, blank_facts_yaml, facts_schema
from prazo.dsl.facts.values import Record
from prazo.dsl.facts.write import facts_document
from tests.facts.build import INSURER, program
from tests.facts.test_read import ACCEPTED, REFUSED
from tests.facts.written import records, subject

PROGRAM = program()
SCHEMA = facts_schema(PROGRAM, "Insurer")
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LAST = date(2199, 12, 31)

#: what only arithmetic or Unicode finds, which a schema does not do
BEYOND_A_SCHEMA = {"F0013", "F0020", "F0024", "F0026", "F0028", "F0040", "F0041", "F0042", "F0048", "F0051"}


@given(records())
def test_what_is_written_is_read_as_it_was(record: Record) -> None:
    document = facts_document(PROGRAM, [record])
    text = json.dumps(document, ensure_ascii=False)
    facts = read_facts(PROGRAM, text, day=LAST)
    assert facts.subjects == (record,)
    assert facts.notes == ()
    assert read_facts(PROGRAM, text, "yaml", day=LAST) == facts


@given(records())
def test_the_schema_accepts_what_is_written(record: Record) -> None:
    VALIDATOR.validate(facts_document(PROGRAM, [record]))


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(("name", "written", "value"), ACCEPTED)
def test_the_schema_accepts_what_reading_accepts(name: str, written: object, value: object) -> None:
    VALIDATOR.validate(subject(**{name: written}))


SEEN_BY_A_SCHEMA = [
    (name, written)
    for name, written, code, _ in REFUSED
    if code not in BEYOND_A_SCHEMA and str(written) not in ("nan", "inf") and "\u0301" not in str(written)
]


@pytest.mark.parametrize(("name", "written"), SEEN_BY_A_SCHEMA)
def test_the_schema_refuses_wrong_names_shapes_and_notations(name: str, written: object) -> None:
    assert not VALIDATOR.is_valid(subject(**{name: written}))


def test_the_schema_says_what_a_fact_is_in_three_languages() -> None:
    properties = SCHEMA["$defs"]["subject"]["properties"]  # type: ignore[index]
    assert properties["capital"]["description"] == "an amount in MOP · share capital · capital social · 公司資本"


def test_a_blank_document_is_read_and_knows_nothing() -> None:
    blank = blank_facts(PROGRAM, "Insurer")
    assert [name for name, value in blank.items() if value is None] == [decl.name for decl in INSURER.facts]
    assert read_facts(PROGRAM, json.dumps(blank), day=LAST).subjects == (Record("Insurer", "1", {}),)
    VALIDATOR.validate(blank)


def test_a_blank_yaml_document_names_every_fact() -> None:
    text = blank_facts_yaml(PROGRAM, "Insurer")
    assert "capital:  # an amount in MOP · share capital · capital social · 公司資本\n" in text
    assert read_facts(PROGRAM, text, "yaml", day=LAST).subjects == (Record("Insurer", "1", {}),)
    assert YAML(typ="safe").load(StringIO(text)) == blank_facts(PROGRAM, "Insurer")


def test_nobody_called_so_has_no_schema() -> None:
    with pytest.raises(KeyError):
        facts_schema(PROGRAM, "Nobody")
    with pytest.raises(KeyError):
        blank_facts(PROGRAM, "Nobody")


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(0), "0"), (Fraction(-1, 8), "-0.125"), (Fraction(45_000_000), "45000000"), (Fraction(1, 50), "0.02")],
)
def test_decimals_are_as_few_as_say_it(value: Fraction, text: str) -> None:
    assert decimal_text(value) == text


def test_a_third_has_no_last_decimal() -> None:
    with pytest.raises(ValueError, match="no last decimal"):
        decimal_text(Fraction(1, 3))
