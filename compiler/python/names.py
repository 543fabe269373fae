"""Names and texts of rules as they may stand in Python: numbered names of ASCII letters, texts on one line.

Rules may be in any language, and a name in them may be a keyword, a built-in name or code; nothing of it is trusted.
"""

from __future__ import annotations

import builtins
import keyword
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Final

_LONGEST: Final = 48
_WIDTH: Final = 118


def slug(text: str) -> str:
    """The ASCII letters and digits of a text, in small letters, joined by underscores; may be empty."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:_LONGEST].strip("_")


def numbered(kind: str, number: int, text: str) -> str:
    """``norm_3_minimum_capital``: no two things of a kind share a number, so no two share a name."""
    return "_".join(filter(None, (kind, str(number), slug(text))))


def told(text: str) -> str:
    """A text for a docstring or comment: on one line, without anything that is not printed, quotation marks escaped."""
    plain = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(plain.split()).replace("\\", "\\\\").replace('"', '\\"')


def attribute_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """For each fact the attribute that holds it: its own name where Python takes it, else one like it."""
    found: dict[str, str] = {}
    used = set(taken)
    for name in names:
        called = name if _usable(name) else numbered("fact", len(found) + 1, name)
        while called in used:
            called += "_"
        used.add(called)
        found[name] = called
    return found


def _usable(name: str) -> bool:
    return (
        name.isidentifier()
        and unicodedata.normalize("NFKC", name) == name
        and not keyword.iskeyword(name)
        and not keyword.issoftkeyword(name)
        and not name.startswith("_")
        and not hasattr(builtins, name)
    )


# --- values ----------------------------------------------------------------------------------------------------


def day_code(day: date | None) -> str:
    """``date(2021, 3, 1)``."""
    return "None" if day is None else f"date({day.year}, {day.month}, {day.day})"


def fraction_code(value: Fraction | None) -> str:
    """``Fraction(1, 3)``."""
    if value is None:
        return "None"
    whole = value.denominator == 1
    return call("Fraction", str(value.numerator), *([] if whole else [str(value.denominator)]))


def exact_code(value: Fraction) -> str:
    """``exact(45_000_000)``."""
    numerator = f"{value.numerator:_}"
    return f"exact({numerator})" if value.denominator == 1 else f"exact({numerator}, {value.denominator:_})"


def call(function: str, *arguments: str, **named: str | None) -> str:
    """A call; named arguments that are None are left out."""
    given = [*arguments, *(f"{name}={value}" for name, value in named.items() if value is not None)]
    return f"{function}({', '.join(given)})"


def mapping_code(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key!r}: {value}" for key, value in entries.items()) + "}"


def tuple_code(values: Iterable[str]) -> str:
    """``(a, b)``, ``(a,)``, ``()``."""
    listed = list(values)
    return f"({listed[0]},)" if len(listed) == 1 else f"({', '.join(listed)})"


# --- layout ----------------------------------------------------------------------------------------------------


def laid_out(code: str, indent: int = 0) -> str:
    """A line of code as one line or, where it is too long, with the parts of its outermost bracket below each other."""
    lead = " " * indent
    if len(lead) + len(code) <= _WIDTH:
        return lead + code
    found = _outermost(code)
    if found is None:
        return lead + code
    opening, closing, commas = found
    ends = [*commas, closing]
    starts = [opening + 1, *(comma + 1 for comma in commas)]
    parts = [code[start:end].strip() for start, end in zip(starts, ends, strict=True)]
    inner = [laid_out(part + ",", indent + 4) for part in parts if part]
    return "\n".join([lead + code[: opening + 1], *inner, lead + code[closing:]])


def _outermost(code: str) -> tuple[int, int, list[int]] | None:
    """The last bracket that holds anything and stands in no other: where it opens and closes, and its commas."""
    depth, opening, commas = 0, -1, list[int]()
    found: tuple[int, int, list[int]] | None = None
    quote = ""
    skip = False
    for at, c in enumerate(code):
        if skip:
            skip = False
        elif quote:
            skip = c == "\\"
            quote = "" if c == quote else quote
        elif c in "'\"":
            quote = c
        elif c in "([{":
            if depth == 0:
                opening, commas = at, []
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0 and at > opening + 1:
                found = opening, at, commas
        elif c == "," and depth == 1:
            commas.append(at)
    return found
