"""Reads a line by the table that Lark has worked out, without Lark's own bookkeeping.

Lark makes the LALR table from the grammar and explains the lines that do not fit; for the lines that do, which is
nearly all of them, this loop does the same steps with plain dictionaries: one match a word (blanks and comments
included), no rows and columns, no copies of rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from lark import Lark, Token
from lark.lexer import PatternStr, TerminalDef
from lark.parsers.lalr_analysis import Shift

_BLANK = r"[ \t\r\n]*+(?:\#[^\n]*+[ \t\r\n]*+)*+"  # possessive: the end of a comment is never a word
_END = "$END"

# What to do on a word: an int is the next state (shift), else callback, number of parts, and rule (reduce).
_Action = int | tuple[Callable[[list[Any]], Any], int, str]
_Scan = Callable[[str, int], "re.Match[str] | None"]


class Misfit(Exception):
    """The line does not fit the grammar (Lark says where and why)."""


class Table:
    """The table of one Lark object whose grammar has a NAME, ignores blanks and comments, and keeps all words."""

    def __init__(self, lark: Lark) -> None:
        inner = lark.parser.parser
        made, callbacks = inner._parse_table, inner.parser.callbacks
        numbers = {state: number for number, state in enumerate(made.states)}
        self._starts = {name: numbers[state] for name, state in made.start_states.items()}
        self._ends = {name: numbers[state] for name, state in made.end_states.items()}
        self._actions: list[dict[str, _Action]] = [
            {
                symbol: numbers[argument]
                if action is Shift
                else (callbacks[argument], len(argument.expansion), argument.origin.name)
                for symbol, (action, argument) in actions.items()
            }
            for actions in made.states.values()
        ]
        self._terminals = sorted(
            (terminal for terminal in lark.terminals if terminal.name not in lark.ignore_tokens), key=_lark_order
        )
        self._scanners: dict[frozenset[str], tuple[_Scan, dict[str, str]]] = {}
        self._scanner_of: list[tuple[_Scan, dict[str, str]] | None] = [None] * len(self._actions)
        self._blank_to_end = re.compile(_BLANK + r"\Z").match

    def _scanner(self, state: int) -> tuple[_Scan, dict[str, str]]:
        """The words that can stand in a state: their pattern, and those among them that look like names."""
        accepted = frozenset(self._actions[state]) | {"NAME"}
        found = self._scanners.get(accepted)
        if found is None:
            terminals = [terminal for terminal in self._terminals if terminal.name in accepted]
            words = {t.pattern.value: t.name for t in terminals if _is_word(t)}
            patterns = "|".join(f"(?P<{t.name}>{t.pattern.to_regexp()})" for t in terminals if not _is_word(t))
            found = re.compile(f"{_BLANK}(?:{patterns})").match, words
            self._scanners[accepted] = found
        self._scanner_of[state] = found
        return found

    def read(self, text: str, start: str) -> Any:
        """What the builder makes of ``text``, read from the entry ``start``; raises ``Misfit``."""
        actions, scanner_of, new = self._actions, self._scanner_of, str.__new__
        state, end_state = self._starts[start], self._ends[start]
        states: list[int] = [state]
        values: list[Any] = []
        position = 0
        while True:
            scan, words = scanner_of[state] or self._scanner(state)
            match = scan(text, position)
            if match is None:
                if self._blank_to_end(text, position) is None:
                    raise Misfit
                token, kind = None, _END
            else:
                kind = match.lastgroup or ""
                written = match.group(kind)
                position = match.end()
                if kind == "NAME":
                    kind = words.get(written, kind)
                token = new(Token, written)
                token.type, token.start_pos, token.end_pos = kind, position - len(written), position
            while True:
                action = actions[state].get(kind)
                if action is None:
                    raise Misfit
                if type(action) is int:
                    state = action
                    states.append(state)
                    values.append(token)
                    break
                callback, size, rule = action  # type: ignore[misc]
                parts = values[-size:] if size else []
                if size:
                    del values[-size:]
                    del states[-size:]
                values.append(callback(parts))
                state = actions[states[-1]][rule]  # type: ignore[assignment]
                states.append(state)
                if token is None and state == end_state:
                    return values[-1]


def _lark_order(terminal: TerminalDef) -> tuple[int, int, int, str]:
    """The order in which Lark tries words: priority, longest possible match, longest pattern, name."""
    return -terminal.priority, -terminal.pattern.max_width, -len(terminal.pattern.value), terminal.name


def _is_word(terminal: TerminalDef) -> bool:
    return isinstance(terminal.pattern, PatternStr) and terminal.pattern.value.isidentifier()
