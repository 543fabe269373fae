"""Each construct of the language comes to the core that it should."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from prazo.dsl.core import nodes as core
from prazo.dsl.core.nodes import (
    And,
    ChoiceIs,
    Compare,
    Count,
    DayFact,
    DayLiteral,
    Extends,
    Extreme,
    Fact,
    FigureFact,
    Happened,
    InEffect,
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
    Quotient,
    Reaches,
    Round,
    SeriesFact,
    SoFar,
    Sum,
    Total,
    Within,
)
from prazo.dsl.core.spans import merged
from prazo.dsl.time.days import Duration
from tests.check.rules import body, condition_body, consequence, definition, figure_body, norm, program


def fact(name: str, binder: int = 0) -> Fact:
    return Fact(binder, name)


def mop(value: int | Fraction) -> Literal:
    return Literal(Fraction(value), "MOP")


CAPITAL = FigureFact(fact("capital"), "MOP")
OWN = FigureFact(fact("own_funds"), "MOP")
INSUREDS = FigureFact(fact("insureds"), "number")
LIFE = ChoiceIs(fact("line"), ("life",))
SIGNING, FILED = DayFact(fact("signing")), DayFact(fact("filed"))
YEARS5: Duration = ((5, "year"),)

CONDITIONS: dict[str, object] = {
    "capital >= MOP 30M": Compare(">=", CAPITAL, mop(30_000_000)),
    "life": LIFE,
    "line is life": LIFE,
    "line = life": LIFE,
    "line is not life": Not(LIFE),
    "line is one of general, life": ChoiceIs(fact("line"), ("general", "life")),
    "exempted": Is(fact("exempted")),
    "exempted is no": Not(Is(fact("exempted"))),
    "signing": Happened(fact("signing")),
    "in_liquidation": InState(fact("in_liquidation")),
    "cert": InState(fact("cert")),
    "life and local or not exempted": Or((And((LIFE, ChoiceIs(fact("seat"), ("local",)))), Not(Is(fact("exempted"))))),
    "signing is before filed": Reaches(SIGNING, (), FILED, True),
    "signing is on or before filed": Reaches(SIGNING, (), FILED, False),
    "signing is after filed": Reaches(FILED, (), SIGNING, True),
    "signing is on or after 2021-01-02": Reaches(DayLiteral(date(2021, 1, 2)), (), SIGNING, False),
    "founded is at least 5 years before filed": Reaches(DayFact(fact("founded")), YEARS5, FILED, False),
    "filed is more than 5 years after founded": Reaches(DayFact(fact("founded")), YEARS5, FILED, True),
    "signing is at most 90 days before filed": And(
        (Reaches(SIGNING, (), FILED, False), Extends(SIGNING, ((90, "day"),), FILED, False))
    ),
    "signing is less than 90 days before filed": And(
        (Reaches(SIGNING, (), FILED, False), Extends(SIGNING, ((90, "day"),), FILED, True))
    ),
    "founded >= 2021-01-02": Reaches(DayLiteral(date(2021, 1, 2)), (), DayFact(fact("founded")), False),
    "signing within the last 1 year": And(
        (Happened(fact("signing")), Extends(SIGNING, ((1, "year"),), JudgedDay(), False))
    ),
    "financial year is FY2020": PeriodIs("financial year", ("FY2020",)),
    "quarter is one of the first, the fourth": PeriodIs("quarter", ("1", "4")),
    "at least 1 of agents is resident": Quantified("at least", 1, fact("agents"), Is(fact("resident", 1))),
    "every of agents is not resident": Quantified("every", 0, fact("agents"), Not(Is(fact("resident", 1)))),
    "any of agents is spouse": Quantified("any", 0, fact("agents"), ChoiceIs(fact("kind", 1), ("spouse",))),
    "at least 2 in a row of agents are (share >= rate)": Quantified(
        "in a row",
        2,
        fact("agents"),
        Compare(">=", FigureFact(fact("share", 1), "percent"), FigureFact(fact("rate"), "percent")),
    ),
    "count of agents where resident >= 2": Compare(
        ">=", Count(fact("agents"), Is(fact("resident", 1))), Literal(Fraction(2), "number")
    ),
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_a_condition(text: str) -> None:
    found = condition_body(f'define it_holds of Insurer is yes or no "x"\n  {text}\n')
    assert found.conditions.clauses[0].condition == CONDITIONS[text]


FIGURES: dict[str, tuple[str, object]] = {
    "capital + own_funds - MOP 1K": (
        "money",
        Sum(Sum(CAPITAL, OWN, False, "MOP"), mop(1000), True, "MOP"),
    ),
    "3 times capital": ("money", Product(Literal(Fraction(3), "number"), CAPITAL, "MOP")),
    "25% of (capital + own_funds)": (
        "money",
        Product(Literal(Fraction(1, 4), "percent"), Sum(CAPITAL, OWN, False, "MOP"), "MOP"),
    ),
    "half of capital": ("money", Product(Literal(Fraction(1, 2), "percent"), CAPITAL, "MOP")),
    "rate of capital": ("money", Product(FigureFact(fact("rate"), "percent"), CAPITAL, "MOP")),
    "20% of insureds": ("number", Product(Literal(Fraction(1, 5), "percent"), INSUREDS, "number")),
    "capital divided by own_funds, or 0% at zero": (
        "percent",
        Quotient(CAPITAL, OWN, Literal(Fraction(0), "percent"), "percent"),
    ),
    "capital divided by insureds, or MOP 1 at zero": ("money", Quotient(CAPITAL, INSUREDS, mop(1), "MOP")),
    "the excess of capital over own_funds": (
        "money",
        Extreme(mop(0), Sum(CAPITAL, OWN, True, "MOP"), True, "MOP"),
    ),
    "capital, at least MOP 10M": ("money", Extreme(CAPITAL, mop(10_000_000), True, "MOP")),
    "capital, at most own_funds": ("money", Extreme(CAPITAL, OWN, False, "MOP")),
    "capital rounded up to MOP 1": ("money", Round(CAPITAL, "up", Fraction(1), "MOP")),
    "premiums of last financial year": ("money", SeriesFact(fact("premiums"), "financial year", "last", "MOP")),
    "premiums of FY2020": ("money", SeriesFact(fact("premiums"), "financial year", "FY2020", "MOP")),
    "sum of share in agents where resident": (
        "percent",
        Total(
            fact("agents"),
            FigureFact(fact("share", 1), "percent"),
            Is(fact("resident", 1)),
            Fraction(0),
            Fraction(1),
            "percent",
        ),
    ),
}


@pytest.mark.parametrize("text", FIGURES)
def test_a_figure(text: str) -> None:
    kind, expected = FIGURES[text]
    found = figure_body(f'define figure of Insurer is {kind} "x"\n  {text}\n')
    assert found.cases[0].value == expected


def test_brackets_read_their_figure_and_call_it_it() -> None:
    found = figure_body(
        "define margin of Insurer is money\n  doubled if life\n  according to capital\n"
        "    up to MOP 40M   half of it, at least MOP 10M\n"
        "    above MOP 40M   MOP 20M + 25% of the excess over MOP 40M\n"
    )
    million = Fraction(1_000_000)
    assert [case.guard for case in found.cases] == [
        Within(CAPITAL, None, False, 40 * million, True),
        Within(CAPITAL, 40 * million, False, None, False),
    ]
    excess = Extreme(mop(0), Sum(CAPITAL, mop(40 * million), True, "MOP"), True, "MOP")
    assert found.cases[1].value == Sum(
        mop(20 * million), Product(Literal(Fraction(1, 4), "percent"), excess, "MOP"), False, "MOP"
    )
    doubled = Product(Literal(Fraction(2), "number"), SoFar("MOP"), "MOP")
    assert [(one.value, one.guard) for one in found.adjustments] == [(doubled, LIFE)]


def test_every_version_of_the_instrument_has_a_body_and_those_that_say_the_same_are_told_as_one() -> None:
    found = norm(
        "requirement enough\n  on Insurer\n  unless exempted, from later\n  until reform\n"
        "    capital >= MOP 1M\n  from reform\n    capital >= MOP 2M\n"
    )
    assert [(one.version, one.start, one.end) for one in found.versions] == [
        ("original", date(2000, 1, 1), date(2020, 9, 22)),
        ("reform", date(2020, 9, 22), date(2022, 1, 1)),
        ("later", date(2022, 1, 1), None),
    ]
    assert [len(one.bodies[0][1].excuses) for one in found.versions] == [0, 0, 1]
    same = norm(
        "requirement enough\n  on Insurer\n  until reform\n    capital >= MOP 1M\n"
        "  from reform\n    capital >= MOP 1M\n"
    )
    (whole,) = merged(same.versions)
    assert (whole.version, whole.start, whole.end) == ("original, reform, later", date(2000, 1, 1), None)


def test_a_norm_may_begin_late() -> None:
    found = norm("requirement enough\n  on Insurer\n  from reform\n    capital >= MOP 1M\n")
    (whole,) = merged(found.versions)
    assert (whole.version, whole.start, whole.end) == ("reform, later", date(2020, 9, 22), None)


def test_readings_have_a_body_each_and_rival_each_other() -> None:
    checked = program(
        "requirement enough\n  on Insurer\n  reading pt  where life\n  reading zh  where local\n  capital >= MOP 1M\n"
        "requirement more\n  on Insurer\n  one of\n    a  reading zh  life\n    a  reading eu  local\n    b  exempted\n"
    )
    enough, more = checked.norms
    assert [label for label, _ in enough.versions[0].bodies] == ["pt", "zh"]
    assert [one.where for _, one in enough.versions[0].bodies] == [LIFE, ChoiceIs(fact("seat"), ("local",))]
    demands = {label: one.demand for label, one in more.versions[0].bodies}
    zh = demands["zh"]
    assert isinstance(zh, core.Requirement)
    assert zh.conditions.clauses[0].condition == Or((LIFE, Is(fact("exempted"))))
    assert checked.reading_groups == (("eu", "pt", "zh"),)


def test_an_obligation_has_acts_a_limit_and_a_rule() -> None:
    demand = body(
        "obligation pay\n  on Insurer\n  must paid and filed\n  within 1 year and 180 days of signing\n"
    ).demand
    assert isinstance(demand, core.Obligation)
    assert (demand.acts, demand.mode, demand.condition) == ((fact("paid"), fact("filed")), "all", None)
    limit = core.AfterEvent(fact("signing"), ((1, "year"), (180, "day")), "macau.civil")
    assert [(one.limit, one.guard) for one in demand.limits] == [(limit, None)]


LIMITS: dict[str, object] = {
    "within 30 days of signing": core.AfterEvent(fact("signing"), ((30, "day"),), "macau.civil"),
    "within 3 working days after signing, counted by macau.administrative": core.AfterEvent(
        fact("signing"), ((3, "working day"),), "macau.administrative"
    ),
    "no later than 3 months before signing": core.BeforeEvent(fact("signing"), ((3, "month"),), "macau.civil", False),
    "at least 3 clear months before signing": core.BeforeEvent(fact("signing"), ((3, "month"),), "macau.civil", True),
    "before signing": core.UntilEvent(fact("signing"), False),
    "no later than signing": core.UntilEvent(fact("signing"), True),
    "by 2026-05-01": core.FixedDay(date(2026, 5, 1), "macau.civil"),
}


@pytest.mark.parametrize("text", LIMITS)
def test_a_limit(text: str) -> None:
    demand = body(f"obligation pay\n  on Insurer\n  must capital >= MOP 1M\n  {text}\n").demand
    assert isinstance(demand, core.Obligation)
    assert demand.condition == Compare(">=", CAPITAL, mop(1_000_000))
    assert demand.limits[0].limit == LIMITS[text]


def test_a_prohibition_about_each_item() -> None:
    found = norm(
        "prohibition sale\n  on AMCM about each Agent in agents of Insurer where life\n"
        "  must not sold without approved within 10 days of named\n"
    )
    assert (found.subject, found.bearer, found.about, found.record) == ("Insurer", "AMCM", fact("agents"), "Agent")
    demand = found.versions[0].bodies[0][1].demand
    assert isinstance(demand, core.Prohibition)
    assert (demand.acts, demand.without) == ((fact("sold", 1),), fact("approved"))
    assert demand.windows[0].limit == core.AfterEvent(fact("named", 1), ((10, "day"),), "macau.civil")
    assert found.versions[0].bodies[0][1].mentions == (
        ("line",),
        ("agents", "sold"),
        ("approved",),
        ("agents", "named"),
    )


def test_mentions_follow_the_text_and_definitions_in_depth() -> None:
    found = body(
        "define inner of Agent is yes or no\n  share >= 5% if spouse\n"
        "define outer of Insurer is yes or no\n  where local\n  any of agents is inner\n"
        "requirement enough\n  on Insurer\n  capital >= MOP 1M if outer\n  unless exempted\n"
    )
    assert found.mentions == (
        ("capital",),
        ("seat",),
        ("agents",),
        ("agents", "share"),
        ("agents", "kind"),
        ("exempted",),
    )


def test_exceptions_from_both_sides() -> None:
    checked = program(
        "requirement one\n  on Insurer\n  capital >= MOP 1M\n  except where two applies\n"
        "requirement two\n  on Insurer where exempted\n  capital >= MOP 2M\n"
        "requirement three\n  on Insurer where life\n  capital >= MOP 3M\n  prevails over two\n"
    )
    one, three, two = checked.norms
    assert [excuse.norms for excuse in one.versions[0].bodies[0][1].excuses] == [("LAW/two",)]
    assert [excuse.norms for excuse in two.versions[0].bodies[0][1].excuses] == [("LAW/three",)]
    assert three.prevails_over == ("LAW/two",)
    assert one.versions[0].bodies[0][1].mentions == (("capital",), ("exempted",), ("line",))


def test_a_fine_with_bounds_that_change() -> None:
    checked = program(
        "requirement enough\n  on Insurer\n  capital >= MOP 1M\n  failing which licence lapses\n"
        "consequence fine\n  on Insurer\n  for any breach in LAW, imposed by AMCM\n"
        "  from MOP 20K to MOP 5M\n  both bounds halved if exempted\n  lower bound raised by 25% if life\n"
    )
    fine, lapse = checked.consequences
    assert (fine.norms, fine.imposed_by, fine.unit) == (("LAW/enough",), "AMCM", "MOP")
    found = fine.versions[0].bodies[0][1]
    assert [one.target for one in found.adjustments] == ["lower", "upper", "lower"]
    assert found.adjustments[2].value == Product(Literal(Fraction(5, 4), "number"), SoFar("MOP"), "MOP")
    assert (lapse.id, lapse.kind, lapse.norms) == ("LAW/licence_lapses", "lapse", ("LAW/enough",))
    assert checked.norms[0].failing == ("LAW/fine", "LAW/licence_lapses")


def test_a_consequence_upon_an_act_that_ends() -> None:
    found = consequence("consequence frozen\n  on Insurer\n  upon signing\n  ends when paid\n")
    assert found.upon == fact("signing")
    assert found.versions[0].bodies[0][1].ends_when == Happened(fact("paid"))


def test_otherwise_is_kept_as_a_guard() -> None:
    found = figure_body("define least of Insurer is money\n  MOP 2M if life\n  MOP 1M otherwise\n")
    assert [one.guard for one in found.cases] == [LIFE, Otherwise()]


def test_a_date_that_is_defined() -> None:
    found = definition("define begun of Insurer is date\n  founded if life\n  2021-01-02 otherwise\n")
    ((_, one),) = found.versions[0].bodies
    assert isinstance(one, core.FigureBody)
    day = Literal(Fraction(date(2021, 1, 2).toordinal()), "date")
    assert [case.value for case in one.cases] == [FigureFact(fact("founded"), "date"), day]


def test_apply_reads_the_facts_of_the_new_record() -> None:
    checked = program(
        "obligation tell\n  cites 20(1)\n  on Insurer about each Director in directors where local\n"
        "  must told\n  within 5 days of named\n"
        "apply 20 to each Agent in agents of Insurer\n  cites 2\n  with told as sold\n"
    )
    copy = next(one for one in checked.norms if one.id == "LAW/tell@Agent")
    assert (copy.about, copy.record, copy.cites) == (fact("agents"), "Agent", ("20(1)", "2"))
    found = copy.versions[0].bodies[0][1]
    assert isinstance(found.demand, core.Obligation)
    assert found.demand.acts == (fact("sold", 1),)
    assert found.mentions == (("seat",), ("agents", "sold"), ("agents", "named"))


def test_apply_makes_an_item_of_a_subject() -> None:
    checked = program(
        "requirement lives_here\n  cites 2\n  on Director\n  resident\n"
        "apply 2 to each Agent in agents of Insurer\n  cites 1\n"
    )
    copy = next(one for one in checked.norms if one.id == "LAW/lives_here@Agent")
    assert (copy.subject, copy.bearer, copy.about) == ("Insurer", "Insurer", fact("agents"))
    demand = copy.versions[0].bodies[0][1].demand
    assert isinstance(demand, core.Requirement)
    assert demand.conditions.clauses[0].condition == Is(fact("resident", 1))


def test_whatever_rests_on_an_unverified_line_is_marked() -> None:
    found = body(
        'define base of Insurer is money\n  MOP 1M unverified "figure not seen"\n'
        "define least of Insurer is money\n  2 times base\n"
        'requirement enough\n  cites 1 unverified "place not seen"\n  on Insurer\n  capital >= least\n'
    )
    assert found.marks == ("place not seen", "figure not seen")


def test_an_effect_as_a_condition() -> None:
    checked = program(
        "obligation pay\n  on Insurer\n  must paid within 10 days of signing\n  failing which approval lapses\n"
        "consequence stopped\n  for breach of pay\n  where life\n  ends when founded is before signing\n"
        "requirement asks\n  on Insurer\n  where not stopped\n  capital >= MOP 1M\n  unless approval_lapses\n"
    )
    asks = next(one for one in checked.norms if one.id == "LAW/asks")
    ((_, one),) = asks.versions[0].bodies
    assert one.where == Not(InEffect(0, "LAW/stopped"))
    assert one.excuses[0].condition == InEffect(0, "LAW/approval_lapses")
    # What brings it, then what it says itself; the lapse adds nothing.
    assert one.mentions == (("paid",), ("signing",), ("line",), ("founded",), ("capital",))


def test_the_marks_of_an_effect_are_those_of_what_asks_for_it() -> None:
    checked = program(
        'obligation pay\n  on Insurer\n  must paid within 10 days of signing unverified "from a summary"\n'
        "consequence stopped\n  for breach of pay\n"
        "requirement asks\n  on Insurer\n  where not stopped\n  capital >= MOP 1M\n"
    )
    asks = next(one for one in checked.norms if one.id == "LAW/asks")
    assert asks.versions[0].bodies[0][1].marks == ("from a summary",)
