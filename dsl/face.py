"""Prazo: obligations, deadlines and reporting duties, written so that they can be checked, built and drawn.

This file is ``prazo/__init__.py``. It imports nothing until a name is asked for, so that ``import prazo``
costs nothing.
"""

TYPE_CHECKING = False  # type checkers take this name for true; importing `typing` would cost more than all the rest
if TYPE_CHECKING:
    from prazo.dsl.api import load as load
    from prazo.dsl.errors import (
        Error as Error,
        FactsError as FactsError,
        MissingExtra as MissingExtra,
        RulesError as RulesError,
    )
    from prazo.dsl.facts.values import NEVER as NEVER, UNKNOWN as UNKNOWN

__version__ = "0.1.0"

_HOME = {
    "NEVER": "prazo.dsl.facts.values",
    "UNKNOWN": "prazo.dsl.facts.values",
    "load": "prazo.dsl.api",
    "Error": "prazo.dsl.errors",
    "FactsError": "prazo.dsl.errors",
    "MissingExtra": "prazo.dsl.errors",
    "RulesError": "prazo.dsl.errors",
}

__all__ = ["NEVER", "UNKNOWN", "Error", "FactsError", "MissingExtra", "RulesError", "__version__", "load"]


def __getattr__(name: str) -> object:
    """Find a public name in the module that defines it, on first use."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'prazo' has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, whether they were used yet or not."""
    return sorted({*globals(), *__all__})
