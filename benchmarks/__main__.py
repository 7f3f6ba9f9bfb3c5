"""Measure everything in one run, print the tables, write latest.md.

    .venv/bin/python -m benchmarks            all of it, under an hour
    .venv/bin/python -m benchmarks --quick    under three minutes; exit code 1 where a ratio slipped
    .venv/bin/python -m benchmarks --part suite --size 1000000
    .venv/bin/python -m benchmarks --part suite --hundred-million

Only a whole run writes latest.md. What is asked for with `--part`, `--size` or `--quick` is printed
(`--write` writes it all the same).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks import importing, page, quick, suite
from benchmarks.report import Part, aims_table, heading

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LATEST: Final = Path(__file__).with_name("latest.md")
_PARTS: Final[dict[str, Callable[[Path], Sequence[Part]]]] = {"imports": importing.parts, "page": page.parts}


def main() -> int:
    """Run what is asked; return 1 where a quick run finds that a ratio slipped."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", action="append", choices=("suite", *_PARTS))
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
        parts = [] if asked.part and "suite" not in asked.part else _suite(folder, _sizes(asked))
        for part, make in _PARTS.items():
            if not asked.part or part in asked.part:
                made = make(folder)
                print("\n\n".join(each.text for each in made), flush=True)
                parts += made
    aims = aims_table(aim for part in parts for aim in part.aims)
    print(aims)
    if asked.write or not (asked.part or asked.size):
        texts = [heading(), aims, *(part.text for part in parts)]
        _LATEST.write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    return 0


def _sizes(asked: argparse.Namespace) -> list[suite.Size]:
    known = {size.orders: size for size in (*suite.SIZES, suite.LARGEST)}
    if asked.size:
        sizes = [known.get(orders, suite.Size(orders, 3)) for orders in asked.size]
    else:
        sizes = [*suite.SIZES, *([suite.LARGEST] if asked.hundred_million else [])]
    return [replace(size, rounds=asked.rounds or size.rounds) for size in sizes]


def _suite(folder: Path, sizes: Sequence[suite.Size]) -> list[Part]:
    found = [suite.run(folder, size) for size in sizes]
    parts = [each.part() for each in found]
    return [*parts[:-1], replace(parts[-1], aims=suite.aims(found))]


if __name__ == "__main__":
    sys.exit(main())
