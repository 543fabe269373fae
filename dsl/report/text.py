"""A report for the terminal: what wants doing first, then a line each for the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.report.told import SHORT, Told, grouped
from prazo.dsl.report.words import basics, verdicts as w
from prazo.dsl.report.words.language import ENGLISH, Language

_COLORS: Final = {"breached": "\x1b[31m", "undetermined": "\x1b[33m", "pending": "\x1b[36m", "compliant": "\x1b[32m"}
_PLAIN: Final = "\x1b[0m"
_WIDEST_PLACE: Final = 24


def report_text(
    document: Mapping[str, Any],
    program: core.Program | None = None,
    color: bool = False,
    language: Language = ENGLISH,
) -> str:
    """The report in a language, subjects a blank line apart.

    The only escapes in it are the colours: what is hidden in names is made visible.
    """
    told = Told(document, program, language)
    return "\n".join("\n".join(_subject(told, subject, color)) for subject in document["subjects"])


def _subject(told: Told, subject: Mapping[str, Any], color: bool) -> Iterator[str]:
    verdicts = grouped(subject["verdicts"])
    alone = len({one["norm"].partition("/")[0] for one in verdicts}) == 1
    places = {id(one): visible(told.provision(one, alone)) for one in verdicts}
    width = min(max(map(cells, places.values()), default=0), _WIDEST_PLACE)
    column = max(cells(told.language.status(one)) for one in basics.STATUSES) + 1
    indent = " " * (2 + column + width + 2)
    yield visible(told.heading(subject))
    yield ""
    for one in verdicts:
        status = one["status"]
        shown = padded(told.language.status(status), column)
        paint = _COLORS.get(status) if color else None
        start = f"  {paint}{shown}{_PLAIN}" if paint else f"  {shown}"
        if status in SHORT:
            yield f"{start}{padded(places[id(one)], width)}  {visible(told.short(one))}"
        else:
            yield f"{start}{padded(places[id(one)], width)}  {visible(told.title(one))}"
            yield from (indent + visible(detail) for detail in told.details(one))
    effects = told.effects(subject)
    if effects:
        yield ""
        yield f"  {told.say(w.FOLLOWS)}"
        for title, said in effects:
            yield f"    {visible(title)}"
            yield from (f"      {visible(part)}" for part in said)
    if verdicts or effects:
        yield ""
    yield f"  {told.counts(subject)}"
    yield ""


def padded(text: str, width: int) -> str:
    """The text with spaces up to a width in cells, so that columns align under Chinese text too."""
    return text + " " * max(0, width - cells(text))
