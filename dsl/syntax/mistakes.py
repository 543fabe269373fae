"""What is wrong with a line that does not fit, in the analyst's words, with the nearest right way to write it."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from prazo.dsl.diagnostics.codes import diagnostic
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.syntax.lines import LogicalLine
from prazo.dsl.syntax.slips import elsewhere, slip
from prazo.dsl.syntax.tree import Span
from prazo.dsl.syntax.words import BLOCK_WORDS, LATER_BLOCK_WORDS, RESERVED, TYPE_WORDS

MOST_DIAGNOSTICS = 100
MOST_BYTES = 2 * 1024 * 1024

_BAD_LETTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]|\r(?!\n)"
)
_QUOTED = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_FOUND = re.compile(r'"(?:[^"\\\n]|\\.)*"?|\w+|[<>=!]+|[^\s\w]')
_LAST = re.compile(r"(?:\w+|[^\s\w]+)\Z")
_HEAD_SHAPE = re.compile(r"[^\W\d]\w*[ \t]+[^\W\d]\w*(?:[ \t]*\"[^\"\n]*\"?.*)?\Z")
_MORE_FACTS = re.compile(r"\w+[ \t]+\w+[ \t]*,[ \t]*more[ \t]+facts\Z")
_OTHER_HEADS = {
    "party": _MORE_FACTS,
    "record": _MORE_FACTS,
    "define": re.compile(r"\w+[ \t]+\w+[ \t]+of[ \t]+\w+[ \t]+is\b.*\Z"),
    "scenario": re.compile(r'\w+[ \t]+"[^"\n]*"\Z'),
    "provision": re.compile(r'\w+[ \t]+[0-9][\w().]*[ \t]+"[^\n]*\Z'),
}
_GIVING_WAY = re.compile(r"(without\s+prejudice\s+to|subject\s+to|notwithstanding)\b", re.IGNORECASE)
_FULL_WIDTH = re.compile("[\uff01-\uff20\uff3b-\uff40\uff5b-\uff5e、。]")
_TYPOGRAPHIC = re.compile("[“”„«»‘’‚「」『』]")
_TOGETHER = re.compile(r"\b([A-Z]{3})[ \t]*\$?[ \t]*([0-9][0-9,.]*)[ \t]*(k|m|b|bn|mn|mio|K|M|B)?\b(?![\w-])")
_IS_FIGURE = re.compile(r"\bis\s+((?:[A-Z]{3}[ \t]+)?[0-9][\w.,%-]*)")
_MARKED = re.compile("[\\w\u0300-\u036f]+")
_BEHIND = re.compile(r"\b([0-9][0-9,.]*)[ \t]*([KMB])?[ \t]*([A-Z]{3})\b")

_PHRASES = {
    "AMOUNTS_IN": "amounts in", "ISSUED_BY": "issued by", "TIME_COUNTED_BY": "time counted by",
    "YES_OR_NO": "yes or no", "ONE_OF": "one of", "LIST_OF": "list of", "SET_BY": "set by", "AT_LEAST": "at least",
    "AT_MOST": "at most", "MORE_THAN": "more than", "LESS_THAN": "less than", "MUST_NOT": "must not",
    "ACCORDING_TO": "according to", "TO_BELOW": "to below", "AND_ABOVE": "and above", "UP_TO": "up to",
    "RAISED_BY": "raised by", "LOWERED_BY": "lowered by", "EXCEPT_WHERE": "except where",
    "APPLIES": "applies", "PREVAILS_OVER": "prevails over", "IN_ADDITION_TO": "in addition to",
    "FAILING_WHICH": "failing which", "COUNTED_BY": "counted by", "LAW_AS_ON": "law as on",
    "FOR_ANY_BREACH_IN": "for any breach in", "FOR_BREACH_OF": "for breach of", "ENDS_WHEN": "ends when",
    "NO_LATER_THAN": "no later than", "WITHIN_THE_LAST": "within the last", "IN_A_ROW_OF": "in a row of",
    "DIVIDED_BY": "divided by", "AT_ZERO": "at zero", "AND_OTHERS": "and others", "NOT_APPLICABLE": "not applicable",
    "DOES_NOT_HOLD": "does not hold", "HAVE_ENDED": "have ended", "MAY_HOLD": "may hold", "UNVERIFIED": "unverified",
    "VALUE": "value", "EXTENDED_TO": "extended to", "SUSPENDED_WHILE": "suspended while",
    "FORTHWITH_AFTER": "forthwith after", "AT_NO_STATED_TIME": "at no stated time",
    "PRACTICABLE": "as soon as practicable, and in any case", "COMMA": ",", "LPAR": "(", "RPAR": ")", "EQUAL": "=",
}  # fmt: skip
_LOOKS = {
    "UNIT": 'a unit of time such as "days" or "months"',
    "PERIOD": 'a period such as "quarter" or "financial year"',
    "CITE": "a place such as 17(1) or 22(1)(f)",
    "MODULE": "a dotted name such as macau.civil",
    "CURRENCY": "a currency such as MOP",
    "DATE": "a date such as 2021-06-30",
    "NUMBER": "a number",
    "PERIOD_KEY": "a period such as FY2020 or 2021-Q2",
    "STRING": "a text in quotation marks",
    "NAME": "a name",
    "PATH": "a fact such as agents[2].resident",
    "CODE": "a reason",
    "THE_ORDINAL": '"the first", "the second", "the third", "the fourth" or "the last"',
}
_FIRST_WORDS = {
    "norm_line": (
        "cites", "on", "to", "where", "must", "must not", "within", "no later than", "at least", "before", "by",
        "may", "presumed", "while", "one of", "until", "from", "according to", "below", "up to", "above", "doubled",
        "halved", "raised by", "lowered by", "lower bound", "upper bound", "both bounds", "unless", "except where",
        "prevails over", "in addition to", "failing which", "counted by", "law as on", "for any breach in",
        "for breach of", "upon", "ends when", "note", "because", "formerly", "with", "reading", "every", "any", "none",
        "extended to", "suspended while", "forthwith after", "at no stated time after", "regularly",
        "as soon as practicable",
    ),
    "interpret_line": ("by", "note", "forthwith is", "regularly is", "at no stated time is", "within"),
    "party_line": ("since", "value"),
    "instrument_line": (
        "jurisdiction", "issued by", "authority", "force", "amounts in", "time counted by", "provisions", "amends",
        "title", "version", "fixes",
    ),
    "scenario_line": ("given", "on"),
    "given_more": ("given", "on"),
}  # fmt: skip
_WHOLE_LINE = {
    "norm_line": "a line such as: capital >= MOP 30M if life",
    "party_line": 'a fact such as: capital  money  "share capital"',
    "instrument_line": "a line such as: authority AMCM",
    "interpret_line": 'a line such as: forthwith is within 2 days, or: by "Committee" on 2026-02-11',
    "scenario_line": "given .. with .., or: on 2021-06-30 expect ..",
    "given_more": "facts such as: capital MOP 30M, line life",
    "expression": "a value or a condition",
}
_HEAD_LOOKS = {
    "use": "use macau.insurance.parties",
    "amounts": "amounts in MOP",
    "instrument": 'instrument DL27_97_M "title"',
    "provision": 'provision 17(1) "title"',
    "party": 'party Insurer "insurer"',
    "record": 'record Transfer "transfer"',
    "define": 'define required_margin of Insurer is money "title"',
    "apply": "apply 20, 21 to each GeneralAgent in agents of Insurer",
    "interpret": "interpret DL27_97_M.keep_accounts",
    "scenario": 'scenario "title"',
}
_LIMIT_WORDS = frozenset({"within", "by", "before"})


class Findings:
    """The mistakes of one source: at most 100, at most one for the same beginning, handed over in text order."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[int, Diagnostic] = {}
        self._bad_letters: list[int] = []
        self._more: Span | None = None

    @property
    def full(self) -> bool:
        return len(self._found) >= MOST_DIAGNOSTICS

    def add(self, code: str, span: Span, hint: str | None = None, **words: str) -> None:
        if span.start in self._found:
            return
        if self.full:
            self._more = self._more or span
            return
        self._found[span.start] = diagnostic(code, Place(self._source, span), hint=hint, **words)

    def bad_letter(self, offset: int) -> None:
        self._bad_letters.append(offset)

    def has_bad_letter(self, start: int, end: int) -> bool:
        if not self._bad_letters:
            return False
        index = bisect.bisect_left(self._bad_letters, start)
        return index < len(self._bad_letters) and self._bad_letters[index] < end

    def sorted(self) -> tuple[Diagnostic, ...]:
        found = sorted(self._found.values(), key=lambda finding: finding.order)
        if self._more is not None:
            found.append(diagnostic("P0135", Place(self._source, self._more), limit=str(MOST_DIAGNOSTICS)))
        return tuple(found)


def refuse_text(text: str, findings: Findings) -> str | None:
    """The text to read, with what cannot be seen blanked out (and reported), or None where it is no rule text."""
    if len(text) > MOST_BYTES or (not text.isascii() and len(text.encode("utf-8", "replace")) > MOST_BYTES):
        size = len(text.encode("utf-8", "replace"))
        findings.add("P0101", Span(0, 0), "part the file in two", found=f"{size:,}", limit=f"{MOST_BYTES:,}")
        return None
    zero = text.find("\0")
    if zero >= 0:
        findings.add("P0102", Span(zero, zero + 1), "save it as plain text in UTF-8", found="it holds a zero byte")
        return None
    if _BAD_LETTER.search(text, 1 if text[:1] == "\ufeff" else 0) is None:
        return " " + text[1:] if text[:1] == "\ufeff" else text
    reported_to = -1
    for match in _BAD_LETTER.finditer(text, 1 if text[:1] == "\ufeff" else 0):
        findings.bad_letter(match.start())
        if match.start() > reported_to:
            letter = match.group()
            name = unicodedata.name(letter, "control character").lower()
            found = f"U+{ord(letter):04X} ({name})"
            findings.add("P0103", Span(match.start(), match.end()), "delete it", found=found)
            end = text.find("\n", match.start())
            reported_to = end if end >= 0 else len(text)
    return _BAD_LETTER.sub(" ", text)


def _nearest(word: str, known: tuple[str, ...] | list[str]) -> str | None:
    """The known phrase that a word is most likely a slip of, or None."""
    if len(word) > 40:
        return None
    lower = word.lower()
    for phrase in known:
        if lower == phrase or (len(lower) < 4 and len(lower) > 1 and sorted(lower) == sorted(phrase)):
            return phrase
    if len(word) < 3:
        return None
    close = difflib.get_close_matches(lower, known, 1, 0.75)
    return close[0] if close else None


def misspelt_block(text: str, line: LogicalLine) -> str | None:
    """The kind of block that an unindented line most likely begins with a slip: ``obligaton begin "Begin"``."""
    word = line.word
    if line.indented or len(word) < 4 or word in RESERVED or len(word) > 16:
        return None
    content = text[line.start : line.end]
    lower = word.lower()
    if not _HEAD_SHAPE.match(content):
        for kind, shape in _OTHER_HEADS.items():
            if shape.match(content) and difflib.get_close_matches(lower, [kind], 1, 0.8):
                return kind
        return None
    if lower in BLOCK_WORDS:
        return lower
    if content.count('"') < 2 and len(content.split()) != 2:
        return None
    close = difflib.get_close_matches(lower, [kind for kind in BLOCK_WORDS if len(kind) > 4], 1, 0.8)
    return close[0] if close else None


def refuse_first_words(text: str, line: LogicalLine, findings: Findings) -> bool:
    """Report a line by its first word alone, where that says enough: a block that rules lack, a misspelt one."""
    first = Span(line.start, line.start + len(line.word))
    if line.word in LATER_BLOCK_WORDS:
        hint = "calendars and rules of counting come with the library; give closed days of your own with --closures"
        findings.add("P0107", first, hint, found=line.word)
        return True
    kind = misspelt_block(text, line)
    if kind is not None:
        findings.add("P0106", first, f'did you mean "{kind}"?', found=line.word)
        return True
    return _refuse_giving_way(text, line.start, line.end, findings)


def _refuse_giving_way(text: str, start: int, end: int, findings: Findings) -> bool:
    match = _GIVING_WAY.match(text, start, end)
    if match is None:
        return False
    hint = (
        'say which is meant: "except where N applies" (this one gives way), "prevails over N" (the other one does), '
        'or "in addition to N" (both hold)'
    )
    findings.add("P0117", Span(*match.span()), hint, found=" ".join(match.group().lower().split()))
    return True


def refuse_elsewhere(line: str, start: int, findings: Findings) -> bool:
    """Report a line of a norm that begins with a phrase that is said in another way."""
    said = elsewhere(line)
    if said is None:
        return False
    found, hint = said
    findings.add("P0107", Span(start, start + len(found)), hint, found=" ".join(found.split()))
    return True


def _blank_texts(line: str) -> str:
    return _QUOTED.sub(lambda match: '"' + "_" * (len(match.group()) - 2) + '"', line)


def explain(text: str, start: int, end: int, entry: str, error: UnexpectedInput, findings: Findings) -> None:
    """Report why the line ``start .. end``, read at the grammar's ``entry``, does not fit; one finding."""
    if findings.full:
        findings.add("P0108", Span(start, end), found="", expected="")
        return
    if _refuse_giving_way(text, start, end, findings):
        return
    line = text[start:end]
    bare = _blank_texts(line)
    if _refuse_signs(bare, start, findings):
        return
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    offset = len(line) if at_end else max(0, min(error.pos_in_stream or 0, len(line)))
    if bare[offset : offset + 1].isspace():
        offset += len(bare) - offset - len(bare[offset:].lstrip())
    expected = _expected_words(error)
    word_match = _FOUND.match(line, offset)
    word = word_match.group() if word_match else ""
    last = _LAST.search(line)
    span = (
        Span(start + offset, start + offset + len(word)) if word else Span(start + last.start() if last else start, end)
    )
    if line.endswith(",") and (at_end or offset == len(line) - 1):
        findings.add("P0136", Span(end - 1, end), "delete the comma, or write what follows it")
        return
    if _refuse_brackets(bare, start, findings):
        return
    if entry == "norm_line" and refuse_elsewhere(line, start, findings):
        return
    hint = slip(bare, offset, entry)
    if hint is None and word in RESERVED and "NAME" in expected and not expected & {"NUMBER", "AMOUNT", "IF"}:
        findings.add("P0110", span, f'write a longer name, such as "{word}_" and what it is about', word=word)
        return
    if entry == "norm_line" and re.match(r"[a-z][ \t]+\w", line) and offset <= 3:
        findings.add("P0137", Span(start, start + 1), 'write "one of" on the line above it')
        return
    if _refuse_figure(bare, offset, start, findings) or _refuse_loose_mark(line, offset, start, findings):
        return
    hint = hint or _hint(line, bare, offset, word, entry, expected)
    wanted = _wanted(line, offset, entry, expected)
    if at_end:
        findings.add("P0109", span, hint, expected=wanted)
    else:
        shown = word if len(word) <= 40 else word[:37] + "..."
        findings.add("P0108", span, hint, found=shown if shown.startswith('"') else f'"{shown}"', expected=wanted)


def _refuse_signs(bare: str, start: int, findings: Findings) -> bool:
    match = _FULL_WIDTH.search(bare)
    if match is not None:
        sign = match.group()
        plain = {"、": ",", "。": "."}.get(sign) or unicodedata.normalize("NFKC", sign)
        place = Span(start + match.start(), start + match.end())
        findings.add("P0118", place, f"write {plain} (the half-width sign)", found=sign)
        return True
    match = _TYPOGRAPHIC.search(bare)
    if match is not None:
        place = Span(start + match.start(), start + match.end())
        findings.add("P0119", place, 'write the straight mark "', found=match.group())
        return True
    if bare.count('"') % 2:
        offset = bare.rindex('"')
        findings.add("P0128", Span(start + offset, start + len(bare)), 'write " where the text ends')
        return True
    return False


def _refuse_brackets(bare: str, start: int, findings: Findings) -> bool:
    opened: list[int] = []
    for match in re.finditer(r"[()]", bare):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            opened.pop()
        else:
            place = Span(start + match.start(), start + match.end())
            findings.add("P0134", place, "delete it, or write ( where it begins", found="this bracket closes nothing")
            return True
    if opened:
        place = Span(start + opened[-1], start + opened[-1] + 1)
        findings.add("P0134", place, "write ) where it ends", found="this bracket is not closed on its line")
        return True
    return False


def _refuse_loose_mark(line: str, offset: int, start: int, findings: Findings) -> bool:
    """A letter whose accent is a sign of its own (a name that is not in its usual form)."""
    if not unicodedata.combining(line[offset : offset + 1] or " "):
        return False
    match = next(match for match in _MARKED.finditer(line) if match.start() <= offset < match.end())
    plain = unicodedata.normalize("NFC", match.group())
    findings.add("P0112", Span(start + match.start(), start + match.end()), f'write "{plain}"', name=match.group())
    return True


def _refuse_figure(bare: str, offset: int, start: int, findings: Findings) -> bool:
    match = next((match for match in _IS_FIGURE.finditer(bare) if match.start() <= offset <= match.end()), None)
    if match is not None:
        hint = 'write "=" before a figure or a date; "is" goes with a choice value'
        place = Span(start + match.start(1), start + match.end())
        findings.add("P0108", place, hint, found=f'"{match.group(1)}"', expected="a choice value")
        return True
    for match in _TOGETHER.finditer(bare):
        if match.start() <= offset <= match.end() and not re.fullmatch(r"[A-Z]{3} [0-9][0-9,.]*[KMB]?", match.group()):
            scale = (match.group(3) or "").upper()[:1]
            place = Span(start + match.start(), start + match.end())
            hint = f'write "{match.group(1)} {match.group(2)}{scale}"'
            findings.add("P0129", place, hint, found=match.group())
            return True
    for match in _BEHIND.finditer(bare):
        if match.start() <= offset <= match.end():
            place = Span(start + match.start(), start + match.end())
            hint = f'write "{match.group(3)} {match.group(1)}{match.group(2) or ""}"'
            findings.add("P0129", place, hint, found=match.group())
            return True
    return False


def _expected_words(error: UnexpectedInput) -> frozenset[str]:
    if isinstance(error, UnexpectedToken):
        return frozenset(error.accepts or error.expected or ())
    if isinstance(error, UnexpectedCharacters):
        return frozenset(error.allowed or ())
    return frozenset()


def _phrase(terminal: str) -> str | None:
    if terminal in _PHRASES:
        return _PHRASES[terminal]
    if terminal in _LOOKS or terminal.startswith(("COMMA_", "__", "$")) or terminal in _NOT_WORDS:
        return None
    return terminal.lower().replace("_", " ")


_NOT_WORDS = frozenset(
    {
        "OPERATOR", "PLUS", "MINUS", "AMOUNT", "PERCENT", "LANGUAGE", "BOUND", "THE_DAY", "THE_DAY_OF_THE_CHECK",
        "AND_MORE", "ON_OR", "PERIOD_IS", "ROUNDED", "THE_EXCESS_OVER", "THE_EXCESS_OF", "LAST_OR_THIS", "ISSUED",
        "EXPIRES", "OPEN_WORD",
    }
)  # fmt: skip


def _hint(line: str, bare: str, offset: int, word: str, entry: str, expected: frozenset[str]) -> str | None:
    before = bare[:offset].split()
    if word == ":" or word == ";":
        return f"delete the {word}"
    phrases = sorted(filter(None, map(_phrase, expected)))
    if "YES_OR_NO" in expected:
        phrases += sorted(TYPE_WORDS)
    if "PERIOD" in expected:
        phrases += ["quarter", "month", "half-year", "year", "financial year"]
    if re.search(r",[ \t]*(?:#[^\n]*)?\n[^\n]*\Z", line[:offset]):
        return "the line above ends in a comma, so this one goes on with it: delete the comma if it does not"
    if word and word[0].isalpha():
        near = _nearest(word, phrases)
        if near:
            return f'did you mean "{near}"?'
    first_words = _FIRST_WORDS.get(entry, ())
    first = re.match(r"\w+", line)
    if first is not None:
        singles = {phrase.split()[0]: phrase for phrase in reversed(first_words)}
        if first.group() not in singles:
            near = _nearest(first.group(), list(singles))
            if near and offset <= len(first.group()) + 24:
                return f'did you mean "{singles[near]}"?'
        elif offset <= len(singles[first.group()]) and singles[first.group()] != first.group():
            return f'did you mean "{singles[first.group()]}"?'
    if before and before[-1].isalpha() and before[-1] not in RESERVED and len(before) > 1:
        near = _nearest(
            before[-1], ["and", "or", "if", "otherwise", "where", "times", "within", "without", "of", "about", "not"]
        )
        if near and near != before[-1]:
            return f'did you mean "{near}"?'
    return None


def _wanted(line: str, offset: int, entry: str, expected: frozenset[str]) -> str:
    if entry == "head":
        kind = line.split(None, 1)[0]
        return "a first line such as: " + _HEAD_LOOKS.get(kind, f'{kind} keep_capital "title"')
    if offset == 0:
        return _WHOLE_LINE.get(entry, "a line")
    if "YES_OR_NO" in expected:
        return "what kind of fact it is, such as: money, yes or no, event, one of a, b"
    first = line.split(None, 1)[0]
    if entry == "norm_line" and (first in _LIMIT_WORDS or line.startswith("no later")) and "IF" not in expected:
        return "a limit such as: within 30 days of signing"
    if {"NAME", "NUMBER", "AMOUNT"} <= expected:
        return "a value or a condition such as: MOP 30M, 25% of it, or the name of a fact"
    if "BREACHED" in expected:
        return 'a status (compliant, breached, pending, undetermined or not applicable) or "=" with a value'
    if "OPERATOR" in expected and "$END" in expected:
        return 'a comparison such as ">= MOP 30M", "if" and a condition, or the end of the line'
    if "OPERATOR" in expected:
        return 'a comparison such as ">= MOP 30M"'
    words = [_LOOKS[terminal] for terminal in _LOOKS if terminal in expected]
    words += sorted(f'"{phrase}"' for phrase in filter(None, map(_phrase, expected)))
    if "$END" in expected:
        words.append("the end of the line")
    words = words[:5] or ["something else"]
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
