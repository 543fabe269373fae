"""Findings as data, the table of their codes, and their renderings."""
