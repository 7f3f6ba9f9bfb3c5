"""Links, their terms and bundles, what they have told; members."""
