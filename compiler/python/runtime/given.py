"""What typed facts take, by kind of fact; what a document may hold, they may hold too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from prazo.dsl.facts.values import Special

History = Sequence[Mapping[str, Any]]  # [{"from": day, "value": ...}]

GivenYesNo = bool | Special | None | History
GivenText = str | Special | None | History
GivenFigure = str | int | Decimal | Fraction | Special | None | History
GivenDay = str | date | Special | None | Mapping[str, Any] | History
GivenSpells = str | Special | None | History
GivenEvidence = str | Special | None | Mapping[str, Any]
GivenByPeriod = Mapping[str, Any] | Special | None
GivenReference = Special | None | Mapping[str, Any]
GivenList = Sequence[Any] | Special | None | Mapping[str, Any]
