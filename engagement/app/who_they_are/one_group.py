"""One group or segment: its figures beside those of all other customers, and what sets it apart."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from engagement.app.figures.split_names import label_of, value_of
from engagement.app.navigation import page_links, saved_segments
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who_they_are import beside_rest
from engagement.app.who_they_are.segment_builder import size_in_words
from engagement.locale import message
from engagement.metrics.segments.apart import CHANCE, sets_apart
from engagement.metrics.segments.description import IsOneOf, Segment, from_text, to_text
from engagement.metrics.segments.dimensions import SEGMENT, SPLIT
from engagement.metrics.segments.segment_keys import customers_as_of
from engagement.metrics.views.against_rest import against_rest
from engagement.readable.sheet import Sheet, SheetColumn, filled, listed
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.model import Metric
    from engagement.metrics.views.owners import OwnersView

_WHAT: Final = message("What")
#: Columns of numbers of the table in files: name, title, whether they are counts.
_SIDES: Final = (
    ("value", message("This group"), False),
    ("low", message("This group, interval from"), False),
    ("high", message("This group, interval to"), False),
    ("n", message("This group, based on (n)"), True),
    ("rest_value", message("All others"), False),
    ("rest_low", message("All others, interval from"), False),
    ("rest_high", message("All others, interval to"), False),
    ("rest_n", message("All others, based on (n)"), True),
)
#: The number of distinguishing values named; the table has all.
_MOST_NAMED: Final = 5
_BY, _VALUE, _FOLLOWED = "group_by", "group_value", "group_followed"


def follow(by: str, value: str | None) -> None:
    """Show the group chosen on the page, until another is chosen here."""
    if value != st.session_state.get(_FOLLOWED):
        st.session_state[_FOLLOWED] = value
        if value is not None:
            st.session_state[_BY], st.session_state[f"{_VALUE}_{by}"] = by, value


@redrawn_alone
def show(view: OwnersView, dimensions: Sequence[str]) -> None:
    """Let the reader choose a group of customers, and show what is different about it."""
    head.section(
        message("One group beside all others"),
        message("Choose whom to look at. What differs beyond chance is said of all rows together (Holm)."),
        key="one_group",
    )
    segment = _select_segment(view, dimensions)
    if segment is None:
        return
    st.markdown(f"**{inert(segment.name)}** · {say(size_in_words(view, segment))}")
    if saved_segments.saved().get(segment.name) == segment:
        listed_in = {"list": f"segment:{segment.name}"}
        page_links.to("mailing", say(message("The list of these customers")), listed_in)
    left, right = st.columns([7, 5], gap="medium")
    with left:
        _figures(view, segment)
    with right:
        _show_differences(view, segment, tuple(dimensions))


def _select_segment(view: OwnersView, dimensions: Sequence[str]) -> Segment | None:
    saved = [to_text(segment) for segment in saved_segments.saved().values()]
    left, right = st.columns(2)
    by = left.selectbox(
        say(message("Customers by")), [*([SEGMENT] if saved else []), *dimensions], key=_BY,
        format_func=partial(label_of, markdown=False),
    )  # fmt: skip
    if by is None:
        return None
    values = saved if by == SEGMENT else list(view.values(by))
    value = right.selectbox(
        say(message("Which")), values, key=f"{_VALUE}_{by}", format_func=partial(value_of, by)
    )
    if value is None:
        return None
    if by == SEGMENT:
        return from_text(value)
    return Segment(" ".join(value_of(by, value).split())[:60].strip(" {") or "-", (IsOneOf(by, (value,)),))


def _figures(view: OwnersView, segment: Segment) -> None:
    differences, t = against_rest(view, SPLIT + to_text(segment)), words()
    conclusion = _conclusion(view, differences)
    st.write(say(conclusion))
    rows = [_row(view, row) for row in differences.to_dict("records")]
    titles = [_WHAT, message("This group"), message("All others"), message("Difference")]
    if rows:
        shown = [[inert(cell) for cell in row] for row in rows]
        table = pd.DataFrame(shown, columns=[t.t(title) for title in titles])
        st.table(table, border="horizontal", hide_index=True)
    drawn = beside_rest.drawn(view, differences)
    if drawn is not None:
        st.caption(say(beside_rest.CAPTION))
    sheet = _as_sheet(view, differences, [row[-1] for row in rows])
    figure.show(drawn, "one_group", say(conclusion), sheet, differences)


def _as_sheet(view: OwnersView, differences: pd.DataFrame, verdicts: Sequence[str]) -> Sheet:
    """Return the figures of both sides as numbers, each row with its unit; shares are in per cent."""
    t = words()
    metrics = [view.metric(str(key)) for key in differences["key"]]
    factor = [100 if metric.unit == "share" else 1 for metric in metrics]
    units = [_unit(view, metric) for metric in metrics]
    columns = [
        SheetColumn(t.t(_WHAT), "text", [t.t(metric.name) for metric in metrics]),
        SheetColumn(t.t(message("Unit")), "text", [unit or None for unit in units]),
    ]
    columns += [
        SheetColumn(t.t(title), "number", listed(differences[name] * (1 if counts else factor), float))
        for name, title, counts in _SIDES
    ]
    return filled([*columns, SheetColumn(t.t(message("Difference")), "text", verdicts)])


def _unit(view: OwnersView, metric: Metric) -> str:
    """Return the unit of a figure, or its currency; "" for a plain number."""
    if metric.unit == "money":
        currency = view.reading(metric.key).currency
        return "" if currency in {None, NO_CURRENCY} else str(currency)
    if metric.unit in {"share", "percent"}:
        return "%"
    words_of_unit = {"days": message("days"), "points": message("points")}
    return words().t(words_of_unit[metric.unit]) if metric.unit in words_of_unit else ""


def _row(view: OwnersView, row: dict[Any, Any]) -> tuple[str, str, str, str]:
    """Return a figure's name, the group's and the others' value with limits, and whether they differ."""
    t, metric = words(), view.metric(str(row["key"]))
    sides = (_value_with_limits(view, metric, row, prefix) for prefix in ("", "rest_"))
    if row["as_made"]:
        verdict = message("as the group is made")
    elif row["differs"]:
        verdict = message("beyond chance")
    else:
        verdict = message("too few to compare") if pd.isna(row["p"]) else message("normal variation")
    return (t.t(metric.name), *sides, t.t(verdict))  # type: ignore[return-value]


def _value_with_limits(view: OwnersView, metric: Metric, row: dict[Any, Any], prefix: str) -> str:
    t, currency = words(), view.reading(metric.key).currency
    value, low, high = (float(row[f"{prefix}{name}"]) for name in ("value", "low", "high"))
    if pd.isna(value):
        return t.t(message("too few to say: {n}", n=int(row[f"{prefix}n"])))
    text = t.value(value, metric.unit, currency)
    return text if pd.isna(low) else f"{text} ({t.interval(low, high, metric.unit, currency)})"


def _conclusion(view: OwnersView, differences: pd.DataFrame) -> Message:
    differs = [view.metric(str(key)).name for key in differences.loc[differences["differs"], "key"]]
    tested = int(differences["p"].notna().sum())
    if not tested:
        return message("Nothing can be compared: one of the two sides is too small, or there is no other.")
    if not differs:
        return message(
            "Nothing that was compared differs from all other customers beyond chance ({count} compared).",
            count=tested,
        )
    names = ", ".join(words().t(name) for name in differs)
    return message("Beyond chance differ, of {count} compared: {names}.", count=tested, names=names)


def _show_differences(view: OwnersView, segment: Segment, dimensions: tuple[str, ...]) -> None:
    t = words()
    traits = sets_apart(customers_as_of(view.data, view.question), segment, dimensions)
    beyond = traits[traits["p"] <= CHANCE].head(_MOST_NAMED)
    st.subheader(say(message("What sets it apart")), anchor=False)
    if beyond.empty:
        st.write(
            say(
                message(
                    "Nothing beyond chance, of {count} value looked at.",
                    "Nothing beyond chance, of {count} values looked at.",
                    n=len(traits),
                    count=len(traits),
                )
            )
        )
    for row in beyond.to_dict("records"):
        named = f"{label_of(row['dimension'], markdown=False)}: {value_of(row['dimension'], row['value'])}"
        st.markdown(
            "- "
            + say(
                message(
                    "{named}: {share} of them are in this group, of all others {others} (difference "
                    "{interval}).",
                    named=named,
                    share=t.percent(row["share"], 0),
                    others=t.percent(row["others"], 0),
                    interval=t.interval(row["low"], row["high"], "share", None),
                )
            )
        )
    st.caption(say(message("Associated with, not because of. Corrected for all values looked at (Holm).")))
    called = [label_of(by, markdown=False) for by in traits["dimension"]]
    drawn = t.t(message("Drawn towards all by how few they are"))
    columns = [
        SheetColumn(t.t(message("What is known")), "text", called),
        SheetColumn(
            t.t(message("Value")), "text",
            [value_of(by, value) for by, value in zip(traits["dimension"], traits["value"], strict=True)],
        ),
        SheetColumn(t.t(message("Customers")), "number", listed(traits["customers"], float)),
        SheetColumn(t.t(message("In this group")), "share", listed(traits["share"], float)),
        SheetColumn(t.t(message("Of all others")), "share", listed(traits["others"], float)),
        SheetColumn(drawn, "share", listed(traits["estimate"], float)),
    ]  # fmt: skip
    figure.show(None, "apart", say(message("What sets it apart")), filled(columns), traits)
