"""Reports that are only described are read by what their columns mean. The tools here are invented."""

from __future__ import annotations

from engagement.locale import message
from engagement.sources.columns.typed import Cells
from engagement.sources.formats.described.report_exports import (
    ad_spend_export,
    campaign_export,
    contact_export,
    member_export,
    visit_export,
)
from engagement.sources.model.hints import Hints
from tests.sources.formats.described.test_order_export import raw


def read(form, rows):
    cells = Cells(raw(rows), key=b"k" * 32, hints=Hints())
    return form.read(cells), cells


def sure(table):
    return 1.0 if table.rows else 0.0


def test_a_list_of_campaigns_is_of_the_channel_that_its_description_says():
    form = campaign_export(
        key="pigeon", platform="Pigeon", export="Coop", channel="sms", signature=(("Name", "Flown"),)
    )
    found, _ = read(form, [{"Name": "Spring", "Sent": "2026-03-01", "Delivered": "40", "Clicks": "4"}])
    assert found["campaigns"].select(["source", "channel"]).to_pylist() == [
        {"source": "pigeon", "channel": "sms"}
    ]


def test_visits_carry_the_site_that_the_lines_above_name():
    form = visit_export(
        key="gate", platform="Gate", export="Log", fits=sure, bounce="ua", titles=lambda _: ("Shop", None)
    )
    found, _ = read(form, [{"Date": "2026-03-01", "Sessions": "12", "Bounces": "3"}])
    (row,) = found["sessions"].to_pylist()
    assert (row["property"], row["sessions"], row["bounces"]) == ("Shop", 12, 3)


def test_a_list_of_members_is_read_by_what_its_columns_mean():
    form = member_export(key="guild", platform="Guild", export="Roll", fits=sure)
    found, _ = read(form, [{"Email": "ava@example.com", "Points balance": "120"}])
    assert found["members"].column("points").to_pylist() == [120]


def test_a_list_of_contacts_says_what_it_lacks_and_leaves_out_a_number_that_no_order_knows():
    sentence = message("Stopped.")
    form = contact_export(
        key="post", platform="Post", export="Book", signature=(("Email", "Accepts"),),
        columns={"customer": ()}, lacks=((sentence, "till"),),
    )  # fmt: skip
    rows = [{"Email": "ava@example.com", "Customer ID": "7", "Email consent": "subscribed"}]
    found, cells = read(form, rows)
    alone, _ = read(form, [{name: value for name, value in rows[0].items() if name != "Customer ID"}])
    assert found["consents"].column("customer_key") == alone["consents"].column("customer_key")
    assert cells.ledger.lacks == [(sentence, ("till",))]


def test_what_was_spent_on_advertising_goes_to_the_one_channel():
    form = ad_spend_export(key="bill", platform="Billboard", export="Sum", channel="Walls", fits=sure)
    found, _ = read(form, [{"Day": "2026-03-01", "Campaign": "Spring", "Amount spent (EUR)": "12.50"}])
    (row,) = next(iter(found.values())).to_pylist()
    assert row["channel"] == "Walls"
    assert 1250 in row.values()
