"""Do guards exclude each other, and do they leave a case open?

A guard, read as a formula over cells of variables (``guard_forms``), becomes a list of *terms*, of which one must hold;
a term allows some cells of some variables.  Two terms exclude each other if they share a variable and no cell of it.

Nothing is called exclusive that is not, and nothing covered that is not: variables are taken as independent, which
only adds combinations, and whatever is too large to work out counts as not proved.  Truth is two-valued here: what is
unknown on a day still has one value.  Where a definition does not apply its clause does not either; scopes are the
caller's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from prazo.dsl.check.guard_forms import TRUE, Atom, Every, FactInfo, Formula, Reader, Some, Variable
from prazo.dsl.core.nodes import Condition, Guard, Otherwise

#: Terms of one guard, and steps of one proof; what needs more counts as not proved.
LARGEST_GUARD = 512
LONGEST_PROOF = 20_000
#: Pairs looked at, and pairs reported, of one list.
MOST_PAIRS = 500_000
MOST_CONFLICTS = 1_000

#: Cells by the number of the variable; looking a variable up by what it is would cost far more.
Term = dict[int, int]


class _TooLarge(Exception):
    """The proof needs more steps than allowed."""


# --- terms -----------------------------------------------------------------------------------------------------


def _terms(formula: Formula, variables: Sequence[Variable]) -> list[Term]:
    """The terms of which one must hold; none: it never holds; an empty one: it always does."""
    match formula:
        case Atom(key, said, negated):
            variable = variables[key]
            mask = variable.mask(said)  # type: ignore[arg-type]  # as in Reader._atom
            if negated:
                mask = variable.full & ~mask
            if mask == 0:
                return []
            return [{}] if mask == variable.full else [{key: mask}]
        case Some(parts):
            found: list[Term] = []
            for part in parts:
                found.extend(_terms(part, variables))
                if len(found) > LARGEST_GUARD:
                    raise _TooLarge
            return found
        case Every(parts):
            found = [{}]
            for part in parts:
                more = _terms(part, variables)
                found = [joined for one in found for other in more if (joined := _joined(one, other)) is not None]
                if len(found) > LARGEST_GUARD:
                    raise _TooLarge
            return found
        case _:
            assert_never(formula)


def _joined(one: Term, other: Term) -> Term | None:
    """Both terms at once; None if they exclude each other."""
    result = dict(one)
    for key, mask in other.items():
        both = result.get(key, mask) & mask
        if both == 0:
            return None
        result[key] = both
    return result


def _meet(one: Term, other: Term) -> bool:
    if len(one) > len(other):
        one, other = other, one
    return all(mask & other.get(key, mask) for key, mask in one.items())


def _covered(terms: list[Term], cells: Term, steps: list[int]) -> bool:
    """Whether, each variable being in one of its ``cells``, one of the terms always holds.

    Takes one variable after the other and goes through its cells, those on which the terms agree together.
    """
    steps[0] -= 1
    if steps[0] < 0:
        raise _TooLarge
    if any(not term for term in terms):
        return True
    if not terms:
        return False
    count: dict[int, int] = {}
    for term in terms:
        for key in term:
            count[key] = count.get(key, 0) + 1
    key = max(count, key=lambda one: count[one])
    alone = 0  # cells on which a term asks for nothing else
    for term in terms:
        if len(term) == 1:
            alone |= term.get(key, 0)
    left = cells[key] & ~alone
    masks = {term[key] for term in terms if key in term and len(term) > 1}
    groups: dict[tuple[bool, ...], int] = {}
    while left:
        bit = left & -left
        left -= bit
        groups.setdefault(tuple(bool(mask & bit) for mask in masks), bit)
    for bit in groups.values():
        rest = [{k: m for k, m in term.items() if k != key} for term in terms if term.get(key, bit) & bit]
        if not _covered(rest, cells, steps):
            return False
    return True


class _List:
    """The guards of one list as terms; None where a guard was too large to work out."""

    def __init__(self, guards: Sequence[Guard], facts: FactInfo) -> None:
        reader = Reader(facts)
        formulas = [
            None if isinstance(guard, Otherwise) else TRUE if guard is None else reader.formula(guard)
            for guard in guards
        ]
        for variable in reader.variables:
            variable.settle()
        self.full: Term = {number: variable.full for number, variable in enumerate(reader.variables)}
        self.terms: list[list[Term] | None] = []
        for formula in formulas:
            try:
                self.terms.append(None if formula is None else _terms(formula, reader.variables))
            except _TooLarge:
                self.terms.append(None)

    def covers(self, guards: Iterable[int], within: Term) -> bool:
        """Whether one of these guards holds wherever ``within`` does."""
        terms = [term for i in guards for term in self.terms[i] or ()]
        narrowed = [one for term in terms if (one := _joined(within, term)) is not None]
        cells = self.full | within
        fitting = [{k: m for k, m in term.items() if m != cells[k]} for term in narrowed]
        try:
            return _covered(fitting, cells, [LONGEST_PROOF])
        except _TooLarge:
            return False


def conflicts(guards: Sequence[Guard], facts: FactInfo) -> list[tuple[int, int]]:
    """Pairs ``(i, j)``, ``i < j``, of guards that are not proved to exclude each other, in ascending order.

    A None guard always holds; ``Otherwise`` holds where no guard before it does, so it excludes those.  ``facts`` gives
    the declaration of a fact, for the values of a choice and the range of a figure.  At most ``MOST_CONFLICTS`` pairs.
    """
    proof = _List(guards, facts)
    found: list[tuple[int, int]] = []
    looked_at = 0
    for i, first in enumerate(guards):
        for j in range(i + 1, len(guards)):
            looked_at += 1
            if looked_at <= MOST_PAIRS and _exclusive(proof, guards, i, first, j):
                continue
            found.append((i, j))
            if len(found) == MOST_CONFLICTS:
                return found
    return found


def _exclusive(proof: _List, guards: Sequence[Guard], i: int, first: Guard, j: int) -> bool:
    if isinstance(guards[j], Otherwise):
        return not isinstance(first, Otherwise)
    later = proof.terms[j]
    if later is None:
        return False
    if isinstance(first, Otherwise):
        return all(proof.covers(range(i), term) for term in later)
    earlier = proof.terms[i]
    return earlier is not None and not any(_meet(one, other) for one in earlier for other in later)


def cover(guards: Sequence[Guard], facts: FactInfo) -> bool:
    """Whether it is proved that some guard always holds; figures lie in their declared range.

    A None guard always holds and ``Otherwise`` closes a list.  ``facts`` as for ``conflicts``.
    """
    if any(guard is None or isinstance(guard, Otherwise) for guard in guards):
        return True
    return _List(guards, facts).covers(range(len(guards)), {})


def settled(condition: Condition, facts: FactInfo) -> bool | None:
    """Whether it is proved that ``condition`` holds whatever the facts are, or (False) never does; None: neither.

    ``facts`` as for ``conflicts``.
    """
    proof = _List((condition,), facts)
    terms = proof.terms[0]
    if terms is None:
        return None
    if not terms:
        return False
    return True if proof.covers((0,), {}) else None
