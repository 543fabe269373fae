"""Both engines on the same facts: reports that must be the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from types import ModuleType
from typing import Any

from prazo.compiler.python.engine import module_of
from prazo.dsl.api import load
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.read import structure
from prazo.dsl.facts.values import Moment, local_day
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.document import check_options, report_document, to_json
from prazo.dsl.time.library import load_standard
from tests.conformance import runner

LIBRARY = "std:macau.insurance"


@cache
def program(name: str) -> Program:
    """The rules of a conformance folder, or the standard library."""
    return load(LIBRARY, cache=False).program if name == LIBRARY else runner.program(name)


@cache
def module(name: str) -> ModuleType:
    """The generated module of one of these."""
    return module_of(program(name), load_standard())


class _Rules:
    """Rules as themselves: what is worked out of them is worked out once, however often they are asked."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rules) and other.program is self.program

    def __hash__(self) -> int:
        return id(self.program)


@lru_cache(maxsize=64)
def _lookup(rules: _Rules) -> Lookup:
    return Lookup(rules.program, load_standard())


def interpreted(
    rules: Program,
    facts: Mapping[str, Any],
    on: date | Moment,
    readings: tuple[str, ...] = (),
    uninterpreted: bool = False,
) -> str:
    """The report of the reference interpreter, as it is written."""
    times = load_standard()
    known = structure(rules, facts, day=local_day(on))
    lookup = _lookup(_Rules(rules))
    lookup = lookup.uninterpreted if uninterpreted else lookup
    subjects = [check_subject(lookup, one, on, readings) for one in known.subjects]
    options = check_options(sorted(readings), uninterpreted)
    return to_json(report_document(rules, times, subjects, known.digest, on, options))


def generated(
    checker: ModuleType,
    facts: Mapping[str, Any],
    on: date | Moment,
    readings: tuple[str, ...] = (),
    uninterpreted: bool = False,
) -> str:
    """The report of a generated module, as it is written."""
    given = datetime.fromisoformat(on.text) if isinstance(on, Moment) else on
    return to_json(checker.check(facts, on=given, readings=readings, uninterpreted=uninterpreted))
