"""Facts given as objects are the facts of the document that they stand for."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import prazo
from prazo.dsl.api import Rules, load_text

RULES = """
amounts in MOP

instrument LAW "Law"
  authority Office
  time counted by calendar_days
  version first from 2000-01-01

provision 1 "Duties"

party Office "office"

party P "person"
  capital  money
  share    percent
  signing  event
  pay      event
  class    yes or no
  agents   list of Agent

record Agent "agent"
  resident  yes or no

requirement held
  cites 1
  on P
  capital >= MOP 30M

requirement living
  cites 1
  on P
  every of agents is resident

obligation paid
  cites 1
  on P
  must pay within 30 days of signing
"""
DAY = date(2021, 6, 30)


def loaded() -> Rules:
    return load_text(RULES)


def test_an_object_and_its_document_give_the_same_report() -> None:
    rules = loaded()
    agents = [rules.types.Agent(id="a", resident=True), rules.types.Agent(id="b")]
    given = rules.types.P(id="p", capital=Decimal(30_000_000), signing=date(2021, 1, 4), pay=prazo.NEVER, agents=agents)
    document = {
        "party": "P",
        "id": "p",
        "capital": "MOP 30000000",
        "signing": "2021-01-04",
        "pay": "never",
        "agents": [{"id": "a", "resident": True}, {"id": "b"}],
    }
    report = rules.check(given, on=DAY)
    assert report.to_json() == rules.check(document, on=DAY).to_json()
    assert [one.status for one in report.subjects[0].verdicts] == ["compliant", "undetermined", "breached"]


def test_several_objects_are_several_subjects() -> None:
    rules = loaded()
    subjects = [rules.types.P(id=name) for name in ("one", "two")]
    assert [one.id for one in rules.check(subjects, on=DAY).subjects] == ["one", "two"]


def test_what_is_not_given_is_unknown_and_nothing_changes_afterwards() -> None:
    given = loaded().types.P(id="p")
    assert given.capital is prazo.UNKNOWN
    with pytest.raises(AttributeError, match="facts never change"):
        given.capital = "MOP 1"


def test_names_that_python_has_taken_can_be_given() -> None:
    assert getattr(loaded().types.P(**{"class": True}), "class") is True


def test_mistakes_are_those_of_documents() -> None:
    rules = loaded()
    with pytest.raises(prazo.FactsError) as caught:
        rules.check(rules.types.P(id="p", capital=0.5, share=Fraction(1, 3), signing="soon"), on=DAY)
    assert {one.code for one in caught.value.problems} >= {"F0027", "F0015"}


def test_a_fact_that_is_not_there_is_an_error_with_the_nearest() -> None:
    with pytest.raises(TypeError, match="the nearest is capital"):
        loaded().types.P(captial="MOP 1")


def test_a_class_that_is_not_there_is_an_error_with_the_nearest() -> None:
    with pytest.raises(AttributeError, match="the nearest is Agent"):
        loaded().types.Agnet  # noqa: B018
    assert dir(loaded().types) == ["Agent", "Office", "P"]
