"""The report document: its shape, its order, and what its decision depends on."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest
from jsonschema import Draft202012Validator

from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.report.document import STATUSES, norm_ranks, report_document, to_json
from tests.report.samples import ON, rules, subject

DIGEST = {"type": "string", "pattern": "^sha256:[0-9a-f]{64}$"}
DAY = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
TEXT = {"type": ["string", "null"]}
STATUS = {"enum": list(STATUSES)}
SETTLED = {"enum": [one for one in STATUSES if one != "undetermined"]}
VALUE = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": ["string", "null"]}}]}


def closed(**properties: object) -> dict[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def nullable(schema: Mapping[str, object]) -> dict[str, object]:
    return {"anyOf": [schema, {"type": "null"}]}


NEEDS = {"type": "array", "items": closed(path={"type": "string"}, **{"from": TEXT})}
PROVERS = {"type": "array", "items": closed(path={"type": "string"}, by=TEXT)}
TEXTS = {"type": "array", "items": {"type": "string"}}
VERDICT = closed(
    norm={"type": "string"}, period=TEXT, item=TEXT, reading=TEXT, version=TEXT, status=STATUS,
    possible={"type": "array", "items": SETTLED}, since=nullable(DAY), trigger=nullable(DAY), due=nullable(DAY),
    done=nullable(DAY), cured=nullable(DAY), needs=NEEDS, may_prove=PROVERS,
    reason=closed(code={"type": "string"}, args={"type": "object", "additionalProperties": VALUE}),
    owed_to=TEXT, by=TEXT, marks=TEXTS, interpretations=TEXTS,
)  # fmt: skip
EFFECT = closed(
    norm={"type": "string"}, kind={"type": "string"}, of=TEXT, period=TEXT, item=TEXT, reading=TEXT,
    holds={"type": ["boolean", "null"]}, since=nullable(DAY), values={"type": "object", "additionalProperties": VALUE},
    needs=NEEDS, may_prove=PROVERS, by=TEXT, marks=TEXTS, interpretations=TEXTS,
)  # fmt: skip
REPORT = closed(
    schema={"const": "prazo-report/1"}, tool={"type": "string"}, on=DAY, zone={"type": "string"}, decision=DIGEST,
    rules=closed(digest=DIGEST, modules={"type": "object", "additionalProperties": DIGEST}),
    calendars={"type": "object", "additionalProperties": closed(
        digest=DIGEST, verified={"type": "array", "items": DAY, "minItems": 2, "maxItems": 2})},
    facts=closed(digest=DIGEST), options=closed(readings={"anyOf": [{"const": "all"}, TEXTS]}),
    norms={"type": "object", "additionalProperties": closed(
        kind={"type": "string"}, title={"type": "string"}, cites=TEXTS,
        force={"enum": ["law", "guideline", "recommendation"]})},
    subjects={"type": "array", "items": closed(
        party={"type": "string"}, id={"type": "string"}, status=STATUS,
        counts={"type": "object", "additionalProperties": {"type": "integer", "minimum": 1}},
        verdicts={"type": "array", "items": VERDICT}, effects={"type": "array", "items": EFFECT})},
)  # fmt: skip


def document(**changed: Any) -> dict[str, Any]:
    given: dict[str, Any] = {
        "program": rules().program, "times": rules().times, "subjects": [subject()],
        "facts_digest": f"sha256:{'0' * 64}",
        "on": ON, "options": {"readings": "all"},
    }  # fmt: skip
    return report_document(**{**given, **changed})


def ordered(schema: Any, data: Any) -> bool:
    """Whether every object has its keys in the order of the schema."""
    if "anyOf" in schema:
        return any(ordered(one, data) for one in schema["anyOf"])
    if isinstance(data, list):
        return all(ordered(schema.get("items", {}), one) for one in data)
    if not isinstance(data, dict) or "properties" not in schema:
        return True
    return list(data) == list(schema["properties"]) and all(
        ordered(schema["properties"][key], data[key]) for key in data
    )


def test_the_document_has_the_shape_and_the_order_of_the_contract() -> None:
    made = document()
    assert list(Draft202012Validator(REPORT).iter_errors(made)) == []
    assert ordered(REPORT, made)
    assert json.loads(to_json(made)) == made


def test_a_real_check_has_the_shape_too() -> None:
    facts = structure(rules().program, {"party": "Company", "id": "a", "line": "life"}, day=ON)
    report = check_subject(rules().lookup, facts.subjects[0], ON)
    made = document(subjects=[report], facts_digest=facts.digest)
    assert list(Draft202012Validator(REPORT).iter_errors(made)) == []
    assert [one["norm"] for one in made["subjects"][0]["verdicts"]] == [
        "LAW/report", "LAW/no_sale", "LAW/one_resident", "LAW/enough_capital",
    ]  # fmt: skip


def test_verdicts_are_in_the_order_of_the_instrument_then_item_and_reading() -> None:
    verdicts = document()["subjects"][0]["verdicts"]
    assert [(one["norm"], one["item"]) for one in verdicts] == [
        ("LAW/report", None), ("LAW/no_sale", None), ("LAW/no_sale", "甲"), ("LAW/one_resident", None),
        ("LAW/enough_capital", None),
    ]  # fmt: skip


def test_the_order_of_verdicts_given_changes_nothing() -> None:
    made = subject()
    turned = attrs.evolve(made, verdicts=made.verdicts[::-1], effects=made.effects[::-1])
    assert to_json(document(subjects=[turned])) == to_json(document())


def test_only_norms_that_occur_are_told_of_with_their_whole_citations() -> None:
    one = subject()
    made = document(subjects=[attrs.evolve(one, verdicts=one.verdicts[:1])])
    told = {id: (one["kind"], one["title"], one["cites"], one["force"]) for id, one in made["norms"].items()}
    assert told == {
        "LAW/fine": ("consequence", "Fine", ["LAW 17"], "law"),
        "LAW/enough_capital": ("requirement", "Enough capital", ["LAW 17(1)"], "law"),
    }
    assert list(made["norms"]) == sorted(made["norms"], key=norm_ranks(rules().program).__getitem__)


def test_a_former_name_is_kept() -> None:
    program = rules().program
    norms = tuple(attrs.evolve(one, formerly=("LAW/old",)) for one in program.norms)
    assert document(program=attrs.evolve(program, norms=norms))["norms"]["LAW/report"]["formerly"] == ["LAW/old"]


def test_calendars_that_are_counted_by_are_named() -> None:
    made = document()
    assert list(made["calendars"]) == ["macau"]
    assert made["calendars"]["macau"]["verified"] == [
        day.isoformat() for day in rules().times.calendar("macau").verified
    ]


def test_the_same_makes_the_same_decision() -> None:
    assert document()["decision"] == document()["decision"]


@pytest.mark.parametrize(
    "changed",
    [
        {"on": date(2021, 7, 1)},
        {"facts_digest": f"sha256:{'1' * 64}"},
        {"options": {"readings": ["pt"]}},
        {"program": attrs.evolve(rules().program, modules=(("rules", f"sha256:{'2' * 64}"),))},
        {"program": attrs.evolve(rules().program, counting_rules=("macau.civil",))},
        {"program": attrs.evolve(rules().program, counting_rules=())},
    ],
    ids=["day", "facts", "options", "rules", "counting", "calendars"],
)
def test_whatever_can_change_a_verdict_changes_the_decision(changed: dict[str, Any]) -> None:
    assert document(**changed)["decision"] != document()["decision"]


def test_the_verdicts_are_no_part_of_the_decision() -> None:
    assert document(subjects=[])["decision"] == document()["decision"]
