"""What reports say of verdicts and effects: headings, reasons, days, what is missing, marks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

HEADING: Final = Phrase("{party} {id} on {on}", "{party} {id} em {on}", "{party} {id}，{on}")
HEADING_UNDER: Final = Phrase(
    "{party} {id} on {on}, under {laws}", "{party} {id} em {on}, ao abrigo de {laws}", "{party} {id}，{on}，依據{laws}"
)
WITH_ITEM: Final = Phrase("{title}, {item}", "{title}, {item}", "{title}，{item}")
WITH_SPELL: Final = Phrase(
    "{title}, {state} from {first}", "{title}, {state} desde {first}", "{title}，自{first}起{state}"
)
WITH_PERIOD: Final = Phrase("{title}, {period}", "{title}, {period}", "{title}，{period}")
WITH_READING: Final = Phrase("{title} (reading {reading})", "{title} (leitura {reading})", "{title}（{reading}解讀）")
NO_DUTY: Final = Phrase(
    "no duty of these rules is on this subject",
    "nenhum dever destas regras recai sobre este sujeito",
    "此等規則並無任何義務適用於該主體",
)
COUNT: Final = Phrase("{n} {status}", "{status}: {n}", "{status} {n}")
FOLLOWS: Final = Phrase("what follows", "o que daí resulta", "由此產生的後果")
FOLLOWS_HEAD: Final = Phrase("What follows:", "O que daí resulta:", "由此產生的後果：")
TABLE: Final = (
    Phrase("status", "situação", "狀況"),
    Phrase("provision", "disposição", "條文"),
    Phrase("duty", "dever", "義務"),
    Phrase("why", "porquê", "理由"),
)
DECISION: Final = Phrase(
    "Decision: {digest}, tool {tool}", "Decisão: {digest}, ferramenta {tool}", "判定：{digest}，工具版本{tool}"
)

# --- reasons ---------------------------------------------------------------------------------------------------

#: code of a reason to its sentences, the fullest first; ``{figure}`` is the figure found, ``{name}`` what it is called
REASONS: Final[Mapping[str, tuple[Phrase, ...]]] = {
    "out_of_scope": (
        Phrase("it is not one of those that this is about", "não é dos que esta norma abrange", "不屬本規定的適用範圍"),
    ),
    "not_in_force": (
        Phrase(
            "no version of this is in force on the day that counts",
            "nenhuma versão desta norma vigora na data relevante",
            "於相關日期並無生效的版本",
        ),
    ),
    "not_triggered": (
        Phrase("{anchor} has not happened", "{anchor} ainda não ocorreu", "{anchor}尚未發生"),
        Phrase(
            "what it is counted from has not happened",
            "ainda não ocorreu o facto a partir do qual se conta o prazo",
            "起算期間的事實尚未發生",
        ),
    ),
    "not_started": (
        Phrase(
            "the time from which this is owed has not begun",
            "ainda não começou o tempo a partir do qual isto é devido",
            "須履行該義務的期間尚未開始",
        ),
    ),
    "no_clause_applies": (Phrase("none of its lines applies", "nenhuma das suas alíneas se aplica", "其各項均不適用"),),
    "all_there": (Phrase("everything on the list is there", "está tudo o que a lista exige", "清單所列各項均已齊備"),),
    "there_so_far": (
        Phrase(
            "everything that the list names is there; the list is not final",
            "está tudo o que a lista indica; a lista não é taxativa",
            "清單已列各項均已齊備；清單並非列舉窮盡",
        ),
    ),
    "items_missing": (
        Phrase("missing: {missing}", "em falta: {missing}", "欠缺：{missing}"),
        Phrase("something on the list is missing", "falta algo do que a lista exige", "清單所列項目有所欠缺"),
    ),
    "no_items": (Phrase("the list is empty", "a lista está vazia", "清單並無任何項目"),),
    "excused": (Phrase("an exception holds", "verifica-se uma excepção", "屬例外情況"),),
    "displaced": (
        Phrase("{by} applies instead", "aplica-se, em seu lugar, {by}", "改為適用{by}"),
        Phrase("another norm applies instead", "aplica-se, em seu lugar, outra norma", "改為適用另一規定"),
    ),
    "facts_missing": (
        Phrase(
            "the day is known of {times}, and the time of day is missing",
            "conhece-se o dia de {times}, mas falta a hora",
            "已知{times}之日，欠缺其時刻",
        ),
        Phrase("facts that matter are missing", "faltam factos relevantes", "欠缺相關事實"),
    ),
    "holds": (
        Phrase(
            "{name} is {figure}, {limit} is the limit",
            "{name}: {figure}; limite: {limit}",
            "{name}為{figure}，限額為{limit}",
        ),
        Phrase("what is required holds", "verifica-se o que é exigido", "符合要求"),
    ),
    "does_not_hold": (Phrase("what is required does not hold", "não se verifica o que é exigido", "不符合要求"),),
    "below": (
        Phrase(
            "{figure} found, {limit} required ({name})",
            "apurado {figure}, exigido {limit} ({name})",
            "現為{figure}，要求為{limit}（{name}）",
        ),
        Phrase("less than required", "inferior ao exigido", "低於要求"),
    ),
    "above": (
        Phrase(
            "{figure} found, at most {limit} allowed ({name})",
            "apurado {figure}, máximo permitido {limit} ({name})",
            "現為{figure}，上限為{limit}（{name}）",
        ),
        Phrase("more than allowed", "superior ao permitido", "高於上限"),
    ),
    "different": (
        Phrase(
            "{figure} found, {limit} required ({name})",
            "apurado {figure}, exigido {limit} ({name})",
            "現為{figure}，要求為{limit}（{name}）",
        ),
        Phrase("not what is required", "diferente do exigido", "與要求不符"),
    ),
    "done_in_time": (Phrase("done in time", "cumprido dentro do prazo", "已如期作出"),),
    "done_late": (Phrase("done too late", "cumprido fora do prazo", "逾期作出"),),
    "not_done": (Phrase("not done", "não efectuado", "未作出"),),
    "not_yet_due": (Phrase("not yet due", "o prazo ainda não terminou", "期限尚未屆滿"),),
    "forbidden_act": (Phrase("done although forbidden", "praticado apesar de proibido", "作出被禁止的行為"),),
    "done_outside": (
        Phrase("done, but not while forbidden", "praticado, mas não enquanto era proibido", "已作出，但非於禁止期間"),
    ),
    "approved": (Phrase("done with approval", "praticado com aprovação", "經許可作出"),),
    "allowed": (
        Phrase("done in a case in which it may be", "praticado num caso em que o pode ser", "於允許的情況下作出"),
    ),
    "not_allowed": (
        Phrase(
            "done in none of the cases in which it may be",
            "praticado fora dos casos em que o pode ser",
            "非於允許的任何情況下作出",
        ),
    ),
    "waited": (
        Phrase(
            "done after the wait, which lasted to {until}",
            "praticado depois do prazo de espera, que terminou em {until}",
            "於等候期屆滿後作出，等候期至{until}止",
        ),
        Phrase("done after the wait had ended", "praticado depois do prazo de espera", "於等候期屆滿後作出"),
    ),
    "too_early": (
        Phrase(
            "done before the end of {until}, up to which it had to wait",
            "praticado antes do fim de {until}, até quando tinha de esperar",
            "須等候至{until}終結，而於此前作出",
        ),
        Phrase(
            "done before the wait had ended", "praticado antes de terminado o prazo de espera", "於等候期屆滿前作出"
        ),
    ),
}
UNNAMED: Final = Phrase("figure", "valor", "數值")
ONLY_WHERE: Final = Phrase("only where {condition}", "só quando {condition}", "僅適用於{condition}的情況")

# --- marks -----------------------------------------------------------------------------------------------------

MARKS: Final[Mapping[str, Phrase]] = {
    "provisional": Phrase(
        "provisional: the calendar is not verified for these days",
        "provisório: o calendário não está verificado para estes dias",
        "屬暫定：有關日子的曆法未經核實",
    ),
    "unverified": Phrase(
        "unverified: a source behind this was not checked",
        "não verificado: uma das fontes não foi conferida",
        "未經核實：所依據的某一來源未經查核",
    ),
    "open_textured": Phrase(
        "rests on an open term of the law", "assenta num conceito indeterminado da lei", "取決於法律中的不確定概念"
    ),
    "planned": Phrase(
        "counted back from an event that is only planned",
        "contado para trás a partir de um facto apenas previsto",
        "由僅屬計劃中的事實倒數計算",
    ),
    "over_cap": Phrase(
        "an extension goes beyond its cap; the excess has no effect",
        "uma prorrogação excede o seu limite; o excesso não produz efeitos",
        "延期超出上限；超出部分不產生效力",
    ),
    "late_extension": Phrase(
        "an extension was granted after the last day and changes nothing",
        "uma prorrogação foi concedida depois do último dia e nada altera",
        "延期於最後一日之後方給予，不產生效力",
    ),
    "interpreted": Phrase(
        "taken as the house interprets an open term",
        "segundo a interpretação que a própria entidade dá a um conceito indeterminado",
        "按實體本身對不確定概念的解釋",
    ),
    "readings_differ": Phrase("the official readings differ", "as versões oficiais divergem", "各正式文本的解讀不一致"),
}

# --- days and needs --------------------------------------------------------------------------------------------

DEPARTS: Final = Phrase(
    "departs from a recommendation; no law is broken",
    "afasta-se de uma recomendação; nenhuma lei é violada",
    "偏離建議，但並無違反法律",
)
SINCE: Final = Phrase("since {day}", "desde {day}", "自{day}起")
DUE: Final = Phrase("due {day}", "prazo até {day}", "期限至{day}")
DUE_BECAUSE: Final = Phrase("due {day} ({why})", "prazo até {day} ({why})", "期限至{day}（{why}）")
IN_DAYS: Final = Plural(
    Phrase("{due}, in {n} day", "{due}, dentro de {n} dia", "{due}，尚餘{n}日"),
    Phrase("{due}, in {n} days", "{due}, dentro de {n} dias", "{due}，尚餘{n}日"),
)
TODAY: Final = Phrase("{due}, today", "{due}, hoje", "{due}，即當日")
COUNTED_FROM: Final = Phrase("counted from {day}", "a contar de {day}", "自{day}起計")
LIMIT_ON: Final = Phrase("{limit}, on {day}", "{limit}, em {day}", "{limit}，該日為{day}")
COUNTED_BY: Final = Phrase("{limit}; {rule} counting", "{limit}; contagem {rule}", "{limit}；按{rule}計算")
DONE_ON: Final = Phrase("done on {day}", "efectuado em {day}", "於{day}作出")
CURED_ON: Final = Phrase("cured on {day}", "sanado em {day}", "於{day}補正")
NOT_KNOWN: Final = Phrase("not known: {needs}", "desconhecido: {needs}", "未知：{needs}")
POSSIBLE: Final = Phrase("possible: {statuses}", "possível: {statuses}", "可能為：{statuses}")
NEED_LABEL: Final = Phrase("{path} ({label})", "{path} ({label})", "{path}（{label}）")
NEED_ASK: Final = Phrase("{path} (ask: {source})", "{path} (perguntar a: {source})", "{path}（向{source}查詢）")
NEED_LABEL_ASK: Final = Phrase(
    "{path} ({label}; ask: {source})", "{path} ({label}; perguntar a: {source})", "{path}（{label}；向{source}查詢）"
)
MORE_NEEDS: Final = Phrase("{needs} and {n} more", "{needs} e mais {n}", "{needs}及另外{n}項")
MAY_PROVE: Final = Phrase("{by} may prove {path}", "{by} pode provar {path}", "{by}得證明{path}")
ANYONE: Final = Phrase("anyone", "qualquer pessoa", "任何人")

# --- effects ---------------------------------------------------------------------------------------------------

BROUGHT_BY: Final = Phrase("{effect}, for {breach}", "{effect}, por {breach}", "{effect}，因{breach}")
MAY_FOLLOW: Final = Phrase("may follow", "pode resultar", "可能產生")
MAY_FOLLOW_SINCE: Final = Phrase("may follow since {day}", "pode resultar desde {day}", "自{day}起可能產生")
MAY_STAND: Final = Phrase(
    "whether it may still be used is not known", "desconhece-se se ainda pode ser exercido", "是否仍可行使未知"
)
UNTIL_SOME_DAY: Final = Phrase(
    "until a day from {low} to {high}", "até um dia entre {low} e {high}", "至{low}至{high}之間的某日為止"
)
BOUND: Final[Mapping[str, Phrase]] = {
    "lower": Phrase("lower bound {value}", "limite mínimo {value}", "下限{value}"),
    "upper": Phrase("upper bound {value}", "limite máximo {value}", "上限{value}"),
    "until": Phrase("until {value}", "até {value}", "至{value}為止"),
}
