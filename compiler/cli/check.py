"""``prazo check``: who complies, who is in breach, what is due, what is missing."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import click

from prazo.compiler.cli.given import (
    colored,
    day_given,
    facts_given,
    facts_options,
    facts_text,
    language_option,
    output_option,
    plain_day,
    readings_given,
    rules_argument,
    rules_given,
    somebody_concerned,
    words_given,
)
from prazo.compiler.cli.output import append_line, give
from prazo.dsl.core.nodes import Program
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND
from prazo.dsl.facts.read import Facts
from prazo.dsl.facts.values import Moment
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.report.document import STATUSES, check_options, report_document, to_json
from prazo.dsl.report.words.language import Language

_NOTHING: Final = "nothing"


@click.command()
@rules_argument
@facts_options
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "jsonl", "markdown", "junit"]),
    default="text",
    help="How the report is written; jsonl is a report a line, each of one subject; junit is XML for build servers.",
)
@click.option("--only", metavar="STATUS,..", help=f"Verdicts of these alone: {', '.join(STATUSES)}.")
@click.option("--since", "first", metavar="DATE", help="No periods that ended before this day.")
@click.option(
    "--fail-on",
    metavar="STATUS,..",
    default="breached",
    show_default=True,
    help=f"End with status 1 where a verdict is one of these; {_NOTHING} for never.",
)
@click.option("--with-text", is_flag=True, help="Add the sentences to each verdict (json and jsonl).")
@language_option
@click.option(
    "--engine",
    type=click.Choice(["auto", "reference", "python"]),
    default="auto",
    help="The reference interpreter, or the module that build makes; the report is the same.",
)
@click.option("--uninterpreted", is_flag=True, help="As if no house had interpreted an open word.")
@click.option("--log", metavar="FILE", help="Add the decision, the options and the report to FILE, one line a run.")
@output_option
def command(
    rules: str,
    facts_file: str,
    on: str,
    readings: tuple[str, ...],
    allow_extra: bool,
    closures: str | None,
    shape: str,
    only: str | None,
    first: str | None,
    fail_on: str,
    with_text: bool,
    lang: str,
    engine: str,
    uninterpreted: bool,
    log: str | None,
    output: str | None,
) -> int:
    """Say who complies, who is in breach, what is due and which facts are missing.

    RULES is a .prazo file, a folder, or std: and a module of the standard library.

    \b
    Example:
      prazo check std:macau.insurance --facts acme.json --on 2021-06-30
      prazo check rules/ --facts acme.yaml --on today --only breached,undetermined
    """
    shown = words_given(only, STATUSES, "--only")
    failing = () if fail_on.strip() == _NOTHING else words_given(fail_on, STATUSES, "--fail-on")
    lookup = rules_given(rules, closures)
    day = day_given(on, lookup.program)
    chosen = readings_given(lookup.program, readings)
    text = facts_text(facts_file)
    facts = facts_given(lookup.program, text, day, allow_extra)
    somebody_concerned(lookup.program, facts, text.shown)
    if engine == "python":
        from prazo.compiler.python.engine import check_with_module

        document = check_with_module(lookup.program, lookup.times, facts, day, chosen, uninterpreted)
    else:
        document = judged(lookup, facts, day, chosen, uninterpreted)
    if first is not None:
        from prazo.dsl.report.since import since

        document = since(document, lookup.program, plain_day(first, "--since"))
    if log is not None:
        options = {"rules": rules, "on": day.isoformat(), "engine": engine, **document["options"]}
        append_line(log, {"decision": document["decision"], "options": options, "report": document})
    color = shape == "text" and output is None and colored(sys.stdout)
    give(written(document, lookup.program, shape, shown, failing, with_text, color, Language(lang)), output)
    found = any(one["status"] in failing for subject in document["subjects"] for one in subject["verdicts"])
    return EXIT_FOUND if found else EXIT_NOTHING_FOUND


def judged(
    lookup: Lookup, facts: Facts, day: date | Moment, readings: tuple[str, ...], uninterpreted: bool = False
) -> dict[str, Any]:
    """The report of the reference interpreter; ``uninterpreted``: without the interpretations of any house."""
    from prazo.dsl.meaning.check import check_subject

    judging = lookup.uninterpreted if uninterpreted else lookup
    subjects = [check_subject(judging, record, day, readings) for record in facts.subjects]
    options = check_options(readings, uninterpreted)
    return report_document(lookup.program, lookup.times, subjects, facts.digest, day, options)


def written(
    document: Mapping[str, Any],
    program: Program,
    shape: str,
    only: tuple[str, ...],
    failing: tuple[str, ...],
    with_text: bool,
    color: bool,
    language: Language,
) -> str:
    """The report in a format; ``only``: the verdicts of these statuses, empty for all; ``failing``: see ``junit``."""
    from prazo.dsl.report import told

    shown = told.only(document, only) if only else document
    if shape == "text":
        from prazo.dsl.report.text import report_text

        return report_text(shown, program, color, language)
    if shape == "markdown":
        from prazo.dsl.report.markdown import report_markdown

        return report_markdown(shown, program, language)
    if shape == "junit":
        from prazo.dsl.report.junit import report_junit

        return report_junit(shown, program, failing, language)
    data = told.with_text(shown, program, language) if with_text else shown
    if shape == "json":
        return to_json(data)
    return "".join(f"{json.dumps(one, ensure_ascii=False, separators=(',', ':'))}\n" for one in told.one_by_one(data))
