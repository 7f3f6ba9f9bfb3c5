from __future__ import annotations

import pytest

from tests.sources.formats.web_files import day, filled, lines, read

MATOMO = (
    "Label,Unique visitors,Visits,Actions,Maximum actions in one visit,Bounces,"
    "Total time spent by visitors (in seconds),Visits with Conversions,Bounce Rate"
)


def test_matomo_by_channel_in_utf_16_with_the_days_in_its_name(tmp_path):
    content = lines(MATOMO, "Direct Entry,90,100,300,20,40,5000,3,40%").encode("utf-16")
    found = read(tmp_path, content, "Channel Type _ 2026-09-01,2026-09-30.csv")
    (row,) = found.rows("sessions")
    assert (found.format, found.confidence) == ("generic_web", "generic")
    assert filled(row, "breakdown", "detail", "sessions", "visitors") == ["label", "Direct Entry", 100, 90]
    assert filled(row, "bounces", "bounce_definition", "completed", "pageviews") == [40, "ua", 3, 300]
    assert (day(row["day"]), day(row["last_day"])) == ("2026-09-01", "2026-09-30")


def test_plausible_writes_per_cent_without_a_sign(tmp_path):
    header = "date,visitors,visits,pageviews,views_per_visit,bounce_rate,visit_duration"
    (row,) = read(tmp_path, lines(header, "2026-09-01,90,100,300,3.0,40,120")).rows("sessions")
    assert filled(row, "sessions", "visitors", "bounces", "pageviews") == [100, 90, 40, 300]


def test_plausible_splits_visitors_by_their_source(tmp_path):
    content = lines("name,visitors,bounce_rate,visit_duration", "Google,120,45,65", "Direct / None,80,50,30")
    found = read(tmp_path, content, "sources 2026-03-01 2026-03-31.csv")
    assert [row["visitors"] for row in found.rows("sessions")] == [120, 80]
    assert {day(row["day"]) for row in found.rows("sessions")} == {"2026-03-01"}


def test_matomo_by_its_own_names_is_split_by_its_label_alone(tmp_path):
    header = "label,nb_uniq_visitors,nb_visits,nb_actions,max_actions,bounce_count,metadata_url,metadata_logo"
    row = "Search engine,11,11,17,5,9,https://example.com,./logo.png"
    (row,) = read(tmp_path, lines(header, row)).rows("sessions")
    assert filled(row, "breakdown", "detail", "sessions", "bounces", "pageviews") == [
        *("label", "Search engine", 11, 9, 17)
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Data;Sessioni;Frequenza di rimbalzo",
        "Fecha;Sesiones;Porcentaje de rebote",
        "Data;Sesje;Współczynnik odrzuceń",
        "Datum;Sitzungen;Absprungrate",
        "Date;Sessions;Taux de rebond",
        "Data;Sessões;Taxa de rejeição",
    ],
)
def test_an_own_sheet_in_seven_languages(tmp_path, header):
    found = read(tmp_path, lines(header, "13/09/2026;1.200;45,5%", "14/09/2026;900;40%"))
    assert found.format == "generic_web"
    assert found.column("sessions", "sessions") == [1200, 900]
    assert found.column("sessions", "bounces") == [546, 360]
    assert [day(d) for d in found.column("sessions", "day")] == ["2026-09-13", "2026-09-14"]


def test_a_missing_cell_is_not_nought(tmp_path):
    header = "Date,Visits,Unique visitors,Actions,Bounce Rate"
    found = read(tmp_path, lines(header, "2026-09-01,100,90,300,-", "2026-09-02,n/a,40,,42%"))
    assert found.column("sessions", "sessions") == [100, None]
    assert found.column("sessions", "bounces") == [None, None]
    assert found.column("sessions", "pageviews") == [300, None]


@pytest.mark.parametrize(
    "header",
    [
        "Datum;Sitzungen;Nutzer;Transaktionen;Umsatz",
        "Fecha;Sesiones;Usuarios;Transacciones;Ingresos",
        "Date;Sessions;Users;Transactions;Revenue",
    ],
)
def test_visits_with_transactions_and_revenue_are_no_orders(tmp_path, header):
    rows = [f"2026-09-{n:02};{100 + 7 * n};{80 + 5 * n};{n % 4};{n % 4 * 25}.00" for n in range(1, 21)]
    found = read(tmp_path, "\n".join([header, *rows]) + "\n")
    assert sum(row["sessions"] for row in found.rows("sessions")) == sum(100 + 7 * n for n in range(1, 21))


def test_a_row_that_stands_twice_counts_once_and_impossible_visits_are_told(tmp_path):
    days = "\n".join(f"2026-09-{day:02},{day}0,{day}5" for day in range(1, 31))
    found = read(tmp_path, lines("date,visits,pageviews", f"{days}\n2026-09-04,40,45"))
    assert sum(row["sessions"] for row in found.rows("sessions")) == sum(range(1, 31)) * 10
    found = read(tmp_path, lines("date,visits,pageviews", days.replace(",40,", ",-40,")))
    assert "In 1 row visits lie below zero, or a part of them above all" in found.warnings
    bounces = "\n".join(f"2026-09-{day:02},{day}0,{day if day != 4 else 400}" for day in range(1, 31))
    found = read(tmp_path, lines("date,visits,bounces", bounces))
    assert "In 1 row visits lie below zero, or a part of them above all" in found.warnings


def test_visitors_and_pages_by_day_are_a_table_of_visits(tmp_path):
    found = read(tmp_path, lines("date,pageviews,visitors", "2026-03-01,400,200", "2026-03-02,380,190"))
    assert [(row["visitors"], row["pageviews"]) for row in found.rows("sessions")] == [(200, 400), (190, 380)]


def test_months_in_a_column_of_dates_are_whole_months(tmp_path):
    found = read(tmp_path, lines("Datum;Besuche;Eindeutige Besucher", "2026-01;1000;800", "2026-02;900;700"))
    (first, _) = found.rows("sessions")
    assert (day(first["day"]), day(first["last_day"])) == ("2026-01-01", "2026-01-31")


@pytest.mark.parametrize(
    "name", ["Sesiones del sitio", "Sessioni del sito", "Site sessions", "Sesje witryny", "Sessions du site"]
)
def test_sessions_of_a_site_are_known_beside_its_visitors(tmp_path, name):
    found = read(tmp_path, lines(f"Date,{name},Unique visitors", "2026-03-01,400,200", "2026-03-02,380,190"))
    assert [row["sessions"] for row in found.rows("sessions")] == [400, 380]


@pytest.mark.parametrize(
    "header",
    [
        (
            "Data;Sessioni;Sessioni con rimbalzo;Sessioni con aggiunta al carrello;"
            "Sessioni arrivate alla cassa;Sessioni con acquisto completato"
        ),
        (
            "Fecha;Sesiones;Sesiones con rebote;Sesiones con productos en el carrito;"
            "Sesiones que llegaron al pago;Sesiones con compra completada"
        ),
        (
            "Data;Sesje;Sesje z odrzuceniem;Sesje z produktem w koszyku;Sesje, które dotarły do kasy;"
            "Sesje z zakończonym zakupem"
        ),
        (
            "Datum;Sitzungen;Absprünge;Sitzungen mit Warenkorb;Sitzungen, die die Kasse erreichten;"
            "Sitzungen mit abgeschlossenem Kauf"
        ),
        (
            "Date;Sessions;Rebonds;Sessions avec un produit au panier;Sessions ayant commencé le paiement;"
            "Sessions avec achat finalisé"
        ),
    ],
)
def test_the_steps_to_a_purchase_are_known_by_their_stems(tmp_path, header):
    (row,) = read(tmp_path, lines(header, "2026-09-01;100;40;12;7;3")).rows("sessions")
    steps = ("sessions", "bounces", "cart_additions", "reached_checkout", "completed")
    assert filled(row, *steps) == [100, 40, 12, 7, 3]
