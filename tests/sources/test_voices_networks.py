"""Whose figures are these: proven by the file, by the other files of the drop, or asked."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engagement.sources.recognition.recipes import Recipe
from tests.sources.voices import drop, questions_of, value, warned

POSTS = "Post ID,Account username,Publish time,Permalink,Views,Likes,Comments,Shares,Saves\n"


def daily(folder, title, figures, name):
    days = "".join(f'"2026-03-{day:02}T00:00:00","{count}"\n' for day, count in enumerate(figures, 1))
    path = folder / name
    path.write_bytes(f'\ufeffsep=,\n"{title}"\n"Date","Primary"\n{days}'.encode("utf-16-le"))
    return path


def posts(folder):
    path = folder / "posts.csv"
    rows = [
        f"1{day:016},lume,03/{day:02}/2026 10:00,https://www.instagram.com/p/Cup{day}/,700,1,1,1,1\n"
        for day in range(1, 9)
    ]
    path.write_text(POSTS + "".join(rows), encoding="utf-8")
    return path


def test_the_other_files_of_a_drop_tell_the_network(tmp_path):
    views = daily(tmp_path, "Views", [900, 910], "Views.csv")
    result = drop(views, daily(tmp_path, "Instagram follows", [1, 2], "follows.csv"), posts(tmp_path))
    assert questions_of(result) == set()
    assert "Read as Instagram" in warned(result)
    assert value(result, "views") == 5_600


@pytest.mark.parametrize("title", ["Views", "Visualizzazioni", "Reach", "Alcance"])
def test_a_file_alone_is_asked_about_and_stands_under_no_network(tmp_path, title):
    result = drop(daily(tmp_path, title, [900, 910], "Download.csv"))
    assert questions_of(result) == {"network"}
    assert result[0].tables["audience"].column("network").to_pylist() == ["unknown"] * 2


def test_beside_files_of_both_networks_it_is_asked(tmp_path):
    result = drop(
        daily(tmp_path, "Views", [900], "a.csv"),
        daily(tmp_path, "Facebook follows", [1], "b.csv"),
        daily(tmp_path, "Instagram follows", [1], "c.csv"),
    )
    assert questions_of(result) == {"network"}


@given(
    st.lists(st.integers(0, 5_000), min_size=3, max_size=3),
    st.lists(st.integers(0, 5_000), min_size=3, max_size=3),
)
@settings(max_examples=4, deadline=None)
def test_two_files_of_one_title_are_never_one_the_other(tmp_path_factory, first, second):
    folder = tmp_path_factory.mktemp("drop")
    result = drop(
        daily(folder, "Views", first, "Views.csv"),
        daily(folder, "Views", second, "Views (1).csv"),
        posts(folder),
    )
    if first == second:
        assert questions_of(result) == set()
    else:
        assert questions_of(result) == {"network"}
        # Instagram's posts have their views; what nobody has named is added to none.
        assert value(result, "views") == 5_600
    assert value(drop(*(folder / name for name in ("Views.csv", "Views (1).csv"))), "views") == sum(
        first + second
    )


def test_an_answer_holds_for_its_file_and_not_for_the_other_of_the_same_title(tmp_path):
    paths = daily(tmp_path, "Views", [1, 2], "Views.csv"), daily(tmp_path, "Views", [30, 40], "Views (1).csv")
    imported = drop(*paths)
    answer = Recipe(imported[0].report.shape, "social", {}, network="instagram")
    result = drop(*paths, recipes=[answer])
    assert [one.tables["audience"].column("network")[0].as_py() for one in result] == ["instagram", "unknown"]


def test_two_blocks_of_one_file_keep_their_networks(tmp_path):
    blocks = [
        f'"{n} views"\n"Date","Primary"\n"2026-03-01T00:00:00","{v}"\n'
        for n, v in (("Facebook", 5), ("Instagram", 7))
    ]
    path = tmp_path / "Results.csv"
    path.write_bytes(("\ufeffsep=,\n" + "\n".join(blocks)).encode("utf-16-le"))
    result = drop(path)
    rows = [row for one in result for row in one.tables["audience"].to_pylist()]
    assert [(row["network"], row["views"]) for row in rows] == [("facebook", 5), ("instagram", 7)]


def test_followers_in_all_are_those_of_the_last_day_beside_them(shared, tmp_path):
    audience = shared / "cases/voices/meta_audience_stack.csv"
    result = drop(audience, daily(tmp_path, "Instagram follows", [3, 4], "follows.csv"))
    assert value(result, "followers") == 1_880 + 3_204
    totals = [one.tables["audience"].to_pylist() for one in result if one.tables.get("audience") is not None]
    assert {row["day"] for rows in totals for row in rows if row["followers"]} == {20_514}


def test_the_cases_of_networks(shared):
    folder = shared / "cases/voices"
    result = drop(*(folder / f"meta_views_without_network{part}.csv" for part in ("", ".follows", ".posts")))
    assert (value(result, "views"), value(result, "impressions"), questions_of(result)) == (
        10_255,
        10_255,
        set(),
    )
    result = drop(*(folder / f"meta_same_title_two_networks{part}.csv" for part in ("", ".second")))
    assert (value(result, "views"), questions_of(result)) == (28_910 + 4_291, {"network"})
    result = drop(folder / "instagram_followers_with_difference.csv")
    assert (result[0].report.confidence, questions_of(result)) == ("generic", {"network"})
    result = drop(folder / "posts_with_conversions_and_engagement_rate.csv")
    assert (result[0].report.kind, value(result, "impressions"), value(result, "likes")) == (
        "social",
        18_550,
        511,
    )
    assert len(result[0].tables["posts"]) == 14
