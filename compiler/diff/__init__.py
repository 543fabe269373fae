"""Differences: what a change of the law did, rule by rule, from the checked core."""
