"""Writes ``killers.json`` from what ``make mutants`` found: a case that kills each mutant of the interpreter."""

from __future__ import annotations

import json
import sys
from pathlib import Path

PAGE = Path(__file__).with_name("killers.json")


def gathered(folder: Path) -> dict[str, str]:
    """The killers of all modules, by the names of their mutants."""
    found: dict[str, str] = {}
    for part in folder.glob("*.json"):
        found |= json.loads(part.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))


if __name__ == "__main__":
    text = json.dumps(gathered(Path(sys.argv[1])), indent=0, ensure_ascii=False)
    PAGE.write_text(text + "\n", encoding="utf-8")
