"""Who may be written to, as shops and mailing tools say it."""

from __future__ import annotations

from datetime import date

import pytest

from engagement.sources.model.raw_table import SourceError
from engagement.sources.people.identities import pseudonym
from tests.sources.formats.order_files import KEY, column, read, reasons, warnings

SHOPIFY = (
    "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
    "Default Address Country Code,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,"
    "Note,Tax Exempt,Tags"
)


def key_of(identity):
    return pseudonym(identity, KEY)


def consents(imported, channel="email"):
    rows = imported.tables["consents"].to_pylist()
    return {row["customer_key"]: row["state"] for row in rows if row["channel"] == channel}


def day(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


def test_shopifys_customers_say_who_agreed_by_each_channel(tmp_path):
    rows = [
        "'1,Ava,R,Ava@Example.com,yes,,IT,,,no,20.00,2,,no,",
        "'2,Ben,S,ben@example.com,no,,IT,,,no,20.00,2,,no,",
        "'3,Cy,T,,no,,IT,,'+393331234567,yes,20.00,2,,no,",
        "'4,Dan,U,,no,,IT,,,no,0.00,0,,no,",
    ]
    found = read(tmp_path, "\n".join([SHOPIFY, *rows]))
    assert (found.report.format, found.report.kind) == ("shopify_customers", "contacts")
    ava, ben, cy = map(key_of, ("email:ava@example.com", "email:ben@example.com", "phone:393331234567"))
    assert consents(found) == {ava: "subscribed", ben: "not_subscribed", cy: "not_subscribed"}
    assert consents(found, "sms")[cy] == "subscribed"
    assert set(column(found, "said_in", "consents")) == {"list"}
    assert reasons(found) == ["This row names nobody: it has neither an address nor a number of a customer"]
    assert found.report.counts == {"contacts": 3, "subscribed": 1}
    assert "orders" not in found.tables


def test_a_list_of_customers_that_says_nothing_of_consent_is_still_refused(tmp_path):
    header = SHOPIFY.replace(",Accepts Email Marketing", "").replace(",Accepts SMS Marketing", "")
    with pytest.raises(SourceError, match="list of customers"):
        read(tmp_path, f"{header}\n'1,Ava,R,ava@example.com,,IT,,,20.00,2,,no,")


@pytest.mark.parametrize(
    ("name", "extra", "moment", "state"),
    [
        ("subscribed_members_export_1.csv", "CONFIRM_TIME", "2025-03-02 10:00:00", "subscribed"),
        ("unsubscribed_members_export_1.csv", "UNSUB_TIME", "2025-03-02 10:00:00", "unsubscribed"),
        ("cleaned_members_export_1.csv", "CLEAN_TIME", "2025-03-02 10:00:00", "unreachable"),
    ],
)
def test_each_file_of_mailchimps_audience_says_its_state_and_since_when(tmp_path, name, extra, moment, state):
    header = f"Email Address,First Name,MEMBER_RATING,OPTIN_TIME,{extra},LEID,EUID"
    found = read(tmp_path, f"{header}\nava@example.com,Ava,2,2020-01-01 00:00:00,{moment},1,a", name)
    assert found.report.format == "mailchimp_audience"
    assert list(consents(found).values()) == [state]
    assert column(found, "day", "consents") == [day("2025-03-02")]


def test_mailchimps_contacts_who_never_subscribed_are_told_by_the_files_name(tmp_path):
    header = "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,CONFIRM_TIME,LEID,EUID"
    row = "ava@example.com,Ava,2,2020-01-01 00:00:00,,1,a"
    found = read(tmp_path, f"{header}\n{row}", "nonsubscribed_members_export_1.csv")
    assert list(consents(found).values()) == ["not_subscribed"]


def test_klaviyos_profiles_say_their_consent_in_klaviyos_words(tmp_path):
    header = "Email,Klaviyo ID,Phone Number,Email Marketing Consent,Email Marketing Consent Timestamp"
    rows = [
        "ava@example.com,1,,SUBSCRIBED,2025-01-02 03:04:05",
        "ben@example.com,2,,UNSUBSCRIBED,2025-02-02 03:04:05",
        "cy@example.com,3,,NEVER_SUBSCRIBED,",
        "dan@example.com,4,,,",
    ]
    found = read(tmp_path, "\n".join([header, *rows]))
    assert found.report.format == "klaviyo_profiles"
    assert list(consents(found).values()) == [
        "subscribed",
        "unsubscribed",
        "not_subscribed",
        "not_subscribed",
    ]
    assert column(found, "day", "consents") == [day("2025-01-02"), day("2025-02-02"), None, None]


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Email,City,Accepts Marketing", "TRUE", "FALSE"),
        ("Indirizzo email;Città;Consenso marketing", "sì", "no"),
        ("Correo electrónico;Ciudad;Acepta marketing", "sí", "no"),
        ("Adres e-mail;Miasto;Zgoda marketingowa", "tak", "nie"),
        ("E-mailadres;Plaats;Nieuwsbrief", "ja", "nee"),
        ("E-post;Ort;Nyhetsbrev", "ja", "nej"),
        ("Sähköposti;Kaupunki;Uutiskirje", "kyllä", "ei"),
        ("Email address;Social title;Newsletter", "1", "0"),
    ],
)
def test_any_list_of_contacts_is_read_by_what_its_columns_mean(tmp_path, header, yes, no):
    mark = ";" if ";" in header else ","
    lines = [mark.join(row) for row in (("ava@example.com", "X", yes), ("ben@example.com", "Y", no))]
    found = read(tmp_path, "\n".join([header, *lines]))
    assert (found.report.format, found.report.confidence) == ("generic_contacts", "generic")
    assert list(consents(found).values()) == ["subscribed", "not_subscribed"]


def test_a_tick_for_the_newsletter_beside_a_day_and_an_amount_makes_no_list_of_contacts(tmp_path):
    rows = "".join(f"2026-01-0{n},p{n}@example.com,yes,20.00,EUR\n" for n in range(1, 6))
    assert read(tmp_path, f"Date,Email,Newsletter,Total,Currency\n{rows}").report.kind == "orders"


def test_words_that_are_not_known_count_as_no_consent_and_are_told(tmp_path):
    found = read(tmp_path, "Email,Accepts Marketing\nava@example.com,perhaps\nben@example.com,yes")
    assert list(consents(found).values()) == ["not_subscribed", "subscribed"]
    assert "perhaps" in warnings(found)


def test_orders_with_a_tick_stay_orders_and_a_survey_stays_a_survey(tmp_path):
    orders = "Order number,Order date,Email,Total,Currency,Accepts Marketing\n" + "\n".join(
        f"{n},2026-01-0{n},p{n}@example.com,20.00,EUR,yes" for n in range(1, 6)
    )
    assert read(tmp_path, orders).report.kind == "orders"
    survey = (
        "Email,Submitted at,How likely are you to recommend us?,Marketing consent\n"
        "ava@example.com,2025-03-21 11:00,3,yes\nben@example.com,2025-03-22 11:00,9,no"
    )
    assert read(tmp_path, survey).report.kind == "surveys"


def test_of_shopifys_orders_the_newest_tick_of_each_customer_counts(tmp_path):
    header = "Name,Email,Financial Status,Created at,Total,Currency,Accepts Marketing,Lineitem name"
    rows = [
        "#3,ava@example.com,paid,2025-03-05 10:00:00 +0000,20.00,EUR,no,Mug",
        "#2,ben@example.com,paid,2025-02-05 10:00:00 +0000,20.00,EUR,yes,Mug",
        "#1,ava@example.com,paid,2025-01-05 10:00:00 +0000,20.00,EUR,yes,Mug",
        "#4,cy@example.com,paid,2025-04-05 10:00:00 +0000,20.00,EUR,,Mug",
    ]
    found = read(tmp_path, "\n".join([header, *rows]))
    ava, ben = key_of("email:ava@example.com"), key_of("email:ben@example.com")
    assert consents(found) == {ava: "not_subscribed", ben: "subscribed"}
    assert dict(
        zip(column(found, "customer_key", "consents"), column(found, "day", "consents"), strict=True)
    ) == {
        ava: day("2025-03-05"),
        ben: day("2025-02-05"),
    }
    assert set(column(found, "said_in", "consents")) == {"order"}
    assert "consents" not in found.report.counts


def test_a_file_of_orders_whose_ticks_are_all_blank_says_nothing_of_consent(tmp_path):
    header = "Name,Email,Financial Status,Created at,Total,Currency,Accepts Marketing,Lineitem name"
    found = read(tmp_path, f"{header}\n#4,cy@example.com,paid,2025-04-05 10:00:00 +0000,20.00,EUR,,Mug")
    assert "consents" not in found.tables


def test_a_status_of_which_some_have_left_says_who_may_be_written_to(tmp_path):
    content = "E-Mail;Vorname;Status\na@example.com;Ada;aktiv\nb@example.com;Ben;abgemeldet\n"
    imported = read(tmp_path, content)
    assert imported.tables["consents"].column("state").to_pylist() == ["subscribed", "unsubscribed"]
