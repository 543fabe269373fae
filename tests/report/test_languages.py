"""The whole library told in three languages: the same amounts and days in each, and no word of another language."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import attrs
import pytest

from prazo.compiler.map.dot import dot_of
from prazo.compiler.map.sheets import sheets_of
from prazo.dsl.api import Rules
from prazo.dsl.core import nodes as core
from prazo.dsl.facts.values import Items, Moment, Record, Value
from prazo.dsl.meaning.check import check_subject
from prazo.dsl.report.document import norm_ranks, report_document
from prazo.dsl.report.echo import echo
from prazo.dsl.report.explain import explanations
from prazo.dsl.report.markdown import report_markdown
from prazo.dsl.report.model import SubjectReport
from prazo.dsl.report.text import report_text
from prazo.dsl.report.words import basics
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import LANGUAGES
from tests.report.record import expected
from tests.report.test_words import PHRASES
from tests.stdlib import cases as cases_of

FIELDS = ("macau.insurance",)


def rules(field: str) -> Rules:
    return cases_of.rules(f"std:{field}")


@cache
def echoes(field: str, code: str) -> str:
    program, times = rules(field).program, rules(field).times
    every = [*norm_ranks(program), *(one.id for one in program.statements)]
    return "\n".join(echo(program, times, id, Language(code)) for id in every)


def with_plain_ids(record: Record, id: str = "q") -> Record:
    """A subject and its items by letters that are no word of any language: what a case calls them is in English."""

    def plain(value: Value) -> Value:
        if not isinstance(value, Items):
            return value
        return attrs.evolve(value, items=tuple(with_plain_ids(one, f"q{n}") for n, one in enumerate(value.items)))

    return attrs.evolve(record, id=id, facts={name: plain(value) for name, value in record.facts.items()})


@cache
def told(field: str, code: str) -> str:
    """Reports of some fifteen cases throughout the library, with explanations of one norm in eight of each."""
    known, language = rules(field), Language(code)
    texts = []
    for number, (subject, day, report) in enumerate(reports(field)):
        document = report_document(known.program, known.times, [report], "", day, {"readings": "all"})
        texts += [report_text(document, known.program, language=language)]
        texts += [report_markdown(document, known.program, language)]
        norms = list(dict.fromkeys([*(one.norm for one in report.verdicts), *(one.norm for one in report.effects)]))
        texts += explanations(known.lookup, subject, norms[number % 8 :: 8], day, language=language)
    return "\n".join(texts)


@cache
def reports(field: str) -> list[tuple[Record, date | Moment, SubjectReport]]:
    """Of some fifteen cases, each subject with the day and what came of it."""
    known = rules(field)
    every = cases_of.every_scenario(f"std:{field}")
    cases = every[:: max(1, len(every) // 15)]
    assert len(cases) > 10
    judged = [(subject, case.checks[0].day) for case in cases for subject in map(with_plain_ids, case.records)]
    return [(subject, day, check_subject(known.lookup, subject, day)) for subject, day in judged]


@cache
def drawn(field: str, code: str) -> str:
    language = Language(code)
    return dot_of(sheets_of(rules(field).program, language), language=language)


# --- the same amounts and days ---------------------------------------------------------------------------------


def days(text: str, code: str) -> Counter[tuple[int, int, int]]:
    months = {month.in_language(code): n for n, month in enumerate(basics.MONTHS, 1)}
    name = "|".join(months)
    template = basics.DAY.in_language(code).format(
        day=r"(?P<day>\d+)", month=f"(?P<month>{name})", year=r"(?P<year>\d{4})"
    )
    return Counter((int(one["year"]), months[one["month"]], int(one["day"])) for one in re.finditer(template, text))


def amounts(text: str, code: str) -> Counter[str]:
    comma, point = basics.THOUSANDS.in_language(code), basics.DECIMALS.in_language(code)
    number = rf"(-?\d{{1,3}}(?:{re.escape(comma)}\d{{3}})*(?:{re.escape(point)}\d+)?)"
    template = basics.CURRENCIES["MOP"].in_language(code).format(number=number)
    found = re.findall(template, text) + re.findall(number + "%", text)
    return Counter(one.replace(comma, "").replace(point, ".") for one in found)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("text", [echoes, told])
def test_every_language_says_the_same_and_no_word_of_another(field: str, text: Callable[[str, str], str]) -> None:
    """One test of both: the texts of all languages are made once."""
    carries_the_amounts_and_days_of_the_english(field, text)
    no_english_word_is_left(field, text)


def carries_the_amounts_and_days_of_the_english(field: str, text: Callable[[str, str], str]) -> None:
    # Notes and reasons stand in every language as they were written: what English they hold is left out everywhere.
    english = text(field, "en")
    assert len(days(english, "en")) > 5
    assert len(amounts(english, "en")) > 10
    for code in LANGUAGES[1:]:
        own = english_of_the_rules(field)
        assert days(text(field, code), code) == days(without(english, own), "en"), code
        assert amounts(without(text(field, code), own), code) == amounts(without(english, own), "en"), code


# --- no other language -----------------------------------------------------------------------------------------


@cache
def english_of_the_rules(field: str) -> tuple[str, ...]:
    """What the rules say in one language only: notes, reasons, sources, names, places; longest first."""
    program, times = rules(field).program, rules(field).times
    found: set[str] = set()
    cited: list[Any] = [*program.norms, *program.powers, *program.consequences, *program.definitions]
    for place in (place for one in (*cited, *program.statements) for place in one.cites):
        found |= {place, place.partition("(")[0]} if place[:1].isalpha() else set()
    for norm in (*program.norms, *program.powers):
        found |= {norm.id, norm.note or ""}
        found |= {mark for version in norm.versions for _, body in version.bodies for mark in body.marks}
    for effect in program.consequences:
        found |= {effect.id, effect.note or ""}
        found |= {mark for version in effect.versions for _, body in version.bodies for mark in body.marks}
    for definition in program.definitions:
        for version in definition.versions:
            for _, body in version.bodies:
                lines = body.conditions.clauses if isinstance(body, core.ConditionBody) else body.cases
                found |= {one.unverified or "" for one in lines}
    found |= {one.reason for one in program.statements} | {one.id for one in program.statements}
    for instrument in program.instruments:
        found.add(instrument.name)
        for one in instrument.versions:
            found |= {one.name, one.source or "", one.unverified or ""}
    for party in program.parties:
        found |= {party.name, *(f"{party.name}.{fact.name}" for fact in party.facts)}
        found |= {fact.name for fact in party.facts} | {fact.unverified or "" for fact in party.facts}
    found |= {f"{one.of}.{one.name}" for one in program.definitions}
    for name, rule in times.rules.items():
        found |= {name} | {one.source for one in rule.versions} | {one.unverified or "" for one in rule.versions}
    found |= set(times.sheets)
    return tuple(sorted(found - {""}, key=len, reverse=True))


def without(text: str, parts: tuple[str, ...]) -> str:
    """A text without any of these parts, which stand in one line each; a line is gone through once."""
    lines = text.split("\n")
    distinct = list(dict.fromkeys(lines))
    left = "\n".join(distinct)
    for part in parts:
        left = left.replace(part, "")
    of_line = dict(zip(distinct, left.split("\n"), strict=True))
    return "\n".join(of_line[line] for line in lines)


def fixed(code: str) -> set[str]:
    """The words of all fixed phrases of a language, of three letters or more."""
    said = "\n".join(
        "".join(text for text, _, _, _ in Formatter().parse(one.in_language(code))) for one in PHRASES.values()
    )
    return {word.lower() for word in re.findall(r"[^\W\d_]{3,}", said)}


def no_english_word_is_left(field: str, text: Callable[[str, str], str]) -> None:
    """In Portuguese and Chinese no word of an English phrase stands that is no word of theirs."""
    own = english_of_the_rules(field)
    for code in ("pt", "zh"):
        said = without(text(field, code).replace("\\", ""), tuple(one for one in own if " " in one))
        words = {
            word
            for word in re.findall(r"(?<![A-Za-zÀ-ɏ])[A-Za-z][A-Za-z_.@]*+(?![À-ɏ])", said)
            if word not in own and "_" not in word
        }
        assert not {word.lower() for word in words} & (fixed("en") - fixed(code)), code


@pytest.mark.parametrize("field", FIELDS)
def test_every_label_is_there(field: str) -> None:
    """Whatever the library declares is called something in every language."""
    program = rules(field).program
    named = {one.name: one.labels for one in program.parties} | {one.name: one.labels for one in program.instruments}
    named |= {f"{party.name}.{fact.name}": fact.labels for party in program.parties for fact in party.facts}
    named |= {
        f"{party.name}.{fact.name}={value}": labels
        for party in program.parties
        for fact in party.facts
        for value, labels in fact.value_labels
    }
    named |= {f"{one.of}.{one.name}": one.labels for one in program.definitions}
    named |= {one.id: one.labels for one in program.norms} | {one.id: one.labels for one in program.consequences}
    named |= {one.id: one.labels for one in program.statements}
    missing = {name: code for name, labels in named.items() for code in LANGUAGES if not getattr(labels, code)}
    assert not missing


@pytest.mark.parametrize("field", FIELDS)
def test_maps_have_the_same_nodes_in_every_language(field: str) -> None:
    identified = {code: re.findall(r'id="([^"]+)"', drawn(field, code)) for code in LANGUAGES}
    assert identified["en"] == identified["pt"] == identified["zh"]


# --- a small law, read in every language -----------------------------------------------------------------------


@pytest.mark.parametrize("path", expected(), ids=lambda path: path.name)
def test_a_small_law_as_it_was_read(path: Path) -> None:
    assert path.read_text("utf-8") == expected()[path], "make record makes it anew; read it"
