"""The entry point of ``prazo`` and the one place where an error becomes a message and an exit status."""

from __future__ import annotations

import io
import os
import sys

import prazo

TYPE_CHECKING = False  # importing `typing` alone would take longer than `prazo --version`
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on ``arguments`` (the process's own where none are given) and return the exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        print(f"prazo {prazo.__version__}")
        return 0
    # Reports are UTF-8 whatever the host's locale says.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    from prazo.compiler.cli.boundary import run

    status = run(given)
    _flush()
    return status


def _flush() -> None:
    # A reader that went away would otherwise make Python complain when it closes standard output at its end.
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
