"""A segment that the command line names: a file, or one saved in a data folder."""

from __future__ import annotations

import json

import pytest

from engagement.cli import main
from engagement.metrics.segments.description import Ordered, Segment, SegmentError, to_json, to_text
from engagement.metrics.segments.named_segments import load_segments
from engagement.store import open_workspace
from engagement.store.versions import kept_segments

REGULARS = Segment("Regulars", (Ordered(3),))


def test_a_segment_comes_from_a_file_or_by_the_name_under_which_it_is_saved(tmp_path):
    (tmp_path / "one.json").write_text(to_text(REGULARS), "utf-8")
    assert load_segments(str(tmp_path / "one.json"), tmp_path / "data", "shop") == (REGULARS,)
    with pytest.raises(SegmentError):
        load_segments("Regulars", tmp_path / "data", "shop")
    kept_segments.keep(open_workspace(tmp_path / "data").storage, to_json(REGULARS), "")
    assert load_segments("Regulars", tmp_path / "data", "shop") == (REGULARS,)


def test_the_command_line_measures_a_segment_and_splits_by_it(tmp_path, capsys):
    rows = [f"A{n},2026-01-{n % 28 + 1:02},c{n}@example.com,10.00" for n in range(30)]
    rows += [f"B{n}-{m},2026-0{m}-02,r{n}@example.com,30.00" for n in range(12) for m in (1, 2, 3)]
    file, segment = tmp_path / "orders.csv", tmp_path / "one.json"
    file.write_text("\n".join(["Order ID,Order Date,Email,Total", *rows]) + "\n", "utf-8")
    segment.write_text(to_text(REGULARS), "utf-8")
    arguments = ["metrics", str(file), "--json", "--segment", str(segment)]
    assert main([*arguments]) == 0
    only = json.loads(capsys.readouterr().out)
    assert only["metrics"]["customers"]["value"] == 12
    (told,) = only["segments"]
    assert (told["segment"], told["customers"], told["of"]) == ("Regulars", 12, 42)
    assert main([*arguments, "--by", "segment"]) == 0
    parts = json.loads(capsys.readouterr().out)["tables"]["orders_by_segment"]
    assert {row["segment"]: row["value"] for row in parts} == {"inside": 36, "outside": 30}
