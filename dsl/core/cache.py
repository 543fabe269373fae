"""Checked programs that are kept: their key, and their form as bytes.

A key covers everything that a program comes from: the tool's own build and every text read.  The first line of what is
kept names the format, the key and the SHA-256 of the rest, so that an entry that was cut, changed or renamed is not
taken.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from prazo.dsl.collecting import not_collecting
from prazo.dsl.core.codec import CacheError, decode, encode
from prazo.dsl.core.nodes import Program

FORMAT = "prazo-cache/1"


def key_of(build: str, texts: Iterable[tuple[str, str]]) -> str:
    """The key (64 hexadecimal digits) of what a tool with the digest ``build`` makes of these names and texts."""
    key = hashlib.sha256(FORMAT.encode())
    # each part is hashed by itself, so that no text can be shifted into its neighbour
    for part in (build, *(part for pair in texts for part in pair)):
        key.update(hashlib.sha256(part.encode("utf-8", "surrogatepass")).digest())
    return key.hexdigest()


def pack(key: str, program: Program) -> bytes:
    """A program as it is kept under ``key``."""
    body = json.dumps(encode(program), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return f"{FORMAT} {key} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def unpack(key: str, kept: bytes) -> Program:
    """The program kept under ``key``.  Raises ``CacheError`` for anything that ``pack`` did not write."""
    head, _, body = kept.partition(b"\n")
    if head != f"{FORMAT} {key} {hashlib.sha256(body).hexdigest()}".encode():
        raise CacheError("not what was kept under this key")
    try:
        with not_collecting():
            return decode(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise CacheError(str(error)) from error
