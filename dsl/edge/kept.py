"""The folder of checked programs, ``$XDG_CACHE_HOME/prazo``: the owner's alone, at most 1 GiB, oldest out first.

Keeping is a help and never a need: whatever goes wrong here, the rules are read and checked anew.
``PRAZO_CACHE=off`` turns it off.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import os.path
import stat
import sys
from collections.abc import Iterator, Mapping
from typing import BinaryIO

import prazo
from prazo.dsl.core.cache import pack, unpack
from prazo.dsl.core.codec import CacheError
from prazo.dsl.core.nodes import Program
from prazo.dsl.edge.installed import folder_of

LARGEST_KEPT = 1024**3
LARGEST_ENTRY = 256 * 1024**2
_ENDING = ".core"
#: What a checked program depends on, besides the rules.
_SOURCES = ("prazo.dsl", "prazo.grammar", "prazo.stdlib")
_SOURCE_ENDINGS = (".py", ".lark", ".json", ".prazo")


@functools.cache
def build_digest() -> str:
    """A digest of the tool: its version, the interpreter's, and the text of every source file and of its library."""
    digest = hashlib.sha256(f"{prazo.__version__} {sys.version_info[:3]}".encode())
    for package in _SOURCES:
        for name, path in sorted(_sources(folder_of(package), package)):
            with open(path, "rb", buffering=0) as file:
                digest.update(f"\n{name} ".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()


def _sources(folder: str, name: str) -> Iterator[tuple[str, str]]:
    """The name and the path of every source file in a folder and below it."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _sources(entry.path, f"{name}/{entry.name}")
            elif entry.name.endswith(_SOURCE_ENDINGS):
                yield f"{name}/{entry.name}", entry.path


class Kept:
    """Programs kept in ``folder``."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._folder = os.fspath(folder)

    def _path(self, key: str) -> str:
        return os.path.join(self._folder, key + _ENDING)

    def get(self, key: str) -> Program | None:
        """The program kept under ``key``; None where there is none, or one that is not ours or not whole."""
        try:
            with _opened(self._path(key)) as file:
                kept = file.read(LARGEST_ENTRY + 1)
            program = unpack(key, kept)
            os.utime(self._path(key))  # the oldest are those not asked for longest
        except (OSError, CacheError):
            return None
        return program

    def put(self, key: str, program: Program) -> None:
        """Keep a program; silently not, where that cannot be done."""
        import tempfile  # loads much that reading needs not

        try:
            content = pack(key, program)
        except RecursionError:
            return
        if len(content) > LARGEST_ENTRY:
            return
        with contextlib.suppress(OSError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            _own(self._folder)
            self._make_room(len(content))
            handle, name = tempfile.mkstemp(dir=self._folder)
            try:
                with open(handle, "wb") as file:
                    file.write(content)
                os.replace(name, self._path(key))
            except BaseException:
                with contextlib.suppress(OSError):
                    os.unlink(name)
                raise

    def _make_room(self, size: int) -> None:
        entries = []
        for entry in os.scandir(self._folder):
            about = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(about.st_mode):
                entries.append((about.st_mtime_ns, entry.path, about.st_size))
        entries.sort(reverse=True)
        for _, path, other in entries:
            size += other
            if size > LARGEST_KEPT:
                os.unlink(path)


def _own(folder: str) -> None:
    """Raise ``PermissionError`` unless the folder is ours; close it to everybody else."""
    about = os.lstat(folder)
    if not stat.S_ISDIR(about.st_mode) or about.st_uid != os.getuid():
        raise PermissionError(folder)
    if about.st_mode & 0o077:
        os.chmod(folder, 0o700)


def _opened(path: str) -> BinaryIO:
    """An entry for reading.  Raises ``OSError`` unless it is an ordinary file that only its owner, us, can write."""
    _own(os.path.dirname(path))
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    about = os.fstat(handle)
    if not stat.S_ISREG(about.st_mode) or about.st_uid != os.getuid() or about.st_mode & 0o022:
        os.close(handle)
        raise PermissionError(path)
    return open(handle, "rb")


def kept_programs(environment: Mapping[str, str]) -> Kept | None:
    """The kept programs of this user; None where that is turned off or there is no place for them."""
    if environment.get("PRAZO_CACHE") == "off":
        return None
    base = environment.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):  # as the XDG specification has it: anything else is ignored
        home = environment.get("HOME", "")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    return Kept(os.path.join(base, "prazo"))
