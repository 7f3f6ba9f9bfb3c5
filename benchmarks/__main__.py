"""Measure everything in one run, print the tables, write latest.md.

    .venv/bin/python -m benchmarks            all of it, in 45 minutes on two quiet cores
    .venv/bin/python -m benchmarks --quick    under three minutes; exit code 1 where a ratio slipped
    .venv/bin/python -m benchmarks --part suite --size 1000000
    .venv/bin/python -m benchmarks --part suite --hundred-million

Only a whole run writes latest.md, anew with each part that is done. What is asked for with `--part`,
`--size` or `--quick` is printed (`--write` writes it all the same). The exit code is 1, too, where a part
failed; the others are measured and written.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import importing, page, quick, suite
from benchmarks.written import Written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmarks.report import Part

    #: What yields its results in the place of those before it.
    Step = Callable[[], Iterator[Part]]

_LATEST: Final = Path(__file__).with_name("latest.md")
_PARTS: Final = ("suite", "imports", "page")


def main() -> int:
    """Run what is asked; return 1 where a part failed, or a quick run finds that a ratio slipped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", action="append", choices=_PARTS)
    parser.add_argument("--size", action="append", type=int, metavar="ORDERS")
    parser.add_argument("--rounds", type=int, help="how often each cell runs (default: by its size)")
    parser.add_argument("--hundred-million", action="store_true", help="add the largest size")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true", help="write latest.md all the same")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        if asked.quick:
            return quick.run(folder)
        written = Written(_LATEST if asked.write or not (asked.part or asked.size) else None)
        for step, measured in _steps(asked, folder).items():
            written.take(step, measured)
    print(written.aims())
    return 1 if written.failed else 0


def _steps(asked: argparse.Namespace, folder: Path) -> Mapping[str, Step]:
    """Return what is to be measured, the longest last."""
    sizes = {f"{size.orders:,} orders": partial(suite.parts, folder, size) for size in _sizes(asked)}
    small, large = (
        {name: step for name, step in sizes.items() if (step.args[1].orders > suite.SMALL) == is_large}
        for is_large in (False, True)
    )
    by_part: dict[str, Mapping[str, Step]] = {
        "suite": small,
        "imports": {name: partial(step, folder) for name, step in importing.STEPS.items()},
        "page": page.STEPS,
    }
    wanted = asked.part or _PARTS
    found = {name: step for part, steps in by_part.items() if part in wanted for name, step in steps.items()}
    return {**found, **(large if "suite" in wanted else {})}


def _sizes(asked: argparse.Namespace) -> list[suite.Size]:
    known = {size.orders: size for size in (*suite.SIZES, suite.LARGEST)}
    if asked.size:
        sizes = [known.get(orders, suite.Size(orders, 3)) for orders in asked.size]
    else:
        sizes = [*suite.SIZES, *([suite.LARGEST] if asked.hundred_million else [])]
    return [replace(size, rounds=asked.rounds or size.rounds) for size in sizes]


if __name__ == "__main__":
    sys.exit(main())
