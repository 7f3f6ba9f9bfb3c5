"""Which figures cost a shuffle on Spark, and why: read from the plans that Spark makes, into the docs.

    .venv/bin/python -m benchmarks.shuffles

Each scan that feeds figures runs on a local Spark over the demo shop's tables. Of each of its plans the
exchanges are read: by a customer's key every order travels once (or one row a customer, where sums are made
before), by anything else a few sums travel.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import narwhals.stable.v2 as nw

import engagement
from engagement.metrics.core.data import Data
from engagement.metrics.core.placing import placed
from engagement.metrics.core.scope import asked_of
from engagement.metrics.segments.customer_dimensions import SEGMENTS
from engagement.metrics.sums.group_sums import WHOLE
from engagement.metrics.views.open_files import tables_of
from engagement.metrics.views.registry import BY_TABLE, DEFINITIONS
from engagement.spark.session import session
from engagement.spark.spark_engine import SparkEngine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from engagement.metrics.core.definition import Definition

_ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = _ROOT / "docs" / "beyond-one-machine.md"
BEGIN, END = "<!-- shuffles: begin -->", "<!-- shuffles: end -->"
_KEYS: Final = ("customer_key", "member", "person", "respondent")
#: What travels, worst first, and why.
SORTED: Final = "every row, by customer: each is looked at beside the same customer's rows before it"
SUMMED: Final = "one row a customer: sums by customer are made on each worker first"
JOINED: Final = "every row of two tables, by what joins them"
FEW: Final = "a few sums"
NOTHING: Final = "nothing of its own: it is read from the sums by day that all share, or values are collected"
_WORST: Final = (SORTED, JOINED, SUMMED, FEW)


def exchanges(plan: str) -> Iterator[str]:
    """Yield what travels at each exchange of a physical plan, as Spark prints it."""
    rows = plan.splitlines()
    for at, row in enumerate(rows):
        if "Exchange" not in row or "BroadcastExchange" in row or "ReusedExchange" in row:
            continue
        by = re.search(r"hashpartitioning\((.*?), \d+\)", row)
        below = rows[at + 1] if at + 1 < len(rows) else ""
        summed = "HashAggregate" in below
        names = by.group(1) if by else ""
        if any(key in names for key in _KEYS):
            yield SUMMED if summed else SORTED
        else:
            yield FEW if summed or not by else JOINED


def measured(tables: Mapping[str, pa.Table]) -> dict[str, Counter[str]]:
    """Return, for each figure that the tables unlock, how often what travels."""
    seen: list[str] = []
    collect = nw.LazyFrame.collect

    def told(frame: Any, *arguments: Any, **named: Any) -> Any:
        native = frame.to_native()
        if hasattr(native, "_jdf"):
            seen.append(native._jdf.queryExecution().executedPlan().toString())  # noqa: SLF001 - no other way
        return collect(frame, *arguments, **named)

    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        spark = session()
        engine = SparkEngine(spark, Path(folder))
        nw.LazyFrame.collect = told  # type: ignore[method-assign]
        try:
            for definitions in _by_source().values():
                data = Data(engine, tables, BY_TABLE, dimensions_of_customers=SEGMENTS)
                first = definitions[0]
                if any(not data.has(name) for name in data.tables(first.metric.table)):
                    continue
                scope = placed(first, asked_of(data, engagement.measure([]).question, first.metric.table))
                _ = scope.currency, scope.periods(trailing=True)  # what all figures of a table share
                seen.clear()
                scope.stats(first.source, WHOLE)
                counted = Counter(each for plan in seen for each in exchanges(plan))
                found |= {each.metric.key: counted for each in definitions}
        finally:
            nw.LazyFrame.collect = collect  # type: ignore[method-assign]
            spark.stop()
    return found


def _by_source() -> dict[object, list[Definition]]:
    """Return figures by the scan that feeds them: those of one share what it costs."""
    found = defaultdict(list)
    for definition in DEFINITIONS.values():
        found[definition.source, definition.follow_up is not None].append(definition)
    return found


def table(found: Mapping[str, Counter[str]]) -> str:
    """Return the table of figures by the worst that they cost."""
    by_worst = defaultdict(list)
    for key, counted in found.items():
        by_worst[next((each for each in _WORST if counted[each]), NOTHING)].append(key)
    rows = [
        f"| {worst} | {', '.join(f'`{key}`' for key in by_worst[worst])} |"
        for worst in (*_WORST, NOTHING)
        if worst in by_worst
    ]
    return "\n".join(("| what is shuffled, at most | figures |", "|---|---|", *rows))


def main() -> None:
    """Write the table into the page of the documentation."""
    exports = sorted((_ROOT / "sample_data").glob("*.csv"))
    made = table(measured(tables_of(engagement.read(*exports))))
    text = PAGE.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{made}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
