"""Files of rules: what is found, in which order, and what is refused."""

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from prazo.dsl.check import load
from prazo.dsl.check.load import Project, gather, parsed
from prazo.dsl.check.provisions import ProvisionsError, read_provisions
from prazo.dsl.check.reader import LARGEST_FILE, Request, Unread
from prazo.dsl.edge.files import Folder, library, open_rules
from prazo.dsl.errors import EnvironmentFault


class Shelf:
    """A folder that is not on the disk."""

    def __init__(self, files: Mapping[str, str | bytes]) -> None:
        self.files = {name: text.encode() if isinstance(text, str) else text for name, text in files.items()}
        self.asked: list[str] = []

    def names(self) -> Sequence[str]:
        return tuple(sorted(name for name in self.files if name.endswith(".prazo")))

    def read(self, path: str, most: int) -> bytes | Unread:
        self.asked.append(path)
        found = self.files.get(path)
        if found is None:
            return Unread("missing")
        return Unread("large", str(len(found))) if len(found) > most else found


NOTHING = Shelf({})


def names(project: Project) -> list[str]:
    return [one.name for one in project.files]


def codes(project: Project) -> list[str]:
    return [one.code for one in project.findings]


def test_a_project_comes_before_the_library() -> None:
    own = Shelf({"main.prazo": "use law.parties\nuse law.acts\n", "law/parties.prazo": "# ours\n"})
    std = Shelf({"law/parties.prazo": "# theirs\n", "law/acts.prazo": "use law.parties\n", "law/other.prazo": ""})
    found = gather(Request(file="main.prazo"), own, std)
    assert [(one.name, one.source.name, one.std, one.uses) for one in found.files] == [
        ("law.acts", "std:law.acts", True, ("law.parties",)),
        ("law.parties", "law/parties.prazo", False, ()),
        ("main", "main.prazo", False, ("law.parties", "law.acts")),
    ]
    assert found.findings == ()


def test_a_module_of_the_library_is_one_file_or_all_below_it() -> None:
    std = Shelf({"law/parties.prazo": "", "law/acts.prazo": "use law.parties\n", "other.prazo": ""})
    assert names(gather(Request(module="law"), None, std)) == ["law.acts", "law.parties"]
    assert names(gather(Request(module="law.acts"), None, std)) == ["law.acts", "law.parties"]
    assert names(gather(Request(module="other"), None, std)) == ["other"]
    assert codes(gather(Request(module="lew"), None, std)) == ["P0211"]
    assert codes(gather(Request(module="../../etc/passwd"), None, std)) == ["P0211"]


def test_a_whole_folder_and_the_folder_that_a_line_uses() -> None:
    own = Shelf({"a.prazo": "use law\n", "law/b.prazo": "use law.c", "law/c.prazo": ""})
    found = gather(Request(), own, NOTHING)
    assert names(found) == ["a", "law.b", "law.c"]
    assert found.files[0].uses == ("law.b", "law.c")
    assert found.findings == ()


@given(st.permutations(["a.prazo", "b.prazo", "c.prazo", "law/d.prazo"]))
def test_the_order_on_the_disk_changes_nothing(order: list[str]) -> None:
    text: dict[str, str | bytes] = {
        "a.prazo": "use law.d\nuse nobody\n",
        "b.prazo": "use a\nuse ../x\n",
        "c.prazo": b"\xff",
        "law/d.prazo": "",
    }
    found = gather(Request(), Shelf({name: text[name] for name in order}), NOTHING)
    assert found == gather(Request(), Shelf(text), NOTHING)
    assert codes(found) == ["P0211", "P0212", "P0230"]


def test_an_unknown_module_names_the_nearest_one() -> None:
    found = gather(Request(), Shelf({"a.prazo": "\nuse macau.insurence\n"}), Shelf({"macau/insurance/acts.prazo": ""}))
    [one] = found.findings
    assert (one.code, one.hint) == ("P0211", "did you mean macau.insurance?")
    assert one.places[0].source.position(one.places[0].span.start) == (2, 5)


@pytest.mark.parametrize("module", ["..", "../other.rules", "/etc/passwd", "a..b", ".hidden", "C:\\rules", "~root"])
def test_nothing_outside_the_project_is_used(module: str) -> None:
    own = Shelf({"a.prazo": f"use {module}\n"})
    assert codes(gather(Request(), own, NOTHING)) == ["P0212"]
    assert own.asked == ["a.prazo"]


def test_a_circle_is_named_whole() -> None:
    own = Shelf({"c.prazo": "use b\n", "b.prazo": "use a\n", "a.prazo": "use c\n", "d.prazo": "use a\n"})
    [one] = gather(Request(), own, NOTHING).findings
    assert one.code == "P0208"
    assert one.message.endswith("a → c → b → a")
    assert [(place.source.name, place.label) for place in one.places] == [
        ("a.prazo", "uses c"),
        ("c.prazo", "uses b"),
        ("b.prazo", "uses a"),
    ]
    assert codes(gather(Request(), Shelf({"a.prazo": "use a\n"}), NOTHING)) == ["P0208"]


def test_one_module_used_twice() -> None:
    [one] = gather(Request(), Shelf({"a.prazo": "use b\nuse b\n", "b.prazo": ""}), NOTHING).findings
    assert one.code == "P0213"
    assert len(one.places) == 2


def test_one_name_for_two_files() -> None:
    assert codes(gather(Request(), Shelf({"a.b.prazo": "", "a/b.prazo": ""}), NOTHING)) == ["P0205"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"party X \xff\n", "P0230"),
        ("party X".encode("utf-16"), "P0230"),
        (b"party\0X", "P0231"),
        (b"#" * (LARGEST_FILE + 1), "P0101"),
    ],
)
def test_what_is_no_file_of_rules(content: bytes, code: str) -> None:
    found = gather(Request(file="a.prazo"), Shelf({"a.prazo": content}), NOTHING)
    assert codes(found) == [code]
    assert found.files == ()
    assert found.findings[0].places[0].source.name == "a.prazo"


def test_a_byte_order_mark_and_an_empty_file_are_harmless() -> None:
    found = gather(Request(), Shelf({"a.prazo": b"\xef\xbb\xbf# a\n", "b.prazo": b""}), NOTHING)
    assert [one.source.text for one in found.files] == ["# a\n", ""]
    assert found.findings == ()


def test_projects_have_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Shelf({f"f{n}.prazo": "# twenty characters\n" for n in range(9)})
    monkeypatch.setattr(load, "MOST_FILES", 4)
    assert codes(gather(Request(), own, NOTHING)) == ["P0803"]
    monkeypatch.undo()
    monkeypatch.setattr(load, "LARGEST_PROJECT", 100)
    assert codes(gather(Request(), own, NOTHING)) == ["P0802"]


# --- the index of provisions -----------------------------------------------------------------------------------

INDEX = '{"schema": "prazo-provisions/1", "instrument": "LAW", "provisions": [%s]}'
LAW = 'instrument LAW "A law"\n  provisions "law.provisions.json"\n'


def test_an_index_is_read_from_beside_its_instrument() -> None:
    own = Shelf({"x/law.prazo": LAW, "x/law.provisions.json": INDEX % '{"place": "1"}, {"place": "2", "pt": "Âmbito"}'})
    modules, findings = parsed(gather(Request(), own, NOTHING).files)
    assert [one.code for one in findings if one.code.startswith("P06")] == []
    assert [(one.place, one.labels.pt, one.order) for one in modules[0].provisions or ()] == [
        ("1", None, 0),
        ("2", "Âmbito", 1),
    ]


def test_an_index_that_is_missing_or_outside() -> None:
    assert codes(gather(Request(), Shelf({"law.prazo": LAW}), NOTHING)) == ["P0605"]
    for path in ("../law.json", "/etc/passwd", "a/../../b.json", "C:\\\\x"):
        own = Shelf({"law.prazo": LAW.replace("law.provisions.json", path)})
        assert codes(gather(Request(), own, NOTHING)) == ["P0212"]
        assert own.asked == ["law.prazo"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        INDEX % "1",
        INDEX % '{"place": "1"}, {"place": "1"}',
        INDEX % '{"en": "no place"}',
        INDEX % '{"place": ""}',
        INDEX % '{"place": "1", "fr": "titre"}',
        INDEX % '{"place": "1", "place": "2"}',
        INDEX % '{"place": "1", "en": 5}',
        INDEX % '{"place": "1", "en": ["x"]}',
        INDEX % '{"place": "1", "en": "\\u202e"}',
        INDEX % '{"place": "1", "en": "\\ud800"}',
        INDEX % ('{"place": "1", "en": "%s"}' % ("x" * 501)),
        INDEX.replace("/1", "/2") % "",
        "[" * 100_000,
        INDEX % ("9" * 6000),
        '{"schema": NaN}',
    ],
)
def test_an_index_is_read_strictly(text: str) -> None:
    with pytest.raises(ProvisionsError):
        read_provisions(text)
    own = Shelf({"law.prazo": LAW, "law.provisions.json": text})
    _, findings = parsed(gather(Request(), own, NOTHING).files)
    assert "P0606" in [one.code for one in findings]


def test_the_index_of_another_instrument_is_refused() -> None:
    own = Shelf({"law.prazo": LAW.replace("LAW", "OTHER"), "law.provisions.json": INDEX % '{"place": "1"}'})
    _, findings = parsed(gather(Request(), own, NOTHING).files)
    assert "P0606" in [one.code for one in findings]


# --- the disk --------------------------------------------------------------------------------------------------


def test_a_file_a_folder_and_the_library(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.prazo").write_text("")
    (tmp_path / "a.prazo").write_text("use law.b\n", encoding="utf-8")
    (tmp_path / "law" / "b.prazo").write_text("", encoding="utf-8")
    assert names(gather(*open_rules(tmp_path), library())) == ["a", "law.b"]
    assert names(gather(*open_rules(str(tmp_path / "a.prazo")), library())) == ["a", "law.b"]
    assert "macau.insurance.dl27_97_m" in names(gather(*open_rules("std:macau.insurance"), library()))


@pytest.mark.parametrize(("written", "code"), [("nowhere", "E0004"), ("empty", "E0008"), ("a\0b", "E0004")])
def test_no_rules(tmp_path: Path, written: str, code: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EnvironmentFault) as caught:
        open_rules(f"{tmp_path}/{written}")
    assert caught.value.code in (code, "E0002")


def test_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "secret.prazo").write_text("# secret\n", encoding="utf-8")
    (inside / "here.prazo").write_text("", encoding="utf-8")
    (inside / "link.prazo").symlink_to(outside / "secret.prazo")
    (inside / "folder").symlink_to(outside)
    (inside / "loop.prazo").symlink_to(inside / "loop.prazo")
    (inside / "same.prazo").symlink_to(inside / "here.prazo")
    found = gather(*open_rules(inside), library())
    assert names(found) == ["here", "same"]
    assert codes(found) == ["P0212", "P0232"]
    (inside / "here.prazo").write_text("use folder.secret\n", encoding="utf-8")
    assert "P0212" in codes(gather(*open_rules(inside / "here.prazo"), library()))


def test_only_ordinary_files_are_read(tmp_path: Path) -> None:
    (tmp_path / "folder.prazo").mkdir()
    os.mkfifo(tmp_path / "pipe.prazo")
    folder = Folder(tmp_path)
    assert folder.read("pipe.prazo", 10) == Unread("unreadable", "it is not an ordinary file")
    assert folder.read("folder.prazo", 10) == Unread("unreadable", "it is not an ordinary file")
    assert folder.read("x" * 5000, 10) == Unread("unreadable", os.strerror(errno.ENAMETOOLONG))
    (tmp_path / "big.prazo").write_bytes(b"x" * 11)
    assert folder.read("big.prazo", 10) == Unread("large", "11")
