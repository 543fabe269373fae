"""Units of time, lists, days and amounts: the phrases that all others are filled with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

UNITS: Final[Mapping[str, Plural]] = {
    "hour": Plural(Phrase("{n} hour", "{n} hora", "{n}小時"), Phrase("{n} hours", "{n} horas", "{n}小時")),
    "day": Plural(Phrase("{n} day", "{n} dia", "{n}日"), Phrase("{n} days", "{n} dias", "{n}日")),
    "working day": Plural(
        Phrase("{n} working day", "{n} dia útil", "{n}個工作日"),
        Phrase("{n} working days", "{n} dias úteis", "{n}個工作日"),
    ),
    "week": Plural(Phrase("{n} week", "{n} semana", "{n}個星期"), Phrase("{n} weeks", "{n} semanas", "{n}個星期")),
    "month": Plural(Phrase("{n} month", "{n} mês", "{n}個月"), Phrase("{n} months", "{n} meses", "{n}個月")),
    "year": Plural(Phrase("{n} year", "{n} ano", "{n}年"), Phrase("{n} years", "{n} anos", "{n}年")),
}
NO_TIME: Final = Phrase("no time", "sem prazo", "無期間")

# --- lists -----------------------------------------------------------------------------------------------------

COMMA: Final = Phrase(", ", ", ", "、")
AND: Final = Phrase("{before} and {last}", "{before} e {last}", "{before}及{last}")
OR: Final = Phrase("{before} or {last}", "{before} ou {last}", "{before}或{last}")
SEMICOLON: Final = Phrase("; ", "; ", "；")
COLON: Final = Phrase("{before}: {after}", "{before}: {after}", "{before}：{after}")
BRACKETS: Final = Phrase("{before} ({inside})", "{before} ({inside})", "{before}（{inside}）")
BRACKETED: Final = Phrase("({inside})", "({inside})", "（{inside}）")
QUOTED: Final = Phrase("“{label}”", "«{label}»", "「{label}」")

# --- days ------------------------------------------------------------------------------------------------------

MONTHS: Final = (
    Phrase("January", "Janeiro", "1"),
    Phrase("February", "Fevereiro", "2"),
    Phrase("March", "Março", "3"),
    Phrase("April", "Abril", "4"),
    Phrase("May", "Maio", "5"),
    Phrase("June", "Junho", "6"),
    Phrase("July", "Julho", "7"),
    Phrase("August", "Agosto", "8"),
    Phrase("September", "Setembro", "9"),
    Phrase("October", "Outubro", "10"),
    Phrase("November", "Novembro", "11"),
    Phrase("December", "Dezembro", "12"),
)
WEEKDAYS: Final = (
    Phrase("Monday", "segunda-feira", "星期一"),
    Phrase("Tuesday", "terça-feira", "星期二"),
    Phrase("Wednesday", "quarta-feira", "星期三"),
    Phrase("Thursday", "quinta-feira", "星期四"),
    Phrase("Friday", "sexta-feira", "星期五"),
    Phrase("Saturday", "sábado", "星期六"),
    Phrase("Sunday", "domingo", "星期日"),
)
DAY: Final = Phrase("{day} {month} {year}", "{day} de {month} de {year}", "{year}年{month}月{day}日")
DAY_OF_WEEK: Final = Phrase("{weekday} {day}", "{weekday}, {day}", "{day} {weekday}")
DAY_AND_TIME: Final = Phrase("{day}, {time}", "{day}, às {time}", "{day} {time}")
ALWAYS: Final = Phrase("at all times", "a todo o tempo", "任何時候")
UNTIL: Final = Phrase("until {last}", "até {last}", "至{last}止")
FROM: Final = Phrase("from {first}", "a partir de {first}", "自{first}起")
FROM_TO: Final = Phrase("from {first} to {last}", "de {first} a {last}", "自{first}至{last}")

# --- amounts ---------------------------------------------------------------------------------------------------

THOUSANDS: Final = Phrase(",", ".", ",")
DECIMALS: Final = Phrase(".", ",", ".")
AMOUNT: Final = Phrase("{currency} {number}", "{currency} {number}", "{number} {currency}")
#: how Chinese law of Macau names a currency behind an amount; any other stands by its code
CURRENCIES: Final[Mapping[str, Phrase]] = {
    "MOP": Phrase("MOP {number}", "MOP {number}", "{number}澳門元"),
    "HKD": Phrase("HKD {number}", "HKD {number}", "{number}港元"),
    "CNY": Phrase("CNY {number}", "CNY {number}", "{number}人民幣元"),
    "USD": Phrase("USD {number}", "USD {number}", "{number}美元"),
    "EUR": Phrase("EUR {number}", "EUR {number}", "{number}歐元"),
    "GBP": Phrase("GBP {number}", "GBP {number}", "{number}英鎊"),
    "PTE": Phrase("PTE {number}", "PTE {number}", "{number}葡萄牙埃斯庫多"),
}
ANY_FIGURE: Final = Phrase("any figure", "qualquer valor", "任何數額")
AT_LEAST: Final = Phrase("at least {low}", "não inferior a {low}", "不低於{low}")
AT_MOST: Final = Phrase("at most {high}", "não superior a {high}", "不高於{high}")
BETWEEN: Final = Phrase("from {low} to {high}", "de {low} a {high}", "{low}至{high}")

# --- truth -----------------------------------------------------------------------------------------------------

YES: Final = Phrase("yes", "sim", "是")
NO: Final = Phrase("no", "não", "否")
NOT_KNOWN: Final = Phrase("not known", "desconhecido", "未知")

# --- kinds of norms, force, status -----------------------------------------------------------------------------

KINDS: Final[Mapping[str, Phrase]] = {
    "requirement": Phrase("requirement", "exigência", "要求"),
    "obligation": Phrase("obligation", "obrigação", "義務"),
    "prohibition": Phrase("prohibition", "proibição", "禁止"),
    "checklist": Phrase("checklist", "lista de elementos", "文件清單"),
    "power": Phrase("power", "faculdade", "權力"),
    "consequence": Phrase("consequence", "consequência", "後果"),
    "statement": Phrase("statement", "enunciado", "陳述"),
    "definition": Phrase("definition", "definição", "定義"),
}
FORCES: Final[Mapping[str, Phrase]] = {
    "law": Phrase("law", "lei", "法律"),
    "guideline": Phrase("guideline", "directriz", "指引"),
    "recommendation": Phrase("recommendation", "recomendação", "建議"),
}
STATUSES: Final[Mapping[str, Phrase]] = {
    "breached": Phrase("breached", "incumprido", "違反"),
    "undetermined": Phrase("undetermined", "indeterminado", "未能確定"),
    "pending": Phrase("pending", "pendente", "尚未到期"),
    "compliant": Phrase("compliant", "cumprido", "符合"),
    "not_applicable": Phrase("not applicable", "não aplicável", "不適用"),
}
PERIODS: Final[Mapping[str, Phrase]] = {
    "month": Phrase("month", "mês", "月份"),
    "quarter": Phrase("quarter", "trimestre", "季度"),
    "half-year": Phrase("half-year", "semestre", "半年度"),
    "year": Phrase("year", "ano", "年度"),
    "financial year": Phrase("financial year", "exercício", "營業年度"),
}
#: readings that are official languages; any other stands by its label
READINGS: Final[Mapping[str, Phrase]] = {
    "en": Phrase("en", "inglesa", "英文"),
    "pt": Phrase("pt", "portuguesa", "葡文"),
    "zh": Phrase("zh", "chinesa", "中文"),
}
