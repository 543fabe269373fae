"""What a body reads, as paths, in the order in which the text mentions it; definitions followed in depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from prazo.dsl.check.scope import Mention

Path = tuple[str, ...]


class Group(NamedTuple):
    """What one norm or effect reads; ``items``: the list that it is about."""

    mentions: tuple[Mention, ...]
    items: str | None


class Followed:
    """The paths that each definition reads, from the record that it is of, worked out once; those of effects too."""

    def __init__(
        self, definitions: Mapping[str, tuple[Mention, ...]], effects: Mapping[str, tuple[Group, ...]] | None = None
    ) -> None:
        """``definitions``: id to its own mentions; ``effects``: id to what it reads; there is no circle in them."""
        self._own = definitions
        self._paths: dict[str, tuple[Path, ...]] = {}
        self._effects = effects or {}
        self._of_effects: dict[str, tuple[Path, ...]] = {}

    def of(self, definition: str) -> tuple[Path, ...]:
        waiting = [definition]
        while waiting:
            name = waiting[-1]
            if name in self._paths:
                waiting.pop()
                continue
            own = self._own.get(name, ())
            before = [one.definition for one in own if one.definition is not None and one.definition not in self._paths]
            if before:
                waiting.extend(before)
                continue
            self._paths[name] = tuple(dict.fromkeys(path for one in own for path in self._expanded(one, ())))
            waiting.pop()
        return self._paths[definition]

    def reached(self, mentions: Sequence[Mention]) -> tuple[str, ...]:
        """The definitions that a body rests on, directly and in depth, in the order of the text."""
        found: dict[str, None] = {}
        asked = [one for effect in self.effects(mentions) for group in self._effects[effect] for one in group.mentions]
        waiting = [one.definition for one in (*mentions, *asked) if one.definition is not None][::-1]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += [one.definition for one in self._own.get(name, ()) if one.definition is not None][::-1]
        return tuple(found)

    def effects(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """The effects that a body asks for, and those that they rest on in turn."""
        found: dict[str, None] = {}
        waiting = [one.effect for one in mentions if one.effect is not None][::-1]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found[id] = None
                asked = (one.effect for group in self._effects[id] for one in group.mentions)
                waiting += [one for one in asked if one is not None][::-1]
        return tuple(found)

    def of_effect(self, effect: str) -> tuple[Path, ...]:
        """What an effect and all that brings it read, from the subject."""
        if effect not in self._of_effects:
            read = (path for group in self._effects[effect] for path in self.paths(*group))
            self._of_effects[effect] = tuple(dict.fromkeys(read))
        return self._of_effects[effect]

    def paths(self, mentions: Iterable[Mention], items: str | None) -> tuple[Path, ...]:
        """The paths of a body; ``items``: the list that it is about, which facts of the item begin with."""
        item = () if items is None else (items,)
        return tuple(
            dict.fromkeys(path for one in mentions for path in self._expanded(one, item if one.base == 1 else ()))
        )

    def _expanded(self, mention: Mention, prefix: Path) -> Iterable[Path]:
        if mention.effect is not None:
            return self.of_effect(mention.effect)
        start = (*prefix, *mention.path)
        if mention.definition is None:
            return (start,)
        known = self._paths.get(mention.definition)
        return tuple((*start, *path) for path in (self.of(mention.definition) if known is None else known))
