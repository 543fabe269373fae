"""Graphviz text: recorded for small programs, stable where rules change, and exact for the nastiest labels."""

import re
from pathlib import Path
from xml.etree import ElementTree

import attrs
import pygraphviz
import pytest
from hypothesis import given, strategies as st

from prazo.compiler.map import sheet as s
from prazo.compiler.map.dot import LOOKS, dot_of
from prazo.compiler.map.layout import laid_out
from prazo.compiler.map.picture import cleaned
from prazo.compiler.map.sheets import sheets_of
from prazo.compiler.map.text import attribute, shown, slug, wrapped
from prazo.dsl.api import load_text
from prazo.dsl.diagnostics.visible import cells
from prazo.dsl.report.words import maps as w
from tests.map.record import HERE, expected

RULES = (HERE / "rules" / "deadlines.prazo").read_text("utf-8")
SVG = "{http://www.w3.org/2000/svg}"

NASTY = (
    "<b>bold</b>", "<", "<<table><tr><td>x</td></tr></table>>", "&lt;script&gt;", "&#60;", "&", "a \\N \\G \\l b",
    "\\", "ends\\", 'say "no"', '"', "a\x00b", "\x1b[31mred", "\u202eevil", "\u2066x\u2069", "\ud800", "\ufffe",
    "a\r\nb\tc", "{a|b}|<p>", "javascript:alert(1)", "</svg><script>alert(1)</script>", "]]>", "<!-- -->", "%s %n {}",
    "公司資本 <最低>", "e\u0301é", "🏛", "-->", "a;b[c=d]",
)  # fmt: skip


def labelled(text: str) -> s.Sheet:
    """A sheet on which everything that can be said is ``text``."""
    norm = s.Node("norm/L/a", s.OBLIGATION, ("L/a",), text, text, (text, text), (text,), (text,))
    event = s.Node("event/P/e", s.EVENT, ("P/e",), text)
    edge = s.Edge("limit:event/P/e:norm/L/a", s.LIMIT, event.id, norm.id, (text,))
    return s.Sheet("L/1", "L", "1", text, (text,), ("L/a",), (event, norm), (edge,))


@pytest.mark.parametrize("path", sorted((HERE / "golden").glob("*.dot")), ids=lambda one: one.stem)
def test_recorded(path: Path) -> None:
    """``python -m tests.map.record`` records them anew."""
    assert expected()[path] == path.read_text("utf-8")


def test_every_recorded_program_is_there() -> None:
    assert set(expected()) == set((HERE / "golden").glob("*.dot"))


def texts_of(picture: bytes) -> str:
    """All that a picture shows, white space left out, as wrapping moves it."""
    parts = [one.text or "" for one in cleaned(picture).iter(f"{SVG}text")]
    return re.sub(r"\s+", "", "".join(parts))


def test_nasty_labels_are_shown_as_they_are() -> None:
    pictures = laid_out([dot_of([labelled(text)]) for text in NASTY], "svg")
    for text, picture in zip(NASTY, pictures, strict=True):
        wanted = re.sub(r"\s+", "", shown(text))
        found = texts_of(picture)
        assert found.count(wanted) >= 6, text  # title, caption, heading, name, two lines, event, edge
        tips = [re.sub(r"\s+", "", one.text or "") for one in cleaned(picture).iter(f"{SVG}title")]
        assert sum(wanted in one for one in tips) >= 5, text  # sheet, caption, norm, event, edge
        assert not [one for one in cleaned(picture).iter() if one.tag.endswith(("script", "image", "foreignObject"))]


@given(st.text(st.characters(codec=None), max_size=80))
def test_any_text_stays_within_its_quotes(text: str) -> None:
    quoted = attribute([shown(text)], left=[shown(text)])
    assert quoted.isprintable() or all(c.isprintable() or c.isspace() or ord(c) > 0x2E80 for c in quoted)
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\nl])*"', quoted)
    assert not re.search(r"&(?!amp;)", quoted)


def test_graphviz_reads_back_identifiers() -> None:
    graph = pygraphviz.AGraph(string=dot_of(sheets_of(load_text(RULES).program)))
    assert "sheet-LAW.1-norm.LAW.open_in_time" in graph.nodes()
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]+", node) for node in graph.nodes())


def test_names_of_any_script_have_identifiers_of_their_own() -> None:
    names = ["a", "A", "a_b", "a/b", "a:b", "a-b", "a--b", "a.b", "資本", "資", "é", "e\u0301", "", " ", "-2d-"]
    assert len({slug(one) for one in names}) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_.\-]*", slug(one)) for one in names)


@given(st.text(st.sampled_from("ab 公司,。("), max_size=120), st.integers(4, 40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width, "  ")
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(cells(line) <= width for line in lines)
    assert all(line.strip() for line in lines)


def test_a_very_long_title_is_cut_and_the_tooltip_has_it_whole() -> None:
    title = "very long " * 50
    sheet = labelled("short")
    long = attrs.evolve(sheet, nodes=(*sheet.nodes[:1], attrs.evolve(sheet.nodes[1], title=title.strip())))
    line = next(one for one in dot_of([long]).split("\n") if 'class="obligation"' in one)
    label, tooltip = re.findall(r'(?:label|tooltip)="((?:[^"\\]|\\.)*)"', line)
    assert title.strip() in tooltip
    assert "…" in label
    assert len(label) < 300


def changed_lines(before: str, after: str) -> set[str]:
    one, other = (set(dot_of(sheets_of(load_text(text).program)).split("\n")) for text in (before, after))
    return one ^ other


def test_a_changed_rule_changes_only_its_own_lines() -> None:
    changed = changed_lines(RULES, RULES.replace("within 30 days", "within 45 days"))
    assert len(changed) == 2
    assert all('"sheet-LAW.1-limit--event.Shop.licensed--norm.LAW.open_in_time"' in line for line in changed)


def test_moving_rules_about_changes_nothing() -> None:
    head, *blocks = re.split(r"\n(?=obligation|prohibition|requirement)", RULES)
    moved = "\n".join([head, *(f"{one.rstrip()}\n" for one in reversed(blocks))])
    assert moved != RULES
    assert changed_lines(RULES, moved) == set()


def test_a_new_norm_adds_lines_and_changes_none() -> None:
    more = RULES + '\nobligation first_of_all "First"\n  cites 1\n  on Shop\n  must pay_debts\n  before open_doors\n'
    before = set(dot_of(sheets_of(load_text(RULES).program)).split("\n"))
    after = set(dot_of(sheets_of(load_text(more).program)).split("\n"))
    assert before <= after
    assert all("first_of_all" in line or "pay_debts" in line for line in after - before)


def test_kinds_are_told_apart_without_colours() -> None:
    drawn = [(look.shape, look.style, look.more) for look in LOOKS.values()]
    assert len({(shape, style) for shape, style, _ in drawn} | {(s.PARTY, "")}) >= len(drawn)
    assert set(LOOKS) == set(s.KINDS)


def test_the_legend_names_only_what_occurs() -> None:
    sheets = {one.article: one for one in sheets_of(load_text(RULES).program)}
    text = dot_of([sheets["2"]])
    assert w.LOOKS[s.PROHIBITION].en in text
    assert w.LOOKS[s.OBLIGATION].en not in text


def test_black_text_has_contrast_on_every_fill() -> None:
    for look in LOOKS.values():
        red, green, blue = (int(look.fill[i : i + 2], 16) for i in (1, 3, 5))
        assert 299 * red + 587 * green + 114 * blue > 1000 * 200


def test_citations_are_in_the_tooltips() -> None:
    picture = laid_out([dot_of(sheets_of(load_text(RULES).program))], "svg")[0]
    titles = [one.text or "" for one in cleaned(picture).iter(f"{SVG}title")]
    assert any("cites 1" in one and "LAW/open_in_time" in one for one in titles)
    assert ElementTree.tostring(cleaned(picture))
