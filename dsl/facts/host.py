"""Python values as facts: mappings, lists, dates, ``Decimal``, ``Fraction``.  Floats are refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

from prazo.dsl.facts.amounts import decimal_text
from prazo.dsl.facts.limits import DEPTH, ITEMS, KEYS
from prazo.dsl.facts.raw import Numeral, Raw, Refused
from prazo.dsl.facts.values import NEVER, UNKNOWN

_BITS: Final = 1024  # far beyond 38 digits, and still quick to write in decimal


class TooDeep(ValueError):
    """Values are nested more than ``DEPTH`` deep, or hold themselves."""


def from_host(value: object, depth: int = 1) -> Raw:
    """``value`` as a document would hold it; what none can hold becomes ``Refused``, reported where it stands.

    Raises ``TooDeep``.
    """
    match value:
        case None | bool() | str():
            return value
        case int():
            return Numeral(str(value)) if value.bit_length() <= _BITS else _too_long()
        case float():
            return Refused("F0027", {"found": repr(value)}, 'give text, "9.99", or decimal.Decimal')
        case Decimal():
            return _from_decimal(value)
        case Fraction():
            return _from_fraction(value)
        case datetime():
            return value.isoformat()
        case date():
            return value.isoformat()
    if value is UNKNOWN:
        return None
    if value is NEVER:
        return "never"
    if depth > DEPTH:
        raise TooDeep
    if isinstance(value, Mapping):
        if len(value) > KEYS:
            return Refused("F0061", {"limit": str(KEYS)})
        return {_name(key): from_host(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        if len(value) > ITEMS:
            return Refused("F0062", {"count": str(len(value)), "limit": str(ITEMS)})
        return [from_host(inner, depth + 1) for inner in value]
    return Refused("F0010", {"expected": "a value that JSON has", "found": f"a Python {type(value).__name__}"})


def _name(key: object) -> str:
    return key if isinstance(key, str) else repr(key)


def _from_decimal(value: Decimal) -> Raw:
    if not value.is_finite():
        return Numeral("NaN")
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _BITS or len(value.as_tuple().digits) > _BITS:
        return _too_long()
    return Numeral(f"{value:f}")


def _from_fraction(value: Fraction) -> Raw:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _BITS:
        return _too_long()
    try:
        return Numeral(decimal_text(value))
    except ValueError:
        return Refused("F0015", {"found": str(value)}, "give a number with a last decimal")


def _too_long() -> Refused:
    return Refused("F0026", {"count": "several hundred", "limit": "38"})
