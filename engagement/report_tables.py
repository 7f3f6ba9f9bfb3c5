"""Canonical tables of campaigns, of products with their costs, and of advertising spend."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from engagement.contract import Column, Table
from engagement.shared_columns import CHANNELS, INSTANT, LINE, SOURCE, count, text

CAMPAIGNS: Final = Table(
    "campaigns",
    "one row per e-mail, SMS or push campaign (or variant of it); figures to the day of the export",
    (
        SOURCE,
        text("campaign_id", "the tool's id, else made from name and time", nullable=False),
        text("name", "name of the campaign, else its subject"),
        text("subject", "subject line"),
        text("list", "list or segment that it went to"),
        Column("channel", pa.string(), "how it was sent; null: not said", allowed=CHANNELS),
        Column("instant", INSTANT, "when it was sent; null: not said"),
        Column("day", pa.int32(), "day it was sent; null: not said", "days since 1970-01-01"),
        count("recipients", "people it was sent to"),
        count("delivered", "recipients less bounces: the denominator of opens and clicks"),
        count("opens", "openings, repeated ones too"),
        count("unique_opens", "people who opened (Apple's mail privacy opens count as well)"),
        count("clicks", "clicks, repeated ones too"),
        count("unique_clicks", "people who clicked"),
        count("unsubscribes", "people who left the list through it"),
        count("bounces", "messages that came back, hard and soft"),
        count("complaints", "people who called it spam"),
        count("orders", "orders that the tool attributes to it"),
        Column("revenue", pa.int64(), "revenue that the tool attributes to it", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code; null: no revenue"),
        LINE,
    ),
    key=("source", "campaign_id"),
)


CATALOGUE: Final = Table(
    "catalogue",
    "one row per product or variant of a list of products; a newer list replaces what it names",
    (
        SOURCE,
        text("sku", "stock keeping unit, as in lines"),
        text("product", "name of the product or variant, as in lines"),
        text("title", "name of the product that the variant belongs to"),
        text("vendor", "vendor or brand"),
        text("type", "kind of product"),
        Column("day", pa.int32(), "first day of this cost; null: always", "days since 1970-01-01"),
        Column("cost", pa.int64(), "what one piece costs the shop; null: not said", "minor units"),
        Column("currency", pa.string(), "ISO 4217 code; null: no cost"),
        LINE,
    ),
    key=("source", "sku", "product", "day"),
)

AD_SPEND: Final = Table(
    "ad_spend",
    "one row per day or period, channel, and campaign or part of it: what advertising cost",
    (
        SOURCE,
        text("channel", "where the advertising ran; null: not said"),
        text("account", "advertising account"),
        text("campaign", "campaign"),
        Column("day", pa.int32(), "first day counted", "days since 1970-01-01", False),
        Column(
            "last_day", pa.int32(), "last day counted, day itself for one day", "days since 1970-01-01", False
        ),
        Column("spend", pa.int64(), "what was spent", "minor units", False),
        Column("currency", pa.string(), "ISO 4217 code", nullable=False),
        count("impressions", "times shown"),
        count("clicks", "clicks"),
        LINE,
    ),
    key=("source", "channel", "account", "campaign", "day", "last_day"),
)
