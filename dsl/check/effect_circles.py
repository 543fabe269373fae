"""Effects that norms ask for: what each rests on, and circles of norms and effects that rest on each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prazo.dsl.check.blocks import Draft
from prazo.dsl.check.circles import find_circle
from prazo.dsl.check.effects import Effects
from prazo.dsl.check.links import links_in
from prazo.dsl.check.mentions import Group
from prazo.dsl.check.norms import NormDraft
from prazo.dsl.check.scope import Mention
from prazo.dsl.check.tables import NormHead, Tables

#: A norm as others are displaced by it: its scope and what displaces it, not what it demands.
_STANDING = "standing "


def read_by_effects(norms: Sequence[NormDraft], effects: Effects) -> dict[str, tuple[Group, ...]]:
    """What each effect reads: the norms that bring it one by one, then its own lines."""
    by_id = {one.id: one for one in norms}
    found: dict[str, tuple[Group, ...]] = {}
    for draft in effects.drafts:
        brought = [by_id[norm] for norm in effects.norms[draft.head.id] if norm in by_id]
        own = Group(tuple(_mentions(draft.drafts)), draft.items)
        found[draft.head.id] = (*(_group(one) for one in brought), own)
    for id, (_, _, lapsing) in effects.lapses.items():
        found[id] = tuple(_group(one) for one in lapsing)
    found |= {one.id: (_group(one),) for one in norms}  # powers, and norms whose breach time runs from
    return found


def marks_of_effects(norms: Sequence[NormDraft], effects: Effects) -> dict[str, tuple[str, ...]]:
    """The reasons of the unverified lines of each effect and of what brings it."""
    by_id = {one.id: one.head for one in norms}
    heads = {
        one.head.id: [one.head, *(by_id[norm] for norm in effects.norms[one.head.id] if norm in by_id)]
        for one in effects.drafts
    }
    heads |= {id: [one.head for one in lapsing] for id, (_, _, lapsing) in effects.lapses.items()}
    heads |= {one.id: [one.head] for one in norms}
    return {id: tuple(dict.fromkeys(_unverified(those))) for id, those in heads.items()}


def refuse_circles(tables: Tables, norms: Sequence[NormDraft], effects: Effects) -> None:
    """Reports norms and effects none of which can be decided first, naming the whole circle."""
    asked = {one.id: list(_effects_in((*_mentions(one.drafts), *one.applies_on))) for one in norms}
    if not any(asked.values()) and not any(_effects_in(_mentions(draft.drafts)) for draft in effects.drafts):
        return
    displacing = {one.id: [other for other, _ in one.excepted] for one in norms}
    for one in norms:
        for other, _ in one.prevails_over:
            displacing.setdefault(other, []).append(one.id)
    rests: dict[str, list[str]] = {}
    for one in norms:
        standing = [f"{_STANDING}{other}" for other in displacing[one.id]]
        rests[one.id] = [*asked[one.id], *standing, *_counted_from(one)]
        rests[f"{_STANDING}{one.id}"] = [*_effects_in(one.applies_on), *standing]
    for draft in effects.drafts:
        rests[draft.head.id] = [*effects.norms[draft.head.id], *_effects_in(_mentions(draft.drafts))]
    rests |= {id: [one.id for one in lapsing] for id, (_, _, lapsing) in effects.lapses.items()}
    circle = find_circle(rests)
    if circle is None:
        return
    ids = [one.removeprefix(_STANDING) for one in circle]
    heads: dict[str, NormHead] = {one.id: one.head for one in norms} | {one.head.id: one.head for one in effects.drafts}
    places = [heads[one].module.place(heads[one].block.name.span) for one in ids if one in heads]
    names = [one.rpartition("/")[2] for one in (*ids, ids[0])]
    tables.findings.add("P0234", *places, circle=" → ".join(names))


def _group(norm: NormDraft) -> Group:
    return Group((*_mentions(norm.drafts), *norm.applies_on), norm.items)


def _mentions(drafts: Iterable[Draft]) -> Iterable[Mention]:
    return [mention for one in drafts for _, _, mentions in one.bodies for mention in mentions]


def _effects_in(mentions: Iterable[Mention]) -> list[str]:
    return list(dict.fromkeys(one.effect for one in mentions if one.effect is not None))


def _unverified(heads: Iterable[NormHead]) -> Iterable[str]:
    return [line.unverified for one in heads for line in one.block.lines if line.unverified is not None]


def _counted_from(norm: NormDraft) -> list[str]:
    """The norms by whose due days the limits of this one are counted."""
    return [one.norm for one in links_in(norm.drafts) if one.norm]
