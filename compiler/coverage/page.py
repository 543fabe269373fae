"""Coverage as one page that needs nothing else: no script, no file, nothing from the network; readable on paper."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Iterator, Sequence
from hashlib import sha256
from html import escape
from typing import Final

from prazo.compiler.coverage.document import counted_words, said, shown, stretches
from prazo.compiler.coverage.places import PARTS, Cover, InstrumentCover
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.report.words.language import Language

_STYLE: Final = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, "Noto Sans CJK TC", sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2rem 0 .25rem; } p { margin: .25rem 0 .75rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .25rem .6rem; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid; }
td:first-child { white-space: nowrap; }
.heading td { font-weight: 600; padding-top: .8rem; }
.kind { white-space: nowrap; }
.missing .kind { background: #b3261e; color: #fff; font-weight: 600; }
.under .kind { background: #8a6100; color: #fff; }
.titles span { display: block; } .titles span + span { opacity: .75; font-size: .9em; }
code { font-family: ui-monospace, monospace; font-size: .9em; overflow-wrap: anywhere; }
@media print {
  body { font-size: 9pt; margin: 0; max-width: none; padding: 0; } thead { display: table-header-group; }
  tr { break-inside: avoid; } h2 { break-after: avoid; }
  .missing .kind, .under .kind { background: none; border: 1.5pt solid #000; color: #000; }
}
"""
#: Nothing may be loaded or run; of styles only the one above, word by word.
_POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'"
)


def coverage_page(found: Sequence[InstrumentCover], kinds: Collection[str] = ()) -> str:
    """A whole HTML document."""
    titles = ", ".join(one.instrument.labels.en or one.instrument.name for one in found)
    lines = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{_text(f'Coverage: {titles}')}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *(line for one in found for line in _instrument(one, kinds)),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _instrument(one: InstrumentCover, kinds: Collection[str]) -> Iterator[str]:
    yield f"<h1>{_text(one.instrument.labels.en or one.instrument.name)}</h1>"
    yield f"<p><code>{_text(one.instrument.name)}</code>, {len(one.instrument.provisions):,} places in its index</p>"
    for names, start, end, version in stretches(one):
        yield f"<h2>{_text(names)}, {Language().until(start, end)}</h2>"
        yield f"<p>{_text(counted_words(version))}</p>"
        yield "<table>"
        yield "<thead><tr><th>Place</th><th>Title</th><th>What it is</th><th>Rules</th></tr></thead>"
        yield "<tbody>"
        yield from (_row(cover) for cover in shown(version.covers, kinds))
        yield "</tbody>"
        yield "</table>"


def _row(cover: Cover) -> str:
    labels = cover.provision.labels
    titles = (("en", labels.en), ("pt", labels.pt), ("zh-Hant", labels.zh))
    spans = "".join(f'<span lang="{lang}">{_text(title)}</span>' for lang, title in titles if title)
    rules = "<br>".join(
        f"<code>{_text(rule.id)}</code>"
        + (f" {_text(rule.labels.en)}" if rule.labels.en else "")
        + (f": {_text(rule.reason)}" if rule.reason else "")
        for rule in cover.rules
    )
    kind = "heading" if cover.kind == PARTS else cover.kind
    return (
        f'<tr class="{kind}"><td>{_text(cover.provision.place)}</td><td class="titles">{spans}</td>'
        f'<td class="kind">{_text(said(cover))}</td><td>{rules}</td></tr>'
    )


def _text(text: str) -> str:
    """Text of rules, which strangers may have written: nothing hidden in it, nothing of it markup."""
    return escape(visible(text))
