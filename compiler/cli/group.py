"""The table of commands. A command's module is imported when the command is used, never for the list of commands."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

# In the order in which an analyst meets them. A command `x` is the click command `command` in prazo.compiler.cli.x.
COMMANDS = {
    "new": "Start a project: a rule file, facts and a scenario.",
    "fmt": "Lay rule files out in the one layout.",
    "read": "Echo rules in plain sentences.",
    "test": "Run the scenarios in rule files.",
    "check": "Say who complies, who is in breach and what is due.",
    "due": "Say what is due when; as a calendar too.",
    "explain": "Say why: conditions, amounts, days counted, what is awaited.",
    "schema": "Give a JSON Schema and a blank facts file for a party.",
    "build": "Make a checker from rules.",
    "calendar": "Show closed days, or what a refresh of them would change.",
    "diff": "Say what a change of the law did, rule by rule.",
    "coverage": "Say which rules account for which place of the law.",
    "map": "Draw who owes what to whom, sheet by sheet.",
    "help": "Say what a word of the language means.",
}


class Commands(click.Group):
    """A group that knows the names and short helps of its commands without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of one command; ``None`` where the name is not in the table."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"prazo.compiler.cli.{cmd_name}").command
        command.short_help = COMMANDS[cmd_name]
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; name the nearest one where there is none of that name."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"the nearest is {near[0]}" if near else "prazo --help lists them"
            ctx.fail(f"There is no command {click.format_filename(name)!r}; {hint}.")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="prazo", message="prazo %(version)s")
def prazo() -> None:
    """Check obligations, deadlines and reporting duties against facts.

    \b
    Example:
      prazo check std:macau.insurance --facts acme.json --on 2021-06-30

    Every command says more with --help. Exit status: 0 nothing found, 1 found, 2 misuse, 3 rules wrong,
    4 facts wrong, 5 environment, 130 interrupted.
    """
