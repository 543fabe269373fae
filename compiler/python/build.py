"""``prazo build --target python``: a program as one readable Python module that needs nothing but Python."""

from __future__ import annotations

import ast
from typing import Final

import prazo
from prazo.compiler.python import tables
from prazo.compiler.python.assemble import assembled
from prazo.compiler.python.definitions import definition_code, title
from prazo.compiler.python.effects import effect_code
from prazo.compiler.python.expressions import Names
from prazo.compiler.python.names import told
from prazo.compiler.python.norms import displacing, norm_code, uninterpreted
from prazo.compiler.python.taken import OFFERED, class_names, imports_code
from prazo.dsl.core.nodes import Program
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.document import rules_digest
from prazo.dsl.time.library import TimeLibrary

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
    facts: Given,
    *,
    on: date | Moment,
    readings: Iterable[str] = (),
    allow_extra: bool = False,
    uninterpreted: bool = False,
) -> dict[str, Any]:
    """The report ``prazo-report/1`` on facts at the end of the day ``on``, or at that moment, as plain data.

    ``facts``: from ``from_json``, a mapping shaped like a document, or typed objects of the classes above.
    ``readings``: labels of rival readings that are chosen; all of them otherwise.  ``uninterpreted``: as if no house
    had interpreted an open word.  Raises ``FactsError``.
    """
    return checker.check(facts, on, readings, allow_extra, uninterpreted)


if __name__ == "__main__":
    sys.exit(checker.main(sys.argv[1:]))
'''


def build_module(program: Program, times: TimeLibrary) -> str:
    """The text of the module: the same text for the same rules, calendars and version of Prazo.

    It offers ``check``, ``from_json``, a class for each party and record, ``RULES_DIGEST``, ``CALENDARS``, ``NORMS``,
    ``FactsError``, ``UNKNOWN`` and ``NEVER``; its report is the interpreter's, field for field.
    """
    names, lookup = Names.of(program), Lookup(program, times)
    displaces = displacing(program)
    first = [imports_code(), tables.norms_table_code(program)]
    first += [norm_code(norm, names, norm.id in displaces) for norm in (*program.norms, *program.powers)]
    own, own_names = uninterpreted(program, names)
    first += [norm_code(norm, own_names, norm.id in displaces) for norm in own]
    first += [effect_code(one, names) for one in program.consequences]
    first += [definition_code(one, names) for one in program.definitions]
    last = [
        imports_code(),
        tables.head_code(program, times),
        tables.calendars_code(program, times),
        tables.zone_code(program),
        tables.times_code(program, times),
        tables.turning_code(lookup),
        tables.facts_code(program, names),
        tables.classes_code(program),
        tables.rules_code(lookup, names, {one.id: own_names.norms[one.id] for one in own}),
        _OFFERED.format(offered=_public(program)),
    ]
    module = assembled("\n\n\n".join(first), "\n\n\n".join(last), _docstring(program, times))
    ast.parse(module)
    return module


def _public(program: Program) -> list[str]:
    classes = class_names(program).values()
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
