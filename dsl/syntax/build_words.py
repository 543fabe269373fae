"""Places, names, titles and other words of a line: what all builders share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lark import Token

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import check_name

LONGEST_TITLE = 500
LONGEST_TEXT = 4_000

NO_LABELS = t.Labels()

_ESCAPE = re.compile(r'\\(["\\])')
_SPACES = re.compile(r"\s+")

Parts = list[Any]


def squeeze(written: str) -> str:
    """Words with one space between them, as they count."""
    return _SPACES.sub(" ", written)


class WordBuilder:
    """``base`` is the offset of the line in its source."""

    def __init__(self) -> None:
        self.base = 0

    # --- places and plain words ---------------------------------------------------------------------------------------

    def _at(self, token: Token) -> Span:
        return Span(self.base + (token.start_pos or 0), self.base + (token.end_pos or 0))

    def _start(self, part: Any) -> int:
        if type(part) is Token:
            return self.base + (part.start_pos or 0)
        if type(part) is list:
            return self._start(part[0])
        return part.span.start  # type: ignore[no-any-return]

    def _span(self, parts: Sequence[Any]) -> Span:
        last = -1
        while parts[last] is None or parts[last] is NO_LABELS:
            last -= 1
        part = parts[last]
        while type(part) is list:
            part = part[-1]
        end: int = self.base + (part.end_pos or 0) if type(part) is Token else part.span.end
        first = parts[0]
        while type(first) is list:
            first = first[0]
        return Span(self.base + (first.start_pos or 0) if type(first) is Token else first.span.start, end)

    def _text(self, token: Token, longest: int = LONGEST_TEXT) -> str:
        text = token[1:-1]
        if len(text) > longest:
            raise Refused("P0115", self._at(token), found=str(len(text)), limit=str(longest))
        return _ESCAPE.sub(r"\1", text) if "\\" in text else str(text)

    def _label(self, token: Token) -> str:
        if token.type == "STRING":
            return self._text(token, LONGEST_TITLE)
        check_name(token, self._at(token))
        return str(token)

    def _module(self, token: Token) -> str:
        for part in token.split("."):
            check_name(part, self._at(token))
        return str(token)

    def name(self, c: Parts) -> t.Name:
        token = c[0]
        span = Span(self.base + token.start_pos, self.base + token.end_pos)
        check_name(token, span)
        return t.Name(str(token), span=span)

    def label(self, c: Parts) -> Token:
        return c[0]  # type: ignore[no-any-return]

    def labels(self, c: Parts) -> t.Labels:
        if not c:
            return NO_LABELS
        by_language: dict[str, str] = {}
        language = "en"
        for token in c:
            if token.type == "LANGUAGE":
                language = str(token)
            elif language in by_language:
                raise Refused("P0130", self._at(token), language=language)
            else:
                by_language[language] = self._text(token, LONGEST_TITLE)
        return t.Labels(**by_language, span=self._span(c))

    def mark(self, c: Parts) -> Token:
        return c[1]  # type: ignore[no-any-return]

    def prover(self, c: Parts) -> t.Name:
        return c[-1]  # type: ignore[no-any-return]

    def names(self, c: Parts) -> list[t.Name]:
        return c[::2]

    def names_or(self, c: Parts) -> list[t.Name]:
        return [part for part in c if type(part) is t.Name]
