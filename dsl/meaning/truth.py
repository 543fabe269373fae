"""Three truth values: True, False, and None for not known.

Standard library only: this file is copied word for word into generated checkers.  Kleene's tables.
"""

from collections.abc import Iterable

Truth = bool | None


def negation(a: Truth) -> Truth:
    return None if a is None else not a


def both(values: Iterable[Truth]) -> Truth:
    """True if all are, False if one is, else None."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def either(values: Iterable[Truth]) -> Truth:
    """True if one is, False if all are, else None."""
    return negation(both(negation(value) for value in values))
