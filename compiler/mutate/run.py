"""Runs scenarios against mutants of their rules: a mutant that every scenario is content with survives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from multiprocessing import get_context
from typing import Final, TypeVar, cast

import attrs

from prazo.compiler.mutate.changes import VERSION, Change, Rule, changes, with_day
from prazo.compiler.mutate.reach import Grounds, Key, grounds_of, key_of, target_of
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import local_day
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.words.language import Language
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.model import Expected, Scenario
from prazo.dsl.scenarios.run import run_scenario
from prazo.dsl.time.library import TimeLibrary

_EN: Final = Language()
_DAY: Final = timedelta(days=1)
#: what a judge may raise of rules that the checker would have refused; such a mutant does not go unnoticed
_REFUSED: Final = (ValueError, LookupError, ArithmeticError, AssertionError)


R = TypeVar("R", core.Norm, core.Definition, core.Consequence)
#: A scenario with those of its expectations that matter, and all rules that these rest on.
_Touching = tuple[Scenario, frozenset[Key]]


@attrs.frozen(slots=True)
class Survivor:
    """A change that no scenario minds.  ``touched``: some scenario expects something that rests on the rule."""

    rule: str
    kind: str
    was: str
    became: str
    place: core.Place
    touched: bool


@attrs.frozen(slots=True)
class Outcome:
    """What became of the mutants of one rule, or of the first day of one instrument."""

    rule: str
    mutants: int
    survivors: tuple[Survivor, ...]


@attrs.frozen(slots=True, eq=False)
class Trial:
    """The rules and all of their scenarios, which come out under the rules as they are."""

    program: core.Program
    times: TimeLibrary
    scenarios: Sequence[Scenario]
    grounds: Grounds = attrs.field(init=False)
    #: for each scenario, the norms whose breach brings a consequence in it, or may
    bringing: tuple[frozenset[Key], ...] = attrs.field(init=False)

    @grounds.default
    def _looked_up(self) -> Grounds:
        return grounds_of(self.program)

    @bringing.default
    def _judged(self) -> tuple[frozenset[Key], ...]:
        judge = Interpreter(Lookup(self.program, self.times))
        return tuple(frozenset(_bringing(one, judge)) for one in self.scenarios)

    @property
    def subjects(self) -> tuple[Rule | core.InstrumentDecl, ...]:
        """Everything that is changed."""
        return subjects_of(self.program)

    def outcome(self, number: int) -> Outcome:
        """The mutants of one subject, each against the scenarios that can mind."""
        subject = self.subjects[number]
        if isinstance(subject, core.InstrumentDecl):
            return self._of_instrument(subject)
        touching = self._touching(frozenset({key_of(subject)}))
        first = next((one.versions[0].start for one in self.program.instruments if one.name == _law_of(subject)), None)
        found: list[Survivor] = []
        count = 0
        for change in changes(subject, self.times, first):
            count += 1
            killer = self._killer(touching, {_identity(subject): change.rule})
            if killer is None:
                found.append(_survivor(subject, change, _expected(touching, key_of(subject))))
            else:  # the scenario that minded one change mostly minds the next
                touching.insert(0, touching.pop(killer))
        return Outcome(name_of(subject), count, tuple(found))

    def _of_instrument(self, instrument: core.InstrumentDecl) -> Outcome:
        if not instrument.versions:
            return Outcome(instrument.name, 0, ())
        day = instrument.versions[0].start
        mine = [one for one in _rules(self.program) if _law_of(one) == instrument.name]
        touching = self._touching(frozenset(key_of(one) for one in mine))
        found: list[Survivor] = []
        for other in (day - _DAY, day + _DAY):
            moved = {_identity(one): with_day(one, day, other) for one in mine}
            if self._killer(touching, moved) is None:
                place = mine[0].place if mine else core.Place(instrument.module, 1)
                where = core.Place(instrument.module, 1) if instrument.module else place
                words = (_EN.day(day), _EN.day(other))
                found.append(Survivor(instrument.name, VERSION, *words, where, bool(touching)))
        return Outcome(instrument.name, 2, tuple(found))

    def _touching(self, keys: frozenset[Key]) -> list[_Touching]:
        """Scenarios with the expectations that rest on any of these rules; those that rest on the least come first."""
        turning = self.grounds.on(keys)
        found = []
        for scenario, bringing in zip(self.scenarios, self.bringing, strict=True):
            checks = []
            needed: set[Key] = set()
            for check in scenario.checks:
                grounds = {one: self._grounds(one, turning, bringing) for one in check.expected}
                mine = tuple(one for one in check.expected if grounds[one] & turning)
                if mine:
                    checks.append(attrs.evolve(check, expected=mine))
                    needed.update(*(grounds[one] for one in mine))
            if checks:
                found.append((attrs.evolve(scenario, checks=tuple(checks)), frozenset(needed)))
        return sorted(found, key=lambda one: len(one[1]))

    def _grounds(self, one: Expected, turning: frozenset[Key], bringing: frozenset[Key]) -> frozenset[Key]:
        """What an expectation rests on.  Of the norms that could bring a consequence, those that do or may do so."""
        target = target_of(one)
        norms = self.grounds.brought_by.get(target, frozenset()) & (turning | bringing)
        return self.grounds.under(target).union(*(self.grounds.under(norm) for norm in norms))

    def _killer(self, touching: Sequence[_Touching], changed: dict[tuple[str, str], Rule]) -> int | None:
        """The position of the first scenario that minds; None if none does."""
        judges: dict[frozenset[Key], Interpreter] = {}
        for position, (scenario, needed) in enumerate(touching):
            if needed not in judges:
                judges[needed] = Interpreter(Lookup(_with(self.grounds.reduced(needed), changed), self.times))
            if _minds(scenario, judges[needed]) and (not _of_effects(scenario) or self._minds_whole(scenario, changed)):
                return position
        return None

    def _minds_whole(self, scenario: Scenario, changed: dict[tuple[str, str], Rule]) -> bool:
        """Asked again of all rules: where a consequence no longer holds, one that only may hold can stand in for it."""
        return _minds(scenario, Interpreter(Lookup(_with(self.program, changed), self.times)))


def subjects_of(program: core.Program) -> tuple[Rule | core.InstrumentDecl, ...]:
    """What can be changed: instruments (their first day), then rules, in the order of the program."""
    return (*program.instruments, *_rules(program))


def outcomes(trial: Trial, jobs: int, only: frozenset[str] | None = None) -> Iterator[Outcome]:
    """The outcome of every subject, in their order however many processes share the work.

    ``only``: identifiers of the subjects that are changed; None: all of them.
    """
    global _shared
    numbers = [n for n, one in enumerate(trial.subjects) if only is None or name_of(one) in only]
    if jobs <= 1:
        yield from map(trial.outcome, numbers)
        return
    _shared = trial
    try:
        with get_context("fork").Pool(jobs) as pool:  # the trial reaches the processes by being there already
            yield from pool.imap(_outcome, numbers)
    finally:
        _shared = None


_shared: Trial | None = None


def _outcome(number: int) -> Outcome:
    assert _shared is not None
    return _shared.outcome(number)


def _minds(scenario: Scenario, judge: Interpreter) -> bool:
    try:
        return not run_scenario(scenario, judge).passed
    except _REFUSED:
        return True


def _of_effects(scenario: Scenario) -> bool:
    return any(one.kind == "effect" for check in scenario.checks for one in check.expected)


def _bringing(scenario: Scenario, judge: Interpreter) -> Iterator[Key]:
    for check in scenario.checks:
        targets: dict[int, set[str]] = {}
        for one in check.expected:
            if one.kind == "effect":
                targets.setdefault(one.where.subject, set()).add(one.target)
        for number, of in targets.items():
            known = known_on(scenario.records[number], local_day(check.day))
            report = judge.check(known, check.day, frozenset(of))
            brought = [effect for effect in report.effects if effect.of is not None and effect.holds is not False]
            sure = [effect for effect in brought if effect.holds]  # what only may hold does not matter beside these
            yield from (effect.of for effect in sure or brought if effect.of is not None)


# --- rules -----------------------------------------------------------------------------------------------------


def _rules(program: core.Program) -> tuple[Rule, ...]:
    return (*program.norms, *program.definitions, *program.consequences, *program.powers)


def _identity(rule: Rule) -> tuple[str, str]:
    return type(rule).__name__, rule.id


def name_of(subject: Rule | core.InstrumentDecl) -> str:
    """The identifier of a rule, or the name of an instrument."""
    return subject.name if isinstance(subject, core.InstrumentDecl) else subject.id


def _law_of(rule: Rule) -> str | None:
    return rule.instrument


def _with(program: core.Program, changed: dict[tuple[str, str], Rule]) -> core.Program:
    def swapped(rules: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(cast(R, changed.get(_identity(one), one)) for one in rules)

    return attrs.evolve(
        program,
        norms=swapped(program.norms),
        definitions=swapped(program.definitions),
        consequences=swapped(program.consequences),
        powers=swapped(program.powers),
    )


def _expected(touching: Sequence[_Touching], key: Key) -> bool:
    """Whether an expectation is of the rule, or of more than what any breach of it brings."""
    every = (one for scenario, _ in touching for check in scenario.checks for one in check.expected)
    return any(target_of(one) == key or one.kind != "effect" for one in every)


def _survivor(rule: Rule, change: Change, touched: bool) -> Survivor:
    return Survivor(name_of(rule), change.kind, change.was, change.became, change.place, touched)
