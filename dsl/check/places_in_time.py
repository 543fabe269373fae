"""What a norm cites was in its instrument at some time at which the norm is in force."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from prazo.dsl.check.blocks import Draft
from prazo.dsl.check.tables import InstrumentTable, NormHead, Tables
from prazo.dsl.syntax import tree

Drafted = tuple[NormHead, Sequence[Draft]]


def check_places_last(tables: Tables, norms: Iterable[Drafted]) -> None:
    """Reports norms that cite a place which their instrument never had while they are in force."""
    for head, drafts in norms:
        for line in head.block.lines:
            if isinstance(line.body, tree.Cites):
                for place in line.body.places:
                    name = place.instrument or head.instrument
                    table = tables.instruments.get(name)
                    if table is not None and name == head.instrument and drafts:
                        _there(tables, table, head, place, drafts)


def _there(
    tables: Tables, table: InstrumentTable, head: NormHead, place: tree.Citation, drafts: Sequence[Draft]
) -> None:
    found = () if table.index is None else table.index.find(place.place)
    if not found:
        return
    begin, end = drafts[0].start or date.min, drafts[-1].end or date.max
    for one in found:
        since = table.begins.get(one.since or "", date.min)
        until = table.begins.get(one.until or "", date.max)
        if begin < until and since < end:
            return
    one = found[0]
    ends = (("from", table.begins.get(one.since or "")), ("until", table.begins.get(one.until or "")))
    when = " ".join(f"{word} {day}" for word, day in ends if day is not None)
    args = {"instrument": table.name, "place": place.place, "when": when}
    tables.findings.add("P0609", head.module.place(place.span), **args)
