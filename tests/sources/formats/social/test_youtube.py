from __future__ import annotations

from datetime import datetime

import pytest

from tests.sources.formats.social_files import lines, read, read_path

HEADER = (
    "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,"
    "Impressions click-through rate (%)"
)
VIDEO = 'aBcDeFgHiJ1,A first video,"Sep 29, 2025",321,"1,200",45.5,-3,20000,4.25'


def test_a_table_of_content_gives_posts_and_sets_the_total_aside():
    found = read(lines(HEADER, "Total,,,,9999,300,12,50000,5", VIDEO))
    assert (found.format, found.confidence) == ("youtube", "exact")
    assert found.reasons == ["This is a total of the other rows"]
    (post,) = found.rows("posts")
    assert (post["network"], post["post_id"], post["text"]) == ("youtube", "aBcDeFgHiJ1", "A first video")
    assert post["instant"] == datetime(2025, 9, 29)
    assert (post["views"], post["impressions"], post["follows"]) == (1200, 20000, -3)
    assert post["watch_seconds"] == pytest.approx(45.5 * 3600)
    assert post["permalink"] == "https://www.youtube.com/watch?v=aBcDeFgHiJ1"


def test_clicks_come_from_impressions_and_their_rate_and_the_report_says_so():
    found = read(lines(HEADER, VIDEO))
    assert found.column("posts", "clicks") == [850]
    assert any("click-through rate" in warning for warning in found.warnings)


def test_without_a_rate_there_are_no_clicks():
    found = read('Content,Video title,Video publish time,Views,Watch time (hours)\nx1,T,"Sep 29, 2025",5,1.5')
    assert found.column("posts", "clicks") == [None]
    assert found.warnings == []


def test_thumbnail_impressions_are_impressions():
    header = HEADER.replace("Impressions click", "Thumbnail click").replace(
        ",Impressions", ",Thumbnail impressions"
    )
    found = read(lines(header, VIDEO))
    assert found.column("posts", "impressions") == [20000]
    assert found.column("posts", "clicks") == [850]


@pytest.mark.parametrize(
    ("header", "when", "total"),
    [
        (
            (
                "Contenuti,Titolo video,Ora pubblicazione video,Durata,Visualizzazioni,"
                "Tempo di visualizzazione (ore),Iscritti,Impressioni,"
                "Percentuale di clic delle impressioni (%)"
            ),
            "29 set 2025",
            "Totale",
        ),
        (
            (
                "Contenido,Título del vídeo,Hora de publicación del vídeo,Duración,Visualizaciones,"
                "Tiempo de visualización (horas),Suscriptores,Impresiones,"
                "Porcentaje de clics de las impresiones (%)"
            ),
            "29 sept 2025",
            "Total",
        ),
        (
            (
                "Treść,Tytuł filmu,Czas publikacji filmu,Czas trwania,Wyświetlenia,"
                "Czas oglądania (w godzinach),"
                "Subskrybenci,Wyświetlenia miniatur,Współczynnik klikalności wyświetleń (%)"
            ),
            "29 wrz 2025",
            "Łącznie",
        ),
        (
            (
                "Inhalte,Videotitel,Veröffentlichungszeitpunkt des Videos,Dauer,"
                "Aufrufe,Wiedergabezeit (Stunden),"
                "Abonnenten,Impressionen,Klickrate der Impressionen (%)"
            ),
            "29.09.2025",
            "Gesamt",
        ),
        (
            (
                "Contenus,Titre de la vidéo,Heure de publication de la vidéo,Durée,Vues,"
                "Durée de visionnage (heures),Abonnés,Impressions,Taux de clics par impressions (%)"
            ),
            "29 sept. 2025",
            "Total",
        ),
        (
            (
                "Conteúdo,Título do vídeo,Horário de publicação do vídeo,Duração,Visualizações,"
                "Tempo de exibição (horas),Inscritos,Impressões,Taxa de cliques de impressões (%)"
            ),
            "29 de set. de 2025",
            "Total",
        ),
    ],
)
def test_other_languages_give_the_same_post(header, when, total):
    found = read(lines(header, f"{total},,,,9,9,9,9,9", f"aBcDeFgHiJ1,T,{when},321,1200,45.5,2,20000,4.25"))
    assert (found.format, found.reasons) == ("youtube", ["This is a total of the other rows"])
    (post,) = found.rows("posts")
    assert post["instant"] == datetime(2025, 9, 29)
    assert (post["views"], post["impressions"], post["follows"], post["clicks"]) == (1200, 20000, 2, 850)


def test_a_table_by_date_gives_days():
    found = read(
        lines(
            "Date,Views,Watch time (hours),Average view duration,Subscribers",
            "Total,300,9.5,0:04:34,3",
            "2026-08-01,100,3.5,0:04:34,4",
            "2026-08-02,200,6.0,0:03:34,-1",
        ),
        "Table data.csv",
    )
    assert found.reasons == ["This is a total of the other rows"]
    assert found.column("audience", "views") == [100, 200]
    assert found.column("audience", "new_followers") == [4, -1]


def test_a_real_table_by_geography_says_what_it_can_give(shared):
    found = read_path(shared / "real/youtube_table_data.csv")
    assert (found.format, found.rows_in, found.rows_kept, found.tables) == ("youtube", 202, 201, {})
    assert found.reasons == ["This is a total of the other rows"]
    assert any("15503810 views by Geography" in warning for warning in found.warnings)


def test_real_totals_are_days_of_the_channel(shared):
    found = read_path(shared / "real/youtube_totals.csv")
    assert (found.format, found.rows_kept) == ("youtube", 365)
    assert sum(found.column("audience", "views")) == 15_503_810


def test_real_chart_data_is_never_added_up(shared):
    found = read_path(shared / "real/youtube_chart_data.csv")
    assert (found.format, found.rows_kept, found.tables) == ("youtube", 73_365, {})
    assert any("leading entries of Geography" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "header", ["Geography,Views", "Viewer gender,Views (%)", "Traffic source,Views,Watch time (hours)"]
)
def test_other_dimensions_are_known_without_a_telling_file_name(header):
    found = read(lines(header, *[f"{name}{',5' * header.count(',')}" for name in ("Total", "IT", "PL")]))
    assert (found.format, found.tables) == ("youtube", {})


def test_chart_data_of_videos_is_not_taken_for_posts():
    found = read(
        lines(
            "Date,Content,Video title,Video publish time,Duration,Views",
            '2026-08-01,aBcDeFgHiJ1,T,"Sep 29, 2025",321,5',
            '2026-08-02,aBcDeFgHiJ1,T,"Sep 29, 2025",321,6',
        ),
        "Chart data.csv",
    )
    assert found.tables == {}


def test_a_title_of_total_does_not_make_a_total():
    found = read(lines(HEADER, VIDEO.replace("A first video", "Total")))
    assert found.column("posts", "text") == ["Total"]


def test_the_rate_of_likes_is_not_a_number_of_likes():
    header = "Content,Video title,Video publish time,Views,Likes (vs. dislikes) (%),Watch time (hours)"
    found = read(lines(header, 'aBcDeFgHiJ1,T,"Sep 29, 2025",5,98.5,1'))
    assert found.column("posts", "likes") == [None]


def test_videos_without_publish_time_are_asked_for_again():
    found = read(lines("Content,Video title,Views,Watch time (hours)", "aBcDeFgHiJ1,T,5,1"))
    assert found.tables == {}
    assert found.warnings == ["The videos have no publish time; export the table again with that column"]
