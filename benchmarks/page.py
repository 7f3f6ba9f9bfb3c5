"""What pages cost: a rerun beside an empty page, the first look at a cold server, bytes, and many viewers."""

from __future__ import annotations

import tempfile
from functools import partial
from typing import TYPE_CHECKING, Final

from benchmarks.measure import measure
from benchmarks.report import Aim, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Orders of the shops on which filters are changed, and CPU-seconds that a change may take.
_FILTERED: Final = {1_000_000: 0.4, 10_000_000: 1.5}
#: Viewers at once, on the demo shop.
_CROWDS: Final = (1, 10, 50, 100)
_RERUN: Final = (
    "half of it is Streamlit's own: 140 elements, of which 29 are menus with all of their choices; the rest "
    "is putting figures into words. Menus that are filled when they are opened, and fragments for the parts "
    "that the period does not touch, would meet it"
)
_COLD: Final = (
    "loading the program's modules and libraries: pandas, SQLAlchemy, DuckDB and 600 modules of its own, "
    "beside what Streamlit loads. The figures come from what was kept beside the version (0.35 CPU-seconds "
    "with drawing). Fewer modules at the start would meet it"
)
_FILTER: Final = (
    "What they buy passes some twenty times over each kept order and product of an order, on one core. Sums "
    "by product that are taken from the whole, as pairs are, or both cores for two tables at once would take "
    "off more"
)
_ONE_CORE: Final = (
    "One process runs Python on one core: with more viewers reruns wait for each other, and waiting is what "
    "breaks first. Up to 100 at once none is dropped or fails, and a session costs little memory. Nobody "
    "changes something without a pause: people at one page number about their pause in seconds times the "
    "reruns a second (200 who change something every 20 seconds at 10 reruns a second). For more, start a "
    "process for each core over one data folder, behind a proxy that keeps each browser with its process."
)


def rerun() -> Iterator[Part]:
    """Measure a rerun beside that of an empty page, and the bytes that it sends."""
    found = measure("benchmarks.visitors:rerun").result
    sent = measure("benchmarks.visitors:sent").result
    more = found["overview"] - found["empty"]
    opened, changed = (sent[when] / 1000 for when in ("opened", "changed"))
    text = (
        "## Rerun of the Overview after a change of period, demo shop\n\n"
        f"Empty page {found['empty']:.0f} ms, Overview {found['overview']:.0f} ms of the server's CPU "
        f"(median of rounds; the worst {found['worst']:.0f} ms): {more:.0f} ms more. The page sends "
        f"{opened:.0f} kB when it is opened and {changed:.0f} kB when the period changes."
    )
    yield Part(
        text,
        [
            Aim(
                "a rerun of the Overview at most 60 ms of CPU above an empty page",
                f"{more:.0f} ms",
                more <= 60,
                _RERUN,
            ),
            Aim(
                "at most 200 kB sent in a rerun",
                f"{changed:.0f} kB",
                changed <= 200,
            ),
        ],
    )


def one_chart() -> Iterator[Part]:
    """Measure a change that only one chart reads beside a rerun of its page."""
    found = measure("benchmarks.visitors:one_chart").result
    rows = [
        f"| {name} | {found[f'{key}_cpu']:.0f} | {found[f'{key}_bytes'] / 1000:.0f} |"
        for name, key in (("what is counted in one chart", "chart"), ("the whole page", "page"))
    ]
    text = _table(
        "A change that only one chart reads, Coming back of the demo shop",
        "| redrawn | CPU ms of the server | kB sent |",
        rows,
    )
    share = found["chart_cpu"] / found["page_cpu"]
    aim = Aim(
        "a change that only touches one chart redraws only it",
        f"{share:.2f} of the page's CPU, {found['chart_bytes'] / found['page_bytes']:.2f} of its bytes",
        bool(found["alone"]),
        "the page was drawn with it",
    )
    yield Part(text, [aim])


def cold() -> Iterator[Part]:
    """Measure the first look at a server that has just been started."""
    chart, overview, first = (
        measure(f"benchmarks.visitors:{name}").result
        for name in ("cold_chart", "cold_overview", "first_overview")
    )
    times = overview["cpu"] / chart["cpu"]
    rows = (
        ("Streamlit with one Plotly chart", chart),
        ("the whole Overview of the demo shop", overview),
        ("the same where nobody has looked since the import, findings still being looked for", first),
    )
    lines = [f"| {name} | {each['seconds']:.1f} | {each['cpu']:.2f} |" for name, each in rows]
    text = _table("From a cold process to a whole page", "| | seconds | CPU-seconds of the server |", lines)
    by_clock = overview["seconds"] / chart["seconds"]
    aim = Aim(
        "a cold Overview within 1.5 times an empty Streamlit page with one chart",
        f"{by_clock:.1f} times in seconds, {times:.1f} in CPU",
        by_clock <= 1.5,
        _COLD,
    )
    yield Part(text, [aim])


def crowds() -> Iterator[Part]:
    """Measure many viewers at once, few first."""
    rows = []
    for viewers in _CROWDS:
        one = measure("benchmarks.visitors:crowd", str(viewers)).result
        rows.append(
            f"| {viewers} | {one['median']:.2f} s | {one['p95']:.2f} s | {one['cpu'] * 1000:.0f} ms "
            f"| {one['a_second']:.1f} | {one['memory']:,.0f} | {one['of_a_session']:.1f} |"
        )
        text = _table(
            "Viewers at once, who change the period without a pause, demo shop",
            "| viewers | rerun, median | 95th percentile | CPU of one | reruns a second | MB "
            "| MB a session |",
            rows,
        )
        yield Part(f"{text}\n\n{_ONE_CORE}")


def filters(orders: int) -> Iterator[Part]:
    """Measure what a change of a filter costs each page of customers of a shop of so many orders."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        shop = str(measure("benchmarks.invented_shop:shop", folder, str(orders)).result)
        measured = measure("benchmarks.filtered:changed", shop)
    rows = [(page, kept, *cost) for kept, pages in measured.result.items() for page, cost in pages.items()]
    lines = orders * 5 // 2
    text = _table(
        f"Tables of a page after a change of country, {orders:,} orders with {lines:,} lines",
        "| page | CPU-seconds | seconds |",
        [f"| {page}, {kept} | {cpu:.2f} | {clock:.2f} |" for page, kept, cpu, clock in rows],
    )
    page, kept, most, _ = max(rows, key=lambda row: float(row[2]))
    aim = Aim(
        f"a change of a filter within {_FILTERED[orders]} s on each page of customers at {orders:,} orders",
        f"{most:.2f} s of CPU at most ({page}, {kept})",
        most <= _FILTERED[orders],
        _FILTER,
    )
    yield Part(f"{text}\n\n{measured.peak_mb:,.0f} MB at most.", [aim])


def _table(title: str, header: str, rows: Sequence[str]) -> str:
    """Return a table under its title: what is compared stands in the first column, numbers in all others."""
    rule = "|---|" + "---:|" * (header.count("|") - 2)
    return "\n".join((f"## {title}\n", header, rule, *rows))


#: What is measured of pages, by name.
STEPS: Final = {
    "rerun": rerun,
    "one chart": one_chart,
    "cold start": cold,
    "viewers": crowds,
    **{f"change of filter, {orders:,} orders": partial(filters, orders) for orders in _FILTERED},
}
