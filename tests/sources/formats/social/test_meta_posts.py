from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.formats.social_files import lines, read, read_path

FACEBOOK = (
    "Post ID,Page ID,Page name,Title,Description,Duration (sec),Publish time,Caption type,Permalink,"
    "Is crosspost,Is share,Post type,Languages,Custom labels,Funded content status,Data comment,Date,"
    'Views,Reach,"Reactions, comments and shares",Reactions,Comments,Shares,Total clicks,Other Clicks'
)
INSTAGRAM = (
    "Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,"
    "Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves"
)

# The same two posts, as each language writes header, dates and numbers.
LANGUAGES = {
    "en": (
        (
            "Post ID,Account username,Description,Publish time,Permalink,Post type,Date,Views,Reach,Likes,"
            "Shares,Follows,Comments,Saves"
        ),
        "09/28/2026 18:12",
        "Lifetime",
    ),
    "it": (
        (
            "ID del post,Nome utente account,Descrizione,Orario di pubblicazione,"
            "Link permanente,Tipo di post,"
            "Data,Visualizzazioni,Copertura,Mi piace,Condivisioni,Nuovi follower,Commenti,Salvataggi"
        ),
        "28/09/2026 18:12",
        "Totale",
    ),
    "es": (
        (
            "Identificador de la publicación,Nombre de usuario de la cuenta,Descripción,Hora de publicación,"
            "Enlace permanente,Tipo de publicación,Fecha,Visualizaciones,Alcance,Me gusta,"
            "Veces que se ha compartido,Seguidores,Comentarios,Veces guardado"
        ),
        "09/28/2026 18:12",
        "Total",
    ),
    "pl": (
        (
            "Identyfikator posta,Nazwa użytkownika konta,Opis,Godzina publikacji,Stały link,Typ posta,Data,"
            "Wyświetlenia,Zasięg,Polubienia,Udostępnienia,Obserwujący,Komentarze,Zapisania"
        ),
        "2026-09-28 18:12",
        "Cały okres",
    ),
    "de": (
        (
            "Beitrags-ID,Benutzername des Kontos,Beschreibung,"
            "Veröffentlichungszeitpunkt,Permalink,Beitragstyp,"
            "Datum,Aufrufe,Reichweite,„Gefällt mir“-Angaben,Geteilte Inhalte,Follows,Kommentare,"
            "Gespeicherte Beiträge"
        ),
        "28.09.2026 18:12",
        "Gesamte Laufzeit",
    ),
    "fr": (
        (
            "Identifiant de la publication,Nom de profil du compte,Description,"
            "Heure de publication,Permalien,"
            "Type de publication,Date,Vues,Couverture,Mentions J’aime,Partages,"
            "Followers en plus,Commentaires,"
            "Enregistrements"
        ),
        "09/28/2026 18:12",
        "Durée de vie",
    ),
    "pt": (
        (
            "Identificação do post,Nome de usuário da conta,Descrição,Horário de publicação,Link permanente,"
            "Tipo de post,Data,Visualizações,Alcance,Curtidas,Compartilhamentos,Seguimentos,Comentários,"
            "Salvamentos"
        ),
        "09/28/2026 18:12",
        "Vitalício",
    ),
}


def instagram(*rows: str, header: str = INSTAGRAM) -> str:
    return lines(header, *rows)


def test_the_example_of_facebook_is_read_whole(shared):
    found = read_path(shared / "examples/social/meta_facebook_posts.csv")
    assert (found.format, found.confidence, found.rows_kept) == ("meta_posts", "exact", 2)
    first, second = found.rows("posts")
    assert first["text"] == 'Line one\nline two, "quoted"'
    assert (first["views"], first["reach"], first["clicks"], first["likes"]) == (1270, 920, 25, 30)
    assert (second["text"], second["type"], second["network"]) == ("Reel caption", "Reels", "facebook")
    assert second["instant"] == datetime(2026, 9, 24, 15, 30)
    assert second["saves"] is None
    assert second["impressions"] is None


def test_the_example_of_instagram_has_no_clicks(shared):
    found = read_path(shared / "examples/social/meta_instagram_posts.csv")
    assert found.column("posts", "network") == ["instagram", "instagram"]
    assert found.column("posts", "clicks") == [None, None]
    assert found.column("posts", "saves") == [55, 0]
    assert found.column("posts", "follows") == [14, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_the_same_post(language):
    header, when, lifetime = LANGUAGES[language]
    row = (
        f"178000001,shop,Hello,{when},https://www.instagram.com/p/A/,IG image,{lifetime},1200,900,80,7,3,11,5"
    )
    found = read(f"{header}\n{row}")
    assert (found.format, found.confidence) == ("meta_posts", "exact")
    (post,) = found.rows("posts")
    assert (post["network"], post["post_id"], post["account"]) == ("instagram", "178000001", "shop")
    assert post["instant"] == datetime(2026, 9, 28, 18, 12)
    figures = ("views", "reach", "likes", "shares", "follows", "comments", "saves")
    assert [post[f] for f in figures] == [1200, 900, 80, 7, 3, 11, 5]


def test_a_narrow_portuguese_table_with_semicolons_is_known_by_its_links():
    found = read(
        "Identificação da publicação;Descrição;Horário de publicação;Link permanente;Tipo de publicação;"
        "Visualizações;Alcance;Curtidas;Compartilhamentos;Comentários;Salvamentos\n"
        "555;Visita;15/09/2026 18:00;https://www.instagram.com/p/XYZ/;Imagem;2.300;1.100;120;9;14;40\n"
    )
    (post,) = found.rows("posts")
    assert (found.format, post["views"], post["reach"], post["shares"]) == ("meta_posts", 2300, 1100, 9)
    assert post["instant"] == datetime(2026, 9, 15, 18, 0)


def test_letter_case_of_the_header_does_not_matter():
    found = read(
        instagram(
            "1,2,s,S,d,0,09/28/2026 18:12,https://www.instagram.com/p/A/,IG reel,,Lifetime,5,4,3,2,1,0,0",
            header=INSTAGRAM.upper(),
        )
    )
    assert found.column("posts", "views") == [5]


def test_blanks_in_the_names_of_columns_do_not_matter():
    found = read(
        instagram(
            "1,2,s,S,d,0,09/28/2026 18:12,https://www.instagram.com/p/A/,IG reel,,Lifetime,5,4,3,2,1,0,0",
            header=INSTAGRAM.replace(" ", ""),
        )
    )
    assert (found.format, found.column("posts", "views")) == ("meta_posts", [5])


def test_old_impressions_are_not_views():
    header = INSTAGRAM.replace("Views", "Impressions")
    found = read(
        instagram(
            "1,2,s,S,d,0,09/28/2026 18:12,https://www.instagram.com/p/A/,IG reel,,Lifetime,5,4,3,2,1,0,0",
            header=header,
        )
    )
    (post,) = found.rows("posts")
    assert (post["impressions"], post["views"]) == (5, None)


def test_ambiguous_days_are_read_month_first_as_meta_writes_them():
    header, _, _ = LANGUAGES["pt"]
    found = read(f"{header}\n9,s,d,02/03/2026 10:00,https://www.instagram.com/p/A/,Reel,Total,1,1,1,1,1,1,1")
    assert found.column("posts", "instant") == [datetime(2026, 2, 3, 10, 0)]
    assert any("ambiguous" in warning for warning in found.warnings)


def test_an_id_that_excel_has_rounded_gives_way_to_the_link():
    row = "1.22158E+17,9,Shop,T,,0,09/28/2026 18:12,,{link},0,0,Photos,,,,,Lifetime,1,1,3,1,1,1,1,1"
    with_number = row.format(link="https://www.facebook.com/9/posts/122158123456789012")
    without = row.format(link="https://www.facebook.com/demo/posts/pfbid0A")
    found = read(lines(FACEBOOK, with_number, without))
    assert found.column("posts", "post_id") == [
        "122158123456789012",
        "https://www.facebook.com/demo/posts/pfbid0A",
    ]


def test_ids_that_end_in_zeros_throughout_are_rounded_too():
    rows = [
        f"{ident},2,s,S,d{n},0,09/2{n}/2026 18:12,https://www.instagram.com/p/{n}/,IG reel,,Lifetime,5,4,3"
        ",2,1,0,0"
        for n, ident in enumerate(("18278838484304700", "18278838484311100"))
    ]
    found = read(instagram(*rows))
    assert found.column("posts", "post_id") == [f"https://www.instagram.com/p/{n}/" for n in range(2)]


def test_facebook_without_total_clicks_gives_link_clicks():
    header = FACEBOOK.replace("Total clicks", "Link Clicks")
    found = read(
        f"{header}\n7,9,Shop,T,,0,09/28/2026 18:12,,https://www.facebook.com/r/7,0,0,Photos,,,,,Lifetime,"
        "1,1,3,1,1,1,12,1"
    )
    assert found.column("posts", "clicks") == [12]


@pytest.mark.parametrize("mark", ["", "-", "n/a", "undefined", "--"])
def test_what_is_not_there_is_missing_and_not_zero(mark):
    found = read(
        instagram(
            f"1,2,s,S,d,0,09/28/2026 18:12,https://www.instagram.com/p/A/,IG reel,,Lifetime,{mark},4,3,2"
            ",1,0,0"
        )
    )
    assert found.column("posts", "views") == [None]
    assert found.warnings == []


def test_a_total_row_is_set_aside_by_name_but_a_post_called_total_is_not():
    post = "7,9,Shop,Total,,0,09/28/2026 18:12,,https://www.facebook.com/r/7,0,0,Photos,,,,,Lifetime,1,1,3"
    post += ",1,1,1,1,1"
    total = "Total,,,,,,,,,,,,,,,,,99,99,99,99,99,99,99,99"
    found = read(lines(FACEBOOK, post, total))
    assert (found.rows_kept, found.reasons) == (1, ["This is a total of the other rows"])
    assert found.column("posts", "text") == ["Total"]


def daily(ident: str, date: str, views: int, reach: int) -> str:
    return (
        f"{ident},2,s,S,d,0,09/20/2026 18:12,https://www.instagram.com/p/{ident}/,IG reel,,{date},"
        f"{views},{reach},0,0,0,0,0"
    )


def test_days_of_a_post_are_never_added_to_its_total():
    found = read(
        instagram(
            daily("1", "09/20/2026", 40, 30),
            daily("1", "09/21/2026", 25, 20),
            daily("1", "Lifetime", 65, 45),
            daily("2", "Lifetime", 9, 8),
        )
    )
    assert found.column("posts", "views") == [65, 9]
    assert found.reasons == ["A single day of a post whose total stands in the same file"] * 2


def test_figures_that_run_on_from_day_to_day_count_on_the_last_day():
    found = read(instagram(daily("1", "09/21/2026", 65, 45), daily("1", "09/20/2026", 40, 30)))
    assert found.column("posts", "views") == [65]
    assert found.column("posts", "reach") == [45]


def test_days_of_their_own_are_added_up_but_for_reach():
    found = read(
        instagram(
            daily("1", "09/20/2026", 40, 30), daily("1", "09/21/2026", 25, 20), daily("2", "09/21/2026", 7, 7)
        )
    )
    assert found.column("posts", "views") == [65, 7]
    assert found.column("posts", "reach") == [None, 7]
    assert found.reasons == ["A single day of a post; it is counted in the row of the post's last day"]
    assert any("added up" in warning for warning in found.warnings)


def test_a_post_that_stands_twice_is_kept_once():
    found = read(instagram(daily("1", "Lifetime", 40, 30), daily("1", "Lifetime", 41, 31)))
    assert found.column("posts", "views") == [41]
    assert len(found.reasons) == 1


def test_exports_in_two_languages_below_each_other_fill_each_other():
    header = "Post ID,Account username,Publish time,Permalink,Post type,Type de publication,Views,Vues"
    found = read(
        lines(
            header,
            "1,s,09/28/2026 18:12,https://www.instagram.com/p/1/,IG reel,,50,",
            "2,s,09/29/2026 18:12,https://www.instagram.com/p/2/,,Reel IG,,60",
        )
    )
    assert found.column("posts", "views") == [50, 60]
    assert found.column("posts", "type") == ["IG reel", "Reel IG"]


def test_captions_are_normalised_and_keep_emoji_and_line_breaks():
    found = read(
        instagram(
            '1,2,s,S,"\U0001d401\U0001d428\U0001d425\U0001d41d 🎉\nsecond",0,'
            "09/28/2026 18:12,https://www.instagram.com/p/A/,IG reel,,"
            "Lifetime,5,4,3,2,1,0,0"
        )
    )
    assert found.column("posts", "text") == ["Bold 🎉\nsecond"]


def test_old_page_insights_with_their_row_of_explanations_are_read():
    header = (
        "Post ID,Permalink,Post Message,Type,Countries,Languages,Posted,Audience Targeting,"
        "Lifetime Post Total Reach,Lifetime Post Total Impressions,Lifetime Post Consumptions"
    )
    found = read(
        lines(
            header,
            ",,,,,,,,Lifetime: people reached (Unique Users),"
            "Lifetime: times shown (Total Count),Lifetime: clicks anywhere in your post (Total Count)",
            "9_1,https://www.facebook.com/9/posts/1,Hello,Photo,,,09/28/2020 08:12:11 AM,,900,1200,80",
        )
    )
    (post,) = found.rows("posts")
    assert (post["reach"], post["impressions"], post["network"]) == (900, 1200, "facebook")
    assert post["clicks"] == 80


COLUMNS = {
    "Post ID": "1",
    "Account username": "shop",
    "Description": "Hi",
    "Publish time": "09/28/2026 18:12",
    "Permalink": "https://www.instagram.com/p/A/",
    "Views": "15,000",
    "Reach": "9800",
    "Likes": "410",
    "Shares": "120",
    "Follows": "14",
    "Comments": "20",
    "Saves": "55",
    "Date": "Lifetime",
    "Post type": "IG reel",
    "Data comment": "",
    "Duration (sec)": "0",
}
NEEDED = {"Post ID", "Publish time", "Permalink", "Views"}


@given(st.permutations(sorted(COLUMNS)), st.sets(st.sampled_from(sorted(set(COLUMNS) - NEEDED))))
def test_order_and_width_of_the_header_do_not_matter(order, dropped):
    names = [name for name in order if name not in dropped]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerow([COLUMNS[name] for name in names])
    (post,) = read(out.getvalue()).rows("posts")
    assert (post["post_id"], post["views"], post["network"]) == ("1", 15000, "instagram")
    assert post["likes"] == (None if "Likes" in dropped else 410)


FACEBOOK_WORDS = {
    "fr": (
        "Identifiant de la publication,ID de la page,Nom de la page,Titre,Description,Heure de publication,"
        "Permalien,Type de publication,Commentaire des données,Date,Vues,Couverture,"
        '"Réactions, commentaires et partages",Réactions,Commentaires,Partages,Total des clics,Autres clics,'
        "Vues de Publications organiques"
    ),
    "it": (
        "ID del post,ID pagina,Nome della pagina,Titolo,Descrizione,Orario di pubblicazione,"
        "Link permanente,Tipo di post,Commento sui dati,Data,Visualizzazioni,Copertura,"
        '"Reazioni, commenti e condivisioni",Reazioni,Commenti,Condivisioni,Totale clic,Altri clic,'
        "Visualizzazioni da post organici"
    ),
    "es": (
        "Identificador de la publicación,Identificador de la página,Nombre de la página,Título,Descripción,"
        "Hora de publicación,Enlace permanente,Tipo de publicación,Comentario de los datos,Fecha,"
        'Visualizaciones,Alcance,"Reacciones, comentarios y veces que se ha compartido",Reacciones,'
        "Comentarios,Veces que se ha compartido,Total de clics,Otros clics,Visualizaciones orgánicas"
    ),
    "pl": (
        "Identyfikator posta,Identyfikator strony,Nazwa strony,Tytuł,Opis,Godzina publikacji,"
        "Link bezpośredni,Typ posta,Komentarz do danych,Data,Wyświetlenia,Zasięg,"
        '"Reakcje, komentarze i udostępnienia",Reakcje,Komentarze,Udostępnienia,Łączna liczba kliknięć,'
        "Inne kliknięcia,Wyświetlenia organiczne"
    ),
}


@pytest.mark.parametrize("language", FACEBOOK_WORDS)
def test_facebook_posts_of_other_languages_give_the_same_post(language):
    row = "122,100,Shop,Hello,,09/28/2026 18:12,https://www.facebook.com/reel/1,Photos,,Total,1270,920,44,30,8,6,25,20,9"
    (post,) = read(f"{FACEBOOK_WORDS[language]}\n{row}").rows("posts")
    assert (post["network"], post["account"], post["text"]) == ("facebook", "Shop", "Hello")
    figures = ("views", "reach", "likes", "comments", "shares", "clicks")
    assert [post[f] for f in figures] == [1270, 920, 30, 8, 6, 25]


def test_replies_and_link_clicks_of_stories_are_read():
    header = "Post ID,Account username,Publish time,Permalink,Post type,Views,Reach,Replies,Link clicks"
    found = read(
        f"{header}\n18,s,09/28/2026 18:12,https://www.instagram.com/stories/s/18,IG story,100,90,2,4"
    )
    assert found.column("posts", "comments") == [2]
    assert found.column("posts", "clicks") == [4]
