"""A program of any size, with something of every kind in it."""

from datetime import date, timedelta
from fractions import Fraction

from prazo.dsl.core.nodes import (
    Adjust,
    AfterEvent,
    And,
    BeforeEvent,
    Bounds,
    Case,
    ChoiceIs,
    Clause,
    Compare,
    ConditionBody,
    Conditions,
    Consequence,
    ConsequenceBody,
    Count,
    DayFact,
    DayLiteral,
    Defined,
    DefinedFigure,
    Definition,
    Excuse,
    Extreme,
    Fact,
    FactDecl,
    FigureBody,
    FigureFact,
    FixedDay,
    Happened,
    InstrumentDecl,
    Is,
    JudgedDay,
    Labels,
    LimitCase,
    Literal,
    Norm,
    NormBody,
    Not,
    Obligation,
    Or,
    Otherwise,
    PartyDecl,
    PeriodIs,
    Place,
    Product,
    Program,
    Prohibition,
    ProvisionDecl,
    Quantified,
    Quotient,
    Reaches,
    Requirement,
    Round,
    SeriesFact,
    SoFar,
    Statement,
    Sum,
    Total,
    UntilEvent,
    VersionDecl,
    Versioned,
    Within,
)
from prazo.dsl.time.zones import Zone

LAW = "macau.insurance.dl27_97_m"
ORIGINAL, REFORM = date(1997, 9, 1), date(2020, 9, 22)
RULE = "macau.administrative"
VERSIONS = (VersionDecl("original", ORIGINAL, REFORM, "Gazette"), VersionDecl("reform", REFORM, None, None, "unread"))


def mop(value: int | Fraction) -> Literal:
    return Literal(Fraction(value), "MOP")


def place(line: int) -> Place:
    return Place(LAW, line)


def labels(n: int, what: str) -> Labels:
    return Labels(f"{what} {n}", f"{what} n.º {n} da seguradora", f"第{n}項")


def requirement(n: int) -> Norm:
    """A condition with guards, two versions and an excuse."""
    capital = FigureFact(Fact(0, "capital"), "MOP")
    line = Fact(0, "line")
    margin = DefinedFigure(0, f"margin_{n}", "MOP")
    clauses = (
        Clause(Compare(">=", capital, mop(1_000_000 * (n + 1))), ChoiceIs(line, ("life",)), place(10 * n + 1)),
        Clause(
            Compare(">=", capital, Extreme(margin, mop(500_000 * n), True, "MOP")),
            And((Not(ChoiceIs(line, ("life",))), Is(Fact(0, "local")))),
            place(10 * n + 2),
            "not read in full",
        ),
        Clause(Or((Defined(0, f"sound_{n}"), PeriodIs("quarter", ("1", "2021-Q4")))), Otherwise(), place(10 * n + 3)),
    )
    body = NormBody(
        Is(Fact(0, "local")),
        Requirement(Conditions(clauses, True)),
        (
            Excuse(Happened(Fact(0, f"exempted_{n % 7}")), (), place(10 * n + 4)),
            Excuse(None, ("LAW/x",), place(10 * n + 5)),
        ),
        (("local",), ("line",), ("capital",), ("agents", "resident")),
        ("not read in full",),
    )  # fmt: skip
    plain = NormBody(None, Requirement(Conditions(clauses[:1], False), Fact(0, "begun")), (), (("capital",),))
    versions = (
        Versioned("original", ORIGINAL, REFORM, ((None, plain),)),
        Versioned("reform", REFORM, None, (("pt", body), ("zh", plain))),
    )
    return norm(n, "requirement", versions)


def obligation(n: int) -> Norm:
    """An act within days, with two limits."""
    signing = Fact(0, f"signing_{n % 11}")
    limits = (
        LimitCase(AfterEvent(signing, ((30 + n, "day"),), RULE), Is(Fact(0, "local")), place(10 * n + 1)),
        LimitCase(AfterEvent(signing, ((1, "month"), (10, "day")), RULE), Otherwise(), place(10 * n + 2)),
    )
    body = NormBody(None, Obligation((Fact(0, f"paid_{n % 11}"),), "all", None, limits), (), (("local",), ("signing",)))
    return norm(n, "obligation", (Versioned("original", ORIGINAL, None, ((None, body),)),))


def prohibition(n: int) -> Norm:
    """Acts that are forbidden for a while, judged for each agent."""
    windows = (
        LimitCase(BeforeEvent(Fact(0, "sale"), ((3, "month"),), RULE, True), None, place(10 * n)),
        LimitCase(UntilEvent(Fact(0, "sale"), False), None, place(10 * n + 1)),
        LimitCase(FixedDay(REFORM + timedelta(days=n), RULE), None, place(10 * n + 2)),
    )
    body = NormBody(None, Prohibition((Fact(1, "sold"),), Fact(1, "approved"), windows), (), (("agents", "sold"),))
    return norm(n, "prohibition", (Versioned("original", ORIGINAL, None, ((None, body),)),), about=Fact(0, "agents"))


def norm(n: int, kind: str, versions: tuple[Versioned[NormBody], ...], about: Fact | None = None) -> Norm:
    return Norm(
        f"LAW/{kind}_{n:04}", kind, labels(n, kind), (f"LAW {n}(1)", f"LAW {n}(2)"), "LAW", "law", "Insurer", "Insurer",
        about, None if about is None else "Agent", "AMCM", versions, ("LAW/other",), (), (f"LAW/fine_{n:04}",),
        None, "as the analyst reads it", (f"old_{n}",), place(10 * n),
    )  # fmt: skip


def margin(n: int) -> Definition:
    """A figure by brackets, adjusted."""
    premiums = SeriesFact(Fact(0, "premiums"), "financial year", "last", "MOP")
    bracket = [
        Within(premiums, None, False, Fraction(1000 * n), False),
        Within(premiums, Fraction(1000 * n), True, None, False),
    ]
    share = Product(Literal(Fraction(n + 1, 40), "percent"), premiums, "MOP")
    rest = Sum(share, Quotient(share, Count(Fact(0, "agents"), None), mop(0), "MOP"), n % 2 == 0, "MOP")
    total = Total(
        Fact(0, "agents"), FigureFact(Fact(1, "share"), "MOP"), Is(Fact(1, "resident")), Fraction(0), None, "MOP"
    )
    cases = (
        Case(Round(share, "up", Fraction(1), "MOP"), bracket[0], place(n)),
        Case(Sum(rest, total, False, "MOP"), bracket[1], place(n + 1)),
    )
    body = FigureBody(None, cases, (Adjust("value", Extreme(SoFar("MOP"), mop(n), True, "MOP"), None, place(n + 2)),))
    return Definition(
        f"LAW/margin_{n}", f"margin_{n}", "Insurer", "figure", "MOP", labels(n, "margin"), (f"LAW {n}",),
        (Versioned("original", ORIGINAL, None, ((None, body),)),), place(n),
    )  # fmt: skip


def sound(n: int) -> Definition:
    """A condition on days and lists."""
    conditions = (
        Clause(Reaches(DayFact(Fact(0, "begun")), ((5, "year"),), JudgedDay(), False), None, place(n)),
        Clause(Reaches(DayLiteral(REFORM), (), JudgedDay(), True), None, place(n)),
        Clause(Quantified("at least", n + 1, Fact(0, "agents"), Is(Fact(1, "resident"))), None, place(n + 1)),
    )
    body = ConditionBody(Is(Fact(0, "local")), Conditions(conditions, True))
    return Definition(
        f"LAW/sound_{n}", f"sound_{n}", "Insurer", "condition", None, labels(n, "sound"), (),
        (Versioned("original", ORIGINAL, None, ((None, body),)),), place(n),
    )  # fmt: skip


def fine(n: int) -> Consequence:
    bounds = (Bounds(mop(20_000), mop(5_000_000 + n), None, place(n)),)
    adjustments = (Adjust("upper", Product(Literal(Fraction(1, 2), "percent"), SoFar("MOP"), "MOP"), None, place(n)),)
    body = ConsequenceBody(None, bounds, adjustments, Happened(Fact(0, "paid")), (("paid",),))
    return Consequence(
        f"LAW/fine_{n:04}", "consequence", labels(n, "fine"), (f"LAW {n}",), "LAW", "law", "Insurer",
        (f"LAW/requirement_{n:04}",), Fact(0, "sold"), "AMCM", "MOP",
        (Versioned("original", ORIGINAL, None, ((None, body),)),), None, (), place(n),
    )  # fmt: skip


def program(size: int) -> Program:
    """A program of ``size`` norms of each kind, with as many definitions and consequences."""
    facts = (
        FactDecl(
            "line", "choice", values=("life", "general"), value_labels=(("life", Labels("life", "vida", "人壽")),)
        ),
        FactDecl("capital", "money", unit="MOP", low=Fraction(0), labels=Labels("share capital")),
        FactDecl("local", "yes or no", unverified="source not read"),
        FactDecl("agents", "list", of="Agent"),
    )
    return Program(
        parties=(PartyDecl("Insurer", "party", Labels("insurer"), facts, "begun", "closed"),),
        instruments=(
            InstrumentDecl(
                "LAW", Labels("A law", None, "法"), "Macau", "Governor", "AMCM", "law", "MOP", RULE,
                VERSIONS,
                tuple(ProvisionDecl(f"{n}(1)", labels(n, "article"), n) for n in range(size)), LAW,
            ),
        ),
        definitions=tuple(make(n) for make in (margin, sound) for n in range(size)),
        norms=tuple(make(n) for make in (obligation, prohibition, requirement) for n in range(size)),
        consequences=tuple(fine(n) for n in range(size)),
        statements=(Statement("LAW/scope", Labels("Scope"), ("LAW 1",), "LAW", "it decides nothing", place(1)),),
        reading_groups=(("pt", "zh"),),
        counting_rules=(RULE,),
        modules=((LAW, "sha256:" + "0" * 64),),
        zone=Zone("Asia/Macau", 28_800),
    )  # fmt: skip
