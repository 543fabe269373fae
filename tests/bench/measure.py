"""Times two pieces of work in turn, by processor time, and says how far they are apart.

Other work on the machine slows both sides of a pair alike, and processor time leaves out the time spent waiting: ratios
travel from one machine to another, seconds do not.
"""

from __future__ import annotations

import gc
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

import attrs

ROUNDS = 7

Work = Callable[[], object]


@attrs.frozen(slots=True)
class Measured:
    """A figure with its goal: ``median`` of the rounds, from ``least`` to ``most``; ``unit`` "x" is a ratio.

    ``goal``: at most this, None where none is set.  ``note``: the seconds behind a ratio, for people.
    """

    name: str
    median: float
    least: float
    most: float
    unit: str = "x"
    goal: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the goal is reached; "open" where it lies within the spread of the rounds."""
        if self.goal is None:
            return ""
        if self.median <= self.goal:
            return "reached"
        return "open" if self.least <= self.goal else "missed"


def of(name: str, values: Sequence[float], unit: str = "x", goal: float | None = None, note: str = "") -> Measured:
    return Measured(name, statistics.median(values), min(values), max(values), unit, goal, note)


def processor_seconds(work: Work) -> float:
    """Processor time of one call, with garbage of earlier calls out of the way."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turn(*works: Work, rounds: int = ROUNDS) -> list[tuple[float, ...]]:
    """Seconds of each piece of work, round after round, after one round that does not count."""
    for work in works:
        work()
    return [tuple(processor_seconds(work) for work in works) for _ in range(rounds)]


def ratio(name: str, rounds: Sequence[tuple[float, ...]], goal: float | None, digits: int = 0) -> Measured:
    """The first of each round over the second."""
    first, second = (statistics.median(one[n] for one in rounds) for n in (0, 1))
    note = f"{first * 1e3:.{digits}f} ms against {second * 1e3:.{digits}f} ms"
    return of(name, [one[0] / one[1] for one in rounds], goal=goal, note=note)


def process_seconds(command: Sequence[str], environment: Mapping[str, str] | None = None) -> float:
    """Processor time of a whole process, its start and its end included.

    Its modules are compiled once and kept, as they are where the tool is installed.
    """
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, env={**given, **(environment or {})})  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processes_in_turn(
    *commands: Sequence[str], rounds: int = ROUNDS, environment: Mapping[str, str] | None = None
) -> list[tuple[float, ...]]:
    """Processor seconds of each command, round after round, after one round that does not count."""
    for command in commands:
        process_seconds(command, environment)
    return [tuple(process_seconds(command, environment) for command in commands) for _ in range(rounds)]


def table(found: Sequence[Measured]) -> str:
    """A line a figure: name, goal, median, spread, verdict."""
    rows = [("figure", "goal", "median", "from .. to", "", "")]
    for one in found:
        goal = "" if one.goal is None else f"{one.goal:g} {one.unit}"
        spread = f"{one.least:.2f} .. {one.most:.2f}"
        rows.append((one.name, goal, f"{one.median:.2f} {one.unit}", spread, one.verdict, one.note))
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "\n".join(line.rstrip() for line in lines)
