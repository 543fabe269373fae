"""What the manual shows is what the tool does: every command of every page is run, and every example checked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prazo.dsl.api import check_text, load_text
from prazo.dsl.diagnostics.model import Source
from prazo.dsl.diagnostics.render import render_all
from prazo.dsl.scenarios.interpreter import Interpreter
from prazo.dsl.scenarios.lower import lower_scenarios
from prazo.dsl.scenarios.run import run_scenarios
from prazo.dsl.syntax.formatter import format_source
from prazo.dsl.syntax.parser import parse
from tests.docs.pages import FILES, ROOT, RUN, Block, Page, follow, manual, page

PAGES = manual()
#: commands of a page that a test cannot run: they install, clone or run all the tests
NOT_RUN = re.compile(
    r"make [\w-]+|git clone \S+( \S+)?|cd \S+|(\S+/)?pip (install|download|wheel) .+|python3? -m (venv|tests\.\w+) ?.*"
)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _checked() -> list[tuple[Page, Block]]:
    return [(one, block) for one in map(page, PAGES) for block in one.blocks if "check" in block.options]


def _with_commands() -> list[Path]:
    """The pages with commands; the tutorial has a test of its own."""
    return [path for path in PAGES if path.stem != "tutorial" and any(b.language in RUN for b in page(path).blocks)]


@pytest.mark.parametrize("path", _with_commands(), ids=_name)
def test_commands_write_what_the_page_says(path: Path, tmp_path: Path) -> None:
    assert follow(page(path), tmp_path)


@pytest.mark.parametrize(("one", "block"), [pytest.param(p, b, id=f"{_name(p.path)}:{b.line}") for p, b in _checked()])
def test_an_example_is_clean(one: Page, block: Block) -> None:
    text, name = f"{one.base()}\n{block.text}", one.path.with_suffix(".prazo").name
    found = check_text(text, name)
    assert not found, render_all(found)
    rules = load_text(text, name)
    source = Source(name, text)
    scenarios, mistakes = lower_scenarios(rules.program, parse(source)[0], source)
    assert not mistakes, render_all(mistakes)
    failed = [one.text for end in run_scenarios(scenarios, Interpreter(rules.lookup)) for one in end.failures]
    assert failed == []


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_examples_are_in_the_one_layout(path: Path) -> None:
    for block in page(path).blocks:
        if block.language == "prazo" and block.options.keys() & {"base", "check"}:
            laid_out, _ = format_source(Source(path.name, block.text))
            assert block.text == laid_out, f"{_name(path)}, line {block.line}"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_every_block_is_of_a_kind_that_is_tested(path: Path) -> None:
    for block in page(path).blocks:
        where = f"{_name(path)}, line {block.line}"
        if block.language == "text":
            assert block.after_run, f"{where}: says what a command writes, and none stands before it"
        elif block.language in FILES:
            assert block.options.keys() & {"file", "base", "check", "in"}, f"{where}: an example that nothing checks"
        elif block.language == "console":
            for line in block.text.splitlines():
                assert NOT_RUN.fullmatch(line.partition("  #")[0].strip()), f"{where}: {line}"
        else:
            assert block.language in RUN | {"drawing"}, f"{where}: {block.language}"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_what_is_quoted_stands_so_in_the_project(path: Path) -> None:
    for block in page(path).blocks:
        if "in" in block.options:
            assert block.text in (ROOT / block.options["in"]).read_text("utf-8"), f"{_name(path)}, line {block.line}"


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_links_and_targets_are_there(path: Path) -> None:
    text = page(path).text
    for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if not link.startswith("https://"):
            assert (path.parent / link).exists(), f"{_name(path)}: {link}"
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"`make ([\w-]+)", text)) | set(re.findall(r"^make ([\w-]+)", text, re.MULTILINE))
    assert named <= targets, f"{_name(path)}: {sorted(named - targets)}"
