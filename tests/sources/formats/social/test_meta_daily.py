from __future__ import annotations

import pytest

from tests.sources.formats.social_files import Reading, read, read_path

DAYS = '"2026-08-01T00:00:00","11"\n"2026-08-02T00:00:00","-"\n"2026-08-03T00:00:00","1,313"\n'


def daily(
    title: str, days: str = DAYS, *, header: str = '"Date","Primary"', file: str = "file.csv"
) -> Reading:
    text = f'\ufeffsep=,\n"{title}"\n{header}\n{days}'
    return read(text.encode("utf-16-le"), file)


@pytest.mark.parametrize(
    ("file", "figure"), [("follows", "new_followers"), ("interactions", "interactions"), ("views", "views")]
)
def test_the_examples_give_one_figure_a_day(shared, file, figure):
    found = read_path(shared / f"examples/social/meta_daily_{file}_utf16.csv")
    assert (found.format, found.confidence, found.rows_kept) == ("meta_daily", "exact", 28)
    assert sum(found.column("audience", figure)) == sum(range(11, 39))


@pytest.mark.parametrize(
    ("title", "network", "figure"),
    [
        ("Facebook follows", "facebook", "new_followers"),
        ("Instagram follows", "instagram", "new_followers"),
        ("Nuovi follower di Instagram", "instagram", "new_followers"),
        ("Seguidores de Instagram", "instagram", "new_followers"),
        ("Obserwujący na Facebooku", "facebook", "new_followers"),
        ("Instagram views", "instagram", "views"),
        ("Visualizzazioni di Facebook", "facebook", "views"),
        ("Wyświetlenia na Instagramie", "instagram", "views"),
        ("Instagram-Aufrufe", "instagram", "views"),
        ("Instagram reach", "instagram", "reach"),
        ("Facebook viewers", "facebook", "reach"),
        ("Copertura di Instagram", "instagram", "reach"),
        ("Alcance de Facebook", "facebook", "reach"),
        ("Zasięg na Instagramie", "instagram", "reach"),
        ("Reichweite auf Facebook", "facebook", "reach"),
        ("Couverture Facebook", "facebook", "reach"),
        ("Facebook content interactions", "facebook", "interactions"),
        ("Interazioni con i contenuti di Instagram", "instagram", "interactions"),
        ("Interações com o conteúdo do Instagram", "instagram", "interactions"),
        ("Facebook link clicks", "facebook", "clicks"),
        ("Clic sul link di Instagram", "instagram", "clicks"),
        ("Kliknięcia linku na Facebooku", "facebook", "clicks"),
        ("Facebook visits", "facebook", "visits"),
        ("Visite al profilo di Instagram", "instagram", "visits"),
        ("Visitas a Facebook", "facebook", "visits"),
        ("Facebook-Besuche", "facebook", "visits"),
    ],
)
def test_the_title_names_metric_and_network_in_any_language(title, network, figure):
    found = daily(title)
    assert found.column("audience", "network") == [network] * 3
    assert found.column("audience", figure) == [11, None, 1313]
    assert found.column("audience", "day") == [20666, 20667, 20668]
    assert found.warnings == []


def test_a_title_without_network_takes_it_from_the_file_name():
    found = daily("Views", file="Instagram Views.csv")
    assert found.column("audience", "network") == ["instagram"] * 3
    assert found.warnings == []


def test_where_nothing_says_the_network_it_is_asked_and_never_assumed():
    found = daily("Views")
    assert found.column("audience", "network") == ["unknown"] * 3
    assert any("Facebook's or Instagram's" in warning for warning in found.warnings)
    assert found.column("audience", "views") == [11, None, 1313]


def test_header_words_of_other_languages_are_known():
    found = daily("Copertura di Facebook", header='"Data","Principale"')
    assert (found.format, found.column("audience", "reach")) == ("meta_daily", [11, None, 1313])


@pytest.mark.parametrize(
    "title", ["Minutes viewed", "Unfollows", "3-second video views", "Estimated earnings"]
)
def test_a_title_that_names_no_known_figure_is_said_and_nothing_is_made_up(title):
    found = daily(title)
    assert found.tables == {}
    assert found.rows_kept == 3
    assert any(title in warning for warning in found.warnings)


def test_a_total_row_is_set_aside_by_name():
    found = daily("Instagram views", DAYS + '"Total","1324"\n')
    assert found.reasons == ["This is a total of the other rows"]
    assert found.rows_kept == 3


@pytest.mark.parametrize("first", [True, False])
def test_a_stack_of_tables_is_not_counted_a_second_time(first):
    days = f'"Follows"\n"Date","Primary"\n{DAYS}'
    rest = '"Age & gender"\n"","Women","Men"\n"18-24","1.2%","2.3%"\n"25-34","4.2%","5.3%"\n'
    text = "\ufeffsep=,\n" + (f"{days}\n{rest}" if first else f"{rest}\n{days}")
    found = read(text.encode("utf-16-le"), "Audience.csv")
    assert (found.format, found.tables, found.rows_kept) == ("meta_daily", {}, 0)
    assert any("stacks several tables" in warning for warning in found.warnings)


def test_files_of_one_page_share_their_days():
    days = [
        {(row["network"], row["account"], row["day"]) for row in daily(title).rows("audience")}
        for title in ("Instagram follows", "Instagram views")
    ]
    assert days[0] == days[1]
