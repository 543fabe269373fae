"""Building many objects without looking for garbage meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Puts the collector of cycles off while a tree or program is built.

    Thousands of objects are made and none is dropped, so that looking at them again and again, for cycles that are not
    there, would take a sixth of the time or more.  The collector is left as it was found, whatever happens.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
