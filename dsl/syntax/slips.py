"""What people write instead, by habit of the law or of another program, and how it is written here.

A slip is looked for only in a line that cannot be read; it may suggest nothing that the language does not have.
"""

from __future__ import annotations

import re
from typing import Final

_DAYS: Final = r"(?:days?|weeks?|months?|years?|working\s+days?)"

#: what no line of a norm begins with, though it is said elsewhere, and what to write
_ELSEWHERE: Final = (
    (re.compile(r"jointly\b"), "write it with the bearers: on Insurer and each Director in directors, jointly"),
    (re.compile(r"converted\s+into"), "give the amounts in the currency of the rule"),
    (re.compile(r"(?:the\s+)?later\s+of"), "write: within 30 days of .., or within 10 days of .., whichever is later"),
    (re.compile(r"(?:the\s+)?earlier\s+of"),
     "write: within 30 days of .., or within 10 days of .., whichever is earlier"),
)  # fmt: skip

#: what is written, as a pattern in the line, and what to write
_SLIPS: Final = tuple(
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"\bwithin\s+the\s+(?:number\s+of\s+)?\w*\s*days\s+(?:set|fixed)\b",
         "declare the number (answer_days  number set by AMCM from 10 to 30) and write: within answer_days days of .."),
        (r"[<>]\s+=", "write >= or <= without a space"),
        (r"\b(?:is\s+)?at\s+least\s+[A-Z]{3}\b", 'write ">=" for "at least"'),
        (r"\b(?:is\s+)?(?:at\s+most|no\s+more\s+than)\s+[A-Z]{3}\b", 'write "<=" for "at most"'),
        (r"\b(?:is\s+)?(?:more|greater|higher)\s+than\s+[A-Z]{3}\b", 'write ">" for "more than"'),
        (r"\b(?:is\s+)?(?:less|lower)\s+than\s+[A-Z]{3}\b", 'write "<" for "less than"'),
        (r"\w+\s+at\s+least\b", 'write ">=" for "at least"'),
        (r"\w+\s+at\s+most\b", 'write "<=" for "at most"'),
        (r"\b[0-9]{1,3}(?:\.[0-9]{3}){2,}", "groups of three digits are parted by commas: 5,000,000"),
        (r"(?<![A-Z]{3} )\b[0-9][0-9.,]*\s*(?:million|billion|thousand)\b", "write the currency first: MOP 5 million"),
        (r"(?<![A-Z]{3} )\b[0-9][0-9.,]*[KMB]\b", "write the currency first: MOP 5M"),
        (r"\b(?:when|whenever|provided\s+that|in\s+case)\b", 'write "if"'),
        (r",\s*if\b", 'write "if" without the comma before it'),
        (r"\A(?:article|articles|art|section|paragraph|s)\b", 'write "cites" and the place: cites 17(1)'),
        (r"\Acites\s+(?:article|articles|art|section|paragraph|s)\b", "write the place alone: cites 17(1)"),
        (r"\A(?:shall|has\s+to|have\s+to|is\s+to)\b", 'write "must" and the act'),
        (r"\A(?:shall|may|can)\s*not\b", 'write "must not" and the act'),
        (r"\b(?:business|open|bank)\s+days?\b", 'write "working days"'),
        (r"\bcalendar\s+days?\b", 'write "days"; the rule of counting says which of them count'),
        (rf"\A[0-9]+\s+{_DAYS}\s+(?:after|of|from)\b", 'write "within" before it: within 30 days of signing'),
        (rf"\A[0-9]+\s+{_DAYS}\s+before\b", 'write "at least" before it: at least 15 days before signing'),
        (rf"\b[0-9]+\s+{_DAYS}\s+(?:from|since|following)\b", 'write "of" or "after" and the event'),
        (rf"\b(?:within|than)\s+[a-z]+\s+{_DAYS}\b", "write the number in digits: 30 days"),
        (r"\bwithin\s+working\s+[0-9]+\s+days?\b", "write the number first: within 20 working days of signing"),
        (r"\bforthwith\s*\Z", "say after what: forthwith after signing"),
        (r"\bat\s+no\s+stated\s+time\s*\Z", "say after what: at no stated time after signing"),
        (r"\bas\s+soon\s+as\s+(?:possible|practicable)\b(?!\s*,)",
         "write: as soon as practicable, and in any case within 3 days of signing"),
        (r"\b(?:immediately|without\s+delay|at\s+once|promptly)\b", "write: forthwith after signing"),
        (rf"\Awithin\s+[0-9]+\s+{_DAYS}\s*\Z", 'say of what: within 30 days of signing'),
        (r"\A(?:not|no)\s+(?:later|more)\s+than\b", 'write "no later than": no later than 30 days after signing'),
        (r"\b[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\b", "write the day as 2024-12-31"),
        (r"\b[0-9]{1,2}\s+[A-Z][a-z]+\s+[0-9]{4}\b", "write the day as 2024-12-31"),
        (r"\Abefore\s+[0-9]", 'write "by" and the last day: by 2024-12-31'),
        (rf"\Aat\s+most\s+[0-9]+\s+{_DAYS}\s+after\s+the\s+end\s+of\s+(?:the|each)\b",
         "a cap is counted from an event, or from the beginning or the end of a state"),
        (r"\b(?:of|after|before|than)\s+(?:the|an?|its|his|their)\b", "write the name of the event alone"),
        (r"\Aeach\b.*\bsince\b", 'write "since" and the event on a line of its own'),
        (r"\A(?:every|quarterly|monthly|yearly|annually|half-yearly)\b", 'write "each" and the period: each quarter'),
        (r"\A(?:except|save)\s+(?:if|when|that)\b", 'write "unless"'),
    )
)  # fmt: skip

#: the same in parties and records
_PARTY_SLIPS: Final = (
    (
        re.compile(r"\Afinancial\s+year\s+ends\b(?!\s+[0-9])"),
        "write a day of the year, such as 30 June: it is of the rules, and no fact; "
        "those whose years end on another day are a party of their own",
    ),
)

#: the same in scenarios
_SCENARIO_SLIPS: Final = tuple(
    (re.compile(pattern), hint)
    for pattern, hint in (
        (r"\A(?:given\b.*\bwith\b.*)?\w+\s+(?:is|=|:)", "write the value after the name of the fact: capital MOP 30M"),
        (r"\bexpect\b.*\bis\b", "write the status after the name of the norm: minimum_capital breached"),
        (r"\Agiven\b.*\band\b", "part facts by commas"),
        (r"\Aexpect\b", "begin with the day: on 2021-06-30 expect .."),
        (r"\bbreach\b", 'did you mean "breached"?'),
        (r"\b(?:complied|complies|comply|ok)\b", 'did you mean "compliant"?'),
        (r"\b(?:unknown|open)\b", 'did you mean "undetermined"?'),
        (r"\b[0-9]{1,2}\s+[A-Z][a-z]+\s+[0-9]{4}\b", "write the day as 2024-12-31"),
        (r"\b[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}\b", "write the day as 2024-12-31"),
    )
)

_BY_ENTRY: Final = {
    "norm_line": _SLIPS, "party_line": _PARTY_SLIPS, "scenario_line": _SCENARIO_SLIPS, "given_more": _SCENARIO_SLIPS,
}  # fmt: skip


def elsewhere(line: str) -> tuple[str, str] | None:
    """What a line of a norm begins with, where that is said in another way, and what to write."""
    for pattern, hint in _ELSEWHERE:
        found = pattern.match(line)
        if found is not None:
            return found.group(), hint
    return None


def slip(line: str, offset: int, entry: str) -> str | None:
    """What to write, where a known slip stands at ``offset`` (from 0) of a line, or leads up to it.

    ``entry``: the entry point of the grammar at which the line was read.
    """
    for pattern, hint in _BY_ENTRY.get(entry, ()):
        for found in pattern.finditer(line):
            if found.start() <= offset <= found.end() + 1:
                return hint
    return None
