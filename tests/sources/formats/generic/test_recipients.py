"""A list of the people that a campaign went to is known by what its columns mean."""

from __future__ import annotations

import pytest

from engagement.sources.people.identities import pseudonym
from tests.sources.formats.order_files import KEY, column, read, reasons


def rows(line, count=20):
    return "\n".join(line(n) for n in range(count))


def test_group_day_and_what_each_did_are_read_and_control_was_not_written_to(tmp_path):
    header = (
        "Email,First Name,Campaign Name,Send Time,Group,Delivered,Opened Email,Clicked Email,Unsubscribed"
    )
    body = rows(
        lambda n: (
            f"p{n}@example.com,Ava,Spring,2026-03-01 10:00:00,{'Control' if n % 4 == 0 else 'Test'},"
            f"{'' if n % 4 == 0 else 'Yes'},{'Yes' if n % 4 == 1 else 'No'},No,No"
        )
    )
    found = read(tmp_path, f"{header}\n{body}\n,Nobody,Spring,2026-03-01 10:00:00,Test,Yes,No,No,No")
    assert (found.report.format, found.report.kind) == ("generic_recipients", "email")
    assert column(found, "campaign", "recipients")[0] == "Spring"
    assert column(found, "day", "recipients")[0] == 20_513
    assert column(found, "held_back", "recipients")[:4] == [True, False, False, False]
    assert column(found, "opened", "recipients")[:4] == [False, True, False, False]
    assert column(found, "delivered", "recipients")[:2] == [False, True]
    assert column(found, "customer_key", "recipients")[0] == pseudonym("email:p0@example.com", KEY)
    assert len(reasons(found)) == 1
    assert found.report.counts == {"recipients": 20}


def test_a_list_of_opens_and_clicks_takes_the_name_of_its_file_and_counts_are_what_was_done(tmp_path):
    body = rows(lambda n: f"p{n}@example.com,Ava,{n % 3},{n % 2}")
    found = read(tmp_path, f"Email Address,First Name,Opens,Clicks\n{body}", "april sale.csv")
    assert column(found, "campaign", "recipients")[0] == "april sale"
    assert column(found, "opened", "recipients")[:3] == [False, True, True]
    assert column(found, "clicked", "recipients")[:2] == [False, True]
    assert column(found, "delivered", "recipients")[:1] == [None]


def test_a_time_says_that_it_was_done_and_a_blank_beside_times_that_it_was_not(tmp_path):
    body = rows(
        lambda n: (
            f"p{n}@example.com,Hello,2026-03-01,{'2026-03-02 08:00' if n % 2 else ''},"
            f"{'hard' if n == 3 else ''}"
        )
    )
    found = read(tmp_path, f"Recipient,Subject,Sent at,Opened at,Bounce type\n{body}")
    assert column(found, "opened", "recipients")[:2] == [False, True]
    assert column(found, "bounced", "recipients")[2:4] == [False, True]


@pytest.mark.parametrize("nought", ["0.0", "0%", "0000-00-00 00:00:00"])
def test_nought_was_not_done_however_it_is_written(tmp_path, nought):
    body = rows(lambda n: f"p{n}@example.com,Spring,{'2' if n % 2 else nought},1")
    found = read(tmp_path, f"Email,Campaign,Opens,Clicks\n{body}")
    assert column(found, "opened", "recipients")[:2] == [False, True]


@pytest.mark.parametrize(
    ("header", "control"),
    [
        ("Destinatario,Campagna,Data invio,Gruppo,Aperto,Cliccato", "Gruppo di controllo"),
        ("Destinatario,Campaña,Fecha de envío,Grupo,Abierto,Clics", "Grupo de control"),
        ("Odbiorca,Kampania,Data wysyłki,Grupa,Otwarto,Kliknięto", "Grupa kontrolna"),
    ],
)
def test_it_is_known_in_other_languages(tmp_path, header, control):
    body = rows(lambda n: f"p{n}@example.com,Spring,2026-03-17,{control if n % 2 else 'Test'},1,0")
    found = read(tmp_path, f"{header}\n{body}")
    assert found.report.format == "generic_recipients"
    assert column(found, "held_back", "recipients")[:2] == [False, True]
    assert column(found, "clicked", "recipients")[0] is False


def test_a_column_that_says_whether_it_was_sent_tells_who_was_held_back(tmp_path):
    body = rows(lambda n: f"p{n}@example.com,{'A' if n % 2 else 'B'},{'yes' if n % 2 else 'no'}")
    found = read(tmp_path, f"Email,Group,Sent\n{body}")
    assert column(found, "held_back", "recipients")[:2] == [True, False]


def test_columns_of_mailchimps_audience_with_opens_are_a_campaigns_recipients(tmp_path):
    header = "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,Opens,Clicks"
    body = rows(lambda n: f"p{n}@example.com,Ava,2,2020-01-01 00:00:00,{n},e{n},1,0")
    assert read(tmp_path, f"{header}\n{body}").report.format == "generic_recipients"


def test_a_table_of_campaigns_is_no_list_of_people(tmp_path):
    header = "Campaign,Sent at,Group,Delivered,Opened,Clicked"
    body = rows(lambda n: f"News {n},2026-03-{1 + n:02},List,{900 + n},{300 + n},{20 + n}")
    assert read(tmp_path, f"{header}\n{body}").report.format == "generic_email"
