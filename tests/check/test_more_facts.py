"""Facts of one party in several files are its facts, in their order; a mistake is told where it stands."""

from __future__ import annotations

from prazo.dsl.check.program import check_modules
from tests.check.rules import LAW, module

MORE = """
record Cloud "cloud arrangement"
  material decision by Insurer
party Insurer, more facts
  clouds list of Cloud
  size one of small, large
"""
NORM = """
requirement one "One"
  cites 1
  on Insurer
  small
"""


def test_a_file_adds_facts_to_a_party_of_another() -> None:
    program, found = check_modules(
        [module(LAW), module(MORE, "more", ("law",)), module(NORM, "norms", ("law", "more"))]
    )
    assert [one.code for one in found if one.code != "P0602"] == []
    assert program is not None
    (insurer,) = (one for one in program.parties if one.name == "Insurer")
    assert [fact.name for fact in insurer.facts][-3:] == ["directors", "clouds", "size"]
    (norm,) = program.norms
    ((_, body),) = norm.versions[0].bodies
    assert body.mentions == (("size",),)


def test_a_fact_is_declared_once_in_all_files() -> None:
    twice = "party Insurer, more facts\n  capital money\n"
    _, found = check_modules([module(LAW), module(twice, "more", ("law",))])
    (one,) = (one for one in found if one.code == "P0205")
    assert [(place.source.name, place.label) for place in one.places] == [
        ("law.prazo", "first here"),
        ("more.prazo", "and again"),
    ]


def test_a_party_of_a_file_that_is_not_used_gets_no_facts() -> None:
    _, found = check_modules([module(LAW), module("party Insurer, more facts\n  size money in MOP\n", "more")])
    assert "P0202" in [one.code for one in found]
    _, found = check_modules([module(LAW), module("party Insurer, more facts\n  since signing\n", "more", ("law",))])
    assert "P0341" in [one.code for one in found]


def test_a_mistake_in_a_fact_that_a_file_adds_is_told_in_that_file() -> None:
    wrong = "party Insurer, more facts\n  clouds list of Nobody\n"
    _, found = check_modules([module(LAW), module(wrong, "more", ("law",))])
    (one,) = (one for one in found if one.code == "P0202")
    assert one.places[0].source.name == "more.prazo"
