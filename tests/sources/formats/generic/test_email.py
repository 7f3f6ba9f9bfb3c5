from __future__ import annotations

from datetime import datetime

import pytest

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.web_files import filled, format_of, lines, read

BREVO = (
    "Campaign ID;Campaign Name;Subject;Sent Date;Recipients;Delivered;Unique Opens;Trackable opens;"
    "Unique Clicks;Clicks;Unsubscriptions;Hard bounces;Soft bounces;Complaints"
)


def test_brevo_adds_hard_and_soft_bounces(tmp_path):
    found = read(
        tmp_path,
        lines(BREVO, "12;News;Ciao;13-09-2026 10:00:00;1000;980;300;400;50;60;3;12;8;1"),
        "brevo.csv",
    )
    (row,) = found.rows("campaigns")
    assert (found.format, found.confidence, row["channel"]) == ("generic_email", "generic", "email")
    assert filled(row, "campaign_id", "instant", "bounces") == ["12", datetime(2026, 9, 13, 10), 20]
    assert filled(row, "unique_opens", "opens", "unique_clicks", "clicks") == [300, 400, 50, 60]


def test_attentive_sends_text_messages_and_its_rate_tells_people_from_clicks(tmp_path):
    header = "Message Name,Date,Messages Sent,Total Delivered,Clicks,CTR,Unsubscribes,Conversions,Revenue"
    row = "Sale,2026-09-14,5000,4900,490,10%,20,30,$900.00"
    (found,) = read(tmp_path, lines(header, row), "attentive_campaigns.csv").rows("campaigns")
    assert filled(found, "channel", "recipients", "delivered", "unique_clicks") == ["sms", 5000, 4900, 490]
    assert filled(found, "clicks", "unique_opens", "orders", "revenue") == [None, None, 30, 90000]


def test_postscript_has_no_opens(tmp_path):
    header = "Campaign Name,Sent At,Messages Sent,Delivered,Unique Clicks,Unsubscribes,Orders,Revenue,Segment"
    (found,) = read(
        tmp_path, lines(header, "Sale,2026-09-01T10:00:00Z,500,490,49,2,3,90.00,VIP"), "postscript.csv"
    ).rows("campaigns")
    assert filled(found, "channel", "list", "recipients", "opens") == ["sms", "VIP", 500, None]


@pytest.mark.parametrize(
    "header",
    [
        "Campagna;Data invio;Inviate;Consegnate;Aperture uniche;Clic unici;Disiscritti;Ricavi",
        "Campaña;Fecha de envío;Enviados;Entregados;Aperturas únicas;Clics únicos;Bajas;Ingresos",
        "Kampania;Data wysyłki;Odbiorcy;Dostarczone;Unikalne otwarcia;Unikalne kliknięcia;Wypisani;Przychód",
        "Kampagne;Versanddatum;Empfänger;Zugestellt;Einmalige Öffnungen;Einmalige Klicks;Abmeldungen;Umsatz",
        "Campagne;Date d'envoi;Destinataires;Délivrés;Ouvertures uniques;Clics uniques;Désinscrits;Revenus",
        "Campanha;Data de envio;Destinatários;Entregues;Aberturas únicas;Cliques únicos;Descadastros;Receita",
        "Kampaň;Odesláno;Příjemci;Doručeno;Unikátní otevření;Unikátní prokliky;Odhlášení;Tržby",
        "Kampány;Elküldve;Címzettek;Kézbesítve;Egyedi megnyitások;Egyedi kattintások;Leiratkozások;Bevétel",
    ],
)
def test_an_own_sheet_in_nine_languages(tmp_path, header):
    found = read(tmp_path, lines(header, "Demo;13/09/2026 10:00;1.000;980;300;50;3;1.234,50 €"))
    (row,) = found.rows("campaigns")
    assert filled(row, "name", "recipients", "delivered", "unique_opens") == ["Demo", 1000, 980, 300]
    assert filled(row, "unique_clicks", "unsubscribes", "revenue", "currency") == [50, 3, 123450, "EUR"]
    assert row["instant"] == datetime(2026, 9, 13, 10)


def test_sent_may_be_a_date_or_how_many(tmp_path):
    rest = "Delivered,Opens,Clicks,Unsubscribes"
    (row,) = read(tmp_path, lines(f"Campaign,Sent,{rest}", "A,2026-09-13,100,50,10,1")).rows("campaigns")
    assert filled(row, "instant", "recipients") == [datetime(2026, 9, 13), None]
    (row,) = read(tmp_path, lines(f"Campaign,Sent,{rest}", "A,45000,100,50,10,1")).rows("campaigns")
    assert filled(row, "instant", "recipients") == [None, 45000]


def test_plain_opens_are_people_only_where_the_rate_says_so(tmp_path):
    header = "Campaign,Sent at,Delivered,Opens,Open rate,Clicks,Click rate"
    (row,) = read(tmp_path, lines(header, "A,2026-09-13,200,150,25%,12,5%")).rows("campaigns")
    assert filled(row, "opens", "unique_opens", "clicks", "unique_clicks") == [150, 50, 12, 10]
    (row,) = read(tmp_path, lines(header, "A,2026-09-13,200,50,25%,10,5%")).rows("campaigns")
    assert filled(row, "opens", "unique_opens", "clicks", "unique_clicks") == [None, 50, None, 10]


def test_drafts_are_set_aside_by_name(tmp_path):
    header = "Campaign name,Status,Send date,Recipients,Opens,Clicks,Unsubscribes"
    found = read(tmp_path, lines(header, "A,Sent,2026-09-13,10,5,2,0", "B,Draft,,,,,"))
    assert (found.rows_kept, found.reasons) == (1, ["This campaign has not been sent"])


def test_a_table_of_advertising_is_no_mailing(tmp_path):
    header = "Campaign name,Date,Reach,Impressions,Clicks,Unique clicks,Amount spent,Delivered"
    assert format_of(tmp_path, lines(header, "A,2026-09-13,10,5,2,0,1,1")) != "generic_email"


def test_a_figure_may_stand_before_what_it_is_the_total_of(tmp_path):
    found = read(
        tmp_path,
        lines(
            "campaign_id,campaign_title,type,send_time,emails_sent,delivered,opens_total,unique_opens,"
            "open_rate,clicks_total,unique_clicks,click_rate,unsubscribed,bounces_hard,bounces_soft,revenue,orders",
            "c1,News,regular,2025-03-03T10:00:00+00:00,1000,980,400,300,0.306,60,50,0.051,4,12,8,250.50,5",
        ),
    )
    (row,) = found.rows("campaigns")
    assert filled(row, "opens", "unique_opens", "clicks", "unique_clicks") == [400, 300, 60, 50]
    assert filled(row, "bounces", "recipients", "delivered") == [20, 1000, 980]


@pytest.mark.parametrize(
    "header",
    [
        "Campaign,Send date,Emails sent,Emails delivered,Emails opened,Emails clicked",
        "Campaign,Send date,Sent emails,Delivered emails,Opened emails,Clicked emails",
        "Campagna,Data invio,Email inviate,Email consegnate,Email aperte,Email cliccate",
        "Campaña,Fecha de envío,Correos enviados,Correos entregados,Correos abiertos,Correos clicados",
        "Kampania,Data wysyłki,Wysłane e-maile,Dostarczone e-maile,Otwarte e-maile,Kliknięte e-maile",
        "Kampagne,Versanddatum,Gesendete E-Mails,Zugestellte E-Mails,Geöffnet E-Mails,Geklickt E-Mails",
        "Campanha,Data de envio,Emails enviados,Emails entregues,Emails abertos,Emails clicados",
        "Campaign,Send date,Messages sent,Messages delivered,Messages opened,Messages clicked",
    ],
)
def test_a_figure_that_names_what_was_sent_is_that_figure(tmp_path, header):
    lines = [f"News {n},2026-03-{n + 1:02},1000,980,300,40" for n in range(12)]
    path = tmp_path / "mail.csv"
    path.write_text("\n".join([header, *lines]) + "\n", "utf-8")
    (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    row = imported.tables["campaigns"].to_pylist()[0]
    found = [row[name] for name in ("recipients", "delivered", "unique_opens", "unique_clicks")]
    assert found == [1000, 980, 300, 40]


@pytest.mark.parametrize(
    ("header", "lacks"),
    [
        ("Sent,Delivered,Opened,Clicked", "nothing names them and no column says the day"),
        ("Inviate,Consegnate,Aperte,Cliccate", "nothing names them and no column says the day"),
        ("Date,Delivered,Opened,Clicked", "no column names them"),
    ],
)
def test_what_mailings_lack_is_said(tmp_path, header, lacks):
    path = tmp_path / "mail.csv"
    first = "2026-03-01" if header.startswith("Date") else "1000"
    path.write_text("\n".join([header, *[f"{first},980,300,40"] * 12]) + "\n", "utf-8")
    with pytest.raises(SourceError, match=lacks):
        reading.read(path, path.name, key=b"k" * 32, hints=Hints())


def test_days_with_dots_are_no_counts(tmp_path):
    header = "Nazwa kampanii;Data wysłania;Liczba odbiorców;Dostarczone;Otwarcia unikalne"
    (row,) = read(tmp_path, lines(header, "Nowości;28.01.2026;1000;980;300"), "campaigns.csv").rows(
        "campaigns"
    )
    assert filled(row, "instant", "recipients") == [datetime(2026, 1, 28), 1000]


def test_the_only_column_of_days_says_when_a_mailing_was_sent(tmp_path):
    header = "Kampagne;Weggeschickt;Empfänger;Zugestellt;Eindeutige Öffnungen"
    found = read(tmp_path, lines(header, "News;28.01.2026;1000;980;300\nNews;28.02.2026;900;880;200"))
    assert [row["instant"] for row in found.rows("campaigns")] == [
        datetime(2026, 1, 28),
        datetime(2026, 2, 28),
    ]


def test_visits_that_a_mailing_brought_make_it_no_table_of_visits(tmp_path):
    header = "Activity,Type,Sent date,Sent,Delivered,Opened,Open rate,Unsubscribed,Sessions,Orders,Sales"
    (row,) = read(tmp_path, lines(header, "Spring,Email,2026-03-01,1000,980,300,30.6%,3,55,3,90.00")).rows(
        "campaigns"
    )
    assert filled(row, "name", "recipients", "delivered", "orders") == ["Spring", 1000, 980, 3]


def test_more_people_than_were_reached_are_told(tmp_path):
    header = "Campaign name,Send date,Recipients,Delivered,Unique opens"
    found = read(tmp_path, lines(header, "Spring,2026-03-01,1000,980,4000\nSale,2026-03-08,1000,980,400"))
    assert (
        "In 1 row more people opened, clicked or unsubscribed than were reached, or fewer than none"
        in found.warnings
    )


def test_waves_of_one_campaign_are_mailings_of_their_own(tmp_path):
    waves = lines(
        "campaign_id,campaign_name,send_date,emails_sent,emails_delivered,opens,clicks",
        "C1,Nurture - Wave 1,2026-01-05,1200,1152,345,98",
        "C2,Promo,2026-01-12,850,816,220,64",
        "C1,Nurture - Wave 2,2026-02-05,1100,1067,312,88",
        "C2,Promo,2026-01-12,850,817,230,66",
    )
    result = read(tmp_path, waves)
    assert [row["delivered"] for row in result.rows("campaigns")] == [1152, 1067, 817]


def test_the_days_of_a_flow_are_added_up_though_it_has_one_number(tmp_path):
    rows = "".join(f"Welcome,m1,2026-01-{day:02},100,40,5\n" for day in (1, 2, 3))
    found = read(tmp_path, f"Flow Name,Message ID,Date,Recipients,Unique Opens,Unique Clicks\n{rows}")
    assert [row["recipients"] for row in found.rows("campaigns")] == [100, 100, 100]


def test_a_campaign_that_stands_twice_with_one_day_counts_once(tmp_path):
    rows = "Spring,m1,2026-01-05,100,40,5\nSpring,m1,2026-01-05,100,41,6\nSummer,m2,2026-01-09,90,30,4\n"
    found = read(
        tmp_path, f"Campaign Name,Campaign ID,Send date,Recipients,Unique Opens,Unique Clicks\n{rows}"
    )
    assert [row["unique_opens"] for row in found.rows("campaigns")] == [41, 30]
