"""The short run: ratios that must not slip while one works, in under three minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from benchmarks import importing, suite

if TYPE_CHECKING:
    from pathlib import Path

#: CPU as a multiple of hand-written SQL at a million orders, with what a busy machine may add.
_MOST: Final = {"figures": 2.5, "trend": 1.8, "cohorts": 1.5, "rfm": 1.7, "pairs": 1.2, "breakdown": 5.0}
#: The same of bare DuckDB for the import of a till's lines.
_MOST_IMPORT: Final = 4.5


def run(folder: Path) -> int:
    """Print what was found; return 1 where a ratio is above what it may be."""
    *_, found = suite.run(folder, suite.QUICK)
    print(found.part().text, flush=True)
    times = {question: by_engine[suite.PRODUCT].times[0] for question, by_engine in found.runs.items()}
    _, imported = importing.compared("lines_csv", folder, 5_000, importing.LINES, 2)
    most = {**_MOST, "import": _MOST_IMPORT}
    slipped = len(found.failed)
    for name, value in {**times, "import": imported[importing.PRODUCT].times[0]}.items():
        over = value > most[name]
        slipped += over
        print(f"{name}: {value:.2f} times, at most {most[name]}{'  SLIPPED' if over else ''}", flush=True)
    return 1 if slipped else 0
