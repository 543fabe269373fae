"""``prazo new``: a project to start from, which passes its own scenarios."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path
from typing import Final

import click

from prazo.compiler.cli.output import unwritable
from prazo.dsl.errors import EnvironmentFault

FILES: Final = ("rules.prazo", "cases.prazo", "facts.json")


@click.command()
@click.argument("folder")
def command(folder: str) -> None:
    """Start a project in FOLDER: rules, their scenarios, and facts to check.

    Nothing that is there already is touched.

    \b
    Example:
      prazo new my-rules
    """
    there = [name for name in FILES if os.path.lexists(Path(folder, name))]
    if there:
        raise EnvironmentFault.of("E0009", path=str(Path(folder, there[0])), hint="name another folder")
    starter = resources.files("prazo.compiler.cli").joinpath("starter")
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name in FILES:
            with open(Path(folder, name), "xb") as stream:
                stream.write(starter.joinpath(name).read_bytes())
    except FileExistsError as error:
        raise EnvironmentFault.of("E0009", path=folder, hint="name another folder") from error
    except OSError as error:
        raise unwritable(folder, error) from error
    click.echo(f"{folder} has rules.prazo, cases.prazo and facts.json. Next:")
    click.echo(f"  cd {folder}")
    for line in (
        "prazo read rules.prazo",
        "prazo test",
        "prazo check rules.prazo --facts facts.json --on 2024-04-30",
        "prazo explain rules.prazo report_after_signing --facts facts.json --on 2024-04-30",
    ):
        click.echo(f"  {line}")
