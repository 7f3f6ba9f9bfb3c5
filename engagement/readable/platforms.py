"""Names of the platforms of files: brands keep their names, generic tables have a description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engagement.locale import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engagement.locale import Message

_BY_SHAPE: Final[Mapping[str, Message]] = {
    "Order table": message("Order table"),
    "Products of orders": message("Products of orders"),
    "Refunds of orders": message("Refunds of orders"),
    "Survey": message("Survey"),
    "Social table": message("Social table"),
    "Web analytics": message("Web analytics"),
    "Campaign table": message("Campaign table"),
    "Campaign report": message("Campaign report"),
    "List of members": message("List of members"),
    "List of contacts": message("List of contacts"),
    "List of recipients": message("List of recipients"),
    "Costs": message("Costs"),
    "Shopify sessions": message("Shopify sessions"),
    "Amazon (own shipping)": message("Amazon (own shipping)"),
    "Amazon (settlement)": message("Amazon (settlement)"),
}


def platform_name(platform: str) -> Message | str:
    """Return the name of a platform in a report."""
    return _BY_SHAPE.get(platform, platform)
