"""Facts at random: records of the small program, and JSON values that resemble documents of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from hypothesis import strategies as st

from prazo.dsl.core.nodes import FactDecl, PartyDecl
from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Held, History, Items, Record, Series, Spells, Value
from tests.facts.build import INSURER, program

PARTIES = {party.name: party for party in program().parties}

TEXT = st.text(st.characters(categories=("L", "N", "P", "Zs", "Sc", "Sm"), exclude_characters="[]"), max_size=12)
IDS = st.from_regex(r"[a-z0-9%é保][a-z0-9 .]{0,4}[a-z0-9]", fullmatch=True)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
WHOLE = st.integers(-(10**20), 10**20)
PERIODS = {
    "financial year": [f"FY{year}" for year in range(2015, 2022)],
    "year": ["1999", "2021"],
    "half-year": ["2021-H1", "2021-H2"],
    "quarter": [f"2021-Q{number}" for number in range(1, 5)],
    "month": ["2021-01", "2021-12"],
}


def figures(decl: FactDecl) -> st.SearchStrategy[Fraction]:
    if decl.kind == "percent":
        return st.integers(0, 10**8).map(lambda n: Fraction(n, 10**8))
    if decl.low is not None and decl.high is not None:
        return st.integers(int(decl.low), int(decl.high)).map(Fraction)
    cents = 1 if decl.unit == "JPY" else 100
    return WHOLE.map(lambda n: Fraction(abs(n) if decl.low is not None else n, cents))


def scalars(decl: FactDecl) -> st.SearchStrategy[object]:
    match decl.kind:
        case "yes or no":
            return st.booleans()
        case "decision":
            return st.booleans() | st.just(NEVER)
        case "choice":
            return st.sampled_from(decl.values)
        case "text":
            return TEXT
        case "date" | "event":
            return DAYS | st.just(NEVER)
    return figures(decl)


def _spells(days: set[date]) -> Spells:
    ordered = sorted(days)
    pairs = list(zip(ordered[::2], ordered[1::2], strict=False))
    last = [(ordered[-1], None)] if len(ordered) % 2 else []
    return Spells((*pairs, *last))


def _held(days: tuple[date, date | None]) -> Held:
    issued, expires = days
    return Held(issued, expires) if expires is None or expires >= issued else Held(expires, issued)


@st.composite
def items(draw: st.DrawFn, party: PartyDecl) -> Items:
    ids = draw(st.lists(IDS, max_size=3, unique=True))
    return Items(tuple(draw(records(party, id)) for id in ids), draw(st.booleans()))


def values(decl: FactDecl) -> st.SearchStrategy[object]:
    if decl.period is not None:
        once = scalars(decl) | (DAYS.map(ByDay) if decl.kind == "event" else st.nothing())
        return st.dictionaries(st.sampled_from(PERIODS[decl.period]), once, min_size=1).map(Series)  # type: ignore[arg-type]
    match decl.kind:
        case "list":
            return items(PARTIES[str(decl.of)])
        case "state":
            return st.sets(DAYS, min_size=1, max_size=5).map(_spells) | st.just(NEVER)
        case "evidence":
            return st.tuples(DAYS, DAYS | st.none()).map(_held) | st.just(NEVER)
        case "event":
            return scalars(decl) | DAYS.map(ByDay)
    entries = st.dictionaries(DAYS, scalars(decl) | st.just(UNKNOWN), min_size=1, max_size=3)
    return scalars(decl) | entries.map(lambda found: History(tuple(sorted(found.items()))))  # type: ignore[arg-type]


@st.composite
def records(draw: st.DrawFn, party: PartyDecl = INSURER, id: str = "acme") -> Record:
    facts: dict[str, Value] = {}
    for decl in party.facts:
        if draw(st.booleans()):
            facts[decl.name] = draw(values(decl))  # type: ignore[assignment]
    return Record(party.name, id, facts)


WORDS = st.sampled_from(("never", "life", "MOP 1", "MOP 1.5", "45M", "9.99%", "yes", "no", "", "FY2020", "MOP -0")) | (
    st.sampled_from(("2021-06-30", "2021-02-29", "2021W011", "２０２１-01-01", "2021-01-01T10:00", "prazo-facts/1"))
    | st.sampled_from(("Insurer", "a" * 200, "\u202e", "\x1b[31m", "\ud800"))
)
NAMES = st.sampled_from(
    [decl.name for decl in INSURER.facts]
    + ["party", "id", "schema", "subjects", "items", "complete", "from", "until", "value", "by", "ref", "issued"]
    + ["expires", "2021-Q1", "FY2020", "captial", "share", "pledges", "amount"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES | st.text(max_size=3), inner, max_size=4),
    max_leaves=20,
)
SUBJECTS = st.dictionaries(NAMES, JSON, max_size=8).map(lambda facts: {"party": "Insurer", "id": "acme"} | facts)


def subject(**facts: object) -> Mapping[str, object]:
    return {"party": "Insurer", "id": "acme", **facts}
