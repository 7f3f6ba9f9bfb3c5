"""A preview of how the first rows of a file would be read, before anything is stored."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

import pandas as pd
import streamlit as st

from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import Message, message
from engagement.money import currencies
from engagement.sources.importing.recipe_preview import preview
from engagement.sources.meaning.asked_roles import QUESTIONS, ROLES
from engagement.sources.model.raw_table import SourceError
from engagement.sources.values import dates, numbers
from engagement.sources.values.texts import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import pyarrow as pa

    from engagement.sources.model.account import ExportKind, Imported
    from engagement.sources.recognition.proposals import Proposal
    from engagement.sources.recognition.recipes import Recipe
    from engagement.sources.values.numbers import Sign

_ROWS: Final = 6
_FIGURES: Final[Mapping[str, Message]] = {
    "reach": message("Reach"),
    "impressions": message("Impressions"),
    "views": message("Views"),
    "likes": message("Likes"),
    "comments": message("Comments"),
    "shares": message("Shares"),
    "followers": message("Followers"),
    "new_followers": message("New followers"),
}
_STATES: Final[Mapping[str, Message]] = {
    "paid": message("paid"),
    "pending": message("pending"),
    "partially_refunded": message("partially refunded"),
    "refunded": message("refunded"),
    "cancelled": message("cancelled"),
    "voided": message("voided"),
    "failed": message("failed"),
    "expired": message("expired"),
    "test": message("a test"),
}


def show(proposal: Proposal, recipe: Recipe, lacking: Sequence[Message]) -> None:
    """Show the first rows as they would be read, and how many would be set aside.

    Where they cannot be read the reason is shown, unless it is among `lacking`, which the caller shows.
    """
    try:
        read = preview(proposal, recipe)
    except SourceError as fault:
        if fault.sentence not in lacking:
            st.caption(say(fault.sentence))
        return
    st.markdown(f"**{say(message('Preview'))}**")
    for name, frame in _FRAMES.items():
        table = read.tables.get(name)
        if table is not None and table.num_rows:
            st.table(frame(table.slice(0, _ROWS)), hide_index=True, border="horizontal")
    st.caption(_account(read))


def samples(proposal: Proposal) -> pd.DataFrame:
    """Return a row for each column of the file: its first distinct values and how many it has."""
    t = words()
    names = (message("Column"), message("First values"), message("Different values looked at"))
    rows = [
        (inert(p.name, 60), " · ".join(inert(text, 40) for text in p.samples), t.number(p.distinct))
        for p in proposal.columns
    ]
    return pd.DataFrame(rows, columns=[say(name) for name in names])


def number(text: str, sign: Sign) -> float:
    """Return a text as a number with this decimal sign; 0.0 for a text that is none."""
    part = numbers.take_apart(currencies.split_amount(text)[0])
    value = numbers.value(part, sign) if part is not None else None
    return 0.0 if value is None or isinstance(value, Fault) else float(value)


def days(texts: Sequence[str], order: Literal["day", "month"]) -> list[datetime]:
    """Return texts as dates with the day or the month first, without those that are none."""
    read = (dates.parse(text, order) for text in texts)
    return [day for day in read if isinstance(day, datetime)]


def _account(read: Imported) -> str:
    report = read.report
    sentences = [
        say(
            message(
                "Of the first {rows} rows {kept} are kept and {aside} are set aside.",
                rows=report.rows_in,
                kept=report.rows_kept,
                aside=report.rows_set_aside,
            )
        )
    ]
    reasons = Counter(say(row.reason) for row in report.set_aside)
    sentences += [f"{count} × {reason}" for reason, count in reasons.most_common(3)]
    sentences += [say(sentence) for sentence in report.warnings[1:]]
    return "  \n".join(sentences)


def _orders(table: pa.Table) -> pd.DataFrame:
    t = words()
    people: dict[int, int] = {}
    rows = []
    for row in table.to_pylist():
        key = row["customer_key"]
        person = None if key is None else people.setdefault(key, len(people) + 1)
        money = row["gross"] / 10 ** currencies.minor_digits(row["currency"])
        rows.append(
            (
                inert(row["order_id"], 40),
                t.day_short(row["day"]),
                "–" if person is None else say(message("customer {number}", number=person)),
                t.money(money, row["currency"]),
                say(_STATES[row["status"]]),
                "–" if row["country"] is None else inert(t.country(row["country"]), 40),
            )
        )
    names = (message("Order"), message("Day"), message("Customer"), message("Amount"))
    return _frame(rows, (*names, message("State"), message("Country")))


def _responses(table: pa.Table) -> pd.DataFrame:
    t = words()
    rows = [
        (
            "–" if row["day"] is None else t.day_short(row["day"]),
            inert(row["question"], 60),
            say(QUESTIONS[row["kind"]][0]),
            _answer(row),
        )
        for row in table.to_pylist()
    ]
    names = (message("Day"), message("Question"), message("Asks"), message("Answer"))
    return _frame(rows, names)


def _answer(row: Mapping[str, Any]) -> str:
    t = words()
    if row["score"] is None:
        return inert(row["answer"] or row["comment"] or "–", 60)
    if row["scale_low"] is None:
        return t.number(row["score"])
    scale = {"score": row["score"], "low": row["scale_low"], "high": row["scale_high"]}
    if row["reversed"]:
        return say(message("{score} on {low} to {high}, low is good", **scale))
    return say(message("{score} on {low} to {high}", **scale))


def _figures(table: pa.Table) -> pd.DataFrame:
    t = words()
    shown = [
        name for name in _FIGURES if name in table.column_names and table.column(name).null_count < len(table)
    ]
    rows = [
        (
            t.day_short(row["day"]),
            inert(row["network"], 30),
            inert(row.get("text") or row.get("permalink") or "–", 40),
            *("–" if row[name] is None else t.number(row[name]) for name in shown),
        )
        for row in table.to_pylist()
    ]
    names = (message("Day"), message("Network"), message("Post"), *(_FIGURES[name] for name in shown))
    return _frame(rows, names)


def _by_roles(kind: ExportKind) -> Callable[[pa.Table], pd.DataFrame]:
    """Return the function that shows a table by its day and the columns that have a role."""

    def frame(table: pa.Table) -> pd.DataFrame:
        t = words()
        days = [None if day is None else t.day_short(day) for day in table.column("day").to_pylist()]
        drawn = {say(message("Day")): [day or "–" for day in days]}
        for role in ROLES[kind]:
            values = table.column(role.key).to_pylist() if role.key in table.column_names else []
            if any(value is not None for value in values):
                drawn[say(role.label)] = [_cell(value) for value in values]
        return pd.DataFrame(drawn)

    return frame


def _cell(value: object) -> str:
    if isinstance(value, int | float):
        return words().number(value)
    return "–" if value is None else inert(str(value), 40)


def _frame(rows: Sequence[tuple[str, ...]], names: Sequence[Message]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=[say(name) for name in names])


_FRAMES: Final[Mapping[str, Callable[[pa.Table], pd.DataFrame]]] = {
    "orders": _orders,
    "responses": _responses,
    "posts": _figures,
    "audience": _figures,
    "campaigns": _by_roles("email"),
    "sessions": _by_roles("web"),
    "members": _by_roles("loyalty"),
    "catalogue": _by_roles("costs"),
    "ad_spend": _by_roles("costs"),
}
