"""Putting a module together: statements word for word, names apart, nothing that is not needed."""

from __future__ import annotations

import ast

from prazo.compiler.python.assemble import assembled


def put_together(first: str, last: str = "") -> str:
    return assembled(first, last, '"""A module."""')


def run(text: str) -> dict[str, object]:
    found: dict[str, object] = {"__name__": "put_together"}
    exec(compile(text, "put_together.py", "exec"), found)
    return found


def test_only_what_is_used_is_there() -> None:
    text = put_together("from prazo.dsl.meaning.truth import both\n\ndef f(values):\n    return both(values)\n")
    assert "def both" in text
    assert "def either" not in text
    assert run(text)["f"]([True, None]) is None  # type: ignore[operator]


def test_a_name_that_two_files_give_gets_the_name_of_its_file() -> None:
    text = put_together(
        "from prazo.dsl.facts.amounts import figure_text as one\n"
        "from prazo.dsl.report.format_values import figure_text\n"
        "def f():\n    return one, figure_text\n"
    )
    defined = [node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)]
    assert defined.count("figure_text") == 1
    assert len([name for name in defined if name.endswith("figure_text")]) == 2


def test_names_of_the_texts_are_kept() -> None:
    text = put_together("from prazo.dsl.meaning.truth import negation as no\n\ndef negation(a):\n    return no(a)\n")
    assert run(text)["negation"](True) is False  # type: ignore[operator]


def test_local_names_are_left_alone() -> None:
    text = put_together(
        """
from prazo.dsl.meaning.truth import both, either as Either

Truth = 1

def f(both):
    return both

def g():
    return [both for both in (1, 2)], (lambda both: both)(3), both([True])

class K:
    both = 4
    taken = both

    def m(self):
        return both([False])

def h(value):
    match value:
        case [both, *rest]:
            return both, rest
        case {"a": both, **rest}:
            return both, rest
    return Either([True])
"""
    )
    found = run(text)
    assert found["f"](5) == 5  # type: ignore[operator]
    assert found["g"]() == ([1, 2], 3, True)  # type: ignore[operator]
    assert (found["K"].taken, found["K"]().m()) == (4, False)  # type: ignore[attr-defined, operator]
    assert found["h"]([1, 2]) == (1, [2])  # type: ignore[operator]
    assert found["h"]({"a": 1}) == (1, {})  # type: ignore[operator]
    assert found["h"](0) is True  # type: ignore[operator]
    assert found["Truth"] == 1


def test_what_stands_last_may_use_all_at_once() -> None:
    text = put_together(
        "def f():\n    return LATER\n", "from prazo.dsl.meaning.truth import negation\nLATER = negation(True)\n"
    )
    assert run(text)["f"]() is False  # type: ignore[operator]


def test_comments_above_a_statement_come_with_it() -> None:
    text = put_together("from prazo.dsl.report.format_values import SCALE\n\ndef f():\n    return SCALE\n")
    assert "#: decimals up to which" in text
