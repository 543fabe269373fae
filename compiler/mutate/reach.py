"""What a rule rests on: the definitions that it uses and the norms that it names, however deep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from prazo.compiler.mutate.changes import Rule
from prazo.compiler.mutate.parts import parts
from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.lookup import Use, walk
from prazo.dsl.scenarios.model import Expected

#: A norm or consequence by its identifier; definitions of one name, whoever's they are, by this name.
Key = str

#: fields that name other rules, but whose rules decide nothing here
_NO_GROUND: Final = frozenset({"id", "failing", "formerly", "prevails_over", "in_addition_to", "cites", "instrument"})
#: of a consequence, the norms whose breach brings it: each brings it by itself
_BRINGS: Final = "norms"


def key_of(rule: Rule) -> Key:
    return f"define {rule.name}" if isinstance(rule, core.Definition) else rule.id


def target_of(expected: Expected) -> Key:
    """What an expectation is of."""
    return f"define {expected.target}" if expected.kind in ("figure", "condition") else expected.target


@attrs.frozen(slots=True, eq=False)
class Grounds:
    """For each rule, everything that its outcome can turn on, itself included; ``brought_by``: of a consequence, the
    norms whose breach brings it, on which it turns one by one.
    """

    program: core.Program
    brought_by: Mapping[Key, frozenset[Key]]
    _whole: Mapping[Key, frozenset[Key]]

    def on(self, keys: frozenset[Key]) -> frozenset[Key]:
        """Every rule whose outcome can turn on one of these."""
        return frozenset(key for key, ground in self._whole.items() if ground & keys)

    def under(self, key: Key) -> frozenset[Key]:
        return self._whole.get(key, frozenset({key}))

    def reduced(self, wanted: Iterable[Key]) -> core.Program:
        """The program with nothing but these rules: it judges them as the whole program does, and faster."""
        kept = frozenset(wanted)
        return attrs.evolve(
            self.program,
            norms=tuple(one for one in self.program.norms if one.id in kept),
            consequences=tuple(one for one in self.program.consequences if one.id in kept),
            definitions=tuple(one for one in self.program.definitions if key_of(one) in kept),
            powers=tuple(one for one in self.program.powers if one.id in kept),
        )


def grounds_of(program: core.Program) -> Grounds:
    """Looked up once for a program."""
    ids = {one.id for one in (*program.norms, *program.powers)} | {one.id for one in program.consequences}
    leads: dict[Key, set[Key]] = {}
    rules: tuple[Rule, ...] = (*program.norms, *program.powers, *program.consequences, *program.definitions)
    brought_by = {one.id: frozenset(one.norms) for one in program.consequences}
    for rule in rules:
        leads.setdefault(key_of(rule), set()).update(_named_in(rule, ids))
        for node in walk(rule):
            if isinstance(node, core.InEffect):  # asked for, it turns on all that bring it
                leads[key_of(rule)] |= brought_by.get(node.effect, frozenset({node.effect}))
    return Grounds(program, brought_by, {key: _reached(key, leads) for key in leads})


def _named_in(rule: Any, ids: set[str]) -> set[Key]:
    found: set[Key] = set()
    for part in parts(rule):
        own = part.holder is rule
        if own and (part.field in _NO_GROUND or (part.field == _BRINGS and isinstance(rule, core.Consequence))):
            continue
        if isinstance(part.holder, Use) and part.field == "name":
            found.add(f"define {part.value}")
        elif isinstance(part.value, str):
            found |= {part.value} & ids
        elif isinstance(part.value, tuple):
            found |= {one for one in part.value if isinstance(one, str)} & ids
    return found


def _reached(start: Key, leads: Mapping[Key, set[Key]]) -> frozenset[Key]:
    reached, waiting = {start}, [start]
    while waiting:
        met = leads.get(waiting.pop(), set()) - reached
        reached |= met
        waiting += met
    return frozenset(reached)
