"""The limit on nesting: brackets are counted before a line is read, the depth of its tree after."""

from __future__ import annotations

from typing import Any

import attrs

from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Node, Span

DEEPEST = 64  # brackets
DEEPEST_TREE = 3 * DEEPEST  # a bracket, what it holds, and a sign around it


def check_brackets(text: str, base: int) -> None:
    """Refuse a line whose brackets nest deeper than 64, before anything is built from it (``Refused``)."""
    if text.count("(") <= DEEPEST:
        return
    depth = 0
    quoted = False
    for offset, letter in enumerate(text):
        if letter == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif letter == "(":
            depth += 1
            if depth > DEEPEST:
                raise Refused("P0116", Span(base + offset, base + offset + 1), limit=str(DEEPEST))
        elif letter == ")":
            depth -= 1


def may_be_deep(text: str) -> bool:
    """Whether a line has so many words and signs that its tree could be too deep: most have not."""
    return len(text.split()) + sum(map(text.count, "(+-−%")) >= DEEPEST


def check_depth(node: object, span: Span) -> None:
    """Refuse a tree that is too deep, such as a sum of hundreds of terms (``Refused``).  No recursion."""
    level: list[Any] = [node]
    for _ in range(DEEPEST_TREE):
        below: list[Any] = []
        for part in level:  # grows by the members of tuples, which add no depth
            if type(part) is tuple or type(part) is list:
                level += part
            elif isinstance(part, Node):
                below += [getattr(part, field.name) for field in attrs.fields(type(part)) if field.name != "span"]
        if not below:
            return
        level = below
    raise Refused("P0116", span, 'name a part of it with "define"', limit=str(DEEPEST))
