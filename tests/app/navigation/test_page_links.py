"""Addresses within the product are put together, and written, in few places: no way forgets its shop."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = [*(ROOT / "engagement" / "app").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
_WRITES = {"update", "from_dict", "clear", "pop", "setdefault"}


def _nodes() -> Iterator[tuple[str, ast.AST]]:
    for path in _CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            yield path.name, node


def _is(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == name


def _writes_the_address(node: ast.AST) -> bool:
    if isinstance(node, ast.Subscript):
        return _is(node.value, "query_params") and not isinstance(node.ctx, ast.Load)
    called = node.func if isinstance(node, ast.Call) else None
    return isinstance(called, ast.Attribute) and called.attr in _WRITES and _is(called.value, "query_params")


def test_every_way_to_a_page_is_made_in_one_place():
    assert {name for name, node in _nodes() if _is(node, "page_link")} == {"page_links.py"}
    assert {name for name, node in _nodes() if _is(node, "switch_page")} == {"page_links.py"}


def test_the_address_is_written_by_those_alone_who_own_a_part_of_it():
    writers = {name for name, node in _nodes() if _writes_the_address(node)}
    owners = {"page_links.py", "question.py", "reader.py", "pick.py", "definitions.py", "in_address.py"}
    owners |= {"one_of.py", "page.py"}  # what a list and the review look at
    assert writers == owners
