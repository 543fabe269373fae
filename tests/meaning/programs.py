"""Programs, facts and days for the property tests: rule texts of every construct, over small domains.

Programs are made as text, so that they pass through the parser and the checker like an analyst's own.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import hypothesis.strategies as st

from prazo.dsl.facts.values import NEVER, UNKNOWN, ByDay, Events, History, Items, Record, Series, Spells, Value

FIRST = date(2020, 12, 28)
DAYS = [FIRST + timedelta(days=n) for n in (0, 3, 7, 8, 20, 34, 35, 36, 50, 64, 65, 66, 100)]
EVENTS = ("asked", "paid", "filed", "sold", "approved")
#: the quarters that the judged days of a norm can read
QUARTERS = ("2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2")

_HEAD = """
instrument LAW "Law"
  authority Regulator
  time counted by {rule}
  version first from 2020-10-01
  version second from 2021-02-01

provision 1 "Duties"
provision 2 "Consequences"

party Regulator "regulator"

party P "person"
  seat      one of local, foreign
  line      one of general, life
  big       yes or no
  old       yes or no
  granted   decision by Regulator
  capital   number at least 0 at most 100
  asked     event
  paid      event
  filed     event
  sold      event
  approved  event
  linked    event
  idle      state
  watched   state
  proof     yes or no
  days_set  number set by Regulator from 3 to 40
  later_day date set by Regulator
  sales     number each quarter at least 0
  sent      event each quarter
  met       event each quarter
  checked   list of event
  set_day   date set by Regulator each quarter
  agents    list of Agent

record Agent
  resident  yes or no
  share     number at least 0 at most 50
  joined    event
  told      event

define level of P is number "Level"
  20 if general
  40 if life
  doubled if old

define grown of P is yes or no "Grown"
  where local
  capital >= 40 or big

define ratio of P is number "Ratio"
  capital divided by (level - 40), or 3 at zero

define tens of P is number "Tens"
  (capital rounded half even to 10)
  raised by 50% if granted

define received of P is date "Received"
  presumed the third day after asked, or the next working day
  unless the P proves proof, then filed

define narrow of P is yes or no "Narrow"
  reading pt  capital >= 40
  reading zh  capital > 40
"""

_ATOMS = (
    "big", "old", "not big", "local", "line is life", "granted", "asked", "paid", "capital >= 40", "capital < 50",
    "capital > 40", "capital <= level", "capital >= level", "at least 1 of agents is resident",
    "every of agents is resident", "any of agents is resident", "none of agents is resident",
    "count of agents where resident >= 1", "(sum of share in agents where resident) >= 20",
    "sum of share in agents > 20", "asked is before paid", "asked is at least 7 days before filed",
    "asked is on or before filed", "grown", "filed within the last 1 month", "ratio > 2", "ratio <= 1", "tens >= 40",
    "(level rounded up to 50) > capital", "the excess of capital over level > 10", "sales of last quarter >= 20",
    "sales of this quarter < 20", "financial year is FY2020", "sales of 2020-Q4 > 20", "narrow",
    "idle", "not watched", "at least 2 in a row of agents are resident", "at most 1 of agents is (share > 10)",
)  # fmt: skip
_QUARTERLY = ("quarter is the first", "quarter is one of the first, the second", "not (quarter is the second)")
_DURATIONS = ("3 days", "7 days", "1 week", "1 month", "1 month and 3 days")


@st.composite
def _condition(draw: st.DrawFn) -> str:
    first = draw(st.sampled_from(_ATOMS))
    joiner = draw(st.sampled_from(("", "", "and", "or")))
    return first if not joiner else f"({first}) {joiner} ({draw(st.sampled_from(_ATOMS))})"


@st.composite
def _clauses(draw: st.DrawFn, indent: str = "  ") -> list[str]:
    one, two = draw(_condition()), draw(_condition())
    shape = draw(st.sampled_from(("plain", "plain", "two", "guarded", "half", "otherwise", "lettered")))
    lines = {
        "plain": [one],
        "two": [one, two],
        "guarded": [f"({one}) if general", f"({two}) if life"],
        "half": [f"({one}) if big"],
        "otherwise": [f"({one}) if big", f"({two}) otherwise"],
        "lettered": ["one of", f"  a  {one}", f"  b  {two}"],
    }[shape]
    return [indent + line for line in lines]


@st.composite
def _versioned(draw: st.DrawFn, clauses: st.SearchStrategy[list[str]]) -> list[str]:
    shape = draw(st.sampled_from(("all", "all", "both", "late", "early")))
    if shape == "all":
        return draw(clauses)
    lines = []
    if shape in ("both", "early"):
        lines += ["  until second", *draw(clauses)]
    if shape in ("both", "late"):
        lines += ["  from second", *draw(clauses)]
    return lines


@st.composite
def _limits(draw: st.DrawFn) -> list[str]:
    event, other = draw(st.lists(st.sampled_from((*EVENTS, "received")), min_size=2, max_size=2, unique=True))
    one, two = draw(st.sampled_from(_DURATIONS)), draw(st.sampled_from(_DURATIONS))
    return draw(
        st.sampled_from(
            (
                [f"  within {one} of {event}"],
                [f"  within {one} of {event} if general", f"  within {two} of {event} if life"],
                [f"  within {one} of {event} if big", f"  within {two} of {event} otherwise"],
                [f"  at least {one} before {event}"],
                [f"  before {event}"],
                [f"  no later than {event}"],
                [f"  within {one} of {event}, or within {two} of {other}, whichever is later"],
                [f"  within {one} of {event}, or within {two} of {other}, whichever is earlier"],
                [f"  within {one} of {event}, or no later than {other}, whichever is earlier"],
                [
                    f"  within {one} of {event}, and in any case within {two} of {other} if big",
                    f"  within {two} of {event}, and in any case within {one} of {other} otherwise",
                ],
                ["  by 2021-02-05"],
                [f"  within days_set days of {event}"],
                [f"  forthwith after {event}"],
                [f"  at no stated time after {event}"],
                [f"  as soon as practicable, and in any case within {one} of {event}"],
            )
        )
    )


@st.composite
def _wrapping(draw: st.DrawFn) -> list[str]:
    lines = []
    if draw(st.booleans()):
        lines.append(f"  where {draw(_condition())}")
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"  unless {draw(_condition())}")
    if draw(st.integers(0, 5)) == 0:
        lines.append(f"  unless {draw(st.sampled_from(('anyone', 'the P')))} proves proof")
    return lines


@st.composite
def _requirement(draw: st.DrawFn, name: str) -> str:
    at = draw(st.sampled_from(("", "", *EVENTS)))
    law = draw(st.sampled_from(("", "", "", "  law as on asked", "  law as on the day of the check")))
    lines = [*draw(_wrapping()), *([f"  at {at}"] if at else []), *([law] if law else [])]
    # Of a day that nobody knows, each quarter of centuries would have to be judged.
    clauses = draw(_versioned(_clauses()))
    # Nothing that always applies may stand before an "otherwise".
    if not at and not any(line.endswith("otherwise") for line in clauses) and draw(st.integers(0, 3)) == 0:
        lines.append(f"  ({draw(st.sampled_from(_QUARTERLY))}) or ({draw(_condition())})")
    return "\n".join((f'requirement {name} "R"', "  cites 1", "  on P", *lines, *clauses))


@st.composite
def _rival(draw: st.DrawFn, name: str) -> str:
    one = draw(_condition())
    two = draw(_condition().filter(lambda other: other != one))
    readings = [
        f"  reading pt  {one}",
        f"  reading zh  {two}",
        *([f"  {draw(_condition())}"] if draw(st.booleans()) else []),
    ]
    return "\n".join((f'requirement {name} "R"', "  cites 1", "  on P", *draw(_wrapping()), *readings))


_OF_ITEMS = (
    'requirement {name} "E"\n  cites 1\n  on P about each Agent in agents{where}\n  resident\n  share <= 20 if {flag}',
    'requirement {name} "E"\n  cites 1\n  on P about each Agent in agents{where}\n  at joined\n  resident or {flag}',
    'obligation {name} "E"\n  cites 1\n  on P about each Agent in agents{where}\n  must told within 7 days of joined',
    'prohibition {name} "E"\n  cites 1\n  on P about each Agent in agents{where}\n  must not joined without told',
)


@st.composite
def _of_items(draw: st.DrawFn, name: str) -> str:
    where = draw(st.sampled_from(("", "", " where resident", " where share >= 20")))
    lines = [
        draw(st.sampled_from(_OF_ITEMS)).format(name=name, where=where, flag=draw(st.sampled_from(("big", "old"))))
    ]
    if draw(st.integers(0, 3)) == 0:
        lines.append(f"  unless {draw(st.sampled_from(('granted', 'resident', 'grown')))}")
    return "\n".join(lines)


@st.composite
def _put_off(draw: st.DrawFn) -> list[str]:
    """One limit that runs from an event, and what puts its last day off."""
    event = draw(st.sampled_from(EVENTS))
    one, two = draw(st.sampled_from(_DURATIONS)), draw(st.sampled_from(_DURATIONS))
    cap = f"    at most {two} after {draw(st.sampled_from((event, 'asked')))}"
    stopped = [["  suspended while idle"], ["  suspended while idle", "  suspended while watched"]]
    extended = [["  extended to later_day by Regulator"], ["  extended to later_day by Regulator", cap]]
    more = draw(st.sampled_from((*stopped, *extended, [*stopped[0], *extended[1]])))
    return [f"  within {draw(st.sampled_from((one, 'days_set days')))} of {event}", *more]


@st.composite
def _obligation(draw: st.DrawFn, name: str) -> str:
    act, other = draw(st.lists(st.sampled_from(EVENTS), min_size=2, max_size=2, unique=True))
    must = draw(st.sampled_from((act, f"{act} and {other}", f"{act} or {other}", "capital >= 40", "big", "grown")))
    limits = draw(st.one_of(_versioned(_limits()), _versioned(_limits()), _put_off()))
    lines = [*draw(_wrapping()), f"  must {must}", *limits]
    return "\n".join((f'obligation {name} "O"', "  cites 1", "  on P", *lines))


@st.composite
def _link(draw: st.DrawFn, name: str) -> str:
    """An obligation, and one that is counted from its act or from the day it was due."""
    after = f"  within {draw(st.sampled_from(_DURATIONS))} of linked, or of the day it was due if not done"
    first = [*draw(_wrapping()), "  must linked", *draw(_versioned(_limits()))]
    act = draw(st.sampled_from(EVENTS))
    then = [*draw(_wrapping()), f"  must {act}", after]
    head = "  cites 1\n  on P"
    return "\n".join((f'obligation {name}_first "F"', head, *first, "", f'obligation {name} "L"', head, *then))


_OF_QUARTER = (
    "by the end of the following month", "by the end of February of the following year", "by 15 March",
    "within 10 days of the end of the quarter", "at least 7 days before met", "within 7 days of met",
    "by the end of the period", "within 7 days of asked", "between 10 January and 20 February",
    "between 20 December and 15 January of the following year",
)  # fmt: skip


@st.composite
def _recurring(draw: st.DrawFn, name: str) -> str:
    """A norm of each quarter, or an act that is due at least every so often."""
    since = draw(st.sampled_from(("  since asked", "  since asked until filed")))
    kind = draw(st.integers(0, 4))
    if kind == 0:
        day = draw(st.sampled_from(("", ", or the day set by Regulator")))
        lines = [since, f"  on the last day of each quarter{day}", *draw(_wrapping()), *draw(_clauses())]
        return "\n".join((f'requirement {name} "R"', "  cites 1", "  on P", *lines))
    if kind == 1:
        lines = [*draw(_wrapping()), f"  must checked at least every {draw(st.sampled_from(_DURATIONS))}"]
        return "\n".join((f'obligation {name} "E"', "  cites 1", "  on P", "  since asked", *lines))
    first = draw(st.sampled_from(("", " for the first 2 quarters", " for the first financial year")))
    must = draw(st.sampled_from(("sent", "sent and met", "sent or met", "capital >= 40", "paid")))
    one, two = draw(st.lists(st.sampled_from(_OF_QUARTER), min_size=2, max_size=2, unique=True))
    guard = draw(st.sampled_from(("the first quarter", "big", "sales >= 20", "met")))
    limits = [f"  {one} if {guard}", f"  {two} otherwise"] if draw(st.booleans()) else [f"  {one}"]
    lines = [since, f"  each quarter{first}", *draw(_wrapping()), f"  must {must}", *limits]
    return "\n".join((f'obligation {name} "Q"', "  cites 1", "  on P", *lines))


@st.composite
def _prohibition(draw: st.DrawFn, name: str) -> str:
    act, other, third = draw(st.lists(st.sampled_from(EVENTS), min_size=3, max_size=3, unique=True))
    must_not = draw(
        st.sampled_from(
            (
                act,
                f"{act} or {other}",
                f"{act} without {third}",
                f"{act} within 7 days of {third}",
                f"{act} at least 7 days before {third}",
                f"{act} while idle",
                f"{act} or {other} without {third} while idle or not watched",
                f"{act} within 7 days of {third}\n  while idle",
                f"{act} until 7 days after {third} have ended",
                f"{act} or {other} without {third} until 1 week after {third} have ended",
                f"{act}\n  until 3 days after {third} have ended if big\n"
                f"  until 1 month after {third} have ended otherwise",
            )
        )
    )
    lines = [f"  must not {must_not}"]
    if draw(st.integers(0, 3)) == 0:
        one, two = draw(_condition()), draw(_condition())
        lines = [f"  may {act} only", f"    a  {one}", f"    b  {two}"]
    return "\n".join((f'prohibition {name} "X"', "  cites 1", "  on P", *draw(_wrapping()), *lines))


_SPELL_DAYS = ("the beginning of idle", "the end of idle")


@st.composite
def _asked(draw: st.DrawFn, blocks: list[str], of_items: list[bool]) -> list[str]:
    """Effects of the last norm, or of an act, that the norms before it ask for; and one of these that the first does.

    Lines are added to the blocks.
    """
    last = len(blocks) - 1
    ends = draw(st.sampled_from(("", f"\n  ends when {draw(_condition())}")))
    where = draw(st.sampled_from(("", "", " where local")))
    found = [f'consequence barred "Barred"\n  cites 2\n  on P{where}\n  for breach of n{last}{ends}']
    asking = {n: "barred" if of_items[n] or not of_items[last] else "any of agents is barred" for n in range(last)}
    if draw(st.booleans()):
        act = draw(st.sampled_from(EVENTS))
        found = [f'consequence barred "Barred"\n  cites 2\n  on P{where}\n  upon {act}{ends}']
        asking = dict.fromkeys(asking, "barred")
    elif last > 1 and of_items[0] == of_items[1]:
        found.append('consequence warned "Warned"\n  cites 2\n  for breach of n1')
        asking[0] = f"{asking[0]} or warned"
    for n, effect in asking.items():
        forms = (f"  where not ({effect})", f"  unless {effect}", f"  where ({effect}) or ({draw(_condition())})")
        blocks[n] += f"\n{draw(st.sampled_from(forms))}"
    return found


@st.composite
def _of_spells(draw: st.DrawFn, name: str) -> str:
    """Counted from a state: an obligation, a requirement of a day, a window or a wait."""
    act, event = draw(st.lists(st.sampled_from(EVENTS), min_size=2, max_size=2, unique=True))
    day, other = draw(st.sampled_from(_SPELL_DAYS)), draw(st.sampled_from((*_SPELL_DAYS, event, "received")))
    one, two = draw(st.sampled_from(_DURATIONS)), draw(st.sampled_from(_DURATIONS))
    limits = (
        [f"within {one} of {day}"],
        [f"at least {one} before {day}"],
        [f"before {day}"],
        [f"within days_set days of {day}"],
        [f"forthwith after {day}"],
        [f"within {one} of {day} if big", f"within {two} of {day} otherwise"],
        ["until second", f"within {one} of {day}", "from second", f"at least {two} before {day}"],
        [f"within {one} of {day}, or within {two} of {other}, whichever is later"],
        [f"within {one} of {day}, and in any case within {two} of {other}"],
        [f"within {one} of {day}", "suspended while watched"],
        [f"within {one} of {day}", "extended to later_day by Regulator", f"at most {two} after {day}"],
    )
    norms = (
        ("obligation", [f"must {draw(st.sampled_from((act, f'{act} or {event}', 'capital >= 40')))}"]),
        ("prohibition", [f"must not {act} within {one} of {day}"]),
        ("prohibition", [f"must not {act} or {event} at least {one} before {day}"]),
        ("prohibition", [f"must not {act} without {event} until {one} after {day} have ended"]),
        ("requirement", [f"at {day}", "capital >= 40 or big"]),
    )
    kind, lines = draw(st.sampled_from((norms[0], *norms)))
    lines = [f"  {line}" for line in (*lines, *(draw(st.sampled_from(limits)) if kind == "obligation" else ()))]
    return "\n".join((f'{kind} {name} "S"', "  cites 1", "  on P", *draw(_wrapping()), *lines))


@st.composite
def _power(draw: st.DrawFn, blocks: list[str]) -> list[str]:
    """What may be done in a time, what holds after it, and perhaps the first norm that asks for one of them."""
    act, event = draw(st.lists(st.sampled_from(EVENTS), min_size=2, max_size=2, unique=True))
    one, two = draw(st.sampled_from(_DURATIONS)), draw(st.sampled_from(_DURATIONS))
    limits = (
        [f"  within {one} of {event}"],
        [f"  at least {one} before {event}"],
        [f"  within days_set days of {event}"],
        ["  until second", f"    within {one} of {event}", "  from second", f"    within {two} of {event}"],
        [f"  within {one} of {event}", "  suspended while watched"],
        [f"  within {one} of {event}", "  extended to later_day by Regulator", f"  at most {two} after {event}"],
    )
    lines = ["  cites 2", "  on P", *draw(_wrapping()), f"  may {act}", *draw(st.sampled_from(limits))]
    found = [
        "\n".join(('power permitted "May"', *lines, "  after which too_late")),
        'consequence too_late "Too late"\n  cites 2',
    ]
    if draw(st.booleans()):
        asked = draw(st.sampled_from(("permitted", "too_late")))
        blocks[0] += f"\n{draw(st.sampled_from((f'  unless {asked}', f'  where not {asked}')))}"
    return found


@st.composite
def programs(draw: st.DrawFn, norms: int = 3, recurring: bool = False) -> str:
    """The text of a program of some norms and a consequence, which checks clean; ``recurring``: some recur."""
    rule = draw(st.sampled_from(("calendar_days", "macau.administrative", "macau.civil", "hongkong.cap1")))
    kinds: tuple[Any, ...] = (_requirement, _requirement, _obligation, _obligation, _prohibition, _rival, _of_items)
    kinds = (*kinds, _of_spells, *(_recurring,) * (5 if recurring else 0))
    # At most one norm is a link: it names the one duty of its act.
    linked = norms if recurring else draw(st.integers(0, norms * 3))
    blocks = [draw(_link(f"n{n}") if n == linked else draw(st.sampled_from(kinds))(f"n{n}")) for n in range(norms)]
    of_items = ["about each" in block for block in blocks]
    if (
        norms > 1 and of_items[0] == of_items[1] and draw(st.booleans())
    ):  # the first of two norms gives way to the second
        line = draw(st.sampled_from(("  except where n1 applies", "n1 prevails")))
        if line == "n1 prevails":
            blocks[1] += "\n  prevails over n0"
        else:
            blocks[0] += f"\n{line}"
    if norms > 1 and draw(st.integers(0, 2)) == 0:
        blocks += draw(_asked(blocks, of_items))
    if draw(st.integers(0, 3)) == 0:
        blocks += draw(_power(blocks))
    if draw(st.booleans()):
        blocks.append(
            'consequence fine "Fine"\n  cites 2\n  on P\n  for any breach in LAW\n  from 10 to 50 if big\n'
            "  from 20 to 80 otherwise\n  both bounds halved if old\n  upper bound is 3 times capital if capital > 30"
        )
    if draw(st.booleans()):
        act, end = draw(st.sampled_from(EVENTS)), draw(st.sampled_from(EVENTS))
        where = draw(st.sampled_from(("", " where local")))
        blocks.append(
            f'consequence upon_act "Upon"\n  cites 2\n  on P{where}\n  upon {act}\n'
            f"  from tens to (level + tens) if big\n  from 1 to 200 otherwise\n  ends when {end}"
        )
    return _HEAD.format(rule=rule) + "\n" + "\n\n".join(blocks) + "\n"


# --- facts -----------------------------------------------------------------------------------------------------

_EVENT = st.one_of(st.sampled_from(DAYS), st.just(NEVER))


@st.composite
def _spells(draw: st.DrawFn) -> Value:
    days = sorted(draw(st.lists(st.sampled_from(DAYS), max_size=4, unique=True)))
    spells = tuple(zip(days[::2], [*days[1::2], None], strict=False))
    return Spells(spells) if spells else NEVER


AGENT: dict[str, st.SearchStrategy[Any]] = {
    "resident": st.booleans(),
    "share": st.sampled_from([Fraction(n) for n in (0, 10, 20, 50)]),
    "joined": _EVENT,
    "told": _EVENT,
}
"""Every fact of an `Agent`, with the strategy of what may be known of it."""
SALES = st.sampled_from([Fraction(n) for n in (0, 19, 20, 21)])
KNOWN: dict[str, st.SearchStrategy[Any]] = {
    "seat": st.sampled_from(("local", "foreign")),
    "line": st.sampled_from(("general", "life")),
    "big": st.booleans(),
    "old": st.booleans(),
    "granted": st.booleans(),
    "capital": st.sampled_from([Fraction(n) for n in (0, 20, 39, 40, 41, 50, 80, 100)]),
    **dict.fromkeys(EVENTS, _EVENT),
    "linked": _EVENT,
    "idle": _spells(),
    "watched": _spells(),
    "days_set": st.sampled_from([Fraction(n) for n in (3, 7, 8, 40)]),
    "later_day": _EVENT,
}
"""Every fact of `P` but its list and its series, with the strategy of what may be known of it."""


@st.composite
def _history(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> History:
    days = draw(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True))
    return History(tuple((day, draw(values)) for day in sorted(days)))


@st.composite
def agents(draw: st.DrawFn, known: bool = False) -> Items:
    """A list of agents; ``known``: complete and without unknown facts."""
    items = [
        Record(
            "Agent",
            str(n + 1),
            {name: draw(values) for name, values in AGENT.items() if known or draw(st.booleans())},
        )
        for n in range(draw(st.integers(0, 2)))
    ]
    return Items(tuple(items), complete=known or draw(st.integers(0, 3)) > 0)


@st.composite
def records(draw: st.DrawFn, histories: bool = True, recurring: bool = False) -> Record:
    """A subject, about half of whose facts are known; ``recurring``: with facts of each period and lists of events."""
    facts: dict[str, Value] = {}
    for name, values in KNOWN.items():
        how = draw(st.integers(0, 7))
        if how < 4:
            facts[name] = draw(values)
        elif how == 4 and name in (*EVENTS, "linked"):
            facts[name] = ByDay(draw(st.sampled_from(DAYS)))
        elif how == 4 and histories and name not in ("idle", "watched"):
            facts[name] = draw(_history(values))
    if draw(st.booleans()):
        facts["agents"] = draw(agents())
    if draw(st.booleans()):
        facts["proof"] = draw(st.booleans())  # never learned later: proof alone may change what was settled
    facts["sales"] = Series({key: draw(st.one_of(SALES, st.just(UNKNOWN))) for key in QUARTERS})
    if recurring:
        held = st.one_of(_EVENT, _EVENT, st.sampled_from(DAYS).map(ByDay))
        for name in ("sent", "met"):
            facts[name] = Series(draw(st.dictionaries(st.sampled_from(QUARTERS), held, max_size=4)))
        if draw(st.booleans()):
            times = sorted(draw(st.lists(st.sampled_from(DAYS), max_size=3, unique=True)))
            facts["checked"] = Events(tuple(times), draw(st.booleans()))
        facts["set_day"] = Series(draw(st.dictionaries(st.sampled_from(QUARTERS), _EVENT, max_size=3)))
    return Record("P", "p", facts)


days = st.sampled_from(DAYS)
