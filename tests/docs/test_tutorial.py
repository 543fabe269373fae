"""The first hour of the tutorial, followed word by word by a new user in an empty folder."""

from __future__ import annotations

from pathlib import Path

from prazo.compiler.cli.group import COMMANDS
from tests.docs.pages import ROOT, follow, page


def test_the_first_hour(tmp_path: Path) -> None:
    typed = follow(page(ROOT / "docs" / "tutorial.md"), tmp_path)
    assert {line.split()[1] for line in typed if line.startswith("prazo ")} == set(COMMANDS)
