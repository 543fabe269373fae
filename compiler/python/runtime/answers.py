"""Truth values and figures that may be open, each with the unknown facts that keep it so.

A settled answer needs nothing; an open one needs what its open parts need.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import NamedTuple

from prazo.dsl.meaning import intervals
from prazo.dsl.meaning.intervals import ANYTHING, Interval
from prazo.dsl.meaning.truth import Truth, both, either, negation


class Missing(NamedTuple):
    """An unknown fact: its ``path`` for people, its place in lists, and who can supply it.

    ``proof``: it counts as not proved as long as it is unknown, and ``source`` may prove it.
    """

    path: str
    pattern: tuple[str, ...]
    positions: tuple[int, ...]
    source: str | None
    proof: bool = False


Needs = frozenset[Missing]
NOTHING: Needs = frozenset()


class Answer(NamedTuple):
    """True, False or None (not known), and what an open one needs."""

    value: Truth
    needs: Needs = NOTHING


class Range(NamedTuple):
    """The figures that are possible, and what an open one needs; ``never``: of a day, whether there is none."""

    interval: Interval
    needs: Needs = NOTHING
    never: Truth = False


YES = Answer(True)
NO = Answer(False)
UNBOUNDED = Range(ANYTHING)


def needs_of(*parts: Answer | Range) -> Needs:
    """All that the parts need."""
    return NOTHING.union(*(part.needs for part in parts))


def proofs_in(needs: Needs) -> Needs:
    """What may be proved of these."""
    return frozenset(one for one in needs if one.proof) if needs else NOTHING


def kept(value: Truth, needs: Needs) -> Needs:
    """What an answer tells of: an open one of all that it needs, a settled one of what may be proved."""
    return needs if value is None else proofs_in(needs)


def proved(proof: Answer, by: str | None) -> Answer:
    """Whether somebody has proved it; what is not known counts as not proved."""
    if proof.value is not None:
        return proof
    return Answer(False, frozenset(one._replace(source=by, proof=True) for one in proof.needs))


def answer(value: Truth, *parts: Answer | Range) -> Answer:
    """An answer worked out from parts."""
    return Answer(value, kept(value, needs_of(*parts)))


def figures(interval: Interval, *parts: Answer | Range) -> Range:
    """Figures worked out from parts."""
    needs = needs_of(*parts)
    return Range(interval, proofs_in(needs) if intervals.settled(interval) else needs)


# --- conditions ------------------------------------------------------------------------------------------------


def all_hold(*parts: Answer) -> Answer:
    return answer(both(part.value for part in parts), *parts)


def one_holds(*parts: Answer) -> Answer:
    return answer(either(part.value for part in parts), *parts)


def none_holds(*parts: Answer) -> Answer:
    return answer(negation(either(part.value for part in parts)), *parts)


def is_not(part: Answer) -> Answer:
    return Answer(negation(part.value), part.needs)


def compared(op: str, left: Range, right: Range) -> Answer:
    """True or false if ``left op right`` is so for all that is possible."""
    return answer(intervals.compare(op, left.interval, right.interval), left, right)


def between(
    figure: Range, low: Range | None, high: Range | None, low_included: bool = True, high_included: bool = True
) -> Answer:
    """Whether a figure lies in a bracket; an end that is None is open."""
    ends: list[Truth] = []
    if low is not None:
        ends.append(intervals.compare(">=" if low_included else ">", figure.interval, low.interval))
    if high is not None:
        ends.append(intervals.compare("<=" if high_included else "<", figure.interval, high.interval))
    return answer(both(ends), figure)


# --- figures ---------------------------------------------------------------------------------------------------


@cache
def exact(numerator: int, denominator: int = 1) -> Range:
    """A figure that is written in the rules: money in whole units, percent as a fraction."""
    value = Fraction(numerator, denominator)
    return Range((value, value))


def plus(left: Range, right: Range) -> Range:
    return figures(intervals.add(left.interval, right.interval), left, right)


def minus(left: Range, right: Range) -> Range:
    return figures(intervals.add(left.interval, intervals.negative(right.interval)), left, right)


def times(left: Range, right: Range) -> Range:
    return figures(intervals.times(left.interval, right.interval), left, right)


def divided(left: Range, right: Range, at_zero: Range) -> Range:
    """``left / right``, and ``at_zero`` where ``right`` is zero."""
    return figures(intervals.divided(left.interval, right.interval, at_zero.interval), left, right, at_zero)


def greatest(left: Range, right: Range) -> Range:
    return figures(intervals.extreme(left.interval, right.interval, greatest=True), left, right)


def least(left: Range, right: Range) -> Range:
    return figures(intervals.extreme(left.interval, right.interval, greatest=False), left, right)


def rounded(figure: Range, mode: str, step: Range) -> Range:
    """To a multiple of ``step``: "up", "down", "half up" or "half even"."""
    size = step.interval[0]
    assert size is not None, "a step is written in the rules"
    return figures(intervals.rounded(figure.interval, mode, size), figure)
