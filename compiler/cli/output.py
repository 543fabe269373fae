"""Results on their way out: whole files or none, and nothing of a run that failed."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from prazo.dsl.errors import EnvironmentFault

_NEW_FILE = 0o666


def give(text: str, output: str | None) -> None:
    """Write the result to a file, or to standard output where none (or ``-``) is named."""
    if output is None or output == "-":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        refuse_input(output)
        write_file(output, text if text.endswith("\n") else text + "\n")


def refuse_input(output: str) -> None:
    """Raises ``EnvironmentFault`` where a result would take the place of a file that the command reads."""
    context = click.get_current_context(silent=True)
    if context is None or not os.path.isfile(output):
        return
    given = [value for name, value in context.params.items() if name != "output"]
    for one in (one for value in given for one in (value if isinstance(value, tuple) else (value,))):
        if isinstance(one, str | os.PathLike) and os.path.isfile(one) and os.path.samefile(one, output):
            raise EnvironmentFault.of("E0009", path=output, hint="the command reads this file: name another")


def write_file(path: str, content: str | bytes) -> None:
    """Put a whole file in place of what is there: beside it first, then renamed, so that half of one is never seen.

    A link keeps pointing at the file that it points at; a pipe or a device is written to as it is.  Raises
    ``EnvironmentFault``.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    target = os.path.realpath(path)
    try:
        mode = os.stat(target).st_mode if os.path.exists(target) else None
        if mode is not None and not stat.S_ISREG(mode):
            with open(target, "wb") as stream:
                stream.write(data)
            return
        _replace(target, data, _NEW_FILE & ~_umask() if mode is None else stat.S_IMODE(mode))
    except OSError as error:
        raise unwritable(path, error) from error


def append_line(path: str, data: Mapping[str, Any]) -> None:
    """Add one line of JSON to a log, in one piece, so that two runs at once keep their lines apart."""
    line = (json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n").encode("utf-8")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, _NEW_FILE)
        try:
            while line:
                line = line[os.write(handle, line) :]
        finally:
            os.close(handle)
    except OSError as error:
        raise unwritable(path, error) from error


def unwritable(path: str, error: OSError) -> EnvironmentFault:
    """What the system refused, with the name that the user gave."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return EnvironmentFault.of("E0007", path=f'"{path}"')
    reason = (error.strerror or str(error)).lower()
    return EnvironmentFault.of("E0003", path=path, reason=reason)


def _replace(target: str, data: bytes, mode: int) -> None:
    handle, beside = tempfile.mkstemp(prefix=".prazo-", dir=Path(target).parent)
    try:
        with open(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
