"""``fixes`` lines: values that one instrument sets for the facts of a party or record that others use."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from prazo.dsl.check.amounts import amount_words
from prazo.dsl.check.scope import Scope, unit_words
from prazo.dsl.check.tables import InstrumentTable, Tables, kind_words
from prazo.dsl.core.nodes import FactDecl, FixedValue
from prazo.dsl.syntax import tree
from prazo.dsl.time.periods import first_day


def fixed_values(tables: Tables) -> tuple[FixedValue, ...]:
    """Every value that an instrument fixes, sorted; reports what cannot be fixed and what is fixed twice."""
    found: dict[tuple[str, str, date | str | None], tuple[FixedValue, InstrumentTable, tree.FixesLine]] = {}
    for _, table in sorted(tables.instruments.items()):
        for line in table.block.lines:
            if not isinstance(line, tree.FixesLine):
                continue
            one = _fixed(tables, table, line)
            if one is None:
                continue
            key = (one.party, one.fact, one.start or one.period)
            if key in found:
                _, other, before = found[key]
                places = (other.module.place(before.span), table.module.place(line.span))
                when = line.period if one.start is None else one.start.isoformat()
                tables.findings.add("P0387", *places, name=one.fact, when=when or "")
            found.setdefault(key, (one, table, line))
    return tuple(one for one, _, _ in sorted(found.values(), key=lambda made: _order(made[0])))


def _order(one: FixedValue) -> tuple[str, str, str]:
    return one.party, one.fact, one.period or (one.start.isoformat() if one.start is not None else "")


def _fixed(tables: Tables, table: InstrumentTable, line: tree.FixesLine) -> FixedValue | None:
    module = table.module
    party = tables.party(module, line.of)
    if party is None:
        return None
    name = line.fact.text
    decl = party.facts.get(name)
    if decl is None:
        if name not in party.wrong:
            Scope(tables, module, party).unknown(line.fact)
        return None
    declared = party.fact_place(name, f"a fact of {party.name}")
    if not decl.set_by:
        hint = (
            f'only a value that somebody sets can be fixed: declare it with "set by", as in "{name}  {_typical(decl)}"'
        )
        tables.findings.add("P0386", module.place(line.fact.span), declared, hint=hint, name=name)
        return None
    if (decl.period is None) != (line.period is None):
        hint = (
            f"write the day: fixes {name} of {party.name} at .. from 2021-01-01"
            if decl.period is None
            else f"write the period: fixes {name} of {party.name} at .. for {_KEYS[decl.period]}"
        )
        expected = "one value at a time" if decl.period is None else f"a value each {decl.period}"
        found = "fixed for a period" if line.start is None else "fixed from a day on"
        tables.findings.add(
            "P0391", module.place(line.span), declared, hint=hint, name=name, expected=expected, found=found
        )
        return None
    if line.period is not None and decl.period is not None and first_day(decl.period, line.period) is None:
        args = {"name": name, "expected": f"a value each {decl.period}", "found": f"fixed for {line.period}"}
        hint = f"write a period such as {_KEYS[decl.period]}"
        tables.findings.add("P0391", module.place(line.span), declared, hint=hint, **args)
        return None
    value = _value(tables, table, line, decl)
    if value is None:
        return None
    return FixedValue(party.name, name, value, line.start, line.period, table.name, line.unverified)


_KEYS = {
    "month": "2021-06", "quarter": "2021-Q2", "half-year": "2021-H1", "year": "2021", "financial year": "FY2021",
}  # fmt: skip


def _typical(decl: FactDecl) -> str:
    return f"{decl.kind if decl.kind in ('money', 'number', 'percent', 'date') else 'number'} set by AUTHORITY"


def _value(tables: Tables, table: InstrumentTable, line: tree.FixesLine, decl: FactDecl) -> Fraction | date | None:
    """The value in the fact's unit and range."""
    said = line.value
    if isinstance(said, tree.DateLiteral):
        if decl.kind == "date":
            return said.day
        found, value = "a date", None
    elif isinstance(said, tree.Amount):
        found, value = said.currency, said.value
    elif isinstance(said, tree.Percent):
        found, value = "percent", said.value
    else:
        assert isinstance(said, tree.Number)
        found, value = "number", said.value
    place = table.module.place(said.span)
    if value is None or found != decl.unit:
        expected = kind_words(decl.kind) if decl.unit is None else unit_words(decl.unit)
        shown = found if value is None else unit_words(found)
        tables.findings.add("P0391", place, name=decl.name, expected=expected, found=shown)
        return None
    low, high, unit = decl.low, decl.high, decl.unit or ""
    if (low is not None and value < low) or (high is not None and value > high):
        within = f"from {amount_words(low, unit)} to {amount_words(high, unit)}"
        tables.findings.add("P0391", place, name=decl.name, expected=within, found=amount_words(value, unit))
        return None
    return value
