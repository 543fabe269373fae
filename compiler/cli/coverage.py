"""``prazo coverage``: every place of an instrument, and the rules that account for it."""

from __future__ import annotations

import json

import click

from prazo.compiler.cli.given import name_among, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND


@click.command()
@rules_argument
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "html"]), default="text", help="Format of the result."
)
@click.option("--instrument", "instruments", metavar="NAME", multiple=True, help="Only this instrument.")
@click.option("--only", metavar="KINDS", help="Only places of these kinds, as missing,under (text and HTML).")
@click.option("--fail-on", metavar="KINDS", help="End with status 1 where places of these kinds are found.")
@output_option
def command(
    rules: str, form: str, instruments: tuple[str, ...], only: str | None, fail_on: str | None, output: str | None
) -> int:
    """Say of every article, paragraph and item which rules account for it: norms, definitions, consequences, powers,
    checklist items, statements, or none (missing). Places are those of the instrument's index, version by version.

    A place that no rule cites, below one that a rule cites, is shown as under that one: the rule may or may not say
    what the place says.

    \b
    Example:
      prazo coverage std:macau.insurance --only missing,under
      prazo coverage rules/ --fail-on missing,under
      prazo coverage std:macau.insurance --format html -o coverage.html
    """
    from prazo.compiler.coverage.document import coverage_document
    from prazo.compiler.coverage.page import coverage_page
    from prazo.compiler.coverage.places import KINDS, coverage
    from prazo.compiler.coverage.text import coverage_text
    from prazo.dsl.report.document import rules_digest

    kinds = _kinds(only, KINDS, "--only")
    failing = _kinds(fail_on, KINDS, "--fail-on")
    lookup = rules_given(rules)
    program = lookup.program
    indexed = [one.name for one in program.instruments if one.provisions]
    wanted = [name_among("instrument with an index of its places", one, indexed, "--instrument") for one in instruments]
    for one in program.instruments:
        if not one.provisions and not wanted:
            click.echo(f"note: the places of {one.name} are not known; nothing of it is counted", err=True)
    found = coverage(program, wanted)
    if form == "json":
        document = coverage_document(found, rules_digest(program, lookup.times))
        give(json.dumps(document, ensure_ascii=False, indent=2), output)
    else:
        give(coverage_page(found, kinds) if form == "html" else coverage_text(found, kinds), output)
    counts = [version.counts for one in found for version in one.versions]
    return EXIT_FOUND if any(count[kind] for count in counts for kind in failing) else EXIT_NOTHING_FOUND


def _kinds(written: str | None, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    parts = [] if written is None else [part.strip() for part in written.split(",") if part.strip()]
    return tuple(name_among("kind of place", part, known, option) for part in parts)
