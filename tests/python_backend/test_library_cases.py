"""The generated module gives the interpreter's report on the facts and days of the cases of the standard library.

Every report is of the whole law: one day in so many is judged here, every one at night.
"""

import os

import pytest

from prazo.dsl.facts.known import known_on
from prazo.dsl.facts.values import local_day
from prazo.dsl.facts.write import facts_document
from tests.python_backend.engines import LIBRARY, generated, interpreted, module, program
from tests.stdlib.cases import names_of_cases, scenarios

ONE_IN = 1 if os.environ.get("PRAZO_HYPOTHESIS_PROFILE") == "nightly" else 20
NAMES = names_of_cases(LIBRARY)


@pytest.mark.parametrize("name", NAMES)
def test_cases(name: str) -> None:
    days = [(scenario, check) for scenario in scenarios(LIBRARY, name) for check in scenario.checks]
    assert days
    for scenario, check in days[::ONE_IN]:
        known = [known_on(record, local_day(check.day)) for record in scenario.records]
        document = facts_document(program(LIBRARY), known)
        expected = interpreted(program(LIBRARY), document, check.day)
        assert generated(module(LIBRARY), document, check.day) == expected, (scenario.title, check.day)
