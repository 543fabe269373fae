"""What is wrong in facts: a code, the path to it, the sentence and the fix."""

from __future__ import annotations

import attrs

from prazo.dsl.diagnostics.codes import sentence


@attrs.frozen(slots=True)
class FactProblem:
    """One wrong fact.  ``path`` is as in reports (``agents[B].resident``), without ``$``; empty: the whole document."""

    code: str
    path: str
    message: str
    hint: str | None = None


def problem(
    code: str, path: str, /, *, hint: str | None = None, nearest: str | None = None, **args: object
) -> FactProblem:
    """A problem with the sentence of its code.

    ``nearest`` is the nearest right name as a reader should see it, ``resident (yes or no)``; it goes behind the
    sentence.  Raises ``TypeError`` where an argument of the template is missing.
    """
    message = sentence(code, **args)
    return FactProblem(code, path, f"{message}; nearest: {nearest}" if nearest else message, hint)
