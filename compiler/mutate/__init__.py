"""Mutants of rules: one amount, comparator, day, limit or bearer changed at a time, to see whether a scenario minds."""
