"""Citations: a place such as ``22(1)(f)`` looked up in the index of an instrument's provisions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from prazo.dsl.core.nodes import ProvisionDecl

#: Further away than any number: a place that lacks the step in question.
_NO_NUMBER = 1e9
_STEP = re.compile(r"\(([^()]*)\)|\.?([^().\s]+)")


def steps(place: str) -> tuple[str, ...]:
    """The steps from the article down: ``22(1)(f)`` is 22, 1, f; ``5.8(a)`` is 5, 8, a."""
    return tuple((bracketed or bare).strip() for bracketed, bare in _STEP.findall(place))


class PlaceIndex:
    """The places of one instrument, for looking up citations."""

    def __init__(self, provisions: Iterable[ProvisionDecl]) -> None:
        self._provisions = tuple(sorted(provisions, key=lambda one: one.order))
        self._at: dict[tuple[str, ...], list[ProvisionDecl]] = {}
        for provision in self._provisions:
            path = steps(provision.place)
            for length in range(1, len(path) + 1):
                self._at.setdefault(path[:length], []).append(provision)

    def find(self, place: str) -> tuple[ProvisionDecl, ...]:
        """The provision at ``place`` and those below it, in the order of the instrument; none if it has no such.

        An article of which only the paragraphs are listed is found as these.
        """
        return tuple(self._at.get(steps(place), ()))

    def nearest(self, place: str) -> str | None:
        """The place that was most likely meant: in the same article first, then the nearest number, then the likest."""
        wanted = steps(place)

        def likeness(provision: ProvisionDecl) -> tuple[int, float, float, int]:
            path = steps(provision.place)
            same = next((i for i, (a, b) in enumerate(zip(path, wanted, strict=False)) if a != b), None)
            common = min(len(path), len(wanted)) if same is None else same
            ours, theirs = path[common : common + 1], wanted[common : common + 1]
            distance = abs(_rank(ours[0]) - _rank(theirs[0])) if ours and theirs else _NO_NUMBER
            alike = difflib.SequenceMatcher(None, provision.place, place).ratio()
            if common == 0:
                return 0, alike, -distance, -provision.order
            return common, -distance, alike, -provision.order

        best = max(self._provisions, key=likeness, default=None)
        return None if best is None else best.place


def _rank(step: str) -> float:
    """Where a step stands among its kind: 17 is 17, f is 6."""
    digits = re.match(r"[0-9]{1,9}", step)
    if digits:
        return float(digits.group())
    return float(ord(step[0].lower()) - ord("a") + 1) if step else 0.0
