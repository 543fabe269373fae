"""The pages of the keywords, as they are shipped beside the grammar: shown as help, and part of the manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import resources
from typing import Final

import attrs

_FORM: Final = re.compile(r"^- `(.+)`$", re.MULTILINE)
_WORD: Final = re.compile(r"[^\W\d_][\w-]*")


@attrs.frozen(slots=True)
class KeywordPage:
    """What one keyword says.  ``forms``: lines as they are written; ``text``: the whole page, as Markdown."""

    name: str
    forms: tuple[str, ...]
    text: str

    @property
    def first_sentence(self) -> str:
        """What the page says first, for a list of all pages."""
        body = self.text.partition(f"- `{self.forms[-1]}`\n")[2].strip() if self.forms else ""
        return re.split(r"(?<=\.) |\n", body, maxsplit=1)[0]

    def has_word(self, word: str) -> bool:
        """Whether a form of the page has this word in it."""
        return any(word in _WORD.findall(form) for form in self.forms)


def keyword_pages() -> Iterator[KeywordPage]:
    """All pages, by name."""
    folder = resources.files("prazo.grammar").joinpath("keywords")
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".md"):
            text = entry.read_text(encoding="utf-8")
            name = text.partition("\n")[0].removeprefix("# ").strip()
            yield KeywordPage(name, tuple(_FORM.findall(text)), text)


def pages_of(asked: str) -> list[KeywordPage]:
    """The page of a keyword; where there is none of that name, those with the word in one of their forms."""
    every = list(keyword_pages())
    wanted = " ".join(asked.lower().split())
    return [one for one in every if one.name == wanted] or [one for one in every if one.has_word(wanted)]
