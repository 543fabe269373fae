"""Differences as text, Markdown and plain data, ``prazo-diff/1``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import prazo
from prazo.compiler.diff.compare import OUTCOMES, Difference
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.report.markdown import escaped
from prazo.dsl.report.words.language import ENGLISH

SCHEMA: Final = "prazo-diff/1"


def diff_text(found: Sequence[Difference], before: date, after: date) -> str:
    """A block a rule, then the count."""
    return "\n".join(visible(line) for line in _lines(found, before, after))


def _lines(found: Sequence[Difference], before: date, after: date) -> Iterator[str]:
    yield f"{ENGLISH.day(before)} against {ENGLISH.day(after)}"
    yield ""
    for one in found:
        cites = f" ({', '.join(one.cites)})" if one.cites else ""
        yield f"{one.outcome}: {one.labels.en or one.id}{cites}"
        yield f"  {one.id}, {one.kind}{_through(one)}"
        yield from (f"  - {line}" for line in one.was)
        yield from (f"  + {line}" for line in one.became)
        yield ""
    yield summary(found)


def diff_markdown(found: Sequence[Difference], before: date, after: date) -> str:
    """A section a rule."""
    lines = [f"# {ENGLISH.day(before)} against {ENGLISH.day(after)}", "", escaped(summary(found)), ""]
    for one in found:
        cites = f" ({', '.join(one.cites)})" if one.cites else ""
        lines += [f"## {escaped(f'{one.labels.en or one.id}{cites}')}", ""]
        lines += [escaped(f"{one.outcome}: {one.id}, {one.kind}{_through(one)}"), ""]
        lines += [f"- was: {escaped(line)}" for line in one.was]
        lines += [f"- became: {escaped(line)}" for line in one.became]
        lines.append("")
    return "\n".join(lines)


def diff_document(found: Sequence[Difference], before: date, after: date, rules_digest: str) -> dict[str, Any]:
    """``rules_digest``: ``sha256:...`` of the rules."""
    return {
        "schema": SCHEMA,
        "tool": prazo.__version__,
        "rules": {"digest": rules_digest},
        "between": [before.isoformat(), after.isoformat()],
        "counts": {outcome: sum(one.outcome == outcome for one in found) for outcome in OUTCOMES},
        "differences": [
            {
                "id": one.id,
                "kind": one.kind,
                "title": one.labels.en,
                "instrument": one.instrument,
                "cites": list(one.cites),
                "outcome": one.outcome,
                "through": list(one.through),
                "was": list(one.was),
                "became": list(one.became),
            }
            for one in found
        ],
    }


def summary(found: Sequence[Difference]) -> str:
    """``3 differences: 1 added, 2 tightened``."""
    counts = Counter(one.outcome for one in found)
    if not found:
        return "nothing differs"
    head = f"{len(found):,} {'difference' if len(found) == 1 else 'differences'}"
    return f"{head}: {', '.join(f'{counts[outcome]:,} {outcome}' for outcome in OUTCOMES if counts[outcome])}"


def _through(one: Difference) -> str:
    return f", through {', '.join(one.through)}" if one.through else ""
