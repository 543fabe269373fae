"""Two kinds of drawings for the manual, as SVG: a strip of single days, and lanes below an axis of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape

import attrs

INK, FAINT, BLUE, PAPER = "#1f2937", "#6b7280", "#1d4ed8", "#ffffff"
#: how a stretch of time is filled; a text says the same, so that nobody needs the colours
FILLS = {
    "running": "#dbeafe",
    "pending": "#fef3c7",
    "compliant": "#d1fae5",
    "breached": "#fecaca",
    "none": "#f3f4f6",
    "state": "#e5e7eb",
    "open": "#ede9fe",
}
_WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_CELL, _LEFT, _WIDTH, _LANE = 24, 176, 860, 40


@attrs.frozen(slots=True)
class Strip:
    """A cell for each day from ``first`` to ``last``.

    ``closed``: closed days; ``counted``: what stands below a day; ``points``: what is said above a day.
    ``moved``: from which day to which the last day moves.
    """

    name: str
    title: str
    told: str
    first: date
    last: date
    closed: frozenset[date]
    counted: dict[date, str]
    points: dict[date, str]
    moved: tuple[date, date] | None = None


@attrs.frozen(slots=True)
class Span:
    """A stretch of time, filled as ``look`` says."""

    begin: datetime
    end: datetime
    look: str
    text: str = ""


@attrs.frozen(slots=True)
class Point:
    """Something at one time; the text stands on its right, or on its left."""

    at: datetime
    text: str
    left: bool = False


@attrs.frozen(slots=True)
class Lane:
    """One row of a drawing."""

    title: str
    parts: tuple[Span | Point, ...]


@attrs.frozen(slots=True)
class Timeline:
    """Lanes from ``begin`` to ``end``; each tick is a line through all of them with its text on top."""

    name: str
    title: str
    told: str
    begin: datetime
    end: datetime
    ticks: tuple[tuple[datetime, str], ...]
    lanes: tuple[Lane, ...]


def svg(drawing: Strip | Timeline) -> str:
    """The drawing as an SVG document, with its text alternative."""
    if isinstance(drawing, Strip):
        width, height, lines = _strip(drawing)
    else:
        width, height, lines = _timeline(drawing)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" role="img" aria-labelledby="title told" '
            'font-family="DejaVu Sans, Verdana, Arial, sans-serif">',
            f'<title id="title">{escape(drawing.title)}</title>',
            f'<desc id="told">{escape(drawing.told)}</desc>',
            f'<rect width="{width}" height="{height}" rx="6" fill="{PAPER}"/>',
            *lines,
            "</svg>\n",
        ]
    )


def _text(x: float, y: float, said: str, size: int = 12, colour: str = INK, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour}" text-anchor="{anchor}">{escape(said)}</text>'


def _line(x: float, y: float, to_x: float, to_y: float, colour: str = FAINT, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="3 3"' if dashed else ""
    return f'<line x1="{x:g}" y1="{y:g}" x2="{to_x:g}" y2="{to_y:g}" stroke="{colour}"{dashes}/>'


def _box(x: float, y: float, width: float, height: float, fill: str, edge: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="3" fill="{fill}" stroke="{edge}"/>'


def _strip(drawing: Strip) -> tuple[int, int, list[str]]:
    days = (drawing.last - drawing.first).days + 1
    lines: list[str] = []
    for n in range(days):
        day = drawing.first + timedelta(n)
        x, middle = 20 + n * _CELL, 20 + n * _CELL + (_CELL - 2) / 2
        closed, pointed = day in drawing.closed, day in drawing.points
        fill = FILLS["state"] if closed else FILLS["running"] if day in drawing.counted or pointed else PAPER
        lines.append(_box(x, 46, _CELL - 2, 36, fill, BLUE if pointed else "#d1d5db"))
        lines.append(_text(middle, 60, _WEEKDAYS[day.weekday()], 9, FAINT))
        lines.append(_text(middle, 76, str(day.day), 12, FAINT if closed else INK))
        if n == 0 or day.day == 1:
            lines.append(_text(x, 112, f"{day:%B}", 10, FAINT, "start"))
        if day in drawing.counted:
            lines.append(_text(middle, 96, drawing.counted[day], 9, BLUE))
        if pointed:
            lines.append(_line(middle, 26, middle, 46, BLUE))
            lines.append(_text(*_beside(middle, days, n), drawing.points[day], 11, BLUE, _anchor(days, n)))
    if drawing.moved is not None:
        start, stop = (20 + (day - drawing.first).days * _CELL + (_CELL - 2) / 2 for day in drawing.moved)
        tip = -6 if stop > start else 6
        lines.append(_line(start, 130, stop, 130, BLUE))
        lines.append(f'<path d="M{stop:g} 130l{tip} -4v8z" fill="{BLUE}"/>')
        lines.append(
            _text((start + stop) / 2, 146, "the last day moves " + ("later" if stop > start else "earlier"), 10)
        )
    lines.append(f'<rect x="20" y="156" width="12" height="12" rx="2" fill="{FILLS["state"]}" stroke="#d1d5db"/>')
    lines.append(_text(38, 166, "closed day", 10, FAINT, "start"))
    return max(40 + days * _CELL, 300), 176, lines


def _anchor(days: int, n: int) -> str:
    return "start" if n < 3 else "end" if n > days - 4 else "middle"


def _beside(middle: float, days: int, n: int) -> tuple[float, float]:
    return middle + {"start": -8, "end": 8, "middle": 0}[_anchor(days, n)], 20


def _timeline(drawing: Timeline) -> tuple[int, int, list[str]]:
    whole = (drawing.end - drawing.begin).total_seconds()
    height = 40 + _LANE * len(drawing.lanes) + 8

    def place(at: datetime) -> float:
        share = (at - drawing.begin).total_seconds() / whole
        return round(_LEFT + share * (_WIDTH - _LEFT - 24), 1)

    lines: list[str] = []
    for at, said in drawing.ticks:
        lines.append(_line(place(at), 28, place(at), height - 8, "#9ca3af", dashed=True))
        lines.append(_text(place(at), 20, said, 11, FAINT))
    for n, lane in enumerate(drawing.lanes):
        lines += _lane(lane, 40 + n * _LANE, place)
    return _WIDTH, height, lines


def _lane(lane: Lane, top: float, place: Callable[[datetime], float]) -> Iterable[str]:
    yield _text(14, top + 20, lane.title, 12, INK, "start")
    for part in lane.parts:
        if isinstance(part, Span):
            x, to_x = place(part.begin), place(part.end)
            yield _box(x, top + 3, to_x - x, 26, FILLS[part.look], "#9ca3af")
            yield _text((x + to_x) / 2, top + 20, part.text, 11)
        else:
            x = place(part.at)
            yield f'<circle cx="{x:g}" cy="{top + 16:g}" r="5" fill="{BLUE}"/>'
            yield _text(x - 10 if part.left else x + 10, top + 20, part.text, 11, BLUE, "end" if part.left else "start")
