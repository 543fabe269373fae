"""Coverage: every place of an instrument, and the rules that account for it."""
