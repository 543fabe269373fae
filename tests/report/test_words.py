"""Every phrase in three languages, with the same places to fill; what languages write differently, and what not."""

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from string import Formatter
from typing import Any

import attrs
import pytest

import prazo.dsl.report.words as package
from prazo.dsl.report.words.basics import OR, UNITS
from prazo.dsl.report.words.language import Language
from prazo.dsl.report.words.phrase import LANGUAGES, Phrase, Plural

ROOT = Path(package.__file__).parents[3]
CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def found(value: Any) -> Iterator[Phrase]:
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, Plural):
        yield from (value.one, value.many)
    elif isinstance(value, tuple):
        for one in value:
            yield from found(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from found(one)


def tables() -> dict[str, dict[str, Any]]:
    """The constants that hold phrases, by module and name."""
    names = [one.name for one in pkgutil.iter_modules(package.__path__)]
    modules = {name: importlib.import_module(f"{package.__name__}.{name}") for name in names}
    every = {
        name: {key: value for key, value in vars(module).items() if key.isupper() and any(found(value))}
        for name, module in modules.items()
    }
    return {name: held for name, held in every.items() if held and name != "language"}


PHRASES = {
    f"{module}.{name}.{n}": phrase
    for module, held in tables().items()
    for name, value in held.items()
    for n, phrase in enumerate(found(value))
}


def places(template: str) -> Counter[str]:
    """The places of a template, each as often as it stands there."""
    return Counter(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@pytest.mark.parametrize("name", PHRASES)
def test_a_phrase_is_whole_in_every_language(name: str) -> None:
    phrase = PHRASES[name]
    templates = {code: phrase.in_language(code) for code in LANGUAGES}
    assert {field.name for field in attrs.fields(Phrase)} == set(LANGUAGES)
    assert all(template.strip() for template in templates.values())
    assert len({frozenset(places(one).items()) for one in templates.values()}) == 1, "other places to fill"
    bare = {code: re.sub(r"\{\w+\}", "", template) for code, template in templates.items()}
    assert not CHINESE.search(bare["en"] + bare["pt"]), "Chinese in another language"
    assert not re.search("[A-Za-z]", bare["zh"]), "letters in Chinese"


def test_every_phrase_is_used() -> None:
    """No phrase is left over: every constant is named somewhere else than where it is made."""
    named: set[str] = set()
    for folder in ("dsl", "compiler"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute):
                    named.add(node.attr)
                elif isinstance(node, ast.ImportFrom):
                    named |= {one.name for one in node.names}
    left = {f"{module}.{name}" for module, held in tables().items() for name in held if name not in named}
    assert not left


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["MOP 60,000,000", "MOP 0.50", "9.99%", "1,200", "EUR 1,000", "THB 2,000", "MOP -5,000", "MOP 1/3"]),
        ("pt", ["MOP 60.000.000", "MOP 0,50", "9,99%", "1.200", "EUR 1.000", "THB 2.000", "MOP -5.000", "MOP 1/3"]),
        (
            "zh",
            ["60,000,000澳門元", "0.50澳門元", "9.99%", "1,200", "1,000歐元", "2,000 THB", "-5,000澳門元", "1/3澳門元"],
        ),
    ],
)
def test_amounts(code: str, said: list[str]) -> None:
    language = Language(code)
    figures = [
        (Fraction(60_000_000), "MOP"), (Fraction(1, 2), "MOP"), (Fraction(999, 10_000), "percent"),
        (Fraction(1200), "number"), (Fraction(1000), "EUR"), (Fraction(2000), "THB"), (Fraction(-5000), "MOP"),
        (Fraction(1, 3), "MOP"),
    ]  # fmt: skip
    assert [language.figure(value, unit) for value, unit in figures] == said


@pytest.mark.parametrize(
    ("code", "day", "weekday", "until"),
    [
        ("en", "30 June 2021", "Wednesday 30 June 2021",
         ["at all times", "until 29 June 2021", "from 30 June 2021", "from 30 June 2021 to 1 March 2022"]),
        ("pt", "30 de Junho de 2021", "quarta-feira, 30 de Junho de 2021",
         ["a todo o tempo", "até 29 de Junho de 2021", "a partir de 30 de Junho de 2021",
          "de 30 de Junho de 2021 a 1 de Março de 2022"]),
        ("zh", "2021年6月30日", "2021年6月30日 星期三",
         ["任何時候", "至2021年6月29日止", "自2021年6月30日起", "自2021年6月30日至2022年3月1日"]),
    ],
)  # fmt: skip
def test_days(code: str, day: str, weekday: str, until: list[str]) -> None:
    language, one, end = Language(code), date(2021, 6, 30), date(2022, 3, 2)
    assert language.day(one) == day
    assert language.weekday(one) == weekday
    spans = [(None, None), (None, one), (one, None), (one, end)]
    assert [language.until(first, last) for first, last in spans] == until


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["1 day", "2 working days", "1 year and 180 days", "72 hours", "no time"]),
        ("pt", ["1 dia", "2 dias úteis", "1 ano e 180 dias", "72 horas", "sem prazo"]),
        ("zh", ["1日", "2個工作日", "1年及180日", "72小時", "無期間"]),
    ],
)
def test_durations(code: str, said: list[str]) -> None:
    durations: list[Any] = [((1, "day"),), ((2, "working day"),), ((1, "year"), (180, "day")), ((72, "hour"),), ()]
    assert [Language(code).duration(one) for one in durations] == said
    assert set(UNITS) >= {"day", "working day", "week", "month", "year"}


@pytest.mark.parametrize(
    ("code", "said"), [("en", "a, b and c; a or b"), ("pt", "a, b e c; a ou b"), ("zh", "a、b及c; a或b")]
)
def test_lists(code: str, said: str) -> None:
    language = Language(code)
    assert f"{language.listed(['a', 'b', 'c'])}; {language.listed(['a', 'b'], OR)}" == said


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["share capital", "“rest of the capital”"]),
        ("pt", ["capital social", "«resto do capital»"]),
        ("zh", ["公司資本", "「share capital」"]),
    ],
)
def test_long_and_foreign_labels_stand_in_quotation_marks(code: str, said: list[str]) -> None:
    labels = {"en": ["share capital", "rest of the capital"], "pt": ["capital social", "resto do capital"],
              "zh": ["公司資本", "share capital"]}[code]  # fmt: skip
    assert [Language(code).quoted(one) for one in labels] == said


def test_what_is_filled_in_is_no_template() -> None:
    assert Language("en").say(Phrase("<{label}>", "<{label}>", "<{label}>"), label="{n} {") == "<{n} {>"


def test_there_is_no_fourth_language() -> None:
    with pytest.raises(ValueError, match="code"):
        Language("fr")
