"""The reference interpreter gives what every conformance case says."""

import pytest

from prazo.dsl.meaning.check import check_subject, defined
from prazo.dsl.meaning.lookup import Lookup
from prazo.dsl.time import counting
from prazo.dsl.time.library import load_standard
from tests.conformance.counted import Count, counts, miscount
from tests.conformance.runner import Case, cases, defined_mismatches, mismatches, program


@pytest.mark.parametrize("case", cases(), ids=str)
def test_case(case: Case) -> None:
    lookup = Lookup(program(case.folder), load_standard())
    lookup = case.judging(lookup)
    assert mismatches(case, check_subject(lookup, case.record, case.on, case.readings, case.asked)) == []
    assert defined_mismatches(case, lambda name: defined(lookup, case.record, name, case.on, case.readings)) == []


@pytest.mark.parametrize("count", counts(), ids=str)
def test_count(count: Count) -> None:
    assert miscount(count, counting) == []
