"""What is due when, for people: day by day as text, or a row each as CSV that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Final

import attrs

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import cells, visible
from prazo.dsl.report.due import PLANNED
from prazo.dsl.report.told import Told
from prazo.dsl.report.words import dues as w, verdicts
from prazo.dsl.report.words.language import ENGLISH, Language

COLUMNS: Final = (
    "due", "party", "id", "norm", "title", "period", "item", "reading", "cites", "owed_to", "trigger", "status", "done",
    "marks",
)  # fmt: skip
#: a cell that begins with one of these is a formula to a spreadsheet
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@attrs.define(slots=False)
class ToldDue(Told):
    """Rows of a ``prazo-due/1`` document in a language."""

    def status(self, row: Mapping[str, Any]) -> str:
        """What it comes to on the day of the check; ``ahead`` before it begins."""
        if row["status"] in (None, "not_applicable"):
            return self.say(w.AHEAD)
        return self.language.status(row["status"])

    def subject(self, row: Mapping[str, Any]) -> str:
        """``Insurer acme``."""
        party = self._party(row["party"])
        return f"{party[:1].upper()}{party[1:]} {row['id']}"

    def notes(self, row: Mapping[str, Any]) -> Iterator[str]:
        """From when it is counted, when it was done, what is missing, what is doubtful."""
        if row["trigger"]:
            phrase = w.COUNTED_FROM_PLAN if PLANNED in row["marks"] else w.COUNTED_FROM
            yield self.say(phrase, day=self.language.time(row["trigger"]))
        if row["done"]:
            yield self.say(verdicts.DONE_ON, day=self.language.time(row["done"]))
        if row["needs"]:
            yield self.say(verdicts.NOT_KNOWN, needs=self.needs(row["norm"], row["needs"]))
        yield from self.marks({**row, "marks": [mark for mark in row["marks"] if mark != PLANNED]})

    def cites(self, row: Mapping[str, Any]) -> list[str]:
        """The places that the norm stands for."""
        return [str(one) for one in self._about(row["norm"]).get("cites", [])]

    def owed_to(self, row: Mapping[str, Any]) -> str | None:
        """To whom it is owed, as a sentence; None where nobody is named."""
        return self.say(w.OWED_TO, party=self._party(row["owed_to"])) if row["owed_to"] else None


def due_text(document: Mapping[str, Any], program: core.Program | None = None, language: Language = ENGLISH) -> str:
    """The days in order, below each what is due on it and of whom; then what has no day yet."""
    told = ToldDue(document, program, language)
    first, last = (language.time(document[end]) for end in ("from", "until"))
    lines = [language.say(w.HEAD, first=first, last=last, on=language.time(document["on"], weekday=False))]
    if not document["due"]:
        lines += ["", f"  {language.say(w.NOTHING)}"]
    width = max((cells(visible(told.subject(row))) for row in (*document["due"], *document["undated"])), default=0)
    for due, of_day in groupby(document["due"], key=lambda row: row["due"]):
        lines += ["", language.time(due)]
        lines += [line for row in of_day for line in _row(told, row, width)]
    if document["undated"]:
        lines += ["", language.say(w.NO_DAY)]
        lines += [line for row in document["undated"] for line in _row(told, row, width)]
    return "\n".join(lines) + "\n"


def _row(told: ToldDue, row: Mapping[str, Any], width: int) -> Iterator[str]:
    subject = visible(told.subject(row))
    cites = (told.cites(row) or [row["norm"]])[0]
    said = told.say(w.ROW, title=told.title(row), cites=cites, status=told.status(row))
    yield f"  {subject}{' ' * (width - cells(subject))}  {visible(said)}"
    for note in told.notes(row):
        yield f"  {' ' * width}    {visible(note)}"


def due_csv(document: Mapping[str, Any]) -> str:
    """A row a due day, with a header; what has no day yet is not among them.  The same in every language."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in document["due"]:
        about = document["norms"].get(row["norm"], {})
        cited, marks = "; ".join(about.get("cites", [])), " ".join(row["marks"])
        told = {**row, "title": about.get("title"), "cites": cited, "marks": marks}
        writer.writerow([_cell(told[column]) for column in COLUMNS])
    return out.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else visible(str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
