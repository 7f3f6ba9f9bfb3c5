"""Tables to fill in by hand, one for each kind: our own header words and two invented rows.

The generic readers read them unchanged, which a test checks. The header is English in every language,
because the readers know these words.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from engagement.sources.model.account import ExportKind

TEMPLATES: Final[Mapping[ExportKind, tuple[Sequence[str], ...]]] = {
    "orders": (
        (
            *("Order number", "Order date", "Customer email", "Order total", "Currency", "Order status"),
            *("Refunded amount", "Country", "Discount code", "Sales channel", "Product name", "Quantity"),
        ),
        (
            *("1001", "2026-03-14 09:30", "ada@example.com", "49.90", "EUR", "paid"),
            *("", "IT", "SPRING", "Web shop", "Candle", "2"),
        ),
        (
            *("1002", "2026-03-15 18:05", "ben@example.com", "120.00", "EUR", "partially refunded"),
            *("20.00", "PL", "", "Market", "Vase", "1"),
        ),
    ),
    "surveys": (
        (
            *("Response ID", "Submitted at", "Customer email", "Country"),
            "How likely are you to recommend us to a friend? (0-10)",
            "How easy was it to order? (1 = very difficult, 7 = very easy)",
            "How satisfied are you with your order? (1-5)",
            "What could we do better?",
        ),
        (
            *("r1", "2026-03-20 10:00", "ada@example.com", "IT"),
            *("10", "6", "5", "The parcel came a day late."),
        ),
        ("r2", "2026-03-21 11:15", "ben@example.com", "PL", "7", "4", "3", "A gift box would be nice."),
    ),
    "social": (
        (
            *("Post ID", "Published at", "Network", "Account name", "Post type", "Post text", "Permalink"),
            *("Reach", "Impressions", "Views", "Likes", "Comments", "Shares", "Saves", "Clicks"),
        ),
        (
            *("p1", "2026-03-01 09:00", "Instagram", "ourshop", "Reel", "How a candle is poured"),
            *("https://www.instagram.com/p/example1/", "1200", "1500", "2100", "80", "6", "4", "12", "9"),
        ),
        (
            *("p2", "2026-03-03 17:30", "Facebook", "ourshop", "Photo", "A vase in the morning"),
            *("https://www.facebook.com/ourshop/posts/2", "640", "800", "900", "31", "2", "1", "3", "5"),
        ),
    ),
    "web": (
        (
            *("Day", "Channel", "Device", "Country", "Sessions", "Visitors", "Bounces"),
            *("Sessions with cart additions", "Sessions that reached checkout"),
            "Sessions that completed checkout",
        ),
        ("2026-03-01", "Organic search", "Mobile", "IT", "900", "760", "410", "80", "45", "18"),
        ("2026-03-01", "E-mail", "Desktop", "PL", "300", "280", "90", "40", "25", "12"),
    ),
    "email": (
        (
            *("Campaign name", "Subject", "Sent at", "Channel", "List", "Recipients", "Delivered"),
            *("Unique opens", "Unique clicks", "Unsubscribes", "Bounces", "Orders", "Revenue", "Currency"),
        ),
        (
            *("Spring", "The first candles of spring", "2026-03-05 08:00", "Email", "Newsletter"),
            *("1000", "990", "320", "45", "3", "10", "12", "540.00", "EUR"),
        ),
        (
            *("Easter", "A vase for the table", "2026-03-12 08:00", "Email", "Newsletter"),
            *("1010", "1002", "298", "38", "2", "8", "9", "410.50", "EUR"),
        ),
    ),
    "loyalty": (
        (
            *("Member number", "Customer email", "Joined at", "Tier", "Points balance"),
            *("Points earned", "Points spent", "Referrals", "Status"),
        ),
        ("m1", "ada@example.com", "2026-01-10", "Gold", "120", "220", "100", "2", "member"),
        ("m2", "ben@example.com", "2026-02-03", "Silver", "40", "40", "0", "0", "member"),
    ),
    "costs": (
        ("Product number", "Product", "Unit cost", "Currency", "Valid from", "Vendor", "Product type"),
        ("CANDLE-1", "Candle", "4.20", "EUR", "2026-01-01", "Lume", "Candles"),
        ("VASE-1", "Vase", "11.50", "EUR", "2026-01-01", "Filo", "Vases"),
    ),
}


def template(kind: ExportKind) -> bytes:
    """Return the template of a kind as CSV that spreadsheets open: UTF-8 with a byte order mark."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows(TEMPLATES[kind])
    return buffer.getvalue().encode("utf-8-sig")
