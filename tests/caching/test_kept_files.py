"""Results are kept beside the objects that they were computed from, and only while these are there."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from engagement.caching import kept_files

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = [b"key", b"result " * 20]


@pytest.fixture
def objects(tmp_path: Path) -> list[Path]:
    result = [tmp_path / f"{name}.parquet" for name in ("orders", "responses")]
    for path in result:
        path.write_bytes(b"rows")
    return result


def files(objects: list[Path]) -> list[Path]:
    return sorted(path for path in objects[0].parent.iterdir() if path not in objects)


def test_what_was_kept_is_read(objects):
    assert kept_files.write("a", objects, RESULTS)
    assert kept_files.read("a", list(reversed(objects))) == RESULTS
    assert kept_files.read("b", objects) is None
    assert [path.stat().st_mode & 0o777 for path in files(objects)] == [0o600]


def test_no_damage_is_read_and_it_is_said_in_the_log(objects, caplog):
    kept_files.write("a", objects, RESULTS)
    (file,) = files(objects)
    whole = file.read_bytes()
    for place in range(len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert kept_files.read("a", objects) is None
        file.write_bytes(whole[:place])
        assert kept_files.read("a", objects) is None
    assert len(caplog.messages) == 2 * len(whole)
    assert "computed anew" in caplog.messages[0]


def test_results_of_other_objects_are_not_read(objects):
    kept_files.write("a", objects, RESULTS)
    assert kept_files.read("a", objects[:1]) is None


def test_results_of_an_object_that_is_gone_are_not_read_and_go_with_the_next_sweep(objects):
    kept_files.write("a", objects, RESULTS)
    kept_files.write("b", objects[:1], RESULTS)
    objects[1].unlink()
    assert kept_files.read("a", objects) is None
    kept_files.remove_orphans(objects[0].parent)
    assert [path.name for path in files(objects)] == ["b.results"]


def test_results_of_objects_that_were_deleted_meanwhile_are_not_kept(objects):
    objects[1].unlink()
    assert not kept_files.write("a", objects, RESULTS)
    assert files(objects) == []


def test_what_cannot_be_read_goes_with_the_next_sweep(objects):
    (objects[0].parent / "foreign.results").write_bytes(b"anything")
    kept_files.remove_orphans(objects[0].parent)
    assert files(objects) == []


def test_few_files_are_kept_the_newest_and_none_that_is_large(objects):
    for number in range(7):
        kept_files.write(str(number), objects, RESULTS)
        os.utime(objects[0].parent / f"{number}.results", (number, number))
    assert [path.name for path in files(objects)] == [f"{n}.results" for n in (3, 4, 5, 6)]
    assert not kept_files.write("large", objects, [bytes(5 << 20)])
    assert len(files(objects)) == 4
