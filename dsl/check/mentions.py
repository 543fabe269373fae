"""What a body reads, as paths, in the order in which the text mentions it; definitions followed in depth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prazo.dsl.check.scope import Mention

Path = tuple[str, ...]


class Followed:
    """The paths that each definition reads, from the record that it is of, worked out once."""

    def __init__(self, definitions: Mapping[str, tuple[Mention, ...]]) -> None:
        """``definitions``: id to its own mentions; they rest on each other in no circle."""
        self._own = definitions
        self._paths: dict[str, tuple[Path, ...]] = {}

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

    def reached(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """The definitions that a body rests on, directly and in depth, in the order of the text."""
        found: dict[str, None] = {}
        waiting = [one.definition for one in mentions if one.definition is not None][::-1]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = None
                waiting += [one.definition for one in self._own.get(name, ()) if one.definition is not None][::-1]
        return tuple(found)

    def paths(self, mentions: Iterable[Mention], items: str | None) -> tuple[Path, ...]:
        """The paths of a body; ``items``: the list that it is about, which facts of the item begin with."""
        item = () if items is None else (items,)
        return tuple(
            dict.fromkeys(path for one in mentions for path in self._expanded(one, item if one.base == 1 else ()))
        )

    def _expanded(self, mention: Mention, prefix: Path) -> Iterable[Path]:
        start = (*prefix, *mention.path)
        if mention.definition is None:
            return (start,)
        known = self._paths.get(mention.definition)
        return tuple((*start, *path) for path in (self.of(mention.definition) if known is None else known))
