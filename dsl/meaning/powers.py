"""Powers: whether somebody may do something now (`meaning.md`, section 4).

Done or not, it may be done from the day that its time is counted from to the last day of it: as long as a duty that
nobody can fulfil would be pending.
"""

from __future__ import annotations

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.meaning.answers import Answer
from prazo.dsl.meaning.environment import proofs_in
from prazo.dsl.meaning.finding import Finding
from prazo.dsl.meaning.table import N, P


def unfulfilled(power: core.Norm) -> core.Norm:
    """The power as if nothing could be done."""
    versions = tuple(
        attrs.evolve(one, bodies=tuple((label, _unfulfilled(body)) for label, body in one.bodies))
        for one in power.versions
    )
    return attrs.evolve(power, versions=versions)


def _unfulfilled(body: core.NormBody) -> core.NormBody:
    assert isinstance(body.demand, core.Obligation)
    return attrs.evolve(body, demand=attrs.evolve(body.demand, acts=(), condition=core.Always(False)))


def stands(finding: Finding) -> Answer | None:
    """Whether a power stands, by what that comes to; None where it does not concern the subject, or has not begun."""
    if finding.possible.keys() == {N}:
        return None
    if finding.possible.keys() == {P}:
        return Answer(True, proofs_in(finding.needs))
    return Answer(None, finding.needs) if P in finding.possible else Answer(False, proofs_in(finding.needs))
