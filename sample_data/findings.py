"""What is planted in the demo shop, for the generator to plant and for tests to ask the product to find.

FINDINGS.md says the same in words.
"""

from __future__ import annotations

from datetime import date

SHOP = "Lume & Filo"
SEED = 20261031
FIRST_DAY = date(2024, 11, 1)
LAST_DAY = date(2026, 10, 31)

#: Customers of this country whose first order falls in the second year come back far less often.
FALLING_COUNTRY = "ES"
FALLING_SINCE = date(2025, 11, 1)
#: By what their rate of buying is multiplied.
FALLING_FACTOR = 0.22

#: After the answer to the survey, until the end of the data, the rate of buying is multiplied by:
PROMOTER_FACTOR = 2.6
DETRACTOR_FACTOR = 0.5
FOLLOW_UP_DAYS = 90

#: Instagram posts of this type get about twice the interactions, per person reached, of the others.
BEST_POST_TYPE = "IG carousel"
BEST_POST_FACTOR = 2.0

#: Rows that cannot be kept, by file: (what is wrong, the cell as it stands).
DIRTY = {
    "shopify_orders.csv": (
        ("a day that does not exist", "2026-02-30 10:12:44 +0100"),
        ("an amount that is not a number", "8x,40"),
        ("a total row", "Total"),
    ),
    "instagram_posts.csv": (("a total row", "Total"),),
}
