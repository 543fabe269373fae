"""Every file of ``tests/good`` is right; in every file of ``tests/bad`` just what is marked is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from prazo.dsl.diagnostics.render import render_all
from tests.programs import BAD, GOOD, MARK, found_in, marked


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_file_is_right(path: Path) -> None:
    assert render_all(found_in(path)) == ""


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_just_what_is_marked_is_found(path: Path) -> None:
    """Recording a recorded file changes nothing: every mark is found, at its place, and nothing else is."""
    assert marked(path) == path.read_text(encoding="utf-8")


def test_a_line_without_its_mark_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "wrong.prazo").write_text("party insurer\n", encoding="utf-8")
    once = marked(tmp_path / "wrong.prazo")
    said = "#! P0225 insurer: a party is named like Insurer, not insurer\n#!   help: write Insurer\n"
    assert once == f"party insurer\n{said}"
    (tmp_path / "wrong.prazo").write_text(once, encoding="utf-8")
    assert marked(tmp_path / "wrong.prazo") == once
    (tmp_path / "wrong.prazo").write_text(once.replace("party insurer", "party Insurer"), encoding="utf-8")
    assert marked(tmp_path / "wrong.prazo") == "party Insurer\n"


def test_bad_files_are_bad() -> None:
    assert [path.name for path in BAD if MARK not in path.read_text(encoding="utf-8")] == ["law.prazo"]
