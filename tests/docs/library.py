"""The tables of the page on the library, made from its rules: ``python -m tests.docs.library``."""

import re

from prazo.dsl.api import load
from prazo.dsl.core import nodes as core
from prazo.dsl.report.document import label
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "library.md"
RULES = "std:macau.insurance"
_MARK = re.compile(r'^\s*(.*?)\s+unverified "([^"]+)"', re.MULTILINE)
_GOES_ON = re.compile(r"\n\s+(?=(?:if|and|or) )")
_LABEL = re.compile(r' (?:pt|zh) "[^"]*"')


def norms() -> str:
    """Every norm, consequence and statement, instrument by instrument, by the place that it cites first."""
    program = load(RULES).program
    order = {
        (law.name, place.place): (number, place.order)
        for number, law in enumerate(program.instruments)
        for place in law.provisions
    }
    blocks: list[core.Norm | core.Consequence | core.Statement]
    blocks = [*program.norms, *program.consequences, *program.statements]
    lines = ["| instrument | place | kind | name | title |", "|---|---|---|---|---|"]
    for one in sorted(blocks, key=lambda one: (order[one.id.partition("/")[0], one.cites[0]], one.id)):
        instrument, _, name = one.id.partition("/")
        kind = "statement" if isinstance(one, core.Statement) else one.kind
        lines.append(f"| {instrument} | {', '.join(one.cites)} | {kind} | `{name}` | {label(one.labels, name)} |")
    return "\n".join(lines) + "\n"


def unverified() -> str:
    """Every line that is marked, and why."""
    lines = ["| file | line | why |", "|---|---|---|"]
    for path in sorted((ROOT / "stdlib" / "macau" / "insurance").rglob("*.prazo")):
        for line, why in _MARK.findall(_GOES_ON.sub(" ", path.read_text("utf-8"))):
            told = " ".join(_LABEL.sub("", line).split())
            lines.append(f"| `{path.stem}` | `{told}` | {why} |")
    return "\n".join(lines) + "\n"


def whole(text: str) -> str:
    """The page with its tables as they are now."""
    for name, table in (("norms", norms()), ("unverified", unverified())):
        head, begin, rest = text.partition(f"<!-- {name} -->\n")
        text = head + begin + "\n" + table + "\n<!-- end -->\n" + rest.partition("<!-- end -->\n")[2]
    return text


if __name__ == "__main__":
    PAGE.write_text(whole(PAGE.read_text("utf-8")), "utf-8")
