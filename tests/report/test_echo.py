"""What was written, said back: complete, so that two norms that differ are never said in the same words."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Any

import attrs
import pytest

from prazo.dsl.api import Rules, load, load_text
from prazo.dsl.core import nodes as core
from prazo.dsl.report.echo import echo
from tests.report.samples import RULES


@cache
def library() -> Rules:
    return load("std:macau.insurance")


def echoes(rules: Rules) -> dict[str, str]:
    program = rules.program
    ids = [one.id for one in program.norms] + [one.id for one in program.consequences]
    ids += [one.id for one in program.statements]
    return {id: echo(program, rules.times, id) for id in ids}


def test_two_norms_never_have_one_echo() -> None:
    told = echoes(library())
    assert len(told) > 20
    bodies = [text.partition("\n")[2] + text.partition(" (")[0] for text in told.values()]
    assert len(set(bodies)) == len(bodies)


def test_the_echo_of_the_minimum_capital() -> None:
    rules = load_text(RULES)
    everyone = "every company, where seat is local, must at all times meet this:"
    assert (
        echo(rules.program, rules.times, "LAW/enough_capital")
        == f"""\
Enough capital (LAW/enough_capital)
Requirement; force: law. Cites 17(1).

· from 1 September 1997 to 21 September 2020 (version first): {everyone}
    capital is at least MOP 15,000,000, if line is general
    capital is at least MOP 30,000,000, if line is life
    one of these lines always applies
    unless exempted
· from 22 September 2020 (version second): {everyone}
    capital is at least MOP 30,000,000, if line is general
    capital is at least MOP 60,000,000, if line is life
    one of these lines always applies
    unless exempted
Owed to office.
A breach brings Fine (LAW/fine).

Facts read:
  capital (Company.capital): money in MOP, at least MOP 0
  exempted (Company.exempted): decision, from office
  line (Company.line): one of general or life
  seat (Company.seat): one of local or foreign
"""
    )


def test_an_unknown_name_is_no_norm() -> None:
    with pytest.raises(KeyError):
        echo(library().program, library().times, "LAW/none")


# --- every change in the core changes the echo -----------------------------------------------------------------

#: fields that say where something stands or follow from others; a change of these alone is no change of meaning
FOLLOWS = {"place", "mentions", "unit", "instrument", "covers", "binder"}
#: texts of which only some values are possible, with another one of them
OTHER = {
    "op": {">=": ">", ">": ">=", "<=": "<", "<": "<=", "=": "!=", "!=": "="},
    "mode": {"all": "any", "any": "all", "up": "down", "down": "up", "half up": "half even", "half even": "half up"},
    "kind": {"every": "any", "any": "none", "none": "any", "at least": "at most", "at most": "at least",
             "in a row": "at least"},
    "target": {"value": "lower", "lower": "upper", "upper": "lower"},
    "which": {"last": "this", "this": "last"},
    "period": {"month": "quarter", "quarter": "year", "financial year": "year"},
}  # fmt: skip


def changes(node: Any, field: str = "") -> Iterator[Any]:
    """The node with one thing in it changed, for every thing that can be."""
    if isinstance(node, bool):
        yield not node
    elif field == "years":
        yield 1 - node  # the year in which a period ends, or the one after
    elif field == "month":
        yield node % 12 + 1
    elif isinstance(node, int | Fraction):
        yield node + 1
    elif isinstance(node, date):
        yield node + timedelta(days=1)
    elif isinstance(node, str):
        yield OTHER.get(field, {}).get(node, node + "_x")
    elif isinstance(node, tuple):
        for n, member in enumerate(node):
            for other in changes(member, field):
                yield (*node[:n], other, *node[n + 1 :])
        if len(node) > 1 and attrs.has(type(node[0])):
            yield node[1:]
    elif attrs.has(type(node)):
        for one in attrs.fields(type(node)):
            if isinstance(node, core.Obligation) and one.name == "mode" and len(node.acts) < 2:
                continue  # the first of one act is the last
            if isinstance(node, core.Fact) and one.name == "period":
                continue  # the norm's own, which its recurrence says
            if isinstance(node, core.Within) and getattr(node, one.name.removesuffix("_included")) is None:
                continue  # an open end is neither in nor out
            if isinstance(node, core.Quantified) and one.name == "number" and node.kind in ("every", "any", "none"):
                continue  # these count nothing
            if one.name not in FOLLOWS and not isinstance(getattr(node, one.name), core.Labels):
                for other in changes(getattr(node, one.name), one.name):
                    yield attrs.evolve(node, **{one.name: other})


def unit_only(duration: Any) -> bool:
    """Whether somewhere in a changed node a duration has a unit that there is not."""
    return "_x')" in repr(duration)


@pytest.mark.parametrize("norm", [one.id for one in library().program.norms])
def test_whatever_changes_in_a_norm_changes_its_echo(norm: str) -> None:
    rules = library()
    before = echo(rules.program, rules.times, norm)
    original = next(one for one in rules.program.norms if one.id == norm)
    count = 0
    for other in changes(original.versions):
        if unit_only(other):
            continue
        changed = attrs.evolve(original, versions=other)
        norms = tuple(changed if one.id == norm else one for one in rules.program.norms)
        count += 1
        assert echo(attrs.evolve(rules.program, norms=norms), rules.times, norm) != before, other
    assert count > 1


@pytest.mark.parametrize(
    "field", ["bearer", "owed_to", "law_as_on", "prevails_over", "in_addition_to", "failing", "force", "cites", "note"]
)
def test_what_stands_around_a_norm_is_said(field: str) -> None:
    rules = library()
    original = rules.program.norms[0]
    value: Any = ("A", "B") if isinstance(getattr(original, field), tuple) else "Another"
    norms = (attrs.evolve(original, **{field: value}), *rules.program.norms[1:])
    changed = attrs.evolve(rules.program, norms=norms)
    assert echo(changed, rules.times, original.id) != echo(rules.program, rules.times, original.id)


def test_whatever_changes_in_a_definition_changes_the_echo_of_a_norm_that_uses_it() -> None:
    rules = library()
    id = "DL27_97_M/solvency_margin"
    before = echo(rules.program, rules.times, id)
    used = [n for n, one in enumerate(rules.program.definitions) if f"({one.of}.{one.name}):" in before]
    assert len(used) > 5
    for n in used:
        definition = rules.program.definitions[n]
        for other in changes(definition.versions):
            changed = attrs.evolve(definition, versions=other)
            definitions = (*rules.program.definitions[:n], changed, *rules.program.definitions[n + 1 :])
            try:
                after = echo(attrs.evolve(rules.program, definitions=definitions), rules.times, id)
            except KeyError:  # a name that is nothing now
                continue
            assert after != before, other


def test_whatever_changes_in_a_consequence_changes_its_echo() -> None:
    rules = library()
    for original in rules.program.consequences:
        before = echo(rules.program, rules.times, original.id)
        for other in changes(original.versions):
            others = tuple(
                attrs.evolve(one, versions=other) if one.id == original.id else one
                for one in rules.program.consequences
            )
            assert echo(attrs.evolve(rules.program, consequences=others), rules.times, original.id) != before, other
