"""The tables of the two ladders, and their words."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.ladders.content_steps import content_ladder, has_content
from engagement.metrics.ladders.ladder_of_people import (
    engagement_levels,
    known_signs,
    knows_acts,
    levels_by_network,
)
from engagement.metrics.words import table_columns as columns

CONTENT_LADDER: Final = NamedTable(
    name="content_ladder",
    title=message("From click to application"),
    meaning=message(
        "What becomes of what a shop publishes, by Kirkpatrick's four levels: click, consumption, "
        "understanding, application. No file says who understood, so something that can be counted stands "
        "for each step; the row names it, and what it is held against."
    ),
    columns={
        "key": columns.KEY,
        "words": columns.STEP,
        "channel": message("Channel"),
        "proxy": message("What stands for it"),
        "of": message("Held against"),
        "count": message("Number"),
        "value": message("Share"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("Of"),
    },
    shares=frozenset({"value"}),
    make=content_ladder,
    unlock=message("A report of visits, of posts or of e-mail campaigns."),
    needs={},
    available=has_content,
)

ENGAGEMENT_LEVELS: Final = NamedTable(
    name="engagement_levels",
    title=message("How far customers take part"),
    meaning=message(
        "Ghuneim's four levels: a customer stands on the highest of which the files show a sign, from "
        "joining (low) over answering (medium) and writing (high) to bringing others in (very high). Who "
        "took part without giving the address of the orders is not recognised."
    ),
    columns={
        "key": columns.KEY,
        "words": message("Level"),
        "sign": message("By what it is known"),
        "value": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("All customers"),
        "customers": columns.CUSTOMERS,
        "mean_spend": columns.MEAN_SPEND,
        "spend_low": columns.SPEND_LOW,
        "spend_high": columns.SPEND_HIGH,
    },
    shares=frozenset({"value"}),
    money=frozenset({"mean_spend", "spend_low", "spend_high"}),
    make=engagement_levels,
    unlock=message(
        "A file of orders, and a list of members or a survey that names the same customers, by e-mail or "
        "customer id."
    ),
    needs={},
    available=known_signs,
)

ENGAGEMENT_LEVELS_BY_NETWORK: Final = NamedTable(
    name="engagement_levels_by_network",
    title=message("How far people take part in social networks"),
    meaning=message(
        "Networks do not say who did what, so acts are counted instead of people: follows (low), comments "
        "(medium), saves (high) and shares (very high). The interval is by post."
    ),
    columns={
        "network": message("Network"),
        "key": columns.KEY,
        "words": message("Level"),
        "acts": message("Acts"),
        "value": message("Share of acts"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("All acts"),
    },
    shares=frozenset({"value"}),
    make=levels_by_network,
    unlock=message("An export of posts with their comments, saves or shares."),
    needs={},
    available=knows_acts,
)

TABLES: Final = (CONTENT_LADDER, ENGAGEMENT_LEVELS, ENGAGEMENT_LEVELS_BY_NETWORK)
