"""``prazo map``: who owes what to whom, sheet by sheet."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import click

from prazo.compiler.cli.given import language_option, name_among, norm_among, rules_argument, rules_given
from prazo.compiler.cli.output import give, unwritable, write_file
from prazo.dsl.errors import EnvironmentFault

if TYPE_CHECKING:
    from prazo.compiler.map.sheet import Sheet
    from prazo.dsl.report.words.language import Language

_TEXT: Final = ("dot", "gv")
_PICTURES: Final = ("svg", "png", "pdf")
#: more nodes than this do not make a picture that can be read in one piece
_READABLE: Final = 150
_LONGEST_NAME: Final = 100


@click.command()
@rules_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="A .svg, .dot, .png or .pdf file, or folder/ for one SVG a sheet; without it, DOT on standard output.",
)
@click.option("--article", "articles", metavar="PLACE", multiple=True, help="Only the sheet of this article, as 17.")
@click.option("--norm", "norms", metavar="NAME", multiple=True, help="Only this norm and what it touches.")
@language_option
def command(rules: str, output: str | None, articles: tuple[str, ...], norms: tuple[str, ...], lang: str) -> None:
    """Draw who owes what to whom, from when and by when, and what a breach brings: one sheet an article.

    RULES is a .prazo file, a folder, or std: and a module of the standard library. An SVG holds all sheets below each
    other, with links on top; a .dot file has a cluster for each.

    \b
    Example:
      prazo map std:macau.insurance -o map.svg
      prazo map std:macau.insurance --article 17 -o capital.png
      prazo map rules/ --norm minimum_capital --lang zh -o map.dot
      prazo map rules/ -o sheets/
    """
    form = _form_of(output)
    from prazo.compiler.map.sheets import sheets_of
    from prazo.dsl.report.words.language import Language

    language = Language(lang)
    program = rules_given(rules).program
    only = frozenset(norm_among(program, one) for one in norms) if norms else None
    sheets = sheets_of(program, language, only)
    if articles:
        known = tuple(dict.fromkeys(one.article for one in sheets if one.article))
        wanted = {name_among("article", one.partition("(")[0].strip(), known, "--article") for one in articles}
        sheets = tuple(one for one in sheets if one.article in wanted)
    if not sheets:
        raise EnvironmentFault.of("E0008", path=rules)
    _draw(sheets, form, output, rules, language)


def _form_of(output: str | None) -> str:
    """What is to be written: "dot", "svg", "png", "pdf" or "folder"."""
    if output is None or output == "-":
        return "dot"
    if output.endswith(("/", os.sep)) or os.path.isdir(output):
        return "folder"
    ending = output.rpartition(".")[2].lower()
    if ending in _TEXT:
        return "dot"
    if ending not in _PICTURES:
        raise click.BadParameter(
            f'"{output}" does not say what to draw: end it in .svg, .dot, .png, .pdf, or / for a folder.',
            param_hint="--output",
        )
    return ending


def _draw(sheets: Sequence[Sheet], form: str, output: str | None, title: str, language: Language) -> None:
    from prazo.compiler.map.dot import dot_of

    if form == "dot":
        give(dot_of(sheets, language=language), output)
        return
    from prazo.compiler.map.layout import laid_out
    from prazo.compiler.map.picture import page

    assert output is not None
    if form == "svg":
        linked = frozenset(one.id for one in sheets)
        pictures = laid_out([dot_of([one], linked, language) for one in sheets], "svg")
        write_file(output, page(sheets, pictures, sheets[0].title if len(sheets) == 1 else title, language))
    elif form == "folder":
        pictures = laid_out([dot_of([one], language=language) for one in sheets], "svg")
        _make_folder(output)
        for sheet, picture in zip(sheets, pictures, strict=True):
            write_file(os.path.join(output, file_name(sheet)), page([sheet], [picture], sheet.title, language))
    else:
        if len(sheets) > 1 and sum(len(one.nodes) for one in sheets) > _READABLE:
            raise click.BadParameter(
                f"{len(sheets)} sheets do not fit one picture: name an --article, or end -o in .svg or /.",
                param_hint="--output",
            )
        graph = dot_of(sheets, language=language)
        _warn_of_fonts(graph)
        write_file(output, laid_out([graph], form)[0])


def file_name(sheet: Sheet) -> str:
    """The name of a sheet's file: from its identifier, and short enough for any file system."""
    from prazo.compiler.map.text import slug

    name = slug(sheet.id)
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{sha256(sheet.id.encode()).hexdigest()[:12]}"
    return f"{name}.svg"


def _make_folder(path: str) -> None:
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error


def _warn_of_fonts(graph: str) -> None:
    """Say so where Chinese would be drawn as empty boxes: a picture takes its letters from this machine's fonts."""
    program = shutil.which("fc-list")
    if program is None or not any("\u4e00" <= c <= "\u9fff" for c in graph):
        return
    fonts = subprocess.run([program, ":lang=zh", "family"], capture_output=True, check=False)
    if fonts.returncode == 0 and not fonts.stdout.strip():
        click.echo("note: this machine has no Chinese font, so Chinese is drawn as boxes; an .svg needs none", err=True)
