"""``prazo explain``: why a verdict is what it is."""

from __future__ import annotations

import click

from prazo.compiler.cli.given import (
    day_given,
    facts_given,
    facts_options,
    facts_text,
    language_option,
    norm_among,
    output_option,
    readings_given,
    rules_argument,
    rules_given,
)
from prazo.compiler.cli.output import give


@click.command()
@rules_argument
@click.argument("norms", metavar="NORM...", nargs=-1, required=True)
@facts_options
@language_option
@output_option
def command(
    rules: str,
    norms: tuple[str, ...],
    facts_file: str,
    on: str,
    readings: tuple[str, ...],
    allow_extra: bool,
    closures: str | None,
    lang: str,
    output: str | None,
) -> None:
    """Say why: conditions with their values, the days counted, and what is awaited from whom.

    NORM is the name of a norm or consequence, or its identifier, such as DL27_97_M/minimum_capital.

    \b
    Example:
      prazo explain std:macau.insurance minimum_capital --facts acme.json --on 2021-06-30
    """
    from prazo.dsl.report.explain import explanations
    from prazo.dsl.report.words.language import Language

    lookup = rules_given(rules, closures)
    wanted = [norm_among(lookup.program, norm) for norm in norms]
    day = day_given(on, lookup.program)
    chosen = readings_given(lookup.program, readings)
    facts = facts_given(lookup.program, facts_text(facts_file), day, allow_extra)
    told = [text for one in facts.subjects for text in explanations(lookup, one, wanted, day, chosen, Language(lang))]
    give("\n".join(told), output)
