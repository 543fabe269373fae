"""The first hour of the tutorial, followed word by word by a new user in an empty folder."""

from __future__ import annotations

from pathlib import Path

from prazo.compiler.cli.group import COMMANDS
from tests.docs.pages import ROOT, follow, page


def test_the_first_hour(tmp_path: Path) -> None:
    typed = follow(page(ROOT / "docs" / "tutorial.md"), tmp_path)
    assert {words[1] for words in (line.split() for line in typed) if words[0] == "prazo"} == set(COMMANDS)
