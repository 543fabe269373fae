"""Graphviz text laid out as pictures, by an engine in another process that may take neither too long nor too much."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from prazo.compiler.map import engine
from prazo.dsl.errors import EnvironmentFault, MissingExtra

FORMATS = ("svg", "png", "pdf")


def laid_out(graphs: Sequence[str], form: str, seconds: float = engine.SECONDS) -> list[bytes]:
    """A picture of each graph in ``form`` ("svg", "png" or "pdf"), as the engine gives it.

    Raises ``MissingExtra`` where there is no engine, ``EnvironmentFault`` where it takes more than ``seconds`` for all
    of them, more than 1 GiB, or fails.
    """
    asked = json.dumps({"format": form, "graphs": list(graphs)}).encode("ascii")
    command = [sys.executable, "-P", str(Path(engine.__file__))]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        answer, _ = process.communicate(asked, timeout=seconds)
    except subprocess.TimeoutExpired:
        raise EnvironmentFault.of("E0006", limit=f"{seconds:g} seconds", hint=_SMALLER) from None
    finally:
        _end(process)
    if process.returncode == 0:
        return _pictures(answer)
    if process.returncode == engine.EXIT_NO_ENGINE:
        raise MissingExtra("pygraphviz", "map", "laying out a map (a .dot file needs nothing)")
    if process.returncode == -signal.SIGXCPU or process.returncode == -signal.SIGKILL:
        raise EnvironmentFault.of("E0006", limit=f"{engine.SECONDS} seconds", hint=_SMALLER)
    if process.returncode == engine.EXIT_NO_MEMORY:
        raise EnvironmentFault.of("E0011", hint=_SMALLER)
    raise EnvironmentFault.of(
        "E0010", path="the layout of the map", reason=f"the engine ended with {process.returncode}", hint=_SMALLER
    )


_SMALLER = "draw less of it: --article, --norm, or a folder with a file for each sheet"


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the engine and what it started, if they still run."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _pictures(answer: bytes) -> list[bytes]:
    head, _, rest = answer.partition(b"\n")
    pictures = []
    for length in json.loads(head):
        pictures.append(rest[:length])
        rest = rest[length:]
    return pictures
