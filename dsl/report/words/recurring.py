"""Norms that recur, limits that are counted in a period, windows of acts, what is due at least every so often."""

from __future__ import annotations

from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

FINANCIAL_YEAR_TO: Final = Phrase("{period} (to {day})", "{period} (termina em {day})", "{period}（至{day}為止）")
DAY_OF_YEAR: Final = Phrase("{day} {month}", "{day} de {month}", "{month}月{day}日")
END_OF_FEBRUARY: Final = Phrase("the end of February", "o último dia de Fevereiro", "2月最後一日")

# --- how a norm recurs -----------------------------------------------------------------------------------------

EACH: Final = Phrase("for each {period}", "por cada {period}", "每一{period}")
ON_LAST_DAY: Final = Phrase(
    "on the last day of each {period}", "no último dia de cada {period}", "於每一{period}的最後一日"
)
ON_LAST_OR_SET_DAY: Final = Phrase(
    "on the last day of each {period}, or on {day}", "no último dia de cada {period}, ou em {day}",
    "於每一{period}的最後一日或{day}",
)  # fmt: skip
SINCE: Final = Phrase("{each}, from {start} on", "{each}, a partir de {start}", "{each}，自{start}起")
SINCE_UNTIL: Final = Phrase(
    "{each}, from {start} to {end}", "{each}, de {start} a {end}", "{each}，自{start}起至{end}止"
)
FIRST: Final = Plural(
    Phrase("{each}, for the first {period}", "{each}, no primeiro {period}", "{each}，限於首個{period}"),
    Phrase(
        "{each}, in the first {n} of: {period}", "{each}, nos primeiros {n} de: {period}", "{each}，限於首{n}個{period}"
    ),
)
RECURS: Final = Phrase("It is owed {each}.", "É devido {each}.", "履行方式：{each}。")
JUDGED: Final = Phrase("It is judged {each}.", "É apreciado {each}.", "判定方式：{each}。")

# --- limits ----------------------------------------------------------------------------------------------------

PERIOD: Final = Phrase("period", "período", "期間")
END_OF_PERIOD: Final = Phrase("the end of the {period}", "o último dia do {period}", "該{period}最後一日")
END_OF_FOLLOWING: Final = Phrase(
    "the end of the following {period}", "o último dia do {period} seguinte", "翌{period}最後一日"
)
END_OF_MONTH: Final = Phrase("the end of {month}", "o último dia de {month}", "{month}月最後一日")
OF_FOLLOWING_YEAR: Final = Phrase("{day} of the following year", "{day} do ano seguinte", "翌年{day}")
BY: Final = Phrase("by {day}", "até {day}", "最遲於{day}")
AFTER_PERIOD: Final = Phrase(
    "within {duration} of the end of the period", "no prazo de {duration} a contar do termo do período",
    "自期間終結起{duration}內",
)  # fmt: skip
BETWEEN: Final = Phrase("between {first} and {last}", "entre {first} e {last}", "由{first}至{last}")
EVERY: Final = Phrase("at least every {duration}", "pelo menos uma vez em cada {duration}", "至少每{duration}一次")
EVERY_SINCE: Final = Phrase(
    "at least every {duration}, from {start} on", "pelo menos uma vez em cada {duration}, a partir de {start}",
    "自{start}起至少每{duration}一次",
)  # fmt: skip

# --- on maps and in explanations -------------------------------------------------------------------------------

END_OF_EACH: Final = Phrase("end of each {period}", "termo de cada {period}", "每一{period}終結")
LAST_TIME: Final = Phrase("the last time", "última vez", "最近一次")
TIMES: Final = Phrase("{times}, and perhaps more", "{times}, e talvez outros", "{times}，或有更多")
