"""A place in a text: kept apart from the tree, so that a finding can be shown without loading the tree's classes."""

from __future__ import annotations

import attrs


@attrs.frozen(slots=True)
class Span:
    """Half-open range of character offsets ``start .. end`` in one source text (0-based)."""

    start: int
    end: int


NOWHERE = Span(0, 0)
