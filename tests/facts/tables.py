"""Records written as the tables of a book, so that reading can be held against them."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from prazo.dsl.core.nodes import FactDecl
from prazo.dsl.facts.values import Items, Record
from prazo.dsl.facts.write import facts_document
from tests.facts.build import program
from tests.facts.written import PARTIES

_ROWS = {"state": ("from", "until"), "history": ("from", "value"), "series": ("period", "value")}


def tables(records: Sequence[Record]) -> dict[str, bytes]:
    """The files of a book that says what the records say."""
    rows: dict[str, list[dict[str, str]]] = {}
    for record in records:
        document: Any = facts_document(program(), [record])
        subject = document["subjects"][0] if "subjects" in document else document
        _row(rows, record.party, record.party, record, subject, {"id": record.id}, [record.id])
    return {f"{name}.csv": written(of) for name, of in rows.items()}


def _row(
    rows: dict[str, list[dict[str, str]]],
    table: str,
    party: str,
    record: Record,
    data: dict[str, Any],
    keys: dict[str, str],
    ids: list[str],
) -> None:
    cells = dict(keys)
    rows.setdefault(table, []).append(cells)
    for decl in PARTIES[party].facts:
        if decl.name in data:
            _fact(rows, f"{table}.{decl.name}", decl, record, data[decl.name], cells, ids)


def _fact(
    rows: dict[str, list[dict[str, str]]],
    table: str,
    decl: FactDecl,
    record: Record,
    value: Any,
    cells: dict[str, str],
    ids: list[str],
) -> None:
    parent = dict(zip(("subject", "parent") if len(ids) > 1 else ("parent",), ids, strict=False))
    name = decl.name
    if decl.kind == "list":
        given = record.facts[name]
        assert isinstance(given, Items)
        listed = value if isinstance(value, list) else value["items"]
        if given.complete and not listed:
            cells[f"{name}__none"] = "true"
        if not given.complete:
            cells[f"{name}__complete"] = "false"
        for item, inner in zip(given.items, listed, strict=True):
            _row(rows, table, str(decl.of), item, inner, {**parent, "id": item.id}, [*ids, item.id])
    elif value == "never" and decl.kind != "text":
        cells[f"{name}__none"] = "true"
    elif decl.period is not None:
        for period, one in value.items():
            said = {"value": "", "by": cell(one["by"])} if isinstance(one, dict) else {"value": cell(one)}
            rows.setdefault(table, []).append({**parent, "period": period, **said})
    elif decl.kind == "state":
        for spell in value:
            ends = {"until": cell(spell.get("until"))}
            rows.setdefault(table, []).append({**parent, "from": spell["from"], **ends})
    elif isinstance(value, list):
        for entry in value:
            rows.setdefault(table, []).append({**parent, "from": entry["from"], "value": cell(entry["value"])})
    elif isinstance(value, dict):
        cells.update({f"{name}__{key}": cell(one) for key, one in value.items()})
    else:
        cells[name] = cell(value)


def cell(value: object) -> str:
    """A value of a document as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def written(rows: list[dict[str, str]]) -> bytes:
    """Rows as CSV, a column for every key that occurs."""
    columns = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
