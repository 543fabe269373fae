"""The sentence of a reason: the fullest of its code whose arguments the verdict has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any, Final

from prazo.dsl.core.nodes import UNNAMED as NO_NAME
from prazo.dsl.report.naming import spaced
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.report.words.terms import OF_OTHER
from prazo.dsl.report.words.verdicts import REASONS, UNNAMED

#: what the arguments of comparisons are called beside the figure itself
_LIMITS: Final = ("limit",)
#: arguments that are lists of addresses
_ADDRESSES: Final = ("missing",)


def sentence(
    reason: Mapping[str, Any],
    by: str | None = None,
    language: Language = ENGLISH,
    named: Callable[[str], str] | None = None,
) -> str:
    """What the ``reason`` of a report (``code`` and ``args``) says, without a capital or a full stop.

    ``by``: what the norm that displaced the verdict is called.  ``named``: what the fact at the end of a path is
    called; else the names in the path are said.  A code that this version does not know is shown as it is: readers
    ignore what they do not know.
    """
    given: dict[str, str] = {
        name: language.listed(list(value)) if name in _ADDRESSES else language.value(value)
        for name, value in reason["args"].items()
    }
    figures = [name for name in reason["args"] if name not in (*_LIMITS, *_ADDRESSES)]
    if len(figures) == 1:
        path = figures[0]
        name = language.say(UNNAMED) if path == NO_NAME else named(path) if named else _in_words(path, language)
        given |= {"name": name, "figure": given[figures[0]]}
    if by:
        given["by"] = by
    for phrase in REASONS.get(reason["code"], ()):
        if {name for _, name, _, _ in Formatter().parse(phrase.en) if name} <= given.keys():
            return language.say(phrase, **given)
    return spaced(str(reason["code"]))


def _in_words(path: str, language: Language) -> str:
    """``parent.share_capital`` as "share capital of parent"."""
    first, *others = (spaced(name) for name in path.split("."))
    for name in others:
        first = language.say(OF_OTHER, name=name, other=first)
    return first
