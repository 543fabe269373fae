"""Makes the calendars of the standard library."""
