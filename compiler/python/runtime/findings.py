"""What a norm comes to under one reading, before it is a verdict: possible statuses, and what led to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any, NamedTuple, TypeVar

from prazo.compiler.python.runtime.answers import NOTHING, Answer, Needs, proofs_in
from prazo.dsl.facts.values import Moment, day_of
from prazo.dsl.meaning.table import B, N, P, status_of, worst
from prazo.dsl.time.days import LAST_DAY

Common = TypeVar("Common")


@dataclass(frozen=True, slots=True)
class ReportedFigure:
    """A figure in a reason or an effect: exact, or an interval; None is an open end."""

    low: Fraction | None
    high: Fraction | None
    unit: str


class Reason(NamedTuple):
    """Why: a code and its arguments."""

    code: str
    args: Mapping[str, Any] = {}


#: marks a verdict that rests on an interpretation by a house
INTERPRETED = "interpreted"
#: marks what rests on a source that was not checked
UNVERIFIED = "unverified"
MISSING = Reason("facts_missing")
OUT_OF_SCOPE = Reason("out_of_scope")


class End(NamedTuple):
    """An instant; ``timed``: hours led to it, so that it is told as a moment, else as its day."""

    instant: int
    timed: bool = False


class Finding(NamedTuple):
    """``possible``: each possible status and its reason; a day is None where it is open or there is none.

    ``ends``: between which instants the time for an act ends.  ``times``: needed facts that lack only the time of day.
    ``end_needs``: what would tell when it ends, whatever the status.
    """

    possible: Mapping[str, Reason]
    needs: Needs = NOTHING
    version: str | None = None
    trigger: date | None = None
    due: date | Moment | None = None
    done: date | Moment | None = None
    cured: date | Moment | None = None
    since: date | Moment | None = None
    by: str | None = None
    marks: frozenset[str] = frozenset()
    interpretations: frozenset[str] = frozenset()
    ends: tuple[End, End] | None = None
    times: frozenset[str] = frozenset()
    end_needs: Needs = NOTHING

    @property
    def status(self) -> str:
        return status_of(self.possible.keys())

    @property
    def reason(self) -> Reason:
        """That of its status; of a fact that is missing also whether only its time of day is."""
        if self.times:
            return self.possible.get(self.status, Reason(MISSING.code, {"times": tuple(sorted(self.times))}))
        return self.possible.get(self.status, MISSING)

    def can(self, *statuses: str) -> bool:
        """Whether one of these is possible."""
        return any(status in self.possible for status in statuses)


def plain(status: str, code: str, needs: Needs = NOTHING, version: str | None = None) -> Finding:
    """One status, and a reason without arguments."""
    return Finding({status: Reason(code)}, needs, version)


def pool(findings: Sequence[Finding]) -> Finding:
    """All that one of them finds possible; days and names that differ are open, the due day is the earliest."""
    first = findings[0]
    if len(findings) == 1:
        return first
    possible: dict[str, Reason] = {}
    for one in findings:
        for status, reason in one.possible.items():
            possible.setdefault(status, reason)
    return Finding(
        possible,
        NOTHING.union(*(one.needs for one in findings)),
        _common([one.version for one in findings]),
        _common([one.trigger for one in findings]),
        _earliest(one.due for one in findings),
        _same_time([one.done for one in findings]),
        _same_time([one.cured for one in findings if one.can(B)]),
        _earliest(one.since for one in findings),
        _common([one.by for one in findings if one.can(N)]),
        frozenset().union(*(one.marks for one in findings)),
        frozenset().union(*(one.interpretations for one in findings)),
        _ends([one.ends for one in findings if one.ends is not None]),
        frozenset().union(*(one.times for one in findings)),
        NOTHING.union(*(one.end_needs for one in findings)),
    )


def settled(findings: Sequence[Finding]) -> Sequence[Finding]:
    """Findings of which one is the norm's, whichever that is: where all come to one status, nothing need tell which."""
    if len({status for one in findings for status in one.possible}) > 1:
        return findings
    return [one._replace(needs=proofs_in(one.needs)) for one in findings]


def _ends(ends: Sequence[tuple[End, End]]) -> tuple[End, End] | None:
    return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else None


def _earliest(times: Iterable[date | Moment | None]) -> date | Moment | None:
    """The first of some days and moments; a day is over after all of its moments."""
    return min((one for one in times if one is not None), key=_in_order, default=None)


def _in_order(time: date | Moment) -> tuple[date, bool, int]:
    return (time.day, False, time.instant) if isinstance(time, Moment) else (time, True, 0)


def _same_time(times: Sequence[date | Moment | None]) -> date | Moment | None:
    return times[0] if times and all(one == times[0] for one in times) else None


def _common(values: Sequence[Common | None]) -> Common | None:
    return values[0] if values and all(value == values[0] for value in values) else None


def worst_of(findings: Sequence[Finding]) -> Finding:
    """Of several acts that must not be: the worst, whatever each of them may be."""
    if len(findings) == 1:
        return findings[0]
    possible: dict[str, Reason] = {}
    for statuses in product(*(one.possible for one in findings)):
        status = worst(statuses)
        decisive = findings[statuses.index(status)]
        possible.setdefault(status, decisive.possible[status])
    first = min((one for one in findings if one.can(*possible)), key=lambda one: day_of(one.since) or LAST_DAY)
    return pool(findings)._replace(
        possible=possible,
        version=first.version,
        trigger=first.trigger,
        done=first.done,
        since=first.since,
        by=first.by,
    )


def scoped(finding: Finding, scope: Answer) -> Finding:
    """The finding where the norm concerns the subject; not applicable where it does not, both where that is open."""
    if scope.value is True:
        return finding._replace(needs=finding.needs | scope.needs) if scope.needs else finding
    if scope.value is False:
        return out_of_scope(finding.version)
    return finding._replace(possible=_or_n(finding, OUT_OF_SCOPE), needs=finding.needs | scope.needs)


def out_of_scope(version: str | None, trigger: date | None = None) -> Finding:
    return Finding({N: OUT_OF_SCOPE}, version=version, trigger=trigger)


def interpreted(found: list[Finding], *names: str) -> list[Finding]:
    """Findings of what interpretations of these names shaped."""
    return [resting_on(one, names) for one in found]


def resting_on(finding: Finding, names: Iterable[str]) -> Finding:
    """A finding and the interpretations that it rests on."""
    named = finding.interpretations.union(names)
    return finding._replace(marks=finding.marks | {INTERPRETED}, interpretations=named) if named else finding


def unverified(found: list[Finding]) -> list[Finding]:
    """Findings of what says of itself that its source was not checked."""
    return [one._replace(marks=one.marks | {UNVERIFIED}) for one in found]


def and_n(finding: Finding, reason: Reason, needs: Needs) -> Finding:
    """The finding, or not applicable."""
    return finding._replace(possible=_or_n(finding, reason), needs=finding.needs | needs)


class Excuse(NamedTuple):
    """An exception: whether it holds, its reason, and the norm that displaces (where it is one).

    ``interpretations``: those that say whether that norm holds.
    """

    answer: Answer
    code: str = "excused"
    by: str | None = None
    interpretations: frozenset[str] = frozenset()


def excused(finding: Finding, excuse: Excuse) -> Finding:
    """Pending and breached become not applicable where an exception holds, and may be so where that is open."""
    value, needs = excuse.answer
    if not finding.can(P, B):
        return finding
    finding = resting_on(finding, excuse.interpretations) if excuse.interpretations else finding
    if value is False:
        return finding._replace(needs=finding.needs | needs) if needs else finding
    reason = Reason(excuse.code)
    if value is None:
        return finding._replace(possible=_or_n(finding, reason), needs=finding.needs | needs, by=excuse.by)
    kept = {status: why for status, why in finding.possible.items() if status not in (P, B)}
    return finding._replace(
        possible={**kept, N: reason}, needs=finding.needs | needs, since=None, cured=None, by=excuse.by
    )


def _or_n(finding: Finding, reason: Reason) -> dict[str, Reason]:
    return {**finding.possible, N: finding.possible.get(N, reason)}
