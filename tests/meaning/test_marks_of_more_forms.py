"""Marks of checklists, joint duties, periods, evidence and other subjects: in every verdict made from a line."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from prazo.compiler.python.engine import module_of
from prazo.dsl.time.library import load_standard
from tests.meaning.test_marks import Place, marks_of, program_of
from tests.python_backend.engines import generated, interpreted

_HEAD = """
instrument LAW "Law"
  jurisdiction Macau
  authority Regulator
  time counted by calendar_days
  version first from 2015-01-01

provision 1 "One"
provision 2 "Two"
provision 3 "Three"

party Regulator "regulator"

party Person "person"
  good      yes or no
  funds     number at least 0
  charter   evidence

party P "insurer"
  big       yes or no
  granted   decision by Regulator
  asked     event
  paid      event
  planned   event
  begun     event
  report    event each quarter
  checked   list of event
  paper     evidence from Regulator
  yearly    evidence each financial year
  lasting   state
  adviser   a Person
  holders   list of Holder
  officers  list of Officer

record Holder "holder"
  company   yes or no
  deed      yes or no
  person    a Person
  entry     event each quarter

record Officer "officer"
  minor     yes or no
  paid      event
  report    event each quarter
"""
_MARK = ' unverified "not read"'
_HELD = {"issued": "2020-01-01", "expires": "never"}
_FACTS: dict[str, Any] = {
    "big": True, "granted": False, "asked": "2021-03-01", "paid": "2021-03-05", "planned": "2021-08-01",
    "begun": "2021-01-01", "report": {"2021-Q1": "2021-04-10", "2021-Q2": "never"}, "checked": ["2021-03-01"],
    "paper": _HELD, "yearly": {"FY2019": _HELD, "FY2020": _HELD}, "lasting": "never", "adviser": {"ref": "Person/a"},
    "holders": [{"id": "h", "company": True, "deed": True, "person": {"ref": "Person/a"},
                 "entry": {"2021-Q1": "2021-04-10", "2021-Q2": "never"}}],
    "officers": [{"id": "o", "minor": False, "paid": "never", "report": {"2021-Q1": "never", "2021-Q2": "never"}}],
}  # fmt: skip
_OTHER = {"party": "Person", "id": "a", "good": True, "funds": "50", "charter": _HELD}
_ON = "  cites 1\n  on P\n"
_REQUIREMENT = 'requirement n "N"\n' + _ON
_LIST = 'checklist n "N"\n' + _ON + "  for asked\n"
_LENT = '\n\nchecklist m "M"\n  cites 2\n  on P\n  for paid\n'
_JOINT = 'obligation n "N"\n  cites 1\n  on P and each Officer in officers, jointly\n'
_RECURS = 'obligation n "N"\n  cites 1\n  on P\n  since begun\n'


def _place(name: str, text: str, declared: str | None = None, facts: Mapping[str, Any] | None = None) -> Place:
    """A marked place of these rules; ``declared``: the line of a declaration that is marked instead."""
    assert declared is None or _HEAD.count(f"  {declared}\n") == 1, declared
    head = _HEAD if declared is None else _HEAD.replace(f"  {declared}\n", f"  {declared}@\n")
    return Place(name, text, facts or {}, head=head, general=_FACTS, others=(_OTHER,))


PLACES = (
    # checklists
    _place("for", 'checklist n "N"\n' + _ON + "  for asked@\n  a  big"),
    _place("for, not yet", 'checklist n "N"\n' + _ON + "  for asked@\n  a  big", facts={"asked": "never"}),
    _place("item that is there", _LIST + "  a  big@"),
    _place("item that is missing", _LIST + "  a  granted@\n  b  big"),
    _place("item that is not asked for", _LIST + "  a  granted if not big@\n  b  big"),
    _place("waiver", _LIST + "  a  granted\n      unless big@"),
    _place("exception to the list", 'checklist n "N"\n' + _ON + "  for asked\n  unless big@\n  a  granted"),
    _place("item of each", _LIST + "  a  deed, for each Holder in holders where company@"),
    _place("waiver of an item of each", _LIST + "  a  deed, for each Holder in holders\n      unless big@"),
    _place("item of the last years", _LIST + "  a  yearly, for each of the last 2 financial years@"),
    _place("reading of an item", _LIST + "  a  reading pt  big@\n  a  reading zh  granted"),
    _place("item of a version", _LIST + "  a  big, from first@"),
    _place("line that borrows", _LIST + "  items a of 2@" + _LENT + "  a  big"),
    _place("item that is borrowed", _LIST + "  items a of 2" + _LENT + "  a  big@"),
    _place("waiver of an item that is borrowed", _LIST + "  items a of 2" + _LENT + "  a  granted\n      unless big@"),
    _place("item of which the declaration", _LIST + "  a  paper", "paper     evidence from Regulator"),
    _place("list of which the declaration", _LIST + "  a  deed, for each Holder in holders",
           "holders   list of Holder"),
    _place("fact of an item of which the declaration", _LIST + "  a  deed, for each Holder in holders",
           "deed      yes or no"),
    # joint duties: of the subject and of whoever bears them beside him
    _place("bearers", 'obligation n "N"\n  cites 1\n  on P and each Officer in officers, jointly@\n'
           "  must paid within 9 days of asked"),
    _place("where of bearers", 'obligation n "N"\n  cites 1\n  on P and each Officer in officers, jointly where big@\n'
           "  must paid within 9 days of asked"),
    _place("act of bearers", _JOINT + "  must paid@\n  within 9 days of asked"),
    _place("limit of bearers", _JOINT + "  must paid\n  within 9 days of asked@"),
    _place("where of lists, of bearers",
           _JOINT + "  where any of officers is minor@\n  must paid within 9 days of asked"),
    _place("exception of bearers", _JOINT + "  must paid within 1 day of asked\n  except where m applies@\n\n"
           'requirement m "M"\n  cites 2\n  on P where granted\n  big'),
    _place("act of an item", _JOINT + "  must paid within 9 days of asked", "minor     yes or no\n  paid      event"),
    _place("list of bearers", _JOINT + "  must paid within 9 days of asked", "officers  list of Officer"),
    # periods
    _place("since", 'obligation n "N"\n' + _ON + "  since begun@\n  each quarter\n"
           "  must report by the end of the following month"),
    _place("each quarter", _RECURS + "  each quarter@\n  must report by the end of the following month"),
    _place("each quarter, for some time", _RECURS + "  each quarter for the first 2 quarters@\n"
           "  must report by the end of the following month"),
    _place("limit of a period", _RECURS + "  each quarter\n  must report\n  by the end of the following month@"),
    _place("window of a period", _RECURS + "  each quarter\n  must report\n  between 5 April and 30 April@"),
    _place("last day of a period", _REQUIREMENT + "  since begun\n  on the last day of each quarter@\n  big"),
    _place("at least every", _RECURS + "  must checked at least every 3 months@"),
    _place("fact of a period", _RECURS + "  each quarter\n  must report by the end of the following month",
           "begun     event\n  report    event each quarter"),
    _place("list of events", _RECURS + "  must checked at least every 3 months", "checked   list of event"),
    _place("start", _RECURS + "  each quarter\n  must report by the end of the following month", "begun     event"),
    _place("period of each item", 'obligation n "N"\n  cites 1\n  on P about each Holder in holders\n  since begun\n'
           "  each quarter\n  must entry by the end of the following month@"),
    _place("period of bearers", _JOINT + "  since begun\n  each quarter\n  must report\n"
           "  by the end of the following month@"),
    # evidence and other subjects
    _place("age of evidence", _REQUIREMENT + "  paper is at most 9 years old@"),
    _place("evidence of a year", _REQUIREMENT + "  yearly of last financial year",
           "yearly    evidence each financial year"),
    _place("fact of another", _REQUIREMENT + "  good of adviser", "good      yes or no"),
    _place("evidence of another", _REQUIREMENT + "  charter of adviser", "charter   evidence"),
    _place("reference", _REQUIREMENT + "  good of adviser", "adviser   a Person"),
    _place("reference of an item", _REQUIREMENT + "  every of holders is (good of person)", "person    a Person"),
    _place("definition of another", _REQUIREMENT + "  strong of adviser\n\n"
           'define strong of Person is yes or no "S"\n  funds >= 40@'),
    _place("figure of another", _REQUIREMENT + "  net of adviser >= 40\n\n"
           'define net of Person is number "S"\n  funds - 5@'),
)  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_verdict_that_rests_on_an_unverified_line_says_so(place: Place) -> None:
    marked, plain = marks_of(place, _MARK, both=False), marks_of(place, "")
    assert marked, "nothing rests on it"
    # of readings that differ, the one that is marked alone rests on its line
    assert all("unverified" in one for one in marked) or "readings_differ" in marked[0], marked
    assert any("unverified" in one for one in marked), marked
    assert all("unverified" not in one for one in plain), plain


_HOUSE = '\n\ninterpret LAW.n\n  {line}\n  by "Board" on 2021-01-10'
_FAR = {"asked": "2037-03-01", "begun": "2036-12-31", "paid": "never", "report": {}, "checked": ["2037-03-01"]}


def _of_time(name: str, mark: str, text: str, **more: Any) -> Any:
    """A line of time that gives every verdict a mark."""
    facts, on = more.get("facts", {}), more.get("on", date(2021, 4, 30))
    place = Place(name, text, facts, on=on, head=_HEAD, general=_FACTS, others=(_OTHER,))
    return pytest.param(place, mark, id=f"{mark}: {name}")


TIMES = (
    _of_time("joint", "open_textured", _JOINT + "  must paid forthwith after asked"),
    _of_time("joint, never due", "open_textured", _JOINT + "  must paid at no stated time after asked"),
    _of_time("joint", "planned", _JOINT + "  must paid at least 9 days before planned"),
    _of_time("joint", "interpreted",
             _JOINT + "  must paid forthwith after asked" + _HOUSE.format(line="forthwith is within 2 days")),
    _of_time("joint, scope", "interpreted", _JOINT + "  where granted\n  must paid within 9 days of asked"
             + _HOUSE.format(line="granted is big")),
    _of_time("checklist, waiver", "interpreted", _LIST + "  a  big\n  b  granted"
             + _HOUSE.format(line="granted is big")),
    _of_time("each quarter, guard", "interpreted",
             _RECURS + "  each quarter\n  must report\n  by the end of the following month if granted\n"
             "  by 15 May otherwise" + _HOUSE.format(line="granted is big")),
    _of_time("joint", "provisional", _JOINT + "  must paid within 9 days of asked, counted by macau.administrative",
             facts=_FAR, on=date(2037, 4, 30)),
    _of_time("at least every", "provisional",
             _RECURS + "  must checked at least every 3 months, counted by macau.administrative",
             facts=_FAR, on=date(2037, 4, 30)),
    _of_time("each quarter", "provisional",
             _RECURS + "  each quarter\n  must report by the end of the following month, counted by"
             " macau.administrative", facts=_FAR, on=date(2037, 4, 30)),
    _of_time("window", "provisional",
             _RECURS + "  each quarter\n  must report between 5 April and 30 April, counted by macau.administrative",
             facts=_FAR, on=date(2037, 4, 30)),
)  # fmt: skip


@pytest.mark.parametrize(("place", "mark"), TIMES)
def test_every_verdict_has_the_mark_of_its_time(place: Place, mark: str) -> None:
    marked = marks_of(place, "")
    assert marked
    assert all(mark in one for one in marked), marked


def test_both_engines_mark_the_same_verdicts() -> None:
    """All the places in one program, each with names and provisions of its own."""
    head, texts = _HEAD, []
    for number, place in enumerate((*PLACES, *(one.values[0] for one in TIMES))):
        text = re.sub(r"\b(n|m|strong|net)\b", rf"\1_{number}", place.text)
        texts.append(re.sub(r"\b(cites|of) ([123])\b", rf"\1 \2({number})", text))
        head += "".join(f'\nprovision {one}({number}) "Of this one"' for one in (1, 2, 3))
    whole = Place("all", "\n\n".join(texts), head=f"{head}\n", general=_FACTS, others=(_OTHER,))
    rules, document = program_of(whole, _MARK), whole.document
    checker = module_of(rules, load_standard())
    for facts, on in ((document, whole.on), (attrs.evolve(whole, facts=_FAR).document, date(2037, 4, 30))):
        assert generated(checker, facts, on) == interpreted(rules, facts, on)


def test_an_interpretation_is_named_by_every_bearer() -> None:
    text = _JOINT + "  must paid forthwith after asked" + _HOUSE.format(line="forthwith is within 2 days")
    place = Place("joint", text, head=_HEAD, general=_FACTS, others=(_OTHER,))
    rules, document = program_of(place, ""), place.document
    checker = module_of(rules, load_standard())
    for uninterpreted, named in ((False, [["LAW.n (Board, 2021-01-10)"]] * 2), (True, [[], []])):
        report = interpreted(rules, document, place.on, uninterpreted=uninterpreted)
        assert generated(checker, document, place.on, uninterpreted=uninterpreted) == report
        verdicts = json.loads(report)["subjects"][0]["verdicts"]
        assert [one["interpretations"] for one in verdicts] == named
