"""Notes stand in charts with a row for each period, and through a link those that are marked for it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
from streamlit.testing.v1 import AppTest

from engagement.app.workspaces.open_workspaces import OWN
from engagement.charts.planning.noted_days import day_number
from engagement.metrics.model import Question
from engagement.metrics.publishing.bundle import publish
from engagement.metrics.views.owners import view_of
from engagement.store import open_workspace
from engagement.store.planning import day_notes
from engagement.store.planning.day_notes import DayNote
from engagement.store.sharing import links
from engagement.store.sharing.terms import Terms
from tests.app.own_shop import dropped, plain, text_of, visit
from tests.metrics.shared_shop import as_orders, shop

FIRST = dt.date(2025, 1, 1)


def keep(storage, first, last, text, **others):
    day_notes.keep(storage, DayNote(day_number(first), day_number(last), "sale", text, **others), "")


def drawn_texts(at):
    """All texts that the charts of a page draw into their plots."""
    return [element.proto.spec for element in at.get("plotly_chart")]


def test_the_first_orders_of_noted_months_are_numbered_where_their_worth_is_compared(data):
    days = [FIRST + dt.timedelta(days=day) for day in range(0, 300, 2)]
    rows = [f"A{n}-{who},{day},c{n}-{who}@example.com,10.00" for n, day in enumerate(days) for who in (1, 2)]
    dropped(data, ("Order ID,Order Date,Email,Total", *rows))
    storage = open_workspace(data / "data", OWN).storage
    keep(storage, dt.date(2025, 3, 3), dt.date(2025, 4, 2), "Spring sale")
    keep(storage, dt.date(2025, 4, 9), dt.date(2025, 4, 9), "New prices")
    keep(storage, dt.date(2026, 4, 9), dt.date(2026, 4, 9), "After the data")
    at = visit("value")
    (chart,) = [spec for spec in drawn_texts(at) if "Mar 2025" in spec]
    assert "Mar 2025 ①" in chart
    assert "Apr 2025 ①②" in chart
    assert "May 2025 ①" not in chart
    text = plain(text_of(at))
    assert "① 3 Mar 2025 to 2 Apr 2025: Sale, Spring sale" in text
    assert "② 9 Apr 2025: Sale, New prices" in text
    assert "After the data" not in text


def guest_page() -> None:
    import streamlit as st  # noqa: PLC0415 - AppTest runs the source of this function

    from engagement.app.guests import guest  # noqa: PLC0415
    from engagement.app.shared_tables import shared_retention  # noqa: PLC0415
    from engagement.metrics.publishing.recipients_view import PublishedView  # noqa: PLC0415

    link, bundle = st.session_state["link"]
    with guest.previewing(link, bundle):
        shared_retention.show(PublishedView(bundle))


def test_the_cohort_map_of_a_link_has_the_notes_that_are_marked_for_it_and_no_other(data):
    rows = shop(11, 400, 15, 0.1)
    storage = open_workspace(data / "data", OWN).storage
    terms = Terms(pages=("retention",), k=5)
    bundle = publish(
        view_of({"orders": as_orders(rows)}, Question(days=None)),
        terms,
        secret=b"a secret of thirty-two bytes ...",
    )
    link, _ = links.make_link(storage, terms, title="For the board", expires_at=None)
    middle = pd.Timestamp(rows["day"].median(), unit="D").date()
    keep(storage, middle, middle, "Marked <b>for all</b>", in_links=True)
    keep(storage, middle, middle, "Anna Nowak complained")
    at = AppTest.from_function(guest_page, default_timeout=300)
    at.session_state["link"] = link, bundle
    at.run()
    assert not at.exception
    text, charts = plain(text_of(at)), drawn_texts(at)
    assert text.count("Marked <b>for all</b>") == 2  # the map, and new and returning customers
    assert sum("①" in chart for chart in charts) == 2
    assert "Anna Nowak" not in text + "".join(charts)
