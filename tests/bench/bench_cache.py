"""How long kept rules take to load, against ``json.loads`` of the same bytes (goal: at most 4 times)."""

from __future__ import annotations

import json

from prazo.dsl.api import load
from prazo.dsl.core.cache import key_of, pack, unpack
from prazo.dsl.core.nodes import Program
from tests.bench.measure import Measured, in_turn, ratio
from tests.core.samples import program


def _loading(name: str, core: Program) -> Measured:
    key = key_of("bench", [])
    kept = pack(key, core)
    body = kept.partition(b"\n")[2]
    assert unpack(key, kept) == core
    rounds = in_turn(lambda: unpack(key, kept), lambda: json.loads(body))
    return ratio(f"loading {name} ({len(core.norms)} norms, {len(body):,} bytes)", rounds, 4, digits=1)


def measured() -> list[Measured]:
    """The library's rules, and a made-up program of 600 norms."""
    library = load("std:macau.insurance", cache=False).program
    return [_loading("std:macau.insurance", library), _loading("made-up rules", program(200))]
