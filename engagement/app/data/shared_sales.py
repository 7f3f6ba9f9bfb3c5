"""Sales that two files have (a marketplace and a shop system): the evidence, and whether they count once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd
import pyarrow.compute as pc
import streamlit as st

from engagement.app.navigation import audited, current_shop
from engagement.app.ui import doing, download
from engagement.app.ui.escape import inert
from engagement.app.ui.reader import say, words
from engagement.app.who.current import visitor
from engagement.app.workspaces import what_changed
from engagement.locale import Message, message
from engagement.locale.translator import day_to_date
from engagement.money.currencies import minor_digits
from engagement.readable.files import to_csv
from engagement.readable.sheet import Sheet, SheetColumn, written
from engagement.sources.recognition.platform import formats_of, platform
from engagement.store.sales import joined
from engagement.store.versions import read_together
from engagement.tables import NO_CURRENCY

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pyarrow as pa

    from engagement.locale.translator import Translator
    from engagement.store import Dataset, Workspace
    from engagement.store.sales.joined import JoinedAnswer

#: The number of pairs shown as examples.
_SHOWN: Final = 3
_HERE: Final = message("Number here")
_THERE: Final = message("Number there")
_ANSWERS: Final[dict[str, Message]] = {
    "once": message("the same sales, count once"),
    "apart": message("different sales"),
}
_KNOWN_BY: Final = {
    "reference": message("the number"),
    "customer": message("customer, amount and time"),
}
_COUNTED: Final = {
    "reference": message("{count} known by its number", "{count} known by their numbers"),
    "customer": message(
        "{count} known by its customer, amount and time", "{count} known by their customer, amount and time"
    ),
}


def ask(workspace: Workspace, dataset: Dataset) -> None:
    """Show which sales of a file are also in others and how they count, with a choice.

    The answer holds for these two kinds of files, later ones too. It belongs to a version, so it can be
    undone.
    """
    orders = dataset.rows.get("orders", 0)
    same = workspace.same_sales(dataset.id) if orders else None
    if same is None or not same.num_rows:
        return
    for twin, rows in _by_twin(same):
        with st.container(key=f"same_sales_{dataset.id}_{twin}", gap="xxsmall"):
            _show_twin(workspace, dataset, twin, rows, orders)


def _by_twin(same: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    for twin in sorted(pc.unique(same.column("twin_source")).to_pylist()):
        yield twin, same.filter(pc.equal(same.column("twin_source"), twin))


def _show_twin(workspace: Workspace, dataset: Dataset, twin: str, rows: pa.Table, orders: int) -> None:
    pair = joined.pair(rows.column("source")[0].as_py(), twin)
    answer = workspace.answers_about_sales().get(pair)
    counts_once = bool(pc.any(rows.column("once")).as_py())
    others = _files(workspace, twin)
    if answer == "apart":
        sentence = message(
            "{count} of {of} sales in {file} looks like an order of {others}. "
            "It counts as a sale of its own, as you said.",
            "{count} of {of} sales in {file} look like orders of {others}. "
            "They count as sales of their own, as you said.",
            n=rows.num_rows,
            count=rows.num_rows,
            of=orders,
            file=inert(dataset.file),
            others=others,
        )
    else:
        sentence = read_together.question(
            rows.num_rows, orders, inert(dataset.file), others, counted_once=counts_once
        )
    st.markdown(say(sentence))
    st.caption(_evidence(rows, orders))
    if workspace.name == current_shop.home():
        _answer(workspace, dataset, pair, answer, counts_once=counts_once)
    _pairs(dataset, twin, rows)


def _files(workspace: Workspace, source: str) -> str:
    """Return the names of a source's files, or the platform's name without any."""
    formats = formats_of(source)
    names = [d.file for d in workspace.datasets() if any(r.format in formats for r in d.reports)]
    return ", ".join(inert(name) for name in names) or inert(platform(source))


def _evidence(rows: pa.Table, orders: int) -> str:
    numbered = pc.sum(pc.equal(rows.column("how"), "reference")).as_py() or 0
    counts = {"reference": numbered, "customer": rows.num_rows - numbered}
    parts = [say(_COUNTED[how].filled(count, count=count)) for how, count in counts.items() if count]
    alone = orders - rows.num_rows
    if alone:
        parts.append(
            say(
                message(
                    "{count} is in no other file and counts as a sale of its own",
                    "{count} are in no other file and count as sales of their own",
                    n=alone,
                    count=alone,
                )
            )
        )
    return " · ".join(parts)


def _answer(
    workspace: Workspace,
    dataset: Dataset,
    pair: joined.SourcePair,
    answer: JoinedAnswer | None,
    *,
    counts_once: bool,
) -> None:
    """Show both answers; the one in use is selected, and can be confirmed where it is only assumed."""
    key = f"sales_{dataset.id}_{'_'.join(pair)}_{answer}_{counts_once}"
    label = message("These are, as you said:") if answer else message("One question, once: these are …")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.segmented_control(
            say(label), list(_ANSWERS), default="once" if counts_once else "apart", required=True, key=key,
            format_func=lambda option: say(_ANSWERS[option]),
        )  # fmt: skip
        right = answer is None and st.button(
            say(message("That is right")), key=f"{key}_right", type="tertiary"
        )
    now: JoinedAnswer = "once" if picked == "once" else "apart"
    if right or now != ("once" if counts_once else "apart"):
        actor = visitor().who
        doing.do(lambda: what_changed.note(workspace, workspace.say_of_sales(pair, now, actor)))


def _pairs(dataset: Dataset, twin: str, rows: pa.Table) -> None:
    with st.expander(say(message("Which sales these are")), key=f"pairs_{dataset.id}_{twin}"):
        t = words()
        few = _sheet(rows.slice(0, _SHOWN), t)
        # Line and evidence are in the file: a phone has room for the numbers only.
        shown = {
            column.name: [inert(written(column, row, t)) for row in range(few.height)]
            for column in few.columns
            if column.kind in {"day", "money"} or column.name in {t.t(_HERE), t.t(_THERE)}
        }
        st.table(pd.DataFrame(shown), hide_index=True, border="horizontal")
        download.button(
            say(message("Download all {count}", count=rows.num_rows)),
            audited.exported(lambda: to_csv(_sheet(rows, t), t), "orders"),
            f"same-sales-{dataset.id}.csv",
            key=f"same_{dataset.id}_{twin}",
        )


def _sheet(rows: pa.Table, t: Translator) -> Sheet:
    """Return the pairs of sales as a table for people, without names or addresses."""
    pairs = rows.to_pylist()
    codes = [None if pair["currency"] == NO_CURRENCY else pair["currency"] for pair in pairs]
    amounts = [pair["gross"] / 10 ** minor_digits(pair["currency"]) for pair in pairs]
    return Sheet(
        (
            SheetColumn(t.t(message("Line")), "number", [pair["line"] for pair in pairs]),
            SheetColumn(t.t(message("Day")), "day", [day_to_date(pair["day"]) for pair in pairs]),
            SheetColumn(t.t(message("Amount")), "money", amounts, currencies=codes),
            SheetColumn(t.t(message("Currency")), "text", codes),
            SheetColumn(t.t(_HERE), "text", [pair["order_id"] for pair in pairs]),
            SheetColumn(t.t(_THERE), "text", [pair["twin"] for pair in pairs]),
            SheetColumn(t.t(message("Known by")), "text", [t.t(_KNOWN_BY[pair["how"]]) for pair in pairs]),
        )
    )
