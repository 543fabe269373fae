"""The language: syntax, names and types, the checked core, time, facts, the reference meaning, diagnostics."""
