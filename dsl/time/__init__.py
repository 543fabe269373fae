"""Counting time: exact days, counting rules, calendars of closed days and the library that holds them."""
