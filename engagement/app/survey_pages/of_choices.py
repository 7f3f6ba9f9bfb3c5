"""A question with options: shares, their trends, and orders after each answer compared with the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.planning import noted_figure
from engagement.app.readable import figure
from engagement.app.survey_pages.after_dots import after_dots, after_head
from engagement.app.survey_pages.drawn_answers import TIMES, of_frame, show_parts
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, theme, words
from engagement.charts.base.breakdown_rows import as_breakdown
from engagement.charts.base.palette import palette
from engagement.charts.base.points import read_trend
from engagement.charts.base.scale import ValueFormat
from engagement.charts.describe import describe_breakdown
from engagement.charts.dots import dots
from engagement.charts.multiples import NamedTrend, drawable, multiples
from engagement.locale import message
from engagement.metrics.rules.groups_followed import COMPARED
from engagement.metrics.voices import tables
from engagement.metrics.voices.chosen_answers import choice_table
from engagement.metrics.voices.followed import of_orders
from engagement.metrics.voices.question_values import by_part, over_time
from engagement.readable.column_labels import name_of
from engagement.readable.named_tables import of_named
from engagement.readable.one_line import plain

if TYPE_CHECKING:
    from engagement.app.survey_pages.drawn_answers import DrawnQuestion
    from engagement.locale import Message

_LONGEST: Final = 120
#: The most options compared over time.
_MOST: Final = 5
_NAMED: Final = 3
_DAYS: Final = 90


def show(drawn: DrawnQuestion) -> None:
    """Show a question with options."""
    frame = choice_table(drawn.scope, drawn.question, one_per_person=drawn.one_per_person)
    n = drawn.answers.submissions
    sentences = [message("{count} person answered.", "{count} people answered.", n=n, count=n)]
    if drawn.question.form == "ranking":
        sentences.append(message("Shown is who put an option first; the table has the mean places."))
    elif drawn.question.form == "several":
        sentences.append(message("Each could choose several, so the shares add up to more than 100%."))
    st.write(" ".join(say(part) for part in sentences))
    left, right = st.columns(2, gap="medium")
    with left:
        _shares(drawn, frame)
    with right:
        _over_time(drawn)
    _afterwards(drawn, frame)
    _by_part(drawn)


def _shares(drawn: DrawnQuestion, frame: pd.DataFrame) -> None:
    t = words()
    with st.container(key="head_choice_shares", gap=None):
        st.subheader(say(message("What people chose")), anchor=False)
        st.caption(say(message("Share of those who answered. Line: 95% interval.")))
    shown = as_breakdown(
        frame["answer"].tolist(),
        frame["value"],
        frame["chosen"],
        limits=(frame["low"], frame["high"]),
        counts=(frame["chosen"], frame["n"]),
    )
    chart = (
        dots(shown, ValueFormat("share", None, t), palette(theme()), in_order=True)
        if frame["value"].notna().any()
        else None
    )
    alt = describe_breakdown(_name(drawn), shown, "share", None, t)
    currency = of_orders(drawn.scope).currency
    sheet = of_named(tables.CHOICES, frame, t, grain=drawn.view.question.grain, currency=currency)
    figure.show(chart, "choice_shares", say(alt), sheet, frame)


def _name(drawn: DrawnQuestion) -> Message:
    return message("{question}", question=plain(drawn.question.wording, _LONGEST))


def _over_time(drawn: DrawnQuestion) -> None:
    if not drawn.scope.dated:
        return
    t, grain, periods = words(), drawn.view.question.grain, drawn.scope.periods(trailing=False)
    options = drawn.all_answers.options[:_MOST]
    frames = [over_time(drawn.question, drawn.all_answers, periods, option) for option in range(len(options))]
    parts = [NamedTrend(name, read_trend(frame, grain)) for name, frame in zip(options, frames, strict=True)]
    drawn_parts = drawable(parts)
    with st.container(key="head_choice_trend", gap=None):
        st.subheader(say(TIMES[grain]), anchor=False)
        st.caption(
            say(
                message("The most chosen options, each period by itself, on one scale.")
                if drawn_parts
                else message("No period rests on enough for a value yet. The counts are in the table.")
            )
        )
    chart = (
        multiples(drawn_parts, None, ValueFormat("share", None, t), palette(theme())) if drawn_parts else None
    )
    named = [frame.assign(answer=name) for name, frame in zip(options, frames, strict=True)]
    rows = pd.concat(named, ignore_index=True) if named else pd.DataFrame()
    if rows.empty:
        return
    sheet = of_frame(rows, t, "share", (name_of("day", t), "day"))
    alt = message("{name}, a trend for each of {names}.", name=_name(drawn), names=", ".join(options))
    starts = sorted({start for part in drawn_parts for start in part.trend.starts})
    noted_figure.show(chart, "choice_trend", say(alt), sheet, rows, starts=starts, grain=grain)


def _afterwards(drawn: DrawnQuestion, frame: pd.DataFrame) -> None:
    """Show second orders and spend after each answer, compared with all others."""
    t = words()
    if not drawn.view.data.has("orders") or not frame["customers"].sum():
        st.caption(
            say(
                message(
                    "What those who chose an answer spend and whether they come back is not known: no "
                    "answer belongs to a customer with orders whose {days} days afterwards are over.",
                    days=_DAYS,
                )
            )
        )
        return
    after_head("choice_after", _DAYS)
    after_dots(drawn.view, frame, "choice", tables.CHOICES)
    parts = conclusions(frame, of_orders(drawn.scope).currency)
    st.caption(" ".join(t.t(part) for part in parts))


def conclusions(frame: pd.DataFrame, currency: str) -> list[Message]:
    """Return sentences: which answers differ, if any, in spend or in the share that orders again."""
    t = words()
    back, spend = frame[frame["repeat_differs"]].head(_NAMED), frame[frame["spend_differs"]].head(_NAMED)
    sentences = [
        message(
            "{answer}: {share} ordered again, {others} of the others.",
            answer=inert(str(row["answer"])),
            share=t.percent(row["repeat_within_90_days"], 0),
            others=t.percent(row["others_repeat"], 0),
        )
        for row in back.to_dict("records")
    ]
    sentences += [
        message(
            "{answer}: {spend} spent on average, {others} by the others.",
            answer=inert(str(row["answer"])),
            spend=t.money(row["spend"], currency),
            others=t.money(row["others_spend"], currency),
        )
        for row in spend.to_dict("records")
    ]
    compared = int((frame["customers"] >= COMPARED).sum())
    if sentences:
        return [*sentences, message("This allows for all answers that were compared.")]
    if compared:
        return [message("No answer can be told apart from the rest, neither by spend nor by coming back.")]
    return [message("No answer was chosen by {count} customers who could be followed yet.", count=COMPARED)]


@redrawn_alone
def _by_part(drawn: DrawnQuestion) -> None:
    if drawn.parts is None or drawn.by is None or not drawn.answers.options:
        return
    if drawn.by == drawn.question.wording or len(set(drawn.parts.part)) < 2:
        return
    options = list(drawn.answers.options)
    picked = st.selectbox(
        say(message("Share that chose")),
        options,
        format_func=lambda name: plain(name, _LONGEST),
        key=f"option_{drawn.question.key}",
    )
    if picked not in drawn.parts.options:
        return
    place = drawn.parts.options.index(picked)
    frame = by_part(drawn.question, drawn.parts, place)
    overall = float(drawn.answers.of(options.index(picked)).mean())
    name = message("{question}", question=plain(picked, _LONGEST))
    show_parts(frame, drawn.by, "share", overall, name, "choice_parts")
