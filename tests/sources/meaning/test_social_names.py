from __future__ import annotations

import pytest

from engagement.sources.meaning.networks import id_in_link, network_in, network_of_link
from engagement.sources.meaning.vocabularies import SOCIAL, is_total
from engagement.sources.words.fold import fold


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Reactions, Comments and Shares", "reactions comments and shares"),
        ("„Gefällt mir“-Angaben", "gefallt mir angaben"),
        ("Udostępnienia\u200b", "udostepnienia"),
        ("\ufeffPost\u00a0ID", "post id"),
        ("Zasięg (łącznie)", "zasieg lacznie"),
    ],
)
def test_names_are_compared_without_accents_marks_and_capitals(written, expected):
    assert fold(written) == expected


def test_a_total_goes_before_its_parts_and_shares_are_no_figures():
    header = [
        "Impressions (organic)",
        "Impressions (total)",
        "Likes (%)",
        "Likes (vs. dislikes)",
        "Date (GMT)",
    ]
    assert SOCIAL.columns_for(header, "impressions") == ("Impressions (total)",)
    assert SOCIAL.columns_for(header, "likes") == ()
    assert SOCIAL.columns_for(header, "date") == ("Date (GMT)",)


@pytest.mark.parametrize(
    ("concept", "header"),
    [
        ("published", "Data e ora di pubblicazione"),
        ("type", "Typ publikacji"),
        ("type", "Tipo di pubblicazione"),
        ("type", "Beitragsart"),
        ("type", "Type de publication"),
        ("permalink", "Bezpośredni link"),
        ("permalink", "Link diretto"),
        ("permalink", "Enlace directo"),
        ("published", "Fecha y hora de publicación del contenido"),
        ("post_id", "Identificativo della pubblicazione del post"),
        ("permalink", "Link diretto al post"),
        ("likes", "Reazioni totali"),
        ("comments", "Commenti ricevuti"),
        ("shares", "Condivisioni del contenuto"),
        ("saves", "Salvataggi del post"),
        ("clicks", "Numero totale di clic"),
        ("reach", "Zasięg treści"),
    ],
)
def test_a_reworded_name_is_known_by_its_stems(concept, header):
    assert SOCIAL.columns_for([header, "Views"], concept) == (header,)


@pytest.mark.parametrize(
    ("concept", "header"),
    [
        ("likes", "Reazioni, commenti e condivisioni"),
        ("views", "Views from Organic posts"),
        ("views", "Visualizzazioni del profilo"),
        ("comments", "Commento sui dati"),
        ("reach", "Reach from Boosted posts"),
        ("views", "3-Second Video Views"),
        ("published", "Tipo di pubblicazione"),
        ("permalink", "Link clicks"),
        ("clicks", "Totale commenti"),
    ],
)
def test_parts_and_neighbours_of_a_figure_are_not_the_figure(concept, header):
    assert SOCIAL.columns_for([header], concept) == ()


@pytest.mark.parametrize(
    ("words", "network"),
    [
        ("Facebook Page", "facebook"),
        ("IG", "instagram"),
        ("X (Twitter)", "x"),
        ("X", "x"),
        ("account_overview_analytics.csv", "x"),
        ("TikTok", "tiktok"),
        ("LinkedIn Company", "linkedin"),
        ("YouTube", "youtube"),
        ("shop", None),
        ("Excel export", None),
        (None, None),
    ],
)
def test_networks_are_known_by_their_names(words, network):
    assert network_in(words) == network


@pytest.mark.parametrize(
    ("link", "network", "ident"),
    [
        ("https://www.instagram.com/p/AAA/", "instagram", None),
        ("https://m.facebook.com/demo/posts/1", "facebook", None),
        ("https://x.com/demo/status/1775?s=20", "x", "1775"),
        ("twitter.com/demo/status/1775", "x", "1775"),
        ("https://www.youtube.com/watch?app=desktop&v=aBcDeFgHiJ1", "youtube", "aBcDeFgHiJ1"),
        ("https://youtu.be/aBcDeFgHiJ1", "youtube", "aBcDeFgHiJ1"),
        ("https://www.tiktok.com/@demo/photo/7300000000000000001", "tiktok", "7300000000000000001"),
        (
            "https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001",
            "linkedin",
            "7300000000000000001",
        ),
        ("https://pinterest.it/pin/5", "pinterest", None),
        ("https://facebook.com.example.com/p/1", None, None),
        ("https://example.com/?u=instagram.com", None, None),
        ("no link", None, None),
        (None, None, None),
    ],
)
def test_links_tell_network_and_id(link, network, ident):
    assert network_of_link(link) == network
    assert id_in_link(link) == ident


@pytest.mark.parametrize("cell", ["Total", "TOTALE", "Gesamt", "Suma", "Razem", "Łącznie", "Grand total"])
def test_totals_are_known_in_every_language(cell):
    assert is_total(cell)


@pytest.mark.parametrize("cell", [None, "", "Total Eclipse", "Summer"])
def test_other_words_are_no_totals(cell):
    assert not is_total(cell)
