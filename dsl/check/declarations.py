"""Instruments, parties and the first lines of definitions: what all files declare, before anything is read in depth."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

import attrs

from prazo.dsl.check.circles import find_circle
from prazo.dsl.check.citations import PlaceIndex
from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.scope import Scope
from prazo.dsl.check.tables import (
    FIGURE_KINDS,
    DefinitionHead,
    InstrumentTable,
    PartyTable,
    Tables,
    kind_words,
    labels_of,
    unit_of,
)
from prazo.dsl.core.nodes import FactDecl, InstrumentDecl, Labels, ProvisionDecl, VersionDecl
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import TYPE_WORDS

ZONES = {
    "Macau": "Asia/Macau",
    "Hong Kong": "Asia/Hong_Kong",
    "HongKong": "Asia/Hong_Kong",
    "Portugal": "Europe/Lisbon",
    "Belgium": "Europe/Brussels",
    "European Union": "Europe/Brussels",
}
FORCES = ("law", "guideline", "recommendation")


def see_modules(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """Which modules each module may use names of: itself, those it uses, and those that these use."""
    for module in modules:
        tables.modules[module.name] = module
    for module in modules:
        seen = {module.name}
        waiting = list(module.uses)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                if name in tables.modules:
                    waiting.extend(tables.modules[name].uses)
        tables.visible[module.name] = frozenset(seen)


# --- instruments -----------------------------------------------------------------------------------------------


def declare_instruments(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """Every instrument with its versions and places, and which instrument and currency each module has."""
    for module in modules:
        for block in module.tree.blocks:
            if isinstance(block, tree.Instrument):
                _instrument(tables, module, block)
    own: dict[str, list[InstrumentTable]] = {}
    for table in tables.instruments.values():
        own.setdefault(table.module.name, []).append(table)
    for module in modules:
        tables.instrument_of[module.name] = _instrument_of(tables, own, module)
    _provisions(tables, modules)
    for module in modules:
        written = [block.currency for block in module.tree.blocks if isinstance(block, tree.AmountsIn)]
        instrument = tables.instrument_of[module.name]
        default = instrument.decl.currency if instrument is not None else None
        tables.currency_of[module.name] = written[0] if written else default


def _instrument_of(tables: Tables, own: dict[str, list[InstrumentTable]], module: ModuleText) -> InstrumentTable | None:
    """The module's own instrument, else the single one of the modules it uses, else of those that these use."""
    if module.name in own:
        if len(own[module.name]) > 1:
            first, second = own[module.name][:2]
            places = [module.place(one.block.name.span) for one in (first, second)]
            tables.findings.add("P0614", *places, hint="give each instrument a file of its own", module=module.name)
        return own[module.name][0]
    direct = [table for name in module.uses for table in own.get(name, ())]
    if len(direct) == 1:
        return direct[0]
    if direct:
        return None
    every = [table for name in sorted(tables.visible[module.name]) for table in own.get(name, ())]
    return every[0] if len(every) == 1 else None


def _instrument(tables: Tables, module: ModuleText, block: tree.Instrument) -> None:
    name = block.name.text
    if name in tables.instruments:
        first = tables.instruments[name]
        _twice(tables, first.module, first.block.name, module, block.name)
        return
    said: dict[str, tree.InstrumentLine] = {}
    versions: list[tree.VersionLine] = []
    for line in block.lines:
        if isinstance(line, tree.VersionLine):
            versions.append(line)
        elif isinstance(line, tree.FixesLine):
            continue  # read when all parties are known
        elif line.key in said and not line.key.startswith(("title", "amends")):
            tables.findings.add(
                "P0342", module.place(said[line.key].span), module.place(line.span), norm=name, line=f'"{line.key}"'
            )
        else:
            said[line.key] = line
    value = {key: line.value for key, line in said.items()}
    force = value.get("force", "law")
    if force not in FORCES:
        hint = f"force is one of {', '.join(FORCES)}"
        tables.findings.add("P0410", module.place(said["force"].span), hint=hint, value=force, name="force")
    if "time counted by" in value:
        use_rule(tables, module, value["time counted by"], said["time counted by"].span)
    decls = _versions(tables, module, block, versions)
    titles = block.labels
    labels = Labels(
        titles.en or value.get("title en"), titles.pt or value.get("title pt"), titles.zh or value.get("title zh")
    )
    decl = InstrumentDecl(
        name,
        labels,
        value.get("jurisdiction"),
        value.get("issued by"),
        value.get("authority"),
        force,
        value.get("amounts in"),
        value.get("time counted by"),
        decls,
        (),
        module.name,
    )
    tables.instruments[name] = InstrumentTable(decl, module, block, {one.name: one.start for one in decls})


def check_amendments(tables: Tables) -> None:
    """An instrument amends known ones, and none that amends it."""
    amends: dict[str, dict[str, tree.InstrumentLine]] = {}
    for table in tables.instruments.values():
        said = amends.setdefault(table.name, {})
        for line in table.block.lines:
            if isinstance(line, tree.InstrumentLine) and line.key == "amends":
                place = tree.Name(line.value, span=line.span)
                other = tables.instrument(table.module, place)
                if other is not None:
                    said[other.name] = line
    circle = find_circle(amends)
    if circle is None:
        return
    steps = list(zip(circle, (*circle[1:], circle[0]), strict=True))
    places = [tables.instruments[one].module.place(amends[one][other].span) for one, other in steps]
    tables.findings.add("P0223", *places, circle=" → ".join((*circle, circle[0])))


def check_lists(tables: Tables) -> None:
    """No record lists another that lists the first: facts would have no end."""
    lists = {
        table.name: {fact.of: fact.name for fact in table.facts.values() if fact.kind == "list" and fact.of}
        for table in tables.parties.values()
    }
    circle = find_circle(lists)
    if circle is None:
        return
    places = []
    for one, other in zip(circle, (*circle[1:], circle[0]), strict=True):
        places.append(tables.parties[one].fact_place(lists[one][other]))
    tables.findings.add("P0229", *places, circle=" → ".join((*circle, circle[0])))


def check_authorities(tables: Tables) -> None:
    """An instrument's authority is a declared party: duties are owed to it where nobody else is named."""
    for table in tables.instruments.values():
        for line in table.block.lines:
            if isinstance(line, tree.InstrumentLine) and line.key == "authority":
                tables.party(table.module, tree.Name(line.value, span=line.span))


def use_rule(tables: Tables, module: ModuleText, rule: str, span: Span) -> None:
    """Notes that a rule of counting is used; reports one that is not known."""
    tables.used_rules.add(rule)
    if tables.counting_rules is not None and rule not in tables.counting_rules:
        near = nearest(rule, tables.counting_rules)
        tables.findings.add("P0216", module.place(span, f"nearest: {near[0]}" if near else ""), name=rule)


def _versions(
    tables: Tables, module: ModuleText, block: tree.Instrument, lines: list[tree.VersionLine]
) -> tuple[VersionDecl, ...]:
    name = block.name.text
    if not lines:
        hint = "add a line such as: version original from 1997-09-01"
        tables.findings.add("P0507", module.place(block.name.span), hint=hint, instrument=name)
    kept: list[tree.VersionLine] = []
    latest: tree.VersionLine | None = None
    names: dict[str, tree.VersionLine] = {}
    for line in lines:
        if line.name.text in names:
            places = (module.place(names[line.name.text].name.span), module.place(line.name.span))
            tables.findings.add("P0503", *places, instrument=name, name=line.name.text)
            continue
        names[line.name.text] = line
        if latest is not None and line.start <= latest.start:
            tables.findings.add(
                "P0502",
                module.place(latest.span),
                module.place(line.span),
                name=line.name.text,
                date=line.start.isoformat(),
                earlier=latest.name.text,
                earlier_date=latest.start.isoformat(),
            )
        else:
            latest = line
        # One out of order is kept behind the one before it, so that its name is known to the lines that use it.
        after = line.start if not kept else max(line.start, kept[-1].start + timedelta(days=1))
        kept.append(attrs.evolve(line, start=after))
    ends: list[date | None] = [*(line.start for line in kept[1:]), None][: len(kept)]
    return tuple(
        VersionDecl(line.name.text, line.start, end, line.source, line.unverified)
        for line, end in zip(kept, ends, strict=True)
    )


def _provisions(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """The index of places of each instrument: its data file, and the ``provision`` blocks of every file of it."""
    found: dict[str, dict[str, tuple[ProvisionDecl, ModuleText, Span | None]]] = {}
    for module in modules:
        instrument = tables.instrument_of[module.name]
        if instrument is not None and module.provisions is not None and instrument.module is module:
            listed = found.setdefault(instrument.name, {})
            for decl in module.provisions:
                listed[decl.place] = (decl, module, None)
    for module in modules:
        instrument = tables.instrument_of[module.name]
        for block in module.tree.blocks:
            if not isinstance(block, tree.Provision):
                continue
            if instrument is None:
                hint = "put it in the file of its instrument, or use that file"
                tables.findings.add("P0610", module.place(block.place.span), hint=hint)
                continue
            listed = found.setdefault(instrument.name, {})
            place = block.place.place
            first = listed.get(place)
            if first is not None and first[2] is not None:
                places = (first[1].place(first[2]), module.place(block.place.span))
                tables.findings.add("P0608", *places, place=place)
                continue
            order = first[0].order if first is not None else len(listed)
            listed[place] = (ProvisionDecl(place, labels_of(block.labels), order), module, block.place.span)
    for name, listed in found.items():
        table = tables.instruments[name]
        decls = tuple(sorted((one[0] for one in listed.values()), key=lambda one: one.order))
        table.index = PlaceIndex(decls)
        old = table.decl
        table.decl = InstrumentDecl(
            old.name, old.labels, old.jurisdiction, old.issuer, old.authority, old.force, old.currency, old.counting,
            old.versions, decls, old.module,
        )  # fmt: skip


# --- parties ---------------------------------------------------------------------------------------------------


def declare_parties(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """Every party and record with its facts, those that other files add behind its own."""
    more: list[tuple[ModuleText, tree.Party]] = []
    for module in modules:
        for block in module.tree.blocks:
            if not isinstance(block, tree.Party):
                continue
            name = block.name.text
            if block.more:
                more.append((module, block))
            elif name in tables.parties:
                first = tables.parties[name]
                _twice(tables, first.module, first.block.name, module, block.name)
            else:
                tables.parties[name] = PartyTable(name, block.kind, labels_of(block.labels), module, block)
    for table in list(tables.parties.values()):
        _facts(tables, table, table.module, table.block)
    for module, block in more:
        _more_facts(tables, module, block)
    for table in tables.parties.values():
        _start_and_end(tables, table)


def _more_facts(tables: Tables, module: ModuleText, block: tree.Party) -> None:
    table = tables.party(module, block.name)
    if table is None:
        return
    if table.kind != block.kind:
        hint = f'write "{table.kind} {table.name}, more facts"'
        tables.findings.add("P0235", module.place(block.name.span), hint=hint, name=table.name, kind=table.kind)
        return
    for line in block.lines:
        if not isinstance(line, tree.Fact):
            hint = f"write it where {table.name} is declared"
            tables.findings.add("P0341", module.place(line.span), hint=hint, line="this line", block='"more facts"')
    _facts(tables, table, module, block)


def _twice(tables: Tables, first: ModuleText, one: tree.Name, second: ModuleText, other: tree.Name) -> None:
    places = (first.place(one.span, "first here"), second.place(other.span, "and again here"))
    if first is second:
        tables.findings.add("P0205", *places, name=one.text)
    else:
        tables.findings.add("P0214", *places, name=one.text, first=first.source.name, second=second.source.name)


def _facts(tables: Tables, table: PartyTable, module: ModuleText, block: tree.Party) -> None:
    for line in block.lines:
        if not isinstance(line, tree.Fact):
            continue
        name = line.name.text
        if name in table.fact_spans:
            places = (table.fact_place(name, "first here"), module.place(line.name.span, "and again"))
            tables.findings.add("P0205", *places, name=name)
            continue
        table.fact_spans[name] = line.name.span
        table.fact_modules[name] = module
        decl = _fact(tables, module, line)
        if decl is None:
            table.wrong.add(name)
            continue
        table.facts[name] = decl
        for value in decl.values:
            table.values.setdefault(value, []).append(name)


def _start_and_end(tables: Tables, table: PartyTable) -> None:
    for line in table.block.lines:
        if isinstance(line, tree.PartySince):
            for end in (line.start, line.end):
                if end is not None and _event_of(tables, table, end):
                    if end is line.start:
                        table.since = end.text
                    else:
                        table.until = end.text


def _event_of(tables: Tables, table: PartyTable, name: tree.Name) -> bool:
    scope = Scope(tables, table.module, table)
    return scope.event(name) is not None


def _fact(tables: Tables, module: ModuleText, line: tree.Fact) -> FactDecl | None:
    kind, name = line.type, line.name.text
    unit = fact_unit(tables, module, kind, line.name)
    if unit is None and kind.kind in FIGURE_KINDS:
        return None
    values = tuple(value.text for value in kind.values)
    if kind.kind == "choice":
        if len(values) < 2:
            tables.findings.add("P0428", module.place(kind.span), name=name, count=str(len(values)))
        for i, value in enumerate(kind.values):
            if value.text in values[:i]:
                first = kind.values[values.index(value.text)]
                places = (module.place(first.span), module.place(value.span))
                tables.findings.add("P0429", *places, value=value.text, name=name)
                return None
    labels = []
    for value, said in line.value_labels:
        if value.text not in values:
            hint = f"{name} is one of {', '.join(values)}" if values else None
            tables.findings.add("P0410", module.place(value.span), hint=hint, value=value.text, name=name)
        else:
            labels.append((value.text, labels_of(said)))
    if kind.kind == "list" and kind.of is not None and kind.of.text in TYPE_WORDS:
        args = {"name": kind.of.text, "found": "a kind of fact"}
        tables.findings.add("P0432", module.place(kind.of.span), hint="declare a record with that fact", **args)
        return None
    if any(one is not None and tables.party(module, one) is None for one in (kind.of, kind.owner, kind.issuer)):
        return None
    if kind.kind == "reference" and kind.of is not None and tables.parties[kind.of.text].kind == "record":
        tables.findings.add("P0365", module.place(kind.of.span), name=kind.of.text)
        return None
    low, high = _bound(tables, module, line, kind.low, unit), _bound(tables, module, line, kind.high, unit)
    if low is not None and high is not None and low > high:
        lower, upper = (module.source.text[x.span.start : x.span.end] for x in (kind.low, kind.high) if x is not None)
        tables.findings.add("P0345", module.place(kind.span), lower=lower, upper=upper)
    owner = kind.owner.text if kind.owner is not None else None
    set_by = kind.owner is not None and kind.kind in (*FIGURE_KINDS, "date", "list")
    return FactDecl(
        name,
        kind.kind,
        unit if kind.kind != "date" else None,
        values,
        kind.of.text if kind.of is not None else None,
        owner,
        set_by,
        kind.period,
        low,
        high,
        labels_of(line.labels),
        tuple(labels),
        line.unverified,
        kind.issuer.text if kind.issuer is not None else None,
    )


def fact_unit(tables: Tables, module: ModuleText, kind: tree.FactType, name: tree.Name) -> str | None:
    """The unit of a fact or definition; reports money of which nothing says the currency."""
    currency = kind.currency or tables.currency_of.get(module.name)
    unit = unit_of(kind.kind, currency)
    if unit is None and kind.kind == "money":
        hint = 'write "amounts in MOP" at the top of the file, or "money in MOP"'
        tables.findings.add("P0414", module.place(name.span), hint=hint, name=name.text)
    return unit


def _bound(
    tables: Tables, module: ModuleText, line: tree.Fact, bound: tree.Expr | None, unit: str | None
) -> Fraction | None:
    """An end of a declared range, in the fact's unit."""
    if bound is None:
        return None
    kind = line.type.kind
    if kind not in FIGURE_KINDS:
        tables.findings.add("P0424", module.place(bound.span), kind=kind_words(kind))
        return None
    if isinstance(bound, tree.Amount):
        found, value = bound.currency, bound.value
    elif isinstance(bound, tree.Percent):
        found, value = "percent", bound.value
    elif isinstance(bound, tree.Number):
        # Nothing is nothing in every unit.
        found, value = (unit or "number") if bound.value == 0 else "number", bound.value
    else:
        tables.findings.add(
            "P0401", module.place(bound.span), expected="a fixed value", found="something that may change"
        )
        return None
    if found != unit:
        said = {"number": "a number", "percent": "a percentage"}
        expected = said.get(unit or "", f"an amount in {unit}")
        tables.findings.add(
            "P0425", module.place(bound.span), name=line.name.text, expected=expected,
            found=said.get(found, f"an amount in {found}"),
        )  # fmt: skip
        return None
    return value


# --- definitions -----------------------------------------------------------------------------------------------

_DEFINED = {"money": "figure", "number": "figure", "percent": "figure", "yes or no": "condition", "date": "date"}


def declare_definitions(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """The first line of every definition, so that any other can name it."""
    for module in modules:
        for block in module.tree.blocks:
            if isinstance(block, tree.Define):
                _definition(tables, module, block)


def _definition(tables: Tables, module: ModuleText, block: tree.Define) -> None:
    party = tables.party(module, block.of)
    if party is None:
        return
    name = block.name.text
    if name in party.fact_spans:
        places = (party.module.place(party.fact_spans[name], "a fact"), module.place(block.name.span, "and defined"))
        tables.findings.add("P0205", *places, name=name)
        return
    if name in party.definitions:
        first = party.definitions[name]
        _twice(tables, first.module, first.block.name, module, block.name)
        return
    if block.type.kind == "choice":
        group = _group(tables, module, party, block)
        head = DefinitionHead(name, party.name, "" if group is None else "condition", None, module, block, group)
        party.definitions[name] = head
        tables.definitions[head.id] = head
        return
    kind, unit = _DEFINED.get(block.type.kind, ""), None
    if kind == "" or block.type.period is not None:
        kind = ""
        tables.findings.add(
            "P0903", module.place(block.type.span), kind=f"{block.type.kind} that is defined",
            hint="a definition is money, a number, a percentage, yes or no, or a date",
        )  # fmt: skip
    elif kind == "figure":
        unit = fact_unit(tables, module, block.type, block.name)
        kind = kind if unit is not None else ""
    head = DefinitionHead(name, party.name, kind, unit, module, block)
    party.definitions[name] = head
    tables.definitions[head.id] = head


def _group(
    tables: Tables, module: ModuleText, party: PartyTable, block: tree.Define
) -> tuple[str, tuple[str, ...]] | None:
    """A named group of values: the one choice of the party that has them all, and the values."""
    values = tuple(value.text for value in block.type.values)
    for value in block.type.values:
        if value.text not in party.values:
            known = list(party.values)
            near = nearest(value.text, known)
            args = {"value": value.text, "name": f"any choice of {party.name}"}
            tables.findings.add("P0410", module.place(value.span, f"nearest: {near[0]}" if near else ""), **args)
            return None
    facts = [fact for fact in party.values[values[0]] if set(values) <= set(party.facts[fact].values)]
    if len(facts) != 1:
        found = f"of {' and of '.join(facts)}" if facts else "of no one fact"
        tables.findings.add("P0364", module.place(block.type.span), name=block.name.text, found=found)
        return None
    return facts[0], values
