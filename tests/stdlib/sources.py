"""The texts and lists that the library was written from, where they lie beside the repository.

They are no part of the project.  Tests hold the project against them where they are there, and against what was
recorded of them where they are not, so that no test is left out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
_MARK = "sources/dl27-97-m.json"

_PARAGRAPH = re.compile(r"(\d+)\. |([一二三四五六七八九十]+)、")
_ITEM = re.compile(r"([a-z]+)\) ?")
_NUMBERED = re.compile(r"(\d)\.º |第([一二三四五六七八九])\s")
_CHINESE = "一二三四五六七八九十"
_LETTERS = "abcdefghijlmnopqrstuvxz"  # the law's alphabet: neither k nor w nor y
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_REPEALED = "〔廢止〕"


def folder() -> Path | None:
    """The folder of the sources: named by ``PRAZO_SOURCES``, or in a folder beside the repository; None: not here."""
    named = os.environ.get("PRAZO_SOURCES")
    if named:
        return Path(named)
    found = sorted(path for parent in ROOT.parents[:2] for path in parent.glob(f"*/{_MARK}"))
    return found[0].parent if found else None


def rows(folder: Path, name: str) -> list[dict[str, Any]]:
    """One list of the sources."""
    found = json.loads((folder / name).read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def places(article: str, text: list[str]) -> Iterator[str]:
    """The article, its paragraphs, items and sub-items, as they are marked in one text; what is repealed is left out.

    An item ``i)`` is a letter behind ``h)`` and a Roman number elsewhere.
    """
    paragraph = letter = roman = None
    whole = "\n".join(text)
    if whole.strip() != _REPEALED:
        yield article
    for line in whole.split("\n"):
        here = paragraph or article
        if mark := _PARAGRAPH.match(line):
            paragraph, letter, roman = f"{article}({_number(mark)})", None, None
            found = paragraph
        elif mark := _ITEM.match(line):
            if mark[1] == (_LETTERS[0] if letter is None else _LETTERS[_LETTERS.index(letter) + 1]):
                letter, roman = mark[1], None
                found = f"{here}({letter})"
            else:
                roman = mark[1]
                assert roman in _ROMAN, line
                found = f"{here}({letter})({roman})"
        elif mark := _NUMBERED.match(line):
            found = f"{here}({letter})({_number(mark)})"
        else:
            continue
        if _REPEALED not in line:
            yield found


def _number(mark: re.Match[str]) -> int:
    return int(mark[1]) if mark[1] else _CHINESE.index(mark[2]) + 1
