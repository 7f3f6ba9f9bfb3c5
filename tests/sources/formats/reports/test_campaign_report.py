from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.web_files import filled, lines, read

FURTHER = "This line splits the campaign by link, reader or program; it is no campaign"
STATS = (
    '"Total Recipients:","1,000"',
    '"Successful Deliveries:","995"',
    '"Bounces:","5 (0.5%)"',
    '"Times Forwarded:","0"',
    '"Recipients Who Opened:","350 (35.18%)"',
    '"Total Opens:","500"',
    '"Last Open Date:","4/30/26 6:04"',
    '"Recipients Who Clicked:","100 (10.05%)"',
    '"Total Clicks:","150"',
    '"Total Unsubs:","5"',
    '"Total Abuse Complaints:","0"',
)
ONE = lines(
    "Email Campaign Report",
    '"Title:","Demo campaign"',
    '"Subject Line:","Hello, you"',
    '"Delivery Date/Time:","Mon, Apr 27, 2026 12:25"',
    "",
    '"Overall Stats"',
    *STATS,
    "",
    '"Clicks by URL"',
    '"URL","Total Clicks","Unique Clicks"',
    '"https://example.com/","20","13"',
)
LITE = lines(
    "Campaign report",
    '"Subject:","Weekly"',
    '"Sent","2026-09-28 13:00:00"',
    "",
    '"Campaign results"',
    '"Total emails sent:","4116"',
    '"Opened:","1085 (26.66%)"',
    '"Clicked:","32 (0.79%)"',
    "",
    '"Bad statistics"',
    '"Unsubscribed:","47 (1.14%)"',
    '"Spam complaints:","0 (0%)"',
    '"Hard bounce:","5 (0.12%)"',
    '"Soft bounce:","41 (1%)"',
    "",
    '"Reading environment"',
    '"Mobile:","40.63%"',
    "",
    '"Top email clients"',
    '"Email client","Subscribers"',
    '"Gmail","33.39%"',
    '"","10.46%"',
    "",
    '"Links activity"',
    '"Links","Unique clicks","Total clicks"',
    '"Unsubscribe link","36","41"',
)


def test_mailchimps_report_is_one_campaign_and_its_links_are_set_aside(tmp_path):
    found = read(tmp_path, ONE)
    (row,) = found.rows("campaigns")
    assert (found.format, found.confidence, found.rows_in) == ("mailchimp_report", "exact", 3)
    assert filled(row, "name", "subject", "channel") == ["Demo campaign", "Hello, you", "email"]
    assert filled(row, "recipients", "delivered", "bounces", "complaints") == [1000, 995, 5, 0]
    assert filled(row, "unique_opens", "opens", "unique_clicks", "clicks") == [350, 500, 100, 150]
    assert filled(row, "unsubscribes", "instant") == [5, datetime(2026, 4, 27, 12, 25)]
    assert found.reasons == [FURTHER] * 2


def test_each_combination_of_a_test_is_a_row_with_its_own_subject(tmp_path):
    combos = [
        line
        for n in (1, 2)
        for line in (
            f'"Combination {n} Stats"',
            f'"Subject Line:","Subject {n}"',
            '"From Email:","shop@example.com"',
            *STATS,
            f'"Total Sales:","CA${n}0.00"',
            "",
        )
    ]
    head = ("Campaign Report", '"Title:","Spring"', '"Delivery Date/Time:","Sat, May 2, 2026 10:15"', "")
    found = read(tmp_path, lines(*head, *combos))
    assert found.column("campaigns", "subject") == ["Subject 1", "Subject 2"]
    assert found.column("campaigns", "revenue") == [1000, 2000]
    assert set(found.column("campaigns", "currency")) == {"CAD"}
    assert len(set(found.column("campaigns", "campaign_id"))) == 2
    assert found.column("campaigns", "instant") == [datetime(2026, 5, 2, 10, 15)] * 2


def test_mailerlite_delivers_what_it_sent_less_bounces(tmp_path):
    found = read(tmp_path, LITE)
    (row,) = found.rows("campaigns")
    assert (found.format, found.confidence) == ("mailerlite", "exact")
    assert filled(row, "recipients", "bounces", "delivered", "unsubscribes") == [4116, 46, 4070, 47]
    assert round(row["unique_opens"] / row["delivered"], 4) == 0.2666
    assert filled(row, "opens", "clicks", "unique_clicks", "complaints") == [None, None, 32, 0]
    assert row["instant"] == datetime(2026, 9, 28, 13)
    assert found.reasons == [FURTHER] * 5


@pytest.mark.parametrize("content", [ONE, LITE])
def test_a_report_that_a_spreadsheet_has_saved_is_the_same(tmp_path, content):
    plain = read(tmp_path, content).rows("campaigns")
    saved = "\r\n".join(line.replace('","', '";"') + ";" * 3 for line in content.splitlines())
    resaved = read(tmp_path, ("\ufeff" + saved).encode()).rows("campaigns")
    assert resaved == plain
