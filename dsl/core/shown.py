"""How a node of the core shows itself to a programmer."""

from __future__ import annotations


class Shown:
    """Shows its fields by name, as attrs would.

    Written once: one made for each class of the core, as attrs makes them, is a third of the time that these classes
    take to load, and every command loads them.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        names: tuple[str, ...] = getattr(self, "__match_args__", ())
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"
