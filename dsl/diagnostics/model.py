"""A diagnostic is data: a code, the places, what was found and expected, and the fix.

Every stage returns diagnostics; nothing prints them but ``prazo.dsl.diagnostics.render``.  The sentence of a code
stands once, in ``prazo.dsl.diagnostics.codes``.
"""

from __future__ import annotations

import bisect
from functools import cached_property
from itertools import accumulate

import attrs

from prazo.dsl.syntax.span import Span


@attrs.define(frozen=True, slots=False)
class Source:
    """One rule text: ``name`` as shown to people (a relative path or ``std:`` module), ``text`` whole."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        lengths = (len(line) + 1 for line in self.text.split("\n")[:-1])
        return tuple(accumulate(lengths, initial=0))

    def position(self, offset: int) -> tuple[int, int]:
        """``(line, column)`` of a character offset, both counted from 1."""
        row = bisect.bisect_right(self.line_starts, offset) - 1
        return row + 1, offset - self.line_starts[row] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its end."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@attrs.frozen(slots=True)
class Place:
    """A span in a source with what is to be said beside its underline (may be empty)."""

    source: Source = attrs.field(repr=False)
    span: Span
    label: str = ""


@attrs.frozen(slots=True)
class Diagnostic:
    """One finding.  ``message`` is the whole first sentence, made from its template; ``hint`` the fix, if any."""

    code: str
    message: str
    places: tuple[Place, ...]
    hint: str | None = None
    severity: str = "error"  # "error", "warning"

    @property
    def order(self) -> tuple[str, int, str]:
        """Sort key: file, offset, code: the stable order in which findings are shown."""
        first = self.places[0] if self.places else None
        return (first.source.name if first else "", first.span.start if first else 0, self.code)
