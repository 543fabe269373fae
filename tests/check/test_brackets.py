"""Brackets meet end to end; what is wrong with them is exact to the point."""

from fractions import Fraction

from hypothesis import given, strategies as st

from prazo.dsl.check.brackets import BracketProblem, bracket_problems
from prazo.dsl.core.nodes import Fact, FigureFact, Within

SIZE = FigureFact(Fact(0, "size"), "MOP")


def row(low: int | None, low_included: bool, high: int | None, high_included: bool) -> Within:
    return Within(
        SIZE,
        None if low is None else Fraction(low),
        low_included,
        None if high is None else Fraction(high),
        high_included,
    )


def below(high: int) -> Within:
    return row(None, False, high, False)


def to_below(low: int, high: int) -> Within:
    return row(low, True, high, False)


def and_above(low: int) -> Within:
    return row(low, True, None, False)


def test_rows_that_meet_are_right() -> None:
    assert bracket_problems([]) == []
    assert bracket_problems([below(5), to_below(5, 8), and_above(8)]) == []
    assert bracket_problems([row(None, False, 5, True), row(5, False, 8, True), row(8, False, None, False)]) == []


def test_one_point_that_two_rows_have_or_none_has() -> None:
    five = Fraction(5)
    both = bracket_problems([row(None, False, 5, True), and_above(5)])
    assert both == [BracketProblem("overlap", 0, 1, five, True, five, True)]
    assert both[0].point == five
    none = bracket_problems([below(5), row(5, False, None, False)])
    assert none == [BracketProblem("gap", 0, 1, five, True, five, True)]


def test_stretches() -> None:
    assert bracket_problems([below(5), and_above(7)]) == [
        BracketProblem("gap", 0, 1, Fraction(5), True, Fraction(7), False)
    ]
    assert bracket_problems([below(7), and_above(5)]) == [
        BracketProblem("overlap", 0, 1, Fraction(5), True, Fraction(7), False)
    ]
    # a row inside another does not hide the gap after it, nor the row that reaches further
    inside = bracket_problems([to_below(0, 9), to_below(1, 2), to_below(3, 10)])
    assert [(one.kind, one.first, one.second) for one in inside] == [
        ("overlap", 0, 1),
        ("overlap", 0, 2),
    ]


def test_ends_count_only_where_the_range_is_declared() -> None:
    rows = [to_below(2, 4)]
    assert bracket_problems(rows) == []
    ends = bracket_problems(rows, declared=(Fraction(0), Fraction(4)))
    assert ends == [
        BracketProblem("gap", None, 0, Fraction(0), True, Fraction(2), False),
        BracketProblem("gap", 0, None, Fraction(4), True, Fraction(4), True),
    ]
    assert [(one.low, one.high) for one in bracket_problems(rows, declared=(None, None))] == [(None, 2), (4, None)]


def test_empty_and_unordered_rows() -> None:
    assert [(one.kind, one.first) for one in bracket_problems([below(5), to_below(5, 5), and_above(5)])] == [
        ("empty", 1)
    ]
    assert bracket_problems([row(5, True, 5, True)]) == []
    assert [(one.kind, one.first, one.second) for one in bracket_problems([and_above(5), below(5)])] == [
        ("order", 0, 1)
    ]


ends = st.none() | st.integers(0, 4)
rows_drawn = st.lists(st.builds(row, ends, st.booleans(), ends, st.booleans()), max_size=4)


def holds(one: Within, value: Fraction) -> bool:
    above = one.low is None or value > one.low or (one.low_included and value == one.low)
    return above and (one.high is None or value < one.high or (one.high_included and value == one.high))


@given(rows_drawn)
def test_clean_exactly_where_each_value_has_one_row(rows: list[Within]) -> None:
    values = [Fraction(n, 2) for n in range(-1, 10)]
    kinds = {one.kind for one in bracket_problems(rows, declared=(None, None))}
    counts = [sum(holds(one, value) for one in rows) for value in values]
    if any(rows) and "empty" not in kinds:
        assert ("overlap" in kinds) == any(count > 1 for count in counts)
        assert ("gap" in kinds) == any(count == 0 for count in counts)
    assert ("empty" in kinds) == any(not any(holds(one, value) for value in values) for one in rows)


@given(rows_drawn)
def test_what_is_reported_is_so_at_its_point(rows: list[Within]) -> None:
    for one in bracket_problems(rows):
        if one.point is not None and one.kind != "empty":
            rows_there = sum(holds(other, one.point) for other in rows)
            assert rows_there == 0 if one.kind == "gap" else rows_there >= 1
            assert one.kind != "overlap" or rows_there >= 2
