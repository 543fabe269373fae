"""What one reading of one norm comes to, before it is a verdict: a set of possible statuses and what led to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar

import attrs

from prazo.dsl.facts.values import Moment
from prazo.dsl.meaning.case import Time
from prazo.dsl.meaning.environment import NOTHING, Needs, proofs_in
from prazo.dsl.meaning.table import B, N, P, status_of
from prazo.dsl.report.model import Reason

T = TypeVar("T")

#: marks a verdict that rests on an interpretation by a house
INTERPRETED = "interpreted"
MISSING = Reason("facts_missing")


@attrs.frozen(slots=True, kw_only=True)
class Finding:
    """``possible`` maps each possible status to its reason; the days are None where they are open or there are none.

    ``ends``: between which instants the time for an act may end.  ``times``: those of the needed facts of which the day
    is known and only the time of day is missing.  ``end_needs``: what would tell when the time ends, in any case.
    """

    possible: Mapping[str, Reason]
    needs: Needs = NOTHING
    version: str | None = None
    trigger: date | None = None
    due: date | Moment | None = None
    done: date | Moment | None = None
    cured: date | Moment | None = None
    since: date | Moment | None = None
    ends: tuple[Time, Time] | None = None
    times: frozenset[str] = frozenset()
    by: str | None = None
    marks: frozenset[str] = frozenset()
    interpretations: frozenset[str] = frozenset()
    end_needs: Needs = NOTHING

    @property
    def status(self) -> str:
        return status_of(frozenset(self.possible))

    @property
    def reason(self) -> Reason:
        """That of its status; where facts are missing, also of which only the time of day is."""
        if self.status in self.possible:
            return self.possible[self.status]
        return Reason(MISSING.code, {"times": tuple(sorted(self.times))}) if self.times else MISSING


def plain(status: str, code: str, **more: object) -> Finding:
    """A finding of one status and a reason without arguments."""
    return Finding(possible={status: Reason(code)}, **more)  # type: ignore[arg-type]


def pool(findings: Sequence[Finding]) -> Finding:
    """All that any of them finds possible; a day or name on which they differ is open, the due day is the earliest."""
    first = findings[0]
    if len(findings) == 1:
        return first
    possible: dict[str, Reason] = {}
    for finding in findings:
        for status, reason in finding.possible.items():
            possible.setdefault(status, reason)
    dues = [finding.due for finding in findings if finding.due is not None]
    return Finding(
        possible=possible,
        needs=NOTHING.union(*(finding.needs for finding in findings)),
        version=_common([finding.version for finding in findings]),
        trigger=_common([finding.trigger for finding in findings]),
        due=earliest(dues),
        done=_same_time([finding.done for finding in findings]),
        cured=_same_time([finding.cured for finding in findings if B in finding.possible]),
        since=earliest([finding.since for finding in findings if finding.since is not None]),
        ends=_hull([finding.ends for finding in findings if finding.ends is not None]),
        times=frozenset().union(*(finding.times for finding in findings)),
        by=_common([finding.by for finding in findings if N in finding.possible]),
        marks=frozenset().union(*(finding.marks for finding in findings)),
        interpretations=frozenset().union(*(finding.interpretations for finding in findings)),
        end_needs=NOTHING.union(*(finding.end_needs for finding in findings)),
    )


def settled(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of which one is the norm's, whichever that is: where all come to one status, nothing need tell which."""
    if len({status for finding in findings for status in finding.possible}) > 1:
        return list(findings)
    return [attrs.evolve(finding, needs=proofs_in(finding.needs)) for finding in findings]


def _hull(ends: Sequence[tuple[Time, Time]]) -> tuple[Time, Time] | None:
    return (min(first for first, _ in ends), max(last for _, last in ends)) if ends else None


def earliest(times: Sequence[date | Moment]) -> date | Moment | None:
    """The first of some days and moments; a moment before the whole of its day."""
    return min(times, key=in_order, default=None)


def in_order(time: date | Moment) -> tuple[date, bool, int]:
    """By day, the moments of a day before the day itself, which is over later."""
    return (time.day, False, time.instant) if isinstance(time, Moment) else (time, True, 0)


def _same_time(times: Sequence[date | Moment | None]) -> date | Moment | None:
    return times[0] if times and all(one == times[0] for one in times) else None


def _common(values: Sequence[T | None]) -> T | None:
    return values[0] if values and all(value == values[0] for value in values) else None


def with_scope(finding: Finding, scope: bool | None, needs: Needs) -> Finding:
    """The finding where a scope holds; not applicable where it does not, both where that is not known."""
    if scope is True:
        return attrs.evolve(finding, needs=finding.needs | needs) if needs else finding
    if scope is False:
        return plain(N, "out_of_scope", version=finding.version)
    return attrs.evolve(finding, possible=and_n(finding, Reason("out_of_scope")), needs=finding.needs | needs)


def excused(finding: Finding, excuse: bool | None, needs: Needs, reason: Reason, by: str | None) -> Finding:
    """Pending and breached become not applicable where an exception holds, may become so where that is not known."""
    if not {P, B} & finding.possible.keys():
        return finding
    if excuse is False:
        return attrs.evolve(finding, needs=finding.needs | needs) if needs else finding
    if excuse is None:
        return attrs.evolve(finding, possible=and_n(finding, reason), needs=finding.needs | needs, by=by)
    kept = {status: why for status, why in finding.possible.items() if status not in (P, B)}
    return attrs.evolve(
        finding, possible={**kept, N: reason}, needs=finding.needs | needs, since=None, cured=None, by=by
    )


def and_n(finding: Finding, reason: Reason) -> dict[str, Reason]:
    """What is possible, and not applicable besides."""
    return {**finding.possible, N: finding.possible.get(N, reason)}


def interpreted(finding: Finding, names: Sequence[str]) -> Finding:
    """The finding of a body that interpretations of these names shaped."""
    if not names:
        return finding
    return attrs.evolve(
        finding, marks=finding.marks | {INTERPRETED}, interpretations=finding.interpretations.union(names)
    )
