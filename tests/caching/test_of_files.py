"""What was made of files is forgotten once they are gone: figures of the erased, bundles that showed them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engagement.caching import of_files
from engagement.caching.of_files import FileCache
from engagement.caching.results import Memory

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("a", "b")]
    for path in paths:
        path.write_text(path.name)
    return paths


def test_what_was_made_once_is_shared_as_long_as_its_files_stay(files: list[Path]):
    of: FileCache[list[str]] = FileCache(2)
    created = of.get("both", files, lambda: ["both"])
    assert of.get("both", files, list) is created


def test_what_was_made_of_a_file_that_is_gone_is_let_go_at_once_in_this_process(files: list[Path]):
    one, two = FileCache[object](2), FileCache[object](2)
    of_both, of_one = object(), object()
    one.get("both", files, lambda: of_both)
    two.get("one", files[:1], lambda: of_one)
    files[1].unlink()
    of_files.forget_deleted()
    assert one.get("both", files[:1], object) is not of_both
    assert two.get("one", files[:1], object) is of_one


def test_in_another_process_it_is_let_go_with_the_next_look_at_anything_of_the_kind(files: list[Path]):
    let_go: list[str] = []

    class Noticed:
        def __del__(self) -> None:
            let_go.append("figures of the erased")

    of: FileCache[object] = FileCache(2)
    of.get("old", files[1:], Noticed)
    files[1].unlink()
    of.get("new", files[:1], object)
    assert let_go == ["figures of the erased"]


def test_the_one_not_asked_for_the_longest_goes_first(files: list[Path]):
    of: FileCache[object] = FileCache(2)
    first = of.get(1, files, object)
    second = of.get(2, files, object)
    assert of.get(1, files, object) is first
    of.get(3, files, object)
    assert of.get(1, files, object) is first
    assert of.get(2, files, object) is not second


def test_what_somebody_still_holds_is_emptied_when_it_is_let_go(files: list[Path]):
    of: FileCache[list[str]] = FileCache(2, list.clear)
    figures = of.get("one", files[:1], lambda: ["figures of the erased"])
    of.drop_deleted()
    assert figures == ["figures of the erased"]
    files[0].unlink()
    of.drop_deleted()
    assert figures == []


def test_a_memory_that_has_ended_keeps_nothing_of_what_was_being_computed():
    memory = Memory()
    assert memory.remember("key", lambda: 1) == memory.remember("key", lambda: 2) == 1

    def ended_meanwhile() -> int:
        memory.end()
        return 3

    assert memory.remember("other", ended_meanwhile) == 3
    assert memory.remember("other", lambda: 4) == 4
    assert memory.remember("key", lambda: 5) == 5
