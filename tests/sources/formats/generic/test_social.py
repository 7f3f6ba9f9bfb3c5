from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.sources.importing import reading
from engagement.sources.model.hints import Hints
from engagement.sources.model.raw_table import SourceError
from tests.sources.formats.social_files import lines, read, read_path


def test_the_example_of_hootsuite_is_read_from_its_third_line(shared):
    found = read_path(shared / "examples/social/unconfirmed_hootsuite_posts.csv")
    assert (found.format, found.confidence) == ("generic_social", "generic")
    (post,) = found.rows("posts")
    assert (post["network"], post["post_id"], post["type"]) == ("facebook", "111_222", "Photo")
    assert post["instant"] == datetime(2026, 3, 1, 14, 30)
    figures = ("impressions", "reach", "likes", "comments", "shares", "clicks", "views")
    assert [post[f] for f in figures] == [1200, 900, 60, 15, 10, 30, None]


def test_the_example_of_buffer_has_no_reach(shared):
    (post,) = read_path(shared / "examples/social/unconfirmed_buffer_posts.csv").rows("posts")
    assert (post["network"], post["text"], post["reach"], post["clicks"]) == ("x", "Hello", None, 12)
    assert post["post_id"] == "1775000000000000000"


def test_metricool_with_semicolons_and_points_in_numbers_is_read():
    found = read(
        "Fecha;Red;Contenido;Enlace;Impresiones;Alcance;Me gusta;Comentarios;Compartidos;Guardados;Clics\n"
        "28/09/2026 18:00;Instagram;Hola;https://www.instagram.com/p/A/;2.345;1.900;120;9;14;40;3\n"
    )
    (post,) = found.rows("posts")
    assert (found.confidence, post["network"], post["impressions"]) == ("generic", "instagram", 2345)
    assert (post["saves"], post["instant"]) == (40, datetime(2026, 9, 28, 18))


def test_sprout_is_read():
    found = read(
        lines(
            "Date,Post ID,Network,Post Type,Content Type,Profile,Sent by,Link,"
            "Post,Linked Content,Impressions,"
            "Organic Impressions,Reach,Reactions,Likes,Comments,Shares,Saves,Post Link Clicks",
            "9/28/2026 6:12 pm,77,Facebook,Post,Photo,Demo Page,Ann,https://www.facebook.com/r/7,Hi,,"
            '"1,200",900,800,44,30,8,6,,25',
        )
    )
    (post,) = found.rows("posts")
    assert (post["network"], post["account"], post["post_id"]) == ("facebook", "Demo Page", "77")
    assert (post["likes"], post["clicks"], post["saves"]) == (44, 25, None)
    assert post["instant"] == datetime(2026, 9, 28, 18, 12)


@pytest.mark.parametrize(
    "header",
    [
        "Date,Network,Text,Link,Impressions,Reach,Likes,Comments,Shares,Clicks",
        "Data,Rete,Testo,Link,Impressioni,Copertura,Mi piace,Commenti,Condivisioni,Clic",
        "Fecha,Red social,Texto,Enlace,Impresiones,Alcance,Me gusta,Comentarios,Compartidos,Clics",
        "Data,Platforma,Treść,Link,Impressions,Zasięg,Polubienia,Komentarze,Udostępnienia,Kliknięcia",
        "Datum,Netzwerk,Text,Link,Impressionen,Reichweite,Reaktionen,Kommentare,Geteilt,Klicks",
        "Date,Réseau,Texte,Lien,Impressions,Portée,J’aime,Commentaires,Partages,Clics",
        "Data,Rede,Legenda,Link,Impressões,Alcance,Curtidas,Comentários,Compartilhamentos,Cliques",
    ],
)
def test_a_table_of_posts_is_known_in_seven_languages(header):
    found = read(lines(header, "2026-09-28 18:12,LinkedIn,Hello,https://example.com/p/1,1200,900,80,11,7,3"))
    (post,) = found.rows("posts")
    assert (found.format, post["network"], post["text"]) == ("generic_social", "linkedin", "Hello")
    figures = ("impressions", "reach", "likes", "comments", "shares", "clicks")
    assert [post[f] for f in figures] == [1200, 900, 80, 11, 7, 3]


@pytest.mark.parametrize(
    ("header", "row", "network"),
    [
        (
            "Posted Date,Caption,Media Type,Likes,Comments,Impressions,Post URL",
            '"Sep 28, 2026 6:12 PM",Hi,image,10,2,300,https://www.instagram.com/p/A/',
            "instagram",
        ),
        (
            "id,timestamp,caption,like_count,comments_count,permalink",
            "18,2026-09-28T18:12:00+0000,Hi,10,2,https://www.instagram.com/p/A/",
            "instagram",
        ),
        (
            "videoId,title,publishedAt,viewCount,likeCount,commentCount",
            "aBcDeFgHiJ1,Hi,2026-09-28T18:12:00Z,300,10,2",
            "youtube",
        ),
        ("Post_ID,Platform,Post_Date,Views,Likes,Comments", "p1,TikTok,2026-09-28 18:12,300,10,2", "tiktok"),
    ],
)
def test_sheets_of_other_tools_and_programs_are_read(header, row, network):
    found = read(lines(header, row), f"{network}.csv")
    (post,) = found.rows("posts")
    assert (found.confidence, post["network"], post["likes"], post["comments"]) == ("generic", network, 10, 2)
    assert post["instant"] == datetime(2026, 9, 28, 18, 12)


def test_the_network_comes_from_the_link_then_from_the_file_name():
    header = "Date,Caption,URL,Likes,Comments,Reach"
    linked = "2026-09-28,Hi,https://www.pinterest.com/pin/5/,4,1,90"
    unlinked = "2026-09-29,Ho,,4,1,90"
    found = read(lines(header, linked, unlinked), "threads posts.csv")
    assert found.column("posts", "network") == ["pinterest", "threads"]


def test_an_unknown_network_is_said():
    found = read(lines("Date,Caption,Likes,Comments,Reach", "2026-09-28,Hi,4,1,90"))
    assert found.column("posts", "network") == ["unknown"]
    assert found.warnings == ["1 row does not say which network it belongs to"]


def test_a_post_without_id_and_link_keeps_its_name_from_export_to_export():
    header = "Date,Caption,Likes,Comments,Reach"
    names = [
        read(lines(header, f"2026-09-28 10:00,Hi,{likes},1,90"), "instagram.csv").column("posts", "post_id")
        for likes in (4, 9)
    ]
    assert names[0] == names[1]
    assert names[0][0].startswith("made-")


def test_the_shops_own_link_does_not_make_two_posts_one():
    header = "Date,Caption,Link,Likes,Comments,Reach"
    rows = [f"2026-09-{day} 10:00,Sale,https://shop.example.com/sale,{day},1,90" for day in (27, 28)]
    found = read(lines(header, *rows, "2026-09-29 10:00,Hi,https://example.com/p/7,4,1,90"), "buffer.csv")
    assert found.column("posts", "likes") == [27, 28, 4]
    assert found.column("posts", "post_id")[2] == "https://example.com/p/7"


def test_a_table_of_days_gives_the_audience():
    found = read(
        lines(
            "Date,Network,Profile,Followers,New followers,Impressions,Reach,Lost followers",
            "2026-09-28,Instagram,shop,1000,5,300,200,-2",
            "2026-09-29,Instagram,shop,1004,4,310,210,-1",
            "Total,,,,9,610,410,-3",
        )
    )
    assert (found.format, found.reasons) == ("generic_social", ["This is a total of the other rows"])
    assert found.column("audience", "followers") == [1000, 1004]
    assert found.column("audience", "new_followers") == [5, 4]
    assert found.column("audience", "account") == ["shop", "shop"]


def test_date_and_time_in_two_columns_become_one_instant():
    found = read(lines("Date,Time,Text,Likes,Reach", "2026-09-28,18:12,Hi,4,90"), "tiktok.csv")
    assert found.column("posts", "instant") == [datetime(2026, 9, 28, 18, 12)]


@pytest.mark.parametrize(
    "header",
    [
        "Campaign name,Day,Reach,Impressions,Link clicks,Amount spent (EUR)",
        "Date,Clicks,Impressions,CTR,Position",
        "Date,Subject,Recipients,Opens,Clicks,Shares",
        "Order ID,Date,Likes,Reach,Text",
        "Date,Product,Price",
    ],
)
def test_tables_of_other_things_are_not_taken_for_posts(header):
    row = ",".join(["2026-09-28"] * (header.count(",") + 1))
    try:
        found = read(lines(header, row, row))
    except SourceError:
        return
    assert found.format != "generic_social"


COLUMNS = {
    "Date": "2026-09-28 10:00",
    "Post text": "Hi",
    "Platform": "Instagram",
    "Permalink": "https://www.instagram.com/p/A/",
    "Impressions": "1,200",
    "Likes": "30",
    "Comments": "4",
    "Shares": "-",
    "Saves": "n/a",
    "Engagement rate": "3.5%",
}
NEEDED = {"Date", "Permalink", "Impressions", "Likes"}


@given(st.permutations(sorted(COLUMNS)), st.sets(st.sampled_from(sorted(set(COLUMNS) - NEEDED))))
def test_order_and_width_of_the_header_do_not_matter(order, dropped):
    names = [name for name in order if name not in dropped]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerow([COLUMNS[name] for name in names])
    (post,) = read(out.getvalue()).rows("posts")
    assert (post["network"], post["impressions"], post["likes"]) == ("instagram", 1200, 30)
    assert (post["shares"], post["saves"]) == (None, None)


def test_only_one_network_has_tweets():
    header = "Tweet ID,Tweet text,Posted date,Likes,Retweets,Replies,Mentions"
    found = read(f"{header}\n123456,Hello,2024-01-15,150,25,12,3\n123457,Bye,2024-01-16,89,15,8,1\n")
    figures = [(post["network"], post["likes"], post["shares"]) for post in found.rows("posts")]
    assert figures == [("x", 150, 25), ("x", 89, 15)]


@pytest.mark.parametrize(
    "header",
    ["Seguidores por dia", "Followers per day", "Follower al giorno", "Obserwujący dziennie", "Seguidores"],
)
def test_followers_by_day_are_totals_or_gains_as_their_figures_show(tmp_path, header):
    path = tmp_path / "daily.csv"
    for figures, totals in ((lambda n: 5000 + 11 * n, True), (lambda n: 5 + (n * 7) % 19, False)):
        rows = [f"2026-03-{n + 1:02},{figures(n)}" for n in range(25)]
        path.write_text("\n".join([f"Data,{header}", *rows]) + "\n", "utf-8")
        (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
        found = imported.tables["audience"]
        given = [figures(n) for n in range(25)]
        assert found.column("followers" if totals else "new_followers").to_pylist() == given
        assert found.column("new_followers" if totals else "followers").null_count == 25


@pytest.mark.parametrize("header", ["Novos seguidores", "New followers", "Nowi obserwujący", "Neue Follower"])
def test_new_followers_by_day_need_no_figure_beside_them(tmp_path, header):
    path = tmp_path / "daily.csv"
    path.write_text(f"Data,{header}\n2026-03-01,5\n2026-03-02,9\n", "utf-8")
    (imported,) = reading.read(path, path.name, key=b"k" * 32, hints=Hints())
    assert imported.tables["audience"].column("new_followers").to_pylist() == [5, 9]


@pytest.mark.parametrize(
    "header",
    [
        "Titolo;Link del Pin;Data di creazione;Impression;Clic sul Pin;Clic in uscita;Salvataggi",
        "Título;Enlace del Pin;Fecha de creación;Impresiones;Clics en Pines;Clics salientes;Guardados",
        "Pin-Titel;Pin-Link;Erstellt am;Impressionen;Pin-Klicks;Ausgehende Klicks;Gemerkt",
        "Titre;Lien de l'Épingle;Date de création;Impressions;Clics sur l'Épingle;Sortants;Enregistrements",
    ],
)
def test_pins_are_read_in_further_languages(header):
    row = "Vase;https://www.pinterest.com/pin/{n}/;2026-03-0{n};120;9;3;7\n"
    found = read(f"{header}\n" + "".join(row.format(n=n) for n in range(1, 5)))
    (post, *_) = found.rows("posts")
    figures = ("network", "impressions", "clicks", "saves")
    assert [post[name] for name in figures] == ["pinterest", 120, 9, 7]
