"""Coverage for the terminal: each version of each instrument, a line a place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from prazo.compiler.coverage.document import counted_words, said, shown, stretches
from prazo.compiler.coverage.places import PARTS, STATEMENT, UNDER, Cover, InstrumentCover
from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.report.words.language import Language

_LEAST: Final = 10
_WIDEST: Final = 24


def coverage_text(found: Sequence[InstrumentCover], kinds: Collection[str] = ()) -> str:
    """Every place, or those of ``kinds``; versions that are covered alike are told once."""
    return "\n".join(visible(line) for one in found for line in _instrument(one, kinds)).rstrip("\n")


def _instrument(one: InstrumentCover, kinds: Collection[str]) -> Iterator[str]:
    title = one.instrument.labels.en or one.instrument.name
    yield f"{title} ({one.instrument.name}): {len(one.instrument.provisions):,} places in the index"
    yield ""
    for names, start, end, version in stretches(one):
        yield f"{names}, {Language().until(start, end)}"
        yield f"{counted_words(version)}"
        yield ""
        covers = shown(version.covers, kinds)
        width = min(_WIDEST, max((cells(cover.provision.place) for cover in covers), default=0))
        wide = max((cells(said(cover)) for cover in covers), default=_LEAST)
        for cover in covers:
            yield _line(cover, width, wide)
        if covers:
            yield ""


def _line(cover: Cover, width: int, wide: int) -> str:
    place, kind = cover.provision.place, said(cover)
    if cover.kind == PARTS:
        return f"  {place}{' ' * (width - cells(place))}  {cover.provision.labels.en or ''}".rstrip()
    head = f"  {place}{' ' * (width - cells(place))}  {kind}{' ' * (wide - cells(kind))}"
    return f"{head}  {by_words(cover)}".rstrip()


def by_words(cover: Cover) -> str:
    """``minimum_capital, required_capital (definition)``; behind a statement, why no fact decides it."""
    names = []
    for rule in cover.rules:
        other = "" if rule.kind == cover.kind or cover.kind == UNDER else f" ({rule.kind})"
        why = f": {rule.reason}" if cover.kind == STATEMENT and rule.reason else ""
        names.append(f"{rule.id.partition('/')[2] or rule.id}{other}{why}")
    return ", ".join(names)
