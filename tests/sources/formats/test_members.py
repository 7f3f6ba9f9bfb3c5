from __future__ import annotations

import pytest

from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.web_files import day, filled, format_of, lines, read

ORDERS = lines(
    "Order number,Order date,Email,Total,Currency",
    "1001,2026-09-13,Ava@Example.com,20.00,EUR",
    "1002,2026-09-14,bo@example.com,20.00,EUR",
)


def test_what_smile_imports_is_an_address_and_its_points(tmp_path):
    found = read(tmp_path, lines("email,points", "ava@example.com,100", "bo@example.com,-50"))
    assert (found.format, found.confidence) == ("smile", "exact")
    assert found.column("members", "points") == [100, -50]
    assert found.column("members", "day") == [None, None]


def test_smile_tells_members_from_candidates(tmp_path):
    header = (
        "id,first_name,last_name,email,state,date_of_birth,points_balance,referral_url,vip_status,created_at"
    )
    rows = [
        "1,A,B,ava@example.com,member,1004-01-01,150,https://example.com/r,Gold,2026-01-05T10:00:00Z",
        "2,A,C,bo@example.com,candidate,,0,,,2026-01-05T10:00:00Z",
        "3,A,D,cy@example.com,disabled,,0,,,2026-01-05T10:00:00Z",
    ]
    found = read(tmp_path, lines(header, *rows))
    assert found.column("members", "state") == ["member", "candidate", "disabled"]
    assert found.column("members", "tier") == ["Gold", None, None]
    assert day(found.rows("members")[0]["day"]) == "2026-01-05"


def test_a_member_is_the_same_person_as_in_the_orders(tmp_path):
    header = "Member ID,Email,Joined on,Tier,Points"
    found = read(tmp_path, lines(header, "M-1,ava@example.com,2026-03-01,Gold,10"))
    (member,) = found.rows("members")
    keys = read(tmp_path, ORDERS).column("orders", "customer_key")
    assert member["customer_key"] == keys[0] != keys[1]
    assert member["member_key"] != member["customer_key"]


@pytest.mark.parametrize(
    "header",
    [
        "Email;Joined on;Tier;Points;Referrals",
        "Indirizzo email;Iscritto il;Livello;Saldo punti;Amici invitati",
        "Correo electrónico;Miembro desde;Nivel;Saldo de puntos;Amigos invitados",
        "Adres e-mail;Data dołączenia;Poziom;Saldo punktów;Polecenia",
        "E-Mail-Adresse;Mitglied seit;Stufe;Punktestand;Empfehlungen",
        "Adresse e-mail;Membre depuis;Niveau;Solde de points;Parrainages",
        "E-mail;Membro desde;Nível;Saldo de pontos;Indicações",
        "E-mailadres;Lid sinds;Niveau;Puntensaldo;Doorverwijzingen",
        "E-post;Medlem sedan;Nivå;Poängsaldo;Värvningar",
        "E-mail;Medlem siden;Niveau;Pointsaldo;Henvisninger",
        "Sähköposti;Liittymispäivä;Taso;Pistesaldo;Suositukset",
    ],
)
def test_a_list_of_members_in_eleven_languages(tmp_path, header):
    found = read(tmp_path, lines(header, "ava@example.com;13/03/2026;Gold;1.250;2"))
    (row,) = found.rows("members")
    assert (found.format, found.confidence) == ("generic_members", "generic")
    assert filled(row, "tier", "points", "referrals", "state") == ["Gold", 1250, 2, None]
    assert day(row["day"]) == "2026-03-13"


def test_points_earned_spent_and_to_spend_are_kept_apart(tmp_path):
    header = "email,points_approved,points_pending,points_spent,points_earned,loyalty_tier_name,enrolled_at"
    (row,) = read(tmp_path, lines(header, "ava@example.com,12.5,5,50,62.5,Gold,2026-01-01")).rows("members")
    assert filled(row, "points", "points_spent", "points_earned") == [12.5, 50, 62.5]


def test_nobody_and_the_same_member_again_are_set_aside_by_name(tmp_path):
    rows = ["ava@example.com,2026-03-01,Gold,1", ",2026-03-01,Gold,1", "AVA@example.com,2026-03-01,Gold,2"]
    found = read(tmp_path, lines("Email,Joined on,Tier,Points", *rows))
    assert found.column("members", "points") == [2]
    assert len(set(found.reasons)) == found.rows_in - found.rows_kept == 2


def test_a_list_of_customers_is_no_list_of_members(tmp_path):
    header = "Customer ID,First Name,Email,Accepts Email Marketing,Total Spent,Total Orders,Tags"
    assert format_of(tmp_path, lines(header, "1,Ava,ava@example.com,yes,20.00,2,x")) != "generic_members"


def test_loyaltylion_counts_guests_of_the_programme_who_are_no_members(tmp_path):
    header = (
        "Email,Points approved,Points pending,Points spent,Points balance,Loyalty tier,Joined at,Enrolled"
    )
    rows = [
        "ava@example.com,90,0,40,50,Gold,2026-01-05 10:00:00,true",
        "bo@example.com,0,0,0,0,,2026-01-05 10:00:00,false",
    ]
    found = read(tmp_path, lines(header, *rows))
    assert found.format == "loyaltylion"
    assert found.column("members", "points") == [50, 0]
    assert found.column("members", "state") == ["member", "candidate"]


def test_movements_of_points_are_no_members(tmp_path):
    rows = [f"2026-01-{n:02},p{n % 3}@example.com,Order,{n},100" for n in range(1, 13)]
    with pytest.raises(SourceError, match="movement of points"):
        read(tmp_path, lines("Date,Email,Activity,Points,Balance", *rows))


def test_points_spent_may_be_written_below_zero_and_a_balance_below_zero_is_told(tmp_path):
    rows = ["a@example.com,2026-01-02,-20,-50", "b@example.com,2026-01-03,5,0"]
    found = read(tmp_path, lines("Email,Joined,Points balance,Points spent", *rows))
    assert found.column("members", "points") == [-20, 5]
    assert found.column("members", "points_spent") == [50, 0]
    assert any("In 1 row Points balance is below zero" in str(told) for told in found.warnings)


@pytest.mark.parametrize("name", ["Aktuelle Punkte", "Punti attuali", "Puntos totales", "Liczba punktów"])
def test_a_balance_of_points_may_be_called_current_or_total(tmp_path, name):
    found = read(tmp_path, lines(f"E-Mail,Joined on,{name}", "a@example.com,2026-03-01,5"))
    assert found.column("members", "points") == [5]


def test_reviews_are_no_members_though_their_words_are_points_in_another_language(tmp_path):
    reviews = lines(
        "handle,rating,author,email,body,created_at",
        "mug,5,Ava,ava@example.com,Good and round,2026-09-13",
        "mug,3,Bo,bo@example.com,It leaks a little,2026-09-14",
    )
    assert format_of(tmp_path, reviews) == "generic_survey"


def test_orders_with_the_points_that_each_brought_are_orders(tmp_path):
    orders = lines(
        "Order,Date,Email,Total,Points earned,Points redeemed,Loyalty tier",
        "1001,2026-09-13,ava@example.com,20.00,20,0,Gold",
        "1002,2026-09-14,ava@example.com,12.00,12,0,Gold",
    )
    assert format_of(tmp_path, orders) == "generic_orders"


@pytest.mark.parametrize(
    "header", ["Card number,Email,Joined on,Left on,Points", "Tessera,Email,Iscritto il,Disattivato il,Punti"]
)
def test_a_member_with_a_day_of_leaving_is_one_no_more(tmp_path, header):
    rows = ("7,ava@example.com,2025-03-01,,100", "8,bo@example.com,2025-03-02,2026-01-05,20")
    assert read(tmp_path, lines(header, *rows)).column("members", "state") == ["member", "disabled"]


@pytest.mark.parametrize(
    "header",
    [
        "E-mail iscritto;Data iscrizione;Livello;Saldo punti;Premi riscattati",
        "Correo del socio;Fecha de alta;Nivel;Saldo de puntos;Premios canjeados",
        "E-mail klubowicza;Data dołączenia;Poziom;Saldo punktów;Odebrane nagrody",
        "E-Mail Mitglied;Beitrittsdatum;Stufe;Punktestand;Eingelöste Prämien",
        "E-mail adhérent;Date d'adhésion;Niveau;Solde de points;Récompenses utilisées",
        "E-mail do membro;Data de adesão;Nível;Saldo de pontos;Recompensas resgatadas",
        "E-mail lid;Lid sinds;Niveau;Puntensaldo;Ingewisselde beloningen",
    ],
)
def test_the_address_of_a_member_is_one_in_each_language(tmp_path, header):
    found = read(tmp_path, lines(header, "ava@example.com;2026-03-21;Gold;120;2"))
    (member,) = found.rows("members")
    assert member["customer_key"] is not None
    assert (day(member["day"]), member["tier"]) == ("2026-03-21", "Gold")
    assert (member["points"], member["redemptions"]) == (120, 2)


def test_who_has_not_enrolled_is_no_member_whatever_another_column_says(tmp_path):
    header = "Customer ID,Email,Points approved,Points pending,Points spent,Enrolled,Guest"
    found = read(
        tmp_path, lines(header, "1,ava@example.com,10,0,0,true,false", "2,bo@example.com,0,0,0,false,false")
    )
    assert found.column("members", "state") == ["member", "candidate"]
