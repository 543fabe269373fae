"""What `prazo read` says around conditions and limits: the sentence of the norm, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase

HEAD: Final = Phrase("{title} ({id})", "{title} ({id})", "{title}（{id}）")
NATURE: Final = Phrase(
    "{kind}; force: {force}. {cites}", "{kind}; natureza: {force}. {cites}", "{kind}；性質：{force}。{cites}"
)
CITES: Final = Phrase("Cites {places}.", "Disposições: {places}.", "依據：{places}。")
CITES_NOTHING: Final = Phrase("Cites nothing.", "Sem disposição citada.", "未引用條文。")
FORMERLY: Final = Phrase("Formerly {names}.", "Anteriormente {names}.", "舊稱：{names}。")
UNDECIDED: Final = Phrase(
    "A statement that no fact can decide: {reason}",
    "Enunciado que nenhum facto pode decidir: {reason}",
    "任何事實均不能決定的陳述：{reason}",
)

# --- the sentence of a norm ------------------------------------------------------------------------------------

VERSION: Final = Phrase(
    "· {span} (version {version}): {sentence}",
    "· {span} (versão {version}): {sentence}",
    "· {span}（版本{version}）：{sentence}",
)
VERSION_READING: Final = Phrase(
    "· {span} (version {version}), in the reading {reading}: {sentence}",
    "· {span} (versão {version}), na leitura {reading}: {sentence}",
    "· {span}（版本{version}），按{reading}解讀：{sentence}",
)
EVERY: Final = Phrase("every {party}", "cada {party}", "每一{party}")
EVERY_ABOUT: Final = Phrase(
    "for each {record} in {items}, every {party}",
    "relativamente a cada {record} em {items}, cada {party}",
    "就{items}中的每一{record}，每一{party}",
)
SCOPED: Final = Phrase("{who}, where {condition},", "{who}, quando {condition},", "{who}，如{condition}，")
MUST_MEET: Final = Phrase(
    "{who} must at all times meet this:",
    "{who} deve a todo o tempo satisfazer o seguinte:",
    "{who}須隨時符合下列要求：",
)
MUST_MEET_AT: Final = Phrase(
    "{who} must meet this on the day of {event}:",
    "{who} deve satisfazer o seguinte na data de {event}:",
    "{who}須於{event}當日符合下列要求：",
)
MUST_HAVE: Final = Phrase(
    "{who} must have these on the day of {event}:",
    "{who} deve dispor do seguinte na data de {event}:",
    "{who}須於{event}當日備齊下列各項：",
)
NOT_FINAL: Final = Phrase(
    "the list is not final: there may be more",
    "a lista não é taxativa: pode ser exigido mais",
    "清單並非列舉窮盡：尚可要求其他項目",
)
JOINTLY: Final = Phrase(
    "{who}, each {record} in {items}, jointly,",
    "{who}, cada {record} em {items}, solidariamente,",
    "{who}及{items}中的每一{record}共同",
)
COUNTS_FOR_ALL: Final = Phrase(
    "{act} of any of {items} counts for all",
    "{act} de qualquer um de {items} vale para todos",
    "{items}中任何一項的{act}對全體有效",
)
PERSONAL: Final = Phrase(
    "for each {record} in {items}: {line}", "para cada {record} em {items}: {line}", "就{items}中的每一{record}：{line}"
)
MUST: Final = Phrase("{who} must {acts}", "{who} deve proceder a {acts}", "{who}須{acts}")
MAY: Final = Phrase("{who} may {acts}", "{who} pode proceder a {acts}", "{who}得{acts}")
MUST_REACH: Final = Phrase(
    "{who} must see to it that {condition}", "{who} deve assegurar o seguinte: {condition}", "{who}須確保{condition}"
)
MUST_NOT: Final = Phrase("{who} must not {acts}", "{who} não pode proceder a {acts}", "{who}不得{acts}")
WITH_LAST: Final = Phrase(
    "{acts} (done with the last of them)", "{acts} (cumprido com o último)", "{acts}（以最後一項作出時為履行）"
)
WITH_FIRST: Final = Phrase(
    "{acts} (done with the first of them)", "{acts} (cumprido com o primeiro)", "{acts}（以首項作出時為履行）"
)
EACH_JUDGED: Final = Phrase(
    "{acts} (each is judged, and the worst counts)",
    "{acts} (cada um é apreciado e conta o pior)",
    "{acts}（逐項判定，以最差者為準）",
)
WITHOUT: Final = Phrase(
    "without {approval} before or on the same day",
    "sem que antes, ou no mesmo dia, ocorra {approval}",
    "但事前或同日已有{approval}者除外",
)
ONLY_IN: Final = Phrase(
    "but where, on the day of the act, {condition}",
    "salvo quando, no dia do acto, {condition}",
    "但於作出行為之日，{condition}的情況除外",
)
WHILE: Final = Phrase(
    "while, on the day of the act, {state}", "enquanto, no dia do acto, {state}", "於作出行為之日，{state}的期間"
)
WAIT: Final = Phrase(
    "up to the end of the time {limit}; as long as that event has not happened, at any time",
    "até ao termo do prazo {limit}; enquanto esse facto não ocorrer, em momento algum",
    "至期限{limit}屆滿為止；該事實未發生時，不論何時",
)
AT_ANY_TIME: Final = Phrase("at any time", "em momento algum", "不論何時")
IN_TIME: Final = Phrase(
    "in the time {window}; its ends never move",
    "no período {window}; os seus limites não se deslocam",
    "期間為{window}；首尾兩日均不順延",
)
WINDOW_AFTER: Final = Phrase(
    "from the day of {anchor}, {limit}", "desde a data de {anchor}, {limit}", "由{anchor}之日起，{limit}"
)
WINDOW_BEFORE: Final = Phrase(
    "from {limit}, up to the day of {anchor}", "desde {limit}, até à data de {anchor}", "由{limit}起，至{anchor}之日止"
)
COUNTED: Final = Phrase("{limit}, counted by {rule}", "{limit}, segundo a contagem {rule}", "{limit}，按{rule}計算")
COUNTED_LEFT_OUT: Final = Phrase(
    "{limit}, the day itself left out, counted by {rule}",
    "{limit}, sem contar o próprio dia, segundo a contagem {rule}",
    "{limit}，當日不計算在內，按{rule}計算",
)
COUNTED_INCLUDED: Final = Phrase(
    "{limit}, the day itself counted, counted by {rule}",
    "{limit}, contando o próprio dia, segundo a contagem {rule}",
    "{limit}，當日計算在內，按{rule}計算",
)
COVERS: Final = Phrase(
    "one of these lines always applies", "uma destas alíneas aplica-se sempre", "上述各項中必有一項適用"
)
NONE_COVERS: Final = Phrase(
    "where none of these lines applies, nothing is required",
    "quando nenhuma destas alíneas se aplica, nada é exigido",
    "上述各項均不適用時，並無要求",
)
UNLESS: Final = Phrase("unless {condition}", "salvo se {condition}", "但{condition}者除外")
EXCEPT_WHERE: Final = Phrase("except where {norms} applies", "salvo quando se aplica {norms}", "但適用{norms}者除外")
UNVERIFIED: Final = Phrase("unverified: {reason}", "não verificado: {reason}", "未經核實：{reason}")

# --- around a norm ---------------------------------------------------------------------------------------------

OWED_BY: Final = Phrase(
    "Owed by {bearer}, judged on the facts of {subject}.",
    "Devido por: {bearer}, apreciado segundo os factos de {subject}.",
    "義務人為{bearer}，按{subject}的事實判定。",
)
OWED_TO: Final = Phrase("Owed to {party}.", "Devido a: {party}.", "義務的對象為{party}。")
LAW_AS_ON: Final = Phrase(
    "The law as on the day of {event} applies.",
    "Aplica-se a lei vigente na data de {event}.",
    "適用{event}當日生效的法律。",
)
LAW_AS_ON_CHECK: Final = Phrase(
    "The law as on the day of the check applies.",
    "Aplica-se a lei vigente na data da verificação.",
    "適用查核當日生效的法律。",
)
PREVAILS: Final = Phrase("Prevails over {norms}.", "Prevalece sobre {norms}.", "優先於{norms}。")
IN_ADDITION: Final = Phrase("In addition to {norms}.", "Cumula-se com {norms}.", "與{norms}一併適用。")
BRINGS: Final = Phrase("A breach brings {effects}.", "O incumprimento acarreta {effects}.", "違反時產生：{effects}。")
AFTER_WHICH: Final = Phrase(
    "If it is not used in its time: {effects}.", "Se não for exercido no prazo: {effects}.", "逾期未行使時：{effects}。"
)
NOTE: Final = Phrase("Note: {note}", "Nota: {note}", "附註：{note}")

# --- consequences ----------------------------------------------------------------------------------------------

ON_EVERY: Final = Phrase("on every {party}", "para cada {party}", "對每一{party}")
UNTIL: Final = Phrase("until {condition}", "até que se verifique: {condition}", "直至{condition}")
FOLLOWS_ACT: Final = Phrase("Follows {act}.", "Resulta de {act}.", "隨{act}而產生。")
FOLLOWS_BREACH: Final = Phrase(
    "Follows a breach of {norms}.", "Resulta do incumprimento de {norms}.", "因違反{norms}而產生。"
)
FOLLOWS_TIME: Final = Phrase(
    "Follows when the time to use {norms} has passed.",
    "Resulta do decurso do prazo para exercer {norms}.",
    "因行使{norms}的期限屆滿而產生。",
)
IMPOSED_BY: Final = Phrase("Imposed by {party}.", "Competência para aplicar: {party}.", "由{party}科處。")
ADJUSTED: Final[Mapping[str, Phrase]] = {
    "value": Phrase("then it becomes {figure}", "depois passa a {figure}", "其後改為{figure}"),
    "lower": Phrase(
        "then the lower bound becomes {figure}", "depois o limite mínimo passa a {figure}", "其後下限改為{figure}"
    ),
    "upper": Phrase(
        "then the upper bound becomes {figure}", "depois o limite máximo passa a {figure}", "其後上限改為{figure}"
    ),
}

# --- what it rests on ------------------------------------------------------------------------------------------

TERMS_USED: Final = Phrase("Terms used:", "Termos usados:", "所用概念：")
FACTS_READ: Final = Phrase("Facts read:", "Factos considerados:", "所依據的事實：")
COUNTING: Final = Phrase("Counting:", "Contagem dos prazos:", "期間的計算：")
DEFINITION: Final = Phrase(
    "{label} ({name}): {kind}. {cites}", "{label} ({name}): {kind}. {cites}", "{label}（{name}）：{kind}。{cites}"
)
DEFINED_KINDS: Final[Mapping[str, Phrase]] = {
    "figure": Phrase("figure", "valor", "數值"),
    "condition": Phrase("condition", "condição", "條件"),
    "date": Phrase("date", "data", "日期"),
}
DEFINED_WHERE: Final = Phrase("where {condition}:", "quando {condition}:", "如{condition}：")
FACT: Final = Phrase("{label} ({name}): {kind}", "{label} ({name}): {kind}", "{label}（{name}）：{kind}")
FACT_KINDS: Final[Mapping[str, Phrase]] = {
    "yes or no": Phrase("yes or no", "sim ou não", "是或否"),
    "money": Phrase("money", "montante", "金額"),
    "number": Phrase("number", "número", "數字"),
    "percent": Phrase("percent", "percentagem", "百分比"),
    "date": Phrase("date", "data", "日期"),
    "text": Phrase("text", "texto", "文字"),
    "event": Phrase("event", "facto com data", "事件"),
    "state": Phrase("state", "estado", "狀態"),
    "decision": Phrase("decision", "decisão", "決定"),
    "evidence": Phrase("evidence", "documento comprovativo", "證明文件"),
    "list": Phrase("list", "lista", "清單"),
    "reference": Phrase("reference", "referência", "指向"),
    "list of event": Phrase("list of days", "lista de datas", "日期清單"),
}
KIND_IN: Final = Phrase("{kind} in {unit}", "{kind} em {unit}", "以{unit}計的{kind}")
PARTS: Final = Phrase(", ", ", ", "，")
CHOICE: Final = Phrase("one of {values}", "um de: {values}", "以下之一：{values}")
LIST_OF: Final = Phrase("list of {record}", "lista de {record}", "{record}的清單")
REFERENCE_TO: Final = Phrase("reference to {record}", "referência a {record}", "指向{record}")
MADE_OUT_BY: Final = Phrase("made out by {issuer}", "emitido por {issuer}", "由{issuer}發出")
EACH: Final = Phrase("each {period}", "por {period}", "按{period}")
FROM_OWNER: Final = Phrase("from {owner}", "a obter de {owner}", "由{owner}提供")
SET_BY: Final = Phrase("set by {owner}", "a fixar por {owner}", "由{owner}訂定")

# --- counting rules --------------------------------------------------------------------------------------------

RULE: Final = Phrase("{name}, {span}: {rule}", "{name}, {span}: {rule}", "{name}，{span}：{rule}")
SOURCE: Final = Phrase("{rule}. Source: {source}", "{rule}. Fonte: {source}", "{rule}。來源：{source}")
EVENT_LEFT_OUT: Final = Phrase(
    "the day of the event is left out", "não se conta o dia do facto", "事實發生當日不計算在內"
)
EVENT_COUNTED: Final = Phrase("the day of the event is counted", "conta-se o dia do facto", "事實發生當日計算在內")
NO_CALENDAR: Final = Phrase(
    "closed days make no difference", "os dias de encerramento são indiferentes", "休息日不影響計算"
)
CLOSED: Final = Phrase(
    "closed are {days} of the calendar {calendar}",
    "são dias de encerramento {days} do calendário {calendar}",
    "休息日為曆法{calendar}的{days}",
)
CLOSED_KINDS: Final[Mapping[str, Phrase]] = {
    "holiday": Phrase("holiday", "os feriados", "公眾假期"),
    "closure": Phrase("closure", "os dias de encerramento dos serviços", "部門關閉的日子"),
}
SKIPS: Final[Mapping[str, Phrase]] = {
    "none": Phrase("closed days count", "os dias de encerramento contam", "休息日計算在內"),
    "all": Phrase("closed days are left out", "os dias de encerramento não contam", "休息日不計算在內"),
    "short": Phrase(
        "closed days are left out of limits of up to {n} days",
        "os dias de encerramento não contam nos prazos até {n} dias",
        "期間為{n}日或以下者，休息日不計算在內",
    ),
}
LAST_MOVES: Final = Phrase(
    "a closed last day moves to the next open day",
    "o último dia, sendo de encerramento, passa para o dia de abertura seguinte",
    "期間最後一日為休息日者，順延至緊接的開放日",
)
LAST_STAYS: Final = Phrase(
    "a closed last day does not move",
    "o último dia, sendo de encerramento, não se desloca",
    "期間最後一日為休息日者，不予順延",
)
LEAD_MOVES: Final = Phrase(
    "counted back, it moves to the open day before",
    "na contagem para trás, passa para o dia de abertura anterior",
    "倒數計算者，提前至之前的開放日",
)
LEAD_STAYS: Final = Phrase(
    "counted back, it does not move", "na contagem para trás, não se desloca", "倒數計算者，不予移動"
)
MISSING_LAST: Final = Phrase(
    "a day that a month lacks becomes the last day of that month",
    "o dia que falte no mês passa a ser o último desse mês",
    "該月無相應日者，以該月最後一日為準",
)
MISSING_NEXT: Final = Phrase(
    "a day that a month lacks becomes the first day of the next month",
    "o dia que falte no mês passa a ser o primeiro do mês seguinte",
    "該月無相應日者，以翌月首日為準",
)
WEEKS: Final = Phrase(
    "8 and 15 days are one and two weeks",
    "8 e 15 dias são uma e duas semanas",
    "8日及15日分別視為一個及兩個星期",
)
