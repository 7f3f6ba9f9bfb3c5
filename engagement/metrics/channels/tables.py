"""The tables of channels and members, and their words."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.channels import tables_of_people
from engagement.metrics.channels.funnel import funnel, has_funnel
from engagement.metrics.channels.funnel_parts import funnel_parts
from engagement.metrics.channels.kinds_of_posts import best_hours, post_kinds
from engagement.metrics.channels.members_compared import known_on_both_sides, members_compared
from engagement.metrics.channels.programme import has_members, member_tiers, time_to_joining
from engagement.metrics.channels.published_posts import has_posts, published
from engagement.metrics.channels.sent_campaigns import campaign_kinds, has_campaigns, sent
from engagement.metrics.channels.weeks_joined import has_channels, weeks_joined
from engagement.metrics.core.publishing import GuardedTable
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.words import table_columns as columns

_N_POSTS: Final = message("Posts")
_RATE: Final = message("Rate")
_NETWORK: Final = message("Network")
_CHANNEL: Final = message("Channel")
_MEAN: Final = message("Mean rate")
_OTHERS: Final = message("Mean of the others")
_OTHERS_N: Final = message("Number of others")
_SHRUNK: Final = message("Rate, drawn towards the mean")
_WEEKDAY: Final = message("Weekday")
_DAY: Final = message("Day")
_HOUR: Final = message("Hour")
_NEEDS_POSTS: Final = message("An export of posts with their interactions, and their impressions or reach.")
_JOINED: Final = message(
    "A file of orders, and a list of members of the same customers with the day on which they joined."
)

POSTS: Final = NamedTable(
    name="posts",
    title=message("Posts one by one"),
    meaning=message(
        "Each post of the period with its own rates. Drawn towards the mean of its network by how few have "
        "seen it (empirical Bayes), so that a post of 30 impressions does not lead. Impressions are views "
        "where the file gives views."
    ),
    columns={
        "network": _NETWORK,
        "account": message("Account"),
        "day": _DAY,
        "hour": _HOUR,
        "weekday": _WEEKDAY,
        "type": message("Kind of post"),
        "text": message("Text"),
        "permalink": message("Link"),
        "impressions": message("Impressions or views"),
        "interactions": message("Interactions"),
        "reach": message("Reach"),
        "clicks": message("Clicks"),
        "likes": message("Likes"),
        "comments": message("Comments"),
        "shares": message("Shares"),
        "saves": message("Saves"),
        "rate_by_impressions": message("Interactions per impression"),
        "shrunk_by_impressions": message("Interactions per impression, drawn towards the mean"),
        "rate_by_reach": message("Interactions per person reached"),
        "shrunk_by_reach": message("Interactions per person reached, drawn towards the mean"),
        "rate_clicks": message("Clicks per impression"),
        "shrunk_clicks": message("Clicks per impression, drawn towards the mean"),
    },
    shares=frozenset(
        f"{kind}_{rate}" for kind in ("rate", "shrunk") for rate in ("by_impressions", "by_reach", "clicks")
    ),
    make=published,
    unlock=_NEEDS_POSTS,
    needs={},
    table="posts",
    available=has_posts,
)

_EXPLAINED: Final = {
    "channel": _CHANNEL,
    "rate": _RATE,
    "property": message("Property"),
    "key": columns.VALUE,
    "n": message("Number"),
    "value": _MEAN,
    "low": columns.LOW,
    "high": columns.HIGH,
    "shrunk": _SHRUNK,
    "others": _OTHERS,
    "others_n": _OTHERS_N,
    "p": columns.P,
    "differs": columns.DIFFERS,
}
_EXPLAINED_SHARES: Final = frozenset({"value", "shrunk", "others"})

POST_KINDS: Final = NamedTable(
    name="post_kinds",
    title=message("What goes with a good post"),
    meaning=message(
        "Posts of the period by kind, weekday, hours and length of the text in characters: the mean of each "
        "post's own rate against all other posts of the network, by ranks (Mann and Whitney), corrected over "
        "all rows (Holm). Under 30 posts nothing is compared, under 10 there is no mean."
    ),
    columns={**_EXPLAINED, "channel": _NETWORK, "n": _N_POSTS},
    shares=_EXPLAINED_SHARES,
    make=post_kinds,
    unlock=_NEEDS_POSTS,
    needs={},
    table="posts",
    available=has_posts,
)

BEST_HOURS: Final = NamedTable(
    name="best_hours",
    title=message("Best hours of the week"),
    meaning=message(
        "The mean of each post's own rate by weekday and three hours, as the file writes the time. Fewer "
        "than 30 posts have no value. Corrected over all cells (Holm)."
    ),
    columns={
        "network": _NETWORK,
        "rate": _RATE,
        "weekday": _WEEKDAY,
        "hour": message("From hour"),
        "to_hour": message("To hour"),
        "n": _N_POSTS,
        "value": _MEAN,
        "low": columns.LOW,
        "high": columns.HIGH,
        "others": _OTHERS,
        "p": columns.P,
        "differs": columns.DIFFERS,
    },
    shares=frozenset({"value", "others"}),
    make=best_hours,
    unlock=_NEEDS_POSTS,
    needs={},
    table="posts",
    available=has_posts,
)

FUNNEL: Final = NamedTable(
    name="funnel",
    title=message("From visit to order"),
    meaning=message(
        "Visits of the period that reached each step, on the same rows of the tool that counts most visits. "
        "Who buys at once skips the cart, so more may reach checkout than the cart. Abandonment: of the "
        "visits of a step those that did not order."
    ),
    columns={
        "key": columns.KEY,
        "words": columns.STEP,
        "visits": message("Visits"),
        "share_of_visits": message("Share of all visits"),
        "share_low": message("Share from"),
        "share_high": message("Share to"),
        "value": message("Share of the step before"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "lost": message("Lost since the step before"),
        "abandonment": message("Did not order"),
        "source": message("Counted by"),
    },
    shares=frozenset({"share_of_visits", "share_low", "share_high", "value", "abandonment"}),
    make=funnel,
    unlock=message("A report of visits with those that ordered, as Shopify or Google Analytics gives it."),
    needs={},
    table="sessions",
    available=has_funnel,
    publishing=GuardedTable("conversion_rate", funnel_parts),
)

CAMPAIGNS: Final = NamedTable(
    name="campaigns",
    title=message("Campaigns one by one"),
    meaning=message(
        "Each campaign of the period. Rates are of the messages delivered; drawn towards the mean of the "
        "campaigns of its channel by how few got it (empirical Bayes). Mail programs that fetch pictures by "
        "themselves count as opens, Apple's above all, so opens are too many."
    ),
    columns={
        "campaign": message("Campaign"),
        "subject": message("Subject"),
        "list": message("List"),
        "channel": _CHANNEL,
        "day": _DAY,
        "hour": _HOUR,
        "weekday": _WEEKDAY,
        "recipients": message("Recipients"),
        "delivered": message("Delivered"),
        "opened": message("Opened"),
        "clicked": message("Clicked"),
        "unsubscribes": message("Unsubscribed"),
        "bounces": message("Bounced"),
        "complaints": message("Complaints"),
        "orders": columns.ORDERS,
        "revenue": columns.REVENUE,
        "revenue_per_recipient": message("Revenue per recipient"),
        "rate_click": message("Click rate"),
        "shrunk_click": message("Click rate, drawn towards the mean"),
        "rate_open": message("Open rate"),
        "shrunk_open": message("Open rate, drawn towards the mean"),
        "rate_unsubscribe": message("Unsubscribe rate"),
        "shrunk_unsubscribe": message("Unsubscribe rate, drawn towards the mean"),
        "rate_order": message("Orders per message"),
        "shrunk_order": message("Orders per message, drawn towards the mean"),
    },
    shares=frozenset(f"{kind}_{rate}" for kind in ("rate", "shrunk")
                     for rate in ("click", "open", "unsubscribe", "order")),
    money=frozenset({"revenue_per_recipient"}),
    make=sent,
    unlock=message("A list of campaigns with recipients, opens and clicks, from Mailchimp or Klaviyo."),
    needs={},
    table="campaigns",
    available=has_campaigns,
)  # fmt: skip

CAMPAIGN_KINDS: Final = NamedTable(
    name="campaign_kinds",
    title=message("What goes with a good campaign"),
    meaning=message(
        "Campaigns of the period by subject (length in characters, emoji, question), weekday, hours and "
        "list: the mean of each campaign's own rate against all other campaigns of the channel, by ranks, "
        "corrected over all rows (Holm). Under 10 campaigns there is no mean and nothing is compared."
    ),
    columns={**_EXPLAINED, "n": message("Campaigns")},
    shares=_EXPLAINED_SHARES,
    make=campaign_kinds,
    unlock=message("A list of campaigns with recipients, opens and clicks, from Mailchimp or Klaviyo."),
    needs={},
    table="campaigns",
    available=has_campaigns,
)

MEMBERS_COMPARED: Final = NamedTable(
    name="members_compared",
    title=message("Members against others, in three ways"),
    meaning=message(
        "Over all orders. An order is a member's from the day of joining. By the list of today every order "
        "of a member counts, which takes those who buy much anyway for an effect. The same members before "
        "and after leave that out, but time has passed. Associated with membership, not a cause."
    ),
    columns={
        "key": columns.KEY,
        "words": message("Compared"),
        "measure": message("Measure"),
        "members": message("Members"),
        "others": message("Others"),
        "value": message("Members / others"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "n_members": message("Customers as members"),
        "n_others": message("Customers as others"),
        "published": message("Published figure"),
    },
    make=members_compared,
    unlock=_JOINED,
    needs={},
    available=known_on_both_sides,
)

MEMBER_TIERS: Final = NamedTable(
    name="member_tiers",
    title=message("Members by tier, and those who bring others in"),
    meaning=message("Members as the list has them, with all orders of theirs that the shop knows."),
    columns={
        "by": columns.TOLD_APART_BY,
        "key": columns.VALUE,
        "members": message("Members"),
        "buyers": message("Members with orders"),
        "orders": columns.ORDERS,
        "revenue": columns.REVENUE,
        "mean_spend": columns.MEAN_SPEND,
        "low": columns.LOW,
        "high": columns.HIGH,
        "orders_per_buyer": message("Orders per customer"),
        "points": message("Points to spend"),
        "points_earned": message("Points earned"),
        "points_spent": message("Points spent"),
        "redeemed": message("Took a reward"),
        "referrals": message("People brought in"),
    },
    money=frozenset({"mean_spend"}),
    make=member_tiers,
    unlock=message("A list of the members of your loyalty programme."),
    needs={},
    table="members",
    available=has_members,
)

TIME_TO_JOINING: Final = NamedTable(
    name="time_to_joining",
    title=message("How soon customers join"),
    meaning=message(
        "Share of customers who have joined so many days after their first order, by Kaplan and Meier over "
        "all customers; day 0: before the first order or with it."
    ),
    columns={
        "day": message("Days since the first order"),
        "joined": message("Joined so far"),
        "still_none": message("Still watched"),
        "value": message("Share joined"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "customers": columns.CUSTOMERS,
    },
    shares=frozenset({"value"}),
    make=time_to_joining,
    unlock=_JOINED,
    needs={},
    available=known_on_both_sides,
)

WEEKS_JOINED: Final = NamedTable(
    name="weeks_joined",
    title=message("Weeks of channels beside weeks of orders"),
    meaning=message(
        "Rank correlation of what a week of orders brings beyond its trend, its season and the weeks before "
        "it with the same of a channel so many weeks earlier; below 0 the channel comes after the orders. "
        "Corrected over all rows (Holm). Not a cause: something else may move both."
    ),
    columns={
        "key": columns.KEY,
        "words": message("Channel"),
        "lag": message("Weeks before the orders"),
        "value": message("Correlation"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "p": columns.P,
        "related": message("Go together"),
        "weeks": message("Common weeks"),
        "n": message("Worth of weeks"),
        "needed": message("Weeks needed to see 0.5"),
        "enough": message("Enough weeks"),
    },
    make=weeks_joined,
    unlock=message("A file of orders, and posts, visits by day or campaigns beside it."),
    needs={},
    available=has_channels,
)

TABLES: Final = (
    *(POSTS, POST_KINDS, BEST_HOURS, FUNNEL, CAMPAIGNS, CAMPAIGN_KINDS),
    *(MEMBERS_COMPARED, MEMBER_TIERS, TIME_TO_JOINING, WEEKS_JOINED),
    *tables_of_people.TABLES,
)
