"""Records what the pages of the manual say that commands write: ``python -m tests.docs.record [PAGE...]``.

A page is left as it is where one of its commands ends with another status than the page says.  Read the difference
before committing it: the tests take for right what is recorded.
"""

import sys
import tempfile
from pathlib import Path

from tests.docs.pages import Page, manual, page, run


def recorded(one: Page) -> str:
    """The text of the page, with what its commands write now."""
    text = one.text
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made, "page")
        folder.mkdir()
        outcomes = list(run(one, folder))
    for out in outcomes:
        if out.status != out.block.wanted_status:
            raise SystemExit(
                f"{one.path.name}, line {out.block.line}: ended with {out.status}, nothing is recorded\n{out.written}"
            )
    new = [(out.said, out.written) for out in outcomes if out.said is not None]
    for said, written in reversed(new):
        text = text[: said.begin] + written + text[said.end :]
    return text


if __name__ == "__main__":
    for path in [Path(name).resolve() for name in sys.argv[1:]] or manual():
        before = page(path)
        after = recorded(before)
        if after != before.text:
            path.write_text(after, encoding="utf-8")
            print(f"recorded {path.name}")
