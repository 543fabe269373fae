"""One value typed by its declaration: an amount, a day, a choice, yes or no.

Every function reports what is wrong in ``found`` and then returns ``UNKNOWN``, so that reading goes on.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from fractions import Fraction
from typing import Final

from prazo.dsl.core.nodes import FactDecl
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.amounts import decimal_text, figure_text, range_text
from prazo.dsl.facts.currencies import decimals
from prazo.dsl.facts.findings import Findings
from prazo.dsl.facts.limits import DIGITS, FIRST_DAY, ID, LAST_DAY, SCALE, TEXT
from prazo.dsl.facts.raw import Numeral, Plain, Raw, Refused, shown, text_of
from prazo.dsl.facts.values import NEVER, UNKNOWN, Scalar, Special

NONE_ALLOWED: Final = frozenset({"event", "date", "state", "evidence", "decision"})
YES_OR_NO: Final = frozenset({"yes or no", "decision"})

_DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?")
_LIKE_NUMBER: Final = re.compile(r"[-+]?[0-9.]", re.ASCII)
_AMOUNT: Final = re.compile(r"([A-Z]{3}) (-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?)")
_LOOSE_AMOUNT: Final = re.compile(
    r"([A-Za-z]{3})?\s*(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(\.[0-9]{1,4})?\s*(K|M|B|million|billion)?\s*([A-Z]{3})?",
    re.IGNORECASE,
)
_TIMES: Final = {"k": 10**3, "m": 10**6, "million": 10**6, "b": 10**9, "billion": 10**9}
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}.*", re.DOTALL)
_YES: Final = frozenset({"yes", "true", "True", "TRUE", "Yes", "YES"})
_NO: Final = frozenset({"no", "false", "False", "FALSE", "No", "NO"})
_BIDI: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_LINES: Final = frozenset("\n\t")


def described(decl: FactDecl) -> str:
    """What a fact is, for a reader: ``money in MOP``, ``one of general, life``, ``a day, YYYY-MM-DD``."""
    match decl.kind:
        case "choice":
            return "one of " + ", ".join(decl.values)
        case "money":
            return f"an amount in {decl.unit}"
        case "number":
            return "a number"
        case "percent":
            return "a percentage"
        case "event":
            return "a day, YYYY-MM-DD, or a moment, YYYY-MM-DDThh:mm"
        case "date":
            return "a day, YYYY-MM-DD"
        case "state":
            return "spells, from and until"
        case "evidence":
            return "evidence, issued and expires"
        case "decision":
            return "yes or no"
        case "list":
            return f"a list of {decl.of}"
        case "list of event":
            return "a list of days or moments"
        case "reference":
            return f"a reference to a {decl.of}"
    return decl.kind


def described_fact(decl: FactDecl) -> str:
    """A fact as the nearest right name of one that was not found: ``capital (money, 公司資本)``."""
    kind = "one of " + ", ".join(decl.values) if decl.kind == "choice" else decl.kind
    kind = f"list of {decl.of}" if decl.kind == "list" else f"a {decl.of}" if decl.kind == "reference" else kind
    return f"{decl.name} ({', '.join((kind, *filter(None, (decl.labels.zh,))))})"


def scalar(decl: FactDecl, raw: Raw, path: str, found: Findings) -> Scalar | Special:
    """``raw`` as one value of ``decl``: bool, ``Fraction``, ``date`` or text; null is ``UNKNOWN``."""
    if raw is None:
        return UNKNOWN
    if isinstance(raw, Refused):
        found.wrong(raw.code, path, hint=raw.hint, **raw.args)
        return UNKNOWN
    if isinstance(raw, dict) and "ref" in raw:
        found.wrong("F0054", path)
        return UNKNOWN
    text = text_of(raw)
    if text == "never" and decl.kind != "text" and "never" not in decl.values:
        if decl.kind in NONE_ALLOWED:
            return NEVER
        found.wrong("F0023", path, kind=described(decl), hint="leave it out where it is not known")
        return UNKNOWN
    match decl.kind:
        case "yes or no" | "decision":
            return _yes_or_no(raw, path, found)
        case "choice":
            return _choice(decl, raw, path, found)
        case "money":
            return _money(decl, raw, path, found)
        case "number" | "percent":
            return _figure(decl, raw, path, found)
        case "date" | "event":
            return day(raw, path, found)
        case "text":
            return _text(raw, path, found)
    found.wrong("F0010", path, expected=described(decl), found=shown(raw))
    return UNKNOWN


def day(raw: Raw, path: str, found: Findings) -> date | Special:
    """Exactly ``YYYY-MM-DD`` in ASCII digits, a day that exists, from 1900 to 2199."""
    if isinstance(raw, Refused):
        found.wrong(raw.code, path, hint=raw.hint, **raw.args)
        return UNKNOWN
    text = text_of(raw)
    match = _DAY.fullmatch(text) if text is not None else None
    if match is None:
        if text is not None and _MOMENT.fullmatch(text):
            found.wrong("F0029", path, found=shown(raw), hint=f'give the day: "{text[:10]}"')
        else:
            found.wrong("F0019", path, found=shown(raw), hint="write the day as YYYY-MM-DD")
        return UNKNOWN
    year, month, number = (int(part) for part in match.groups())
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        found.wrong("F0025", path, found=shown(raw), first=FIRST_DAY.year, last=LAST_DAY.year)
        return UNKNOWN
    try:
        return date(year, month, number)
    except ValueError:
        found.wrong("F0020", path, found=shown(raw), hint=days_of_month(year, month))
        return UNKNOWN


def days_of_month(year: int, month: int) -> str:
    """What to know of a day that does not exist: how far its month goes."""
    if not 1 <= month <= 12:
        return "months go from 01 to 12"
    return f"the days of {year}-{month:02} go from 01 to {monthrange(year, month)[1]}"


def flaw(text: str, *, one_line: bool = True) -> str | None:
    """What makes ``text`` unfit to be kept: control or bidirectional characters, halves of characters."""
    if text.isascii() and text.isprintable():
        return None
    for character in text:
        if character in _BIDI:
            return "a character that changes the direction of writing"
        category = unicodedata.category(character)
        if category == "Cs":
            return "half of a character"
        if category in ("Cc", "Zl", "Zp") and (one_line or character not in _LINES):
            return "a control character"
    return None


def identifier(raw: Raw, path: str, found: Findings) -> str | None:
    """An ``id``: one line of text of at most 128 characters, without square brackets; None where it is not."""
    if isinstance(raw, Refused):
        found.wrong(raw.code, path, hint=raw.hint, **raw.args)
        return None
    text = text_of(raw)
    hint = None
    if isinstance(raw, Numeral):
        hint = f'put it in quotation marks: "{raw.text}"' if len(raw.text) <= ID else "an id is text"
    elif text is None or not text:
        hint = "an id is text"
    elif len(text) > ID:
        hint = f"an id has at most {ID} characters"
    elif (what := flaw(text)) is not None:
        hint = f"it has {what}"
    elif text != text.strip():
        hint = "leave out the space at its beginning or end"
    elif "[" in text or "]" in text:
        hint = "leave out the square brackets"
    elif not unicodedata.is_normalized("NFC", text):
        hint = "write it in the composed form of Unicode (NFC)"
    if text is None or hint is not None:
        found.wrong("F0035", path, found=shown(raw), hint=hint)
        return None
    return text


def _yes_or_no(raw: Raw, path: str, found: Findings) -> bool | Special:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, Plain) and raw.text in _YES | _NO:
        return raw.text in _YES
    text = text_of(raw)
    hint = "write true or false"
    if text is not None and text in _YES | _NO:
        hint = f"write {'true' if text in _YES else 'false'}, without quotation marks"
    found.wrong("F0011", path, found=shown(raw), hint=hint)
    return UNKNOWN


def _choice(decl: FactDecl, raw: Raw, path: str, found: Findings) -> str | Special:
    text = text_of(raw)
    if text is not None and text in decl.values:
        return text
    close = nearest(text, decl.values) if text is not None else ()
    values = " or ".join(f'"{value}"' for value in decl.values[:6])
    found.wrong("F0022", path, found=shown(raw), nearest=f'"{close[0]}"' if close else None, hint=f"write {values}")
    return UNKNOWN


def _text(raw: Raw, path: str, found: Findings) -> str | Special:
    text = text_of(raw)
    if text is None:
        found.wrong("F0010", path, expected="text", found=shown(raw))
    elif len(text) > TEXT:
        found.wrong("F0063", path, count=len(text), limit=TEXT)
    elif (what := flaw(text, one_line=False)) is not None:
        found.wrong("F0028", path, what=what)
    else:
        return text
    return UNKNOWN


def _money(decl: FactDecl, raw: Raw, path: str, found: Findings) -> Fraction | Special:
    assert decl.unit is not None, "the checker gives every money fact its currency"
    number = _number_in(raw)
    if number is not None:
        if (whole := decimal(number, path, found)) is None:
            return UNKNOWN
        return _amount(decl, decl.unit, number, whole, raw, path, found)
    text = text_of(raw)
    match = _AMOUNT.fullmatch(text) if text is not None else None
    if match is None:
        found.wrong("F0012", path, found=shown(raw), hint=_as_amount(text, decl.unit))
        return UNKNOWN
    currency, number = match.groups()
    if currency != decl.unit:
        found.wrong("F0013", path, found=shown(raw), currency=currency, expected=decl.unit,
                    hint=f"give it in {decl.unit}")  # fmt: skip
        return UNKNOWN
    if (whole := decimal(number, path, found)) is None:
        return UNKNOWN
    return _amount(decl, currency, number, whole, raw, path, found)


def _amount(
    decl: FactDecl, currency: str, number: str, value: Fraction, raw: Raw, path: str, found: Findings
) -> Fraction | Special:
    places = decimals(currency)
    written = number.partition(".")[2]
    # A number of a table has the decimals of its column, MOP 1 as 1.0000; an amount written out has no reason to.
    if len(written if isinstance(raw, str) else written.rstrip("0")) > places:
        found.wrong("F0014", path, found=shown(raw), limit=places)
        return UNKNOWN
    return _in_range(decl, value, path, found)


def _as_amount(text: str | None, currency: str) -> str:
    """The amount that was probably meant, as it is written: ``"MOP 45000000"`` for ``45M``."""
    match = _LOOSE_AMOUNT.fullmatch(text.strip()) if text is not None and len(text) <= 60 and text.isascii() else None
    if match is None:
        return f'"{currency} 45000000"'
    before, sign, whole, rest, times, after = match.groups()
    value = Fraction(whole.replace(",", "") + (rest or "")) * _TIMES.get((times or "").lower(), 1)
    code = (before or after or currency).upper()
    return f'"{code} {sign}{decimal_text(value)}"'


def _figure(decl: FactDecl, raw: Raw, path: str, found: Findings) -> Fraction | Special:
    """A number, or a percentage as the fraction that it is (9.99 % is 999/10000)."""
    percent = decl.kind == "percent"
    text = text_of(raw) if percent or not isinstance(raw, Numeral) else raw.text
    number = text[:-1] if percent and text is not None and text.endswith("%") else None if percent else text
    if number is None or not (isinstance(raw, Numeral) or _LIKE_NUMBER.match(number)):
        hint = None
        if percent:
            hint = _percent_hint(_number_in(raw))
        found.wrong("F0018" if percent else "F0017", path, found=shown(raw), hint=hint)
        return UNKNOWN
    value = decimal(number, path, found, "F0018" if percent else "F0017")
    return UNKNOWN if value is None else _in_range(decl, value / 100 if percent else value, path, found)


def _percent_hint(plain: str | None) -> str:
    """How a number without its sign is written; a share such as 0.0999 may be meant as 9.99 % or as what it says."""
    if plain is None or len(plain) > DIGITS or _DECIMAL.fullmatch(plain) is None:
        return '"9.99%"'
    value = Fraction(plain)
    if value == 0 or abs(value) > 1:
        return f'"{plain}%"'
    return f'"{decimal_text(value * 100)}%" or "{plain}%", whichever is meant'


def _number_in(raw: Raw) -> str | None:
    """The text of a JSON number, or of a YAML scalar that begins like one."""
    if isinstance(raw, Numeral):
        return raw.text
    return raw.text if isinstance(raw, Plain) and _LIKE_NUMBER.match(raw.text) else None


def decimal(number: str, path: str, found: Findings, code: str = "F0017") -> Fraction | None:
    """A number of at most 38 digits, 12 of them decimals, without exponent; None where it is not.

    ``code`` says what it is not, where it does not even look like a number.
    """
    text = shown(Numeral(number))
    if _DECIMAL.fullmatch(number) is None:
        exact = number.lstrip("-") in ("NaN", "Infinity") or re.fullmatch(r"-?[0-9.]+[eE][-+]?[0-9]+", number)
        found.wrong("F0015" if exact else code, path, found=text, hint="write its digits" if exact else None)
        return None
    digits = sum(c.isdigit() for c in number)
    if digits > DIGITS:
        found.wrong("F0026", path, count=digits, limit=DIGITS)
        return None
    if len(number.partition(".")[2]) > SCALE:
        found.wrong("F0014", path, found=text, limit=SCALE)
        return None
    return Fraction(number)


def _in_range(decl: FactDecl, value: Fraction, path: str, found: Findings) -> Fraction | Special:
    if (decl.low is not None and value < decl.low) or (decl.high is not None and value > decl.high):
        found.wrong("F0024", path, found=figure_text(decl, value), range=range_text(decl))
        return UNKNOWN
    return value
