"""Guards: proved exclusive or covering exactly where going through every case says so."""

import itertools
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import attrs
import pytest
from hypothesis import given, strategies as st

from prazo.dsl.check import guards
from prazo.dsl.check.guards import conflicts, cover
from prazo.dsl.core.nodes import (
    Always,
    And,
    ChoiceIs,
    Compare,
    Condition,
    Count,
    DayFact,
    DayLiteral,
    Defined,
    Extends,
    Fact,
    FactDecl,
    FigureFact,
    Guard,
    Happened,
    InState,
    Is,
    JudgedDay,
    Literal,
    Not,
    Or,
    Otherwise,
    PeriodIs,
    Product,
    Quantified,
    Reaches,
    Sum,
    Within,
)

LINE, LOCAL, CAPITAL, FUND, FREE = (Fact(0, name) for name in ("line", "local", "capital", "fund", "free"))
DECLARED = {
    "line": FactDecl("line", "choice", values=("life", "general", "both")),
    "local": FactDecl("local", "yes or no"),
    "capital": FactDecl("capital", "money", unit="MOP", low=Fraction(0), high=Fraction(4)),
    "fund": FactDecl("fund", "money", unit="MOP"),
    "rate": FactDecl("rate", "percent", unit="percent", low=Fraction(0), high=Fraction(1)),
}


def info(fact: Fact) -> FactDecl | None:
    return DECLARED.get(fact.name)


def money(value: int | Fraction) -> Literal:
    return Literal(Fraction(value), "MOP")


def figure(name: str) -> FigureFact:
    return FigureFact(Fact(0, name), "MOP")


def capital(op: str, value: int | Fraction) -> Compare:
    return Compare(op, figure("capital"), money(value))


@attrs.frozen
class World:
    """One case: a value of everything that the generated guards speak of."""

    line: str
    local: bool
    capital: Fraction
    linked: bool
    year: int
    quarter: int


WORLDS = [
    World(*values)
    for values in itertools.product(
        ("life", "general", "both"),
        (False, True),
        [Fraction(n, 2) for n in range(9)],
        (False, True),
        (2020, 2021, 2022),
        (1, 2, 3, 4),
    )
]
HOLDS = {
    ">=": Fraction.__ge__,
    "<=": Fraction.__le__,
    ">": Fraction.__gt__,
    "<": Fraction.__lt__,
    "=": Fraction.__eq__,
    "!=": Fraction.__ne__,
}


def holds(condition: Condition, world: World) -> bool:
    match condition:
        case Always(value):
            return value
        case Is():
            return world.local
        case Defined():
            return world.linked
        case ChoiceIs(_, values):
            return world.line in values
        case Compare(op, _, Literal(value)):
            return bool(HOLDS[op](world.capital, value))
        case Within(_, low, low_included, high, high_included):
            value = world.capital
            above = low is None or value > low or (low_included and value == low)
            return above and (high is None or value < high or (high_included and value == high))
        case PeriodIs(_, keys):
            return str(world.quarter) in keys or f"{world.year}-Q{world.quarter}" in keys
        case Not(operand):
            return not holds(operand, world)
        case And(operands):
            return all(holds(one, world) for one in operands)
        case Or(operands):
            return any(holds(one, world) for one in operands)
        case _:
            raise AssertionError(condition)


bounds = st.none() | st.integers(-1, 5).map(Fraction)
simple = st.one_of(
    st.builds(Always, st.booleans()),
    st.just(Is(LOCAL)),
    st.just(Defined(0, "linked")),
    st.lists(st.sampled_from(["life", "general", "both"]), min_size=1, max_size=2, unique=True).map(
        lambda values: ChoiceIs(LINE, tuple(values))
    ),
    st.builds(capital, st.sampled_from(sorted(HOLDS)), st.integers(-1, 5)),
    st.builds(Within, st.just(figure("capital")), bounds, st.booleans(), bounds, st.booleans()),
    st.lists(st.sampled_from(["1", "2", "3", "4", "2020-Q1", "2021-Q1", "2021-Q4"]), min_size=1, max_size=3).map(
        lambda keys: PeriodIs("quarter", tuple(keys))
    ),
)
conditions: st.SearchStrategy[Condition] = st.recursive(
    simple,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=5,
)
guard_lists = st.lists(conditions | st.none() | st.just(Otherwise()), max_size=4)


def applies(guard: Guard, before: Sequence[Guard], world: World) -> bool:
    if isinstance(guard, Otherwise):
        return not any(applies(one, (), world) for one in before if not isinstance(one, Otherwise))
    return guard is None or holds(guard, world)


@given(guard_lists)
def test_conflicts_are_exactly_the_pairs_that_meet_in_some_case(listed: list[Guard]) -> None:
    # Two "otherwise" are never called exclusive: which of them is the other case, nobody knows.
    meet = [
        (i, j)
        for i, j in itertools.combinations(range(len(listed)), 2)
        if (isinstance(listed[i], Otherwise) and isinstance(listed[j], Otherwise))
        or any(applies(listed[i], listed[:i], w) and applies(listed[j], listed[:j], w) for w in WORLDS)
    ]
    assert conflicts(listed, info) == meet


@given(st.lists(conditions, max_size=4))
def test_cover_is_said_exactly_where_every_case_is_covered(listed: list[Condition]) -> None:
    assert cover(listed, info) == all(any(holds(one, w) for one in listed) for w in WORLDS)


LIFE, GENERAL = ChoiceIs(LINE, ("life",)), ChoiceIs(LINE, ("general",))
LOCALLY = Is(LOCAL)
RATE = FigureFact(Fact(0, "rate"), "percent")
TENTH = Fraction(1, 10)
JUDGED, FIRST_MAY = JudgedDay(), DayLiteral(date(2021, 5, 1))
BEGUN, SOLD = DayFact(Fact(0, "begun")), DayFact(Fact(0, "sold"))


@pytest.mark.parametrize(
    ("listed", "exclusive", "covered"),
    [
        ([], True, False),
        ([None], True, True),
        ([None, Otherwise()], True, True),
        ([LIFE, Otherwise()], True, True),
        ([LIFE, Not(LIFE)], True, True),
        ([LIFE, GENERAL], True, False),
        ([LIFE, GENERAL, ChoiceIs(LINE, ("both",))], True, True),
        ([ChoiceIs(FREE, ("x",)), ChoiceIs(FREE, ("y",))], True, False),
        ([ChoiceIs(FREE, ("x",)), Not(ChoiceIs(FREE, ("x",)))], True, True),
        ([LOCALLY, Not(LOCALLY)], True, True),
        ([LOCALLY, Is(Fact(1, "local"))], False, False),
        ([And((LOCALLY, LIFE)), And((Not(LOCALLY), GENERAL))], True, False),
        ([And((LOCALLY, LIFE)), And((LOCALLY, Not(LIFE))), Not(LOCALLY)], True, True),
        ([Happened(Fact(0, "begun")), Not(Happened(Fact(0, "begun")))], True, True),
        ([InState(Fact(0, "open")), Happened(Fact(0, "begun"))], False, False),
        ([Defined(0, "linked"), Not(Defined(0, "linked"))], True, True),
        ([capital("<", 2), capital(">=", 2)], True, True),
        ([capital("<=", 2), capital(">=", 2)], False, True),
        ([capital("<", 2), capital(">", 2)], True, False),
        ([capital("<", 2), capital("=", 2), capital(">", 2)], True, True),
        ([capital("<=", 4)], True, True),
        ([capital("<", 4)], True, False),
        ([Compare("<=", figure("fund"), money(4))], True, False),
        ([Within(RATE, None, False, TENTH, False), Within(RATE, TENTH, True, None, False)], True, True),
        ([Within(RATE, Fraction(0), True, Fraction(1), True)], True, True),
        # one side of a comparison may be another figure, and a multiple is the same figure
        (
            [Compare("<", figure("capital"), figure("fund")), Compare("<=", figure("fund"), figure("capital"))],
            True,
            True,
        ),
        (
            [
                Compare("<", figure("fund"), Product(Literal(Fraction(2), "number"), figure("fund"), "MOP")),
                Compare("<=", figure("fund"), money(0)),
            ],
            True,
            True,
        ),
        ([Compare(">=", Sum(figure("capital"), money(1), False, "MOP"), money(1))], True, True),
        ([PeriodIs("financial year", ("FY1998",)), PeriodIs("financial year", ("FY1999",))], True, False),
        ([PeriodIs("month", ("2021-06",)), PeriodIs("month", ("6",))], False, False),
        ([PeriodIs("month", ("2021-06",)), PeriodIs("month", ("12",))], True, False),
        ([PeriodIs("half-year", ("1",)), PeriodIs("half-year", ("2",))], True, True),
        # lists: a count is a whole number, "any" and "none" are counts
        (
            [
                Quantified("any", 0, Fact(0, "agents"), Is(Fact(1, "resident"))),
                Quantified("none", 0, Fact(0, "agents"), Is(Fact(1, "resident"))),
            ],
            True,
            True,
        ),
        (
            [
                Quantified("at most", 1, Fact(0, "agents"), LOCALLY),
                Quantified("at least", 2, Fact(0, "agents"), LOCALLY),
            ],
            True,
            True,
        ),
        (
            [
                Quantified("every", 0, Fact(0, "agents"), Not(LOCALLY)),
                Quantified("any", 0, Fact(0, "agents"), LOCALLY),
            ],
            True,
            True,
        ),
        ([Compare("<", Count(Fact(0, "agents"), None), Literal(Fraction(1), "number"))], True, False),
        (
            [
                Compare("=", Count(Fact(0, "agents"), None), Literal(Fraction(0), "number")),
                Compare(">", Count(Fact(0, "agents"), None), Literal(Fraction(1, 2), "number")),
            ],
            True,
            True,
        ),
        # days: a date that is never lies on neither side
        ([Reaches(JUDGED, (), FIRST_MAY, True), Reaches(FIRST_MAY, (), JUDGED, False)], True, True),
        ([Reaches(BEGUN, (), FIRST_MAY, True), Reaches(FIRST_MAY, (), BEGUN, False)], True, False),
        ([Reaches(BEGUN, (), SOLD, True), Reaches(SOLD, (), BEGUN, False)], True, False),
        ([Reaches(BEGUN, (), SOLD, False), Reaches(SOLD, (), BEGUN, False)], False, False),
        ([Reaches(BEGUN, ((5, "year"),), SOLD, False), Extends(BEGUN, ((5, "year"),), SOLD, True)], True, False),
        ([Reaches(BEGUN, ((5, "year"),), SOLD, False), Not(Reaches(BEGUN, ((5, "year"),), SOLD, False))], True, True),
        ([Reaches(BEGUN, ((5, "year"),), SOLD, False), Extends(BEGUN, ((5, "year"),), SOLD, False)], False, False),
    ],
)
def test_a_form_that_analysts_write(listed: list[Guard], exclusive: bool, covered: bool) -> None:
    assert (conflicts(listed, info) == []) == exclusive
    assert cover(listed, info) == covered


def test_what_stands_after_an_otherwise_must_be_inside_what_stood_before_it() -> None:
    assert conflicts([LIFE, Otherwise(), GENERAL], info) == [(1, 2)]
    assert conflicts([ChoiceIs(LINE, ("life", "both")), Otherwise(), LIFE], info) == [(0, 2)]
    assert conflicts([LIFE, Otherwise(), Otherwise()], info) == [(1, 2)]


def test_a_grid_of_two_facts_is_covered_in_whatever_order_it_is_written() -> None:
    values = tuple(f"v{n}" for n in range(12))
    declared = FactDecl("kind", "choice", values=values)
    rows = [
        And((ChoiceIs(Fact(0, "kind"), (value,)), Within(figure("fund"), Fraction(n) if n else None, True, top, False)))
        for n in range(12)
        for top in [Fraction(n + 1) if n < 11 else None]
        for value in values
    ]
    assert cover(rows, lambda fact: declared if fact.name == "kind" else None)
    assert not cover(rows[:-1], lambda fact: declared if fact.name == "kind" else None)
    assert conflicts(rows, lambda fact: declared if fact.name == "kind" else None) == []


def test_what_is_too_large_is_not_proved() -> None:
    many = [Is(Fact(0, f"f{n}")) for n in range(40)]
    wide = And(tuple(Or((one, other)) for one, other in itertools.pairwise(many)))
    assert conflicts([wide, Not(wide)], info) == [(0, 1)]
    assert not cover([wide, Not(wide)], info)


def test_no_more_conflicts_than_anybody_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MOST_CONFLICTS", 3)
    assert conflicts([None] * 10, info) == [(0, 1), (0, 2), (0, 3)]
