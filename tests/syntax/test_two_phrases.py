"""The two phrases that must be read exactly as they stand in the design of the language."""

from fractions import Fraction

from prazo.dsl.diagnostics.model import Source
from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.printer import format_module

WITHIN = "    within 30 days of signing"
CAPITAL = "    capital >= MOP 30M if life"


def line_of(kind: str, phrase: str) -> t.Line:
    module, found = parse(Source("two.prazo", f"{kind} x\n{phrase}\n"))
    assert found == ()
    (block,) = module.blocks
    assert isinstance(block, t.Norm)
    (line,) = block.lines
    return line


def test_within_30_days_of_signing() -> None:
    line = line_of("obligation", WITHIN)
    month = t.Duration((t.DurationPart(30, "day"),))
    assert line == t.Line(t.LimitClause(t.After(month, t.Name("signing"))))


def test_capital_at_least_30_million_if_life() -> None:
    line = line_of("requirement", CAPITAL)
    amount = t.Amount("MOP", Fraction(30_000_000))
    assert line == t.Line(t.ConditionClause(t.Compare(">=", t.Name("capital"), amount)), guard=t.Guard(t.Name("life")))


def test_they_are_printed_as_they_stand() -> None:
    text = "obligation x\n  within 30 days of signing\n\nrequirement y\n  capital >= MOP 30M if life\n"
    module, found = parse(Source("two.prazo", text))
    assert found == ()
    assert format_module(module) == text
