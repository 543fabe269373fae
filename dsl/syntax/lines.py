"""Logical lines: physical lines joined where a rule goes on, with the comments that stand above and behind them.

A line goes on after a comma at its end, and before a physical line that begins with ``and``, ``or`` or ``if``.
Comments inside a joined line count as standing above it, so that none is lost.
"""

from __future__ import annotations

import re

import attrs

from prazo.dsl.syntax.words import BLOCK_WORDS

# Up to the comment: a "#" inside a text belongs to the text, also where its closing quotation mark is missing.
_CONTENT = re.compile(r'(?:[^"#]++|"(?:[^"\\]++|\\.)*+(?:"|\Z|(?=\\)))*+')
_WORD = re.compile(r"[^\W\d]\w*")
_GOES_ON_BEFORE = frozenset({"and", "or", "if"})
_NEVER_GOES_ON = frozenset(word for word in BLOCK_WORDS if word != "amounts")


@attrs.frozen(slots=True)
class CommentLine:
    """A whole line that is a comment, without its "#"; ``indented`` tells whether it stands inside a block."""

    text: str
    indented: bool


@attrs.frozen(slots=True)
class LogicalLine:
    """Offsets ``start .. end`` of one line of rules, its first word (may be empty), and its comments."""

    start: int
    end: int
    word: str
    indented: bool
    above: tuple[CommentLine, ...]
    trailing: str | None

    @property
    def comments(self) -> tuple[str, ...]:
        return tuple(comment.text for comment in self.above)


def _comment(written: str) -> str:
    text = written[1:].rstrip()
    return text[1:] if text.startswith(" ") else text


def logical_lines(text: str) -> tuple[list[LogicalLine], tuple[CommentLine, ...]]:
    """All lines of ``text`` in order, and the comments below the last one."""
    lines: list[LogicalLine] = []
    above: list[CommentLine] = []
    waiting: list[CommentLine] = []  # seen since the last content: above the next line, or inside a joined one
    start = end = -1
    word, indented, trailing = "", False, None
    open_end = False  # the content so far ends in a comma
    position = 0
    for raw in text.split("\n"):
        here = position
        position += len(raw) + 1
        content, comment = raw, None
        if "#" in raw:
            found = _CONTENT.match(raw)
            cut = found.end() if found else 0
            if cut < len(raw):
                content, comment = raw[:cut], _comment(raw[cut:])
        bare = content.lstrip()
        if not bare:
            if comment is not None:
                waiting.append(CommentLine(comment, len(content) > 0))
            continue
        first = here + len(content) - len(bare)
        bare = bare.rstrip()
        match = _WORD.match(bare)
        begins = match.group() if match else ""
        if start >= 0 and (begins in _GOES_ON_BEFORE or (open_end and begins not in _NEVER_GOES_ON)):
            if trailing is not None:
                above.append(CommentLine(trailing, True))
            above += waiting
        else:
            if start >= 0:
                lines.append(LogicalLine(start, end, word, indented, tuple(above), trailing))
            above, start, word, indented = waiting, first, begins, first > here
        waiting = []
        end, trailing = first + len(bare), comment
        open_end = bare[-1] == ","
    if start >= 0:
        lines.append(LogicalLine(start, end, word, indented, tuple(above), trailing))
    return lines, tuple(waiting)
