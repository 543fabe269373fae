"""Scenarios: the analyst's tests, checked against the facts that are declared and run by an interpreter."""
