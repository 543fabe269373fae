"""What stands on a map: headings, edges, the legend, the tooltip's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from prazo.dsl.report.words.phrase import Phrase, Plural

# --- nodes -----------------------------------------------------------------------------------------------------

SEE: Final = Phrase("see {heading}", "ver {heading}", "參見{heading}")
FOR_EACH: Final = Phrase("for each {record} in {items}", "por cada {record} em {items}", "就{items}中的每一{record}")
JUDGED_ON: Final = Phrase(
    "judged on the facts of {party}", "apreciado segundo os factos de {party}", "按{party}的事實判定"
)
WHERE: Final = Phrase("where {condition}", "quando {condition}", "如{condition}")
WHERE_HEAD: Final = Phrase("where {condition}:", "quando {condition}:", "如{condition}：")
UNVERIFIED: Final = Phrase("unverified: {reason}", "não verificado: {reason}", "未經核實：{reason}")
FORCE: Final = Phrase("force: {force}", "natureza: {force}", "性質：{force}")
LAW_AS_ON: Final = Phrase("law as on {day}", "lei vigente em {day}", "適用{day}的法律")
DAY_OF_CHECK: Final = Phrase("the day of the check", "a data da verificação", "查核當日")
MUST_KEEP: Final = Phrase("must keep to:", "deve satisfazer:", "須符合：")
MUST_HAVE: Final = Phrase("must have:", "deve dispor de:", "須備齊：")
NOT_FINAL: Final = Phrase("and what else may be asked for", "e o mais que for exigido", "以及其他被要求的項目")
JOINTLY: Final = Phrase("jointly", "solidariamente", "共同")
FOR_ONE: Final = Phrase("for one {party}: {condition}", "para cada {party}: {condition}", "就每一{party}：{condition}")
MUST: Final = Phrase("must {acts}", "deve proceder a {acts}", "須{acts}")
MAY: Final = Phrase("may {acts}", "pode proceder a {acts}", "得{acts}")
MUST_REACH: Final = Phrase("must reach: {condition}", "deve assegurar: {condition}", "須達到：{condition}")
MUST_NOT: Final = Phrase("must not {acts}", "não pode proceder a {acts}", "不得{acts}")
FOR_PARTY: Final = Phrase("for {party}", "para {party}", "對{party}")
OF_PARTY: Final = Phrase("of {party}", "de {party}", "屬{party}")
UNDECIDED: Final = Phrase(
    "No fact decides it: {reason}", "Nenhum facto o decide: {reason}", "任何事實均不能決定：{reason}"
)
WHILE: Final = Phrase("while {state}", "enquanto {state}", "於{state}期間")
BUT_WHERE: Final = Phrase("but where {condition}", "salvo quando {condition}", "但{condition}的情況除外")
WAIT: Final = Phrase(
    "not until {duration} after this have ended",
    "não antes de decorridos {duration} sobre este facto",
    "其後{duration}屆滿前不得",
)
UNTIL: Final = Phrase("until {condition}", "até que se verifique: {condition}", "直至{condition}")
ROLES: Final[Mapping[str, Phrase]] = {
    "owes": Phrase("Who owes", "Quem deve", "義務人"),
    "may use": Phrase("Who may", "Quem pode", "權力人"),
    "owed to": Phrase("To whom", "A quem", "義務對象"),
    "imposes": Phrase("Who imposes", "Quem aplica", "科處者"),
}
SUPPLIED_BY: Final = Phrase("supplied by {party}", "fornecido por {party}", "由{party}提供")
UNLESS: Final = Phrase("Unless", "Salvo se", "除外情況")
OR: Final = Phrase("or {condition}", "ou {condition}", "或{condition}")
THEN: Final[Mapping[str, Phrase]] = {
    "value": Phrase("then {figure}", "depois {figure}", "其後{figure}"),
    "lower": Phrase("then the lower bound: {figure}", "depois o limite mínimo: {figure}", "其後下限：{figure}"),
    "upper": Phrase("then the upper bound: {figure}", "depois o limite máximo: {figure}", "其後上限：{figure}"),
}
ANY_BREACH: Final = Phrase(
    "Any breach on this sheet brings", "Qualquer incumprimento nesta folha acarreta", "違反本頁任何規定均產生"
)
A_BREACH_OF: Final = Phrase("A breach of", "Incumprimento de", "違反")
NORMS: Final = Plural(Phrase("{n} norm", "{n} norma", "{n}項規定"), Phrase("{n} norms", "{n} normas", "{n}項規定"))
ANY_DUTY: Final = Phrase("any duty in {law}", "qualquer dever em {law}", "{law}的任何義務")
ANY_DUTY_OF: Final = Phrase(
    "any duty of the {party} in {law}", "qualquer dever de {party} em {law}", "{party}在{law}中的任何義務"
)

# --- edges -----------------------------------------------------------------------------------------------------

WITHIN: Final = Phrase("within {duration}", "no prazo de {duration}", "起{duration}內")
NOT_WITHIN: Final = Phrase("not within {duration}", "não no prazo de {duration}", "起{duration}內不得")
LEAD: Final = Phrase("at least {duration} before", "pelo menos {duration} antes", "至少{duration}前")
NOT_LEAD: Final = Phrase(
    "not in the {duration} before, nor on this day",
    "não nos {duration} anteriores nem neste dia",
    "之前{duration}及當日不得",
)
ENDS_LEFT_OUT: Final = Phrase(
    "{limit}, both ends left out", "{limit}, sem contar nenhum dos extremos", "{limit}，首尾兩日均不計算在內"
)
WITHIN_SET: Final = Phrase("within the time of {number}", "no prazo de {number}", "起，於{number}所定期間內")
NOT_WITHIN_SET: Final = Phrase(
    "not within the time of {number}", "não no prazo de {number}", "起，於{number}所定期間內不得"
)
FORTHWITH: Final = Phrase("forthwith", "imediatamente", "立即")
NO_STATED_TIME: Final = Phrase("at no stated time", "sem prazo fixado", "無訂明期限")
SOONER: Final = Phrase(
    "as soon as practicable, and in any case {limit}",
    "logo que possível e, em qualquer caso, {limit}",
    "盡快，且無論如何{limit}",
)
COUNTED_BY: Final = Phrase("{limit} ({rule})", "{limit} ({rule})", "{limit}（{rule}）")
UP_TO_DAY: Final = Phrase("no later than on this day", "até este dia, inclusive", "不遲於當日")
BEFORE_DAY: Final = Phrase("before this day", "antes deste dia", "當日之前")
NOT_UP_TO_DAY: Final = Phrase("not until this day has ended", "não antes de terminar este dia", "當日結束前不得")
NOT_BEFORE_DAY: Final = Phrase("not before this day", "não antes deste dia", "當日之前不得")
LATER: Final = Phrase("{limit}, whichever is later", "{limit}, o que ocorrer mais tarde", "{limit}，以較後者為準")
EARLIER: Final = Phrase("{limit}, whichever is earlier", "{limit}, o que ocorrer mais cedo", "{limit}，以較早者為準")
BY_DAY: Final = Phrase("by this day", "até este dia", "最遲於當日")
NOT_BY_DAY: Final = Phrase("not up to and on this day", "não até este dia, inclusive", "至當日為止不得")
JUDGED_THIS_DAY: Final = Phrase("judged on this day", "apreciado neste dia", "於當日判定")
NOT_WITHOUT: Final = Phrase(
    "not without this first (the same day will do)",
    "não sem que antes ocorra (basta no mesmo dia)",
    "須先有此項（同日亦可）",
)
IN_ADDITION: Final = Phrase("in addition to", "cumula-se com", "一併適用")
INSTEAD_OF: Final = Phrase("applies instead of", "aplica-se em vez de", "取代適用")
PREVAILS: Final = Phrase("prevails over", "prevalece sobre", "優先於")
AFTER_WHICH: Final = Phrase("after which", "findo o que", "逾期則")
FAILING: Final = Phrase("failing which", "sob pena de", "否則")
ONCE: Final = Phrase("once this happens", "logo que ocorra", "一經發生")
EDGES: Final[Mapping[str, Phrase]] = {
    "owes": Phrase("owes", "deve", "負有義務"),
    "may use": Phrase("may use", "pode exercer", "得行使"),
    "owed to": Phrase("owed to", "devido a", "義務對象"),
    "limit": Phrase("limit", "prazo", "期限"),
    "on the day of": Phrase("on the day of", "na data de", "於當日"),
    "without": Phrase("without", "sem", "未有"),
    "reads": Phrase("reads", "considera", "依據"),
    "unless": Phrase("unless", "salvo se", "除外"),
    "displaces": Phrase("displaces", "afasta", "取代"),
    "in addition to": Phrase("in addition to", "cumula-se com", "一併適用"),
    "brings": Phrase("brings", "acarreta", "產生"),
    "upon": Phrase("upon", "por ocasião de", "於發生時"),
    "imposes": Phrase("imposes", "aplica", "科處"),
}

# --- the sheet -------------------------------------------------------------------------------------------------

LEGEND: Final = Phrase("Legend", "Legenda", "圖例")
LOOKS: Final[Mapping[str, Phrase]] = {
    "party": Phrase("party", "parte", "當事人"),
    "requirement": Phrase("requirement: must hold", "exigência: deve verificar-se", "要求：必須符合"),
    "obligation": Phrase("obligation: must be done", "obrigação: deve ser feito", "義務：必須作出"),
    "prohibition": Phrase("prohibition: must not be done", "proibição: não pode ser feito", "禁止：不得作出"),
    "power": Phrase("power: may be done", "faculdade: pode ser feito", "權力：得作出"),
    "consequence": Phrase("consequence", "consequência", "後果"),
    "statement": Phrase(
        "statement: no fact decides it", "enunciado: nenhum facto o decide", "陳述：任何事實均不能決定"
    ),
    "definition": Phrase("definition", "definição", "定義"),
    "event": Phrase("event", "facto", "事實"),
    "day": Phrase("fixed day", "data fixa", "固定日期"),
    "exception": Phrase("exception", "excepção", "例外"),
    "elsewhere": Phrase("on another sheet", "noutra folha", "於另一頁"),
}
CITES: Final = Phrase("cites {places}", "disposições: {places}", "依據：{places}")
MORE_LINES: Final = Phrase("… {n} more lines in the tooltip", "… mais {n} linhas na descrição", "… 另有{n}行，見提示框")
VERSION: Final = Phrase("{name}: {span}", "{name}: {span}", "{name}：{span}")
VERSION_SOURCE: Final = Phrase("{version}, {source}", "{version}, {source}", "{version}，{source}")
VERSION_UNVERIFIED: Final = Phrase(
    "{version}, unverified: {reason}", "{version}, não verificado: {reason}", "{version}，未經核實：{reason}"
)
READING: Final = Phrase("reading {reading}", "leitura {reading}", "{reading}解讀")
STRETCH: Final = Phrase("{heads}:", "{heads}:", "{heads}：")
ABOUT: Final = Phrase(
    "Who owes what to whom, by when: {titles}",
    "Quem deve o quê a quem, e até quando: {titles}",
    "何人對何人負有何種義務，期限為何：{titles}",
)
