"""The dialog behind a number: formula, counts, exclusions, interval, comparison, files, rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from engagement.app.figures import unlocks
from engagement.app.figures.formula import capitalized
from engagement.app.navigation import audited, current_shop, page_links
from engagement.app.readable import downloads, screen
from engagement.app.ui.escape import Marked, inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor, visitor_in
from engagement.locale import Message, message
from engagement.locale.translator import day_to_date
from engagement.metrics.views.registry import DEFINITIONS
from engagement.metrics.words.methods import METHODS
from engagement.readable.canonical_rows import for_programs, of_rows
from engagement.readable.evidence import NOT_COMPARED

if TYPE_CHECKING:
    from engagement.metrics.model import Metric, Reading, View
    from engagement.readable.sheet import Sheet


def show(view: View, key: str) -> None:
    """Open the dialog for one metric."""
    reading, files = view.reading(key), _files(view.metric(key))
    with st.container(key=f"panel_{key}", gap="small"):
        st.subheader(say(message("Behind this number")), anchor=False)
        _formula(view, key)
        _counts(view, key)
        if view.k is None:
            _left_out(reading)
        _fact(message("Period"), _window(reading))
        _fact(message("Interval"), say(view.metric(key).interval))
        _fact(message("Comparison"), _comparison(view, key))
        if files:
            _fact(message("Files"), ", ".join(inert(file) for file in files))
        for note in reading.notes:
            st.caption(say(note))
        page_links.to("definitions", say(message("Its full definition")), {"metric": key})
        _rows(view, key)


def _formula(view: View, key: str) -> None:
    metric, reading, money = view.metric(key), view.reading(key), DEFINITIONS[key].money
    currency = reading.currency
    st.markdown(_counted(reading.numerator, metric.numerator, currency, money="numerator" in money))
    if metric.denominator is not None:
        with st.container(key=f"rule_{key}"):
            st.markdown(
                _counted(reading.denominator, metric.denominator, currency, money="denominator" in money)
            )


def _counted(count: float | None, what: Message, currency: str | None, *, money: bool) -> str:
    """Return "what: number"; with the number before it, a Slavic name would have to change its case."""
    if count is None:
        return capitalized(say(what))
    t = words()
    if money:
        number = inert(t.money(count, currency))
    else:
        number = t.number(count, 0 if float(count).is_integer() else 2)
    return capitalized(say(message("{what}: {number}", what=say(what), number=Marked(f"**{number}**"))))


def _counts(view: View, key: str) -> None:
    st.caption(say(view.metric(key).counts))


def _left_out(reading: Reading) -> None:
    rows = [(say(reason), words().number(count)) for reason, count in reading.left_out if count]
    rows.insert(0, (say(message("Rows used")), words().number(reading.rows_used)))
    st.caption(say(message("Rows used and left out")))
    frame = pd.DataFrame(rows, columns=["what", "rows"])
    st.table(frame, border="horizontal", hide_index=True, hide_header=True)


def _window(reading: Reading) -> str:
    if reading.window is None:
        return say(message("all days"))
    return say(message("{first} to {last}", **_days(reading)))


def _days(reading: Reading) -> dict[str, Any]:
    """Return the first and the last day of a reading's window as values of a message."""
    if reading.window is None:
        return {"first": "–", "last": "–"}
    return {"first": day_to_date(reading.window.first_day), "last": day_to_date(reading.window.last_day)}


def _comparison(view: View, key: str) -> str:
    change = view.change(key)
    if change.before is None or change.before.value is None or change.difference is None:
        return say(change.notes[0] if change.notes else NOT_COMPARED)
    t, reading = words(), view.reading(key)
    before = t.value(change.before.value, reading.unit, reading.currency)
    sentences = [say(message("{before} from {first} to {last}", before=before, **_days(change.before)))]
    if change.low is not None and change.high is not None:
        low = t.signed(change.low, reading.unit, reading.currency)
        high = t.signed(change.high, reading.unit, reading.currency)
        sentences.append(say(message("difference {low} to {high}, 95%", low=low, high=high)))
    sentences += [say(METHODS[change.method]), *(say(note) for note in change.notes)]
    return " · ".join(sentences)


def _files(metric: Metric) -> list[str]:
    """Return the names of the files behind a metric: of its kind, and of orders where it reads these, too."""
    kinds = [unlocks.KIND_OF_FAMILY[metric.family]]
    if metric.table == "orders" or metric.family == "joined":
        kinds.append("orders")
    return list(dict.fromkeys(file for kind in kinds for file in current_shop.files(kind)))


def _fact(name: Message, value: str) -> None:
    with st.container(gap="xxsmall"):
        st.caption(say(name))
        st.markdown(value)


def _rows(view: View, key: str) -> None:
    if visitor().is_guest:
        return
    t = words()

    def sheet() -> Sheet:
        return of_rows(view.rows(key), t)

    with st.container(horizontal=True):
        if st.button(say(message("Table")), key=f"table_{key}"):
            _table(view, key)
        downloads.show(
            sheet,
            lambda: for_programs(view.rows(key)),
            key,
            key,
            noted=lambda content: audited.exported(content, key),
        )


def _table(view: View, key: str) -> None:
    name = current_shop.current_name()

    @st.dialog(say(view.metric(key).name), width="large")
    def dialog() -> None:
        if visitor_in(name).role is None:  # any more: a dialog is redrawn without its page
            st.rerun()
        rows = of_rows(view.rows(key, limit=screen.MOST_ROWS), words())
        screen.show(rows, say(view.metric(key).name), f"rows_{key}")
        shown = message(
            "The first {count} rows; the files hold all. A customer is a code of this shop: the e-mail "
            "address is not kept here.",
            count=rows.height,
        )
        st.caption(say(shown))

    dialog()
