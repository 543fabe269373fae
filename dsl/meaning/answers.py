"""Answers and figures that are not wholly known, with the unknown facts that keep them open.

Source: `meaning.md`, sections 2 and 11: an open part needs the facts that it reads and those of its open parts, a
settled part nothing but what may be proved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from prazo.dsl.meaning import intervals
from prazo.dsl.meaning.environment import NOTHING, Needs, proofs_in
from prazo.dsl.meaning.intervals import Interval
from prazo.dsl.meaning.truth import Truth, both, either


class Answer(NamedTuple):
    """A truth value, and what an open one needs."""

    value: Truth
    needs: Needs = NOTHING


class Range(NamedTuple):
    """An interval of possible figures, and what an open one needs.

    ``never``: of a day, whether there is none (None: perhaps).
    """

    interval: Interval
    needs: Needs = NOTHING
    never: Truth = False


YES = Answer(True)
NO = Answer(False)


def answer(value: Truth, *parts: Answer | Range) -> Answer:
    return Answer(value, kept(value, union(parts)))


def kept(value: Truth, needs: Needs) -> Needs:
    """What an answer tells of: an open one of all that it needs, a settled one of what may be proved."""
    return needs if value is None else proofs_in(needs)


def range_of(interval: Interval, *parts: Answer | Range) -> Range:
    return ranged(interval, union(parts))


def ranged(interval: Interval, needs: Needs) -> Range:
    return Range(interval, proofs_in(needs) if intervals.settled(interval) else needs)


def union(parts: Iterable[Answer | Range]) -> Needs:
    return NOTHING.union(*(part.needs for part in parts))


def conjunction(parts: Sequence[Answer]) -> Answer:
    return answer(both(part.value for part in parts), *parts)


def disjunction(parts: Sequence[Answer]) -> Answer:
    return answer(either(part.value for part in parts), *parts)
