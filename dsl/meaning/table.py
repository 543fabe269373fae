"""The one table: what happened to a duty, and when, gives its possible statuses.

Evaluator, explanations, maps and back ends read this table and nothing else.  Standard library only: it is copied word
for word into generated checkers.  Source: `meaning.md`, section 4.
"""

from collections.abc import Collection, Iterable

N = "not_applicable"
P = "pending"
C = "compliant"
B = "breached"

#: from best to worst: the order of a subject's status, and of the statuses that are possible
ORDER = (N, C, P, "undetermined", B)
SHOWN = (N, P, C, B)

REQUIREMENT = "requirement"
OBLIGATION = "obligation"
PROHIBITION = "prohibition"
CHECKLIST = "checklist"
POWER = "power"


def _same(status: str, code: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """Whether or not there is a due day, and whenever."""
    return (status, code), (status, code)


#: (kind of duty, what happened): ((status, reason) while t <= D, (status, reason) once t > D)
TABLE = {
    (OBLIGATION, "done in time"): ((C, "done_in_time"), (C, "done_in_time")),
    (OBLIGATION, "done late"): ((P, "not_yet_due"), (B, "done_late")),
    (OBLIGATION, "not done"): ((P, "not_yet_due"), (B, "not_done")),
    (OBLIGATION, "holds"): ((C, "holds"), (C, "holds")),
    (OBLIGATION, "does not hold"): ((P, "not_yet_due"), (B, "does_not_hold")),
    (REQUIREMENT, "holds"): _same(C, "holds"),
    (REQUIREMENT, "does not hold"): _same(B, "does_not_hold"),
    (PROHIBITION, "done inside"): _same(B, "forbidden_act"),
    (PROHIBITION, "done outside"): _same(C, "done_outside"),
    (PROHIBITION, "done with approval"): _same(C, "approved"),
    (PROHIBITION, "done in a case allowed"): _same(C, "allowed"),
    (PROHIBITION, "done in no case allowed"): _same(B, "not_allowed"),
    (PROHIBITION, "done after the wait"): _same(C, "waited"),
    (PROHIBITION, "done before the wait ended"): _same(B, "too_early"),
    (PROHIBITION, "not done"): _same(C, "not_done"),
    (CHECKLIST, "all there"): _same(C, "all_there"),
    (CHECKLIST, "there so far"): _same(C, "there_so_far"),
    (CHECKLIST, "missing"): _same(B, "items_missing"),
}

#: kinds of duty and the statuses that a verdict of the kind can have at all
POSSIBLE = {
    REQUIREMENT: (N, C, B),
    OBLIGATION: (N, P, C, B),
    PROHIBITION: (N, C, B),
    CHECKLIST: (N, C, B),
    POWER: (N, P, C, B),
}


def status_of(possible: Collection[str]) -> str:
    """One status for a set of possible ones (a non-empty set of strings)."""
    if len(possible) == 1:
        return next(iter(possible))
    return P if P in possible and B not in possible else "undetermined"


def worst(statuses: Iterable[str]) -> str:
    """The worst of some statuses; not applicable where there is none."""
    return max(statuses, key=ORDER.index, default=N)
