"""Runs every benchmark and prints each figure with its goal; ``--json`` prints them as data.

Run: ``make bench``, or ``python tests/bench/run.py [--json] [NAME..]`` with names of ``BENCHES``.  No figure fails:
the machine may be busy with other work, which the spread shows.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import import_module
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import attrs

from tests.bench.measure import Measured, table

BENCHES: Final = ("parse", "cache", "start", "check", "library", "due")


def main(arguments: list[str]) -> None:
    """Run the benches named, all where none is, in the order of the list above."""
    asked = [one for one in arguments if not one.startswith("-")] or list(BENCHES)
    found: list[Measured] = []
    for name in BENCHES:
        if name in asked:
            found += import_module(f"tests.bench.bench_{name}").measured()
    machine = f"{os.cpu_count()} processors, {platform.python_implementation()} {platform.python_version()}"
    if "--json" in arguments:
        figures = [{**attrs.asdict(one), "verdict": one.verdict} for one in found]
        print(json.dumps({"machine": machine, "figures": figures}, ensure_ascii=False, indent=2))
    else:
        print(f"{machine}; medians of processor time, rounds in turn\n")
        print(table(found))


if __name__ == "__main__":
    main(sys.argv[1:])
