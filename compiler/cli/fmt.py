"""``prazo fmt``: rule files in the one layout."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from prazo.compiler.cli.output import write_file
from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND, EnvironmentFault, RulesError


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--check", is_flag=True, help="Write nothing; name what is laid out otherwise and end with status 1.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change and end with status 1.")
def command(paths: tuple[str, ...], check: bool, diff: bool) -> int:
    """Lay rule files out in the one layout. The meaning never changes, and comments stay.

    PATH is a .prazo file, a folder, or - for standard input (the result goes to standard output). Files with mistakes
    are left as they are, and the mistakes are shown.

    \b
    Example:
      prazo fmt rules/
      prazo fmt --check rules/
    """
    from prazo.dsl.syntax.formatter import format_source

    mistakes: list[Diagnostic] = []
    changed = 0
    for path, source in sources(paths):
        text, found = format_source(source)
        if text is None:
            mistakes += found
            continue
        if path is None and not (check or diff):
            click.echo(text, nl=False)
            continue
        if text == source.text:
            continue
        changed += 1
        if diff:
            click.echo(difference(source, text), nl=False)
        elif check:
            click.echo(source.name)
        elif path is not None:
            write_file(str(path), text)
            click.echo(f"laid out {source.name}", err=True)
    if mistakes:
        raise RulesError(mistakes)
    return EXIT_FOUND if changed and (check or diff) else EXIT_NOTHING_FOUND


def sources(paths: tuple[str, ...]) -> Iterator[tuple[Path | None, Source]]:
    """Each file once, with its path, and standard input with none.  Raises ``EnvironmentFault``."""
    from prazo.dsl.edge.files import Folder

    seen: set[Path] = set()
    for written in paths:
        if written == "-":
            yield None, Source("standard input", decoded(sys.stdin.buffer.read(), "standard input"))
            continue
        path = Path(written)
        names = [path / name for name in Folder(path).names()] if path.is_dir() else [path]
        if not names:
            raise EnvironmentFault.of("E0008", path=written)
        for one in names:
            if one.resolve() not in seen:
                seen.add(one.resolve())
                yield one, Source(str(one), decoded(rule_bytes(one), str(one)))


def rule_bytes(path: Path) -> bytes:
    """A rule file.  Raises ``EnvironmentFault`` where it cannot be read or is longer than rule files are."""
    from prazo.dsl.check.reader import LARGEST_FILE, Unread
    from prazo.dsl.edge.files import Folder

    read = Folder(path.parent).read(path.name, LARGEST_FILE)
    if not isinstance(read, Unread):
        return read
    if read.kind == "missing":
        raise EnvironmentFault.of("E0004", path=str(path))
    reasons = {
        "outside": "it is a link that leads out of its folder",
        "large": f"it has {read.detail} bytes, and a rule file at most {LARGEST_FILE:,}",
    }
    raise EnvironmentFault.of("E0002", path=str(path), reason=reasons.get(read.kind, read.detail.lower()))


def decoded(data: bytes, name: str) -> str:
    """Text in UTF-8.  Raises ``RulesError`` where it is none."""
    from prazo.dsl.diagnostics.codes import diagnostic

    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RulesError([diagnostic("P0230", name=name, offset=error.start + 1)]) from error


def difference(source: Source, text: str) -> str:
    """The change as a unified diff, hidden characters made visible."""
    from prazo.dsl.diagnostics.visible import visible

    lines = difflib.unified_diff(
        source.text.splitlines(), text.splitlines(), source.name, f"{source.name} laid out", lineterm=""
    )
    return "".join(f"{visible(line)}\n" for line in lines)
