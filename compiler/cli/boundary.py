"""The error boundary: whatever goes wrong in a command leaves as a message on standard error and an exit status."""

from __future__ import annotations

import errno
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
    FactsError,
    RulesError,
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
    except click.exceptions.Exit as end:
        return end.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        return EXIT_ENVIRONMENT  # the reader went away: there is nobody to tell
    except click.FileError as error:
        return _end(EnvironmentFault.of("E0010", path=f'"{error.ui_filename}"', reason=_lower(error.message)))
    except click.ClickException as error:
        error.show()
        return EXIT_MISUSE
    except Error as error:
        return _end(error)
    except OSError as error:
        return _end(from_os(error))
    except MemoryError:
        return _end(EnvironmentFault.of("E0011"))
    except Exception as error:
        if os.environ.get("PRAZO_TRACEBACK"):
            raise
        way_out = "set PRAZO_TRACEBACK=1, run it again and report what it prints"
        return _end(EnvironmentFault.of("E0012", kind=type(error).__name__, hint=way_out))
    return status if isinstance(status, int) else EXIT_NOTHING_FOUND


def from_os(error: OSError) -> EnvironmentFault:
    """What the operating system refused, as a sentence with the file's name."""
    path = f'"{os.fsdecode(error.filename)}"' if isinstance(error.filename, (str, bytes)) else "to go on"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault.of("E0007", path=path if error.filename else "the output")
    if error.errno == errno.ENOENT and error.filename:
        return EnvironmentFault.of("E0004", path=path.strip('"'))
    return EnvironmentFault.of("E0010", path=path, reason=_lower(error.strerror or str(error)))


def told(error: Error, color: bool = False) -> str:
    """The error as it is shown in a terminal: every finding that it carries, a blank line between."""
    from prazo.dsl.diagnostics.render import headline, helpline, render_all
    from prazo.dsl.diagnostics.visible import visible

    if isinstance(error, RulesError):
        return render_all(error.diagnostics, color)
    if not isinstance(error, FactsError):
        lines = [headline("error", error.code, error.message, color)]
        return "\n".join([*lines, helpline(error.hint, color)] if error.hint else lines)
    blocks: list[str] = []
    for one in error.problems:
        lines = [headline("error", one.code, f"{one.path}: {one.message}" if one.path else one.message, color)]
        if error.source is not None:
            inside = one.place or (f"$.{one.path}" if one.path else "")
            lines.append(f"  {visible(error.source)}" + (f", {visible(inside)}" if inside else ""))
        if one.hint:
            lines.append(helpline(one.hint, color))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _end(error: Error) -> int:
    click.echo(told(error, color=sys.stderr.isatty() and not os.environ.get("NO_COLOR")), err=True)
    return error.exit_status


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
