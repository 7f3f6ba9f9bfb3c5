"""What is planted in the demo shop, for the generator to plant and for tests to ask the product to find.

FINDINGS.md says the same in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SHOP = "Lume & Filo"
SEED = 20261259
FIRST_DAY = date(2024, 11, 1)
LAST_DAY = date(2026, 10, 31)

#: Customers of this country whose first order falls in the second year come back far less often.
FALLING_COUNTRY = "ES"
FALLING_SINCE = date(2025, 11, 1)

#: Days after the answer to the survey in which promoters and detractors are compared.
FOLLOW_UP_DAYS = 90

#: Instagram posts of this type get about twice the interactions, per person reached, of the others.
BEST_POST_TYPE = "IG carousel"

#: Who begins with this product comes back far more often.
GATEWAY = "Linen sample box"

#: This product runs out: so many days lie between two of its orders, and so large a part of its buyers
#: orders it again each time.
REFILL = "Beeswax candles, box of 6"
REFILL_DAYS = 42.0
REFILL_AGAIN = 0.8

#: From this day on more visitors of this device leave the checkout without an order.
BROKEN_DEVICE = "Mobile"
BROKEN_SINCE = date(2026, 8, 1)

#: Campaigns to this list are clicked more.
BEST_LIST = "Lamp club"

#: What the shop pays for a product, as a part of its price with tax; the gateway is sold at little more.
COSTS = {"Orobia": 0.42, "Filo": 0.6, "Carta Viva": 0.5}
GATEWAY_COSTS = 0.88

#: Euros of advertising for each new customer, on Meta and on Google, before it gets dearer.
META, GOOGLE = 22.0, 12.0
DEARER_SINCE = date(2025, 11, 1)


@dataclass(frozen=True)
class Effects:
    """By what each finding multiplies what it changes; 1 where it is not planted."""

    #: The rate of buying: of new customers of the falling country; of promoters and of detractors, from
    #: the answer on until the end; of who began with the gateway, who also leave so much more rarely.
    falling: float = 0.12
    promoter: float = 2.6
    detractor: float = 0.5
    gateway: float = 1.8
    #: Interactions with posts of the best type.
    best_posts: float = 2.0
    #: The value of a member's orders.
    member: float = 1.5
    #: Completed checkouts of the broken device.
    broken: float = 0.72
    #: Clicks on campaigns to the best list.
    best_list: float = 2.0
    #: What advertising costs for each new customer, from `DEARER_SINCE` on.
    advertising: float = 1.5
    #: Whether some come back for the refill, whether months differ and the shop grows, whether a discount
    #: code takes money off, and whether people react to posts more on one network than on another.
    refills: bool = True
    seasons: bool = True
    discounts: bool = True
    networks: bool = True


#: What the demo shop holds, and a shop in which nothing differs and nothing changes.
PLANTED = Effects()
NOTHING = Effects(1, 1, 1, 1, 1, 1, 1, 1, 1, refills=False, seasons=False, discounts=False, networks=False)

#: Rows that cannot be kept, by file: (what is wrong, the cell as it stands).
DIRTY = {
    "shopify_orders.csv": (
        ("a day that does not exist", "2026-02-30 10:12:44 +0100"),
        ("an amount that is not a number", "8x,40"),
        ("a total row", "Total"),
    ),
    "instagram_posts.csv": (("a total row", "Total"),),
    "meta_ads.csv": (("a row of totals", "2024-11-01,2026-10-31,,"),),
    "google_ads.csv": (("a total row", "Total: Account"),),
}
