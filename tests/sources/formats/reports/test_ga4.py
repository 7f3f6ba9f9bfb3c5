from __future__ import annotations

import pytest

from engagement.store.versions.merge import merge
from tests.sources.formats.web_files import day, filled, lines, read, read_all

TRAFFIC = (
    "Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,"
    "Average engagement time per session,Events per session,Event count,Key events,Session key event rate,"
    "Total revenue"
)
COUNTRIES = (
    "Country,Active users,New users,Engaged sessions,Engagement rate,Engaged sessions per active user,"
    "Average engagement time per active user,Event count,Key events,User key event rate,Total revenue"
)


def above(first: str = "20260901", last: str = "20260903", visitors: str = "All Users") -> str:
    rule = "# " + "-" * 40
    return lines(
        rule,
        "# Traffic acquisition",
        "# Account: Demo",
        "# Property: Demo shop",
        rule,
        "#",
        f"# {visitors}",
        f"# Start date: {first}",
        f"# End date: {last}",
    )


def test_the_lines_above_the_table_say_site_and_days(tmp_path):
    found = read(tmp_path, lines(above(), TRAFFIC, "Direct,500,400,0.80,95.0,4.0,2000,20,0.04,0.00"))
    (row,) = found.rows("sessions")
    assert (found.format, found.confidence, row["property"]) == ("ga4", "exact", "Demo shop")
    assert (day(row["day"]), day(row["last_day"])) == ("2026-09-01", "2026-09-03")
    assert filled(row, "breakdown", "channel", "sessions") == ["channel", "Direct", 500]


def test_a_bounce_is_a_session_that_was_not_engaged(tmp_path):
    found = read(tmp_path, lines(above(), TRAFFIC, "Direct,500,400,0.80,95.0,4.0,2000,20.5,0.04,0.00"))
    (row,) = found.rows("sessions")
    assert filled(row, "engaged_sessions", "bounces", "bounce_definition") == [400, 100, "ga4"]
    assert filled(row, "completed", "conversions") == [20, 20.5]


@pytest.mark.parametrize("rate", ["62.5%", "0.625", "62,5 %"])
def test_an_engagement_rate_is_a_fraction_or_in_per_cent(tmp_path, rate):
    header = "Landing page,Sessions,Engagement rate"
    found = read(tmp_path, lines(above(), header, f'/,40,"{rate}"', '/b,10,"50%"'))
    assert found.column("sessions", "engaged_sessions") == [25, 5]


def test_a_total_names_no_dimension_and_is_set_aside_by_name(tmp_path):
    rows = [",1000,800,0.8,1,1,1,1,0.1,0", "Direct,1000,800,0.8,1,1,1,1,0.1,0"]
    found = read(tmp_path, lines(above(), TRAFFIC, *rows))
    assert found.reasons == ["This is a total of the other rows"]
    assert found.column("sessions", "sessions") == [1000]


def test_the_grand_total_of_an_exploration_stands_beyond_the_last_column(tmp_path):
    content = lines(
        "# " + "-" * 40,
        "# Demo shop",
        "# Free form-Free form 1",
        "# 20260823-20260922",
        "# " + "-" * 40,
        "",
        "Date,Landing page,Sessions,Active users,New users",
        ",,300,200,100,Grand total",
        "20260826,/,200,150,60",
        "20260825,/,100,50,40",
    )
    found = read(tmp_path, content)
    assert (found.format, found.reasons) == ("ga4", ["This is a total of the other rows"])
    assert [day(d) for d in found.column("sessions", "day")] == ["2026-08-26", "2026-08-25"]
    assert found.column("sessions", "last_day") == found.column("sessions", "day")
    assert found.column("sessions", "landing_page") == ["/", "/"]


def test_each_of_several_tables_is_read_with_its_own_lines(tmp_path):
    content = lines(
        above(),
        "Nth day,Sessions",
        "0000,10",
        "0001,12",
        "0002,9",
        "",
        "Country ID,Active users",
        "US,10",
        "",
        above("20260801", "20260831", "Mobile traffic"),
        "Session source / medium,Sessions",
        "google / organic,100",
    )
    days, countries, mobile = read_all(tmp_path, content)
    assert [day(d) for d in days.column("sessions", "day")] == ["2026-09-01", "2026-09-02", "2026-09-03"]
    assert [r["line"] for r in days.rows("sessions")] == [11, 12, 13]
    (row,) = countries.rows("sessions")
    assert (row["breakdown"], row["visitors"], row["sessions"]) == ("country", 10, None)
    assert (day(row["day"]), day(row["last_day"])) == ("2026-09-01", "2026-09-03")
    (row,) = mobile.rows("sessions")
    assert row["breakdown"] == "traffic_source [Mobile traffic]"
    assert (day(row["day"]), row["property"], row["line"]) == ("2026-08-01", "Demo shop", 28)


def test_without_the_lines_above_the_days_are_missing_and_said_so(tmp_path):
    found = read(tmp_path, lines(COUNTRIES, "Italy,20,10,8,0.36,0.4,11,83,0,0,0"))
    (row,) = found.rows("sessions")
    assert filled(row, "country", "visitors", "new_visitors", "day", "sessions") == [
        "IT",
        20,
        10,
        None,
        None,
    ]
    assert any("which days" in sentence for sentence in found.warnings)


def test_old_names_mean_the_same(tmp_path):
    header = "Session default channel group,Users,Sessions,Engaged sessions,Conversions,Total revenue"
    found = read(tmp_path, lines(above(), header, "Direct,10,20,15,3,12.50"))
    (row,) = found.rows("sessions")
    assert filled(row, "channel", "visitors", "conversions", "bounces") == ["Direct", 10, 3, 5]
    assert filled(row, "revenue", "currency") == [1250, "XXX"]


@pytest.mark.parametrize(
    "header",
    [
        "Gruppo di canali predefinito;Sessioni;Sessioni con coinvolgimento;Eventi chiave;Entrate totali",
        "Grupo de canales de la sesión;Sesiones;Sesiones con interacción;Eventos clave;Ingresos totales",
        "Domyślna grupa kanałów;Sesje;Sesje z zaangażowaniem;Kluczowe zdarzenia;Łączne przychody",
        "Standard-Channelgruppe;Sitzungen;Sitzungen mit Interaktionen;Schlüsselereignisse;Gesamtumsatz",
        "Groupe de canaux par défaut;Sessions;Sessions avec engagement;Événements clés;Revenu total",
        "Grupo de canais padrão;Sessões;Sessões engajadas;Eventos principais;Receita total",
    ],
)
def test_headers_are_read_in_the_languages_of_the_tool(tmp_path, header):
    found = read(tmp_path, lines(above(), header, "Direct;1.000;800;50;1.234,50 €"))
    (row,) = found.rows("sessions")
    assert filled(row, "channel", "sessions", "engaged_sessions", "conversions") == ["Direct", 1000, 800, 50]
    assert filled(row, "revenue", "currency") == [123450, "EUR"]


def test_addresses_in_links_and_ids_of_people_do_not_come_through(tmp_path):
    header = "Landing page + query string,Effective user ID,Sessions,Engaged sessions"
    found = read(tmp_path, lines(above(), header, "/reset?mail=ava@example.com&x=1,9371.44,5,4"))
    (row,) = found.rows("sessions")
    assert row["landing_page"] == "/reset?mail=[e-mail]&x=1"
    assert "9371.44" not in row["detail"]


def test_a_one_day_report_and_part_of_the_visitors_keep_apart(tmp_path):
    found = read(
        tmp_path, lines(above("20260901", "20260901", "Paid traffic"), TRAFFIC, "Direct,5,4,0.8,1,1,1,1,1,0")
    )
    (row,) = found.rows("sessions")
    assert (row["day"], row["breakdown"]) == (row["last_day"], "channel [Paid traffic]")


def test_a_short_table_and_a_full_one_of_the_same_sessions_are_one_in_the_store(tmp_path):
    header = "Session default channel group,Sessions"
    content = lines(above(), f"{header},Engaged sessions", "Direct,10,8", "", header, "Direct,10")
    parts = [found.tables["sessions"] for found in read_all(tmp_path, content)]
    (row,) = merge("sessions", parts).table.to_pylist()
    assert filled(row, "sessions", "bounces", "bounce_definition") == [10, 2, "ga4"]


def test_countries_have_the_codes_that_orders_have(tmp_path):
    counts = ",10,8,0.36,0.4,11,83,0,0,0"
    names = ["Italy", "Türkiye", "Czechia", "Hong Kong", "(not set)", "Atlantis"]
    found = read(tmp_path, lines(COUNTRIES, *(f"{name},20{counts}" for name in names)))
    assert found.column("sessions", "country") == ["IT", "TR", "CZ", "HK", "(not set)", "Atlantis"]


def test_two_spellings_of_a_country_in_one_file_stay_two_rows(tmp_path):
    counts = ",10,8,0.36,0.4,11,83,0,0,0"
    found = read(
        tmp_path, lines(COUNTRIES, *(f"{name},20{counts}" for name in ("Turkey", "Türkiye", "Spain")))
    )
    assert found.column("sessions", "country") == ["Turkey", "Türkiye", "ES"]


@pytest.mark.parametrize(
    "header",
    [
        "First user default channel group,New users",
        "Primer grupo de canales predeterminado del usuario,Usuarios nuevos",
        "Gruppo di canali predefinito del primo utente,Nuovi utenti",
        "Domyślna grupa kanałów pierwszego użytkownika,Nowi użytkownicy",
    ],
)
def test_the_channel_of_a_first_visit_is_not_that_of_a_session(tmp_path, header):
    (row,) = read(tmp_path, lines(above(), header, "Organic Search,16")).rows("sessions")
    assert filled(row, "channel", "detail", "new_visitors") == [None, "Organic Search", 16]
    assert row["breakdown"] != "channel"


@pytest.mark.parametrize("header", ["Country ID,Users", "ID del país,Usuarios", "ID paese,Utenti"])
def test_countries_by_their_code_are_countries(tmp_path, header):
    found = read(tmp_path, lines(above(), header, "IT,13", "PL,1"))
    assert found.column("sessions", "country") == ["IT", "PL"]
    assert found.column("sessions", "visitors") == [13, 1]
