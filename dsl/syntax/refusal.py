"""A mistake found while one line is read; the parser turns it into a diagnostic and goes on with the next line."""

from __future__ import annotations

from prazo.dsl.syntax.tree import Span


class Refused(Exception):
    """``code`` of the table, ``span`` in the text that was given to the builder's caller, words for the template."""

    def __init__(self, code: str, span: Span, hint: str | None = None, **words: str) -> None:
        super().__init__(code)
        self.code = code
        self.span = span
        self.hint = hint
        self.words = words
