"""The whole law of Macau: loading it cold and warm, an insurer with fifty items of lists against it, all scenarios.

Goals: cold at most 4 s; rules kept from an earlier run, loaded by ``prazo.load``, at most 3 times a bare click program;
one insurer against all of it by the reference interpreter at most 0.5 s; all scenarios at most 60 s.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from prazo.dsl.api import load
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.read import structure
from prazo.dsl.meaning.check import check_subject
from tests.bench.bench_start import CLICK
from tests.bench.measure import ROUNDS, Measured, in_turn, of, process_seconds, processes_in_turn, ratio

RULES: Final = "std:macau.insurance"
ON: Final = date(2021, 6, 30)
ITEMS: Final = 50
_LOAD: Final = f"from prazo.dsl.api import load; load({RULES!r})"
_COMMAND: Final = "import sys; from prazo.compiler.cli.main import main; sys.exit(main(sys.argv[1:]))"


def _insurer(program: core.Program) -> dict[str, Any]:
    """An insurer of whom little is known but the items of its lists, fifty in all, a few in each."""
    party = next(one for one in program.parties if one.name == "Insurer")
    lists = [fact.name for fact in party.facts if fact.kind == "list"]
    items: dict[str, list[dict[str, str]]] = {name: [] for name in lists}
    for number, name in zip(range(ITEMS), _round(lists), strict=False):
        items[name].append({"id": f"item {number}"})
    return {"party": "Insurer", "id": "acme", "seat": "local", "line": "general", "capital": "MOP 30000000", **items}


def _round(names: list[str]) -> Iterator[str]:
    while True:
        yield from names


def measured() -> list[Measured]:
    """Seconds and ratios of the five."""
    rules = load(RULES, cache=False)
    cold = [(process_seconds([sys.executable, "-c", _LOAD], {"PRAZO_CACHE": "off"}),) for _ in range(ROUNDS)]
    with tempfile.TemporaryDirectory() as cache:
        kept = {"XDG_CACHE_HOME": cache, "PRAZO_CACHE": "on"}
        warm = processes_in_turn([sys.executable, "-c", _LOAD], [sys.executable, "-c", CLICK], environment=kept)
        every = [process_seconds([sys.executable, "-c", _COMMAND, "test", RULES], kept) for _ in range(3)]
    [subject] = structure(rules.program, _insurer(rules.program), day=ON).subjects
    judged = in_turn(lambda: check_subject(rules.lookup, subject, ON))
    return [
        of(f"loading the {len(rules.program.norms)} norms of {RULES}, cold", [one[0] for one in cold], "s", 4),
        ratio(f"loading {RULES}, warm, against a bare click program", warm, 3),
        of(f"one insurer with {ITEMS} items against it", [one[0] for one in judged], "s", 0.5),
        of(f"prazo test {RULES}, all scenarios", every, "s", 60),
    ]
