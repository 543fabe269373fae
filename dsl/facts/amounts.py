"""Exact decimal text of figures, the form in which facts and reports write them."""

from __future__ import annotations

from fractions import Fraction

from prazo.dsl.core.nodes import FactDecl


def decimal_text(value: Fraction) -> str:
    """``value`` in decimals, as few as say it exactly: ``45000000``, ``0.5``.

    Raises ``ValueError`` where no number of decimals does (1/3).
    """
    twos = _power(value.denominator, 2)
    fives = _power(value.denominator, 5)
    if 2**twos * 5**fives != value.denominator:
        raise ValueError(f"{value} has no last decimal")
    scale = max(twos, fives)
    digits = str(abs(value.numerator) * 10**scale // value.denominator).rjust(scale + 1, "0")
    whole, decimals = (digits[:-scale], digits[-scale:]) if scale else (digits, "")
    return ("-" if value < 0 else "") + whole + (f".{decimals}" if decimals else "")


def figure_text(decl: FactDecl, value: Fraction) -> str:
    """``value`` as a fact of this kind is written: ``MOP 45000000``, ``9.99%``, ``12``."""
    if decl.kind == "money":
        return f"{decl.unit} {decimal_text(value)}"
    return f"{decimal_text(value * 100)}%" if decl.kind == "percent" else decimal_text(value)


def range_text(decl: FactDecl) -> str:
    """The declared range: ``at least 0``, ``from MOP 10 to MOP 30``; empty where there is none."""
    low = None if decl.low is None else figure_text(decl, decl.low)
    high = None if decl.high is None else figure_text(decl, decl.high)
    if low is not None and high is not None:
        return f"from {low} to {high}"
    return f"at least {low}" if low is not None else f"at most {high}" if high is not None else ""


def _power(number: int, base: int) -> int:
    count = 0
    while number % base == 0:
        number //= base
        count += 1
    return count
