"""What customers go on to: from the product of one order to that of the next, one step at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.palette import palette
from engagement.charts.customers.flow import FlowWords, flow_between
from engagement.locale import message
from engagement.metrics.model import OTHER
from engagement.metrics.products import tables
from engagement.metrics.products.journey import FEWEST
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

    from engagement.locale import Message
    from engagement.metrics.model import View

_STEPS: Final = (1, 2, 3)
#: Fewer customers at a step are shown in the table only.
_FEWEST_DRAWN: Final = 30


@redrawn_alone
def show(view: View) -> None:
    """Show the table `product_journey`, the chosen step as bands between two orders."""
    frame, t = view.table(tables.PRODUCT_JOURNEY.name), words()
    head.section(
        message("What they go on to"),
        message(
            "An order stands for the product on which most was spent in it. Petrol: the same product "
            "again. Those without a further order so far are in the words and in the table."
        ),
        key="journey",
    )
    steps = [step for step in _STEPS if _going_on(frame, step) >= _FEWEST_DRAWN]
    step = 1
    if len(steps) > 1:
        step = int(
            st.segmented_control(
                say(message("From order to order")), steps, default=1, required=True, key="journey_step",
                format_func=lambda option: f"{option} → {option + 1}",
            )
        )  # fmt: skip
    parts = conclusions(frame, step)
    drawn = _drawn(frame, step) if step in steps else None
    read = frame.assign(**{end: [_called(name) for name in frame[end]] for end in ("from", "to")})
    sheet = of_named(tables.PRODUCT_JOURNEY, read, t, grain=view.question.grain, currency=None)
    text = " ".join(t.t(part) for part in parts)
    figure.show(drawn, "journey", text, sheet, frame)
    st.caption(" ".join(say(part) for part in parts))


def _going_on(frame: pd.DataFrame, step: int) -> int:
    """Return how many customers go on from an order to the next."""
    return int(frame.loc[(frame["order"] == step) & frame["to"].notna(), "customers"].sum())


def conclusions(frame: pd.DataFrame, step: int) -> list[Message]:
    """Say how many go on, how many of them with the same product, and to what most go."""
    rows = frame[frame["order"] == step]
    customers, going = int(rows["customers"].sum()), _going_on(frame, step)
    if going < _FEWEST_DRAWN:
        return [
            message(
                "{count} customer has gone on to another order with a product: too few for a picture.",
                "{count} customers have gone on to another order with a product: too few for a picture.",
                n=going,
                count=going,
            )
        ]
    same_product = rows[(rows["from"] == rows["to"]) & (rows["from"] != OTHER)]
    parts = [
        message(
            "{going} of {count} customers have gone on so far; {same} of them to the same product, of those "
            "that stand by themselves.",
            going=going,
            count=customers,
            same=int(same_product["customers"].sum()),
        )
    ]
    onward = rows[rows["to"].notna() & (rows["from"] != OTHER) & (rows["to"] != OTHER)]
    onward = onward[(onward["from"] != onward["to"]) & (onward["customers"] >= FEWEST)]
    if not onward.empty:
        (most,) = onward.nlargest(1, "customers").to_dict("records")
        parts.append(
            message(
                "Most often to another product: from {one} to {other} ({count}).",
                one=str(most["from"]),
                other=str(most["to"]),
                count=int(most["customers"]),
            )
        )
    return parts


def _drawn(frame: pd.DataFrame, step: int) -> go.Figure:
    rows = frame[(frame["order"] == step) & frame["to"].notna()]
    before, after = (say(message("Order {number}", number=number)) for number in (step, step + 1))
    return flow_between(
        [*zip(rows["from"].tolist(), rows["to"].tolist(), rows["customers"].tolist(), strict=True)],
        lambda name, size: (name == OTHER, -size, name),
        lambda origin, target: "better" if origin == target and origin != OTHER else "noise",
        FlowWords(_called, words().number, _customers),
        (before, after),
        palette(theme()),
    )


def _called(name: object) -> str:
    if not isinstance(name, str):
        return say(message("no further order"))
    return say(message("all others")) if name == OTHER else name


def _customers(count: int) -> str:
    return say(message("{count} customer", "{count} customers", n=count, count=count))
