"""Amounts as messages write them."""

from __future__ import annotations

from fractions import Fraction

from prazo.dsl.core.nodes import NUMBER, PERCENT


def amount_words(value: Fraction | None, unit: str) -> str:
    """``MOP 30,000,000``, ``25%``, ``3``."""
    if value is None:
        return "any value"
    if unit == PERCENT:
        return f"{decimal_words(value * 100)}%"
    return decimal_words(value) if unit == NUMBER else f"{unit} {decimal_words(value)}"


def decimal_words(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{value.numerator:,}"
    whole, rest = divmod(abs(value.numerator), value.denominator)
    digits = ""
    while rest and len(digits) < 12:
        digit, rest = divmod(rest * 10, value.denominator)
        digits += str(digit)
    return f"{'-' if value < 0 else ''}{whole:,}.{digits}"
