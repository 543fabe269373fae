"""Where the tool itself is installed.

``importlib.resources`` and ``pathlib`` would do as well, but load so much else that it costs more than reading all the
rules that are kept.
"""

from __future__ import annotations

import os.path

import prazo


def folder_of(package: str) -> str:
    """The folder of one of our packages, such as ``prazo.stdlib``."""
    return os.path.join(os.path.dirname(prazo.__file__ or ""), *package.split(".")[1:])
