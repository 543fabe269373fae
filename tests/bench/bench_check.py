"""Checking facts by the reference interpreter: one subject against a library, a whole warm command, many subjects.

Goal: ``prazo check`` of one subject against the Macau law, rules kept from an earlier run, at most 0.4 s.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Final

from prazo.dsl.api import load
from prazo.dsl.facts.read import read_facts
from prazo.dsl.meaning.check import check_subject
from tests.bench.measure import Measured, in_turn, of, processes_in_turn, ratio

RULES: Final = "std:macau.insurance"
ON: Final = date(2021, 6, 30)
SUBJECTS: Final = 1_000
_FACTS: Final = Path(__file__).resolve().parents[2] / "docs" / "demo" / "acme.json"
_COMMAND: Final = "import sys; from prazo.compiler.cli.main import main; sys.exit(main(sys.argv[1:]))"


def _command() -> Measured:
    line = [sys.executable, "-c", _COMMAND, "check", RULES, "--facts", str(_FACTS), "--on", ON.isoformat()]
    with tempfile.TemporaryDirectory() as cache:
        rounds = processes_in_turn(line, environment={"XDG_CACHE_HOME": cache, "PRAZO_CACHE": "on"})
    return of("prazo check of one subject, warm", [one[0] for one in rounds], "s", 0.4)


def measured() -> list[Measured]:
    """Seconds of one subject, of the whole command, and what reading facts costs beside reading their JSON."""
    rules = load(RULES, cache=False)
    text = _FACTS.read_bytes()
    record = read_facts(rules.program, text, "json", day=ON).subjects[0]
    one = json.loads(text)["subjects"][0]
    judged = in_turn(lambda: check_subject(rules.lookup, record, ON))
    many = "\n".join(json.dumps({**one, "id": f"subject {n}"}, ensure_ascii=False) for n in range(SUBJECTS)).encode()
    reading = in_turn(
        lambda: read_facts(rules.program, many, "jsonl", day=ON),
        lambda: [json.loads(line) for line in many.splitlines()],
    )
    return [
        of(f"one subject against the {len(rules.program.norms)} norms of {RULES}", [each[0] for each in judged], "s"),
        _command(),
        ratio(f"reading facts of {SUBJECTS:,} subjects against json.loads", reading, None),
    ]
