"""Importing one file: the product (`imports`) beside bare DuckDB."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.measure import measure, side_by_side
from benchmarks.report import Aim, Part, runs_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.measure import Runs

LINES: Final = 541_909
_FEW: Final = 5_000
#: As many orders as fill 200 MB under Shopify's 79 columns.
_SHOPIFY, _SHOPIFY_FEW = 268_000, 1_000
#: So many times as many fill a gigabyte.
_GIGABYTE: Final = 5
_ROUNDS: Final = 3
BARE, PRODUCT = "bare DuckDB: read_csv to Parquet", "this product: typed, accounted for, stored"
_WHY: Final = (
    "DuckDB casts columns and keeps no account; here each cell is typed with its reasons, each row is "
    "counted, and orders and lines are stored. A fifth of it each is parsing and proving the quotes, and "
    "room in memory that the system makes anew for each column, a sixth is storing; the rest is forty and "
    "more passes over columns, of which none takes more than a twentieth. Orders whose rows stand together, "
    "summed by their bounds and not by index, would take off the most"
)


_MEMORY: Final = (
    "columns wait on disk until they are stored, so that the most is taken where one column is in hand that "
    "has nearly as many texts as the file has rows, beside 220 MB for the libraries of three processes. "
    "Numbering its texts in parts of the file would take off the most"
)


def of_lines(folder: Path) -> Iterator[Part]:
    """Measure a till's lines beside bare DuckDB."""
    size, lines = compared("lines_csv", folder, _FEW, LINES, _ROUNDS)
    yield Part(
        f"## Import of {LINES:,} lines as in Online Retail ({size:.0f} MB)\n\n{runs_table(lines)}",
        [_ratio(lines, "541,909 lines", 2, 2.5)],
    )


def of_orders(folder: Path) -> Iterator[Part]:
    """Measure orders under many columns beside bare DuckDB."""
    size, orders = compared("shopify_csv", folder, _SHOPIFY_FEW, _SHOPIFY, _ROUNDS)
    peak = orders[PRODUCT].peak_mb
    yield Part(
        f"## Import of {_SHOPIFY:,} orders under 79 columns ({size:.0f} MB)\n\n{runs_table(orders)}",
        [
            _ratio(orders, "200 MB of 79 columns", 1.5, 2.5),
            Aim("import of 200 MB under 500 MB over all processes", f"{peak:,.0f} MB", peak < 500, _MEMORY),
        ],
    )


def of_a_gigabyte(folder: Path) -> Iterator[Part]:
    """Measure the memory of an import of 1 GB of orders under many columns."""
    few, once = (
        str(measure("benchmarks.synthetic:shopify_csv", str(folder), str(n)).result)
        for n in (_SHOPIFY_FEW, _SHOPIFY)
    )
    file = str(measure("benchmarks.synthetic:repeated_csv", once, str(_GIGABYTE)).result)
    found = measure("benchmarks.imports:product", file, warm=few)
    yield Part(
        f"## Import of {_GIGABYTE * _SHOPIFY:,} orders under 79 columns "
        f"({Path(file).stat().st_size / 1e6:,.0f} MB)\n\n{found.cpu:.0f} CPU-seconds, {found.peak_mb:,.0f} "
        "MB at most over all processes.",
        [
            Aim(
                "import of 1 GB of orders under 700 MB over all processes",
                f"{found.peak_mb:,.0f} MB",
                found.peak_mb < 700,
                _MEMORY,
            )
        ],
    )


#: What is measured of imports, by name.
STEPS: Final = {
    "import of lines": of_lines,
    "import of orders": of_orders,
    "import of a gigabyte": of_a_gigabyte,
}


def _ratio(runs: dict[str, Runs], what: str, cpu: float, seconds: float) -> Aim:
    found = runs[PRODUCT]
    times, by_clock = median(found.times), found.times_in_seconds
    return Aim(
        f"import of {what} within {cpu} times bare DuckDB's CPU and {seconds} times its seconds",
        f"{times:.2f} and {by_clock:.2f} times",
        times <= cpu and by_clock <= seconds,
        _WHY,
    )


def compared(make: str, folder: Path, few: int, many: int, rounds: int) -> tuple[float, dict[str, Runs]]:
    """Return the size of a file in MB, and what both took to import it."""
    small, file = (
        str(measure(f"benchmarks.synthetic:{make}", str(folder), str(n)).result) for n in (few, many)
    )
    tasks = {BARE: "benchmarks.imports:bare_duckdb", PRODUCT: "benchmarks.imports:product"}
    return Path(file).stat().st_size / 1e6, side_by_side(tasks, file, small, rounds)
