"""Effects: what a breach or an act brings, with its bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from prazo.compiler.python.runtime.answers import UNBOUNDED, Answer, Needs, Range, all_hold, figures, is_not, kept
from prazo.compiler.python.runtime.case import Case, Event
from prazo.compiler.python.runtime.findings import UNVERIFIED, Finding, ReportedFigure
from prazo.compiler.python.runtime.limits import NO_MARKS
from prazo.compiler.python.runtime.lines import Cases, Version
from prazo.dsl.facts.values import Moment, day_of
from prazo.dsl.meaning.intervals import hull
from prazo.dsl.meaning.table import CHECKLIST, REQUIREMENT, B, N, P


class Cause(NamedTuple):
    """A breach or an act: whether it is one, the day from which the effect is, the day on which it is judged."""

    answer: Answer
    since: date | Moment | None
    day: date
    marks: frozenset[str] = NO_MARKS
    interpretations: frozenset[str] = frozenset()


class Brought(NamedTuple):
    """An effect before it is reported; ``lasting``: that it holds, with what would tell."""

    holds: bool | None
    since: date | Moment | None
    values: tuple[tuple[str, ReportedFigure], ...]
    needs: Needs
    marks: frozenset[str]
    interpretations: frozenset[str]
    lasting: Answer


Brings = Callable[[Case, Cause], Brought | None]


def of_breach(case: Case, kind: str, finding: Finding) -> Cause | None:
    """A possible breach as a cause: from its first day, or from the day of the check; None where there is none."""
    if B not in finding.possible:
        return None
    judged = (finding.trigger if kind in (REQUIREMENT, CHECKLIST) else finding.since) or case.today
    answer = Answer(True if len(finding.possible) == 1 else None, finding.needs)
    day = day_of(judged) or case.today
    return Cause(answer, finding.since or judged, day, finding.marks, finding.interpretations)


def of_act(case: Case, act: Event) -> Cause | None:
    """An act as a cause; None where it has not been done."""
    seen, needs, *_ = case.event(act.of, act.fact)
    if seen.last is None:
        return None
    return Cause(Answer(None if seen.absent else True, needs), seen.day, seen.day or seen.last)


def stands(finding: Finding) -> Answer | None:
    """Whether a power stands; None where it does not concern the subject, or has not begun."""
    if finding.possible.keys() == {N}:
        return None
    value = False if P not in finding.possible else True if len(finding.possible) == 1 else None
    return Answer(value, kept(value, finding.needs))


def in_version(case: Case, cause: Cause, *versions: Version[Brings]) -> Brought | None:
    """What the version in force on the day that judges brings."""
    return next((one.body(case.run)(case, cause) for one in versions if one.in_force(cause.day)), None)


def brought(
    cause: Cause,
    scope: Answer,
    ended: Answer,
    unit: str = "",
    *bounds: tuple[str, Range],
    unverified: bool = False,
) -> Brought:
    """An effect that its cause brings, from then until it has ``ended``."""
    whole = all_hold(cause.answer, scope, is_not(ended))
    values = tuple((name, ReportedFigure(*bound.interval, unit)) for name, bound in bounds)
    needs = whole.needs.union(*(bound.needs for _, bound in bounds))
    marks = cause.marks | {UNVERIFIED} if unverified else cause.marks
    return Brought(whole.value, cause.since, values, needs, marks, cause.interpretations, whole)


def bound(cases: Cases[Range]) -> Range:
    """The hull of the bounds that are possible; anything where none is."""
    if not cases.found:
        return UNBOUNDED
    pooled = hull([one.interval for one in cases.found])
    return figures(pooled, cases.which, *cases.found)
