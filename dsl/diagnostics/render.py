"""Diagnostics as text for people and as data for editors.  The only place that knows how a finding looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import attrs

from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.diagnostics.visible import expanded, visible

MOST_PER_FILE: Final = 100
_MOST_PLACES: Final = 8
_WIDTH: Final = 100  # cells of a source line that are shown
_BEFORE: Final = 24  # cells kept before the first underline of a line that is cut
_SENTENCE: Final = 1000  # characters of a message, label or hint

_RED, _YELLOW, _BLUE, _BOLD, _PLAIN = "\x1b[31m", "\x1b[33m", "\x1b[34m", "\x1b[1m", "\x1b[0m"


def render_text(diagnostic: Diagnostic, color: bool = False) -> str:
    """The finding as it is shown in a terminal, without a line end.

    With ``color`` the only escapes in the result are those put here: what is hidden in the text shown is made visible.
    """
    lines = [headline(diagnostic.severity, diagnostic.code, diagnostic.message, color)]
    places = diagnostic.places[:_MOST_PLACES]
    for source in dict.fromkeys(place.source.name for place in places):
        lines += _excerpt([_Mark.of(place) for place in places if place.source.name == source], diagnostic, color)
    left = len(diagnostic.places) - len(places)
    if left:
        lines.append(f"  and {left} more {'place' if left == 1 else 'places'}")
    if diagnostic.hint:
        lines.append(helpline(diagnostic.hint, color))
    return "\n".join(lines)


def render_all(diagnostics: Iterable[Diagnostic], color: bool = False) -> str:
    """All findings in their stable order, a blank line between; of one file at most 100, then how many more."""
    by_file: dict[str, list[Diagnostic]] = {}
    for diagnostic in sorted(diagnostics, key=lambda d: d.order):
        by_file.setdefault(diagnostic.order[0], []).append(diagnostic)
    blocks: list[str] = []
    for name, found in by_file.items():
        blocks += [render_text(diagnostic, color) for diagnostic in found[:MOST_PER_FILE]]
        if len(found) > MOST_PER_FILE:
            blocks.append(more(len(found) - MOST_PER_FILE, name))
    return "\n\n".join(blocks)


def to_json(diagnostic: Diagnostic) -> dict[str, Any]:
    """The finding as JSON data; lines and columns count characters from 1, the end is the first column after."""
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "places": [_place_to_json(place) for place in diagnostic.places],
        "hint": diagnostic.hint,
    }


def headline(severity: str, code: str, message: str, color: bool) -> str:
    """``error P0204: ...``, the first line of any finding."""
    mark = _YELLOW if severity == "warning" else _RED
    return f"{_paint(f'{severity} {code}:', _BOLD + mark, color)} {_paint(visible(message, _SENTENCE), _BOLD, color)}"


def helpline(hint: str, color: bool) -> str:
    """``  help: ...``, the last line of a finding."""
    return f"  {_paint('help:', _BOLD, color)} {visible(hint, _SENTENCE)}"


def more(count: int, name: str) -> str:
    """The line that stands for the findings left out of ``name``."""
    return f"{visible(name) or 'elsewhere'}: {count} more {'mistake' if count == 1 else 'mistakes'} not shown"


def _place_to_json(place: Place) -> dict[str, Any]:
    line, column = place.source.position(place.span.start)
    end_line, end_column = place.source.position(place.span.end)
    return {
        "file": place.source.name,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "label": place.label,
    }


@attrs.frozen(slots=True)
class _Mark:
    """One underline: characters ``start`` to ``end`` (half-open, from 0) of a line; of several lines only the first."""

    source: Source = attrs.field(repr=False)
    line: int
    start: int
    end: int
    label: str

    @classmethod
    def of(cls, place: Place) -> _Mark:
        line, column = place.source.position(place.span.start)
        last, end_column = place.source.position(place.span.end)
        text = place.source.line(line)
        end = end_column - 1 if last == line else len(text.rstrip())
        return cls(place.source, line, column - 1, max(end, column - 1), visible(place.label, _SENTENCE))


def _excerpt(marks: Sequence[_Mark], diagnostic: Diagnostic, color: bool) -> list[str]:
    """The places of one file: a line that names them, then each line with its underlines."""
    by_line: dict[int, list[_Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.line, m.start, m.end)):
        by_line.setdefault(mark.line, []).append(mark)
    name = visible(marks[0].source.name)
    # Labels that begin with a quotation speak for themselves, so they read as one sentence before the lines.
    told = len(by_line) > 1 and all(mark.label.startswith('"') for mark in marks)
    if told:
        where = ", ".join(f"line {mark.line}: {mark.label}" for mark in marks)
    else:
        where = f"{'line' if len(by_line) == 1 else 'lines'} {_listed(list(by_line))}"
    width = max(3, len(str(max(by_line))))
    paint = _YELLOW if diagnostic.severity == "warning" else _RED
    lines = [f"  {name}, {where}"]
    for number, row in by_line.items():
        shown = expanded(row[0].source.line(number))
        for group in _groups(row, shown):
            text, below = _row(group, shown, with_labels=not told)
            lines.append(f"  {_paint(f'{number:>{width}} │', _BLUE, color)} {text}".rstrip())
            bar = f"  {' ' * width} {_paint('│', _BLUE, color)} "
            lines += [bar + _paint(underline, paint, color) for underline in below]
    return lines


def _listed(numbers: list[int]) -> str:
    *others, last = map(str, numbers)
    return f"{', '.join(others)} and {last}" if others else last


def _cell(shown: Sequence[tuple[str, int]], character: int) -> int:
    return sum(width for _, width in shown[:character])


def _groups(row: list[_Mark], shown: list[tuple[str, int]]) -> list[list[_Mark]]:
    """The marks of one line, together where they can be shown in one cut of it, else one by one."""
    if _cell(shown, len(shown)) <= _WIDTH:
        return [row]
    if _cell(shown, max(mark.end for mark in row)) - _cell(shown, row[0].start) <= _WIDTH - _BEFORE:
        return [row]
    return [[mark] for mark in row]


def _row(marks: Sequence[_Mark], shown: list[tuple[str, int]], with_labels: bool) -> tuple[str, list[str]]:
    """The text of a line, cut around its marks where it is long, and the lines below it."""
    first, last, margin = 0, len(shown), 0
    if _cell(shown, last) > _WIDTH:
        start = _cell(shown, marks[0].start)
        while _cell(shown, first) < start - _BEFORE:
            first += 1
        last = first
        room = _WIDTH
        while last < len(shown) and shown[last][1] <= room:
            room -= shown[last][1]
            last += 1
        margin = 1 if first else 0
    text = "".join(piece for piece, _ in shown[first:last])
    text = f"{'…' if first else ''}{text}{'…' if last < len(shown) else ''}"

    def column(character: int) -> int:
        return margin + _cell(shown[first:last], max(0, character - first))

    underline = ""
    for mark in marks:
        begin = column(mark.start)
        end = max(column(mark.end), begin + 1)
        underline = underline.ljust(begin) + "─" * (end - max(begin, len(underline)))
    labels = [(column(mark.start), mark.label) for mark in marks if mark.label] if with_labels else []
    below: list[str] = []
    if labels and marks[-1].label:
        underline += f" {labels.pop()[1]}"
    below = [underline, *(" " * begin + label for begin, label in reversed(labels))]
    return text, below


def _paint(text: str, escape: str, color: bool) -> str:
    return f"{escape}{text}{_PLAIN}" if color else text
