"""Write the demo shop's files next to this one: `python -m sample_data.generate`.

The seed is fixed and each file has dice of its own, so the bytes come out the same every time.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from sample_data import behaviour, findings, shopify, social, survey


def files() -> dict[str, bytes]:
    """The demo shop's exports: name -> bytes."""
    customers = behaviour.simulate(_dice("behaviour"))
    return {
        "shopify_orders.csv": shopify.export(_dice("orders"), customers),
        "typeform_after_purchase.csv": survey.export(_dice("survey"), customers),
        "instagram_posts.csv": social.instagram_posts(_dice("instagram")),
        "facebook_posts.csv": social.facebook_posts(_dice("facebook")),
        "instagram_follows.csv": social.daily(_dice("follows"), "Instagram follows", 9, 0.8),
        "instagram_views.csv": social.daily(_dice("views"), "Views", 1400, 0.7),
        "instagram_interactions.csv": social.daily(_dice("interactions"), "Content interactions", 55, 0.7),
        "facebook_follows.csv": social.daily(_dice("fans"), "Facebook follows", 3, -0.3),
    }


def _dice(what: str) -> Random:
    return Random(f"{findings.SEED} {what}")


if __name__ == "__main__":
    for name, content in files().items():
        (Path(__file__).parent / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")
