"""Conditions, figures and time limits: what clauses of the law are made of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

# --- whose fact it is ------------------------------------------------------------------------------------------

#: of the item at hand, in a list or in a norm about each of its items
OWN: Final = Phrase("its {name}", "{name} do elemento", "其{name}")
OF: Final = Phrase("{name} of {record}", "{name} de {record}", "{record}的{name}")
RECORD: Final = Phrase("the {label}", "{label}", "該{label}")
NUMBERED: Final = Phrase("{label} no. {n}", "{label} n.º {n}", "第{n}個{label}")
LAST_PERIOD: Final = Phrase("{fact} of the last {period}", "{fact} do {period} anterior", "上一{period}的{fact}")
THIS_PERIOD: Final = Phrase("{fact} of this {period}", "{fact} do {period} em curso", "本{period}的{fact}")
PERIODS_BACK: Final = Phrase(
    "{fact} of the {period} {n} before this one", "{fact} do {n}.º {period} anterior", "此前第{n}個{period}的{fact}"
)
#: of another subject, which a reference leads to
OF_OTHER: Final = Phrase("{name} of {other}", "{name} de {other}", "{other}的{name}")
ISSUE: Final = Phrase("the issue of {fact}", "a emissão de {fact}", "{fact}的發出")
OF_PERIOD: Final = Phrase("{fact} of {key}", "{fact} de {key}", "{key}的{fact}")

# --- figures ---------------------------------------------------------------------------------------------------

PLUS: Final = Phrase("{left} + {right}", "{left} + {right}", "{left} + {right}")
MINUS: Final = Phrase("{left} - {right}", "{left} - {right}", "{left} - {right}")
SHARE: Final = Phrase("{share} of {figure}", "{share} de {figure}", "{figure}的{share}")
TIMES: Final = Phrase("{left} times {right}", "{left} multiplicado por {right}", "{left}乘以{right}")
MULTIPLE: Final = Phrase("{n} times {figure}", "{n} vezes {figure}", "{figure}的{n}倍")
DIVIDED: Final = Phrase(
    "{left} divided by {right}, {zero} where that is zero",
    "{left} a dividir por {right}, {zero} se este for zero",
    "{left}除以{right}，後者為零時取{zero}",
)
EXCESS: Final = Phrase(
    "the excess of {left} over {right}", "a parte de {left} que excede {right}", "{left}超出{right}的部分"
)
GREATER: Final = Phrase(
    "the greater of {left} and {right}", "o maior de entre {left} e {right}", "{left}與{right}兩者中的較高者"
)
LESSER: Final = Phrase(
    "the lesser of {left} and {right}", "o menor de entre {left} e {right}", "{left}與{right}兩者中的較低者"
)
ROUNDED: Final[Mapping[str, Phrase]] = {
    "up": Phrase(
        "{figure} rounded up to {step}",
        "{figure} com arredondamento por excesso a {step}",
        "{figure}以{step}為單位向上取整",
    ),
    "down": Phrase(
        "{figure} rounded down to {step}",
        "{figure} com arredondamento por defeito a {step}",
        "{figure}以{step}為單位向下取整",
    ),
    "half up": Phrase(
        "{figure} rounded half up to {step}",
        "{figure} com arredondamento a {step}, as metades por excesso",
        "{figure}以{step}為單位四捨五入",
    ),
    "half even": Phrase(
        "{figure} rounded half even to {step}",
        "{figure} com arredondamento a {step}, as metades para o par",
        "{figure}以{step}為單位四捨六入五成雙",
    ),
}
COUNT: Final = Phrase("the number of {items}", "o número de {items}", "{items}的數目")
COUNT_WHERE: Final = Phrase(
    "the number of {items} of which ({test})", "o número de {items} em que ({test})", "{items}中符合（{test}）者的數目"
)
TOTAL: Final = Phrase(
    "the sum of {figure} over {items}", "a soma de {figure} de cada um de {items}", "{items}各項的{figure}總和"
)
TOTAL_WHERE: Final = Phrase(
    "the sum of {figure} over {items} of which ({test})",
    "a soma de {figure} de cada um de {items} em que ({test})",
    "{items}中符合（{test}）的各項的{figure}總和",
)
ONE_NOT_KNOWN: Final = Phrase(
    "{total} (one not known is {range})", "{total} (o que for desconhecido é {range})", "{total}（未知者為{range}）"
)
SO_FAR: Final = Phrase("it", "esse valor", "該數額")

# --- days ------------------------------------------------------------------------------------------------------

JUDGED_DAY: Final = Phrase("the day", "o dia em causa", "當日")

# --- conditions ------------------------------------------------------------------------------------------------

ALWAYS: Final = Phrase("always", "sempre", "恆常")
NEVER: Final = Phrase("never", "nunca", "永不")
NOT_SAID: Final = Phrase("not {said}", "não se verifica {said}", "並非{said}")
NOT: Final = Phrase("not ({condition})", "não se verifica que ({condition})", "並非（{condition}）")
IS_ONE_OF: Final = Phrase("{fact} is {values}", "{fact} é {values}", "{fact}為{values}")
IS_NONE_OF: Final = Phrase("{fact} is not {values}", "{fact} não é {values}", "{fact}並非{values}")
DAY_AFTER: Final = Phrase(
    "{duration} after {event}, counted by {rule}",
    "{duration} depois de {event}, segundo {rule}",
    "{event}後{duration}，按{rule}計算",
)
DAY_AFTER_OPEN: Final = Phrase(
    "{duration} after {event}, or the next working day, counted by {rule}",
    "{duration} depois de {event}, ou no dia útil seguinte, segundo {rule}",
    "{event}後{duration}或其後首個工作日，按{rule}計算",
)
PROVES: Final = Phrase("the {by} proves that {proof}", "{by} prova que {proof}", "{by}證明{proof}")
ANYONE_PROVES: Final = Phrase("anyone proves that {proof}", "alguém prova que {proof}", "任何人證明{proof}")
HAPPENED: Final = Phrase("{fact} has happened", "{fact} já ocorreu", "{fact}已發生")
LASTS: Final = Phrase("{fact} lasts", "o estado {fact} está em curso", "{fact}的狀態持續")
IN_EFFECT: Final = Phrase("{effect} is in effect", "{effect} produz efeitos", "{effect}生效中")
IN_EFFECT_FOR: Final = Phrase(
    "{effect} is in effect for {record}", "{effect} produz efeitos quanto a {record}", "{effect}對{record}生效中"
)
HELD: Final = Phrase("{fact} is held", "{fact} está em vigor", "持有有效的{fact}")
COMPARED: Final[Mapping[str, Phrase]] = {
    ">=": Phrase("{left} is at least {right}", "{left} não é inferior a {right}", "{left}不低於{right}"),
    "<=": Phrase("{left} is at most {right}", "{left} não é superior a {right}", "{left}不高於{right}"),
    ">": Phrase("{left} is more than {right}", "{left} é superior a {right}", "{left}高於{right}"),
    "<": Phrase("{left} is less than {right}", "{left} é inferior a {right}", "{left}低於{right}"),
    "=": Phrase("{left} equals {right}", "{left} é igual a {right}", "{left}等於{right}"),
    "!=": Phrase("{left} is not {right}", "{left} é diferente de {right}", "{left}不等於{right}"),
}
LIES: Final = Phrase("{figure} lies {end}", "{figure} é {end}", "{figure}{end}")
LIES_BETWEEN: Final = Phrase("{figure} lies {low} and {high}", "{figure} é {low} e {high}", "{figure}{low}且{high}")
LIES_ANYWHERE: Final = Phrase("{figure} lies anywhere", "{figure} é qualquer", "{figure}為任何數額")
AT_OR_ABOVE: Final = Phrase("at or above {end}", "igual ou superior a {end}", "不低於{end}")
ABOVE: Final = Phrase("above {end}", "superior a {end}", "高於{end}")
AT_OR_BELOW: Final = Phrase("at or below {end}", "igual ou inferior a {end}", "不高於{end}")
BELOW: Final = Phrase("below {end}", "inferior a {end}", "低於{end}")
BEFORE_DAY: Final = Phrase("{first} is before {last}", "{first} é anterior a {last}", "{first}早於{last}")
NO_LATER: Final = Phrase("{first} is no later than {last}", "{first} não é posterior a {last}", "{first}不遲於{last}")
AT_LEAST_BEFORE: Final = Phrase(
    "{first} is at least {duration} before {last}",
    "{first} é anterior a {last} em, pelo menos, {duration}",
    "{first}早於{last}至少{duration}",
)
MORE_BEFORE: Final = Phrase(
    "{first} is more than {duration} before {last}",
    "{first} é anterior a {last} em mais de {duration}",
    "{first}早於{last}超過{duration}",
)
AT_MOST_AFTER: Final = Phrase(
    "{last} is at most {duration} after {first}, both being known",
    "{last} é posterior a {first} em, no máximo, {duration}, sendo ambas as datas conhecidas",
    "{last}遲於{first}不超過{duration}，且兩者日期均已知",
)
LESS_AFTER: Final = Phrase(
    "{last} is less than {duration} after {first}, both being known",
    "{last} é posterior a {first} em menos de {duration}, sendo ambas as datas conhecidas",
    "{last}遲於{first}少於{duration}，且兩者日期均已知",
)
#: with the certainty that the later is not before the earlier
WITHIN_AFTER: Final = Phrase(
    "{last} is within {duration} after {first}",
    "{last} situa-se dentro do prazo de {duration} após {first}",
    "{last}在{first}起{duration}內",
)
WITHIN_LESS_AFTER: Final = Phrase(
    "{last} is within less than {duration} after {first}",
    "{last} situa-se em prazo inferior a {duration} após {first}",
    "{last}在{first}起不足{duration}內",
)
PERIOD_IS: Final = Phrase("the {period} is {keys}", "o {period} é {keys}", "{period}為{keys}")
NTH: Final = Phrase("number {n}", "o n.º {n}", "第{n}個")
QUANTIFIED: Final[Mapping[str, Phrase]] = {
    "every": Phrase(
        "every one of {items} satisfies ({test})",
        "cada elemento de {items} satisfaz ({test})",
        "{items}每一項均符合（{test}）",
    ),
    "any": Phrase(
        "one or more of {items} satisfy ({test})",
        "um ou mais elementos de {items} satisfazem ({test})",
        "{items}中一項或以上符合（{test}）",
    ),
    "none": Phrase(
        "none of {items} satisfies ({test})",
        "nenhum elemento de {items} satisfaz ({test})",
        "{items}中無一項符合（{test}）",
    ),
}
COUNTED: Final[Mapping[str, Plural]] = {
    "at least": Plural(
        Phrase(
            "at least {n} of {items} satisfies ({test})",
            "pelo menos {n} elemento de {items} satisfaz ({test})",
            "{items}中至少{n}項符合（{test}）",
        ),
        Phrase(
            "at least {n} of {items} satisfy ({test})",
            "pelo menos {n} elementos de {items} satisfazem ({test})",
            "{items}中至少{n}項符合（{test}）",
        ),
    ),
    "at most": Plural(
        Phrase(
            "at most {n} of {items} satisfies ({test})",
            "no máximo {n} elemento de {items} satisfaz ({test})",
            "{items}中最多{n}項符合（{test}）",
        ),
        Phrase(
            "at most {n} of {items} satisfy ({test})",
            "no máximo {n} elementos de {items} satisfazem ({test})",
            "{items}中最多{n}項符合（{test}）",
        ),
    ),
    "in a row": Plural(
        Phrase(
            "at least {n} in a row of {items} satisfies ({test})",
            "pelo menos {n} elemento seguido de {items} satisfaz ({test})",
            "{items}中連續至少{n}項符合（{test}）",
        ),
        Phrase(
            "at least {n} in a row of {items} satisfy ({test})",
            "pelo menos {n} elementos seguidos de {items} satisfazem ({test})",
            "{items}中連續至少{n}項符合（{test}）",
        ),
    ),
}
AND: Final = Phrase(" and ", " e ", "，且")
OR: Final = Phrase(" or ", " ou ", "，或")

# --- lines -----------------------------------------------------------------------------------------------------

IF: Final = Phrase("{line}, if {condition}", "{line}, se {condition}", "如{condition}，{line}")
OTHERWISE: Final = Phrase("{line}, otherwise", "{line}, nos restantes casos", "在其他情況下，{line}")
UNVERIFIED: Final = Phrase(
    "{line} (unverified: {reason})", "{line} (não verificado: {reason})", "{line}（未經核實：{reason}）"
)
UNVERIFIED_MARK: Final = Phrase("{line} (unverified)", "{line} (não verificado)", "{line}（未經核實）")

# --- limits ----------------------------------------------------------------------------------------------------

WITHIN: Final = Phrase(
    "within {duration} of {anchor}",
    "no prazo de {duration} a contar da data de {anchor}",
    "自{anchor}之日起{duration}內",
)
LEAD: Final = Phrase(
    "at least {duration} before {anchor}",
    "com, pelo menos, {duration} de antecedência sobre a data de {anchor}",
    "最遲於{anchor}之日前{duration}",
)
CLEAR_LEAD: Final = Phrase(
    "at least {duration} before {anchor}, both ends left out",
    "com, pelo menos, {duration} de antecedência sobre a data de {anchor}, sem contar nenhum dos extremos",
    "最遲於{anchor}之日前{duration}，首尾兩日均不計算在內",
)
UP_TO_EVENT: Final = Phrase(
    "no later than the day of {anchor}", "até à data de {anchor}, inclusive", "不遲於{anchor}之日"
)
BEFORE_EVENT: Final = Phrase("before the day of {anchor}", "antes da data de {anchor}", "於{anchor}之日前")
WITHIN_HOURS: Final = Phrase(
    "within {duration} of {anchor}",
    "no prazo de {duration} a contar do momento de {anchor}",
    "自{anchor}之時起{duration}內",
)
LEAD_HOURS: Final = Phrase(
    "at least {duration} before {anchor}",
    "com, pelo menos, {duration} de antecedência sobre o momento de {anchor}",
    "最遲於{anchor}之時前{duration}",
)
SPELL_BEGINS: Final = Phrase("the beginning of {state}", "início de {state}", "{state}開始")
SPELL_ENDS: Final = Phrase("the end of {state}", "termo de {state}", "{state}結束")
BREACH_OF: Final = Phrase(
    "the first day of the breach of {norm}", "o primeiro dia do incumprimento de {norm}", "違反{norm}之首日"
)
OR_DUE: Final = Phrase(
    "{act}, or of the day it was due if not done",
    "{act}, ou da data em que devia ter sido praticado, se o não foi",
    "{act}（未作出者，其應作出之日）",
)
OR_LIMIT: Final = Phrase("{before}, or {last}", "{before}, ou {last}", "{before}，或{last}")
LATER: Final = Phrase(
    "{limits}, whichever is later", "{limits}, consoante o que ocorrer mais tarde", "{limits}，以較後者為準"
)
EARLIER: Final = Phrase(
    "{limits}, whichever is earlier", "{limits}, consoante o que ocorrer mais cedo", "{limits}，以較早者為準"
)
BY_DAY: Final = Phrase("by {day}", "até {day}", "最遲於{day}")

SET_UNITS: Final = {
    "day": Phrase(
        "within as many days of {anchor} as {number}",
        "no prazo, em dias, de {number}, a contar da data de {anchor}",
        "自{anchor}之日起，於{number}所定的日數內",
    ),
    "working day": Phrase(
        "within as many working days of {anchor} as {number}",
        "no prazo, em dias úteis, de {number}, a contar da data de {anchor}",
        "自{anchor}之日起，於{number}所定的工作日數內",
    ),
    "week": Phrase(
        "within as many weeks of {anchor} as {number}",
        "no prazo, em semanas, de {number}, a contar da data de {anchor}",
        "自{anchor}之日起，於{number}所定的星期數內",
    ),
    "month": Phrase(
        "within as many months of {anchor} as {number}",
        "no prazo, em meses, de {number}, a contar da data de {anchor}",
        "自{anchor}之日起，於{number}所定的月數內",
    ),
    "year": Phrase(
        "within as many years of {anchor} as {number}",
        "no prazo, em anos, de {number}, a contar da data de {anchor}",
        "自{anchor}之日起，於{number}所定的年數內",
    ),
}
FORTHWITH: Final = Phrase(
    "forthwith after {anchor}, on the same day",
    "imediatamente após {anchor}, no mesmo dia",
    "於{anchor}後立即，即於同日",
)
NO_STATED_TIME: Final = Phrase(
    "at no stated time after {anchor}", "sem prazo fixado, após {anchor}", "於{anchor}之後，但無訂明期限"
)
REGULARLY: Final = Phrase("regularly", "regularmente", "定期")
PRACTICABLE: Final = Phrase(
    "as soon as practicable, and in any case {limit}",
    "logo que possível e, em qualquer caso, {limit}",
    "盡快，且無論如何{limit}",
)
SUSPENDED: Final = Phrase("suspended while {state}", "suspenso enquanto durar {state}", "於{state}期間中止計算")
EXTENDED: Final = Phrase("extended to {day}", "prorrogado até à data de {day}", "延長至{day}")
CAPPED: Final = Phrase(
    "{extension}, at most {duration} after {anchor}",
    "{extension}, no máximo {duration} após a data de {anchor}",
    "{extension}，最多至{anchor}之日後{duration}",
)

RANGE_AT_LEAST: Final = Phrase("at least {low}", "não inferior a {low}", "不低於{low}")
RANGE_AT_MOST: Final = Phrase("at most {high}", "não superior a {high}", "不高於{high}")
RANGE: Final = Phrase("from {low} to {high}", "de {low} a {high}", "介乎{low}至{high}")

# --- items of checklists ---------------------------------------------------------------------------------------

ITEM: Final = Phrase("{letter}: {condition}", "{letter}: {condition}", "{letter}：{condition}")
ITEM_EACH: Final = Phrase("{item}, for each of {items}", "{item}, por cada um de {items}", "{item}，就{items}各項")
ITEM_EACH_WHERE: Final = Phrase(
    "{item}, for each of {items} of which ({test})",
    "{item}, por cada um de {items} em que ({test})",
    "{item}，就{items}中符合（{test}）的各項",
)
ITEM_UNLESS: Final = Phrase("{item}, unless {condition}", "{item}, salvo se {condition}", "{item}，但{condition}者除外")
