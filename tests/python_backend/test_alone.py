"""The module by itself: a bare interpreter, any host, facts from a file."""

from __future__ import annotations

import decimal
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from prazo.compiler.python.build import build_module
from prazo.dsl.time.library import load_standard
from tests.python_backend.engines import LIBRARY, generated, interpreted, module, program

ON = date(2021, 6, 30)
FACTS = Path(__file__).parents[2] / "docs" / "demo" / "acme.json"


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "checker.py"
    path.write_text(build_module(program(LIBRARY), load_standard()), encoding="utf-8")
    return path


def run(checker: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The module with nothing but Python's library in reach."""
    command = [sys.executable, "-I", "-S", str(checker), *arguments]
    return subprocess.run(command, capture_output=True, env={**os.environ, **environment}, cwd=checker.parent)


def test_a_bare_interpreter_prints_the_report(checker: Path) -> None:
    done = run(checker, str(FACTS), ON.isoformat())
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == interpreted(program(LIBRARY), json.loads(FACTS.read_text("utf-8")), ON)


@pytest.mark.parametrize(
    "host",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8"},
    ],
)
def test_the_host_changes_nothing(checker: Path, host: dict[str, str]) -> None:
    # -I would ignore the seed, so this one run leaves it out.
    command = [sys.executable, "-S", "-P", str(checker), str(FACTS), ON.isoformat()]
    done = subprocess.run(command, capture_output=True, env={**os.environ, **host}, cwd=checker.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout == run(checker, str(FACTS), ON.isoformat()).stdout


def test_decimal_precision_changes_nothing() -> None:
    facts = json.loads(FACTS.read_text("utf-8"))
    expected = generated(module(LIBRARY), facts, ON)
    with decimal.localcontext() as context:
        context.prec = 1
        context.traps[decimal.Inexact] = True
        assert generated(module(LIBRARY), facts, ON) == expected


def test_the_text_does_not_depend_on_the_run(tmp_path: Path) -> None:
    code = (
        "import sys; from prazo.compiler.python.build import build_module; from prazo.dsl.api import load\n"
        f"rules = load({LIBRARY!r}, cache=False)\n"
        "sys.stdout.buffer.write(build_module(rules.program, rules.times).encode())"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert texts == {build_module(program(LIBRARY), load_standard()).encode()}


def test_wrong_facts_are_told_on_standard_error(checker: Path, tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text('{"party": "Insurer", "id": "acme", "capitol": 1, "line": "lif"}', encoding="utf-8")
    done = run(checker, str(facts), ON.isoformat())
    assert (done.returncode, done.stdout) == (4, b"")
    lines = done.stderr.decode().splitlines()
    assert lines[0].startswith('F0031: no fact "capitol"')
    assert lines[1].startswith('F0022: line: "lif" is not one of the values')


@pytest.mark.parametrize("arguments", [(), ("missing.json", "2021-06-30"), (str(FACTS), "2021W011")])
def test_misuse(checker: Path, arguments: tuple[str, ...]) -> None:
    done = run(checker, *arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"usage" in done.stderr
