"""The note beside order figures where two files hold the same sales."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import narwhals.stable.v2 as nw

from engagement.locale import message
from engagement.metrics.sums.group_sums import collect
from engagement.sources.recognition.platform import platform
from engagement.tables import SAME_SALES

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.core.data import Data

_NAME: Final = SAME_SALES.name


def about(data: Data) -> tuple[Message, ...]:
    """Return sentences on sales of two sources that count once, and on those not decided yet."""
    if not data.has(_NAME):
        return ()
    return data.remember("same_sales", lambda: tuple(_sentences(data)))


def _sentences(data: Data) -> list[Message]:
    rows = data.frame(_NAME).with_columns(
        once_=nw.col("once").cast(nw.Int64),
        open_=(~nw.col("once") & ~nw.col("sure")).cast(nw.Int64),
    )
    counted = collect(
        rows.group_by("source", "twin_source").agg(nw.col("once_").sum(), nw.col("open_").sum())
    )
    sentences = []
    for source, twin, counted_once, unsure in sorted(
        zip(*(counted[name] for name in ("source", "twin_source", "once_", "open_")), strict=True)
    ):
        names = {"source": platform(source), "twin": platform(twin)}
        if counted_once:
            sentences.append(
                message(
                    "{count} sale of {source} is an order of {twin} and counts once.",
                    "{count} sales of {source} are orders of {twin} and count once.",
                    n=int(counted_once),
                    count=int(counted_once),
                    **names,
                )
            )
        elif unsure:
            sentences.append(
                message(
                    "{count} sale of {source} may be an order of {twin}: it counts twice until you say "
                    "which it is.",
                    "{count} sales of {source} may be orders of {twin}: they count twice until you say "
                    "which they are.",
                    n=int(unsure),
                    count=int(unsure),
                    **names,
                )
            )
    return sentences
