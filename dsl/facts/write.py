"""Facts as the document ``prazo-facts/1`` holds them: the inverse of reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from prazo.dsl.core.nodes import FactDecl, PartyDecl, Program
from prazo.dsl.facts.amounts import figure_text
from prazo.dsl.facts.values import (
    UNKNOWN,
    ByDay,
    Events,
    Held,
    History,
    Items,
    Moment,
    Record,
    Ref,
    Scalar,
    Series,
    Special,
    Spells,
    Value,
)

SCHEMA = "prazo-facts/1"

Json = bool | str | None | list["Json"] | dict[str, "Json"]


def facts_document(program: Program, subjects: Iterable[Record]) -> dict[str, Json]:
    """The document of these subjects, in their order.  No bare number stands in it: JSON keeps it exact."""
    parties = {party.name: party for party in program.parties}
    written: list[Json] = [written_record(parties, subject, subject=True) for subject in subjects]
    return {"schema": SCHEMA, "subjects": written}


def written_record(parties: Mapping[str, PartyDecl], record: Record, *, subject: bool = False) -> dict[str, Json]:
    """A subject (with its ``party``) or an item.  Raises ``KeyError`` where it has a fact that nobody declared."""
    party = parties[record.party]
    written: dict[str, Json] = {"party": party.name} if subject else {}
    written["id"] = record.id
    declared = {decl.name: decl for decl in party.facts}
    for name, value in record.facts.items():
        if value is not UNKNOWN:
            written[name] = written_value(parties, declared[name], value)
    return written


def written_value(parties: Mapping[str, PartyDecl], decl: FactDecl, value: Value) -> Json:
    """One fact.  Raises ``ValueError`` where a figure has no last decimal."""
    match value:
        case History(entries):
            return [{"from": start.isoformat(), "value": _scalar(decl, inner)} for start, inner in entries]
        case ByDay(day):
            return {"by": day.isoformat()}
        case Spells(spells):
            return [_spell(start, until) for start, until in spells]
        case Held(issued, expires):
            return {"issued": issued.isoformat(), "expires": "never" if expires is None else expires.isoformat()}
        case Series(entries):
            return {key: written_value(parties, decl, inner) for key, inner in entries.items()}
        case Events(times, complete):
            days: list[Json] = [time.isoformat() for time in times]
            return days if complete else {"items": days, "complete": False}
        case Ref(party, id):
            return {"ref": f"{party}/{id}"}
        case Items(items, complete):
            written: list[Json] = [written_record(parties, item) for item in items]
            return written if complete else {"items": written, "complete": False}
    return _scalar(decl, value)


def _spell(start: date, until: date | None) -> Json:
    return {"from": start.isoformat()} if until is None else {"from": start.isoformat(), "until": until.isoformat()}


def _scalar(decl: FactDecl, value: Scalar | Special) -> Json:
    match value:
        case Special():
            return None if value is UNKNOWN else "never"
        case Fraction():
            return figure_text(decl, value)
        case date() | Moment():
            return value.isoformat()
    return value
