"""How names and currencies are written: their shape tells a reader what they are."""

from __future__ import annotations

from collections.abc import Sequence

from prazo.dsl.check.module import ModuleText
from prazo.dsl.check.tables import Tables
from prazo.dsl.diagnostics.nearest import nearest
from prazo.dsl.facts.currencies import CURRENCIES
from prazo.dsl.syntax import tree
from prazo.dsl.syntax.tree import Span


def check_spelling(tables: Tables, modules: Sequence[ModuleText]) -> None:
    """Reports parties and records that are not CamelCase, and facts, norms and definitions that are not snake_case.

    Scripts without letter case have one shape only.  A name of the wrong shape is known all the same.
    """
    for module in modules:
        for block in module.tree.blocks:
            match block:
                case tree.Party():
                    if not block.more:
                        _camel_case(tables, module, block)
                    for line in block.lines:
                        if isinstance(line, tree.Fact):
                            _snake_case(tables, module, line.name, "a fact")
                            currency_known(tables, module, line.type.currency, line.type.span)
                            for value in line.type.values:
                                _snake_case(tables, module, value, "a value of a choice")
                case tree.Norm():
                    _snake_case(tables, module, block.name, f"{'an' if block.kind[0] == 'o' else 'a'} {block.kind}")
                case tree.Define():
                    _snake_case(tables, module, block.name, "a definition")
                    currency_known(tables, module, block.type.currency, block.type.span)
                case tree.AmountsIn():
                    currency_known(tables, module, block.currency, block.span)
                case tree.Instrument():
                    for one in block.lines:
                        if isinstance(one, tree.InstrumentLine) and one.key == "amounts in":
                            currency_known(tables, module, one.value, one.span)


def currency_known(tables: Tables, module: ModuleText, currency: str | None, span: Span) -> bool:
    """Whether a currency is one of ISO 4217; reports where it is not."""
    if currency is None or currency in CURRENCIES:
        return True
    near = nearest(currency, CURRENCIES)
    written = module.source.text.find(currency, span.start, span.end)
    place = span if written < 0 else Span(written, written + len(currency))
    hint = f"did you mean {near[0]}?" if near else "currencies are written by their three letters of ISO 4217"
    tables.findings.add("P0219", module.place(place), hint=hint, name=currency)
    return False


def _camel_case(tables: Tables, module: ModuleText, block: tree.Party) -> None:
    name = block.name.text
    if name[0].islower() or "_" in name:
        example = "".join(part[:1].upper() + part[1:] for part in name.split("_"))
        _refuse(tables, module, block.name, f"a {block.kind}", example)


def _snake_case(tables: Tables, module: ModuleText, name: tree.Name, kind: str) -> None:
    if name.text != name.text.lower():
        letters = name.text if not name.text.isupper() else name.text.lower()
        parts = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in letters)
        _refuse(tables, module, name, kind, parts.lstrip("_").replace("__", "_"))


def _refuse(tables: Tables, module: ModuleText, name: tree.Name, kind: str, example: str) -> None:
    args = {"kind": kind, "example": example, "name": name.text}
    tables.findings.add("P0225", module.place(name.span), hint=f"write {example}", **args)
