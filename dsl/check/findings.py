"""What is found wrong in one run, each thing once."""

from __future__ import annotations

from prazo.dsl.diagnostics.codes import diagnostic
from prazo.dsl.diagnostics.model import Diagnostic, Place


class Findings:
    """Collects diagnostics; the same code at the same places counts once, however many versions show it."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Diagnostic] = {}
        self.errors = 0

    def add(self, code: str, /, *places: Place, hint: str | None = None, severity: str = "error", **args: str) -> None:
        key = (code, *((place.source.name, place.span.start, place.span.end) for place in places))
        if severity == "error":
            self.errors += 1
        self._found.setdefault(key, diagnostic(code, *places, hint=hint, severity=severity, **args))

    def sorted(self) -> tuple[Diagnostic, ...]:
        return tuple(sorted(self._found.values(), key=lambda one: one.order))
