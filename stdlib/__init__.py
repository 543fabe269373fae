"""The standard library: rules by jurisdiction and instrument, calendars, indexes of provisions. Data, no program."""
