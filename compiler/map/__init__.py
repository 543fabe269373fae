"""Obligation maps: the checked core as sheets, sheets as Graphviz text, and that laid out as a picture."""
