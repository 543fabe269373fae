"""JSON, strictly: duplicate keys are kept in sight, numbers stay text, depth is bounded before anything is built."""

from __future__ import annotations

import json
import re
from typing import Final

from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.limits import DEPTH
from prazo.dsl.facts.raw import Numeral, Raw, Refused, keyed

# A string that is never closed runs to the end, so that the text is walked once, whatever it is.
_STRING: Final = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)', re.DOTALL)
_NO_BRACKET: Final = re.compile(r"[^\[\]{}]++")
# Built once: the standard decoder takes its fast way only if it is not made anew for each text.
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=keyed, parse_float=Numeral, parse_int=Numeral, parse_constant=Numeral
)
_REASONS: Final = {
    "Expecting value": "a value is expected here",
    "Expecting ',' delimiter": "a comma is missing here",
    "Expecting ':' delimiter": "a colon is missing here",
    "Expecting property name enclosed in double quotes": "a name in quotation marks is expected here",
    "Illegal trailing comma before end of object": "a comma stands before the end of the object",
    "Illegal trailing comma before end of array": "a comma stands before the end of the list",
    "Unterminated string starting at": "a text that begins here is not closed",
    "Invalid control character at": "a line end, tab or other control character stands inside a text",
    "Extra data": "something follows the end",
}
_OTHERWISE: Final = "a text is badly written here"


def decode_json(text: str, found: Findings, first_line: int = 1) -> Raw:
    """The value that ``text`` is; where it is not JSON, ``Refused``, reported already.

    ``first_line`` is the number of its first line in the file, from 1.
    """
    if _too_deep(text):
        found.wrong("F0060", "", limit=DEPTH)
        return Refused("F0060")
    try:
        raw: Raw = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        reason = next((said for known, said in _REASONS.items() if error.msg.startswith(known)), _OTHERWISE)
        found.wrong("F0001", "", reason=reason, line=first_line + error.lineno - 1, column=error.colno)
        return Refused("F0001")
    return raw


def _too_deep(text: str) -> bool:
    depth = 0
    for bracket in _NO_BRACKET.sub("", _STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > DEPTH:
            return True
    return False
