"""What is asked for when rules are loaded, and who reads it.

Apart from the search for files, so that rules that are kept need nothing of that search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import attrs

SUFFIX = ".prazo"
LARGEST_FILE = 2 * 1024 * 1024
MOST_FILES = 2_000


@attrs.frozen(slots=True)
class Unread:
    """Why a file was not read.

    ``kind``: "missing", "outside" (a link out of the folder), "large" (``detail``: its size in bytes) or "unreadable"
    (``detail``: the reason).
    """

    kind: str
    detail: str = ""


class Reader(Protocol):
    """A folder of rules.  Paths are relative, with ``/``."""

    def names(self) -> Sequence[str]:
        """The path of every ``.prazo`` file, sorted; the reader may stop after ``MOST_FILES`` + 1."""

    def read(self, path: str, most: int) -> bytes | Unread:
        """The bytes of a file, if they are at most ``most``."""


@attrs.frozen(slots=True)
class Request:
    """What is asked for: a ``file`` of the project, a ``module`` of the library (or all below it), or the project."""

    file: str | None = None
    module: str | None = None
