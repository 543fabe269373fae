"""``prazo build``: a checker made from rules."""

from __future__ import annotations

import click

from prazo.compiler.cli.given import closures_option, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give


@click.command()
@rules_argument
@click.option(
    "--target",
    type=click.Choice(["python", "core"]),
    required=True,
    help="What is made: one Python module, or the checked core as text, to compare what two versions of rules mean.",
)
@closures_option
@output_option
def command(rules: str, target: str, closures: str | None, output: str | None) -> None:
    """Make a checker to build in: one readable module that needs nothing but Python and gives the same report.

    \b
    Example:
      prazo build std:macau.insurance --target python -o checker.py
    """
    from prazo.compiler.python.build import build_module

    lookup = rules_given(rules, closures)
    if target == "core":
        from prazo.dsl.core.print import print_program

        give(print_program(lookup.program), output)
        return
    give(build_module(lookup.program, lookup.times), output)
