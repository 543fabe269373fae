"""What `prazo due` says: the interval, the days, how far each duty is, entries of a calendar."""

from __future__ import annotations

from typing import Final

from prazo.dsl.report.words.phrase import Phrase

HEAD: Final = Phrase(
    "Due from {first} to {last}, as known on {on}",
    "Prazos que terminam de {first} a {last}, segundo o que se sabe em {on}",
    "{first}至{last}到期的義務（按{on}所知的事實）",
)
NOTHING: Final = Phrase("nothing", "nada", "無")
NO_DAY: Final = Phrase("No day yet", "Ainda sem data", "尚無到期日")
ROW: Final = Phrase("{title} ({cites}): {status}", "{title} ({cites}): {status}", "{title}（{cites}）：{status}")
#: of a duty that begins only with something planned, or with a period that has not begun
AHEAD: Final = Phrase("ahead", "futuro", "未開始")
COUNTED_FROM: Final = Phrase("counted from {day}", "contado a partir de {day}", "自{day}起計算")
COUNTED_FROM_PLAN: Final = Phrase(
    "counted from {day}, which is planned", "contado a partir de {day}, data prevista", "自計劃中的{day}起計算"
)
OWED_TO: Final = Phrase("owed to {party}", "devido a: {party}", "義務對象：{party}")
ON_DAY: Final = Phrase("{subject}: {status} on {on}", "{subject}: {status} em {on}", "{subject}：於{on}{status}")
SUMMARY: Final = Phrase("{title}: {id}", "{title}: {id}", "{title}：{id}")
