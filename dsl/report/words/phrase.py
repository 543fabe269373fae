"""A phrase in the three languages: a sentence, or a part of one, with named places for what varies."""

from __future__ import annotations

from typing import Final

import attrs

#: the languages of everything that people read, as ``--lang`` and ``Labels`` name them
LANGUAGES: Final = ("en", "pt", "zh")


@attrs.frozen(slots=True)
class Phrase:
    """``within {duration} of {anchor}`` and the same in the other languages, each in its own order of words.

    All three name the same places, as ``str.format`` writes them; a language that is left out is an error of types.
    """

    en: str
    pt: str
    zh: str

    def in_language(self, code: str) -> str:
        """The template in one of ``LANGUAGES``."""
        template: str = getattr(self, code)
        return template


@attrs.frozen(slots=True)
class Plural:
    """What is said of one and of several: ``{n} day`` and ``{n} days``; Chinese says both in the same way."""

    one: Phrase
    many: Phrase
