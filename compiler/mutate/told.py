"""What came of the mutants, as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

import prazo
from prazo.compiler.mutate.run import Outcome, Survivor
from prazo.dsl.diagnostics.visible import visible

SCHEMA: Final = "prazo-mutants/1"


def mutants_text(found: Sequence[Outcome]) -> str:
    """The survivors by rule, then the count of all."""
    return "\n".join(visible(line) for line in _lines(found))


def _lines(found: Sequence[Outcome]) -> Iterator[str]:
    for outcome in found:
        touched = [one for one in outcome.survivors if one.touched]
        rest = len(outcome.survivors) - len(touched)
        if outcome.survivors:
            yield outcome.rule
        for (module, line), group in groupby(touched, key=lambda one: (one.place.module, one.place.line)):
            yield f"  {module}, line {line}"
            for one in group:
                yield f"    {one.kind}: {one.was} → {one.became}"
        if rest:
            place = min((one.place for one in outcome.survivors), key=lambda one: one.line)
            changes = "1 change" if rest == 1 else f"{rest:,} changes"
            yield f"  {place.module}, line {place.line}: no scenario expects anything of it ({changes})"
        if outcome.survivors:
            yield ""
    yield summary(found)


def summary(found: Sequence[Outcome]) -> str:
    """``412 changes: 400 were minded by a scenario, 12 by none``."""
    every, left = counts(found)
    head = f"{every:,} {'change' if every == 1 else 'changes'}"
    if not every:
        return "there is nothing to change in these rules"
    if not left:
        return f"{head}: a scenario minds each of them"
    return f"{head}: {every - left:,} minded by a scenario, {left:,} by none"


def counts(found: Sequence[Outcome]) -> tuple[int, int]:
    """How many mutants there were, and how many survived."""
    return sum(one.mutants for one in found), sum(len(one.survivors) for one in found)


def mutants_document(found: Sequence[Outcome], rules_digest: str) -> dict[str, Any]:
    """``rules_digest``: ``sha256:...`` of the rules."""
    every, left = counts(found)
    return {
        "schema": SCHEMA,
        "tool": prazo.__version__,
        "rules": {"digest": rules_digest},
        "counts": {"mutants": every, "killed": every - left, "survived": left},
        "by_rule": [{"rule": one.rule, "mutants": one.mutants, "survived": len(one.survivors)} for one in found],
        "survivors": [_survivor(one) for outcome in found for one in outcome.survivors],
    }


def _survivor(one: Survivor) -> dict[str, Any]:
    return {
        "rule": one.rule,
        "module": one.place.module,
        "line": one.place.line,
        "kind": one.kind,
        "was": one.was,
        "became": one.became,
        "expected": one.touched,
    }
