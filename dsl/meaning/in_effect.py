"""Effects as conditions: whether one holds on the day that facts are read on, as a check of that day finds it.

Source: `meaning.md`, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import UNKNOWN, Items, Record
from prazo.dsl.meaning import effects, evaluate
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import Env
from prazo.dsl.meaning.evaluate import Answer
from prazo.dsl.meaning.judge import judge
from prazo.dsl.meaning.table import N

#: The place of an item that nobody has told of: after all others.
_NOBODY = 1 << 30


def in_effect(effect: str, binder: int, env: Env) -> Answer:
    """Whether an effect holds; ``binder``: the item that it speaks of, 0 where it speaks of the subject.

    Read on a day before that of the check it is what a check at the end of that day finds.
    """
    subject = env.records[0]
    item = None if binder == 0 else env.records[binder]
    day = env.facts_on
    now = env.now if day == env.today else env.lookup.program.zone.last_of(day)
    key = (effect, None if item is None else item.prefix, day, now, env.run)
    if key not in subject.worked_out:
        records = (subject,) if item is None else (subject, item)
        case = Case(env.lookup, records, day, now, env.run, env.turning)
        brought = _brought(case, env.lookup.consequences[effect])
        subject.worked_out[key] = evaluate.disjunction(list(brought))
    answer: Answer = subject.worked_out[key]
    return answer


def _brought(case: Case, effect: core.Consequence) -> Iterator[Answer]:
    """Whether each of its causes brings the effect."""
    if effect.upon is not None:
        cause = effects.of_act(case, effect.upon)
        yield evaluate.NO if cause is None else effects.holds(case, effect, cause)
    for id in effect.norms:
        norm = case.lookup.norms[id]
        if norm.subject == effect.subject:
            for inner in _cases(case, norm):
                finding = judge(inner, norm)
                cause = effects.of_breach(inner, norm, finding)
                yield evaluate.NO if cause is None else effects.holds(inner, effect, cause)
            yield from _of_others(case, norm)


def _cases(case: Case, norm: core.Norm) -> Iterator[Case]:
    """The item that is asked about; else every item that the norm is judged for."""
    if norm.about is None or norm.record is None or len(case.records) > 1:
        yield case
        return
    value = case.env(case.today).read(norm.about)
    for position, item in enumerate(value.items if isinstance(value, Items) else ()):
        yield _with_item(case, norm, item, position)


def _of_others(case: Case, norm: core.Norm) -> Iterator[Answer]:
    """Items that nobody has told of may bring it too, unless the norm could concern none of them."""
    if norm.about is None or len(case.records) > 1:
        return
    env = case.env(case.today)
    value = env.read(norm.about)
    if value is UNKNOWN or (isinstance(value, Items) and not value.complete):
        nobody = judge(_with_item(case, norm, Record(norm.record or "", "", {}), _NOBODY), norm)
        if nobody.possible.keys() != {N}:
            yield Answer(None, env.missing(norm.about))


def _with_item(case: Case, norm: core.Norm, item: Record, position: int) -> Case:
    assert norm.about is not None
    assert norm.record is not None
    subject = case.records[0]
    return attrs.evolve(case, records=(subject, subject.item(norm.about.name, norm.record, item, position)))
