"""``prazo build --target python``: a program as one readable Python module that needs nothing but Python."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import cache
from typing import Final

import prazo
from prazo.compiler.python import tables
from prazo.compiler.python.assemble import assembled
from prazo.compiler.python.definitions import definition_code, title
from prazo.compiler.python.effects import effect_code
from prazo.compiler.python.expressions import Names
from prazo.compiler.python.names import OFFERED, class_names, told
from prazo.compiler.python.norms import displacing, norm_code
from prazo.dsl.core.nodes import Program
from prazo.dsl.report.document import rules_digest
from prazo.dsl.time.library import TimeLibrary

_RUNTIME: Final = "prazo.compiler.python.runtime"
#: what the functions of norms, and the tables after them, take from the project
_TAKEN: Final[Mapping[str, tuple[str, ...]]] = {
    f"{_RUNTIME}.answers": (
        "NO", "YES", "Answer", "Range", "all_hold", "between", "compared", "divided", "exact", "greatest", "is_not",
        "least", "minus", "one_holds", "plus", "rounded", "times",
    ),
    f"{_RUNTIME}.calendars": ("FrozenCalendar", "thawed"),
    f"{_RUNTIME}.checker": ("Checker", "Given", "TypedFacts"),
    f"{_RUNTIME}.checking": ("Duty", "Effect", "Rules"),
    f"{_RUNTIME}.declared": ("Declarations", "FactDecl", "Labels", "PartyDecl", "WorkedOut"),
    f"{_RUNTIME}.duties": ("act", "all_acts", "any_act", "forbidden", "owed", "required"),
    f"{_RUNTIME}.effects": ("Brought", "Cause", "bound", "brought", "in_version"),
    f"{_RUNTIME}.facts_on": (
        "At", "any_of", "at_least", "at_most", "count", "day_of", "defined_day", "every", "extends", "figure",
        "figure_of_period", "happened", "in_a_row", "in_period", "in_state", "judged_day", "last_period", "members",
        "none_of", "one_of", "reaches", "the_day", "this_period", "total", "yes",
    ),
    f"{_RUNTIME}.findings": ("Excuse", "Finding", "out_of_scope"),
    f"{_RUNTIME}.given": (
        "GivenByPeriod", "GivenDay", "GivenEvidence", "GivenFigure", "GivenList", "GivenSpells", "GivenText",
        "GivenYesNo",
    ),
    f"{_RUNTIME}.judging": (
        "ByAct", "ByDays", "ByEvent", "Case", "LawOn", "Stretch", "by_acts", "by_day_of_check", "by_event",
        "by_fixed_day", "displaced", "standing",
    ),
    f"{_RUNTIME}.limits": ("After", "Before", "LimitCase", "OnDay", "Times", "Until"),
    f"{_RUNTIME}.lines": (
        "Cases", "DefinedCondition", "DefinedFigure", "Figures", "Lines", "adjusted", "defined_condition",
        "defined_figure", "it", "version", "version_by_reading",
    ),
    f"{_RUNTIME}.turning": ("Turning",),
    "prazo.dsl.errors": ("FactsError",),
    "prazo.dsl.facts.read": ("Facts",),
    "prazo.dsl.facts.values": ("NEVER", "UNKNOWN"),
    "prazo.dsl.time.counting": ("CountingRule",),
}  # fmt: skip
_STANDARD: Final = """
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar
"""
_OFFERED: Final = '''
__all__ = {offered!r}


def from_json(text: str | bytes, *, allow_extra: bool = False) -> Facts:
    """The facts of a document, ``prazo-facts/1``.

    ``allow_extra``: names that are no facts are left out, with a note.  Raises ``FactsError`` with every problem.
    """
    return checker.from_json(text, allow_extra)


def from_mapping(facts: Given, *, allow_extra: bool = False) -> Facts:
    """The facts of a mapping shaped like a document, or of typed objects.  Raises ``FactsError``."""
    return checker.structured(facts, allow_extra)


def check(
    facts: Given, *, on: date, readings: Iterable[str] = (), allow_extra: bool = False
) -> dict[str, Any]:
    """The report ``prazo-report/1`` on facts at the end of ``on``, the day of the check, as plain data.

    ``facts``: from ``from_json``, a mapping shaped like a document, or typed objects of the classes above.
    ``readings``: labels of rival readings that are chosen; all of them otherwise.  Raises ``FactsError``.
    """
    return checker.check(facts, on, readings, allow_extra)


if __name__ == "__main__":
    sys.exit(checker.main(sys.argv[1:]))
'''


def build_module(program: Program, times: TimeLibrary) -> str:
    """The text of the module: the same text for the same rules, calendars and version of Prazo.

    It offers ``check``, ``from_json``, a class for each party and record, ``RULES_DIGEST``, ``CALENDARS``, ``NORMS``,
    ``FactsError``, ``UNKNOWN`` and ``NEVER``; its report is the interpreter's, field for field.
    """
    names = Names.of(program)
    displaces = displacing(program)
    first = [_needed(), tables.norms_table_code(program)]
    first += [norm_code(norm, names, norm.id in displaces) for norm in program.norms]
    first += [effect_code(one, names) for one in program.consequences]
    first += [definition_code(one, names) for one in program.definitions]
    last = [
        _needed(),
        tables.head_code(program, times),
        tables.calendars_code(program, times),
        tables.times_code(program, times),
        tables.turning_code(program),
        tables.facts_code(program, names),
        tables.classes_code(program),
        tables.rules_code(program, names),
        _OFFERED.format(offered=_public(program)),
    ]
    module = assembled("\n\n\n".join(first), "\n\n\n".join(last), _docstring(program, times))
    ast.parse(module)
    return module


@cache
def _needed() -> str:
    taken = [f"from {module} import {', '.join(names)}" for module, names in _TAKEN.items()]
    return "\n".join([_STANDARD, *taken])


def _public(program: Program) -> list[str]:
    classes = class_names(party.name for party in program.parties).values()
    return sorted({*OFFERED, *classes})


def _docstring(program: Program, times: TimeLibrary) -> str:
    instruments = [f"{title(one.labels, one.name)} ({told(one.name)})" for one in program.instruments]
    subjects = [norm.subject for norm in program.norms] or ["Party"]
    return f'''"""A checker of {"; ".join(instruments) or "no instrument"}.

Made by prazo {prazo.__version__} from rules {rules_digest(program, times)}.
Make it anew rather than edit it.  It needs nothing but Python.  Norms, consequences and definitions stand first, one
function each with its source; below them is what they use, then the declared facts and what the module offers:

    report = check(from_json(text), on=date(2021, 6, 30))
    report = check({{'party': {told(repr(subjects[0]))}, 'id': 'acme'}}, on=date(2021, 6, 30))

On the command line: python checker.py facts.json 2021-06-30
"""'''
