"""Sheets as Graphviz text.

Every label is text of strangers: it is made visible, wrapped, and quoted so that Graphviz reads it as text and as
nothing else.  Every node and edge is a line of its own that begins with its identifier, so that a changed rule changes
only its own lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

import attrs

from prazo.compiler.map import sheet as s
from prazo.compiler.map.text import attribute, shown, slug, tooltip, wrapped
from prazo.dsl.diagnostics.visible import cells
from prazo.dsl.report.words import maps as w
from prazo.dsl.report.words.language import ENGLISH, Language

FONTS: Final = "DejaVu Sans,Noto Sans,Noto Sans CJK TC,Microsoft JhengHei,PingFang TC,sans-serif"
_CELLS: Final = 28  # of a line on an edge, of a party or an event
_WIDE_CELLS: Final = 38  # of a line of a norm or definition, which says more
_WIDEST_CELLS: Final = 54  # of a line of one that says more than _LONG cells in all
_LONG: Final = 400
_TITLE_CELLS: Final = 76  # of a line of the title of a sheet
_CAPTION_CELLS: Final = 110  # of a line of its versions
_TITLE: Final = 160  # characters of a title; the tooltip has the whole
_LINE: Final = 2_000  # characters of a line; the tooltip has the whole
_LINES: Final = 60  # lines that a node shows; the tooltip has them all
_TOOLTIP: Final = 8_000


@attrs.frozen(slots=True)
class Look:
    """A shape of its own, so that the kinds are told apart without colours."""

    shape: str
    fill: str
    line: str
    style: str = "filled"
    more: tuple[tuple[str, str], ...] = ()


#: fills are light tints of the colours of Okabe and Ito, which the colour-blind tell apart, under black text
LOOKS: Final = {
    s.PARTY: Look("box", "#FFFFFF", "#000000", more=(("penwidth", "2.5"),)),
    s.REQUIREMENT: Look("box", "#DCEEF9", "#0072B2", "filled,rounded"),
    s.OBLIGATION: Look("cds", "#D5F0E6", "#009E73", more=(("margin", '"0.25,0.12"'),)),
    s.PROHIBITION: Look("box", "#FBE3D3", "#D55E00", "filled,diagonals", more=(("penwidth", "2"),)),
    s.POWER: Look("hexagon", "#E4E7FA", "#3B4CC0"),
    s.CONSEQUENCE: Look("box3d", "#F6E3EE", "#B0307A"),
    s.STATEMENT: Look("underline", "#FFFFFF", "#000000"),
    s.DEFINITION: Look("note", "#FDF6CF", "#7A6A00"),
    s.EVENT: Look("ellipse", "#F2F2F2", "#404040"),
    s.DAY: Look("tab", "#F2F2F2", "#404040"),
    s.EXCEPTION: Look("box", "#FFFFFF", "#404040", "filled,dashed"),
    s.ELSEWHERE: Look("box", "#FFFFFF", "#707070", "filled,dotted"),
}

_GREY, _OCHRE, _PURPLE = '"#404040"', '"#7A6A00"', '"#B0307A"'
_EDGES: Final[dict[str, dict[str, str]]] = {
    s.OWES: {"penwidth": "2", "minlen": "2"},
    s.MAY_USE: {"penwidth": "2", "minlen": "2", "style": "dashed"},
    s.OWED_TO: {"penwidth": "2"},
    s.LIMIT: {"color": _GREY, "arrowhead": "vee"},
    s.ON_THE_DAY: {"color": _GREY, "arrowhead": "vee"},
    s.WITHOUT: {"color": _GREY, "arrowhead": "tee"},
    s.READS: {"color": _OCHRE, "style": "dotted", "arrowhead": "odot"},
    s.UNLESS: {"style": "dashed", "arrowhead": "empty"},
    s.DISPLACES: {"style": "dashed", "arrowhead": "empty"},
    s.ADDS: {"style": "dotted", "arrowhead": "none"},
    s.BRINGS: {"color": _PURPLE, "arrowhead": "diamond"},
    s.UPON: {"color": _GREY, "arrowhead": "vee"},
    s.IMPOSES: {"color": _PURPLE},
}
_NARROW: Final = (s.PARTY, s.EVENT, s.DAY, s.ELSEWHERE)


def dot_of(sheets: Sequence[s.Sheet], linked: Collection[str] = (), language: Language = ENGLISH) -> str:
    """One digraph, a cluster for each sheet.  ``linked``: ids of sheets on the same page, that references link to."""
    lines = [
        "digraph prazo {",
        f"  graph [rankdir=LR, fontname={attribute(FONTS)}, fontsize=11, nodesep=0.3, ranksep=0.5];",
        f'  node [fontname={attribute(FONTS)}, fontsize=11, margin="0.18,0.1"];',
        f"  edge [fontname={attribute(FONTS)}, fontsize=10, arrowsize=0.8];",
    ]
    for sheet in reversed(sheets):  # Graphviz stacks the first lowest
        lines += _cluster(sheet, linked, language)
    return "\n".join([*lines, "}", ""])


def prefix(sheet: s.Sheet) -> str:
    """What every identifier of a sheet begins with; also the ``id`` of its picture on a page."""
    return f"sheet-{slug(sheet.id)}"


def _cluster(sheet: s.Sheet, linked: Collection[str], language: Language) -> list[str]:
    at = prefix(sheet)
    versions = [part for one in sheet.subtitle for part in wrapped(shown(one, _LINE), _CAPTION_CELLS, "  ")]
    title = attribute((), left=wrapped(shown(sheet.title, _TITLE), _TITLE_CELLS))
    lines = [
        f"  subgraph {attribute(f'cluster_{at}')} {{",
        f"    graph [id={attribute(at)}, label={title}, "
        f'labeljust=l, labelloc=t, fontsize=16, color="#A0A0A0", style=rounded, margin=12, '
        f"tooltip={_tooltip((sheet.title, *sheet.subtitle))}];",
        f"    subgraph {attribute(f'cluster_{at}-law')} {{",
        f"    graph [id={attribute(f'{at}-law')}, label={attribute((), left=versions)}, fontsize=9, "
        f"fontcolor={_GREY}, peripheries=0, margin=4, tooltip={_tooltip(sheet.subtitle)}];",
    ]
    nodes = [*sheet.nodes, *(one.node for one in sheet.general)]
    lines += [_node(at, one, linked, language) for one in sorted(nodes, key=lambda one: one.id)]
    lines += [line for one in sheet.edges for line in _edge(at, one, language)]
    # Nothing leads to what every breach brings; unseen edges only put it behind the norms.
    for one in sheet.general:
        ends = ((attribute(f"{at}-{slug(end)}") for end in (f"norm/{norm}", one.node.id)) for norm in one.norms)
        lines += [f"    {norm} -> {consequence} [style=invis, weight=0];" for norm, consequence in ends]
    lines += _legend(at, [kind for kind in s.KINDS if any(one.kind == kind for one in nodes)], language)
    return [*lines, "    }", "  }"]


def _node(at: str, node: s.Node, linked: Collection[str], language: Language) -> str:
    look = LOOKS[node.kind]
    width = _CELLS if node.kind in _NARROW else _WIDE_CELLS
    if sum(map(cells, node.lines)) > _LONG:
        width = _WIDEST_CELLS
    kind, dot, place = node.heading.partition(" · ")
    headings = (kind.upper() + dot + place, node.title)
    title = [part for text in headings if text for part in wrapped(shown(text, _TITLE), width)]
    lines = [part for one in node.lines for part in wrapped(shown(one, _LINE), width, _indent(one) + "  ")]
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], language.say(w.MORE_LINES, n=len(lines) - _LINES + 1)]
    head = [f"{node.heading}: {node.title}" if node.heading else node.title]
    cites = [language.say(w.CITES, places=", ".join(node.cites))] if node.cites else []
    name = attribute(f"{at}-{slug(node.id)}")
    fields = {
        "id": name,
        "class": attribute(node.kind),
        **_drawn(look),
        "label": attribute(title, left=lines),
        "tooltip": _tooltip((*head, *cites, *node.lines, *node.remarks)),
    }
    if node.goes_to in linked:
        fields["URL"] = attribute(f"#sheet-{slug(node.goes_to or '')}")
    return f"    {name} [{_listed(fields)}];"


def _edge(at: str, edge: s.Edge, language: Language) -> list[str]:
    """An edge.  What stands on it is a node without a border on its way: lines keep clear of nodes, not of labels."""
    source, target, name = (attribute(f"{at}-{slug(one)}") for one in (edge.source, edge.target, edge.id))
    kind = attribute(edge.kind.replace(" ", "-"))
    look = {"class": kind, **_EDGES[edge.kind], "tooltip": _tooltip((language.say(w.EDGES[edge.kind]),))}
    label = [part for one in edge.lines for part in wrapped(shown(one, _LINE), _CELLS, _indent(one) + "  ")]
    if not label:
        return [f"    {source} -> {target} [id={name}, {_listed(look)}];"]
    centre = len(edge.lines) == 1
    text = attribute([one.strip() for one in label]) if centre else attribute((), left=label)
    bare = {name: value for name, value in look.items() if name != "arrowhead"}
    plain = f'shape=plaintext, fontsize=10, margin="0.03,0.02", label={text}, tooltip={_tooltip(edge.lines)}'
    return [
        f"    {name} [id={name}, {plain}];",
        f'    {source} -> {name}:w [id={name[:-1]}-from", {_listed(bare)}, arrowhead=none, weight=2];',
        f'    {name}:e -> {target} [id={name[:-1]}-to", {_listed(look)}, weight=2];',
    ]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _listed(attributes: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={value}" for name, value in attributes.items())


def _tooltip(lines: Sequence[str]) -> str:
    return tooltip("\n".join(shown(one) for one in lines)[:_TOOLTIP])


def _legend(at: str, kinds: Sequence[str], language: Language) -> list[str]:
    """What the shapes mean, in a cluster of its own: only the kinds that occur."""
    border = 'color="#A0A0A0", peripheries=1, style=dotted, margin=8'
    lines = [
        f"    subgraph {attribute(f'cluster_{at}-legend')} {{",
        f"      graph [id={attribute(f'{at}-legend')}, label={attribute(language.say(w.LEGEND))}, "
        f"fontsize=10, labeljust=l, {border}];",
    ]
    for kind in reversed(kinds):  # Graphviz stacks the first lowest
        look, said = LOOKS[kind], attribute(language.say(w.LOOKS[kind]))
        name = attribute(f"{at}-legend-{slug(kind)}")
        fields = {
            "id": name,
            **_drawn(look),
            "fontsize": "9",
            "margin": '"0.1,0.05"',
            "label": said,
            "tooltip": said,
        }
        lines.append(f"      {name} [{_listed(fields)}];")
    return [*lines, "    }"]


def _drawn(look: Look) -> dict[str, str]:
    return {
        "shape": look.shape,
        "style": attribute(look.style),
        "fillcolor": attribute(look.fill),
        "color": attribute(look.line),
        **dict(look.more),
    }
