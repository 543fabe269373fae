"""Brackets: rows of one figure must meet end to end, without gap or overlap."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import attrs

from prazo.dsl.core.nodes import Within


@attrs.frozen(slots=True)
class BracketProblem:
    """What is wrong with two rows, and the stretch of values concerned (exact; a None end is open).

    ``kind``: "overlap" (both rows apply on the stretch), "gap" (no row does; ``first`` is the row below it and
    ``second`` the row above, None where it lies below the lowest or above the highest row), "empty" (row ``first``
    holds nothing), "order" (row ``second`` stands after ``first`` and holds lower values).  Rows count from 0.
    """

    kind: str
    first: int | None
    second: int | None
    low: Fraction | None
    low_included: bool
    high: Fraction | None
    high_included: bool

    @property
    def point(self) -> Fraction | None:
        """The one value concerned, where it is one."""
        return self.low if self.low is not None and self.low == self.high else None


# A lower end sorts by (value, 0 if included else 1), an upper end by (value, 1 if included else 0): then one stretch
# ends before another begins exactly if its upper end is not above the other's lower end.
_End = tuple[int, Fraction, int]
_ZERO = Fraction(0)


def _lower(row: Within) -> _End:
    return (-1, _ZERO, 0) if row.low is None else (0, row.low, 0 if row.low_included else 1)


def _upper(row: Within) -> _End:
    return (1, _ZERO, 0) if row.high is None else (0, row.high, 1 if row.high_included else 0)


def _problem(kind: str, first: int | None, second: int | None, low: _End, high: _End) -> BracketProblem:
    return BracketProblem(
        kind,
        first,
        second,
        low[1] if low[0] == 0 else None,
        low[0] == 0 and low[2] == 0,
        high[1] if high[0] == 0 else None,
        high[0] == 0 and high[2] == 1,
    )


def bracket_problems(
    rows: Sequence[Within], *, declared: tuple[Fraction | None, Fraction | None] | None = None
) -> list[BracketProblem]:
    """Every empty row, row out of order, overlap and gap, in the order of the rows.

    ``declared``: the range of the figure, both ends included, None: open.  Where it is given, values below the lowest
    and above the highest row that the figure can have are gaps too.
    """
    found = [_problem("empty", i, None, _lower(row), _upper(row)) for i, row in enumerate(rows) if _empty(row)]
    kept = [i for i, row in enumerate(rows) if not _empty(row)]
    found += [
        _problem("order", i, j, _lower(rows[j]), _upper(rows[j]))
        for i, j in itertools.pairwise(kept)
        if _lower(rows[j]) < _lower(rows[i])
    ]
    kept.sort(key=lambda i: (_lower(rows[i]), _upper(rows[i]), i))
    reach: int | None = None  # the row that ends highest so far
    for i in kept:
        if reach is None:
            if declared is not None:
                least: _End = (-1, _ZERO, 0) if declared[0] is None else (0, declared[0], 0)
                if least < _lower(rows[i]):
                    found.append(_problem("gap", None, i, least, _lower(rows[i])))
        elif _upper(rows[reach]) < _lower(rows[i]):
            found.append(_problem("gap", reach, i, _upper(rows[reach]), _lower(rows[i])))
        elif _lower(rows[i]) < _upper(rows[reach]):
            high = min(_upper(rows[reach]), _upper(rows[i]))
            pair = sorted((reach, i))
            found.append(_problem("overlap", pair[0], pair[1], _lower(rows[i]), high))
        if reach is None or _upper(rows[i]) > _upper(rows[reach]):
            reach = i
    if reach is not None and declared is not None:
        most: _End = (1, _ZERO, 0) if declared[1] is None else (0, declared[1], 1)
        if _upper(rows[reach]) < most:
            found.append(_problem("gap", reach, None, _upper(rows[reach]), most))
    return found


def _empty(row: Within) -> bool:
    return not _lower(row) < _upper(row)
