"""The core as text."""

from pathlib import Path

import attrs

from prazo.dsl.core.nodes import Fact, Is, Labels, Not
from prazo.dsl.core.print import condition_text, print_block, print_program
from tests.core.samples import program

EXPECTED = Path(__file__).with_name("program.txt")


def test_a_program_reads_as_recorded() -> None:
    assert print_program(program(1)) == EXPECTED.read_text(encoding="utf-8")


def test_a_norm_alone_is_what_it_is_in_the_program() -> None:
    one = program(2)
    text = print_program(one)
    assert all(print_block(block) in text for block in one.norms)
    assert all(print_block(block) in text for block in one.definitions)


def test_brackets_leave_no_doubt_and_nothing_hidden_gets_through() -> None:
    assert condition_text(Not(Is(Fact(1, "resident")))) == "not (1.resident)"
    title = Labels("a\n\x1b[31mb\u202e")
    assert "\x1b" not in print_block(attrs.evolve(program(1).norms[0], labels=title))
    assert "\u202e" not in print_block(attrs.evolve(program(1).norms[0], labels=title))
