"""The table of lists of recipients, and its words."""

from __future__ import annotations

from typing import Final

from engagement.locale import message
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
        "by": message("Told apart by"),
        "key": message("Value"),
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
        "spend": message("Mean spend"),
        "spend_low": message("Mean spend from"),
        "spend_high": message("Mean spend to"),
        "others_n": message("Others"),
        "others_bought": message("Others who bought"),
        "others_share": message("Share of the others that bought"),
        "difference": message("Difference"),
        "difference_low": message("Difference from"),
        "difference_high": message("Difference to"),
        "p": message("p after Holm"),
        "differs": message("Differs from the others"),
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

TABLES: Final = (RECIPIENT_GROUPS,)
