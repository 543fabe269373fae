"""What is made for the manual from the rules is what the rules give now."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from prazo.compiler.map.dot import dot_of
from prazo.compiler.map.sheets import sheets_of
from prazo.dsl.api import load
from tests.docs import library
from tests.docs.pages import ROOT

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
