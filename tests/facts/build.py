"""A small program with a fact of every kind, built by hand."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from prazo.dsl.core.nodes import Definition, FactDecl, Labels, Norm, PartyDecl, Place, Program
from prazo.dsl.time.zones import Zone

INSURER = PartyDecl(
    "Insurer",
    "party",
    Labels("insurer", "seguradora", "保險人"),
    (
        FactDecl("line", "choice", values=("general", "life"), labels=Labels("class of business", "ramo", "保險項目")),
        FactDecl("resident", "yes or no"),
        FactDecl(
            "capital", "money", "MOP", low=Fraction(0), labels=Labels("share capital", "capital social", "公司資本")
        ),
        FactDecl("result", "money", "MOP"),
        FactDecl("yen", "money", "JPY"),
        FactDecl("share", "percent", "percent", low=Fraction(0), high=Fraction(1)),
        FactDecl("staff", "number", "number", low=Fraction(0)),
        FactDecl("founded", "date", "date"),
        FactDecl("motto", "text"),
        FactDecl("signing", "event"),
        FactDecl("in_liquidation", "state"),
        FactDecl("accepted", "decision", owner="AMCM"),
        FactDecl("days_allowed", "number", "number", owner="AMCM", set_by=True, low=Fraction(10), high=Fraction(30)),
        FactDecl("certificate", "evidence", owner="AMCM"),
        FactDecl("premiums", "money", "MOP", period="financial year"),
        FactDecl("send_accounts", "event", period="quarter"),
        FactDecl("audited", "yes or no", period="year"),
        FactDecl("plan_sent", "event", period="half-year"),
        FactDecl("claims", "number", "number", period="month"),
        FactDecl("agents", "list", of="Agent"),
        FactDecl("holdings", "list", of="Holding"),
    ),
)
AGENT = PartyDecl(
    "Agent",
    "party",
    Labels("general agent"),
    (
        FactDecl("resident", "yes or no", labels=Labels("resident of Macau")),
        FactDecl("accepted", "decision", owner="AMCM"),
    ),
)
HOLDING = PartyDecl(
    "Holding",
    "record",
    Labels("holding"),
    (
        FactDecl("share", "percent", "percent", low=Fraction(0), high=Fraction(1)),
        FactDecl("bought", "event"),
        FactDecl("pledges", "list", of="Pledge"),
    ),
)
PLEDGE = PartyDecl("Pledge", "record", Labels("pledge"), (FactDecl("amount", "money", "MOP"),))
AMCM = PartyDecl("AMCM", "party", Labels("AMCM"), (FactDecl("transfers", "list", of="Holding"),))


def definition(name: str, kind: str = "figure", unit: str | None = "MOP", of: str = "Insurer") -> Definition:
    return Definition(name, name, of, kind, unit, Labels(), (), (), Place("test", 1))


def norm(id: str, bearer: str = "Insurer", about: str | None = None) -> Norm:
    from prazo.dsl.core.nodes import Fact

    items = None if about is None else Fact(0, about)
    return Norm(
        id=id, kind="requirement", labels=Labels(), cites=(), instrument=id.partition("/")[0], force="law",
        subject=bearer, bearer=bearer, about=items, record=None, owed_to=None, versions=(), prevails_over=(),
        in_addition_to=(), failing=(), law_as_on=None, note=None, formerly=(), place=Place("test", 1),
    )  # fmt: skip


def program(definitions: Iterable[Definition] = (), norms: Iterable[Norm] = ()) -> Program:
    return Program(
        parties=(AGENT, AMCM, HOLDING, INSURER, PLEDGE), instruments=(),
        definitions=(definition("required_margin"), *definitions), norms=tuple(norms), consequences=(), statements=(),
        reading_groups=(("pt", "zh"),), counting_rules=(), modules=(), zone=Zone("Asia/Macau", 28_800),
    )  # fmt: skip
