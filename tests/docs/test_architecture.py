"""The architecture page names what is there, all of it, and nothing else."""

from __future__ import annotations

import re

from tests.docs.architecture import FOLDERS, PAGE, files, first_line, listed
from tests.docs.pages import ROOT

TEXT = PAGE.read_text(encoding="utf-8")


def test_every_path_on_the_page_exists() -> None:
    named = set(re.findall(r"(?<![\w./-])(?:dsl|compiler|grammar|stdlib|tests|docs)/[\w./*-]*", TEXT))
    assert len(named) > len(files())
    assert sorted(name for name in named if not (ROOT / name.rstrip(".")).exists()) == []


def test_every_folder_of_the_language_stands_in_the_drawing() -> None:
    drawing = TEXT.split("```")[1]
    folders = {path.parent for path in files() if path.parent.parent in [ROOT / name for name in FOLDERS]}
    drawn = {f"{folder.relative_to(ROOT).as_posix()}" for folder in folders}
    assert sorted(name for name in drawn if name not in drawing) == ["compiler/calendars", "compiler/cli"]


def test_every_file_says_what_it_is_and_the_page_says_it_too() -> None:
    assert [path.name for path in files() if len(first_line(path)) < 15] == []
    assert listed() in TEXT, "make record makes the list anew"
