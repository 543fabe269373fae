"""Folders of rule files on the disk, read without following a link out of them."""

from __future__ import annotations

import os
import os.path
import stat
from collections.abc import Sequence

from prazo.dsl.check.reader import MOST_FILES, SUFFIX, Request, Unread
from prazo.dsl.edge.installed import folder_of
from prazo.dsl.errors import EnvironmentFault

#: Entries of folders looked at in search of rule files; a folder with more is not a project of rules.
MOST_ENTRIES = 200_000
LIBRARY = "std:"


class Folder:
    """A ``Reader`` of one folder and what lies below it."""

    def __init__(self, root: str | os.PathLike[str]) -> None:
        self._root = os.fspath(root)
        self._real = os.path.realpath(self._root)
        self._folders: dict[str, str] = {}

    def names(self) -> Sequence[str]:
        """Every ``.prazo`` file, sorted; names that begin with a dot and links to folders are left out."""
        found: list[str] = []
        entries = 0
        for folder, below, files in os.walk(self._root):
            below[:] = sorted(name for name in below if not name.startswith("."))
            entries += len(below) + len(files)
            inside = os.path.relpath(folder, self._root).replace(os.sep, "/")
            prefix = "" if inside == "." else inside + "/"
            found += [prefix + name for name in files if name.endswith(SUFFIX) and not name.startswith(".")]
            if len(found) > MOST_FILES or entries > MOST_ENTRIES:
                break
        return tuple(sorted(found))

    def read(self, path: str, most: int) -> bytes | Unread:
        """The bytes of an ordinary file inside the folder, links resolved, if they are at most ``most``."""
        try:
            real = self._resolved(path)
            if os.path.commonpath((self._real, real)) != self._real:
                return Unread("outside")
            handle = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        except (FileNotFoundError, NotADirectoryError):
            return Unread("missing")
        except (OSError, ValueError, RuntimeError) as error:
            return Unread("unreadable", getattr(error, "strerror", None) or "its name is no name of a file")
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            os.close(handle)
            return Unread("unreadable", "it is not an ordinary file")
        with open(handle, "rb") as file:
            if about.st_size > most:
                return Unread("large", str(about.st_size))
            data = file.read(most + 1)
        return Unread("large", str(len(data))) if len(data) > most else data

    def _resolved(self, path: str) -> str:
        """The real path of a file; the folders that it lies in are resolved once.  Raises ``OSError``."""
        inside, _, name = path.rpartition("/")
        if inside not in self._folders:
            self._folders[inside] = os.path.realpath(os.path.join(self._root, inside), strict=True)
        file = os.path.join(self._folders[inside], name)
        linked = name in ("", os.curdir, os.pardir) or os.path.islink(file)
        return os.path.realpath(file, strict=True) if linked else file


def library() -> Folder:
    """The standard library that comes with the tool."""
    return Folder(folder_of("prazo.stdlib"))


def read_file(path: str, most: int) -> bytes:
    """A file that the user named; of one with more than ``most`` bytes, ``most + 1``.  Raises ``EnvironmentFault``."""
    try:
        with open(path, "rb") as stream:
            return stream.read(most + 1)
    except FileNotFoundError as error:
        raise EnvironmentFault.of("E0004", path=path) from error
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or "its name is no name of a file").lower()
        raise EnvironmentFault.of("E0002", path=path, reason=reason) from error


def open_rules(rules: str | os.PathLike[str]) -> tuple[Request, Folder | None]:
    """What ``RULES`` asks for (a ``.prazo`` file, a folder, or ``std:`` and a module) and the project's folder.

    Raises ``EnvironmentFault`` where there is no such file or folder.
    """
    written = os.fspath(rules)
    if written.startswith(LIBRARY):
        return Request(module=written.removeprefix(LIBRARY)), None
    try:
        if stat.S_ISDIR(os.stat(written).st_mode):
            folder = Folder(written)
            if not folder.names():
                raise EnvironmentFault.of("E0008", path=written)
            return Request(), folder
        return Request(file=os.path.basename(written)), Folder(os.path.dirname(written) or os.curdir)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise EnvironmentFault.of("E0004", path=written) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is no name of a file"
        raise EnvironmentFault.of("E0002", path=written, reason=reason) from error
