"""Generated checkers: one Python module that needs nothing but Python."""
