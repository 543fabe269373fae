"""One broken word in the standard library: told where it stands, once, and nothing else is blamed for it."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Iterator
from functools import cache

import attrs
import pytest

from prazo.dsl.check.load import Project, gather
from prazo.dsl.check.run import check_project
from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.edge.files import library, open_rules
from prazo.dsl.syntax import parser, tree
from prazo.dsl.time.library import load_standard

BREAKS = 1_000 if os.environ.get("PRAZO_HYPOTHESIS_PROFILE") == "nightly" else 80
MOST_FINDINGS = 3
NEAR = 3  # lines
LIBRARY = gather(*open_rules("std:macau.insurance"), library())
#: Texts and comments, in which nothing can be broken, and words.
_WORD = re.compile(r'"[^"\n]*"|#[^\n]*|\w+')


def _declared(module: tree.Module) -> Iterator[tree.Name]:
    """The names that other lines may use."""
    for block in module.blocks:
        if isinstance(block, tree.Party | tree.Define | tree.Norm | tree.Instrument):
            yield block.name
        if isinstance(block, tree.Party):
            for line in block.lines:
                if isinstance(line, tree.Fact):
                    yield from (line.name, *line.type.values)
        if isinstance(block, tree.Instrument):
            yield from (line.name for line in block.lines if isinstance(line, tree.VersionLine))


def _broken(word: str, chance: random.Random) -> str:
    """The word with a letter left out, two that changed places, or two too many."""
    if len(word) < 2:
        return f"{word}x"
    at = chance.randrange(len(word) - 1)
    left_out = word[:at] + word[at + 1 :]
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice([left_out, swapped if swapped != word else f"{word}q", f"{word[:at]}zq{word[at:]}"])


def _sample() -> list[tuple[int, int, int, str]]:
    """File, begin and end of a word, and what to write instead; the same words every time."""
    chance = random.Random(20_210_630)
    words = [
        (number, *match.span())
        for number, file in enumerate(LIBRARY.files)
        for match in _WORD.finditer(file.source.text)
        if match.group()[0] not in '"#'
    ]
    chosen = chance.sample(words, BREAKS)
    return [(n, a, b, _broken(LIBRARY.files[n].source.text[a:b], chance)) for n, a, b in chosen]


def test_one_broken_word_is_told_where_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "parse", cache(parser.parse))
    rules = load_standard().rules
    declared = [{name.span.start for name in _declared(parser.parse(file.source)[0])} for file in LIBRARY.files]
    silent = 0
    for number, begin, end, instead in _sample():
        file = LIBRARY.files[number]
        text = file.source.text
        broken = attrs.evolve(file, source=Source(file.source.name, f"{text[:begin]}{instead}{text[end:]}"))
        files = tuple(broken if one is file else one for one in LIBRARY.files)
        found = check_project(Project(files, ()), rules)[1]
        line = text.count("\n", 0, begin) + 1
        where = f"{file.source.name}, line {line}: {text[begin:end]} → {instead}: {[one.message for one in found]}"
        silent += not found
        if found and begin not in declared[number]:
            assert any(_near(one, broken.source, line) for one in found), where
            assert len(found) <= MOST_FINDINGS, where
    # A broken day, place or figure can be right too, and what scenarios say is looked at when they are run.
    assert silent < BREAKS // 2


@pytest.mark.parametrize(
    ("said", "instead"),
    [("  tie    one of spouse", "  tie    ne of spouse"), ("\ninstrument DL27_97_M", "\ninstrumnet DL27_97_M")],
    ids=["a fact written on two lines", "an instrument that norms apply places of"],
)
def test_one_broken_declaration_has_no_followers(said: str, instead: str) -> None:
    (file,) = (one for one in LIBRARY.files if said in one.source.text)
    broken = attrs.evolve(file, source=Source(file.source.name, file.source.text.replace(said, instead)))
    files = tuple(broken if one is file else one for one in LIBRARY.files)
    found = check_project(Project(files, ()), load_standard().rules)[1]
    assert [one.places[0].source for one in found] == [broken.source]


def _near(one: Diagnostic, source: Source, line: int) -> bool:
    return any(
        place.source is source and abs(source.position(place.span.start)[0] - line) <= NEAR for place in one.places
    )
