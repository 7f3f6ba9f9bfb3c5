"""Links, their terms and bundles, what they have published; members; tokens."""
