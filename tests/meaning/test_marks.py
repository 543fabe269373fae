"""Whatever is made from an unverified line says so, and what rests on an interpretation names it.

Each place where a rule may be marked is marked once (`@`), alone; the verdict or effect that rests on it must then
carry the mark, and without the mark in the text must not.  Both engines are asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import attrs
import pytest

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import generated, interpreted

_HEAD = """
instrument LAW "Law"
  authority Regulator
  time counted by calendar_days
  version first from 2015-01-01
  version second from 2021-06-01

provision 1 "One"
provision 2 "Two"
provision 3 "Three"

party Regulator "regulator"

party P "person"
  seat      one of local, foreign
  amount    number at least 0
  other     number at least 0
  flag      yes or no
  proof     yes or no
  granted   decision by Regulator
  asked     event
  paid      event
  told      event
  idle      state
  later     date set by Regulator
  days_set  number set by Regulator from 3 to 40
  ceiling   number set by Regulator
  things    list of Thing

record Thing
  good      yes or no

party Pilot "pilot"
  licensed  yes or no
  capable   yes or no
"""
_ON = "  cites 1\n  on P\n"
_REQUIREMENT = 'requirement n "N"\n' + _ON
_OBLIGATION = 'obligation n "N"\n' + _ON
_PROHIBITION = 'prohibition n "N"\n' + _ON
_BREACH = 'requirement bad "B"\n' + _ON + "  flag\n\n"
_FINE = _BREACH + 'consequence n "F"\n  cites 2\n  on P\n'
_USE = _REQUIREMENT + "  amount >= level\n\n"
_FIGURE = _USE + 'define level of P is number "L"\n'
_CONDITION = _REQUIREMENT + "  fine_of\n\n" + 'define fine_of of P is yes or no "F"\n'
_FACTS: dict[str, Any] = {
    "seat": "local", "amount": 5, "other": 5, "flag": False, "proof": False, "granted": False, "asked": "2021-03-01",
    "paid": "2021-03-05", "told": "2021-03-02", "idle": [{"from": "2021-03-02", "until": "2021-03-04"}],
    "later": "2021-03-20", "days_set": 5, "ceiling": 3, "things": [{"id": "1", "good": True}],
}  # fmt: skip


@attrs.frozen(slots=True)
class Place:
    """A place of rules that may be marked: ``@`` stands where the mark goes.

    ``facts``: what is otherwise than in ``general``.  ``norm``: of the verdict or effect that rests on it.
    ``others``: subjects to whom references lead.
    """

    name: str
    text: str
    facts: Mapping[str, Any] = attrs.field(factory=dict)
    norm: str = "n"
    on: date = date(2021, 4, 30)
    head: str = _HEAD
    general: Mapping[str, Any] = attrs.field(factory=lambda: _FACTS)
    others: tuple[Mapping[str, Any], ...] = ()

    @property
    def document(self) -> dict[str, Any]:
        """The facts of a check, in which what is None is not known."""
        known = {key: value for key, value in {**self.general, **self.facts}.items() if value is not None}
        return {"subjects": [{"party": "P", "id": "it", **known}, *self.others]}

    def __str__(self) -> str:
        return self.name


def _in_head(line: str) -> str:
    """The declarations with a mark behind one line of them."""
    assert _HEAD.count(f"{line}\n") == 1
    return _HEAD.replace(f"{line}\n", f"{line}@\n")


PLACES = (
    # declarations
    Place("version", _REQUIREMENT + "  amount >= 3", head=_in_head("  version first from 2015-01-01")),
    Place("version that has not begun", _REQUIREMENT + "  from second\n    amount >= 3",
          head=_in_head("  version second from 2021-06-01")),
    Place("version that is later than the norm", _REQUIREMENT + "  amount >= 3",
          head=_in_head("  version second from 2021-06-01"), on=date(2021, 6, 30)),
    Place("choice", _REQUIREMENT + "  local", head=_in_head("  seat      one of local, foreign")),
    Place("figure", _REQUIREMENT + "  amount >= 3", head=_in_head("  amount    number at least 0")),
    Place("decision", _REQUIREMENT + "  granted", head=_in_head("  granted   decision by Regulator")),
    Place("event of a limit", _OBLIGATION + "  must paid within 10 days of asked",
          head=_in_head("  asked     event")),
    Place("event that is an act", _OBLIGATION + "  must paid within 10 days of asked",
          head=_in_head("  paid      event")),
    Place("state that suspends", _OBLIGATION + "  must paid within 3 days of asked\n  suspended while idle",
          head=_in_head("  idle      state")),
    Place("day that is set",
          _OBLIGATION + "  must paid within 3 days of asked\n  extended to later by Regulator",
          head=_in_head("  later     date set by Regulator")),
    Place("number of days that is set", _OBLIGATION + "  must paid within days_set days of asked",
          head=_in_head("  days_set  number set by Regulator from 3 to 40")),
    Place("list", _REQUIREMENT + "  any of things is good", head=_in_head("  things    list of Thing")),
    Place("fact of an item", _REQUIREMENT + "  any of things is good", head=_in_head("  good      yes or no")),
    Place("fact of a definition", _FIGURE + "  other", head=_in_head("  other     number at least 0")),
    Place("value that is fixed", _REQUIREMENT + "  amount >= ceiling", {"ceiling": None},
          head=_HEAD.replace("  version second", "  fixes ceiling of P at 4 from 2021-01-01@\n  version second")),
    # a requirement
    Place("cites", 'requirement n "N"\n  cites 1@\n  on P\n  amount >= 3'),
    Place("on", 'requirement n "N"\n  cites 1\n  on P@\n  amount >= 3'),
    Place("on .. where", 'requirement n "N"\n  cites 1\n  on P where local@\n  amount >= 3'),
    Place("about each .. where", 'requirement n "N"\n  cites 1\n  on P about each Thing in things where good@\n  good'),
    Place("to", _REQUIREMENT + "  to Regulator@\n  amount >= 3"),
    Place("where", _REQUIREMENT + "  where local@\n  amount >= 3"),
    Place("where, outside", _REQUIREMENT + "  where local@\n  amount >= 3", {"seat": "foreign"}),
    Place("while", _REQUIREMENT + "  while idle@\n  amount >= 3", on=date(2021, 3, 3)),
    Place("clause that holds", _REQUIREMENT + "  amount >= 3@"),
    Place("clause that fails", _REQUIREMENT + "  amount >= 9@"),
    Place("clause with a guard", _REQUIREMENT + "  amount >= 3 if flag@", {"flag": True}),
    Place("clause whose guard fails", _REQUIREMENT + "  amount >= 3 if flag@\n  other >= 3"),
    Place("no clause applies", _REQUIREMENT + "  amount >= 3 if flag@"),
    Place("otherwise", _REQUIREMENT + "  amount >= 3 if flag\n  amount >= 4 otherwise@"),
    Place("one of", _REQUIREMENT + "  one of@\n    a  flag\n    b  local"),
    Place("lettered line", _REQUIREMENT + "  one of\n    a  flag\n    b  local@"),
    Place("lettered line of a reading",
          _REQUIREMENT + "  one of\n    a  reading pt local@\n    a  reading zh local and amount >= 3"),
    Place("reading", _REQUIREMENT + "  reading pt amount >= 3@\n  reading zh amount >= 4"),
    Place("section", _REQUIREMENT + "  until second@\n    amount >= 3\n  from second\n    amount >= 4"),
    Place("line until", _REQUIREMENT + "  amount >= 3\n  where local, until second@"),
    Place("at", _REQUIREMENT + "  at asked@\n  amount >= 3"),
    Place("at, not yet", _REQUIREMENT + "  at asked@\n  amount >= 3", {"asked": "never"}),
    Place("law as on", _REQUIREMENT + "  law as on asked@\n  amount >= 3"),
    Place("unless, excused", _REQUIREMENT + "  amount >= 9\n  unless local@"),
    Place("unless, not excused", _REQUIREMENT + "  amount >= 9\n  unless flag@"),
    Place("unless .. proves", _REQUIREMENT + "  amount >= 9\n  unless anyone proves proof@"),
    Place("except where", _REQUIREMENT + '  amount >= 9\n  except where m applies@\n\nrequirement m "M"\n  cites 2\n'
          "  on P where local\n  flag"),
    Place("where of the norm that displaces", _REQUIREMENT + "  amount >= 9\n  except where m applies\n\n"
          'requirement m "M"\n  cites 2\n  on P where local@\n  flag'),
    Place("where of the norm that does not displace", _REQUIREMENT + "  amount >= 9\n  except where m applies\n\n"
          'requirement m "M"\n  cites 2\n  on P where flag@\n  flag'),
    Place("where of a norm that displaces the one that would displace",
          _REQUIREMENT + "  amount >= 9\n  except where m applies\n\n"
          'requirement m "M"\n  cites 2\n  on P where local\n  flag\n  except where k applies\n\n'
          'requirement k "K"\n  cites 3\n  on P where local@\n  flag'),
    Place("prevails over", _REQUIREMENT + '  amount >= 9\n\nrequirement m "M"\n  cites 2\n  on P where local\n'
          "  prevails over n@\n  flag"),
    Place("definition in the where of the norm that displaces", _REQUIREMENT + "  amount >= 9\n"
          '  except where m applies\n\nrequirement m "M"\n  cites 2\n  on P where inside\n  flag\n\n'
          'define inside of P is yes or no "I"\n  local@'),
    # an obligation
    Place("must and limit", _OBLIGATION + "  must paid within 10 days of asked@"),
    Place("must and limit, not triggered", _OBLIGATION + "  must paid within 10 days of asked@", {"asked": "never"}),
    Place("must", _OBLIGATION + "  must paid@\n  within 10 days of asked"),
    Place("limit", _OBLIGATION + "  must paid\n  within 10 days of asked@"),
    Place("limit in hours", _OBLIGATION + "  must paid\n  within 72 hours of asked@"),
    Place("limit counted back", _OBLIGATION + "  must told\n  at least 2 days before paid@"),
    Place("fixed day", _OBLIGATION + "  must paid\n  by 2021-03-31@"),
    Place("later of", _OBLIGATION + "  must paid\n  within 3 days of asked, or within 5 days of told, whichever is"
          " later@"),
    Place("in any case", _OBLIGATION + "  must paid\n  within 3 days of told, and in any case within 9 days of asked@"),
    Place("limit with a guard", _OBLIGATION + "  must paid\n  within 10 days of asked if local@\n"
          "  within 3 days of asked otherwise"),
    Place("forthwith", _OBLIGATION + "  must paid forthwith after asked@"),
    Place("at no stated time", _OBLIGATION + "  must paid at no stated time after asked@"),
    Place("regularly", _OBLIGATION + "  must paid regularly@"),
    Place("as soon as practicable",
          _OBLIGATION + "  must paid as soon as practicable, and in any case within 3 days of asked@"),
    Place("a condition by a time", _OBLIGATION + "  must amount >= 3@\n  within 10 days of asked"),
    Place("counted by", _OBLIGATION + "  must paid within 10 days of asked\n  counted by calendar_days@"),
    Place("extended to", _OBLIGATION + "  must paid within 3 days of asked\n  extended to later by Regulator@"),
    Place("cap", _OBLIGATION + "  must paid within 3 days of asked\n  extended to later by Regulator\n"
          "    at most 20 days after asked@"),
    Place("suspended while", _OBLIGATION + "  must paid within 3 days of asked\n  suspended while idle@"),
    Place("failing which", _OBLIGATION + "  must paid within 3 days of asked\n  failing which fine@\n\n"
          'consequence fine "F"\n  cites 2'),
    Place("link that was skipped", _OBLIGATION + "  must told\n  within 9 days of paid, or of the day it was due if not"
          ' done\n\nobligation m "M"\n  cites 2\n  on P\n  must paid within 3 days of asked@', {"paid": "never"}),
    Place("where of the link that was skipped", _OBLIGATION + "  must told\n  within 9 days of paid, or of the day it"
          ' was due if not done\n\nobligation m "M"\n  cites 2\n  on P where local@\n  must paid within 3'
          " days of asked", {"paid": "never"}),
    # a prohibition
    Place("must not", _PROHIBITION + "  must not paid@"),
    Place("must not .. without", _PROHIBITION + "  must not paid without told@"),
    Place("must not, not done", _PROHIBITION + "  must not paid@", {"paid": "never"}),
    Place("window", _PROHIBITION + "  must not paid\n  within 10 days of asked@"),
    Place("while of an act", _PROHIBITION + "  must not paid\n  while idle@"),
    Place("wait", _PROHIBITION + "  must not paid\n  until 3 days after asked have ended@"),
    Place("may only", _PROHIBITION + "  may paid only@\n    a  flag\n    b  local"),
    Place("lettered line of may only", _PROHIBITION + "  may paid only\n    a  flag\n    b  local@"),
    # definitions
    Place("figure defined", _FIGURE + "  3@"),
    Place("figure defined with a guard", _FIGURE + "  3 if local@\n  4 otherwise"),
    Place("figure of a definition", _FIGURE + '  deeper\n\ndefine deeper of P is number "D"\n  3@'),
    Place("where of a definition", _FIGURE + "  where local@\n  3"),
    Place("row of brackets", _FIGURE + "  according to other\n    up to 9  3@\n    above 9  4"),
    Place("brackets", _FIGURE + "  according to other@\n    up to 9  3\n    above 9  4"),
    Place("doubled", _FIGURE + "  2\n  doubled if local@"),
    Place("raised by", _FIGURE + "  2\n  raised by 50% if local@"),
    Place("at least", _FIGURE + "  2\n  at least 3@"),
    Place("reading of a definition", _FIGURE + "  reading pt 3@\n  reading zh 9"),
    Place("section of a definition", _FIGURE + "  until second@\n    3\n  from second\n    4"),
    Place("cites of a definition", _FIGURE + "  cites 1@\n  3"),
    Place("condition defined", _CONDITION + "  local@"),
    Place("lettered line of a definition", _CONDITION + "  one of\n    a  flag\n    b  local@"),
    Place("one of, of a definition", _CONDITION + "  one of@\n    a  flag\n    b  local"),
    Place("day defined", _OBLIGATION + "  must paid within 9 days of received\n\n"
          'define received of P is date "R"\n  presumed the third day after asked@'),
    Place("proof against a presumption", _OBLIGATION + "  must paid within 9 days of received\n\n"
          'define received of P is date "R"\n  presumed the third day after asked\n'
          "  unless anyone proves proof, then told@"),
    # consequences
    Place("amount", _FINE + "  for breach of bad\n  from 1 to 2@"),
    Place("amount with a guard", _FINE + "  for breach of bad\n  from 1 to 2 if local@\n  from 3 to 4 otherwise"),
    Place("both bounds", _FINE + "  for breach of bad\n  from 1 to 2\n  both bounds doubled if local@"),
    Place("upper bound", _FINE + "  for breach of bad\n  from 1 to 2\n  upper bound is 3 times amount@"),
    Place("for breach of", _FINE + "  for breach of bad@"),
    Place("for any breach in", _FINE + "  for any breach in LAW@"),
    Place("upon", _FINE + "  upon paid@"),
    Place("ends when", _FINE + "  for breach of bad\n  ends when granted@"),
    Place("where of a consequence", _FINE + "  for breach of bad\n  where local@"),
    Place("on .. where of a consequence", _BREACH + 'consequence n "F"\n  cites 2\n  on P where local@\n'
          "  for breach of bad"),
    Place("cites of a consequence", _BREACH + 'consequence n "F"\n  cites 2@\n  on P\n  for breach of bad'),
    Place("unless .. proves, of a consequence", _FINE + "  for breach of bad\n  unless anyone proves proof@"),
    Place("reading of a consequence",
          _FINE + "  for breach of bad\n  reading pt from 1 to 2@\n  reading zh from 3 to 4"),
    Place("section of a consequence", _FINE + "  for breach of bad\n  until second@\n    from 1 to 2\n  from second\n"
          "    from 3 to 4"),
    Place("breach that brings a consequence", _OBLIGATION.replace(" n ", " bad ") + "  must paid within 1 day of asked@"
          '\n\nconsequence n "F"\n  cites 2\n  for breach of bad'),
    Place("breach that brings a lapse", _OBLIGATION.replace(" n ", " bad ") + "  must paid within 1 day of asked@"
          "\n  failing which licence lapses", norm="licence_lapses"),
    Place("failing which lapses", _OBLIGATION.replace(" n ", " bad ") + "  must paid within 1 day of asked"
          "\n  failing which licence lapses@", norm="licence_lapses"),
    Place("later version of a consequence", _FINE + "  for breach of bad",
          head=_in_head("  version second from 2021-06-01"), on=date(2021, 6, 30)),
    Place("version of a consequence", _FINE + "  upon paid", head=_in_head("  version first from 2015-01-01")),
    Place("fact of a consequence", _FINE + "  upon paid\n  from 1 to 3 times other",
          head=_in_head("  other     number at least 0")),
    Place("act that brings a consequence", _FINE + "  upon paid", head=_in_head("  paid      event")),
    Place("definition in a consequence", _FINE + "  upon paid\n  from 1 to 9 times level\n\n"
          'define level of P is number "L"\n  3@'),
    Place("failing which, of its consequence", _BREACH.replace("  flag\n", "  flag\n  failing which n@\n")
          + 'consequence n "F"\n  cites 2'),
    # norms applied to others
    Place("norm that is applied", 'requirement m "M"\n  cites 2\n  on Pilot\n  licensed@\n\napply 2 to P\n  cites 3\n'
          "  with licensed as flag", norm="m@P"),
    Place("with .. as", 'requirement m "M"\n  cites 2\n  on Pilot\n  licensed\n\napply 2 to P\n  cites 3\n'
          "  with licensed as flag@", norm="m@P"),
    Place("where of apply", 'requirement m "M"\n  cites 2\n  on Pilot\n  licensed\n\napply 2 to P\n  cites 3\n'
          "  where local@\n  with licensed as flag", norm="m@P"),
    Place("cites of apply", 'requirement m "M"\n  cites 2\n  on Pilot\n  licensed\n\napply 2 to P\n  cites 3@\n'
          "  with licensed as flag", norm="m@P"),
)  # fmt: skip


def program_of(place: Place, mark: str) -> Program:
    text = f"{place.head}\n{place.text}\n".replace("@", mark)
    return load_text(text, name="law.prazo").program


def marks_of(place: Place, mark: str, both: bool = True) -> list[set[str]]:
    """The marks of each verdict and effect of the norm; where the place is marked, ``both`` engines give them."""
    rules = program_of(place, mark)
    report = interpreted(rules, place.document, place.on)
    if mark and both:
        assert generated(module_of(rules, load_standard()), place.document, place.on) == report
    subject = json.loads(report)["subjects"][0]
    found = [*subject["verdicts"], *subject["effects"]]
    return [set(one["marks"]) for one in found if one["norm"].rpartition("/")[2] == place.norm]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_what_rests_on_an_unverified_line_says_so(place: Place) -> None:
    marked, plain = marks_of(place, ' unverified "not read"'), marks_of(place, "")
    assert marked, "nothing rests on it"
    assert any("unverified" in one for one in marked), marked
    assert all("unverified" not in one for one in plain), plain


_INTERPRET = '\n\ninterpret LAW.{norm}\n  {line}\n  by "Board" on 2021-02-01'
_OTHER = '\n\nobligation m "M"\n  cites 2\n  on P\n  must paid'
_GIVES_WAY = _REQUIREMENT + "  amount >= 9\n  except where m applies\n\n"


def _taken(name: str, text: str, line: str, norm: str = "n", **more: Any) -> Place:
    """A place where the line of an interpretation of ``norm`` decides."""
    return Place(name, text + _INTERPRET.format(norm=norm, line=line), **more)


TAKEN = (
    _taken("forthwith", _OBLIGATION + "  must paid forthwith after asked", "forthwith is within 2 days"),
    _taken("at no stated time", _OBLIGATION + "  must paid at no stated time after asked",
           "at no stated time is within 2 days"),
    _taken("as soon as practicable",
           _OBLIGATION + "  must paid as soon as practicable, and in any case within 9 days of asked",
           "as soon as practicable is within 2 days"),
    _taken("stricter limit", _OBLIGATION + "  must paid within 9 days of asked", "within 2 days of asked"),
    _taken("condition", _REQUIREMENT + "  granted", "granted is local"),
    _taken("where", _REQUIREMENT + "  where granted\n  flag", "granted is local"),
    _taken("where, outside", _REQUIREMENT + "  where granted\n  flag", "granted is flag"),
    _taken("guard", _REQUIREMENT + "  flag if granted", "granted is local"),
    _taken("lettered line", _REQUIREMENT + "  one of\n    a  granted\n    b  flag", "granted is local"),
    _taken("unless", _REQUIREMENT + "  flag\n  unless granted", "granted is local"),
    _taken("condition by a time", _OBLIGATION + "  must granted\n  within 9 days of asked", "granted is local"),
    _taken("guard of a limit", _OBLIGATION + "  must paid\n  within 9 days of asked if granted\n"
           "  within 2 days of asked otherwise", "granted is local"),
    _taken("may only", _PROHIBITION + "  may paid only\n    a  granted\n    b  flag", "granted is local"),
    _taken("norm that displaces", _GIVES_WAY + 'requirement m "M"\n  cites 2\n  on P where granted\n  flag',
           "granted is local", "m"),
    _taken("norm that does not displace", _GIVES_WAY + 'requirement m "M"\n  cites 2\n  on P where granted\n  flag',
           "granted is flag", "m"),
    _taken("norm that displaces the one that would displace",
           _GIVES_WAY + 'requirement m "M"\n  cites 2\n  on P\n  flag\n  except where k applies\n\n'
           'requirement k "K"\n  cites 3\n  on P where granted\n  flag', "granted is local", "k"),
    _taken("norm that prevails", _REQUIREMENT + '  amount >= 9\n\nrequirement m "M"\n  cites 2\n'
           "  on P where granted\n  prevails over n\n  flag", "granted is local", "m"),
    _taken("link that was skipped", _OBLIGATION + "  must told\n  within 9 days of paid, or of the day it was due"
           " if not done" + _OTHER + " forthwith after asked", "forthwith is within 2 days", "m",
           facts={"paid": "never"}),
    _taken("one of several limits after a link that was skipped", _OBLIGATION + "  must told\n  within 9 days of paid,"
           " or of the day it was due if not done, and in any case within 90 days of asked" + _OTHER
           + " forthwith after asked", "forthwith is within 2 days", "m",
           facts={"paid": "never"}),
    _taken("breach that brings a consequence", 'obligation m "M"\n' + _ON + "  must paid forthwith after asked\n\n"
           'consequence n "F"\n  cites 2\n  for breach of m', "forthwith is within 2 days", "m"),
)  # fmt: skip


@pytest.mark.parametrize("place", TAKEN, ids=str)
def test_what_rests_on_an_interpretation_names_it(place: Place) -> None:
    rules, facts = program_of(place, ""), place.document
    checker = module_of(rules, load_standard())
    name = place.text.rpartition("interpret ")[2].partition("\n")[0]
    for uninterpreted, named in ((False, [f"{name} (Board, 2021-02-01)"]), (True, [])):
        report = interpreted(rules, facts, place.on, uninterpreted=uninterpreted)
        assert generated(checker, facts, place.on, uninterpreted=uninterpreted) == report
        (subject,) = json.loads(report)["subjects"]
        (found,) = (one for one in (*subject["verdicts"], *subject["effects"]) if one["norm"] == "LAW/n")
        assert found["interpretations"] == named
        assert ("interpreted" in found["marks"]) == bool(named)
