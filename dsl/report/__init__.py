"""Verdicts, the report document, and its renderings."""
