"""``prazo read``: what was written, said back in plain sentences."""

from __future__ import annotations

import click

from prazo.compiler.cli.given import norm_among, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give


@click.command()
@rules_argument
@click.argument("norms", metavar="[NORM]...", nargs=-1)
@click.option("--lang", type=click.Choice(["en"]), default="en", help="Language of the sentences.")
@output_option
def command(rules: str, norms: tuple[str, ...], lang: str, output: str | None) -> None:
    """Say back in plain English what the rules really say: all of them, or the norms that are named.

    \b
    Example:
      prazo read std:macau.insurance minimum_capital
    """
    from prazo.dsl.diagnostics.visible import visible
    from prazo.dsl.report.document import norm_ranks
    from prazo.dsl.report.echo import echo

    lookup = rules_given(rules)
    program = lookup.program
    every = [*norm_ranks(program), *(one.id for one in program.statements)]
    wanted = [norm_among(program, norm) for norm in norms] or every
    echoes = (echo(program, lookup.times, norm) for norm in wanted)
    give("\n".join("\n".join(visible(line) for line in one.split("\n")) for one in echoes), output)
