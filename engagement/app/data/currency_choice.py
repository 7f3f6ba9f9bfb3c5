"""Orders in several currencies: the amount of each, the one that is shown, and exchange rates to enter."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from engagement.app.figure_pages import bar
from engagement.app.figures.split_names import value_of
from engagement.app.navigation import current_shop, question, session_of_shop
from engagement.app.ui import doing
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.locale import message
from engagement.metrics.model import Question
from engagement.money.exchange_rates import MOST, Rates, RatesError, rate_from_text
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.store import Workspace

_FIRST_DAY: Final = dt.date(1999, 1, 1)


def show(workspace: Workspace) -> None:
    """Show the panel where the orders are in two currencies or more."""
    apart = current_shop.view_by_currency(Question(days=None))
    codes = apart.currencies()
    if len(codes) < 2:
        return
    rates = workspace.rates()
    with st.container(key="rule_currencies"):
        st.header(say(message("Currencies")), anchor=False)
        _amounts(apart.table("money_by_currency"))
        bar.choose_currency(question.current_question(), current_shop.view(Question(days=None)))
        if rates is None:
            st.caption(say(message("Each currency is kept apart; amounts are never added up across them.")))
            with st.expander(say(message("Convert by your own rates")), type="compact"):
                _ask(workspace, [code for code in codes if code != NO_CURRENCY])
        else:
            _entered_rates(workspace, rates)


def _amounts(money: pd.DataFrame) -> None:
    t = words()
    rows = [
        (value_of("currency", code), t.number(orders), t.money(revenue, code))
        for code, orders, revenue in money[["currency", "orders", "revenue"]].to_numpy().tolist()
    ]
    names = [say(m) for m in (message("Currency"), message("Orders"), message("Revenue"))]
    st.table(pd.DataFrame(rows, columns=names), border="horizontal", hide_index=True)


def _entered_rates(workspace: Workspace, rates: Rates) -> None:
    heading = message("Converted to {to} at the rates of {day}:", to=rates.to, day=rates.day)
    lines = [
        say(message("1 {unit} = {rate} {to}", unit=code, rate=rate, to=rates.to))
        for code, rate in rates.per_unit.items()
    ]
    st.markdown("  \n".join([say(heading), *lines]))
    if st.button(say(message("Remove the rates")), key=session_of_shop.key(workspace, "rates_remove")):
        doing.do(workspace.forget_rates)


def _ask(workspace: Workspace, codes: Sequence[str]) -> None:
    to = st.selectbox(say(message("Convert to")), codes, key="rates_to")
    with st.form(session_of_shop.key(workspace, "rates"), border=False):
        day = st.date_input(
            say(message("Rates of the day")),
            None,
            min_value=_FIRST_DAY,
            max_value="today",
            format=words().day_pattern,
            key="rates_day",
        )
        typed = {
            code: st.text_input(say(message("1 {unit} in {to}", unit=code, to=to)), key=f"rates_{code}_{to}")
            for code in [code for code in codes if code != to][:MOST]
        }
        st.caption(say(message("A currency without a rate stays apart.")))
        sent = st.form_submit_button(say(message("Convert by these rates")))
    if not sent or to is None:
        return
    if day is None:
        st.error(say(message("Say of which day the rates are.")))
        return
    try:
        table = {code: rate_from_text(code, text) for code, text in typed.items() if text.strip()}
        rates = Rates(to, day, table)
    except RatesError as fault:
        st.error(say(fault.sentence))
    else:
        doing.do(lambda: workspace.keep_rates(rates, visitor().who))
