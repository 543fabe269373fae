"""A sheet as data: what is drawn of one article, before anybody thinks of shapes."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

#: kinds of nodes in the order in which a legend names them
PARTY = "party"
REQUIREMENT = "requirement"
OBLIGATION = "obligation"
PROHIBITION = "prohibition"
POWER = "power"
CONSEQUENCE = "consequence"
STATEMENT = "statement"
DEFINITION = "definition"
EVENT = "event"
DAY = "day"
EXCEPTION = "exception"
ELSEWHERE = "elsewhere"
KINDS = (
    PARTY, REQUIREMENT, OBLIGATION, PROHIBITION, POWER, CONSEQUENCE, STATEMENT, DEFINITION, EVENT, DAY, EXCEPTION,
    ELSEWHERE,
)  # fmt: skip

#: kinds of edges: who owes a norm, to whom, from when, what it reads, what frees from it, what a breach brings
OWES = "owes"
MAY_USE = "may use"
OWED_TO = "owed to"
LIMIT = "limit"
ON_THE_DAY = "on the day of"
WITHOUT = "without"
READS = "reads"
UNLESS = "unless"
DISPLACES = "displaces"
ADDS = "in addition to"
BRINGS = "brings"
UPON = "upon"
IMPOSES = "imposes"


@attrs.frozen(slots=True)
class Node:
    """Something drawn once on a sheet.

    ``id`` comes from the name of what it stands for, never from its position.  ``stands``: the ids of the core that it
    stands for (several only where one reference stands for many norms).  ``heading``: what it is and where it stands
    in the law; ``lines``: what it says, not yet wrapped; ``remarks``: what only the tooltip says.  ``goes_to``: the
    sheet on which an elsewhere node is at home.
    """

    id: str
    kind: str
    stands: tuple[str, ...]
    title: str
    heading: str = ""
    lines: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    goes_to: str | None = None


@attrs.frozen(slots=True)
class Edge:
    """From one node to another of the same sheet; ``lines`` stand on it, such as a deadline, one for each version."""

    id: str
    kind: str
    source: str
    target: str
    lines: tuple[str, ...] = ()


@attrs.frozen(slots=True)
class General:
    """A consequence at home elsewhere that a breach of each of several ``norms`` brings, all that the sheet has."""

    node: Node
    norms: tuple[str, ...]


@attrs.frozen(slots=True)
class Sheet:
    """One article.  ``home``: ids of the norms, consequences and statements at home here; nodes, edges sorted by id."""

    id: str
    instrument: str
    article: str
    title: str
    subtitle: tuple[str, ...]
    home: tuple[str, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    general: tuple[General, ...] = ()

    def facts(self) -> Iterator[tuple[str, str, str]]:
        """What the sheet claims: ``(kind of edge, id in the core, id in the core)`` for every edge."""
        standing = {node.id: node.stands for node in self.nodes}
        for edge in self.edges:
            for source in standing[edge.source]:
                for target in standing[edge.target]:
                    yield edge.kind, source, target
        for one in self.general:
            for norm in one.norms:
                for consequence in one.node.stands:
                    yield BRINGS, norm, consequence
