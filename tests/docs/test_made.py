"""What is made for the manual from the rules is what the rules give now."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from prazo.compiler.map.dot import dot_of
from prazo.compiler.map.sheets import sheets_of
from prazo.dsl.api import load
from tests.docs import drawings, library
from tests.docs.pages import ROOT, manual, page

PICTURE = ROOT / "docs" / "images" / "minimum_capital"


def test_the_tables_of_the_library() -> None:
    text = library.PAGE.read_text("utf-8")
    assert library.whole(text) == text, "make record makes them anew"


def test_the_picture_of_the_first_page() -> None:
    program = load(library.RULES).program
    drawn = dot_of(sheets_of(program, only=frozenset({"DL27_97_M/minimum_capital"})))
    assert PICTURE.with_suffix(".dot").read_text("utf-8") == drawn, "make pictures draws it anew"
    said = "".join(Xml.parse(PICTURE.with_suffix(".svg")).getroot().itertext())
    assert "MOP 60,000,000" in said


def test_the_drawings() -> None:
    for path, drawn in drawings.files().items():
        assert path.read_text("utf-8") == drawn, f"{path.name}: make pictures draws it anew"


def test_every_drawing_is_shown_and_says_as_text_what_it_shows() -> None:
    shown = {
        link.rpartition("/")[2]: alternative
        for one in map(page, manual())
        for alternative, link in re.findall(r"!\[([^\]]*)\]\((\S+\.svg)\)", one.text)
    }
    for path in drawings.files():
        assert len(shown.get(path.name, "")) > 40, path.name
        parts = {one.tag.rpartition("}")[2]: one.text or "" for one in Xml.parse(path).getroot()}
        assert parts["title"], path.name
        assert len(parts["desc"]) > 80, path.name
