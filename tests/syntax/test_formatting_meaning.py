"""Formatting never changes the meaning: whatever the layout, the checked core is the same, and every comment stays."""

import re
from random import Random

import attrs
import hypothesis.strategies as st
from hypothesis import given

from prazo.dsl.api import load_text
from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.syntax.formatter import format_source
from tests.meaning.programs import programs


def core(text: str) -> Program:
    """The checked core without the digests of the text; places are no part of equality."""
    return attrs.evolve(load_text(text).program, modules=())


def shaken(text: str, random: Random) -> str:
    """The same words in another layout: other indents and gaps, with empty lines and comments."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        words = line.split()
        gap = " " * random.randint(1, 3)
        quoted = '"' in line
        written = line.strip() if quoted else gap.join(words)
        before = ["", f"  # above {number}"][: random.randint(0, 2)] if words else []
        after = f"   # beside {number}" if words and random.random() < 0.3 else ""
        lines += [*before, " " * random.randint(0, 6) + written + after]
    return "\n".join(lines) + "\n"


@given(programs(), st.randoms(use_true_random=False))
def test_the_core_is_the_same_and_comments_stay(text: str, random: Random) -> None:
    written = shaken(text, random)
    formatted, found = format_source(Source("generated.prazo", written))
    assert formatted is not None, found
    assert core(formatted) == core(written) == core(text)
    comments = re.compile(r"# (?:above|beside) \d+")
    assert sorted(comments.findall(formatted)) == sorted(comments.findall(written))
    assert format_source(Source("generated.prazo", formatted)) == (formatted, ())
