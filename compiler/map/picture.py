"""SVG from the engine, cleaned and put together: one page, the sheets below each other, a list of them on top.

The engine's output is data like any other: it is read by a reader that knows no entities, and only what a drawing
needs comes through.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as Xml

from prazo.compiler.map import sheet as s
from prazo.compiler.map.dot import FONTS, prefix
from prazo.compiler.map.text import shown
from prazo.dsl.errors import EnvironmentFault
from prazo.dsl.report.words.language import ENGLISH, Language
from prazo.dsl.report.words.maps import ABOUT

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_HREF: Final = f"{{{_XLINK}}}href"
_SAID: Final = f"{{{_XLINK}}}title"
#: what the engine writes before the drawing, and nothing else of the kind
_PREAMBLE: Final = re.compile(
    rb'\A\s*(<\?xml version="1\.0" encoding="UTF-8"[^?<>]*\?>)?\s*'
    rb'(<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1\.1//EN"\s+"http://www\.w3\.org/Graphics/SVG/1\.1/DTD/svg11\.dtd">)?'
)
_ELEMENTS: Final = frozenset({"svg", "g", "a", "title", "desc", "path", "polygon", "polyline", "ellipse", "text"})
_ATTRIBUTES: Final = frozenset(
    ("id", "class", "transform", "fill", "stroke", "points", "cx", "cy", "rx", "ry", "x", "y", "d", "width", "height",
     "viewBox", "text-anchor", "font-size", "stroke-width", "stroke-dasharray", "fill-opacity", "stroke-opacity")
)  # fmt: skip
_LINK: Final = re.compile(r"https://[^\s\x00-\x1f]*|#[A-Za-z0-9_.\-]+")
_MARGIN: Final = 12.0
_LINE: Final = 18.0
_LISTED: Final = 120  # characters of a title in the list


def cleaned(picture: bytes) -> Xml.Element:
    """The drawing as a tree with nothing in it but shapes, texts and links to https or to a place of the page.

    A group's title becomes what its tooltip says, which screen readers read too.  Raises ``EnvironmentFault`` where the
    engine gave anything that declares a document type or entities, or is no SVG.
    """
    body = picture[_PREAMBLE.match(picture).end() :]  # type: ignore[union-attr]
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise _no_drawing("it declares a document type")
    try:
        root = Xml.fromstring(body.decode("utf-8"))
    except (Xml.ParseError, UnicodeDecodeError) as error:
        raise _no_drawing(str(error)) from error
    if root.tag != f"{{{_SVG}}}svg":
        raise _no_drawing("it is no SVG")
    _clean(root)
    return root


def page(sheets: Sequence[s.Sheet], pictures: Sequence[bytes], title: str, language: Language = ENGLISH) -> bytes:
    """One SVG with the pictures of all sheets below each other; where there are several, links to them on top."""
    for name, uri in (("", _SVG), ("xlink", _XLINK)):
        Xml.register_namespace(name, uri)
    drawings = [cleaned(one) for one in pictures]
    listed = sheets if len(sheets) > 1 else []
    width = max([_size(one)[0] for one in drawings] + ([7.0 * _LISTED] if listed else []), default=0.0)
    top = _LINE * (len(listed) + 2) if listed else 0.0
    height = top + sum(_size(one)[1] + _MARGIN for one in drawings)
    root = Xml.Element(f"{{{_SVG}}}svg", {"width": f"{width:g}pt", "height": f"{height:g}pt"})
    root.set("font-family", FONTS)  # once for all texts
    root.set("viewBox", f"0 0 {width:g} {height:g}")
    _sub(root, "title").text = shown(title)
    _sub(root, "desc").text = shown(language.say(ABOUT, titles="; ".join(one.title for one in sheets)))
    _sub(root, "rect", width=f"{width:g}", height=f"{height:g}", fill="white")
    if listed:
        _sub(root, "text", x="14", y=f"{_LINE:g}", **{"font-size": "14"}).text = shown(title)
    for n, sheet in enumerate(listed):
        link = _sub(root, "a")
        link.set(_HREF, f"#{prefix(sheet)}")
        look = {"font-size": "11", "fill": "#0072B2", "text-decoration": "underline"}
        _sub(link, "text", x="14", y=f"{_LINE * (n + 2):g}", **look).text = shown(sheet.title, _LISTED)
    for drawing in drawings:
        w, h = _size(drawing)
        drawing.set("width", f"{w:g}")
        drawing.set("height", f"{h:g}")
        drawing.set("y", f"{top:g}")
        root.append(drawing)
        top += h + _MARGIN
    drawn: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return drawn + b"\n"


def _sub(parent: Xml.Element, name: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, f"{{{_SVG}}}{name}", attributes)


def _size(drawing: Xml.Element) -> tuple[float, float]:
    """Width and height of a drawing, in points."""
    try:
        _, _, width, height = (float(one) for one in drawing.get("viewBox", "").split())
    except ValueError as error:
        raise _no_drawing("it has no size") from error
    return width, height


def _clean(element: Xml.Element) -> None:
    said = next((one.get(_SAID) for one in element.iter(f"{{{_SVG}}}a") if one.get(_SAID)), None)
    for child in list(element):
        if not isinstance(child.tag, str) or child.tag.removeprefix(f"{{{_SVG}}}") not in _ELEMENTS:
            element.remove(child)
            continue
        if child.tag == f"{{{_SVG}}}title":
            # The engine's own title is the identifier; what the tooltip says is worth more.
            if said is None or element.get("class") == "graph":
                element.remove(child)
            else:
                child.text = said
            continue
        _clean(child)
    name = element.tag.removeprefix(f"{{{_SVG}}}")
    link = element.get(_HREF, "")
    kept = {key: value for key, value in element.attrib.items() if key in _ATTRIBUTES}
    if element.get("class") == "graph" or (name == "a" and "id" in kept):
        kept.pop("id", None)  # every sheet has a graph0
    if name == "text":
        kept[_SPACE] = "preserve"
    if name == "a" and _LINK.fullmatch(link):
        kept[_HREF] = link
    elif name == "a":
        element.tag = f"{{{_SVG}}}g"
    element.attrib.clear()
    element.attrib.update(kept)


def _no_drawing(reason: str) -> EnvironmentFault:
    return EnvironmentFault.of("E0010", path="the drawing of the layout engine", reason=reason)
