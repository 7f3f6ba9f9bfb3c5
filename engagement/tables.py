"""The canonical tables: names, types, units, meaning. All parts of the program use them.

A source writes these tables, the store keeps them, a metric reads them. A table that breaks its contract is
refused where it is made (`conform`), so that later code can rely on it.

Conventions for every table:

* `day` is the number of days since 1970-01-01 (int32), in the shop's own calendar.
* `instant` is the shop's local time as the file gives it, in microseconds, without a zone:
  a shop's evening order belongs to that evening. Files in UTC stay in UTC.
* Money is an integer in minor units (cents) of the row's `currency`, an ISO 4217 code.
  A file that names no currency gets `XXX`, the code for "no currency".
* A person is `customer_key`: 63 bits of a keyed hash of the normalised identity, the same number
  in every table of one workspace and meaningless outside it. Null if the file identifies nobody.
* `line` is the first line (or sheet row) of the record in its file, counted from 1.
* Text columns never contain an empty string: missing values are null.
"""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from engagement import contract
from engagement.contract import SEGMENT_PREFIX, Column, ContractError, Table
from engagement.people_tables import CONSENTS, MEMBERS, RECIPIENTS
from engagement.report_tables import AD_SPEND, CAMPAIGNS, CATALOGUE
from engagement.shared_columns import (
    CUSTOMER,
    CUSTOMER_NUMBER,
    DAY,
    INSTANT,
    LINE,
    MATCHED_BY,
    ORDER_STATUSES,
    QUESTION_KINDS,
    SHOP,
    SOURCE,
    count,
    text,
)

__all__ = ["CONSENTS", "MEMBERS", "SEGMENT_PREFIX", "Column", "ContractError", "Table"]

NO_CURRENCY: Final = "XXX"


#: The evidence for an order that another file has, too.
_OF_SALE: Final = frozenset({"order_id", "source", "shop", "instant", "day", "gross", "currency", "counts"})


ORDERS: Final = Table(
    "orders",
    "one row per order",
    (
        text("order_id", "the platform's own order id or number", nullable=False),
        SOURCE,
        SHOP,
        CUSTOMER,
        Column("instant", INSTANT, "when it was placed, shop's wall clock", nullable=False),
        DAY,
        Column("gross", pa.int64(), "what was charged, refunds not deducted", "minor units", False),
        Column("refunded", pa.int64(), "what was paid back later", "minor units", False),
        Column("tax", pa.int64(), "tax and duties within gross; null: the file does not say", "minor units"),
        Column(
            "shipping",
            pa.int64(),
            "shipping and handling within gross, without tax; null: not said",
            "minor units",
        ),
        Column(
            "discount",
            pa.int64(),
            "what was taken off before gross, without tax; null: not said",
            "minor units",
        ),
        Column("tip", pa.int64(), "tips within gross; null: not said", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code", nullable=False),
        Column("status", pa.string(), "state of the order", nullable=False, allowed=ORDER_STATUSES),
        Column("counts", pa.bool_(), "false: cancelled, voided, failed, expired, test", "", False),
        Column("guest", pa.bool_(), "checked out without an account; null: the file cannot say"),
        text("channel", "where it was placed or came from"),
        text("country", "country of delivery, else of billing, as ISO 3166 alpha-2 or as written"),
        text("region", "state or province, as the file gives it"),
        text("discount_code", "first discount code"),
        Column("discounted", pa.bool_(), "sold at a discount, by code or amount; null: the file cannot say"),
        text("tags", "order tags, comma separated"),
        Column("items", pa.int64(), "pieces ordered", "count"),
        text(
            "refers_to", "numbers by which other files may know it (of an order, of a payment), a line each"
        ),
        CUSTOMER_NUMBER,
        Column("delivered_day", pa.int32(), "day of delivery; null: not said", "days since 1970-01-01"),
        Column(
            "refund_day",
            pa.int32(),
            "day on which it was paid back, the last of several; null: not said",
            "days since 1970-01-01",
        ),
        LINE,
    ),
    key=("source", "shop", "order_id"),
)

LINES: Final = Table(
    "lines",
    "one row per product of an order",
    (
        text("order_id", "as in orders", nullable=False),
        SOURCE,
        SHOP,
        Column("position", pa.int64(), "position within the order", "from 1", False),
        DAY,
        text("product", "the product's name"),
        text("sku", "stock keeping unit"),
        text("vendor", "vendor or brand, where the file names it"),
        text("type", "kind of product, where the file names it"),
        Column("quantity", pa.int64(), "pieces", "count", False),
        Column("price", pa.int64(), "price of one piece", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code", nullable=False),
        LINE,
    ),
    key=("source", "shop", "order_id", "position"),
    parent=("source", "shop", "order_id"),
)

RESPONSES: Final = Table(
    "responses",
    "one row per answer to one question",
    (
        text("response_id", "the tool's id of the submission, else made from file and line", nullable=False),
        SOURCE,
        text("survey", "name of the survey or of its file's shape", nullable=False),
        CUSTOMER,
        Column("instant", INSTANT, "when it was submitted; null: the file does not say"),
        Column("day", pa.int32(), "day of submission; null: not said", "days since 1970-01-01"),
        text("question", "the question as asked", nullable=False),
        Column("kind", pa.string(), "kind of question", nullable=False, allowed=QUESTION_KINDS),
        Column("score", pa.float64(), "the answer as a number, on scale_low..scale_high"),
        Column("scale_low", pa.float64(), "lowest possible score"),
        Column("scale_high", pa.float64(), "highest possible score"),
        Column("reversed", pa.bool_(), "true: a low score is the good one (effort 1.0)"),
        text("answer", "the chosen option, for kind = choice"),
        text("comment", "free text, for kind = comment"),
        text("order_id", "number of the order that it speaks of, as the file writes it"),
        CUSTOMER_NUMBER,
        LINE,
    ),
    key=("source", "survey", "response_id", "question"),
    parent=("source", "survey", "response_id"),
    segments=True,
)

POSTS: Final = Table(
    "posts",
    "one row per post; figures are totals to the day of the export",
    (
        text("network", "instagram, facebook, tiktok, youtube, linkedin, x, ...", nullable=False),
        text("account", "account or page name"),
        text("post_id", "the network's id, else the link, else made from time and text", nullable=False),
        SOURCE,
        Column("instant", INSTANT, "when it was published", nullable=False),
        DAY,
        text("type", "kind of post as the network names it (reel, photo, video)"),
        text("text", "caption or title"),
        text("permalink", "link to the post"),
        count("impressions", "times shown, by the old definition"),
        count("views", "times viewed or played; Meta's successor of impressions"),
        count("reach", "different people; never added over posts or days"),
        count("clicks", "clicks on the post or its link"),
        count("likes", "likes or reactions"),
        count("comments", "comments or replies"),
        count("shares", "shares, reposts"),
        count("saves", "saves, bookmarks"),
        count("follows", "new followers from this post"),
        count("conversions", "conversions, where the file carries them"),
        Column("watch_seconds", pa.float64(), "time watched in all", "seconds"),
        LINE,
    ),
    key=("network", "post_id"),
)

AUDIENCE: Final = Table(
    "audience",
    "one row per network, account and day: the daily figures of an account",
    (
        text("network", "as in posts", nullable=False),
        text("account", "account or page name"),
        SOURCE,
        DAY,
        count("followers", "followers at the end of the day"),
        count("new_followers", "followers gained that day (may be negative)"),
        count("impressions", "times shown, by the old definition"),
        count("views", "views that day"),
        count("reach", "different people that day; never added over days"),
        count("visits", "profile or page visits"),
        count("interactions", "interactions of all kinds"),
        count("clicks", "link clicks"),
        count("likes", "likes that day"),
        count("comments", "comments that day (removals may make it negative)"),
        count("shares", "shares that day"),
        LINE,
    ),
    key=("network", "account", "day"),
    merge=True,
)

SESSIONS: Final = Table(
    "sessions",
    "one row per day or period and value of the file's dimensions; rows of one breakdown add up to the "
    "whole, rows of two breakdowns are the same sessions twice",
    (
        SOURCE,
        text("property", "website or property, where the file names one"),
        text("breakdown", "dimensions that the rows are split by; null: each row is the whole site"),
        Column("day", pa.int32(), "first day counted; null: not said", "days since 1970-01-01"),
        Column("last_day", pa.int32(), "last day counted, day itself for one day", "days since 1970-01-01"),
        text("channel", "channel group (Organic Search, Direct)"),
        text("landing_page", "path of the first page"),
        text("device", "kind of device"),
        text("country", "country as ISO 3166 alpha-2, or as written"),
        text("traffic_source", "source, medium or referrer"),
        text("campaign", "campaign of the link (UTM)"),
        text("detail", "values of all other dimensions, joined"),
        count("sessions", "sessions or visits"),
        count("visitors", "different people in the period; never added over rows"),
        count("new_visitors", "people seen for the first time"),
        count("engaged_sessions", "GA4: over 10 s, a key event, or two views"),
        count("bounces", "sessions that bounced, by bounce_definition"),
        Column(
            "bounce_definition",
            pa.string(),
            "ua: one page and gone; ga4: not engaged; null: no bounces here. The two are never joined",
            allowed=frozenset({"ua", "ga4"}),
        ),
        count("cart_additions", "sessions with something put into the cart"),
        count("reached_checkout", "sessions that reached checkout (may exceed cart_additions: buy now)"),
        count("completed", "sessions that reached the goal: checkout completed, or a key event or goal"),
        count("transactions", "purchases that the tool counted"),
        Column("conversions", pa.float64(), "key events or goals; GA4 shares them out in fractions", "count"),
        count("pageviews", "pages viewed"),
        Column("revenue", pa.int64(), "revenue that the tool attributes", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code; null: no revenue"),
        LINE,
    ),
    key=(
        *("source", "property", "breakdown", "day", "last_day"),
        *("channel", "landing_page", "device", "country", "traffic_source", "campaign", "detail"),
    ),
    merge=True,
)


#: Facts that a file has about the orders of another one. It is in no version: `sources.orders.supplements`
#: adds these facts to the orders.
SUPPLEMENTS: Final = Table(
    "supplements",
    "one row per order, payment, product, customer or review in a file that completes the orders of another",
    (
        text("source", "key of the format whose orders it completes", nullable=False),
        SHOP,
        text("part", "key of the format that it was read by", nullable=False),
        text("subject", "the order, payment, product, customer or review in the part", nullable=False),
        Column("position", pa.int64(), "0: of the order; from 1: a product of it", nullable=False),
        Column("rank", pa.int64(), "of two parts that say something the lower is believed", nullable=False),
        text("order_id", "as in orders; null: the order is known by its reference"),
        text("reference", "what the orders file calls the order beside its number"),
        *(
            Column(c.name, c.type, c.meaning, c.unit, allowed=c.allowed)
            for c in ORDERS.columns
            if c.name not in {"order_id", "source", "shop", "line"}
        ),
        *(c for c in LINES.columns if c.name in {"product", "sku", "price"}),
        Column("quantity", pa.int64(), "pieces of the product", "count"),
        LINE,
    ),
    key=("source", "shop", "part", "subject", "position"),
    parent=("source", "shop", "part", "subject"),
)

#: Only written by the store, into a version: `store.sales`.
SAME_SALES: Final = Table(
    "same_sales",
    "one row per order or payment that is the sale of an order in another file",
    (
        *(c for c in ORDERS.columns if c.name in _OF_SALE),
        text("twin", "the other file's number of the sale", nullable=False),
        text("twin_source", "key of the format that the other file was read by", nullable=False),
        text("twin_shop", "shop or brand of the other"),
        Column("how", pa.string(), "by what it is known", nullable=False, allowed=frozenset(MATCHED_BY)),
        Column("sure", pa.bool_(), "false: chance alone may explain as many", nullable=False),
        Column("once", pa.bool_(), "true: left out of the orders, where the other stands", nullable=False),
        LINE,
    ),
    key=("source", "shop", "order_id", "twin_source"),
)

TABLES: Final[dict[str, Table]] = {
    t.name: t
    for t in (
        *(ORDERS, LINES, RESPONSES, POSTS, AUDIENCE, SESSIONS, CAMPAIGNS, MEMBERS, CONSENTS, RECIPIENTS),
        *(CATALOGUE, AD_SPEND, SUPPLEMENTS),
        SAME_SALES,
    )
}


def conform(name: str, data: pa.Table) -> pa.Table:
    """Return `data` in the named table's column order and types, or raise `ContractError`."""
    return contract.conform(TABLES[name], data)


def up_to_date(name: str, data: pa.Table) -> pa.Table:
    """Return a table that an older version wrote, with its missing columns as nulls."""
    return data if set(TABLES[name].schema.names) <= set(data.column_names) else conform(name, data)


def empty(name: str) -> pa.Table:
    """Return the table without rows."""
    return TABLES[name].schema.empty_table()
