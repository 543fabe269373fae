"""Which version of a rule is in force on a day, and which of its bodies a run reads.

Source: `meaning.md`, section 4: versions are half-open intervals of days; a body for each reading.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from prazo.dsl.core import nodes as core


def body_in_force(versions: tuple[core.Versioned[Any], ...], law_on: date, run: frozenset[str]) -> Any:
    """The body in force on a day under a run's readings, or None."""
    for version in versions:
        if in_force(version, law_on):
            return body_for(version, run)
    return None


def in_force(version: core.Versioned[Any], day: date) -> bool:
    return (version.start is None or version.start <= day) and (version.end is None or day < version.end)


def body_for(version: core.Versioned[Any], run: frozenset[str]) -> Any:
    """The body of the run's reading; of the first label where the run has none of them."""
    return next((body for label, body in version.bodies if label in run), version.bodies[0][1])
