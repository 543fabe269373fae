"""What `prazo explain` says: rows of conditions and values, the count of days, what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

HEAD: Final = Phrase("{title} ({cites}): {id}", "{title} ({cites}): {id}", "{title}（{cites}）：{id}")
UNDECIDED: Final = Phrase(
    "{title}: no fact decides this, because {reason}",
    "{title}: nenhum facto decide isto, porque {reason}",
    "{title}：任何事實均不能決定，理由：{reason}",
)
NOT_FOR: Final = Phrase(
    "→ not for this party, {party}: it is on {subject}",
    "→ não é para esta parte, {party}: recai sobre {subject}",
    "→ 不適用於{party}：其義務人為{subject}",
)
NOTHING_BRINGS: Final = Phrase(
    "→ nothing brings it about on {day}", "→ nada a determina em {day}", "→ 於{day}並無任何事實導致該後果"
)
NOT_OPEN: Final = Phrase("→ it cannot be used on {day}", "→ não pode ser exercido em {day}", "→ 於{day}不得行使")
COMES_TO: Final = Phrase("→ {status}", "→ {status}", "→ {status}")
NOT_APPLICABLE: Final = Phrase("→ not applicable: {because}", "→ não aplicável: {because}", "→ 不適用：{because}")
HOLDS: Final = Phrase("it holds", "tem lugar", "成立")
HOLDS_NOT: Final = Phrase("it does not hold", "não tem lugar", "不成立")
HOLDS_UNKNOWN: Final = Phrase("whether it holds is not known", "desconhece-se se tem lugar", "是否成立未知")

# --- rows ------------------------------------------------------------------------------------------------------

VERSION: Final = Phrase("version {version}", "versão {version}", "版本{version}")
READ_ON: Final = Phrase("read on", "apreciado em", "判定日期")
DAY_UNKNOWN: Final = Phrase(
    "{day} (the day that counts is not known)", "{day} (a data relevante é desconhecida)", "{day}（相關日期未知）"
)
ONLY_IN: Final = Phrase("in a case in which it may be", "num caso em que o pode ser", "屬允許的情況")
WAIT: Final = Phrase("to wait {limit}", "a esperar {limit}", "須等候：{limit}")
FORBIDDEN: Final = Phrase("forbidden {limit}", "proibido {limit}", "禁止期間：{limit}")
EXCUSED_ON: Final = Phrase("excused on {day}", "excepção em {day}", "於{day}屬例外")
INSTEAD: Final = Phrase("{norm} applies instead", "aplica-se, em seu lugar, {norm}", "改為適用{norm}")
TIME_OVER: Final = Phrase("once the time has passed to use", "findo o prazo para exercer", "行使期限屆滿")
FOR_BREACH: Final = Phrase("for a breach of", "por incumprimento de", "因違反")
ENDS_WHEN: Final = Phrase("ends when", "cessa quando", "終止條件")
THEN: Final[Mapping[str, Phrase]] = {
    "value": Phrase("then it is {figure}", "depois passa a {figure}", "其後為{figure}"),
    "lower": Phrase(
        "then the lower bound is {figure}", "depois o limite mínimo passa a {figure}", "其後下限為{figure}"
    ),
    "upper": Phrase(
        "then the upper bound is {figure}", "depois o limite máximo passa a {figure}", "其後上限為{figure}"
    ),
}
APPLIES: Final = Phrase("applies: {truth}", "aplica-se: {truth}", "適用：{truth}")
LEFT: Final = Phrase(
    "left: it applies if {condition}", "deixado: aplica-se se {condition}", "不適用：僅於{condition}時適用"
)
AS_IN: Final = Phrase("as in", "nos termos de", "依據")
NO_VERSION: Final = Phrase("no version of it is in force", "nenhuma versão em vigor", "並無生效的版本")
MORE_ITEMS: Final = Plural(
    Phrase("and {n} more", "e mais {n}", "及另外{n}項"), Phrase("and {n} more", "e mais {n}", "及另外{n}項")
)
OTHERS: Final = Phrase("others", "outros", "其他")

# --- the count of days -----------------------------------------------------------------------------------------

COUNTED_BY: Final = Phrase("counted by {rule}", "segundo a contagem {rule}", "按{rule}計算")
LEFT_OUT: Final = Phrase(
    "{length}, the day itself left out", "{length}, sem contar o próprio dia", "{length}，當日不計算在內"
)
COUNTED_IN: Final = Phrase(
    "{length}, the day itself counted", "{length}, contando o próprio dia", "{length}，當日計算在內"
)
BACK: Final = Phrase("{length} back", "{length} para trás", "倒數{length}")
ONE_WEEK: Final = Phrase("{length} (one week)", "{length} (uma semana)", "{length}（即一個星期）")
TWO_WEEKS: Final = Phrase("{length} (two weeks)", "{length} (duas semanas)", "{length}（即兩個星期）")
DAY_ITSELF: Final = Phrase("the day itself", "o próprio dia", "當日")
DAY_CLOSED: Final = Phrase("{day}, closed: {why}", "{day}, encerrado: {why}", "{day}，休息日：{why}")
CLOSED: Final = Phrase("closed: {why}", "encerrado: {why}", "休息日：{why}")
NOT_COUNTED: Final = Phrase("not counted: {why}", "não contado: {why}", "不計算在內：{why}")
MORE_CLOSED: Final = Plural(
    Phrase("and {n} more closed day", "e mais {n} dia de encerramento", "及另外{n}個休息日"),
    Phrase("and {n} more closed days", "e mais {n} dias de encerramento", "及另外{n}個休息日"),
)
MOVED_LATER: Final = Phrase("moved later to", "transferido para", "順延至")
MOVED_EARLIER: Final = Phrase("moved earlier to", "antecipado para", "提前至")
NOT_MOVED: Final = Phrase("not moved", "não transferido", "不予移動")
ONLY_OPEN: Final = Phrase("only open days are counted", "só se contam os dias de abertura", "僅計算開放日")
RULE_MOVES_NONE: Final = Phrase("this rule moves no day", "esta regra não transfere nenhum dia", "此規則不移動任何日子")
OPEN_DAY: Final = Phrase("an open day", "um dia de abertura", "屬開放日")
UNVERIFIED: Final = Phrase("unverified", "não verificado", "未經核實")
PROVISIONAL: Final = Phrase("provisional", "provisório", "暫定")
CHECKED_ONLY: Final = Phrase(
    "the calendar {calendar} was checked {span} only",
    "o calendário {calendar} só foi verificado {span}",
    "曆法{calendar}僅於以下期間經核實：{span}",
)
LAST_DAY: Final = Phrase("last day", "último dia", "最後一日")
BEYOND: Final = Phrase("beyond the days that dates can have", "para além das datas admitidas", "超出日期的可用範圍")

# --- facts as given --------------------------------------------------------------------------------------------

PLANNED: Final = Phrase("planned for {day}", "previsto para {day}", "計劃於{day}")
BY_DAY: Final = Phrase(
    "by {day}, the day itself is not known", "até {day}, em dia desconhecido", "最遲於{day}發生，確實日期未知"
)
HELD_FROM: Final = Phrase("from {first}", "desde {first}", "自{first}起")
HELD_FROM_TO: Final = Phrase("from {first} to {last}", "de {first} a {last}", "自{first}至{last}")
PERHAPS_MORE: Final = Phrase("{n} and perhaps more", "{n} e talvez mais", "{n}，或有其他")
NOT_YET: Final = Phrase("not yet", "ainda não", "尚未")
NONE: Final = Phrase("none", "nenhum", "無")
GIVEN: Final = Phrase("given", "indicado", "已提供")
ASK: Final = Phrase("{value} (ask: {sources})", "{value} (perguntar a: {sources})", "{value}（向{sources}查詢）")
