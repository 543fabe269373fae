"""The tree as text in the one layout of the language; comments stay with what they stand above or behind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.expressions import (
    ATOM,
    BOUNDED,
    SUM,
    anchor,
    day_of_year,
    duration,
    expression,
    label,
    limit,
    place,
    presumable,
    quoted,
)
from prazo.dsl.syntax.layout import broken, columns, padded
from prazo.dsl.syntax.scenario_text import check_text, given_text
from prazo.dsl.syntax.words import ANYONE

WIDEST_NAME, WIDEST_TYPE = 32, 44  # columns beyond which a fact no longer moves the labels of the others

_INDENT = 2
_GROUPED = (t.Use, t.Provision)
_CLAUSES = (
    t.ConditionClause, t.LimitClause, t.Must, t.MustNot, t.MayOnly, t.May, t.Row, t.Adjustment, t.Range, t.OneOf,
    t.Item, t.BorrowedItems,
)  # fmt: skip
_QUOTED_SETTINGS = frozenset({"provisions", "title en", "title pt", "title zh"})
_PLAIN_SETTINGS = frozenset({"amounts in", "time counted by"})
_BOUNDS = {"lower": "lower bound ", "upper": "upper bound ", "both": "both bounds ", "value": ""}


def format_module(module: t.Module) -> str:
    """A whole file in the one layout, ending in a line end; an empty module gives an empty text."""
    lines: list[str] = []
    previous: t.AnyBlock | None = None
    for block in module.blocks:
        if previous is not None and not (
            isinstance(block, _GROUPED) and type(block) is type(previous) and not block.comments
        ):
            lines.append("")
        lines += _block(block)
        previous = block
    if module.end_comments:
        if lines:
            lines.append("")
        lines += _comments(module.end_comments, 0)
    return "".join(f"{line}\n" for line in lines)


def _comments(comments: Iterable[str], indent: int) -> list[str]:
    return [" " * indent + _comment(text) for text in comments]


def _comment(text: str) -> str:
    return f"# {text}" if text else "#"


def _placed(text: str, indent: int, comments: Sequence[str], trailing: str | None) -> list[str]:
    lines = [*_comments(comments, indent), *broken(text, indent)]
    if trailing is not None:
        lines[-1] += f"  {_comment(trailing)}"
    return lines


# --- blocks ----------------------------------------------------------------------------------------------------


def _block(block: t.AnyBlock) -> list[str]:
    lines = _placed(_head(block), 0, block.comments, block.trailing)
    match block:
        case t.Instrument():
            for line in block.lines:
                lines += _placed(_instrument_line(line), _INDENT, line.comments, line.trailing)
        case t.Party():
            lines += _party_lines(block.lines)
        case t.Norm() | t.Define() | t.Apply():
            lines += _norm_lines(block.lines)
        case t.Interpret():
            for one in block.lines:
                lines += _placed(_interpret_line(one.body), _INDENT, one.comments, one.trailing)
        case t.Scenario():
            for part in block.lines:
                text = given_text(part) if isinstance(part, t.Given) else check_text(part)
                lines += _placed(text, _INDENT, part.comments, part.trailing)
    return lines + _comments(block.end_comments, _INDENT)


def _head(block: t.AnyBlock) -> str:
    match block:
        case t.Use():
            return f"use {block.module}"
        case t.AmountsIn():
            return f"amounts in {block.currency}"
        case t.Instrument():
            return f"instrument {block.name.text}{_labels(block.labels)}"
        case t.Provision():
            return f"provision {place(block.place)}{_labels(block.labels)}"
        case t.Party(more=True):
            return f"{block.kind} {block.name.text}, more facts"
        case t.Party() | t.Norm():
            return f"{block.kind} {block.name.text}{_labels(block.labels)}"
        case t.Define():
            return f"define {block.name.text} of {block.of.text} is {_type(block.type)}{_labels(block.labels)}"
        case t.Apply():
            return f"apply {_places(block.places)} to {_about(block.about)}"
        case t.Interpret():
            return f"interpret {block.norm}"
        case t.Scenario():
            return f"scenario {quoted(block.title)}"


def _labels(labels: t.Labels) -> str:
    text = "" if labels.en is None else f" {quoted(labels.en)}"
    text += "" if labels.pt is None else f" pt {quoted(labels.pt)}"
    return text + ("" if labels.zh is None else f" zh {quoted(labels.zh)}")


def _mark(reason: str | None) -> str:
    return "" if reason is None else f" unverified {quoted(reason)}"


def _instrument_line(line: t.InstrumentLine | t.VersionLine | t.FixesLine) -> str:
    match line:
        case t.VersionLine():
            return _version(line)
        case t.FixesLine():
            when = f"for {line.period}" if line.start is None else f"from {line.start.isoformat()}"
            value = expression(line.value, ATOM)
            return f"fixes {line.fact.text} of {line.of.text} at {value} {when}{_mark(line.unverified)}"
        case t.InstrumentLine():
            return _setting(line)


def _interpret_line(
    body: t.OpenWithin | t.OpenEvery | t.OpenCondition | t.OwnLimit | t.Signed | t.Note,
) -> str:
    match body:
        case t.OpenWithin():
            return f"{body.word} is within {duration(body.duration)}"
        case t.OpenEvery():
            return f"{body.word} is at least every {duration(body.duration)}"
        case t.OpenCondition():
            return f"{body.name.text} is {expression(body.condition)}"
        case t.OwnLimit():
            return limit(body.limit)
        case t.Signed():
            return f"by {quoted(body.author)} on {body.day.isoformat()}"
        case t.Note():
            return f"note {quoted(body.text)}"


def _setting(line: t.InstrumentLine) -> str:
    if line.key in _PLAIN_SETTINGS:
        return f"{line.key} {line.value}"
    return f"{line.key} {quoted(line.value) if line.key in _QUOTED_SETTINGS else label(line.value)}"


def _version(line: t.VersionLine) -> str:
    source = "" if line.source is None else f" {quoted(line.source)}"
    return f"version {line.name.text} from {line.start.isoformat()}{source}{_mark(line.unverified)}"


# --- facts -----------------------------------------------------------------------------------------------------


def _type(found: t.FactType) -> str:
    match found.kind:
        case "choice":
            text = "one of " + ", ".join(value.text for value in found.values)
        case "list":
            text = f"list of {found.of.text if found.of else ''}"
        case "reference" if found.of is not None:
            text = f"{'an' if found.of.text[:1] in 'AEIOUaeiou' else 'a'} {found.of.text}"
        case kind:
            text = kind
    if found.currency is not None:
        text += f" in {found.currency}"
    if found.issuer is not None:
        text += f" by {found.issuer.text}"
    if found.owner is not None:
        word = {"decision": "by", "evidence": "from"}.get(found.kind, "set by")
        text += f" {word} {found.owner.text}"
    if found.period is not None:
        text += f" each {found.period}"
    bound = partial(expression, least=ATOM)
    if found.low is not None and found.high is not None:
        comma = "," if found.owner is not None and found.period is None else ""
        return f"{text}{comma} from {bound(found.low)} to {bound(found.high)}"
    if found.low is not None:
        return f"{text} at least {bound(found.low)}"
    return text if found.high is None else f"{text} at most {bound(found.high)}"


def _widest(texts: Iterable[str], most: int) -> int:
    return max((width for width in map(columns, texts) if width <= most), default=0)


def _party_lines(lines: Sequence[t.PartyLine]) -> list[str]:
    facts = [line for line in lines if isinstance(line, t.Fact)]
    types = {id(fact): _type(fact.type) for fact in facts}
    names = _widest((fact.name.text for fact in facts), WIDEST_NAME)
    kinds = _widest(types.values(), WIDEST_TYPE)
    found: list[str] = []
    for line in lines:
        if isinstance(line, t.YearEnd):
            found += _placed(f"financial year ends {day_of_year(line.on)}", _INDENT, line.comments, line.trailing)
            continue
        if isinstance(line, t.PartySince):
            until = "" if line.end is None else f" until {line.end.text}"
            found += _placed(f"since {line.start.text}{until}", _INDENT, line.comments, line.trailing)
            continue
        behind = (_labels(line.labels) + _mark(line.unverified)).lstrip()
        kind = types[id(line)]
        text = f"{padded(line.name.text, names)}  {kind}"
        found += [*_comments(line.comments, _INDENT), *broken(text, _INDENT)]
        found[-1] += f"{padded('', max(kinds - columns(kind), 0))}  {behind}" if behind else ""
        found[-1] += "" if line.trailing is None else f"  {_comment(line.trailing)}"
        width = _widest((value.text for value, _ in line.value_labels), WIDEST_NAME)
        for value, labels in line.value_labels:
            found += broken(f"value {padded(value.text, width)}{_labels(labels)}".rstrip(), 2 * _INDENT)
    return found


# --- norms -----------------------------------------------------------------------------------------------------


def _norm_lines(lines: Sequence[t.Line]) -> list[str]:
    found: list[str] = []
    in_section = False
    for index, line in enumerate(lines):
        indent = 2 * _INDENT if in_section and isinstance(line.body, _CLAUSES) else _INDENT
        if isinstance(line.body, t.Section):
            in_section = True
        if isinstance(line.body, t.Item):
            width = _widest((one.body.letter for one in lines if isinstance(one.body, t.Item)), WIDEST_NAME)
            found += _placed(_lettered(line, width), indent, line.comments, line.trailing)
        else:
            width = _row_width(lines, index) if isinstance(line.body, t.Row) else 0
            found += _placed(_line(line, width), indent, line.comments, line.trailing)
        if isinstance(line.body, t.Item | t.BorrowedItems):
            for part in line.body.unless:
                found += _placed(_line(part, 0), indent + 2 * _INDENT, part.comments, part.trailing)
        if isinstance(line.body, t.OneOf | t.MayOnly):
            letters = [part.body.letter for part in line.body.alternatives if isinstance(part.body, t.Lettered)]
            width = _widest(letters, WIDEST_NAME)
            for part in line.body.alternatives:
                found += _placed(_lettered(part, width), indent + _INDENT, part.comments, part.trailing)
    return found


def _row_width(lines: Sequence[t.Line], index: int) -> int:
    """Columns of the widest bracket among the rows that stand together with row ``index``."""
    first = last = index
    while first > 0 and isinstance(lines[first - 1].body, t.Row):
        first -= 1
    while last + 1 < len(lines) and isinstance(lines[last + 1].body, t.Row):
        last += 1
    rows = (line.body for line in lines[first : last + 1])
    return _widest((_bracket(row) for row in rows if isinstance(row, t.Row)), WIDEST_TYPE)


def _reading(line: t.Line) -> str:
    return "" if line.reading is None else f"reading {label(line.reading)} "


def _suffixes(line: t.Line) -> str:
    text = ""
    if line.guard is not None:
        text += " otherwise" if line.guard.condition is None else f" if {expression(line.guard.condition)}"
    text += "" if line.counted_by is None else f", counted by {line.counted_by}"
    text += "" if line.since is None else f", from {line.since.text}"
    text += "" if line.before is None else f", until {line.before.text}"
    return text + _mark(line.unverified)


def _line(line: t.Line, row_width: int) -> str:
    if isinstance(line.body, t.Row):
        body = f"{padded(_bracket(line.body), row_width)}  {expression(line.body.value)}"
    else:
        body = _body(line.body)
    return f"{_reading(line)}{body}{_suffixes(line)}"


def _lettered(line: t.Line, width: int) -> str:
    assert isinstance(line.body, t.Lettered | t.Item)
    each = _each(line.body.each) if isinstance(line.body, t.Item) else ""
    return f"{padded(line.body.letter, width)}  {_reading(line)}{expression(line.body.expr)}{each}{_suffixes(line)}"


def _each(each: t.ForEach | t.ForPeriods | None) -> str:
    match each:
        case t.ForEach():
            where = "" if each.where is None else f" where {expression(each.where)}"
            return f", for each {each.record.text} in {each.items.text}{where}"
        case t.ForPeriods():
            return f", for each of the last {each.number} {each.period}{'' if each.number == 1 else 's'}"
    return ""


def _borrowed(body: t.BorrowedItems) -> str:
    letters = ", ".join(first if last is None else f"{first} to {last}" for first, last in body.letters)
    return f"items {letters}{' ' if letters else ''}of {place(body.of)}{_each(body.each)}"


def _bracket(row: t.Row) -> str:
    low = None if row.low is None else expression(row.low, ATOM)
    high = None if row.high is None else expression(row.high, ATOM)
    if low is None:
        return f"{'up to' if row.high_included else 'below'} {high}"
    if high is None:
        return f"{low} and above" if row.low_included else f"above {low}"
    if not row.low_included:
        return f"above {low} up to {high}" if row.high_included else f"above {low} to below {high}"
    return f"{low} up to {high}" if row.high_included else f"{low} to below {high}"


def _names(names: Sequence[t.Name]) -> str:
    return ", ".join(name.text for name in names)


def _places(places: Sequence[t.Citation]) -> str:
    return ", ".join(map(place, places))


def _about(about: t.About) -> str:
    if about.items is None:
        return about.record.text
    owner = "" if about.owner is None else f" of {about.owner.text}"
    return f"each {about.record.text} in {about.items.text}{owner}"


def _section(section: t.Section) -> str:
    words = [] if section.start is None else [f"from {section.start.text}"]
    if section.end is not None:
        words.append(f"until {section.end.text}")
    if section.according_to is not None:
        words.append(f"according to {expression(section.according_to)}")
    return " ".join(words)


def _adjustment(found: t.Adjustment) -> str:
    amount = "" if found.amount is None else f" {expression(found.amount, BOUNDED if found.kind == 'is' else SUM)}"
    return f"{_BOUNDS[found.target]}{found.kind}{amount}"


def _must(must: t.Must) -> str:
    what = expression(must.what)
    if what.startswith("not "):
        what = f"({what})"
    return f"must {what}" + ("" if must.limit is None else f" {limit(must.limit)}")


def _must_not(must: t.MustNot) -> str:
    without = "" if must.without is None else f" without {must.without.text}"
    during = "" if must.during is None else f" while {expression(must.during)}"
    window = "" if must.window is None else f" {limit(must.window)}"
    return f"must not {_acts(must.acts)}{without}{during}{window}"


def _acts(acts: Sequence[t.Name]) -> str:
    return _names(acts[:-1]) + (" or " if len(acts) > 1 else "") + acts[-1].text


def _on(on: t.On) -> str:
    about = "" if on.about is None else f" about {_about(on.about)}"
    if on.joint:
        each = [_about(one) for one in on.joint]
        about = "".join(f", {one}" for one in each[:-1]) + f" and {each[-1]}, jointly"
    return f"on {on.bearer.text}{about}" + ("" if on.where is None else f" where {expression(on.where)}")


def _for_breach(found: t.ForBreach) -> str:
    by = "" if found.imposed_by is None else f", imposed by {found.imposed_by.text}"
    if found.instrument is not None:
        return f"for any breach in {found.instrument.text}{by}"
    return f"for breach of {_names(found.norms)}{by}"


def _body(body: t.Body) -> str:
    match body:
        case t.Cites():
            return f"cites {_places(body.places)}"
        case t.On():
            return _on(body)
        case t.OwedTo():
            return f"to {body.party.text}"
        case t.Where():
            return f"where {expression(body.condition)}"
        case t.Must():
            return _must(body)
        case t.MustNot():
            return _must_not(body)
        case t.MayOnly():
            return f"may {_acts(body.acts)} only"
        case t.May():
            return f"may {_acts(body.acts)}{'' if body.limit is None else f' {limit(body.limit)}'}"
        case t.While():
            return f"while {expression(body.state)}"
        case t.LimitClause():
            return limit(body.limit)
        case t.ConditionClause():
            return presumable(body.expr)
        case t.Presumed():
            return f"presumed {presumable(body.value)}"
        case t.UnlessProves():
            then = "" if body.then is None else f", then {presumable(body.then)}"
            the = "" if body.prover.text == ANYONE else "the "
            return f"unless {the}{body.prover.text} proves {expression(body.proof)}{then}"
        case t.OneOf():
            return "one of"
        case t.Adjustment():
            return _adjustment(body)
        case t.Range():
            return f"from {expression(body.low, SUM)} to {expression(body.high, SUM)}"
        case t.Unless():
            return f"unless {expression(body.condition)}"
        case t.Section():
            return _section(body)
        case t.ForBreach():
            return _for_breach(body)
        case _:
            return _short_body(body)


def _recurring(body: t.Each | t.OnLastDay | t.Since) -> str:
    match body:
        case t.Each(_, None):
            return f"each {body.period}"
        case t.Each(period, 1, counted):
            return f"each {period} for the first {counted}"
        case t.Each(period, first, counted):
            return f"each {period} for the first {first:,} {counted}s"
        case t.OnLastDay():
            set_by = "" if body.set_by is None else f", or the day set by {body.set_by.text}"
            return f"on the last day of each {body.period}{set_by}"
        case t.Since():
            return f"since {body.start.text}" + ("" if body.end is None else f" until {body.end.text}")


def _short_body(body: t.Body) -> str:
    match body:
        case t.ExceptWhere():
            return f"except where {_names(body.norms)} {'applies' if len(body.norms) == 1 else 'apply'}"
        case t.PrevailsOver():
            return f"prevails over {_names(body.norms)}"
        case t.InAdditionTo():
            return f"in addition to {_names(body.norms)}"
        case t.FailingWhich():
            return f"failing which {body.name.text}{' lapses' if body.lapses else ''}"
        case t.AfterWhich():
            return f"after which {body.name.text}"
        case t.CountedBy():
            return f"counted by {body.rule}"
        case t.ExtendedTo():
            return f"extended to {body.day.text} by {body.owner.text}"
        case t.ExtensionCap():
            return f"at most {duration(body.duration)} after {anchor(body.anchor)}"
        case t.SuspendedWhile():
            return f"suspended while {body.state.text}"
        case t.At():
            return f"at {anchor(body.event)}"
        case t.Each() | t.OnLastDay() | t.Since():
            return _recurring(body)
        case t.LawAsOn():
            return f"law as on {'the day of the check' if body.event is None else body.event.text}"
        case t.Upon():
            return f"upon {body.act.text}"
        case t.ForAct():
            return f"for {body.event.text}{', in particular' if body.open else ''}"
        case t.BorrowedItems():
            return _borrowed(body)
        case t.EndsWhen():
            return f"ends when {expression(body.condition)}"
        case t.Note():
            return f"note {quoted(body.text)}"
        case t.Because():
            return f"because {quoted(body.text)}"
        case t.Formerly():
            return f"formerly {_names(body.names)}"
        case t.UseFact():
            return f"with {body.theirs.text} as {body.ours.text}"
    raise TypeError(f"no line of its own: {type(body).__name__}")
