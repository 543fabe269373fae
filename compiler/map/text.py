"""Text on its way into Graphviz: identifiers from names, lines wrapped by cells, and exact quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from prazo.dsl.diagnostics.visible import cells, visible

_NO_CHARACTER: Final = re.compile("[\ufffe\uffff]")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_]")


def slug(name: str) -> str:
    """A name as an identifier of ASCII letters, digits, ``_``, ``.`` and ``-``; different names give different ones.

    ``/`` and ``:`` become ``.`` and ``--``; any other character its code between two ``-``.
    """
    short = {"/": ".", ":": "--"}
    return "".join(c if _PLAIN.match(c) else short.get(c) or f"-{ord(c):x}-" for c in name)


def shown(text: str, limit: int | None = None) -> str:
    """``text`` with every character that is not to be seen, or that no XML may hold, written as ``\\u202e``.

    Of a text of more than ``limit`` characters the beginning is kept, with ``…``.
    """
    return _NO_CHARACTER.sub(lambda found: f"\\u{ord(found[0]):04x}", visible(text, limit))


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most ``width`` terminal cells, broken at spaces and between wide characters.

    A longer word is broken where it must be.  ``indent`` stands before every line but the first.  No text is no line.
    """
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if cells((line + piece).rstrip()) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
            line = indent
            piece = piece.lstrip()
        while cells((line + piece).rstrip()) > width:
            taken = _fitting(piece, width - cells(line))
            lines.append(line + piece[:taken])
            line, piece = indent, piece[taken:]
        line += piece
    return [*lines, line.rstrip()] if line.strip() else lines


def _pieces(text: str) -> list[str]:
    """Where a line may be broken: after spaces and on either side of a wide character, never before its punctuation."""
    pieces: list[str] = []
    for word in re.findall(r"\S+\s*|\s+", text):
        start = 0
        for i in range(1, len(word.rstrip())):
            wide = cells(word[i - 1]) == 2 or cells(word[i]) == 2
            if wide and word[i] not in "，。、；：）》」』！？,.;:)" and word[i - 1] not in "（《「『(":
                pieces.append(word[start:i])
                start = i
        pieces.append(word[start:])
    return pieces


def _fitting(piece: str, width: int) -> int:
    """How many characters of the piece fit; at least one."""
    taken = 0
    while taken < len(piece) and cells(piece[: taken + 1]) <= width:
        taken += 1
    return max(taken, 1)


def attribute(text: str | Sequence[str], *, left: Sequence[str] = ()) -> str:
    """A quoted Graphviz string that shows exactly this text.

    A sequence is lines in the middle, ``left`` further lines set to the left.  The text must be visible already: no
    control characters, no lone surrogates.
    """
    if isinstance(text, str):
        return f'"{_escaped(text)}"'
    middle = "".join(f"{_escaped(one)}\\n" for one in text)
    rest = "".join(f"{_escaped(one)}\\l" for one in left)
    return f'"{middle}{rest}"' if rest else f'"{middle.removesuffix(chr(92) + "n")}"'


def tooltip(text: str) -> str:
    """As ``attribute`` for what a tooltip says, in which line ends stay line ends.

    Graphviz reads the escapes of a tooltip twice, so that a backslash is written as four.
    """
    return '"' + "&#10;".join(_escaped(one).replace("\\\\", "\\" * 4) for one in text.split("\n")) + '"'


def _escaped(text: str) -> str:
    # A backslash begins an escape (\N is the node's name), an ampersand an HTML entity; both even in plain labels.
    return text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', '\\"')
