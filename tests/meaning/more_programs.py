"""Programs and documents for the property tests, of the forms that `programs` leaves out.

Checklists, joint bearers, other subjects that are referred to, evidence, groups of a choice, values that an instrument
fixes, interpretations, hours and moments, and lists in periods.  A program holds the definitions that it names and no
others; a document says something of the facts that its program names, and of no others.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import hypothesis.strategies as st

from tests.meaning.programs import DAYS

QUARTERS = ("2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2")
YEARS = ("FY2018", "FY2019", "FY2020", "FY2021")

_HEAD = """
instrument LAW "Law"
  jurisdiction Macau
  authority Regulator
  time counted by {rule}
  version first from 2020-10-01
  version second from 2021-02-01
{fixes}
provision 1 "Duties"
provision 2 "What an application brings along"
provision 3 "What another brings along"
provision 4 "Consequences"

party Regulator "regulator"

party Court "court"

party Auditor "auditor"

party Person "person"
  seat      one of domestic, foreign
  funds     number at least 0 at most 100
  rated     decision by Regulator
  founded   event
  charter   evidence
  active    state
  owner     a Person

party P "insurer"
  line      one of life, fire, motor, marine
  home      yes or no
  big       yes or no
  waived    decision by Regulator
  serious   decision by Regulator
  capital   number at least 0 at most 100
  share     number at least 0 at most 100
  ceiling   number set by Regulator from 0 to 60
  rate      number set by Regulator each financial year at least 0 at most 2
  paper     evidence by Auditor from Court
  permit    evidence from Auditor
  yearly    evidence by Auditor each financial year
  approved  yes or no each financial year
  asked     event
  told      event
  paid      event
  filed     event
  called    event
  heard     event
  answered  event
  begun     event
  ended     event
  report    event each quarter
  idle      state
  adviser   a Person
  holders   list of Holder
  officers  list of Officer set by Regulator

record Holder "holder"
  company   yes or no
  part      number at least 0 at most 50
  deed      yes or no
  excused   yes or no
  proof     evidence from Court
  joined    event
  shown     event
  handed    event
  entry     event each quarter
  told      event
  filed     event
  report    event each quarter
  person    a Person

record Officer "officer"
  paid      event
  told      event
  answered  event
  report    event each quarter
  minor     yes or no
  resigned  event
"""

_FIXES = (
    "",
    "  fixes ceiling of P at 20 from 2021-01-04\n",
    "  fixes ceiling of P at 20 from 2021-01-04\n  fixes ceiling of P at 50 from 2021-02-01\n",
    "  fixes rate of P at 0.5 for FY2020\n",
    "  fixes rate of P at 0.5 for FY2020\n  fixes rate of P at 1 for FY2021\n"
    "  fixes ceiling of P at 30 from 2021-01-31\n",
)

_DEFINITIONS = {
    "non_life": "define non_life of P is one of fire, motor, marine",
    "on_land": "define on_land of P is one of life, fire, motor",
    "due": "define due of P is number\n  rate of this financial year times share",
    "needed": "define needed of P is number\n  60 if life\n  30 if non_life\n  doubled if rated of adviser",
    "strong": "define strong of Person is yes or no\n  funds >= 40 or rated",
    "net": "define net of Person is number\n  funds - 10 if domestic\n  funds - 20 if foreign",
    "backed": "define backed of P is yes or no\n  where home\n  strong of adviser",
    "complete": "define complete of Holder is yes or no\n  where company\n  deed and proof",
}

#: conditions of the subject alone, by the form they are of
_ATOMS = {
    "plain": ("big", "not big", "home", "waived", "capital >= 40", "begun", "asked is before ended"),
    "groups": (
        "life", "non_life", "line is non_life", "line is not on_land", "line is one of non_life, life",
        "line is not one of on_land, life", "non_life and capital >= 40", "capital >= needed",
    ),
    "fixes": ("share <= ceiling", "ceiling >= 30", "due <= capital", "rate of last financial year >= 1"),
    "evidence": (
        "paper", "permit", "not paper", "paper is at most 20 days old", "permit is less than 1 month old",
        "paper is at least 1 month old", "paper is more than 20 days old", "not (paper is at most 20 days old)",
        "permit is on or before paper", "yearly of last financial year", "yearly of this financial year",
        "approved of last financial year", "asked is at most 20 days old",
    ),
    "references": (
        "seat of adviser is domestic", "rated of adviser", "strong of adviser", "charter of adviser",
        "active of adviser", "not active of adviser", "founded of adviser is at least 7 days before asked",
        "strong of owner of adviser", "seat of owner of adviser is foreign", "2 times funds of adviser <= 80",
        "net of adviser >= 30", "funds of adviser > funds of owner of adviser", "backed", "founded of adviser",
    ),
    "lists": (
        "every of holders is (strong of person or part < 10)", "any of holders is deed",
        "(sum of part in holders where (seat of person is foreign)) <= 20", "count of holders where company >= 1",
        "at least 2 in a row of holders are company", "none of holders is (proof is at most 20 days old)",
        "every of holders is complete", "at most 1 of officers is minor",
    ),
}  # fmt: skip
_OF_HOLDER = (
    "company", "deed", "not deed", "part >= 20", "proof", "proof is at most 20 days old", "seat of person is foreign",
    "strong of person", "big", "complete", "asked is before joined", "capital >= 40 or deed",
)  # fmt: skip
_DURATIONS = ("3 days", "7 days", "1 week", "1 month", "1 month and 3 days")
_HOURS = ("10 hours", "24 hours", "72 hours", "240 hours")


@st.composite
def _condition(draw: st.DrawFn, *forms: str) -> str:
    """One condition or two: the first of one of the forms, if any are named."""
    first = draw(st.sampled_from(_ATOMS[draw(st.sampled_from(forms or tuple(_ATOMS)))]))
    if draw(st.integers(0, 2)):
        return first
    second = draw(st.sampled_from(_ATOMS[draw(st.sampled_from(tuple(_ATOMS)))]))
    return f"({first}) {draw(st.sampled_from(('and', 'or')))} ({second})"


@st.composite
def _of_item(draw: st.DrawFn) -> str:
    one = draw(st.sampled_from(_OF_HOLDER))
    return one if draw(st.integers(0, 2)) else f"({one}) or ({draw(st.sampled_from(_OF_HOLDER))})"


@st.composite
def _wrapping(draw: st.DrawFn, *forms: str) -> list[str]:
    lines = []
    if draw(st.integers(0, 2)) == 0:
        lines.append(f"  where {draw(_condition(*forms))}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"  unless {draw(_condition(*forms))}")
    return lines


def _block(kind: str, name: str, *lines: str, cites: str = "1") -> str:
    return "\n".join((f'{kind} {name} "{name}"', f"  cites {cites}", *lines))


# --- norms -----------------------------------------------------------------------------------------------------


@st.composite
def _requirement(draw: st.DrawFn, name: str, form: str) -> str:
    """Conditions of one form, in versions, readings, cases or under letters."""
    one, two = draw(_condition(form)), draw(_condition(form))
    shapes = [
        [one], [one], [one, two], [f"({one}) if big", f"({two}) otherwise"],
        [f"({one}) if non_life", f"({two}) if life"],
        ["one of", f"  a  {one}", f"  b  {two}"], ["until second", one, "from second", two],
    ]  # fmt: skip
    shapes += [[f"reading pt  {one}", f"reading zh  {two}"]] * (one != two)
    at = draw(st.sampled_from(("", "", "  at asked", "  at told", "  while idle")))
    lines = [*([at] if at else []), *draw(_wrapping()), *(f"  {line}" for line in draw(st.sampled_from(shapes)))]
    return _block("requirement", name, "  on P", *lines)


@st.composite
def _of_person(draw: st.DrawFn, name: str) -> str:
    """A norm of those who are referred to, so that each subject of a document has a verdict."""
    conditions = ("strong", "net >= 30", "strong of owner", "funds >= 40 or domestic", "charter", "rated of owner")
    one, two = draw(st.sampled_from(conditions)), draw(st.sampled_from(conditions))
    where = draw(st.sampled_from(("", " where foreign", " where active", " where seat of owner is foreign")))
    return _block("requirement", name, f"  on Person{where}", f"  {one}", f"  unless {two}")


@st.composite
def _of_holders(draw: st.DrawFn, name: str) -> str:
    """One verdict an item, what it says read through references, evidence and definitions of the item."""
    on = f"  on P about each Holder in holders{draw(st.sampled_from(('', f' where {draw(_of_item())}')))}"
    unless = draw(st.sampled_from(([], [], [f"  unless {draw(_of_item())}"])))
    one = draw(st.sampled_from(_DURATIONS))
    norms = (
        ("requirement", [f"  {draw(_of_item())}"]),
        ("requirement", ["  at joined", f"  {draw(_of_item())}"]),
        ("obligation", [f"  must shown within {one} of joined"]),
        ("obligation", [f"  must shown and handed within {one} of asked"]),
        ("obligation", [f"  must handed at least {one} before joined"]),
        ("prohibition", ["  must not joined without shown"]),
        ("prohibition", ["  may joined only", f"    a  {draw(_of_item())}", f"    b  {draw(_of_item())}"]),
    )
    kind, lines = draw(st.sampled_from(norms))
    return _block(kind, name, on, *lines, *unless)


_LAST = (
    "by the end of the following month", "within 10 days of the end of the quarter", "by 15 March",
    "within 7 days of asked", "by the end of the period", "between 10 January and 20 February",
)  # fmt: skip


@st.composite
def _recurring(draw: st.DrawFn, name: str) -> str:
    """A duty of each quarter: of the subject, of each item of a list, or of joint bearers."""
    since = draw(st.sampled_from(("  since begun", "  since begun until ended")))
    on = draw(st.sampled_from((
        "  on P about each Holder in holders", "  on P about each Holder in holders where company",
        "  on P and each Officer in officers, jointly", "  on P and each Holder in holders, jointly", "  on P",
    )))  # fmt: skip
    unless = draw(st.sampled_from(([], [f"  unless {draw(_condition())}"])))
    if "jointly" not in on and draw(st.booleans()):
        condition = draw(_of_item() if "each" in on else _condition())
        wrapped = [f"  where {draw(_condition())}"] if draw(st.booleans()) else []
        return _block(
            "requirement", name, on, since, "  on the last day of each quarter", *wrapped, f"  {condition}", *unless
        )
    acts = ("entry", "shown", "entry and shown") if "each" in on and "jointly" not in on else ("report", "told")
    must = "report" if "Officer" in on else draw(st.sampled_from(acts))
    one, two = draw(st.sampled_from(_LAST)), draw(st.sampled_from(_LAST))
    guard = draw(st.sampled_from(("the first quarter", "quarter is one of the first, the second", "big")))
    limits = [f"  {one} if {guard}", f"  {two} otherwise"] if one != two and draw(st.booleans()) else [f"  {one}"]
    first = draw(st.sampled_from(("", "", " for the first 2 quarters")))
    return _block("obligation", name, on, since, f"  each quarter{first}", f"  must {must}", *limits, *unless)


@st.composite
def _joint(draw: st.DrawFn, name: str) -> str:
    """A duty that items of lists owe too, with exceptions of the one and of the other."""
    act = draw(st.sampled_from(("paid", "told", "paid and told", "paid or told", "told and filed", "answered")))
    bearers = draw(st.sampled_from((
        " and each Officer in officers", " and each Officer in officers", " and each Holder in holders",
        ", each Officer in officers and each Holder in holders",
    )))  # fmt: skip
    hours = [f"within {draw(st.sampled_from(_HOURS))} of called"] if act == "answered" else []
    one = draw(st.sampled_from(_DURATIONS))
    limits = hours or draw(st.sampled_from((
        [f"within {one} of asked"], [f"within {one} of asked"], [f"at least {one} before begun"],
        [f"within {one} of asked if big", "within 3 days of asked otherwise"], ["forthwith after asked"],
        [f"within {one} of asked", "suspended while idle"], ["at no stated time after asked"],
    )))  # fmt: skip
    own = [*(("minor", "resigned", "minor and big") if "Officer" in bearers else ("company", "strong of person")),
           draw(_condition())]  # fmt: skip
    unless = draw(st.lists(st.sampled_from(own), max_size=2, unique=True))
    where = draw(st.sampled_from(("", f" where {draw(_condition())}")))
    lines = [f"  must {act}", *(f"  {limit}" for limit in limits), *(f"  unless {one}" for one in unless)]
    return _block("obligation", name, f"  on P{bearers}, jointly{where}", *lines)


@st.composite
def _timed(draw: st.DrawFn, name: str) -> str:
    """Time counted in hours, or in days and hours."""
    act, other, event = draw(st.permutations(("called", "heard", "answered")))
    one, two = draw(st.sampled_from(_HOURS)), draw(st.sampled_from(_HOURS))
    days = draw(st.sampled_from(_DURATIONS))
    limits = draw(st.sampled_from((
        [f"within {one} of {event}"],
        [f"within {one} of {event}"],
        [f"no later than {one} before {event}"],
        [f"within {one} of {event}, or within {two} of {other}, whichever is later"],
        [f"within {one} of {event}, or within {days} of {other}, whichever is earlier"],
        [f"within {one} of {event}, and in any case within {two} of {other}"],
        [f"within {one} of {event} if big", f"within {days} of {event} otherwise"],
        ["until second", f"within {one} of {event}", "from second", f"within {two} of {event}"],
        [f"as soon as practicable, and in any case within {one} of {event}"],
    )))  # fmt: skip
    forbidden = draw(st.sampled_from((
        f"{act} within {days} of {event}", f"{act} without {other} while idle", f"{act} at least {days} before {event}",
        f"{act} until {days} after {event} have ended", f"{act} or {other} within {days} of {event}",
    )))  # fmt: skip
    must = draw(st.sampled_from((act, act, f"{act} and {other}", f"{act} or {other}", "capital >= 40")))
    kind, lines = draw(st.sampled_from((
        ("obligation", [f"must {must}", *limits]), ("obligation", [f"must {must}", *limits]),
        ("prohibition", [f"must not {forbidden}"]),
    )))  # fmt: skip
    return _block(kind, name, "  on P", *draw(_wrapping()), *(f"  {line}" for line in lines))


# --- checklists ------------------------------------------------------------------------------------------------


@st.composite
def _item(draw: st.DrawFn, letter: str) -> list[str]:
    """The lines of one letter."""
    one, two = draw(_condition()), draw(_condition())
    where = draw(st.sampled_from(("", f" where {draw(_of_item())}")))
    waiver = draw(st.sampled_from(([], [], ["      unless waived"], [f"      unless {two}"])))
    of_each = [f"  {letter}  {draw(_of_item())}, for each Holder in holders{where}"]
    excused = draw(st.sampled_from(([], ["      unless excused"], ["      unless big"])))
    shapes = [
        [f"  {letter}  {one}", *waiver],
        [f"  {letter}  ({one}) if big", *waiver],
        [f"  {letter}  {one}, from second"],
        [f"  {letter}  ({one}) if big", f"  {letter}  ({two}) if not big"],
        [*of_each, *excused],
        [*of_each, *excused],
        [f"  {letter}  yearly, for each of the last 2 financial years"],
        [f"  {letter}  approved, for each of the last 2 financial years", *waiver],
    ]
    shapes += [[f"  {letter}  reading pt  {one}", f"  {letter}  reading zh  {two}"]] * (one != two)
    return draw(st.sampled_from(shapes))


@st.composite
def _checklist(draw: st.DrawFn, name: str) -> str:
    """The one list that place 2 is about, and perhaps another that borrows from it."""
    head = [f"  for {draw(st.sampled_from(('asked', 'paid')))}{draw(st.sampled_from(('', ', in particular')))}"]
    if draw(st.integers(0, 3)) == 0:  # each item of the list brings something along
        where = draw(st.sampled_from(("", f" where {draw(_of_item())}")))
        lines = [f"  a  {draw(_of_item())}", "      unless excused", f"  b  ({draw(_of_item())}) if big"]
        own = _block("checklist", name, f"  on P about each Holder in holders{where}", *head, *lines, cites="2")
        borrowed = [f"  items of 2, for each Holder in holders{where}"]
    else:
        lines = [line for letter in "abc" for line in draw(_item(letter))]
        own = _block("checklist", name, "  on P", *draw(_wrapping()), *head, *lines, cites="2")
        borrowed = [f"  items {draw(st.sampled_from(('a', 'b to c', 'a, c', 'a to c')))} of 2"]
    if draw(st.booleans()):
        return own
    more = draw(_item("d")) if draw(st.booleans()) else []
    another = _block(
        "checklist", f"{name}_more", "  on P", *draw(_wrapping()), "  for filed", *borrowed, *more, cites="3"
    )
    return f"{own}\n\n{another}"


# --- interpretations -------------------------------------------------------------------------------------------


@st.composite
def _interpreted(draw: st.DrawFn, name: str) -> str:
    """A norm with an open word or a limit, and how the house takes it since a day."""
    one, two = draw(st.sampled_from(_DURATIONS)), draw(st.sampled_from(_DURATIONS))
    condition = draw(_condition())
    cases = (
        ("obligation", ["must told forthwith after asked"], f"forthwith is within {one}"),
        ("obligation", ["must told at no stated time after asked"], f"at no stated time is within {one}"),
        (
            "obligation",
            [f"must told as soon as practicable, and in any case within {one} of asked"],
            f"as soon as practicable is within {two}",
        ),
        ("obligation", [f"must told within {one} of asked"], f"within {two} of asked"),
        ("obligation", [f"must told at least {one} before asked"], f"at least {two} before asked"),
        ("obligation", ["must answered within 72 hours of called"], "within 24 hours of called"),
        (
            "obligation",
            [f"must told within {one} of asked", "suspended while idle"],
            f"within {two} of asked",
        ),
        ("requirement", ["serious or capital >= 40"], f"serious is {condition}"),
        ("requirement", ["where serious", "capital >= 40"], f"serious is {condition}"),
        ("requirement", ["capital >= 40", "unless serious"], f"serious is {condition}"),
        ("obligation", ["where serious", f"must told within {one} of asked"], f"serious is {condition}"),
    )
    kind, lines, taken = draw(st.sampled_from(cases))
    on = "  on P"
    if kind == "obligation" and "answered" not in lines[0] and draw(st.integers(0, 2)) == 0:
        on = "  on P and each Officer in officers, jointly"
    norm = _block(kind, name, on, *(f"  {line}" for line in lines))
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=2, unique=True))
    houses = [f'interpret LAW.{name}\n  {taken}\n  by "Board" on {day}' for day in days]
    return "\n\n".join((norm, *houses))


@st.composite
def programs(draw: st.DrawFn, norms: int = 3) -> str:
    """The text of a program of some norms, which checks clean."""
    rule = draw(st.sampled_from(("calendar_days", "macau.administrative", "macau.civil")))
    kinds: dict[str, Callable[[str], st.SearchStrategy[str]]] = {
        "checklist": _checklist, "joint": _joint, "recurring": _recurring, "timed": _timed, "holders": _of_holders,
        "interpreted": _interpreted, "person": _of_person, "another joint": _joint,
        **{form: partial(_requirement, form=form) for form in _ATOMS if form != "plain"},
    }  # fmt: skip
    drawn = draw(st.lists(st.sampled_from(sorted(kinds)), min_size=norms, max_size=norms, unique=True))
    blocks = [draw(kinds[kind](f"n{number}")) for number, kind in enumerate(drawn)]
    if draw(st.integers(0, 2)) == 0:  # what follows a breach of the last, and perhaps excuses from the first
        of_items = ["about each" in block or "on Person" in block for block in blocks]
        bounds = draw(
            st.sampled_from(("", "\n  from 1 to net of adviser\n  upper bound at least 5", "\n  from 1 to 2"))
        )
        ends = draw(st.sampled_from(("", f"\n  ends when {draw(_condition())}")))
        if not of_items[-1]:
            blocks.append(f'consequence barred "Barred"\n  cites 4\n  for breach of n{norms - 1}{bounds}{ends}')
            if norms > 1 and "n1_more" not in blocks[0] and "interpret" not in blocks[0] and not of_items[0]:
                blocks[0] += draw(st.sampled_from(("", "\n  unless barred", "\n  unless big and barred")))
    text = "\n\n".join(blocks)
    defined: list[str] = []
    while more := [name for name in _DEFINITIONS if name not in defined and name in _words(text)]:
        defined += more
        text = "\n\n".join((text, *(_DEFINITIONS[name] for name in more)))
    return f"{_HEAD.format(rule=rule, fixes=draw(st.sampled_from(_FIXES)))}\n{text}\n"


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


# --- facts -----------------------------------------------------------------------------------------------------

#: days and moments of the check, as a document writes them
times = st.sampled_from([*(day.isoformat() for day in DAYS), *(f"{day}T10:00" for day in DAYS[::3])])
_DAY = st.sampled_from([day.isoformat() for day in DAYS])
_NEVER = st.just("never")
_EVENT = st.one_of(_DAY, _DAY, _NEVER)
#: what is known to the minute; a day alone leaves the time of day open
MOMENTS = [f"{day}T{time}" for day in DAYS for time in ("00:00", "10:00", "10:30", "23:59")]
_TIMED = st.one_of(st.sampled_from(MOMENTS), _NEVER)
#: events of which hours are counted
TIMED = ("called", "heard", "answered")
_FIGURE = st.sampled_from(("0", "10", "19", "20", "21", "39", "40", "60", "100"))
_PERSON = st.sampled_from(({"ref": "Person/a"}, {"ref": "Person/b"}))


@st.composite
def _spells(draw: st.DrawFn) -> Any:
    ends = sorted(draw(st.lists(_DAY, min_size=1, max_size=4, unique=True)))
    pairs = zip(ends[::2], [*ends[1::2], None], strict=False)
    return [{"from": start} if end is None else {"from": start, "until": end} for start, end in pairs]


@st.composite
def _held(draw: st.DrawFn) -> Any:
    issued, expires = sorted(draw(st.lists(_DAY, min_size=2, max_size=2, unique=True)))
    return {"issued": issued, "expires": draw(st.sampled_from((expires, "never")))}


_EVIDENCE = st.one_of(_held(), _held(), _NEVER)
#: every fact by the kind of its bearer, with the strategy of what may be known of it
KNOWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "P": {
        "line": st.sampled_from(("life", "fire", "motor", "marine")),
        **dict.fromkeys(("home", "big", "waived", "serious"), st.booleans()),
        **dict.fromkeys(("capital", "share"), _FIGURE),
        "ceiling": st.sampled_from(("0", "20", "30", "60")),
        **dict.fromkeys(("paper", "permit"), _EVIDENCE),
        **dict.fromkeys(("asked", "told", "paid", "filed", "begun", "ended"), _EVENT),
        **dict.fromkeys(TIMED, _TIMED),
        "idle": st.one_of(_spells(), _NEVER),
        "adviser": _PERSON,
    },
    "Person": {
        "seat": st.sampled_from(("domestic", "foreign")),
        "funds": _FIGURE,
        "rated": st.booleans(),
        "founded": _EVENT,
        "charter": _EVIDENCE,
        "active": st.one_of(_spells(), _NEVER),
        "owner": _PERSON,
    },
    "Holder": {
        **dict.fromkeys(("company", "deed", "excused"), st.booleans()),
        "part": st.sampled_from(("0", "9", "10", "20", "50")),
        "proof": _EVIDENCE,
        **dict.fromkeys(("joined", "shown", "handed", "told", "filed"), _EVENT),
        "person": _PERSON,
    },
    "Officer": {"minor": st.booleans(), **dict.fromkeys(("paid", "told", "resigned"), _EVENT), "answered": _TIMED},
}
#: every fact of each period: its periods, and what may be known of one
SERIES: dict[str, dict[str, tuple[tuple[str, ...], st.SearchStrategy[Any]]]] = {
    "P": {
        "report": (QUARTERS, _EVENT),
        "yearly": (YEARS, _EVIDENCE),
        "approved": (YEARS, st.booleans()),
        "rate": (YEARS, st.sampled_from(("0", "0.5", "1", "2"))),
    },
    "Holder": {"entry": (QUARTERS, _EVENT), "report": (QUARTERS, _EVENT)},
    "Officer": {"report": (QUARTERS, _EVENT)},
}
#: every list, with what it is a list of
LISTS = {"P": {"holders": "Holder", "officers": "Officer"}}
#: what a value alone stands for
_OF_VALUES = {"life": "line", "domestic": "seat", "foreign": "seat"}
_HISTORIC = ("home", "big", "waived", "capital", "share", "line", "seat", "funds", "rated", "company", "part", "deed")


@st.composite
def _value(draw: st.DrawFn, name: str, values: st.SearchStrategy[Any]) -> Any:
    """What is known, at times not to the day, not to the minute, or from a day on alone."""
    how = draw(st.integers(0, 7))
    if how == 0 and values in (_EVENT, _TIMED):
        return {"by": draw(_DAY)}
    if how in (1, 2) and values is _TIMED:
        return draw(_DAY)
    if how == 0 and name in _HISTORIC:
        days = draw(st.lists(_DAY, min_size=1, max_size=2, unique=True))
        return [{"from": day, "value": draw(values)} for day in sorted(days)]
    return draw(values)


@st.composite
def known(draw: st.DrawFn, kind: str, named: frozenset[str]) -> dict[str, Any]:
    """All that a program names of a bearer, wholly known; his lists are his own."""
    facts = {name: draw(values) for name, values in KNOWN[kind].items() if name in named}
    for name, (keys, values) in SERIES.get(kind, {}).items():
        if name in named:
            facts[name] = {key: draw(values) for key in keys}
    return facts


@st.composite
def _facts(draw: st.DrawFn, kind: str, named: frozenset[str]) -> dict[str, Any]:
    """Most of what a program names of a bearer."""
    names = [name for name in (*KNOWN[kind], *SERIES.get(kind, {}), *LISTS.get(kind, {})) if name in named]
    left_out = draw(st.frozensets(st.sampled_from(names), max_size=4)) if names else frozenset()
    facts: dict[str, Any] = {}
    for name in names:
        if name in left_out:
            continue
        if name in KNOWN[kind]:
            facts[name] = draw(_value(name, KNOWN[kind][name]))
        elif name in LISTS.get(kind, {}):
            of, count = LISTS[kind][name], draw(st.integers(0, 2))
            items = [{"id": f"{name[0]}{n}", **draw(_facts(of, named))} for n in range(count)]
            facts[name] = items if draw(st.integers(0, 3)) else {"items": items, "complete": False}
        else:
            keys, values = SERIES[kind][name]
            some = draw(st.lists(st.sampled_from(keys), min_size=2, max_size=len(keys), unique=True))
            facts[name] = {key: draw(_value(name, values)) for key in sorted(some)}
    return facts


def fixed_in(text: str) -> frozenset[str]:
    """The facts that the instrument of a program fixes: what the facts say of them is another value than is known."""
    return frozenset(re.findall(r"^  fixes (\w+)", text, re.MULTILINE))


def names_in(text: str) -> frozenset[str]:
    """The facts that a program names, behind its declarations."""
    words = _words(text[text.index("resigned  event") :].partition("\n")[2])
    return frozenset(words | {_OF_VALUES[word] for word in words & _OF_VALUES.keys()})


@st.composite
def documents(draw: st.DrawFn, text: str) -> dict[str, Any]:
    """Facts of an insurer, and of two persons to whom references may lead."""
    named = names_in(text)
    persons = [{"party": "Person", "id": id, **draw(_facts("Person", named))} for id in ("a", "b")]
    return {"subjects": [{"party": "P", "id": "p", **draw(_facts("P", named))}, *persons]}
