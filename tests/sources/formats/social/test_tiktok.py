from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.formats.social_files import lines, read, read_path

EPOCH = date(1970, 1, 1)
OVERVIEW = '"Date","Video Views","Profile Views","Likes","Comments","Shares"'
ITALIAN = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]


def english(day: date) -> str:
    return f"{day:%B} {day.day}"


def overview(days: list[date]) -> str:
    return lines(OVERVIEW, *[f'"{english(day)}","{n}","1","2","-1","3"' for n, day in enumerate(days)])


def days_of(found) -> list[date]:
    return [EPOCH + timedelta(days=day) for day in found.column("audience", "day")]


def test_the_example_of_an_overview_rolls_over_the_new_year(shared):
    found = read_path(shared / "examples/social/tiktok_Overview.csv")
    assert (found.format, found.confidence, found.rows_kept) == ("tiktok", "exact", 3)
    days = days_of(found)
    assert [(d.month, d.day) for d in days] == [(12, 30), (12, 31), (1, 1)]
    assert days[2] - days[0] == timedelta(days=2)
    assert days[2] <= datetime.now().date()
    assert found.column("audience", "comments") == [2, 1, -1]
    assert found.column("audience", "visits") == [52, 77, 12]
    assert any("carry no year" in warning for warning in found.warnings)


def test_new_followers_are_worked_out_from_the_totals(shared):
    found = read_path(shared / "examples/social/tiktok_FollowerHistory.csv")
    assert found.column("audience", "followers") == [None, 10405, 10440]
    assert found.column("audience", "new_followers") == [None, None, 35]
    assert not any("cannot be read" in warning for warning in found.warnings)


def test_days_in_the_language_of_the_user_stand_below_english_headers():
    found = read(
        lines(
            OVERVIEW,
            '"30 Απριλίου","8","0","0","0","0"',
            '"1 Μαΐου","19462","291","1675","28","209"',
            '"2 Μαΐου","30640","454","3920","85","262"',
        ),
        "Overview.csv",
    )
    assert (found.format, found.rows_kept) == ("tiktok", 3)
    assert [(day.month, day.day) for day in days_of(found)] == [(4, 30), (5, 1), (5, 2)]
    assert sum(found.column("audience", "views")) == 50_110


def test_a_gap_in_the_days_gives_no_gain():
    found = read(
        lines(
            "Date,Followers,Difference in followers from previous day",
            "2026-03-01,100,0",
            "2026-03-02,107,9",
            "2026-03-05,150,9",
        )
    )
    assert found.column("audience", "new_followers") == [None, 7, None]


def test_the_example_of_videos_takes_the_id_from_the_link(shared):
    found = read_path(shared / "examples/social/tiktok_videos.csv")
    (post,) = found.rows("posts")
    assert (post["network"], post["post_id"]) == ("tiktok", "7300000000000000001")
    assert (post["views"], post["likes"], post["reach"], post["text"]) == (15400, 820, 12100, "Title, one")
    assert post["instant"] == datetime(2026, 9, 10, 18, 30)


def test_italian_days_are_read():
    last = datetime.now().date() - timedelta(days=3)
    days = [last - timedelta(days=back) for back in range(400 % 28, -1, -1)]
    rows = [f"{day.day} {ITALIAN[day.month - 1]},5,1,1,0,0" for day in days]
    header = "Data,Visualizzazioni video,Visualizzazioni del profilo,Mi piace,Commenti,Condivisioni"
    found = read(lines(header, *rows))
    assert found.format == "tiktok"
    assert days_of(found) == days
    assert found.column("audience", "views") == [5] * len(days)


def test_the_newest_day_may_stand_first():
    last = datetime.now().date()
    days = [last - timedelta(days=back) for back in range(365)]
    assert days_of(read(overview(days))) == days


def test_a_file_name_with_a_year_decides():
    found = read(overview([date(2024, 5, 3), date(2024, 5, 4)]), "Overview 2024.csv")
    assert days_of(found) == [date(2024, 5, 3), date(2024, 5, 4)]


def test_the_year_of_a_video_without_year_comes_from_its_number():
    uploaded = datetime(2024, 3, 2, 12)
    number = int(uploaded.timestamp()) << 32
    found = read(
        lines(
            "Time,Video title,Video link,Post time,Total likes,Total comments,Total shares,Total views",
            f"March 9,Hello,https://www.tiktok.com/@demo/video/{number},March 2,5,4,3,200",
        )
    )
    assert found.column("posts", "instant") == [datetime(2024, 3, 2)]
    assert found.column("posts", "views") == [200]


def test_spanish_videos_are_read():
    found = read(
        lines(
            "Título del video,Hora de publicación,Enlace del video,Visualizaciones totales,Me gusta totales,"
            "Comentarios totales,Veces compartido",
            "Hola,2026-09-10 18:30:00,https://www.tiktok.com/@demo/video/7300000000000000001,15400,820,44,63",
        )
    )
    (post,) = found.rows("posts")
    assert (found.format, post["views"], post["likes"], post["shares"]) == ("tiktok", 15400, 820, 63)


def test_viewers_are_people_and_not_views():
    day = datetime.now().date() - timedelta(days=1)
    found = read(lines("Date,Total Viewers,New Viewers,Returning Viewers", f"{english(day)},900,600,300"))
    (row,) = found.rows("audience")
    assert (found.format, row["reach"], row["views"]) == ("tiktok", 900, None)


@pytest.mark.parametrize(
    "text",
    [
        "Gender,Distribution\nMale,0.4\nFemale,0.6",
        "Top territories,Distribution\nItaly,0.7\nPoland,0.3",
        "Date,Hour,Active followers\nSeptember 17,0,15\nSeptember 17,1,12",
    ],
)
def test_shares_of_followers_give_neither_posts_nor_days_and_say_so(text):
    found = read(text)
    assert (found.format, found.tables) == ("tiktok", {})
    assert found.warnings == [
        "The file holds neither posts nor days; its rows are read but no metric uses them"
    ]


def test_a_total_row_and_a_row_without_day_are_set_aside():
    day = datetime.now().date() - timedelta(days=1)
    found = read(lines(overview([day]), '"Total","9","9","9","9","9"', '"soon","9","9","9","9","9"'))
    assert (found.rows_in, found.rows_kept) == (3, 1)
    assert found.reasons == ["This is a total of the other rows", "This is not a date"]


@given(st.integers(0, 200), st.integers(2, 365), st.booleans())
def test_unbroken_days_that_end_lately_come_back_whole(ago, length, backwards):
    last = datetime.now().date() - timedelta(days=ago)
    days = [last - timedelta(days=back) for back in range(length)]
    if not backwards:
        days.reverse()
    assert days_of(read(overview(days))) == days
