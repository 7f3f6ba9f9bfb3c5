"""One table: questions by engines by sizes. Each cell is a process of its own; all answers must be equal."""

from __future__ import annotations

import math
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

from benchmarks.measure import Measured, Runs, measure, side_by_side
from benchmarks.questions import LIMITS, QUESTIONS
from benchmarks.report import Aim, Part, header, lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.questions import Answer

SQL, PRODUCT, POLARS, PANDAS = "SQL by hand", "this product", "Polars", "plain pandas"
#: The modules of `peers`, the base of all comparisons first.
ENGINES: Final = {SQL: "sql", PRODUCT: "product", POLARS: "with_polars", PANDAS: "with_pandas"}
_WARM: Final = 20_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many orders, how often each cell runs, and whom it is asked of."""

    orders: int
    rounds: int
    #: After so many minutes no further round begins.
    minutes: float = float("inf")
    engines: Sequence[str] = tuple(ENGINES)
    questions: Sequence[str] = tuple(QUESTIONS)


SIZES: Final = (Size(100_000, 3, 4), Size(1_000_000, 3, 8), Size(10_000_000, 1))
#: Larger ones are measured last: they take as long as all the rest.
SMALL: Final = 1_000_000
#: Only where it is asked for: 10 GB of files, and an hour.
LARGEST: Final = Size(100_000_000, 1, engines=(SQL, PRODUCT))
QUICK: Final = Size(1_000_000, 2, engines=(SQL, PRODUCT))

#: What profiles showed where an aim is missed, and what would meet it.
_BESIDE_SQL: Final = (
    "DuckDB binds each step of an expression anew, 20 to 70 steps a question: 0.05 to 0.2 s, which is most "
    "of it below a million orders, and limits of small parts come from a bootstrap. Beyond, each question "
    "first sums all orders by day (last day, currency, coverage; kept beside a version at import they would "
    "cost nothing), pairs join the texts of lines to their orders (coded at import: nothing), and a "
    "customer's part is joined to the first order, as narwhals has no `arg_min`"
)
_BESIDE_PANDAS: Final = (
    "the libraries of the program are 200 MB before the first row, and what pandas needs is less than 600 MB "
    "below ten million orders; pairs and cohorts hold numbers of all orders and lines in memory, in place of "
    "a scan that spills"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The runs of one size so far: by question, by engine."""

    size: Size
    bytes_: int
    runs: Mapping[str, Mapping[str, Runs]]
    #: Why a question has no runs.
    failed: Mapping[str, str]

    def total(self, engine: str) -> Runs:
        """Return all questions together: times added up, memory of the hungriest."""
        base = self._added(self.size.engines[0])
        return Runs(self._added(engine), base)

    def _added(self, engine: str) -> tuple[Measured, ...]:
        rounds = zip(*(by_engine[engine].each for by_engine in self.runs.values()), strict=False)
        return tuple(
            Measured(sum(one.seconds for one in each), sum(one.cpu for one in each),
                     max(one.peak_mb for one in each), None)
            for each in rounds
        )  # fmt: skip

    @property
    def whole(self) -> bool:
        """Whether every question has been answered by every engine."""
        return len(self.runs) == len(self.size.questions)

    def part(self) -> Part:
        """Return the table of this size, and its aims where all questions were answered."""
        orders = self.size.orders
        rows = [
            line
            for question, by_engine in self.runs.items()
            for line in lines(by_engine, orders, f"{QUESTIONS[question]} | ")
        ]
        if self.whole:
            totals = {engine: self.total(engine) for engine in self.size.engines}
            rows += lines(totals, orders, "**all together** | ")
        rounds = {len(by_engine[SQL].each) for by_engine in self.runs.values()}
        told = " to ".join(map(str, sorted({min(rounds), max(rounds)}))) if rounds else "no"
        title = f"## {orders:,} orders ({self.bytes_ / 1e6:,.0f} MB of Parquet, {told} rounds)"
        failed = [f"Not measured, {name}: {why}" for name, why in self.failed.items()]
        text = "\n".join((title, "", *header("question", orders), *rows))
        return Part("\n\n".join((text, *failed)), aims([self]) if self.whole else ())


def parts(folder: Path, size: Size) -> Iterator[Part]:
    """Yield the table of a size as it grows, question by question.

    Raises AssertionError at the end where a question was not answered, or not alike by all.
    """
    found = None
    for found in run(folder, size):
        yield found.part()
    if found is None or found.failed:
        raise AssertionError("not all questions were answered alike")


def run(folder: Path, size: Size) -> Iterator[Found]:
    """Write a shop, ask every engine every question, compare the answers, remove the shop.

    Yields what was found after each question; one that an engine fails at, or answers otherwise than the
    others, is among the failed.
    """
    until = time.monotonic() + 60 * size.minutes
    few, shop = (
        str(measure("benchmarks.invented_shop:shop", str(folder), str(orders)).result)
        for orders in (_WARM, size.orders)
    )
    written = sum(file.stat().st_size for file in Path(shop).rglob("*.parquet"))
    runs: dict[str, Mapping[str, Runs]] = {}
    failed: dict[str, str] = {}
    try:
        for question in size.questions:
            tasks = {engine: f"benchmarks.peers.{ENGINES[engine]}:{question}" for engine in size.engines}
            try:
                answered = side_by_side(tasks, shop, few, size.rounds, until)
                agree(question, {engine: each.each[0].result for engine, each in answered.items()})
                runs[question] = answered
            except (AssertionError, subprocess.SubprocessError) as problem:
                failed[question] = str(problem)
            yield Found(size, written, dict(runs), dict(failed))
    finally:
        shutil.rmtree(shop)


def agree(question: str, answers: Mapping[str, Answer]) -> None:
    """Raise AssertionError where engines do not give the same numbers by the same names.

    pandas and Polars give the lifts of pairs without their limits.
    """
    (base, first), *others = answers.items()
    for engine, other in others:
        has_limits = any(key.startswith(LIMITS) for key in other)
        for key in first.keys() | other.keys():
            if key.startswith(LIMITS) and not has_limits:
                continue
            one, two = (answer.get(key, math.nan) for answer in (first, other))
            if not math.isclose(one, two, rel_tol=1e-9):
                raise AssertionError(f"{question}, {key}: {base} says {one}, {engine} {two}")


def aims(found: Sequence[Found]) -> list[Aim]:
    """Return what is aimed at beside hand-written SQL and pandas, of the sizes that ran."""
    made: list[Aim] = []
    for one in found:
        product, size = one.total(PRODUCT), f"{one.size.orders:,} orders"
        times = median(product.times)
        made.append(
            Aim(
                f"the suite at {size} within 1.15 times SQL by hand",
                f"{times:.2f}",
                times <= 1.15,
                _BESIDE_SQL,
            )
        )
        if PANDAS in one.size.engines:
            pandas = one.total(PANDAS)
            faster, memory = pandas.cpu / product.cpu, product.peak_mb / pandas.peak_mb
            made.append(
                Aim(
                    f"the suite at {size} three times faster than plain pandas, with a third of its memory",
                    f"{faster:.1f} times, {memory:.2f} of its memory",
                    faster >= 3 and memory <= 1 / 3,
                    _BESIDE_PANDAS,
                )
            )
    return made
