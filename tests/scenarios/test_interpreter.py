"""Scenarios judged by the reference interpreter, from the text of the rules on."""

from __future__ import annotations

from prazo.dsl.api import load_text
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.run import run_scenarios
from prazo.dsl.syntax.parser import parse

RULES = """\
amounts in MOP

instrument LAW "Law"
  jurisdiction Macau
  issued by Governor
  authority AMCM
  force law
  time counted by macau.civil
  version original from 1997-09-01

provision LAW 1 "One"

party AMCM "authority"
party Governor "governor"

record Holding "holding"
  price money
  held  number at least 0

define worth of Holding is money "Worth"
  cites 1
  price times held

party Insurer "insurer"
  capital  money at least 0
  signing  event
  paid     event
  holdings list of Holding

define rich of Insurer is yes or no "Rich"
  cites 1
  capital >= MOP 10M

obligation pay_up "Pay up"
  cites 1
  on Insurer
  must paid
  within 10 days of signing

scenario "paid late, with holdings"
  given Insurer "acme" with capital MOP 20M, signing 2021-01-04, paid 2021-01-20,
    holdings (id "a", price MOP 2, held 3) (id "b", price MOP 1)
  on 2021-01-16 expect pay_up breached due 2021-01-14, rich holds
  on 2021-01-20 expect pay_up breached cured 2021-01-20, worth for "a" = MOP 6, worth for "b" = unknown
  on 2021-01-03 expect pay_up not applicable

scenario "paid by a day that is still to come"
  given Insurer with signing 2021-01-04, paid by 2021-01-14
  on 2021-01-14 expect pay_up compliant, rich may hold
  on 2021-01-13 expect pay_up pending

scenario "wrong on purpose"
  given Insurer with capital MOP 1, signing 2021-01-04, paid never
  on 2021-01-15 expect pay_up compliant, rich holds
"""


def test_scenarios_come_out_as_the_interpreter_judges() -> None:
    rules = load_text(RULES)
    source = Source("rules.prazo", RULES)
    scenarios, diagnostics = lower_scenarios(rules.program, parse(source)[0], source)
    assert diagnostics == ()
    outcomes = run_scenarios(scenarios, Interpreter(rules.lookup))
    assert [(one.expectations, [failure.text for failure in one.failures]) for one in outcomes] == [
        (6, []),
        (3, []),
        (2, ["pay_up is breached, and compliant was expected", "rich is not true, and true was expected"]),
    ]
