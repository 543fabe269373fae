"""The concrete syntax (a Lark grammar) and one page a keyword."""
