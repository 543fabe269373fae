"""Every mutant of the interpreter is killed by a conformance case; those that live say the same as the original.

``killers.json`` names a case that kills each mutant: it is tried first, so that holding all of them costs little.
``survivors.json`` gives, for each mutant that no case can kill, why it is equivalent.  A mutant that lives and is not
in it lacks a case; one that is in it and dies should be taken out.  ``make mutants`` tries every case on those that
live, and writes the killers anew.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import attrs
import pytest

from prazo.dsl.time.library import CalendarSheet, TimeLibrary
from tests.conformance import counted
from tests.conformance.counted import Count
from tests.conformance.runner import Case, cases, defined_mismatches, mismatches, program
from tests.meaning.mutation import MODULES, PACKAGE, TABLE, Mutant, endless, module_of, mutants, mutated, names

SURVIVORS: dict[str, str] = json.loads(Path(__file__).with_name("survivors.json").read_text(encoding="utf-8"))
KILLERS: dict[str, str] = json.loads(Path(__file__).with_name("killers.json").read_text(encoding="utf-8"))
#: where the killers of each module are written, when they are sought anew
FOUND = os.environ.get("PRAZO_MUTANTS_FOUND")
#: how many parts the work on a module is cut into
PARTS = {"meaning.evaluate": 3, "meaning.judge": 3, "meaning.duties": 3, "time.counting": 2}
CHUNKS = [(module, part, PARTS.get(module, 1)) for module in MODULES for part in range(PARTS.get(module, 1))]


def _with_calendars_of(counting: Any) -> TimeLibrary:
    """The calendars and rules, with calendars of the class of a module that stands for `prazo.dsl.time.counting`."""
    known = counted.times()
    return attrs.evolve(known, sheets={name: _sheet(sheet, counting) for name, sheet in known.sheets.items()})


def _sheet(sheet: CalendarSheet, counting: Any) -> CalendarSheet:
    one = sheet.calendar
    return attrs.evolve(sheet, calendar=counting.Calendar(one.name, one.weekly, one.closed, one.verified, one.digest))


Function = tuple[str, str]


class Trial:
    """The cases by name, and, once no recorded one has killed, the functions that each of them calls."""

    def __init__(self) -> None:
        every: tuple[Case | Count, ...] = (*cases(), *counted.counts())
        self.cases = {str(case): case for case in every}
        assert len(self.cases) == len(every), "two cases of one name: one of them is never tried"
        self.order = list(self.cases)  # those that killed last first
        self.called: dict[str, set[Function]] = {}

    def _calls(self, name: str) -> set[Function]:
        if name in self.called:
            return self.called[name]
        called: set[Function] = set()
        case = self.cases[name]

        def watch(frame: FrameType, event: str, arg: object) -> None:
            if event == "call":
                called.add((frame.f_globals.get("__name__", ""), frame.f_code.co_name))

        if isinstance(case, Case):
            program(case.folder)  # what is read once is not watched
        for module in MODULES:  # and what another case has left behind would not be called
            for kept in vars(module_of(module)).values():
                getattr(kept, "cache_clear", lambda: None)()
        sys.setprofile(watch)
        try:
            assert not self._differs(case, {}, counted.times()), case
        finally:
            sys.setprofile(None)
        self.called[name] = called
        return called

    def kills(self, mutant: Mutant) -> str | None:
        """A case that tells the mutant from the original, or None; one that never calls what is changed cannot."""
        recorded = KILLERS.get(mutant.name)
        if recorded in self.cases and self.killer_among(mutant, [recorded]):
            return recorded
        changed = (f"{PACKAGE}.{mutant.module}", mutant.function)
        fit = [name for name in self.order if mutant.function == TABLE or changed in self._calls(name)]
        killer = self.killer_among(mutant, fit)
        if killer is not None:
            self.order.remove(killer)
            self.order.insert(0, killer)
        return killer

    def killer_among(self, mutant: Mutant, names: list[str]) -> str | None:
        """The first of these cases that tells the mutant from the original."""
        with mutated(mutant) as work:
            times = _with_calendars_of(module_of("time.counting"))
            lookups: dict[str, Any] = {}
            for name in names:
                work.done = 0
                if self._differs(self.cases[name], lookups, times):
                    return name
        return None

    def _differs(self, case: Case | Count, lookups: dict[str, Any], times: Any) -> bool:
        try:
            if isinstance(case, Count):
                return bool(counted.miscount(case, module_of("time.counting"), times))
            if case.folder not in lookups:
                lookups[case.folder] = module_of("meaning.lookup").Lookup(program(case.folder), times)
            lookup = lookups[case.folder]
            check: Any = module_of("meaning.check")
            report = check.check_subject(case.judging(lookup), case.record, case.on, case.readings, case.asked)

            def defined(name: str) -> Any:
                return check.defined(lookup, case.record, name, case.on, case.readings)

            return bool(mismatches(case, report) or defined_mismatches(case, defined))
        except Exception:  # whatever a mutant stumbles over, the original does not; endless work is one of them
            return True


@cache
def _trial() -> Trial:
    return Trial()


@pytest.mark.parametrize(("module", "part", "of"), CHUNKS, ids=str)
def test_every_mutant_is_killed_or_explained(module: str, part: int, of: int) -> None:
    tried = list(mutants(module, part, of))
    if FOUND is None:  # that no case kills an explained one is seen where all are tried
        tried = [mutant for mutant in tried if mutant.name not in SURVIVORS]
    killers = {mutant.name: _trial().kills(mutant) for mutant in tried}
    if FOUND is not None:
        text = json.dumps({name: killer for name, killer in killers.items() if killer is not None})
        Path(FOUND, f"{module}.{part}.json").write_text(text, encoding="utf-8")
    lived = {name for name, killer in killers.items() if killer is None}
    explained = killers.keys() & SURVIVORS.keys()
    assert (sorted(lived - explained), sorted(explained - lived)) == ([], []), "no case kills; killed all the same"


def test_a_mutant_that_never_ends_is_killed() -> None:
    counts = [str(count) for count in counted.counts()]
    assert _trial().killer_among(endless("time.counting", "due_day"), counts) == counts[0]


def test_every_survivor_and_killer_is_of_a_mutant() -> None:
    known = {name for module in MODULES for name in names(module)}
    assert SURVIVORS.keys() <= known
    assert all(len(reason.split()) > 4 for reason in SURVIVORS.values())
    assert KILLERS.keys() <= known - SURVIVORS.keys(), "make mutants writes them anew"
    assert set(KILLERS.values()) <= _trial().cases.keys(), "make mutants writes them anew"
