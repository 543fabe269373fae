"""Effects: what a breach or an act brings, with its bounds (`meaning.md`, sections 4 and 5)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import Moment, Record, day_of
from prazo.dsl.meaning import evaluate, intervals
from prazo.dsl.meaning.answers import NO, YES, Answer, Range, conjunction
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import LATEST, Env, Needs, proofs_in
from prazo.dsl.meaning.finding import Finding
from prazo.dsl.meaning.in_force import body_in_force
from prazo.dsl.meaning.limits import UNVERIFIED
from prazo.dsl.meaning.table import CHECKLIST, REQUIREMENT, B
from prazo.dsl.report.model import Figure


@attrs.frozen(slots=True, kw_only=True)
class Brought:
    """An effect before it is reported: it ``holds`` (None: not known) since a day, with the figures it brings."""

    holds: bool | None
    since: date | Moment | None
    values: tuple[tuple[str, Figure], ...]
    needs: Needs
    marks: frozenset[str]
    interpretations: frozenset[str]


class Cause(NamedTuple):
    """A breach or an act: whether it is one, since when, and the day on which what it brings is judged."""

    answer: Answer
    since: date | Moment | None
    day: date


def of_breach(case: Case, norm: core.Norm, finding: Finding) -> Cause | None:
    """A finding with a possible breach; None where it has none.

    What it brings is judged on the first day of the breach of an obligation, the day of a forbidden act or of one that
    a requirement is about, or the day of the check; it holds from the first day of the breach.
    """
    if B not in finding.possible:
        return None
    judged = (finding.trigger if norm.kind in (REQUIREMENT, CHECKLIST) else finding.since) or case.today
    breach = Answer(True if len(finding.possible) == 1 else None, finding.needs)
    return Cause(breach, finding.since or judged, day_of(judged) or case.today)


def of_act(case: Case, act: core.Fact) -> Cause | None:
    """An act as a cause; None where it has not been done."""
    seen, needs, *_ = case.seen(act)
    if seen.range is None:
        return None
    return Cause(Answer(None if seen.absent else True, needs), seen.day, seen.day or seen.range[1])


def concerned(case: Case, one: core.Consequence) -> Case:
    """The case as an effect reads it: of the subject or, where it speaks of items, of the item that brings it.

    Where that is not known: of one that nobody has told of.
    """
    subject, *items = case.records
    if one.about is None or one.record is None:
        return attrs.evolve(case, records=(subject,)) if items else case
    if items:
        return case
    nobody = subject.item(one.about.name, one.record, Record(one.record, "", {}), LATEST)
    return attrs.evolve(case, records=(subject, nobody))


def holds(case: Case, consequence: core.Consequence, cause: Cause) -> Answer:
    """Whether a cause brings an effect that still lasts."""
    body: core.ConsequenceBody | None = body_in_force(consequence.versions, cause.day, case.run)
    if body is None:
        return NO
    scope = _scope(case, consequence, body, cause.day)
    if scope.value is False:
        return scope
    ended = NO if body.ends_when is None else evaluate.holds(body.ends_when, case.env(case.today))
    lasts = Answer(None if ended.value is None else not ended.value, ended.needs)
    return conjunction([cause.answer, scope, lasts])


def _scope(case: Case, consequence: core.Consequence, body: core.ConsequenceBody, day: date) -> Answer:
    where = body.where
    if where is None:
        return YES
    return case.once("scope", consequence.id, lambda: evaluate.holds(where, case.env(day)), day)


def brought(case: Case, consequence: core.Consequence, cause: Cause, of: Finding | None) -> Brought | None:
    """What a cause (of a breach: the finding that it is ``of``) brings; None where that does not concern it."""
    body: core.ConsequenceBody | None = body_in_force(consequence.versions, cause.day, case.run)
    if body is None or _scope(case, consequence, body, cause.day).value is False:
        return None
    whole = holds(case, consequence, cause)
    values: list[tuple[str, Figure]] = []
    needs = whole.needs
    if body.bounds:
        for name, bound in case.once("bounds", consequence.id, lambda: _bounds(body, case.env(cause.day)), cause.day):
            values.append((name, Figure(*bound.interval, consequence.unit or "")))
            needs |= bound.needs
    unverified = frozenset({UNVERIFIED}) if body.marks else frozenset[str]()
    return Brought(
        holds=whole.value,
        since=cause.since,
        values=tuple(values),
        needs=needs,
        marks=unverified if of is None else of.marks | unverified,
        interpretations=frozenset() if of is None else of.interpretations,
    )


def _bounds(body: core.ConsequenceBody, env: Env) -> tuple[tuple[str, Range], ...]:
    return tuple((name, _bound(body, name, env)) for name in ("lower", "upper"))


def _bound(body: core.ConsequenceBody, target: str, env: Env) -> Range:
    cases, guards = evaluate.possible_cases(body.bounds, env)
    found = [evaluate.figure(one.low if target == "lower" else one.high, env) for one in cases]
    if not found:
        return Range(intervals.ANYTHING)
    pooled = intervals.hull([one.interval for one in found])
    needs = guards.union(*(one.needs for one in found))
    needs = proofs_in(needs) if intervals.settled(pooled) else needs
    return evaluate.adjusted(Range(pooled, needs), body.adjustments, target, env)
