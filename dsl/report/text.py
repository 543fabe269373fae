"""A report for the terminal: what wants doing first, then a line each for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.report.told import SHORT, Told, grouped, status_words

_COLORS: Final = {"breached": "\x1b[31m", "undetermined": "\x1b[33m", "pending": "\x1b[36m", "compliant": "\x1b[32m"}
_PLAIN: Final = "\x1b[0m"
_STATUS: Final = max(len(status_words(one)) for one in (*_COLORS, "not_applicable")) + 1
_WIDEST_PLACE: Final = 24


def report_text(document: Mapping[str, Any], program: core.Program | None = None, color: bool = False) -> str:
    """The report in English, subjects a blank line apart.

    The only escapes in it are the colours: what is hidden in names is made visible.
    """
    told = Told(document, program)
    return "\n".join("\n".join(_subject(told, subject, color)) for subject in document["subjects"])


def _subject(told: Told, subject: Mapping[str, Any], color: bool) -> Iterator[str]:
    verdicts = grouped(subject["verdicts"])
    alone = len({one["norm"].partition("/")[0] for one in verdicts}) == 1
    places = {id(one): visible(told.provision(one, alone)) for one in verdicts}
    width = min(max(map(cells, places.values()), default=0), _WIDEST_PLACE)
    indent = " " * (2 + _STATUS + width + 2)
    yield visible(told.heading(subject))
    yield ""
    for one in verdicts:
        status = one["status"]
        shown = padded(status_words(status), _STATUS)
        paint = _COLORS.get(status) if color else None
        start = f"  {paint}{shown}{_PLAIN}" if paint else f"  {shown}"
        title = visible(told.title(one))
        if status in SHORT:
            title += f": {visible(told.because(one))}" if status == "not_applicable" else ""
            marks = "; ".join(map(visible, told.marks(one)))
            title += f" ({marks})" if marks else ""
            yield f"{start}{padded(places[id(one)], width)}  {title}"
        else:
            yield f"{start}{padded(places[id(one)], width)}  {title}"
            yield from (indent + visible(detail) for detail in told.details(one))
    effects = told.effects(subject)
    if effects:
        yield ""
        yield "  what follows"
        for title, said in effects:
            yield f"    {visible(title)}"
            yield from (f"      {visible(part)}" for part in said)
    yield ""
    yield f"  {told.counts(subject) or 'no duty of these rules is on this subject'}"
    yield ""


def padded(text: str, width: int) -> str:
    """The text with spaces up to a width in cells, so that columns align under Chinese text too."""
    return text + " " * max(0, width - cells(text))
