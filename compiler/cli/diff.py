"""``prazo diff``: what a change of the law did, rule by rule."""

from __future__ import annotations

import json

import click

from prazo.compiler.cli.given import day_given, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give
from prazo.dsl.facts.values import local_day


@click.command()
@rules_argument
@click.option(
    "--between",
    nargs=2,
    metavar="DATE DATE",
    required=True,
    help="The two days whose law is compared, as 2020-09-21 2020-09-22.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "markdown", "json"]), default="text", help="Format of the result."
)
@output_option
def command(rules: str, between: tuple[str, str], form: str, output: str | None) -> None:
    """Say what changed in substance from one day to the other: rules added and repealed, amounts, limits and
    conditions changed, tightened or relaxed where that is certain.

    \b
    Example:
      prazo diff std:macau.insurance --between 2020-09-21 2020-09-22
    """
    from prazo.compiler.diff.compare import differences
    from prazo.compiler.diff.told import diff_document, diff_markdown, diff_text
    from prazo.dsl.report.document import rules_digest

    lookup = rules_given(rules)
    before, after = (local_day(day_given(day, lookup.program, "--between")) for day in between)
    found = differences(lookup.program, lookup.times, before, after)
    if form == "json":
        digest = rules_digest(lookup.program, lookup.times)
        give(json.dumps(diff_document(found, before, after, digest), ensure_ascii=False, indent=2), output)
    else:
        give((diff_text if form == "text" else diff_markdown)(found, before, after), output)
