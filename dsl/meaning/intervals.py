"""Intervals of exact figures: what is possible where facts are missing.

Standard library only: this file is copied word for word into generated checkers.  An interval is ``(low, high)``, both
ends included, None: open on that side.  Source: `meaning.md`, section 7.
"""

from fractions import Fraction

Interval = tuple[Fraction | None, Fraction | None]

ANYTHING: Interval = (None, None)

_End = tuple[int, Fraction]  # (-1, 0): minus infinity; (0, x): x; (1, 0): plus infinity; ordered as such
_ZERO = Fraction(0)
_MINUS: _End = (-1, _ZERO)
_PLUS: _End = (1, _ZERO)


def exactly(value: Fraction) -> Interval:
    """The interval of one value."""
    return value, value


def settled(one: Interval) -> bool:
    """True if only one value is possible."""
    return one[0] is not None and (one[0] is one[1] or one[0] == one[1])


def hull(intervals: list[Interval]) -> Interval:
    """The smallest interval that holds them all (at least one)."""
    lows = [low for low, _ in intervals]
    highs = [high for _, high in intervals]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    return low, high


def add(a: Interval, b: Interval) -> Interval:
    return (
        None if a[0] is None or b[0] is None else a[0] + b[0],
        None if a[1] is None or b[1] is None else a[1] + b[1],
    )


def negative(a: Interval) -> Interval:
    return None if a[1] is None else -a[1], None if a[0] is None else -a[0]


def times(a: Interval, b: Interval) -> Interval:
    """Every product; zero times an open end is zero."""
    corners = [_times(x, y) for x in _ends(a) for y in _ends(b)]
    return _closed(min(corners), max(corners))


def divided(a: Interval, b: Interval, at_zero: Interval) -> Interval:
    """Every quotient; where the divisor may be zero, also ``at_zero``."""
    low, high = _ends(b)
    parts: list[Interval] = []
    if low <= (0, _ZERO) <= high:
        parts.append(at_zero)
    if high > (0, _ZERO):
        least = low if low > (0, _ZERO) else None
        parts.append(times(a, (_inverse(high), None if least is None else _inverse(least))))
    if low < (0, _ZERO):
        greatest = high if high < (0, _ZERO) else None
        parts.append(times(a, (None if greatest is None else _inverse(greatest), _inverse(low))))
    return hull(parts)


def extreme(a: Interval, b: Interval, greatest: bool) -> Interval:
    """The greater or the lesser of the two, whatever values they have."""
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    pick = max if greatest else min
    return _closed(pick(a_low, b_low), pick(a_high, b_high))


def rounded(a: Interval, mode: str, step: Fraction) -> Interval:
    """Both ends rounded to a multiple of ``step`` (> 0); see `round_figure`."""
    return (
        None if a[0] is None else round_figure(a[0], mode, step),
        None if a[1] is None else round_figure(a[1], mode, step),
    )


def round_figure(value: Fraction, mode: str, step: Fraction) -> Fraction:
    """A multiple of ``step``: "up" not below the value, "down" not above it, "half up", "half even" the nearest."""
    count = value / step
    whole = count.numerator // count.denominator
    rest = count - whole
    if (
        (mode == "up" and rest > 0)
        or (mode != "down" and mode != "up" and rest > Fraction(1, 2))
        or (rest == Fraction(1, 2) and (mode == "half up" or (mode == "half even" and whole % 2 == 1)))
    ):
        whole += 1
    return whole * step


def compare(op: str, a: Interval, b: Interval) -> bool | None:
    """True or false if it is so for all pairs, else None."""
    if op in ("<=", "<"):
        return compare(">=" if op == "<=" else ">", b, a)
    (a_low, a_high), (b_low, b_high) = _ends(a), _ends(b)
    if op == ">=":
        if _finite(a_low, b_high) and a_low >= b_high:
            return True
        return False if _finite(a_high, b_low) and a_high < b_low else None
    if op == ">":
        if _finite(a_low, b_high) and a_low > b_high:
            return True
        return False if _finite(a_high, b_low) and a_high <= b_low else None
    same = _same(a, b)
    return same if op == "=" or same is None else not same


def _same(a: Interval, b: Interval) -> bool | None:
    if settled(a) and settled(b):
        return a[0] == b[0]
    apart = (a[1] is not None and b[0] is not None and a[1] < b[0]) or (
        b[1] is not None and a[0] is not None and b[1] < a[0]
    )
    return False if apart else None


def _finite(*ends: _End) -> bool:
    return all(sign == 0 for sign, _ in ends)


def _ends(a: Interval) -> tuple[_End, _End]:
    return _MINUS if a[0] is None else (0, a[0]), _PLUS if a[1] is None else (0, a[1])


def _closed(low: _End, high: _End) -> Interval:
    return None if low[0] else low[1], None if high[0] else high[1]


def _times(x: _End, y: _End) -> _End:
    if x[0] == 0 and y[0] == 0:
        return 0, x[1] * y[1]
    if x == (0, _ZERO) or y == (0, _ZERO):
        return 0, _ZERO
    positive = (x > (0, _ZERO)) == (y > (0, _ZERO))
    return _PLUS if positive else _MINUS


def _inverse(x: _End) -> Fraction:
    return _ZERO if x[0] else 1 / x[1]
