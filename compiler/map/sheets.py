"""From the checked core to sheets: one an article, each norm, consequence and statement at home on exactly one.

A norm's home is the article of its first citation.  Other sheets refer to it by a small node.  Nothing is decided here
that the core does not say: a sheet's ``facts`` are those of the core, said once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.boxes import consequence_node, norm_node, statement_node
from prazo.compiler.map.draft import Draft
from prazo.compiler.map.effects import draw_consequence
from prazo.compiler.map.norms import draw_norm
from prazo.compiler.map.relations import Relations, relations_of
from prazo.compiler.map.wording import Span
from prazo.dsl.core import nodes as core
from prazo.dsl.report.naming import Naming
from prazo.dsl.report.words import maps as w
from prazo.dsl.report.words.language import ENGLISH, Language

#: the article of what cites no place
NO_ARTICLE = ""


def sheets_of(
    program: core.Program, language: Language = ENGLISH, only: Collection[str] | None = None
) -> tuple[s.Sheet, ...]:
    """All sheets, by instrument and then in the order of its provisions.

    ``only``: ids of norms, consequences, statements and
    definitions to draw (None: all); what they refer to is drawn as a reference.
    """
    naming = Naming(program, language)
    at: dict[tuple[str, str], list[str]] = {}
    homes: dict[str, tuple[str, str]] = {}
    decided: tuple[core.Norm | core.Consequence | core.Statement, ...]
    decided = (*program.norms, *program.powers, *program.consequences, *program.statements)
    for one in decided:
        homes[one.id] = place_of(one.cites, one.instrument)
        if only is None or one.id in only:
            at.setdefault(homes[one.id], []).append(one.id)
    defined: dict[tuple[str, str], list[core.Definition]] = {}
    for definition in program.definitions:
        law = _instrument_of(program, definition)
        if definition.cites and law is not None and (only is None or definition.id in only):
            place = place_of(definition.cites, law)
            at.setdefault(place, [])
            defined.setdefault(place, []).append(definition)
    ranks = _ranks(program)
    relations = relations_of(naming)
    sheet_of = {one: sheet_id(*home) for one, home in homes.items()}
    drawn = [
        _sheet(relations, naming, place, tuple(sorted(ids)), tuple(defined.get(place, ())), sheet_of)
        for place, ids in at.items()
    ]
    drawn.sort(
        key=lambda one: (one.instrument, ranks.get((one.instrument, one.article), len(ranks)), _natural(one.article))
    )
    return tuple(drawn)


def place_of(cites: tuple[str, ...], instrument: str) -> tuple[str, str]:
    """``(instrument, article)`` of a first citation: ``DL27_97_M 17(3)`` is ("DL27_97_M", "17")."""
    if not cites:
        return instrument, NO_ARTICLE
    cited, _, place = cites[0].rpartition(" ")
    return cited or instrument, place.partition("(")[0].strip()


def _instrument_of(program: core.Program, definition: core.Definition) -> str | None:
    """The instrument in whose module, or in one below it, a definition stands; the only one, where there is one."""
    module = definition.place.module
    homes = [one for one in program.instruments if f"{module}.".startswith(f"{one.module}.")]
    if homes:
        return max(homes, key=lambda one: len(one.module)).name
    return program.instruments[0].name if len(program.instruments) == 1 else None


def sheet_id(instrument: str, article: str) -> str:
    """The stable identifier of a sheet."""
    return f"{instrument}/{article}" if article else f"{instrument}/-"


def _ranks(program: core.Program) -> Mapping[tuple[str, str], int]:
    ranks: dict[tuple[str, str], int] = {}
    for instrument in program.instruments:
        for provision in sorted(instrument.provisions, key=lambda one: one.order):
            ranks.setdefault((instrument.name, provision.place.partition("(")[0].strip()), len(ranks))
    return ranks


def _natural(article: str) -> tuple[tuple[int, str], ...]:
    return tuple(
        (int(part), "") if part.isascii() and part.isdigit() else (0, part)
        for part in re.split(r"([0-9]{1,9})", article)
    )


def _sheet(
    relations: Relations,
    naming: Naming,
    place: tuple[str, str],
    ids: tuple[str, ...],
    defined: tuple[core.Definition, ...],
    homes: Mapping[str, str],
) -> s.Sheet:
    name, article = place
    instrument = next((one for one in relations.program.instruments if one.name == name), None)
    first = min((version.start for version in instrument.versions), default=None) if instrument else None
    draft = Draft(naming, relations, Span(first, naming.language), frozenset(ids), homes)
    here = [relations.norms[one] for one in ids if one in relations.norms]
    for norm in here:
        draw_norm(draft, norm)
    for consequence in (relations.consequences[one] for one in ids if one in relations.consequences):
        draw_consequence(draft, consequence)
    for statement in relations.program.statements:
        if statement.id in ids:
            draft.add(statement_node(draft, statement))
    for definition in defined:
        draft.define(definition)
        _refer_to_readers(draft, definition)
    general = _bring(draft, here)
    return s.Sheet(
        id=sheet_id(name, article),
        instrument=name,
        article=article,
        title=_title(naming, instrument, name, article),
        subtitle=_subtitle(instrument, naming.language),
        home=ids,
        nodes=tuple(draft.nodes[one] for one in sorted(draft.nodes)),
        edges=tuple(draft.edges[one] for one in sorted(draft.edges)),
        general=general,
    )


def _refer_to_readers(draft: Draft, definition: core.Definition) -> None:
    """On the sheet of a definition: the norms of other sheets that read it themselves."""
    for norm in draft.relations.readers.get(definition.id, ()):
        if norm.id not in draft.home:
            draft.refer(norm_node(draft, norm))
            draft.join(s.READS, f"define/{definition.id}", f"norm/{norm.id}")


def _bring(draft: Draft, here: list[core.Norm]) -> tuple[s.General, ...]:
    """Edges to the consequences of the norms at home here; those that every one of several brings are said once."""
    general: list[s.General] = []
    found = {one.id: one for norm in here for one in draft.relations.brings.get(norm.id, ())}
    for consequence in (found[one] for one in sorted(found) if one not in draft.home):
        breached = [norm for norm in here if norm.id in draft.relations.brought_by[consequence.id]]
        node = draft.reference(consequence_node(draft, consequence))
        if len(breached) > 1 and breached == here:
            every = attrs.evolve(node, heading=draft.say(w.ANY_BREACH), lines=(node.heading,))
            general.append(s.General(every, tuple(norm.id for norm in breached)))
            continue
        draft.add(node)
        for norm in breached:
            draft.bring(norm, consequence)
    return tuple(general)


def _title(naming: Naming, instrument: core.InstrumentDecl | None, name: str, article: str) -> str:
    law = naming.label(instrument.labels, name) if instrument else name
    if not article:
        return law
    decls = instrument.provisions if instrument else ()
    found = next((one for one in decls if one.place == article), None)
    title = naming.label(found.labels, "") if found else ""
    return f"{law} · {article} {title}".strip()


def _subtitle(instrument: core.InstrumentDecl | None, language: Language) -> tuple[str, ...]:
    if instrument is None:
        return ()
    lines = [] if instrument.force == "law" else [language.say(w.FORCE, force=language.force(instrument.force))]
    for version in instrument.versions:
        line = language.say(w.VERSION, name=version.name, span=language.until(version.start, version.end))
        if version.source:
            line = language.say(w.VERSION_SOURCE, version=line, source=version.source)
        if version.unverified:
            line = language.say(w.VERSION_UNVERIFIED, version=line, reason=version.unverified)
        lines.append(line)
    return tuple(lines)
