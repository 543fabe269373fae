"""What starting costs: ``prazo --version`` against a bare click program, and what each command loads.

Goals: ``prazo --version`` at most 3 times a bare click program; the modules in ``HEAVY`` only where they are used.
"""

from __future__ import annotations

import subprocess
import sys
from typing import Final

from tests.bench.measure import Measured, of, processes_in_turn, ratio

#: Modules that cost more than 5 ms to load, each with the commands that need them.
HEAVY: Final[dict[str, frozenset[str]]] = {
    "lark": frozenset({"fmt"}),
    "attrs": frozenset({"build", "check", "explain", "fmt", "map", "read", "schema", "test"}),
    "ruamel": frozenset(),
    "graphviz": frozenset({"map"}),
    "pygraphviz": frozenset(),
    "holidays": frozenset(),
}
COMMANDS: Final = ("build", "check", "explain", "fmt", "map", "new", "read", "schema", "test")

CLICK: Final = """
import click
@click.command()
@click.version_option("0.1.0")
def main():
    pass
main(["--version"])
"""
_VERSION: Final = "from prazo.compiler.cli.main import main; raise SystemExit(main(['--version']))"
_HELP: Final = """
import sys
from prazo.compiler.cli.main import main
try:
    main([{command!r}, "--help"])
finally:
    sys.stderr.write(" ".join(sorted({{name.partition(".")[0] for name in sys.modules}})))
"""


def _loaded(command: str) -> set[str]:
    """The packages loaded once ``prazo COMMAND --help`` has spoken."""
    run = subprocess.run(
        [sys.executable, "-c", _HELP.format(command=command)], capture_output=True, text=True, check=True
    )
    return set(run.stderr.split())


def measured() -> list[Measured]:
    """The ratio of starts, and of each command the start with the modules that it has no need of."""
    click, version = [sys.executable, "-c", CLICK], [sys.executable, "-c", _VERSION]
    found = [ratio("prazo --version against a bare click program", processes_in_turn(version, click), 3)]
    helps = [[sys.executable, "-c", _HELP.format(command=command)] for command in COMMANDS]
    rounds = processes_in_turn(click, *helps)
    for n, command in enumerate(COMMANDS, start=1):
        loaded = _loaded(command)
        heavy = sorted(name for name in HEAVY if name in loaded)
        needless = [name for name in heavy if command not in HEAVY[name]]
        note = f"loads {', '.join(heavy) or 'nothing heavy'}"
        note += f"; without need: {', '.join(needless)}" if needless else ""
        found.append(of(f"prazo {command} --help against it", [one[n] / one[0] for one in rounds], note=note))
    return found
