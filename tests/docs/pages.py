"""The pages of the manual as data, and a way to run what stands in them.

What stands behind the three backquotes says what a block is:

- ``sh`` (``sh status=1`` where it ends with another status than 0): commands, run in the folder of the page;
- ``python``: a program, run there;
- ``text`` directly after one of those: all that it writes, word by word;
- ``prazo file=NAME`` (also ``json``, ``yaml``, ``csv``): a file; with ``append``, the end of one;
- ``prazo base``: declarations that every ``prazo check`` block of the page stands below, and is clean;
- ``prazo in=PATH``: lines that stand so in a file of the project;
- ``console``: commands that install or run everything, not run here; ``drawing``: a picture in letters.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import attrs

ROOT: Final = Path(__file__).parents[2]
KEYWORDS: Final = ROOT / "grammar" / "keywords"
RUN: Final = frozenset({"sh", "python"})
FILES: Final = frozenset({"prazo", "json", "yaml", "csv"})
_FENCE: Final = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@attrs.frozen(slots=True)
class Block:
    """``options``: what follows the language, a word without ``=`` as itself.  ``begin``, ``end``: of its text."""

    language: str
    options: dict[str, str]
    text: str
    line: int
    begin: int
    end: int
    after_run: bool

    @property
    def wanted_status(self) -> int:
        """The status that the block ends with, as the page says."""
        return int(self.options.get("status", "0"))


@attrs.frozen(slots=True)
class Page:
    """One page: its path, its text, its blocks in order."""

    path: Path
    text: str
    blocks: tuple[Block, ...]

    def base(self) -> str:
        """The declarations that the checked examples stand below: of keywords, those of the page on the language."""
        if self.path.parent == KEYWORDS:
            return page(ROOT / "docs" / "language.md").base()
        return "\n".join(one.text for one in self.blocks if "base" in one.options)


def page(path: Path) -> Page:
    """The page in a file."""
    text = path.read_text(encoding="utf-8")
    blocks: list[Block] = []
    last_end = 0
    for found in _FENCE.finditer(text):
        words = dict(word.partition("=")[::2] for word in found[2].split())
        beside = not text[last_end : found.start()].strip() if blocks else False
        after_run = beside and blocks[-1].language in RUN
        line = text.count("\n", 0, found.start()) + 1
        blocks.append(Block(found[1], words, found[3], line, found.start(3), found.end(3), after_run))
        last_end = found.end()
    return Page(path, text, tuple(blocks))


@attrs.frozen(slots=True)
class Outcome:
    """What a block that was run wrote (both streams, in order) and the status that it ended with."""

    block: Block
    written: str
    status: int
    #: the text block that says what it writes
    said: Block | None


def run(one: Page, folder: Path) -> Iterator[Outcome]:
    """Write the files and run the commands of a page, in order, in ``folder``; each command's outcome as it comes.

    A ``cd`` lasts to the next block.  Nothing of the user's own settings is seen.
    """
    here = folder
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "XDG_CACHE_HOME": str(folder.parent / "cache"),
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    for place, block in enumerate(one.blocks):
        if "file" in block.options:
            _write(here / block.options["file"], block)
        if block.language not in RUN:
            continue
        track = folder.parent / "here"
        if block.language == "sh":
            bash = shutil.which("bash") or "bash"
            after = f'\nstatus=$?\npwd > "{track}"\nexit $status\n'
            command = [bash, "-c", block.text + after]
        else:
            command = [sys.executable, "-c", block.text]
        done = subprocess.run(
            command, cwd=here, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300
        )
        if block.language == "sh":
            here = Path(track.read_text(encoding="utf-8").rstrip("\n"))
        follows = one.blocks[place + 1] if place + 1 < len(one.blocks) else None
        said = follows if follows is not None and follows.language == "text" and follows.after_run else None
        yield Outcome(block, done.stdout.decode("utf-8"), done.returncode, said)


def follow(one: Page, made: Path) -> list[str]:
    """Run a page in a new folder below ``made``; every command must write what the page says.  The lines typed."""
    folder = made / "page"
    folder.mkdir()
    typed: list[str] = []
    for out in run(one, folder):
        where = f"{one.path.name}, line {out.block.line}:\n{out.block.text}"
        assert out.written == (out.said.text if out.said is not None else ""), where
        assert out.status == out.block.wanted_status, where
        typed += out.block.text.splitlines()
    return typed


def _write(path: Path, block: Block) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "a" if "append" in block.options else "w", encoding="utf-8") as stream:
        stream.write(block.text)


def manual() -> list[Path]:
    """Every page of the manual and of the keywords; those of the codes have tests of their own."""
    docs = ROOT / "docs"
    pages = [path for path in docs.rglob("*.md") if docs / "errors" not in path.parents]
    return sorted([*pages, *KEYWORDS.glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"])
