"""CSV as rows of text, strictly: UTF-8, commas, one header, as many cells in each row.  No cell is ever executed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

import attrs

from prazo.dsl.diagnostics.visible import quoted
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.limits import BYTES_OF_LINES, KEYS
from prazo.dsl.facts.raw import SHOWN

MOST_ROWS: Final = 1_000_000
_MIB: Final = 1024 * 1024


@attrs.frozen(slots=True)
class Row:
    """``number`` as a spreadsheet counts: the header is row 1."""

    number: int
    cells: tuple[str, ...]


@attrs.frozen(slots=True)
class Table:
    """A file: its name, the names of its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, row: Row) -> str:
        """Where a row stands, for people."""
        return f"{self.name}, row {row.number}"


def read_table(name: str, data: bytes, found: Findings) -> Table | None:
    """The table in a file; None, and reported, where it is none.  Rows that do not fit are reported and left out."""
    if len(data) > BYTES_OF_LINES:
        found.wrong("F0064", name, size=f"{len(data) // _MIB} MiB", limit=f"{BYTES_OF_LINES // _MIB} MiB")
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found.wrong("F0003", name, offset=error.start, hint="save it as CSV in UTF-8")
        return None
    rows = _rows(name, text, found)
    header = next(rows, None)
    if header is None:
        found.wrong("F0006", name)
        return None
    columns = header.cells
    if len(columns) > KEYS:
        found.wrong("F0061", name, limit=KEYS)
        return None
    if not _fit(name, columns, found):
        return None
    kept: list[Row] = []
    for row in rows:
        if len(kept) == MOST_ROWS:
            found.wrong("F0062", name, count=f"more than {MOST_ROWS}", limit=MOST_ROWS)
            break
        if len(row.cells) == len(columns):
            kept.append(row)
        else:
            found.wrong("F0093", f"{name}, row {row.number}", count=len(row.cells), expected=len(columns))
    return Table(name, columns, tuple(kept))


def _fit(name: str, columns: tuple[str, ...], found: Findings) -> bool:
    twice = sorted({one for one in columns if columns.count(one) > 1})
    for one in twice:
        found.wrong("F0092", f"{name}, row 1", name=quoted(one, SHOWN)[1:-1])
    if len(columns) == 1 and ";" in columns[0]:
        found.wrong(
            "F0090", f"{name}, row 1", reason="its cells are separated by semicolons", hint="save it with commas"
        )
        return False
    return not twice


def _rows(name: str, text: str, found: Findings) -> Iterator[Row]:
    """Every row that is not empty; what is no CSV ends the table and is reported."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            found.wrong("F0090", f"{name}, row {number}", reason=_REASONS.get(str(error), "a cell is badly written"))
            return
        if cells is None:
            return
        if cells:
            yield Row(number, tuple(cells))


_REASONS: Final = {
    "unexpected end of data": "a quotation mark is not closed",
    "line contains NUL": "it holds a zero byte",
    "field larger than field limit (131072)": "a cell is too long",
}
