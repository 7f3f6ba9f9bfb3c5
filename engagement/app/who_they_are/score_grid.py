"""The grid of scores: customers by their last order and their number of orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.figures import customer_headings
from engagement.app.figures.customer_headings import ORDERS, RECENCY
from engagement.app.readable import figure
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.base.text import plain
from engagement.charts.cohort_map import CohortCell, CohortRow, cohort_map
from engagement.locale import message
from engagement.metrics.customers import tables
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd

    from engagement.locale import Message
    from engagement.metrics.model import View


def show(view: View) -> None:
    """Show the table `rfm_scores` by recency and frequency, whatever the money."""
    frame, t = view.table(tables.RFM_SCORES.name), words()
    customer_headings.scores()
    counted = frame.groupby(["r", "f"])["customers"].sum()
    rows = [CohortRow(say(name), [_cell(counted, r, f, name) for f in ORDERS]) for r, name in RECENCY.items()]
    drawn = cohort_map(rows, 1, palette(theme()), columns=list(ORDERS.values()))
    sheet = of_named(tables.RFM_SCORES, frame, t, grain=view.question.grain, currency=None)
    figure.show(drawn, "scores", say(_described(frame)), sheet, frame)


def _cell(counted: pd.Series, r: int, f: int, fifth: Message) -> CohortCell:
    count = int(counted.get((r, f), 0))
    title = message("{fifth}, orders: {orders}", fifth=say(fifth), orders=ORDERS[f])
    customers = message("{count} customer", "{count} customers", n=count, count=count)
    return CohortCell(
        f,
        float(count),
        words().number(count, 0),
        f"<b>{plain(say(title))}</b><br>{plain(say(customers))}",
        complete=True,
    )


def _described(frame: pd.DataFrame) -> Message:
    ordered_once = int(frame.loc[frame["f"] == 1, "customers"].sum())
    return message(
        "Customers by last order and number of orders: {share} have ordered once.",
        share=words().percent(ordered_once / int(frame["customers"].sum()), 0),
    )
