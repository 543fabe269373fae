"""``prazo due``: what is due when, as text, as data, as a table, and as a calendar to subscribe to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import click

from prazo.compiler.cli.given import (
    day_given,
    facts_given,
    facts_options_without_day,
    facts_text,
    language_option,
    output_option,
    readings_given,
    rules_argument,
    rules_given,
    somebody_concerned,
)
from prazo.compiler.cli.output import give, write_file
from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.values import Moment, local_day
from prazo.dsl.meaning.due_days import DueDays
from prazo.dsl.report.document import to_json
from prazo.dsl.report.words.language import Language


@click.command()
@rules_argument
@facts_options_without_day
@click.option("--from", "first", metavar="DATE", required=True, help="The first day of the interval, or today.")
@click.option("--until", "last", metavar="DATE", required=True, help="The last day of the interval, which is included.")
@click.option("--on", metavar="DATE", help="The day on which the status of each is read (default: that of --from).")
@click.option(
    "--format",
    "shape",
    type=click.Choice(["text", "json", "csv", "ics"]),
    default="text",
    help="How it is written; ics is a calendar that calendar programs open.",
)
@language_option
@click.option("--ics", "calendar", metavar="FILE", help="Write the calendar to FILE as well.")
@output_option
def command(
    rules: str,
    facts_file: str,
    readings: tuple[str, ...],
    allow_extra: bool,
    closures: str | None,
    first: str,
    last: str,
    on: str | None,
    shape: str,
    lang: str,
    calendar: str | None,
    output: str | None,
) -> None:
    """Say what is due from one day to another, day by day; what is planned counts as done on its day.

    A calendar that is imported again replaces what it brought before, for each duty keeps its identifier.

    \b
    Example:
      prazo due std:macau.insurance --facts acme.json --from 2021-07-01 --until 2021-12-31
      prazo due rules/ --facts book/ --from today --until 2026-12-31 --ics due.ics
    """
    from prazo.dsl.meaning.due_days import Interval, due_days
    from prazo.dsl.report.due import due_document

    lookup = rules_given(rules, closures)
    program = lookup.program
    between = local_day(day_given(first, program, "--from")), local_day(day_given(last, program, "--until"))
    if between[0] > between[1]:
        raise click.BadParameter(f"{first} is after {last}.", param_hint="--from")
    today = between[0] if on is None else day_given(on, program)
    chosen = readings_given(program, readings)
    text = facts_text(facts_file)
    # Plans are needed as they were given: what is said "by" a day of the interval is one of them.
    facts = facts_given(program, text, max(local_day(today), between[1]), allow_extra)
    somebody_concerned(program, facts, text.shown)
    interval = Interval(lookup, *between)
    found = [due_days(interval, one, today, chosen) for one in facts.subjects]
    options = {"readings": list(chosen) or "all"}
    document = due_document(program, lookup.times, found, facts.digest, today, between, options)
    written = _written(document, found, program, Language(lang), shape)
    if calendar is not None:
        write_file(calendar, _written(document, found, program, Language(lang), "ics").encode())
    if output is not None and shape in ("csv", "ics"):
        write_file(output, written.encode())
    else:
        give(written, output)


def _written(
    document: Mapping[str, Any], found: Sequence[DueDays], program: Program, language: Language, shape: str
) -> str:
    from prazo.dsl.report.due_text import due_csv, due_text

    match shape:
        case "text":
            return due_text(document, program, language)
        case "csv":
            return due_csv(document)
        case "json":
            return to_json(document)
    from prazo.dsl.report.ics import due_ics

    return due_ics(document, _moments(found), program, language)


def _moments(found: Sequence[DueDays]) -> dict[str, Moment]:
    """The due moments by their text; a due day that is a whole day is none of them."""
    dues: list[date | Moment | None] = [day.kept.due for one in found for day in one.due]
    return {due.text: due for due in dues if isinstance(due, Moment)}
