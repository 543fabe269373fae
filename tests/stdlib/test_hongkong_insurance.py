"""The guidelines of the Insurance Authority of Hong Kong in the standard library: their cases and their marks."""

from __future__ import annotations

from datetime import date

import pytest

from prazo.compiler.coverage.places import coverage
from prazo.dsl.api import Rules
from prazo.dsl.core.nodes import Labels
from tests.stdlib import cases

MODULE = "std:hongkong.insurance"


def rules() -> Rules:
    return cases.rules(MODULE)


@pytest.mark.parametrize("name", cases.names_of_cases(MODULE))
def test_every_case_comes_out(name: str) -> None:
    cases.comes_out(MODULE, name)


def test_a_figure_recalled_from_memory_marks_every_verdict_made_from_it() -> None:
    incident = {"id": "i", "relevant": True, "detect": "2026-03-05T14:30", "report": "2026-03-08T14:31"}
    facts = {"party": "AuthorizedInsurer", "id": "a", "captive": False, "marine_mutual": False, "incidents": [incident]}
    (verdict,) = [
        one
        for one in rules().check(facts, on=date(2026, 3, 10))["subjects"][0]["verdicts"]
        if one["norm"] == "GL20/report_incident"
    ]
    assert verdict["status"] == "breached"
    assert "unverified" in verdict["marks"]


CONTROLS = [{"id": "c", "subject": "payment", "carried_by": "provider"}]


def test_the_report_says_whose_evidence_is_awaited() -> None:
    facts = {"party": "AuthorizedInsurer", "id": "a", "internet_business": True, "controls": CONTROLS}
    report = rules().check(facts, on=date(2026, 5, 31))
    (verdict,) = (one for one in report["subjects"][0]["verdicts"] if one["norm"] == "GL8/payment_security")
    assert verdict["status"] == "undetermined"
    assert [(one["path"], one["from"]) for one in verdict["needs"]] == [
        ("controls[c].provider_evidence", "ServiceProvider")
    ]


@pytest.mark.parametrize(("day", "status"), [(5, "pending"), (6, "breached")])
def test_forthwith_is_due_on_the_day_and_told_as_an_open_word(day: int, status: str) -> None:
    incident = {
        "id": "i",
        "confidentiality_broken": True,
        "affects_us": True,
        "detect": "2026-03-05",
        "report": "never",
    }
    facts = {"party": "AuthorizedInsurer", "id": "a", "incidents": [incident]}
    report = rules().check(facts, on=date(2026, 3, day))
    (verdict,) = (one for one in report["subjects"][0]["verdicts"] if one["norm"] == "GL14/confidentiality_notice")
    assert (verdict["status"], verdict["due"]) == (status, "2026-03-05")
    assert "open_textured" in verdict["marks"]


def test_every_norm_and_every_term_is_expected_in_a_case() -> None:
    assert cases.expected_nowhere(MODULE) == set()


@pytest.mark.parametrize("name", ["GL14", "GL20", "GL8"])
def test_every_place_is_accounted_for(name: str) -> None:
    (instrument,) = (one for one in coverage(rules().program) if one.instrument.name == name)
    (version,) = instrument.versions
    assert [one.provision.place for one in version.covers if one.kind in ("missing", "under")] == []


def test_everything_has_a_name_in_three_languages() -> None:
    program = rules().program
    named: dict[str, Labels] = {one.name: one.labels for one in program.instruments}
    named |= {one.id: one.labels for one in program.norms}
    named |= {one.id: one.labels for one in program.definitions}
    named |= {one.id: one.labels for one in program.statements}
    for party in program.parties:
        named[party.name] = party.labels
        for fact in party.facts:
            named[f"{party.name}.{fact.name}"] = fact.labels
            values = dict(fact.value_labels)
            named |= {f"{party.name}.{fact.name}={value}": values.get(value, Labels()) for value in fact.values}
    assert [name for name, labels in named.items() if None in (labels.en, labels.pt, labels.zh)] == []
