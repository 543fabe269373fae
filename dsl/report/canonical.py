"""Canonical JSON (RFC 8785) and its SHA-256: one text, so one digest, for the same data.

Standard library only: this file is copied word for word into generated checkers.
"""

import hashlib
import json
from typing import Any

#: whole numbers up to here are the same in every reader of JSON; larger ones are written as text
_LARGEST = 2**53 - 1


def canonical(data: Any) -> str:
    """Objects, lists, texts, whole numbers, true, false and null as one line, keys in the order of UTF-16.

    Raises ValueError for anything else: a report holds no other numbers, and no half of a surrogate pair.
    """
    if data is None or isinstance(data, bool):
        return {None: "null", True: "true", False: "false"}[data]
    if isinstance(data, int):
        if abs(data) > _LARGEST:
            raise ValueError("a whole number beyond 2 to the 53rd is written as text")
        return str(data)
    if isinstance(data, str):
        _utf16(data)
        return json.dumps(data, ensure_ascii=False)
    if isinstance(data, (list, tuple)):
        return "[" + ",".join(canonical(one) for one in data) + "]"
    if isinstance(data, dict):
        pairs = sorted(data.items(), key=lambda pair: _utf16(pair[0]))
        return "{" + ",".join(canonical(key) + ":" + canonical(value) for key, value in pairs) + "}"
    raise ValueError(f"a {type(data).__name__} is no part of a report")


def digest_of(data: Any) -> str:
    """``sha256:...`` of the canonical JSON of the data."""
    return "sha256:" + hashlib.sha256(canonical(data).encode("utf-8")).hexdigest()


def _utf16(text: Any) -> bytes:
    if not isinstance(text, str):
        raise ValueError("the keys of an object are texts")
    return text.encode("utf-16-be")
