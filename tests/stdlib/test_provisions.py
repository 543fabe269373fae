"""The indexes of provisions: every article, paragraph and item in each version, held against the text.

What of the text is counted here was counted in it once; where the text itself is at hand, it is read again.
"""

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from prazo.dsl.check.citations import steps
from prazo.dsl.check.provisions import ProvisionIndex, read_provisions
from prazo.dsl.core.nodes import ProvisionDecl
from tests.stdlib import sources

FOLDER = sources.ROOT / "stdlib" / "macau" / "insurance"
ORIGINAL, LATER = "original", "law_21_2020"
HONG_KONG = sources.ROOT / "stdlib" / "hongkong" / "insurance"
INDEXES = ("amcm_cloud", "amcm_outsourcing", "dl27_97_m", "gl14", "gl20", "gl8")

# Places by how deep they lie: articles, paragraphs or items below them, and so on.
COUNTED = {ORIGINAL: {1: 149, 2: 317, 3: 167, 4: 8}, LATER: {1: 140, 2: 317, 3: 186, 4: 2}}
# The heading, 4 sections, 6 rules with 3 items, 12 and 17 classes with 6 and 8 items, 9 groups; one class is gone.
TABLE = {ORIGINAL: 1 + 4 + 9 + 18 + 25 + 9, LATER: 1 + 4 + 9 + 17 + 25 + 9}


@cache
def index(name: str) -> ProvisionIndex:
    folder = HONG_KONG if name.startswith("gl") else FOLDER
    return read_provisions((folder / f"{name}.provisions.json").read_text(encoding="utf-8"))


def in_force(version: str) -> list[ProvisionDecl]:
    """The places of the decree-law in a version; the later law is the only one that changed any."""
    gone = "until" if version == LATER else "since"
    return [one for one in index("dl27_97_m").provisions if getattr(one, gone) is None]


def articles(version: str) -> list[str]:
    return [one.place for one in in_force(version) if not one.place.startswith("Table")]


def written(folder: Path, version: str, field: str) -> list[str]:
    """Every place in the text of a version, in one language, in the order of the text."""
    found: list[str] = []
    for article in sources.rows(folder, "dl27-97-m.json"):
        found += sources.places(str(article["article"]), article[field])
    return found


@pytest.mark.parametrize(("version", "fields"), [(ORIGINAL, ("pt_1997", "zh_1997")), (LATER, ("zh_2020",))])
def test_every_paragraph_and_item_of_the_text_is_in_the_index(version: str, fields: tuple[str, ...]) -> None:
    found = articles(version)
    depths = Counter(len(steps(place)) for place in found)
    assert depths == COUNTED[version]
    folder = sources.folder()
    if folder is not None:
        for field in fields:
            assert written(folder, version, field) == found, field


def test_the_table_of_classes_is_in_the_index() -> None:
    for version, count in TABLE.items():
        assert sum(one.place.startswith("Table") for one in in_force(version)) == count
    lettered = [one.place for one in in_force(ORIGINAL) if re.fullmatch(r"Table II\([A-Z](\.[0-9])?\)", one.place)]
    assert [place[9] for place in lettered if "." not in place] == list("ABCDEFGHIJ")
    assert [one.place for one in in_force(LATER) if one.place == "Table II(J)"] == []
    numbered = [one.place for one in in_force(LATER) if re.fullmatch(r"Table III\([0-9]+\)", one.place)]
    assert numbered == [f"Table III({number})" for number in range(1, 18)]


@pytest.mark.parametrize("name", INDEXES)
def test_a_place_stands_below_the_place_that_it_is_part_of(name: str) -> None:
    paths = [steps(one.place) for one in index(name).provisions]
    known = set(paths)
    for before, path in pairwise(paths):
        parents = [path[:length] for length in range(1, len(path)) if path[:length] in known]
        assert not parents or before[: len(parents[-1])] == parents[-1], path
        assert len(path) <= 2 or parents, f"nothing above {path} is in the index"


@pytest.mark.parametrize("name", INDEXES)
def test_what_has_a_title_has_it_in_three_languages(name: str) -> None:
    for one in index(name).provisions:
        titles = (one.labels.en, one.labels.pt, one.labels.zh)
        assert all(titles) or not any(titles), one.place
        assert all(titles) or "(" in one.place, f"{one.place} has no title"


def test_a_place_is_in_force_only_while_the_one_above_it_is() -> None:
    at = {steps(one.place): one for one in index("dl27_97_m").provisions}
    for path, one in at.items():
        above = next((at[path[:length]] for length in range(len(path) - 1, 0, -1) if path[:length] in at), None)
        if above is not None:
            assert above.until is None or one.until == above.until, one.place
            assert above.since is None or one.since == above.since, one.place


def test_the_guidelines_list_what_they_count() -> None:
    cloud = [one.place for one in index("amcm_cloud").provisions]
    assert sum(place.startswith("Due diligence(3)(") for place in cloud) == 7
    assert sum(place.startswith("Governance(5)(") for place in cloud) == 9
    assert sum(place.startswith("Audit(3)(") for place in cloud) == 3
    assert sum(re.search(r"^[^(]+\([0-9]+\)$", place) is not None for place in cloud) == 43
