from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from tests.sources.formats.social_files import read as read_text
from tests.sources.formats.web_files import filled, lines, read

HEADER = (
    "Campaign Name,Tags,Subject,List,Send Time,Send Weekday,Total Recipients,Unique Placed Order,"
    "Placed Order Rate,Revenue,Unique Opens,Open Rate,Total Opens,Unique Clicks,Click Rate,Total Clicks,"
    "Unsubscribes,Spam Complaints,Spam Complaints Rate,Successful Deliveries,Bounces,Bounce Rate,Campaign ID,"
    "Campaign Channel"
)
MAIL = (
    'Demo A,2026,"Hi {{ first_name }},\nhere",'
    '"Engaged (1 month), Engaged (3 Months)",2026-04-11 07:47:00,Saturday,1000.0,20.0,2.04%,900.50,500.0,'
    "51.02%,700.0,40.0,4.08%,55.0,5.0,1.0,0.10%,980.0,20.0,2.00%,01JRDV,Email"
)
TEXT = (
    "Demo SMS,,,List,2026-04-12 07:47:00,Sunday,500.0,2.0,0.40%,80.0,0.0,0.00%,0.0,25.0,5.05%,30.0,3.0,0.0,"
    "0.00%,495.0,5.0,1.00%,01JRKD,SMS"
)
CUSTOM = (
    "Campaign Message ID,Campaign Message Name,Send Date,Send Time,Total Recipients,Total Delivered,"
    "Total Opens,Unique Opens,Total Apple Privacy Opens,Unique Apple Privacy Opens,Open Rate,Total Clicks,"
    "Unique Clicks,Click Rate,Total Unsubscribes,Unique Unsubscribes,Spam Complaints,Bounces,"
    "Total Placed Order,"
    "Unique Placed Order,Total Placed Order Value,Revenue Per Recipient (RPR),Tags,Subject,Preview Text,List,"
    "Excluded List,Day of Week,Campaign Message Channel"
)
#: Optional columns of the list: as written, and what they mean.
FIGURES = {
    "Unique Placed Order": ("20.0", "orders", 20),
    "Revenue": ("€900.50", "revenue", 90050),
    "Unique Opens": ("500.0", "unique_opens", 500),
    "Total Opens": ("700.0", "opens", 700),
    "Unique Clicks": ("40.0", "unique_clicks", 40),
    "Total Clicks": ("55.0", "clicks", 55),
    "Unsubscribes": ("5.0", "unsubscribes", 5),
    "Spam Complaints": ("1.0", "complaints", 1),
    "Spam Complaints Rate": ("0.10%", None, None),
    "Placed Order Rate": ("2.04%", None, None),
    "Bounce Rate": ("2.00%", None, None),
    "Tags": ("autumn", None, None),
}


def test_rates_are_by_delivered_and_the_channel_is_told(tmp_path):
    found = read(tmp_path, lines(HEADER, MAIL, TEXT))
    mail, text = found.rows("campaigns")
    assert (found.format, found.confidence) == ("klaviyo", "exact")
    assert filled(mail, "channel", "recipients", "delivered", "bounces") == ["email", 1000, 980, 20]
    assert mail["unique_opens"] / mail["delivered"] == 0.5102040816326531
    assert filled(mail, "orders", "revenue", "unique_clicks", "complaints") == [20, 90050, 40, 1]
    assert mail["list"] == "Engaged (1 month), Engaged (3 Months)"
    assert filled(text, "channel", "unique_opens", "instant") == ["sms", 0, datetime(2026, 4, 12, 7, 47)]


def test_the_report_that_people_build_has_date_and_time_apart(tmp_path):
    row = (
        "01K8,October 29th,2025-10-29,10:30 AM,1000,990,900,500,300,200,0.505,30,20,0.0202,5,4,1,10,12,10,"
        '"€1,234.50",1.2,t,Hi,Pre,Main,Ex,Wednesday,Email'
    )
    (found,) = read(tmp_path, lines(CUSTOM, row)).rows("campaigns")
    assert filled(found, "campaign_id", "name", "subject", "list") == ["01K8", "October 29th", "Hi", "Main"]
    assert filled(found, "instant", "orders", "revenue") == [datetime(2025, 10, 29, 10, 30), 12, 123450]
    assert filled(found, "opens", "unique_opens", "unsubscribes", "currency") == [900, 500, 4, "EUR"]


def test_variants_have_rows_of_their_own_unless_the_whole_has_one(tmp_path):
    header = HEADER.replace("Tags", "Variant")
    rows = [MAIL.replace("2026,", f"{name},", 1) for name in ("A", "B")]
    found = read(tmp_path, lines(header, *rows))
    assert found.column("campaigns", "campaign_id") == ["01JRDV/A", "01JRDV/B"]
    found = read(tmp_path, lines(header, *rows, MAIL.replace("2026,", ",", 1)))
    assert found.column("campaigns", "campaign_id") == ["01JRDV"]
    assert set(found.reasons) == {"A variant of a campaign whose total stands in the same file"}


def test_another_metric_of_conversion_names_the_orders(tmp_path):
    found = read(tmp_path, lines(HEADER.replace("Placed Order", "Ordered Product"), MAIL))
    assert found.column("campaigns", "orders") == [20]


@given(
    st.permutations(list(FIGURES)).flatmap(lambda names: st.integers(0, len(names)).map(lambda n: names[:n]))
)
def test_any_columns_in_any_order_give_the_same_figures(names):
    fixed = {
        "Campaign Name": "Demo",
        "Send Time": "2026-04-11 07:47:00",
        "Send Weekday": "Saturday",
        "Total Recipients": "1000.0",
        "Successful Deliveries": "980.0",
        "Campaign ID": "01J",
    }
    content = lines(",".join([*names, *fixed]), ",".join([*(FIGURES[n][0] for n in names), *fixed.values()]))
    found = read_text(content)
    (row,) = found.rows("campaigns")
    assert (found.format, row["recipients"], row["delivered"], row["bounces"]) == ("klaviyo", 1000, 980, None)
    for name, (_, column, value) in FIGURES.items():
        if column is not None:
            assert row[column] == (value if name in names else None)


FLOWS = (
    "Day,Flow ID,Flow Name,Flow Message ID,Flow Message Name,Flow Message Channel,Status,Delivered,"
    "Unique Opens,Open Rate,Unique Clicks,Click Rate,Placed Order,Placed Order Rate,Revenue,"
    "Revenue per Recipient,Unsub Rate,Complaint Rate,Bounce Rate,Tags"
)


def test_what_a_flow_sent_by_day_is_mail_and_no_orders(tmp_path):
    found = read(
        tmp_path,
        lines(
            FLOWS,
            "2025-09-04,F1,welcome,M1,welcome-mail,Email,live,6.0,3.0,0.5,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,",
            "2025-09-05,F1,welcome,M1,welcome-mail,Email,live,8.0,4.0,0.5,1.0,0.1,1.0,0.1,50.0,6.2,0.0,0.0,0.0,",
        ),
    )
    first, second = found.rows("campaigns")
    assert found.format == "generic_email"
    assert filled(first, "name", "channel", "delivered", "unique_opens") == ["welcome-mail", "email", 6, 3]
    assert filled(second, "unique_clicks", "orders", "revenue") == [1, 1, 5000]
    assert [row["instant"] for row in (first, second)] == [datetime(2025, 9, 4), datetime(2025, 9, 5)]
