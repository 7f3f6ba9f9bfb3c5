"""The steps from click to application by channel: the measure of each, its share in all and over time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from engagement.app.choosing import one_of
from engagement.app.ladders.translated import translated
from engagement.app.planning import noted_figure
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.dots import dots
from engagement.charts.multiples import NamedTrend, drawable, multiples
from engagement.locale import message
from engagement.metrics.ladders import tables
from engagement.metrics.ladders.content_over_time import steps_over_time
from engagement.metrics.ladders.content_steps import CHANNELS, COLUMNS, STEPS, every_step
from engagement.metrics.words.network_names import network_name
from engagement.readable.named_tables import of_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.locale import Message
    from engagement.metrics.ladders.content_steps import TakenStep
    from engagement.metrics.views.owners import OwnersView


def show(view: OwnersView) -> None:
    """Show the tables `content_ladder` and `content_ladder_over_time` by channel.

    If the data have several measures of a step, the reader chooses; the first is the default.
    """
    head.section(
        message("From click to application"),
        message(
            "What becomes of what you publish, in four steps. No file says who understood, so something that "
            "can be counted stands for each step; it is named with what it is held against."
        ),
        key="content",
    )
    by_channel: dict[str, list[TakenStep]] = {}
    for step in every_step(view.scope(tables.CONTENT_LADDER.table)):
        by_channel.setdefault(step.channel, []).append(step)
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for channel, offered in by_channel.items():
        name = say(CHANNELS[channel]) if channel in CHANNELS else network_name(channel)
        with grid.container(key=f"channel_{channel}", gap="xxsmall"):
            _channel(view, channel, name, offered)


@redrawn_alone
def _channel(view: OwnersView, channel: str, name: str, offered: Sequence[TakenStep]) -> None:
    st.subheader(name, anchor=False)
    steps = _choose_steps(channel, offered)
    _in_all(view, channel, name, steps)
    _over_time(view, channel, name, steps)


def _choose_steps(channel: str, offered: Sequence[TakenStep]) -> list[TakenStep]:
    """Let the reader choose the measure of each step that has several; return the steps."""
    steps = []
    for key, words_of_step in STEPS.items():
        proxies = {step.proxy.key: step for step in offered if step.proxy.step == key}
        if not proxies:
            continue
        options, name = list(proxies), f"{key}_{channel}"
        picked = one_of.current(name, options, options[0])
        if len(options) > 1:
            st.selectbox(
                say(message("What stands for this step: {step}", step=words_of_step)),
                options,
                format_func=partial(_named, proxies),
                key=name,
                on_change=one_of.changed(name, options[0]),
            )
        steps.append(proxies[picked])
    return steps


def _in_all(view: OwnersView, channel: str, name: str, taken: Sequence[TakenStep]) -> None:
    t = words()
    frame = pd.DataFrame([step.row for step in taken], columns=list(COLUMNS))
    read = translated(frame, "words", "proxy", "of", t=t)
    st.caption("  \n".join(_step(row) for row in read.to_dict("records")))
    steps = frame[frame["value"].notna()]
    shown = as_breakdown(
        list(read.loc[steps.index, "words"]), steps["value"], steps["n"],
        limits=(steps["low"], steps["high"]), counts=(steps["count"], steps["n"]),
    )  # fmt: skip
    drawn = (
        dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True) if len(steps) else None
    )
    alt = message("Share at each step from click to application: {channel}", channel=name)
    in_file = read.assign(channel=name)
    sheet = of_named(tables.CONTENT_LADDER, in_file, t, grain=view.question.grain, currency=None)
    figure.show(drawn, f"content_{channel}", say(alt), sheet, frame)


def _over_time(view: OwnersView, channel: str, name: str, steps: Sequence[TakenStep]) -> None:
    """Show a small chart for each step that has a share; nothing where no period has one."""
    t, grain = words(), view.question.grain
    over_time = steps_over_time([step for step in steps if not step.proxy.is_first])
    counted = over_time.assign(numerator=over_time["count"], denominator=over_time["n"])
    parts = drawable(
        [
            NamedTrend(
                say(STEPS[step.proxy.step]), read_trend(counted[counted["key"] == step.proxy.step], grain)
            )
            for step in steps
            if not step.proxy.is_first
        ]
    )
    if not parts:
        return
    sentences = [message("Each step over time, on a scale of its own.")]
    if any(point.state == "running" for part in parts for point in part.trend.points):
        sentences.append(message("Dotted line: still running."))
    st.caption(" ".join(map(say, sentences)))
    drawn = multiples(parts, None, ValueFormat("share", None, t), palette(theme()), one_scale=False)
    alt = message("{channel}: each step over time, {names}", channel=name, names=_names(parts))
    frame = over_time.drop(columns="status")
    sheet = of_named(
        tables.CONTENT_LADDER_OVER_TIME,
        translated(frame, "words", "proxy", "of", t=t).assign(channel=name),
        t,
        grain=grain,
        currency=None,
    )
    noted_figure.show(
        drawn,
        f"content_over_time_{channel}",
        say(alt),
        sheet,
        frame,
        starts=sorted({start for part in parts for start in part.trend.starts}),
        grain=grain,
    )


def _names(parts: Sequence[NamedTrend]) -> str:
    return ", ".join(part.name for part in parts)


def _named(offered: Mapping[str, TakenStep], key: str) -> str:
    """Return the measure of a step in words: "comments, of clicks on posts"."""
    step = offered[key]
    if step.proxy.is_first:
        return say(step.proxy.proxy)
    return say(message("{what}, of {of}", what=step.proxy.proxy, of=step.proxy.base))


def _step(row: Mapping[object, object]) -> str:
    """Return "Click: 1,912 clicks on posts, of 103,243 times shown"."""
    t = words()
    count, total = float(str(row["count"])), float(str(row["n"]))
    sentence: Message
    if row["proxy"] == row["of"]:
        sentence = message(
            "{step}: {count} {what}", step=row["words"], count=t.number(count, 0), what=row["proxy"]
        )
    else:
        sentence = message(
            "{step}: {count} {what}, of {all} {of}",
            step=row["words"],
            count=t.number(count, 0),
            what=row["proxy"],
            all=t.number(total, 0),
            of=row["of"],
        )
    return say(sentence)
