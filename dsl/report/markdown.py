"""A report as Markdown.  Nothing in names or titles can become a link, an image, HTML or markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.report.told import SHORT, Told, grouped, status_words

#: what begins markup, a link (also of the kind that some readers make by themselves), a reference or HTML
_MARKUP: Final = re.compile(r"[\\`*_\[\]#!|~<>$]|:(?=/)|(?<=www)\.", re.IGNORECASE)


def report_markdown(document: Mapping[str, Any], program: core.Program | None = None) -> str:
    """The report in English: a section a subject, a table of what wants doing, a list of the rest."""
    told = Told(document, program)
    lines = [line for subject in document["subjects"] for line in _subject(told, subject)]
    lines += [f"Decision: `{document['decision']}`, tool {escaped(document['tool'])}", ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text of strangers as Markdown shows it letter by letter: markup escaped, HTML and hidden characters harmless."""
    safe = _MARKUP.sub(r"\\\g<0>", visible(text).replace("&", "&amp;"))
    return safe.replace("@", "`@`")  # an address of mail becomes a link even where its sign is escaped


def _subject(told: Told, subject: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {escaped(told.heading(subject))}"
    yield ""
    yield f"**{escaped(told.counts(subject)) or 'no duty of these rules is on this subject'}**"
    yield ""
    verdicts = grouped(subject["verdicts"])
    open_ones = [one for one in verdicts if one["status"] not in SHORT]
    if open_ones:
        yield "| status | provision | duty | why |"
        yield "|---|---|---|---|"
        for one in open_ones:
            why = "<br>".join(escaped(line) for line in told.details(one))
            row = (status_words(one["status"]), told.provision(one, False), told.title(one))
            yield f"| {' | '.join(map(escaped, row))} | {why} |"
        yield ""
    for one in verdicts:
        if one["status"] in SHORT:
            because = f": {escaped(told.because(one))}" if one["status"] == "not_applicable" else ""
            marks = "; ".join(map(escaped, told.marks(one)))
            place = told.provision(one, False)
            yield f"- {status_words(one['status'])}: {escaped(place)} {escaped(told.title(one))}{because}" + (
                f" ({marks})" if marks else ""
            )
    effects = told.effects(subject)
    if effects:
        yield ""
        yield "What follows:"
        yield ""
        for title, said in effects:
            yield f"- {escaped(title)}" + (f": {escaped('; '.join(said))}" if said else "")
    yield ""
