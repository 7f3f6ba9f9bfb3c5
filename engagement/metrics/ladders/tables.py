"""The tables of the two ladders, and their texts."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.ladders.content_over_time import content_ladder_over_time
from engagement.metrics.ladders.content_steps import content_ladder, has_content
from engagement.metrics.ladders.ladder_of_people import (
    engagement_levels,
    known_signs,
    knows_acts,
    levels_by_network,
)
from engagement.metrics.ladders.levels_over_time import (
    engagement_level_movement,
    engagement_levels_over_time,
)
from engagement.metrics.words import table_columns as columns

_PERIOD: Final = message("Period")
_OVER: Final = message("Period is over")
_CONTENT: Final = message("A report of visits, of posts or of e-mail campaigns.")
_PEOPLE: Final = message(
    "A file of orders, and a list of members or a survey that names the same customers, by e-mail or "
    "customer id."
)

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
        "value": message("Share of what it is held against"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("Of"),
    },
    shares=frozenset({"value"}),
    make=content_ladder,
    unlock=_CONTENT,
    needs={},
    available=has_content,
)

CONTENT_LADDER_OVER_TIME: Final = NamedTable(
    name="content_ladder_over_time",
    title=message("From click to application, over time"),
    meaning=message(
        "The steps from click to application by period, each told by what stands for it in the whole: its "
        "share of what it is held against, with the interval by day, by campaign or by post (none of fewer "
        "than seven posts). The first step of a channel has a number and no share; shares of fewer than ten "
        "are left out."
    ),
    columns={
        "start": _PERIOD,
        "channel": message("Channel"),
        "key": columns.KEY,
        "words": columns.STEP,
        "proxy": message("What stands for it"),
        "of": message("Held against"),
        "count": message("Number"),
        "value": message("Share of what it is held against"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("Of"),
        "complete": _OVER,
    },
    shares=frozenset({"value"}),
    make=content_ladder_over_time,
    unlock=_CONTENT,
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
    unlock=_PEOPLE,
    needs={},
    available=known_signs,
)

ENGAGEMENT_LEVELS_OVER_TIME: Final = NamedTable(
    name="engagement_levels_over_time",
    title=message("Customers by level, over time"),
    meaning=message(
        "How many customers stood on each level at the end of each period, of all who had ordered by then; "
        "of a period that still runs, on the last day of the data. A level once reached is kept. Referrals, "
        "and members whose day of joining is not known, have no day: they count from the first order on."
    ),
    columns={
        "start": _PERIOD,
        "key": columns.KEY,
        "words": message("Level"),
        "value": columns.SHARE,
        "low": columns.LOW,
        "high": columns.HIGH,
        "n": message("All customers"),
        "customers": columns.CUSTOMERS,
        "complete": _OVER,
    },
    shares=frozenset({"value"}),
    make=engagement_levels_over_time,
    unlock=_PEOPLE,
    needs={},
    available=known_signs,
)

ENGAGEMENT_LEVEL_MOVEMENT: Final = NamedTable(
    name="engagement_level_movement",
    title=message("From level to level"),
    meaning=message(
        "On which level customers stand and on which they stood one period earlier. Who had not ordered by "
        "then comes from no level. For all days it is a year."
    ),
    columns={
        "from": message("Level then"),
        "to": message("Level now"),
        "customers": columns.CUSTOMERS,
    },
    make=engagement_level_movement,
    unlock=_PEOPLE,
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

TABLES: Final = (
    CONTENT_LADDER,
    CONTENT_LADDER_OVER_TIME,
    ENGAGEMENT_LEVELS,
    ENGAGEMENT_LEVELS_OVER_TIME,
    ENGAGEMENT_LEVEL_MOVEMENT,
    ENGAGEMENT_LEVELS_BY_NETWORK,
)
