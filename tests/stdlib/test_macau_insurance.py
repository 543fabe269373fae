"""The insurance law of Macau in the standard library: its cases, its places, its labels, and the demonstration."""

import json
from datetime import date
from pathlib import Path

import pytest

from prazo.dsl.api import Rules
from prazo.dsl.core.nodes import Labels
from tests.stdlib import cases

MODULE = "std:macau.insurance"
ROOT = Path(__file__).parents[2]


def rules() -> Rules:
    return cases.rules(MODULE)


@pytest.mark.parametrize("name", cases.names_of_cases(MODULE))
def test_every_case_comes_out(name: str) -> None:
    cases.comes_out(MODULE, name)


def test_every_norm_and_every_term_is_expected_in_a_case() -> None:
    assert cases.expected_nowhere(MODULE) == set()


def test_the_index_has_every_article_once_and_in_order() -> None:
    [instrument] = [one for one in rules().program.instruments if one.name == "DL27_97_M"]
    articles = [one for one in instrument.provisions if "(" not in one.place and not one.place.startswith("Table")]
    assert [one.place for one in articles] == [str(n) for n in range(1, 150)]
    assert all(_complete(one.labels) for one in articles)


def test_repealed_and_new_places_say_from_which_version() -> None:
    [instrument] = [one for one in rules().program.instruments if one.name == "DL27_97_M"]
    at = {one.place: (one.since, one.until) for one in instrument.provisions}
    assert at["25(4)"] == (None, "law_21_2020")
    assert at["60"] == (None, "law_21_2020")
    assert at["37(3)"] == ("law_21_2020", None)
    assert at["22(1)(f)"] == (None, None)


def test_everything_has_a_name_in_three_languages() -> None:
    program = rules().program
    named: dict[str, Labels] = {one.name: one.labels for one in program.instruments}
    named |= {one.id: one.labels for one in program.norms}
    named |= {one.id: one.labels for one in program.consequences}
    named |= {one.id: one.labels for one in program.statements}
    named |= {one.id: one.labels for one in program.definitions}
    for party in program.parties:
        named[party.name] = party.labels
        for fact in party.facts:
            named[f"{party.name}.{fact.name}"] = fact.labels
            values = dict(fact.value_labels)
            named |= {f"{party.name}.{fact.name}={value}": values.get(value, Labels()) for value in fact.values}
    assert [name for name, labels in named.items() if not _complete(labels)] == []


def test_the_demonstration_shows_every_status() -> None:
    facts = json.loads((ROOT / "docs/demo/acme.json").read_text("utf-8"))
    report = rules().check(facts, on=date(2021, 6, 30))
    [subject] = report["subjects"]
    assert {one["status"] for one in subject["verdicts"]} == {
        "breached",
        "undetermined",
        "pending",
        "compliant",
        "not_applicable",
    }
    assert any(one["holds"] is True for one in subject["effects"])


def test_an_insurer_is_fined_for_what_it_owes_itself() -> None:
    """3(1): that the AMCM is heard is owed by whoever authorises; its neglect is no infraction of the insurer."""
    program = rules().program
    owed = {norm.id: norm.bearer for norm in program.norms if norm.subject == "Insurer"}
    (fine,) = (one for one in program.consequences if one.id == "DL27_97_M/fine")
    assert {owed[norm] for norm in fine.norms} == {"Insurer"}
    assert {"AMCM", "ChiefExecutive"} <= {bearer for norm, bearer in owed.items() if norm not in fine.norms}


def _complete(labels: Labels) -> bool:
    return None not in (labels.en, labels.pt, labels.zh)
