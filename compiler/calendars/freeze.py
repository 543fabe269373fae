"""Freezes the calendars of the standard library from the package `holidays` (extra `refresh`).

`prazo calendar refresh` writes what is made here, and says what it changes.
The same version of the package always gives the same bytes.
"""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from importlib import import_module
from typing import Any

import attrs

from prazo.dsl.errors import MissingExtra

SCHEMA = "prazo-calendar/1"
PACKAGE = "holidays"
FIRST_YEAR, END_YEAR = 1990, 2041

# The package lists these among whole days, and they leave the morning open.
HALF_DAY_WORDS = ("afternoon", "half-day", "half day")


@attrs.frozen
class Plan:
    """What is taken from the package for one calendar.

    `categories`: kind of closed day -> category of the package, the first kind winning where a day has both.
    `languages`: language of the names -> language code of the package; "en" is the key of every name.
    """

    name: str
    title: str
    country: str
    categories: Mapping[str, str]
    languages: Mapping[str, str]
    weekly: tuple[str, ...]
    weekly_names: Mapping[str, Mapping[str, str]]
    verified: tuple[str, str]
    verified_because: str
    sources: tuple[str, ...]
    lacks: tuple[str, ...]


PLANS = (
    Plan(
        name="macau",
        title="Macau: holidays and closures of the public administration",
        country="Macau",
        categories={"holiday": "optional", "closure": "government"},
        languages={"en": "en_MO", "pt": "pt_MO", "zh": "zh_MO"},
        weekly=("Saturday", "Sunday"),
        weekly_names={"Saturday": {"pt": "sábado", "zh": "星期六"}, "Sunday": {"pt": "domingo", "zh": "星期日"}},
        verified=("2012-01-01", "2027-01-01"),
        verified_because=(
            "The package has no closures of the administration before 2005 and compensatory days for both Saturday "
            "and Sunday only from 2012; years from 2027 are computed, not gazetted."
        ),
        sources=(
            "Decree-Law 7/97/M, arts 1 and 3",
            "Executive Order 60/2000, art. 1",
            "calendar of the administration",
        ),
        lacks=("days on which services were closed for a typhoon", "one-off closures by order, such as 2018-09-17"),
    ),
    Plan(
        name="hongkong",
        title="Hong Kong: general holidays",
        country="HongKong",
        categories={"holiday": "optional"},
        languages={"en": "en_HK", "zh": "zh_HK"},
        weekly=("Sunday",),
        weekly_names={"Sunday": {"zh": "星期日"}},
        verified=("2012-01-01", "2027-01-01"),
        verified_because=(
            "The substitution for a Sunday in the Lunar New Year that the package computes applies from 2012, and the "
            "text of the Schedule that was read is older; years from 2027 are computed, not gazetted."
        ),
        sources=("General Holidays Ordinance, Cap. 149, Schedule and s. 6",),
        lacks=("gale warning days", "black rainstorm warning days"),
    ),
)


def frozen(plan: Plan, package: Any) -> dict[str, object]:
    """The calendar as the plain data that its file holds; `package` is the imported package `holidays`."""
    years: dict[str, dict[str, dict[str, str]]] = {}
    translations: dict[str, dict[str, Counter[str]]] = {}
    for year in range(FIRST_YEAR, END_YEAR):
        taken: set[date] = set()
        kinds: dict[str, dict[str, str]] = {}
        for kind, category in plan.categories.items():
            named = {
                language: getattr(package, plan.country)(years=year, categories=(category,), language=code)
                for language, code in plan.languages.items()
            }
            entries: dict[str, str] = {}
            for day in sorted(set(named["en"]) - taken):
                name = named["en"][day]
                if any(word in name.lower() for word in HALF_DAY_WORDS):
                    continue
                entries[day.strftime("%m-%d")] = name
                for language in plan.languages:
                    if language != "en":
                        translations.setdefault(name, {}).setdefault(language, Counter())[named[language][day]] += 1
            taken.update(date.fromisoformat(f"{year}-{month_day}") for month_day in entries)
            if entries:
                kinds[kind] = entries
        years[str(year)] = kinds
    names: dict[str, Mapping[str, str]] = {
        name: {language: _commonest(found) for language, found in sorted(per_language.items())}
        for name, per_language in sorted(translations.items())
    }
    return {
        "schema": SCHEMA,
        "name": plan.name,
        "title": plan.title,
        "package": {"name": PACKAGE, "version": package.__version__, "categories": dict(plan.categories)},
        "sources": list(plan.sources),
        "lacks": list(plan.lacks),
        "covered": [f"{FIRST_YEAR}-01-01", f"{END_YEAR}-01-01"],
        "verified": list(plan.verified),
        "verified_because": plan.verified_because,
        "weekly": list(plan.weekly),
        "names": {**plan.weekly_names, **names},
        "years": years,
    }


def _commonest(found: Counter[str]) -> str:
    """The package translates the same day differently in some years; take its usual word."""
    return min(found, key=lambda name: (-found[name], name))


def written(data: Mapping[str, object]) -> str:
    """The text of the file: one line a kind of day and year, so that a refresh shows what changed."""
    lines = []
    for key, value in data.items():
        if key == "years" and isinstance(value, dict):
            lines.append(f'  "years": {{\n{_rows(value, _year_row)}\n  }}')
        elif key == "names" and isinstance(value, dict):
            lines.append(f'  "names": {{\n{_rows(value, _on_one_line)}\n  }}')
        else:
            lines.append(f"  {_on_one_line(key)}: {_on_one_line(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _rows(table: Mapping[str, object], row: Any) -> str:
    return ",\n".join(f"    {_on_one_line(key)}: {row(value)}" for key, value in table.items())


def _year_row(kinds: Mapping[str, object]) -> str:
    inner = ",\n".join(f"      {_on_one_line(kind)}: {_on_one_line(entries)}" for kind, entries in kinds.items())
    return "{\n" + inner + "\n    }"


def _on_one_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def all_frozen() -> dict[str, str]:
    """File name -> text of every calendar. Raises MissingExtra where the package is not installed."""
    try:
        package = import_module(PACKAGE)
    except ModuleNotFoundError as missing:
        raise MissingExtra(PACKAGE, "refresh", "Freezing calendars") from missing
    return {f"{plan.name}.json": written(frozen(plan, package)) for plan in PLANS}
