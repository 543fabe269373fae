"""Columns and line ends: how wide a text stands, and where a long line may be broken."""

from __future__ import annotations

import re
import unicodedata

LONGEST_LINE = 110  # columns

_BREAK = re.compile(
    r'"(?:[^"\\]|\\.)*"|(?P<after>,) (?=\S)|(?P<before> )(?=(?:and|or|if) (?!(?:no|above|others|before|after)\b))'
)


def columns(text: str) -> int:
    """Width in columns of a fixed-pitch screen: Chinese characters and full-width signs take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def padded(text: str, width: int) -> str:
    """``text`` followed by as many spaces as ``width`` columns ask."""
    return text + " " * (width - columns(text))


def broken(text: str, indent: int) -> list[str]:
    """The physical lines of one line: broken after commas and before "and", "or", "if" where it is too long."""
    if indent + columns(text) <= LONGEST_LINE:
        return [" " * indent + text]
    pieces: list[tuple[str, str]] = []  # what joins a piece to the one before it, and the piece
    last, joint = 0, ""
    for match in _BREAK.finditer(text):
        if match.lastgroup is None:
            continue
        end = match.end("after") if match.lastgroup == "after" else match.start()
        pieces.append((joint, text[last:end]))
        joint, last = " ", match.end()
    pieces.append((joint, text[last:]))
    lines = [" " * indent + pieces[0][1]]
    for joint, piece in pieces[1:]:
        if columns(lines[-1]) + len(joint) + columns(piece) <= LONGEST_LINE:
            lines[-1] += joint + piece
        else:
            lines.append(" " * (indent + 4) + piece)
    return [line.rstrip() for line in lines]
