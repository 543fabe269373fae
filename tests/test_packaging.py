"""The package as a stranger meets it: light to import, whole as a wheel, honest about its folders."""

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import prazo

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("dsl", "grammar", "stdlib", "compiler")
MADE = {".git", ".venv", ".dev", "build", "dist", "__pycache__", ".hypothesis", ".ruff_cache", ".mypy_cache"}
MADE |= {".pytest_cache"}


def _files() -> Iterator[Path]:
    """Every file of the project, none that a command makes."""
    for folder, names, files in os.walk(ROOT):
        names[:] = sorted(set(names) - MADE)
        yield from (Path(folder, name) for name in files)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def _run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd="/")
    return done.stdout.strip()


def test_importing_the_package_imports_nothing_heavy() -> None:
    heavy = {"attr", "attrs", "lark", "graphviz", "click", "decimal", "json", "typing", "dataclasses"}
    program = "import sys; before = set(sys.modules); import prazo; print(*sorted(set(sys.modules) - before))"
    assert set(_run(program).split()) & heavy == set()


@pytest.mark.parametrize("name", prazo.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(prazo, name) is not None
    assert name in dir(prazo)


def test_an_unknown_public_name_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'laod'"):
        _ = prazo.laod


def test_the_wheel_holds_every_file_of_the_four_folders(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("prazo-*.whl")
    assert wheel.name.startswith(f"prazo-{prazo.__version__}-")
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    ours = [path.relative_to(ROOT).as_posix() for path in _files()]
    expected = {f"prazo/{name}" for name in ours if name.split("/")[0] in FOLDERS and name != "dsl/face.py"}
    assert held == expected | {"prazo/__init__.py", "prazo/py.typed"}


def test_every_path_that_the_architecture_page_names_exists() -> None:
    page = _text(ROOT / "docs" / "architecture.md")
    named = set(re.findall(r"(?<![\w./-])(?:dsl|compiler|grammar|stdlib|tests|docs)/[\w./*-]*", page))
    assert len(named) >= len(FOLDERS)
    missing = sorted(name for name in named if not list(ROOT.glob(name.rstrip("./"))))
    assert missing == []


def test_no_file_names_a_package_registry_or_a_path_of_a_machine() -> None:
    registries = [
        r"pypi\." + "org",
        "python" + "hosted",
        r"registry\." + "npmjs",
        "index" + r"-url[ =]+\S*:",
        "/simp" + r"le/\b",
    ]
    machine = rf"(?<![\w.~/-])/(?:{'|'.join(['wo' + 'rk', 'ro' + 'ot', 'ho' + 'me', 'opt'])})/"
    pattern = re.compile("|".join([*registries, machine]))
    found = [f"{path.relative_to(ROOT)}: {hit[0]}" for path in _files() for hit in pattern.finditer(_text(path))]
    assert found == []


def test_every_program_file_fits_a_reader() -> None:
    long = {path.name: n for path in _files() if path.suffix == ".py" and (n := _text(path).count("\n")) > 620}
    assert long == {}


def test_locked_requirements_are_pinned_and_hashed() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        entries = re.split(r"\n(?=\S)", _text(path).strip())
        assert len(entries) >= 4
        for entry in entries:
            assert re.match(r"[\w.-]+==\S+", entry), f"{path.name}: {entry.splitlines()[0]}"
            assert "--hash=sha256:" in entry
