"""``prazo read``: what was written, said back in plain sentences."""

from __future__ import annotations

import click

from prazo.compiler.cli.given import language_option, norm_among, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give


@click.command()
@rules_argument
@click.argument("norms", metavar="[NORM]...", nargs=-1)
@language_option
@output_option
def command(rules: str, norms: tuple[str, ...], lang: str, output: str | None) -> None:
    """Say back in plain sentences what the rules really say: all of them, or the norms that are named.

    \b
    Example:
      prazo read std:macau.insurance minimum_capital
    """
    from prazo.dsl.diagnostics.visible import visible
    from prazo.dsl.report.document import norm_ranks
    from prazo.dsl.report.echo import echo
    from prazo.dsl.report.words.language import Language

    lookup = rules_given(rules)
    program = lookup.program
    every = [*norm_ranks(program), *(one.id for one in program.statements)]
    wanted = [norm_among(program, norm) for norm in norms] or every
    echoes = (echo(program, lookup.times, norm, Language(lang)) for norm in wanted)
    give("\n".join("\n".join(visible(line) for line in one.split("\n")) for one in echoes), output)
