"""Version sections: what is in force when, cut at every boundary that is named."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from prazo.dsl.core.nodes import VersionDecl


@attrs.frozen(slots=True)
class Stretch:
    """Days ``start <= day < end`` (None: open) on which the sections ``active`` (indexes, ascending) are in force.

    ``version``: the instrument's version in force on the first of these days.
    """

    version: str
    start: date | None
    end: date | None
    active: tuple[int, ...]


@attrs.frozen(slots=True)
class VersionProblem:
    """``kind``: "gap" (no section from ``start`` to ``end``, with ``sections`` before and after it), "overlap" (both of
    ``sections`` at once) or "empty" (a section that ends on or before its first day).  ``end`` None: open."""

    kind: str
    sections: tuple[int, ...]
    start: date
    end: date | None


def stretches(
    versions: Sequence[VersionDecl],
    sections: Sequence[tuple[str | None, str | None]],
    *,
    cuts: Iterable[str] = (),
) -> tuple[list[Stretch], list[VersionProblem]]:
    """The stretches of one norm in ascending order, and what is wrong with its sections.

    A section ``(from, until)`` runs from the first day of the version ``from`` (None: the first of the instrument) to
    the day before that of ``until`` (None: the end of the instrument).  ``cuts``: further versions at whose first day
    to cut, such as those of single lines.  A norm may begin late or end early, but not pause.  Stretches without a
    section are left out, and so are sections with unknown names: the caller reports these.  The same section twice is
    an overlap.
    """
    order = sorted(versions, key=lambda one: one.start)
    if not order:
        return [], []
    begins = {one.name: one.start for one in order}
    far = date.max
    last = order[-1].end or far
    spans: list[tuple[int, date, date]] = []
    problems: list[VersionProblem] = []
    for i, (since, until) in enumerate(sections):
        if (since is not None and since not in begins) or (until is not None and until not in begins):
            continue
        start = order[0].start if since is None else begins[since]
        end = last if until is None else begins[until]
        if start < end:
            spans.append((i, start, end))
        else:
            problems.append(VersionProblem("empty", (i,), start, end))
    spans.sort(key=lambda one: (one[1], one[2], one[0]))

    reach: tuple[int, date, date] | None = None
    for span in spans:
        i, start, end = span
        if reach is not None and start > reach[2]:
            problems.append(VersionProblem("gap", (reach[0], i), reach[2], start))
        if reach is not None and start < reach[2]:
            stop = min(reach[2], end)
            first, second = sorted((reach[0], i))
            problems.append(VersionProblem("overlap", (first, second), start, None if stop == far else stop))
        if reach is None or end > reach[2]:
            reach = span

    points = {day for _, start, end in spans for day in (start, end)} | {
        begins[name] for name in cuts if name in begins
    }
    ordered = sorted(points)
    found: list[Stretch] = []
    for start, end in itertools.pairwise(ordered):
        active = tuple(sorted(i for i, since, until in spans if since <= start and end <= until))
        if active:
            version = [one.name for one in order if one.start <= start][-1]
            found.append(Stretch(version, start, None if end == far else end, active))
    return found, problems
