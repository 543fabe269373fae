"""Limits on facts, which come from people nobody knows: size, depth, names, digits and years."""

from __future__ import annotations

from datetime import date
from typing import Final

BYTES_OF_SUBJECT: Final = 16 * 1024 * 1024  # also a whole JSON document: more subjects than fit go into JSON Lines
BYTES_OF_LINES: Final = 1024 * 1024 * 1024
BYTES_OF_YAML: Final = 1024 * 1024  # YAML is read a hundred times more slowly than JSON
DEPTH: Final = 16
KEYS: Final = 10_000
ITEMS: Final = 100_000
TEXT: Final = 64 * 1024
ID: Final = 128
DIGITS: Final = 38
SCALE: Final = 12
PROBLEMS: Final = 100
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
