"""A report as Markdown.  Nothing in names or titles can become a link, an image, HTML or markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from prazo.dsl.core import nodes as core
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.report.told import SHORT, Told, grouped
from prazo.dsl.report.words import basics, verdicts as w
from prazo.dsl.report.words.language import ENGLISH, Language

#: what begins markup, a link (also of the kind that some readers make by themselves), a reference or HTML
_MARKUP: Final = re.compile(r"[\\`*_\[\]#!|~<>$]|:(?=/)|(?<=www)\.", re.IGNORECASE)


def report_markdown(
    document: Mapping[str, Any], program: core.Program | None = None, language: Language = ENGLISH
) -> str:
    """The report in a language: a section a subject, a table of what wants doing, a list of the rest."""
    told = Told(document, program, language)
    lines = [line for subject in document["subjects"] for line in _subject(told, subject)]
    tool = escaped(document["tool"])
    lines += [language.say(w.DECISION, digest=f"`{document['decision']}`", tool=tool), ""]
    return "\n".join(lines)


def escaped(text: str) -> str:
    """Text of strangers as Markdown shows it letter by letter: markup escaped, HTML and hidden characters harmless."""
    safe = _MARKUP.sub(r"\\\g<0>", visible(text).replace("&", "&amp;"))
    return safe.replace("@", "`@`")  # an address of mail becomes a link even where its sign is escaped


def _subject(told: Told, subject: Mapping[str, Any]) -> Iterator[str]:
    yield f"## {escaped(told.heading(subject))}"
    yield ""
    yield f"**{escaped(told.counts(subject))}**"
    yield ""
    verdicts = grouped(subject["verdicts"])
    open_ones = [one for one in verdicts if one["status"] not in SHORT]
    if open_ones:
        yield f"| {' | '.join(map(told.say, w.TABLE))} |"
        yield "|---|---|---|---|"
        for one in open_ones:
            why = "<br>".join(escaped(line) for line in told.details(one))
            row = (told.language.status(one["status"]), told.provision(one, False), told.title(one))
            yield f"| {' | '.join(map(escaped, row))} | {why} |"
        yield ""
    for one in verdicts:
        if one["status"] in SHORT:
            said = f"{told.provision(one, False)} {told.short(one)}"
            yield f"- {escaped(told.say(basics.COLON, before=told.language.status(one['status']), after=said))}"
    effects = told.effects(subject)
    if effects:
        yield ""
        yield told.say(w.FOLLOWS_HEAD)
        yield ""
        for title, lines in effects:
            after = told.say(basics.SEMICOLON).join(lines)
            yield f"- {escaped(told.say(basics.COLON, before=title, after=after) if lines else title)}"
    yield ""
