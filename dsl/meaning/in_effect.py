"""Effects as conditions: whether one holds on the day that facts are read on, as a check of that day finds it.

Source: `meaning.md`, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning import effects
from prazo.dsl.meaning.answers import NO, Answer, disjunction
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import Env
from prazo.dsl.meaning.instances import findings, of_item
from prazo.dsl.meaning.powers import stands, unfulfilled


def in_effect(effect: str, binder: int, env: Env) -> Answer:
    """Whether an effect holds; ``binder``: the item that it speaks of, 0 where it speaks of the subject.

    Read on a day before that of the check it is what a check at the end of that day finds.
    """
    subject = env.records[0]
    item = None if binder == 0 else env.records[binder]
    day = env.facts_on
    now = env.now if day == env.today else env.lookup.program.zone.last_of(day)
    key = (effect, None if item is None else item.prefix, day, now, env.run, env.turning)
    if key not in subject.worked_out:
        records = (subject,) if item is None else (subject, item)
        case = Case(env.lookup, records, day, now, env.run, env.turning)
        power = env.lookup.powers.get(effect)
        brought = _stands(case, power) if power is not None else _brought(case, env.lookup.consequences[effect])
        subject.worked_out[key] = disjunction(list(brought))
    answer: Answer = subject.worked_out[key]
    return answer


def _stands(case: Case, power: core.Norm) -> Iterator[Answer]:
    """Whether a power stands: of the item that is asked about, else of any."""
    held = unfulfilled(power)
    for _, _, finding in findings(case, held) if len(case.records) == 1 else of_item(case, held, None):
        yield stands(finding) or NO


def _brought(case: Case, effect: core.Consequence) -> Iterator[Answer]:
    """Whether each of its causes brings the effect: of the item that is asked about, else of any."""
    if effect.upon is not None:
        cause = effects.of_act(case, effect.upon)
        yield NO if cause is None else effects.holds(case, effect, cause)
    for id in effect.norms:
        norm = case.lookup.norms[id]
        if norm.subject != effect.subject:
            continue
        for _, inner, finding in findings(case, norm) if len(case.records) == 1 else of_item(case, norm, None):
            cause = effects.of_breach(inner, norm, finding)
            yield NO if cause is None else effects.holds(effects.concerned(inner, effect), effect, cause)
