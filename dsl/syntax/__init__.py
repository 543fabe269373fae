"""Concrete syntax: the tree, the parser and the formatter."""
