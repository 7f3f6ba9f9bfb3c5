"""Segments named on a command line: from a JSON file, or saved in a data folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from engagement.metrics.segments.description import SegmentError, from_json, read_segments
from engagement.store import open_workspace
from engagement.store.versions import kept_segments

if TYPE_CHECKING:
    from engagement.metrics.segments.description import Segment


def load_segments(text: str, folder: Path, workspace: str) -> tuple[Segment, ...]:
    """Return the segments of a JSON file, or the saved one of that name. Raises `SegmentError` without."""
    try:
        if Path(text).is_file():
            return read_segments(Path(text).read_text("utf-8", "replace"))
    except OSError as fault:
        raise SegmentError(str(fault)) from fault
    if not folder.is_dir():
        raise SegmentError(text)
    saved = kept_segments.all_segments(open_workspace(folder, workspace).storage)
    if text not in saved:
        raise SegmentError(text)
    return (from_json(saved[text]),)
