"""The error boundary: whatever goes wrong in a command leaves as a message on standard error and an exit status."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click
from click.shell_completion import shell_complete

from prazo.compiler.cli.group import prazo
from prazo.dsl.errors import (
    EXIT_ENVIRONMENT,
    EXIT_INTERRUPTED,
    EXIT_MISUSE,
    EXIT_NOTHING_FOUND,
    EnvironmentFault,
    Error,
)

if TYPE_CHECKING:
    from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. A command returns its status itself, or nothing for 0."""
    try:
        if completion := os.environ.get("_PRAZO_COMPLETE"):
            return shell_complete(prazo, {}, "prazo", "_PRAZO_COMPLETE", completion)
        # Not prazo.main(): that ends with 1 when the reader went away, and 1 means that something was found.
        with prazo.make_context("prazo", list(arguments)) as context:
            status = prazo.invoke(context)
        sys.stdout.flush()  # a full disk shows only here
    except Error as error:
        click.echo(told(error), err=True)
        return error.exit_status
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return EXIT_INTERRUPTED
    except click.FileError as error:
        click.echo(told(EnvironmentFault("E0002", error.format_message())), err=True)
        return EXIT_ENVIRONMENT
    except click.ClickException as error:
        error.show()
        return EXIT_MISUSE
    except BrokenPipeError:
        return EXIT_ENVIRONMENT  # the reader went away: there is nobody to tell
    except OSError as error:
        click.echo(told(from_os(error)), err=True)
        return EXIT_ENVIRONMENT
    except MemoryError:
        click.echo(told(EnvironmentFault("E0003", "the machine has not enough memory for this")), err=True)
        return EXIT_ENVIRONMENT
    except Exception as error:
        if os.environ.get("PRAZO_TRACEBACK"):
            raise
        fault = EnvironmentFault(
            "E0004",
            f"Prazo itself failed ({type(error).__name__}); the rules and facts are not to blame",
            hint="set PRAZO_TRACEBACK=1, run it again and report what it prints",
        )
        click.echo(told(fault), err=True)
        return EXIT_ENVIRONMENT
    return status if isinstance(status, int) else EXIT_NOTHING_FOUND


def from_os(error: OSError) -> EnvironmentFault:
    """What the operating system refused, as a sentence with the file's name."""
    reason = (error.strerror or str(error)).lower()
    name = error.filename
    if isinstance(name, bytes):
        name = os.fsdecode(name)
    return EnvironmentFault("E0002", f"{name}: {reason}" if name else f"the operating system refused: {reason}")


def told(error: Error) -> str:
    """The message of an error, with its code, its places and the way out."""
    lines = [f"error {error.code}: {error.message}", *(f"  {place}" for place in error.places)]
    if error.hint is not None:
        lines.append(f"  help: {error.hint}")
    return "\n".join(lines)
