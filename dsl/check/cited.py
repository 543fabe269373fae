"""The places that blocks cite, looked up in the index of their instrument."""

from __future__ import annotations

from collections.abc import Sequence

from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.tables import NormHead, Tables
from prazo.dsl.syntax import tree


def cites_of(tables: Tables, module: ModuleText, lines: Sequence[tree.Line]) -> tuple[str, ...]:
    """The places that a block cites, each looked up in its instrument's index where that has one."""
    found: dict[str, tree.Citation] = {}
    for line in lines:
        if not isinstance(line.body, tree.Cites):
            continue
        for place in line.body.places:
            words = checked_place(tables, module, place)
            if words in found:
                places = (module.place(found[words].span), module.place(place.span))
                tables.findings.add("P0607", *places, place=words)
            found[words] = place
    return tuple(found)


def check_cites(tables: Tables, head: NormHead, cites: tuple[str, ...]) -> None:
    """Warns of a norm that cites nothing, where the places of its instrument are known."""
    instrument = tables.instruments[head.instrument]
    if not cites and instrument.index is not None:
        hint = 'add a line such as "cites 17(1)"'
        place = head.module.place(head.block.name.span)
        tables.findings.add("P0602", place, hint=hint, severity="warning", norm=head.name)


def checked_place(tables: Tables, module: ModuleText, place: tree.Citation) -> str:
    """A citation as text; reports an instrument or a place that is not there."""
    if place.instrument is not None:
        instrument = tables.instrument(module, tree.Name(place.instrument, span=place.span))
        words = f"{place.instrument} {place.place}"
    else:
        instrument = tables.instrument_of[module.name]
        words = place.place
        if instrument is None:
            hint = "name it before the place, or use the file that declares it"
            tables.findings.add("P0604", module.place(place.span), hint=hint, place=place.place)
    if instrument is not None and instrument.index is not None and not instrument.index.find(place.place):
        near = instrument.index.nearest(place.place)
        label = f"nearest: {near}" if near else ""
        tables.findings.add("P0601", module.place(place.span, label), instrument=instrument.name, place=place.place)
    return words
