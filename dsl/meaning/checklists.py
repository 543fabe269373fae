"""What the items of a checklist come to, and which of them are missing.

Source: `meaning.md`, section 5: items are lines that must all hold, each with an address of its own.
"""

from __future__ import annotations

from typing import NamedTuple

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.answers import NO, YES, Answer, answer, conjunction, union
from prazo.dsl.meaning.days import key_at
from prazo.dsl.meaning.environment import Env, Needs, proofs_in
from prazo.dsl.meaning.evaluate import applies, comes_to, guard_of, holds, members_of, truth
from prazo.dsl.meaning.truth import either, negation


class Listed(NamedTuple):
    """What the items of a checklist may come to (``can``), what is needed to tell, and the addresses of the missing."""

    can: frozenset[str]
    needs: Needs
    missing: tuple[str, ...]


def listed(checklist: core.Checklist, env: Env) -> Listed:
    """Items are lines that must all hold, as conditions are (`meaning.md`, section 5); each missing one has a name."""
    guards: list[Answer] = []
    relevant: list[tuple[Answer, Answer]] = []
    missing: dict[bool, list[str]] = {True: [], False: []}
    for item in checklist.items:
        guard = guard_of(item.guard, guards, env)
        guards.append(guard)
        concerned = guard if item.each else conjunction((guard, applies(item.condition, env)))
        if concerned.value is False:
            continue
        parts = parts_of(item, env)
        relevant.append((concerned, conjunction([part for _, part in parts])))
        missing[concerned.value is True] += [address for address, part in parts if part.value is False]
    covered = checklist.covers and not any(env.lookup.definitions_in(item.condition) for item in checklist.items)
    can = comes_to(relevant, covered)
    needs = proofs_in(union([*guards, *(part for pair in relevant for part in pair)]))
    if len(can) > 1:
        needs |= union(part for pair in relevant for part in pair if part.value is None)
    return Listed(can, needs, tuple(dict.fromkeys(missing[True] or missing[False])))


def parts_of(item: core.Item, env: Env) -> list[tuple[str, Answer]]:
    """The item, or each of those of whom it is asked, with its address and whether it is there or excused."""
    if item.each is None:
        address = item.letter
        if isinstance(item.condition, core.SeriesIs):
            address += f" ({key_at(item.condition.period, item.condition.which, env.day)})"
        unless = NO if item.unless is None else holds(item.unless, env)
        return [(address, _either(truth(item.condition, env), unless))]
    parts: list[tuple[str, Answer]] = []
    members = members_of(item.each, env)

    def there(member: Env) -> Answer:
        asked = YES if item.where is None else holds(item.where, member)
        unless = NO if item.unless is None else holds(item.unless, member)
        return _either(Answer(negation(asked.value), asked.needs), holds(item.condition, member), unless)

    for member in members.envs:
        parts.append((f"{item.letter} ({member.records[-1].prefix.removesuffix('.')})", there(member)))
    return [*parts, (item.letter, Answer(None, members.more(there)))] if members.open else parts


def _either(*parts: Answer) -> Answer:
    return answer(either(part.value for part in parts), *parts)
