"""A form for a month's figures of the shop's own dashboard, and their reconciliation with ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from engagement.app.readable import screen
from engagement.app.shop_figure.plain_number import plain_number
from engagement.app.ui import head
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.locale import message
from engagement.metrics.bridge.basis import FIGURES as KEYS
from engagement.metrics.bridge.basis import SYSTEMS
from engagement.metrics.bridge.bridge_words import CAUSES, PLATFORMS, SWITCHES, notes
from engagement.metrics.bridge.month_account import RETURNS, MonthAccount, account, month_of
from engagement.metrics.bridge.typed_figures import FIGURES, RATE, fault_of
from engagement.metrics.model import Question
from engagement.metrics.purchases.scans.refunds import have_days
from engagement.metrics.sums.periods import as_date
from engagement.readable.sheet import Sheet, SheetColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engagement.locale import Message
    from engagement.metrics.bridge.basis import System
    from engagement.metrics.bridge.month_account import Bridge
    from engagement.metrics.views.owners import OwnersView
    from engagement.readable.sheet import CellKind
    from engagement.store import Dataset

_MOST_MONTHS: Final = 60
_HOURS: Final = 14
#: What of the month is typed, and what is only asked for because it helps.
_FIELDS: Final = (*KEYS, RETURNS)
#: The platforms of files whose dashboard is meant first.
_OF_FILES: Final[dict[str, System]] = {name: system for system, name in PLATFORMS.items()}


def show(view: OwnersView, datasets: Sequence[Dataset]) -> None:
    """Show the form, and for each figure the reconciliation with ours; nothing without orders."""
    months = _months(view)
    if not months:
        return
    head.section(message("Does it match your shop’s dashboard?"), key="dashboard_figures")
    st.caption(
        say(
            message(
                "Type what the dashboard says of a month, as much of it as you like: what lies between it "
                "and the figures here is named, cause by cause."
            )
        )
    )
    with st.form("dashboard_figures", border=False, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            system: System = st.selectbox(
                say(message("Dashboard of")), SYSTEMS, index=_usual(datasets), width=190,
                key="dashboard_system", format_func=PLATFORMS.__getitem__,
            )  # fmt: skip
            month = st.selectbox(
                say(message("Month")), months, width=190, key="dashboard_month",
                format_func=lambda text: words().month(as_date(month_of(text).first_day)),
            )  # fmt: skip
            hours = st.number_input(
                say(message("Its clock is ahead of the files’ by hours")), -_HOURS, _HOURS, 0,
                width=280, key="dashboard_hours",
            )  # fmt: skip
        typed = _typed()
        with st.container(horizontal=True, gap="medium"):
            net = st.toggle(say(message("Money net of refunds")), key="dashboard_net")
            on_refund_day = have_days(view.data) and st.toggle(
                say(message("Refunds off revenue on their own day")), key="dashboard_refund_day"
            )
        sent = st.form_submit_button(say(message("Compare")), type="primary", key="dashboard_send")
    if not sent:
        return
    typed_figures, wrong = _read(typed)
    for fault in wrong:
        st.error(say(fault))
    if typed_figures:
        asked_view = view.ask(_of_all_days(view, net=net or on_refund_day, on_refund_day=on_refund_day))
        month_account = account(
            asked_view.scope("orders"), system, month_of(month), typed_figures, hours=int(hours)
        )
        _answer(month_account, datasets)


def _months(view: OwnersView) -> list[str]:
    """Return the months of the orders, the newest first."""
    coverage = view.data.coverage("orders") if view.data.has("orders") else None
    if coverage is None:
        return []
    first, last = as_date(coverage.begins), as_date(coverage.last_day)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    places = [last.year * 12 + last.month - 1 - back for back in range(min(count, _MOST_MONTHS))]
    return [f"{place // 12}-{place % 12 + 1:02}" for place in places]


def _usual(datasets: Sequence[Dataset]) -> int:
    platforms = [report.platform for dataset in datasets for report in dataset.reports]
    known_system = next(
        (system for name, system in _OF_FILES.items() if any(name in p for p in platforms)), SYSTEMS[0]
    )
    return SYSTEMS.index(known_system)


def _typed() -> dict[str, str]:
    with st.container(horizontal=True, gap="small"):
        return {
            key: st.text_input(
                say(FIGURES[key]), key=f"dashboard_{key}", width=190, max_chars=24,
                placeholder="%" if key == RATE else "",
            ) or ""
            for key in _FIELDS
        }  # fmt: skip


def _read(typed: dict[str, str]) -> tuple[dict[str, str], list[Message]]:
    """Return the typed figures as plain numbers, and a sentence on each that is no such figure."""
    numbers, wrong = {}, []
    for key, text in typed.items():
        if not text.strip():
            continue
        number = plain_number(text, words().decimal_sign)
        fault = fault_of(key, number, inert(text, 40))
        if fault is not None:
            wrong.append(fault)
        else:
            numbers[key] = number
    return numbers, wrong


def _of_all_days(view: OwnersView, *, net: bool, on_refund_day: bool) -> Question:
    return Question(days=None, net=net, refund_day=on_refund_day, currency=view.question.currency)


def _answer(account: MonthAccount, datasets: Sequence[Dataset]) -> None:
    for bridge in account.bridges:
        with st.container(key=f"dashboard_answer_{bridge.figure}", gap="xxsmall"):
            st.markdown(f"**{say(FIGURES[bridge.figure])}**")
            st.caption(say(_verdict(bridge, account.currency)))
            screen.show(_sheet(bridge, account), say(FIGURES[bridge.figure]), f"dashboard_{bridge.figure}")
            for cause in bridge.agrees_with:
                if cause in SWITCHES:
                    st.caption(say(SWITCHES[cause]))
    aside = sum(
        report.rows_set_aside for dataset in datasets for report in dataset.reports if report.kind == "orders"
    )
    for note in notes(account, aside):
        st.caption(say(note))


def _verdict(bridge: Bridge, currency: str) -> Message:
    if not bridge.remainder:
        return message("Explained to the last digit.")
    more, off = bridge.remainder > 0, abs(bridge.remainder)
    if bridge.figure == "orders":
        return _verdict_on_orders(round(off), more=more)
    amount = _amount_text(bridge, off, currency)
    if more:
        return message("The dashboard shows {amount} more than these files explain.", amount=amount)
    return message("The dashboard shows {amount} less than these files explain.", amount=amount)


def _verdict_on_orders(count: int, *, more: bool) -> Message:
    if more:
        return message(
            "The dashboard shows {count} order more than these files explain.",
            "The dashboard shows {count} orders more than these files explain.",
            n=count,
            count=count,
        )
    return message(
        "The dashboard shows {count} order fewer than these files explain.",
        "The dashboard shows {count} orders fewer than these files explain.",
        n=count,
        count=count,
    )


def _sheet(bridge: Bridge, account: MonthAccount) -> Sheet:
    """Return the reconciliation table, with a row for each cause."""
    sure = message("assumed: with it the two agree")
    rows = [(say(message("What {platform} says", platform=PLATFORMS[account.system])), bridge.theirs, "")]
    rows += [(say(CAUSES[s.cause]), s.amount, say(sure) if s.assumed else "") for s in bridge.steps]
    if bridge.remainder:
        rows.append((say(message("not explained")), -bridge.remainder, ""))
    rows.append((say(message("What stands here")), bridge.ours, ""))
    names, amounts, remarks = zip(*rows, strict=True)
    kind: CellKind = "share" if bridge.figure == RATE else "number" if bridge.figure == "orders" else "money"
    columns = [
        SheetColumn(say(message("From theirs to ours")), "text", names),
        SheetColumn(
            say(message("Amount")),
            kind,
            amounts,
            digits=1 if kind == "share" else None,
            currencies=account.currency,
        ),
    ]
    if any(remarks):
        columns.append(SheetColumn(say(message("Remark")), "text", remarks))
    return Sheet(tuple(columns))


def _amount_text(bridge: Bridge, amount: float, currency: str) -> str:
    if bridge.figure == RATE:
        return inert(words().signed(amount, "share", digits=2).lstrip("+"))
    return inert(words().value(amount, "money", currency))
