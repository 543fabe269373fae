"""Every word of the grammar has a page, and what the pages say is written so can be read."""

from __future__ import annotations

import re

import pytest
from lark.exceptions import LarkError

from prazo.compiler.cli.main import main
from prazo.dsl.syntax.keywords import KeywordPage, keyword_pages, pages_of
from prazo.dsl.syntax.reader import STARTS, grammar_text, line_reader
from prazo.dsl.syntax.refusal import Refused
from tests.docs.pages import KEYWORDS

PAGES = list(keyword_pages())
Capture = pytest.CaptureFixture[str]
#: words of the grammar that are no keywords: units, periods, ordinals, languages, currencies' multiples
_UNITS = frozenset(
    re.findall(
        r"\S+",
        """day days week weeks month months year years hour hours minute minutes working half-year quarter financial
        first second third fourth fifth sixth seventh eighth ninth tenth last thousand
        million billion en pt zh january february march april may june july august september october november
        december""",
    )
)


def _missing(forms: list[str]) -> set[str]:
    """What the grammar reads as words and no form holds: its plain strings, and parts of the patterns of its tokens."""
    text = re.sub(r"^\s*//.*$", "", grammar_text(), flags=re.MULTILINE)
    words = {word for form in forms for word in re.findall(r"[a-z][a-z-]*", form)}
    whole = set(re.findall(r"\"([a-z][a-z-]*)\"", text)) - words
    parts: set[str] = set()
    for pattern in re.findall(r"^[A-Z_]+(?:\.\d+)?: /(.+)/$", text, re.MULTILINE):
        plain = re.sub(r"\\[a-zA-Z]|\[[^\]]*\]|\(\?[:=!<]+|[A-Z]", " ", pattern)
        parts |= set(re.findall(r"[a-z][a-z-]+", plain))
    # A pattern such as appl(?:ies|y) is in pieces here; each stands in a word.
    return (whole | {part for part in parts if not any(part in word for word in words)}) - _UNITS


def test_every_word_of_the_grammar_is_in_a_form_of_a_page() -> None:
    missing = _missing([form for one in PAGES for form in one.forms])
    assert missing == set(), "words without a page: write grammar/keywords/WORD.md with a form that can be read"


def test_a_word_without_a_page_is_found() -> None:
    assert _missing([form for one in PAGES if one.name != "failing which" for form in one.forms]) >= {"lapses"}


def test_names_of_pages_are_their_files() -> None:
    files = {path.stem.replace("-", " ") for path in KEYWORDS.glob("*.md")}
    assert files == {one.name.replace("-", " ") for one in PAGES}


def _reads(form: str) -> bool:
    reader = line_reader()
    with reader.lock:
        for start in STARTS:
            try:
                reader.read(form, start, 0)
            except (LarkError, Refused):
                continue
            return True
    return False


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_form_can_be_read_and_is_explained(one: KeywordPage) -> None:
    assert one.forms
    assert [form for form in one.forms if not _reads(form)] == []
    assert len(one.first_sentence.split()) > 1


def test_help_shows_a_page(capsys: Capture) -> None:
    assert main(["help", "no", "later", "than"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("no later than\n\n    no later than 10 days after sign\n")
    assert "`" not in shown
    assert "](" not in shown


def test_help_finds_a_word_in_a_form(capsys: Capture) -> None:
    assert main(["help", "lapses"]) == 0
    assert capsys.readouterr().out.startswith("failing which\n")
    assert [one.name for one in pages_of("Lapses ")] == ["failing which"]


def test_help_lists_all(capsys: Capture) -> None:
    assert main(["help"]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0].strip() for line in shown] == [one.name for one in PAGES]


def test_help_names_the_nearest(capsys: Capture) -> None:
    assert main(["help", "witin"]) == 2
    assert "the nearest is within" in capsys.readouterr().err
