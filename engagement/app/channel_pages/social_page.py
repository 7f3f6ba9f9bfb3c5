"""The sections below the figure on the page Social. Not in links, as these have no posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engagement.app.channel_pages import (
    explained_rows,
    hours_map,
    posts_ranked,
    rates_by_network,
    starting_followers,
    weeks_beside,
)
from engagement.app.navigation import current_shop
from engagement.app.ui import head
from engagement.app.ui.alone import redrawn_alone
from engagement.locale import message
from engagement.metrics.channels import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from engagement.metrics.model import View


def show(view: View, keys: Sequence[str]) -> None:
    """Show posts, the properties of good ones, their best hours, and weeks beside orders."""
    if view.k is not None:
        return
    house = current_shop.owners_view(view.question)
    rates_by_network.show(house, keys)
    if tables.POSTS.name not in house.locked_tables():
        posts = house.table(tables.POSTS.name)
        if not posts.empty:
            _posts(house, posts)
    weeks_beside.show(house, ("posts", "interactions"))
    starting_followers.show(house)


@redrawn_alone
def _posts(house: View, posts: pd.DataFrame) -> None:
    rate = posts_ranked.show(house, posts)
    kinds = house.table(tables.POST_KINDS.name)
    kinds = kinds[kinds["rate"] == rate]
    if not kinds.empty:
        head.section(
            tables.POST_KINDS.title,
            message(
                "The mean of each post's own rate, against all other posts of the network. Under 30 posts on "
                "a side nothing is compared. Kinds, days and hours go together, so one may stand for another."
            ),
            key="post_kinds",
        )
        channel = explained_rows.channels(kinds, "posts")
        of_channel = kinds[kinds["channel"] == channel]
        explained_rows.show(house, of_channel, tables.POST_KINDS, "post_kinds")
    hours_map.show(house)
