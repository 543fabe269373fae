"""Effects: what a breach or an act brings, with its bounds (`meaning.md`, sections 4 and 5)."""

from __future__ import annotations

from datetime import date

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import Moment, day_of
from prazo.dsl.meaning import evaluate, intervals
from prazo.dsl.meaning.case import Case
from prazo.dsl.meaning.environment import Env, Needs, proofs_in
from prazo.dsl.meaning.evaluate import Answer, Range
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


def of_breach(case: Case, consequence: core.Consequence, norm: core.Norm, finding: Finding) -> Brought | None:
    """What a finding with a possible breach brings; None where it has none or the consequence does not concern it.

    Judged on the first day of the breach of an obligation, the day of a forbidden act or of one that a requirement is
    about, or the day of the check; it holds from the first day of the breach.
    """
    if B not in finding.possible:
        return None
    judged = (finding.trigger if norm.kind in (REQUIREMENT, CHECKLIST) else finding.since) or case.today
    breach = Answer(True if len(finding.possible) == 1 else None, finding.needs)
    return _brought(case, consequence, breach, finding.since or judged, day_of(judged) or case.today, finding)


def upon_act(case: Case, consequence: core.Consequence) -> Brought | None:
    """What an act brings; None where it has not been done."""
    assert consequence.upon is not None
    seen, needs, *_ = case.seen(consequence.upon)
    if seen.range is None:
        return None
    act = Answer(None if seen.absent else True, needs)
    return _brought(case, consequence, act, seen.day, seen.day or seen.range[1], None)


def _brought(
    case: Case,
    consequence: core.Consequence,
    cause: Answer,
    since: date | Moment | None,
    day: date,
    of: Finding | None,
) -> Brought | None:
    env = case.env(day)
    body: core.ConsequenceBody | None = body_in_force(consequence.versions, day, case.run)
    if body is None:
        return None
    scope = evaluate.YES if body.where is None else evaluate.holds(body.where, env)
    if scope.value is False:
        return None
    ended = evaluate.NO if body.ends_when is None else evaluate.holds(body.ends_when, case.env(case.today))
    lasts = Answer(None if ended.value is None else not ended.value, ended.needs)
    whole = evaluate.conjunction([cause, scope, lasts])
    values: list[tuple[str, Figure]] = []
    needs = whole.needs
    if body.bounds:
        for name, bound in (("lower", _bound(body, "lower", env)), ("upper", _bound(body, "upper", env))):
            values.append((name, Figure(*bound.interval, consequence.unit or "")))
            needs |= bound.needs
    unverified = frozenset({UNVERIFIED}) if body.marks else frozenset[str]()
    return Brought(
        holds=whole.value,
        since=since,
        values=tuple(values),
        needs=needs,
        marks=unverified if of is None else of.marks | unverified,
        interpretations=frozenset() if of is None else of.interpretations,
    )


def _bound(body: core.ConsequenceBody, target: str, env: Env) -> Range:
    cases, guards = evaluate.possible_cases(body.bounds, env)
    found = [evaluate.figure(one.low if target == "lower" else one.high, env) for one in cases]
    if not found:
        return Range(intervals.ANYTHING)
    pooled = intervals.hull([one.interval for one in found])
    needs = guards.needs.union(*(one.needs for one in found))
    needs = proofs_in(needs) if intervals.settled(pooled) else needs
    return evaluate.adjusted(Range(pooled, needs), body.adjustments, target, env)
