"""The names nearest to one that was not found."""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Final

_MOST: Final = 3
_LONGEST: Final = 128  # the longest name that the language allows
_COMPARED: Final = 1000  # candidates compared in full; those nearest in length come first
_EDITED: Final = 32  # names up to this length are also compared by edits, which cost their product
_CUTOFF: Final = 0.6
_CUTOFF_IDEOGRAPHS: Final = 0.5  # one of two characters is already half of a Chinese word
_NEARLY: Final = 0.12  # candidates further than this behind the best are no help


def nearest(word: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidates most like ``word``, best first, at most three; none where nothing is like it.

    Does not depend on the order of the candidates.  Letter case, two letters that changed places and the order of the
    parts of a snake_case name count little.
    """
    wanted = _plain(word)
    if not wanted or len(wanted) > _LONGEST:
        return ()
    names = {name for name in candidates if name != word and 0 < len(name) <= _LONGEST}
    compared = heapq.nsmallest(_COMPARED, names, key=lambda name: (abs(len(name) - len(wanted)), name))
    cutoff = _CUTOFF_IDEOGRAPHS if any(unicodedata.category(c) == "Lo" for c in wanted) else _CUTOFF
    matcher: SequenceMatcher[str] = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    scored: list[tuple[float, str]] = []
    for name in compared:
        score = _likeness(matcher, wanted, _plain(name), cutoff)
        if score >= cutoff:
            scored.append((-score, name))
    scored.sort()
    return tuple(name for score, name in scored[:_MOST] if score <= scored[0][0] + _NEARLY)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _likeness(matcher: SequenceMatcher[str], wanted: str, name: str, cutoff: float) -> float:
    """From 0 to 1.  The cheap upper bounds come first, so that a name that is nothing like it costs little."""
    if _sorted_parts(name) == _sorted_parts(wanted):
        return 0.99 if name != wanted else 1.0
    matcher.set_seq1(name)
    if matcher.real_quick_ratio() < cutoff or matcher.quick_ratio() < cutoff:
        return 0.0
    longer = max(len(wanted), len(name))
    return matcher.ratio() if longer > _EDITED else max(matcher.ratio(), 1 - _edits(wanted, name) / longer)


def _sorted_parts(name: str) -> list[str]:
    return sorted(name.split("_"))


def _edits(left: str, right: str) -> int:
    """How many letters to add, drop, change or let change places with their neighbour."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, above = above, row
    return above[-1]
