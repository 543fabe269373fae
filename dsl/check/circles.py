"""Circles among definitions, exceptions or files that rest on each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping


def find_circle(graph: Mapping[str, Iterable[str]]) -> tuple[str, ...] | None:
    """A circle in ``graph`` (a name to the names that it rests on), or None.

    The names stand in the order in which each rests on the next, the last on the first; the circle begins at its
    least name and does not repeat it.  The same graph always gives the same circle, whatever its order.  Depth is not
    limited.
    """
    settled: set[str] = set()
    for root in sorted(graph):
        if root in settled:
            continue
        path: dict[str, Iterator[str]] = {root: iter(sorted(set(graph[root])))}
        while path:
            name = next(reversed(path))
            following = next(path[name], None)
            if following is None:
                settled.add(name)
                del path[name]
            elif following in path:
                names = list(path)
                circle = names[names.index(following) :]
                least = circle.index(min(circle))
                return (*circle[least:], *circle[:least])
            elif following not in settled:
                path[following] = iter(sorted(set(graph.get(following, ()))))
    return None
