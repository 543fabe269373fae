"""The codes of facts (F00xx) and of the environment (E00xx).

One line a code: ``"F0012": (title, template)``; what stands in braces are the arguments.  The path stands before the
sentence and is no argument, and what is nearest is given to ``problem(..., nearest=...)``, which puts it behind.
"""

from __future__ import annotations

from typing import Final

CODES: Final[dict[str, tuple[str, str]]] = {
    # ---- F000x: the text ----
    "F0001": ("Not JSON", "this is not JSON: {reason}, line {line}, column {column}"),
    "F0002": ("Not YAML", "this is not YAML: {reason}, line {line}, column {column}"),
    "F0003": ("Not UTF-8", "this is not text in UTF-8: byte {offset}"),
    "F0004": ("A key given twice", '"{name}" is given twice'),
    "F0005": ("Wrong schema", '"{found}" is not a schema that is known here; "{expected}" is'),
    "F0006": ("Nothing in the file", "there are no facts in this file"),
    "F0007": ("A YAML alias or tag", "{found} is not allowed in facts: every value is written out"),
    "F0008": ("Not a subject", "a subject is an object with names and values, and this is {found}"),
    "F0009": ("Unknown kind of file", '"{found}" is not a kind of file that facts can come in'),
    # ---- F001x, F002x: values ----
    "F0010": ("Wrong kind of value", "{expected} expected, and this is {found}"),
    "F0011": ("Not yes or no", "{found} is not yes or no"),
    "F0012": ("Not an amount", "{found} is not an amount"),
    "F0013": ("Wrong currency", "{found} is in {currency}, and {expected} is expected"),
    "F0014": ("Too many decimals", "{found} has more than {limit} decimals"),
    "F0015": ("Exponent or NaN", "{found} is not an exact number"),
    "F0016": ("An amount without a currency", "{found} does not say its currency"),
    "F0017": ("Not a number", "{found} is not a number"),
    "F0018": ("Not a percentage", "{found} is not a percentage"),
    "F0019": ("Not a date", "{found} is not a date"),
    "F0020": ("A day that does not exist", "{found} is a day that does not exist"),
    "F0022": ("Not a value of this choice", "{found} is not one of the values"),
    "F0023": ("None not allowed here", '"never" cannot be said of {kind}'),
    "F0024": ("Outside the declared range", "{found} is outside what this can be: {range}"),
    "F0025": ("A date outside the calendar", "{found} is outside the years {first} to {last}"),
    "F0026": ("A number with too many digits", "a number of {count} digits; at most {limit} are allowed"),
    "F0027": ("A float", "{found} is a float, which is not exact"),
    "F0028": ("Text with forbidden characters", "this text has {what}, which is not allowed"),
    "F0029": ("A time of day where there is none", "{found} has a time of day, and a day is expected here"),
    # ---- F003x: names ----
    "F0030": ("Unknown party", 'no party is called "{name}"'),
    "F0031": ("Unknown fact", 'no fact "{name}"'),
    "F0032": ("No party", "this subject does not say which party it is"),
    "F0033": ("No id", "this subject has no id"),
    "F0034": ("Two subjects of one id", 'two subjects of {party} have the id "{id}"'),
    "F0035": ("Not an id", "{found} is not an id"),
    "F0036": ("A fact that is worked out", "{name} is worked out from other facts and is not given"),
    "F0037": ("Several days for one event", "an event happens once, and several days are given"),
    "F0038": ("Not by period", "{kind} is not given by period in this version of the language"),
    "F0039": ("A fact that is ignored", '"{name}" is no fact of {party} and is ignored'),
    # ---- F004x: time ----
    "F0040": ("Values that overlap in time", "two values begin on {begin}"),
    "F0041": ("A spell that ends before it begins", "this ends on {end}, which is not after {begin}, when it begins"),
    "F0042": ("Spells that overlap", "two spells overlap from {begin} until {end}"),
    "F0043": ("History without a day", 'an entry of a history needs "from" and "value"'),
    "F0044": ("A spell without its beginning", 'a spell needs "from"'),
    "F0045": ("Wrong period", "{found} is not {expected}"),
    "F0046": ("Periods expected", "this is given {period}, so each value stands under its period"),
    "F0048": (
        "Evidence that expires before it is issued",
        "this expires on {expires}, before it was issued on {issued}",
    ),
    "F0049": (
        "A party that ends before it begins",
        "this ends on {end}, before it begins ({since}: {begin})",
    ),
    # ---- F005x: lists and references ----
    "F0050": ("Not a list", "a list is expected, and this is {found}"),
    "F0051": ("Two items of one id", 'two items have the id "{id}"'),
    "F0052": ("An item without an id", "this item has no id and is called {id}"),
    "F0054": ("A reference not allowed here", "a reference to another subject is not allowed here"),
    "F0056": ("A list without its items", 'a list written as an object needs "items"'),
    "F0057": ("A reference to nobody", "no subject of this document is {found}"),
    "F0058": ("A reference to another kind", "{found} is not a {expected}"),
    # ---- F006x: limits of size ----
    "F0060": ("Nested too deeply", "values are nested more than {limit} deep"),
    "F0061": ("Too many keys", "more than {limit} names in one object"),
    "F0062": ("A list that is too long", "{count} items; a list has at most {limit}"),
    "F0063": ("A text that is too long", "a text of {count} characters; at most {limit} are allowed"),
    "F0064": ("A subject that is too large", "this has {size}; at most {limit} are allowed"),
    "F0065": ("Too many mistakes", "{count} more mistakes, which are not shown"),
    # ---- F007x: the day of the check ----
    "F0070": ("Not a day of the check", "{found} is not a day to check on"),
    "F0071": ("Nobody to check", "no norm of these rules is on any of the subjects given"),
    "F0072": ("Known only after the day of the check", "{by} is after the day of the check: it counts as not known"),
    # ---- F008x: closed days of the user's own ----
    "F0080": ("Not a list of closed days", 'closed days stand in a list called "closures", and this is {found}'),
    "F0081": ("Unknown calendar", 'no calendar is called "{name}"'),
    "F0082": ("A day closed twice", "{day} is closed twice in the calendar {calendar}"),
    "F0083": ("A closed day without its particulars", 'a closed day needs "{key}"'),
    "F0084": ("A calendar with no open day", "{calendar} would have no open day from {first} to {last}"),
    "F0085": ("A day outside a calendar", "{day} is outside what the calendar {calendar} covers: {first} to {last}"),
    "F0086": ("Unknown word about a closed day", 'a closed day has no "{name}"'),
    # ---- F009x: tables ----
    "F0090": ("Not a table", "this is not a table in CSV: {reason}"),
    "F0091": ("Unknown table", 'there is no table "{name}" in these rules'),
    "F0092": ("A column given twice", 'the column "{name}" stands twice'),
    "F0093": ("Too many or too few cells", "this row has {count} cells, the table has {expected} columns"),
    "F0094": ("A row of nobody", 'there is no "{parent}" in {table}'),
    "F0095": ("A column that is missing", 'the table needs a column "{name}"'),
    "F0096": ("Unknown column", 'no fact has the column "{name}"'),
    "F0097": ("One fact given in two ways", "{name} is given here and in {other}"),
    # ---- F017x: times of day ----
    "F0170": ("Not a moment", "{found} is not a moment"),
    "F0171": ("A time of day outside the years of the clocks", "{found} is outside the years {first} to {last}"),
    "F0172": ("A time that the clocks skip", "the clocks of {zone} never show {found}: they are put forward"),
    "F0173": (
        "A time that the clocks show twice",
        "the clocks of {zone} show {found} twice: they are put back",
    ),
    # ---- E00xx: the environment ----
    "E0001": ("A package that is missing", "{package} is needed for {purpose} and is not installed"),
    "E0002": ("A file that cannot be read", '"{path}" cannot be read: {reason}'),
    "E0003": ("A file that cannot be written", '"{path}" cannot be written: {reason}'),
    "E0004": ("No such file", 'there is no file or folder "{path}"'),
    "E0006": ("A layout that took too long", "the map was not laid out in {limit}"),
    "E0007": ("No room", "there is no room to write {path}"),
    "E0008": ("Nothing to check", 'there are no rules in "{path}"'),
    "E0009": ("A file that is already there", '"{path}" is already there'),
    "E0010": ("Refused by the system", "the system refused {path}: {reason}"),
    "E0011": ("Not enough memory", "the machine has not enough memory for this"),
    "E0012": ("A failure of Prazo itself", "Prazo itself failed ({kind}); the rules and the facts are not to blame"),
    "E0013": ("A change of checked days", "of the days that were checked, {days} would be closed or open otherwise"),
    "E0014": ("A folder without tables", 'there are no tables in "{path}"'),
}
