"""Figures and days as the report writes them: exact, and the same on every machine.

Standard library only: this file is copied word for word into generated checkers.
"""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

#: decimals up to which a figure is written as a decimal number; beyond, as a fraction such as ``1/3``
SCALE = 12


def number_text(value: Fraction, places: int = 0) -> str:
    """``30000000``, ``0.5``, ``1/3`` where no decimals do; ``places``: at least so many decimals if it is not whole."""
    if (10**SCALE) % value.denominator:
        return f"{value.numerator}/{value.denominator}"
    if value.denominator == 1:
        return str(value.numerator)
    scaled = abs(value.numerator) * 10**SCALE // value.denominator
    whole, rest = divmod(scaled, 10**SCALE)
    decimals = str(rest).rjust(SCALE, "0").rstrip("0").ljust(places, "0")
    return f"{'-' if value < 0 else ''}{whole}.{decimals}"


def figure_text(value: Fraction, unit: str, decimals: Callable[[str], int]) -> str:
    """A figure in its unit: ``MOP 45000000``, ``MOP 0.50``, ``9.99%``, ``12``, ``2021-03-01``.

    ``unit`` is "number", "percent", "date" or a currency; ``decimals`` gives those of a currency.
    """
    if unit == "date":
        return date.fromordinal(int(value)).isoformat()
    if unit == "percent":
        return number_text(value * 100) + "%"
    if unit == "number":
        return number_text(value)
    return f"{unit} {number_text(value, decimals(unit))}"


def figure_value(low: Fraction | None, high: Fraction | None, unit: str, decimals: Callable[[str], int]) -> Any:
    """A known figure as text, one in doubt as ``[low, high]`` with null for an open end."""
    ends = [None if end is None else figure_text(end, unit, decimals) for end in (low, high)]
    return ends[0] if low is not None and low == high else ends


def day_text(day: Any) -> str | None:
    """A day, or a moment, as it is written."""
    return None if day is None else str(day.isoformat())


def verdict_data(verdict: Any, decimals: Callable[[str], int]) -> dict[str, Any]:
    """A verdict as the report has it.  Anything with the fields of ``model.Verdict`` will do."""
    return {
        "norm": verdict.norm,
        "period": verdict.period,
        "item": verdict.item,
        "reading": verdict.reading,
        "version": verdict.version,
        "status": verdict.status,
        "possible": list(verdict.possible),
        "since": day_text(verdict.since),
        "trigger": day_text(verdict.trigger),
        "due": day_text(verdict.due),
        "done": day_text(verdict.done),
        "cured": day_text(verdict.cured),
        "needs": _needs(verdict.needs),
        "may_prove": _provers(verdict.may_prove),
        "reason": {
            "code": verdict.reason.code,
            "args": {name: _value(value, decimals) for name, value in sorted(verdict.reason.args.items())},
        },
        "owed_to": verdict.owed_to,
        "by": verdict.by,
        "marks": list(verdict.marks),
        "interpretations": list(verdict.interpretations),
    }


def effect_data(effect: Any, decimals: Callable[[str], int]) -> dict[str, Any]:
    """An effect as the report has it.  Anything with the fields of ``model.Effect`` will do."""
    return {
        "norm": effect.norm,
        "kind": effect.kind,
        "of": effect.of,
        "period": effect.period,
        "item": effect.item,
        "reading": effect.reading,
        "holds": effect.holds,
        "since": day_text(effect.since),
        "values": {name: _value(value, decimals) for name, value in effect.values.items()},
        "needs": _needs(effect.needs),
        "may_prove": _provers(effect.may_prove),
        "by": effect.by,
        "marks": list(effect.marks),
        "interpretations": list(effect.interpretations),
    }


def verdict_order(verdict: Any, ranks: Mapping[str, int]) -> tuple[Any, ...]:
    """Instrument, provision and norm (``ranks``: norms in that order, from 0), then period, item, reading."""
    return (ranks[verdict.norm], *_text_order(verdict.period, verdict.item, verdict.reading))


def effect_order(effect: Any, ranks: Mapping[str, int]) -> tuple[Any, ...]:
    """As verdicts; several breaches that bring one effect in the order of the norms breached."""
    of = -1 if effect.of is None else ranks[effect.of]
    return (ranks[effect.norm], of, *_text_order(effect.period, effect.item, effect.reading))


def _text_order(*parts: str | None) -> list[tuple[bool, str]]:
    return [(part is not None, part or "") for part in parts]


def _needs(needs: Any) -> list[dict[str, Any]]:
    return [{"path": need.path, "from": need.source} for need in needs]


def _provers(needs: Any) -> list[dict[str, Any]]:
    return [{"path": need.path, "by": need.source} for need in needs]


def _value(value: Any, decimals: Callable[[str], int]) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return figure_value(value.low, value.high, value.unit, decimals)
