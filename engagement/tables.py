"""The canonical tables: names, types, units, meaning. Everything meets here.

A source writes these tables, the store keeps them, a metric reads them. A table that breaks its
contract is refused where it is made (`conform`), so that nothing downstream has to doubt it.

Conventions that hold for every table:

* `day` is the number of days since 1970-01-01 (int32), on the shop's own calendar.
* `instant` is the wall clock of the shop as the file gives it, in microseconds, without a zone:
  a shop's evening order belongs to that evening. Files in UTC stay in UTC.
* Money is an integer in minor units (cents) of the row's `currency`, an ISO 4217 code.
  A file that names no currency gets `XXX`, the code for "no currency".
* A person is `customer_key`: 63 bits of a keyed hash of the normalised identity, the same number
  in every table of one workspace and meaningless outside it. Null where the file names nobody.
* `line` is the first line (or sheet row) of the record in its file, counted from 1.
* Text columns never hold an empty string: what is missing is null.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from engagement import contract
from engagement.contract import SEGMENT_PREFIX, Column, ContractError, Table

__all__ = ["SEGMENT_PREFIX", "Column", "ContractError", "Table"]

NO_CURRENCY: Final = "XXX"

#: Order states. Those in `NOT_COUNTED` do not count as an order (METRICS.md, Conventions).
ORDER_STATUSES: Final = frozenset(
    {
        "paid",
        "pending",
        "partially_refunded",
        "refunded",
        "cancelled",
        "voided",
        "failed",
        "expired",
        "test",
    }
)
NOT_COUNTED: Final = frozenset({"cancelled", "voided", "failed", "expired", "test"})

#: By what an order and a payment are known to be one sale.
MATCHED_BY: Final = ("reference", "customer")
#: What is kept of an order that another file holds, too.
_OF_SALE: Final = frozenset({"order_id", "source", "shop", "instant", "day", "gross", "currency", "counts"})

QUESTION_KINDS: Final = frozenset({"nps", "effort", "satisfaction", "rating", "choice", "comment", "number"})

_INSTANT: Final = pa.timestamp("us")


def _text(name: str, meaning: str, *, nullable: bool = True) -> Column:
    return Column(name, pa.string(), meaning, nullable=nullable)


def _count(name: str, meaning: str) -> Column:
    return Column(name, pa.int64(), meaning, unit="count")


_DAY = Column("day", pa.int32(), "day on the shop's calendar", "days since 1970-01-01", False)
_LINE = Column("line", pa.int64(), "first line of the record in its file", "line from 1", False)
_SOURCE = _text("source", "key of the format that it was read by, e.g. shopify_orders", nullable=False)
_SHOP = _text("shop", "shop or brand, where the file or the user names one")
_CUSTOMER = Column("customer_key", pa.int64(), "keyed pseudonym of the person; null: nobody named")

ORDERS: Final = Table(
    "orders",
    "one row per order",
    (
        _text("order_id", "the platform's own order id or number", nullable=False),
        _SOURCE,
        _SHOP,
        _CUSTOMER,
        Column("instant", _INSTANT, "when it was placed, shop's wall clock", nullable=False),
        _DAY,
        Column("gross", pa.int64(), "what was charged, refunds not deducted", "minor units", False),
        Column("refunded", pa.int64(), "what was paid back later", "minor units", False),
        Column("currency", pa.string(), "ISO 4217 code", nullable=False),
        Column("status", pa.string(), "state of the order", nullable=False, allowed=ORDER_STATUSES),
        Column("counts", pa.bool_(), "false: cancelled, voided, failed, expired, test", "", False),
        Column("guest", pa.bool_(), "checked out without an account; null: the file cannot say"),
        _text("channel", "where it was placed or came from"),
        _text("country", "country of delivery, else of billing, as ISO 3166 alpha-2 or as written"),
        _text("region", "state or province, as the file gives it"),
        _text("discount_code", "first discount code"),
        Column("discounted", pa.bool_(), "sold at a discount, by code or amount; null: the file cannot say"),
        _text("tags", "order tags, comma separated"),
        Column("items", pa.int64(), "pieces ordered", "count"),
        _text(
            "refers_to", "numbers by which other files may know it (of an order, of a payment), a line each"
        ),
        _LINE,
    ),
    key=("source", "shop", "order_id"),
)

LINES: Final = Table(
    "lines",
    "one row per product of an order",
    (
        _text("order_id", "as in orders", nullable=False),
        _SOURCE,
        _SHOP,
        Column("position", pa.int64(), "position within the order", "from 1", False),
        _DAY,
        _text("product", "the product's name"),
        _text("sku", "stock keeping unit"),
        Column("quantity", pa.int64(), "pieces", "count", False),
        Column("price", pa.int64(), "price of one piece", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code", nullable=False),
        _LINE,
    ),
    key=("source", "shop", "order_id", "position"),
    parent=("source", "shop", "order_id"),
)

RESPONSES: Final = Table(
    "responses",
    "one row per answer to one question",
    (
        _text("response_id", "the tool's id of the submission, else made from file and line", nullable=False),
        _SOURCE,
        _text("survey", "name of the survey or of its file's shape", nullable=False),
        _CUSTOMER,
        Column("instant", _INSTANT, "when it was submitted; null: the file does not say"),
        Column("day", pa.int32(), "day of submission; null: not said", "days since 1970-01-01"),
        _text("question", "the question as asked", nullable=False),
        Column("kind", pa.string(), "kind of question", nullable=False, allowed=QUESTION_KINDS),
        Column("score", pa.float64(), "the answer as a number, on scale_low..scale_high"),
        Column("scale_low", pa.float64(), "lowest possible score"),
        Column("scale_high", pa.float64(), "highest possible score"),
        Column("reversed", pa.bool_(), "true: a low score is the good one (effort 1.0)"),
        _text("answer", "the chosen option, for kind = choice"),
        _text("comment", "free text, for kind = comment"),
        _LINE,
    ),
    key=("source", "survey", "response_id", "question"),
    parent=("source", "survey", "response_id"),
    segments=True,
)

POSTS: Final = Table(
    "posts",
    "one row per post; figures are totals to the day of the export",
    (
        _text("network", "instagram, facebook, tiktok, youtube, linkedin, x, ...", nullable=False),
        _text("account", "account or page name"),
        _text("post_id", "the network's id, else the link, else made from time and text", nullable=False),
        _SOURCE,
        Column("instant", _INSTANT, "when it was published", nullable=False),
        _DAY,
        _text("type", "kind of post as the network names it (reel, photo, video)"),
        _text("text", "caption or title"),
        _text("permalink", "link to the post"),
        _count("impressions", "times shown, by the old definition"),
        _count("views", "times viewed or played; Meta's successor of impressions"),
        _count("reach", "different people; never added over posts or days"),
        _count("clicks", "clicks on the post or its link"),
        _count("likes", "likes or reactions"),
        _count("comments", "comments or replies"),
        _count("shares", "shares, reposts"),
        _count("saves", "saves, bookmarks"),
        _count("follows", "new followers from this post"),
        _count("conversions", "conversions, where the file carries them"),
        Column("watch_seconds", pa.float64(), "time watched in all", "seconds"),
        _LINE,
    ),
    key=("network", "post_id"),
)

AUDIENCE: Final = Table(
    "audience",
    "one row per network, account and day: the daily figures of an account",
    (
        _text("network", "as in posts", nullable=False),
        _text("account", "account or page name"),
        _SOURCE,
        _DAY,
        _count("followers", "followers at the end of the day"),
        _count("new_followers", "followers gained that day (may be negative)"),
        _count("impressions", "times shown, by the old definition"),
        _count("views", "views that day"),
        _count("reach", "different people that day; never added over days"),
        _count("visits", "profile or page visits"),
        _count("interactions", "interactions of all kinds"),
        _count("clicks", "link clicks"),
        _count("likes", "likes that day"),
        _count("comments", "comments that day (removals may make it negative)"),
        _count("shares", "shares that day"),
        _LINE,
    ),
    key=("network", "account", "day"),
    merge=True,
)

SESSIONS: Final = Table(
    "sessions",
    "one row per day or period and value of the file's dimensions; rows of one breakdown add up to the "
    "whole, rows of two breakdowns are the same sessions twice",
    (
        _SOURCE,
        _text("property", "website or property, where the file names one"),
        _text("breakdown", "dimensions that the rows are split by; null: each row is the whole site"),
        Column("day", pa.int32(), "first day counted; null: not said", "days since 1970-01-01"),
        Column("last_day", pa.int32(), "last day counted, day itself for one day", "days since 1970-01-01"),
        _text("channel", "channel group (Organic Search, Direct)"),
        _text("landing_page", "path of the first page"),
        _text("device", "kind of device"),
        _text("country", "country as ISO 3166 alpha-2, or as written"),
        _text("traffic_source", "source, medium or referrer"),
        _text("campaign", "campaign of the link (UTM)"),
        _text("detail", "values of all other dimensions, joined"),
        _count("sessions", "sessions or visits"),
        _count("visitors", "different people in the period; never added over rows"),
        _count("new_visitors", "people seen for the first time"),
        _count("engaged_sessions", "GA4: over 10 s, a key event, or two views"),
        _count("bounces", "sessions that bounced, by bounce_definition"),
        Column(
            "bounce_definition",
            pa.string(),
            "ua: one page and gone; ga4: not engaged; null: no bounces here. The two are never joined",
            allowed=frozenset({"ua", "ga4"}),
        ),
        _count("cart_additions", "sessions with something put into the cart"),
        _count("reached_checkout", "sessions that reached checkout (may exceed cart_additions: buy now)"),
        _count("completed", "sessions that reached the goal: checkout completed, or a key event or goal"),
        _count("transactions", "purchases that the tool counted"),
        Column("conversions", pa.float64(), "key events or goals; GA4 shares them out in fractions", "count"),
        _count("pageviews", "pages viewed"),
        Column("revenue", pa.int64(), "revenue that the tool attributes", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code; null: no revenue"),
        _LINE,
    ),
    key=(
        *("source", "property", "breakdown", "day", "last_day"),
        *("channel", "landing_page", "device", "country", "traffic_source", "campaign", "detail"),
    ),
    merge=True,
)

CHANNELS: Final = frozenset({"email", "sms", "push", "whatsapp", "other"})

CAMPAIGNS: Final = Table(
    "campaigns",
    "one row per e-mail, SMS or push campaign (or variant of it); figures to the day of the export",
    (
        _SOURCE,
        _text("campaign_id", "the tool's id, else made from name and time", nullable=False),
        _text("name", "name of the campaign, else its subject"),
        _text("subject", "subject line"),
        _text("list", "list or segment that it went to"),
        Column("channel", pa.string(), "how it was sent; null: not said", allowed=CHANNELS),
        Column("instant", _INSTANT, "when it was sent; null: not said"),
        Column("day", pa.int32(), "day it was sent; null: not said", "days since 1970-01-01"),
        _count("recipients", "people it was sent to"),
        _count("delivered", "recipients less bounces: the denominator of opens and clicks"),
        _count("opens", "openings, repeated ones too"),
        _count("unique_opens", "people who opened (Apple's mail privacy opens count as well)"),
        _count("clicks", "clicks, repeated ones too"),
        _count("unique_clicks", "people who clicked"),
        _count("unsubscribes", "people who left the list through it"),
        _count("bounces", "messages that came back, hard and soft"),
        _count("complaints", "people who called it spam"),
        _count("orders", "orders that the tool attributes to it"),
        Column("revenue", pa.int64(), "revenue that the tool attributes to it", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code; null: no revenue"),
        _LINE,
    ),
    key=("source", "campaign_id"),
)

MEMBER_STATES: Final = frozenset({"member", "candidate", "disabled"})

MEMBERS: Final = Table(
    "members",
    "one row per member of a loyalty programme; figures to the day of the export",
    (
        _SOURCE,
        Column(
            "member_key", pa.int64(), "keyed pseudonym of the programme's id, else of the person", "", False
        ),
        _CUSTOMER,
        Column("day", pa.int32(), "day of joining; null: not said", "days since 1970-01-01"),
        _text("tier", "level within the programme"),
        Column(
            "state",
            pa.string(),
            "candidate: known, not joined; disabled: shut out; null: the file does not say",
            allowed=MEMBER_STATES,
        ),
        Column("points", pa.float64(), "points to spend", "points"),
        Column("points_earned", pa.float64(), "points ever earned", "points"),
        Column("points_spent", pa.float64(), "points ever spent", "points"),
        _count("redemptions", "rewards taken"),
        _count("referrals", "people brought in"),
        _LINE,
    ),
    key=("source", "member_key"),
)

#: What a file says of the orders of another; no version has it: `sources.supplements` puts it in its place.
SUPPLEMENTS: Final = Table(
    "supplements",
    "one row per order, payment, product, customer or review in a file that completes the orders of another",
    (
        _text("source", "key of the format whose orders it completes", nullable=False),
        _SHOP,
        _text("part", "key of the format that it was read by", nullable=False),
        _text("subject", "the order, payment, product, customer or review in the part", nullable=False),
        Column("position", pa.int64(), "0: of the order; from 1: a product of it", nullable=False),
        Column("rank", pa.int64(), "of two parts that say something the lower is believed", nullable=False),
        _text("order_id", "as in orders; null: the order is known by its reference"),
        _text("reference", "what the orders file calls the order beside its number"),
        *(
            Column(c.name, c.type, c.meaning, c.unit, allowed=c.allowed)
            for c in ORDERS.columns
            if c.name not in {"order_id", "source", "shop", "line"}
        ),
        *(c for c in LINES.columns if c.name in {"product", "sku", "price"}),
        Column("quantity", pa.int64(), "pieces of the product", "count"),
        _LINE,
    ),
    key=("source", "shop", "part", "subject", "position"),
    parent=("source", "shop", "part", "subject"),
)

#: Written by the store alone, into a version: `store.sales`.
SAME_SALES: Final = Table(
    "same_sales",
    "one row per order or payment that is the sale of an order in another file",
    (
        *(c for c in ORDERS.columns if c.name in _OF_SALE),
        _text("twin", "the other file's number of the sale", nullable=False),
        _text("twin_source", "key of the format that the other file was read by", nullable=False),
        _text("twin_shop", "shop or brand of the other"),
        Column("how", pa.string(), "by what it is known", nullable=False, allowed=frozenset(MATCHED_BY)),
        Column("sure", pa.bool_(), "false: chance alone may explain as many", nullable=False),
        Column("once", pa.bool_(), "true: left out of the orders, where the other stands", nullable=False),
        _LINE,
    ),
    key=("source", "shop", "order_id", "twin_source"),
)

TABLES: Final[dict[str, Table]] = {
    t.name: t
    for t in (
        *(ORDERS, LINES, RESPONSES, POSTS, AUDIENCE, SESSIONS, CAMPAIGNS, MEMBERS, SUPPLEMENTS),
        SAME_SALES,
    )
}


def conform(name: str, data: pa.Table) -> pa.Table:
    """Return `data` in the named table's column order and types, or raise `ContractError`."""
    return contract.conform(TABLES[name], data)


def up_to_date(name: str, data: pa.Table) -> pa.Table:
    """Return a table that an older program wrote with the columns that it lacks, as nulls."""
    return data if set(TABLES[name].schema.names) <= set(data.column_names) else conform(name, data)


def empty(name: str) -> pa.Table:
    """Return the table without rows."""
    return TABLES[name].schema.empty_table()
