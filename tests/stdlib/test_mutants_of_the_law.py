"""Whatever is changed in the library some scenario minds, but for what says the same as before.

``tests/data/macau_mutants.json`` gives, for each change that no scenario can mind, why it changes nothing.
"""

from __future__ import annotations

import json
import os
from typing import Final

from prazo.compiler.mutate.run import Trial, name_of, outcomes, subjects_of
from tests.stdlib import cases, sources

FIELD: Final = "std:macau.insurance"
#: all of them take minutes
ONE_IN: Final = 1 if os.environ.get("PRAZO_HYPOTHESIS_PROFILE") == "nightly" else 40
_DATA = json.loads((sources.ROOT / "tests" / "data" / "macau_mutants.json").read_text(encoding="utf-8"))

#: rule, kind, what it was and what it became
Key = tuple[str, str, str, str]
SAME: Final[frozenset[Key]] = frozenset(
    (one["rule"], one["kind"], one["was"], one["became"]) for one in _DATA["equivalent"]
)


def test_some_scenario_minds_whatever_is_changed() -> None:
    law = cases.rules(FIELD)
    scenarios = [one for name in cases.modules(FIELD) for one in cases.scenarios(FIELD, name)]
    chosen = frozenset(name_of(one) for one in subjects_of(law.program)[::ONE_IN])
    lived = {
        (outcome.rule, one.kind, one.was, one.became)
        for outcome in outcomes(Trial(law.program, law.times, scenarios), 1, chosen)
        for one in outcome.survivors
    }
    same = {key for key in SAME if key[0] in chosen}
    assert (sorted(lived - same), sorted(same - lived)) == ([], []), "no scenario minds; some scenario does"


def test_what_changes_nothing_is_of_a_rule_and_has_a_reason() -> None:
    rules = {name_of(one) for one in subjects_of(cases.rules(FIELD).program)}
    assert {key[0] for key in SAME} <= rules
    assert all(len(one["reason"].split()) > 4 for one in _DATA["equivalent"])
