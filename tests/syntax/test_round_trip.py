"""What is printed is read again as the same tree; formatting twice changes nothing more."""

import attrs
import pytest
from hypothesis import HealthCheck, given, settings

from prazo.dsl.diagnostics.model import Source
from prazo.dsl.syntax import tree as t
from prazo.dsl.syntax.expressions import expression
from prazo.dsl.syntax.parser import parse, parse_expression
from prazo.dsl.syntax.printer import format_module
from tests.syntax import strategies

slow = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def read(text: str) -> t.Module:
    module, found = parse(Source("generated.prazo", text))
    assert found == (), (found[0].message, text)
    return module


@slow
@given(strategies.deep_expressions)
def test_every_expression_is_read_as_it_was_printed(tree: t.Expr) -> None:
    assert parse_expression(expression(tree)) == tree


@slow
@given(strategies.modules_of_blocks)
def test_every_module_is_read_as_it_was_printed(tree: t.Module) -> None:
    text = format_module(tree)
    again = read(text)
    assert again == tree
    assert format_module(again) == text


@slow
@given(strategies.modules_of_blocks)
def test_comments_survive(tree: t.Module) -> None:
    text = format_module(tree)
    for block in tree.blocks:
        trailing = () if block.trailing is None else (block.trailing,)
        for comment in (*block.comments, *block.end_comments, *trailing):
            assert f"# {comment}".rstrip() in text


@slow
@given(strategies.modules_of_blocks)
def test_every_line_has_its_place(tree: t.Module) -> None:
    text = format_module(tree)
    for block in read(text).blocks:
        head = text[block.span.start : block.span.end]
        assert not head[:1].isspace()
        for line in getattr(block, "lines", ()):
            assert block.span.start < line.span.start < line.span.end <= block.span.end
            if isinstance(line, t.Line) and isinstance(line.body, t.Note):
                assert text[line.body.span.start :].startswith("note ")


def test_generated_trees_hold_every_kind_of_node() -> None:
    """The strategies are only worth what they reach."""
    seen: set[type] = set()
    lines = (*strategies.BODIES, *strategies.LIMITS, *strategies.INTERPRETATIONS, strategies.lines, strategies.items)

    def look(found: t.Node) -> None:
        level: list[object] = [found]
        while level:
            node = level.pop()
            if isinstance(node, t.Node):
                seen.add(type(node))
                level += [getattr(node, field.name) for field in attrs.fields(type(node))]
            elif isinstance(node, tuple):
                level += node

    # Each by itself: drawn together they soon need more choices than one example may hold.
    few = settings(
        max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    for strategy in (*lines, *strategies.BLOCKS, strategies.modules_of_blocks):
        few(given(strategy)(look))()
    kinds = {kind for kind in vars(t).values() if isinstance(kind, type) and issubclass(kind, t.Node)}
    assert {kind.__name__ for kind in kinds - {t.Node, t.Block} - seen} == set()


@slow
@given(strategies.lines)
def test_every_line_of_a_norm_is_read_as_it_was_printed(line: t.Line) -> None:
    tree = t.Module((t.Norm("requirement", t.Name("x"), t.Labels(), (line,)),))
    assert read(format_module(tree)) == tree


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("MOP 45,000,000", "MOP 45M"),
        ("MOP 12,345", "MOP 12,345"),
        ("HKD 10 million", "HKD 10M"),
        ("MOP 1.5B", "MOP 1.5B"),
        ("MOP 20 thousand", "MOP 20K"),
        ("a ≥ b", "a >= b"),
        ("a => b", "a >= b"),
        ("a ≠ b", "a != b"),
        ("at least 1 of agents are resident", "at least 1 of agents is resident"),
        ("50 % of it", "50% of it"),
        ("half of it", "half of it"),
        ("x is one of a", "x is a"),
        ("80% of A + B", "80% of A + B"),
    ],
)
def test_one_way_to_write_it(written: str, printed: str) -> None:
    assert expression(parse_expression(written)) == printed


def test_a_share_of_a_sum_without_brackets_stays_visible_in_the_tree() -> None:
    tree = parse_expression("80% of A + B")
    assert isinstance(tree, t.Arithmetic)
    assert isinstance(tree.left, t.ShareOf)
    assert isinstance(parse_expression("80% of (A + B)"), t.ShareOf)
