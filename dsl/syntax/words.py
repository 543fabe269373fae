"""The short list of reserved words, the words that begin a block, and what a name may look like."""

from __future__ import annotations

import re
import unicodedata

from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.tree import Span

LONGEST_NAME = 128  # characters

NORM_KINDS = ("requirement", "obligation", "prohibition", "consequence", "statement", "checklist", "power")
BLOCK_WORDS = (
    "use", "amounts", "instrument", "provision", "party", "record", *NORM_KINDS, "define", "apply", "interpret",
    "scenario",
)  # fmt: skip
LATER_BLOCK_WORDS = ("calendar", "counting")

# Words that would change what a line says if a fact, a norm or a choice value bore them.
RESERVED = frozenset(
    {
        *(word for word in BLOCK_WORDS if word != "amounts"), *LATER_BLOCK_WORDS,
        "about", "above", "after", "and", "any", "are", "as", "at", "because", "before", "below", "by", "cites",
        "count", "doubled", "each", "every", "expect", "for", "formerly", "forthwith", "from", "given", "half",
        "halved", "if", "in", "is", "it", "lapses", "may", "must", "never", "no", "none", "not", "note", "of",
        "on", "or", "otherwise", "over", "reading", "regularly", "since", "sum", "the", "times", "to", "under",
        "unknown", "unless", "until", "upon", "where", "while", "with", "within", "without", "yes",
    }
)  # fmt: skip

#: Who may prove what nobody in particular has to.
ANYONE = "anyone"

# A choice value of one of these names could not be told from the type of a fact.
TYPE_WORDS = frozenset(
    {"money", "number", "percent", "date", "text", "event", "state", "decision", "evidence", "list", "one"}
)

# Letters of other scripts that look like Latin ones; a name made of nothing else passes for a Latin name.
_LOOK_LATIN = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅοανικρτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_MIXES_WITH_LATIN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"})
_AMOUNT_LIKE = re.compile(r"(MOP|HKD|CNY|USD|EUR|GBP|JPY|AUD|CAD|CHF|SGD|TWD|PTE|BRL)([0-9]+[KMB]?)\Z")
_PERIOD_LIKE = re.compile(r"FY[0-9]{4}\Z")
SIMPLE_NAME = re.compile(r"[^\W\d]\w*\Z")


def _script(letter: str) -> str:
    word = unicodedata.name(letter, "?").split(" ")[0]
    return "LATIN" if word in ("FEMININE", "MASCULINE") else word


def check_name(text: str, span: Span) -> None:
    """Refuse a name that is reserved, too long, not NFC, or that passes for another one (``Refused``)."""
    if text in RESERVED:
        raise Refused("P0110", span, f'write a longer name, such as "{text}_" and what it is about', word=text)
    if len(text) > LONGEST_NAME:
        raise Refused("P0111", span, found=str(len(text)), limit=str(LONGEST_NAME))
    if text.isascii():
        if text[:2] == "FY" and _PERIOD_LIKE.match(text):
            raise Refused("P0110", span, "a financial year stands only where a period can stand", word=text)
        together = _AMOUNT_LIKE.match(text)
        if together is not None:
            raise Refused("P0129", span, f'write "{together.group(1)} {together.group(2)}"', found=text)
        return
    if unicodedata.normalize("NFKC", text) != text:
        plain = unicodedata.normalize("NFKC", text)
        hint = f'write "{plain}"' if SIMPLE_NAME.match(plain) else None
        raise Refused("P0112", span, hint, name=text)
    if any(unicodedata.category(letter) in ("Nd", "No", "Nl") and not letter.isascii() for letter in text):
        raise Refused("P0113", span, "write digits as 0 to 9", name=text)
    scripts = {_script(letter) for letter in text if letter.isalpha()}
    foreign = scripts - {"LATIN"}
    if (len(foreign) > 1 and not foreign <= _MIXES_WITH_LATIN) or (
        "LATIN" in scripts and not foreign <= _MIXES_WITH_LATIN
    ):
        strange = "".join(dict.fromkeys(c for c in text if c.isalpha() and _script(c) != "LATIN"))
        raise Refused("P0114", span, f"letters that are not Latin here: {strange[:20]}", name=text)
    if all(letter in _LOOK_LATIN for letter in text if letter.isalpha() and not letter.isascii()) and not scripts & (
        _MIXES_WITH_LATIN | {"LATIN"}
    ):
        raise Refused("P0114", span, "write the name in Latin letters", name=text)
