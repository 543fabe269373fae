"""The ways in which an act that a prohibition speaks of may comply with it (`meaning.md`, sections 4 and 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning import evaluate
from prazo.dsl.meaning.answers import Answer
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import NOTHING, Env, Needs, proofs_in
from prazo.dsl.meaning.limits import UNVERIFIED, deadlines, trigger_of
from prazo.dsl.meaning.spells import in_latest_spell
from prazo.dsl.meaning.truth import negation

Args = Mapping[str, date]
_NO_ARGS: Args = {}


class Done(NamedTuple):
    """What may have happened with an act that was done, each a row of the table with the arguments of its reason.

    ``trigger`` and ``marks``: of the wait that it had to keep, where there is one.
    """

    happened: list[tuple[str, Args]]
    needs: Needs
    trigger: date | None
    marks: frozenset[str]


class _Way(NamedTuple):
    """A way to comply: whether the act does, what happened then, and what happened if it does in no way at all."""

    is_so: Answer
    kept: str
    broken: str = "done inside"
    args: Args = _NO_ARGS
    trigger: date | None = None
    marks: frozenset[str] = frozenset()


def ways(case: Case, demand: core.Prohibition, env: Env, first: date, last: date, inside: set[bool]) -> Done:
    """An act done on a day of ``first .. last``, between which nothing turns; ``inside``: may it be in the window.

    It complies if it does in any way.
    """
    each = list(_ways(case, demand, env, first, last, inside))
    sure = next((way for way in each if way.is_so.value is True), None)
    happened = [(way.kept, way.args) for way in each if way.is_so.value is not False]
    needs = NOTHING.union(*(way.is_so.needs for way in each))
    if sure is not None:
        happened, needs = [(sure.kept, sure.args)], proofs_in(needs)
    else:
        happened.append((each[-1].broken, each[-1].args))
    return Done(happened, needs, each[-1].trigger, each[-1].marks)


def _ways(case: Case, demand: core.Prohibition, env: Env, first: date, last: date, inside: set[bool]) -> Iterator[_Way]:
    outside = None if len(inside) > 1 else False in inside
    yield _Way(Answer(outside), "done outside")
    if demand.during is not None:
        lasts = evaluate.holds(demand.during, env)
        yield _Way(Answer(negation(lasts.value), lasts.needs), "done outside")
    if demand.without is not None:
        yield _Way(evaluate.truth(core.Happened(demand.without), env), "done with approval")
    if demand.only is not None:
        yield _Way(evaluate.holds(demand.only, env), "done in a case allowed", "done in no case allowed")
    if demand.waits:
        yield _waited(case, demand.waits, env, first, last)


def _waited(case: Case, waits: Sequence[core.LimitCase], env: Env, first: date, last: date) -> _Way:
    """After the last day of the wait, as that day moves; a wait whose event has not happened has not ended."""
    cases, guards = evaluate.possible_cases(waits, env)
    can: set[bool] = set()
    needs, marks = guards, frozenset[str]()
    known: set[tuple[date | None, date | None]] = set()
    of_act = case
    for one in cases:
        case = in_latest_spell(of_act, one.limit, first)
        seen = trigger_of(case, one.limit)
        needs |= seen.needs
        can |= {False} if seen.when.absent else set()
        if seen.when.range is None:
            known.add((None, None))
            continue
        for deadline in deadlines(case, one.limit, *seen.when.range):
            soonest, latest = case.day_of(deadline.first), case.day_of(deadline.last)
            can |= {False} if first <= latest else set()
            can |= {True} if last > soonest else set()
            sure = seen.when.day is not None and deadline.exact
            known.add((seen.when.day, soonest) if sure else (seen.when.day, None))
            needs |= deadline.needs
            marks |= deadline.marks
        marks |= {UNVERIFIED} if one.unverified else set()
    so = can.pop() if len(can) == 1 else None
    trigger, until = known.pop() if len(known) == 1 else (None, None)
    args = {} if until is None else {"until": until}
    answer = Answer(so, needs if so is None else proofs_in(needs))
    return _Way(answer, "done after the wait", "done before the wait ended", args, trigger, marks)
