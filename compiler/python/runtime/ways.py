"""The ways in which an act that a prohibition speaks of may comply with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import Answer, is_not, needs_of, proofs_in
from prazo.compiler.python.runtime.case import Case, SpellDay
from prazo.compiler.python.runtime.findings import UNVERIFIED
from prazo.compiler.python.runtime.judging import Stretch
from prazo.compiler.python.runtime.limits import NO_MARKS, After, LimitCase, deadlines, trigger_of
from prazo.compiler.python.runtime.lines import Cases

Args = Mapping[str, date]
_NO_ARGS: Args = {}


class Way(NamedTuple):
    """A way to comply: whether an act does, the row of the table if so, and the row if it complies in no way at all.

    ``event`` and ``marks``: of the wait that it had to keep, where it is one.
    """

    is_so: Answer
    kept: str
    broken: str = "done inside"
    args: Args = _NO_ARGS
    event: date | None = None
    marks: frozenset[str] = NO_MARKS


def not_while(lasts: Answer) -> Way:
    """Done while a state does not last."""
    return Way(is_not(lasts), "done outside")


def with_approval(approved: Answer) -> Way:
    """Done with what must come first, on the same day or before."""
    return Way(approved, "done with approval")


def in_cases(allowed: Answer) -> Way:
    """Done in one of the cases in which it may be."""
    return Way(allowed, "done in a case allowed", "done in no case allowed")


def after_wait(case: Case, stretch: Stretch, waits: Cases[LimitCase]) -> Way:
    """Done after the last day of a wait, as it moves; a wait whose event has not happened has not ended."""
    may_have, may_not_have = False, False
    needs, marks = waits.which.needs, NO_MARKS
    known: set[tuple[date | None, date | None]] = set()
    of_act = case
    for one in waits.found:
        assert isinstance(one.limit, After), "a wait lasts so many days"
        anchor = one.limit.anchor
        case = of_act.in_latest_spell(anchor, stretch.first) if isinstance(anchor, SpellDay) else of_act
        seen = trigger_of(case, one.limit)
        needs |= seen.needs
        may_not_have |= seen.when.absent
        if seen.when.first is None or seen.when.last is None:
            known.add((None, None))
            continue
        for deadline in deadlines(case, one.limit, seen.when.first, seen.when.last):
            soonest, latest = case.day_of(deadline.first), case.day_of(deadline.last)
            may_not_have |= stretch.first <= latest
            may_have |= stretch.last > soonest
            known.add((seen.when.day, soonest if seen.when.day is not None and deadline.exact else None))
            needs |= deadline.needs
            marks |= deadline.marks
        marks |= {UNVERIFIED} if one.unverified else NO_MARKS
    event, until = known.pop() if len(known) == 1 else (None, None)
    answer = Answer(None, needs) if may_have and may_not_have else Answer(may_have, proofs_in(needs))
    args = _NO_ARGS if until is None else {"until": until}
    return Way(answer, "done after the wait", "done before the wait ended", args, event, marks)


def taken(ways: Sequence[Way]) -> tuple[list[tuple[str, Args]], Answer]:
    """The rows of the table that an act may come to, and what is needed to tell which."""
    needs = needs_of(*(way.is_so for way in ways))
    sure = next((way for way in ways if way.is_so.value is True), None)
    if sure is not None:
        return [(sure.kept, sure.args)], Answer(True, proofs_in(needs))
    rows = [(way.kept, way.args) for way in ways if way.is_so.value is None]
    rows.append((ways[-1].broken, ways[-1].args))
    return rows, Answer(None, needs)
