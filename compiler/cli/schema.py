"""``prazo schema``: the shape of a party's facts, and the blank to fill in."""

from __future__ import annotations

import json

import click

from prazo.compiler.cli.given import name_among, output_option, rules_argument, rules_given
from prazo.compiler.cli.output import give


@click.command()
@rules_argument
@click.argument("party")
@click.option(
    "--blank",
    type=click.Choice(["json", "yaml"]),
    help="A facts file to fill in, every fact unknown, instead of the schema.",
)
@output_option
def command(rules: str, party: str, blank: str | None, output: str | None) -> None:
    """Give the JSON Schema of a party's facts, or a blank facts file.

    \b
    Example:
      prazo schema std:macau.insurance Insurer -o insurer.schema.json
      prazo schema std:macau.insurance Insurer --blank yaml -o acme.yaml
    """
    from prazo.dsl.facts.schema import blank_facts, blank_facts_yaml, facts_schema

    program = rules_given(rules).program
    known = [one.name for one in program.parties if one.kind == "party"]
    subject = name_among("party", party, known, "PARTY")
    if blank == "yaml":
        give(blank_facts_yaml(program, subject), output)
        return
    data = facts_schema(program, subject) if blank is None else blank_facts(program, subject)
    give(json.dumps(data, ensure_ascii=False, indent=2), output)
