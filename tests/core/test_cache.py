"""Kept programs: taken only whole, ours and under their own key; never a need."""

import json
import os
import stat
from pathlib import Path

import pytest

from prazo.dsl.core.cache import key_of, pack, unpack
from prazo.dsl.core.codec import CacheError
from prazo.dsl.edge import kept
from prazo.dsl.edge.kept import Kept, build_digest, kept_programs
from tests.core.samples import program

KEY = key_of("build", [("a", "text")])


def entry_of(folder: Path) -> Path:
    [entry] = folder.iterdir()
    return entry


def test_the_key_covers_everything() -> None:
    keys = {
        key_of("build", [("a", "text")]),
        key_of("other", [("a", "text")]),
        key_of("build", [("b", "text")]),
        key_of("build", [("a", "Text")]),
        key_of("build", [("a", "te"), ("xt", "")]),
        key_of("build", [("at", "ext")]),
        key_of("build", []),
    }
    assert len(keys) == 7
    assert len(build_digest()) == 64


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = Kept(tmp_path / "prazo")
    assert store.get(KEY) is None
    store.put(KEY, program(1))
    assert store.get(KEY) == program(1)
    assert stat.S_IMODE((tmp_path / "prazo").stat().st_mode) == 0o700
    assert stat.S_IMODE(entry_of(tmp_path / "prazo").stat().st_mode) == 0o600


def test_what_was_cut_changed_or_renamed_is_not_taken(tmp_path: Path) -> None:
    store = Kept(tmp_path)
    store.put(KEY, program(1))
    entry = entry_of(tmp_path)
    whole = entry.read_bytes()
    head, _, body = whole.partition(b"\n")
    other = key_of("build", [("a", "another text")])
    spoilt = [
        b"",
        whole[:-1],
        whole + b" ",
        body,
        whole.replace(b"Insurer", b"Insured", 1),
        head + b"\n" + b"{}",
        pack(other, program(1)),
        b"\x80\x04\x95",
    ]
    for content in spoilt:
        entry.write_bytes(content)
        assert store.get(KEY) is None
        with pytest.raises(CacheError):
            unpack(KEY, content)
        store.put(KEY, program(1))
        assert store.get(KEY) == program(1)


@pytest.mark.parametrize("body", ["{}", "[" * 100_000, "NaN", '{"schema": "prazo-core/1", "groups": [], "program": 0}'])
def test_a_body_with_the_right_hash_is_still_read_strictly(body: str) -> None:
    import hashlib

    head = f"prazo-cache/1 {KEY} {hashlib.sha256(body.encode()).hexdigest()}\n"
    with pytest.raises(CacheError):
        unpack(KEY, (head + body).encode())


def test_an_entry_that_others_could_have_written_is_not_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Kept(tmp_path)
    store.put(KEY, program(1))
    entry = entry_of(tmp_path)
    entry.chmod(0o666)
    assert store.get(KEY) is None
    entry.chmod(0o600)
    assert store.get(KEY) is not None
    elsewhere = tmp_path.parent / f"{tmp_path.name}.elsewhere"
    entry.rename(elsewhere)
    entry.symlink_to(elsewhere)
    assert store.get(KEY) is None
    entry.unlink()
    os.mkfifo(entry)
    assert store.get(KEY) is None
    entry.unlink()
    elsewhere.rename(entry)
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    assert store.get(KEY) is None


def test_a_folder_that_is_open_to_others_is_closed(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    Kept(tmp_path).put(KEY, program(0))
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_the_oldest_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Kept(tmp_path)
    keys = [key_of("build", [("a", str(n))]) for n in range(4)]
    size = len(pack(keys[0], program(1)))
    monkeypatch.setattr(kept, "LARGEST_KEPT", 3 * size)
    for age, key in enumerate(keys[:3]):
        store.put(key, program(1))
        os.utime(tmp_path / f"{key}.core", (age, age))
    assert store.get(keys[0]) is not None  # asked for: no longer the oldest
    store.put(keys[3], program(1))
    assert [store.get(key) is not None for key in keys] == [True, False, True, True]


def test_no_place_to_keep_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = Kept(tmp_path / "file" / "prazo")
    store.put(KEY, program(0))
    assert store.get(KEY) is None


def test_where_it_is_kept(tmp_path: Path) -> None:
    assert kept_programs({"PRAZO_CACHE": "off", "HOME": str(tmp_path)}) is None
    assert kept_programs({}) is None
    assert kept_programs({"XDG_CACHE_HOME": "relative"}) is None
    for environment, folder in (
        ({"XDG_CACHE_HOME": str(tmp_path / "xdg"), "HOME": str(tmp_path)}, tmp_path / "xdg" / "prazo"),
        ({"XDG_CACHE_HOME": "relative", "HOME": str(tmp_path)}, tmp_path / ".cache" / "prazo"),
    ):
        store = kept_programs(environment)
        assert store is not None
        store.put(KEY, program(0))
        assert json.loads(entry_of(folder).read_bytes().partition(b"\n")[2])["schema"] == "prazo-core/1"
