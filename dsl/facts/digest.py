"""The digest of facts: equal for equal facts, however they were written."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from prazo.dsl.core.nodes import Program
from prazo.dsl.facts.values import Record
from prazo.dsl.facts.write import Json, facts_document


def facts_digest(program: Program, subjects: Iterable[Record]) -> str:
    """``sha256:`` and the SHA-256 of the canonical JSON (RFC 8785) of the facts, with their figures in normal form.

    Order of keys, of histories and of spells, ordinal ids left out and the format of the document make no difference;
    the order of lists and of subjects does, for rules may count "in a row".
    """
    text = json.dumps(_ordered(facts_document(program, subjects)), ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def _ordered(value: Json) -> Json:
    if isinstance(value, dict):
        return {key: _ordered(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_ordered(inner) for inner in value] if isinstance(value, list) else value
