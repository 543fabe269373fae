"""Reading and checking rules against Lark alone on the same text; and whether the time is linear in the lines.

Lark alone: the same grammar, LALR with its contextual lexer, each line from the same start, into Lark's own tree.
Goals: reading at most 1.3 times Lark alone, reading and checking at most 2 times, and at 16,000 lines at most 1.2 times
the time a line takes at 2,000.
"""

from __future__ import annotations

import functools
import os
from typing import Any, Final

from lark import Lark, ParseTree

from prazo.dsl.api import check_text, load
from prazo.dsl.check.load import gather, parsed
from prazo.dsl.check.reader import Request
from prazo.dsl.check.run import check_project
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.edge.files import library
from prazo.dsl.syntax import parser
from prazo.dsl.syntax.reader import STARTS, grammar_text, line_reader
from prazo.dsl.time.library import load_standard
from tests.bench.measure import Measured, in_turn, of, ratio
from tests.bench.written_rules import written_rules

LENGTHS: Final = (1_000, 2_000, 4_000, 8_000, 16_000)


@functools.cache
def _lark() -> Lark:
    return Lark(grammar_text(), parser="lalr", lexer="contextual", start=STARTS)


def _lines_of(text: str) -> list[tuple[str, str]]:
    """What the parser asks Lark to read of a text: each line with the start that it is read from."""
    reader = line_reader()
    asked: list[tuple[str, str]] = []
    read = reader.read

    def noting(text: str, start: str, base: int) -> Any:
        asked.append((text, start))
        return read(text, start, base)

    reader.read = noting  # type: ignore[method-assign]
    try:
        parser.parse(Source("rules.prazo", text))
    finally:
        del reader.read
    return asked


def _alone(lines: list[tuple[str, str]]) -> list[ParseTree]:
    """The trees of all lines, kept together as those of one text."""
    lark = _lark()
    return [lark.parse(line, start=start) for line, start in lines]


def _library(module: str) -> list[Measured]:
    project = gather(Request(module=module), None, library())
    texts = [one.source.text for one in project.files]
    rules = load_standard().rules
    lines = [line for text in texts for line in _lines_of(text)]
    count = sum(text.count("\n") for text in texts)
    checked = in_turn(lambda: check_project(project, rules), lambda: _alone(lines))
    read = in_turn(lambda: parsed(project.files), lambda: _alone(lines))
    return [
        ratio(f"reading std:{module} ({count:,} lines)", read, 1.3),
        ratio(f"reading and checking std:{module} ({count:,} lines)", checked, 2),
    ]


def measured() -> list[Measured]:
    """Ratios to Lark alone, library first, and the growth of the time a line takes."""
    os.environ["PRAZO_CACHE"] = "off"
    load("std:macau.insurance")  # Lark's table and the counting rules are set up once, outside the figures
    found = _library("macau.insurance")
    texts = {lines: written_rules(lines) for lines in LENGTHS}
    for lines, text in texts.items():
        asked = _lines_of(text)
        rounds = in_turn(lambda text=text: check_text(text), lambda asked=asked: _alone(asked), rounds=5)  # type: ignore[misc]
        found.append(ratio(f"reading and checking {lines:,} lines", rounds, 2))
    short, long = texts[2_000], texts[16_000]
    rounds = in_turn(lambda: check_text(long), lambda: check_text(short), rounds=5)
    growth = [first / long.count("\n") / (second / short.count("\n")) for first, second in rounds]
    found.append(of("time a line, 16,000 lines against 2,000", growth, goal=1.2))
    return found
