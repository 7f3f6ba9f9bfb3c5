"""Measure everything in one run, print the tables, write latest.md: `python -m benchmarks [SIZE...]`.

Sizes are numbers of orders for the metric suite; 1 and 10 million where none is given.
"""

from __future__ import annotations

import math
import os
import platform
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import Measured, measure

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIZES = (1_000_000, 10_000_000)
_LINES = 541_909
_FEW = 5_000
#: As many orders as fill 200 MB under Shopify's 79 columns.
_SHOPIFY, _SHOPIFY_FEW = 268_000, 1_000
_LATEST = Path(__file__).with_name("latest.md")


def main() -> None:
    """Run what is asked and write the report."""
    sizes = [int(size) for size in sys.argv[1:]] or _SIZES
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        parts = [_heading(), _imports(folder), _rerun(), *(_suite(folder, size) for size in sizes)]
    _LATEST.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _heading() -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
    return _say(
        f"# Benchmarks of {datetime.now(UTC):%d %B %Y}\n\n{machine}. Each line is the quickest of three "
        "fresh processes by CPU, warmed up on a few rows; memory is that of all its processes at once. "
        "Compare within one table: a ratio carries over to another machine, a time does not."
    )


def _imports(folder: Path) -> str:
    lines = _import("lines_csv", folder, _FEW, _LINES)
    orders = _import("shopify_csv", folder, _SHOPIFY_FEW, _SHOPIFY)
    title = f"Import of {_LINES:,} lines as in Online Retail ({lines[0]:.0f} MB). Aim: at most 3 times"
    other = f"Import of {_SHOPIFY:,} orders under 79 columns ({orders[0]:.0f} MB). Aim: 2 times in seconds"
    return "\n\n".join((_table(f"## {title}", lines[1]), _table(f"## {other}, 600 MB", orders[1])))


def _import(make: str, folder: Path, few: int, many: int) -> tuple[float, Mapping[str, Measured]]:
    small, file = (_made(make, folder, rows) for rows in (few, many))
    return Path(file).stat().st_size / 1e6, {
        "bare DuckDB: read_csv to Parquet": measure("benchmarks.imports:bare_duckdb", file, warm=small),
        "this product: typed, accounted for, stored": measure("benchmarks.imports:product", file, warm=small),
    }


def _rerun() -> str:
    found = measure("benchmarks.rerun:rerun", times=1).result
    more = found["overview"] - found["empty"]
    return _say(
        "## Rerun of the Overview after a change of period, demo shop. Aim: at most 150 ms of CPU more\n\n"
        f"Empty page {found['empty']:.0f} ms, Overview {found['overview']:.0f} ms (median of twelve; "
        f"the worst {found['worst']:.0f} ms): {more:.0f} ms more."
    )


def _suite(folder: Path, orders: int) -> str:
    few, file = (_made("orders", folder, rows) for rows in (_FEW, orders))
    found = {
        "SQL by hand on DuckDB": measure("benchmarks.suite:sql", file, warm=few),
        "this product, with intervals": measure("benchmarks.suite:product", file, warm=few),
        "plain pandas": measure("benchmarks.suite:pandas", file, warm=few),
    }
    _agree(found)
    title = f"## Eight purchase figures over {orders:,} orders"
    return _table(f"{title}. Aim: at most 1.25 times SQL, half of pandas' memory", found)


def _made(what: str, folder: Path, rows: int) -> str:
    return str(measure(f"benchmarks.synthetic:{what}", f"{folder}", f"{rows}", times=1).result)


def _agree(found: Mapping[str, Measured]) -> None:
    first, *others = (one.result for one in found.values())
    for other in others:
        for key, value in first.items():
            if not math.isclose(value, other[key], rel_tol=1e-9):
                raise AssertionError(f"{key}: {value} is not {other[key]}")


def _table(title: str, found: Mapping[str, Measured]) -> str:
    base = next(iter(found.values()))
    lines = [
        title,
        "",
        "| | seconds | CPU-seconds | times the first | peak MB |",
        "|---|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {name} | {one.seconds:.2f} | {one.cpu:.2f} | {one.cpu / base.cpu:.2f} | {one.peak_mb:,.0f} |"
        for name, one in found.items()
    ]
    return _say("\n".join(lines))


def _say(text: str) -> str:
    print(text, end="\n\n", flush=True)
    return text


if __name__ == "__main__":
    main()
