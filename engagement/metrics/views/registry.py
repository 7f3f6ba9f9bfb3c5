"""All metrics, by key, in reading order. A new family is one line here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.metrics.bridge import tables as bridge
from engagement.metrics.channels import tables as channels
from engagement.metrics.claims import tables as claims
from engagement.metrics.costs import tables as costs
from engagement.metrics.customers import tables as customers
from engagement.metrics.email import family as email
from engagement.metrics.joined import family as joined
from engagement.metrics.ladders import tables as ladders
from engagement.metrics.lifetime import tables as lifetime
from engagement.metrics.loyalty import family as loyalty
from engagement.metrics.products import tables as products
from engagement.metrics.purchases import family as purchases
from engagement.metrics.retention import tables as retention
from engagement.metrics.social import family as social
from engagement.metrics.surveys import family as surveys
from engagement.metrics.voices import tables as voices
from engagement.metrics.web import family as web

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.metrics.core.definition import Definition, Family
    from engagement.metrics.core.tables import NamedTable

FAMILIES: Final[tuple[Family, ...]] = (
    purchases.FAMILY,
    surveys.FAMILY,
    social.POSTED,
    social.FOLLOWED,
    web.FAMILY,
    email.FAMILY,
    loyalty.ORDERED,
    loyalty.LISTED,
    joined.FAMILY,
)

#: By table, the family that defines its dimensions; the first listed one.
BY_TABLE: Final[Mapping[str, Family]] = {family.table: family for family in reversed(FAMILIES)}

#: Every metric's definition.
DEFINITIONS: Final[Mapping[str, Definition]] = {
    definition.metric.key: definition for family in FAMILIES for definition in family.definitions
}

#: The family of each named table.
TABLES: Final[Mapping[str, Family]] = {name: family for family in FAMILIES for name in family.tables}

#: The tables of customers and products, which belong to no single figure.
OF_CUSTOMERS: Final[Mapping[str, NamedTable]] = {
    table.name: table
    for tables in (
        retention.TABLES,
        customers.TABLES,
        products.TABLES,
        lifetime.TABLES,
        costs.TABLES,
        channels.TABLES,
        ladders.TABLES,
        voices.TABLES,
        claims.TABLES,
        bridge.TABLES,
    )
    for table in tables
}
