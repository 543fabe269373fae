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
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.errors import EnvironmentFault, Error, FactsError, MissingExtra, RulesError
from prazo.dsl.facts.problems import problem
from prazo.dsl.syntax.tree import Span

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
        "error E0001: pygraphviz is needed for drawing a map as SVG and is not installed\n"
        "  help: pip install 'prazo[map]'\n"
    )


def test_a_full_disk_is_a_sentence_with_the_name_of_the_file(ending: Callable[[object], int], capsys: Capture) -> None:
    ending(OSError(errno.ENOSPC, "No space left on device", "out.svg"))
    assert capsys.readouterr().err == 'error E0007: there is no room to write "out.svg"\n'


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "a"), 'E0004: there is no file or folder "a"'),
        (PermissionError(errno.EACCES, "Permission denied", b"a"), 'E0010: the system refused "a": permission denied'),
        (OSError(errno.EMFILE, "Too many open files"), "E0010: the system refused to go on: too many open files"),
        (OSError(errno.ENOSPC, "No space left on device"), "E0007: there is no room to write the output"),
    ],
    ids=repr,
)
def test_what_the_system_refuses_is_a_sentence(
    ending: Callable[[object], int], capsys: Capture, error: OSError, shown: str
) -> None:
    assert ending(error) == 5
    assert capsys.readouterr().err == f"error {shown}\n"


def test_every_wrong_fact_is_shown_with_its_file_and_path(ending: Callable[[object], int], capsys: Capture) -> None:
    wrong = [
        problem("F0012", "capital", found='"45M"', hint='"MOP 45000000"'),
        problem("F0011", "agents[B].resident", found='"ja"'),
        problem("F0006", ""),
    ]
    assert ending(FactsError(wrong, "acme.json")) == 4
    assert capsys.readouterr().err == (
        'error F0012: capital: "45M" is not an amount\n  acme.json, $.capital\n  help: "MOP 45000000"\n\n'
        'error F0011: agents[B].resident: "ja" is not yes or no\n  acme.json, $.agents[B].resident\n\n'
        "error F0006: there are no facts in this file\n  acme.json\n"
    )


def test_every_finding_in_rules_is_shown(ending: Callable[[object], int], capsys: Capture) -> None:
    text = Source("a.prazo", "first\nsecond\n")
    later = Diagnostic("P0002", "the second is wrong", (Place(text, Span(6, 12)),))
    earlier = Diagnostic("P0001", "the first is odd", (Place(text, Span(0, 5)),), severity="warning")
    error = RulesError([later, earlier])
    assert (error.code, error.diagnostics) == ("P0002", (earlier, later))
    assert ending(error) == 3
    shown = capsys.readouterr().err
    assert shown.index("warning P0001: the first is odd") < shown.index("error P0002: the second is wrong")
    assert shown.count("a.prazo, line") == 2


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
