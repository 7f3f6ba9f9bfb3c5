"""What a page costs: the rerun after a filter change beside an empty page's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.measure import measure
from benchmarks.report import Aim, Part

if TYPE_CHECKING:
    from pathlib import Path


def parts(_folder: Path) -> list[Part]:
    """Measure the rerun of the Overview of the demo shop."""
    found = measure("benchmarks.rerun:rerun").result
    more = found["overview"] - found["empty"]
    text = (
        "## Rerun of the Overview after a change of period, demo shop\n\n"
        f"Empty page {found['empty']:.0f} ms, Overview {found['overview']:.0f} ms of CPU (median of twelve; "
        f"the worst {found['worst']:.0f} ms): {more:.0f} ms more."
    )
    aim = Aim(
        "a rerun of the Overview at most 60 ms of CPU above an empty page", f"{more:.0f} ms", more <= 60
    )
    return [Part(text, [aim])]
