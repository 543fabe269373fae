"""Text to tree: lines are joined into blocks; a line with a mistake is reported and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import attrs
from lark import UnexpectedInput

from prazo.dsl.diagnostics.model import Diagnostic, Source
from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.lines import CommentLine, LogicalLine, logical_lines
from prazo.dsl.syntax.mistakes import (
    Findings,
    explain,
    misspelt_block,
    refuse_elsewhere,
    refuse_first_words,
    refuse_text,
)
from prazo.dsl.syntax.nesting import DEEPEST, check_brackets, check_depth, may_be_deep
from prazo.dsl.syntax.reader import LineReader, line_reader
from prazo.dsl.syntax.refusal import Refused
from prazo.dsl.syntax.slips import slip
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import BLOCK_WORDS, LATER_BLOCK_WORDS, NORM_KINDS

N = TypeVar("N")

_LINE_START = {
    "instrument": "instrument_line",
    "party": "party_line",
    "record": "party_line",
    "interpret": "interpret_line",
    "scenario": "scenario_line",
    "define": "norm_line",
    "apply": "norm_line",
    **dict.fromkeys(NORM_KINDS, "norm_line"),
}
_HEADS = frozenset(BLOCK_WORDS)
_LATER = frozenset(LATER_BLOCK_WORDS)
_LETTERED = re.compile(
    r"([a-z]|[ivx]{1,5}|[0-9]{1,2})[ \t]+"
    r"(?!(?:is|are|and|or|if|of|within[ \t]+the|times|divided|rounded|otherwise|to|up)\b)(?=[\w(])"
)


def parse(source: Source) -> tuple[t.Module, tuple[Diagnostic, ...]]:
    """The tree of a text and its mistakes in the order of the text (at most 100); never raises.

    Spans are character offsets into ``source.text``.  A line with a mistake is left out of the tree, a block whose
    first line has one is left out whole (its lines are still looked at).
    """
    findings = Findings(source)
    text = refuse_text(source.text, findings)
    if text is None:
        return t.Module((), span=Span(0, len(source.text))), findings.sorted()
    reader = line_reader()
    with reader.lock:
        module = _ModuleParser(text, reader, findings).module()
    return module, findings.sorted()


def parse_expression(text: str) -> t.Expr:
    """The tree of one expression; raises ``Refused`` or lark's ``UnexpectedInput``.  For tests and tools."""
    reader = line_reader()
    with reader.lock:
        check_brackets(text, 0)
        found: t.Expr = reader.read(text, "expression", 0)
        check_depth(found, Span(0, len(text)))
        return found


class _ModuleParser:
    def __init__(self, text: str, reader: LineReader, findings: Findings) -> None:
        self._text = text
        self._reader = reader
        self._findings = findings

    def module(self) -> t.Module:
        lines, last_comments = logical_lines(self._text)
        blocks: list[t.AnyBlock] = []
        first = self._next_head(lines, 0, None)
        for line in lines[:first]:
            self._outside(line)
        pending: tuple[str, ...] = ()
        while first < len(lines):
            head = lines[first]
            kind = head.word if head.word in _HEADS else misspelt_block(self._text, head)
            after = self._next_head(lines, first + 1, kind)
            below = lines[after].above if after < len(lines) else last_comments
            inside, outside = _split(below)
            block = self._block(head, kind, lines[first + 1 : after])
            if block is not None:
                above = pending if blocks else head.comments
                if above or inside or head.trailing is not None:
                    block = attrs.evolve(block, comments=above, trailing=head.trailing, end_comments=inside)
                blocks.append(block)
            pending = outside
            first = after
        end = pending if blocks or lines else tuple(comment.text for comment in last_comments)
        return t.Module(tuple(blocks), end, span=Span(0, len(self._text)))

    def _next_head(self, lines: list[LogicalLine], index: int, kind: str | None) -> int:
        while index < len(lines):
            line = lines[index]
            if line.word in _HEADS:
                if line.word != "amounts" or (kind != "instrument" and self._is_amounts(line)):
                    return index
            elif line.word in _LATER or (not line.indented and misspelt_block(self._text, line)):
                return index
            index += 1
        return index

    def _is_amounts(self, line: LogicalLine) -> bool:
        return self._text[line.start : line.end].split()[1:2] == ["in"]

    # --- one line --------------------------------------------------------------------------------------------

    def _read(self, line: LogicalLine, start: str, skip: int = 0) -> object:
        """The node of a line, or None where it has a mistake, which is then reported."""
        begin = line.start + skip
        text = self._text[begin : line.end]
        if self._findings.has_bad_letter(line.start, line.end):
            return None
        try:
            long = len(text) > 2 * DEEPEST and may_be_deep(text)
            if long:
                check_brackets(text, begin)
            node: object = self._reader.read(text, start, begin)
            if long:
                check_depth(node, Span(begin, line.end))
            return node
        except Refused as refused:
            if refuse_first_words(self._text, line, self._findings):
                return None
            hint = refused.hint
            if refused.code == "P0110":
                if start == "norm_line" and refuse_elsewhere(text, begin, self._findings):
                    return None
                hint = slip(text, refused.span.start - begin, start) or hint
            self._findings.add(refused.code, refused.span, hint, **refused.words)
        except UnexpectedInput as unexpected:
            explain(self._text, begin, line.end, start, unexpected, self._findings)
        return None

    def _outside(self, line: LogicalLine) -> None:
        if not refuse_first_words(self._text, line, self._findings):
            self._findings.add("P0104", Span(line.start, line.end))

    # --- one block -------------------------------------------------------------------------------------------

    def _block(self, head: LogicalLine, kind: str | None, lines: list[LogicalLine]) -> Any:
        if head.word not in _HEADS:
            refuse_first_words(self._text, head, self._findings)
            if kind is None:  # a block that files of rules lack: its lines mean nothing here
                return None
            block: Any = None
        else:
            block = self._read(head, "head")
        if kind is None or kind not in _LINE_START:
            for line in lines:
                if not refuse_first_words(self._text, line, self._findings):
                    self._findings.add("P0105", Span(line.start, line.end), kind=kind or head.word)
            return block
        start = _LINE_START[kind]
        found: Iterable[Any]
        if start == "norm_line":
            found = self._checklist_lines(lines) if kind == "checklist" else self._norm_lines(lines)
        elif start == "party_line":
            found = self._party_lines(lines)
        elif start == "scenario_line":
            found = self._scenario_lines(lines)
        elif start == "interpret_line":
            found = self._interpret_lines(lines)
        else:
            found = self._plain_lines(lines, start)
        body = tuple(found)
        if block is None:
            return None
        end = body[-1].span.end if body else block.span.end
        return attrs.evolve(block, lines=body, span=Span(head.start, end))

    def _plain_lines(self, lines: list[LogicalLine], start: str) -> Iterable[Any]:
        for line in lines:
            node = self._read(line, start)
            if node is not None:
                yield _with_comments(node, line)

    def _interpret_lines(self, lines: list[LogicalLine]) -> Iterable[t.InterpretLine]:
        for line in lines:
            node: Any = self._read(line, "interpret_line")
            if node is not None:
                yield _with_comments(t.InterpretLine(node, span=node.span), line)

    def _norm_lines(self, lines: list[LogicalLine]) -> list[t.Line]:
        found: list[t.Line] = []
        opened: t.Line | None = None  # a line whose lettered lines are being collected
        letters: list[t.Line] = []
        for line in lines:
            match = _LETTERED.match(self._text, line.start, line.end)
            if opened is not None and match is not None:
                lettered = self._lettered(line, match)
                if lettered is not None:
                    letters.append(lettered)
                continue
            if opened is not None:
                found.append(_closed(opened, letters))
                opened, letters = None, []
            node = self._read(line, "norm_line")
            if not isinstance(node, t.Line):
                continue
            node = _with_comments(node, line)
            if isinstance(node.body, t.OneOf | t.MayOnly):
                opened = node
            else:
                found.append(node)
        if opened is not None:
            found.append(_closed(opened, letters))
        return found

    def _checklist_lines(self, lines: list[LogicalLine]) -> list[t.Line]:
        """Lettered lines are items; an ``unless`` below items excuses those of the line above it."""
        found: list[t.Line] = []
        lost = False  # the item that an "unless" would belong to had a mistake
        for line in lines:
            match = _LETTERED.match(self._text, line.start, line.end)
            node = self._read(line, "norm_line") if match is None else self._item(line, match)
            if not isinstance(node, t.Line):
                lost = match is not None or lost
                continue
            node = _with_comments(node, line)
            last = found[-1] if found else None
            if isinstance(node.body, t.Unless) and lost:
                continue
            if isinstance(node.body, t.Unless) and last and isinstance(last.body, t.Item | t.BorrowedItems):
                span = Span(last.span.start, node.span.end)
                body = attrs.evolve(last.body, unless=(*last.body.unless, node))
                found[-1] = attrs.evolve(last, body=body, span=span)
            else:
                found.append(node)
            lost = False
        return found

    def _item(self, line: LogicalLine, match: re.Match[str]) -> t.Line | None:
        node = self._read(line, "item_line", match.end() - line.start)
        if not isinstance(node, t.Line):
            return None
        assert isinstance(node.body, t.Item)
        span = Span(line.start, node.span.end)
        body = attrs.evolve(node.body, letter=match.group(1), span=span)
        return attrs.evolve(node, body=body, span=span)

    def _lettered(self, line: LogicalLine, match: re.Match[str]) -> t.Line | None:
        node = self._read(line, "norm_line", match.end() - line.start)
        if not isinstance(node, t.Line):
            return None
        if not isinstance(node.body, t.ConditionClause) or isinstance(node.body.expr, t.CountedDay):
            self._findings.add("P0140", node.body.span)
            return None
        span = Span(line.start, node.span.end)
        body = t.Lettered(match.group(1), node.body.expr, span=span)
        return _with_comments(attrs.evolve(node, body=body, span=span), line)

    def _party_lines(self, lines: list[LogicalLine]) -> list[t.PartyLine]:
        found: list[t.PartyLine] = []
        failed = False
        for line in lines:
            node = self._read(line, "party_line")
            if isinstance(node, tuple):
                owner = found[-1] if found else None
                if isinstance(owner, t.Fact) and owner.type.kind == "choice":
                    comments = (
                        *owner.comments,
                        *line.comments,
                        *((line.trailing,) if line.trailing is not None else ()),
                    )
                    found[-1] = attrs.evolve(owner, value_labels=(*owner.value_labels, node), comments=comments)
                elif not failed:
                    self._findings.add("P0141", Span(line.start, line.end), value=node[0].text)
                continue
            failed = node is None
            if isinstance(node, t.PartyLine):
                found.append(_with_comments(node, line))
        return found

    def _scenario_lines(self, lines: list[LogicalLine]) -> list[t.Given | t.Check]:
        found: list[t.Given | t.Check] = []
        lost = False  # the given that this line would go on with had a mistake
        for line in lines:
            if line.word in ("given", "on"):
                node = self._read(line, "scenario_line")
                lost = node is None
                if isinstance(node, t.Given | t.Check):
                    found.append(_with_comments(node, line))
                continue
            more = self._read(line, "given_more")
            if not isinstance(more, list):
                continue
            last = found[-1] if found else None
            if isinstance(last, t.Given):
                comments = (*last.comments, *line.comments, *((line.trailing,) if line.trailing is not None else ()))
                found[-1] = attrs.evolve(
                    last,
                    facts=(*last.facts, *more),
                    comments=comments,
                    span=Span(last.span.start, more[-1].span.end),
                )
            elif not lost:
                self._findings.add("P0142", Span(line.start, line.end))
        return found


def _closed(opened: t.Line, letters: list[t.Line]) -> t.Line:
    end = letters[-1].span.end if letters else opened.span.end
    span = Span(opened.span.start, end)
    assert isinstance(opened.body, t.OneOf | t.MayOnly)
    return attrs.evolve(opened, body=attrs.evolve(opened.body, alternatives=tuple(letters), span=span), span=span)


def _with_comments(node: N, line: LogicalLine) -> N:
    if not line.above and line.trailing is None:
        return node
    return attrs.evolve(node, comments=line.comments, trailing=line.trailing)  # type: ignore[misc]


def _split(comments: tuple[CommentLine, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Comments between two blocks: those that close the first (up to the last indented one), those above the second."""
    cut = max((i + 1 for i, comment in enumerate(comments) if comment.indented), default=0)
    return tuple(c.text for c in comments[:cut]), tuple(c.text for c in comments[cut:])
