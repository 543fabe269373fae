"""The layout engine in a process of its own, with limits: run by its path, it needs nothing of Prazo.

Standard input: ``{"format": "svg", "graphs": ["digraph ...", ...]}``.  Standard output: a line with the length of each
picture in bytes, as a JSON array, then the pictures.  The bundled engine of pygraphviz comes first, so that everybody
gets one layout, then the ``dot`` program.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable

SECONDS = 20
BYTES = 1 << 30

EXIT_NO_ENGINE = 3
EXIT_NO_MEMORY = 4
EXIT_FAILED = 5


def main() -> int:
    """Draw what standard input asks for; the exit status says what went wrong."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = os.dup(1)
    os.dup2(2, 1)  # an engine that talks must not talk into the pictures
    try:
        asked = json.loads(sys.stdin.buffer.read())
        draw = _bundled() or _program()
        if draw is None:
            return EXIT_NO_ENGINE
        pictures = [draw(graph, asked["format"]) for graph in asked["graphs"]]
    except MemoryError:
        return EXIT_NO_MEMORY
    except (ValueError, OSError, subprocess.CalledProcessError):
        return EXIT_FAILED
    with open(out, "wb") as stream:
        stream.write(json.dumps([len(one) for one in pictures]).encode() + b"\n")
        for one in pictures:
            stream.write(one)
    return 0


def _bundled() -> Callable[[str, str], bytes] | None:
    try:
        import pygraphviz
    except ImportError:
        return None

    def draw(graph: str, form: str) -> bytes:
        picture: bytes = pygraphviz.AGraph(string=graph).draw(format=form, prog="dot")
        return picture

    return draw


def _program() -> Callable[[str, str], bytes] | None:
    program = shutil.which("dot")
    if program is None:
        return None

    def draw(graph: str, form: str) -> bytes:
        asked = subprocess.run([program, f"-T{form}"], input=graph.encode(), stdout=subprocess.PIPE, check=True)
        return asked.stdout

    return draw


if __name__ == "__main__":
    sys.exit(main())
