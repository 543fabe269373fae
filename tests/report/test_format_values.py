"""Figures and days as the report writes them."""

import ast
import sys
from datetime import date
from fractions import Fraction as F
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.facts.currencies import decimals
from prazo.dsl.report import canonical, format_values
from prazo.dsl.report.format_values import figure_text, figure_value, number_text


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (F(45_000_000), "MOP", "MOP 45000000"),
        (F(1, 2), "MOP", "MOP 0.50"),
        (F(-5, 4), "MOP", "MOP -1.25"),
        (F(1, 8), "MOP", "MOP 0.125"),
        (F(1, 3), "MOP", "MOP 1/3"),
        (F(100, 3), "JPY", "JPY 100/3"),
        (F(1, 2), "KWD", "KWD 0.500"),
        (F(999, 10_000), "percent", "9.99%"),
        (F(1, 3), "percent", "100/3%"),
        (F(2), "percent", "200%"),
        (F(12), "number", "12"),
        (F(1, 10**12), "number", "0.000000000001"),
        (F(1, 2**13), "number", "1/8192"),
        (F(0), "number", "0"),
        (F(date(2021, 3, 1).toordinal()), "date", "2021-03-01"),
    ],
)
def test_a_figure_is_written_exactly(value: F, unit: str, written: str) -> None:
    assert figure_text(value, unit, decimals) == written


@given(st.fractions(max_denominator=10**6))
def test_the_text_of_a_number_is_the_number(value: F) -> None:
    assert F(number_text(value)) == value


def test_what_is_in_doubt_is_an_interval() -> None:
    assert figure_value(F(1), F(1), "MOP", decimals) == "MOP 1"
    assert figure_value(F(1), F(2), "MOP", decimals) == ["MOP 1", "MOP 2"]
    assert figure_value(None, F(2), "MOP", decimals) == [None, "MOP 2"]
    assert figure_value(None, None, "MOP", decimals) == [None, None]


@pytest.mark.parametrize("module", [canonical, format_values])
def test_what_generated_checkers_copy_needs_the_standard_library_alone(module: object) -> None:
    tree = ast.parse(Path(str(getattr(module, "__file__", ""))).read_text("utf-8"))
    imported = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    imported += [one.name for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    assert imported
    assert {name.partition(".")[0] for name in imported} <= sys.stdlib_module_names
