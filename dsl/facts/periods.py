"""Keys of periods: ``2021``, ``2021-H1``, ``2021-Q2``, ``2021-06``, ``FY2020``."""

from __future__ import annotations

import re
from typing import Final

_YEAR: Final = r"(?:19|20|21)[0-9]{2}"

#: by period: what its keys look like, as a regular expression without anchors that JSON Schema reads too
SHAPES: Final = {
    "month": _YEAR + r"-(?:0[1-9]|1[0-2])",
    "quarter": _YEAR + r"-Q[1-4]",
    "half-year": _YEAR + r"-H[12]",
    "year": _YEAR,
    "financial year": "FY" + _YEAR,
}
#: by period: what its key is, for a reader
DESCRIBED: Final = {
    "month": "a month such as 2021-06",
    "quarter": "a quarter such as 2021-Q2",
    "half-year": "a half-year such as 2021-H1",
    "year": "a year such as 2021",
    "financial year": "a financial year such as FY2020, named by the year in which it ends",
}
_COMPILED: Final = {period: re.compile(shape) for period, shape in SHAPES.items()}


def is_key(period: str, text: str) -> bool:
    """Whether ``text`` names a period of this kind, from 1900 to 2199."""
    return _COMPILED[period].fullmatch(text) is not None
