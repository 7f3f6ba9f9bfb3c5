"""The tables of campaign recipients and of referred members, and their texts."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
from engagement.metrics.channels.referred import knows_referred, referred_compared
from engagement.metrics.channels.written_to import has_recipients, recipient_groups
from engagement.metrics.core.tables import NamedTable
from engagement.metrics.words import table_columns as columns

RECIPIENT_GROUPS: Final = NamedTable(
    name="recipient_groups",
    title=message("Who was written to, and who bought"),
    meaning=message(
        "People of a list of recipients by their group, and those who ordered within so many days, from the "
        "day of sending on. Each group against all other recipients of the campaign (Newcombe), corrected "
        "over the table (Holm). A control group drawn by lot shows what the message did; a segment or a list "
        "was chosen, and who opens or clicks chose for themselves. Groups that differ before the message "
        "were not drawn by lot. Apple's Mail opens messages by itself."
    ),
    columns={
        "campaign": message("Campaign"),
        "sent": message("Sent on"),
        "days": message("Days"),
        "by": columns.TOLD_APART_BY,
        "key": columns.VALUE,
        "recipients": message("Recipients"),
        "delivered": message("Delivered"),
        "opened": message("Opened"),
        "clicked": message("Clicked"),
        "unsubscribed": message("Unsubscribed"),
        "n": message("Followed"),
        "bought": message("Bought"),
        "share": message("Share that bought"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "spend": columns.MEAN_SPEND,
        "spend_low": columns.MEAN_SPEND_LOW,
        "spend_high": columns.MEAN_SPEND_HIGH,
        "others_n": message("Others"),
        "others_bought": message("Others who bought"),
        "others_share": message("Share of the others that bought"),
        "difference": message("Difference"),
        "difference_low": message("Difference from"),
        "difference_high": message("Difference to"),
        "p": columns.P,
        "differs": columns.DIFFERS,
        "before": message("Bought before"),
        "others_before": message("Others bought before"),
        "unlike_before": message("Differed before"),
    },
    shares=frozenset(
        {
            "share",
            "others_share",
            "difference",
            "difference_low",
            "difference_high",
            "before",
            "others_before",
        }
    ),
    money=frozenset({"spend", "spend_low", "spend_high"}),
    make=recipient_groups,
    unlock=message(
        "A file of orders, and the list of a campaign's recipients with their group, opens or clicks, as "
        "Klaviyo or Mailchimp exports it."
    ),
    needs={},
    available=has_recipients,
)

REFERRED: Final = NamedTable(
    name="referred_compared",
    title=message("What those bring who were brought in"),
    meaning=message(
        "Customers of whom the list of members says that another member brought them in, against members who "
        "came by themselves: spend and a second order in the days from the first order on, the first order's "
        "own money included, only of those whose days are over. Corrected over the table (Holm). Who is no "
        "member is left out. Not proof of a cause: friends of good customers resemble them."
    ),
    columns={
        "key": columns.KEY,
        "days": message("Days"),
        "customers": columns.CUSTOMERS,
        "spend": columns.MEAN_SPEND,
        "spend_low": columns.MEAN_SPEND_LOW,
        "spend_high": columns.MEAN_SPEND_HIGH,
        "others_spend": columns.OTHERS_SPEND,
        "spend_differs": columns.SPEND_DIFFERS,
        "came_back": message("Ordered again"),
        "share": message("Share that ordered again"),
        "low": columns.LOW,
        "high": columns.HIGH,
        "others_share": message("Share of the others that ordered again"),
        "share_differs": message("Share differs"),
    },
    shares=frozenset({"share", "others_share"}),
    money=frozenset({"spend", "spend_low", "spend_high", "others_spend"}),
    make=referred_compared,
    unlock=message("A file of orders, and a list of members that says by whom each was brought in."),
    needs={},
    available=knows_referred,
)

TABLES: Final = (RECIPIENT_GROUPS, REFERRED)
