"""Counts of posts and days that cannot be are told, and stay as they stand."""

from __future__ import annotations

import pytest

from tests.sources.formats.social_files import lines, read

POSTS = "Post ID,Publish time,Permalink,Post type,Description,Views,Reach,Likes,Comments,Shares,Saves"


def posts(*figures: str, ident: str = "1790000000000{n}"):
    """Return what is read of one post a row of figures: views, reach, likes, comments, shares, saves."""
    return read(
        lines(
            POSTS,
            *(
                f"{ident.format(n=n)},05/0{n}/2026 10:00,https://www.instagram.com/p/A{n}/,IG reel,Lamp,{one}"
                for n, one in enumerate(figures, 1)
            ),
        )
    )


def told(found) -> str:
    return "\n".join(map(str, found.warnings))


def test_plain_counts_are_told_of_in_no_way():
    result = posts("100,90,9,1,0,2", "0,4,2,0,0,0")
    assert result.rows_kept == 2
    assert "seen" not in told(result)
    assert "below zero" not in told(result)


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ("100,90,-3,1,0,2", "In 1 row a count of people or of what they did is below zero"),
        ("-100,90,3,1,0,2", "In 1 row a count"),
        ("100,90,300,1,0,2", "1 post was liked by more, or reached more people, than the times it was seen"),
        ("100,900,3,1,0,2", "1 post was liked by more"),
    ],
)
def test_a_post_with_an_impossible_count_is_told(figures, sentence):
    result = posts("100,90,9,1,0,2", figures)
    assert result.rows_kept == 2
    assert sentence in told(result)


def test_ids_that_a_spreadsheet_has_shortened_are_told():
    result = posts("100,90,9,1,0,2", "100,90,9,1,0,2", ident="1.79E+16")
    assert result.rows_kept == 2
    assert "A spreadsheet has shortened the ids of posts in Post ID (1.79E+16, 1.79E+16)" in told(result)


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (("1000", "1010", "10", "1020"), "On 1 day followers are under half, or over twice"),
        (("1000", "1010", "1015", "1020"), ""),
        (("10", "30", "90", "270"), ""),
        (("1000", "1010", "-10", "1020"), "In 1 row a count"),
    ],
)
def test_followers_that_leap_and_come_back_are_told(days, sentence):
    result = read(
        lines("Date,Network,Followers", *(f"2026-05-0{n},Instagram,{one}" for n, one in enumerate(days, 1)))
    )
    assert sentence in told(result)
    assert bool(sentence) == bool("followers are" in told(result) or "In 1 row" in told(result))
