"""The pages of ``docs/errors`` as data: one a code, with its wrong example and its right one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import attrs

FOLDER: Final = Path(__file__).parents[2] / "docs" / "errors"
_BLOCK: Final = re.compile(r"^```(\w+) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen(slots=True)
class Page:
    """``language`` of both examples: ``prazo``, ``json`` and ``yaml`` can be checked, ``text`` is told in words."""

    code: str
    title: str
    meaning: str
    language: str
    wrong: str
    right: str


def preamble() -> str:
    """The declarations that every example stands below."""
    ((_, kind, text),) = _BLOCK.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert kind == "preamble"
    return str(text)


def read(path: Path) -> Page:
    """The page in a file; raises ``ValueError`` where it has not a title, a meaning and the two blocks."""
    text = path.read_text(encoding="utf-8")
    head = re.match(r"# (\w{5}): (.+)\n\n(.+)\n\n```", text)
    blocks = _BLOCK.findall(text)
    if head is None or [kind for _, kind, _ in blocks] != ["wrong", "right"] or blocks[0][0] != blocks[1][0]:
        raise ValueError(f"{path.name} is not a page of a code")
    return Page(head[1], head[2], head[3], blocks[0][0], blocks[0][2], blocks[1][2])
