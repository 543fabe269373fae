"""What somebody may prove, and what a definition is presumed to be until he does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, cast

from prazo.dsl.check.blocks import Block, Piece
from prazo.dsl.check.conditions import Conditions
from prazo.dsl.check.declarations import use_rule
from prazo.dsl.check.limits import norm_rule
from prazo.dsl.core.nodes import And, Case, Clause, Condition, DayAfter, Guard, Not, Otherwise, Proved
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.words import ANYONE

C = TypeVar("C", Case, Clause)


def proved(scope: Conditions, body: tree.UnlessProves) -> Proved | None:
    """That somebody has proved something: what is left out counts as not proved."""
    proof = scope.condition(body.proof)
    anyone = body.prover.text == ANYONE
    known = anyone or scope.tables.party(scope.module, body.prover) is not None
    return Proved(proof, None if anyone else body.prover.text) if proof is not None and known else None


def refuse_then(block: Block, body: tree.UnlessProves) -> None:
    """Reports what would then be, where nothing is presumed."""
    if body.then is not None:
        reason = "nothing is presumed here that another value could take the place of"
        block.tables.findings.add("P0399", block.module.place(body.then.span), reason=reason)


def counted_day(block: Block, found: tree.CountedDay, line: tree.Line) -> DayAfter | None:
    """A day so long after an event, moved to the next open day only where that is said."""
    rule = norm_rule(block)
    if line.counted_by is not None:
        rule = line.counted_by
        use_rule(block.tables, block.module, rule, line.span)
    duration = block.scope.duration(found.duration, counted=True)
    event = block.scope.event(found.event)
    if rule is None:
        hint = 'write "counted by" and a rule in the definition, or "time counted by" in the instrument'
        block.scope.refuse("P0361", found, hint=hint)
    if duration is None or event is None or rule is None:
        return None
    return DayAfter(event[0], duration, rule, found.or_next_working_day)


def presumption(block: Block, pieces: Sequence[Piece], kind: type[C]) -> tuple[C, ...]:
    """What is proved, in the order written, and where nothing is, what is presumed; empty without a presumption."""
    rebuttals = [cast(C, piece.core) for piece in pieces if piece.role == "rebuttal"]
    found = [piece for piece in pieces if piece.role == "presumed"]
    presumed = [cast(C, piece.core) for piece in found]
    place = [block.module.place(piece.line.span) for piece in pieces if piece.role in ("rebuttal", "presumed")]
    if not presumed and not rebuttals:
        return ()
    plain = [piece for piece in pieces if piece.role in ("case", "condition")]
    if not presumed or plain:
        reason = "a plain value stands beside it" if presumed else 'no line "presumed" says what holds otherwise'
        block.tables.findings.add("P0399", *place[:1], reason=reason)
        return ()
    block.exactly_one(found, [one.guard for one in presumed], "amounts")
    cases = [_with_guard(one, _first(rebuttals, n)) for n, one in enumerate(rebuttals)]
    for one in presumed:
        guard: Guard = Otherwise() if cases else None
        if one.guard is not None and not isinstance(one.guard, Otherwise):
            guard = _none(rebuttals, one.guard)
        cases.append(_with_guard(one, guard))
    return tuple(cases)


def _first(rebuttals: Sequence[C], n: int) -> Guard:
    """That the n-th is proved and none before it."""
    mine = cast(Condition, rebuttals[n].guard)
    return mine if n == 0 else _none(rebuttals[:n], mine)


def _none(rebuttals: Sequence[Case] | Sequence[Clause], guard: Condition) -> Condition:
    """That a guard holds and nothing of this is proved."""
    parts: tuple[Condition, ...] = tuple(Not(cast(Condition, one.guard)) for one in rebuttals)
    return And((*parts, guard)) if parts else guard


def _with_guard(one: C, guard: Guard) -> C:
    if isinstance(one, Case):
        return Case(one.value, guard, one.place, one.unverified)
    return Clause(one.condition, guard, one.place, one.unverified)
