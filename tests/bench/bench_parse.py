"""Lines a second: the parser (places, comments, recovery, tree) against Lark alone on the same lines.

Run: ``python -m tests.bench.bench_parse``.  "Lark alone" is the same grammar, the same lines, Lark's own tree,
nothing else; the ratio is what is to be kept (at most 1.3, with checking at most 2).
"""

from __future__ import annotations

import functools
import statistics
import time
from collections.abc import Callable
from importlib import resources

from lark import Lark

from prazo.dsl.diagnostics.model import Source
from prazo.dsl.syntax.lines import logical_lines
from prazo.dsl.syntax.parser import parse
from prazo.dsl.syntax.reader import STARTS, grammar_text

ROUNDS = 7


def _library() -> str:
    folder = resources.files("prazo.stdlib").joinpath("macau/insurance/dl27_97_m")
    texts = [entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".prazo")]
    return "\n".join(sorted(texts))


def _seconds(run: Callable[[], object]) -> float:
    begin = time.process_time()
    run()
    return time.process_time() - begin


def _lines_by_entry(text: str, lark: Lark) -> list[tuple[str, str]]:
    """Each logical line with the first entry of the grammar that takes it."""
    found = []
    for line in logical_lines(text)[0]:
        content = text[line.start : line.end]
        for start in STARTS:
            try:
                lark.parse(content, start=start)
            except Exception:
                continue
            found.append((content, start))
            break
    return found


def _lark_alone(lark: Lark, pairs: list[tuple[str, str]]) -> None:
    for line, start in pairs:
        lark.parse(line, start=start)


def main() -> None:
    lark = Lark(grammar_text(), parser="lalr", lexer="contextual", start=STARTS)
    text = _library()
    pairs = _lines_by_entry(text, lark)
    parse(Source("warm.prazo", text))
    for times in (1, 4):
        source = Source("bench.prazo", text * times)
        alone, whole = [], []
        for _ in range(ROUNDS):
            alone.append(_seconds(functools.partial(_lark_alone, lark, pairs * times)))
            whole.append(_seconds(functools.partial(parse, source)))
        lines = source.text.count("\n")
        a, w = statistics.median(alone), statistics.median(whole)
        print(
            f"{lines:6} lines: Lark alone {lines / a:8,.0f} lines/s, parse {lines / w:8,.0f} lines/s, ratio {w / a:.2f}"
        )


if __name__ == "__main__":
    main()
