"""Lark, set up once per process: reads one line of rules and gives its node."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from importlib import resources
from typing import Any

from lark import Lark, Token

from prazo.dsl.syntax.build import Builder
from prazo.dsl.syntax.table import Misfit, Table

STARTS = [
    "head", "instrument_line", "party_line", "norm_line", "item_line", "interpret_line", "scenario_line", "given_more",
    "expression",
]  # fmt: skip


def grammar_text() -> str:
    """The grammar as it is shipped."""
    return resources.files("prazo.grammar").joinpath("prazo.lark").read_text(encoding="utf-8")


class _WholeWords:
    """Lets a name be read everywhere, so that ``orlife`` is one word that does not fit, never ``or life``."""

    always_accept = ("NAME",)

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


class LineReader:
    """One table and one builder.  Hold ``lock`` while reading: the builder remembers where its line begins."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self._builder = Builder()
        self.lark = Lark(
            grammar_text(),
            parser="lalr",
            lexer="contextual",
            start=STARTS,
            keep_all_tokens=True,
            transformer=self._builder,
            postlex=_WholeWords(),
        )
        self._table = Table(self.lark)

    def read(self, text: str, start: str, base: int) -> Any:
        """The node of ``text``, which stands at offset ``base``; raises ``Refused`` or lark's ``UnexpectedInput``."""
        self._builder.base = base
        try:
            return self._table.read(text, start)
        except Misfit:
            return self.lark.parse(text, start=start)


@functools.cache
def line_reader() -> LineReader:
    """The reader of this process (built at first use; about 0.2 s)."""
    return LineReader()
