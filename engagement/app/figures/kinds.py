"""Names of the kinds of data."""

from __future__ import annotations

from typing import Final

from engagement.locale import message

KIND_NAMES: Final = {
    "orders": message("Orders"),
    "surveys": message("Survey answers"),
    "social": message("Social media data"),
    "web": message("Web"),
    "email": message("E-mail"),
    "loyalty": message("Loyalty"),
    "contacts": message("Contacts and consent"),
    "costs": message("Costs"),
}
