"""`prazo help`: what a word of the language means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from prazo.compiler.cli.output import give

if TYPE_CHECKING:
    from prazo.dsl.syntax.keywords import KeywordPage

_LINK = re.compile(r"\[([^\]]+)\]\([^)]+\)")


@click.command()
@click.argument("words", metavar="[WORD]...", nargs=-1)
def command(words: tuple[str, ...]) -> None:
    """Say what a word of the language means and how it is written; without a word, list them all.

    \b
    Example:
      prazo help no later than
    """
    from prazo.dsl.diagnostics.nearest import nearest
    from prazo.dsl.diagnostics.visible import visible
    from prazo.dsl.syntax.keywords import keyword_pages, pages_of

    if not words:
        every = list(keyword_pages())
        width = max(len(one.name) for one in every)
        give("\n".join(f"{one.name:{width}}  {_plain(one.first_sentence)}" for one in every) + "\n", None)
        return
    asked = " ".join(words)
    found = pages_of(asked)
    if not found:
        near = nearest(asked, [one.name for one in keyword_pages()])
        hint = f"the nearest is {near[0]}" if near else "prazo help lists them"
        raise click.UsageError(f'there is no word "{visible(asked)}" in the language; {hint}.')
    give("\n".join(_shown(one) for one in found), None)


def _shown(page: KeywordPage) -> str:
    """A page for a terminal: forms and examples set in, without the marks of Markdown."""
    lines: list[str] = []
    inside = False
    for line in page.text.rstrip("\n").split("\n"):
        if line.startswith("```"):
            inside = not inside
        elif inside:
            lines.append(f"    {line}" if line else "")
        elif line.startswith("- `"):
            lines.append(f"    {line.removeprefix('- `').removesuffix('`')}")
        else:
            lines.append(_plain(line.removeprefix("# ")))
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return _LINK.sub(r"\1", text).replace("`", "")
