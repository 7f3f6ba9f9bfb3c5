"""A network that is only described gives posts or days, and its counts as the description adds them."""

from __future__ import annotations

import pytest

from engagement.sources.columns.typed import Cells
from engagement.sources.formats.described.social_export import SocialFigure, social_export
from engagement.sources.model.hints import Hints
from tests.sources.formats.described.test_order_export import raw

FORM = social_export(
    key="chatter",
    platform="Chatter",
    export="Profile",
    signature=(("Post ID", "Post text", "Likes"),),
    posts={"shares": SocialFigure(concepts=("shares", "reposts"), added_up=True)},
    days={
        "new_followers": SocialFigure(concepts=("follows",), less="unfollows"),
        "views": SocialFigure(columns=("Looks",)),
    },
)


def read(**cells):
    rows = [{name.replace("_", " "): value for name, value in cells.items()}]
    return FORM.read(Cells(raw(rows), key=b"k" * 32, hints=Hints()))


@pytest.mark.parametrize(("shares", "reposts", "sum_"), [("2", "3", 5), (None, "3", 3), ("2", None, 2)])
def test_counts_of_a_post_that_are_added_up_are_their_sum_or_the_one_that_is_there(shares, reposts, sum_):
    found = read(Post_ID="p1", Post_text="New", Date="2026-03-01", Shares=shares, Reposts=reposts)
    assert found["posts"].select(["network", "post_id", "shares"]).to_pylist() == [
        {"network": "chatter", "post_id": "p1", "shares": sum_}
    ]


@pytest.mark.parametrize(("lost", "won"), [("4", 3), (None, 7)])
def test_a_day_wins_the_followers_that_came_less_those_that_left(lost, won):
    found = read(Date="2026-03-01", New_follows="7", Unfollows=lost, Looks="90")
    assert found["audience"].select(["new_followers", "views"]).to_pylist() == [
        {"new_followers": won, "views": 90}
    ]
