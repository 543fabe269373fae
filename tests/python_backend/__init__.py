"""Tests of the generated checker: it is the interpreter's equal, stands alone, and nothing in rules becomes code."""
