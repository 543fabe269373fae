"""What commands are given: rules, facts, a day; and the options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

import click

from prazo.dsl.core.nodes import Program
from prazo.dsl.diagnostics.codes import sentence
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.errors import EnvironmentFault, FactsError
from prazo.dsl.facts.moments import like_moment, read_moment
from prazo.dsl.facts.problems import FactProblem, problem
from prazo.dsl.facts.read import Facts, read_facts
from prazo.dsl.facts.values import Moment, local_day
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.time.days import FIRST_DAY, LAST_DAY
from prazo.dsl.time.zones import SECONDS_OF_DAY

FORMATS: Final = {".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml"}
TABLE: Final = ".csv"
TODAY: Final = "today"
_LONGEST_FACTS: Final = 1 << 30

Command = TypeVar("Command", bound=Callable[..., Any])


# --- options that several commands share -----------------------------------------------------------------------

rules_argument = click.argument("rules")
closures_option = click.option(
    "--closures", metavar="FILE", help="Days closed for a typhoon and the like, which no calendar lists (JSON)."
)
language_option = click.option(
    "--lang",
    "lang",
    type=click.Choice(["en", "pt", "zh"]),
    default="en",
    help="Language of the sentences, and of what the rules name; where they have no name in it, the English one.",
)
output_option = click.option("-o", "--output", metavar="FILE", help="Write the result to FILE, whole or not at all.")


_facts_option = click.option(
    "--facts",
    "facts_file",
    metavar="FILE",
    required=True,
    help="Facts: .json, .jsonl, .yaml, .csv or a folder of .csv; - for JSON on standard input.",
)
_on_option = click.option(
    "--on",
    metavar="DATE",
    required=True,
    help="The day of the check (its end), as 2021-06-30, a moment, as 2026-03-05T14:30, or today.",
)
_how_options = (
    click.option(
        "--reading",
        "readings",
        metavar="LABEL",
        multiple=True,
        help="Take one of rival readings instead of reporting them all.",
    ),
    click.option("--allow-extra", is_flag=True, help="Leave out names that are no facts, with a note."),
    closures_option,
)


def facts_options(command: Command) -> Command:
    """The options that say which facts are judged, on which day."""
    return _with((_facts_option, _on_option, *_how_options), command)


def facts_options_without_day(command: Command) -> Command:
    """The same for a command that has days of its own."""
    return _with((_facts_option, *_how_options), command)


def _with(options: Sequence[Callable[[Any], Any]], command: Command) -> Command:
    for option in reversed(options):
        command = option(command)
    return command


# --- rules -----------------------------------------------------------------------------------------------------


def rules_given(rules: str, closures: str | None = None) -> Lookup:
    """The rules that ``RULES`` names, checked, and their calendars with the closed days of a file.

    Warnings go to standard error.  Raises ``RulesError``, and ``FactsError`` for the closed days.
    """
    from prazo.dsl.api import load  # here: `prazo check --help` needs no parser

    loaded = load(rules, closures=closures)
    if loaded.warnings:
        from prazo.dsl.diagnostics.render import render_all

        click.echo(render_all(loaded.warnings, colored(sys.stderr)), err=True)
    return loaded.lookup


def name_among(what: str, name: str, known: Iterable[str], option: str) -> str:
    """``name`` if it is known; else a mistake of use that names the nearest one."""
    names = list(known)
    if name in names:
        return name
    near = nearest(name, names)
    hint = f"; the nearest is {listed_or(near)}" if near else f"; there are: {', '.join(names)}" if names else ""
    raise click.BadParameter(f'there is no {what} "{_plain(name)}"{hint}.', param_hint=option)


def norm_among(program: Program, written: str) -> str:
    """The identifier of the norm, consequence or statement meant: given whole, or by its name where that is one."""
    ids = [*(one.id for one in (*program.norms, *program.powers)), *(one.id for one in program.consequences)]
    ids += [one.id for one in program.statements]
    renamed = [(one.instrument, one.id, one.formerly) for one in (*program.norms, *program.powers)]
    renamed += [(one.instrument, one.id, one.formerly) for one in program.consequences]
    former = {name if "/" in name else f"{law}/{name}": id for law, id, names in renamed for name in names}
    if written in ids:
        return written
    for name, id in former.items():
        if written in (name, name.rpartition("/")[2]) and not any(one.rpartition("/")[2] == written for one in ids):
            click.echo(f"note: {written} is now called {id}", err=True)
            return id
    by_name = [one for one in ids if one.rpartition("/")[2] == written]
    if len(by_name) == 1:
        return by_name[0]
    if by_name:
        raise click.BadParameter(f'"{written}" can be {listed_or(by_name)}.', param_hint="NORM")
    short = {one.rpartition("/")[2]: one for one in ids}
    near = [short.get(one, one) for one in nearest(written.rpartition("/")[2], short)]
    hint = f"; the nearest is {listed_or(near)}" if near else ""
    raise click.BadParameter(f'there is no norm "{_plain(written)}"{hint}.', param_hint="NORM")


def listed_or(names: Sequence[str]) -> str:
    """``a, b or c``."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


# --- the day ---------------------------------------------------------------------------------------------------


def day_given(written: str, program: Program, option: str = "--on") -> date | Moment:
    """A day, a moment, or today in the zone of the rules (which is said on standard error)."""
    if written == TODAY:
        now = datetime.now(UTC)
        second = now.hour * 3600 + now.minute * 60 + now.second
        today, _ = program.zone.local(now.toordinal() * SECONDS_OF_DAY + second)
        click.echo(f"note: today is {today.isoformat()} in {program.zone.name}", err=True)
        return today
    if like_moment(written):
        moment = read_moment(written, program.zone)
        if isinstance(moment, Moment):
            return moment
        said = sentence(moment.code, **moment.args)
        raise click.BadParameter(f"{said}{f'; {moment.hint}' if moment.hint else ''}.", param_hint=option)
    return plain_day(written, option, ", or today")


def plain_day(written: str, option: str, also: str = "") -> date:
    """A day written as ``2021-06-30``; ``also`` ends the sentence that says how days are written."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        day = None
    if day is None or day.isoformat() != written:
        raise click.BadParameter(f'"{_plain(written)}" is not a day; write it as 2021-06-30{also}.', param_hint=option)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise click.BadParameter(f"{written} is outside the years 1900 to 2199.", param_hint=option)
    return day


# --- facts -----------------------------------------------------------------------------------------------------


class FactsText(NamedTuple):
    """Facts as they came: the bytes of a document, or of tables by the names of their files; their name for people."""

    data: bytes | Mapping[str, bytes]
    kind: str
    shown: str


def facts_text(path: str) -> FactsText:
    """What ``--facts`` names: a document, a folder of CSV tables or one of them, ``-`` for JSON on standard input.

    Raises ``EnvironmentFault``.
    """
    if path != "-" and (os.path.isdir(path) or Path(path).suffix.lower() == TABLE):
        return FactsText(tables_in(path), "csv", path)
    kind = "json" if path == "-" else format_of(path)
    return FactsText(read_bytes(path), kind, "standard input" if path == "-" else path)


def tables_in(path: str) -> dict[str, bytes]:
    """The tables of a folder, or a party's table with those of its lists beside it.  Raises ``EnvironmentFault``."""
    if os.path.isdir(path):
        files = [one for one in os.listdir(path) if one.endswith(TABLE) and not one.startswith(".")]
        if not files:
            raise EnvironmentFault.of("E0014", path=path, hint="tables are named after their party: Insurer.csv")
        return {one: read_bytes(os.path.join(path, one)) for one in sorted(files)}
    folder, name = os.path.split(path)
    beside = [one for one in os.listdir(folder or ".") if one.startswith(name[: -len(TABLE)] + ".")]
    return {one: read_bytes(os.path.join(folder, one)) for one in sorted({name, *beside}) if one.endswith(TABLE)}


def facts_given(program: Program, text: FactsText, day: date | Moment, allow_extra: bool) -> Facts:
    """The facts of a document or of tables as known at a time; notes go to standard error.  Raises ``FactsError``."""
    try:
        if isinstance(text.data, bytes):
            facts = read_facts(program, text.data, text.kind, allow_extra=allow_extra, day=local_day(day))
        else:
            from prazo.dsl.facts.book import read_book  # here: only those who give tables wait for it

            facts = read_book(program, text.data, allow_extra=allow_extra, day=local_day(day))
    except FactsError as error:
        raise FactsError(error.problems, text.shown) from error
    for note in facts.notes:
        click.echo(noted(note), err=True)
    return facts


def somebody_concerned(program: Program, facts: Facts, source: str) -> None:
    """Raises ``FactsError`` where the rules are on no subject: an empty report would look like a clean one."""
    concerned = {norm.subject for norm in (*program.norms, *program.powers)}
    concerned |= {one.subject for one in program.consequences}
    if not any(subject.party in concerned for subject in facts.subjects):
        parties = ", ".join(sorted(concerned)) or "nobody"
        raise FactsError([problem("F0071", "", hint=f"these rules are on: {parties}")], source)


def noted(note: FactProblem) -> str:
    """A note on facts that are right, on one line."""
    from prazo.dsl.diagnostics.visible import visible

    return f"note {note.code}: {visible(f'{note.where}: ' if note.where else '')}{visible(note.message)}"


def format_of(path: str) -> str:
    """The format of a facts file, by the end of its name."""
    end = Path(path).suffix.lower()
    if end in FORMATS:
        return FORMATS[end]
    raise click.BadParameter(
        f'"{_plain(path)}" is no facts file by its name; it ends in {listed_or([*FORMATS, TABLE])}.',
        param_hint="--facts",
    )


def read_bytes(path: str) -> bytes:
    """A whole file, or standard input for ``-``.  Raises ``EnvironmentFault`` where it cannot be read."""
    from prazo.dsl.edge.files import read_file  # here: `prazo check --help` needs no rules

    return sys.stdin.buffer.read(_LONGEST_FACTS) if path == "-" else read_file(path, _LONGEST_FACTS)


# --- small things ----------------------------------------------------------------------------------------------


def words_given(written: str | None, known: Sequence[str], option: str) -> tuple[str, ...]:
    """A list with commas of known words; empty for None."""
    parts = [] if written is None else [part.strip() for part in written.split(",") if part.strip()]
    return tuple(name_among("status", part, known, option) for part in parts)


def readings_given(program: Program, readings: Sequence[str]) -> tuple[str, ...]:
    """The labels chosen, sorted, each known and no two of one group."""
    known = sorted({label for group in program.reading_groups for label in group})
    chosen = sorted({name_among("reading", one, known, "--reading") for one in readings})
    for group in program.reading_groups:
        rivals = [label for label in chosen if label in group]
        if len(rivals) > 1:
            raise click.BadParameter(f"{' and '.join(rivals)} are rivals; choose one.", param_hint="--reading")
    return tuple(chosen)


def colored(stream: Any) -> bool:
    """Whether colours are welcome on a stream."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR")


def _plain(text: str) -> str:
    from prazo.dsl.diagnostics.visible import visible

    return visible(text, 80)
