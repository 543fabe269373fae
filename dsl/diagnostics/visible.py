"""Text of strangers made fit to be shown: nothing in it reaches a terminal raw, and columns are counted as cells."""

from __future__ import annotations

import unicodedata
from typing import Final

_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})  # controls, bidi and zero width, lone surrogates, line ends
_TAB: Final = 4


def visible(text: str, limit: int | None = None) -> str:
    """``text`` with control, bidirectional, zero-width and lone surrogate characters written as ``\\u202e``.

    Of a text of more than ``limit`` characters the beginning is kept, with ``…``.
    """
    if limit is not None and len(text) > limit:
        text = text[:limit] + "…"
    return text if text.isprintable() else "".join(_shown(c) for c in text)


def quoted(text: str, limit: int = 60) -> str:
    """``text`` as it stands in a sentence: visible, cut, in quotation marks."""
    return f'"{visible(text, limit)}"'


def cells(text: str) -> int:
    """How many terminal cells ``text`` (already visible) takes: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(_cells(c) for c in text)


def expanded(line: str) -> list[tuple[str, int]]:
    """For each character of a source line what is shown for it and how many cells that takes; tabs become spaces."""
    column = 0
    shown: list[tuple[str, int]] = []
    for c in line:
        text = " " * (_TAB - column % _TAB) if c == "\t" else _shown(c)
        width = cells(text)
        column += width
        shown.append((text, width))
    return shown


def _shown(c: str) -> str:
    if c.isprintable() or unicodedata.category(c) not in _HIDDEN:
        return c
    point = ord(c)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"


def _cells(c: str) -> int:
    if c.isascii():
        return 1
    if unicodedata.category(c) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(c) in ("W", "F") else 1
