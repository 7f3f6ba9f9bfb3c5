"""Canonical tables that list people: loyalty members, contacts with their consent, campaign recipients."""

from __future__ import annotations

from typing import Final

import pyarrow as pa

from engagement.contract import Column, Table
from engagement.shared_columns import (
    CONSENT_CHANNELS,
    CONSENT_SOURCES,
    CONSENT_STATES,
    CUSTOMER,
    INSTANT,
    LINE,
    MEMBER_STATES,
    SOURCE,
    count,
    text,
)

MEMBERS: Final = Table(
    "members",
    "one row per member of a loyalty programme; figures to the day of the export",
    (
        SOURCE,
        Column(
            "member_key", pa.int64(), "keyed pseudonym of the programme's id, else of the person", "", False
        ),
        CUSTOMER,
        Column("day", pa.int32(), "day of joining; null: not said", "days since 1970-01-01"),
        text("tier", "level within the programme"),
        Column(
            "state",
            pa.string(),
            "candidate: known, not joined; disabled: shut out; null: the file does not say",
            allowed=MEMBER_STATES,
        ),
        Column("points", pa.float64(), "points to spend", "points"),
        Column("points_earned", pa.float64(), "points ever earned", "points"),
        Column("points_spent", pa.float64(), "points ever spent", "points"),
        count("redemptions", "rewards taken"),
        count("referrals", "people brought in"),
        Column("referred", pa.bool_(), "was brought in by a member; null: the file does not say"),
        LINE,
    ),
    key=("source", "member_key"),
)

CONSENTS: Final = Table(
    "consents",
    "one row per statement on whether a person may be written to: what a list of contacts says, and of each "
    "file of orders the newest tick at the checkout",
    (
        SOURCE,
        Column("channel", pa.string(), "by which they may be reached", "", False, CONSENT_CHANNELS),
        Column("day", pa.int32(), "day of the statement; null: not said", "days since 1970-01-01"),
        Column("customer_key", pa.int64(), "keyed pseudonym of the person", "", False),
        Column(
            "state",
            pa.string(),
            "subscribed: agreed; pending: not confirmed yet; not_subscribed: never agreed; unsubscribed: "
            "agreed no longer; unreachable: bounced or suppressed",
            "",
            False,
            CONSENT_STATES,
        ),
        Column(
            "said_in",
            pa.string(),
            "list: in a list of contacts, as it stood on the day of its export; order: at an order",
            "",
            False,
            CONSENT_SOURCES,
        ),
        LINE,
    ),
    key=("source", "channel", "day", "customer_key"),
)

RECIPIENTS: Final = Table(
    "recipients",
    "one row per person and campaign of a list of recipients, as it stood on the day of its export",
    (
        SOURCE,
        text("campaign", "name of the campaign or its subject, else of the file", nullable=False),
        Column("customer_key", pa.int64(), "keyed pseudonym of the person", "", False),
        Column("instant", INSTANT, "when it was sent; null: the file does not say"),
        Column("day", pa.int32(), "day it was sent; null: not said", "days since 1970-01-01"),
        text("group", "group, variant, segment or list that the person belonged to"),
        Column("held_back", pa.bool_(), "of the control group: not written to; null: not said"),
        Column("delivered", pa.bool_(), "the message arrived; null: not said"),
        Column("opened", pa.bool_(), "opened (Apple's mail privacy opens count as well); null: not said"),
        Column("clicked", pa.bool_(), "clicked; null: not said"),
        Column("unsubscribed", pa.bool_(), "left the list through it; null: not said"),
        Column("bounced", pa.bool_(), "the message came back; null: not said"),
        LINE,
    ),
    key=("source", "campaign", "customer_key"),
    merge=True,
)
