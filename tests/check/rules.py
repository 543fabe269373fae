"""Rules for the tests of the checker: a short law, and what comes of a block written below it."""

from __future__ import annotations

from typing import Final

from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.program import check_modules
from prazo.dsl.core.nodes import ConditionBody, Consequence, Definition, FigureBody, Norm, NormBody, Program
from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.syntax.parser import parse

LAW: Final = """
instrument LAW "Law" pt "Lei"
  jurisdiction Macau
  authority AMCM
  amounts in MOP
  time counted by macau.civil
  version original from 2000-01-01
  version reform from 2020-09-22
  version later from 2022-01-01
provision 1 "One"
provision 2 "Two"
provision 20(1) "Twenty"
party AMCM
  authorise event
party Insurer "insurer"
  line one of general, life
  seat one of local, foreign
  capital money at least 0
  own_funds money
  premiums money each financial year
  rate percent
  insureds number at least 0
  founded date
  signing event
  paid event
  filed event
  approved event
  in_liquidation state
  exempted decision by AMCM
  cert evidence from Insurer
  agents list of Agent
  directors list of Director
record Agent
  resident yes or no
  share percent from 0% to 100%
  kind one of spouse, other
  sold event
  named event
party Director
  resident yes or no
  named event
  told event
"""


def module(text: str, name: str = "law", uses: tuple[str, ...] = ()) -> ModuleText:
    source = Source(f"{name}.prazo", text)
    tree, findings = parse(source)
    assert findings == (), [(one.code, one.message) for one in findings]
    return ModuleText(name, source, tree, uses=uses)


def findings(text: str, law: str = LAW) -> list[Diagnostic]:
    """What the checker says of ``text`` below the law; that most norms of these tests cite nothing is left out."""
    return [one for one in check_modules([module(law + text)])[1] if one.code != "P0602"]


def codes(text: str, law: str = LAW) -> list[str]:
    return [one.code for one in findings(text, law)]


def program(text: str, law: str = LAW) -> Program:
    """The checked program of ``text`` below the law, which must be right."""
    checked, said = check_modules([module(law + text)])
    assert checked is not None, [(one.code, one.message, one.hint) for one in said]
    return checked


def norm(text: str) -> Norm:
    return program(text).norms[0]


def body(text: str) -> NormBody:
    """The one body of the one norm."""
    ((_, found),) = norm(text).versions[0].bodies
    return found


def definition(text: str) -> Definition:
    return program(text).definitions[0]


def figure_body(text: str) -> FigureBody:
    ((_, found),) = definition(text).versions[0].bodies
    assert isinstance(found, FigureBody)
    return found


def condition_body(text: str) -> ConditionBody:
    ((_, found),) = definition(text).versions[0].bodies
    assert isinstance(found, ConditionBody)
    return found


def consequence(text: str) -> Consequence:
    return program(text).consequences[0]
