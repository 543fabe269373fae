"""Runs the generated module in place of the interpreter: ``prazo check --engine python``."""

from __future__ import annotations

import sys
from datetime import date, datetime
from types import ModuleType
from typing import Any

from prazo.compiler.python.build import build_module
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.known import reached
from prazo.dsl.facts.read import Facts
from prazo.dsl.facts.values import Moment
from prazo.dsl.facts.write import facts_document
from prazo.dsl.time.library import TimeLibrary

_NAME = "prazo_generated_checker"


def module_of(program: Program, times: TimeLibrary, name: str = _NAME) -> ModuleType:
    """The generated module of a program, loaded; no file is written."""
    module = ModuleType(name)
    code = compile(build_module(program, times), f"<{name}>", "exec")
    sys.modules[name] = module  # dataclasses look there for the module that they are in
    try:
        exec(code, module.__dict__)
    finally:
        del sys.modules[name]
    return module


def _for_host(day: date | Moment) -> date:
    """As a program gives it, for the module has a class of its own for moments."""
    return datetime.fromisoformat(day.text) if isinstance(day, Moment) else day


def check_with_module(
    program: Program,
    times: TimeLibrary,
    facts: Facts,
    day: date | Moment,
    readings: tuple[str, ...],
    uninterpreted: bool = False,
) -> dict[str, Any]:
    """The report ``prazo-report/1`` of the generated module on facts as known on ``day``."""
    module = module_of(program, times)
    last = day.day if isinstance(day, Moment) else day
    subjects = []
    for subject in facts.subjects:  # one by one, so that the limits of a document do not apply to many
        document = facts_document(program, reached(subject, last))  # with those that it refers to
        subjects.append(module.from_mapping(document).subjects[0])
    known = module.Facts(tuple(subjects), facts.digest, ())
    report: dict[str, Any] = module.check(known, on=_for_host(day), readings=readings, uninterpreted=uninterpreted)
    return report
