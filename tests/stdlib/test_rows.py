"""The library against the manifest of the Macau law, row by row: every row has its rule, every number stands in it.

A row is answered for by the rules that cite its place in its version.  A number is looked for in those rules as they
stand in that version and in the definitions that they use: money and percentages to the cent, lengths of time by unit,
days as days.  A comparator that lets the number itself through must meet one that does too (``>=`` and ``<`` part the
numbers at the same point, ``>`` and ``<=`` at the other).

``tests/data/macau_open.json`` names what is not so: ``open`` rows have no rule of their own yet, ``hidden`` rows have a
statement alone although facts can decide them, ``unlike`` rows have their number elsewhere or nowhere, each with the
reason.  A row that is named there and is answered for must be taken out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import attrs
import pytest

from prazo.compiler.coverage.places import ACCOUNTED, PARTS, STATEMENT, coverage
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.in_force import in_force
from tests.stdlib import cases, sources
from tests.stdlib.test_manifest import Row, manifest, named, versions

OPEN: Mapping[str, Mapping[str, str]] = json.loads(
    (sources.ROOT / "tests" / "data" / "macau_open.json").read_text(encoding="utf-8")
)
ROWS = {named(row): row for row in manifest()["rows"]}
#: a kind of row that only says how many of something are listed: what is listed has rows of its own
_LISTED = {"items", "classes", "groups", "copies"}


def library() -> core.Program:
    return cases.rules("std:macau.insurance").program


@cache
def covered() -> dict[tuple[str, str, str], tuple[str, tuple[str, ...]]]:
    """By instrument, version and place: what the place is, and the rules that account for it."""
    return {
        (one.instrument.name, version.version.name, cover.provision.place): (
            cover.kind,
            tuple(rule.id for rule in cover.rules) if cover.kind in ACCOUNTED else (),
        )
        for one in coverage(library())
        for version in one.versions
        for cover in version.covers
    }


@cache
def by_id() -> dict[str, Any]:
    program = library()
    rules: list[Any] = [*program.norms, *program.powers, *program.consequences]
    rules += [*program.definitions, *program.statements]
    return {one.id: one for one in rules}


def place(row: Row, version: str) -> str | None:
    before: str | None = row.get("place_before")
    now: str | None = row["place"]
    return before if before is not None and version == "original" else now


def begins(row: Row, version: str) -> date:
    return date.fromisoformat(manifest()["instruments"][row["instrument"]]["versions"][version])


def rules_of(row: Row, version: str) -> tuple[str, tuple[str, ...]]:
    return covered().get((row["instrument"], version, place(row, version) or ""), ("missing", ()))


# --- is there a rule -------------------------------------------------------------------------------------------


def unanswered(row: Row) -> str | None:
    """Why nothing in the library answers for a row; None where something does."""
    if place(row, "law_21_2020") is None:
        return None  # no place of an instrument: the manifest says where it stands
    for version in versions(row) or list(manifest()["instruments"][row["instrument"]]["versions"])[:1]:
        kind, _ = rules_of(row, version)
        if kind in ACCOUNTED or (kind == PARTS and row["source"] in ("articles", "classes", "quantities", "norms")):
            continue
        return f"{kind} in {version}"
    return None


@pytest.mark.parametrize("source", sorted({row["source"] for row in ROWS.values()}))
def test_every_row_has_a_rule_that_cites_its_place(source: str) -> None:
    found = {name for name, row in ROWS.items() if row["source"] == source and unanswered(row) is not None}
    assert found == {name for name in OPEN["open"] if ROWS[name]["source"] == source}


def hidden(row: Row) -> bool:
    """Whether facts can decide a row, and only statements speak of it."""
    found = [rules_of(row, version) for version in versions(row)]
    return bool(row.get("decided_by_facts")) and any(kind == STATEMENT for kind, _ in found)


def test_nothing_that_a_fact_decides_hides_in_a_statement() -> None:
    assert {name for name, row in ROWS.items() if hidden(row)} == set(OPEN["hidden"])


# --- are the numbers there -------------------------------------------------------------------------------------


@cache
def declared() -> dict[str, list[Fraction]]:
    """The ends of the ranges that facts are declared with, by the name of the fact."""
    found: dict[str, list[Fraction]] = {}
    for fact in (fact for party in library().parties for fact in party.facts):
        found.setdefault(fact.name, []).extend(bound for bound in (fact.low, fact.high) if bound)
    return found


@cache
def definitions() -> dict[str, list[core.Definition]]:
    found: dict[str, list[core.Definition]] = {}
    for one in library().definitions:
        found.setdefault(one.name, []).append(one)
    return found


def numbers_in(ids: tuple[str, ...], day: date) -> Iterator[tuple[object, str | None]]:
    """Every number of some rules as they stand on a day, with the comparator that it is held to, if any."""
    seen: set[str] = set()
    queue = [by_id()[id] for id in ids if id in by_id()]
    while queue:
        rule = queue.pop()
        if rule.id in seen:
            continue
        seen.add(rule.id)
        parts = [body for one in getattr(rule, "versions", ()) if in_force(one, day) for _, body in one.bodies]
        for part in (*parts, getattr(rule, "each", None)):
            for node, op in walked(part, None):
                match node:
                    case core.Literal(value, _):
                        yield value, op
                    case core.Fact(name=name):
                        yield from ((bound, op) for bound in declared().get(name, ()))
                    case core.Defined(_, name) | core.DefinedFigure(_, name) | core.DefinedDay(_, name):
                        queue += definitions().get(name, ())
                    case core.Within(low=low, low_included=with_low, high=high, high_included=with_high):
                        if low is not None:
                            yield low, ">=" if with_low else ">"
                        if high is not None:
                            yield high, "<=" if with_high else "<"
                    case core.Checklist(items=items):
                        yield from ((Fraction(years), None) for years in asked_for_each(items))
                    case core.DayLiteral(written) | core.FixedDay(written, _):
                        yield written, op
                    case core.DayOfYear(month, on, _):
                        yield (month, on), None
                    case core.Quantified(kind, number) if kind in ("at least", "at most", "in a row"):
                        yield Fraction(number), "<=" if kind == "at most" else ">="
                    case tuple() if node and all(isinstance(one, tuple) and len(one) == 2 for one in node):
                        for n, unit in node:
                            if isinstance(n, int) and isinstance(unit, str):
                                yield (n, unit), None


def asked_for_each(items: tuple[core.Item, ...]) -> set[int]:
    """How many periods items are asked for: of ``for each of the last 3`` the core has last 3, last 2 and last."""
    back: dict[str, int] = {}
    for one in items:
        if isinstance(one.condition, core.SeriesIs):
            _, _, periods = one.condition.which.partition(" ")
            name = one.condition.fact.name
            back[name] = max(back.get(name, 1), int(periods or 1))
    return set(back.values())


def walked(node: Any, op: str | None) -> Iterator[tuple[object, str | None]]:
    yield node, op
    if isinstance(node, tuple):
        for one in node:
            yield from walked(one, op)
    elif attrs.has(type(node)):
        inner = node.op if isinstance(node, core.Compare) else op
        for field in attrs.fields(type(node)):
            yield from walked(getattr(node, field.name), inner)


def wanted(row: Row, number: str) -> object | None:
    """A number of the manifest as the core has it; None of what is no number."""
    unit = row.get("unit", "")
    head, _, own = number.removesuffix(" before general meeting").partition(" ")
    if not head.replace(".", "").isdigit():
        if len(number) == 10 and number[4] == "-":
            return date.fromisoformat(number)
        if len(number) == 5 and number[2] == "-":
            return int(number[:2]), int(number[3:])
        return None
    if own or (row["kind"] == "duration" and unit in ("days", "years", "months", "working days")):
        return int(head), (own or unit)
    return Fraction(head) / 100 if unit == "%" else Fraction(head)


#: where the numbers on both sides of the point part: below it (the number itself is in the upper part), or above it
SIDE = {">=": "below", "<": "below", "<=": "above", ">": "above"}


def unlike(row: Row) -> str | None:
    """What of a row's numbers the rules of its place do not say; None where they say all."""
    if row["source"] != "quantities" or row.get("unit") in _LISTED or unanswered(row) is not None:
        return None
    for version, written in row["numbers"].items():
        found = list(numbers_in(rules_of(row, version)[1], begins(row, version)))
        numbers = [one for end in written.split("..") if (one := wanted(row, end)) is not None]
        same = [op for number in numbers for one, op in found if _same(one, number)]
        if not all(any(_same(one, number) for one, _ in found) for number in numbers):
            return f"{written} in {version}"
        side = SIDE.get(row.get("comparator_in", {}).get(version, row["comparator"]))
        held = {SIDE[op] for op in same if op in SIDE}
        if side and held and side not in held:
            return f"{written} in {version} is held to another comparator"
    return None


def _same(found: object, number: object) -> bool:
    if (
        isinstance(found, tuple)
        and isinstance(number, tuple)
        and isinstance(found[1], str)
        and isinstance(number[1], str)
    ):
        return found[0] == number[0] and found[1].rstrip("s") == number[1].rstrip("s")
    if isinstance(number, tuple) and isinstance(found, Fraction):  # a number of years that a fact counts
        return isinstance(number[1], str) and found == number[0]
    if isinstance(found, tuple) and isinstance(number, Fraction):  # a length of time that the manifest counts
        return isinstance(found[1], str) and found[0] == number
    return type(found) is type(number) and found == number


def test_every_number_stands_in_a_rule_of_its_place() -> None:
    assert {name for name, row in ROWS.items() if unlike(row) is not None} == set(OPEN["unlike"])
    assert all(OPEN["unlike"].values())
