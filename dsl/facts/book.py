"""Books of facts as tables: ``Insurer.csv`` with a row a subject, ``Insurer.agents.csv`` with a row an item.

A row becomes the object that a facts document would hold and is typed as that is; what is wrong is told by the table
and the row in which it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

import attrs

from prazo.dsl.core.nodes import FactDecl, PartyDecl, Program
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.csv_text import Row, Table, read_table
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.digest import facts_digest
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.problems import FactProblem
from prazo.dsl.facts.raw import Plain, Raw, shown, text_of
from prazo.dsl.facts.read import Facts
from prazo.dsl.facts.scalars import described_fact, identifier, scalar
from prazo.dsl.facts.shapes import KEEP_ONE, WITH_HISTORY, Typing
from prazo.dsl.facts.values import Record

SUFFIX: Final = ".csv"
#: what may stand behind a fact's name and two underscores
COMPANIONS: Final = ("none", "by", "issued", "expires", "complete", "minor")
_EVENTS: Final = "list of event"
_LISTS: Final = ("list", _EVENTS)
_MOST_DIGITS: Final = 38
_ENTRY: Final = ("from", "until", "period", "value", "by", "issued", "expires")
_YES_NO: Final = FactDecl("yes_or_no", "yes or no")


#: by the name of a column: the fact that it is about, and what it says of it ("" for its value)
_Columns = Mapping[str, tuple[FactDecl, str]]


@attrs.define(slots=True)
class _Owner:
    """A subject or an item while its tables are gathered: ``raw`` is what a document would hold of it."""

    party: PartyDecl
    id: str
    path: str
    raw: dict[str, Raw]
    items: dict[str, dict[str, _Owner]] = attrs.field(factory=dict)


def read_book(program: Program, tables: Mapping[str, bytes], *, allow_extra: bool = False, day: date) -> Facts:
    """The facts of some tables, by the names of their files, as known on ``day``; subjects by party, then by id.

    Raises ``FactsError`` with every problem, each with the table and the row.
    """
    book = _Book(program, Typing(program, Findings(), allow_extra))
    return book.read(tables, day)


class _Rows(list[Raw]):
    """The rows of a fact as they are gathered; ``complete`` False where the list has more."""

    complete = True


def _document(owner: _Owner) -> dict[str, Raw]:
    """What a facts document would hold of a subject or an item, with all that hangs on it."""
    document: dict[str, Raw] = {}
    for name, value in owner.raw.items():
        decl = owner.party.fact(name)
        if not isinstance(value, _Rows) or decl is None:
            document[name] = value
        elif decl.kind == "list":
            items: list[Raw] = [_document(item) for item in owner.items.get(name, {}).values()]
            document[name] = items if value.complete else {"items": items, "complete": False}
        elif decl.period is not None:
            entries = [one for one in value if isinstance(one, dict)]
            document[name] = {text_of(one["period"]) or "": _of_period(one) for one in entries}
        else:
            document[name] = list(value) if value.complete else {"items": list(value), "complete": False}
    return document


def _of_period(entry: dict[str, Raw]) -> Raw:
    """Evidence has two columns; what happened on an unknown day up to one stands in a column of its own."""
    if "issued" in entry:
        held = {key: entry[key] for key in ("issued", "expires")}
        return None if held["issued"] is None and held["expires"] is None else held
    by = entry.get("by")
    return entry["value"] if by is None or entry["value"] is not None else {"by": by}


def _cell(text: str) -> Raw:
    """An empty cell is unknown; any other is text that the declaration types."""
    return Plain(text) if text else None


def _has_rows(decl: FactDecl, last: bool) -> bool:
    """Whether a fact may have a table of its own; ``last``: no further fact hangs on its rows."""
    return decl.kind == "list" or (
        last and (decl.kind in ("state", _EVENTS) or decl.period is not None or decl.kind in WITH_HISTORY)
    )


@attrs.define(slots=True)
class _Book:
    program: Program
    typing: Typing
    owners: dict[str, dict[str, _Owner]] = attrs.field(factory=dict)
    places: dict[str, str] = attrs.field(factory=dict)
    files: tuple[str, ...] = ()

    @property
    def found(self) -> Findings:
        return self.typing.found

    def read(self, files: Mapping[str, bytes], day: date) -> Facts:
        self.files = tuple(sorted(files))
        children: list[tuple[PartyDecl, list[FactDecl], Table]] = []
        for name in sorted(files):
            of = self._named(name)
            table = None if of is None else read_table(name, files[name], self.found)
            if of is None or table is None:
                continue
            if of[1]:
                children.append((*of, table))
            else:
                self._subjects(of[0], table)
        # Tables of items before those of what the items have, which hang on them.
        for party, facts, table in sorted(children, key=lambda one: (len(one[1]), one[1][-1].kind != "list")):
            self._children(party, facts, table)
        return self._typed(day)

    # --- tables ------------------------------------------------------------------------------------------------

    def _named(self, file: str) -> tuple[PartyDecl, list[FactDecl]] | None:
        """Whose table it is: a party, and the facts that lead from it to what the rows are."""
        party_name, *names = file.removesuffix(SUFFIX).split(".")
        parties = {one.name: one for one in self.program.parties if one.kind == "party"}
        party = parties.get(party_name)
        if party is None:
            self._no_table(file, party_name, parties)
            return None
        facts: list[FactDecl] = []
        at = party
        for name in names:
            decl = at.fact(name)
            if decl is None or len(names) > 2 or not _has_rows(decl, last=name is names[-1]):
                self._no_table(file, name, [one.name for one in at.facts if _has_rows(one, last=True)])
                return None
            facts.append(decl)
            if decl.of is not None and decl.kind == "list":
                at = self.typing.parties[decl.of]
        return party, facts

    def _no_table(self, file: str, name: str, known: Iterable[str]) -> None:
        known = list(known)
        close = nearest(name, known)
        hint = (
            f"tables are named {file.replace(name, close[0], 1)}"
            if close
            else "a table is Insurer.csv, or Insurer.agents.csv"
        )
        self.found.wrong("F0091", file, name=shown(name)[1:-1], nearest=close[0] if close else None, hint=hint)

    def _subjects(self, party: PartyDecl, table: Table) -> None:
        if not self._has_columns(table, ("id",)):
            return
        columns = self._columns(table, party, ("id",))
        mine = self.owners.setdefault(party.name, {})
        for row, cells in self._cells(table):
            id = self._id(cells.pop("id"), table.place(row))
            if id is None:
                continue
            if id in mine:
                self.found.wrong("F0034", table.place(row), party=party.name, id=id, hint=KEEP_ONE)
                continue
            owner = _Owner(party, id, f"{party.name}[{id}]", {})
            self.places[owner.path] = table.place(row)
            mine[id] = owner
            self._fill(owner, columns, table, row, cells)

    def _children(self, party: PartyDecl, facts: list[FactDecl], table: Table) -> None:
        """Rows that hang on a subject, or on an item of one of its lists."""
        decl = facts[-1]
        inside = len(facts) > 1
        keys = ("subject", "parent") if inside else ("parent",)
        own = {"list": ("id",), "state": ("from",), "evidence": ("period", "issued", "expires")}.get(
            decl.kind, ("period", "value") if decl.period else ("from", "value")
        )
        own = ("value",) if decl.kind == _EVENTS else own
        if not self._has_columns(table, (*keys, *own)):
            return
        if decl.kind == "list":
            assert decl.of is not None
            columns = self._columns(table, self.typing.parties[decl.of], (*keys, *own))
        else:
            columns = {}
            more = ("until",) if decl.kind == "state" else ("by",) if decl.kind == "event" and decl.period else ()
            self._only_columns(table, (*keys, *own, *more))
        for row, cells in self._cells(table):
            owner = self._owner(party, facts, [cells.pop(key) for key in keys], table, row)
            rows = None if owner is None else self._rows_of(owner, decl, table, row)
            if owner is None or rows is None:
                continue
            if decl.kind == "list":
                self._hang_item(owner, decl, columns, cells, table, row)
            else:
                self._hang_entry(owner, decl, rows, cells, table, row)

    def _owner(self, party: PartyDecl, facts: list[FactDecl], ids: list[str], table: Table, row: Row) -> _Owner | None:
        owner = self.owners.get(party.name, {}).get(ids[0])
        of = f"{party.name}{SUFFIX}"
        if owner is not None and len(ids) > 1:
            owner, of = owner.items.get(facts[0].name, {}).get(ids[1]), f"{party.name}.{facts[0].name}{SUFFIX}"
        if owner is None:
            self.found.wrong("F0094", table.place(row), parent=shown(ids[-1])[1:-1], table=of)
        return owner

    def _rows_of(self, owner: _Owner, decl: FactDecl, table: Table, row: Row) -> _Rows | None:
        """The rows gathered of a fact so far; None where a cell of its owner's row has said it all."""
        rows = owner.raw.setdefault(decl.name, _Rows())
        if isinstance(rows, _Rows):
            self.places.setdefault(f"{owner.path}.{decl.name}", table.name)
            return rows
        self.found.wrong("F0097", table.place(row), name=decl.name, other=self.places[owner.path])
        return None

    def _hang_item(
        self, owner: _Owner, decl: FactDecl, columns: _Columns, cells: dict[str, str], table: Table, row: Row
    ) -> None:
        assert decl.of is not None
        id = self._id(cells.pop("id"), table.place(row))
        if id is None:
            return
        items = owner.items.setdefault(decl.name, {})
        if id in items:
            self.found.wrong("F0051", table.place(row), id=id, hint=KEEP_ONE)
            return
        item = _Owner(self.typing.parties[decl.of], id, f"{owner.path}.{decl.name}[{id}]", {"id": id})
        self.places[item.path] = table.place(row)
        items[id] = item
        self._fill(item, columns, table, row, cells)

    def _hang_entry(
        self, owner: _Owner, decl: FactDecl, rows: _Rows, cells: dict[str, str], table: Table, row: Row
    ) -> None:
        entry = {name: _cell(text) for name, text in cells.items() if name in _ENTRY}
        if decl.period is None:
            rows.append(entry["value"] if decl.kind == _EVENTS else entry)
            self.places[f"{owner.path}.{decl.name}[{len(rows)}]"] = table.place(row)
            return
        path = f"{owner.path}.{decl.name}.{cells['period']}"
        if path in self.places:
            self.found.wrong("F0004", table.place(row), name=shown(cells["period"])[1:-1])
        self.places[path] = table.place(row)
        rows.append(entry)

    def _cells(self, table: Table) -> Iterator[tuple[Row, dict[str, str]]]:
        for row in table.rows:
            yield row, dict(zip(table.columns, row.cells, strict=True))

    def _has_columns(self, table: Table, needed: tuple[str, ...]) -> bool:
        missing = [name for name in needed if name not in table.columns]
        for name in missing:
            self.found.wrong("F0095", f"{table.name}, row 1", name=name)
        return not missing

    def _only_columns(self, table: Table, known: tuple[str, ...]) -> None:
        for name in table.columns:
            if name not in known:
                self._no_column(table, name, known)

    def _no_column(self, table: Table, name: str, known: Iterable[str], said: str | None = None) -> None:
        close = nearest(name, known)
        near = said or (close[0] if close else None)
        if self.typing.allow_extra:
            self.found.note("F0096", f"{table.name}, row 1", name=shown(name)[1:-1], nearest=near)
        else:
            self.found.wrong("F0096", f"{table.name}, row 1", name=shown(name)[1:-1], nearest=near)

    def _id(self, cell: str, place: str) -> str | None:
        if not cell:
            self.found.wrong("F0033", place)
            return None
        return identifier(cell, place, self.found)

    # --- a row -------------------------------------------------------------------------------------------------

    def _columns(self, table: Table, party: PartyDecl, keys: tuple[str, ...]) -> _Columns:
        """What each column says: a fact, or what its companion adds; columns of no fact are reported."""
        columns: dict[str, tuple[FactDecl, str]] = {}
        for column in table.columns:
            name, _, companion = column.rpartition("__")
            decl = party.fact(column)
            told = party.fact(name) if companion in COMPANIONS else None
            if column in keys:
                continue
            if decl is not None:
                columns[column] = (decl, "")
            elif told is not None:
                columns[column] = (told, companion)
            else:
                close = nearest(column, [one.name for one in party.facts])
                near = party.fact(close[0]) if close else None
                self._no_column(table, column, (), described_fact(near) if near is not None else None)
        return columns

    def _fill(self, owner: _Owner, columns: _Columns, table: Table, row: Row, cells: dict[str, str]) -> None:
        """The cells of a row as the values of facts; companions say what a bare cell cannot."""
        given: dict[str, dict[str, str]] = {}
        for column, (decl, companion) in columns.items():
            if cells[column]:
                given.setdefault(decl.name, {})[companion] = cells[column]
        for name, said in given.items():
            fact = owner.party.fact(name)
            assert fact is not None
            value = self._value(fact, said, f"{table.place(row)}: {name}")
            if value is not None:
                owner.raw[name] = value

    def _value(self, decl: FactDecl, said: dict[str, str], place: str) -> Raw:
        none = said.pop("none", None)
        is_none = none is not None and scalar(_YES_NO, Plain(none), f"{place}__none", self.found) is True
        whole = said.pop("complete", None)
        if is_none and (said or whole is not None):
            self.found.wrong("F0097", place, name=decl.name, other=f"{decl.name}__none")
            return None
        if is_none:
            return [] if decl.kind in _LISTS else "never"
        if whole is not None and decl.kind in _LISTS:
            rows = _Rows()
            rows.complete = scalar(_YES_NO, Plain(whole), f"{place}__complete", self.found) is not False
            return rows
        if {"issued", "expires"} & said.keys() and decl.kind == "evidence":
            return {key: _cell(said.get(key, "")) for key in ("issued", "expires")}
        if len(said) > 1:
            others = [f"{decl.name}__{one}" if one else decl.name for one in said]
            self.found.wrong("F0097", place, name=decl.name, other=others[-1])
            return None
        (companion, text), *_ = said.items() or [("", "")]
        if companion == "by" and decl.kind == "event":
            return {"by": Plain(text)}
        if companion == "minor" and decl.kind == "money":
            return self._minor(decl, text, place)
        if decl.kind == "reference" and not companion:
            return {"ref": Plain(text)}
        if companion:
            self.found.wrong("F0096", place, name=f"{decl.name}__{companion}", nearest=decl.name)
            return None
        return _cell(text)

    def _minor(self, decl: FactDecl, text: str, place: str) -> Raw:
        """``4500000050`` in the smallest unit of the declared currency."""
        sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
        if decl.unit is None or not (digits.isascii() and digits.isdecimal()) or len(digits) > _MOST_DIGITS:
            self.found.wrong(
                "F0017", f"{place}__minor", found=shown(text), hint="write whole numbers of the smallest unit"
            )
            return None
        places = decimals(decl.unit)
        digits = digits.lstrip("0").rjust(places + 1, "0")
        whole = f"{sign}{digits[: len(digits) - places]}"
        return Plain(f"{decl.unit} {whole}" + (f".{digits[-places:]}" if places else ""))

    # --- all of it ---------------------------------------------------------------------------------------------

    def _typed(self, day: date) -> Facts:
        subjects = []
        for party in sorted(self.owners):
            for id in sorted(self.owners[party]):
                owner = self.owners[party][id]
                subjects.append((owner.path, self.typing.record(owner.party, id, _document(owner), owner.path)))
        self.typing.settle(record for _, record in subjects)
        if not subjects and not self.found.problems:
            self.found.wrong("F0006", "")
        self.found.problems = [self._placed(one) for one in self.found.problems]
        self.found.refuse()
        digest = facts_digest(self.program, (record for _, record in subjects))
        known: list[Record] = [known_on(record, day, self.found, path) for path, record in subjects]
        self.found.notes = [self._placed(one) for one in self.found.notes]
        return Facts(tuple(known), digest, self.found.all_notes)

    def _placed(self, one: FactProblem) -> FactProblem:
        """A problem with the table and the row where the way to it begins."""
        if one.path.startswith(self.files):
            place, _, path = one.path.partition(": ")
            return attrs.evolve(one, place=place, path=path)
        at = one.path
        while at and at not in self.places:
            at = at[: max(at.rfind("."), at.rfind("["), 0)]
        if not at:
            return one
        return attrs.evolve(one, place=self.places[at], path=one.path[len(at) :].lstrip("."))
