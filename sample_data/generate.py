"""Write the demo shop's files next to this one: `python -m sample_data.generate`.

The seed is fixed and each file has dice of its own, so the bytes come out the same every time.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sample_data import (
    audience,
    behaviour,
    costs,
    delivery,
    emails,
    findings,
    loyalty,
    shopify,
    social,
    survey,
    web,
)

if TYPE_CHECKING:
    from sample_data.findings import Effects


def files(seed: int = findings.SEED, effects: Effects = findings.PLANTED) -> dict[str, bytes]:
    """The demo shop's exports: name -> bytes. Another seed or other effects make another shop."""

    def dice(what: str) -> Random:
        return Random(f"{seed} {what}")

    customers = behaviour.simulate(dice("behaviour"), effects)
    grows = effects.seasons
    return {
        "shopify_orders.csv": shopify.export(dice("orders"), customers, effects),
        "shopify_sessions.csv": web.sessions(dice("sessions"), customers, effects),
        "klaviyo_campaigns.csv": emails.campaigns(dice("campaigns"), effects),
        "klaviyo_recipients.csv": emails.recipients(dice("recipients"), customers),
        "smile_members.csv": loyalty.members(dice("members"), dice("invitations"), customers),
        "typeform_after_purchase.csv": survey.export(dice("survey"), customers),
        "surveymonkey_delivery.csv": delivery.export(dice("delivery"), customers),
        "instagram_posts.csv": social.instagram_posts(dice("instagram"), effects),
        "facebook_posts.csv": social.facebook_posts(dice("facebook"), effects),
        "instagram_follows.csv": social.daily(dice("follows"), "Instagram follows", 9, 0.8 * grows),
        "instagram_views.csv": social.daily(dice("views"), "Views", 1400, 0.7 * grows),
        "instagram_interactions.csv": social.daily(
            dice("interactions"), "Content interactions", 55, 0.7 * grows
        ),
        "facebook_follows.csv": social.daily(dice("fans"), "Facebook follows", 3, -0.3 * grows),
        "followers_by_week.csv": audience.followers(dice("audience"), effects),
        "pinterest_pins.csv": audience.pins(dice("pins")),
        "shopify_products.csv": costs.products(dice("products")),
        "meta_ads.csv": costs.meta(dice("meta ads"), customers, effects),
        "google_ads.csv": costs.google(dice("google ads"), customers, effects),
    }


if __name__ == "__main__":
    for name, content in files().items():
        (Path(__file__).parent / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
