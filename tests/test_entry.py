"""The command line's door: the table of commands, the error boundary, exit statuses."""

import errno
import importlib
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

import prazo
from prazo.compiler.cli import group
from prazo.compiler.cli.main import main
from prazo.dsl.errors import EnvironmentFault, Error, MissingExtra

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def ending(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], int]:
    """Run `prazo read` with a body that raises (an exception) or returns (anything else) what is given."""

    def run(end: object) -> int:
        def body() -> object:
            if isinstance(end, BaseException):
                raise end
            return end

        command = click.Command("read", callback=body)
        monkeypatch.setattr(group.Commands, "get_command", lambda *_: command)
        return main(["read"])

    return run


@pytest.mark.parametrize(
    ("end", "status"),
    [
        (None, 0),
        (0, 0),
        (1, 1),
        (click.UsageError("no such day"), 2),
        (click.FileError("out.svg", "no space"), 5),
        (Error("E0999", "refused"), 2),
        (EnvironmentFault("E0002", "no room"), 5),
        (MissingExtra("pygraphviz", "map", "drawing a map as SVG"), 5),
        (OSError(errno.ENOSPC, "No space left on device", "out.svg"), 5),
        (PermissionError(errno.EACCES, "Permission denied", b"out.svg"), 5),
        (BrokenPipeError(), 5),
        (MemoryError(), 5),
        (ZeroDivisionError("a mistake of our own"), 5),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.exceptions.Exit(3), 3),
    ],
    ids=repr,
)
def test_every_end_of_a_command_has_its_exit_status(
    ending: Callable[[object], int], capsys: Capture, end: object, status: int
) -> None:
    assert ending(end) == status
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "Traceback" not in shown.err


def test_a_missing_extra_says_how_to_get_it(ending: Callable[[object], int], capsys: Capture) -> None:
    ending(MissingExtra("pygraphviz", "map", "drawing a map as SVG"))
    assert capsys.readouterr().err == (
        "error E0001: drawing a map as SVG needs the package pygraphviz, which is not installed\n"
        "  help: pip install 'prazo[map]'\n"
    )


def test_a_full_disk_is_a_sentence_with_the_name_of_the_file(ending: Callable[[object], int], capsys: Capture) -> None:
    ending(OSError(errno.ENOSPC, "No space left on device", "out.svg"))
    assert capsys.readouterr().err == "error E0002: out.svg: no space left on device\n"


def test_a_mistake_of_our_own_shows_its_traceback_only_when_asked(
    ending: Callable[[object], int], capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ending(ValueError("boom")) == 5
    assert "PRAZO_TRACEBACK=1" in capsys.readouterr().err
    monkeypatch.setenv("PRAZO_TRACEBACK", "1")
    with pytest.raises(ValueError, match="boom"):
        ending(ValueError("boom"))


def test_a_reader_that_goes_away_is_not_an_error_to_read_about() -> None:
    program = "import sys; from prazo.compiler.cli.main import main; sys.exit(main(['--help']))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", program], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (5, "")


def test_the_version_is_printed_without_importing_anything_heavy(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"prazo {prazo.__version__}\n"
    program = (
        "import sys; from prazo.compiler.cli.main import main; main(['--version']);"
        "print(*sorted({'click', 'attr', 'lark', 'graphviz', 'typing', 'json'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"prazo {prazo.__version__}", ""]


def test_the_list_of_commands_imports_none_of_them() -> None:
    program = (
        "import sys; from prazo.compiler.cli.main import main; main(['--help']);"
        "print(*sorted(name for name in sys.modules if name.startswith(('lark', 'attr', 'prazo.compiler.cli.'))))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    *listed, modules = done.stdout.splitlines()
    assert modules.split() == [f"prazo.compiler.cli.{name}" for name in ("boundary", "group", "main")]
    text = " ".join(" ".join(listed).split())
    for name, short in group.COMMANDS.items():
        assert f"{name} {short}" in text


@pytest.mark.parametrize("name", group.COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: Capture) -> None:
    assert main([name, "--help"]) == 0
    assert re.search(rf"^ +prazo {name}\b", capsys.readouterr().out, re.MULTILINE)


def test_every_module_that_holds_a_command_is_in_the_table() -> None:
    folder = Path(group.__file__).parent
    modules = [importlib.import_module(f"prazo.compiler.cli.{path.stem}") for path in folder.glob("[a-z]*.py")]
    assert {one.__name__.rpartition(".")[2] for one in modules if hasattr(one, "command")} == set(group.COMMANDS)


def test_a_mistyped_command_names_the_nearest(capsys: Capture) -> None:
    assert main(["chekc"]) == 2
    assert "There is no command 'chekc'; the nearest is check." in capsys.readouterr().err


def test_no_command_at_all_shows_the_help(capsys: Capture) -> None:
    assert main([]) == 2
    assert "prazo check std:macau.insurance" in "".join(capsys.readouterr())
