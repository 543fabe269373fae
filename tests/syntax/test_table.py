"""The quick loop over the table and Lark itself read every line alike, and refuse the same lines."""

from typing import Any

from hypothesis import given, strategies as st
from lark import Lark, UnexpectedInput

from prazo.dsl.syntax.build import Builder
from prazo.dsl.syntax.lines import logical_lines
from prazo.dsl.syntax.reader import STARTS, line_reader
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.table import Misfit, Table
from tests.syntax.test_samples import SAMPLE

LINES = [SAMPLE[line.start : line.end] for line in logical_lines(SAMPLE)[0]]
LARK: Lark = line_reader().lark
TABLE = Table(LARK)


def answer(read: Any, line: str, start: str) -> object:
    try:
        return read(line, start=start)
    except (UnexpectedInput, Misfit):
        return "does not fit"
    except Refused as refused:
        return refused.code, refused.span


def test_every_line_of_the_sample_at_every_entry() -> None:
    fitting = 0
    for line in LINES:
        for start in STARTS:
            found = answer(TABLE.read, line, start)
            assert found == answer(LARK.parse, line, start), (line, start)
            fitting += found != "does not fit"
    assert fitting >= len(LINES)


_pieces = st.sampled_from([*SAMPLE.split(), " ", ",", "(", ")", "# x\n", "orlife", "MOP30M", ";", '"', "3", ".", "保"])


@given(st.lists(_pieces, max_size=12), st.sampled_from(["", " ", "\n\t"]), st.sampled_from(STARTS))
def test_any_words(pieces: list[str], joint: str, start: str) -> None:
    line = joint.join(pieces)
    assert answer(TABLE.read, line, start) == answer(LARK.parse, line, start)


def test_the_grammar_has_no_rule_without_a_method() -> None:
    """A rule that the builder does not know would leave Lark's own trees inside ours."""
    named = {rule.alias or rule.origin.name for rule in LARK.rules if not rule.origin.name.startswith("_")}
    inlined = {rule.origin.name for rule in LARK.rules if rule.options.expand1}
    assert {name for name in named - inlined if not hasattr(Builder, name)} == set()
