"""Finds the files that rules are made of: those asked for, and those that they use, project first, library second.

Only lines that begin with ``use`` or ``provisions`` are looked at here, so that everything that a program depends on is
known before anything is parsed.  Reading is left to a ``Reader``.  The order of files changes nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from posixpath import dirname
from typing import TYPE_CHECKING

import attrs

from prazo.dsl.check.circles import find_circle
from prazo.dsl.check.provisions import ProvisionIndex, ProvisionsError, read_provisions
from prazo.dsl.check.reader import LARGEST_FILE, MOST_FILES, SUFFIX, Reader, Request, Unread
from prazo.dsl.core.nodes import ProvisionDecl
from prazo.dsl.diagnostics.codes import diagnostic
from prazo.dsl.diagnostics.model import Diagnostic, Place, Source
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.diagnostics.visible import visible
from prazo.dsl.syntax.span import NOWHERE, Span

if TYPE_CHECKING:
    from prazo.dsl.check.module import ModuleText

LARGEST_PROJECT = 64 * 1024 * 1024

_USE = re.compile(r"^[ \t]*use[ \t]+([^\s#]+)", re.MULTILINE)
_INDEX = re.compile(r'^[ \t]*provisions[ \t]+"((?:[^"\\\n]|\\.)*)"', re.MULTILINE)
_MODULE = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_OUTSIDE = re.compile(r"[/\\:]|\.\.|^[.~]")


@attrs.frozen(slots=True)
class Found:
    """A file: dotted name, text, whether it is the library's, the files it uses, the index of its instrument."""

    name: str
    source: Source = attrs.field(repr=False)
    std: bool
    uses: tuple[str, ...] = ()
    index: str | None = attrs.field(default=None, repr=False)

    @property
    def digest(self) -> str:
        """``sha256:..`` of the text."""
        return "sha256:" + hashlib.sha256(self.source.text.encode()).hexdigest()


@attrs.frozen(slots=True)
class Project:
    """Every file by name, sorted, and what is wrong with finding them."""

    files: tuple[Found, ...]
    findings: tuple[Diagnostic, ...]


@attrs.frozen(slots=True)
class _Wanted:
    """A file to read: ``place`` is where it is asked for."""

    path: str
    std: bool
    place: Place | None

    @property
    def name(self) -> str:
        return self.path.removesuffix(SUFFIX).replace("/", ".")


def gather(request: Request, project: Reader | None, library: Reader) -> Project:
    """The files of ``request`` and all that they use, directly or not.

    Findings: files too large, too many, not text, outside the project, unknown, used twice, or using each other in a
    circle.  Raises nothing.
    """
    return _Gathering(project, library).run(request)


class _Gathering:
    def __init__(self, project: Reader | None, library: Reader) -> None:
        self._project = project
        self._library = library
        self._names: dict[bool, Sequence[str]] = {}
        self._unused: dict[tuple[bool, str], bytes | Unread] = {}
        self._bytes = 0
        self._full = False
        self._files: dict[str, Found | None] = {}
        self._uses: dict[tuple[str, str], Span] = {}
        self.findings: list[Diagnostic] = []

    def run(self, request: Request) -> Project:
        queue = self._first(request)
        while queue:
            # breadth first and sorted, so that the same files are met first whatever the order on the disk
            following: list[_Wanted] = []
            for wanted in sorted(queue, key=lambda one: (one.std, one.path)):
                if wanted.name not in self._files:
                    following.extend(self._take(wanted))
                elif not self._same(wanted):
                    self._say("P0205", wanted.place, name=wanted.name)
            queue = following
        files = {name: one for name, one in sorted(self._files.items()) if one is not None}
        self._circle(files)
        return Project(tuple(files.values()), tuple(sorted(self.findings, key=lambda one: one.order)))

    def _first(self, request: Request) -> list[_Wanted]:
        if request.module is not None:
            if _MODULE.fullmatch(request.module) is None:
                self._say("P0211", None, name=visible(request.module))
                return []
            return self._resolve(request.module, None) or []
        if request.file is not None:
            return [_Wanted(request.file, False, None)]
        names = self._listed(False)
        return [_Wanted(path, False, None) for path in names[: MOST_FILES + 1]]

    def _same(self, wanted: _Wanted) -> bool:
        known = self._files[wanted.name]
        return known is None or known.source.name == self._shown(wanted)

    def _shown(self, wanted: _Wanted) -> str:
        return f"std:{wanted.name}" if wanted.std else wanted.path

    def _say(self, code: str, place: Place | None, hint: str | None = None, **args: object) -> None:
        self.findings.append(diagnostic(code, *([] if place is None else [place]), hint=hint, severity="error", **args))

    def _listed(self, std: bool) -> Sequence[str]:
        if std not in self._names:
            reader = self._library if std else self._project
            self._names[std] = () if reader is None else reader.names()
        return self._names[std]

    def _read(self, std: bool, path: str) -> bytes | Unread:
        """What the reader says, asked once until it is taken."""
        if (std, path) not in self._unused:
            reader = self._library if std else self._project
            self._unused[std, path] = Unread("missing") if reader is None else reader.read(path, LARGEST_FILE)
        return self._unused[std, path]

    # one file

    def _take(self, wanted: _Wanted) -> list[_Wanted]:
        """Read a file and give what it uses."""
        self._files[wanted.name] = None
        if len(self._files) > MOST_FILES:
            if not self._full:
                self._full = True
                self._say("P0803", wanted.place, count=f"more than {MOST_FILES:,}", limit=f"{MOST_FILES:,}")
            return []
        text = self._text(wanted.path, wanted.std, self._shown(wanted), wanted.place)
        if text is None:
            return []
        source = Source(self._shown(wanted), text)
        uses: dict[str, None] = {}
        following: list[_Wanted] = []
        for match in _USE.finditer(text):
            module, span = match.group(1), Span(match.start(1), match.end(1))
            place = Place(source, span)
            if _OUTSIDE.search(module):
                self._say("P0212", place, name=module)
                continue
            if _MODULE.fullmatch(module) is None:
                continue  # the parser says what is wrong with it
            if (wanted.name, module) in self._uses:
                first = Place(source, self._uses[wanted.name, module], "used here already")
                self.findings.append(diagnostic("P0213", place, first, name=module))
                continue
            self._uses[wanted.name, module] = span
            found = [one for one in self._resolve(module, place) or () if one.name != wanted.name or one.name == module]
            uses.update((one.name, None) for one in found)
            following.extend(found)
            for one in found:
                self._uses.setdefault((wanted.name, one.name), span)
        self._files[wanted.name] = Found(wanted.name, source, wanted.std, tuple(uses), self._index(wanted, source))
        return following

    def _text(self, path: str, std: bool, shown: str, place: Place | None) -> str | None:
        read = self._read(std, path)
        del self._unused[std, path]
        here = place or Place(Source(shown, ""), NOWHERE)
        if isinstance(read, Unread):
            match read.kind:
                case "outside":
                    self._say("P0212", here, hint="it is a link that leads out of the folder", name=shown)
                case "large":
                    self._say("P0101", here, found=f"{int(read.detail):,}", limit=f"{LARGEST_FILE:,}")
                case kind:
                    self._say("P0232", here, name=shown, reason=read.detail or f"it is {kind}")
            return None
        self._bytes += len(read)
        if self._bytes > LARGEST_PROJECT:
            if not self._full:
                self._full = True
                size = f"more than {LARGEST_PROJECT:,} bytes"
                self._say("P0802", here, size=size, limit=f"{LARGEST_PROJECT:,} bytes")
            return None
        try:
            text = read.decode("utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            self._say("P0230", here, name=shown, offset=error.start + 1)
            return None
        if "\0" in text:
            self._say("P0231", here, name=shown)
            return None
        return text

    def _index(self, wanted: _Wanted, source: Source) -> str | None:
        match = _INDEX.search(source.text)
        if match is None:
            return None
        path = match.group(1)
        place = Place(source, Span(match.start(1) - 1, match.end(1) + 1))
        if _OUTSIDE.search(path.replace("/", "")) or path.startswith("/") or "\\" in path:
            self._say("P0212", place, name=path)
            return None
        beside = f"{dirname(wanted.path)}/{path}".lstrip("/")
        if self._read(wanted.std, beside) == Unread("missing"):
            self._say("P0605", place, path=path)
            return None
        return self._text(beside, wanted.std, path, place)

    # names of modules

    def _resolve(self, module: str, place: Place | None) -> list[_Wanted] | None:
        """The file of a module, or the files below it; in the project before the library.  None: there is none."""
        path = module.replace(".", "/") + SUFFIX
        for std in (False, True):
            if self._read(std, path) != Unread("missing"):
                return [_Wanted(path, std, place)]
            folder = module.replace(".", "/") + "/"
            below = [name for name in self._listed(std) if name.startswith(folder)]
            if below:
                return [_Wanted(name, std, place) for name in below]
        known = {name.removesuffix(SUFFIX).replace("/", ".") for std in (False, True) for name in self._listed(std)}
        known |= {name.rpartition(".")[0] for name in known} - {""}
        alike = nearest(module, known)
        self._say("P0211", place, hint=f"did you mean {alike[0]}?" if alike else None, name=module)
        return None

    def _circle(self, files: dict[str, Found]) -> None:
        circle = find_circle({name: one.uses for name, one in files.items()})
        if circle is None:
            return
        steps = list(zip(circle, (*circle[1:], circle[0]), strict=True))
        places = [Place(files[one].source, self._uses[one, other], f"uses {other}") for one, other in steps]
        text = " → ".join((*circle, circle[0]))
        self.findings.append(diagnostic("P0208", *places, circle=text))


# --- parsing ---------------------------------------------------------------------------------------------------


def parsed(files: Iterable[Found]) -> tuple[tuple[ModuleText, ...], tuple[Diagnostic, ...]]:
    """The trees of files, ready for the checker, with what the parser and the indexes of provisions have to say."""
    from prazo.dsl.check.module import ModuleText
    from prazo.dsl.syntax.parser import parse  # Lark is not loaded for rules that are kept from an earlier run

    modules: list[ModuleText] = []
    findings: list[Diagnostic] = []
    for one in files:
        tree, said = parse(one.source)
        findings.extend(said)
        provisions = _provisions(one, findings)
        modules.append(ModuleText(one.name, one.source, tree, one.std, provisions, one.uses))
    return tuple(modules), tuple(findings)


def _provisions(one: Found, findings: list[Diagnostic]) -> tuple[ProvisionDecl, ...] | None:
    match = _INDEX.search(one.source.text)
    if one.index is None or match is None:
        return None
    place = Place(one.source, Span(match.start(1) - 1, match.end(1) + 1))
    try:
        index: ProvisionIndex = read_provisions(one.index)
    except ProvisionsError as error:
        findings.append(diagnostic("P0606", place, path=match.group(1), reason=str(error)))
        return None
    named = re.search(r"^[ \t]*instrument[ \t]+(\w+)", one.source.text, re.MULTILINE)
    if named is not None and named.group(1) != index.instrument:
        reason = f"it is the index of {index.instrument}, not of {named.group(1)}"
        findings.append(diagnostic("P0606", place, path=match.group(1), reason=reason))
        return None
    return index.provisions
