"""The reference interpreter gives what every conformance case says."""

import pytest

from prazo.dsl.meaning.check import check_subject
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.time.library import load_standard
from tests.conformance.runner import Case, cases, mismatches, program


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(case: Case) -> None:
    report = check_subject(Lookup(program(case.folder), load_standard()), case.record, case.on)
    assert mismatches(case, report) == []
