"""``prazo calendar``: the closed days that time is counted by, and what a refresh of them would change."""

from __future__ import annotations

import json
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import click

from prazo.compiler.cli.given import closures_option, name_among, output_option, plain_day
from prazo.compiler.cli.output import give, write_file
from prazo.dsl.errors import EXIT_FOUND, EXIT_NOTHING_FOUND, EnvironmentFault


@click.group()
def command() -> None:
    """Show the calendars of closed days, and say what a refresh of them would change.

    \b
    Example:
      prazo calendar show macau --year 2026
      prazo calendar refresh --check
    """


@command.command()
@click.argument("name", required=False)
@click.option("--year", type=click.IntRange(1900, 2199), help="The closed days of one year.")
@click.option("--from", "first", metavar="DATE", help="The closed days from this day on.")
@click.option("--until", "last", metavar="DATE", help="The closed days up to this day, which is included.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How it is written.")
@closures_option
@output_option
def show(
    name: str | None,
    year: int | None,
    first: str | None,
    last: str | None,
    shape: str,
    closures: str | None,
    output: str | None,
) -> None:
    """Show a calendar: where it is from, for which days it was checked, and its closed days with their names.

    Without NAME: every calendar. Without a year or days: of one calendar the last year that was checked, of all none.

    \b
    Example:
      prazo calendar show
      prazo calendar show macau --year 2026
      prazo calendar show hongkong --from 2026-03-01 --until 2026-04-30 --format json
    """
    from prazo.compiler.calendars.show import SCHEMA, calendar_data, calendar_text, closed_days
    from prazo.dsl.api import times_with
    from prazo.dsl.time.library import load_standard

    times = load_standard()
    if closures is not None:
        times = times_with(closures, times)
    names = sorted(times.sheets) if name is None else [name_among("calendar", name, sorted(times.sheets), "NAME")]
    between = _days_asked(year, first, last)
    told = []
    for one in names:
        sheet = times.sheet(one)
        asked = between
        if asked is None and name is not None:
            last_year = (sheet.calendar.verified[1] - timedelta(days=1)).year
            asked = date(last_year, 1, 1), date(last_year, 12, 31)
        told.append((one, [] if asked is None else list(closed_days(sheet, *asked))))
    if shape == "json":
        data = {"schema": SCHEMA, "calendars": [calendar_data(times, one, days) for one, days in told]}
        give(json.dumps(data, ensure_ascii=False, indent=2) + "\n", output)
    else:
        give("\n".join(calendar_text(times, one, days) for one, days in told), output)


@command.command()
@click.option("--check", is_flag=True, help="Write nothing; end with 1 where anything would change.")
@click.option("--accept", is_flag=True, help="Write also what changes days that were checked.")
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of calendars (default: that of the standard library).",
)
def refresh(check: bool, accept: bool, into: Path | None) -> int:
    """Make the calendars anew from the package holidays (extra refresh), and say day by day what changes.

    Nothing is written where a day changes that was checked, for verdicts given before would come out otherwise;
    --accept writes it all the same. The digest of a calendar is in every report that used it.

    \b
    Example:
      prazo calendar refresh --check
      prazo calendar refresh
    """
    from prazo.compiler.calendars.freeze import all_frozen
    from prazo.compiler.calendars.refresh import refreshed

    folder = Path(str(files("prazo.stdlib").joinpath("calendars"))) if into is None else into
    found = []
    for file, text in all_frozen().items():
        path = folder / file
        found.append((path, refreshed(path.stem, path.read_text(encoding="utf-8") if path.exists() else None, text)))
    changing = [(path, one) for path, one in found if one.changes]
    for _, one in changing:
        click.echo(one.name)
        for line in (*one.others, *(day.told() for day in one.days)):
            click.echo(f"  {line}")
    if not changing:
        click.echo("nothing changes")
        return EXIT_NOTHING_FOUND
    if check:
        return EXIT_FOUND
    checked = [day for _, one in changing for day in one.days if day.checked]
    if checked and not accept:
        hint = "look at each of them in the gazette; --accept writes them"
        raise EnvironmentFault.of("E0013", days=len(checked), hint=hint)
    for path, one in changing:
        write_file(str(path), one.text)
    click.echo(f"written: {', '.join(path.name for path, _ in changing)}")
    return EXIT_NOTHING_FOUND


def _days_asked(year: int | None, first: str | None, last: str | None) -> tuple[date, date] | None:
    if year is not None and (first is not None or last is not None):
        raise click.UsageError("Give a year, or the first and the last day, not both.")
    if year is not None:
        return date(year, 1, 1), date(year, 12, 31)
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise click.UsageError("Give both --from and --until.")
    days = plain_day(first, "--from"), plain_day(last, "--until")
    if days[0] > days[1]:
        raise click.BadParameter(f"{first} is after {last}.", param_hint="--from")
    return days
