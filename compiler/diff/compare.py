"""What changed in substance between two days: each rule as it was in force on the one and on the other.

Rules are compared as the core has them, never as texts.  A rule whose own words stayed, but whose definitions changed,
changed through these.  ``tightened`` and ``relaxed`` are said only where everything that changed went one way and
nothing else changed: a least amount that every case raises, a limit that every case shortens.  Else it is ``changed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from difflib import ndiff
from typing import Any, Final

import attrs

from prazo.compiler.diff.direction import (
    CHANGED as CHANGED,
    RELAXED as RELAXED,
    TIGHTENED as TIGHTENED,
    leaves,
    way_of,
    way_of_definition,
)
from prazo.compiler.mutate.changes import Rule
from prazo.compiler.mutate.parts import replaced
from prazo.compiler.mutate.reach import grounds_of, key_of
from prazo.dsl.check.citations import steps
from prazo.dsl.core import nodes as core
from prazo.dsl.report.echo import echo, echo_definition
from prazo.dsl.report.words import reading as words
from prazo.dsl.report.words.language import ENGLISH
from prazo.dsl.time.library import TimeLibrary

ADDED: Final = "added"
REPEALED: Final = "repealed"
OUTCOMES: Final = (ADDED, REPEALED, TIGHTENED, RELAXED, CHANGED)


@attrs.frozen(slots=True)
class Difference:
    """``kind``: of the rule.  ``through``: definitions by which it changed; empty where it changed itself, too.
    ``was``, ``became``: the lines that only one of the two days has.
    """

    id: str
    kind: str
    labels: core.Labels
    cites: tuple[str, ...]
    instrument: str | None
    outcome: str
    through: tuple[str, ...]
    was: tuple[str, ...]
    became: tuple[str, ...]


def differences(program: core.Program, times: TimeLibrary, before: date, after: date) -> tuple[Difference, ...]:
    """What is not the same on the two days, in the order of the places that the rules cite."""
    old, new = on_day(program, before), on_day(program, after)
    return tuple(sorted(_differences(program, times, old, new), key=_order))


def on_day(program: core.Program, day: date) -> core.Program:
    """The rules that are in force on a day, each with nothing but what it says then."""
    changed: Any = program
    for field in ("norms", "powers", "definitions", "consequences"):
        kept = tuple(one for rule in getattr(program, field) for one in _in_force(rule, day))
        changed = replaced(changed, (field,), kept)
    found: core.Program = changed
    return found


def _in_force(rule: Rule, day: date) -> Iterator[Rule]:
    for one in rule.versions:
        if (one.start is None or one.start <= day) and (one.end is None or day < one.end):
            yield replaced(rule, ("versions",), (core.Versioned("", None, None, one.bodies),))


def _differences(
    program: core.Program, times: TimeLibrary, old: core.Program, new: core.Program
) -> Iterator[Difference]:
    grounds = grounds_of(program)
    then, now = _by_key(old), _by_key(new)
    moved = {key for key in then.keys() & now.keys() if leaves(then[key]) != leaves(now[key])}
    gone = (then.keys() ^ now.keys()) | moved
    changed = {key: one for one in program.definitions if (key := _key(one)) in gone}
    for rule in _rules(program):
        key = _key(rule)
        under = grounds.under(key_of(rule))
        through = {other: one for other, one in changed.items() if key_of(one) in under and other != key}
        if key not in gone and (not through or (key not in then and key not in now)):
            continue
        if key not in then or key not in now:
            outcome = ADDED if key in now else REPEALED
        else:
            ways = {one.name: way_of_definition(then.get(other), now.get(other)) for other, one in through.items()}
            outcome = way_of(then[key], now[key], ways)
        said = list(ndiff(_lines(old, times, key, key in then), _lines(new, times, key, key in now)))
        yield Difference(
            rule.id, _kind(rule), rule.labels, rule.cites, rule.instrument, outcome,
            () if key in gone else tuple(sorted(one.id for one in through.values())),
            tuple(line[2:].strip() for line in said if line.startswith("- ")),
            tuple(line[2:].strip() for line in said if line.startswith("+ ")),
        )  # fmt: skip


# --- rules -----------------------------------------------------------------------------------------------------

_Key = tuple[str, str]


def _key(rule: Rule) -> _Key:
    return type(rule).__name__, rule.id


def _rules(program: core.Program) -> tuple[Rule, ...]:
    return (*program.norms, *program.powers, *program.consequences, *program.definitions)


def _by_key(program: core.Program) -> dict[_Key, Rule]:
    return {_key(one): one for one in _rules(program)}


def _kind(rule: Rule) -> str:
    return "definition" if isinstance(rule, core.Definition) else rule.kind


def _lines(program: core.Program, times: TimeLibrary, key: _Key, there: bool) -> list[str]:
    """What a rule says on its day; from when a version is in force is not said, for the day decides."""
    if not there:
        return []
    text = echo_definition(program, times, key[1]) if key[0] == "Definition" else echo(program, times, key[1])
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for label in (None, *sorted({label for group in program.reading_groups for label in group})):
        head = _head_of_version(label)
        said = "" if label is None else f"{ENGLISH.reading(label)}: "
        lines = [f"{said}{line.removeprefix(head)}" if line.startswith(head) else line for line in lines]
    return lines


def _head_of_version(label: str | None) -> str:
    span = ENGLISH.until(None, None)
    if label is None:
        return ENGLISH.say(words.VERSION, span=span, version="", sentence="").strip()
    said = ENGLISH.reading(label)
    return ENGLISH.say(words.VERSION_READING, span=span, version="", reading=said, sentence="").strip()


def _order(one: Difference) -> tuple[str, tuple[tuple[int, str], ...], str, str]:
    place = one.cites[0] if one.cites else ""
    path = tuple((int(step) if step.isdecimal() else 0, step) for step in steps(place))
    return one.instrument or "", path, one.kind, one.id
