"""The list of files on the architecture page, made from their first lines: ``python -m tests.docs.architecture``."""

import ast
from pathlib import Path

from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "architecture.md"
FOLDERS = ("grammar", "dsl", "compiler")
BEGIN, END = "<!-- files -->\n", "<!-- end -->\n"


def files() -> list[Path]:
    """The program files and the grammar, sorted; not what only makes a folder importable."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in (".py", ".lark")]
    return sorted(path for path in found if path.name != "__init__.py")


def first_line(path: Path) -> str:
    """What a file says that it is."""
    if path.suffix == ".lark":
        return path.read_text("utf-8").split("\n", 1)[0].removeprefix("//").strip()
    said = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n", 1)[0].split()).replace("``", "`").replace("|", "\\|")


def listed() -> str:
    """One table a folder."""
    lines: list[str] = []
    folder = None
    for path in files():
        if path.parent != folder:
            folder = path.parent
            lines += ["", f"### {folder.relative_to(ROOT).as_posix()}/", "", "| file | its job |", "|---|---|"]
        lines.append(f"| `{path.relative_to(ROOT).as_posix()}` | {first_line(path)} |")
    return "\n".join(lines[1:]) + "\n"


def whole(text: str) -> str:
    """The page with the list as it is now."""
    head, _, rest = text.partition(BEGIN)
    return head + BEGIN + listed() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PAGE.write_text(whole(PAGE.read_text("utf-8")), "utf-8")
