"""A card for each claim: its verdict, the number, how it was tested, and why that may mislead."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import streamlit as st

from engagement.app.navigation import current_shop
from engagement.app.readable import figure
from engagement.app.ui import head
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.claims import tables
from engagement.metrics.claims.claims import CLAIMS
from engagement.metrics.claims.verdict import VERDICTS
from engagement.readable.named_tables import of_named
from engagement.reports.tables.table_words import COMPARED

if TYPE_CHECKING:
    from engagement.locale import Message
    from engagement.metrics.claims.verdict import Claim
    from engagement.metrics.model import View

#: Figures that are unlocked if the data identify customers.
KEYS: Final = ("repeat_purchase_rate",)
_CLAIMS: Final = tables.TABLES[0]
_MARKS: Final = {"holds": ":green", "does_not_hold": "", "too_little_data": ":gray"}


def show(view: View) -> None:
    """Show the page; all days count. Its view must have customers. It is in no link."""
    house = current_shop.owners_view(view.question)
    frame = house.table(_CLAIMS.name)
    rows = {str(row["key"]): row for row in frame.to_dict("records")}
    tested = [claim for claim in CLAIMS if claim.key in rows]
    head.section(
        message("Tested on your data"),
        message(
            "Over all days of the data, not over the chosen period. A claim holds only where the whole "
            "interval says so. That two things go together is no proof that one brings the other about."
        ),
        key="claims",
    )
    grid = st.grid(2, min_column_width=330, gap=(20, 26))
    for claim in tested:
        with grid.container(key=f"rule_claim_{claim.key}", gap="xxsmall"):
            _card(claim, rows[claim.key])
    t = words()
    read = frame.assign(
        words=[t.t(claim.statement) for claim in tested],
        verdict=[t.t(VERDICTS[row["verdict"]]) for row in rows.values()],
        measure=[t.t(COMPARED[claim.measure]) for claim in tested],
    )
    sheet = of_named(_CLAIMS, read, t, grain=view.question.grain, currency=None)
    figure.show(None, "claims", say(message("All claims as a table")), sheet, frame)
    _locked([claim for claim in CLAIMS if claim.key not in rows])


def _card(claim: Claim, row: dict[Any, Any]) -> None:
    st.subheader(say(claim.statement), anchor=False)
    mark, verdict = _MARKS[row["verdict"]], say(VERDICTS[row["verdict"]])
    st.markdown(f"{mark}[**{verdict}**]" if mark else f"**{verdict}**")
    st.write(" ".join(say(sentence) for sentence in _result_lines(claim, row)))
    lines = (
        message("Compared: {what}. {how}", what=claim.compared, how=claim.method),
        message("Why it may mislead: {why}", why=claim.caution),
        message("Where it comes from: {source}", source=claim.source),
    )
    st.caption("  \n".join(say(line) for line in lines))


def _result_lines(claim: Claim, row: dict[Any, Any]) -> list[Message]:
    n = int(row["n"])
    people = message("It rests on {count} customer.", "It rests on {count} customers.", n=n, count=n)
    lines = [people]
    if not math.isnan(row["low"]):
        lines.insert(
            0,
            message(
                "Here: {value} ({low} to {high}).",
                value=_value(claim, row["value"]),
                low=_value(claim, row["low"]),
                high=_value(claim, row["high"]),
            ),
        )
    if not pd.isna(row["published"]):
        lines.append(message("Published: {value}.", value=_value(claim, row["published"])))
    return lines


def _value(claim: Claim, value: float) -> str:
    t = words()
    if claim.measure == "ratio":
        return t.value(value, "ratio")
    if claim.measure == "difference":
        return t.signed(value, "share")
    return t.signed(value, "ratio", digits=2)


def _locked(claims: list[Claim]) -> None:
    """Show which file would allow each of the claims that cannot be tested."""
    if not claims:
        return
    head.section(message("Not tested yet"), message("Each says which file would allow it."), key="untested")
    for claim in claims:
        with st.container(key=f"rule_claim_{claim.key}", gap="xxsmall"):
            st.subheader(say(claim.statement), anchor=False)
            st.write(say(claim.unlock))
