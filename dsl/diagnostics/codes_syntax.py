"""The codes of words and lines: P01xx."""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, tuple[str, str]]] = {}
